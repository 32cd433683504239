"""What transcoding makes of a file, as a file that others can read."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from pydicom.dataset import FileMetaDataset
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import write_file_meta_info
from pydicom.uid import UID

from scu.content.transcode import into
from scu.results import Outgoing
from scu.storage.meta import examine


def data_set_of(outgoing: Outgoing) -> bytes:
    """The bytes that go out."""
    assert outgoing.content is not None
    with outgoing.content.open() as (source, size):
        buffer = bytearray(size)
        assert source.readinto(memoryview(buffer)) == size
        assert not source.readinto(memoryview(bytearray(1)))
    return bytes(buffer)


def as_file(data_set: bytes, transfer_syntax: str, path: Path) -> Path:
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = UID("1.2.840.10008.5.1.4.1.1.7")
    meta.MediaStorageSOPInstanceUID = UID("1.2.3")
    meta.TransferSyntaxUID = UID(transfer_syntax)
    head = DicomBytesIO()
    write_file_meta_info(head, meta)
    path.write_bytes(b"\0" * 128 + b"DICM" + head.getvalue() + data_set)
    return path


def transcoded(file: Path, wanted: str, folder: Path, *, allow_lossy: bool = True) -> Path:
    """The file in another transfer syntax."""
    outgoing = into(examine(str(file)), wanted, allow_lossy=allow_lossy)
    folder.mkdir(parents=True, exist_ok=True)
    return as_file(data_set_of(outgoing), wanted, folder / f"{file.name}.{wanted}")


def written(dataset: object, transfer_syntax: str, path: Path) -> Path:
    """A file that pydicom writes."""
    from pydicom.dataset import Dataset
    from pydicom.filewriter import dcmwrite

    assert isinstance(dataset, Dataset)
    stream = BytesIO()
    uid = UID(transfer_syntax)
    dcmwrite(stream, dataset, implicit_vr=uid.is_implicit_VR, little_endian=uid.is_little_endian)
    return as_file(stream.getvalue(), transfer_syntax, path)
