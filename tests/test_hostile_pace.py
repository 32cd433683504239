"""Peers that are just not silent, and ways that are just slow: the first have no more time than silence has."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from pydicom.uid import CTImageStorage

from scu.dimse import contexts, pdu, services
from scu.dimse.network import Network
from scu.dimse.storage_scp import StorageSCP
from scu.errors import TimedOut
from scu.query import build
from scu.results import Instance, Match, Retrieving
from scu.storage.meta import examine
from scu.storage.receive import Receiver
from tests.peers import hostile, scripts
from tests.peers.command import error_here, run_here
from tests.peers.hostile import LAST, SOON, Answer, answering, fragment, pending, soon, trickling
from tests.peers.instances import Attributes, make_instances
from tests.peers.ours import HASTY, associate, associate_to_ask, echo, store
from tests.peers.scripted import Closed, Conversation, Message, Script, encode_message, response_to, scripted_peer
from tests.peers.sender import associated, store_request
from tests.peers.verbs import VERBS, arguments

FIND = build("find", None, None, [])


def success(_: Conversation, message: Message) -> Iterator[bytes]:
    return encode_message(message.context_id, response_to(message, scripts.SUCCESS))


def a_match_in_crumbs(_: Conversation, message: Message) -> Iterator[bytes]:
    """Whole PDUs, each with a byte of a match that never ends."""
    yield pending(message, b"ab")[: -len(fragment(1, LAST, b"ab"))]
    yield from [fragment(message.context_id, 0, b"a")] * 1000


def an_object_in_crumbs(conversation: Conversation, message: Message) -> Iterator[bytes]:
    context_id, sop_class = hostile.storage_context(conversation)
    yield hostile.store_request(context_id, sop_class)
    yield from [fragment(context_id, 0, b"a")] * 1000


def crumbs(answer: Answer) -> Script:
    """The first piece whole, then one every now and then."""

    def talk(conversation: Conversation) -> None:
        conversation.accept()
        first, *more = answer(conversation, conversation.receive_message())
        conversation.send(first)
        for piece in more:
            hostile.trickle(conversation, piece, 0.05, count=len(piece))

    return talk


def accept_in_crumbs(conversation: Conversation) -> None:
    conversation.receive_request()
    hostile.trickle(conversation, scripts.pdu(pdu.ASSOCIATE_AC, bytes(4096)), 0.05)


def test_an_answer_to_the_association_request_has_its_time_in_all() -> None:
    with scripted_peer(accept_in_crumbs) as scripted, soon(), pytest.raises(TimedOut) as caught:
        echo(scripted.port, HASTY)

    assert caught.value.message == "no answer within 0.3 s while waiting for the answer to the association request"


def test_an_answer_comes_byte_by_byte() -> None:
    with scripted_peer(trickling(success, 0.05)) as scripted, soon(), pytest.raises(TimedOut) as caught:
        echo(scripted.port, HASTY)

    assert "bytes within 0.3 s while waiting for the answer to C-ECHO" in caught.value.message


@pytest.mark.parametrize(("verb", "answer"), [("find", a_match_in_crumbs), ("get", an_object_in_crumbs)])
def test_a_message_comes_byte_by_byte_in_whole_pdus(verb: str, answer: Answer, tmp_path: Path) -> None:
    with scripted_peer(crumbs(answer)) as scripted, soon():
        error = error_here(verb, scripted.address, *arguments(verb, tmp_path), "-td", 0.3, kind="timeout")

    assert "bytes within 0.3 s while" in error["message"]


def test_a_peer_reads_byte_by_byte(tmp_path: Path) -> None:
    def read_in_crumbs(conversation: Conversation) -> None:
        conversation.accept()
        while not over.wait(0.05):
            conversation.socket.recv(1)

    over = Event()
    (made,) = make_instances(tmp_path, 1, Attributes(size=16 * 1024 * 1024))
    with scripted_peer(read_in_crumbs) as scripted, soon():
        with pytest.raises(TimedOut, match=r"no answer within 0\.3 s while sending"):
            store(scripted.port, [examine(str(made.path))], HASTY)
        over.set()


def test_messages_that_are_whole_may_be_few_and_far_between() -> None:
    def answer(_: Conversation, message: Message) -> Iterator[bytes]:
        yield from [pending(message, scripts.a_match())] * 4
        yield from success(_, message)

    with scripted_peer(crumbs(answer)) as scripted, associate_to_ask(scripted.port, FIND, HASTY) as association:
        found = list(services.find(association, FIND))

    assert sum(isinstance(each, Match) for each in found) == 4


# Slow ways are short of it by no more than this machine may be busy with other things.
PATIENT = Network(acse_timeout=5, dimse_timeout=0.6)


def test_a_slow_way_to_us_is_no_silence(tmp_path: Path) -> None:
    """1 KB is asked for within 0.6 s, and some 10 KB come, for longer than that."""

    def answer(conversation: Conversation, message: Message) -> Iterator[bytes]:
        context_id, sop_class = hostile.storage_context(conversation)
        yield hostile.store_request(context_id, sop_class)
        yield from [fragment(context_id, 0, bytes(400))] * 40
        yield fragment(context_id, LAST, bytes(400))
        yield from success(conversation, message)

    query = build("get", None, None, [], check=False)
    proposals = [*contexts.query(query.sop_class_uid), *contexts.returning({CTImageStorage: ()}, room=10)]
    began = time.monotonic()
    slow = trickling(answer, 0.02, 406)
    with scripted_peer(slow) as scripted, associate(scripted.port, PATIENT, proposals) as association:
        received, end = services.get(association, query, Receiver(tmp_path))
        assert time.monotonic() - began > 0.6
        association.abort()

    assert isinstance(received, Instance) and isinstance(end, Retrieving)
    assert received.size == 41 * 400


SOME = Event()


class Slow(Conversation):
    """Reads no faster than a slow way would let it: its kernel takes little, and the rest stays in ours."""

    def read(self, count: int) -> bytes:
        SOME.wait(0.005)
        return super().read(count)


def test_a_slow_way_from_us_is_no_silence(tmp_path: Path) -> None:
    """The answer is due when the object has arrived, and not when our own kernel has it."""

    def read_slowly(conversation: Conversation) -> None:
        conversation.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
        slow = Slow(conversation.socket, conversation.messages)
        slow.accept(max_length=4096)
        slow.respond(slow.receive_message(), scripts.SUCCESS)
        slow.end()

    (made,) = make_instances(tmp_path, 1, Attributes(size=150_000))
    began = time.monotonic()
    with scripted_peer(read_slowly) as scripted:
        (result,) = store(scripted.port, [examine(str(made.path))], PATIENT)

    assert time.monotonic() - began > 0.6
    assert result.status is not None and result.status.ok


def test_an_object_that_comes_byte_by_byte_is_given_up_at_the_storage_scp(tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path / "in")
    with (
        StorageSCP(0, "SCU", Receiver(tmp_path / "out"), bind="127.0.0.1", network=HASTY) as scp,
        soon(),
        associated(scp.port, made) as sender,
    ):
        request = b"".join(store_request(made, 1))
        sender.send(request[:300])
        with pytest.raises((Closed, ConnectionError)):
            hostile.trickle(sender, request[300:], 0.05)

    assert "bytes within 0.3 s while receiving" in scp.refused[0]
    assert list((tmp_path / "out").iterdir()) == []


def test_a_byte_before_a_message_is_no_life_at_the_storage_scp(tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path / "in")
    with (
        StorageSCP(0, "SCU", Receiver(tmp_path / "out"), bind="127.0.0.1", network=HASTY) as scp,
        soon(),
        associated(scp.port, made) as sender,
    ):
        sender.send(b"\x04")
        assert hostile.pause(sender, SOON)

    assert "within 0.3 s while waiting for the next request" in scp.refused[0]


@pytest.fixture
def resolver(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A name server that does not answer."""
    answered = Event()

    def wait(*_: object) -> list[tuple[object, ...]]:
        answered.wait(60)
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", wait)
    yield
    answered.set()


def test_the_resolver_has_its_time(resolver: None) -> None:
    with soon():
        error = error_here("echo", "pacs.example", "--timeout", 0.2, kind="timeout")

    assert error["message"] == "the look-up of pacs.example gave no answer within 0.2 s"


def test_the_total_time_has_begun_with_the_resolver(resolver: None) -> None:
    with soon():
        error = error_here("echo", "pacs.example", "--total-timeout", 0.2, kind="timeout")

    assert error["message"] == "the total time of 0.2 s is over while connecting to pacs.example port 104"


@pytest.mark.parametrize("options", [["--anonymous-tls", "--ignore-peer-cert"], []])
def test_and_goes_on_with_tls_and_the_association_request(options: list[str]) -> None:
    with scripted_peer(scripts.say_nothing) as scripted, soon():
        error = error_here("echo", scripted.address, "--total-timeout", 0.3, *options, kind="timeout")

    assert error["message"].startswith("the total time of 0.3 s is over while ")


FLOODS: dict[str, Answer] = {
    "find": hostile.matches_for_ever,
    "move": hostile.matches_of_nothing_for_ever,
    "get": hostile.matches_of_nothing_for_ever,
}


@pytest.mark.parametrize(
    ("verb", "peer"),
    [(verb, peer) for verb in VERBS for peer in ("trickles", "says nothing")] + [(verb, "floods") for verb in FLOODS],
)
def test_the_total_time_ends_every_verb(verb: str, peer: str, tmp_path: Path) -> None:
    answer = FLOODS.get(verb, success)
    talks = {
        "floods": answering(answer),
        "trickles": trickling(answer, 0.02),
        "says nothing": scripts.say_nothing_after_accepting,
    }
    with scripted_peer(talks[peer]) as scripted, soon():
        words = [*arguments(verb, tmp_path), "--total-timeout", 0.4]
        done = run_here(verb, scripted.address, *words)

    assert done.returncode == 3
    assert "the total time of 0.4 s is over while" in done.stderr
