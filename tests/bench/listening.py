"""A blocking server: a thread for each connection, until it is killed."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress

from tests.peers.processes import LOCALHOST
from tests.peers.scripted import Closed

_BACKLOG = 128


def listen(port: int, handle: Callable[[socket.socket], None]) -> None:
    """Handle every connection; that the other side goes away ends it."""

    def talk(connection: socket.socket) -> None:
        with connection, suppress(Closed, ConnectionError):
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            handle(connection)

    with socket.create_server((LOCALHOST, port), backlog=_BACKLOG) as listener:
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=talk, args=(connection,), daemon=True).start()


def wait_less(connection: socket.socket) -> None:
    """Acknowledge what comes at once, where the system lets us; the kernel forgets this with every read."""
    if hasattr(socket, "TCP_QUICKACK"):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
