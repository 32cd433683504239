"""Echo, store, find, move and get: results over an association (PS3.7 9.1, PS3.4 annexes A, B and C)."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

from scu import querystore, results
from scu.dimse import command, interrupts, request
from scu.dimse.association import Association
from scu.dimse.contexts import VERIFICATION
from scu.dimse.incoming import receive_instance
from scu.dimse.request import Request, check_patience, check_response, receive_response
from scu.dimse.status import status_of
from scu.dimse.storing import Storing, Transcode
from scu.errors import Interrupted, ScuError, TimedOut
from scu.results import Category, Echo, Instance, Match, Outgoing, Retrieving

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

    from scu.dimse.quota import Quota
    from scu.dimse.storage_scp import SharedStorageSCP, StorageSCP
    from scu.flat import Flat
    from scu.query import Query
    from scu.storage.receive import Receiver

log = logging.getLogger(__name__)

MOST_MATCHES: Final = 1_000_000
"""Of one C-FIND; more is a server that has no end."""

# Matches that are told of after Ctrl-C, of the many that may be on their way.
_LATE: Final = 1000
# How often what arrives at the storage SCP is gathered: often enough to show, too rarely to slow it down.
_GATHERING = 0.1


def echo(association: Association) -> Echo:
    """C-ECHO (PS3.4 annex A)."""
    context = association.context_for(VERIFICATION)
    message_id = association.next_message_id()
    association.wire.doing = "waiting for the answer to C-ECHO"
    began = time.monotonic()
    association.send(context.id, command.c_echo_rq(message_id, VERIFICATION))
    response = receive_response(association, message_id, command.C_ECHO_RQ)
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
        FileProblem: one could not be read to its end, as its result says; the association is aborted.
        Aborted, TimedOut: it was lost.
    """
    # The first Ctrl-C lets the objects that are under way arrive, if the peer is quick to take and answer them.
    association.wire.on_interrupt = partial(association.wire.press, request.CANCEL_TIMEOUT)
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
        check_patience(association, error)
        raise
    except KeyboardInterrupt:
        association.abort()
        interrupted = Interrupted("interrupted")
        yield from storing.lost(interrupted)
        raise interrupted from None
    _check_interrupt("before everything was sent")


def find(
    association: Association,
    query: Query,
    *,
    cancel_after: int | None = None,
    most: int | None = None,
    read: Callable[[bytes, str], Dataset | Flat] = querystore.decode,
) -> Iterator[Match | results.Final]:
    """C-FIND: the matches as they arrive, and how it ended (PS3.4 C.4.1).

    Args:
        read: makes an identifier of its bytes and their transfer syntax; raises `MalformedIdentifier`.
        cancel_after: send C-CANCEL after so many matches; those that the peer still sends are yielded too.
        most: cancel after so many responses, as an answer without end; `MOST_MATCHES` by default.

    Raises:
        Interrupted: after Ctrl-C, when the peer has ended the operation.
        Partial: it was an answer without end.
    """
    asked = Request(association, command.C_FIND_RQ, query)
    most = MOST_MATCHES if most is None else most
    count = pending = late = 0
    while True:
        try:
            response = receive_response(association, asked.message_id, command.C_FIND_RQ)
            late += asked.interrupted
            identifier = asked.identifier(response, read if late <= _LATE else _unread)
        except TimedOut as error:
            check_patience(association, error)
            raise
        status = status_of(response)
        if status.category is not Category.PENDING:
            break
        pending += 1
        if pending > most:
            raise asked.endless(most)
        if identifier is not None:
            count += 1
            yield Match(identifier, status)
        if count == cancel_after:
            asked.cancel()
    yield results.Final(status)
    _check_interrupt(f"after {count} matches")


def _unread(data: bytes, transfer_syntax_uid: str) -> None:
    """Take the time for none of it."""


def cut_short(association: Association, results: Iterator[Match | results.Final]) -> None:
    """End a C-FIND of which nobody wants more: C-CANCEL, and what is still on its way is passed over.

    A peer that does not come to an end soon loses the association.
    """
    if not association.is_open:
        return
    try:
        with association.wire.within(request.CANCEL_TIMEOUT):
            association.wire.on_interrupt()  # which is C-CANCEL, as long as a request is under way
            while next(results, None) is not None:
                association.wire.check_deadline()
    except ScuError as error:
        log.info("a C-FIND did not end in order: %s", error.message)
        association.abort()


def get(
    association: Association, query: Query, receiver: Receiver, quota: Quota | None = None
) -> Iterator[Instance | Retrieving]:
    """C-GET: the objects as they arrive on this association, and the peer's counts (PS3.4 C.4.3).

    Closed before its end it aborts the association, on which more is on its way.

    Raises:
        Interrupted: after Ctrl-C, when the peer has ended the operation.
        FileProblem: at the end, when something could not be written.
    """
    asked = Request(association, command.C_GET_RQ, query)
    try:
        while True:
            context_id, received = association.receive()
            if received.field == command.C_STORE_RQ:
                source = association.peer.called_ae_title
                instance, lost = receive_instance(association, context_id, received, receiver, source, quota)
                yield instance
                if lost is not None:
                    raise lost
                association.wire.doing = asked.doing
                asked.idle = 0
                continue
            check_response(association, received, asked.message_id, command.C_GET_RQ)
            retrieving = asked.retrieving(received)
            if retrieving.status.category is not Category.PENDING:
                break
            asked.check_progress(retrieving)
            yield retrieving
    except GeneratorExit:
        association.abort()
        raise
    except TimedOut as error:
        check_patience(association, error)
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
    if scp is not None:
        scp.meet(association)
    asked = Request(association, command.C_MOVE_RQ, query, destination)
    try:
        while True:
            if scp is not None:
                for instance in _gather(association, scp):
                    asked.idle = 0
                    yield instance
            retrieving = asked.retrieving(receive_response(association, asked.message_id, command.C_MOVE_RQ))
            if retrieving.status.category is not Category.PENDING:
                break
            asked.check_progress(retrieving)
            yield retrieving
    except GeneratorExit:
        asked.abandon()
        raise
    except ScuError as error:
        if scp is not None:  # what has come is here, however the move ends
            yield from scp.arrived()
        check_patience(association, error)
        raise
    if scp is not None:
        scp.linger(retrieving, association.wire.deadline)
        yield from scp.arrived()
    yield retrieving
    _check_interrupt("before everything was moved")
    if scp is not None:
        _check_disk(scp.receiver)


def _gather(association: Association, scp: StorageSCP | SharedStorageSCP) -> Iterator[Instance]:
    """What arrives until the peer's next response is there, or both are silent for too long."""
    wire = association.wire
    wire.expect()
    yield from scp.arrived()  # also where the peer has always said more already
    while not wire.ready(_GATHERING):
        yield from scp.arrived()
        limit = wire.silence
        if limit is not None and time.monotonic() - max(wire.received_at, scp.active_at) > limit:
            raise wire.silent()
        wire.check_deadline()


def _check_interrupt(when: str) -> None:
    if interrupts.requested():
        raise Interrupted(f"interrupted {when}")


def _check_disk(receiver: Receiver) -> None:
    if receiver.problem is not None:
        raise receiver.problem
