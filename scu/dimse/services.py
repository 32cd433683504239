"""Echo, store, find, move and get: results over an association (PS3.7 9.1, PS3.4 annexes A, B and C)."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from scu import charset, querystore, results, values
from scu.dimse import command, interrupts
from scu.dimse.association import Association
from scu.dimse.command import Command
from scu.dimse.contexts import VERIFICATION
from scu.dimse.incoming import receive_instance
from scu.dimse.status import status_of
from scu.dimse.storing import Storing, Transcode
from scu.errors import Interrupted, ScuError
from scu.results import Category, Echo, Instance, Match, Outgoing, Retrieving, SubOperations

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

    from scu.dimse.storage_scp import SharedStorageSCP, StorageSCP
    from scu.flat import Flat
    from scu.query import Query
    from scu.storage.receive import Receiver

log = logging.getLogger(__name__)

Read = TypeVar("Read")

# Seconds that a peer has to end an operation after C-CANCEL, which it may ignore (PS3.4 C.4.1.1.3.1).
_CANCEL_TIMEOUT = 5.0
# How often what arrives at the storage SCP is gathered: often enough to show, too rarely to slow it down.
_GATHERING = 0.1


def echo(association: Association) -> Echo:
    """C-ECHO (PS3.4 annex A)."""
    context = association.context_for(VERIFICATION)
    message_id = association.next_message_id()
    association.wire.doing = "waiting for the answer to C-ECHO"
    began = time.monotonic()
    association.send(context.id, command.c_echo_rq(message_id, VERIFICATION))
    response = _response(association, message_id, command.C_ECHO_RQ)
    return Echo(status_of(response), time.monotonic() - began)


def store(
    association: Association, outgoing: Iterable[Outgoing], transcode: Transcode | None = None
) -> Iterator[Instance]:
    """C-STORE of each (PS3.4 annex B), its bytes as they are in the file; or what `transcode` makes of it.

    As many requests are under way as the peer's window allows, so that a long way is waited for once a window and not
    once an object. Yields one result for each, in order. One that the peer accepts no presentation context for, or
    that cannot be read, has no status but a reason; the association goes on. So have those that were under way when it
    is lost: they are unconfirmed.

    Raises:
        Interrupted: after Ctrl-C, when what was under way is answered.
        FileProblem: a file changed while it was sent, so that the association is of no more use.
        Aborted, TimedOut: it was lost.
    """
    # The first Ctrl-C lets the objects that are under way arrive.
    association.wire.on_interrupt = lambda: None
    storing = Storing(association, transcode)
    try:
        for instance in outgoing:
            if interrupts.requested():
                break
            storing.begin(instance)
            while storing.under_way >= association.agreement.window:
                storing.land()
            yield from storing.landed()
        while storing.under_way:
            storing.land()
            yield from storing.landed()
    except ScuError as error:
        yield from storing.lost(error)
        raise
    _check_interrupt("before everything was sent")


def find(
    association: Association,
    query: Query,
    *,
    cancel_after: int | None = None,
    read: Callable[[bytes, str], Dataset | Flat] = querystore.decode,
) -> Iterator[Match | results.Final]:
    """C-FIND: the matches as they arrive, and how it ended (PS3.4 C.4.1).

    Args:
        read: makes an identifier of its bytes and their transfer syntax; raises `MalformedIdentifier`.
        cancel_after: send C-CANCEL after so many matches; those that the peer still sends are yielded too.

    Raises:
        Interrupted: after Ctrl-C, when the peer has ended the operation.
    """
    request = _Request(association, command.C_FIND_RQ, query)
    count = 0
    while True:
        response = _response(association, request.message_id, command.C_FIND_RQ)
        status = status_of(response)
        identifier = request.identifier(response, read)
        if status.category is not Category.PENDING:
            break
        if identifier is not None:
            count += 1
            yield Match(identifier, status)
        if count == cancel_after:
            request.cancel()
    yield results.Final(status)
    _check_interrupt(f"after {count} matches")


def cut_short(association: Association, results: Iterator[Match | results.Final]) -> None:
    """End a C-FIND of which nobody wants more: C-CANCEL, and what is still on its way is passed over.

    A peer that does not come to an end soon loses the association.
    """
    if not association.is_open:
        return
    patience = time.monotonic() + _CANCEL_TIMEOUT
    try:
        association.wire.on_interrupt()  # which is C-CANCEL, as long as a request is under way
        while next(results, None) is not None:
            if time.monotonic() > patience:
                association.abort()
                return
    except ScuError as error:
        log.info("a C-FIND did not end in order: %s", error.message)
        association.abort()


def get(association: Association, query: Query, receiver: Receiver) -> Iterator[Instance | Retrieving]:
    """C-GET: the objects as they arrive on this association, and the peer's counts (PS3.4 C.4.3).

    Closed before its end it aborts the association, on which more is on its way.

    Raises:
        Interrupted: after Ctrl-C, when the peer has ended the operation.
        FileProblem: at the end, when something could not be written.
    """
    request = _Request(association, command.C_GET_RQ, query)
    try:
        while True:
            context_id, received = association.receive()
            if received.field == command.C_STORE_RQ:
                yield receive_instance(association, context_id, received, receiver, association.peer.called_ae_title)
                association.wire.doing = request.doing
                continue
            _check_response(association, received, request.message_id, command.C_GET_RQ)
            retrieving = request.retrieving(received)
            if retrieving.status.category is not Category.PENDING:
                break
            yield retrieving
    except GeneratorExit:
        association.abort()
        raise
    yield retrieving
    _check_interrupt("before everything was fetched")
    _check_disk(receiver)


def move(
    association: Association, query: Query, destination: str, scp: StorageSCP | SharedStorageSCP | None = None
) -> Iterator[Instance | Retrieving]:
    """C-MOVE: the peer's counts, and what arrives at our storage SCP where there is one (PS3.4 C.4.2).

    The move is alive while objects come in, however silent its own association is. After the final response the
    storage SCP lingers for what the peer counted and we have not seen yet. Closed before its end it sends C-CANCEL, so
    that the peer does not go on.

    Args:
        destination: the AE title that the peer sends to.

    Raises:
        Interrupted: after Ctrl-C, when the peer has ended the operation.
        FileProblem: at the end, when something could not be written.
    """
    request = _Request(association, command.C_MOVE_RQ, query, destination)
    try:
        while True:
            if scp is not None:
                yield from _gather(association, scp)
            response = _response(association, request.message_id, command.C_MOVE_RQ)
            retrieving = request.retrieving(response)
            if retrieving.status.category is not Category.PENDING:
                break
            yield retrieving
    except GeneratorExit:
        request.abandon()
        raise
    except ScuError:
        if scp is not None:  # what has come is here, however the move ends
            yield from scp.arrived()
        raise
    if scp is not None:
        scp.linger(retrieving)
        yield from scp.arrived()
    yield retrieving
    _check_interrupt("before everything was moved")
    if scp is not None:
        _check_disk(scp.receiver)


def _gather(association: Association, scp: StorageSCP | SharedStorageSCP) -> Iterator[Instance]:
    """What arrives until the peer's next response is there, or both are silent for too long."""
    wire = association.wire
    while not wire.ready(_GATHERING):
        yield from scp.arrived()
        limit = wire.silence
        if limit is not None and time.monotonic() - max(wire.received_at, scp.active_at) > limit:
            raise wire.silent()
        wire.check_deadline()


class _Request:
    """A C-FIND, C-MOVE or C-GET under way; Ctrl-C cancels it."""

    def __init__(self, association: Association, field: int, query: Query, destination: str = "") -> None:
        self.doing = f"waiting for the answer to {_NAMES[field]}"
        self._association = association
        self._context = association.context_for(query.sop_class_uid)
        self.message_id = association.next_message_id()
        encoded = querystore.encode(query.identifier, self._context.transfer_syntax)
        association.wire.doing = self.doing
        association.wire.on_interrupt = self.cancel
        request = command.query_rq(
            field,
            self.message_id,
            self._context.abstract_syntax,
            destination=destination,
            priority=association.priority,
        )
        association.send(self._context.id, request, encoded)

    def cancel(self) -> None:
        """C-CANCEL (PS3.7 9.3.2.3); the final response is still to come."""
        wire = self._association.wire
        wire.silence = min(wire.silence or _CANCEL_TIMEOUT, _CANCEL_TIMEOUT)
        wire.received_at = time.monotonic()  # however long it was silent before, it has this time from here on
        wire.doing = self.doing = "waiting for the answer to C-CANCEL"
        self._association.send(self._context.id, command.c_cancel_rq(self.message_id))

    def abandon(self) -> None:
        """C-CANCEL, and wait for the end of what nobody wants to know more of."""
        try:
            self.cancel()
            patience = time.monotonic() + _CANCEL_TIMEOUT
            while time.monotonic() < patience:
                _, response = self._association.receive()
                if self.retrieving(response).status.category is not Category.PENDING:
                    return
        except ScuError as error:
            log.info("what was cancelled did not end in order: %s", error.message)
        self._association.abort()

    def identifier(self, response: Command, read: Callable[[bytes, str], Read]) -> Read | None:
        """The data set of a response, None where it has none."""
        if not response.has_data_set:
            return None
        data = self._association.identifier(self._context.id)
        try:
            return read(data, self._context.transfer_syntax)
        except querystore.MalformedIdentifier as error:
            raise self._association.nonsense(str(error), 6) from error

    def retrieving(self, response: Command) -> Retrieving:
        identifier = self.identifier(response, querystore.decode)
        counts = (command.REMAINING, command.COMPLETED, command.FAILED, command.WARNING)
        try:
            with charset.quietly():
                failed = identifier.get("FailedSOPInstanceUIDList") if identifier is not None else None
        except values.PYDICOM_FAILURES as error:
            log.info("the list of what failed cannot be read: %s", error)
            failed = None
        return Retrieving(status_of(response), SubOperations(*map(response.number, counts)), _uids(failed))


def _uids(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(map(str, value)) if isinstance(value, Iterable) else ()


_NAMES = {command.C_FIND_RQ: "C-FIND", command.C_GET_RQ: "C-GET", command.C_MOVE_RQ: "C-MOVE"}


def _response(association: Association, message_id: int, field: int) -> Command:
    _, received = association.receive()
    _check_response(association, received, message_id, field)
    return received


def _check_response(association: Association, received: Command, message_id: int, field: int) -> None:
    if (
        received.field != field | command.RESPONSE
        or received.number(command.MESSAGE_ID_BEING_RESPONDED_TO) != message_id
    ):
        raise association.not_ours(received)


def _check_interrupt(when: str) -> None:
    if interrupts.requested():
        raise Interrupted(f"interrupted {when}")


def _check_disk(receiver: Receiver) -> None:
    if receiver.problem is not None:
        raise receiver.problem
