"""A DICOMDIR stands for the files that it lists, and never for one outside of its folder."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.filereader import dcmread
from pydicom.sequence import Sequence
from pydicom.uid import (
    UID,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    MediaStorageDirectoryStorage,
)

from scu.results import Instance, Outgoing
from scu.storage.meta import IsDicomdir
from scu.storage.scan import scan
from tests.conftest import Tool
from tests.peers.dcmtk import file_set
from tests.peers.instances import carried_by_pydicom, make_archive, make_instances

Found = list[Outgoing | Instance]


def look(*paths: Path, recursive: bool = False) -> Found:
    return list(scan([str(path) for path in paths], recursive=recursive))


def files(found: Found) -> list[str | None]:
    return [each.file for each in found if isinstance(each, Outgoing)]


def problems(found: Found) -> dict[str, str]:
    return {each.file or "": each.reason for each in found if isinstance(each, Instance)}


def make_dicomdir(
    folder: Path,
    *file_ids: bytes,
    in_use: int = 0xFFFF,
    syntax: UID = ExplicitVRLittleEndian,
    undefined: bool = False,
) -> Path:
    """A DICOMDIR with just these Referenced File IDs. pydicom writes none that are against the rules."""
    padded = [file_id + b" " * (len(file_id) % 2) for file_id in file_ids]
    stand_ins = [(f"{chr(ord('A') + n)}\\" * len(each))[: len(each)] for n, each in enumerate(padded)]
    records = []
    for stand_in in stand_ins:
        record = Dataset()
        record.RecordInUseFlag = in_use
        record.DirectoryRecordType = "IMAGE"
        record.ReferencedFileID = stand_in
        record.is_undefined_length_sequence_item = undefined
        records.append(record)
    dataset = Dataset()
    dataset.DirectoryRecordSequence = Sequence(records)
    dataset["DirectoryRecordSequence"].is_undefined_length = undefined
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.MediaStorageSOPClassUID = MediaStorageDirectoryStorage
    dataset.file_meta.MediaStorageSOPInstanceUID = UID("1.2.826.0.1.3680043.8.498.78")
    dataset.file_meta.TransferSyntaxUID = syntax
    folder.mkdir(parents=True, exist_ok=True)
    written = BytesIO()
    dataset.save_as(written, enforce_file_format=True)
    content = written.getvalue()
    for stand_in, each in zip(stand_ins, padded, strict=True):
        assert content.count(stand_in.encode()) == 1 or not each
        content = content.replace(stand_in.encode(), each, 1) if each else content
    (folder / "DICOMDIR").write_bytes(content)
    return folder / "DICOMDIR"


@pytest.fixture
def disc(tmp_path: Path) -> Path:
    """A folder with two files, IMAGES/A and IMAGES/B, beside a folder with a file that is none of its business."""
    secret, one, other = make_instances(tmp_path / "made", 3)
    (tmp_path / "disc" / "IMAGES").mkdir(parents=True)
    one.path.rename(tmp_path / "disc" / "IMAGES" / "A")
    other.path.rename(tmp_path / "disc" / "IMAGES" / "B")
    (tmp_path / "SECRET").mkdir()
    secret.path.rename(tmp_path / "SECRET" / "S")
    return tmp_path / "disc"


def test_a_dicomdir_that_is_named_stands_for_what_it_lists(dcmtk: Tool, tmp_path: Path) -> None:
    made = make_archive(tmp_path / "made")
    dicomdir = file_set(tmp_path / "disc", made)
    (tmp_path / "disc" / "UNLISTED").write_bytes(made[0].path.read_bytes())

    found = look(dicomdir)

    assert {each.sop_instance_uid for each in found} == {one.uid for one in made}
    listed = [
        record.ReferencedFileID for record in dcmread(dicomdir).DirectoryRecordSequence if "ReferencedFileID" in record
    ]
    assert files(found) == [str(tmp_path.joinpath("disc", *names)) for names in listed]


def test_a_dicomdir_in_a_folder_is_passed_over(dcmtk: Tool, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    made = make_archive(tmp_path / "made")
    file_set(tmp_path / "disc", made)

    found = look(tmp_path / "disc", recursive=True)

    assert sorted(each.sop_instance_uid for each in found) == sorted(one.uid for one in made)
    assert problems(found) == {}
    assert caplog.messages == []


@pytest.mark.parametrize("name", ["", "-bigEnd", "-implicit", "-nopatient", "-reordered"])
def test_pydicoms_own_dicomdirs(name: str) -> None:
    path = carried_by_pydicom("dicomdirtests") / f"DICOMDIR{name}"

    found = look(path)

    assert problems(found) == {}
    assert {each.sop_instance_uid for each in found} == {
        record.ReferencedSOPInstanceUIDInFile
        for record in dcmread(path).DirectoryRecordSequence
        if "ReferencedFileID" in record
    }
    assert len(found) == 31


def test_what_is_listed_and_not_there_is_told(disc: Path) -> None:
    found = look(make_dicomdir(disc, rb"IMAGES\A", rb"IMAGES\GONE", rb"IMAGES\B"))

    assert files(found) == [str(disc / "IMAGES" / "A"), str(disc / "IMAGES" / "B")]
    assert problems(found) == {str(disc / "IMAGES" / "GONE"): f"{disc / 'DICOMDIR'} lists it, and it is not there"}


def test_what_is_listed_and_no_dicom_is_told(disc: Path) -> None:
    (disc / "README").write_text("read me")

    found = look(make_dicomdir(disc, b"README", b"DICOMDIR", b"IMAGES"))

    assert problems(found) == {
        str(disc / "README"): "no DICOM file: no DICM prefix after a preamble",
        str(disc / "DICOMDIR"): "a DICOMDIR is an index of files and no SOP Instance",
        str(disc / "IMAGES"): "Is a directory",
    }
    assert len(found) == 3


@pytest.mark.parametrize(
    "file_id",
    [
        b"..\\SECRET\\S",
        b"IMAGES\\..\\..\\SECRET\\S",
        b"IMAGES\\.\\A",
        b"../SECRET/S",
        b"IMAGES/A",
        b"/etc/passwd",
        b"\\etc\\passwd",
        b"C:\\SECRET\\S",
        b"IMAGES\\\\A",
        b"IMAGES\\A\\",
        b"IMA\0GES\\A",
        b" .. \\SECRET\\S",
        b"..\0\\SECRET\\S",
    ],
)
def test_a_file_id_never_leads_out(disc: Path, file_id: bytes) -> None:
    dicomdir = make_dicomdir(disc, file_id, rb"IMAGES\B")

    found = look(dicomdir)

    assert files(found) == [str(disc / "IMAGES" / "B")]
    (reason,) = problems(found).values()
    assert reason.startswith("it lists ")
    assert "is no name of a file in its folder" in reason


@given(file_id=st.lists(st.sampled_from(["..", ".", "", "SECRET", "S", "IMAGES", "A", "/", "~", "LINK", "\0", " "])))
def test_whatever_a_file_id_is_nothing_outside_is_found(
    tmp_path_factory: pytest.TempPathFactory, file_id: list[str]
) -> None:
    top = tmp_path_factory.getbasetemp() / "outside"
    if not top.exists():
        (made,) = make_instances(top / "SECRET")
        made.path.rename(top / "SECRET" / "S")
        (top / "disc").mkdir()
        (top / "disc" / "LINK").symlink_to(top / "SECRET")

    assert files(look(make_dicomdir(top / "disc", "\\".join(file_id).encode()))) == []


def test_a_link_does_not_lead_out_either(disc: Path) -> None:
    (disc / "OUT").symlink_to(disc.parent / "SECRET")
    (disc / "S").symlink_to(disc.parent / "SECRET" / "S")
    (disc / "IN").symlink_to("IMAGES")

    found = look(make_dicomdir(disc, rb"OUT\S", b"S", rb"IN\A"))

    assert files(found) == [str(disc / "IN" / "A")]
    reason = f"{disc / 'DICOMDIR'} lists it, and it is a link that leads out of the folder"
    assert problems(found) == {str(disc / "OUT" / "S"): reason, str(disc / "S"): reason}


def test_names_in_small_letters_as_systems_show_those_of_a_cd(disc: Path) -> None:
    (disc / "IMAGES" / "A").rename(disc / "IMAGES" / "a")
    (disc / "IMAGES").rename(disc / "images")

    assert files(look(make_dicomdir(disc, rb"IMAGES\A"))) == [str(disc / "images" / "a")]


@pytest.mark.parametrize("undefined", [False, True])
@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, ImplicitVRLittleEndian], ids=str)
def test_each_file_comes_once_and_records_out_of_use_do_not(disc: Path, undefined: bool, syntax: UID) -> None:
    twice = make_dicomdir(disc, rb"IMAGES\A", rb"IMAGES\A", syntax=syntax, undefined=undefined)
    assert files(look(twice)) == [str(disc / "IMAGES" / "A")]

    assert look(make_dicomdir(disc, rb"IMAGES\A", in_use=0, undefined=undefined)) == []


def test_a_dicomdir_in_the_working_folder(disc: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_dicomdir(disc, rb"IMAGES\A")
    monkeypatch.chdir(disc)

    assert files(look(Path("DICOMDIR"))) == [os.path.join("IMAGES", "A")]


def test_a_damaged_dicomdir_tells_so_after_what_could_be_read(disc: Path) -> None:
    dicomdir = make_dicomdir(disc, rb"IMAGES\A", rb"IMAGES\B", undefined=True)
    dicomdir.write_bytes(dicomdir.read_bytes()[:-20])

    found = look(dicomdir)

    assert files(found)[0] == str(disc / "IMAGES" / "A")
    assert problems(found) == {str(dicomdir): "it is damaged, so that not all of what it lists is known"}


@given(st.data())
def test_any_damage_is_borne(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.getbasetemp() / "damage"
    dicomdir = make_dicomdir(folder, rb"IMAGES\A", b"B", undefined=data.draw(st.booleans()))
    content = bytearray(dicomdir.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(300, len(content) - 1))] = data.draw(st.integers(0, 255))
    dicomdir.write_bytes(content)

    assert files(look(dicomdir)) == []


def test_where_none_may_be_named_it_is_an_exception(disc: Path) -> None:
    dicomdir = make_dicomdir(disc, rb"IMAGES\A")

    with pytest.raises(IsDicomdir) as caught:
        list(scan([str(dicomdir)], recursive=False, dicomdirs=False))

    assert caught.value.dicomdir.file == str(dicomdir)
    assert len(list(scan([str(disc)], recursive=True, dicomdirs=False))) == 2
