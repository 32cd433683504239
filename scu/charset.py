"""Specific Character Set (0008,0005): which one a query says, what it can carry, and how replies are read.

The locale's codeset decides (PS3.3 C.12.1.1.2 has the terms), and pydicom encodes and decodes.
"""

import locale
import logging
import re
import threading
import warnings
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from types import TracebackType
from typing import TYPE_CHECKING

from scu import values
from scu.errors import UsageError

if TYPE_CHECKING:
    from pydicom.dataelem import DataElement, RawDataElement
    from pydicom.dataset import Dataset

log = logging.getLogger(__name__)

DEFAULT = "ISO_IR 100"
"""For a codeset that we do not know."""

UNICODE = "ISO_IR 192"

_JAPANESE = (
    r"\ISO 2022 IR 87",
    r"ISO 2022 IR 13\ISO 2022 IR 87",
    r"\ISO 2022 IR 87\ISO 2022 IR 159",
    r"ISO 2022 IR 13\ISO 2022 IR 87\ISO 2022 IR 159",
)
_KOREAN = r"\ISO 2022 IR 149"

_BY_CODESET = {
    "utf8": UNICODE,
    "usascii": DEFAULT,
    "ansix3.41968": DEFAULT,
    "iso88591": "ISO_IR 100",
    "iso88592": "ISO_IR 101",
    "iso88593": "ISO_IR 109",
    "iso88594": "ISO_IR 110",
    "iso88595": "ISO_IR 144",
    "iso88596": "ISO_IR 127",
    "iso88597": "ISO_IR 126",
    "iso88598": "ISO_IR 138",
    "iso88599": "ISO_IR 148",
    "iso885915": "ISO_IR 203",
    "tis620": "ISO_IR 166",
    "eucjp": _JAPANESE[0],
    "euckr": _KOREAN,
    "gb18030": "GB18030",
    "gbk": "GBK",
}

_SINGLE_BYTE = (100, 101, 109, 110, 126, 127, 138, 144, 148, 166, 203)
_MULTI_BYTE = ("ISO 2022 IR 87", "ISO 2022 IR 159", "ISO 2022 IR 149", "ISO 2022 IR 58")
_ALONE = ("ISO_IR 6", "ISO_IR 13", *(f"ISO_IR {n}" for n in _SINGLE_BYTE), UNICODE, "GB18030", "GBK")
_EXTENSIONS = ("ISO 2022 IR 6", "ISO 2022 IR 13", *(f"ISO 2022 IR {n}" for n in _SINGLE_BYTE), *_MULTI_BYTE)

_OPTION = "--charset "

_REMEMBERED, _NOTED, _LONGEST_TERM = 256, 8, 64  # for a server that makes up character sets

_BEST_FIRST = (*(f"ISO_IR {n}" for n in _SINGLE_BYTE), "ISO_IR 13", *_JAPANESE, _KOREAN, "GB18030")
"""What is proposed, beside Unicode, for a text that the query's character set cannot carry."""


def for_codeset(codeset: str) -> str:
    """The Specific Character Set of a locale's codeset; ISO_IR 100 where it is unknown."""
    return _BY_CODESET.get(re.sub("[-_]", "", codeset).lower(), DEFAULT)


def for_query(override: str | None = None, texts: Iterable[str] = ()) -> str:
    """The Specific Character Set of a query; several terms have `\\` between.

    Args:
        override: what the user says (`--charset`), one term or several.
        texts: what it has to carry; only a Japanese locale, which has several sets to choose from, asks.

    Raises UsageError for a term that DICOM does not know.
    """
    if override is not None:
        return _checked(override)
    found = for_codeset(locale.getencoding())
    if found in _JAPANESE:
        wanted = list(texts)
        return next((terms for terms in _JAPANESE if all(carries(terms, text) for text in wanted)), found)
    return found


def _checked(typed: str, option: str = _OPTION) -> str:
    terms = [term.strip() for term in typed.split("\\")]
    if len(terms) == 1 and terms[0] in _MULTI_BYTE:
        return f"\\{terms[0]}"  # these extend ASCII and are never the first (PS3.3 C.12.1.1.2)
    allowed = (*_ALONE, *_EXTENSIONS) if len(terms) == 1 else ("", *_EXTENSIONS)
    for term in terms:
        if term not in allowed:
            raise UsageError(
                f"{term!r} is no Specific Character Set" + " that can stand beside others" * (len(terms) > 1),
                cause=f"alone: {', '.join(_ALONE)}. Together, with \\ between: {', '.join(_EXTENSIONS)}",
                remedy=f"choose one of those, such as {option}'{UNICODE}', or leave it out",
            )
    if any(term in _MULTI_BYTE for term in terms[:1]):
        raise UsageError(
            f"{terms[0]!r} cannot be the first of several character sets",
            remedy=f"write {option}'\\{typed}'",
        )
    return "\\".join(terms)


def carries(charset: str, text: str) -> bool:
    """Whether every character of the text survives this Specific Character Set; in an unknown one none does."""
    terms = charset.split("\\")
    if not {*terms} <= {"", *_ALONE, *_EXTENSIONS}:
        return False
    if text.isascii():
        return True
    from pydicom.charset import decode_bytes, encode_string
    from pydicom.valuerep import TEXT_VR_DELIMS

    encodings = _python_encodings(terms)
    try:
        with quietly():  # what it cannot encode is a question mark then
            encoded = encode_string(text, encodings)
            if re.search(rb"\x1b\(B[^\x1b]*[\x80-\xff]", encoded):
                return False
            # pydicom takes Latin-1 for ASCII in the default repertoire (ISO_IR 6), which has no such bytes.
            strict = ["ascii" if encodings[0] == "iso8859" else encodings[0], *encodings[1:]]
            return decode_bytes(encoded, strict, TEXT_VR_DELIMS) == text
    except UnicodeError:
        return False


def check(dataset: "Dataset", charset: str | None = None, *, option: str = _OPTION) -> None:
    """Refuse text that would not survive the way to the peer.

    Args:
        dataset: the identifier, its values decoded.
        charset: the Specific Character Set; the data set's own when None (ASCII when it has none).
        option: how another one can be said.

    Raises UsageError that names a character set which can carry it, also for a character set that there is not.
    """
    charset = own(dataset) if charset is None else charset
    if charset:
        _checked(charset, option)
    for element in dataset:
        if element.VR == "SQ":
            for item in element.value:
                check(item, own(item) or charset, option=option)
        elif not (text := _text(element)).isascii():
            _check_text(element.keyword or str(element.tag), element.VR, text, charset, option)


def own(dataset: "Dataset") -> str:
    """The data set's Specific Character Set, `\\` between its terms; "" where it says none."""
    found = dataset.get("SpecificCharacterSet") or ""
    return found if isinstance(found, str) else "\\".join(found)


def _text(element: "DataElement") -> str:
    return "\\".join(str(value) for value in (element.value if element.VM > 1 else [element.value]))


def _check_text(name: str, vr: str, text: str, charset: str, option: str) -> None:
    if vr not in values.CHARSET_VRS:
        raise UsageError(
            f"{name} is {vr}, which carries ASCII alone, and its value has other characters",
            remedy="correct the value; no character set changes this (PS3.5 6.1.2.2)",
        )
    parts = [part for part in re.split(r"[\\^=]" if vr == "PN" else r"\\", text) if part]
    if lost := next((part for part in parts if not carries(charset, part)), ""):
        character = next((c for c in lost if not carries(charset, c)), lost)
        others = [terms for terms in _BEST_FIRST if all(carries(terms, part) for part in parts)]
        also = f" (or '{others[0]}', if the server has no Unicode)" if others else ""
        remedy = f"Say {option}'{UNICODE}'{also}"
        if not carries(UNICODE, character):  # a byte that the locale could not decode
            remedy = "Type it in the encoding of the locale (LC_ALL, LC_CTYPE or LANG)"
        raise UsageError(
            f"the character set {charset or 'ISO_IR 6'} cannot carry {character!r} in {name}", remedy=remedy
        )


@contextmanager
def quietly() -> Iterator[None]:
    """pydicom at work without its warnings: they are about what the user typed, or are noted by us. For any thread.

    It also learns ISO_IR 203 (Latin-9), which its tables lack, and to take the escape sequences of ISO-IR 58
    (Chinese) out of the text, which it leaves to a codec that does not know them. Two errors of bytes that make no
    sense, which are of no kind that others are, are ValueErrors here: see `values.PYDICOM_FAILURES`.
    """
    from pydicom.charset import CODES_TO_ENCODINGS, ENCODINGS_TO_CODES, python_encoding
    from pydicom.errors import BytesLengthException

    python_encoding.update(dict.fromkeys(("ISO_IR 203", "ISO 2022 IR 203"), "iso8859_15"))
    python_encoding["ISO 2022 IR 58"] = "gb2312"
    for escape, encoding in ((b"\x1b-b", "iso8859_15"), (b"\x1b$)A", "gb2312")):
        CODES_TO_ENCODINGS[escape] = encoding
        ENCODINGS_TO_CODES[encoding] = escape
    with _silence:
        try:
            yield
        except (BytesLengthException, zlib.error) as error:
            raise ValueError(str(error)) from error


class _Silence:
    """No warnings and no log of pydicom's, from the first thread that wants none to the last that did."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wanted = 0
        self._before = ExitStack()

    def __enter__(self) -> None:
        with self._lock:
            self._wanted += 1
            if self._wanted == 1:
                self._before.enter_context(warnings.catch_warnings())
                warnings.simplefilter("ignore")
                theirs = logging.getLogger("pydicom")
                theirs.addFilter(_nothing)
                self._before.callback(theirs.removeFilter, _nothing)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._wanted -= 1
            if not self._wanted:
                self._before.close()


_silence = _Silence()


def _nothing(record: logging.LogRecord) -> bool:
    """A filter: pydicom logs values, which are patients' data."""
    return False


class Replies:
    """Reads the text of replies: by their own Specific Character Set, else by what is assumed.

    Args:
        assume: what the user says of a server that does not say it itself (`--assume-charset`).
        query: the query's Specific Character Set, for when nothing is assumed.

    An unknown Specific Character Set is noted once, and what is assumed takes its place. Bytes that cannot be decoded
    become U+FFFD. Raises UsageError for an `assume` that DICOM does not know.
    """

    def __init__(self, assume: str | None = None, query: str = "") -> None:
        self.assumed = _checked(assume) if assume else query
        self._assumed = _python_encodings(self.assumed.split("\\"))
        self._seen: dict[tuple[str, ...], list[str]] = {}
        self._unknown = 0

    def encodings(self, character_set: bytes) -> tuple[str, ...]:
        """Python's names for what a reply is encoded in, by the value of its Specific Character Set as it came."""
        return tuple(self._encodings(tuple(it.strip(" \0") for it in character_set.decode("latin-1").split("\\"))))

    def decode(self, dataset: "Dataset") -> "Dataset":
        """Decode every value, in place, and return the data set: no later access fails or warns.

        A value that is not what its VR says stays as text, or as bytes.
        """
        with quietly():
            self._decode(dataset, self._assumed)
        return dataset

    def _decode(self, dataset: "Dataset", inherited: list[str]) -> None:
        from pydicom.dataelem import RawDataElement

        encodings = self._encodings(_raw_terms(dataset), inherited)
        for element in list(dataset.values()):
            if isinstance(element, RawDataElement):
                dataset[element.tag] = element = read_element(element, encodings, dataset)
            if element.VR == "SQ":
                for item in element.value:
                    self._decode(item, encodings)

    def _encodings(self, terms: tuple[str, ...], inherited: list[str] | None = None) -> list[str]:
        if terms not in self._seen:
            if len(self._seen) == _REMEMBERED:
                self._seen.clear()
            self._seen[terms] = self._read(terms)
        return self._seen[terms] or inherited or self._assumed

    def _read(self, terms: tuple[str, ...]) -> list[str]:
        """Python's names for a reply's terms, each once, as every name keeps them all; with a note for the unknown."""
        for term in terms:
            if _known(term) is None:
                self._unknown += 1
                if self._unknown <= _NOTED:
                    log.warning("the Specific Character Set %r of a reply is unknown", term[:_LONGEST_TERM])
        known = [*dict.fromkeys(spelled for spelled in map(_known, terms) if spelled is not None)]
        return _python_encodings(known) if any(terms) and known else []


def _raw_terms(dataset: "Dataset") -> tuple[str, ...]:
    if 0x00080005 not in dataset:
        return ()
    value = dataset.get_item(0x00080005).value or ""
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    return tuple(term.strip(" \0") for term in (value.split("\\") if isinstance(value, str) else value))


def _known(term: str) -> str | None:
    """The term as DICOM spells it, from what servers write: ISO-IR 100, ISO_IR_100, UTF-8; None if unknown."""
    if term == "":
        return ""
    spelled = re.sub(r"^ISO[ _-]?IR[ _-]?(?=\d)", "ISO_IR ", term.upper())
    spelled = re.sub(r"^ISO[ _-]2022[ _-]?IR[ _-]?(?=\d)", "ISO 2022 IR ", spelled)
    if spelled in (*_ALONE, *_EXTENSIONS, "ISO 2022 GBK", "ISO 2022 58"):
        return spelled
    return _BY_CODESET.get(re.sub("[-_ ]", "", term).lower())


def _python_encodings(terms: Sequence[str]) -> list[str]:
    """Python's names for known terms."""
    from pydicom.charset import convert_encodings

    with quietly():
        return convert_encodings(list(terms))


def read_element(raw: "RawDataElement", encodings: list[str], dataset: "Dataset | None" = None) -> "DataElement":
    """The element with its value decoded; one that is not what its VR says stays as text, or as bytes."""
    from pydicom.datadict import dictionary_has_tag, dictionary_VR
    from pydicom.dataelem import DataElement, convert_raw_data_element
    from pydicom.errors import BytesLengthException

    try:
        return convert_raw_data_element(raw, encoding=encodings, ds=dataset)
    except (BytesLengthException, *values.PYDICOM_FAILURES):
        vr = raw.VR or (dictionary_VR(raw.tag) if dictionary_has_tag(raw.tag) else "UN")
        content = raw.value or b""
        text = content.decode(encodings[0], "replace").rstrip(" \0")
        element = DataElement(raw.tag, vr, text, already_converted=True)
        if vr not in (*values.WILDCARD_VRS, "AS", "DA", "DS", "DT", "IS", "TM", "UI"):
            element = DataElement(raw.tag, "OB", content, already_converted=True)
            element.VR = "UN"  # said to the constructor, pydicom would take the dictionary's instead
        return element
