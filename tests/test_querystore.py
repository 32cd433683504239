"""Identifiers as bytes and as files: read back by us, by pydicom and by DCMTK."""

import warnings
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.filereader import read_dataset

from scu import charset, keys, query, querystore
from scu.errors import FileProblem
from scu.query import Level, Model
from tests.conftest import Tool

SYNTAXES = [
    querystore.IMPLICIT_LITTLE,
    querystore.EXPLICIT_LITTLE,
    querystore.EXPLICIT_BIG,
    querystore.DEFLATED_LITTLE,
]

TYPED = [
    "8,5=ISO_IR 192",
    "8,52=STUDY",
    "10,10=Müller^Jörg",
    "10,20=ABC",
    "20,d=1.2.3",
    "20,11=5",
    "28,10=5\\6",
    "0018,9087=1.5",
    "0040,0100[1].8,60=CT",
    "0040,0100[0].40,8",
    "8,20",
]


def identifier(*texts: str) -> Dataset:
    dataset = Dataset()
    keys.apply(keys.parse_all(texts or TYPED), dataset)
    return dataset


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_what_is_encoded_is_decoded(syntax: str) -> None:
    dataset = identifier()
    data = querystore.encode(dataset, syntax)
    assert len(data) % 2 == 0
    assert charset.Replies().decode(querystore.decode(data, syntax)) == dataset
    assert charset.Replies().decode(querystore.decode(memoryview(data), syntax)) == dataset


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_pydicom_reads_the_same_bytes(syntax: str) -> None:
    dataset = identifier()
    data = querystore.encode(dataset, syntax)
    if syntax == querystore.DEFLATED_LITTLE:
        data = zlib.decompressobj(-zlib.MAX_WBITS).decompress(data)
    back = read_dataset(BytesIO(data), syntax == querystore.IMPLICIT_LITTLE, syntax != querystore.EXPLICIT_BIG)
    assert back == dataset


def test_the_bytes_are_padded_and_in_order() -> None:
    dataset = identifier("20,d=1.2", "10,20=ABC", "8,52=STUDY", "8,60=CT ")
    assert querystore.encode(dataset, querystore.IMPLICIT_LITTLE) == (
        b"\x08\0\x52\0\6\0\0\0STUDY \x08\0\x60\0\4\0\0\0CT  \x10\0\x20\0\4\0\0\0ABC \x20\0\x0d\0\4\0\0\0" + b"1.2\0"
    )
    assert querystore.encode(identifier("28,10=5"), querystore.EXPLICIT_BIG) == b"\0\x28\0\x10US\0\2\0\5"


def test_a_data_set_that_was_read_is_encoded_in_another_syntax_and_character_set() -> None:
    read = querystore.decode(querystore.encode(identifier(), querystore.EXPLICIT_BIG), querystore.EXPLICIT_BIG)
    again = charset.Replies().decode(read)
    again.SpecificCharacterSet = "ISO_IR 100"
    data = querystore.encode(again, querystore.IMPLICIT_LITTLE)
    assert "Müller^Jörg".encode("latin-1") in data


def test_every_cut_is_malformed_or_between_elements() -> None:
    for syntax in (querystore.IMPLICIT_LITTLE, querystore.EXPLICIT_LITTLE, querystore.EXPLICIT_BIG):
        data = querystore.encode(identifier(), syntax)
        whole = 0
        for size in range(len(data)):
            try:
                found = querystore.decode(data[:size], syntax)
            except querystore.MalformedIdentifier:
                continue
            whole += 1
            assert querystore.encode(found, syntax) == data[:size]
        assert whole == len(identifier())


@pytest.mark.parametrize(
    ("data", "syntax", "why"),
    [
        (b"\x10\0\x10\0\xff\xff\xff\x7fA", querystore.IMPLICIT_LITTLE, "longer than what is there"),
        (b"\x10\0\x10\0\0\0\0\0abc", querystore.IMPLICIT_LITTLE, "last 3 bytes"),
        (b"\x10\0\x10\0\0\0\0\0\xfe\xff\x0d\xe0\0\0\0\0x", querystore.IMPLICIT_LITTLE, "are no element"),
        (b"\x40\0\0\x01\xff\xff\xff\xff", querystore.IMPLICIT_LITTLE, "cannot be read"),
        (b"hello, this is no data set", querystore.IMPLICIT_LITTLE, "longer than what is there"),
        (b"\xff\xff\xff", querystore.DEFLATED_LITTLE, "cannot be inflated"),
        (b"", querystore.DEFLATED_LITTLE, "end too early"),
    ],
)
def test_malformed(data: bytes, syntax: str, why: str) -> None:
    with pytest.raises(querystore.MalformedIdentifier, match=why):
        querystore.decode(data, syntax)


def test_a_deflated_identifier_has_a_limit() -> None:
    compressor = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    bomb = b"".join(compressor.compress(bytes(1 << 20)) for _ in range(65)) + compressor.flush()
    with pytest.raises(querystore.MalformedIdentifier, match="larger than"):
        querystore.decode(bomb, querystore.DEFLATED_LITTLE)


def test_sequences_nested_without_end_are_malformed() -> None:
    opening = b"\x40\0\0\x01\xff\xff\xff\xff\xfe\xff\0\xe0\xff\xff\xff\xff"
    with pytest.raises(querystore.MalformedIdentifier):
        querystore.decode(opening * 20_000, querystore.IMPLICIT_LITTLE)


@given(st.binary(max_size=200), st.sampled_from(SYNTAXES))
def test_any_bytes_are_a_data_set_or_malformed(data: bytes, syntax: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            found = querystore.decode(data, syntax)
        except querystore.MalformedIdentifier:
            return
        assert isinstance(str(charset.Replies().decode(found)), str)


@given(st.integers(0, 150), st.binary(min_size=1, max_size=4), st.sampled_from(SYNTAXES[:3]))
def test_a_damaged_identifier_is_a_data_set_or_malformed(at: int, damage: bytes, syntax: str) -> None:
    data = bytearray(querystore.encode(identifier(), syntax))
    data[at : at + len(damage)] = damage
    try:
        found = querystore.decode(bytes(data), syntax)
    except querystore.MalformedIdentifier:
        return
    assert isinstance(str(charset.Replies().decode(found)), str)


def patient_query(monkeypatch: pytest.MonkeyPatch) -> Dataset:
    monkeypatch.setattr("locale.getencoding", lambda: "UTF-8")
    typed = keys.parse_all(["10,10", "10,20=*"])
    return query.build("find", Model.PATIENT_ROOT, Level.PATIENT, typed).identifier


def test_dcmdump_reads_a_stored_query(dcmtk: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "query.dcm"
    querystore.store(patient_query(monkeypatch), path)
    shown = [line.split("#")[0].split(maxsplit=2) for line in dcmtk("dcmdump", str(path)).splitlines()]
    elements = {parts[0]: parts[2].strip() for parts in shown if parts and parts[0].startswith("(")}
    assert elements["(0002,0010)"] == "=LittleEndianImplicit"
    assert {tag: value for tag, value in elements.items() if tag > "(0002,ffff)"} == {
        "(0008,0005)": "[ISO_IR 192]",
        "(0008,0052)": "[PATIENT]",
        "(0010,0010)": "(no value available)",
        "(0010,0020)": "[*]",
    }


@pytest.mark.parametrize(
    ("terms", "name"),
    [
        ("ISO_IR 192", "山田^太郎"),
        ("\\ISO 2022 IR 149", "홍^길동"),
        ("GB18030", "王^小东"),
        ("ISO_IR 126", "Διονυσιος"),
    ],
)
def test_dcmdump_reads_the_text_of_a_stored_query(dcmtk: Tool, terms: str, name: str, tmp_path: Path) -> None:
    path = tmp_path / "query.dcm"
    querystore.store(identifier(f"8,5={terms}", f"10,10={name}"), path)
    assert f"PN [{name}]" in dcmtk("dcmdump", "+U8", str(path))


def test_a_stored_query_is_a_dicom_file_and_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "query.dcm"
    querystore.store(identifier(), path)
    file = dcmread(path)
    assert file.file_meta.TransferSyntaxUID == querystore.IMPLICIT_LITTLE
    assert file.file_meta.FileMetaInformationGroupLength == len(path.read_bytes()) - 144 - len(
        querystore.encode(identifier(), querystore.IMPLICIT_LITTLE)
    )
    assert Dataset(file) == identifier()
    assert querystore.load(path) == identifier()
    assert [entry.name for entry in tmp_path.iterdir()] == ["query.dcm"]


def test_a_stored_query_replaces_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "query.dcm"
    path.write_bytes(b"before")
    querystore.store(identifier("10,10=A"), path)
    assert querystore.load(path).PatientName == "A"


@pytest.mark.parametrize("name", ["missing/query.dcm", "folder", "file/query.dcm"])
def test_a_query_that_cannot_be_written(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FileProblem) as caught:
        querystore.store(identifier(), tmp_path / name)
    assert str(tmp_path / name) in caught.value.message
    assert sorted(entry.name for entry in tmp_path.rglob("*")) == ["file", "folder"]


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(FileProblem, match="No space left on device"):
        querystore.store(identifier(), tmp_path / "query.dcm")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("syntax", SYNTAXES[:3])
def test_a_bare_data_set_is_a_query_file(syntax: str, tmp_path: Path) -> None:
    path = tmp_path / "query"
    path.write_bytes(querystore.encode(identifier(), syntax))
    assert querystore.load(path) == identifier()


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_a_dicom_file_of_any_syntax_is_a_query_file(syntax: str, tmp_path: Path) -> None:
    path = tmp_path / "query.dcm"
    dataset = identifier()
    dataset.save_as(
        path,
        implicit_vr=syntax == querystore.IMPLICIT_LITTLE,
        little_endian=syntax != querystore.EXPLICIT_BIG,
    )
    found = querystore.load(path)
    assert found == identifier()
    assert type(found) is Dataset
    assert not hasattr(found, "file_meta")


def dicom_file(data: bytes) -> bytes:
    meta = b"\2\0\x10\0UI\x12\0" + b"1.2.840.10008.1.2\0"
    return bytes(128) + b"DICM" + b"\2\0\0\0UL\4\0" + len(meta).to_bytes(4, "little") + meta + data


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "it is empty"),
        (b"PatientName=A*\nStudyDate=20240101\n", "longer than what is there"),
        (dicom_file(b"\x10\0\x10\0\x08\0\0\0abc"), "longer than what is there"),
        (dicom_file(b"\x40\0\0\x01\xff\xff\xff\xff"), "No tag to read"),
    ],
)
def test_a_file_that_is_no_query(content: bytes, why: str, tmp_path: Path) -> None:
    path = tmp_path / "query.txt"
    path.write_bytes(content)
    with pytest.raises(FileProblem, match=why) as caught:
        querystore.load(path)
    assert str(path) in caught.value.message


@pytest.mark.parametrize("name", ["missing.dcm", "."])
def test_a_file_that_cannot_be_opened(name: str, tmp_path: Path) -> None:
    with pytest.raises(FileProblem) as caught:
        querystore.load(tmp_path / name)
    assert str(tmp_path / name) in caught.value.message
