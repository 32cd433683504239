"""scu find --extract: matches as DICOM files, and as XML."""

from __future__ import annotations

import os
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.filereader import dcmread
from pydicom.sequence import Sequence
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian

from scu import charset, querystore
from scu.errors import FileProblem
from scu.output import native_xml
from scu.output.extract import Extract, encodable
from scu.results import Category, Match, Status
from tests.conftest import Tool
from tests.peers.command import answer_here, run_here
from tests.peers.dcmtk import Server
from tests.peers.instances import Made
from tests.peers.orthanc import Orthanc
from tests.peers.recording import Recorder, recording_scp

FIND = "1.2.840.10008.5.1.4.1.2.2.1"
NAMESPACE = "{http://dicom.nema.org/PS3.19/models/NativeDICOM}"
SUPPLIED = Status(0xFF00, Category.PENDING, "Pending")


def rich() -> Dataset:
    """A bit of everything that a match may have."""
    made = Dataset()
    made.SpecificCharacterSet = "ISO_IR 192"
    made.PatientName = "Yamada^Tarou^M^Dr^Jr=山田^太郎=やまだ^たろう"
    made.PatientID = ""
    made.ModalitiesInStudy = ["CT", "", "MR"]
    made.NumberOfFrames, made.PatientWeight, made.Rows = "3", "72.50", 5
    made.ImageComments = " two\r\n lines & <tags> \x07"
    made.FrameIncrementPointer = 0x00181063
    made.add_new(0x00090010, "LO", "ACME")
    made.add_new(0x00091001, "LO", "private")
    made.add_new(0x00186028, "FD", 1.5)
    code = Dataset()
    code.CodeValue = 'x<&>"'
    made.ProcedureCodeSequence = Sequence([code, Dataset()])
    made.ReferencedStudySequence = Sequence()
    return made


def replied(dataset: Dataset) -> Dataset:
    """As it comes from a server."""
    encoded = querystore.encode(dataset, querystore.EXPLICIT_LITTLE)
    return charset.Replies().decode(querystore.decode(encoded, querystore.EXPLICIT_LITTLE))


def shape(element: ElementTree.Element) -> object:
    """Tags, attributes and texts, without the namespace, the white space between and a space at the end."""
    text = (element.text or "") if not len(element) else ""
    attributes = {name: value for name, value in element.attrib.items() if name != "uuid"}
    children = [shape(child) for child in element if child.tag.removeprefix(NAMESPACE) != "BulkData"]
    return element.tag.removeprefix(NAMESPACE), attributes, text.rstrip(), children


def test_quiet_keeps_them_and_shows_none(dcmqrscp: Server, archive: list[Made], tmp_path: Path) -> None:
    done = run_here("find", dcmqrscp.address, "--extract", tmp_path / "all", "-q")
    limited = run_here("find", dcmqrscp.address, "--extract", tmp_path / "one", "-q", "--limit", "1")
    asked_for = answer_here("find", dcmqrscp.address, "--extract", tmp_path / "both", "-q")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (limited.stdout, os.listdir(tmp_path / "one")) == ("", ["rsp0001.dcm"])
    assert len(asked_for) == len(os.listdir(tmp_path / "all")) == len(os.listdir(tmp_path / "both")) > 1


def test_files_hold_what_the_matches_hold(dcmqrscp: Server, archive: list[Made], tmp_path: Path) -> None:
    folder = tmp_path / "made" / "for it"
    matches = answer_here("find", dcmqrscp.address, "--extract", folder)

    names = sorted(os.listdir(folder))
    assert names == [f"rsp{number:04}.dcm" for number in range(1, len(matches) + 1)]
    for name, match in zip(names, matches, strict=True):
        written = dcmread(folder / name)
        assert written.StudyInstanceUID == match["0020000D"]["Value"][0]
        assert str(written.PatientName).split("=")[0] == match["00100010"]["Value"][0]["Alphabetic"]
        assert {element.tag for element in written} == {int(tag, 16) for tag in match}
        assert written.file_meta.MediaStorageSOPClassUID == FIND
        assert written.file_meta.TransferSyntaxUID == ExplicitVRLittleEndian
    assert len({dcmread(folder / name).file_meta.MediaStorageSOPInstanceUID for name in names}) == len(names)


def test_dcmdump_reads_them(dcmqrscp: Server, dcmtk: Tool, tmp_path: Path) -> None:
    answer_here("find", dcmqrscp.address, "-k", "PatientID=P1", "--extract", tmp_path)

    dump = dcmtk("dcmdump", "+U8", "+fo", tmp_path / "rsp0001.dcm")
    assert "[Müller^Jürgen" in dump
    assert "MediaStorageSOPInstanceUID" in dump


def test_an_instance_is_its_own_object(orthanc: Orthanc, archive: list[Made], tmp_path: Path) -> None:
    answer_here(
        "find",
        orthanc.address,
        "--image",
        "--extract",
        tmp_path,
        "-k",
        f"SOPInstanceUID={archive[0].uid}",
        "-k",
        "SOPClassUID",
        "-k",
        f"SeriesInstanceUID={archive[0].series}",
        "-k",
        f"StudyInstanceUID={archive[0].study}",
    )

    meta = dcmread(tmp_path / "rsp0001.dcm").file_meta
    assert (meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID) == (CTImageStorage, archive[0].uid)


@pytest.mark.parametrize("format", ["table", "text", "json", "jsonl", "csv"])
def test_what_is_shown_stays_as_it_is(dcmqrscp: Server, tmp_path: Path, format: str) -> None:
    query = ("find", dcmqrscp.address, "-k", "PatientID=P1", "--format", format)

    assert run_here(*query, "--extract", tmp_path).stdout == run_here(*query).stdout


def test_what_is_there_stays_there(dcmqrscp: Server, tmp_path: Path) -> None:
    (tmp_path / "rsp0002.dcm").write_text("mine")
    (tmp_path / "rsp0007.xml").write_text("mine too")

    matches = answer_here("find", dcmqrscp.address, "--extract", tmp_path)
    answer_here("find", dcmqrscp.address, "--extract", tmp_path)

    assert (tmp_path / "rsp0002.dcm").read_text() == "mine"
    assert len(os.listdir(tmp_path)) == 2 + 2 * len(matches)
    assert {"rsp0008.dcm", f"rsp{7 + 2 * len(matches):04}.dcm"} <= set(os.listdir(tmp_path))


def test_a_name_that_was_taken_meanwhile_is_passed_over(tmp_path: Path) -> None:
    extract = Extract(tmp_path, FIND)
    (tmp_path / "rsp0001.dcm").symlink_to(tmp_path.parent / "elsewhere")

    extract.show(Match(replied(rich()), SUPPLIED))

    assert sorted(os.listdir(tmp_path)) == ["rsp0001.dcm", "rsp0002.dcm"]
    assert not (tmp_path.parent / "elsewhere").exists()


def test_limit_holds_for_files_too(dcmqrscp: Server, tmp_path: Path) -> None:
    answer_here("find", dcmqrscp.address, "--limit", 2, "--extract", tmp_path)

    assert sorted(os.listdir(tmp_path)) == ["rsp0001.dcm", "rsp0002.dcm"]


def test_a_full_disk_leaves_nothing(dcmqrscp: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, content: bytes) -> int:
        with path.open("wb") as file:
            file.write(content[:100])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    done = run_here("find", dcmqrscp.address, "--extract", tmp_path)

    assert done.returncode == 4
    assert "No space left on device" in done.stderr
    assert os.listdir(tmp_path) == []


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    done = run_here("find", "127.0.0.1", 9, "--extract", tmp_path / "file")

    assert done.returncode == 4
    assert "matches cannot be written to" in done.stderr


def test_xml_needs_a_folder() -> None:
    done = run_here("find", "127.0.0.1", 9, "--extract-xml")

    assert done.returncode == 2
    assert "--extract-xml needs --extract" in done.stderr


def test_text_without_a_character_set_is_written_with_one(tmp_path: Path) -> None:
    match = Dataset()
    match.PatientName = "Grün"
    extract = Extract(tmp_path, FIND)
    extract.show(Match(match, SUPPLIED))

    written = dcmread(tmp_path / "rsp0001.dcm")
    assert (written.SpecificCharacterSet, written.PatientName) == ("ISO_IR 192", "Grün")
    assert "SpecificCharacterSet" not in match


def test_elements_that_no_file_may_have_are_left_out() -> None:
    match = Dataset()
    match.add_new(0x00000900, "US", 0)
    match.add_new(0x00020010, "UI", "1.2")
    match.PatientID = "P"

    assert [element.tag for element in encodable(match)] == [0x00100020]


def test_a_value_that_is_not_what_its_vr_says_is_told_of(tmp_path: Path) -> None:
    match = Dataset()
    match[0x00280010] = DataElement(0x00280010, "US", "many", already_converted=True)

    with pytest.raises(FileProblem, match="match 1 cannot be written"):
        Extract(tmp_path, FIND).show(Match(match, SUPPLIED))

    assert os.listdir(tmp_path) == []
    Extract(tmp_path, FIND, as_xml=True).show(Match(match, SUPPLIED))
    assert b"many" in (tmp_path / "rsp0001.xml").read_bytes()


def test_xml_is_what_dcm2xml_writes(dcmtk: Tool, tmp_path: Path) -> None:
    """Where the two differ is a control character, which XML has not."""
    match = rich()
    match.ImageComments = " two\r\n lines & <tags>"
    Extract(tmp_path, FIND).show(Match(replied(match), SUPPLIED))
    Extract(tmp_path, FIND, as_xml=True).show(Match(replied(match), SUPPLIED))

    theirs = ElementTree.fromstring(dcmtk("dcm2xml", "--native-format", tmp_path / "rsp0001.dcm"))
    ours = ElementTree.parse(tmp_path / "rsp0002.xml").getroot()

    assert shape(ours) == shape(theirs)


def test_xml_from_a_server(dcmqrscp: Server, dcmtk: Tool, tmp_path: Path) -> None:
    for options in ((), ("--extract-xml",)):
        answer_here("find", dcmqrscp.address, "-k", "PatientID=P2", "--extract", tmp_path, *options)

    theirs = ElementTree.fromstring(dcmtk("dcm2xml", "--native-format", "+U8", tmp_path / "rsp0001.dcm"))
    ours = ElementTree.parse(tmp_path / "rsp0002.xml").getroot()
    assert shape(ours) == shape(theirs)


def test_xml_leaves_bulk_out_and_says_unicode() -> None:
    match = Dataset()
    match.SpecificCharacterSet = "ISO_IR 100"
    match.PixelData = b"\1\2"
    match["PixelData"].VR = "OW"

    root = ElementTree.fromstring(native_xml.document(match))

    first, last = root
    assert [value.text for value in first] == ["ISO_IR 192"]
    assert (last.get("keyword"), len(last)) == ("PixelData", 0)


@given(st.text())
def test_whatever_a_peer_says_is_well_formed(text: str) -> None:
    match = Dataset()
    with charset.quietly():
        match.PatientName = match.PatientComments = text

    values = [it.text or "" for it in ElementTree.fromstring(native_xml.document(match)).iter(f"{NAMESPACE}Value")]

    allowed = [it for it in text if it in "\t\n\r" or (it >= " " and it not in "\ufffe\uffff")]
    assert "".join(values).replace("\ufffd", "") == "".join(allowed).replace("\ufffd", "")


def test_what_a_peer_says_is_no_path(tmp_path: Path) -> None:
    match = Dataset()
    with charset.quietly():
        match.SOPInstanceUID = "../../1.2"
    match.SOPClassUID, match.StudyInstanceUID = "1.2", "1.2.3"
    with recording_scp(Recorder(matches=[match])) as recorder:
        done = run_here("find", recorder.address, "--image", "--no-check", "--extract", tmp_path / "in")

    assert done.returncode == 0
    assert os.listdir(tmp_path) == ["in"]
    assert dcmread(tmp_path / "in" / "rsp0001.dcm").file_meta.MediaStorageSOPClassUID == FIND
