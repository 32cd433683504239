"""Values of matches in the DICOM JSON model."""

from __future__ import annotations

from typing import Any


def value(match: dict[str, Any], tag: str) -> Any:
    (only,) = match[tag]["Value"]
    return only


def person(match: dict[str, Any]) -> dict[str, str]:
    name: dict[str, str] = value(match, "00100010")
    return name
