"""Paths to instances; pydicom says what a file's meta header holds."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.errors import InvalidDicomError
from pydicom.filereader import read_file_meta_info

from scu.results import Instance, Outgoing
from scu.storage.meta import BadMeta, NotDicom, examine
from scu.storage.scan import scan
from tests.peers.instances import carried_by_pydicom, data_set_bytes, make_instances

CARRIED = sorted(path for path in carried_by_pydicom("").iterdir() if path.is_file())
NEEDED = (
    "FileMetaInformationGroupLength",
    "MediaStorageSOPClassUID",
    "MediaStorageSOPInstanceUID",
    "TransferSyntaxUID",
)
UIDS = "1.2.840.10008.5.1.4.1.1.2", "1.2.3", "1.2.840.10008.1.2.1"


def meta(*elements: bytes, length: int | None = None) -> bytes:
    """A preamble and a meta header of these elements."""
    body = b"".join(elements)
    size = len(body) if length is None else length
    return bytes(128) + b"DICM\2\0\0\0UL\4\0" + size.to_bytes(4, "little") + body


def uid(element: int, value: str) -> bytes:
    text = value.encode() + b"\0" * (len(value) % 2)
    return bytes((2, 0, element, 0)) + b"UI" + len(text).to_bytes(2, "little") + text


GOOD = (uid(2, UIDS[0]), uid(3, UIDS[1]), uid(0x10, UIDS[2]))


@pytest.fixture(scope="module")
def examined(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A file to be written over and examined."""
    yield tmp_path_factory.mktemp("examined") / "file"


def problems(*paths: Path, recursive: bool = False) -> dict[str, str]:
    found = scan([str(path) for path in paths], recursive=recursive)
    return {Path(it.file or "").name: it.reason for it in found if isinstance(it, Instance)}


def names(*paths: Path, recursive: bool = False) -> list[str]:
    found = scan([str(path) for path in paths], recursive=recursive)
    return [os.path.relpath(it.file, paths[0]) for it in found if isinstance(it, Outgoing)]


@pytest.mark.parametrize("path", CARRIED, ids=lambda path: path.name)
def test_pydicoms_own_files_are_read_as_pydicom_reads_them(path: Path) -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            expected = read_file_meta_info(path)
    except InvalidDicomError:
        with pytest.raises(NotDicom):
            examine(str(path))
        return
    if expected.get("MediaStorageSOPClassUID") == "1.2.840.10008.1.3.10":
        with pytest.raises(BadMeta, match="DICOMDIR"):
            examine(str(path))
        return
    if not all(expected.get(keyword) for keyword in NEEDED):
        with pytest.raises(BadMeta, match="its meta header"):
            examine(str(path))
        return

    found = examine(str(path))

    assert found.file == str(path)
    assert found.sop_class_uid == expected.MediaStorageSOPClassUID
    assert found.sop_instance_uid == expected.MediaStorageSOPInstanceUID
    assert found.transfer_syntax_uid == expected.TransferSyntaxUID
    assert path.read_bytes()[found.offset :] == data_set_bytes(path)
    assert found.size == len(data_set_bytes(path))


def test_the_carried_files_are_of_every_kind() -> None:
    kinds = {type(problem) for problem in scan(map(str, CARRIED), recursive=False)}

    assert kinds == {Outgoing, Instance}
    assert len(names(*CARRIED)) > 60


def test_a_folder_is_sorted_and_entered_only_when_asked(tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path / "elsewhere")
    folder = tmp_path / "folder"
    for name in ("b", "a/2", "a/1", "c", "B", "10", "9"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(made.path.read_bytes())

    assert names(folder) == ["10", "9", "B", "b", "c"]
    assert names(folder, recursive=True) == ["10", "9", "B", "a/1", "a/2", "b", "c"]
    assert names(folder, folder / "c", folder / "a") == ["10", "9", "B", "b", "c", "c", "a/1", "a/2"]


def test_links_are_followed_to_files_and_never_round_in_circles(tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path / "elsewhere")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "file").symlink_to(made.path)
    (folder / "folder").symlink_to(folder)
    (folder / "loop").symlink_to(folder / "loop")
    (folder / "nowhere").symlink_to(tmp_path / "nowhere")

    assert names(folder, recursive=True) == ["file"]
    assert problems(folder, recursive=True) == {
        "loop": "Too many levels of symbolic links",
        "nowhere": "No such file or directory",
    }


def test_what_is_no_dicom_is_passed_over_in_a_folder_and_told_where_it_was_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    make_instances(tmp_path)
    (tmp_path / "readme.txt").write_text("hello")
    (tmp_path / "empty").touch()

    assert problems(tmp_path) == {}
    assert caplog.messages == [f"2 files in {tmp_path} are no DICOM files and are left out"]
    assert problems(tmp_path / "readme.txt", tmp_path / "empty", tmp_path / "absent") == {
        "readme.txt": "no DICOM file: no DICM prefix after a preamble",
        "empty": "no DICOM file: no DICM prefix after a preamble",
        "absent": "No such file or directory",
    }


def test_a_pipe_that_nobody_writes_to_holds_nothing_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    assert problems(tmp_path / "pipe") == {"pipe": "no DICOM file: no regular file"}
    assert problems(tmp_path) == {}


def test_a_folder_that_cannot_be_read_stops_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_instances(tmp_path / "b", 2)
    (tmp_path / "a").mkdir()
    scandir = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("/a"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)

    assert problems(tmp_path, recursive=True) == {"a": "Permission denied"}
    assert len(names(tmp_path, recursive=True)) == 2
    assert problems(tmp_path / "a") == {"a": "Permission denied"}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (meta(*GOOD)[:-3], "ends within its meta header"),
        (meta(*GOOD)[:140], "does not begin with a group length"),
        (bytes(128) + b"DICM", "does not begin with a group length"),
        (bytes(128) + b"DICM" + b"".join(GOOD), "does not begin with a group length"),
        (meta(*GOOD, length=2**31), "claims a length of 2147483648 bytes"),
        (meta(*GOOD, length=0xFFFFFFFF), "claims a length of 4294967295 bytes"),
        (meta(*GOOD) + bytes(99), None),
        (meta(*GOOD, length=sum(map(len, GOOD)) - 1), "is damaged"),
        (meta(*GOOD, length=sum(map(len, GOOD)) + 1) + b"\0", "is damaged"),
        (meta(*GOOD, length=sum(map(len, GOOD)) + 8) + b"\x08\0\5\0CS\0\0", "is damaged"),
        (meta(*GOOD[:2]), r"lacks \(0002,0010\)"),
        (meta(*GOOD[1:]), r"lacks \(0002,0002\)"),
        (meta(*GOOD[::2]), r"lacks \(0002,0003\)"),
        (meta(GOOD[0], uid(3, "../../etc"), GOOD[2]), "invalid UID"),
        (meta(GOOD[0], uid(3, ""), GOOD[2]), "invalid UID"),
        (meta(GOOD[0], uid(3, "1" * 65), GOOD[2]), "invalid UID"),
        (meta(uid(2, "1.2.840.10008.1.3.10"), *GOOD[1:]), "DICOMDIR"),
    ],
)
def test_a_damaged_meta_header_is_told(examined: Path, content: bytes, reason: str | None) -> None:
    examined.write_bytes(content)
    if reason is None:
        assert examine(str(examined)) == Outgoing(str(examined), len(meta(*GOOD)), 99, *UIDS)
        return
    with pytest.raises(BadMeta, match=reason):
        examine(str(examined))
    assert list(problems(examined)) == ["file"]


@pytest.mark.parametrize(
    "vr", [b"OB", b"OD", b"OF", b"OL", b"OV", b"OW", b"SQ", b"SV", b"UC", b"UN", b"UR", b"UT", b"UV"]
)
@pytest.mark.parametrize("size", [0, 2, 5000, 70000])
def test_a_private_element_of_a_long_vr_is_stepped_over(examined: Path, vr: bytes, size: int) -> None:
    private = b"\2\0\2\1" + vr + b"\0\0" + size.to_bytes(4, "little") + bytes(size)
    content = meta(*GOOD[:2], private, GOOD[2])
    examined.write_bytes(content + b"data")

    assert examine(str(examined)) == Outgoing(str(examined), len(content), 4, *UIDS)
    assert read_file_meta_info(examined).TransferSyntaxUID == UIDS[2]


@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_are_examined_or_refused(examined: Path, data: bytes, prefixed: bool) -> None:
    examined.write_bytes(bytes(128) + b"DICM\2\0\0\0UL\4\0" + data if prefixed else data)
    with suppress(NotDicom, BadMeta):
        examine(str(examined))


@given(st.data())
def test_a_damaged_file_is_examined_or_refused(examined: Path, data: st.DataObject) -> None:
    content = bytearray(meta(*GOOD, b"\2\0\2\1OB\0\0\2\0\0\0ab"))
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(128, len(content) - 1))] = data.draw(st.integers(0, 255))
    examined.write_bytes(content)
    with suppress(NotDicom, BadMeta):
        found = examine(str(examined))
        assert 0 <= found.size == len(content) - found.offset
        assert all(set(it) <= set("0123456789.") for it in (found.sop_instance_uid, found.sop_class_uid))
