"""Files that a stranger made: objects, DICOMDIRs, query files, reports; and the names that their values make."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pydicom.dataset import Dataset

from scu import charset, querystore
from scu.content import picture, suffix, transcode
from scu.content.altered import Altered
from scu.content.attributes import deletion, setting
from scu.errors import FileProblem
from scu.results import Instance, Outgoing
from scu.storage import dicomdir, reports
from scu.storage.directory import Directory
from scu.storage.fileset import FileSetReceiver
from scu.storage.folders import FolderReceiver
from scu.storage.layout import Template
from scu.storage.meta import BadMeta, IsDicomdir, NotDicom, examine, meta_header
from scu.storage.scan import scan
from tests.fuzz.target import Target
from tests.fuzz.targets.data import BIG, DEFLATED, EXPLICIT, IMPLICIT, match, nested

CT: Final = "1.2.840.10008.5.1.4.1.1.2"
_DICOMDIR: Final = "1.2.840.10008.1.3.10"
_J2K: Final = "1.2.840.10008.1.2.4.90"
_RLE: Final = "1.2.840.10008.1.2.5"
_TEMPLATE: Final = "{PatientID}/{RequestAttributesSequence[0].ScheduledProcedureStepID}/{PatientName}-{StudyDate}.dcm"
_CHANGES: Final = (
    setting(["PatientName=Doe^Jane", "RequestAttributesSequence[0].CodeMeaning=x"]),
    deletion(["PatientID", "RequestAttributesSequence[1]"]),
    setting(["SpecificCharacterSet=ISO_IR 192"]),
    suffix.suffix("1"),
)


def image(transfer_syntax_uid: str = EXPLICIT) -> bytes:
    """A small image as a file."""
    found = match()
    found.SOPClassUID, found.StudyInstanceUID, found.SeriesInstanceUID = CT, "1.2", "1.2.4"
    found.StudyID, found.AccessionNumber = "1", "A1"
    found.Modality, found.SeriesNumber, found.InstanceNumber = "CT", 1, 1
    found.Rows = found.Columns = 4
    found.SamplesPerPixel, found.PhotometricInterpretation, found.PixelRepresentation = 1, "MONOCHROME2", 0
    found.BitsAllocated = found.BitsStored = 8
    found.HighBit, found.NumberOfFrames = 7, 1
    found.add_new(0x7FE00010, "OB", bytes(16))
    encoded = querystore.encode(found, EXPLICIT if transfer_syntax_uid in (_J2K, _RLE) else transfer_syntax_uid)
    if transfer_syntax_uid in (_J2K, _RLE):
        frame = b"\xff\x4f\xff\x51" + bytes(60) if transfer_syntax_uid == _J2K else b"\1" + bytes(63) + b"\xf1\0"
        item = b"\xfe\xff\0\xe0" + len(frame).to_bytes(4, "little") + frame
        end = b"\xfe\xff\0\xe0\0\0\0\0" + item + b"\xfe\xff\xdd\xe0\0\0\0\0"
        encoded = encoded[:-20] + encoded[-20:-16] + b"\xff" * 4 + end
    return meta_header(CT, "1.2.3", transfer_syntax_uid, "") + encoded


def directory() -> bytes:
    """A DICOMDIR of a file-set with two images."""
    with TemporaryDirectory() as folder:
        with FileSetReceiver(Path(folder)) as receiver:
            content = image()
            for number in (1, 2):
                data = content[examine_bytes(content).offset :]
                receiver.receive(CT, f"1.2.3.{number}", EXPLICIT, "", iter([memoryview(data)]))
        return (Path(folder) / "DICOMDIR").read_bytes()


def examine_bytes(content: bytes) -> Outgoing:
    with TemporaryDirectory() as folder:
        file = Path(folder, "x")
        file.write_bytes(content)
        return examine(str(file))


def _images() -> Iterable[bytes]:
    yield from map(image, (EXPLICIT, IMPLICIT, BIG, DEFLATED, _J2K, _RLE))
    yield image()[132:]
    yield image()[examine_bytes(image()).offset :]
    yield meta_header(CT, "1.2.3", EXPLICIT, "") + nested(50)


def _in_a_file(read: Callable[[Path], None], data: bytes) -> None:
    """Read it from a file in a folder, beside which nothing may appear."""
    with TemporaryDirectory() as top:
        folder = Path(top, "in")
        folder.mkdir()
        file = folder / "file"
        file.write_bytes(data)
        read(file)
        assert os.listdir(top) == ["in"]


def _examine(file: Path) -> None:
    try:
        found = examine(str(file))
    except IsDicomdir as it:
        found = it.dicomdir
    except (NotDicom, BadMeta):
        return
    assert 0 < found.offset <= file.stat().st_size == found.offset + found.size
    for uid in (found.sop_class_uid, found.sop_instance_uid, found.transfer_syntax_uid):
        assert uid and not uid.strip("0123456789.") and len(uid) <= 64


def _scan(file: Path) -> None:
    for found in scan([str(file), str(file.parent)], recursive=True):
        assert isinstance(found, Outgoing | Instance)


def _received(data: bytes) -> None:
    """Received objects stay in their folder, whatever their attributes say."""
    for uid in (EXPLICIT, IMPLICIT, DEFLATED):
        with TemporaryDirectory() as top:
            folder = Path(top, "out")
            receiver = FolderReceiver(folder, Template(_TEMPLATE).place)
            instance = receiver.receive(CT, "1.2.3", uid, "", iter([memoryview(data)]))
            assert os.listdir(top) == ["out"]
            assert instance.file is not None
            assert Path(instance.file).resolve().is_relative_to(folder.resolve())
            assert len([file for file in folder.rglob("*") if file.is_file()]) == 1


def _name(data: bytes) -> None:
    """Values as names of files."""
    attributes = Dataset()
    one, _, other = data.decode("utf-8", "replace").partition("\n")
    attributes.SOPInstanceUID = "1.2.3"
    with charset.quietly():
        attributes.add_new(0x00100020, "LO", [one])
        attributes.add_new(0x00104000, "LT", other)
    for name in Template("{PatientID}/{PatientComments}-{PatientID}/{SOPInstanceUID}.dcm").names(attributes):
        assert name not in ("", ".", "..")
        assert name.isprintable()
        assert not set(name) & set('/\\\0:*?"<>|')
        assert len(os.fsencode(name)) <= 250
        assert not name.endswith((".", " "))


def _listed(file: Path) -> None:
    """What a DICOMDIR lists is in its folder."""
    (file.parent / "DICOM").mkdir()
    (file.parent / "DICOM" / "A").symlink_to("/etc/passwd")
    try:
        examine(str(file))
    except IsDicomdir as it:
        for found in dicomdir.listed(it.dicomdir):
            if isinstance(found, str):
                assert Path(found).resolve().is_relative_to(file.parent.resolve())
    except (NotDicom, BadMeta):
        pass


def _added_to(file: Path) -> None:
    """A DICOMDIR of a stranger can be added to, or not, and is whole in either case."""
    there = file.rename(file.parent / "DICOMDIR")
    with suppress(FileProblem):
        Directory(there.parent).write()
        Directory(there.parent)


def _query(file: Path) -> None:
    with suppress(FileProblem):
        querystore.load(file)


def _report(ending: str, file: Path) -> None:
    file = file.rename(file.with_suffix(ending))
    with suppress(FileProblem):
        earlier = reports.Earlier(str(file))
        earlier.left([Outgoing(str(file), 0, 0, CT, "1.2.3", EXPLICIT)])
        earlier.elsewhere("PACS")


def _altered(file: Path) -> None:
    """Objects that are changed on their way go out, or do not; so with those in another transfer syntax."""
    try:
        found = examine(str(file))
    except (NotDicom, BadMeta):
        return
    for change in _CHANGES:
        with suppress(OSError, ValueError), Altered(found, (change,)).open() as (source, size):
            _drain(source.readinto, size)
    for wanted in (IMPLICIT, BIG, DEFLATED, _RLE):
        with suppress(OSError, ValueError):
            other = transcode.into(found, wanted, allow_lossy=True)
            if other.content is not None:
                with other.content.open() as (source, size):
                    _drain(source.readinto, size)


def _drain(readinto: Callable[[memoryview], int | None], size: int) -> None:
    buffer = memoryview(bytearray(65536))
    while count := readinto(buffer[: min(size, len(buffer))]):
        size -= count
    assert size == 0


def _picture(file: Path) -> None:
    with suppress(picture.NoPicture, OSError):
        taken = picture.take(str(file))
        assert max(taken.pixels.shape[:2]) <= 1024


def _reports() -> Iterable[bytes]:
    row = dict.fromkeys(reports.COLUMNS, "") | {"file": "a.dcm", "sop_class_uid": CT, "sop_instance_uid": "1.2.3"}
    row |= {"status": "0000", "server": "PACS"}
    yield json.dumps({"instances": [row]}).encode()
    yield json.dumps([row]).encode()
    yield b"[" * 100
    yield (",".join(row) + "\n" + ",".join(row.values()) + "\n").encode()


_NAMES: Final = (
    b"..\n/etc/passwd",
    b"CON\nnul.txt",
    b"x" * 5000,
    b"e\xcc\x81\n\xc3\xa9",
    b".ssh \n ..",
    b"\0\x1b[2J\n\xff",
)
_META: Final = (
    b"DICM",
    b"\2\0\2\0UI",
    b"\2\0\3\0UI",
    b"\2\0\x10\0UI",
    b"\2\0\0\0UL\4\0",
    b"\xff\xff\xff\xff",
    CT.encode(),
)
_RECORDS: Final = (
    b"\4\0\x20\x12SQ\0\0",
    b"\4\0\0\x15CS",
    b"..\\..\\ETC",
    b"DICOM\\A",
    b"\4\0\0\x14UL\4\0",
    b"\4\0\x20\x14UL\4\0",
)
_PIXELS: Final = (
    *_META,
    b"\xe0\x7f\x10\0OB\0\0",
    b"\x28\0\x08\0IS",
    b"\x28\0\x10\0US\2\0\xff\xff",
    b"\x28\0\0\1US\2\0",
)


def _file(name: str, read: Callable[[Path], None], seeds: Callable[[], Iterable[bytes]], *words: bytes) -> Target:
    return Target(name, partial(_in_a_file, read), seeds, words)


TARGETS: Final = (
    _file("file_meta", _examine, _images, *_META),
    _file("scan", _scan, _images, *_META),
    Target("received_by_template", _received, lambda: [image()[examine_bytes(image()).offset :], nested(50)]),
    Target("template_names", _name, lambda: _NAMES, (b"..", b"/", b"\n", b"CON", b"\xcc\x81")),
    _file("dicomdir", _listed, lambda: [directory()], *_META, *_RECORDS),
    _file("dicomdir_added_to", _added_to, lambda: [directory()], *_META, *_RECORDS),
    _file("query_file", _query, _images, *_META),
    _file("report_json", partial(_report, ".json"), _reports, b'"file"', b"null", b"[", b"{", b"1e999"),
    _file("report_csv", partial(_report, ".csv"), _reports, b'"', b",", b"\n", b"\0", b"file"),
    _file("altered", _altered, _images, *_PIXELS),
    _file("picture", _picture, _images, *_PIXELS),
)
