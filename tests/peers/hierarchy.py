"""The levels of the query/retrieve models: what of the archive is asked for, and what must come back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydicom.filereader import dcmread

from tests.peers.instances import Made

MODELS_AND_LEVELS = [
    ("--patientroot", "--patient"),
    ("--patientroot", "--study"),
    ("--patientroot", "--series"),
    ("--patientroot", "--image"),
    ("--studyroot", "--study"),
    ("--studyroot", "--series"),
    ("--studyroot", "--image"),
    ("--psonly", "--patient"),
    ("--psonly", "--study"),
]
LEVELS = ["--patient", "--study", "--series", "--image"]
# Of each level: the keyword and the tag of its unique key (PS3.4 C.6), and its name in `Made`.
KEYWORDS = {
    "--patient": "PatientID",
    "--study": "StudyInstanceUID",
    "--series": "SeriesInstanceUID",
    "--image": "SOPInstanceUID",
}
TAGS = {"--patient": "00100020", "--study": "0020000D", "--series": "0020000E", "--image": "00080018"}
ATTRIBUTES = {"--patient": "patient_id", "--study": "study", "--series": "series", "--image": "uid"}


def levels_down_to(model: str, level: str) -> list[str]:
    """The levels from the root of the model down to this one."""
    return LEVELS[model == "--studyroot" : LEVELS.index(level) + 1]


def unique(level: str, made: Made) -> str:
    """The value of the unique key that `made` has at this level."""
    return str(getattr(made, ATTRIBUTES[level]))


def unique_keys(levels: list[str], made: Made) -> list[str]:
    """Options that ask for just what `made` belongs to at these levels."""
    return [word for level in levels for word in ("-k", f"{KEYWORDS[level]}={unique(level, made)}")]


def wanted(archive: list[Made], level: str, like: Made) -> list[Made]:
    """What of the archive is the same patient, study, series or image as `like`."""
    return [made for made in archive if unique(level, made) == unique(level, like)]


def assert_received(folder: Path, expected: list[Made]) -> None:
    """The folder holds these instances, each whole and equal to what the server had, and nothing else."""
    assert {path.name for path in folder.iterdir()} == {f"{made.uid}.dcm" for made in expected}
    for made in expected:
        theirs = made.read()
        ours = dcmread(folder / f"{made.uid}.dcm")
        assert ours == theirs
        assert ours.PixelData == theirs.PixelData
        assert ours.file_meta.TransferSyntaxUID == made.transfer_syntax
        assert ours.file_meta.MediaStorageSOPInstanceUID == made.uid
        assert ours.file_meta.MediaStorageSOPClassUID == made.sop_class


def assert_counted(answer: Any, folder: Path, expected: list[Made]) -> None:
    """The document counts them all, and says of each where it was written."""
    count = len(expected)
    summary = answer["summary"]
    assert answer["ok"] is True
    assert summary["received"] == count
    assert summary["missing"] == 0
    assert summary["failed"] in (0, None)
    assert summary["bytes"] > 0
    assert {Path(entry["file"]) for entry in answer["instances"]} == {folder / f"{made.uid}.dcm" for made in expected}
    assert {entry["sop_class_uid"] for entry in answer["instances"]} == {made.sop_class for made in expected}
