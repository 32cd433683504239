"""Identifiers to bytes and files, and back: what the wire carries, `--store-query`, and query files."""

import os
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from scu import charset, implementation, values
from scu.errors import FileProblem

if TYPE_CHECKING:
    from pydicom.dataelem import RawDataElement
    from pydicom.dataset import Dataset
    from pydicom.tag import BaseTag

IMPLICIT_LITTLE = "1.2.840.10008.1.2"
EXPLICIT_LITTLE = "1.2.840.10008.1.2.1"
DEFLATED_LITTLE = "1.2.840.10008.1.2.1.99"
EXPLICIT_BIG = "1.2.840.10008.1.2.2"

MAX_SIZE = 8 * 1024 * 1024
"""Bytes of an identifier, inflated; the longest that make sense list the UIDs of 100,000 objects that failed."""

MAX_PARTS = 150_000
"""Elements, items and single values of an identifier, parts of names and changes of the character set: each takes up to
a kilobyte of memory when it is read, and some of them tens of microseconds."""

MAX_DEPTH = 32
"""Sequences within sequences."""

_UNDEFINED = 0xFFFFFFFF
_writing = threading.RLock()  # what is changed in pydicom is changed for all threads
_SEPARATORS = (b"\\", b"^", b"=", b"\x1b")
_ITEMS = {True: b"\xfe\xff\x00\xe0", False: b"\xff\xfe\xe0\x00"}


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
    with charset.quietly(), briefly():
        write_dataset(target, identifier)
    content = target.getvalue()
    if transfer_syntax_uid != DEFLATED_LITTLE:
        return content
    compressor = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    content = compressor.compress(content) + compressor.flush()
    return content + b"\0" * (len(content) % 2)  # PS3.5 A.5


@contextmanager
def briefly() -> Iterator[None]:
    """pydicom writes without its habit of putting the traceback into the message of an error.

    It does so anew for every sequence that it is in, so that the message of an error that is ten deep fills the memory.
    """
    from pydicom import filewriter

    theirs = vars(filewriter)
    with _writing:
        before = theirs["tag_in_exception"]
        theirs["tag_in_exception"] = _named
        try:
            yield
        finally:
            theirs["tag_in_exception"] = before


@contextmanager
def _named(tag: "BaseTag") -> Iterator[None]:
    try:
        yield
    except values.PYDICOM_FAILURES as error:
        raise ValueError(f"{tag}: {error}") from error


def decode(data: bytes | memoryview, transfer_syntax_uid: str) -> "Dataset":
    """The data set in these bytes, its values still encoded: `charset.Replies` reads them.

    Raises MalformedIdentifier when an element claims more bytes than there are, when it is no data set at all, or when
    it is larger or deeper than an identifier can be.
    """
    from pydicom.filereader import read_dataset

    data = _inflate(data) if transfer_syntax_uid == DEFLATED_LITTLE else bytes(data)
    implicit, little = transfer_syntax_uid == IMPLICIT_LITTLE, transfer_syntax_uid != EXPLICIT_BIG
    _check_size(data, little=little)
    source = BytesIO(data)
    try:
        with charset.quietly():
            dataset = read_dataset(source, implicit, little)
            _check_parts(dataset)
    except MalformedIdentifier:
        raise
    except values.PYDICOM_FAILURES as error:
        raise MalformedIdentifier(f"it cannot be read as a data set: {error}") from error
    if (end := _end(dataset, len(data), source.tell())) != len(data):
        raise MalformedIdentifier(f"the last {len(data) - end} bytes are no element")
    return dataset


def _check_size(data: bytes, *, little: bool) -> None:
    """What can be known of its memory before it is read."""
    if len(data) > MAX_SIZE:
        raise MalformedIdentifier(f"it has {len(data):,} bytes, and {MAX_SIZE:,} are the most")
    if data.count(_ITEMS[little]) + sum(map(data.count, _SEPARATORS)) > MAX_PARTS:
        raise _too_many()


def _check_parts(dataset: "Dataset", depth: int = 0) -> int:
    """How many elements and items there are, in it and further down; reads the sequences."""
    from pydicom.dataelem import RawDataElement

    if depth > MAX_DEPTH:
        raise MalformedIdentifier("its sequences are nested too deeply")
    count = len(dataset)
    for element in [*dataset.values()] if count <= MAX_PARTS else ():
        if isinstance(element, RawDataElement):
            if element.length != _UNDEFINED and len(element.value or b"") != element.length:
                raise MalformedIdentifier(f"the element {element.tag} is longer than what is there")
            if not _is_sequence(element, dataset):
                continue
            element = dataset[element.tag]
        for item in element.value if element.VR == "SQ" else ():
            count += 1 + _check_parts(item, depth + 1)
    if count > MAX_PARTS:
        raise _too_many()
    return count


def _is_sequence(element: "RawDataElement", dataset: "Dataset") -> bool:
    """Whether pydicom will read it as one; where there is no VR, the dictionaries know."""
    from pydicom.hooks import raw_element_vr

    if element.VR not in (None, "UN"):
        return element.VR == "SQ"
    found: dict[str, object] = {}
    raw_element_vr(element, found, ds=dataset)
    return found["VR"] == "SQ"


def _too_many() -> MalformedIdentifier:
    return MalformedIdentifier(f"it has more than {MAX_PARTS:,} elements, items and values")


def _inflate(data: bytes | memoryview) -> bytes:
    inflater = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
    try:
        content = inflater.decompress(data, MAX_SIZE)
    except zlib.error as error:
        raise MalformedIdentifier(f"it cannot be inflated: {error}") from error
    if inflater.unconsumed_tail:
        raise MalformedIdentifier(f"it is larger than {MAX_SIZE:,} bytes when inflated")
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
    from pydicom.filereader import _read_file_meta_info, dcmread

    if not content:
        raise MalformedIdentifier("it is empty")
    if content[128:132] != b"DICM":
        swapped = content[0] == 0 and content[1:2] != b"\0"
        return charset.Replies().decode(decode(content, EXPLICIT_BIG if swapped else IMPLICIT_LITTLE))
    source = BytesIO(content)
    source.seek(132)
    try:
        with charset.quietly():
            if _read_file_meta_info(source).get("TransferSyntaxUID") == DEFLATED_LITTLE:
                return charset.Replies().decode(decode(content[source.tell() :], DEFLATED_LITTLE))
            source.seek(0)
            whole = dcmread(source, stop_before_pixels=True)
            _check_parts(whole)
    except MalformedIdentifier:
        raise
    except values.PYDICOM_FAILURES as error:
        raise MalformedIdentifier(str(error)) from error
    _end(whole, len(content), source.tell())
    return Dataset(charset.Replies().decode(whole))
