"""Dictionaries in DCMTK's format: DCMTK's own, every form of a tag, and what is wrong with a line."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom import datadict
from pydicom._dicom_dict import DicomDictionary
from pydicom._private_dict import private_dictionaries
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.filereader import read_dataset
from pydicom.valuerep import VR

from scu import dictionary, keys, querystore
from scu.errors import ExitStatus, FileProblem
from scu.output import datasets

Load = Callable[..., int]


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    """What a test adds to pydicom's dictionaries is gone after it."""
    standard, keywords = dict(DicomDictionary), dict(datadict.keyword_dict)
    private = {creator: dict(tags) for creator, tags in private_dictionaries.items()}
    yield
    for changed in (DicomDictionary, datadict.keyword_dict, private_dictionaries):
        changed.clear()
    DicomDictionary.update(standard)
    datadict.keyword_dict.update(keywords)
    private_dictionaries.update(private)


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Load dictionaries with this content."""
    numbers = count()

    def write(content: str | bytes) -> str:
        path = tmp_path / f"{next(numbers)}.dic"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    return lambda *contents: dictionary.load(os.pathsep.join(map(write, contents)))


def line(tag: str, vr: str = "LO", name: str = "AcmeName", vm: str = "1", version: str = "ACME") -> str:
    return f"{tag}\t{vr}\t{name}\t{vm}\t{version}\n"


def private_dataset(creator: str, tag: int, vr: str, value: object) -> Dataset:
    """A data set as it comes in Implicit VR: without VRs."""
    made = Dataset()
    made.add(DataElement(tag & 0xFFFF0000 | 0x10, "LO", creator))
    made.add(DataElement(tag, vr, value))
    return read_dataset(BytesIO(querystore.encode(made, querystore.IMPLICIT_LITTLE)), True, True)


def test_without_the_variable_nothing_happens_and_pydicom_stays_away() -> None:
    program = (
        "import sys; from scu import dictionary; "
        "assert dictionary.load_from_environment({}) == dictionary.load_from_environment({'DCMDICTPATH': ''}) == 0; "
        "sys.exit('pydicom' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False, timeout=60).returncode == 0


def test_the_environment_names_files_and_the_last_one_wins(tmp_path: Path) -> None:
    first, second = tmp_path / "first.dic", tmp_path / "second.dic"
    first.write_text(line("(0012,3456)", "LO", "AcmeName") + line("(0012,3458)", "LO", "AcmeOther"))
    second.write_text("# nothing but this\n\n  # and\t this\n" + line("(0012,3456)", "CS", "AcmeCode"))
    path_list = os.pathsep.join(["", str(first), "", str(second)])
    assert dictionary.load_from_environment({"DCMDICTPATH": path_list}) == 3
    assert datadict.get_entry(0x00123456) == ("CS", "1", "Acme Code", "", "AcmeCode")
    assert datadict.get_entry(0x00123458)[0] == "LO"


def test_a_keyword_works_as_a_key_in_the_output_and_as_a_header(load: Load) -> None:
    load(line("(0012,3456)", "CS", "AcmeCode"))
    key = keys.parse("AcmeCode=ON")
    assert (key.tag, key.vr, key.label) == (0x00123456, "CS", "AcmeCode")
    made = Dataset()
    keys.apply([key], made)
    came = read_dataset(BytesIO(querystore.encode(made, querystore.IMPLICIT_LITTLE)), True, True)
    assert datasets.name(came[0x00123456]) == "AcmeCode"
    assert next(datasets.dump(came)).split() == ["(0012,3456)", "CS", "[ON]", "#", "AcmeCode"]


def test_a_private_attribute_has_its_vr_and_its_name_in_whatever_block_it_is(load: Load) -> None:
    assert private_dataset("ACME 1.1", 0x00111001, "US", 7)[0x00111001].VR == "UN"
    load(line('(0011,"ACME 1.1",01)', "US", "AcmeCount"))
    element = private_dataset("ACME 1.1", 0x00111001, "US", 7)[0x00111001]
    assert (element.VR, element.value, element.name) == ("US", 7, "[Acme Count]")
    made = Dataset()
    made.add(DataElement(0x00110042, "LO", "ACME 1.1"))
    made.add(DataElement(0x00114201, "US", 8))
    came = read_dataset(BytesIO(querystore.encode(made, querystore.IMPLICIT_LITTLE)), True, True)
    assert (came[0x00114201].VR, came[0x00114201].value) == ("US", 8)
    assert keys.parse_all(["0011,0010=ACME 1.1", "0011,1001=7"])[1].vr == "US"


@pytest.mark.parametrize(
    ("tag", "inside", "outside"),
    [
        ("(0012,3456)", [0x00123456], [0x00123455, 0x00123457]),
        ("( 12 , 3456 )", [0x00123456], []),
        ("(0012,3450-345F)", [0x00123450, 0x0012345E], [0x00123451, 0x00123460]),
        ("(0012,3450-e-345F)", [0x00123450, 0x0012345E], [0x00123451]),
        ("(0012,3450-o-345f)", [0x00123451, 0x0012345F], [0x00123450]),
        ("(0012,3450-U-345F)", [0x00123450, 0x00123451, 0x0012345F], [0x0012344F, 0x00123460]),
        ("(7800-78FF,0010)", [0x78000010, 0x78FE0010], [0x78010010, 0x79000010]),
        ("(7801-o-78FF,1010)", [0x78011010, 0x78FF1010], [0x78001010]),
        ("(7800-u-7801,1010)", [0x78001010, 0x78011010], [0x78021010]),
        ("(0009,1001)", [0x00091001], [0x00091101]),
    ],
)
def test_forms_of_tags(load: Load, tag: str, inside: list[int], outside: list[int]) -> None:
    load(line(tag, "DA"))
    for found in inside:
        assert datadict.get_entry(found)[::4] == ("DA", "AcmeName")
    for other in outside:
        assert datadict.keyword_for_tag(other) != "AcmeName"
    assert datadict.tag_for_keyword("AcmeName") == inside[0]


@pytest.mark.parametrize(
    ("tag", "inside", "outside"),
    [
        ('(0011,"ACME 1.1",01)', [0x00111001, 0x0011FF01], [0x00111002, 0x00131001]),
        ('(0011, "ACME 1.1" ,a1)', [0x001110A1], []),
        ('(0011,"ACME 1.1",1001)', [0x00111001], []),
        ('(0011-o-0015,"ACME 1.1",01-u-02)', [0x00111001, 0x00131002, 0x00151001], [0x00171001]),
        ('(0010-u-0013,"ACME 1.1",01)', [0x00111001, 0x00131001], []),
    ],
)
def test_forms_of_private_tags(load: Load, tag: str, inside: list[int], outside: list[int]) -> None:
    load(line(tag, "DA", "AcmeDate", "1-n"))
    for found in inside:
        assert datadict.get_private_entry(found, "ACME 1.1") == ("DA", "1-n", "Acme Date", "")
    for other in outside:
        with pytest.raises(KeyError):
            datadict.get_private_entry(other, "ACME 1.1")


def test_a_range_gives_way_to_a_narrower_one_and_to_single_tags_wherever_they_stand(load: Load) -> None:
    load(
        line("(7802,0010)", "US", "Single") + line("(7800-780F,0010)", "SS", "Narrow"),
        line("(7800-78FF,0010)", "SL", "Wide") + line("(0010-0012,0010)", "SL", "OverPatient"),
    )
    names = [datadict.keyword_for_tag(tag) for tag in (0x78000010, 0x78020010, 0x78100010, 0x00100010, 0x00120010)]
    assert names[:3] == ["Narrow", "Single", "Wide"]
    assert names[3:] == ["PatientName", "ClinicalTrialSponsorName"]


@pytest.mark.parametrize(("theirs", "ours"), [("ox", "OB"), ("px", "OB"), ("xs", "US"), ("lt", "US"), ("up", "UL")])
def test_vrs_of_dcmtks_own(load: Load, theirs: str, ours: str) -> None:
    load(line("(0012,3456)", theirs))
    assert keys.parse("AcmeName").vr == ours
    assert datadict.dictionary_VR(0x00123456) in set(VR)


@given(st.text(st.characters(codec="ascii", categories=["Lu", "Ll", "Nd"]), min_size=1))
def test_a_description_is_the_keyword_with_spaces(name: str) -> None:
    entry = dictionary.Entry(range(0x12, 0x13), range(1, 2), None, "LO", name, "1", False)
    assert entry.description.replace(" ", "") == entry.keyword


def test_fields_that_may_be_missing_retired_names_and_other_line_endings(load: Load) -> None:
    assert load("\ufeff(0012,3456)\tLO\tAcme Name\t\t \r\n(0012,3458)\tUS\tRETIRED_AcmeCount\t2-2n\r\n".encode()) == 2
    assert datadict.get_entry(0x00123456) == ("LO", "1", "Acme Name", "", "AcmeName")
    assert datadict.get_entry(0x00123458) == ("US", "2-2n", "Acme Count", "Retired", "AcmeCount")
    assert keys.parse("RETIRED_AcmeCount").tag == keys.parse("AcmeCount").tag == 0x00123458
    assert load(b"# caf\xe9\n(0012,345A)\tLO\tName\t1\tACME/retired\n") == 1
    assert datadict.dictionary_is_retired(0x0012345A)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ("(0012,3456)", "1 field, where 3 to 5 should be"),
        ("(0012,3456) LO AcmeName 1 ACME", "1 field, where 3 to 5 should be"),
        ("(0012,3456)\tLO", "2 fields, where 3 to 5 should be"),
        (line("(0012,3456)")[:-1] + "\tmore", "6 fields, where 3 to 5 should be"),
        (line("0012,3456"), "'0012,3456' is no tag"),
        (line("(0012)"), "'(0012)' is no tag"),
        (line("(0012,34567)"), "is no tag"),
        (line("(0012,345x)"), "is no tag"),
        (line("(0012-x-0014,3456)"), "is no tag"),
        (line('(0011,"",01)'), "is no tag"),
        (line('(0011,"ACME,01)'), "is no tag"),
        (line('(0010,"ACME",01)'), "its group is even"),
        (line('(0010-0020,"ACME",01)'), "its group is even"),
        (line("(0014-0012,3456)"), "the range 0014-0012 is empty"),
        (line("(0000-u-FFFF,0001-u-FFFF)"), "stands for more than 65536 tags"),
        (line("(0012,3456)", "XX"), "there is no VR 'XX'"),
        (line("(0012,3456)", "lo"), "there is no VR 'lo'"),
        (line("(0012,3456)", ""), "there is no VR ''"),
        (line("(0012,3456)", "LO", " "), "the name is missing"),
        (line("(0012,3456)", "LO", "AcmeName", "many"), "'many' is no VM"),
        (line("(0012,3456)", "LO", "AcmeName", "1-"), "'1-' is no VM"),
    ],
)
def test_a_wrong_line(load: Load, tmp_path: Path, wrong: str, why: str) -> None:
    with pytest.raises(FileProblem) as caught:
        load(line("(0012,3456)"), f"# the second file\n\n{wrong}")
    assert str(tmp_path / "1.dic") in caught.value.message
    assert "in line 3: " in caught.value.message
    assert why in caught.value.message
    assert caught.value.exit_status == ExitStatus.LOCAL
    assert "DCMDICTPATH" in caught.value.remedy
    assert datadict.tag_for_keyword("AcmeName") is None, "nothing is added unless all is right"


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    for path, why in ((tmp_path / "none.dic", "No such file"), (tmp_path, "Is a directory")):
        with pytest.raises(FileProblem, match=why) as caught:
            dictionary.load_from_environment({"DCMDICTPATH": str(path)})
        assert str(path) in caught.value.message


@pytest.mark.usefixtures("dcmtk")
def test_dcmtks_own_dictionaries_load_whole_and_agree_with_pydicom() -> None:
    before, keywords = dict(DicomDictionary), dict(datadict.keyword_dict)
    (folder,) = Path("/usr/share").glob("libdcmtk*")
    paths = [folder / "dicom.dic", folder / "private.dic"]
    lines = [text for path in paths for text in path.read_text().splitlines() if text and not text.startswith("#")]
    assert dictionary.load(os.pathsep.join(map(str, paths))) == len(lines) > 7000
    changed = [
        tag for tag, entry in before.items() if (entry[0], entry[4]) != DicomDictionary[tag][::4] and tag != 0x00283006
    ]
    assert changed == [], "pydicom and DCMTK read the same standard, but for the VRs that LUT Data may have"
    assert keywords.items() <= datadict.keyword_dict.items()
    assert datadict.tag_for_keyword("OverlayRows") == 0x60000010
    made = private_dataset("ACUSON", 0x0009100A, "IS", "12")
    assert (made[0x0009100A].VR, made[0x0009100A].value) == ("IS", 12)
    assert datadict.private_dictionary_VR(0x60811000, "PAPYRUS 3.0")
    assert datadict.get_private_entry(0x00251010, "CMR42 CIRCLECVI")[2] == "Workspace ID"
