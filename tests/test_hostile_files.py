"""Files and names that were made to do harm: nothing outside its folder, no bomb goes off, nobody's file is lost."""

from __future__ import annotations

import errno
import os
import struct
import tracemalloc
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy
import pytest
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate
from pydicom.uid import JPEG2000Lossless, JPEGBaseline8Bit, JPEGLSLossless

from scu.content import codestream, picture, transcode
from scu.errors import FileProblem, UsageError
from scu.keys import parse
from scu.querystore import DEFLATED_LITTLE, EXPLICIT_LITTLE
from scu.results import Instance
from scu.storage import head, receive
from scu.storage.directory import Directory
from scu.storage.fileset import FileSetReceiver
from scu.storage.folders import FolderReceiver
from scu.storage.layout import Template
from scu.storage.memory import MemoryReceiver
from scu.storage.meta import examine, meta_header
from scu.storage.names import OnExists
from scu.storage.receive import Receiver
from tests.fuzz.targets.files import CT, examine_bytes, image
from tests.peers.images import make_image

SHARED = "{PatientID}.dcm"


def data_set(content: bytes) -> memoryview:
    return memoryview(content)[examine_bytes(content).offset :]


def kept(receiver: Receiver, uid: str, content: bytes, syntax: str = EXPLICIT_LITTLE) -> Instance:
    return receiver.receive(CT, uid, syntax, "PACS", iter([memoryview(content)]))


def bomb(size: int) -> bytes:
    deflater = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    block = deflater.compress(bytes(1 << 20)) + deflater.flush(zlib.Z_FULL_FLUSH)
    return block * (size >> 20) + deflater.flush()


@pytest.fixture
def no_links(monkeypatch: pytest.MonkeyPatch) -> None:
    def link(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", link)


def test_of_two_that_want_one_name_neither_is_lost(tmp_path: Path) -> None:
    """As of two processes: each has a lock of its own."""
    receivers = [FolderReceiver(tmp_path, Template(SHARED).place) for _ in range(8)]

    def fill(number: int) -> list[Instance]:
        return [
            kept(receivers[number], f"1.2.{number}.{it}", bytes(data_set(image())) + b"\0\0" * it * number)
            for it in range(1, 6)
        ]

    with ThreadPoolExecutor(8) as pool:
        done = [instance for some in pool.map(fill, range(1, 8)) for instance in some]

    names = [instance.file for instance in done]
    uids = {examine(str(file)).sop_instance_uid for file in tmp_path.iterdir()}
    assert len(done) == 35
    assert {examine(str(name)).size for name in names} == {len(data_set(image())) + 2 * a * b for a in range(1, 8)
                                                           for b in range(1, 6)}  # fmt: skip
    assert uids <= {f"1.2.{number}.{it}" for number in range(8) for it in range(6)}


@pytest.mark.usefixtures("no_links")
@pytest.mark.parametrize("on_exists", list(OnExists))
def test_where_there_are_no_links_names_are_found_as_well(tmp_path: Path, on_exists: OnExists) -> None:
    receiver = Receiver(tmp_path, on_exists=on_exists)
    files = [kept(receiver, "1.2.3", bytes(10 * number)).file for number in (1, 2)]

    several = on_exists is OnExists.KEEP
    assert sorted(os.listdir(tmp_path)) == ["1.2.3.dcm", *(["1.2.3_1.dcm"] if several else [])]
    assert files[0] == str(tmp_path / "1.2.3.dcm")


def test_a_numbered_name_is_nobody_elses(tmp_path: Path) -> None:
    for content in (b"ab", b"cd"):
        kept(Receiver(tmp_path), "1.2.3", content)
    later = kept(Receiver(tmp_path, on_exists=OnExists.SKIP), "1.2.3.1", b"ef")

    assert not later.skipped
    assert later.file == str(tmp_path / "1.2.3.1.dcm")


@pytest.mark.parametrize("planted", ["a link away", "a dangling link", "a link to itself", "a folder", "a pipe"])
@pytest.mark.parametrize("on_exists", [OnExists.KEEP, OnExists.OVERWRITE, OnExists.ERROR])
def test_what_is_planted_under_a_name_is_never_written_to(tmp_path: Path, planted: str, on_exists: OnExists) -> None:
    out, away = tmp_path / "out", tmp_path / "away"
    out.mkdir()
    away.write_bytes(b"mine")
    name = out / "1.2.3.dcm"
    if planted == "a folder":
        name.mkdir()
    elif planted == "a pipe":
        os.mkfifo(name)
    else:
        name.symlink_to({"a link away": away, "a dangling link": tmp_path / "new"}.get(planted, name))

    instance = kept(Receiver(out, on_exists=on_exists), "1.2.3", b"ab")

    assert away.read_bytes() == b"mine"
    assert sorted(os.listdir(tmp_path)) == ["away", "out"]
    assert not [file for file in os.listdir(out) if file.endswith(".part")]
    if instance.file is not None:
        assert Path(instance.file).is_file()
        assert not Path(instance.file).is_symlink()


def test_a_uid_in_a_sequence_is_not_the_objects_own() -> None:
    nested = "{ReferencedImageSequence[0].SOPInstanceUID}"
    with pytest.raises(UsageError, match="needs"):
        Template(nested, OnExists.SKIP)

    item, dataset = Dataset(), Dataset()
    item.add_new(0x00080018, "LT", "x" * 5000)
    dataset.ReferencedImageSequence = [item]
    (name,) = Template(f"{nested}.dcm").names(dataset)
    assert len(name.encode()) <= 250
    assert parse("SOPInstanceUID").path != parse(nested.strip("{}")).path


def test_a_name_has_no_character_that_the_locale_lacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsencode", lambda text: str(text).encode("latin-1"))
    dataset = Dataset()
    dataset.PatientName = "Müller^山田"

    assert Template("{PatientName}.dcm").names(dataset) == ("Müller^__.dcm",)


def test_two_that_add_to_one_dicomdir_are_both_in_it(tmp_path: Path) -> None:
    content = bytes(data_set(image()))
    with FileSetReceiver(tmp_path) as one:
        with FileSetReceiver(tmp_path) as other:
            kept(other, "1.2.3.2", content)
        kept(one, "1.2.3.1", content)

    assert set(Directory(tmp_path)._instances) == {"1.2.3.1", "1.2.3.2"}


def test_a_dicomdir_of_endless_depth_is_refused(tmp_path: Path) -> None:
    with FileSetReceiver(tmp_path) as receiver:
        kept(receiver, "1.2.3", bytes(data_set(image())))
    directory = Directory(tmp_path)
    below = next(iter(directory._root.below.values()))
    for _ in range(40):
        below.below, above = {"x": type(below)(bytearray(below.data), (), below.below)}, below
        below = above.below["x"]
    directory.write()

    with pytest.raises(FileProblem, match="nested too deeply"):
        Directory(tmp_path)


def _memory(folder: Path) -> str:
    return kept(MemoryReceiver(), "1.2.3", bomb(64 << 20), DEFLATED_LITTLE).reason


def _picture(folder: Path) -> str:
    file = folder / "x.dcm"
    file.write_bytes(meta_header(CT, "1.2.3", DEFLATED_LITTLE, "") + bomb(64 << 20))
    with pytest.raises(picture.NoPicture) as caught:
        picture.take(str(file))
    return str(caught.value)


@pytest.mark.parametrize("read", [_memory, _picture])
def test_no_bomb_fills_the_memory(tmp_path: Path, read: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(head, "_INFLATED", 32 << 20)
    monkeypatch.setattr(picture, "_MOST", 32 << 20)
    tracemalloc.start()
    try:
        said = read(tmp_path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert said == "it is too large when inflated"
    assert peak < 16 << 20


def claiming(syntax: str, size: int) -> bytes:
    """The beginning of a frame that says that it has so many rows and columns."""
    if syntax == JPEG2000Lossless:
        return b"\xff\x4f\xff\x51" + struct.pack(">HHLLLL", 41, 0, size, size, 0, 0) + bytes(16) + b"\0\1" + bytes(9)
    marker = 0xF7 if syntax == JPEGLSLossless else 0xC0
    filler = b"\xff\xe0\0\4ab\xff"
    return b"\xff\xd8" + filler + struct.pack(">BBHBHHB", 0xFF, marker, 11, 8, size, size, 1) + b"\1\x11\0\xff\xd9"


@pytest.mark.parametrize("syntax", [JPEGBaseline8Bit, JPEGLSLossless, JPEG2000Lossless])
def test_no_codec_gets_a_frame_that_is_larger_than_its_object(tmp_path: Path, syntax: str) -> None:
    frame = claiming(syntax, 65535)
    path = make_image(tmp_path / "x.dcm", numpy.zeros((8, 8), numpy.uint8)).path
    original = path.read_bytes()
    found = examine(str(path))
    data = original[found.offset :]
    at = data.rindex(b"\xe0\x7f\x10\0")
    encapsulated = data[: at + 4] + b"OB\0\0\xff\xff\xff\xff" + encapsulate([frame]) + b"\xfe\xff\xdd\xe0\0\0\0\0"
    path.write_bytes(meta_header(CT, "1.2.3", syntax, "") + encapsulated)

    codestream.check(claiming(syntax, 8), 8, 8, 1)
    with pytest.raises(picture.NoPicture) as shown:
        picture.take(str(path))
    assert "65535 × 65535" in str(shown.value.__cause__)
    content = transcode.into(examine(str(path)), EXPLICIT_LITTLE, allow_lossy=True).content
    assert content is not None
    with pytest.raises(ValueError, match="65535 × 65535"), content.open():
        pass


def test_a_claim_is_no_loss_to_a_file_system_error(tmp_path: Path) -> None:
    """A folder that vanishes while a name is looked for is the error that it is."""
    receiver = Receiver(tmp_path / "out")
    os.rmdir(tmp_path / "out")

    instance = kept(receiver, "1.2.3", b"ab")
    assert instance.status is not None
    assert not instance.status.ok
    with pytest.raises(OSError, match="No such file"):
        receive._claim(str(tmp_path / "x"), str(tmp_path / "y"), None)
