"""Listening for associations: what the storage SCP, and the wait for storage commitment, have in common.

Each association has a thread of its own that blocks on its own socket.
"""

from __future__ import annotations

import errno
import logging
import select
import socket
import threading
import time
from contextlib import suppress
from types import TracebackType
from typing import ClassVar, Final, Self

from scu.dimse import command
from scu.dimse.association import Association, Network
from scu.dimse.command import Command
from scu.dimse.establish import NotForUs, accept, acceptor_tls
from scu.dimse.upper_layer import Released
from scu.errors import ListenProblem, ScuError

log = logging.getLogger(__name__)

# Seconds for a peer's releases at the end.
_GOODBYE: Final = 1.0


class Acceptor:
    """A context manager that listens while it is open.

    Attributes:
        port: where; what the system chose when it was asked for port 0.
        connections: how many connections there were.
        refused: those of them that were no association for us, or not to the end, in words.
        refusals: the same as errors, each with the address that it came from.
    """

    role: ClassVar[str]
    """What it is called in notes and errors."""
    roles: ClassVar[frozenset[str]] = frozenset()
    """The SOP classes whose SCP the requestor may be (PS3.7 D.3.3.4)."""

    def __init__(self, port: int, ae_title: str, *, bind: str | None = None, network: Network | None = None) -> None:
        self.ae_title = ae_title
        self.connections = 0
        self.refused: list[str] = []
        self.refusals: list[tuple[str, ScuError]] = []
        self._network = network or Network()
        self._secure = acceptor_tls(self._network)
        self._listener = self._listen(port, bind)
        self.port: int = self._listener.getsockname()[1]
        self._wake, self._stop = socket.socketpair()
        self._acceptor = threading.Thread(target=self._accept, name=self.role)
        self._changed = threading.Condition()
        self._sockets: dict[threading.Thread, socket.socket] = {}
        self._associations: dict[threading.Thread, Association] = {}
        self._ending = False
        self._last_active = time.monotonic()

    def supports(self, abstract_syntax: str) -> bool:
        """Whether it takes a SOP class."""
        raise NotImplementedError

    def take(self, association: Association, context_id: int, request: Command) -> None:
        """Take a request that is no C-ECHO, and answer it."""
        raise NotImplementedError

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

    def _accept(self) -> None:
        poll = select.poll()
        for waited in (self._listener, self._wake):
            poll.register(waited, select.POLLIN)
        with self._listener:
            while not any(fd == self._wake.fileno() for fd, _ in poll.poll()):
                try:
                    sock, address = self._listener.accept()
                    handle = sock.dup()  # to end it by; TLS takes the socket itself over
                except OSError as error:
                    log.info("a connection went away before it was accepted: %s", error)
                    continue
                self.connections += 1
                host = str(address[0]).removeprefix("::ffff:")
                thread = threading.Thread(target=self._serve, args=(sock, host), name=f"association of the {self.role}")
                with self._changed:
                    self._sockets[thread] = handle
                thread.start()

    def _serve(self, sock: socket.socket, host: str) -> None:
        this = threading.current_thread()
        try:
            association = accept(sock, self.ae_title, self.supports, self._network, self._secure, self.roles)
            with self._changed:
                self._associations[this] = association
            # A peer may need its time, to fetch from tape between two objects: who waits decides how long is too long.
            association.wire.silence = None
            self._converse(association)
        except NotForUs as error:
            self._refuse(host, error)
            log.warning("the %s turned away %s", self.role, error.message)
        except ScuError as error:
            if not self._ending:
                self._refuse(host, error)
                log.warning("at the %s: %s", self.role, error.message)
        finally:
            with self._changed:
                self._last_active = time.monotonic()
                self._sockets.pop(this).close()
                self._associations.pop(this, None)
                self._changed.notify_all()

    def _refuse(self, host: str, error: ScuError) -> None:
        self.refused.append(error.message)
        self.refusals.append((host, error))

    def _converse(self, association: Association) -> None:
        with association:
            while True:
                association.wire.doing = "waiting for the next request"
                try:
                    context_id, request = association.receive()
                except Released:
                    return
                if request.field == command.C_ECHO_RQ:
                    association.send(context_id, command.response(request, 0))
                else:
                    self.take(association, context_id, request)

    def not_taken(self, association: Association, request: Command) -> ScuError:
        """Abort for a request that has no place here, and return the error to raise."""
        return association.nonsense(f"a {self.role} takes no message of type {request.field:04X}", 2)

    def _listen(self, port: int, bind: str | None) -> socket.socket:
        """A listening socket: on one address, or on all, of both IP versions where the system has both."""
        both = bind is None and socket.has_dualstack_ipv6()
        family = socket.AF_INET6 if both or ":" in (bind or "") else socket.AF_INET
        try:
            return socket.create_server((bind or "", port), family=family, dualstack_ipv6=both, backlog=64)
        except OSError as error:
            where = f"{bind or 'all addresses'} port {port}"
            reason = str(error.strerror).partition(" (while")[0]  # Python adds what is said here already
            raise ListenProblem(
                f"the {self.role} cannot listen on {where}: {reason}",
                cause="another program, or another scu, listens there" if error.errno == errno.EADDRINUSE else "",
                remedy="give a free port with --port-scp; it has to be the one that the server has for our AE title",
            ) from error
