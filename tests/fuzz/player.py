"""A peer at a real port that says the same whatever it hears; and a caller that does."""

from __future__ import annotations

import select
import socket
import threading
from contextlib import suppress
from functools import cache
from queue import Queue

from tests.peers.processes import LOCALHOST

_PATIENCE = 20.0


class Player:
    """A server for the whole of a process: it says all it has to say to everyone, and listens to the end."""

    def __init__(self) -> None:
        self._listener = socket.create_server((LOCALHOST, 0))
        self.port: int = self._listener.getsockname()[1]
        self._data = b""
        self._heard: Queue[Queue[bytes]] = Queue()
        threading.Thread(target=self._serve, daemon=True, name="player").start()

    def begin(self, data: bytes) -> None:
        """What to say from now on."""
        self._data, self._heard = data, Queue()

    def heard(self) -> bytes:
        """What was heard in the first connection, when it has ended; nothing where there was none."""
        return b"" if self._heard.empty() else self._heard.get().get(timeout=_PATIENCE)

    def _serve(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            heard: Queue[bytes] = Queue()
            self._heard.put(heard)
            threading.Thread(target=_play, args=(connection, self._data, heard), name="player's connection").start()


def _play(connection: socket.socket, data: bytes, heard: Queue[bytes]) -> None:
    heard.put(exchange(connection, data))


@cache
def player() -> Player:
    """The one of this process."""
    return Player()


def exchange(sock: socket.socket, data: bytes) -> bytes:
    """Say it, say no more, and return what is heard until the other side says no more either; then hang up."""
    heard, left = bytearray(), memoryview(data)
    with sock, suppress(OSError):
        sock.setblocking(False)
        if not left:
            sock.shutdown(socket.SHUT_WR)
        while True:
            readable, writable, _ = select.select([sock], [sock] if left else [], [], _PATIENCE)
            if writable:
                left = left[_sent(sock, left) :]
                if not left:
                    sock.shutdown(socket.SHUT_WR)
            if readable:
                piece = sock.recv(1 << 16)
                if not piece:
                    break
                heard += piece
            elif not writable:
                break
    return bytes(heard)


def _sent(sock: socket.socket, data: memoryview) -> int:
    """How many bytes went; all, where nobody takes them any more."""
    try:
        return sock.send(data)
    except (BrokenPipeError, ConnectionResetError):
        return len(data)
