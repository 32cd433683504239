"""What goes out of objects that are changed on their way."""

from __future__ import annotations

from pathlib import Path

import pydicom.data
import pytest
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.filebase import DicomBytesIO
from pydicom.filereader import dcmread
from pydicom.filewriter import write_file_meta_info
from pydicom.uid import UID

from scu import charset
from scu.content.altered import Altered, Change
from scu.content.attributes import setting
from scu.results import Outgoing
from scu.storage.meta import BadMeta, NotDicom, examine

TRUNCATED = ("MR_truncated.dcm", "rtplan_truncated.dcm")


def real_files(folder: str = "test_files") -> list[Path]:
    """The whole DICOM files that pydicom carries; nothing is downloaded."""
    found = sorted((Path(pydicom.data.__file__).parent / folder).glob("*.dcm"))
    return [path for path in found if _is_whole(path)]


def _is_whole(path: Path) -> bool:
    try:
        examine(str(path))
    except (NotDicom, BadMeta):
        return False
    return path.name not in TRUNCATED


def altered_bytes(outgoing: Outgoing, *changes: str | Change) -> bytes:
    """The data set that goes out; what is text is something to set."""
    done = tuple(setting([change]) if isinstance(change, str) else change for change in changes)
    with Altered(outgoing, done).open() as (source, size):
        content = bytearray(size + 1)
        left = memoryview(content)
        while count := source.readinto(left):
            left = left[count:]
        assert len(left) == 1
    return bytes(content[:size])


def altered(outgoing: Outgoing, *changes: str | Change) -> FileDataset:
    """The same, as pydicom reads it."""
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = UID(outgoing.transfer_syntax_uid)
    head = DicomBytesIO()
    write_file_meta_info(head, meta, enforce_standard=False)
    content = bytes(128) + b"DICM" + head.getvalue() + altered_bytes(outgoing, *changes)
    with charset.quietly():
        return dcmread(DicomBytesIO(content))


def refusal(outgoing: Outgoing, *changes: str | Change) -> str:
    """Why an object cannot be changed."""
    with pytest.raises(ValueError) as raised:
        altered_bytes(outgoing, *changes)
    return str(raised.value)
