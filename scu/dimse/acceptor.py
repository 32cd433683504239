"""Listening for associations: what the storage SCP, and the wait for storage commitment, have in common.

Each association has a thread of its own that blocks on its own socket.
"""

from __future__ import annotations

import errno
import logging
import select
import socket
import threading
from contextlib import ExitStack, suppress
from types import TracebackType
from typing import ClassVar, Final, Self

from scu.dimse import command
from scu.dimse.admission import Gatekeeper, Limits, Place
from scu.dimse.association import Association
from scu.dimse.command import Command
from scu.dimse.establish import accept, acceptor_tls
from scu.dimse.network import Network
from scu.dimse.refusals import Refusals, TurnedAway
from scu.dimse.upper_layer import Released
from scu.errors import ListenProblem, ScuError

log = logging.getLogger(__name__)

# Seconds for a peer's releases at the end.
_GOODBYE: Final = 1.0
# Connections that the system keeps for us until they are accepted.
_BACKLOG: Final = 64
# Milliseconds until a connection is tried again to be taken that there was no room for in this process.
_RELIEF: Final = 200
_EXHAUSTED: Final = frozenset((errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM))
_MOST_NOTES: Final = 10


class Acceptor:
    """A context manager that listens while it is open.

    Args:
        limits: who may connect, and how much comes of it.
        peer_host: from where connections are expected; empty where that is not known.

    Raises:
        UsageError, Unresolved: nobody is meant by one of the limits.
        ListenProblem: the port cannot be listened on.

    Attributes:
        port: where; what the system chose when it was asked for port 0.
        connections: how many connections there were.
        refusals: those of them that were no association for us, or not to the end.
        gatekeeper: who decides about them.
    """

    role: ClassVar[str]
    """What it is called in notes and errors."""
    roles: ClassVar[frozenset[str]] = frozenset()
    """The SOP classes whose SCP the requestor may be (PS3.7 D.3.3.4)."""

    def __init__(
        self,
        port: int,
        ae_title: str,
        *,
        bind: str | None = None,
        network: Network | None = None,
        limits: Limits | None = None,
        peer_host: str = "",
    ) -> None:
        self.ae_title = ae_title
        self.connections = 0
        self.refusals = Refusals()
        self._network = network or Network()
        self.limits = limits or Limits()
        self.gatekeeper = Gatekeeper(self.limits, peer_host, direct=self._network.proxy is None)
        self._secure = acceptor_tls(self._network)
        self._listener = self._listen(port, bind)
        self.port: int = self._listener.getsockname()[1]
        self._wake, self._stop = socket.socketpair()
        self._acceptor = threading.Thread(target=self._accept, name=self.role)
        self._changed = threading.Condition()
        self._sockets: dict[threading.Thread, socket.socket] = {}
        self._associated = 0
        self._notes = 0
        self._surprising: set[str] = set()
        self._late = 0  # connections that were taken when all was over
        self._ending = False

    @property
    def refused(self) -> list[str]:
        """The first of those that were no association for us, or not to the end, in words."""
        return self.refusals.words

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

    def _accept(self) -> None:
        coming, ending = select.poll(), select.poll()
        coming.register(self._listener, select.POLLIN)
        for poll in (coming, ending):
            poll.register(self._wake, select.POLLIN)
        with self._listener:
            while not self._is_over(coming):
                try:
                    sock, address = self._listener.accept()
                except OSError as error:
                    log.info("a connection could not be accepted: %s", error)
                    if error.errno in _EXHAUSTED:  # it waits in the kernel, which would say so again at once
                        ending.poll(_RELIEF)
                    continue
                self.connections += 1
                self._admit(sock, str(address[0]).removeprefix("::ffff:"))

    def _is_over(self, poll: select.poll) -> bool:
        """Wait for a connection, or for the end; which of them it is. Who called before the end is heard first."""
        ready = {descriptor for descriptor, _ in poll.poll()}
        if self._wake.fileno() not in ready:
            return False
        self._late += 1
        return self._listener.fileno() not in ready or self._late > _BACKLOG

    def _admit(self, sock: socket.socket, host: str) -> None:
        """Serve a connection in a thread of its own, or close it before anything of it is read."""
        with ExitStack() as unserved:
            unserved.callback(sock.close)
            try:
                place = self.gatekeeper.enter(host)
                unserved.callback(place.leave)
                handle = sock.dup()  # to end it by; TLS takes the socket itself over
                unserved.callback(handle.close)
                thread = threading.Thread(
                    target=self._serve, args=(sock, host, place), name=f"association of the {self.role}"
                )
                with self._changed:
                    self._sockets[thread] = handle
                unserved.callback(self._sockets.pop, thread)
                thread.start()
                unserved.pop_all()
            except TurnedAway as error:
                self._refuse(host, error)
            except (OSError, RuntimeError) as error:  # no descriptor, or no thread, for it
                self._refuse(host, TurnedAway(f"{host}: {error}", str(error), cause="this machine is exhausted"))

    def _serve(self, sock: socket.socket, host: str, place: Place) -> None:
        try:
            association = accept(
                sock, self.ae_title, self.supports, self._network, self._secure, self.roles, place.seat
            )
            with self._changed:
                self._associated += 1
            self._tell_of(host, association.peer.calling_ae_title)
            self._converse(association)
        except ScuError as error:
            if isinstance(error, TurnedAway) or not self._ending:
                self._refuse(host, error, associated=place.seated)
        except (OSError, ImportError) as error:  # as above
            self._refuse(host, TurnedAway(f"{host}: {error}", str(error), cause="this machine is exhausted"))
        finally:
            place.leave()
            with self._changed:
                self._sockets.pop(threading.current_thread()).close()
                self._changed.notify_all()

    def _refuse(self, host: str, error: ScuError, *, associated: bool = False) -> None:
        self.refusals.add(host, error, associated=associated)
        turned_away = isinstance(error, TurnedAway)
        self._note("the %s turned away %s" if turned_away else "at the %s: %s", self.role, error.message)

    def _tell_of(self, host: str, title: str) -> None:
        """Note who has an association with us and is not the peer: many archives send from another node."""
        if host in self._surprising or self._notes > _MOST_NOTES or self.gatekeeper.is_expected(host):
            return
        self._surprising.add(host)
        self._note(
            "%r has an association with the %s from %s, which is no address of %s; --only-peer or --accept-from say "
            "who may",
            *(title, self.role, host, self.gatekeeper.peer),
        )

    def _note(self, text: str, *arguments: object) -> None:
        """Tell of what any stranger can bring about; not without end."""
        with self._changed:
            self._notes += 1
            number = self._notes
        if number <= _MOST_NOTES:
            log.warning(text, *arguments)
        elif number == _MOST_NOTES + 1:
            log.warning("there is more of that at the %s, which is only counted from here on", self.role)

    def meet(self, association: Association) -> None:
        """Take note of where the peer is that will call back: the other end of an association of ours."""
        self.gatekeeper.meet(association.wire.peer_address)

    def _converse(self, association: Association) -> None:
        wire = association.wire
        # A peer may need its time, to fetch from tape between two objects; within a message it has the usual one.
        wire.silence = self.limits.idle_timeout
        with association:
            while True:
                wire.doing = "waiting for the next request"
                try:
                    context_id, request = association.receive()
                except Released:
                    return
                if not association.contexts[context_id].accepted:
                    raise association.nonsense("a message in a presentation context that is not accepted", 2)
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
            listener = socket.create_server((bind or "", port), family=family, dualstack_ipv6=both, backlog=_BACKLOG)
            listener.setblocking(False)  # a connection may go away before it is accepted
            return listener
        except OSError as error:
            where = f"{bind or 'all addresses'} port {port}"
            reason = str(error.strerror).partition(" (while")[0]  # Python adds what is said here already
            raise ListenProblem(
                f"the {self.role} cannot listen on {where}: {reason}",
                cause="another program, or another scu, listens there" if error.errno == errno.EADDRINUSE else "",
                remedy="give a free port with --port-scp; it has to be the one that the server has for our AE title",
            ) from error
