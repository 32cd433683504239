"""Reports of `scu store`, as a script reads them."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any


def rows(report: Path) -> list[dict[str, Any]]:
    """What it says, file by file; all of it text in one of CSV."""
    if report.suffix == ".csv":
        with report.open(encoding="utf-8", errors="surrogateescape", newline="") as stream:
            return list(csv.DictReader(stream, strict=True))
    document = json.loads(report.read_text(encoding="utf-8"))
    instances: list[dict[str, Any]] = document["instances"]
    return instances


def outcomes(report: Path) -> dict[str, str]:
    """By the name of the file, without its folder."""
    return {Path(row["file"]).name: row["outcome"] for row in rows(report)}
