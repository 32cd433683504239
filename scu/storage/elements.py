"""A data set in a file, walked element by element; values are stepped over and not read (PS3.5 7.1 and 7.5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from struct import Struct
from typing import BinaryIO, Final, NamedTuple

IMPLICIT_LE: Final = "1.2.840.10008.1.2"
EXPLICIT_LE: Final = "1.2.840.10008.1.2.1"
EXPLICIT_BE: Final = "1.2.840.10008.1.2.2"
DEFLATED_LE: Final = "1.2.840.10008.1.2.1.99"
_GE_PRIVATE: Final = "1.2.840.113619.5.2"  # Implicit VR Little Endian but for its pixel data

UNDEFINED: Final = 0xFFFFFFFF
_ITEM: Final = 0xFFFEE000
_ITEM_END: Final = 0xFFFEE00D
_SEQUENCE_END: Final = 0xFFFEE0DD
_DEEPEST: Final = 32  # sequences within sequences; what is deeper was made to do harm

LONG_VRS: Final = frozenset(b"OB OD OF OL OV OW SQ SV UC UN UR UT UV".split())  # PS3.5 7.1.2
_VRS: Final = LONG_VRS.union(b"AE AS AT CS DA DS DT FD FL IS LO LT PN SH SL SS ST TM UI UL US".split())

_STRUCTS: Final = {big: (Struct(">HH" if big else "<HH"), Struct(">L" if big else "<L")) for big in (False, True)}
_SHORTS: Final = {big: Struct(">H" if big else "<H") for big in (False, True)}


class Damaged(ValueError):
    """The bytes are no data set in this encoding."""


class Element(NamedTuple):
    """A data element; `at` is where its value lies in the file, `vr` is empty where it is implicit."""

    tag: int
    vr: bytes
    length: int
    at: int


@dataclass(frozen=True, slots=True)
class DataSet:
    """The elements of a file up to `end`, in an encoding. Every method raises Damaged, or OSError."""

    stream: BinaryIO
    end: int
    explicit: bool = True
    big_endian: bool = False

    def encoded(self, transfer_syntax_uid: str) -> DataSet:
        """The same bytes, read in this transfer syntax; one that is deflated has to be inflated first."""
        explicit = transfer_syntax_uid not in (IMPLICIT_LE, _GE_PRIVATE)
        return replace(self, explicit=explicit, big_endian=transfer_syntax_uid == EXPLICIT_BE)

    def elements(self, at: int) -> Iterator[Element]:
        """From there to the end."""
        while at < self.end:
            element = self.element(at)
            yield element
            at = self.after(element)

    def element(self, at: int) -> Element:
        """The one that begins there; its value is known to be within the file."""
        self.stream.seek(at)
        head = self.stream.read(12)
        if len(head) < 8 or at + 8 > self.end:
            raise Damaged("it ends within an element")
        group_and_element, long = _STRUCTS[self.big_endian]
        group, number = group_and_element.unpack_from(head)
        tag, vr, size = group << 16 | number, b"", 8
        if not self.explicit or group == 0xFFFE:
            length = long.unpack_from(head, 4)[0]
        elif (vr := head[4:6]) in LONG_VRS:
            size = 12
            if len(head) < size:
                raise Damaged("it ends within an element")
            length = long.unpack_from(head, 8)[0]
        elif vr in _VRS:
            length = _SHORTS[self.big_endian].unpack_from(head, 6)[0]
        else:
            raise Damaged("an element has no Value Representation")
        if length != UNDEFINED and at + size + length > self.end:
            raise Damaged("an element is longer than the file")
        return Element(tag, vr, length, at + size)

    def value(self, element: Element) -> bytes:
        """Its bytes, as many as there are."""
        self.stream.seek(element.at)
        return self.stream.read(element.length)

    def after(self, element: Element, depth: int = 0) -> int:
        """Where the next element begins."""
        if element.length != UNDEFINED:
            return element.at + element.length
        at = element.at
        for _, end in self.items(element, depth):
            at = end
        return at + 8  # the Sequence Delimitation Item

    def items(self, sequence: Element, depth: int = 0) -> Iterator[tuple[int, int]]:
        """Where each item's value begins, and where what follows it does. Fragments of pixel data are items too."""
        if depth == _DEEPEST:
            raise Damaged("its sequences are nested too deeply")
        # What has no known VR is in Implicit VR from there on (PS3.5 6.2.2, note 2).
        within = replace(self, explicit=False) if sequence.vr == b"UN" else self
        at = sequence.at
        end = self.end if sequence.length == UNDEFINED else sequence.at + sequence.length
        while at < end:
            item = within.element(at)
            if item.tag == _SEQUENCE_END and sequence.length == UNDEFINED:
                return
            if item.tag != _ITEM:
                raise Damaged("a sequence holds something else than items")
            at = within._item_end(item, depth + 1)
            yield item.at, at
        if sequence.length == UNDEFINED:
            raise Damaged("it ends within a sequence")

    def _item_end(self, item: Element, depth: int) -> int:
        if item.length != UNDEFINED:
            return item.at + item.length
        element = self.element(item.at)
        while element.tag != _ITEM_END:
            element = self.element(self.after(element, depth))
        return element.at
