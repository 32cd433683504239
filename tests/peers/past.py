"""Entries of a history, and what is in one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from scu.history import Entry

NOON = "2024-02-29T12:00:00Z"


def entry(when: str = NOON, **others: Any) -> Entry:
    values: dict[str, Any] = {
        "when": when,
        "command": "store",
        "host": "pacs.example.org",
        "port": 104,
        "called_ae_title": "PACS",
        "calling_ae_title": "SCU",
        "destination": None,
        "summary": {"total": 2, "stored": 2, "warning": 0, "failed": 0, "not_sent": 0, "bytes": 2000},
        "seconds": 1.5,
        "exit_status": 0,
        "error": None,
    }
    return Entry(**{**values, **others})


def written(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text().splitlines()]
