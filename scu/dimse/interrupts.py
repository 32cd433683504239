"""Ctrl-C while an association is open: the first asks it to end in order, the second ends it at once.

Signals belong to the process, so there is one state for it. A wait on a socket also watches `fileno()`, so that it
wakes for a signal; what the first Ctrl-C then means (C-CANCEL, or stop before the next object) is the service's
to say. Without `caught()`, as in a program that uses scu as a library, Ctrl-C raises KeyboardInterrupt as ever.
"""

from __future__ import annotations

import select
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

from scu.errors import Interrupted

# What ends a process, or the session that it belongs to, does not wait for a server's last word.
_NO_QUESTION: Final = (signal.SIGTERM, signal.SIGHUP)

_wake: socket.socket | None = None
_count = 0
_open_associations = 0
_lock = threading.Lock()


def requested() -> bool:
    """Whether Ctrl-C was pressed since the association was opened."""
    return _count > 0


def fileno() -> int:
    """What to poll beside a socket, readable for good after Ctrl-C; -1 where signals are not ours.

    It is never emptied: every wait of every thread shall see it.
    """
    return _wake.fileno() if _wake is not None else -1


def pause(seconds: float) -> None:
    """Wait before something is tried again.

    Raises:
        Interrupted: at once after Ctrl-C, if that is deferred.
    """
    poll = select.poll()
    if fileno() >= 0:
        poll.register(fileno(), select.POLLIN)
    poll.poll(seconds * 1000)
    if requested():
        raise Interrupted("interrupted while waiting to try again")


def wait(sock: socket.socket, event: int, seconds: float) -> bool:
    """Wait so long for a socket that is no association yet; whether it is ready.

    Raises:
        KeyboardInterrupt: after Ctrl-C, in whatever thread.
    """
    poll = select.poll()
    poll.register(sock, event)
    if fileno() >= 0:
        poll.register(fileno(), select.POLLIN)
    ready = {found for found, _ in poll.poll(max(0.0, seconds) * 1000)}
    if ready - {sock.fileno()}:
        raise KeyboardInterrupt
    return bool(ready)


@contextmanager
def deferred() -> Iterator[None]:
    """While this is open, the first Ctrl-C is only remembered."""
    global _open_associations
    with _lock:
        _open_associations += 1
    try:
        yield
    finally:
        with _lock:
            _open_associations -= 1


@contextmanager
def caught() -> Iterator[None]:
    """Handle SIGINT, SIGTERM and SIGHUP for the time of one command (main thread only).

    One that is ignored, as SIGINT in a shell's background job and SIGHUP under nohup are, stays so.
    """
    global _wake, _count
    _count = 0
    receiving, sending = socket.socketpair()
    receiving.setblocking(False)
    sending.setblocking(False)
    _wake = receiving
    former_fd = signal.set_wakeup_fd(sending.fileno(), warn_on_full_buffer=False)
    heeded = [it for it in (signal.SIGINT, *_NO_QUESTION) if signal.getsignal(it) is not signal.SIG_IGN]
    former = {number: signal.signal(number, _handle) for number in heeded}
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(former_fd)
        _wake = None
        receiving.close()
        sending.close()


def _handle(number: int, frame: FrameType | None) -> None:
    global _count
    _count += 1
    if _count > 1 or not _open_associations or number in _NO_QUESTION:
        raise KeyboardInterrupt
