"""Asynchronous operations (PS3.7 D.3.3.3): several C-STORE requests under way on one association."""

from __future__ import annotations

from pathlib import Path

import pytest
from pynetdicom.pdu_primitives import AsynchronousOperationsWindowNegotiation

from scu.dimse.network import Network
from scu.errors import Aborted
from scu.results import Outgoing
from scu.storage.meta import examine
from tests.peers import scripts
from tests.peers.instances import make_instances
from tests.peers.ours import store
from tests.peers.recording import Recorder, recording_scp
from tests.peers.scripted import Conversation, Script, scripted_peer

WINDOW = 4


@pytest.fixture
def outgoing(tmp_path: Path) -> list[Outgoing]:
    return [examine(str(made.path)) for made in make_instances(tmp_path / "in", 10)]


def answer_backwards(granted: int, count: int) -> Script:
    """Read as many requests as are granted at a time, and answer the last of them first."""

    def script(conversation: Conversation) -> None:
        conversation.accept(window=granted)
        while len(conversation.received) < count:
            due = min(granted, count - len(conversation.received))
            messages = [conversation.receive_message() for _ in range(due)]
            # Nothing more may come while the window is full.
            assert not conversation.has_input()
            for message in reversed(messages):
                conversation.respond(message, scripts.SUCCESS)
        conversation.end()

    return script


@pytest.mark.parametrize("granted", [1, 2, WINDOW])
def test_answers_in_any_order_are_results_in_the_order_of_the_files(outgoing: list[Outgoing], granted: int) -> None:
    with scripted_peer(answer_backwards(granted, len(outgoing))) as peer:
        results = store(peer.port, outgoing, Network(window=WINDOW))

    assert [it.sop_instance_uid for it in results] == [it.sop_instance_uid for it in outgoing]
    assert all(it.status and it.status.ok for it in results)
    assert len(peer.conversation.received) == 10


def test_the_window_is_asked_for(outgoing: list[Outgoing]) -> None:
    with scripted_peer(scripts.succeed) as peer:
        store(peer.port, outgoing, Network(window=WINDOW))
        store(peer.port, outgoing, Network(window=1))

    asked = []
    for conversation in peer.conversations:
        assert conversation.request is not None
        items = conversation.request.user_information
        asked.append([it for it in items if isinstance(it, AsynchronousOperationsWindowNegotiation)])
    assert [it.maximum_number_operations_invoked for it in asked[0]] == [WINDOW]
    assert asked[1] == []


def test_a_peer_that_grants_nothing_is_served_one_by_one(outgoing: list[Outgoing]) -> None:
    def one_by_one(conversation: Conversation) -> None:
        conversation.accept()
        for _ in outgoing:
            message = conversation.receive_message()
            assert not conversation.has_input()
            conversation.respond(message, scripts.SUCCESS)
        conversation.end()

    with scripted_peer(one_by_one) as peer:
        results = store(peer.port, outgoing, Network(window=WINDOW))

    assert len(results) == len(peer.conversation.received) == 10


def test_pynetdicom_takes_the_question(outgoing: list[Outgoing]) -> None:
    recorder = Recorder()
    with recording_scp(recorder):
        results = store(recorder.port, outgoing, Network(window=WINDOW))

    assert [it.uid for it in recorder.stored] == [it.sop_instance_uid for it in results]


def test_what_is_under_way_when_the_association_ends_has_no_result(outgoing: list[Outgoing]) -> None:
    def abort_after_two(conversation: Conversation) -> None:
        conversation.accept(window=WINDOW)
        messages = [conversation.receive_message() for _ in range(WINDOW)]
        for message in messages[:2]:
            conversation.respond(message, scripts.SUCCESS)
        conversation.abort(2, 0)

    with scripted_peer(abort_after_two) as peer, pytest.raises(Aborted, match="aborted the association"):
        store(peer.port, outgoing, Network(window=WINDOW))


def test_an_answer_twice_is_nonsense(outgoing: list[Outgoing]) -> None:
    def twice(conversation: Conversation) -> None:
        conversation.accept(window=WINDOW)
        message = conversation.receive_message()
        conversation.respond(message, scripts.SUCCESS)
        conversation.respond(message, scripts.SUCCESS)
        conversation.wait_until_closed()

    with scripted_peer(twice) as peer, pytest.raises(Aborted, match="not ours"):
        store(peer.port, outgoing, Network(window=WINDOW))
