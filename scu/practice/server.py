"""A server for practice: echo, store, find, move and get over a folder, on pynetdicom's own SCP.

It is no PACS: it knows nobody, checks nothing, keeps its index in memory, and listens on this machine alone
unless it is told otherwise. It shares no code of the wire with the rest of scu, so it is an independent peer.
"""

import errno
import logging
import os
import re
import socket
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from socketserver import BaseServer
from types import TracebackType
from typing import TYPE_CHECKING, cast
from uuid import uuid4

from pydicom import dcmread
from pydicom.dataset import Dataset
from pynetdicom import AE, VerificationPresentationContexts, _config, evt
from pynetdicom.dsutils import encode
from pynetdicom.transport import ThreadedAssociationServer

from scu.errors import ListenProblem
from scu.practice import contexts
from scu.practice.answers import Query, Refusal, retrieved
from scu.practice.index import UNREADABLE, Index, Instance

if TYPE_CHECKING:
    from pynetdicom.dimse_primitives import C_STORE
    from pynetdicom.events import Event, EventHandlerType

log = logging.getLogger(__name__)

Answer = tuple[int | Dataset, Dataset | None]

_SUCCESS, _CANCEL, _PENDING, _PENDING_WITHOUT_SOME_KEYS = 0x0000, 0xFE00, 0xFF00, 0xFF01
_UNKNOWN_DESTINATION = 0xA801
_POLL_SECONDS = 0.05
# Digits and dots, and neither first nor last: no other name can be made of a UID that a peer sent.
_SAFE_UID = re.compile(r"[0-9]+(\.[0-9]+)*")


class PracticeServer:
    """The server, as a context manager that listens from its beginning to its end.

    Args:
        folder: where its objects are, and where those go that are stored.
        ae_title: its own; called by any other it answers too.
        port: the port to listen on; 0 takes a free one.
        bind: the address to listen on.
        peers: the move destinations, AE title to host and port.

    Raises:
        FileProblem: the folder cannot be read.
        ListenProblem: it cannot listen there.
    """

    def __init__(
        self,
        folder: Path,
        *,
        ae_title: str = "PRACTICE",
        port: int = 0,
        bind: str = "127.0.0.1",
        peers: Mapping[str, tuple[str, int]] | None = None,
    ) -> None:
        self.folder = folder
        self.ae_title = ae_title
        self.port = port
        self.bind = bind
        self.peers = dict(peers or {})
        self._ended = threading.Event()

    @property
    def address(self) -> str:
        """AET@host:port, to be called by."""
        host = f"[{self.bind}]" if ":" in self.bind else self.bind
        return f"{self.ae_title}@{host}:{self.port}"

    def __enter__(self) -> "PracticeServer":
        self._index = Index(self.folder)
        # These would log whole identifiers, and patients with them, at INFO.
        _config.LOG_REQUEST_IDENTIFIERS = _config.LOG_RESPONSE_IDENTIFIERS = False
        self._ae = AE(self.ae_title)
        self._ae.maximum_associations = 50
        self._ae.maximum_pdu_size = 131072
        self._ae.connection_timeout = 10
        handlers: list[EventHandlerType] = [
            (evt.EVT_CONN_OPEN, _without_delay),
            (evt.EVT_REQUESTED, self._negotiate),
            (evt.EVT_C_STORE, self._store),
            (evt.EVT_C_FIND, self._find),
            (evt.EVT_C_MOVE, self._move),
            (evt.EVT_C_GET, self._get),
        ]
        try:
            # What else is supported depends on what a requestor proposes: see _negotiate.
            self._server = self._ae.make_server(
                (self.bind, self.port),
                contexts=VerificationPresentationContexts,
                evt_handlers=handlers,
                server_class=ThreadedAssociationServer,
            )
        except OSError as error:
            raise _listen_problem(self.bind, self.port, error) from error
        self.port = self._server.server_address[1]
        # As start_server(block=False) does it, which would take half a second to notice its end.
        threading.Thread(target=self._server.serve_forever, args=(_POLL_SECONDS,), daemon=True).start()
        log.info("%s listens", self.address)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        BaseServer.shutdown(self._server)
        self._server.server_close()
        for association in self._server.active_associations:
            association.abort()

    def wait(self) -> None:
        """Serve until Ctrl-C, or until the server ends."""
        try:
            self._ended.wait()
        except KeyboardInterrupt:
            log.info("%s ends", self.address)

    def _negotiate(self, event: "Event") -> None:
        """Decide on the contexts of one association, knowing what is proposed and what the folder holds."""
        requestor = event.assoc.requestor
        to_send = [uid for uid, role in requestor.role_selection.items() if role.scp_role]
        event.assoc.acceptor.supported_contexts = contexts.accepted(requestor.requested_contexts, to_send, self._index)

    def _store(self, event: "Event") -> Dataset:
        """C-STORE: write the object's bytes as they came."""
        try:
            self._keep(event)
        except Refusal as refusal:
            log.debug("C-STORE refused: %s", refusal)
            return _status(refusal.status, refusal.comment)
        return _status(_SUCCESS)

    def _keep(self, event: "Event") -> None:
        request = cast("C_STORE", event.request)
        uid = str(request.AffectedSOPInstanceUID)
        if not _SAFE_UID.fullmatch(uid):
            raise Refusal(0x0117, "The SOP Instance UID is no UID")
        path = self.folder / f"{uid}.dcm"
        try:
            encoded = event.encoded_dataset()
            instance = Instance.read(path, encoded)
        except UNREADABLE as error:
            raise Refusal(0xC000, f"Cannot understand: {error}") from error
        if (instance.value("SOPClassUID"), instance.value("SOPInstanceUID")) != (request.AffectedSOPClassUID, uid):
            raise Refusal(0xA900, "The data set has other SOP UIDs than the command")
        try:
            _write(path, encoded)
        except OSError as error:
            raise Refusal(0xA700, f"Cannot be written: {error.strerror}") from error
        self._index.add(instance)

    def _find(self, event: "Event") -> Iterator[Answer]:
        """C-FIND."""
        try:
            query = Query(self._index, event.identifier, str(event.context.abstract_syntax), self.ae_title)
        except Refusal as refusal:
            yield _status(refusal.status, refusal.comment), None
            return
        pending = _PENDING if query.all_supported else _PENDING_WITHOUT_SOME_KEYS
        for reply in query.replies():
            if event.is_cancelled:
                yield _CANCEL, None
                return
            yield pending, reply
            _sent(event)

    def _move(self, event: "Event") -> Iterator[object]:
        """C-MOVE: where to, how many, and then each object, as pynetdicom wants it."""
        title = event.move_destination or ""
        try:
            if title not in self.peers:
                raise Refusal(_UNKNOWN_DESTINATION, f"Unknown move destination {title}")
            instances = retrieved(self._index, event.identifier, str(event.context.abstract_syntax))
        except Refusal as refusal:
            event.assoc.bind(evt.EVT_DIMSE_SENT, _refuse, [refusal])
            yield None, None
            return
        host, port = self.peers[title]
        if instances:
            unreachable = Refusal(_UNKNOWN_DESTINATION, f"No association with {title} at {host}:{port}")
            event.assoc.bind(evt.EVT_DIMSE_SENT, _refuse, [unreachable])
        yield (
            host,
            port,
            {
                "contexts": contexts.proposed(instances),
                "evt_handlers": [(evt.EVT_CONN_OPEN, _without_delay)],
            },
        )
        yield len(instances)
        event.assoc.unbind(evt.EVT_DIMSE_SENT, _refuse)
        yield from _objects(event, instances)

    def _get(self, event: "Event") -> Iterator[object]:
        """C-GET: how many, and then each object."""
        try:
            instances = retrieved(self._index, event.identifier, str(event.context.abstract_syntax))
        except Refusal as refusal:
            event.assoc.bind(evt.EVT_DIMSE_SENT, _refuse, [refusal])
            yield 0
            return
        yield len(instances)
        yield from _objects(event, instances)


def _objects(event: "Event", instances: Iterable[Instance]) -> Iterator[Answer]:
    """The objects of a C-MOVE or C-GET; pynetdicom sends and counts them."""
    for instance in instances:
        if event.is_cancelled:
            yield _CANCEL, None
            return
        yield _PENDING, _loaded(instance)


def _loaded(instance: Instance) -> Dataset:
    """The whole object; of one that can no longer be read its UID alone, which fails and is listed as failed."""
    try:
        return dcmread(instance.path)
    except UNREADABLE as why:
        log.warning("%s can no longer be read: %s", instance.path, why)
        remains = Dataset()
        remains.SOPInstanceUID = instance.value("SOPInstanceUID")
        return remains


def _refuse(event: "Event", refusal: Refusal) -> None:
    """Give the response that is on its way out the status and the Error Comment of a refusal.

    A handler cannot say either to pynetdicom for a C-MOVE or C-GET that fails before its first sub-operation:
    of itself it answers A801 without a comment, or success.
    """
    event.assoc.unbind(evt.EVT_DIMSE_SENT, _refuse)
    command = event.message.command_set
    if command.Status in (_SUCCESS, _UNKNOWN_DESTINATION):
        command.Status = refusal.status
        command.ErrorComment = refusal.comment
        del command.CommandGroupLength
        command.CommandGroupLength = len(encode(command, True, True) or b"")


def _sent(event: "Event") -> None:
    """Wait until every response so far is out: pynetdicom reads no C-CANCEL while it has more to send."""
    while event.assoc.is_established and not event.assoc.dul.to_provider_queue.empty():
        time.sleep(0.0005)


def _without_delay(event: "Event") -> None:
    """Turn Nagle's algorithm off, which pynetdicom leaves on: it costs 40 ms an object."""
    if event.assoc.dul.socket and event.assoc.dul.socket.socket:
        event.assoc.dul.socket.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _status(code: int, comment: str = "") -> Dataset:
    status = Dataset()
    status.Status = code
    if comment:
        status.ErrorComment = comment
    return status


def _write(path: Path, encoded: bytes) -> None:
    """Write the file whole or not at all."""
    temporary = path.with_name(f".{uuid4().hex}.part")
    try:
        temporary.write_bytes(encoded)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def _listen_problem(bind: str, port: int, error: OSError) -> ListenProblem:
    remedies = {
        errno.EADDRINUSE: "Choose another port, or end the program that has this one",
        errno.EACCES: "Choose a port of 1024 or above: those below are the administrator's",
        errno.EADDRNOTAVAIL: "Bind to an address of this machine",
    }
    return ListenProblem(
        f"Port {port} of {bind} cannot be listened on",
        cause=error.strerror or str(error),
        remedy=remedies.get(error.errno or 0, "Check the address and the port"),
    )
