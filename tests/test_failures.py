"""Bad peers: each has its own message and exit status, none a traceback, none a hang."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.peers import scripts
from tests.peers.command import document, run_here
from tests.peers.processes import LOCALHOST, free_port
from tests.peers.scripted import A_ABORT_TYPE, Script, scripted_peer
from tests.peers.verbs import VERBS, arguments


def failing(status: int, *command: object) -> dict[str, Any]:
    """The error that a command ends with, in JSON on standard output and in words on standard error."""
    done = run_here(*command, "--format", "json")
    assert done.returncode == status, done.stdout + done.stderr
    answer = document(done)
    assert answer["ok"] is False
    assert answer["command"] == command[0]
    error: dict[str, Any] = answer["error"]
    assert error["exit_status"] == status
    assert f"scu: error: {error['message']}" in done.stderr
    return error


@pytest.mark.parametrize("verb", VERBS)
def test_nobody_listens(verb: str, tmp_path: Path) -> None:
    port = free_port()

    error = failing(3, verb, LOCALHOST, port, *arguments(verb, tmp_path))

    assert error["kind"] == "refused"
    assert str(port) in error["message"]


def test_no_such_name() -> None:
    error = failing(3, "echo", "no-such-host.invalid")

    assert error["kind"] == "unresolved"
    assert "no-such-host.invalid" in error["message"]


@contextmanager
def filtered_port() -> Iterator[int]:
    """A port that answers nothing, as behind a firewall: its queue of connections is full."""
    with socket.socket() as listener, socket.socket() as first, socket.socket() as second:
        listener.bind((LOCALHOST, 0))
        listener.listen(0)
        address = listener.getsockname()
        for connection in (first, second):
            connection.setblocking(False)
            connection.connect_ex(address)
        yield address[1]


def test_a_firewall_that_swallows_everything() -> None:
    with filtered_port() as port:
        error = failing(3, "echo", LOCALHOST, port, "-to", 1)

    assert error["kind"] == "timeout"
    assert "1" in error["message"]


@pytest.mark.parametrize(
    ("result", "source", "reason", "words"),
    [
        (1, 1, 1, "no reason"),
        (1, 1, 2, "application context"),
        (1, 1, 3, "calling AE title"),
        (1, 1, 7, "called AE title"),
        (1, 2, 2, "protocol version"),
        (2, 3, 1, "congestion"),
        (2, 3, 2, "local limit"),
        (1, 1, 9, "9"),
    ],
)
def test_rejected(result: int, source: int, reason: int, words: str) -> None:
    with scripted_peer(scripts.reject(result, source, reason)) as peer:
        error = failing(3, "echo", peer.address, "-aet", "US", "-aec", "THEM")

    assert error["kind"] == "rejected"
    said = " ".join(str(part) for part in error.values()).lower()
    assert words.lower() in said
    assert ("permanent" in said) == (result == 1)
    assert ("for now" in said) == (result == 2)
    if (source, reason) == (1, 7):
        assert "THEM" in " ".join(str(part) for part in error.values())
    if (source, reason) == (1, 3):
        assert "US" in " ".join(str(part) for part in error.values())


@pytest.mark.parametrize("verb", VERBS)
def test_no_context_accepted_says_which(verb: str, tmp_path: Path) -> None:
    with scripted_peer(scripts.accept_no_context) as peer:
        error = failing(3, verb, peer.address, *arguments(verb, tmp_path))

    assert error["kind"] == "no_context"


BROKEN_ANSWERS = {
    "http": scripts.HTTP,
    "ssh": scripts.SSH,
    "tls": scripts.TLS_ALERT,
    "huge": scripts.HUGE_PDU,
    "unknown": scripts.UNKNOWN_PDU,
    "data before an answer": scripts.EMPTY_PDATA,
    "noise": bytes(range(256)) * 16,
    "accept of nothing": scripts.pdu(2, b""),
    "accept of zeros": scripts.pdu(2, bytes(200)),
    "short rejection": scripts.pdu(3, b"\0"),
}


@pytest.mark.parametrize("data", BROKEN_ANSWERS.values(), ids=BROKEN_ANSWERS.keys())
def test_an_answer_to_the_association_request_that_makes_no_sense(data: bytes) -> None:
    with scripted_peer(scripts.say(data)) as peer:
        error = failing(3, "echo", peer.address)

    assert error["kind"] in ("aborted", "tls")


@pytest.mark.parametrize(("name", "word"), [("http", "web server"), ("ssh", "SSH"), ("tls", "TLS")])
def test_another_protocol_is_named(name: str, word: str) -> None:
    with scripted_peer(scripts.say(BROKEN_ANSWERS[name])) as peer:
        error = failing(3, "echo", peer.address)

    assert word in error["message"] + error["cause"]


BROKEN_RESPONSES = {
    "huge": scripts.HUGE_PDU,
    "value longer than its PDU": scripts.SHORT_PDV,
    "P-DATA of nothing": scripts.EMPTY_PDATA,
    "unknown PDU": scripts.UNKNOWN_PDU,
    "short abort": scripts.SHORT_ABORT,
    "command set of nonsense": scripts.BROKEN_COMMAND,
    "second accept": scripts.pdu(2, bytes(200)),
    "noise": bytes(range(255, 0, -1)) * 16,
}


@pytest.mark.parametrize("verb", ["echo", "find", "get"])
@pytest.mark.parametrize("data", BROKEN_RESPONSES.values(), ids=BROKEN_RESPONSES.keys())
def test_a_response_that_makes_no_sense_is_answered_with_an_abort(verb: str, data: bytes, tmp_path: Path) -> None:
    with scripted_peer(scripts.say_at_the_request(data)) as peer:
        error = failing(3, verb, peer.address, *arguments(verb, tmp_path))

    assert error["kind"] == "aborted"
    for conversation in peer.conversations:
        if data is not scripts.SHORT_ABORT:
            assert conversation.pdu_types[-1] == A_ABORT_TYPE


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(
    "script",
    [
        scripts.respond_on_another_context,
        scripts.respond_to_another_message,
    ],
)
def test_an_association_that_goes_wrong_is_lost(verb: str, script: Script, tmp_path: Path) -> None:
    with scripted_peer(script) as peer:
        error = failing(3, verb, peer.address, *arguments(verb, tmp_path))

    assert error["kind"] == "aborted"


@pytest.mark.parametrize("verb", VERBS)
def test_a_response_without_a_status_is_a_failure(verb: str, tmp_path: Path) -> None:
    with scripted_peer(scripts.respond_without_status) as peer:
        error = failing(1, verb, peer.address, *arguments(verb, tmp_path))

    assert error["kind"] == "peer_failure"
    assert "no status" in error["message"]


@pytest.mark.parametrize(
    ("source", "reason", "words"), [(0, 0, "user"), (2, 0, "provider"), (2, 2, "unexpected"), (2, 6, "invalid")]
)
def test_aborted_by_the_peer_says_by_whom_and_why(source: int, reason: int, words: str) -> None:
    for script in (
        scripts.abort_instead_of_accepting(source, reason),
        scripts.abort_at_the_request(source, reason),
    ):
        with scripted_peer(script) as peer:
            error = failing(3, "echo", peer.address)

        assert error["kind"] == "aborted"
        assert words in " ".join(str(part) for part in error.values()).lower()
