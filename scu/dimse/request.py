"""A C-FIND, C-GET or C-MOVE under way: its responses, and its end before its time (PS3.7 9.1.2 to 9.1.4)."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final, TypeVar

from scu import charset, querystore, values
from scu.dimse import command, interrupts
from scu.dimse.association import Association
from scu.dimse.command import Command
from scu.dimse.status import status_of
from scu.errors import Interrupted, Partial, ScuError, TimedOut
from scu.results import Category, Retrieving, SubOperations

if TYPE_CHECKING:
    from scu.query import Query

log = logging.getLogger(__name__)

Read = TypeVar("Read")

CANCEL_TIMEOUT: Final = 5.0
"""Seconds that a peer has to end an operation after C-CANCEL, which it may ignore (PS3.4 C.4.1.1.3.1)."""

# Responses in a row that tell of no progress. Who waits for a tape may send one a second, for a day.
_MOST_IDLE: Final = 100_000
# The peer's counts are of VR US (PS3.7 table 9.1-4): one that sends more begins again at 0.
_TURN: Final = 0x10000
_GROWING: Final = (command.COMPLETED, command.FAILED, command.WARNING)
_NAMES: Final = {command.C_FIND_RQ: "C-FIND", command.C_GET_RQ: "C-GET", command.C_MOVE_RQ: "C-MOVE"}


class Request:
    """A C-FIND, C-MOVE or C-GET under way; Ctrl-C cancels it."""

    def __init__(self, association: Association, field: int, query: Query, destination: str = "") -> None:
        self.doing = f"waiting for the answer to {_NAMES[field]}"
        self._association = association
        self.interrupted = False
        self.idle = self._done = 0
        self._counted = dict.fromkeys(_GROWING, 0)
        self._context = association.context_for(query.sop_class_uid)
        self.message_id = association.next_message_id()
        encoded = querystore.encode(query.identifier, self._context.transfer_syntax)
        association.wire.doing = self.doing
        association.wire.on_interrupt = self.interrupt
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
        wire.silence = min(wire.silence or CANCEL_TIMEOUT, CANCEL_TIMEOUT)
        wire.received_at = time.monotonic()  # however long it was silent before, it has this time from here on
        wire.doing = self.doing = "waiting for the answer to C-CANCEL"
        self._association.send(self._context.id, command.c_cancel_rq(self.message_id))

    def interrupt(self) -> None:
        """C-CANCEL; a peer that goes on none the less, however busily, has no more time for it than a silent one."""
        self.interrupted = True
        self.cancel()
        self._association.wire.hurry(self._association.wire.silence or CANCEL_TIMEOUT)

    def abandon(self) -> None:
        """C-CANCEL, and wait for the end of what nobody wants to know more of."""
        try:
            with self._association.wire.within(CANCEL_TIMEOUT):
                self.cancel()
                while True:
                    _, response = self._association.receive()
                    if response.has_data_set:
                        self._association.identifier(self._context.id)
                    if status_of(response).category is not Category.PENDING:
                        return
        except ScuError as error:
            log.info("what was cancelled did not end in order: %s", error.message)
        self._association.abort()

    def endless(self, most: int) -> Partial:
        """The error for more responses than these, of which nobody wants more."""
        self.abandon()
        return Partial(
            f"the server does not come to an end: {most:,} matches, and more",
            cause="a query that is too wide, or a server that repeats itself",
            remedy="ask for less at a time, or let scu find take more with --max-matches",
        )

    def check_progress(self, retrieving: Retrieving) -> None:
        """Abort for pending responses without end that tell of no progress."""
        counts = retrieving.sub_operations
        done = sum(count or 0 for count in (counts.completed, counts.failed, counts.warning))
        self.idle = 0 if done > self._done else self.idle + 1
        self._done = max(done, self._done)
        if self.idle > _MOST_IDLE:
            raise self._association.nonsense(f"{_MOST_IDLE:,} responses in a row that tell of no progress", 2)

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
        counts = response.number(command.REMAINING), *(self._count(response, each) for each in _GROWING)
        try:
            with charset.quietly():
                failed = identifier.get("FailedSOPInstanceUIDList") if identifier is not None else None
        except values.PYDICOM_FAILURES as error:
            log.info("the list of what failed cannot be read: %s", error)
            failed = None
        return Retrieving(status_of(response), SubOperations(*counts), _uids(failed))

    def _count(self, response: Command, element: int) -> int | None:
        """One of the counts that only grow, with the turns that it has gone through as a number of 16 bits."""
        said = response.number(element)
        if said is None:
            return None
        turns, before = divmod(self._counted[element], _TURN)
        # From one end to the other, that is: peers were seen that count back a little.
        turns += said < _TURN // 4 and before >= 3 * _TURN // 4
        self._counted[element] = turns * _TURN + said
        return self._counted[element]


def receive_response(association: Association, message_id: int, field: int) -> Command:
    _, received = association.receive()
    check_response(association, received, message_id, field)
    return received


def check_response(association: Association, received: Command, message_id: int, field: int) -> None:
    if (
        received.field != field | command.RESPONSE
        or received.number(command.MESSAGE_ID_BEING_RESPONDED_TO) != message_id
    ):
        raise association.not_ours(received)


def check_patience(association: Association, error: ScuError) -> None:
    """Abort where the peer was interrupted and did not come to an end in time.

    Raises:
        Interrupted: it was so.
    """
    if isinstance(error, TimedOut) and interrupts.requested():
        association.abort()
        raise Interrupted("interrupted: the server did not end the operation in time") from error


def _uids(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(map(str, value)) if isinstance(value, Iterable) else ()
