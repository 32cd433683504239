"""What --trace and --evidence make of bytes, however they come: cut anywhere, cut off, interrupted, or nonsense."""

from __future__ import annotations

import itertools
import tracemalloc
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scu.capture.conversation import Conversation
from scu.capture.events import PDU, Ended, Event, Message, Nonsense
from scu.capture.taps import numbered
from scu.capture.trace import Trace
from scu.dimse import command, pdu
from scu.dimse.associate_pdu import encode_request
from scu.dimse.contexts import verification
from scu.dimse.tap import Connection
from scu.results import Peer

CONNECTION = Connection(("127.0.0.1", 40000), ("127.0.0.1", 104), accepted=False)


def heard(ours: list[bytes], theirs: list[bytes]) -> list[Event]:
    """What a conversation tells of, one side after the other, and its end."""
    events: list[Event] = []
    conversation = Conversation(CONNECTION, events.append)
    for data in ours:
        conversation.sent([data])
    for data in theirs:
        conversation.received(memoryview(data))
    conversation.closed(None)
    return events


REQUEST = encode_request(Peer("host", 104, "CALLED", "CALLING"), dict(enumerate(verification(), 1)), 16384, None, 1)
OURS = b"".join(
    (
        REQUEST,
        *pdu.frame(1, pdu.COMMAND, command.c_store_rq(1, "1.2.3", "1.2.3.4"), 40, last=True),
        *pdu.frame(1, 0, b"Zebra^Quagga" * 30, 50, last=True),
        *pdu.frame(1, pdu.COMMAND, command.c_echo_rq(2, "1.2.840.10008.1.1"), 1000, last=True),
        pdu.RELEASE_RQ_PDU,
    )
)


def told_of(events: list[Event]) -> list[tuple[object, ...]]:
    """Events without their times."""
    shown: list[tuple[object, ...]] = []
    for it in events:
        if isinstance(it, Message):
            shown.append((it.name, it.number, it.command_length, it.data_length, it.values, it.longest, it.complete))
        elif isinstance(it, PDU):
            shown.append((it.kind, it.data))
        elif isinstance(it, Nonsense):
            shown.append((it.begins,))
        else:
            shown.append((it.error,))
    return shown


@given(cuts=st.lists(st.integers(0, len(OURS)), max_size=20).map(sorted))
def test_however_it_is_cut_the_same_is_told(cuts: list[int]) -> None:
    edges = [0, *cuts, len(OURS)]
    parts = [OURS[begin:end] for begin, end in itertools.pairwise(edges) if end > begin]
    store, echo = ("C-STORE-RQ", 1, 82, 360, 11, 50, True), ("C-ECHO-RQ", 2, 68, 0, 1, 68, True)
    assert told_of(heard(parts, [])) == [
        (pdu.ASSOCIATE_RQ, REQUEST),
        store,
        echo,
        (pdu.RELEASE_RQ, pdu.RELEASE_RQ_PDU),
        ("",),
    ]


WORDS = st.sampled_from(
    [
        *(bytes((kind, 0, 0, 0, 0, 4)) for kind in (0, 1, 2, 3, 4, 5, 6, 7, 8)),
        *(bytes((kind, 0, 0, 0, 0, 80)) + bytes(68) for kind in (1, 2)),
        *(bytes((item, 0, 0, 8)) for item in (0x10, 0x20, 0x21, 0x50, 0x51, 0x53, 0x54, 0x57, 0x58, 0x59)),
        b"\4\0\0\0\0\x0a\0\0\0\6\1\3",
        b"\0\0\0\1\2\0\0\0\1\0",
        OURS,
        OURS[:-20],
        REQUEST,
    ]
)


@given(data=st.lists(st.one_of(st.binary(max_size=60), WORDS), max_size=12))
def test_whatever_comes_nothing_is_raised_and_the_end_is_told(data: list[bytes]) -> None:
    parts = [part for part in data if part]
    events = heard(parts, parts)
    assert isinstance(events[-1], Ended)
    trace = Trace().tap(1, CONNECTION)
    trace.sent(parts)
    for part in parts:
        trace.received(memoryview(part))
    trace.received(memoryview(b""))
    trace.closed(ConnectionResetError(104, "Connection reset by peer"))


def test_a_message_that_is_cut_off_is_told_as_far_as_it_went() -> None:
    *_, message, end = heard([OURS[: len(OURS) - 200]], [])
    assert isinstance(message, Message) and isinstance(end, Ended)
    assert message.name == "C-STORE-RQ"
    assert not message.complete
    assert 0 < message.data_length < 360


def test_memory_does_not_grow_with_what_comes() -> None:
    """A command without end, a PDU without end, requests without answers."""
    endless = b"\4\0\0\0\x10\6" + (0x1002).to_bytes(4, "big") + b"\1\1" + bytes(0x1000)
    stream = {
        "command": endless,
        "request": b"".join(pdu.frame(1, 3, command.c_echo_rq(7, "1.2.3"), 1000, last=True)),
        "nonsense": b"\1\0\xff\xff\xff\xff" + bytes(4000),
    }
    for data in stream.values():
        conversation = Conversation(CONNECTION, lambda event: None)
        conversation.sent([data] * 100)
        tracemalloc.start()
        conversation.sent([data] * 2000)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 200_000


def test_what_was_interrupted_in_its_middle_hears_nothing_more() -> None:
    """A second Ctrl-C may come anywhere, and the A-ABORT that follows must not stumble over it."""
    calls: list[str] = []

    class Interrupted:
        def sent(self, buffers: Sequence[bytes | memoryview]) -> None:
            calls.append("sent")
            raise KeyboardInterrupt

        def received(self, data: memoryview) -> None:
            calls.append("received")

        def closed(self, error: OSError | None) -> None:
            calls.append("closed")

    tap = numbered([lambda number, connection: Interrupted()])(CONNECTION)
    tap.received(memoryview(b"1"))
    with pytest.raises(KeyboardInterrupt):
        tap.sent([b"2"])
    tap.sent([b"3"])
    tap.closed(None)
    assert calls == ["received", "sent"]
