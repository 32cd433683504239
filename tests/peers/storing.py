"""What the tests of store look at: the counts of the document, and what arrived."""

from __future__ import annotations

from pathlib import Path

from pydicom.filereader import dcmread
from pydicom.uid import UID

from tests.peers.instances import data_set_bytes


def summary(total: int, **others: int) -> dict[str, int]:
    return {"total": total, "stored": 0, "warning": 0, "failed": 0, "not_sent": 0, **others}


def counts(answer: dict[str, dict[str, int]]) -> dict[str, int]:
    return {name: value for name, value in answer["summary"].items() if name != "bytes"}


def by_uid(paths: list[Path]) -> dict[UID, Path]:
    return {dcmread(path, stop_before_pixels=True).SOPInstanceUID: path for path in paths}


def data_sets(paths: list[Path]) -> dict[UID, bytes]:
    """The data sets of these files, byte by byte."""
    return {uid: data_set_bytes(path) for uid, path in by_uid(paths).items()}


def assert_arrived(sent: list[Path], arrived: list[Path]) -> None:
    """Every file that was sent is there: the same data set, in the same transfer syntax, pixel for pixel."""
    found = by_uid(arrived)
    assert found.keys() == by_uid(sent).keys()
    for path in sent:
        ours = dcmread(path)
        theirs = dcmread(found[ours.SOPInstanceUID])
        assert theirs.file_meta.TransferSyntaxUID == ours.file_meta.TransferSyntaxUID
        assert theirs.get("PixelData") == ours.get("PixelData")
        assert theirs.PatientName == ours.PatientName
