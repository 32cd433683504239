"""The locale's codeset to Specific Character Set, what each set can carry, and how replies are read."""

import locale
import logging
import threading
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.dataset import Dataset

from scu import charset, keys, querystore
from scu.errors import UsageError

TABLE = [
    ("UTF-8", "ISO_IR 192"),
    ("utf8", "ISO_IR 192"),
    ("US-ASCII", "ISO_IR 100"),
    ("ANSI_X3.4-1968", "ISO_IR 100"),
    ("ISO-8859-1", "ISO_IR 100"),
    ("iso8859-1", "ISO_IR 100"),
    ("ISO-8859-2", "ISO_IR 101"),
    ("ISO-8859-3", "ISO_IR 109"),
    ("ISO-8859-4", "ISO_IR 110"),
    ("ISO-8859-5", "ISO_IR 144"),
    ("ISO-8859-6", "ISO_IR 127"),
    ("ISO-8859-7", "ISO_IR 126"),
    ("ISO-8859-8", "ISO_IR 138"),
    ("ISO-8859-9", "ISO_IR 148"),
    ("ISO-8859-15", "ISO_IR 203"),
    ("TIS-620", "ISO_IR 166"),
    ("EUC-JP", "\\ISO 2022 IR 87"),
    ("eucJP", "\\ISO 2022 IR 87"),
    ("EUC-KR", "\\ISO 2022 IR 149"),
    ("GB18030", "GB18030"),
    ("GBK", "GBK"),
    ("KOI8-R", "ISO_IR 100"),
    ("", "ISO_IR 100"),
]

NAMES = [
    ("ISO_IR 100", "Äneas^Rüdiger", "latin-1"),
    ("ISO_IR 101", "Wałęsa^Lech", "iso8859-2"),
    ("ISO_IR 109", "Ĝorĝo^Ŝuŝo", "iso8859-3"),
    ("ISO_IR 110", "Ēriks^Ģirts", "iso8859-4"),
    ("ISO_IR 144", "Люкceмбypг", "iso8859-5"),
    ("ISO_IR 127", "قباني^لنزار", "iso8859-6"),
    ("ISO_IR 126", "Διονυσιος", "iso8859-7"),
    ("ISO_IR 138", "שרון^דבורה", "iso8859-8"),
    ("ISO_IR 148", "Çavuşoğlu^Işıl", "iso8859-9"),
    ("ISO_IR 203", "Œuvre^Žan €", "iso8859-15"),
    ("ISO_IR 166", "สมชาย^ใจดี", "tis-620"),
    ("ISO_IR 192", "Wang^XiaoDong=王^小東=", "utf-8"),
    ("GB18030", "Wang^XiaoDong=王^小东=𠀀", "gb18030"),
    ("GBK", "Wang^XiaoDong=王^小东", "gbk"),
]

MIXED = [
    ("\\ISO 2022 IR 87", "Yamada^Tarou=山田^太郎=やまだ^たろう", b"\x1b$B"),
    ("ISO 2022 IR 13\\ISO 2022 IR 87", "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう", b"\x1b$B"),
    ("\\ISO 2022 IR 87\\ISO 2022 IR 159", "Ao^Z=丂^山田", b"\x1b$(D"),
    ("\\ISO 2022 IR 58", "Zhang^XiaoDong=张^小东", b"\x1b$)A"),
    ("\\ISO 2022 IR 149", "Hong^Gildong=洪^吉洞=홍^길동", b"\x1b$)C"),
    ("ISO 2022 IR 100\\ISO 2022 IR 144", "Müller=Люкceмбypг", b"\x1b-L"),
    ("ISO 2022 IR 100\\ISO 2022 IR 203", "Müller=Œuvre", b"\x1b-b"),
]


def asked(terms: str, name: str) -> Dataset:
    dataset = Dataset()
    keys.apply([keys.parse(f"8,5={terms}"), keys.parse(f"10,10={name}"), keys.parse(f"8,1030={name}")], dataset)
    return dataset


def elements(data: bytes) -> dict[int, bytes]:
    """A flat Implicit VR Little Endian data set, without pydicom."""
    found, at = {}, 0
    while at < len(data):
        group, element = (int.from_bytes(data[n : n + 2], "little") for n in (at, at + 2))
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        found[group << 16 | element] = data[at + 8 : at + 8 + length]
        at += 8 + length
    return found


@pytest.mark.parametrize(("codeset", "terms"), TABLE)
def test_codesets(codeset: str, terms: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert charset.for_codeset(codeset) == terms
    monkeypatch.setattr(locale, "getencoding", lambda: codeset)
    assert charset.for_query() == terms
    assert charset.for_query("ISO_IR 144") == "ISO_IR 144"


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Yamada", "\\ISO 2022 IR 87"),
        ("山田", "\\ISO 2022 IR 87"),
        ("ﾔﾏﾀﾞ", "ISO 2022 IR 13\\ISO 2022 IR 87"),
        ("丂", "\\ISO 2022 IR 87\\ISO 2022 IR 159"),
        ("ﾔ丂", "ISO 2022 IR 13\\ISO 2022 IR 87\\ISO 2022 IR 159"),
        ("홍", "\\ISO 2022 IR 87"),
    ],
)
def test_a_japanese_locale_says_what_carries_the_text(text: str, terms: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locale, "getencoding", lambda: "EUC-JP")
    assert charset.for_query(None, ["A", text]) == terms


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("ISO_IR 6", "ISO_IR 6"),
        ("ISO_IR 192", "ISO_IR 192"),
        (" GB18030 ", "GB18030"),
        ("ISO 2022 IR 87", "\\ISO 2022 IR 87"),
        ("ISO 2022 IR 149", "\\ISO 2022 IR 149"),
        ("\\ISO 2022 IR 149", "\\ISO 2022 IR 149"),
        ("ISO 2022 IR 6\\ISO 2022 IR 87", "ISO 2022 IR 6\\ISO 2022 IR 87"),
        ("ISO 2022 IR 13\\ISO 2022 IR 87", "ISO 2022 IR 13\\ISO 2022 IR 87"),
    ],
)
def test_override(typed: str, terms: str) -> None:
    assert charset.for_query(typed) == terms


@pytest.mark.parametrize(
    "typed", ["", "latin1", "ISO_IR 999", "iso_ir 100", "ISO_IR 100\\ISO_IR 144", "\\ISO_IR 192", "GBK\\GB18030"]
)
def test_a_bad_term_lists_the_valid_ones(typed: str) -> None:
    with pytest.raises(UsageError) as caught:
        charset.for_query(typed)
    for term in ("ISO_IR 100", "ISO_IR 192", "GB18030", "ISO 2022 IR 87"):
        assert term in caught.value.cause


def test_a_multi_byte_set_is_never_the_first_of_several() -> None:
    with pytest.raises(UsageError) as caught:
        charset.for_query("ISO 2022 IR 87\\ISO 2022 IR 159")
    assert "'\\ISO 2022 IR 87\\ISO 2022 IR 159'" in caught.value.remedy


@pytest.mark.parametrize(("terms", "name", "codec"), NAMES)
def test_one_set_both_ways(terms: str, name: str, codec: str) -> None:
    dataset = asked(terms, name)
    charset.check(dataset)
    data = querystore.encode(dataset, querystore.IMPLICIT_LITTLE)
    found = elements(data)
    assert found[0x00081030].decode(codec).rstrip(" ") == name
    assert found[0x00100010].decode(codec).rstrip(" ") == name.rstrip("=")
    back = charset.Replies().decode(querystore.decode(data, querystore.IMPLICIT_LITTLE))
    assert back.StudyDescription == name
    assert back.PatientName == name.rstrip("=")


@pytest.mark.parametrize(("terms", "name", "escape"), MIXED)
def test_code_extensions_both_ways(terms: str, name: str, escape: bytes) -> None:
    dataset = asked(terms, name)
    charset.check(dataset)
    data = querystore.encode(dataset, querystore.IMPLICIT_LITTLE)
    found = elements(data)
    assert found[0x00080005].decode().rstrip() == terms
    assert escape in found[0x00100010]
    back = charset.Replies().decode(querystore.decode(data, querystore.IMPLICIT_LITTLE))
    assert back.PatientName == name


@pytest.mark.parametrize(
    ("terms", "name", "lost", "proposed"),
    [
        ("ISO_IR 100", "Люкc", "Л", "ISO_IR 144"),
        ("ISO_IR 144", "Müller", "ü", "ISO_IR 100"),
        ("ISO_IR 100", "Ω", "Ω", "ISO_IR 126"),
        ("ISO_IR 100", "山田", "山", "\\ISO 2022 IR 87"),
        ("ISO_IR 100", "홍길동", "홍", "\\ISO 2022 IR 149"),
        ("ISO_IR 100", "𠀀", "𠀀", "GB18030"),
        ("\\ISO 2022 IR 87", "Müller", "ü", "ISO_IR 100"),
        ("\\ISO 2022 IR 149", "홍é", "é", "GB18030"),
        ("ISO_IR 6", "é", "é", "ISO_IR 100"),
        ("", "é", "é", "ISO_IR 100"),
    ],
)
def test_text_that_is_lost_names_a_set_that_carries_it(terms: str, name: str, lost: str, proposed: str) -> None:
    dataset = asked(terms, name)
    with pytest.raises(UsageError) as caught:
        charset.check(dataset)
    assert f"{terms or 'ISO_IR 6'} cannot carry {lost!r}" in caught.value.message
    assert "--charset 'ISO_IR 192'" in caught.value.remedy
    assert f"'{proposed}'" in caught.value.remedy
    assert charset.carries(proposed, name)
    assert charset.carries("ISO_IR 192", name)


def test_bytes_that_the_locale_does_not_decode_are_not_sent() -> None:
    with pytest.raises(UsageError, match=r"'\\udcfc'") as caught:
        charset.check(asked("ISO_IR 192", b"M\xfcller".decode("utf-8", "surrogateescape")))
    assert "the locale" in caught.value.remedy


def test_text_in_an_item_is_checked_by_its_own_or_the_inherited_set() -> None:
    dataset = asked("ISO_IR 100", "A")
    keys.apply(keys.parse_all(["40,100.40,7=Люкc"]), dataset)
    with pytest.raises(UsageError, match="ScheduledProcedureStepDescription"):
        charset.check(dataset)
    keys.apply(keys.parse_all(["40,100.8,5=ISO_IR 144"]), dataset)
    charset.check(dataset)


@pytest.mark.parametrize("text", ["8,60=MÜ", "8,54=PÄCS", "8,20=２０２４", "20,d=١"])
def test_other_vrs_carry_ascii_alone(text: str) -> None:
    dataset = asked("ISO_IR 192", "A")
    keys.apply([keys.parse(text)], dataset)
    with pytest.raises(UsageError, match="ASCII alone"):
        charset.check(dataset)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=12))
def test_what_a_set_carries_comes_back(text: str) -> None:
    text = "x" + text.replace("\\", "").replace("=", "").replace("^", "") + "x"
    for terms in ("ISO_IR 192", "GB18030", "ISO_IR 100", "\\ISO 2022 IR 87", "\\ISO 2022 IR 149", "ISO_IR 166"):
        dataset = asked(terms, text)
        try:
            charset.check(dataset)
        except UsageError:
            assert not charset.carries(terms, text)
            continue
        data = querystore.encode(dataset, querystore.IMPLICIT_LITTLE)
        back = charset.Replies().decode(querystore.decode(data, querystore.IMPLICIT_LITTLE))
        assert (back.PatientName, back.StudyDescription) == (text, text)


def reply(name: bytes, terms: bytes | None = None) -> Dataset:
    """A reply as it comes in, made by hand."""
    content = b""
    for tag, value in ((b"\x08\0\x05\0", terms), (b"\x10\0\x10\0", name)):
        if value is not None:
            value += b" " * (len(value) % 2)
            content += tag + len(value).to_bytes(4, "little") + value
    return querystore.decode(content, querystore.IMPLICIT_LITTLE)


def test_a_reply_without_a_set_is_read_as_assumed_else_as_the_query() -> None:
    name = "Люкc".encode("iso8859-5")
    assert charset.Replies("ISO_IR 144", "ISO_IR 192").decode(reply(name)).PatientName == "Люкc"
    assert charset.Replies(None, "ISO_IR 144").decode(reply(name)).PatientName == "Люкc"
    assert charset.Replies("ISO_IR 192", "ISO_IR 192").decode(reply(name, b"ISO_IR 144")).PatientName == "Люкc"
    assert charset.Replies("ISO_IR 144").decode(reply(name, b"")).PatientName == "Люкc"


def test_a_reply_keeps_what_the_peer_said() -> None:
    assert "SpecificCharacterSet" not in charset.Replies("ISO_IR 144").decode(reply(b"A"))


@pytest.mark.parametrize(
    ("terms", "name", "text"),
    [
        (b"ISO-IR 100", "Müller".encode("latin-1"), "Müller"),
        (b"ISO_IR_100", "Müller".encode("latin-1"), "Müller"),
        (b"ISO IR 144", "Люкc".encode("iso8859-5"), "Люкc"),
        (b"ISO8859-5", "Люкc".encode("iso8859-5"), "Люкc"),
        (b"UTF-8", "Люкc".encode(), "Люкc"),
        (b"iso_ir 192", "Люкc".encode(), "Люкc"),
        (b"ISO 2022 IR 149", "홍길동".encode("euc-kr"), "홍길동"),
        (b"\\ISO 2022 IR 58", b"\x1b$)A" + "王".encode("gb2312"), "王"),
        (b"ISO_IR 144\0\0", "Люкc".encode("iso8859-5"), "Люкc"),
        (b"ISO_IR 13\0", "ﾔﾏﾀﾞ".encode("shift_jis"), "ﾔﾏﾀﾞ"),
        (b"ISO_IR 13", "ﾔﾏﾀﾞ".encode("shift_jis"), "ﾔﾏﾀﾞ"),
    ],
)
def test_spellings_of_servers_are_understood(
    terms: bytes, name: bytes, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert charset.Replies(None, "ISO_IR 192").decode(reply(name, terms)).PatientName == text
    assert not caplog.records


@pytest.mark.parametrize("terms", [b"ISO_IR 999", b"nonsense", b"base64", b"rot13", b"\xff\xfe", b"%s[red]"])
def test_an_unknown_set_is_noted_once_and_the_assumed_one_is_used(
    terms: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    replies = charset.Replies(None, "ISO_IR 144")
    for _ in range(3):
        assert replies.decode(reply("Люкc".encode("iso8859-5"), terms)).PatientName == "Люкc"
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    assert repr(terms.decode("latin-1")) in record.getMessage()


def test_of_several_sets_the_known_ones_are_used(caplog: pytest.LogCaptureFixture) -> None:
    found = charset.Replies().decode(reply(b"Yamada=\x1b$B;3ED\x1b(B", b"\\ISO 2022 IR 87\\ISO 2022 IR 999"))
    assert found.PatientName == "Yamada=山田"
    assert len(caplog.records) == 1


@pytest.mark.parametrize(
    ("terms", "name"),
    [
        (b"ISO_IR 192", b"M\xfcller"),
        (b"GB18030", b"A\xff"),
        (b"\\ISO 2022 IR 87", b"A\x1b$B\xff\xff\x1b(B"),
        (b"\\ISO 2022 IR 87", b"A\x1b$zzz"),
        (b"\\ISO 2022 IR 149", b"A\x1b"),
        (b"ISO_IR 192", b"A\x1b$)C\xc8\xab"),
    ],
)
def test_bytes_that_no_set_reads_are_replaced_and_nothing_warns(terms: bytes, name: bytes) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = charset.Replies().decode(reply(name, terms))
        assert str(found.PatientName)
        found.to_json()
    if name == b"M\xfcller":
        assert found.PatientName == "M\ufffdller"


def test_values_that_break_their_vr_are_shown_as_text() -> None:
    content = (
        b"\x08\0\x20\0\x0a\0\0\0"
        + b"2024-01-01"
        + b"\x20\0\x13\0\x04\0\0\0"
        + b"abc "
        + b"\x28\0\x10\0\x03\0\0\0\1\2\3"
    )
    dataset = querystore.decode(content, querystore.IMPLICIT_LITTLE)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        charset.Replies().decode(dataset)
        assert (dataset.StudyDate, dataset.InstanceNumber, dataset["Rows"].value) == ("2024-01-01", "abc", b"\1\2\3")


def test_items_are_read_by_their_own_or_the_inherited_set() -> None:
    dataset = asked("ISO_IR 144", "Люкc")
    keys.apply(keys.parse_all(["40,100.40,7=Люкc", "40,100[1].40,7=Ω", "40,100[1].8,5=ISO_IR 126"]), dataset)
    data = querystore.encode(dataset, querystore.EXPLICIT_LITTLE)
    back = charset.Replies().decode(querystore.decode(data, querystore.EXPLICIT_LITTLE))
    steps = [item.ScheduledProcedureStepDescription for item in back.ScheduledProcedureStepSequence]
    assert steps == ["Люкc", "Ω"]


@given(st.binary(max_size=60), st.binary(max_size=30).map(lambda terms: terms.replace(b"\0", b"")))
def test_any_reply_is_read(name: bytes, terms: bytes) -> None:
    found = charset.Replies().decode(reply(name, terms))
    assert str(found)
    assert isinstance(str(found.PatientName), str)


def test_a_look_at_what_it_carries_leaves_the_silence_as_it_is() -> None:
    with charset.quietly():
        assert not charset.carries("ISO_IR 100", "山")
        warnings.warn("pydicom has something to say", stacklevel=1)


def test_one_thread_does_not_end_the_silence_of_another() -> None:
    inside, done = threading.Event(), threading.Event()

    def work() -> None:
        with charset.quietly():
            inside.set()
            done.wait(10)

    thread = threading.Thread(target=work)
    before = warnings.filters[:]
    with charset.quietly():
        thread.start()
        assert inside.wait(10)
    warnings.warn("pydicom has something to say in the other thread", stacklevel=1)
    done.set()
    thread.join()

    assert warnings.filters == before
    with pytest.warns(UserWarning, match="aloud again"):
        warnings.warn("aloud again", stacklevel=1)


def test_a_character_set_of_thousands_of_terms_is_that_of_the_few_it_names() -> None:
    said = b"\\".join([b"", b"ISO 2022 IR 87", b"ISO 2022 IR 100"] * 5000)

    assert charset.Replies().encodings(said) == charset.Replies().encodings(b"\\ISO 2022 IR 87\\ISO 2022 IR 100")
