"""Several taps as one, and the numbers by which all of them speak of a connection."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import TypeAlias

from scu.dimse.tap import Connection, Tap, Tapping

Maker: TypeAlias = Callable[[int, Connection], Tap]
"""Makes the tap of a connection; they are numbered from 1 in the order in which they come to stand."""


def numbered(makers: Sequence[Maker]) -> Tapping:
    """What makes one tap of several for each connection."""
    numbers = itertools.count(1)

    def tap(connection: Connection) -> Tap:
        number = next(numbers)
        return _Several([make(number, connection) for make in makers])

    return tap


class _Several:
    """What is interrupted in its middle, by a second Ctrl-C, is told nothing any more: it would make no sense of it."""

    def __init__(self, taps: Sequence[Tap]) -> None:
        self._taps = taps

    def sent(self, buffers: Sequence[bytes | memoryview]) -> None:
        self._tell(lambda tap: tap.sent(buffers))

    def received(self, data: memoryview) -> None:
        self._tell(lambda tap: tap.received(data))

    def closed(self, error: OSError | None) -> None:
        self._tell(lambda tap: tap.closed(error))

    def _tell(self, what: Callable[[Tap], None]) -> None:
        taps, self._taps = self._taps, ()
        for tap in taps:
            what(tap)
        self._taps = taps
