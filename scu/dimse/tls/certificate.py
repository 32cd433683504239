"""What a certificate says of itself, verified or not (RFC 5280 4.1): Python's ssl tells it of verified ones alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

_UTC_TIME, _GENERALIZED_TIME, _VERSION = 0x17, 0x18, 0xA0  # DER tags (X.690 8.1)
_UTF16, _UTF32 = 0x1E, 0x1C
_NAMES: Final = {
    "2.5.4.3": "CN",
    "2.5.4.6": "C",
    "2.5.4.7": "L",
    "2.5.4.8": "ST",
    "2.5.4.10": "O",
    "2.5.4.11": "OU",
}


@dataclass(frozen=True, slots=True)
class Certificate:
    """Of whom, by whom, and for how long."""

    subject: str
    issuer: str
    not_before: datetime
    not_after: datetime


def read(der: bytes) -> Certificate:
    """Read a certificate.

    Raises:
        ValueError: it is none.
    """
    try:
        ((_, certificate),) = _items(der)
        _, body = next(_items(certificate))
        fields = [field for field in _items(body) if field[0] != _VERSION]
        _serial, _algorithm, (_, issuer), (_, validity), (_, subject) = fields[:5]
        not_before, not_after = (_time(tag, value) for tag, value in _items(validity))
        return Certificate(_name(subject), _name(issuer), not_before, not_after)
    except (IndexError, StopIteration, UnicodeDecodeError) as error:
        raise ValueError("no certificate") from error


def _items(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The tags and values of what is in a value (X.690 8.1.2, 8.1.3)."""
    at = 0
    while at < len(data):
        tag, length = data[at], data[at + 1]
        at += 2
        if length & 0x80:
            size = length & 0x7F
            length = int.from_bytes(data[at : at + size], "big")
            at += size
        if at + length > len(data):
            raise ValueError("a value is cut off")
        yield tag, data[at : at + length]
        at += length


def _name(data: bytes) -> str:
    """CN=…, O=…: as they come."""
    parts = []
    for _, relative in _items(data):
        for _, attribute in _items(relative):
            (_, oid), (tag, value) = _items(attribute)
            dotted = _dotted(oid)
            parts.append(f"{_NAMES.get(dotted, dotted)}={_text(tag, value)}")
    return ", ".join(parts)


def _text(tag: int, value: bytes) -> str:
    encoding = {_UTF16: "utf-16-be", _UTF32: "utf-32-be"}.get(tag, "utf-8")
    return value.decode(encoding, "replace")


def _dotted(oid: bytes) -> str:
    """An object identifier (X.690 8.19)."""
    numbers, number = [], 0
    for byte in oid:
        number = number << 7 | byte & 0x7F
        if not byte & 0x80:
            numbers.append(number)
            number = 0
    first = min(numbers[0] // 40, 2)
    return ".".join(map(str, (first, numbers[0] - 40 * first, *numbers[1:])))


def _time(tag: int, value: bytes) -> datetime:
    """A time (RFC 5280 4.1.2.5): years of two digits are those from 1950 to 2049."""
    text = value.decode("ascii")
    if tag == _UTC_TIME:
        text = ("19" if text[:2] >= "50" else "20") + text
    elif tag != _GENERALIZED_TIME:
        raise ValueError("no time")
    return datetime.strptime(text, "%Y%m%d%H%M%SZ").replace(tzinfo=UTC)
