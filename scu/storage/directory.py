"""A DICOMDIR to add to: the records of a File-set, and the file that they are written to (PS3.3 annex F, PS3.10 8.6).

pydicom makes the records. Its FileSet would copy every object, move those that are listed already, and look through
all of them for each that is added.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from struct import Struct
from typing import TYPE_CHECKING, Final

from scu import charset, querystore, values
from scu.errors import FileProblem
from scu.storage.meta import IsDicomdir, examine, meta_header

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

NAME: Final = "DICOMDIR"

_CLASS: Final = "1.2.840.10008.1.3.10"
_NEXT, _IN_USE, _LOWER = 0x00041400, 0x00041410, 0x00041420
_FIRST, _RECORDS, _OTHER_RECORD = 0x00041200, 0x00041220, 0x00041504
# Where the two offsets are in an encoded record, which begins with (0004,1400), (0004,1410) and (0004,1420).
_NEXT_AT, _LOWER_AT = 8, 30
_ITEM: Final = 8  # bytes of an item's tag and length
_DEEPEST: Final = 32  # records below records; the standard has four

_number = Struct("<HH2sHL")
_flag = Struct("<HH2sHH")
_sequence = Struct("<HH2sxxL")
_item = Struct("<HHL")
_offset = Struct("<L")

_KEYS: Final = {"PATIENT": "PatientID", "STUDY": "StudyInstanceUID", "SERIES": "SeriesInstanceUID"}


@dataclass(eq=False, slots=True)
class Record:
    """A directory record, encoded, and those below it, by what tells them apart."""

    data: bytearray = field(default_factory=bytearray)
    file_id: tuple[str, ...] = ()
    below: dict[object, Record] = field(default_factory=dict)


class Directory:
    """The DICOMDIR of a folder; what it lists already stays listed.

    Raises:
        FileProblem: there is one, and nothing can be added to it.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self._root = Record()
        self._instances: dict[str, tuple[Record, object]] = {}  # what each is below, and its key there
        self._loaded = self._stamp()
        try:
            self._uid, self._head = self._load() if os.path.lexists(self.path) else _new()
        except values.PYDICOM_FAILURES as error:
            why = error.strerror if isinstance(error, OSError) else error
            raise FileProblem(
                f"nothing can be added to {self.path}: {why}",
                remedy=f"choose another folder with --output, or move the {NAME} away",
            ) from error

    @contextmanager
    def locked(self) -> Iterator[Directory]:
        """The same, or what another process has made of it, which has to wait while it is added to and written."""
        folder = os.open(self.path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            with suppress(OSError):  # a file system without locks
                fcntl.flock(folder, fcntl.LOCK_EX)
            yield self if self._stamp() == self._loaded else Directory(self.path.parent)
        finally:
            os.close(folder)

    def _stamp(self) -> tuple[int, ...]:
        """What tells one state of the file from another: it is never written in place."""
        try:
            status = os.lstat(self.path)
        except OSError:
            return ()
        return status.st_ino, status.st_size, status.st_mtime_ns

    def add(self, dataset: Dataset, file_id: tuple[str, ...]) -> None:
        """List an instance in a file, its file meta information included.

        Raises:
            ValueError: it cannot be listed; says why.
        """
        with charset.quietly():
            chain = [(_key(record), _encoded(record)) for record in _records(dataset, file_id)]
        uid = str(dataset.file_meta.MediaStorageSOPInstanceUID)
        if uid in self._instances:
            above, key = self._instances[uid]
            if above.below[key].file_id != file_id:
                raise ValueError("another file of the same SOP Instance UID is listed")
            del above.below[key]
        at = self._root
        for key, data in chain[:-1]:
            at = at.below.setdefault(key, Record(data))
        key, data = chain[-1]
        at.below[key] = Record(data, file_id)
        self._instances[uid] = at, key

    def write(self) -> None:
        """Write the file, whole or not at all. Raises OSError."""
        temporary = self.path.with_name(f".{NAME}.{os.getpid()}.part")
        temporary.unlink(missing_ok=True)  # of a process of this number that was killed
        try:
            with open(temporary, "xb") as file:
                file.writelines(self._content())
            os.replace(temporary, self.path)
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)

    def _content(self) -> Iterator[bytes | bytearray]:
        meta = meta_header(_CLASS, self._uid, querystore.EXPLICIT_LITTLE, "")
        records = list(_walk(self._root))
        offsets: dict[int, int] = {}
        begin = end = len(meta) + len(self._head) + 2 * _number.size + _flag.size + _sequence.size
        for record in records:
            offsets[id(record)] = end
            end += _ITEM + len(record.data)
        for above in (self._root, *records):
            first, *others = *(offsets[id(record)] for record in above.below.values()), 0
            if above is not self._root:
                _offset.pack_into(above.data, _LOWER_AT, first)
            for record, following in zip(above.below.values(), others, strict=True):
                _offset.pack_into(record.data, _NEXT_AT, following)
        roots = [offsets[id(record)] for record in self._root.below.values()] or [0]
        yield meta + self._head
        yield _number.pack(0x0004, 0x1200, b"UL", 4, roots[0])
        yield _number.pack(0x0004, 0x1202, b"UL", 4, roots[-1])
        yield _flag.pack(0x0004, 0x1212, b"US", 2, 0)
        yield _sequence.pack(0x0004, 0x1220, b"SQ", end - begin)
        for record in records:
            yield _item.pack(0xFFFE, 0xE000, len(record.data))
            yield record.data

    def _load(self) -> tuple[str, bytes]:
        from pydicom.filereader import dcmread

        try:
            examine(str(self.path))
            raise ValueError("it is no DICOMDIR")
        except IsDicomdir as it:
            if it.dicomdir.transfer_syntax_uid != querystore.EXPLICIT_LITTLE:
                raise ValueError("it is not in Explicit VR Little Endian, as it has to be (PS3.10 8.6)") from None
        with charset.quietly():
            # From memory: of a file, as many bytes would be asked for as a length that lies says.
            dataset = dcmread(BytesIO(self.path.read_bytes()), force=True)
            found = {record.seq_item_tell: record for record in dataset.get("DirectoryRecordSequence") or ()}
            if any(_OTHER_RECORD in record for record in found.values()):
                raise ValueError("it has multi-referenced file records, which are retired")
            self._adopt(self._root, found, dataset[_FIRST].value)
            return str(dataset.file_meta.MediaStorageSOPInstanceUID), _encode(dataset[:_FIRST])

    def _adopt(self, above: Record, found: dict[int, Dataset], offset: int, depth: int = 0) -> None:
        """Take over the record at an offset, those after it and those below them. None is taken twice."""
        if depth > _DEEPEST:
            raise ValueError("its records are nested too deeply")
        while offset:
            if offset not in found:
                raise ValueError("its records lead nowhere, or in a circle")
            dataset = found.pop(offset)
            offset, lower = dataset[_NEXT].value, dataset[_LOWER].value
            file_id = dataset.get("ReferencedFileID") or ()
            record = Record(_encoded(dataset), (file_id,) if isinstance(file_id, str) else tuple(file_id))
            key = _key(dataset)
            above.below[key if key not in above.below else object()] = record
            if uid := dataset.get("ReferencedSOPInstanceUIDInFile"):
                self._instances.setdefault(str(uid), (above, key))
            self._adopt(record, found, lower, depth + 1)


def _new() -> tuple[str, bytes]:
    from pydicom.dataset import Dataset
    from pydicom.uid import generate_uid

    head = Dataset()
    head.FileSetID = None
    return str(generate_uid(None)), _encode(head)


def _records(dataset: Dataset, file_id: tuple[str, ...]) -> Iterable[Dataset]:
    """The records of an instance, from the root down; a ValueError says which attribute it lacks."""
    from pydicom.fileset import FileSet

    *above, leaf = object.__new__(FileSet)._recordify(dataset)
    leaf.ReferencedFileID = list(file_id)
    leaf.ReferencedSOPClassUIDInFile = dataset.file_meta.MediaStorageSOPClassUID
    leaf.ReferencedSOPInstanceUIDInFile = dataset.file_meta.MediaStorageSOPInstanceUID
    if "SpecificCharacterSet" in dataset:
        leaf.SpecificCharacterSet = dataset.SpecificCharacterSet
    return [*above, leaf]


def _key(record: Dataset) -> object:
    kind = str(record.DirectoryRecordType)
    told = record.get(_KEYS.get(kind, "ReferencedSOPInstanceUIDInFile"))
    return (kind, str(told)) if told else object()


def _encoded(record: Dataset) -> bytearray:
    record[_NEXT].value = record[_LOWER].value = 0
    data = bytearray(_encode(record[_NEXT:]))
    if data[_LOWER_AT - 8 : _LOWER_AT - 4] != b"\4\0\x20\x14":
        raise ValueError("a directory record lacks an offset")
    return data


def _encode(dataset: Dataset) -> bytes:
    return querystore.encode(dataset, querystore.EXPLICIT_LITTLE)


def _walk(record: Record) -> Iterator[Record]:
    for below in record.below.values():
        yield below
        yield from _walk(below)
