"""Values as people write them: names, dates and times; what a sequence holds in a few words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from scu.flat import Flat, plain, read_element
from scu.output import datasets
from scu.output.plain import amount, safe

if TYPE_CHECKING:
    from pydicom.dataelem import DataElement
    from pydicom.dataset import Dataset

    from scu.output.columns import Column

_REMEMBERED = 8192
_DATE = re.compile(r"(\d{4})\.?(0[1-9]|1[0-2])\.?(0[1-9]|[12]\d|3[01])", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3]):?([0-5]\d):?([0-5]\d|60)(?:\.(\d{1,6}))?", re.ASCII)
_ZONE = re.compile(r"([+-]\d\d)(\d\d)", re.ASCII)


def date(text: str) -> str:
    """Return a DA value as 2024-02-29; a range, and what is no date, as it is."""
    found = _DATE.fullmatch(text)
    return "-".join(found.groups()) if found else text


def time(text: str) -> str:
    """Return a TM value as 08:00:12, with the fraction if it has one; what is not whole as it is."""
    found = _TIME.fullmatch(text)
    if not found:
        return text
    *clock, fraction = found.groups(default="")
    fraction = fraction.rstrip("0")
    return ":".join(clock) + (f".{fraction}" if fraction else "")


def date_time(text: str) -> str:
    """Return a DT value as 2024-02-29 08:00:12 +01:00; what is not whole as it is."""
    day, rest = date(text[:8]), text[8:]
    if not rest:
        return day
    at = max(rest.find("+"), rest.find("-"))
    clock, zone = (rest[:at], rest[at:]) if at >= 0 else (rest, "")
    shifted = _ZONE.fullmatch(zone)
    if day == text[:8] or time(clock) == clock or (zone and not shifted):
        return text
    return " ".join(filter(None, (day, time(clock), ":".join(shifted.groups()) if shifted else "")))


def person(text: str) -> str:
    """Return a PN value: alphabetic (ideographic, phonetic), each as family, given (PS3.5 6.2.1)."""
    first, *others = [written for written in map(_group, text.split("=")) if written] or [""]
    return f"{first} ({', '.join(others)})" if others else first


def _group(text: str) -> str:
    parts = [part.strip() for part in text.split("^")]
    if len(parts) > 5:
        return text.strip()
    family, given, middle, prefix, suffix = parts + [""] * (5 - len(parts))
    whole = "".join(parts)
    if whole and east_asian_width(whole[0]) in "WFH":
        return " ".join(filter(None, (prefix, family, given, middle, suffix)))  # no comma there
    called = " ".join(filter(None, (prefix, given, middle)))
    return ", ".join(filter(None, (family, called, suffix)))


_AS_PEOPLE_WRITE: dict[str, Callable[[str], str]] = {"DA": date, "TM": time, "DT": date_time, "PN": person}


def single(vr: str, text: str) -> str:
    """Return one value as people write it."""
    write = _AS_PEOPLE_WRITE.get(vr)
    return write(text) if write else text


def element(element: DataElement) -> str:
    """Return the values of an element, a sequence in a few words."""
    value = element.value
    if element.VR == "SQ":
        return _summary(value)
    if value is None or isinstance(value, bytes | bytearray):
        return datasets.text(element)
    values = value if element.VM > 1 else [value]
    return ("; " if element.VR == "PN" else ", ").join(single(element.VR, str(each)) for each in values)


def _summary(items: Sequence[Dataset]) -> str:
    said = "; ".join(filter(None, map(_item, items)))
    return f"{amount(len(items), 'item')}: {said}" if said else amount(len(items), "item")


def _item(item: Dataset) -> str:
    """A code by its meaning (PS3.3 8.8), anything else by its values."""
    meaning = item.get("CodeMeaning")
    return str(meaning) if meaning else ", ".join(filter(None, map(element, item)))


def row(identifier: Dataset | Flat, columns: Sequence[Column]) -> list[str]:
    """Return what these columns show of a match, harmless to a terminal; empty where it has no value."""
    if not isinstance(identifier, Flat):
        return [safe(datasets.value_at(identifier, column.path, element)) for column in columns]
    found = {tag: (tag, vr, value) for tag, vr, value in identifier.elements}
    encodings = identifier.encodings
    return [_flat(*found[tag], encodings) if (tag := column.flat_tag) in found else "" for column in columns]


@lru_cache(_REMEMBERED)
def _flat(tag: int, vr: str, value: bytes, encodings: tuple[str, ...]) -> str:
    said = plain(vr, value)
    return safe(element(read_element(tag, vr, value, encodings)) if said is None else single(vr, said))
