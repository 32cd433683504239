"""Every spelling of a key, every way to get one wrong, and what a data set holds in the end."""

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scu import keys
from scu.errors import UsageError
from scu.keys import Step

NAME, ID, STUDY, STEP, MODALITY = 0x00100010, 0x00100020, 0x0020000D, 0x00400100, 0x00080060


@pytest.mark.parametrize(
    ("text", "tag", "value"),
    [
        ("10,10=A*", NAME, "A*"),
        ("10,10,A*", NAME, "A*"),
        ("0010,0010=A*", NAME, "A*"),
        ("0010,0010", NAME, ""),
        ("(0010,0010)=A*", NAME, "A*"),
        ("(0010,0010),A*", NAME, "A*"),
        ("(10,10)", NAME, ""),
        ("( 10 , 10 ) = A", NAME, " A"),
        ("0x10,0x10=A*", NAME, "A*"),
        ("0x10,0x20=P", ID, "P"),
        ("0X0010,0X0020=P", ID, "P"),
        ("20,d=1.2", STUDY, "1.2"),
        ("20,D=1.2", STUDY, "1.2"),
        ("10,10", NAME, ""),
        ("10,10=", NAME, ""),
        ("10,10,", NAME, ""),
        (" 10, 20=x", ID, "x"),
        ("10,20= x ", ID, " x "),
        ("PatientName=A*", NAME, "A*"),
        (" PatientName =A*", NAME, "A*"),
        ("PatientName,A*", NAME, "A*"),
        ("PatientName", NAME, ""),
        ("10,20=a=b=c", ID, "a=b=c"),
        ("10,20=a,b", ID, "a,b"),
        ("10,20,a=b", ID, "a=b"),
        ("10,10==山田^太郎", NAME, "=山田^太郎"),
        ("a8,b9", 0x00A800B9, ""),
    ],
)
def test_spellings(text: str, tag: int, value: str) -> None:
    key = keys.parse(text)
    assert (key.path, key.tag, key.value, key.text) == ((Step(tag),), tag, value, text)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("ScheduledProcedureStepSequence[0].Modality=CT", (Step(STEP, 0), Step(MODALITY))),
        ("(0040,0100)[0].(0008,0060)=CT", (Step(STEP, 0), Step(MODALITY))),
        ("0040,0100[0].0008,0060=CT", (Step(STEP, 0), Step(MODALITY))),
        ("40,100.8,60,CT", (Step(STEP, 0), Step(MODALITY))),
        ("ScheduledProcedureStepSequence.Modality=CT", (Step(STEP, 0), Step(MODALITY))),
        (" (40,100) [ 2 ] . Modality =CT", (Step(STEP, 2), Step(MODALITY))),
        ("40,100.40,8[1].8,100=CT", (Step(STEP, 0), Step(0x00400008, 1), Step(0x00080100))),
        ("40,100.40,8.40,a043.8,60=CT", (Step(STEP, 0), Step(0x00400008, 0), Step(0x0040A043, 0), Step(MODALITY))),
        ("0009,1001[0].8,60=CT", (Step(0x00091001, 0), Step(MODALITY))),
    ],
)
def test_nested_spellings(text: str, path: tuple[Step, ...]) -> None:
    key = keys.parse(text)
    assert key.path == path
    assert key.value == "CT"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("10,10=x", "PatientName"),
        ("40,100.8,60=CT", "ScheduledProcedureStepSequence[0].Modality"),
        ("40,100[2]", "ScheduledProcedureStepSequence[2]"),
        ("40,100", "ScheduledProcedureStepSequence"),
        ("0009,10ff:LO=x", "(0009,10FF)"),
        ("0040,0100.0009,1001:LO=x", "ScheduledProcedureStepSequence[0].(0009,1001)"),
    ],
)
def test_label(text: str, label: str) -> None:
    assert keys.parse(text).label == label


@pytest.mark.parametrize(
    ("text", "vr", "parts"),
    [
        ("10,10=P\\Q", "PN", ["P", "Q"]),
        ("20,d=1.2\\1.3\\1.4", "UI", ["1.2", "1.3", "1.4"]),
        ("8,61=CT\\", "CS", ["CT", ""]),
        ("10,10", "PN", []),
        ("10,4000=a\\b", "LT", ["a\\b"]),
        ("0009,1001:LO=x", "LO", ["x"]),
        ("0009,1001:UI=1.2\\1.3", "UI", ["1.2", "1.3"]),
        ("0009,0010=ACME", "LO", ["ACME"]),
        ("0009,1001", "UN", []),
        ("0040,0100", "SQ", []),
        ("0028,0106=5", "US", ["5"]),
        ("0028,0106:SS=-5", "SS", ["-5"]),
    ],
)
def test_vr_and_values(text: str, vr: str, parts: list[str]) -> None:
    key = keys.parse(text)
    assert (key.vr, key.values) == (vr, parts)


@pytest.mark.parametrize(
    ("text", "at", "why"),
    [
        ("", 0, "a tag or a keyword should be here"),
        ("=A", 0, "a tag or a keyword should be here"),
        ("10", 2, "two numbers"),
        ("10=A*", 2, "two numbers"),
        ("10;10=A*", 2, "two numbers"),
        ("10,=A*", 3, "two numbers"),
        ("10,1g=A*", 3, "two numbers"),
        ("10,00010=A*", 3, "one to four hexadecimal"),
        ("00100010=A*", 0, "one to four hexadecimal"),
        ("10,10A*", 6, "= and the value"),
        ("10,10:=A", 6, "a VR of two capitals"),
        ("10,10:xx=A", 6, "a VR of two capitals"),
        ("0009,1001:QQ=A", 10, "there is no VR QQ"),
        ("0009,1001:UN=A", 10, "there is no VR UN"),
        ("10,10:LO=A", 6, "PatientName is PN, not LO"),
        ("(10,10=A", 6, "not closed"),
        ("PatientName A", 12, "= and the value"),
        ("PatientNme=A", 0, "did you mean PatientName"),
        ("patientname=A", 0, "did you mean PatientName"),
        ("40,100.Modalty=A", 7, "did you mean Modality"),
        ("Qwertzuiop=A", 0, "no attribute has the keyword 'Qwertzuiop'"),
        ("40,100.=A", 7, "a tag or a keyword"),
        ("40,100[*].8,60=CT", 7, "[*]"),
        ("40,100[x].8,60=CT", 7, "the number of an item"),
        ("40,100[].8,60=CT", 7, "the number of an item"),
        ("40,100[-1].8,60=CT", 7, "the number of an item"),
        ("40,100[0.8,60=CT", 8, "not closed"),
        ("40,100[1000].8,60=CT", 7, "above 999"),
        ("40,100[9999999999999].8,60=CT", 7, "above 999"),
        ("40,100=CT", 7, "has no value of its own"),
        ("40,100[0]=CT", 10, "has no value of its own"),
        ("10,10.8,60=CT", 0, "PatientName is no sequence"),
        ("40,100.10,10.8,60=CT", 7, "PatientName is no sequence"),
        ("PatientName[0]=CT", 0, "PatientName is no sequence"),
        ("8,0=1", 0, "group length"),
        ("0010,0000=1", 0, "group length"),
        ("0,100=1", 0, "group 0000"),
        ("2,10=1.2", 0, "group 0002"),
        ("40,100.2,10=1.2", 7, "group 0002"),
        ("TransferSyntaxUID=1.2", 0, "group 0002"),
        ("CommandField=1", 0, "group 0000"),
        ("fffe,e000", 0, "group FFFE"),
        ("28,10=abc", 6, "a US is a whole number from 0 to 65535"),
        ("28,10=65536", 6, "a US is a whole number"),
        ("28,10=5\\x", 6, "a US is a whole number"),
        ("28,10=٣", 6, "a US is a whole number"),
        ("0009,1001:FL=abc", 13, "an FL is a number"),
        ("0009,1001:FL=1e99", 13, "an FL is a number"),
        ("28,9=x", 5, "eight hexadecimal digits"),
        ("7fe0,10=1", 8, "binary"),
    ],
)
def test_unreadable(text: str, at: int, why: str) -> None:
    with pytest.raises(UsageError) as caught:
        keys.parse(text)
    first, quoted, caret = caught.value.message.split("\n")
    assert repr(keys.without_value(text)) in first
    assert why in first
    assert quoted.strip() == keys.without_value(text)
    assert caret.index("^") - (len(quoted) - len(quoted.lstrip()) if text else 4) == at
    assert caret.strip() == "^"
    assert "write, for example, " in caught.value.remedy


@pytest.mark.parametrize(
    ("text", "example"),
    [
        ("PatientNme=A*", "PatientName=…"),
        ("40,100.Modalty=CT", "40,100.Modality=…"),
        ("40,100=CT", "40,100.Modality=CT"),
        ("ScheduledProcedureStepSequence[1]=CT", "ScheduledProcedureStepSequence[1].Modality=CT"),
        ("10=A*", "10,10=A*"),
    ],
)
def test_the_remedy_is_a_right_example(text: str, example: str) -> None:
    with pytest.raises(UsageError) as caught:
        keys.parse(text)
    assert example in caught.value.remedy
    keys.parse(example)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("PatientName=Zebra", "PatientName=…"),
        ("PatientName,Zebra", "PatientName,…"),
        ("10,20,Zebra", "10,20,…"),
        ("(0010,0020) , Zebra,Z", "(0010,0020) ,…"),
        ("0x10,0x20:LO=Zebra=Z", "0x10,0x20:LO=…"),
        ("40,100[0].8,60,Zebra", "40,100[0].8,60,…"),
        ("(0040,0100).(0010,0010)=Z.e,b=ra", "(0040,0100).(0010,0010)=…"),
        ("StudyInstanceUID=1.2,3", "StudyInstanceUID=…"),
        ("10,20=Zebra\nZ", "10,20=…"),
        ("10,20", "10,20"),
        ("40,100.8,60", "40,100.8,60"),
        ("PatientName=", "PatientName="),
    ],
)
def test_a_key_is_shown_without_its_value(text: str, shown: str) -> None:
    assert keys.without_value(text) == shown


def test_control_characters_are_not_echoed() -> None:
    with pytest.raises(UsageError) as caught:
        keys.parse("10;\x1b[31m=A")
    assert "\x1b" not in caught.value.message


@given(st.text(max_size=40))
def test_any_text_is_a_key_or_a_usage_error(text: str) -> None:
    try:
        key = keys.parse(text)
    except UsageError as error:
        assert error.remedy
    else:
        assert key.text == text
        assert text.endswith(key.value)


def test_the_last_of_a_repeated_key_wins_with_a_note(caplog: pytest.LogCaptureFixture) -> None:
    found = keys.parse_all(["10,10=SECRET", "8,20", "PatientName=OTHER", "40,100.8,60=CT", "40,100[1].8,60=MR"])
    assert [(key.label, key.value) for key in found] == [
        ("StudyDate", ""),
        ("PatientName", "OTHER"),
        ("ScheduledProcedureStepSequence[0].Modality", "CT"),
        ("ScheduledProcedureStepSequence[1].Modality", "MR"),
    ]
    (record,) = caplog.records
    assert (record.levelno, record.getMessage()) == (
        logging.WARNING,
        "PatientName is given more than once; the last one counts",
    )


def test_a_private_key_takes_its_vr_from_its_creator(caplog: pytest.LogCaptureFixture) -> None:
    found = keys.parse_all(["0019,0010=SIEMENS MR HEADER", "0019,100c=1000"])
    assert [key.vr for key in found] == ["LO", "IS"]
    assert not caplog.records


def test_a_private_key_of_unknown_vr_goes_out_as_lo_with_a_note(caplog: pytest.LogCaptureFixture) -> None:
    found = keys.parse_all(["0009,0010=NOBODY", "0009,1001=SECRET", "0009,1002"])
    assert [key.vr for key in found] == ["LO", "LO", "UN"]
    (record,) = caplog.records
    assert "(0009,1001)" in record.getMessage()
    assert "SECRET" not in record.getMessage()
