"""A pynetdicom server that writes down what it got, and that answers as a test asks."""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from pydicom.dataset import Dataset
from pydicom.uid import UID, CTImageStorage
from pynetdicom import (
    AE,
    ALL_TRANSFER_SYNTAXES,
    AllStoragePresentationContexts,
    BasicWorklistManagementPresentationContexts,
    QueryRetrievePresentationContexts,
    VerificationPresentationContexts,
    evt,
)
from pynetdicom.dimse_primitives import C_MOVE, C_STORE
from pynetdicom.pdu_primitives import A_ASSOCIATE
from pynetdicom.presentation import PresentationContext, build_context

from tests.peers.instances import Made
from tests.peers.processes import LOCALHOST

AE_TITLE = "RECORDER"
PENDING, CANCELLED = 0xFF00, 0xFE00

DEFAULT_CONTEXTS = [
    *VerificationPresentationContexts,
    *QueryRetrievePresentationContexts,
    *BasicWorklistManagementPresentationContexts,
    *(
        build_context(context.abstract_syntax or "", ALL_TRANSFER_SYNTAXES)
        for context in AllStoragePresentationContexts
    ),
]


@dataclass(frozen=True)
class Stored:
    """A C-STORE as it arrived; `data` is the data set's bytes."""

    sop_class: UID
    uid: UID
    transfer_syntax: UID
    data: bytes


@dataclass(frozen=True)
class Asked:
    """A C-FIND, C-GET or C-MOVE as it arrived."""

    model: UID
    identifier: Dataset
    destination: str | None = None


@dataclass(frozen=True)
class Secured:
    """How TLS was agreed on: protocol version, cipher suite, and the client's certificate, if it showed one."""

    version: str
    cipher: str
    certificate: bytes | None


@dataclass
class Recorder:
    """What the server got, and what it answers: a status, or a Dataset of Status and ErrorComment."""

    port: int = 0
    ae_title: str = AE_TITLE
    status: int | Dataset = 0x0000
    store_statuses: dict[UID, int | Dataset] = field(default_factory=dict)
    matches: Sequence[Dataset] = ()
    instances: Sequence[Made] = ()
    destinations: dict[str, int] = field(default_factory=dict)
    requests: list[A_ASSOCIATE] = field(default_factory=list)
    secured: list[Secured] = field(default_factory=list)
    echoes: int = 0
    stored: list[Stored] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    cancelled: bool = False
    released: int = 0
    aborted: int = 0

    @property
    def address(self) -> str:
        return f"{self.ae_title}@{LOCALHOST}:{self.port}"

    def handlers(self) -> list[evt.EventHandlerType]:
        return [
            (evt.EVT_REQUESTED, self._request),
            (evt.EVT_RELEASED, self._release),
            (evt.EVT_ABORTED, self._abort),
            (evt.EVT_C_ECHO, self._echo),
            (evt.EVT_C_STORE, self._store),
            (evt.EVT_C_FIND, self._find),
            (evt.EVT_C_GET, self._get),
            (evt.EVT_C_MOVE, self._move),
        ]

    def _request(self, event: evt.Event) -> None:
        request = event.assoc.requestor.primitive
        assert request is not None
        self.requests.append(request)
        transport = event.assoc.dul.socket
        if transport and isinstance(transport.socket, ssl.SSLSocket):
            cipher = transport.socket.cipher()
            assert cipher is not None
            certificate = transport.socket.getpeercert(True)
            self.secured.append(Secured(transport.socket.version() or "", cipher[0], certificate))

    def _release(self, event: evt.Event) -> None:
        self.released += 1

    def _abort(self, event: evt.Event) -> None:
        self.aborted += 1

    def _echo(self, event: evt.Event) -> int | Dataset:
        self.echoes += 1
        return self.status

    def _store(self, event: evt.Event) -> int | Dataset:
        request = event.request
        assert isinstance(request, C_STORE)
        uid = UID(request.AffectedSOPInstanceUID or "")
        stored = Stored(
            UID(request.AffectedSOPClassUID or ""),
            uid,
            event.context.transfer_syntax,
            event.encoded_dataset(include_meta=False),
        )
        self.stored.append(stored)
        return self.store_statuses.get(uid, self.status)

    def _ask(self, event: evt.Event) -> None:
        destination = event.move_destination if isinstance(event.request, C_MOVE) else None
        self.asked.append(Asked(UID(event.request.AffectedSOPClassUID or ""), event.identifier, destination))

    def _find(self, event: evt.Event) -> Iterator[tuple[int | Dataset, Dataset | None]]:
        self._ask(event)
        for match in self.matches:
            if event.is_cancelled:
                self.cancelled = True
                yield CANCELLED, None
                return
            yield PENDING, match
        yield self.status, None

    def _get(self, event: evt.Event) -> Iterator[object]:
        self._ask(event)
        yield self._count()
        yield from self._sub_operations(event)

    def _move(self, event: evt.Event) -> Iterator[object]:
        self._ask(event)
        port = self.destinations.get(event.move_destination or "")
        if port is None:
            yield None, None
            return
        contexts = [build_context(made.sop_class, made.transfer_syntax) for made in self.instances]
        yield LOCALHOST, port, {"contexts": contexts or [build_context(CTImageStorage)]}
        yield self._count()
        yield from self._sub_operations(event)

    def _count(self) -> int:
        """How many sub-operations there will be; with none pynetdicom ends with success whatever the status."""
        return len(self.instances) or int(self.status != 0)

    def _sub_operations(self, event: evt.Event) -> Iterator[tuple[int | Dataset, Dataset | None]]:
        if self.status != 0:
            yield self.status, None
            return
        for made in self.instances:
            if event.is_cancelled:
                self.cancelled = True
                yield CANCELLED, None
                return
            yield PENDING, made.read()


@contextmanager
def recording_scp(
    recorder: Recorder | None = None,
    contexts: Sequence[PresentationContext] = DEFAULT_CONTEXTS,
    host: str = LOCALHOST,
    tls: ssl.SSLContext | None = None,
) -> Iterator[Recorder]:
    """Run the server until the block ends; `contexts` are those that it accepts."""
    recorder = recorder or Recorder()
    entity = AE(ae_title=recorder.ae_title)
    for context in contexts:
        entity.add_supported_context(
            context.abstract_syntax or "", context.transfer_syntax, scu_role=True, scp_role=True
        )
    server = entity.start_server((host, 0), block=False, evt_handlers=recorder.handlers(), ssl_context=tls)
    assert server is not None and server.socket is not None
    recorder.port = server.socket.getsockname()[1]
    try:
        yield recorder
    finally:
        server.shutdown()


def failing(status: int, comment: str) -> Dataset:
    """A status with an Error Comment (0000,0902)."""
    answer = Dataset()
    answer.Status = status
    answer.ErrorComment = comment
    return answer
