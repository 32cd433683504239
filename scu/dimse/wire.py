"""A socket with limits: every wait ends, and what the network says becomes an error of ours here and only here.

TCP_NODELAY always; TCP_QUICKACK (where it exists) before every read, since the kernel drops it by itself: it frees
a peer whose Nagle algorithm waits for our ACK, 40 ms an object. The socket does not block; reads and writes are
tried first and polled for only when the kernel has nothing, so that a busy transfer pays for no poll.
"""

from __future__ import annotations

import errno
import logging
import mmap
import select
import socket
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from scu.dimse import interrupts
from scu.dimse.patience import LEAST, Patience
from scu.errors import Aborted, ScuError

if TYPE_CHECKING:
    from scu.dimse.tap import Connection, Tap

log = logging.getLogger(__name__)

_QUICKACK: Final[int | None] = getattr(socket, "TCP_QUICKACK", None)
_MAX_BUFFERS: Final = 512  # IOV_MAX is 1024 on Linux and BSD, 16 is the least that POSIX promises
_LONG: Final = 32 * 1024
# How long a closed association waits for the peer to hang up, so that our last PDU is not lost to a reset.
_LAST_WORD: Final = 1.0
# What a wait to write has after Ctrl-C.
_PRESSED: Final = 5.0
# A wait that is over sooner is not looked at any closer.
_MOMENT: Final = 0.1


def give_up() -> None:
    """What an interrupt does where there is nothing to end in order."""
    raise KeyboardInterrupt


class HungUp(Aborted):
    """The connection ended without an A-ABORT: the peer has gone, and may come back."""


class Wire(Patience):
    """Bytes to and from one peer.

    Attributes:
        on_interrupt: called once, when Ctrl-C comes while waiting to read; it raises KeyboardInterrupt
            unless a service has something better to do.
        halfway: whether a part of what was sent last is still to go: what went out now would be taken for the rest.
        received_at: when the last bytes came, by the monotonic clock.
        peer_address, peer_port: where the other end is.
        tap: who is told what goes to and fro, if anybody is.
    """

    def __init__(self, sock: socket.socket, capacity: int, *, total: float | None = None) -> None:
        super().__init__(total)
        self._sock = sock
        self.tap: Tap | None = None
        self._memory = memoryview(mmap.mmap(-1, capacity))  # none is taken before it is used, as by a silent caller
        self._start = self._end = 0
        self.on_interrupt: Callable[[], None] = give_up
        self._interrupted = False
        self._pressed = False
        self.halfway = False
        self._received = 0
        self.received_at = time.monotonic()
        try:
            sock.setblocking(False)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError as error:
            raise self._lost(error) from error
        try:
            address, port = sock.getpeername()[:2]
        except OSError:  # gone already; what it has said is still to be read
            address, port = "nowhere", 0
        self.peer_address = _plain(address)
        self.peer_port = int(port)

    def connection(self, *, accepted: bool) -> Connection:
        """Who is connected, for a tap."""
        from scu.dimse.tap import Connection

        try:
            address, port = self._sock.getsockname()[:2]
        except OSError:
            address, port = "nowhere", 0
        return Connection((_plain(address), int(port)), (self.peer_address, self.peer_port), accepted, self.security)

    @property
    def local_address(self) -> str:
        """Where this end is, as the route to the peer has it."""
        return _plain(self._sock.getsockname()[0])

    @property
    def security(self) -> str:
        """What protects it: protocol and cipher suite, or nothing."""
        return ""

    def take(self, size: int) -> memoryview:
        """The next `size` bytes, in memory that the following call may reuse.

        Raises:
            Aborted: the connection ended before.
            TimedOut: silence, or the total time is over.
        """
        while self._end - self._start < size:
            self._fill(size)
        taken = self._memory[self._start : self._start + size]
        self._start += size
        return taken

    def _fill(self, size: int) -> None:
        if self._start + size > len(self._memory):
            rest = self._end - self._start
            self._memory[:rest] = self._memory[self._start : self._end]
            self._start, self._end = 0, rest
        elif self._start == self._end:
            self._start = self._end = 0
        # The rest of a long PDU is read just to its end: what would come behind it would have to be moved.
        upto = self._start + size if size > _LONG else len(self._memory)
        if not self._read(upto):
            raise HungUp(
                f"the peer closed the connection while {self.doing}",
                cause="it ended or crashed, or something between closed the connection",
                remedy="look into the peer's log, or ask its administrator to",
            )

    def _read(self, upto: int) -> int:
        while True:
            # In a busy transfer there is always something to read, and never a wait.
            self._heed_interrupt()
            self.check_deadline()
            try:
                if _QUICKACK is not None:
                    self._sock.setsockopt(socket.IPPROTO_TCP, _QUICKACK, 1)
                count = self._receive(self._memory[self._end : upto])
            except BlockingIOError:
                self._wait(select.POLLIN)
                continue
            except OSError as error:
                raise self._lost(error) from error
            if self.tap is not None:
                self.tap.received(self._memory[self._end : self._end + count])
            self._end += count
            self._received += count
            self.received_at = time.monotonic()
            return count

    def _receive(self, into: memoryview) -> int:
        """One read: how many bytes came, 0 at the end. BlockingIOError: none yet."""
        return self._sock.recv_into(into)

    def _transmit(self, batch: list[bytes | memoryview]) -> int:
        """One gathered write: how many bytes went. BlockingIOError: the kernel has no room."""
        return self._sock.sendmsg(batch)

    @property
    def heard(self) -> bool:
        """Whether anything came at all."""
        return self._received > 0

    def buffered(self) -> bool:
        """Whether there are bytes that `take` has not given out yet."""
        return self._end > self._start

    def ready(self, seconds: float) -> bool:
        """Wait so long for something to read; whether there is."""
        return self.buffered() or self._poll(select.POLLIN, time.monotonic() + seconds)

    def send(self, buffers: Sequence[bytes | memoryview]) -> None:
        """Write all of it, gathered: one system call where the kernel has room.

        Raises:
            Aborted: the connection is lost.
            TimedOut: the peer takes nothing more.
        """
        self.check_deadline()
        at, count = 0, len(buffers)
        while at < count:
            batch = list(buffers[at : at + _MAX_BUFFERS])
            at += len(batch)
            while batch:
                batch = self._send_some(batch)
            self.halfway = at < count

    def _send_some(self, batch: list[bytes | memoryview]) -> list[bytes | memoryview]:
        """What is left to write of it."""
        try:
            written = self._transmit(batch)
        except BlockingIOError:
            self._wait(select.POLLOUT)
            return batch
        except OSError as error:
            raise self._lost(error) from error
        if self.tap is not None:
            from scu.dimse.tap import first

            self.tap.sent(first(batch, written))
        for index, buffer in enumerate(batch):
            if written < len(buffer):
                self.halfway = True
                return [memoryview(buffer)[written:], *batch[index + 1 :]]
            written -= len(buffer)
        return []

    def _wait(self, event: int) -> None:
        """Wait until the socket can be read or written.

        Raises:
            TimedOut: silence, or too little, or the time for all of it is over.
        """
        while True:
            limit, before = self._limit(event), self._woken
            soon = time.monotonic() + _MOMENT
            if self._poll(event, soon if limit is None else min(soon, limit)):
                return
            unsent = self._unsent()
            if before == self._woken and self._poll(event, limit):
                return
            self.check_deadline()
            # What is done about an interrupt may leave the peer less time than it had. And a peer cannot answer what
            # it lacks: on a slow way much of it is still in our kernel.
            if before == self._woken and not self._drains(unsent):
                raise self.silent(self._received if event == select.POLLIN else None)
            self.again()

    def _limit(self, event: int) -> float | None:
        if event == select.POLLIN:
            return self.until(self._received, begun=self.buffered())
        self.check_deadline()
        return self.until_written()

    def _unsent(self) -> int:
        """How many bytes that we wrote have not arrived at the peer's side, where the system tells."""
        import fcntl
        import termios

        try:
            return int.from_bytes(fcntl.ioctl(self._sock, termios.TIOCOUTQ, bytes(4)), sys.byteorder)
        except OSError:
            return 0

    def _drains(self, before: int) -> bool:
        left = self._unsent()
        return left < before and (not left or before - left >= LEAST)

    def _poll(self, event: int, limit: float | None) -> bool:
        """Whether the socket is ready; not so at the limit, or after an interrupt."""
        poll = select.poll()
        poll.register(self._sock, event)
        reading = event == select.POLLIN
        wake = -1 if self._interrupted or (self._pressed and not reading) else interrupts.fileno()
        if wake >= 0:
            poll.register(wake, select.POLLIN)
        while True:
            if reading and self._heed_interrupt():
                return False
            seconds = None if limit is None else max(0.0, limit - time.monotonic())
            ready = poll.poll(None if seconds is None else seconds * 1000)
            if any(fd != wake for fd, _ in ready):
                return True
            if ready and reading:
                self._heed_interrupt(woken=True)
            elif ready:  # in the middle of a PDU nothing can be sent about an interrupt
                self._pressed = True
                self.press(_PRESSED)
            if ready or (limit is not None and time.monotonic() >= limit):
                return False

    @property
    def _woken(self) -> tuple[bool, bool]:
        return self._interrupted, self._pressed

    def look_up(self) -> None:
        """Heed an interrupt, and the total time: where much was read at once, and takes its time, no wait does."""
        self._heed_interrupt()
        self.check_deadline()

    def ignore_interrupts(self) -> None:
        """For a wire whose end is decided elsewhere."""
        self._interrupted = True

    def _heed_interrupt(self, *, woken: bool = False) -> bool:
        """Do what is to be done about the first interrupt; whether it came.

        `woken` says that it did, in a thread that may be ahead of the one that handles signals.
        """
        if self._interrupted or not (woken or interrupts.requested()):
            return False
        self._interrupted = True
        self.on_interrupt()
        return True

    def _lost(self, error: OSError) -> HungUp:
        self._untap(error)
        reset = error.errno in (errno.ECONNRESET, errno.EPIPE)
        return HungUp(
            f"the connection was {'reset by the peer' if reset else 'lost'} while {self.doing}",
            comment="" if reset else str(error.strerror or error),
            cause="it ended or crashed, or something between closed the connection",
            remedy="look into the peer's log, or ask its administrator to",
        )

    def hang_up(self) -> None:
        """Close; wait a bounded moment for the peer to do so first, since a reset could overtake our last PDU."""
        limit = time.monotonic() + _LAST_WORD
        self.ignore_interrupts()  # it ends in any case
        try:
            self._sock.shutdown(socket.SHUT_WR)
            # By the clock, too: a peer that has more and more to say is never waited for.
            while self._poll(select.POLLIN, limit) and self._drain() and time.monotonic() < limit:
                pass
        except (OSError, ScuError, KeyboardInterrupt) as error:
            log.debug("closing: %s", error)
        self.close()

    def _drain(self) -> int:
        """Read what nobody wants to know any more, save a tap; 0 at the end."""
        count = self._receive(self._memory)
        if self.tap is not None:
            self.tap.received(self._memory[:count])
        return count

    def shut(self) -> None:
        """End every wait of this wire, from another thread."""
        with suppress(OSError):
            self._sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._untap(None)
        self._sock.close()

    def _untap(self, error: OSError | None) -> None:
        tap, self.tap = self.tap, None
        if tap is not None:
            tap.closed(error)


def _plain(address: object) -> str:
    """An address without what an IPv4 peer has at a socket of both versions."""
    return str(address).removeprefix("::ffff:")
