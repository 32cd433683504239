"""What looks on while a peer talks, --trace, --pcap and --evidence, and what explains lines of logs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from scu.capture.blanking import Mask
from scu.capture.conversation import Conversation
from scu.capture.events import Event
from scu.capture.pcapng import Pcap
from scu.capture.record import Record
from scu.capture.stream import Role, Splitter
from scu.capture.trace import Trace
from scu.dimse.tap import Connection
from scu.explanations import lookup
from tests.fuzz import hostile, spoken
from tests.fuzz.operations import folder
from tests.fuzz.spoken import WORDS
from tests.fuzz.target import Target

_CONNECTION = Connection(("127.0.0.1", 11112), ("127.0.0.1", 104), accepted=False)
_REQUEST = spoken.request(spoken.FIND)
_SIZES = (1, 7, 1 << 20)
"""In which pieces the same bytes come."""
_LOG = (
    b"I: Association Rejected:\nI: Result: Rejected Permanent, Source: Service User\nI: Reason: Called AE Title",
    b"A-ASSOCIATE-RJ[result: 1 - rejected-permanent, source: 1 - service-user, reason: 7 - called]",
    b"A-ABORT[source: 2, reason: 1]\nabort 2 1\nrejected 1 1 7\ncontext 4\nA801\nC-MOVE 0xA801\n(0000,0900) US a702",
    b"\xff\xfe\0x\0A\x008\n\x1b[2Jtls\0" + b"result: 1 source: 1 reason: " * 30,
    b"ECONNREFUSED\nE: Move Request Failed: 0006:0317 Peer aborted Association\nstatus=b000",
    b"0000,0900 " * 200 + b"abort " * 200,
)


def _pieces(data: bytes, size: int) -> Iterator[memoryview]:
    return (memoryview(data)[at : at + size] for at in range(0, len(data), size))


def _blanking(data: bytes) -> None:
    """As many bytes come out as went in, and the same however they came."""
    for data_sets in (True, False):
        outcomes = set()
        for size in _SIZES if len(data) < 1024 else _SIZES[2:]:
            mask = Mask({}, data_sets=data_sets)
            outcomes.add(b"".join(it for piece in _pieces(data, size) for it in mask.blank([piece])))
        (blanked,) = outcomes
        assert len(blanked) == len(data)
    splitter = Splitter()
    data_set = sum(len(piece) for role, piece, _ in splitter.feed(memoryview(data)) if role is Role.DATA)
    assert data_set <= len(data)


def _looking_on(data: bytes) -> None:
    """Someone says this to whom traces, captures and keeps: the peer, or we, by the first byte."""
    record, trace, file = Record(with_values=True), Trace(), folder().path / "pcap"
    we_say_it = bool(data[:1] and data[0] & 0x80)
    with Pcap(file, redacted=True) as pcap:
        for tap in (it.tap(1, _CONNECTION) for it in (record, trace, pcap)):
            tap.sent([_REQUEST])
            for piece in _pieces(data, 1000):
                if we_say_it:
                    tap.sent([piece])
                else:
                    tap.received(piece)
            tap.received(memoryview(b""))
            tap.closed(ConnectionResetError(104, "reset") if we_say_it else None)
    document = json.dumps([record.document(), [str(it) for it in record.explanations()]])
    assert len(document) + file.stat().st_size <= 50_000 + 200 * len(data)
    file.unlink()


def _conversation(data: bytes) -> None:
    """The messages that are told of are the same however the bytes came."""
    told = set()
    for size in _SIZES if len(data) < 1024 else _SIZES[2:]:
        events: list[Event] = []
        conversation = Conversation(_CONNECTION, events.append, lambda _: True)
        for piece in _pieces(data, size):
            conversation.received(piece)
        conversation.closed(None)
        told.add(tuple(type(event).__name__ for event in events))
        assert len(events) <= 10 + len(data)
    assert len(told) == 1, "it depends on the pieces"


def _explain(data: bytes) -> None:
    """Lines of a log."""
    for line in data[:4000].decode("utf-8", "replace").splitlines():
        found = lookup.find(line)
        assert len(found) == len(set(found))


def _heard() -> Iterable[bytes]:
    for verb in ("find", "get", "move"):
        yield spoken.good_conversation(verb)
    yield spoken.good_sender()
    yield spoken.request(identity=True)
    yield from hostile.STREAMS.values()
    yield from hostile.MESSAGES.values()
    yield from (data for data in (*hostile.ACCEPTS.values(), *hostile.REQUESTS.values()) if len(data) < 20_000)


TARGETS = (
    Target("capture-blanking", _blanking, _heard, WORDS),
    Target("capture-looking-on", _looking_on, _heard, WORDS),
    Target("capture-conversation", _conversation, _heard, WORDS),
    Target("explain", _explain, lambda: _LOG, (b"result: ", b"source: ", b"reason: ", b"abort", b"0000,0900")),
)
