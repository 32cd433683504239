"""Keys in a data set: where they go, which values their VRs allow, and how they come back from the wire."""

import logging
import warnings
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom import config
from pydicom.datadict import dictionary_keyword
from pydicom.dataset import Dataset
from pydicom.filereader import read_dataset

from scu import keys, querystore
from scu.errors import UsageError
from scu.keys import Key, Step


def applied(*texts: str, base: Dataset | None = None) -> Dataset:
    dataset = Dataset() if base is None else base
    keys.apply(keys.parse_all(texts), dataset)
    return dataset


def test_apply_makes_the_items_of_a_path() -> None:
    dataset = applied("40,100[2].8,60=CT", "40,100[0].40,8[1].8,100=X", "40,100.8,60=MR")
    items = dataset.ScheduledProcedureStepSequence
    assert [item.get("Modality") for item in items] == ["MR", None, "CT"]
    assert [item.get("CodeValue") for item in items[0].ScheduledProtocolCodeSequence] == [None, "X"]


def test_apply_keeps_the_other_items_of_a_query_file() -> None:
    dataset = applied("40,100.8,60=MR", base=applied("40,100.8,60=CT", "40,100.40,1=AE", "10,10=X"))
    (item,) = dataset.ScheduledProcedureStepSequence
    assert (item.Modality, item.ScheduledStationAETitle, dataset.PatientName) == ("MR", "AE", "X")


def test_a_sequence_without_a_path_is_empty() -> None:
    base = applied("40,100.8,60=CT")
    assert list(applied("40,100", base=base).ScheduledProcedureStepSequence) == []
    assert applied("40,100.8,60=CT", "40,100").ScheduledProcedureStepSequence[0].Modality == "CT"


def test_an_item_at_the_end_of_a_path_is_an_empty_item() -> None:
    assert list(applied("40,100[1]").ScheduledProcedureStepSequence) == [Dataset(), Dataset()]


def test_apply_types_numbers_and_tags() -> None:
    dataset = applied("28,10=5\\6", "0009,1001:FL=1.5", "28,9=00181063", "28,11", "0018,6020=-7")
    assert dataset.ReferencePixelX0 == -7
    assert list(dataset.Rows) == [5, 6]
    assert dataset[0x00091001].value == 1.5
    assert dataset.FrameIncrementPointer == 0x00181063
    assert dataset["Columns"].is_empty


WRONG = [
    ("8,20=2024-01-01", "20240131"),
    ("8,20=20240231", "20240131"),
    ("8,20=2024", "20240131"),
    ("8,20=*", "20240131"),
    ("8,20=20240101-20241301", "20240131"),
    ("8,30=10:30", "1530"),
    ("8,30=2500", "1530"),
    ("8,2a=2024-01-01", "202401311530"),
    ("20,d=1.2.x", "digits and dots"),
    ("20,d=1.2.*", "digits and dots"),
    ("20,d=1.02", "leading zero"),
    ("20,d=1.2\\x", "digits and dots"),
    ("20,d=" + "1." * 32 + "1", "64"),
    ("8,60=ct", "A-Z"),
    ("8,60=ABCDEFGHIJKLMNOPQ", "16"),
    ("20,11=x", "whole number"),
    ("20,11=1*", "whole number"),
    ("20,11=99999999999", "whole number"),
    ("10,1030=a", "decimal"),
    ("10,1010=42", "042Y"),
    ("10,20=" + "x" * 65, "64"),
    ("8,50=" + "x" * 17, "16"),
    ("8,54=" + "x" * 17, "16"),
    ("10,20=a\tb", "control"),
    ("10,10=a=b=c=d", "three"),
    ("10,10=" + "x" * 65, "64"),
    ("10,4000=" + "x" * 10241, "10240"),
]

RIGHT = [
    "8,20=20240131", "8,20=20240101-", "8,20=-20240101", "8,20=20240101-20240131", "8,20=20240229", '8,20=""',
    "8,30=10", "8,30=1030", "8,30=103000.123456", "8,30=0800-1200", "8,30=-12",
    "8,2a=2024", "8,2a=202401311530+0100", "8,2a=2023-2024",
    "20,d=1.2.840.10008.1.1", "20,d=1.2\\1.3", "8,60=CT", "8,60=*", "8,60=C?", "8,61=CT\\MR", "8,52=STUDY",
    "20,11=42", "20,11=-1", "20,11= 5", "10,1030=1.5e3", "10,1010=042Y",
    "10,20=*x?", "10,20=" + "x" * 64, "8,50=", "8,54=PACS*", "10,10=A*^B?=*=x", "10,10=山田　太郎", "10,4000=a\nb\\c",
    "28,10=5", "0009,1001:UT=anything", "0009,1002:UR=http://x.org/*",
]  # fmt: skip


@pytest.mark.parametrize(("text", "right"), WRONG)
def test_a_value_its_vr_does_not_allow(text: str, right: str, caplog: pytest.LogCaptureFixture) -> None:
    key = keys.parse(text)
    keys.check_values([key])
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    assert record.getMessage().startswith(f"{key.label} goes out as typed, but ")
    assert right in record.getMessage()
    with pytest.raises(UsageError) as caught:
        keys.check_values([key], strict=True)
    assert caught.value.message == f"the value of the key {key.label} is not allowed"
    assert right in caught.value.cause


@pytest.mark.parametrize("text", RIGHT)
def test_a_value_its_vr_allows(text: str, caplog: pytest.LogCaptureFixture) -> None:
    keys.check_values([keys.parse(text)], strict=True)
    assert not caplog.records


def test_the_note_names_no_value(caplog: pytest.LogCaptureFixture) -> None:
    keys.check_values([keys.parse("10,30=SECRET")])
    assert "SECRET" not in caplog.text


@pytest.mark.parametrize("text", [text for text, _ in WRONG])
def test_a_wrong_value_goes_out_as_typed_and_pydicom_is_silent(text: str) -> None:
    key = keys.parse(text)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        dataset = applied(text)
        str(dataset)
        content = querystore.encode(dataset, querystore.IMPLICIT_LITTLE)
    assert content[8:].rstrip(b" \0") == key.value.encode("ascii").rstrip(b" ")


TEXT = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=40)
SOME_TAGS = st.sampled_from([0x00080020, 0x00080050, 0x00080060, 0x00100020, 0x0020000D, 0x00200013, 0x00101030])


@given(st.dictionaries(SOME_TAGS, TEXT), st.integers(0, 2), st.sampled_from(["tag", "keyword", "bracket", "hex"]))
def test_keys_come_back_from_pydicoms_encoder(typed: dict[int, str], item: int, spelling: str) -> None:
    def spell(tag: int) -> str:
        group, element = tag >> 16, tag & 0xFFFF
        return {
            "tag": f"{group:x},{element:x}",
            "keyword": dictionary_keyword(tag),
            "bracket": f"({group:04X},{element:04X})",
            "hex": f"{group:#x},{element:#x}",
        }[spelling]

    texts = [f"{spell(tag)}={text}" for tag, text in typed.items()]
    nested = [f"{spell(0x00400100)}[{item}].{text}" for text in texts]
    parsed = keys.parse_all([*texts, *nested])
    assert [key.value for key in parsed] == [*typed.values(), *typed.values()]
    dataset = Dataset()
    keys.apply(parsed, dataset)
    content = querystore.encode(dataset, querystore.IMPLICIT_LITTLE)
    back = read_dataset(BytesIO(content), True, True)
    assert list(back.keys()) == sorted(back.keys())
    targets = [back, back.ScheduledProcedureStepSequence[item]] if typed else []
    for target in targets:
        for tag, text in typed.items():
            raw = target.get_item(tag).value or b""
            assert len(raw) % 2 == 0
            assert raw == text.encode() + (b"\0" if tag == 0x0020000D else b" ") * (len(text) % 2)


@given(st.lists(st.integers(0, 65535), min_size=1, max_size=5))
def test_numbers_come_back(numbers: list[int]) -> None:
    dataset = applied("28,10=" + "\\".join(map(str, numbers)))
    for syntax in (querystore.EXPLICIT_LITTLE, querystore.EXPLICIT_BIG):
        value = querystore.decode(querystore.encode(dataset, syntax), syntax).Rows
        assert (list(value) if len(numbers) > 1 else [value]) == numbers


def test_a_key_is_frozen_and_hashable() -> None:
    assert {keys.parse("10,10=A"), keys.parse("10,10=A")} == {Key((Step(0x00100010),), "PN", "A", "10,10=A")}


def test_pydicoms_settings_stay() -> None:
    def modes() -> tuple[int, int]:
        return config.settings.reading_validation_mode, config.settings.writing_validation_mode

    before = modes()
    keys.check_values(keys.parse_all(["8,20=2024-01-01"]))
    applied("8,20=2024-01-01")
    assert modes() == before
