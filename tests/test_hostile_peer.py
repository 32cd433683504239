"""Peers that never come to an end, or say what has no place: each association ends soon, for a reason that is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from scu.dimse import pdu, request, services, wire
from scu.dimse.network import Network
from scu.errors import TimedOut
from scu.query import build
from scu.results import Outgoing
from scu.storage.meta import examine
from tests.peers import hostile, scripts
from tests.peers.command import error_here, run_here
from tests.peers.hostile import COMMAND, LAST, Answer, answering, fragment, pending, soon
from tests.peers.instances import make_instances
from tests.peers.ours import HASTY, associate_to_ask, echo, store
from tests.peers.scripted import Conversation, Message, encode_message, response_to, scripted_peer
from tests.peers.verbs import VERBS, arguments

FIND = build("find", None, None, [])


@pytest.fixture(autouse=True)
def _short_goodbye(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "_LAST_WORD", 0.2)
    monkeypatch.setattr(request, "CANCEL_TIMEOUT", 0.3)


def talk_after_echo(data: Iterator[bytes]) -> hostile.Answer:
    def answer(_: Conversation, message: Message) -> Iterator[bytes]:
        yield from encode_message(message.context_id, response_to(message, scripts.SUCCESS))
        yield from data

    return answer


def test_a_flood_does_not_put_off_the_release() -> None:
    flood = hostile.for_ever(fragment(1, COMMAND, b"ab"))
    with scripted_peer(answering(talk_after_echo(flood))) as scripted, soon():
        echo(scripted.port, HASTY)


def test_nor_does_a_message_now_and_then() -> None:
    def talk(conversation: Conversation) -> None:
        conversation.accept()
        conversation.respond(conversation.receive_message(), scripts.SUCCESS)
        hostile.trickle(conversation, fragment(1, COMMAND, b"ab") * 1000, 0.1, count=14)

    with scripted_peer(talk) as scripted, soon():
        echo(scripted.port, HASTY)


def test_both_may_release_at_a_time() -> None:
    def release_too(conversation: Conversation) -> None:
        conversation.accept()
        conversation.respond(conversation.receive_message(), scripts.SUCCESS)
        assert conversation.receive_pdu()[0] == pdu.RELEASE_RQ
        conversation.send(pdu.RELEASE_RQ_PDU)
        assert conversation.receive_pdu()[0] == pdu.RELEASE_RP
        conversation.send(pdu.RELEASE_RP_PDU)

    with scripted_peer(release_too) as scripted, soon():
        echo(scripted.port)

    assert scripted.conversation.pdu_types[-1] == pdu.RELEASE_RP


def test_a_flood_does_not_put_off_the_end_after_an_abort() -> None:
    with scripted_peer(answering(hostile.matches_for_ever)) as scripted, soon():
        association = associate_to_ask(scripted.port, FIND)
        next(services.find(association, FIND))
        association.abort()


def huge(folder: Path) -> Outgoing:
    """More than the kernel keeps between two sockets."""
    (made,) = make_instances(folder)
    with made.path.open("r+b") as file:
        file.truncate(32 * 1024 * 1024)
    return examine(str(made.path))


def test_a_peer_that_talks_and_does_not_listen_is_heard_for_a_moment(tmp_path: Path) -> None:
    def talk(conversation: Conversation) -> None:
        conversation.accept()
        for data in hostile.for_ever(fragment(1, COMMAND, b"a" * 4096)):
            conversation.send(data)

    with scripted_peer(talk) as scripted, soon(), pytest.raises(TimedOut, match=r"within 0\.3 s while sending"):
        store(scripted.port, [huge(tmp_path)], HASTY)


def endless_command(conversation: Conversation, message: Message) -> Iterator[bytes]:
    return hostile.for_ever(fragment(message.context_id, COMMAND))


def endless_identifier(data: bytes) -> Answer:
    def answer(conversation: Conversation, message: Message) -> Iterator[bytes]:
        yield pending(message, b"ab")[: -len(fragment(1, LAST, b"ab"))]
        yield from hostile.for_ever(fragment(message.context_id, 0, data))

    return answer


def endless_object(conversation: Conversation, message: Message) -> Iterator[bytes]:
    context_id, sop_class = hostile.storage_context(conversation)
    yield hostile.store_request(context_id, sop_class)
    yield from hostile.for_ever(fragment(context_id, 0))


@pytest.mark.parametrize(
    ("verb", "answer", "words"),
    [
        ("find", endless_command, "empty fragments without end"),
        ("find", endless_identifier(b""), "empty fragments without end"),
        ("find", endless_identifier(b"a" * 16000), "an identifier without end"),
        ("get", endless_object, "empty fragments without end"),
    ],
)
def test_a_message_without_end_is_nonsense(verb: str, answer: Answer, words: str, tmp_path: Path) -> None:
    with scripted_peer(answering(answer)) as scripted, soon():
        error = error_here(verb, scripted.address, *arguments(verb, tmp_path), kind="aborted")

    assert words in error["message"]
    out = tmp_path / "out"
    assert not out.exists() or list(out.iterdir()) == []


@pytest.mark.parametrize("answer", [hostile.matches_for_ever, hostile.matches_of_nothing_for_ever])
def test_matches_without_end_are_cancelled_and_partial(answer: Answer) -> None:
    with scripted_peer(answering(answer)) as scripted, soon():
        done = run_here("find", scripted.address, "--max-matches", 50)

    assert done.returncode == 1
    assert "scu: error: the server does not come to an end: 50 matches, and more\n" in done.stderr
    assert "--max-matches" in done.stderr


def test_those_that_came_are_shown() -> None:
    def answer(conversation: Conversation) -> None:
        conversation.accept()
        message = conversation.receive_message()
        conversation.send(pending(message, scripts.a_match()) * 60)
        assert conversation.receive_message().command.CommandField == scripts.C_CANCEL_RQ
        conversation.respond(message, scripts.CANCELLED)
        conversation.end()

    with scripted_peer(answer) as scripted:
        done = run_here("find", scripted.address, "--max-matches", 50, "--format", "csv", "-k", "PatientName")

    assert done.returncode == 1
    assert done.stdout.count("Doe^Jane") == 50


@pytest.mark.parametrize("option", [["--expand", "series"], ["--split-by-date"]])
def test_so_are_those_of_a_query_among_several(option: list[str]) -> None:
    with scripted_peer(answering(hostile.matches_for_ever)) as scripted, soon():
        done = run_here("find", scripted.address, "--max-matches", 50, *option)

    assert done.returncode == 1
    assert "does not come to an end" in done.stderr


def test_a_get_that_has_to_ask_first_gives_up_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(services, "MOST_MATCHES", 50)
    monkeypatch.setattr(request, "_MOST_IDLE", 50)
    words = ["-k", "StudyInstanceUID=1.2.3", "-o", tmp_path / "out", "--verify"]
    with scripted_peer(answering(hostile.matches_for_ever)) as scripted, soon():
        done = run_here("get", scripted.address, *words, "-td", 1)

    assert done.returncode in (1, 3)
    assert "does not come to an end: 50 matches" in done.stderr + done.stdout


@pytest.mark.parametrize("verb", ["get", "move"])
def test_responses_without_progress_are_nonsense(verb: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def remaining(_: Conversation, message: Message) -> Iterator[bytes]:
        return hostile.for_ever(
            pending(message, NumberOfCompletedSuboperations=3, NumberOfRemainingSuboperations=2),
        )

    monkeypatch.setattr(request, "_MOST_IDLE", 50)
    with scripted_peer(answering(remaining)) as scripted, soon():
        error = error_here(verb, scripted.address, *arguments(verb, tmp_path), kind="aborted")

    assert "50 responses in a row that tell of no progress" in error["message"]


def test_those_that_tell_of_progress_are_not(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def answer(conversation: Conversation) -> None:
        conversation.accept()
        message = conversation.receive_message()
        for count in range(200):
            conversation.send(pending(message, NumberOfCompletedSuboperations=count // 40))
        conversation.respond(message, scripts.SUCCESS)
        conversation.end()

    monkeypatch.setattr(request, "_MOST_IDLE", 50)
    with scripted_peer(answer) as scripted:
        done = run_here("move", scripted.address, "-k", "StudyInstanceUID=1.2.3", "--dest", "THIRD")

    assert "no progress" not in done.stderr


def store_to_us(conversation: Conversation, message: Message) -> Iterator[bytes]:
    yield hostile.store_request(message.context_id, str(message.command.AffectedSOPClassUID), last=b"ab")


def report_to_us(conversation: Conversation, message: Message) -> Iterator[bytes]:
    yield hostile.event_report(message.context_id)


def cancel_ours(conversation: Conversation, message: Message) -> Iterator[bytes]:
    yield hostile.cancel_request(message.context_id, message.command.MessageID)


@pytest.mark.parametrize(
    ("verb", "answer"),
    [(verb, answer) for verb in VERBS for answer in (report_to_us, cancel_ours)]
    + [(verb, store_to_us) for verb in VERBS if verb != "get"],
)
def test_a_request_of_the_peer_has_no_place(verb: str, answer: Answer, tmp_path: Path) -> None:
    with scripted_peer(answering(answer)) as scripted, soon():
        error = error_here(verb, scripted.address, *arguments(verb, tmp_path), kind="aborted")

    assert "makes no sense" in error["message"]
    assert scripted.conversations[-1].last_pdu == pdu.abort(2, 2)


def test_an_object_on_a_context_for_something_else_is_refused(tmp_path: Path) -> None:
    def answer(conversation: Conversation) -> None:
        conversation.accept()
        message = conversation.receive_message()
        conversation.send(b"".join(store_to_us(conversation, message)))
        refused.append(conversation.receive_message().command.Status)
        conversation.respond(message, scripts.SUCCESS)
        conversation.end()

    refused: list[int] = []
    with scripted_peer(answer) as scripted:
        run_here("get", scripted.address, *arguments("get", tmp_path))

    assert refused == [0x0122]
    assert list((tmp_path / "out").iterdir()) == []


def test_an_answer_that_comes_twice_is_not_that_of_the_next_object(tmp_path: Path) -> None:
    def answer(conversation: Conversation) -> None:
        conversation.accept()
        message = conversation.receive_message()
        conversation.respond(message, scripts.SUCCESS)
        conversation.respond(message, scripts.SUCCESS)
        conversation.wait_until_closed()

    paths = [made.path for made in make_instances(tmp_path, 2)]
    with scripted_peer(answer) as scripted, soon():
        error = error_here("store", scripted.address, *paths, kind="aborted")

    assert "not ours" in error["message"]


def test_of_several_associations_one_that_is_silent_costs_its_own_object(tmp_path: Path) -> None:
    def answer(conversation: Conversation) -> None:
        conversation.accept()
        message = conversation.receive_message()
        if message.command.AffectedSOPInstanceUID == made[0].uid:
            conversation.wait_until_closed()
        while True:
            conversation.respond(message, scripts.SUCCESS)
            message = conversation.receive_message()

    made = make_instances(tmp_path, 12)
    paths = [each.path for each in made]
    with scripted_peer(answer) as scripted, soon():
        done = run_here("store", scripted.address, *paths, "--associations", 4, "-td", 1.5, "--format", "json")

    assert done.returncode == 3
    assert [each["status"] for each in json.loads(done.stdout)["instances"]] == [None] + 11 * ["0000"]


def test_a_total_time_is_over_in_mid_write(tmp_path: Path) -> None:
    done = Event()

    def read_steadily(conversation: Conversation) -> None:
        conversation.accept()
        while conversation.socket.recv(100_000):
            done.wait(0.01)

    with scripted_peer(read_steadily) as scripted, soon(), pytest.raises(TimedOut, match="the total time"):
        store(scripted.port, [huge(tmp_path)], Network(total_timeout=0.2))
    done.set()


def test_reports_of_storage_commitment_without_end_are_not_the_answer_that_is_due(tmp_path: Path) -> None:
    def flood(conversation: Conversation) -> None:
        conversation.accept()
        message = conversation.receive_message()
        while True:
            conversation.send(hostile.event_report(message.context_id))
            conversation.receive_message()

    path = make_instances(tmp_path)[0].path
    with scripted_peer(flood) as scripted, soon():
        error = error_here("commit", scripted.address, path, "-td", 0.5, kind="timeout")

    assert error["message"] == "no answer within 0.5 s while waiting for the answer to N-ACTION"
