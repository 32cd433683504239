"""Reports of `scu store`: what stands in them, and how they are read back to send what did not get there."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from scu.errors import FileProblem
from scu.results import Outgoing

log = logging.getLogger(__name__)

Row: TypeAlias = Mapping[str, object]
"""What a report says of one file: text, numbers, None, and a list of the changes."""

COLUMNS: Final = (
    "file",
    "outcome",
    "sop_class_uid",
    "sop_class",
    "sop_instance_uid",
    "original_transfer_syntax_uid",
    "original_transfer_syntax",
    "transfer_syntax_uid",
    "transfer_syntax",
    "size",
    "association",
    "attempts",
    "status",
    "meaning",
    "error_comment",
    "reason",
    "changes",
    "seconds",
    "server",
    "calling_ae_title",
    "begun",
)
BETWEEN_CHANGES: Final = "; "
_NUMBERS: Final = {"size": int, "association": int, "attempts": int, "seconds": float}
_WARNINGS: Final = frozenset((0x0001, 0x0107, 0x0116))  # PS3.7 annex C; B000 to BFFF beside them


class Earlier:
    """What a report says of an earlier run; without a report, nothing.

    Raises:
        FileProblem: it cannot be read, or is no report.
    """

    def __init__(self, report: str | None = None) -> None:
        self.report = report
        self.rows: Sequence[Row] = [] if report is None else read(report)
        self._stored = {(row["file"], row["sop_instance_uid"]) for row in self.rows if is_stored(row)}
        left = [str(row["file"]) for row in self.rows if not is_stored(row)]
        self._left = list(dict.fromkeys(left))
        # What got another UID on the way may have yet another each time it goes.
        changed = {row["file"] for row in self.rows if _has_another_uid(str(row.get("changes") or ""))}
        self._stored_in_full = changed.difference(self._left)

    def paths(self, named: list[str]) -> list[str]:
        """Return what to look at: what is named, or else the files that the report does not list as stored."""
        return named if named or self.report is None else self._left

    def left(self, outgoing: Iterable[Outgoing]) -> list[Outgoing]:
        """Return what is still to be sent: the report does not list this file with this SOP Instance UID as stored."""
        left = [each for each in outgoing if not self._has(each)]
        if self.report is not None and not left:
            log.warning("%s lists it all as stored: nothing is left to send", self.report)
        return left

    def _has(self, outgoing: Outgoing) -> bool:
        file = os.path.abspath(outgoing.file)
        return (file, outgoing.sop_instance_uid) in self._stored or file in self._stored_in_full

    def elsewhere(self, server: str) -> list[str]:
        """Return the servers that the report tells of and that are not this one."""
        return sorted({str(row["server"]) for row in self.rows if row.get("server")} - {server})


def read(path: str) -> list[Row]:
    """Return what a report says, file by file.

    Raises:
        FileProblem: it cannot be read, or is no report.
    """
    import csv
    import json

    try:
        with open(path, encoding="utf-8-sig", errors="surrogateescape", newline="") as stream:
            if path.lower().endswith(".csv"):
                rows: object = list(map(_typed, csv.DictReader(stream, strict=True)))
            else:
                document = json.load(stream)
                rows = document.get("instances") if isinstance(document, dict) else document
    except OSError as error:
        raise FileProblem(f"the report {path} cannot be read: {error.strerror}") from error
    except (ValueError, csv.Error, RecursionError) as error:
        raise _no_report(path, str(error)) from error
    if not isinstance(rows, list) or not all(map(_is_row, rows)):
        raise _no_report(path, "it has no files with sop_class_uid, sop_instance_uid and status")
    return [{"outcome": _outcome(row), **row, "file": os.path.abspath(row["file"])} for row in rows]


def _is_row(row: object) -> bool:
    return (
        isinstance(row, dict)
        and None not in row  # more values than columns
        and bool(row.get("file"))
        and all(isinstance(row.get(name), str) for name in ("file", "sop_class_uid", "sop_instance_uid"))
        and isinstance(row.get("status", 0), str | None)
    )


def _typed(texts: Mapping[str, str | None]) -> Row:
    """A row of a CSV file, as JSON has it; what a damaged one lacks, or has too much, is found by `read`."""
    row: dict[str, object] = dict(texts)
    for name, text in texts.items():
        if name in _NUMBERS:
            row[name] = _NUMBERS[name](text or 0)
        elif not text and name not in ("sop_class_uid", "sop_instance_uid"):
            row[name] = None
    row["changes"] = (texts.get("changes") or "").split(BETWEEN_CHANGES) if texts.get("changes") else []
    return row


def _no_report(path: str, why: str) -> FileProblem:
    return FileProblem(
        f"{path} is no report of `scu store`: {why}", remedy="name a file that `scu store --report` wrote"
    )


def _outcome(row: Row) -> str:
    """For the document that `scu store --format json` prints, which does for a report."""
    if row["status"] is None:
        return "unconfirmed" if row.get("unconfirmed") else "not sent"
    return "stored" if is_stored(row) else "failed"


def is_stored(row: Row) -> bool:
    """Whether the status, in hexadecimal digits, is success or a warning."""
    try:
        code = int(str(row["status"] or "none"), 16)
    except ValueError:
        return False
    return code == 0 or code in _WARNINGS or code & 0xF000 == 0xB000


def _has_another_uid(changes: str) -> bool:
    """Whether a change of this report's words is one of the SOP Instance UID."""
    return any(words in changes for words in ("UIDs suffixed", "invented", "SOPInstanceUID"))
