"""One direction of an association, byte by byte: what each byte is, however they come.

Nothing is held back and nothing is kept but the few bytes of a header, so that it costs no memory whatever a peer
sends. What makes no sense is passed on as what it may be at the worst.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from enum import Enum, auto
from struct import Struct
from typing import Final, TypeAlias

from scu.dimse import pdu
from scu.dimse.associate_pdu import FIXED, IDENTITY_AC, IDENTITY_RQ, USER_INFORMATION


class Role(Enum):
    """What bytes are."""

    HEADER = auto()  # of a PDU
    SHORT = auto()  # the rest of a PDU of ten bytes
    ITEM = auto()  # the header of an item of an A-ASSOCIATE PDU
    ASSOCIATE = auto()  # the rest of such a PDU
    SECRET = auto()  # a field of a user identity; or what may be one
    VALUE = auto()  # the header of a presentation data value
    COMMAND = auto()
    DATA = auto()
    BROKEN = auto()  # no sense, and perhaps a part of a data set
    DOUBTFUL = auto()  # no sense, and perhaps a user identity
    ODD = auto()  # no DICOM at all
    END = auto()  # of a PDU; no byte


Piece: TypeAlias = tuple[Role, memoryview, bool]
"""Bytes of one role, and whether they are the last of what began: a header, an item, a fragment."""
_Grammar: TypeAlias = Generator[tuple[Role, int], bytes, None]

_READ: Final = frozenset((Role.HEADER, Role.ITEM, Role.VALUE))
_ITEM_LENGTH: Final = 4
_FOREVER: Final = 1 << 62
_ANY_LENGTH: Final = (1 << 32) - 1
_value = Struct(">LBB")
_item = Struct(">BxH")
_identity = Struct(">BBH")
_count = Struct(">H")


class Splitter:
    """Cuts what comes into pieces."""

    def __init__(self) -> None:
        self._grammar = _pdus()
        self._role, self._left = next(self._grammar)
        self._held = b""

    def feed(self, data: memoryview) -> Iterator[Piece]:
        """The pieces of what comes next; together they are `data`."""
        at, end = 0, len(data)
        while at < end or not self._left:
            count = min(self._left, end - at)
            piece = data[at : at + count]
            at += count
            self._left -= count
            if self._role in _READ:
                self._held += piece
            yield self._role, piece, not self._left
            if not self._left:
                held, self._held = self._held, b""
                self._role, self._left = self._grammar.send(held)


def _pdus() -> _Grammar:
    """PS3.8 9.3. Headers are sent in when they are whole."""
    has_data = False
    while True:
        header = yield Role.HEADER, pdu.HEADER_LENGTH
        try:
            kind, length = pdu.parse_header(header, _ANY_LENGTH)
        except pdu.MalformedPDU:
            associating = header[0] in (pdu.ASSOCIATE_RQ, pdu.ASSOCIATE_AC)
            broken = Role.BROKEN if has_data or header[0] == pdu.P_DATA else Role.ODD
            yield Role.DOUBTFUL if associating else broken, _FOREVER
            return
        if kind == pdu.P_DATA:
            has_data = True
            yield from _values(length)
        elif kind in (pdu.ASSOCIATE_RQ, pdu.ASSOCIATE_AC):
            yield Role.ASSOCIATE, FIXED.size
            yield from _items(length - FIXED.size)
        else:
            yield Role.SHORT, length
        yield Role.END, 0


def _values(left: int) -> _Grammar:
    """PS3.8 9.3.5."""
    while left:
        if left < pdu.PDV_OVERHEAD:
            break
        length, _, control = _value.unpack((yield Role.VALUE, pdu.PDV_OVERHEAD))
        left -= pdu.PDV_OVERHEAD
        length -= 2
        if not 0 <= length <= left:
            break
        yield Role.COMMAND if control & pdu.COMMAND else Role.DATA, length
        left -= length
    else:
        return
    yield Role.BROKEN, left


def _items(left: int, *, within: bool = False) -> _Grammar:
    """PS3.8 9.3.2: items, and those within the user information."""
    while left:
        if left < _ITEM_LENGTH:
            break
        kind, length = _item.unpack((yield Role.ITEM, _ITEM_LENGTH))
        left -= _ITEM_LENGTH
        if length > left:
            break
        left -= length
        if kind == USER_INFORMATION and not within:
            yield from _items(length, within=True)
        elif kind == IDENTITY_RQ and length >= _identity.size:
            _, _, primary = _identity.unpack((yield Role.ITEM, _identity.size))
            yield from _fields(length - _identity.size, primary)
        elif kind == IDENTITY_AC and length >= _count.size:
            yield Role.ITEM, _count.size
            yield Role.SECRET, length - _count.size
        else:
            yield Role.SECRET if kind in (IDENTITY_RQ, IDENTITY_AC) else Role.ASSOCIATE, length
    else:
        return
    yield Role.SECRET, left


def _fields(left: int, primary: int) -> _Grammar:
    """The fields of a user identity, and between them the length of the second (PS3.7 table D.3-14)."""
    if primary + _count.size <= left:
        yield Role.SECRET, primary
        yield Role.ITEM, _count.size
        left -= primary + _count.size
    yield Role.SECRET, left
