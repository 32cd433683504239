"""Zero bytes in place of what a capture may not show: secrets always, data sets where they are not wanted either."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from struct import Struct
from typing import Final

from scu.capture import associating
from scu.capture.stream import Role, Splitter
from scu.dimse import confided, pdu
from scu.dimse.contexts import EXPLICIT_BE, IMPLICIT_LE
from scu.dimse.pdu import MalformedPDU

_SECRETS: Final = frozenset((Role.SECRET, Role.DOUBTFUL))
_DATA_SETS: Final = frozenset((Role.DATA, Role.BROKEN))
_WORDS: Final = frozenset((Role.COMMAND, Role.SHORT))  # of a peer, who may repeat a secret
_NEGOTIATION: Final = frozenset((Role.HEADER, Role.ITEM, Role.ASSOCIATE, Role.SECRET))
_value = Struct(">LBB")
_implicit = Struct("<HHL")
_explicit = Struct("<HH2sHL")
_explicit_big = Struct(">HH2sHL")
_PRIVATE: Final = (0x0009, 0x1001)


class Mask:
    """What one side says, blanked.

    Args:
        data_sets: whether they are blanked too.
        syntaxes: the transfer syntaxes by presentation context; both sides of an association share it.
    """

    def __init__(self, syntaxes: dict[int, str], *, data_sets: bool) -> None:
        self._splitter = Splitter()
        self._blank = _SECRETS | _DATA_SETS if data_sets else _SECRETS
        self._syntaxes = syntaxes
        self._pdu, self._value = bytearray(), bytearray()
        self._heading = b""
        self._before = 0  # bytes of this data set in earlier fragments

    def blank(self, buffers: Iterable[bytes | memoryview]) -> Iterator[bytes]:
        """The same number of bytes, and a cut after each PDU."""
        parts: list[bytes | memoryview] = []
        role = Role.END
        for buffer in buffers:
            for role, piece, done in self._splitter.feed(memoryview(buffer)):
                if role in self._blank:
                    parts.append(self._filled(len(piece)) if role is Role.DATA else bytes(len(piece)))
                else:
                    parts.append(confided.blanked(bytes(piece)) if role in _WORDS else piece)
                if role is Role.VALUE:
                    self._begin(piece, done)
                elif role in _NEGOTIATION:
                    self._pdu += parts[-1]
                elif role is Role.END:
                    self._learn()
                    yield b"".join(parts)
                    parts.clear()
        if rest := b"".join(parts):
            yield confided.blanked(rest) if role is Role.ODD else rest

    def _filled(self, count: int) -> bytes:
        heading, self._heading = self._heading[:count], self._heading[count:]
        return heading + bytes(count - len(heading))

    def _learn(self) -> None:
        """What an A-ASSOCIATE-AC says of transfer syntaxes."""
        whole = bytes(self._pdu)
        self._pdu.clear()
        self._heading = b""
        if whole[0] != pdu.ASSOCIATE_AC:
            return
        try:
            self._syntaxes.update(associating.accepted(associating.decode(whole)))
        except MalformedPDU:
            return

    def _begin(self, piece: memoryview, done: bool) -> None:
        """Begin a fragment. The last of a data set becomes one private element, as far as it has room for one.

        Zero bytes are elements of eight bytes to Wireshark; if any are left over at the end it loses the association.
        """
        self._value += piece
        if not done:
            return
        length, context_id, control = _value.unpack(self._value)
        self._value.clear()
        if Role.DATA not in self._blank:
            return
        if control & (pdu.COMMAND | pdu.LAST) == pdu.LAST:
            aligned = -self._before % 8
            self._heading = bytes(aligned) + self._element(context_id, length - 2 - aligned)
        self._before = 0 if control else self._before + length - 2

    def _element(self, context_id: int, length: int) -> bytes:
        syntax = self._syntaxes.get(context_id, IMPLICIT_LE)
        if syntax == IMPLICIT_LE:
            return _implicit.pack(*_PRIVATE, length - _implicit.size) if length >= _implicit.size else b""
        element = _explicit_big if syntax == EXPLICIT_BE else _explicit
        return element.pack(*_PRIVATE, b"UN", 0, length - element.size) if length >= element.size else b""
