"""Which SOP Instances files, folders and reports of `scu store` speak of."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator

from scu.errors import FileProblem
from scu.results import Commitment, Outgoing
from scu.storage import reports
from scu.storage.scan import scan

log = logging.getLogger(__name__)


def referenced(paths: Iterable[str], *, recursive: bool) -> list[Commitment]:
    """What these paths speak of, each instance once. A name in .json or .csv is that of a report.

    Raises:
        FileProblem: one of them cannot be read, or is no DICOM file and no report; or there is nothing in them.
    """
    paths = list(paths)
    found: dict[str, Commitment] = {}
    for path in paths:
        for each in _of_report(path) if _is_report(path) else _of_files(path, recursive):
            found.setdefault(each.sop_instance_uid, each)
    if not found:
        raise FileProblem(
            f"there is nothing to ask for in {', '.join(paths)}",
            cause="no DICOM file, and no report with objects that were stored",
            remedy="" if recursive else "add --recursive if the files are further down",
        )
    return list(found.values())


def _of_files(path: str, recursive: bool) -> Iterator[Commitment]:
    for found in scan([path], recursive=recursive):
        if not isinstance(found, Outgoing):
            raise FileProblem(
                f"{found.file} cannot be asked for: {found.reason}", remedy="leave it out", file=found.file or ""
            )
        yield Commitment(found.sop_class_uid, found.sop_instance_uid, found.file)


def _is_report(path: str) -> bool:
    return path.lower().endswith((".json", ".csv")) and not os.path.isdir(path)


def _of_report(path: str) -> Iterator[Commitment]:
    """The objects that were stored; others are none to ask for."""
    rows = reports.read(path)
    stored = [row for row in rows if reports.is_stored(row)]
    for row in stored:
        uids = str(row["sop_class_uid"]), str(row["sop_instance_uid"])
        if not all(uid and len(uid) <= 64 and not uid.strip("0123456789.") for uid in uids):
            raise FileProblem(f"{path} is no report of `scu store`: it has an object with a UID that is none")
        yield Commitment(*uids, str(row["file"]))
    if len(stored) < len(rows):
        left = len(rows) - len(stored)
        were = "was not stored, and is" if left == 1 else "were not stored, and are"
        log.warning("%d of the objects in %s %s not asked for", left, path, were)
