"""What is taken of a folder: patterns, links, and files that are none; and no object twice."""

from __future__ import annotations

import logging
import os
import socket
from pathlib import Path

import pytest
from pydicom.filereader import dcmread
from pydicom.uid import ExplicitVRLittleEndian, ImplicitVRLittleEndian

from scu.results import Instance, Outgoing
from scu.storage import meta
from scu.storage.duplicates import once
from scu.storage.scan import scan
from tests.peers.headless import encoded
from tests.peers.instances import make_instances


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """a.dcm, b.DCM and c.ima, and in a folder d.dcm another a.dcm."""
    made = make_instances(tmp_path / "made", 4)
    for one, name in zip(made, ("a.dcm", "b.DCM", "c.ima", "d.dcm/a.dcm"), strict=True):
        path = tmp_path / "folder" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        one.path.rename(path)
    return tmp_path / "folder"


def names(folder: Path, *patterns: str, recursive: bool = True) -> list[str]:
    found = list(scan([str(folder)], recursive=recursive, patterns=patterns))
    assert all(isinstance(each, Outgoing) for each in found)
    return [os.path.relpath(each.file or "", folder) for each in found]


@pytest.mark.parametrize(
    ("patterns", "expected"),
    [
        ([], ["a.dcm", "b.DCM", "c.ima", "d.dcm/a.dcm"]),
        (["*.dcm"], ["a.dcm", "d.dcm/a.dcm"]),
        (["*.dcm", "*.ima"], ["a.dcm", "c.ima", "d.dcm/a.dcm"]),
        (["[bc].*"], ["b.DCM", "c.ima"]),
        (["?.ima"], ["c.ima"]),
        (["dcm"], []),
        (["d.dcm"], []),
    ],
)
def test_patterns_choose_among_the_files_of_folders(folder: Path, patterns: list[str], expected: list[str]) -> None:
    assert names(folder, *patterns) == expected
    assert names(folder, *patterns, recursive=False) == [name for name in expected if "/" not in name]


def test_what_does_not_match_is_not_so_much_as_opened(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    (folder / "notes.txt").write_text("no DICOM")
    (folder / "gone.txt").symlink_to("nowhere")

    assert names(folder, "*.dcm") == ["a.dcm", "d.dcm/a.dcm"]
    assert caplog.messages == []


def test_a_file_that_is_named_needs_no_pattern(folder: Path) -> None:
    (found,) = scan([str(folder / "c.ima")], recursive=False, patterns=["*.dcm"])

    assert isinstance(found, Outgoing)


def test_pipes_sockets_and_links_to_them_are_never_opened(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    os.mkfifo(folder / "pipe")
    (folder / "to-pipe").symlink_to("pipe")
    (folder / "to-null").symlink_to("/dev/null")
    (folder / "to-folder").symlink_to("d.dcm")
    (folder / "to-file").symlink_to("a.dcm")
    monkeypatch.chdir(folder)  # a socket's name is short
    opened: list[str] = []

    def note(file: str, flags: int) -> int:
        opened.append(os.path.basename(file))
        return os.open(file, flags)

    monkeypatch.setattr(meta, "open_at_once", note)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket")
        assert names(folder, recursive=False) == ["a.dcm", "b.DCM", "c.ima", "to-file"]

    assert opened == ["a.dcm", "b.DCM", "c.ima", "to-file"]
    assert caplog.messages == [
        f"{folder / name} is no file, and is left out" for name in ("pipe", "socket", "to-folder", "to-null", "to-pipe")
    ]


def test_a_socket_that_is_named_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket")
        (found,) = scan(["socket"], recursive=False)

    assert isinstance(found, Instance)
    assert found.reason == "No such device or address"


def deduplicated(*paths: Path) -> list[str]:
    found = list(once(scan([str(path) for path in paths], recursive=False)))
    assert all(isinstance(each, Outgoing) for each in found)
    return [os.path.basename(each.file or "") for each in found]


def test_the_first_of_equal_files_is_sent(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    one, other = make_instances(tmp_path / "in", 2)
    copy = tmp_path / "copy.dcm"
    copy.write_bytes(one.path.read_bytes())

    assert deduplicated(copy, one.path, other.path) == ["copy.dcm", other.path.name]
    assert caplog.messages == [
        "1 file is left out: another file holds the same object; it is of SOP Instance "
        f"{one.uid} (--debug names the files)"
    ]


def test_the_meta_header_makes_no_other_object(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "scu.storage.duplicates")
    (one,) = make_instances(tmp_path)
    bare = tmp_path / "bare"
    bare.write_bytes(encoded(one.read(), ExplicitVRLittleEndian))

    assert deduplicated(one.path, bare) == [one.path.name]
    assert caplog.messages[0] == f"{bare} is left out: it holds the same object as {one.path}"


@pytest.mark.parametrize("change", ["value", "length", "syntax"])
def test_other_contents_under_the_same_uid_are_told(
    tmp_path: Path, change: str, caplog: pytest.LogCaptureFixture
) -> None:
    (one,) = make_instances(tmp_path)
    dataset = dcmread(one.path)
    dataset.PatientName = {"value": "Doe^John", "length": "Doe^Johanna"}.get(change, dataset.PatientName)
    other = tmp_path / "other"
    other.write_bytes(encoded(dataset, ImplicitVRLittleEndian if change == "syntax" else ExplicitVRLittleEndian))

    assert deduplicated(one.path, other) == [one.path.name]
    assert caplog.messages == [
        "1 file is left out: another file, which is sent, has its SOP Instance UID and other contents; it is of "
        f"SOP Instance {one.uid} (--debug names the files)"
    ]


def test_many_duplicates_are_one_note(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "scu.storage.duplicates")
    made = make_instances(tmp_path / "a", 30)
    for one in made:
        (tmp_path / one.path.name).write_bytes(one.path.read_bytes())

    assert len(deduplicated(tmp_path / "a", tmp_path)) == 30
    told = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    first = min(made, key=lambda one: one.path.name)
    assert told == [
        "30 files are left out: other files hold the same objects; the first is of SOP Instance "
        f"{first.uid} (--debug names the files)"
    ]
    assert len(caplog.records) == 31


def test_what_cannot_be_compared_counts_as_different(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (one,) = make_instances(tmp_path)
    found = [Outgoing(name, 0, 10, "1.2", one.uid, "1.2") for name in ("/nowhere/a", "/nowhere/b")]

    assert list(once(found)) == found[:1]
    assert "and other contents" in caplog.text


def test_what_cannot_be_sent_is_no_duplicate(tmp_path: Path) -> None:
    unsent = [Instance("a", "1.2", "1.2.3", "1.2", None), Instance("b", "1.2", "1.2.3", "1.2", None)]
    sent = Outgoing("c", 0, 10, "1.2", "1.2.3", "1.2")

    assert list(once([*unsent, sent])) == [*unsent, sent]
