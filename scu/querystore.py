"""Identifiers to bytes and files, and back: what the wire carries, `--store-query`, and query files."""

import os
import zlib
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from scu import charset, implementation, values
from scu.errors import FileProblem

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

IMPLICIT_LITTLE = "1.2.840.10008.1.2"
EXPLICIT_LITTLE = "1.2.840.10008.1.2.1"
DEFLATED_LITTLE = "1.2.840.10008.1.2.1.99"
EXPLICIT_BIG = "1.2.840.10008.1.2.2"

MAX_INFLATED = 64 * 1024 * 1024
"""Bytes that a deflated identifier may grow to; none is a thousandth of it."""


class MalformedIdentifier(ValueError):
    """Bytes that are no data set in the transfer syntax that they claim."""


def encode(identifier: "Dataset", transfer_syntax_uid: str) -> bytes:
    """The data set's bytes, without file meta: ascending tags, even lengths (PS3.5 7.1).

    The transfer syntax is Implicit or Explicit VR Little Endian, Explicit VR Big Endian or Deflated.
    """
    from pydicom.filebase import DicomBytesIO
    from pydicom.filewriter import write_dataset

    target = DicomBytesIO()
    target.is_implicit_VR = transfer_syntax_uid == IMPLICIT_LITTLE
    target.is_little_endian = transfer_syntax_uid != EXPLICIT_BIG
    with charset.quietly():
        write_dataset(target, identifier)
    content = target.getvalue()
    if transfer_syntax_uid != DEFLATED_LITTLE:
        return content
    compressor = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    content = compressor.compress(content) + compressor.flush()
    return content + b"\0" * (len(content) % 2)  # PS3.5 A.5


def decode(data: bytes | memoryview, transfer_syntax_uid: str) -> "Dataset":
    """The data set in these bytes, its values still encoded: `charset.Replies` reads them.

    Raises MalformedIdentifier when an element claims more bytes than there are, or when it is no data set at all.
    """
    from pydicom.filereader import read_dataset

    if transfer_syntax_uid == DEFLATED_LITTLE:
        data = _inflate(data)
    implicit = transfer_syntax_uid == IMPLICIT_LITTLE
    source = BytesIO(data)
    try:
        with charset.quietly():
            dataset = read_dataset(source, implicit, transfer_syntax_uid != EXPLICIT_BIG)
    except values.PYDICOM_FAILURES as error:
        raise MalformedIdentifier(f"it cannot be read as a data set: {error}") from error
    if (end := _end(dataset, len(data), source.tell())) != len(data):
        raise MalformedIdentifier(f"the last {len(data) - end} bytes are no element")
    return dataset


def _inflate(data: bytes | memoryview) -> bytes:
    inflater = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
    try:
        content = inflater.decompress(data, MAX_INFLATED)
    except zlib.error as error:
        raise MalformedIdentifier(f"it cannot be inflated: {error}") from error
    if inflater.unconsumed_tail:
        raise MalformedIdentifier(f"it is larger than {MAX_INFLATED} bytes when inflated")
    if not inflater.eof:
        raise MalformedIdentifier("its deflated bytes end too early")
    return content


def _end(dataset: "Dataset", size: int, read: int) -> int:
    """Where the last element ends; pydicom takes what there is of a value that is cut off, and we do not.

    `read` is how far pydicom came: the end of an element of undefined length, which it reads to its delimiter.
    """
    from pydicom.dataelem import RawDataElement

    end = 0
    for element in dataset.values():
        if not isinstance(element, RawDataElement) or element.length == 0xFFFFFFFF:
            end = max(end, read)
            continue
        end = max(end, element.value_tell + element.length)
        if end > size:
            raise MalformedIdentifier(f"the element {element.tag} is longer than what is there")
    return end


def store(identifier: "Dataset", path: str | os.PathLike[str]) -> None:
    """Write an identifier as a DICOM file in Implicit VR Little Endian, whole or not at all.

    Raises FileProblem.
    """
    from pydicom.dataset import FileMetaDataset
    from pydicom.filebase import DicomBytesIO
    from pydicom.filewriter import write_file_meta_info
    from pydicom.uid import UID

    meta = FileMetaDataset()
    meta.FileMetaInformationGroupLength = 0
    meta.FileMetaInformationVersion = b"\0\1"
    meta.TransferSyntaxUID = UID(IMPLICIT_LITTLE)
    meta.ImplementationClassUID = UID(implementation.CLASS_UID)
    meta.ImplementationVersionName = implementation.VERSION_NAME
    head = DicomBytesIO()
    write_file_meta_info(head, meta, enforce_standard=False)
    _replace(Path(path), b"\0" * 128 + b"DICM" + head.getvalue() + encode(identifier, IMPLICIT_LITTLE))


def _replace(path: Path, content: bytes) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        if path.exists() and not path.is_file():
            raise OSError("it is there and is no regular file")
        temporary.write_bytes(content)
        temporary.replace(path)
    except OSError as error:
        raise FileProblem(
            f"the query cannot be written to {str(path)!r}: {error.strerror or error}",
            remedy="name a file in a folder that you may write to",
        ) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def load(path: str | os.PathLike[str]) -> "Dataset":
    """A query from a file: a DICOM file, or a bare data set. Its text is decoded by its own character set.

    Raises FileProblem, which names the file and says why it cannot be read.
    """
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise FileProblem(
            f"the query file {str(path)!r} cannot be read: {error.strerror or error}",
            remedy="name a DICOM file, such as one that --store-query wrote",
        ) from error
    try:
        dataset = _parse(content)
    except MalformedIdentifier as error:
        raise FileProblem(
            f"the query file {str(path)!r} is no DICOM file: {error}",
            remedy="name a DICOM file, such as one that --store-query or DCMTK's dump2dcm wrote",
        ) from error
    return dataset


def _parse(content: bytes) -> "Dataset":
    """The data set of a DICOM file, or a bare one: Big Endian if the first group only makes sense so."""
    from pydicom.dataset import Dataset
    from pydicom.filereader import dcmread

    if not content:
        raise MalformedIdentifier("it is empty")
    if content[128:132] != b"DICM":
        swapped = content[0] == 0 and content[1:2] != b"\0"
        return charset.Replies().decode(decode(content, EXPLICIT_BIG if swapped else IMPLICIT_LITTLE))
    source = BytesIO(content)
    try:
        with charset.quietly():
            whole = dcmread(source, stop_before_pixels=True)
    except (*values.PYDICOM_FAILURES, zlib.error) as error:
        raise MalformedIdentifier(str(error)) from error
    if whole.file_meta.get("TransferSyntaxUID") != DEFLATED_LITTLE:
        _end(whole, len(content), source.tell())
    return Dataset(charset.Replies().decode(whole))
