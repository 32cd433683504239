"""The embedded storage SCP behind --port-scp: where a C-MOVE sends to (PS3.4 B.2, C.4.2).

It listens before the request goes out. Each association has a thread of its own that blocks on its own socket; what
arrives is appended to a list, which the mover looks at ten times a second.
"""

from __future__ import annotations

import errno
import logging
import select
import socket
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from types import TracebackType
from typing import Final, Self

from scu.dimse import command
from scu.dimse.association import Association, Network
from scu.dimse.contexts import VERIFICATION, is_storage
from scu.dimse.establish import NotForUs, accept, acceptor_tls
from scu.dimse.incoming import receive_instance
from scu.dimse.upper_layer import Released
from scu.errors import ListenProblem, ScuError
from scu.results import Instance, Retrieving, SubOperations
from scu.storage.receive import Receiver

log = logging.getLogger(__name__)

# Seconds: for what the peer counted and has not sent yet, where it may still come; and for its releases at the end.
_LINGER: Final = 5.0
_GOODBYE: Final = 1.0


class StorageSCP:
    """A context manager that listens while it is open.

    Attributes:
        port: where; what the system chose when it was asked for port 0.
        receiver: where the objects go.
        connections: how many connections there were.
        refused: those of them that were no association for us, in words.
    """

    def __init__(
        self, port: int, ae_title: str, receiver: Receiver, *, bind: str | None = None, network: Network | None = None
    ) -> None:
        self.ae_title = ae_title
        self.receiver = receiver
        self.connections = 0
        self.refused: list[str] = []
        self._network = network or Network()
        self._secure = acceptor_tls(self._network)
        self._listener = _listen(port, bind)
        self.port: int = self._listener.getsockname()[1]
        self._wake, self._stop = socket.socketpair()
        self._acceptor = threading.Thread(target=self._accept, name="storage SCP")
        self._changed = threading.Condition()
        self._sockets: dict[threading.Thread, socket.socket] = {}
        self._associations: dict[threading.Thread, Association] = {}
        self._instances: list[Instance] = []
        self._stored = self._taken = 0
        self._earlier = 0, 0  # connections and objects of the requests before
        self._ending = False
        self._last_active = time.monotonic()

    def __enter__(self) -> Self:
        self._acceptor.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End: associations get a moment to be released, or none after an error."""
        self._stop.close()
        self._acceptor.join()
        with self._changed:
            if kind is None:
                self._changed.wait_for(lambda: not self._sockets, _GOODBYE)
            self._ending = True
            open_sockets = dict(self._sockets)
        for thread, sock in open_sockets.items():
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
            thread.join()
        self._wake.close()

    @property
    def active_at(self) -> float:
        """When the last bytes came, by the monotonic clock."""
        with self._changed:
            received = [association.wire.received_at for association in self._associations.values()]
            return max([self._last_active, *received])

    def arrived(self) -> list[Instance]:
        """What came since the last call."""
        new = self._instances[self._taken :]
        self._taken += len(new)
        return new

    def linger(self, last: Retrieving) -> None:
        """Wait, after a final response, for the objects that it counts and that are not here yet.

        Some peers answer before they have sent everything. The wait ends when all are here, or a few seconds after
        the last byte; there is none where nothing is due, or after a failure without counts. Without counts, open
        associations are waited for.
        """
        counts = last.sub_operations
        counted = [count for count in (counts.completed, counts.warning) if count is not None]
        began = time.monotonic()
        connections, stored = self._earlier
        due = stored + sum(counted)

        def complete() -> bool:
            if not counted and not last.status.ok:
                return True
            return self._stored >= due if counted else self.connections > connections and not self._sockets

        allowance = _LINGER if counted or self.connections > connections else _GOODBYE
        with self._changed:
            while not complete():
                left = max(began, self.active_at) + allowance - time.monotonic()
                if left <= 0:
                    break
                self._changed.wait(left)
            self._earlier = self.connections, self._stored

    def _accept(self) -> None:
        poll = select.poll()
        for waited in (self._listener, self._wake):
            poll.register(waited, select.POLLIN)
        with self._listener:
            while not any(fd == self._wake.fileno() for fd, _ in poll.poll()):
                try:
                    sock, _ = self._listener.accept()
                    handle = sock.dup()  # to end it by; TLS takes the socket itself over
                except OSError as error:
                    log.info("a connection went away before it was accepted: %s", error)
                    continue
                self.connections += 1
                thread = threading.Thread(target=self._serve, args=(sock,), name="storage association")
                with self._changed:
                    self._sockets[thread] = handle
                thread.start()

    def _serve(self, sock: socket.socket) -> None:
        this = threading.current_thread()
        try:
            association = accept(sock, self.ae_title, _supported, self._network, self._secure)
            with self._changed:
                self._associations[this] = association
            # A peer may fetch from tape between two objects: the mover decides how long is too long.
            association.wire.silence = None
            self._receive(association)
        except NotForUs as error:
            self.refused.append(error.message)
            log.warning("the storage SCP turned away %s", error.message)
        except ScuError as error:
            if not self._ending:
                self.refused.append(error.message)
                log.warning("at the storage SCP: %s", error.message)
        finally:
            with self._changed:
                self._last_active = time.monotonic()
                self._sockets.pop(this).close()
                self._associations.pop(this, None)
                self._changed.notify_all()

    def _receive(self, association: Association) -> None:
        with association:
            while True:
                association.wire.doing = "waiting for the next object"
                try:
                    context_id, request = association.receive()
                except Released:
                    return
                if request.field == command.C_ECHO_RQ:
                    association.send(context_id, command.response(request, 0))
                elif request.field == command.C_STORE_RQ:
                    source = association.peer.calling_ae_title
                    self._add(receive_instance(association, context_id, request, self.receiver, source))
                else:
                    raise association.nonsense(f"a storage SCP takes no message of type {request.field:04X}", 2)

    def _add(self, instance: Instance) -> None:
        with self._changed:
            self._instances.append(instance)
            self._stored += instance.status is not None and instance.status.ok
            self._changed.notify_all()


class SharedStorageSCP:
    """The storage SCP as one of several moves sees it: what arrives is told elsewhere, and what is due waited for once.

    Attributes:
        receiver: where the objects go.
    """

    def __init__(self, scp: StorageSCP) -> None:
        self.receiver = scp.receiver
        self._scp = scp
        self._ends: list[Retrieving] = []

    @property
    def active_at(self) -> float:
        return self._scp.active_at

    def arrived(self) -> Sequence[Instance]:
        """Nothing: no move knows which objects are its own."""
        return ()

    def linger(self, last: Retrieving) -> None:
        """Only remember what is due."""
        self._ends.append(last)

    def rest(self) -> list[Instance]:
        """Wait for what is due to all moves together, and return it."""
        counts = [end.sub_operations for end in self._ends]
        succeeded = [end.status for end in self._ends if end.status.ok]
        known = [count for each in counts for count in (each.completed, each.warning) if count is not None]
        if self._ends:
            together = SubOperations(completed=sum(known) if known else None)
            self._scp.linger(Retrieving((succeeded or [self._ends[0].status])[0], together))
        return self._scp.arrived()


def _supported(abstract_syntax: str) -> bool:
    return abstract_syntax == VERIFICATION or is_storage(abstract_syntax)


def _listen(port: int, bind: str | None) -> socket.socket:
    """A listening socket: on one address, or on all, of both IP versions where the system has both."""
    both = bind is None and socket.has_dualstack_ipv6()
    family = socket.AF_INET6 if both or ":" in (bind or "") else socket.AF_INET
    try:
        return socket.create_server((bind or "", port), family=family, dualstack_ipv6=both, backlog=64)
    except OSError as error:
        where = f"{bind or 'all addresses'} port {port}"
        reason = str(error.strerror).partition(" (while")[0]  # Python adds what is said here already
        raise ListenProblem(
            f"the storage SCP cannot listen on {where}: {reason}",
            cause="another program, or another scu, listens there" if error.errno == errno.EADDRINUSE else "",
            remedy="give a free port with --port-scp; it has to be the one that the server has for our AE title",
        ) from error
