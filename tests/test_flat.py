"""The quick way to read a match says what pydicom says."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset

from scu import flat, keys, querystore
from scu.charset import Replies, quietly
from scu.output import columns, datasets, readable
from scu.querystore import EXPLICIT_LITTLE, IMPLICIT_LITTLE

TAGS = {
    "PatientName": "PN",
    "PatientID": "LO",
    "StudyDate": "DA",
    "StudyTime": "TM",
    "AccessionNumber": "SH",
    "ModalitiesInStudy": "CS",
    "StudyInstanceUID": "UI",
    "NumberOfStudyRelatedInstances": "IS",
    "PatientWeight": "DS",
    "PatientAge": "AS",
    "RetrieveAETitle": "AE",
    "Rows": "US",
    "PatientComments": "LT",
    "AcquisitionDateTime": "DT",
    "DerivationDescription": "ST",
}
CHARSETS = ["", "ISO_IR 192", "ISO_IR 100", "ISO 2022 IR 6\\ISO 2022 IR 87", "GB18030", "NONSENSE"]


def raw_values(vr: str) -> st.SearchStrategy[bytes]:
    if vr == "US":
        return st.lists(st.binary(min_size=2, max_size=2), max_size=3).map(b"".join)
    letters = st.text("Az9 .^=\\\0*-+eé日ア~", max_size=12)
    return st.one_of(
        letters.map(lambda it: it.encode("utf-8")),
        letters.map(lambda it: it.encode("latin-1", "replace")),
        st.binary(max_size=6),
        st.sampled_from([b"CT", b"1.2.3\0", b"12", b"-7 ", b"1.5", b"20240101", b"Doe^Jane", b""]),
    )


@st.composite
def encoded(draw: st.DrawFn) -> tuple[bytes, str]:
    """The bytes of a data set, well-formed but for its values."""
    syntax = draw(st.sampled_from([EXPLICIT_LITTLE, IMPLICIT_LITTLE]))
    chosen = draw(st.lists(st.sampled_from(sorted(TAGS)), unique=True))
    values: dict[int, tuple[str, bytes]] = {
        keys.parse(keyword).tag: (TAGS[keyword], draw(raw_values(TAGS[keyword]))) for keyword in chosen
    }
    if charset := draw(st.sampled_from(CHARSETS)):
        values[0x00080005] = ("CS", charset.encode())
    data = b""
    for tag, (vr, value) in sorted(values.items()):
        value += b" " * (len(value) % 2)
        head = (tag >> 16).to_bytes(2, "little") + (tag & 0xFFFF).to_bytes(2, "little")
        if syntax == EXPLICIT_LITTLE:
            data += head + vr.encode() + len(value).to_bytes(2, "little") + value
        else:
            data += head + len(value).to_bytes(4, "little") + value
    return data, syntax


@given(encoded())
def test_it_says_what_pydicom_says(given: tuple[bytes, str]) -> None:
    data, syntax = given
    replies = Replies(None, "ISO_IR 100")
    quick = flat.read(data, syntax, replies)
    assert quick is not None
    whole = replies.decode(querystore.decode(data, syntax))
    labels = ["SpecificCharacterSet", *sorted(TAGS)]
    paths = [keys.parse(label).path for label in labels]

    with quietly():
        assert datasets.flat_json(quick) == datasets.json_model(whole)
        assert datasets.flat_values(quick, [path[0].tag for path in paths]) == [
            datasets.value_at(whole, path) for path in paths
        ]
        assert readable.row(quick, columns.of(labels)) == readable.row(whole, columns.of(labels))


@given(st.binary(max_size=60), st.sampled_from([EXPLICIT_LITTLE, IMPLICIT_LITTLE, "1.2.840.10008.1.2.2"]))
def test_any_bytes_are_split_or_left_to_pydicom(data: bytes, syntax: str) -> None:
    found = flat.read(data, syntax, Replies())
    assert found is None or sum(len(value) + 8 for _, _, value in found.elements) == len(data)


def with_element(tag: int, vr: str, value: Any) -> Dataset:
    dataset = Dataset()
    dataset.add(DataElement(tag, vr, value))
    return dataset


@pytest.mark.parametrize(
    "dataset",
    [
        with_element(0x00400100, "SQ", [Dataset()]),
        with_element(0x00091001, "LO", "private"),
        with_element(0x00282000, "OB", b"\0\0"),
        with_element(0x00180014, "UT", "long"),
    ],
)
def test_what_is_not_plain_is_left_to_pydicom(dataset: Dataset) -> None:
    assert flat.read(querystore.encode(dataset, IMPLICIT_LITTLE), IMPLICIT_LITTLE, Replies()) is None
