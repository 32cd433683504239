"""Ctrl-C: the first ends an operation in order, the second at once; nothing half-written is left."""

from __future__ import annotations

import signal
import subprocess
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest
from pydicom.uid import ImplicitVRLittleEndian

from tests.peers import scripts
from tests.peers.command import ENVIRONMENT, assert_no_bug, command_line, started
from tests.peers.instances import Attributes, make_instances
from tests.peers.scripted import A_ABORT_TYPE, A_RELEASE_RQ_TYPE, Conversation, scripted_peer
from tests.peers.scripts import C_CANCEL_RQ
from tests.peers.sender import associated, store_request
from tests.peers.verbs import SECONDS, arguments


def finish(process: subprocess.Popen[str]) -> str:
    """Wait for the end of an interrupted run, and return what it said."""
    out, err = process.communicate(timeout=SECONDS)
    assert_no_bug(err)
    assert process.returncode == 130, out + err
    return out + err


def wait_until_it_writes(process: subprocess.Popen[str], folder: Path) -> None:
    """Wait until there is something in one of the files of a folder."""
    deadline = time.monotonic() + SECONDS
    while not (folder.is_dir() and any(path.stat().st_size for path in folder.iterdir())):
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=0.02)
        assert process.returncode is None and time.monotonic() < deadline


@pytest.mark.parametrize("verb", ["find", "move", "get"])
def test_interrupt_cancels_and_then_releases(verb: str, tmp_path: Path) -> None:
    with (
        scripted_peer(scripts.stay_pending_until_cancelled) as peer,
        started(verb, peer.address, *arguments(verb, tmp_path)) as process,
    ):
        peer.messages.get(timeout=SECONDS)
        process.send_signal(signal.SIGINT)
        finish(process)

    request, cancel = peer.conversation.received
    assert cancel.command.CommandField == C_CANCEL_RQ
    assert cancel.command.MessageIDBeingRespondedTo == request.command.MessageID
    assert peer.conversation.pdu_types[-1] == A_RELEASE_RQ_TYPE


def test_interrupt_of_matches_without_end() -> None:
    with (
        scripted_peer(scripts.respond_until_cancelled) as peer,
        started("find", peer.address, "--format", "jsonl") as process,
    ):
        assert process.stdout is not None
        assert process.stdout.readline()
        process.send_signal(signal.SIGINT)
        finish(process)

    assert [message.command.CommandField for message in peer.conversation.received] == [0x0020, C_CANCEL_RQ]
    assert peer.conversation.pdu_types[-1] == A_RELEASE_RQ_TYPE


@pytest.mark.parametrize("verb", ["find", "move", "get"])
def test_a_second_interrupt_aborts(verb: str, tmp_path: Path) -> None:
    with (
        scripted_peer(scripts.ignore_every_request) as peer,
        started(verb, peer.address, *arguments(verb, tmp_path)) as process,
    ):
        peer.messages.get(timeout=SECONDS)
        process.send_signal(signal.SIGINT)
        assert peer.messages.get(timeout=SECONDS).command.CommandField == C_CANCEL_RQ
        process.send_signal(signal.SIGINT)
        finish(process)

    assert peer.conversation.pdu_types[-1] == A_ABORT_TYPE


def test_interrupt_where_nothing_can_be_cancelled() -> None:
    with scripted_peer(scripts.ignore_every_request) as peer, started("echo", peer.address) as process:
        peer.messages.get(timeout=SECONDS)
        process.send_signal(signal.SIGINT)
        finish(process)

    assert peer.conversation.pdu_types[-1] == A_ABORT_TYPE


def test_interrupt_of_a_store_lets_the_object_arrive_and_sends_no_other(tmp_path: Path) -> None:
    made = make_instances(tmp_path, 3)
    interrupted = threading.Event()

    def take_your_time(conversation: Conversation) -> None:
        conversation.accept()
        request = conversation.receive_message()
        assert interrupted.wait(SECONDS)
        conversation.respond(request, scripts.SUCCESS)
        conversation.end()

    paths = [one.path for one in made]
    with scripted_peer(take_your_time) as peer, started("store", peer.address, *paths) as process:
        peer.messages.get(timeout=SECONDS)
        process.send_signal(signal.SIGINT)
        interrupted.set()
        finish(process)

    assert len(peer.conversation.received) == 1
    assert peer.conversation.pdu_types[-1] == A_RELEASE_RQ_TYPE


def test_interrupt_in_mid_object_leaves_nothing_behind(tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path / "theirs", 1, Attributes(transfer_syntax=ImplicitVRLittleEndian, size=500_000))
    out = tmp_path / "out"

    def send_half(conversation: Conversation) -> None:
        request = conversation.accept()
        contexts = request.presentation_context_definition_list
        (context_id,) = [each.context_id for each in contexts if each.abstract_syntax == made.sop_class]
        conversation.receive_message()
        pdus = list(store_request(made, context_id or 0))
        conversation.send(b"".join(pdus[: len(pdus) // 2]))
        conversation.end()

    with (
        scripted_peer(send_half) as peer,
        started("get", peer.address, "-k", "StudyInstanceUID=1.2.3", "-o", out, "--no-find") as process,
    ):
        peer.messages.get(timeout=SECONDS)
        process.send_signal(signal.SIGINT)
        assert peer.messages.get(timeout=SECONDS).command.CommandField == C_CANCEL_RQ
        process.send_signal(signal.SIGINT)
        finish(process)

    assert list(out.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("verb", ["get", "move"])
def test_a_lost_session_leaves_nothing_half_received(verb: str, number: signal.Signals, tmp_path: Path) -> None:
    """The terminal goes (SIGHUP), or the machine shuts down (SIGTERM), in the middle of an object."""
    (made,) = make_instances(tmp_path / "theirs", 1, Attributes(transfer_syntax=ImplicitVRLittleEndian, size=500_000))
    words, out = arguments(verb, tmp_path), tmp_path / "out"

    def send_half(conversation: Conversation) -> None:
        request = conversation.accept()
        conversation.receive_message()
        if verb == "get":
            contexts = request.presentation_context_definition_list
            (context_id,) = [each.context_id for each in contexts if each.abstract_syntax == made.sop_class]
            half_of(context_id or 0, conversation)
        else:
            with associated(int(str(words[-1])), made) as other:
                half_of(1, other)

    def half_of(context_id: int, conversation: Conversation) -> None:
        pdus = list(store_request(made, context_id))
        conversation.send(b"".join(pdus[: len(pdus) // 2]))
        with suppress(OSError):
            conversation.wait_until_closed()

    with scripted_peer(send_half) as peer, started(verb, peer.address, *words) as process:
        wait_until_it_writes(process, out)
        process.send_signal(number)
        finish(process)

    assert list(out.iterdir()) == []


def test_nohup_goes_on_without_its_session(tmp_path: Path) -> None:
    hung_up = threading.Event()

    def answer_after_it(conversation: Conversation) -> None:
        conversation.accept()
        request = conversation.receive_message()
        assert hung_up.wait(SECONDS)
        conversation.respond(request, scripts.SUCCESS)
        conversation.end()

    with scripted_peer(answer_after_it) as peer:
        command = ["nohup", *command_line("echo", peer.address)]
        with subprocess.Popen(command, env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as process:
            peer.messages.get(timeout=SECONDS)
            process.send_signal(signal.SIGHUP)
            hung_up.set()
            said, _ = process.communicate(timeout=SECONDS)

    assert process.returncode == 0
    assert b"Success" in said


def test_standard_output_that_closes_is_no_traceback(tmp_path: Path) -> None:
    with (
        scripted_peer(scripts.respond_until_cancelled) as peer,
        started("find", peer.address, "--format", "jsonl") as process,
    ):
        assert process.stdout is not None and process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        err = process.stderr.read()
        process.wait(timeout=SECONDS)

    assert_no_bug(err)
    assert "BrokenPipeError" not in err
