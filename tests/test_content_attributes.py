"""Attributes that are set or taken out on the way: what goes out is what pydicom makes of the same change."""

from __future__ import annotations

import logging
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
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
    generate_uid,
)

from scu import charset, keys
from scu.content.attributes import deletion, setting
from scu.content.head import open_head
from scu.errors import UsageError
from scu.results import Outgoing
from scu.storage.meta import examine
from tests.peers.altering import altered, altered_bytes, real_files, refusal
from tests.peers.instances import carried_by_pydicom

SYNTAXES = (
    ImplicitVRLittleEndian,
    ExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    DeflatedExplicitVRLittleEndian,
    RLELossless,
)
PLAIN = st.text("ABCdef 0123^.-", max_size=12).map(str.strip)
LATIN = st.text("ABC déüß", max_size=12).map(str.strip)
NUMBERS = st.integers(0, 2**16 - 1).map(str)
DATES = st.dates().map(lambda day: f"{day:%Y%m%d}".zfill(8))
UIDS = st.from_regex(r"1\.2(\.[1-9][0-9]{0,5}){1,5}", fullmatch=True)
# The top level of what is sent, and what is set in it: keyword and value. They share some of their attributes.
TEXT = {"PatientName": LATIN, "PatientID": PLAIN, "StudyDescription": LATIN, "AccessionNumber": PLAIN}
OTHERS = {"StudyDate": DATES, "Rows": NUMBERS, "StudyInstanceUID": UIDS, "SeriesNumber": NUMBERS}
NESTED = ("RequestAttributesSequence", "ReferencedStudySequence", "ProcedureCodeSequence")
INNER = {"ScheduledProcedureStepID": PLAIN, "CodeMeaning": LATIN, "ReferencedSOPInstanceUID": UIDS}


def some_of(values: dict[str, st.SearchStrategy[str]]) -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries({}, optional=values)


items = st.lists(some_of(INNER), max_size=3)
paths = st.tuples(st.sampled_from(NESTED), st.integers(0, 3), st.sampled_from(sorted(INNER)))


@st.composite
def data_sets(draw: st.DrawFn) -> Dataset:
    """A data set with sequences of both kinds, private attributes, pixel data and something behind it."""
    dataset = Dataset()
    dataset.SpecificCharacterSet = "ISO_IR 100"
    dataset.SOPClassUID = CTImageStorage
    dataset.SOPInstanceUID = generate_uid()
    for keyword, value in draw(some_of(TEXT | OTHERS)).items():
        setattr(dataset, keyword, int(value) if keyword == "Rows" else value)
    for keyword in draw(st.sets(st.sampled_from(NESTED))):
        sequence = Sequence([_dataset(item) for item in draw(items)])
        setattr(dataset, keyword, sequence)
        dataset[keyword].is_undefined_length = draw(st.booleans())
        for item in sequence:
            item.is_undefined_length_sequence_item = draw(st.booleans())
    if draw(st.booleans()):
        dataset.private_block(0x0009, "SOMEBODY", create=True).add_new(1, "OB", draw(st.binary(max_size=9)) + b"xy")
    dataset.add_new(0x7FE00010, "OW", draw(st.binary(min_size=1, max_size=40)) * 2)
    dataset.add_new(0xFFFCFFFC, "OB", bytes(6))
    return dataset


def _dataset(values: dict[str, str]) -> Dataset:
    dataset = Dataset()
    for keyword, value in values.items():
        setattr(dataset, keyword, value)
    return dataset


def write(dataset: Dataset, folder: Path, transfer_syntax: UID) -> Outgoing:
    """The data set as a file, to be sent."""
    dataset = deepcopy(dataset)
    if transfer_syntax.is_encapsulated:
        dataset.PixelData = encapsulate([dataset.PixelData])
        dataset["PixelData"].VR = "OB"
        dataset["PixelData"].is_undefined_length = True
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = transfer_syntax
    dataset.save_as(folder / "object", enforce_file_format=True)
    return examine(str(folder / "object"))


def rest_of(outgoing: Outgoing) -> bytes:
    with open_head(outgoing) as head:
        head.stream.seek(head.rest)
        return head.stream.read(head.end - head.rest)


def elements_of(outgoing: Outgoing) -> dict[int, bytes]:
    """The elements of the head as they are encoded."""
    with open_head(outgoing) as head:
        found = {}
        for span in head.spans:
            head.stream.seek(span.start)
            found[span.tag] = head.stream.read(span.end - span.start)
        return found


@settings(max_examples=150, deadline=None)
@given(data_sets(), st.sampled_from(SYNTAXES), some_of(TEXT | OTHERS), st.dictionaries(paths, PLAIN, max_size=3))
def test_what_goes_out_is_what_pydicom_makes_of_the_same_change(
    dataset: Dataset, syntax: UID, flat: dict[str, str], nested: dict[tuple[str, int, str], str]
) -> None:
    nested = {path: "1.2.3" if "UID" in path[-1] else value for path, value in nested.items()}
    typed = [f"{keyword}={value}" for keyword, value in flat.items()]
    typed += [f"{sequence}[{item}].{keyword}={value}" for (sequence, item, keyword), value in nested.items()]
    with TemporaryDirectory() as folder:
        outgoing = write(dataset, Path(folder), syntax)
        before = Path(outgoing.file).read_bytes()
        expected = dcmread(outgoing.file)
        for keyword, value in flat.items():
            setattr(expected, keyword, int(value) if keyword == "Rows" else value)
        for (sequence, item, keyword), value in nested.items():
            inside = expected.setdefault(sequence, DataElement(sequence, "SQ", Sequence())).value
            inside.extend(Dataset() for _ in range(len(inside), item + 1))
            setattr(inside[item], keyword, value)

        found = altered(outgoing, *typed)
        rest = rest_of(outgoing)
        sent = Outgoing(outgoing.file, 0, 0, "", "", syntax, content=_Bytes(altered_bytes(outgoing, *typed)))

        assert found == expected
        assert rest_of(sent) == rest
        assert Path(outgoing.file).read_bytes() == before
        touched = {dataset_tag(keyword) for keyword in (*flat, *(sequence for sequence, *_ in nested))}
        untouched = {tag: it for tag, it in elements_of(outgoing).items() if tag not in touched}
        assert {tag: it for tag, it in elements_of(sent).items() if tag not in touched} == untouched


def dataset_tag(keyword: str) -> int:
    return int(DataElement(keyword, "UN", b"").tag)


class _Bytes:
    """A content in memory."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def open(self) -> _Bytes:
        return self

    def __enter__(self) -> tuple[_Source, int]:
        return _Source(self._data), len(self._data)

    def __exit__(self, *_: object) -> None:
        pass


class _Source:
    def __init__(self, data: bytes) -> None:
        self._left = data

    def readinto(self, buffer: memoryview, /) -> int:
        count = min(len(buffer), len(self._left))
        buffer[:count], self._left = self._left[:count], self._left[count:]
        return count


@pytest.mark.parametrize("path", real_files(), ids=lambda path: path.name)
def test_of_a_real_file_the_rest_goes_out_byte_for_byte(path: Path) -> None:
    """The bytes before and after the attribute are those of the file."""
    outgoing = examine(str(path))
    with open_head(outgoing) as head:
        head.stream.seek(head.start)
        plain = head.stream.read(head.end - head.start)
        spans = {span.tag: (span.start - head.start, span.end - head.start) for span in head.spans}
        groups = [spans[0x00100000]] if 0x00100000 in spans else []
    later = [start for tag, (start, _) in spans.items() if tag >= 0x00100020]
    start, end = spans.get(0x00100020) or (later[0], later[0])

    sent = altered_bytes(outgoing, "PatientID=SOMEBODY ELSE")
    with charset.quietly():
        found = altered(outgoing, "PatientID=SOMEBODY ELSE")
        expected = dcmread(path)
        expected.PatientID = "SOMEBODY ELSE"
        if groups:
            del expected[0x00100000]
        assert found == expected

    if not head.deflated:
        before = plain[: groups[0][0]] + plain[groups[0][1] : start] if groups else plain[:start]
        assert sent.startswith(before)
        assert sent.endswith(plain[end:])
        assert len(sent) - len(before) - len(plain[end:]) == 8 + len("SOMEBODY ELSE ")


def test_an_empty_value_empties_and_a_deleted_attribute_is_gone() -> None:
    outgoing = examine(str(carried_by_pydicom("CT_small.dcm")))

    found = altered(outgoing, "PatientID=", deletion(["StudyID", "OtherPatientIDsSequence[0]", "PatientAddress"]))

    assert (found.PatientID, "StudyID" in found, "PatientAddress" in found) == ("", False, False)
    assert [item.PatientID for item in found.OtherPatientIDsSequence] == ["1234ABCD"]
    assert not altered(outgoing, "OtherPatientIDsSequence=").OtherPatientIDsSequence
    assert "TypeOfPatientID" not in altered(
        outgoing, deletion(["OtherPatientIDsSequence[1].TypeOfPatientID", "OtherPatientIDsSequence[7].PatientID"])
    ).OtherPatientIDsSequence[1]  # fmt: skip


def test_items_that_are_deleted_together_are_those_that_were_meant() -> None:
    dataset = dcmread(carried_by_pydicom("CT_small.dcm"))
    dataset.OtherPatientIDsSequence = [_dataset({"PatientID": name}) for name in "ABCD"]
    found = {0x00101002}

    assert deletion([f"OtherPatientIDsSequence[{item}]" for item in (0, 2, 1)]).apply(dataset) == found
    assert [item.PatientID for item in dataset.OtherPatientIDsSequence] == ["D"]


def test_a_value_takes_the_vr_that_the_object_has(tmp_path: Path) -> None:
    dataset = Dataset()
    dataset.SOPClassUID, dataset.SOPInstanceUID = CTImageStorage, generate_uid()
    dataset.PixelRepresentation = 1
    dataset.add_new("SmallestImagePixelValue", "SS", -5)
    dataset.private_block(0x0009, "SOMEBODY", create=True).add_new(1, "UI", "1.2.3")
    dataset.private_block(0x0009, "SOMEBODY").add_new(2, "SH", "A")
    outgoing = write(dataset, tmp_path, ExplicitVRLittleEndian)

    found = altered(outgoing, "SmallestImagePixelValue=7", "0009,1001=1.2.4", "0009,1002:LO=B")

    assert (found["SmallestImagePixelValue"].VR, found["SmallestImagePixelValue"].value) == ("SS", 7)
    assert (found[0x00091001].VR, found[0x00091001].value) == ("UI", "1.2.4")
    assert (found[0x00091002].VR, found[0x00091002].value) == ("LO", "B")


def test_what_is_there_and_no_sequence_is_not_replaced_by_one(tmp_path: Path) -> None:
    dataset = Dataset()
    dataset.SOPClassUID, dataset.SOPInstanceUID = CTImageStorage, generate_uid()
    dataset.private_block(0x0009, "SOMEBODY", create=True).add_new(1, "LO", "text")

    refused = refusal(write(dataset, tmp_path, ExplicitVRLittleEndian), "(0009,1001)[0].PatientID=X")

    assert "is no sequence" in refused and "text" not in refused


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("PixelData=", "goes out as it is in the file"),
        ("7FE1,0010=A", "goes out as it is in the file"),
        ("TransferSyntaxUID=1.2", "group 0002 is not part of the data set that is sent"),
        ("0002,0010=1.2", "group 0002 is not part of the data set that is sent"),
        ("PatientID", "--set PatientID has no value"),
        ("10,20", "--set PatientID has no value"),
        ("RequestAttributesSequence[1].CodeValue", r"--set RequestAttributesSequence\[1\].CodeValue has no value"),
        ("RequestAttributesSequence", "--set RequestAttributesSequence has no value"),
        ("RedPaletteColorLookupTableData=A", "is binary and cannot be typed"),
        ("SOPInstanceUID=", "needs a UID"),
        ("SOPInstanceUID=1.02", "needs a UID"),
        (r"SOPClassUID=1.2\1.3", "needs a UID"),
        ("RequestAttributesSequence.SpecificCharacterSet=ISO_IR 192", "of that item would be read wrongly"),
        ("Modality=Ü", "ASCII alone"),
        ("PatientsName=X", "did you mean PatientName"),
        ("SpecificCharacterSet=KLINGON", "no Specific Character Set"),
        ("Rows=many", "a US is a whole number"),
    ],
)
def test_what_cannot_be_set_is_a_usage_error(typed: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        setting([typed])


@pytest.mark.parametrize("typed", ["SOPInstanceUID", "SOPClassUID", "SpecificCharacterSet", "PixelData", "PatientID=X"])
def test_what_cannot_be_deleted_is_a_usage_error(typed: str) -> None:
    with pytest.raises(UsageError):
        deletion([typed])


def test_a_doubtful_value_goes_out_with_a_note(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        found = altered(examine(str(carried_by_pydicom("CT_small.dcm"))), "StudyDate=yesterday")

    assert found["StudyDate"].value == "yesterday"
    assert "StudyDate goes out as typed, but a DA is a date YYYYMMDD, such as 20240131\n" in caplog.text


@pytest.mark.parametrize(
    "typed",
    [
        "StudyDate=20240101-20240131",
        "StudyDate=20240101-",
        "StudyTime=-12",
        "AcquisitionDateTime=2023-2024",
        "AcquisitionDateTime=-20240101",
        "AcquisitionDateTime=202401-",
        "Modality=C*",
        'Modality=""',
    ],
)
def test_what_a_query_may_have_and_an_object_may_not(typed: str, caplog: pytest.LogCaptureFixture) -> None:
    keys.check_values([keys.parse(typed)])
    assert not caplog.records

    setting([typed])

    (record,) = caplog.records
    assert "goes out as typed, but " in record.getMessage()
    assert "range" not in record.getMessage()


@pytest.mark.parametrize(
    "typed",
    [
        "StudyDate=20240131",
        "StudyTime=1030",
        "AcquisitionDateTime=202401311530-0500",
        "AcquisitionDateTime=2024+0100",
        "PatientName=A*B?",
        "PatientID,",
        "PatientID=",
        "RequestAttributesSequence[1]",
    ],
)
def test_what_an_object_may_have(typed: str, caplog: pytest.LogCaptureFixture) -> None:
    setting([typed.replace("PatientID,", "10,20,")])

    assert not caplog.records


def test_how_to_empty_is_told() -> None:
    with pytest.raises(UsageError) as raised:
        setting(["PatientID"])

    assert raised.value.remedy == "write PatientID= to empty it, or PatientID=VALUE"


def test_a_character_set_that_does_not_carry_a_value_is_told_in_the_words_of_set() -> None:
    for typed in (["SpecificCharacterSet=ISO_IR 100", "PatientName=山田"], ["SpecificCharacterSet=KLINGON"]):
        with pytest.raises(UsageError) as raised:
            setting(typed)

        assert "--set SpecificCharacterSet='ISO_IR 192'" in raised.value.remedy
        assert "--charset" not in raised.value.remedy


def test_the_report_has_words_and_no_values() -> None:
    assert setting(["PatientID=SECRET", "StudyID=", "RequestAttributesSequence[1].CodeValue=SECRET"]).words == (
        "PatientID set",
        "StudyID emptied",
        "RequestAttributesSequence[1].CodeValue set",
    )
    assert deletion(["PatientName"]).words == ("PatientName deleted",)
