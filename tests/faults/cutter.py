"""A proxy between scu and a real peer. It counts what passes, and at a point that a test names the peer dies."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum
from select import select

from tests.faults.pdus import AC, START, Direction
from tests.peers.processes import LOCALHOST

PATIENCE = 30.0
_QUICKACK = getattr(socket, "TCP_QUICKACK", None)
_RESET = struct.pack("ii", 1, 0)  # SO_LINGER: on, for no time


class Fault(Enum):
    """How a peer dies, as it is seen from the other end of the wire."""

    CLOSED = "closed"
    RESET = "reset"
    SILENT = "silent"
    HALF_CLOSED = "half-closed"


@dataclass(frozen=True)
class Point:
    """A place in a conversation: after the PDU of that name, or in the middle of it; the nameless one is its start."""

    name: str = START
    middle: bool = False

    def __str__(self) -> str:
        if self.name == START:
            return "at the start"
        return f"{'in' if self.middle else 'after'} {self.name}"


@dataclass
class Connection:
    """One that went through: the PDUs that passed whole, by name, in their order, and the objects among them.

    Attributes:
        requested: the SOP Instance UIDs of the C-STORE requests whose data set passed.
    """

    passed: list[str] = field(default_factory=list)
    requested: list[str] = field(default_factory=list)


class Cutter:
    """Listens at `port` and passes on to `target`, whichever of the two is scu.

    Attributes:
        target: the port where connections go.
        connections: those since `begin`.
        played: set when the fault has happened.
    """

    def __init__(self, port: int, *, scu_calls: bool) -> None:
        self._listener = socket.create_server((LOCALHOST, port), backlog=64)
        self._scu_calls = scu_calls
        self.port: int = self._listener.getsockname()[1]
        self._threads: list[threading.Thread] = []
        self._knock: tuple[str, int] | None = None
        self._heard = threading.Event()
        self.connections: list[Connection] = []
        self._accepting = threading.Thread(target=self._accept, name="cutter")
        self._accepting.start()
        self.begin(0)

    def begin(
        self,
        target: int,
        at: Point | None = None,
        fault: Fault = Fault.CLOSED,
        *,
        connection: int = 0,
        instead: Callable[[], None] | None = None,
    ) -> None:
        """Forget what was. The fault, if any, happens to that connection alone, counted from here on.

        Args:
            instead: is called in its place; it kills the peer, whose end then passes like all else.
        """
        self.finish()
        self.target, self._at, self._fault, self._number, self._instead = target, at, fault, connection, instead
        self.connections = []
        self.played = threading.Event()

    def finish(self) -> None:
        """Wait until all connections that were made have ended."""
        with socket.socket() as knock:
            knock.bind((LOCALHOST, 0))
            self._knock = knock.getsockname()
            self._heard.clear()
            knock.connect((LOCALHOST, self.port))
            assert self._heard.wait(PATIENCE)
        for thread in self._threads:
            thread.join(PATIENCE)
            assert not thread.is_alive(), "a connection did not end"
        self._threads.clear()

    def close(self) -> None:
        self.finish()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._accepting.join(PATIENCE)
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                caller, address = self._listener.accept()
                if address == self._knock:  # those before it have been accepted
                    caller.close()
                    self._heard.set()
                    continue
                at = self._at if len(self.connections) == self._number else None
                self.connections.append(Connection())
                serve = threading.Thread(target=self._serve, args=(caller, self.connections[-1], at))
                serve.start()
                self._threads.append(serve)

    def _serve(self, caller: socket.socket, connection: Connection, at: Point | None) -> None:
        with caller:
            try:
                called = socket.create_connection((LOCALHOST, self.target), timeout=PATIENCE)
            except OSError:
                return
            with called:
                scu, peer = (caller, called) if self._scu_calls else (called, caller)
                relay = _Relay(scu, peer, connection, at, self._die)
                with suppress(OSError):
                    relay.run()

    def _die(self, scu: socket.socket, peer: socket.socket) -> Fault | None:
        """The fault, as far as it is not of what passes from here on."""
        self.played.set()
        if self._instead is not None:
            self._instead()
            return None
        if self._fault is Fault.HALF_CLOSED:
            scu.shutdown(socket.SHUT_WR)
        elif self._fault is not Fault.SILENT:
            if self._fault is Fault.RESET:
                scu.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            scu.close()
            peer.close()
        return self._fault


class _Relay:
    """One thread for both directions of one connection, so that nothing passes by a cut."""

    def __init__(
        self,
        scu: socket.socket,
        peer: socket.socket,
        connection: Connection,
        at: Point | None,
        die: Callable[[socket.socket, socket.socket], Fault | None],
    ) -> None:
        self._scu, self._peer, self._connection, self._at, self._die = scu, peer, connection, at, die
        self._directions = {scu: Direction(), peer: Direction()}
        self._fault: Fault | None = None

    def run(self) -> None:
        for each in (self._scu, self._peer):
            each.settimeout(PATIENCE)
            each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self._at is not None and self._at.name == START:
            self._cut()
        open_ends = [self._scu, self._peer]
        while open_ends and not self._is_over():
            for source in select(open_ends, [], [], PATIENCE)[0] or [*open_ends]:
                if not self._is_over() and not self._pass_on(source):
                    open_ends.remove(source)
                    if self._fault is not None and source is self._scu:
                        return  # scu has given up

    def _is_over(self) -> bool:
        return self._fault in (Fault.CLOSED, Fault.RESET)

    def _pass_on(self, source: socket.socket) -> bool:
        """Pass on what came from there; whether there may be more."""
        target = self._peer if source is self._scu else self._scu
        if _QUICKACK is not None:
            source.setsockopt(socket.IPPROTO_TCP, _QUICKACK, 1)
        try:
            data = source.recv(1 << 18)
        except ConnectionResetError:
            self._reset(target)
            raise
        if not data:
            if self._passes(source):
                target.shutdown(socket.SHUT_WR)
            return False
        for name, whole in self._directions[source].pdus(data):
            self._pass(source, target, name, whole)
            if self._is_over():
                return False
        return True

    def _passes(self, source: socket.socket) -> bool:
        """Whether what comes from there still goes to the other side; a half-dead peer listens to an association."""
        still_listens = self._fault is Fault.HALF_CLOSED and AC in self._connection.passed
        return self._fault is None or (still_listens and source is self._scu)

    def _pass(self, source: socket.socket, target: socket.socket, name: str, whole: bytes) -> None:
        if not self._passes(source):
            return
        at, rest = self._at, whole
        if at is not None and at.name == name and at.middle:
            target.sendall(whole[: len(whole) // 2])
            rest = whole[len(whole) // 2 :]
            self._cut()
        if self._fault is not None and not self._passes(source):
            return
        target.sendall(rest)
        if name == START:
            return
        self._connection.passed.append(name)
        if name.startswith("C-STORE-RQ") and name.endswith("data set"):
            self._connection.requested.append(self._directions[source].stored[-1])
        if at is not None and at.name == name and not at.middle:
            self._cut()

    def _cut(self) -> None:
        self._at = None
        self._fault = self._die(self._scu, self._peer)
        if self._fault is Fault.HALF_CLOSED and not self._passes(self._scu):
            self._peer.shutdown(socket.SHUT_RDWR)

    def _reset(self, target: socket.socket) -> None:
        target.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)


@contextmanager
def cutting(port: int = 0, *, scu_calls: bool = True) -> Iterator[Cutter]:
    """Run one until the block ends; `scu_calls` is whether the connections come from scu, and not from the peer."""
    cutter = Cutter(port, scu_calls=scu_calls)
    try:
        yield cutter
    finally:
        cutter.close()
