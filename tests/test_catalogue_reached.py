"""Each row of the catalogue, from a peer that answers so to what the person at the screen reads."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from scu.dimse import dial
from scu.explanations import Explanation, Who, associations, connections, statuses
from scu.results import Category
from tests.peers import scripts
from tests.peers.command import run_here
from tests.peers.scripted import Conversation, Script, scripted_peer
from tests.peers.verbs import arguments

VERB = {
    statuses.ECHO: "echo",
    statuses.STORE: "store",
    statuses.FIND: "find",
    statuses.MOVE: "move",
    statuses.GET: "get",
}


def bad(row: Explanation) -> bool:
    return statuses.category(int(row.code[:4], 16)) in (Category.FAILURE, Category.CANCEL)


STATUSES = [(row, service) for row in statuses.every() for service in row.about if row.causes]


def asked_of(verb: str, folder: Path) -> list[object]:
    """A move is to a third party: what does not arrive here has a story of its own."""
    third_party: list[object] = ["-k", "StudyInstanceUID=1.2.3", "--move", "OTHER"]
    return third_party if verb == "move" else arguments(verb, folder)


def answer_with(code: int) -> Script:
    """Accept everything, and answer every request so."""

    def script(conversation: Conversation) -> None:
        conversation.accept()
        while True:
            conversation.respond(conversation.receive_message(), code)

    return script


@pytest.mark.parametrize(
    ("row", "service"),
    [(row, service) for row, service in STATUSES if bad(row)],
    ids=lambda it: getattr(it, "code", it),
)
def test_a_failing_status(row: Explanation, service: str, tmp_path: Path) -> None:
    code = int(row.code[:4], 16)
    with scripted_peer(answer_with(code)) as peer:
        done = run_here(VERB[service], peer.address, *asked_of(VERB[service], tmp_path))

    assert done.returncode == 1
    assert f"{code:04X} {row.meaning}" in done.stderr
    assert row.causes[0] in done.stderr
    assert "what to do: " in done.stderr


@pytest.mark.parametrize(
    ("row", "service"),
    [(row, service) for row, service in STATUSES if not bad(row) and row.code != "FF01"],
    ids=lambda it: getattr(it, "code", it),
)
def test_a_warning(row: Explanation, service: str, tmp_path: Path) -> None:
    code = int(row.code[:4], 16)
    with scripted_peer(answer_with(code)) as peer:
        done = run_here(VERB[service], peer.address, *arguments(VERB[service], tmp_path))

    assert f"{code:04X} {row.meaning}" in done.stderr


@pytest.mark.parametrize("row", [row for row in associations.every() if row.code.startswith("rejected")])
def test_a_rejection(row: Explanation) -> None:
    result, source, reason = map(int, row.code.split()[1:])
    with scripted_peer(scripts.reject(result, source, reason)) as peer:
        done = run_here("echo", peer.address)

    assert done.returncode == 3
    assert row.meaning in done.stderr.splitlines()[0]
    assert row.causes[0] in done.stderr


@pytest.mark.parametrize("row", [row for row in associations.every() if row.code.startswith("abort")])
def test_an_abort(row: Explanation) -> None:
    source, reason = map(int, row.code.split()[1:])
    with scripted_peer(scripts.abort_at_the_request(source, reason)) as peer:
        done = run_here("echo", peer.address)

    assert done.returncode == 3
    assert row.meaning in done.stderr
    assert row.causes[0] in done.stderr


@pytest.mark.parametrize("result", [1, 2, 3, 4])
def test_a_refused_context(result: int) -> None:
    def refuse(conversation: Conversation) -> None:
        conversation.accept(result)
        conversation.wait_until_closed()

    with scripted_peer(refuse) as peer:
        done = run_here("echo", peer.address)

    row = associations.context(result)
    assert done.returncode == 3
    assert row.causes[0] in done.stderr
    assert row.remedy in done.stderr


@pytest.mark.parametrize("number", [errno.ECONNREFUSED, errno.ETIMEDOUT, errno.EHOSTUNREACH, errno.ENETUNREACH])
def test_no_connection(number: int) -> None:
    """The socket's own word; each is played by a real peer elsewhere, where one can be."""
    error = dial.unconnected("pacs", 104, 1.0, [("192.0.2.1", number)])

    row = connections.connecting(number)
    assert (error.cause, error.remedy) == (row.cause, row.remedy)
    assert row.who is not Who.NOBODY
    assert os.strerror(number) in error.message or number in (errno.ECONNREFUSED, errno.ETIMEDOUT)
