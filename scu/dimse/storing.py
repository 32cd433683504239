"""Objects on their way out: C-STORE requests and their answers (PS3.7 9.1.1, PS3.4 B.2)."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import TypeAlias

from scu.dimse import command
from scu.dimse.association import Association
from scu.dimse.negotiation import CONTEXT_RESULTS, Context
from scu.dimse.status import status_of
from scu.errors import FileProblem, ScuError
from scu.results import Instance, Outgoing, Source

Transcode: TypeAlias = Callable[[Outgoing, Collection[str]], Outgoing]
"""Puts an object into one of the transfer syntaxes that the peer accepts for its class, or raises ValueError."""


@dataclass(slots=True)
class _Slot:
    """An object on its way: its place in the order, and its result when there is one."""

    instance: Outgoing
    began: float
    size: int = 0
    result: Instance | None = None


class Storing:
    """C-STORE requests under way, by message ID; the answers may come in any order (PS3.7 D.3.3.3)."""

    def __init__(self, association: Association, transcode: Transcode | None = None) -> None:
        self._association = association
        self._transcode = transcode
        # An answer may name no transfer syntax with a refusal, so what is refused is found by its class alone.
        every = association.contexts.values()
        self._accepted = {(it.abstract_syntax, it.transfer_syntax): it for it in every if it.accepted}
        self._refused = {it.abstract_syntax: it.result for it in every if not it.accepted}
        self._order: deque[_Slot] = deque()
        self._flying: dict[int, _Slot] = {}

    @property
    def under_way(self) -> int:
        return len(self._flying)

    def begin(self, instance: Outgoing) -> None:
        """Send one.

        Raises:
            FileProblem: it cannot be read to its end, which its result says, too; the association is aborted.
        """
        slot = _Slot(instance, time.monotonic())
        self._order.append(slot)
        try:
            context = self._accepted.get((instance.sop_class_uid, instance.transfer_syntax_uid))
            if context is None:
                context, instance = self._other_context(instance)
            with instance.content.open() if instance.content else _bytes_of(instance) as (source, size):
                slot.instance, slot.size = instance, size
                self._flying[self._send(context, instance, source, size)] = slot
        except FileProblem as error:
            # A message cannot be given up halfway (PS3.7 has no word for it, PS3.8 only A-ABORT): its association goes
            # with it, when those before it have had their answers.
            slot.result = _unreadable(slot.instance, error.message)
            while self._flying:
                self.land()
            self._association.abort()
            raise
        except OSError as error:
            slot.result = _unreadable(slot.instance, error.strerror or str(error))
        except ValueError as error:
            slot.result = _unsent(slot.instance, str(error))

    def _other_context(self, instance: Outgoing) -> tuple[Context, Outgoing]:
        """Another that the peer accepts for its class, and the object in that transfer syntax. Raises ValueError."""
        sop_class = instance.sop_class_uid
        accepted = [syntax for uid, syntax in self._accepted if uid == sop_class]
        if self._transcode is None or not accepted:
            why = CONTEXT_RESULTS.get(self._refused.get(sop_class, 4), "refused")
            raise ValueError(f"not accepted by the peer: {why}")
        transcoded = self._transcode(instance, accepted)
        return self._accepted[sop_class, transcoded.transfer_syntax_uid], transcoded

    def _send(self, context: Context, instance: Outgoing, source: Source, size: int) -> int:
        message_id = self._association.next_message_id()
        uids = instance.sop_class_uid, instance.sop_instance_uid
        request = command.c_store_rq(message_id, *uids, self._association.priority)
        self._association.wire.doing = f"sending {instance.sop_instance_uid}"
        self._association.send(context.id, request, source, size)
        return message_id

    def land(self) -> None:
        """Take the next answer."""
        wire = self._association.wire
        wire.doing = (
            f"waiting for the answer to C-STORE of {next(iter(self._flying.values())).instance.sop_instance_uid}"
        )
        _, response = self._association.receive()
        slot = self._flying.pop(response.number(command.MESSAGE_ID_BEING_RESPONDED_TO) or 0, None)
        if slot is None or response.field != command.C_STORE_RQ | command.RESPONSE:
            raise self._association.not_ours(response)
        it = slot.instance
        slot.result = Instance(
            it.file,
            it.sop_class_uid,
            it.sop_instance_uid,
            it.transfer_syntax_uid,
            status_of(response),
            slot.size,
            time.monotonic() - slot.began,
            original_transfer_syntax_uid=it.original_transfer_syntax_uid or it.transfer_syntax_uid,
            changes=it.changes,
            association=self._association.number,
            attempts=1,
        )

    def landed(self) -> Iterator[Instance]:
        """The results that are there, up to the first that is not."""
        while self._order and self._order[0].result is not None:
            yield self._order[0].result
            self._order.popleft()

    def lost(self, error: ScuError) -> Iterator[Instance]:
        """What becomes of those that are under way when the association ends: an answer may be there already."""
        with suppress(ScuError):
            while self._flying and self._association.has_unread:
                self.land()
        for slot in self._order:
            yield slot.result or self._unconfirmed(slot.instance, error)

    def _unconfirmed(self, it: Outgoing, error: ScuError) -> Instance:
        unsent = _unsent(it, f"not confirmed: {error.message}")
        return replace(unsent, unconfirmed=True, association=self._association.number, attempts=1)


@contextmanager
def _bytes_of(instance: Outgoing) -> Iterator[tuple[Source, int]]:
    """The data set as it is in the file."""
    with open(instance.file, "rb", buffering=0) as stream:
        if stream.seek(0, os.SEEK_END) != instance.offset + instance.size:
            raise OSError("the file has changed since it was looked at")
        stream.seek(instance.offset)
        yield stream, instance.size


def _unreadable(instance: Outgoing, reason: str) -> Instance:
    return replace(_unsent(instance, reason), unreadable=True)


def _unsent(instance: Outgoing, reason: str) -> Instance:
    uids = instance.sop_class_uid, instance.sop_instance_uid, instance.transfer_syntax_uid
    original = instance.original_transfer_syntax_uid or instance.transfer_syntax_uid
    changes = instance.changes
    return Instance(instance.file, *uids, None, reason=reason, original_transfer_syntax_uid=original, changes=changes)
