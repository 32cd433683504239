"""Peers that wear a client out: by a flood, by a trickle, by messages without end or out of place."""

from __future__ import annotations

import select
import struct
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from pydicom.dataset import Dataset

from tests.peers import scripts
from tests.peers.scripted import (
    DATA_SET,
    NO_DATA_SET,
    P_DATA_TYPE,
    Conversation,
    Message,
    Script,
    encode_message,
    response_to,
)

COMMAND, LAST = 1, 2
C_STORE_RQ, N_EVENT_REPORT_RQ = 0x0001, 0x0100
_AT_ONCE = 64 * 1024
_VERIFICATION = "1.2.840.10008.1.1"
# Well above the 0.3 s that each of these peers has, on a busy machine, and well below for ever.
SOON = 5.0


@contextmanager
def soon() -> Iterator[None]:
    began = time.monotonic()
    yield
    assert time.monotonic() - began < SOON


Answer = Callable[[Conversation, Message], Iterable[bytes]]
"""What a peer says to the first request."""


def fragment(context_id: int, control: int, data: bytes = b"") -> bytes:
    """A P-DATA-TF PDU of one fragment."""
    return scripts.pdu(P_DATA_TYPE, struct.pack(">LBB", len(data) + 2, context_id, control) + data)


def for_ever(data: bytes) -> Iterator[bytes]:
    """The same again and again, much of it at a time."""
    data *= max(1, _AT_ONCE // len(data))
    while True:
        yield data


def answering(answer: Answer) -> Script:
    """Accept, say this to the first request, and then nothing more."""

    def talk(conversation: Conversation) -> None:
        conversation.accept()
        for data in answer(conversation, conversation.receive_message()):
            conversation.send(data)
        conversation.wait_until_closed()

    return talk


def trickling(answer: Answer, seconds: float, count: int = 1) -> Script:
    """The same, so many bytes at a time."""

    def talk(conversation: Conversation) -> None:
        conversation.accept()
        for data in answer(conversation, conversation.receive_message()):
            trickle(conversation, data, seconds, count)
        conversation.wait_until_closed()

    return talk


def trickle(conversation: Conversation, data: bytes, seconds: float, count: int = 1) -> None:
    """Send so many bytes at a time, until the other side hangs up; whatever it says is read."""
    for at in range(0, len(data), count):
        conversation.send(data[at : at + count])
        if pause(conversation, seconds):
            conversation.read(1)


def pause(conversation: Conversation, seconds: float) -> bool:
    """Wait; whether something came meanwhile."""
    return bool(select.select([conversation.socket], [], [], seconds)[0])


def pending(request: Message, identifier: Dataset | bytes | None = None, **elements: object) -> bytes:
    """A pending response."""
    response = response_to(request, scripts.PENDING, identifier is not None, **elements)
    return b"".join(encode_message(request.context_id, response, identifier))


def matches_for_ever(_: Conversation, request: Message) -> Iterator[bytes]:
    return for_ever(pending(request, scripts.a_match()))


def matches_of_nothing_for_ever(_: Conversation, request: Message) -> Iterator[bytes]:
    return for_ever(pending(request))


def store_request(context_id: int, sop_class_uid: str, uid: str = "1.2.3", *, last: bytes | None = None) -> bytes:
    """A C-STORE request; its data set is `last`, or still to come."""
    command = Dataset()
    command.AffectedSOPClassUID = sop_class_uid
    command.CommandField = C_STORE_RQ
    command.MessageID = 1
    command.Priority = 0
    command.CommandDataSetType = DATA_SET
    command.AffectedSOPInstanceUID = uid
    sent = b"".join(encode_message(context_id, command))
    return sent if last is None else sent + fragment(context_id, LAST, last)


def event_report(context_id: int) -> bytes:
    """An N-EVENT-REPORT that nobody waits for."""
    command = Dataset()
    command.AffectedSOPClassUID = _VERIFICATION
    command.CommandField = N_EVENT_REPORT_RQ
    command.MessageID = 1
    command.CommandDataSetType = NO_DATA_SET
    command.AffectedSOPInstanceUID = "1.2.3"
    command.EventTypeID = 1
    return b"".join(encode_message(context_id, command))


def cancel_request(context_id: int, message_id: int) -> bytes:
    """A C-CANCEL, which only a requestor sends."""
    command = Dataset()
    command.CommandField = scripts.C_CANCEL_RQ
    command.MessageIDBeingRespondedTo = message_id
    command.CommandDataSetType = NO_DATA_SET
    return b"".join(encode_message(context_id, command))


def storage_context(conversation: Conversation) -> tuple[int, str]:
    """A presentation context that was proposed for objects, and its SOP class."""
    assert conversation.request is not None
    for context in conversation.request.presentation_context_definition_list:
        if "5.1.4.1.1." in str(context.abstract_syntax):
            return context.context_id or 0, str(context.abstract_syntax)
    raise AssertionError("no storage was proposed")
