"""Ctrl-C, in a process of its own: the peer sends the signal at the moment that matters."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from scu.dimse import interrupts, pdu
from tests.peers import scripts
from tests.peers.command import ENVIRONMENT
from tests.peers.instances import make_instances
from tests.peers.scripted import Conversation, Script, encode_message, response_to, scripted_peer

ABORT, RELEASE = pdu.ABORT, pdu.RELEASE_RQ
CLIENT = """
import sys
from pathlib import Path
from scu.dimse import contexts, interrupts, request, services
from scu.dimse.network import Network
from scu.dimse.establish import connect
from scu.errors import ScuError
from scu.query import build
from scu.results import Peer
from scu.storage.receive import Receiver
from scu.storage.scan import scan

verb, port, *paths = sys.argv[1:]
request.CANCEL_TIMEOUT = 2.0
outgoing = list(scan(paths, recursive=False))
if verb == "store":
    ((proposals, _),) = contexts.batches(outgoing)
else:
    query = build(verb, None, None, [], check=False)
    proposals = contexts.query(query.sop_class_uid)

def run(association):
    if verb == "store":
        return services.store(association, outgoing)
    if verb == "find":
        return services.find(association, query)
    if verb == "move":
        return services.move(association, query, "THIRD")
    return services.get(association, query, Receiver(Path(paths[0])))

try:
    with interrupts.caught():
        with connect(Peer("127.0.0.1", int(port), "ANY", "TESTER"), proposals, Network()) as association:
            for found in run(association):
                print(type(found).__name__, found.status.category.value, flush=True)
        print("done")
except (ScuError, KeyboardInterrupt) as error:
    print(f"{type(error).__name__}: {error}")
"""


class Client:
    """The process that is interrupted."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[str] | None = None

    def interrupt(self, number: int = signal.SIGINT) -> None:
        assert self.process is not None
        self.process.send_signal(number)

    def interrupted_and_ignored(self, number: int = signal.SIGINT) -> Script:
        def answer(conversation: Conversation) -> None:
            conversation.accept()
            conversation.receive_message()
            self.interrupt(number)
            conversation.wait_until_closed()

        return answer

    def run(self, verb: str, script: Script, *paths: Path) -> tuple[list[str], list[int]]:
        """What it printed, and the types of the PDUs that the peer got."""
        with scripted_peer(script) as scripted:
            command = [sys.executable, "-c", CLIENT, verb, str(scripted.port), *map(str, paths)]
            self.process = subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True)
            with self.process as process:
                try:
                    output, _ = process.communicate(timeout=60)
                finally:
                    process.kill()
        assert process.returncode == 0
        return output.splitlines(), scripted.conversation.pdu_types


@pytest.fixture
def client() -> Client:
    return Client()


def expect_cancel(conversation: Conversation, message_id: int) -> None:
    cancel = conversation.receive_message()
    assert cancel.command.CommandField == scripts.C_CANCEL_RQ
    assert cancel.command.MessageIDBeingRespondedTo == message_id


@pytest.mark.parametrize("verb", ["find", "move", "get"])
def test_the_first_one_cancels_and_releases(client: Client, verb: str, tmp_path: Path) -> None:
    def answer(conversation: Conversation) -> None:
        conversation.accept()
        request = conversation.receive_message()
        client.interrupt()
        expect_cancel(conversation, request.command.MessageID)
        conversation.respond(request, scripts.PENDING, scripts.a_match() if verb == "find" else None)
        conversation.respond(request, scripts.CANCELLED)
        conversation.end()

    said, pdus = client.run(verb, answer, *[tmp_path / "out"] * (verb == "get"))

    assert (
        said
        == {
            "find": ["Match Pending", "Final Cancel", "Interrupted: interrupted after 1 matches"],
            "move": ["Retrieving Pending", "Retrieving Cancel", "Interrupted: interrupted before everything was moved"],
            "get": [
                "Retrieving Pending",
                "Retrieving Cancel",
                "Interrupted: interrupted before everything was fetched",
            ],
        }[verb]
    )
    assert pdus[-1] == RELEASE


def test_the_second_one_aborts(client: Client) -> None:
    def answer(conversation: Conversation) -> None:
        conversation.accept()
        request = conversation.receive_message()
        client.interrupt()
        expect_cancel(conversation, request.command.MessageID)
        client.interrupt()
        conversation.wait_until_closed()

    said, pdus = client.run("find", answer)

    assert said == ["KeyboardInterrupt: "]
    assert pdus[-1] == ABORT


def test_a_peer_that_ignores_the_cancel_is_not_waited_for_without_end(client: Client) -> None:
    said, pdus = client.run("move", client.interrupted_and_ignored())

    assert said == ["Interrupted: interrupted: the server did not end the operation in time"]
    assert pdus[-1] == ABORT


def test_a_peer_that_never_pauses_is_cancelled_too(client: Client) -> None:
    """Where there is always something to read there is never a wait that a signal could end."""

    def answer(conversation: Conversation) -> None:
        conversation.accept()
        request = conversation.receive_message()
        pending = response_to(request, scripts.PENDING, has_data=True)
        matches = b"".join(encode_message(request.context_id, pending, scripts.a_match())) * 1000
        conversation.send(matches)
        client.interrupt()
        while not conversation.has_input():
            conversation.send(matches)
        expect_cancel(conversation, request.command.MessageID)
        conversation.respond(request, scripts.CANCELLED)
        conversation.end()

    said, pdus = client.run("find", answer)

    assert set(said[:-2]) == {"Match Pending"}
    assert said[-2:] == ["Final Cancel", f"Interrupted: interrupted after {len(said) - 2} matches"]
    assert pdus[-1] == RELEASE


def test_a_store_ends_between_two_objects(client: Client, tmp_path: Path) -> None:
    paths = [made.path for made in make_instances(tmp_path, 3)]

    def answer(conversation: Conversation) -> None:
        conversation.accept()
        request = conversation.receive_message()
        client.interrupt()
        conversation.respond(request, scripts.SUCCESS)
        while True:
            conversation.respond(conversation.receive_message(), scripts.SUCCESS)

    said, pdus = client.run("store", answer, *paths)

    assert said[-1] == "Interrupted: interrupted before everything was sent"
    assert 1 <= said.count("Instance Success") == len(said) - 1 < 3
    assert pdus[-1] == RELEASE


def test_without_an_association_it_ends_at_once(client: Client) -> None:
    def answer(conversation: Conversation) -> None:
        conversation.receive_request()
        client.interrupt()
        conversation.wait_until_closed()

    said, _ = client.run("find", answer)

    assert said == ["KeyboardInterrupt: "]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_what_is_no_question_aborts_at_once(client: Client, number: signal.Signals) -> None:
    said, pdus = client.run("find", client.interrupted_and_ignored(number))

    assert said == ["KeyboardInterrupt: "]
    assert pdus[-1] == ABORT


def test_a_release_without_an_answer_is_cut_short(client: Client) -> None:
    def answer(conversation: Conversation) -> None:
        conversation.accept()
        conversation.respond(conversation.receive_message(), scripts.SUCCESS)
        assert conversation.receive_pdu()[0] == RELEASE
        client.interrupt()
        conversation.wait_until_closed()

    said, pdus = client.run("find", answer)

    assert said == ["Final Success", "done"]
    assert pdus[-1] == ABORT


def test_afterwards_the_process_is_as_it_was() -> None:
    def state() -> tuple[object, ...]:
        wakeup = signal.set_wakeup_fd(-1)
        signal.set_wakeup_fd(wakeup)
        handlers = [signal.getsignal(it) for it in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)]
        return *handlers, wakeup, interrupts.fileno()

    def interrupt_twice() -> None:
        with interrupts.caught(), interrupts.deferred():
            signal.raise_signal(signal.SIGINT)
            assert interrupts.requested()
            signal.raise_signal(signal.SIGINT)

    before = state()
    with pytest.raises(KeyboardInterrupt):
        interrupt_twice()
    assert state() == before
    with interrupts.caught():
        assert not interrupts.requested()
        assert state() != before
    assert state() == before
