"""What is sent and fetched: small objects, each different from all others, and their digests."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian

_STUDY = "2.25.311111111111111111111111111111111111"
_SERIES = 1_000_000_000_000_000_000_000
_ROWS = 24
# Of the same length as what takes its place in the encoded data set.
_UID = "2.25.300000000000000000000000000000000000"
_NUMBER = 90_000_000
_IN_SERIES = 1000
_META_LENGTH_AT = 140  # preamble, prefix, and the header of (0002,0000): PS3.10 7.1


@dataclass(frozen=True)
class Objects:
    """Files in a folder, and the digests of their data sets by SOP Instance UID."""

    folder: Path
    study: str = _STUDY
    digests: dict[str, bytes] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return len(self.digests)


def make(folder: Path, count: int) -> Objects:
    """Write so many, in series of a thousand. pydicom writes the first of each; the others differ in UID and pixels."""
    folder.mkdir(parents=True)
    made = Objects(folder)
    for begin in range(0, count, _IN_SERIES):
        template = _template(str(_SERIES + begin), begin // _IN_SERIES + 1)
        for number in range(begin, min(begin + _IN_SERIES, count)):
            uid = f"{_UID[:-9]}{number:09}"
            content = template.replace(_UID.encode(), uid.encode())
            content = content.replace(str(_NUMBER).encode(), str(_NUMBER + number).encode())
            content = content[: -len(_pixels(uid))] + _pixels(uid)
            (folder / f"{number:06}.dcm").write_bytes(content)
            made.digests[uid] = digest(content)
    return made


def digest(content: bytes) -> bytes:
    """Of the data set of a file."""
    length = int.from_bytes(content[_META_LENGTH_AT : _META_LENGTH_AT + 4], "little")
    return hashlib.sha1(content[_META_LENGTH_AT + 4 + length :], usedforsecurity=False).digest()


def digests(folder: Path) -> Iterator[bytes]:
    """Of the data sets of all DICOM files in a folder and those below it."""
    for path in folder.rglob("*"):
        if path.is_file() and (content := path.read_bytes())[128:132] == b"DICM":
            yield digest(content)


def _template(series: str, number: int) -> bytes:
    dataset = Dataset()
    dataset.SpecificCharacterSet = "ISO_IR 192"
    dataset.SOPClassUID = CTImageStorage
    dataset.SOPInstanceUID = _UID
    dataset.StudyDate, dataset.StudyTime, dataset.StudyID = "20240229", "112233", "1"
    dataset.AccessionNumber = "A1"
    dataset.Modality = "CT"
    dataset.ReferringPhysicianName = ""
    dataset.PatientName, dataset.PatientID = "Soak^Test", "SOAK"
    dataset.PatientBirthDate, dataset.PatientSex = "19700131", "O"
    dataset.StudyInstanceUID = _STUDY
    dataset.SeriesInstanceUID = f"2.25.{series}"
    dataset.SeriesNumber, dataset.InstanceNumber = number, _NUMBER
    dataset.SamplesPerPixel, dataset.PhotometricInterpretation = 1, "MONOCHROME2"
    dataset.Rows = dataset.Columns = _ROWS
    dataset.BitsAllocated = dataset.BitsStored = 16
    dataset.HighBit, dataset.PixelRepresentation = 15, 0
    dataset.PixelData = _pixels(_UID)
    dataset["PixelData"].VR = "OW"
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    written = BytesIO()
    dataset.save_as(written, enforce_file_format=True)
    return written.getvalue()


def _pixels(uid: str) -> bytes:
    seed = hashlib.sha512(uid.encode()).digest()
    return seed * (_ROWS * _ROWS * 2 // len(seed))
