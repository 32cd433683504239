"""Data sets in memory, read and written in any uncompressed encoding (PS3.5 7), each value as its bytes.

No value is made sense of but by its width: text in a character set that is not declared, or a number that is none,
comes out as it went in. pydicom's own reader and writer would correct, or drop, such values.
"""

from __future__ import annotations

from array import array
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from struct import pack, unpack_from
from typing import Final, NamedTuple, TypeAlias

from scu.storage import elements as storage
from scu.storage.elements import EXPLICIT_BE, IMPLICIT_LE, LONG_VRS, UNDEFINED

PIXEL_DATA: Final = 0x7FE00010
BITS_ALLOCATED: Final = 0x00280100

_ITEM: Final = 0xFFFEE000
_PIXEL_REPRESENTATION: Final = 0x00280103
_WAVEFORM_BITS_ALLOCATED: Final = 0x54001004
_WIDTHS: Final = {
    **dict.fromkeys(("AT", "OW", "SS", "US"), 2),
    **dict.fromkeys(("FL", "OF", "OL", "SL", "UL"), 4),
    **dict.fromkeys(("FD", "OD", "OV", "SV", "UV"), 8),
}


class Encoding(NamedTuple):
    """How elements are encoded: whether without their VRs, and whether with the least significant byte first."""

    implicit: bool = False
    little: bool = True

    @classmethod
    def of(cls, transfer_syntax_uid: str) -> Encoding:
        return cls(transfer_syntax_uid == IMPLICIT_LE, transfer_syntax_uid != EXPLICIT_BE)


@dataclass(frozen=True, slots=True)
class Element:
    """An element with its VR, which may come from the dictionaries. Numbers are little endian.

    `fragments` says that it is encapsulated pixel data (PS3.5 A.4), with its delimiter.
    """

    vr: str
    value: bytes | list[Elements]
    fragments: bool = False

    @property
    def number(self) -> int:
        """The first of its numbers of 16 bits, 0 if it has none."""
        return int(unpack_from("<H", self.value)[0]) if isinstance(self.value, bytes) and len(self.value) > 1 else 0


Elements: TypeAlias = dict[int, Element]


def swapped(value: bytes, vr: str) -> bytes:
    """The numbers of a value in the other byte order. UN is little endian always (PS3.5 6.2.2)."""
    width = _WIDTHS.get(vr)
    if width is None:
        return value
    whole = len(value) // width * width
    numbers = array({2: "H", 4: "I", 8: "Q"}[width], value[:whole])
    numbers.byteswap()
    return numbers.tobytes() + value[whole:]


def read(
    source: storage.DataSet, at: int, stop: Container[int] = (), ancestors: Sequence[Elements] = ()
) -> tuple[Elements, storage.Element | None]:
    """The elements from there to the end, or up to one in `stop`, which is not read; and that one.

    Raises:
        ValueError: they make no sense; says why.
        OSError: they cannot be read.
    """
    found: Elements = {}
    within = (found, *ancestors)
    for element in source.elements(at):
        if element.tag in stop:
            return found, element
        if element.tag in found:
            raise ValueError(f"it has ({element.tag >> 16:04X},{element.tag & 0xFFFF:04X}) twice")
        found[element.tag] = _read(source, element, within)
    return found, None


def _read(source: storage.DataSet, element: storage.Element, within: Sequence[Elements]) -> Element:
    vr = vr_of(element, within)
    undefined = element.length == UNDEFINED
    if undefined and element.tag == PIXEL_DATA:
        end = source.after(element)
        return Element("OB", source.value(element._replace(length=end - element.at)), fragments=True)
    if not undefined and vr != "SQ":
        value = source.value(element)
        return Element(vr, swapped(value, vr) if source.big_endian and element.vr != b"UN" else value)
    # What has no known VR, and no length, is a sequence in Implicit VR (PS3.5 6.2.2, note 2).
    inner = replace(source, explicit=False) if element.vr == b"UN" else source
    items = [read(replace(inner, end=end), at, (), within)[0] for at, end in _items(source, element)]
    return Element("SQ", items)


def _items(source: storage.DataSet, sequence: storage.Element) -> Iterator[tuple[int, int]]:
    """Where the elements of each item begin and end; its delimiter is no element."""
    for at, end in source.items(sequence):
        source.stream.seek(at - 4)
        undefined = source.stream.read(4) == b"\xff\xff\xff\xff"
        yield at, end - 8 * undefined


def vr_of(element: storage.Element, within: Sequence[Elements]) -> str:
    """The VR of an element, from the dictionaries if it comes without or as UN (PS3.6), of several the one it has here.

    `within` are the elements that precede it, and those that precede the sequences that it is in, nearest first.
    """
    if element.vr and element.vr != b"UN":
        return element.vr.decode("ascii")
    from pydicom.datadict import dictionary_VR, private_dictionary_VR

    tag = element.tag
    group, number = tag >> 16, tag & 0xFFFF
    try:
        if group % 2 == 0:
            return _one_of(dictionary_VR(tag), tag, within) if number else "UL"
        if number < 0x100:
            return "LO"
        creator = within[0].get(group << 16 | number >> 8)
        if creator is None or not isinstance(creator.value, bytes):
            return "UN"
        return _one_of(private_dictionary_VR(tag, creator.value.decode("latin-1").strip("\0 ")), tag, within)
    except KeyError:
        return "UN"


def _one_of(vr: str, tag: int, within: Sequence[Elements]) -> str:
    if " or " not in vr:
        return vr
    if vr == "US or SS":
        signed = next((each[_PIXEL_REPRESENTATION].number for each in within if _PIXEL_REPRESENTATION in each), 0)
        return "SS" if signed else "US"
    bits = BITS_ALLOCATED if tag == PIXEL_DATA else _WAVEFORM_BITS_ALLOCATED
    if vr == "OB or OW" and bits in within[0] and within[0][bits].number <= 8:
        return "OB"
    return "OW"


def write(found: Elements, encoding: Encoding) -> bytes:
    """The bytes of elements, in the order of their tags; without the retired group lengths, which would be wrong."""
    return b"".join(part for tag in sorted(found) if tag & 0xFFFF for part in _written(tag, found[tag], encoding))


def _written(tag: int, element: Element, encoding: Encoding) -> Iterator[bytes]:
    vr, value = element.vr, element.value
    if not isinstance(value, bytes):
        value = b"".join(_written_items(value, encoding))
    elif len(value) > 0xFFFF and not encoding.implicit and vr.encode() not in LONG_VRS:
        vr = "UN"  # PS3.5 6.2.2
    yield header(tag, vr, UNDEFINED if element.fragments else len(value), encoding)
    yield value if encoding.little else swapped(value, vr)


def _written_items(items: Sequence[Elements], encoding: Encoding) -> Iterator[bytes]:
    for item in items:
        body = write(item, encoding)
        yield pack("<HHL" if encoding.little else ">HHL", _ITEM >> 16, _ITEM & 0xFFFF, len(body))
        yield body


def header(tag: int, vr: str, length: int, encoding: Encoding) -> bytes:
    """What precedes a value."""
    order = "<" if encoding.little else ">"
    group, number = tag >> 16, tag & 0xFFFF
    if encoding.implicit:
        return pack(order + "HHL", group, number, length)
    if vr.encode() in LONG_VRS:
        return pack(order + "HH2sHL", group, number, vr.encode(), 0, length)
    return pack(order + "HH2sH", group, number, vr.encode(), length)
