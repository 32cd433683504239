"""Attribute matching, as a server does it for C-FIND (PS3.4 C.2.2.2)."""

import re
from collections.abc import Callable, Sequence

Matcher = Callable[[Sequence[str]], bool]
Test = Callable[[str], bool]

# Wild cards count in these alone (PS3.4 C.2.2.2.4); in a date or a UID an asterisk is just a wrong value.
_TEXT = frozenset({"AE", "CS", "LO", "LT", "PN", "SH", "ST", "UC", "UR", "UT"})
_NUMBERS = frozenset({"DS", "FD", "FL", "IS", "SL", "SS", "SV", "UL", "US", "UV"})
# How many digits a value has when it is written to its full precision: YYYYMMDD and HHMMSSFFFFFF.
_DIGITS = {"DA": 8, "TM": 12}


def matcher(vr: str, wanted: Sequence[str]) -> Matcher:
    """What decides whether an attribute matches a key.

    Args:
        vr: the VR of the attribute.
        wanted: the values of the key; several are alternatives, as in List of UID Matching.

    Returns:
        A function from the attribute's values, none if it is empty, to whether one of them matches.
    """
    tests = [_test(vr, value) for value in wanted if value]
    if not tests:
        return lambda values: True  # Universal Matching, PS3.4 C.2.2.2.3
    return lambda values: any(test(value) for value in values or [""] for test in tests)


def _test(vr: str, wanted: str) -> Test:
    if vr in _DIGITS:
        return _range(_DIGITS[vr], wanted)
    if vr in _NUMBERS:
        return _number(wanted)
    if vr == "PN":
        return _person_name(wanted)
    if vr in _TEXT:
        return _pattern(wanted)
    return lambda value: value == wanted


def _range(digits: int, wanted: str) -> Test:
    """Range Matching (PS3.4 C.2.2.2.5); a single value is the range that its precision leaves open."""
    low, dash, high = wanted.partition("-")
    first = _only_digits(low).ljust(digits, "0")
    last = _only_digits(high if dash else low).ljust(digits, "9")
    return lambda value: bool(value) and first <= _only_digits(value).ljust(digits, "0") <= last


def _only_digits(text: str) -> str:
    """Dates and times as ACR-NEMA wrote them, 1997.04.24 and 14:04:38, are the same without the marks."""
    return re.sub(r"[^0-9]", "", text)


def _number(wanted: str) -> Test:
    """07 and 7 are one number."""

    def same(value: str) -> bool:
        try:
            return float(value) == float(wanted)
        except ValueError:
            return value == wanted

    return same


def _pattern(wanted: str, flags: int = 0) -> Test:
    """Single Value and Wild Card Matching (PS3.4 C.2.2.2.1, C.2.2.2.4)."""
    pattern = re.escape(wanted).replace(r"\*", ".*").replace(r"\?", ".")
    compiled = re.compile(pattern, flags | re.DOTALL)
    return lambda value: compiled.fullmatch(value) is not None


def _person_name(wanted: str) -> Test:
    """A name matches as a whole or by one of its component groups, whatever the case (PS3.4 C.2.2.2.1)."""
    fits = _pattern(_name(wanted), re.IGNORECASE)
    return lambda value: any(fits(_name(form)) for form in (value, *value.split("=")))


def _name(text: str) -> str:
    """A person name without the delimiters that may be left out at its end (PS3.5 6.2)."""
    return "=".join(group.rstrip("^ ") for group in text.split("=")).rstrip("=")
