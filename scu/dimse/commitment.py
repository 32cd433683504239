"""Storage commitment, push model (PS3.4 annex J): the peer is asked to keep objects safe, and says which it will.

The request is an N-ACTION. The answer, an N-EVENT-REPORT, comes when the peer has looked: on the same association, or
on one that it makes itself, to where it believes our AE title to listen. So both ends put what they hear in a ledger.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final
from uuid import uuid4

from scu import implementation, querystore, values
from scu.dimse import command, contexts, interrupts
from scu.dimse.acceptor import Acceptor
from scu.dimse.admission import Limits
from scu.dimse.association import Association
from scu.dimse.command import Command
from scu.dimse.contexts import VERIFICATION, Proposal
from scu.dimse.ledger import Answer, Ledger
from scu.dimse.negotiation import Context
from scu.dimse.network import Network
from scu.dimse.status import status_of
from scu.errors import Aborted, Interrupted, Partial
from scu.results import Commitment
from scu.results import Final as Ended

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

PUSH_MODEL: Final = "1.2.840.10008.1.20.1"
_WELL_KNOWN: Final = "1.2.840.10008.1.20.1.1"
_REQUEST: Final = 1
"""The action type (PS3.4 J.3.2.1)."""
_SUCCESSFUL, _FAILURES_EXIST = 1, 2
"""Event types (PS3.4 J.3.3.1)."""

_SOP_CLASS_NOT_SUPPORTED: Final = 0x0122
_NO_SUCH_EVENT_TYPE: Final = 0x0113

_MOST: Final = 10_000
"""Instances in a transaction: the request stays below 2 MB."""
_PATIENCE: Final = 5.0
"""Seconds that our association stays open where we listen too: some peers call back only when it is released."""
_GATHERING: Final = 0.05
_INTERRUPTED: Final = "interrupted before storage commitment was answered"


class CommitmentSCU(Acceptor):
    """Where a peer calls that answers on an association of its own."""

    role: ClassVar[str] = "storage commitment SCU"
    roles: ClassVar[frozenset[str]] = frozenset({PUSH_MODEL})

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
        super().__init__(port, ae_title, bind=bind, network=network, limits=limits, peer_host=peer_host)
        self.ledger = Ledger()

    def supports(self, abstract_syntax: str) -> bool:
        return abstract_syntax in (VERIFICATION, PUSH_MODEL)

    def take(self, association: Association, context_id: int, request: Command) -> None:
        if request.field != command.N_EVENT_REPORT_RQ:
            raise self.not_taken(association, request)
        _take_report(association, context_id, request, self.ledger)


def proposals(transfer_syntaxes: tuple[str, ...] = ()) -> list[Proposal]:
    """What a request for storage commitment needs."""
    return contexts.query(PUSH_MODEL, transfer_syntaxes)


def commit(
    associate: Callable[[], Association], asked: Sequence[Commitment], wait: float, scu: CommitmentSCU | None = None
) -> Iterator[Commitment | Ended]:
    """Ask for the commitment of instances, and yield what the peer says of each, and its status to each request.

    Args:
        associate: makes an association with `proposals`.
        asked: each instance once.
        wait: the seconds that the peer has to answer.
        scu: where it may call back; without one it has to answer on our association.

    Raises:
        NoContext: the peer has no storage commitment.
        Partial: some were not answered; these are yielded too.
        Interrupted: after Ctrl-C.
    """
    ledger = scu.ledger if scu else Ledger()
    ended, until = "", time.monotonic() + wait
    for first in range(0, len(asked), _MOST):
        # An association for each transaction: not every peer bears a request while it has a report under way.
        with associate() as association:
            if scu:
                scu.meet(association)
            context = association.context_for(PUSH_MODEL)
            # The first Ctrl-C lets a request be answered, soon.
            association.wire.on_interrupt = partial(association.wire.hurry, _PATIENCE)
            yield from _request(association, context, asked[first : first + _MOST], ledger)
            until = time.monotonic() + wait
            ended = yield from _listen(association, ledger, min(wait, _PATIENCE) if scu else wait)
    while scu and ledger.due and time.monotonic() < until:
        if interrupts.requested():  # while our association was being released
            raise Interrupted(_INTERRUPTED)
        yield from ledger.settled(_GATHERING)
    yield from ledger.settled()
    if ledger.due:
        problem = _unanswered(ledger, len(asked), wait, ended, scu)
        yield from ledger.forget(problem.message)
        raise problem


def _unanswered(ledger: Ledger, asked: int, wait: float, ended: str, scu: CommitmentSCU | None) -> Partial:
    """The error for a peer that has not answered about all."""
    due = ledger.due
    which = "the request" if due == asked else f"{due:,} of {asked:,} objects"
    message = f"storage commitment: no answer about {which} within {wait:g} s"
    later = "; ask again later with `scu commit`"
    if ledger.strange:
        message += ", but others about transactions that are not ours"
        cause = "the server answers requests of before: this one may be waiting behind them"
        return Partial(message, cause=cause, remedy="wait longer with --commit-wait" + later)
    if scu is None:
        if ended:
            message = f"storage commitment: no answer about {which}: {ended}"
        return Partial(
            message,
            cause="the server answers on an association of its own, or later than that",
            remedy="listen for it with --port-scp N, and have the PACS administrator register our AE title with this "
            "machine's address and that port; or wait longer with --commit-wait" + later,
        )
    register = f"have the PACS administrator register {scu.ae_title!r} with this machine's address and port {scu.port}"
    if scu.refused:
        cause = f"the server called port {scu.port}, and it came to nothing: {scu.refused[0]}"
    elif scu.connections:
        cause = f"the server called port {scu.port} and gave no answer there"
    else:
        cause = f"nobody called port {scu.port}: the server does not know where we listen, or needs longer"
    return Partial(message, cause=cause, remedy=register + ", or wait longer with --commit-wait" + later)


def _request(
    association: Association, context: Context, asked: Sequence[Commitment], ledger: Ledger
) -> Iterator[Commitment | Ended]:
    """N-ACTION; an answer to it may even come before its response."""
    transaction = implementation.make_uid("transaction", str(uuid4()))
    ledger.begin(transaction, asked)
    message_id = association.next_message_id()
    association.wire.doing = "waiting for the answer to N-ACTION"
    request = command.n_action_rq(message_id, PUSH_MODEL, _WELL_KNOWN, _REQUEST)
    association.send(context.id, request, querystore.encode(_information(transaction, asked), context.transfer_syntax))
    with association.wire.within(association.wire.silence or _PATIENCE):
        context_id, response = association.receive()
        while response.field == command.N_EVENT_REPORT_RQ:
            _take_report(association, context_id, response, ledger)
            if interrupts.requested():
                raise Interrupted(_INTERRUPTED)
            context_id, response = association.receive()
    answers = response.number(command.MESSAGE_ID_BEING_RESPONDED_TO)
    if response.field != command.N_ACTION_RQ | command.RESPONSE or answers != message_id:
        raise association.not_ours(response)
    if response.has_data_set:
        association.identifier(context_id)
    status = status_of(response)
    yield Ended(status)
    if not status.ok:
        yield from ledger.forget(f"the server refused the request: {status}", transaction)


def _information(transaction: str, asked: Sequence[Commitment]) -> Dataset:
    """The action information (PS3.4 table J.3-1)."""
    from pydicom.dataset import Dataset

    information = Dataset()
    information.TransactionUID = transaction
    references = []
    for each in asked:
        reference = Dataset()
        reference.ReferencedSOPClassUID = each.sop_class_uid
        reference.ReferencedSOPInstanceUID = each.sop_instance_uid
        references.append(reference)
    information.ReferencedSOPSequence = references
    return information


def _listen(association: Association, ledger: Ledger, seconds: float) -> Generator[Commitment, None, str]:
    """Take what comes on our association; returns how the peer ended it, empty if it did not."""
    wire = association.wire
    wire.doing = "waiting for storage commitment"
    until = time.monotonic() + seconds
    while ledger.due and time.monotonic() < until:
        wire.check_deadline()
        if wire.ready(_GATHERING):
            try:
                context_id, request = association.receive()
            except Aborted as error:
                return error.message
            if request.field != command.N_EVENT_REPORT_RQ:
                raise association.not_ours(request)
            _take_report(association, context_id, request, ledger)
        yield from ledger.settled()
        if interrupts.requested():
            raise Interrupted(_INTERRUPTED)
    return ""


def _take_report(association: Association, context_id: int, request: Command, ledger: Ledger) -> None:
    """N-EVENT-REPORT, and our response to it (PS3.4 J.3.3)."""
    context = association.contexts[context_id]
    data = association.identifier(context_id) if request.has_data_set else b""
    if context.abstract_syntax != PUSH_MODEL:
        status = _SOP_CLASS_NOT_SUPPORTED
    elif request.number(command.EVENT_TYPE_ID) not in (_SUCCESSFUL, _FAILURES_EXIST):
        status = _NO_SUCH_EVENT_TYPE
    else:
        try:
            status = ledger.settle(Answer.of(querystore.decode(data, context.transfer_syntax)))
        except (querystore.MalformedIdentifier, *values.PYDICOM_FAILURES) as error:
            raise association.nonsense(f"its report of storage commitment cannot be read: {error}", 6) from error
    association.send(context_id, command.response(request, status))
