"""Data sets as files without a meta header, as pydicom encodes them."""

from __future__ import annotations

from pydicom.dataset import Dataset
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import write_dataset
from pydicom.uid import UID, ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian

UNCOMPRESSED = (ExplicitVRLittleEndian, ImplicitVRLittleEndian, ExplicitVRBigEndian)


def encoded(dataset: Dataset, transfer_syntax: UID) -> bytes:
    """The data set's bytes in an uncompressed transfer syntax."""
    stream = DicomBytesIO()
    stream.is_implicit_VR = transfer_syntax.is_implicit_VR
    stream.is_little_endian = transfer_syntax.is_little_endian
    write_dataset(stream, dataset)
    return stream.getvalue()
