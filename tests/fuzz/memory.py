"""A wire without a network: what a peer says is there from the start, and what we say is kept."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from scu.dimse.wire import Wire

_CAPACITY = 2 * 512 * 1024 + 6


class Fed(Wire):
    """A wire that is fed.

    Attributes:
        said: what we sent.
        is_closed: whether we hung up.
    """

    def __init__(self, data: bytes, sock: socket.socket) -> None:
        super().__init__(sock, _CAPACITY)
        self._source = memoryview(data)
        self.said = bytearray()
        self.is_closed = False

    def _receive(self, into: memoryview) -> int:
        piece = self._source[: min(len(into), 1000)]
        self._source = self._source[len(piece) :]
        into[: len(piece)] = piece
        return len(piece)

    def _transmit(self, batch: list[bytes | memoryview]) -> int:
        for buffer in batch:
            self.said += buffer
        return sum(map(len, batch))

    def _poll(self, event: int, limit: float | None) -> bool:
        return True

    def hang_up(self) -> None:
        self.close()

    def close(self) -> None:
        self.is_closed = True


@contextmanager
def fed(data: bytes) -> Iterator[Fed]:
    """A wire that `data` comes over, and then the end."""
    with socket.socket() as sock:
        yield Fed(data, sock)
