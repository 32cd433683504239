"""Peers that misbehave, and files that change: each is told for what it is, and none hangs."""

from __future__ import annotations

import os
import struct
from pathlib import Path
from threading import Event

import pytest

from scu.dimse import command, pdu, services
from scu.dimse.network import Network
from scu.errors import Aborted, FileProblem, NoContext, TimedOut
from scu.query import build
from scu.results import Match, Outgoing
from scu.storage.meta import examine
from tests.peers import scripts
from tests.peers.instances import make_instances
from tests.peers.ours import HASTY, associate, associate_to_ask, echo, store
from tests.peers.recording import recording_scp
from tests.peers.scripted import Conversation, Script, scripted_peer

MEGABYTE = 1024 * 1024


class Source:
    """A data set that can be read so many times."""

    def __init__(self, times: int, error: OSError | None = None) -> None:
        self.times, self.error = times, error

    def readinto(self, buffer: memoryview, /) -> int:
        self.times -= 1
        if self.times < 0 and self.error:
            raise self.error
        return len(buffer) if self.times >= 0 else 0


@pytest.mark.parametrize("error", [None, OSError(5, "Input/output error")])
def test_a_data_set_that_cannot_be_read_to_its_end_ends_the_association(error: OSError | None) -> None:
    def send(port: int) -> None:
        with associate(port) as association:
            association.wire.doing = "sending it"
            association.send(1, command.c_store_rq(1, "1.2", "1.2.3"), Source(1, error), MEGABYTE)

    problem = pytest.raises(FileProblem, match="cannot be read to its end while sending it")
    with scripted_peer(scripts.say_nothing_after_accepting) as scripted, problem:
        send(scripted.port)

    assert scripted.conversation.last_pdu == pdu.abort(0, 0)


def test_a_data_set_that_cannot_be_read_at_all_does_no_harm() -> None:
    with recording_scp() as recorder, associate(recorder.port) as association:
        with pytest.raises(OSError, match="Input/output error"):
            association.send(1, command.c_store_rq(1, "1.2", "1.2.3"), Source(0, OSError(5, "Input/output error")), 10)
        assert services.echo(association).status.ok


def huge(path: Path) -> Outgoing:
    """More than the kernel keeps between two sockets."""
    os.truncate(path, 32 * MEGABYTE)
    return examine(str(path))


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    return make_instances(tmp_path / "instance")[0].path


def test_a_file_that_shrinks_while_it_is_sent_is_a_file_problem(instance: Path) -> None:
    def shrink(conversation: Conversation) -> None:
        conversation.accept()
        conversation.receive_pdu()
        os.truncate(instance, 2000)
        conversation.wait_until_closed()

    with scripted_peer(shrink) as scripted, pytest.raises(FileProblem, match="it became shorter"):
        store(scripted.port, [huge(instance)])
    assert scripted.conversation.pdu_types[-1] == 7


@pytest.mark.parametrize("size", [1000, 100_000])
def test_a_file_that_has_changed_before_it_is_sent_is_left_out(instance: Path, size: int) -> None:
    outgoing = examine(str(instance))
    os.truncate(instance, size)

    with recording_scp() as recorder:
        (left,) = store(recorder.port, [outgoing])

    assert left.status is None
    assert left.reason == "the file has changed since it was looked at"
    assert (recorder.stored, recorder.released) == ([], 1)


@pytest.mark.parametrize("closing", [True, False])
def test_an_abort_in_mid_store_is_told_and_not_the_reset_that_follows(instance: Path, closing: bool) -> None:
    def abort(conversation: Conversation) -> None:
        conversation.accept()
        conversation.receive_pdu()
        conversation.abort(2, 6)
        if not closing:
            done.wait(60)

    outgoing = [huge(instance)]
    for _ in range(5):
        done = Event()
        with scripted_peer(abort) as scripted:
            with pytest.raises(Aborted, match="the peer aborted the association while sending") as caught:
                store(scripted.port, outgoing, HASTY)
            done.set()
        assert caught.value.comment == "source 2 (service provider), reason 6: invalid PDU parameter value"


def test_a_peer_that_takes_nothing_more_is_silent(instance: Path) -> None:
    done = Event()

    def stop(conversation: Conversation) -> None:
        conversation.accept()
        done.wait(60)

    with scripted_peer(stop) as scripted:
        with pytest.raises(TimedOut, match=r"no answer within 0\.3 s while sending"):
            store(scripted.port, [huge(instance)], HASTY)
        done.set()


def test_the_total_time_ends_even_a_busy_exchange() -> None:
    query = build("find", None, None, [])

    with scripted_peer(scripts.respond_until_cancelled) as scripted:
        association = associate_to_ask(scripted.port, query, Network(total_timeout=0.5))
        with pytest.raises(TimedOut) as caught, association:
            assert all(isinstance(found, Match) for found in services.find(association, query))

    assert caught.value.message == "the total time of 0.5 s is over while waiting for the answer to C-FIND"


@pytest.mark.parametrize(
    ("script", "message"),
    [
        (scripts.abort_at_the_request(0, 0), "aborted the association while waiting for the answer to C-ECHO"),
        (scripts.abort_instead_of_accepting(2, 1), "aborted the association while waiting for the answer to the assoc"),
    ],
)
def test_a_peer_that_goes_away_is_told(script: Script, message: str) -> None:
    with scripted_peer(script) as scripted, pytest.raises(Aborted, match=message):
        echo(scripted.port)


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (scripts.respond_on_another_context, 2),
        (scripts.respond_to_another_message, 2),
        (scripts.say(scripts.HTTP), 1),
        (scripts.say(scripts.pdu(2, bytes(100))), 6),
        (scripts.say(scripts.pdu(5, bytes(4))), 2),
        (scripts.say_at_the_request(scripts.HUGE_PDU), 6),
        (scripts.say_at_the_request(scripts.SHORT_PDV), 6),
        (scripts.say_at_the_request(scripts.EMPTY_PDATA), 6),
        (scripts.say_at_the_request(scripts.UNKNOWN_PDU), 1),
        (scripts.say_at_the_request(scripts.SHORT_ABORT), 6),
        (scripts.say_at_the_request(scripts.BROKEN_COMMAND), 6),
        (scripts.say_at_the_request(scripts.pdu(2, bytes(100))), 2),
        (scripts.say_at_the_request(scripts.pdu(4, struct.pack(">LBB", 4, 1, 2) + b"ab")), 2),
    ],
)
def test_nonsense_is_answered_with_an_abort_for_its_reason(script: Script, reason: int) -> None:
    with scripted_peer(script) as scripted, pytest.raises(Aborted, match="answer makes no sense while waiting for"):
        echo(scripted.port)

    assert scripted.conversation.last_pdu == pdu.abort(2, reason)


def test_what_was_not_accepted_is_no_context() -> None:
    with scripted_peer(scripts.accept_no_context) as scripted, pytest.raises(NoContext) as caught:
        echo(scripted.port)

    assert caught.value.message == "ANY does not accept Verification SOP Class"
    assert caught.value.comment == "the abstract syntax (the SOP class) is not supported"
