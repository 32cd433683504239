"""Typed text as the value of a matching key: what each VR allows, and how pydicom holds it just as it is.

What a VR allows is PS3.5 table 6.2-1; in a query widened by what PS3.4 C.2.2.2 lets it ask for: `*` and `?` in
the VRs that have wildcards, ranges of dates and times, and `""` for "empty" (C.2.2.2.7).
"""

import re
import struct
from collections.abc import Callable
from datetime import date

WILDCARD_VRS = frozenset(("AE", "CS", "LO", "LT", "PN", "SH", "ST", "UC", "UR", "UT"))
"""The VRs in which `*` and `?` are wildcards (PS3.4 C.2.2.2.4)."""

CHARSET_VRS = frozenset(("LO", "LT", "PN", "SH", "ST", "UC", "UT"))
"""The VRs that Specific Character Set governs (PS3.5 6.1.2.2); every other text is ASCII."""

PYDICOM_FAILURES = (
    OSError,
    EOFError,
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    OverflowError,
    NotImplementedError,
    RecursionError,
    struct.error,
)
"""What pydicom raises for bytes that make no sense: it has no error of its own for them."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_ONE_VALUE = frozenset(("LT", "ST", "UT", "UN"))  # here a backslash is text, not a separator (PS3.5 6.2)
_INTEGERS = {
    "US": (0, 2**16 - 1),
    "SS": (-(2**15), 2**15 - 1),
    "UL": (0, 2**32 - 1),
    "SL": (-(2**31), 2**31 - 1),
    "UV": (0, 2**64 - 1),
    "SV": (-(2**63), 2**63 - 1),
}
_FLOATS = ("FL", "FD")
_BULK = frozenset(("OB", "OD", "OF", "OL", "OV", "OW"))

_RIGHT = {
    "AE": "an AE is at most 16 printable ASCII characters",
    "AS": "an AS is three digits and D, W, M or Y, such as 042Y",
    "CS": "a CS is at most 16 of the characters A-Z, 0-9, space and _, such as CT",
    "DA": "a DA is a date YYYYMMDD, such as 20240131",
    "DS": "a DS is a decimal number of at most 16 characters, such as 1.5",
    "DT": "a DT is YYYYMMDDHHMMSS.FFFFFF&ZZXX, cut where you like, such as 202401311530",
    "IS": "an IS is a whole number of at most 12 characters, such as 42",
    "LO": "an LO is at most 64 characters, none of them a control character",
    "LT": "an LT is at most 10240 characters",
    "PN": "a PN is Family^Given^Middle^Prefix^Suffix, up to three such groups of 64 characters with = between",
    "SH": "an SH is at most 16 characters, none of them a control character",
    "ST": "an ST is at most 1024 characters",
    "TM": "a TM is HHMMSS.FFFFFF, cut where you like, such as 1530",
    "UI": "a UID is at most 64 digits and dots, no part with a leading zero, such as 1.2.840.10008.1.1",
    "UR": "a UR is an address (RFC 3986) without spaces",
}
_RANGES = {
    "DA": ", or a range, such as 20240101-20240131 or 20240101-",
    "DT": ", or a range of two",
    "TM": ", or a range, such as 0800-1200",
}
# In a DT a hyphen may also begin the distance from UTC, at its end.
_IN_A_RANGE = {"DA": re.compile("-"), "TM": re.compile("-"), "DT": re.compile(r"^-|-(?![01]\d{3} ?$)")}


def split(vr: str, text: str) -> list[str]:
    """The single values of a text: `\\` separates, save in the VRs that have one value only."""
    return [text] if vr in _ONE_VALUE else text.split("\\")


def problem(vr: str, text: str, *, in_query: bool = True) -> str | None:
    """What would be right, if the VR does not allow this text, in a matching key or in an object; None if it does."""
    from pydicom.valuerep import VALIDATORS

    if vr not in _RIGHT:
        return None
    for value in split(vr, text):
        if value == "" or (in_query and value == '""'):
            continue
        validate: Callable[[str, object], tuple[bool, str]] = VALIDATORS[vr]
        valid = validate(vr, _without_wildcards(vr, value) if in_query else value)[0]
        if not (valid and _sensible(vr, value) and (in_query or not _is_range(vr, value))):
            return _RIGHT[vr] + (_RANGES.get(vr, "") if in_query else "")
    return None


def _is_range(vr: str, value: str) -> bool:
    return vr in _IN_A_RANGE and bool(_IN_A_RANGE[vr].search(value))


def _without_wildcards(vr: str, value: str) -> str:
    """In a CS, `*` and `?` are the only characters that a wildcard adds to those of the VR."""
    return re.sub("[*?]", "A", value) if vr == "CS" else value


def _sensible(vr: str, value: str) -> bool:
    """What pydicom's patterns let through: days of no calendar, numbers too large, control characters."""
    if vr == "DA":
        return all(_is_date(day) for day in value.strip().split("-") if day)
    if vr == "IS":
        return -(2**31) <= int(value) < 2**31
    if vr in ("LO", "SH", "PN"):
        return not _CONTROL.search(value)
    return True


def _is_date(text: str) -> bool:
    try:
        date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return False
    return True


def convert(vr: str, text: str) -> object:
    """The text as the value of a pydicom element that is written just as it was typed.

    Raises ValueError, saying what would be right, where the VR is binary and the text is no such number.
    """
    from pydicom.multival import MultiValue

    if text == "":
        return None if vr in (*_INTEGERS, *_FLOATS, *_BULK, "AT", "UN") else ""
    values: list[object] = [_single(vr, value) for value in split(vr, text)]
    return values[0] if len(values) == 1 else MultiValue(_as_it_is, values)


def _as_it_is(value: object) -> object:
    return value


def _single(vr: str, text: str) -> object:
    from pydicom.config import IGNORE
    from pydicom.valuerep import PersonName

    if vr == "PN":
        return PersonName(text, validation_mode=IGNORE)
    if vr in _INTEGERS:
        return _integer(vr, text)
    if vr in _FLOATS:
        return _float(vr, text)
    if vr == "AT":
        return _tag(text)
    if vr == "UN":
        return text.encode()
    if vr in _BULK:
        raise ValueError(f"an {vr} is binary and cannot be typed; leave its value empty")
    return text


def _integer(vr: str, text: str) -> int:
    lowest, highest = _INTEGERS[vr]
    if not re.fullmatch(r"\s*[+-]?[0-9]+\s*", text) or not lowest <= int(text) <= highest:
        raise ValueError(f"a {vr} is a whole number from {lowest} to {highest}")
    return int(text)


def _float(vr: str, text: str) -> float:
    try:
        number = float(text)
        struct.pack("<f" if vr == "FL" else "<d", number)
    except (ValueError, OverflowError):
        raise ValueError(f"an {vr} is a number, such as 1.5") from None
    return number


def _tag(text: str) -> int:
    if not (found := re.fullmatch(r"\s*\(?([0-9A-Fa-f]{4}),?([0-9A-Fa-f]{4})\)?\s*", text)):
        raise ValueError("an AT is a tag of eight hexadecimal digits, such as 00100010")
    return int(found[1] + found[2], 16)
