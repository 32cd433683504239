"""Priority (0000,0700): what is asked for on the command line is what the peer gets; medium, if nothing is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.peers import scripts
from tests.peers.command import run_here
from tests.peers.scripted import scripted_peer
from tests.peers.verbs import arguments

# PS3.7 E.1.
PRIORITIES = {"low": 2, "medium": 0, "high": 1}
REQUESTS = {"store": 0x0001, "get": 0x0010, "find": 0x0020, "move": 0x0021}


@pytest.mark.parametrize("priority", ["", *PRIORITIES])
@pytest.mark.parametrize("verb", REQUESTS)
def test_the_peer_gets_it(verb: str, priority: str, tmp_path: Path) -> None:
    option = ["--priority", priority] if priority else []

    with scripted_peer(scripts.succeed) as peer:
        done = run_here(verb, peer.address, *arguments(verb, tmp_path), *option)

    assert done.returncode == 0, done.stderr
    requests = [
        message.command
        for conversation in peer.conversations
        for message in conversation.received
        if message.command.CommandField == REQUESTS[verb]
    ]
    assert requests
    assert {request.Priority for request in requests} == {PRIORITIES.get(priority, 0)}


@pytest.mark.parametrize("value", ["urgent", "0", "HIGH", ""])
def test_what_is_no_priority_is_a_usage_error(value: str) -> None:
    done = run_here("find", "localhost", "--priority", value)

    assert done.returncode == 2
    assert "low, medium, high" in done.stderr


def test_an_echo_has_none() -> None:
    done = run_here("echo", "localhost", "--priority", "high")

    assert done.returncode == 2
    assert "there is no option --priority" in done.stderr
