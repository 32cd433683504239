"""Incoming objects become finished files, or nothing."""

from __future__ import annotations

import os
import resource
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.config import IGNORE
from pydicom.filereader import dcmread, read_file_meta_info
from pydicom.uid import UID

from scu import implementation
from scu.errors import FileProblem
from scu.results import Category, Instance
from scu.storage.meta import examine, is_uid, meta_header
from scu.storage.receive import Receiver
from tests.peers.instances import carried_by_pydicom, data_set_bytes

CT, EXPLICIT_LE = "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.1.2.1"
UIDS = st.lists(st.integers(0, 10**9).map(str), min_size=2, max_size=6).map(".".join)
AE_TITLES = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_- ", min_size=1, max_size=16).filter(
    lambda it: it == it.strip()
)
FILES = ["CT_small.dcm", "MR_small_RLE.dcm", "MR_small_implicit.dcm", "image_dfl.dcm", "ExplVR_BigEnd.dcm"]


def pieces(data: bytes, length: int = 4096) -> Iterator[memoryview]:
    """Fragments as they come off the wire: in memory that is used again for the next."""
    memory = bytearray(length)
    for at in range(0, max(1, len(data)), length):
        piece = data[at : at + length]
        memory[: len(piece)] = piece
        yield memoryview(memory)[: len(piece)]


def receive(receiver: Receiver, uid: str, data: bytes | Iterator[memoryview], sop_class: str = CT) -> Instance:
    fragments = pieces(data) if isinstance(data, bytes) else data
    return receiver.receive(sop_class, uid, EXPLICIT_LE, "PACS", fragments)


def content(path: Path) -> bytes:
    return path.read_bytes()[examine(str(path)).offset :]


@pytest.fixture
def receiver(tmp_path: Path) -> Receiver:
    return Receiver(tmp_path / "deep" / "out")


@pytest.mark.parametrize("name", FILES)
def test_pydicom_reads_what_was_received(receiver: Receiver, name: str) -> None:
    original = carried_by_pydicom(name)
    sent = examine(str(original))
    uids = sent.sop_class_uid, sent.sop_instance_uid, sent.transfer_syntax_uid

    instance = receiver.receive(*uids, "PACS", pieces(data_set_bytes(original)))

    path = receiver.folder / f"{sent.sop_instance_uid}.dcm"
    assert instance.file == str(path)
    assert instance.status is not None and instance.status.ok
    assert instance.size == sent.size
    assert os.listdir(receiver.folder) == [path.name]
    assert content(path) == data_set_bytes(original)
    assert dcmread(path) == dcmread(original)
    assert dcmread(path).file_meta.TransferSyntaxUID == sent.transfer_syntax_uid


@given(UIDS, UIDS, UIDS, AE_TITLES)
def test_pydicom_reads_the_meta_header(
    tmp_path_factory: pytest.TempPathFactory, sop_class: str, uid: str, syntax: str, source: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "header"
    path.write_bytes(meta_header(sop_class, uid, syntax, source))

    meta = read_file_meta_info(path)

    assert meta.FileMetaInformationVersion == b"\0\1"
    assert meta.MediaStorageSOPClassUID == sop_class
    assert meta.MediaStorageSOPInstanceUID == uid
    assert meta.TransferSyntaxUID == syntax
    assert meta.ImplementationClassUID == implementation.CLASS_UID
    assert meta.ImplementationVersionName == implementation.VERSION_NAME
    assert meta.SourceApplicationEntityTitle == source
    assert 128 + 4 + 12 + meta.FileMetaInformationGroupLength == path.stat().st_size


def test_the_same_object_twice_is_one_file(receiver: Receiver, caplog: pytest.LogCaptureFixture) -> None:
    first = receive(receiver, "1.2.3", bytes(600_000))
    second = receiver.receive(CT, "1.2.3", EXPLICIT_LE, "ANOTHER", pieces(bytes(600_000), 1000))

    assert first.file == second.file
    assert os.listdir(receiver.folder) == ["1.2.3.dcm"]
    assert caplog.messages == []


def test_a_different_object_of_the_same_uid_gets_a_name_of_its_own(
    receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    objects = [b"a" * 300_000, b"a" * 299_999 + b"b", b"a" * 300_001, b"a" * 299_999 + b"b"]

    files = [receive(receiver, "1.2.3", data).file for data in objects]

    assert [Path(file or "").name for file in files] == ["1.2.3.dcm", "1.2.3_1.dcm", "1.2.3_2.dcm", "1.2.3_1.dcm"]
    assert [content(Path(file or "")) for file in files] == objects
    assert len(os.listdir(receiver.folder)) == 3
    assert caplog.messages[0] == "a different object was there as 1.2.3.dcm: this one is 1.2.3_1.dcm"


@pytest.mark.parametrize("kind", ["text", "folder", "link to nowhere"])
def test_whatever_has_the_name_already_keeps_it(receiver: Receiver, kind: str) -> None:
    taken = receiver.folder / "1.2.3.dcm"
    if kind == "text":
        taken.write_text("mine")
    elif kind == "folder":
        taken.mkdir()
    else:
        taken.symlink_to(receiver.folder.parent / "elsewhere")

    instance = receive(receiver, "1.2.3", b"data")

    assert instance.file == str(receiver.folder / "1.2.3_1.dcm")
    assert not (receiver.folder.parent / "elsewhere").exists()
    assert kind != "text" or taken.read_text() == "mine"


HOSTILE = ["", ".", "..", "../../etc/passwd", "/etc", "1.2/3", "1..2", ".1.2", "1.2\0", "1.2\n", "١.٢", "1" * 65]


@pytest.mark.parametrize("uid", HOSTILE)
def test_a_hostile_uid_is_no_path(receiver: Receiver, uid: str) -> None:
    fragments = pieces(b"data")

    for instance in (receive(receiver, uid, fragments), receive(receiver, "1.2.3", b"", sop_class=uid)):
        assert instance.file is None
        assert instance.status is not None and instance.status.code == 0x0117
        assert instance.reason == "refused: its UIDs are invalid"

    assert list(fragments) == []
    assert os.listdir(receiver.folder) == []
    assert receiver.problem is None


@given(st.text(max_size=70) | UIDS)
def test_a_uid_that_is_allowed_is_a_plain_name(text: str) -> None:
    if is_uid(text):
        assert Path(f"{text}.dcm").parts == (f"{text}.dcm",)
        assert len(text) <= 64 and not text.startswith(".")
    else:
        assert not UID(text, IGNORE).is_valid


def refused(receiver: Receiver, instance: Instance) -> None:
    """The peer is told A700, the user what went wrong."""
    assert instance.file is None
    assert instance.status is not None
    assert (instance.status.code, instance.status.category) == (0xA700, Category.FAILURE)
    assert receiver.problem is not None
    assert instance.reason in receiver.problem.message
    assert instance.status.comment == instance.reason


def test_a_full_disk_leaves_nothing(receiver: Receiver) -> None:
    fragments = pieces(bytes(100_000))
    former = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, former[1]))
    try:
        instance = receive(receiver, "1.2.3", fragments)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, former)

    refused(receiver, instance)
    assert instance.reason == "File too large"
    assert os.listdir(receiver.folder) == []
    assert list(fragments) == []
    assert receive(receiver, "1.2.3", bytes(100_000)).file is not None


@pytest.mark.parametrize("instead", ["nothing", "a file"])
def test_a_folder_that_goes_away_meanwhile_leaves_nothing(receiver: Receiver, instead: str) -> None:
    def fragments() -> Iterator[memoryview]:
        yield memoryview(b"data")
        shutil.rmtree(receiver.folder)
        if instead == "a file":
            receiver.folder.write_text("mine")
        yield memoryview(b"data")

    for data in (fragments(), pieces(b"the next one")):
        refused(receiver, receive(receiver, "1.2.3", data))
        assert list(data) == []
    assert os.listdir(receiver.folder.parent) == (["out"] if instead == "a file" else [])


@pytest.mark.parametrize("error", [KeyboardInterrupt(), FileProblem("?"), RuntimeError("?")])
def test_an_object_that_is_cut_off_leaves_nothing(receiver: Receiver, error: BaseException) -> None:
    def fragments() -> Iterator[memoryview]:
        yield memoryview(b"data")
        assert len(os.listdir(receiver.folder)) == 1
        raise error

    with pytest.raises(type(error)):
        receive(receiver, "1.2.3", fragments())

    assert os.listdir(receiver.folder) == []


def test_a_file_has_its_name_only_when_it_is_whole(receiver: Receiver) -> None:
    def fragments() -> Iterator[memoryview]:
        for _ in range(3):
            yield memoryview(b"data")
            assert not (receiver.folder / "1.2.3.dcm").exists()

    assert content(Path(receive(receiver, "1.2.3", fragments()).file or "")) == b"datadatadata"


def test_many_at_once_lose_nothing(receiver: Receiver) -> None:
    objects = [bytes([65 + number % 4]) * 50_000 for number in range(24)]
    together = threading.Barrier(len(objects))
    found: list[tuple[str, bytes]] = []

    def run(data: bytes) -> None:
        together.wait(60)
        found.append((receive(receiver, "1.2.3", data).file or "", data))

    threads = [threading.Thread(target=run, args=(data,)) for data in objects]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert len(found) == len(objects)
    assert all(content(Path(file)) == data for file, data in found)
    assert sorted(os.listdir(receiver.folder)) == ["1.2.3.dcm", "1.2.3_1.dcm", "1.2.3_2.dcm", "1.2.3_3.dcm"]


@pytest.mark.parametrize("kind", ["a file", "below a file", "no place to write"])
def test_a_folder_that_cannot_be_is_a_file_problem(tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "out"
    if kind == "no place to write":
        monkeypatch.setattr(os, "access", lambda path, mode: False)
    else:
        folder.write_text("mine")
    with pytest.raises(FileProblem, match="cannot be used"):
        Receiver(folder / "deeper" if kind == "below a file" else folder)
