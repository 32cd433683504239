"""Objects on their way out: C-STORE requests and their answers (PS3.7 9.1.1, PS3.4 B.2)."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from scu.dimse import command
from scu.dimse.association import Association
from scu.dimse.negotiation import CONTEXT_RESULTS, Context
from scu.dimse.status import status_of
from scu.errors import ScuError
from scu.results import Instance, Outgoing, Source


@dataclass(slots=True)
class _Slot:
    """An object on its way: its place in the order, and its result when there is one."""

    instance: Outgoing
    began: float
    size: int = 0
    result: Instance | None = None


class Storing:
    """C-STORE requests under way, by message ID; the answers may come in any order (PS3.7 D.3.3.3)."""

    def __init__(self, association: Association) -> None:
        self._association = association
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
        """Send one."""
        slot = _Slot(instance, time.monotonic())
        self._order.append(slot)
        context = self._accepted.get((instance.sop_class_uid, instance.transfer_syntax_uid))
        if context is None:
            why = CONTEXT_RESULTS.get(self._refused.get(instance.sop_class_uid, 4), "refused")
            slot.result = _unsent(instance, f"not accepted by the peer: {why}")
            return
        try:
            with instance.content.open() if instance.content else _bytes_of(instance) as (source, size):
                slot.size = size
                self._flying[self._send(context, instance, source, size)] = slot
        except OSError as error:
            slot.result = _unsent(instance, error.strerror or str(error))
        except ValueError as error:
            slot.result = _unsent(instance, str(error))

    def _send(self, context: Context, instance: Outgoing, source: Source, size: int) -> int:
        message_id = self._association.next_message_id()
        request = command.c_store_rq(message_id, instance.sop_class_uid, instance.sop_instance_uid)
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
            changes=it.changes,
        )

    def landed(self) -> Iterator[Instance]:
        """The results that are there, up to the first that is not."""
        while self._order and self._order[0].result is not None:
            yield self._order[0].result
            self._order.popleft()


@contextmanager
def _bytes_of(instance: Outgoing) -> Iterator[tuple[Source, int]]:
    """The data set as it is in the file."""
    with open(instance.file, "rb", buffering=0) as stream:
        if stream.seek(0, os.SEEK_END) != instance.offset + instance.size:
            raise OSError("the file has changed since it was looked at")
        stream.seek(instance.offset)
        yield stream, instance.size


def lost(instance: Outgoing, error: ScuError) -> Instance:
    """The result of an object whose association ended before it was answered."""
    return replace(_unsent(instance, f"not confirmed: {error.message}"), unconfirmed=True)


def _unsent(instance: Outgoing, reason: str) -> Instance:
    uids = instance.sop_class_uid, instance.sop_instance_uid, instance.transfer_syntax_uid
    return Instance(instance.file, *uids, None, reason=reason, changes=instance.changes)
