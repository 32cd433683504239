"""Floods at a process of its own: its memory stays near that of an echo, and Ctrl-C ends it while they go on."""

from __future__ import annotations

import os
import resource
import signal
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from tests.peers import hostile, scripts
from tests.peers.command import ENVIRONMENT, assert_no_bug, command_line, started
from tests.peers.hostile import COMMAND, LAST, Answer, answering, fragment, pending
from tests.peers.instances import make_instances
from tests.peers.scripted import Conversation, Message, Script, scripted_peer
from tests.peers.verbs import SECONDS, arguments

KILOBYTES = 1024
# Beyond what an echo takes, pydicom included.
BOUND = 150 * KILOBYTES


def memory_of(*words: object) -> int:
    """Run it to its end, whatever that is; the most kilobytes that it had."""
    with subprocess.Popen(
        command_line(*words), env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        assert_no_bug(process.stderr.read())
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode in (0, 1, 3), process.returncode
    used: resource.struct_rusage = usage
    return used.ru_maxrss


@pytest.fixture(scope="module")
def echo() -> int:
    with scripted_peer(scripts.succeed) as scripted:
        return memory_of("echo", scripted.address)


def tiny_items(count: int) -> bytes:
    head = struct.pack("<HHL", 0x0008, 0x1115, 0xFFFFFFFF)
    return head + struct.pack("<HHL", 0xFFFE, 0xE000, 0) * count + struct.pack("<HHL", 0xFFFE, 0xE0DD, 0)


def of(data: bytes) -> Answer:
    """A match of these bytes, and then silence."""

    def answer(_: Conversation, message: Message) -> Iterator[bytes]:
        yield pending(message, b"ab")[: -len(fragment(1, LAST, b"ab"))]
        for at in range(0, len(data), 16000):
            yield fragment(message.context_id, 0, data[at : at + 16000])
        yield fragment(message.context_id, LAST)

    return answer


@pytest.mark.parametrize(
    "answer",
    [hostile.matches_for_ever, of(tiny_items(1_000_000)), of(bytes(9_000_000))],
    ids=["matches", "items", "bytes"],
)
def test_what_a_find_is_answered_with(answer: Answer, echo: int) -> None:
    with scripted_peer(answering(answer)) as scripted:
        used = memory_of("find", scripted.address, "--total-timeout", 1, "-td", 1, "--format", "jsonl")

    assert used < echo + BOUND


def test_what_is_said_while_an_object_is_sent(echo: int, tmp_path: Path) -> None:
    def talk(conversation: Conversation) -> None:
        conversation.accept()
        for data in hostile.for_ever(fragment(1, COMMAND, b"a" * 4096)):
            conversation.send(data)

    (made,) = make_instances(tmp_path)
    os.truncate(made.path, 32 * 1024 * KILOBYTES)
    with scripted_peer(talk) as scripted:
        used = memory_of("store", scripted.address, made.path, "-td", 0.5)

    assert used < echo + BOUND


def flooding(begun: Event) -> Script:
    def talk(conversation: Conversation) -> None:
        conversation.accept()
        message = conversation.receive_message()
        for data in hostile.for_ever(pending(message)):
            conversation.send(data)
            begun.set()

    return talk


@pytest.mark.parametrize(("verb", "times"), [("find", 1), ("find", 2), ("get", 1)])
def test_ctrl_c_ends_it_while_the_flood_goes_on(verb: str, times: int, tmp_path: Path) -> None:
    begun = Event()
    words = [*arguments(verb, tmp_path), "-td", 0.3 if times == 1 else 60]
    with scripted_peer(flooding(begun)) as scripted, started(verb, scripted.address, *words) as process:
        assert begun.wait(SECONDS)
        process.send_signal(signal.SIGINT)
        if times == 2:
            scripted.conversation.receive_message()  # C-CANCEL: the first one was heard
            process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=SECONDS)

    assert_no_bug(err)
    assert process.returncode == 130, out + err
