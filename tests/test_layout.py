"""Templates of names: what they make of an object's attributes, and that nothing leaves the output folder."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.filereader import dcmread
from pydicom.sequence import Sequence
from pydicom.uid import (
    UID,
    CTImageStorage,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    RLELossless,
)

from scu.errors import UsageError
from scu.results import Instance
from scu.storage.folders import FolderReceiver
from scu.storage.layout import Template
from scu.storage.meta import examine
from scu.storage.names import OnExists
from tests.peers.instances import carried_by_pydicom, data_set_bytes

UID_OF_ALL = "1.2.3"
FULL = "{PatientID}/{StudyInstanceUID}/{Modality}-{SeriesNumber}/{SOPInstanceUID}.dcm"
SYNTAXES = [
    ImplicitVRLittleEndian,
    ExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    DeflatedExplicitVRLittleEndian,
    RLELossless,
]


def made(tmp_path: Path, syntax: UID = ExplicitVRLittleEndian, **values: object) -> Path:
    """A file with these attributes."""
    dataset = Dataset()
    dataset.SpecificCharacterSet = "ISO_IR 192"
    dataset.SOPClassUID, dataset.SOPInstanceUID = CTImageStorage, UID_OF_ALL
    for keyword, value in values.items():
        setattr(dataset, keyword, value)
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = syntax
    path = tmp_path / "made.dcm"
    dataset.save_as(path, enforce_file_format=True)
    return path


def receive(
    receiver: FolderReceiver, data: bytes, uid: str = UID_OF_ALL, syntax: str = ExplicitVRLittleEndian
) -> Instance:
    return receiver.receive(CTImageStorage, uid, syntax, "PACS", iter([memoryview(data)]))


def laid_out(tmp_path: Path, template: str, syntax: UID = ExplicitVRLittleEndian, **values: object) -> str:
    """Where an object with these attributes goes, within the output folder."""
    out = tmp_path / "out"
    data = data_set_bytes(made(tmp_path, syntax, **values))
    instance = receive(FolderReceiver(out, Template(template).place), data, syntax=syntax)
    (file,) = files(out)
    assert instance.file == str(out / file)
    assert data_set_bytes(out / file) == data
    return file


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir())


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_attributes_of_every_transfer_syntax_make_the_name(tmp_path: Path, syntax: UID) -> None:
    values: dict[str, Any] = {"PatientID": "P1", "StudyInstanceUID": "1.2", "Modality": "CT", "SeriesNumber": 7}

    assert laid_out(tmp_path, FULL, syntax, **values) == "P1/1.2/CT-7/1.2.3.dcm"


@pytest.mark.parametrize("name", ["CT_small.dcm", "MR_small_RLE.dcm", "image_dfl.dcm", "ExplVR_BigEnd.dcm"])
def test_pydicoms_own_files(tmp_path: Path, name: str) -> None:
    original = carried_by_pydicom(name)
    sent, dataset = examine(str(original)), dcmread(original)
    receiver = FolderReceiver(tmp_path, Template(FULL).place)

    receive(receiver, data_set_bytes(original), sent.sop_instance_uid, sent.transfer_syntax_uid)

    patient = str(dataset.get("PatientID") or "no-PatientID")
    (file,) = files(tmp_path)
    assert Path(file).parts[0] == patient
    assert Path(file).name == f"{sent.sop_instance_uid}.dcm"


@pytest.mark.parametrize(
    ("template", "file"),
    [
        ("{10,20}/{SOPInstanceUID}", "P1/1.2.3"),
        ("{0010,0020}_{SOPInstanceUID}", "P1_1.2.3"),
        ("all/{SOPClassUID}/x{SOPInstanceUID}y.dcm", f"all/{CTImageStorage}/x1.2.3y.dcm"),
        ("{RequestAttributesSequence[0].ScheduledProcedureStepID}/{SOPInstanceUID}", "SPS/1.2.3"),
        ("{RequestAttributesSequence[1].ScheduledProcedureStepID}/{SOPInstanceUID}",
         "no-RequestAttributesSequence[1].ScheduledProcedureStepID/1.2.3"),
        ("{ImageType}/{SOPInstanceUID}", "ORIGINAL_PRIMARY/1.2.3"),
        ("{PatientName}.dcm", "Müller^Jürgen.dcm"),
        ("{StudyDescription}/{AccessionNumber}.dcm", "no-StudyDescription/no-AccessionNumber.dcm"),
        ("{0009,1001:LO}/{SOPInstanceUID}", "no-(0009,1001)/1.2.3"),
    ],
)  # fmt: skip
def test_every_way_to_write_a_field(tmp_path: Path, template: str, file: str) -> None:
    step = Dataset()
    step.ScheduledProcedureStepID = "SPS"
    values: dict[str, Any] = {
        "PatientID": "P1",
        "PatientName": "Müller^Jürgen",
        "ImageType": ["ORIGINAL", "PRIMARY"],
        "RequestAttributesSequence": Sequence([step]),
        "AccessionNumber": "",
    }

    assert laid_out(tmp_path, template, **values) == file


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("..", "__"),
        (".", "_"),
        ("../../etc/passwd", "_._.._etc_passwd"),
        ("/etc/passwd", "_etc_passwd"),
        (".ssh", "_ssh"),
        ("a\0b\nc\x7fd\u202ee", "a_b_c_d_e"),
        ("C:\\x", "C__x"),
        ("nul", "_nul"),
        ("COM1.txt", "_COM1.txt"),
        ("console", "console"),
        ("ends. ", "ends_"),
        ("  spaced  ", "spaced"),
        ("   ", "no-PatientComments"),
        ("Mu\u0308ller", "M\u00fcller"),
        ("%s{0}{PatientID}", "%s{0}{PatientID}"),
    ],
)
def test_a_value_never_is_more_than_a_name(tmp_path: Path, value: str, name: str) -> None:
    assert laid_out(tmp_path, "{PatientComments}/{SOPInstanceUID}", PatientComments=value) == f"{name}/1.2.3"


@given(st.text(max_size=400), st.text(max_size=400))
def test_any_values_make_names_that_file_systems_take(one: str, other: str) -> None:
    dataset = Dataset()
    dataset.PatientComments, dataset.StudyDescription, dataset.SOPInstanceUID = one, other, "1" * 64

    names = names_of("{PatientComments}/{StudyDescription} {SOPInstanceUID}{PatientComments}.dcm", dataset)

    assert "1" * 64 in names[1]
    for name in names:
        assert name not in ("", ".", "..")
        assert not name.startswith((".", " "))
        assert not name.endswith((".", " "))
        assert not any(unsafe in name for unsafe in '/\\:*?"<>|\0')
        assert name.isprintable()
        assert len(name.encode()) <= 250
        assert unicodedata.is_normalized("NFC", name)


def names_of(template: str, attributes: Dataset) -> tuple[str, ...]:
    return Template(template).names(attributes)


def test_what_is_too_long_is_cut_between_characters_and_never_the_uid(tmp_path: Path) -> None:
    file = laid_out(tmp_path, "{PatientComments}-{SOPInstanceUID}.dcm", PatientComments="é" * 500)

    assert file.startswith("ééé") and file.endswith("é-1.2.3.dcm")
    assert 150 < len(file.encode()) <= 240


WRONG = {
    "{PatientID}//{SOPInstanceUID}": "two in a row",
    "/{SOPInstanceUID}": "begins or ends with a slash",
    "{SOPInstanceUID}/": "begins or ends with a slash",
    "": "begins or ends with a slash",
    "../{SOPInstanceUID}": "do not begin with a dot",
    "./{SOPInstanceUID}": "do not begin with a dot",
    ".x{SOPInstanceUID}": "do not begin with a dot",
    "images/one.dcm": "no attribute in it",
    "{PatientId}/{SOPInstanceUID}": "did you mean PatientID",
    "{Nonsense}/{SOPInstanceUID}": "no attribute has the keyword 'Nonsense'",
    "{}": "a tag or a keyword should be here",
    "{PatientID/{SOPInstanceUID}": "brace",
    "{PatientID}}/{SOPInstanceUID}": "brace",
    "{PatientID=X}/{SOPInstanceUID}": "no attribute with a text",
    "{PixelData}/{SOPInstanceUID}": "no attribute with a text",
    "{OtherPatientIDsSequence}/{SOPInstanceUID}": "no attribute with a text",
    "{OtherPatientIDsSequence[0]}/{SOPInstanceUID}": "no attribute with a text",
    "{7FE1,1001:LO}/{SOPInstanceUID}": "behind the pixel data",
    "{TransferSyntaxUID}/{SOPInstanceUID}": "group 0002",
    "a:b/{SOPInstanceUID}": "not every file system",
    "a\\b/{SOPInstanceUID}": "not every file system",
    "a\nb/{SOPInstanceUID}": "cannot be printed",
    "a" * 200 + "{SOPInstanceUID}": "longer than 240 bytes",
    "{PatientID}" * 40 + "{SOPInstanceUID}": "longer than 240 bytes",
}


@pytest.mark.parametrize("template", WRONG)
def test_a_template_that_cannot_be_is_a_usage_error(template: str) -> None:
    with pytest.raises(UsageError) as caught:
        Template(template)

    assert WRONG[template] in f"{caught.value.message} {caught.value.remedy}"


@pytest.mark.parametrize("on_exists", OnExists)
def test_a_template_by_which_objects_could_be_lost_is_a_usage_error(on_exists: OnExists) -> None:
    Template(FULL, on_exists)
    if on_exists in (OnExists.KEEP, OnExists.ERROR):
        Template("{PatientID}", on_exists)
        return
    with pytest.raises(UsageError, match=r"needs .SOPInstanceUID. in --name"):
        Template("{PatientID}/{SeriesInstanceUID}.dcm", on_exists)


@pytest.mark.parametrize(
    ("template", "names"),
    [
        ("{PatientID}.v1.dcm", ["P1.v1.dcm", "P1.v1_1.dcm", "P1.v1_2.dcm"]),
        ("x/{StudyInstanceUID}", ["x/1.2", "x/1.2_1", "x/1.2_2"]),
    ],
)
def test_objects_of_one_name_are_numbered(
    tmp_path: Path, template: str, names: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    receiver = FolderReceiver(tmp_path / "out", Template(template).place)
    objects = [
        data_set_bytes(made(tmp_path, PatientID="P1", StudyInstanceUID="1.2", InstanceNumber=n)) for n in (1, 2, 3, 2)
    ]

    for number, data in enumerate(objects):
        receive(receiver, data, f"1.2.3.{number % 3}")

    assert files(tmp_path / "out") == names
    assert caplog.messages == [
        f"a different object has the name that 1.2.3.{number} would have: it is in a file of its own"
        for number in (1, 2, 0)
    ]


MALFORMED = {
    "text": b"this is no data set at all",
    "cut off": b"\x08\0\x05\0CS\xff\xff",
    "deeper than anyone can follow": b"\x08\0\x10\x11SQ\0\0\xff\xff\xff\xff\xfe\xff\0\xe0\xff\xff\xff\xff" * 20_000,
    "longer than what is read": b"\x08\0\x10\x11SQ\0\0\xff\xff\xff\xff"
    + b"\xfe\xff\0\xe0\x08\0\0\0\x08\0\x60\0CS\0\0" * 300_000,
}


@pytest.mark.parametrize("data", MALFORMED.values(), ids=MALFORMED)
def test_an_object_whose_attributes_cannot_be_read_is_kept(
    tmp_path: Path, data: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    instance = receive(FolderReceiver(tmp_path, Template("{PatientID}/{SOPInstanceUID}").place), data)

    assert files(tmp_path) == ["no-PatientID/1.2.3"]
    assert instance.status is not None and instance.status.ok
    assert data_set_bytes(tmp_path / "no-PatientID" / "1.2.3") == data
    assert caplog.messages in ([], ["the attributes of 1.2.3, that --name has, cannot be read"])


def test_what_deflated_bytes_hide_is_bounded(tmp_path: Path) -> None:
    values: dict[str, Any] = {"PatientID": "P1", "RedPaletteColorLookupTableData": bytes(50_000_000)}
    bomb = data_set_bytes(made(tmp_path, DeflatedExplicitVRLittleEndian, **values))
    assert len(bomb) < 100_000
    receiver = FolderReceiver(tmp_path / "out", Template("{PatientID}/{SOPInstanceUID}").place)

    for data in (bomb, b"not deflated"):
        receive(receiver, data, syntax=DeflatedExplicitVRLittleEndian)

    assert files(tmp_path / "out") == ["P1/1.2.3", "no-PatientID/1.2.3"]


def test_a_huge_value_is_no_name(tmp_path: Path) -> None:
    values: dict[str, Any] = {"PatientID": "P1", "LongCodeValue": "x" * 100_000}

    file = laid_out(tmp_path, "{PatientID}/{LongCodeValue}/{SOPInstanceUID}", ImplicitVRLittleEndian, **values)

    assert file == "P1/no-LongCodeValue/1.2.3"


@pytest.mark.parametrize("what", ["link out", "link to nowhere", "link within", "file"])
def test_a_folder_of_the_template_that_is_no_folder_is_not_followed(tmp_path: Path, what: str) -> None:
    out, outside = tmp_path / "out", tmp_path / "outside"
    (out / "real").mkdir(parents=True)
    outside.mkdir()
    taken = out / "P1"
    if what == "file":
        taken.write_text("mine")
    else:
        taken.symlink_to({"link out": outside, "link to nowhere": tmp_path / "new", "link within": out / "real"}[what])
    receiver = FolderReceiver(out, Template(FULL).place)

    instance = receive(receiver, data_set_bytes(made(tmp_path, PatientID="P1")))

    assert instance.file is None
    assert instance.status is not None and instance.status.code == 0xA700
    assert instance.reason == "a link or a file is where a folder should be"
    assert receiver.problem is not None
    assert files(outside) == files(out / "real") == []
    assert not (tmp_path / "new").exists()
    assert [path.name for path in out.iterdir() if path != out / "real"] == ["P1"]


def test_the_output_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "real")

    laid_out(tmp_path, "{PatientID}/{SOPInstanceUID}", PatientID="P1")

    assert files(tmp_path / "real") == ["P1/1.2.3"]


def test_a_link_that_has_the_files_name_keeps_it_and_is_not_written_through(tmp_path: Path) -> None:
    out, mine = tmp_path / "out", tmp_path / "mine"
    (out / "P1").mkdir(parents=True)
    mine.write_text("mine")
    (out / "P1" / "1.2.3").symlink_to(mine)
    data = data_set_bytes(made(tmp_path, PatientID="P1"))

    receive(FolderReceiver(out, Template("{PatientID}/{SOPInstanceUID}").place), data)
    assert files(out) == ["P1/1.2.3", "P1/1.2.3_1"]
    assert mine.read_text() == "mine"

    overwriting = Template("{PatientID}/{SOPInstanceUID}", OnExists.OVERWRITE).place
    receive(FolderReceiver(out, overwriting, on_exists=OnExists.OVERWRITE), data)
    assert not (out / "P1" / "1.2.3").is_symlink()
    assert mine.read_text() == "mine"


def test_no_descriptor_is_left_open(tmp_path: Path) -> None:
    receiver = FolderReceiver(tmp_path / "out", Template(FULL).place)
    data = data_set_bytes(made(tmp_path, PatientID="P1"))
    receive(receiver, data)
    before = len(os.listdir("/proc/self/fd"))

    for number in range(50):
        receive(receiver, data, f"1.2.{number}")

    assert len(os.listdir("/proc/self/fd")) == before
