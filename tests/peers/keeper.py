"""A pynetdicom server with storage commitment: it answers on the same association, or calls back, or not at all."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from pydicom.dataset import Dataset
from pydicom.uid import UID
from pynetdicom import AE, ALL_TRANSFER_SYNTAXES, AllStoragePresentationContexts, build_role, evt
from pynetdicom.dimse_messages import N_ACTION_RSP
from pynetdicom.dimse_primitives import C_STORE, N_ACTION

from tests.peers.processes import LOCALHOST

AE_TITLE: Final = "KEEPER"
VERIFICATION: Final = "1.2.840.10008.1.1"
PUSH_MODEL: Final = "1.2.840.10008.1.20.1"
PUSH_MODEL_INSTANCE: Final = "1.2.840.10008.1.20.1.1"


@dataclass
class Keeper:
    """What the server got, and what it says.

    Attributes:
        failures: the Failure Reason for an instance; for all others it commits itself.
        unnamed: instances that its answers do not mention.
        call_back: the port to answer to, None to answer on the same association.
        called: the AE title that it calls back.
        role: whether it asks for the SCP role when it calls back (PS3.7 D.3.3.4).
        silent: whether it answers at all.
        transaction: the UID that it answers with, if not the right one.
        event_type: the same for the event type.
        status: of its N-ACTION responses.
        refused: instances that it does not even store.
        requests: the action informations that it got.
        responses: our statuses to its reports.
        roles: what was agreed on when it called back: whether it is SCU, and SCP.
    """

    port: int = 0
    failures: dict[UID, int] = field(default_factory=dict)
    unnamed: frozenset[UID] = frozenset()
    call_back: int | None = None
    called: str = "SCU"
    role: bool = True
    silent: bool = False
    transaction: str = ""
    event_type: int = 0
    status: int = 0x0000
    refused: frozenset[UID] = frozenset()
    stored: list[UID] = field(default_factory=list)
    requests: list[Dataset] = field(default_factory=list)
    responses: list[int] = field(default_factory=list)
    roles: list[tuple[bool, bool]] = field(default_factory=list)
    rejected: int = 0
    associations: int = 0

    def __post_init__(self) -> None:
        self._threads: list[threading.Thread] = []

    @property
    def address(self) -> str:
        return f"{AE_TITLE}@{LOCALHOST}:{self.port}"

    def handlers(self) -> list[evt.EventHandlerType]:
        return [
            (evt.EVT_ACCEPTED, self._accepted),
            (evt.EVT_C_STORE, self._store),
            (evt.EVT_N_ACTION, self._act),
            (evt.EVT_DIMSE_SENT, self._sent),
        ]

    def _accepted(self, event: evt.Event) -> None:
        self.associations += 1

    def _store(self, event: evt.Event) -> int:
        request = event.request
        assert isinstance(request, C_STORE)
        uid = UID(request.AffectedSOPInstanceUID or "")
        if uid in self.refused:
            return 0xA700
        self.stored.append(uid)
        return 0x0000

    def _act(self, event: evt.Event) -> tuple[int, None]:
        request = event.request
        assert isinstance(request, N_ACTION)
        assert event.action_type == 1
        assert request.RequestedSOPClassUID == PUSH_MODEL
        assert request.RequestedSOPInstanceUID == PUSH_MODEL_INSTANCE
        self.requests.append(event.action_information)
        return self.status, None

    def _sent(self, event: evt.Event) -> None:
        """After our N-ACTION-RSP comes the report, in a thread of its own: this one has an association to serve."""
        if isinstance(event.message, N_ACTION_RSP) and not self.silent and self.status == 0:
            thread = threading.Thread(target=self._report, args=(event, self.requests[-1]))
            self._threads.append(thread)
            thread.start()

    def _report(self, event: evt.Event, request: Dataset) -> None:
        information, failed = self._information(request)
        report = information, self.event_type or (2 if failed else 1), PUSH_MODEL, PUSH_MODEL_INSTANCE
        if self.call_back is None:
            self._note(event.assoc.send_n_event_report(*report)[0])
            return
        entity = AE(AE_TITLE)
        entity.add_requested_context(PUSH_MODEL)
        roles = [build_role(PUSH_MODEL, scp_role=True)] if self.role else []
        association = entity.associate(LOCALHOST, self.call_back, ae_title=self.called, ext_neg=list(roles))
        if not association.is_established:
            self.rejected += 1
            return
        (context,) = association.accepted_contexts
        self.roles.append((bool(context.as_scu), bool(context.as_scp)))
        if not self.role:
            # pynetdicom's own SCU does not report; others do without having asked.
            context._as_scp = True
        self._note(association.send_n_event_report(*report)[0])
        association.release()

    def _note(self, response: Dataset) -> None:
        assert "Status" in response, "no response to a report of storage commitment"
        self.responses.append(int(response.Status))

    def _information(self, request: Dataset) -> tuple[Dataset, bool]:
        named = [item for item in request.ReferencedSOPSequence if item.ReferencedSOPInstanceUID not in self.unnamed]
        failed = [item for item in named if item.ReferencedSOPInstanceUID in self.failures]
        information = Dataset()
        information.TransactionUID = self.transaction or request.TransactionUID
        committed = [item for item in named if item not in failed]
        if committed:
            information.ReferencedSOPSequence = committed
        if failed:
            for item in failed:
                item.FailureReason = self.failures[item.ReferencedSOPInstanceUID]
            information.FailedSOPSequence = failed
        return information, bool(failed)

    def finish(self) -> None:
        """Wait until every report is sent."""
        for thread in self._threads:
            thread.join(timeout=30)
            assert not thread.is_alive()


@contextmanager
def keeping_scp(keeper: Keeper | None = None) -> Iterator[Keeper]:
    """Run the server until the block ends."""
    keeper = keeper or Keeper()
    entity = AE(ae_title=AE_TITLE)
    for context in AllStoragePresentationContexts:
        entity.add_supported_context(context.abstract_syntax or "", ALL_TRANSFER_SYNTAXES)
    entity.add_supported_context(PUSH_MODEL)
    entity.add_supported_context(VERIFICATION)
    server = entity.start_server((LOCALHOST, 0), block=False, evt_handlers=keeper.handlers())
    assert server is not None and server.socket is not None
    keeper.port = server.socket.getsockname()[1]
    try:
        yield keeper
        keeper.finish()
    finally:
        server.shutdown()
