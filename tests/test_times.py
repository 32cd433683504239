"""What the times of a command say: with -v in a line, and in a note where something is wrong."""

from __future__ import annotations

import re
import select
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from scu.output.times import Times
from scu.results import SUCCESS, Echo, Instance, Negotiated, Timing
from tests.peers.archive import Archive
from tests.peers.command import run_here
from tests.peers.dcmtk import Server
from tests.peers.instances import Made, make_instances
from tests.peers.processes import free_port
from tests.peers.scripted import Conversation, Script, scripted_peer
from tests.peers.scripts import SUCCESS as WELL

# Of the 40 ms of a delayed acknowledgement, what is left when each side has done its part.
HELD_BACK = 0.039
NOTE = (
    r"scu: note: answers take 4\d ms, the time of a delayed acknowledgement; likely cause: the server sends its answer "
    r"in two pieces with Nagle's algorithm on, and holds the second back until the first is acknowledged; what to do: "
    r"ask the PACS administrator to have TCP_NODELAY switched on in the server \(the PACS administrator\)\n"
)


def late(seconds: float, window: int | None = None) -> Script:
    """Accept everything, and answer every request with success, so much later."""

    def answer(conversation: Conversation) -> None:
        conversation.accept(window=window)
        while True:
            request = conversation.receive_message()
            select.select([], [], [], seconds)
            conversation.respond(request, WELL)

    return answer


@pytest.fixture
def made(tmp_path: Path) -> list[Made]:
    return make_instances(tmp_path / "in", 7)


def test_a_delayed_acknowledgement_is_named_to_who_repeats_echoes() -> None:
    with scripted_peer(late(HELD_BACK)) as peer:
        done = run_here("echo", peer.address, "--repeat", 9)

    assert done.returncode == 0
    assert re.fullmatch(NOTE, done.stderr), done.stderr


def test_a_delayed_acknowledgement_is_named_to_who_stores(made: list[Made]) -> None:
    with scripted_peer(late(HELD_BACK)) as peer:
        done = run_here("store", peer.address, *[one.path for one in made])

    assert done.returncode == 0
    assert re.fullmatch(NOTE, done.stderr), done.stderr


@pytest.mark.parametrize("words", [["echo"], ["echo", "--repeat", 4]])
def test_a_few_answers_prove_nothing(words: list[object]) -> None:
    with scripted_peer(late(HELD_BACK)) as peer:
        assert run_here(*words, peer.address).stderr == ""


def test_requests_that_wait_for_each_other_prove_nothing(made: list[Made]) -> None:
    with scripted_peer(late(HELD_BACK, window=4)) as peer:
        assert run_here("store", peer.address, *[one.path for one in made]).stderr == ""


def test_nothing_is_wrong_with_dcmtk(dcmqrscp: Server, storescp: Server, made: list[Made]) -> None:
    assert run_here("echo", dcmqrscp.address, "--repeat", 20).stderr == ""
    assert run_here("store", storescp.address, *[one.path for one in made]).stderr == ""


LINE = r"scu: connected in \S+ ms, associated in \S+ m?s, first response after \S+ m?s"


@pytest.fixture
def server(made: list[Made], tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "in", peers={"SCU": ("127.0.0.1", free_port())}) as server:
        yield server


def lines(stderr: str) -> list[str]:
    return [line for line in stderr.splitlines() if "connected in" in line]


def test_each_verb_tells_its_times_with_v(server: Archive, made: list[Made], tmp_path: Path) -> None:
    study = ["-k", f"StudyInstanceUID={made[0].study}"]
    third = ["--move", "SCU", "--port-scp", server.peers["SCU"][1], "-o", tmp_path / "moved"]
    verbs: dict[str, tuple[Sequence[object], str]] = {
        "echo": (["--repeat", 3], "3 echos"),
        "find": (["--image", *study, "-k", f"SeriesInstanceUID={made[0].series}"], "7 matches"),
        "store": ([made[0].path, made[1].path], "2 objects"),
        "get": ([*study, "-o", tmp_path / "got"], "7 objects"),
        "move": ([*study, *third], "7 objects"),
    }
    for verb, (words, amount) in verbs.items():
        done = run_here(verb, server.address, *words, "-v")
        (line,) = lines(done.stderr)
        assert re.fullmatch(rf"{LINE}, \S+ m?s for each of {amount}", line), line
        assert lines(run_here(verb, server.address, *words).stderr) == []


def test_nothing_found_has_a_first_response(server: Archive) -> None:
    done = run_here("find", server.address, "-k", "StudyInstanceUID=9.9.9", "-v")

    (line,) = lines(done.stderr)
    assert re.fullmatch(LINE, line), line


def test_what_fails_has_times_too() -> None:
    def refuse(conversation: Conversation) -> None:
        conversation.accept()
        conversation.respond(conversation.receive_message(), 0xA700)
        conversation.end()

    with scripted_peer(refuse) as peer:
        done = run_here("find", peer.address, "-k", "PatientID=A", "-v")

    assert done.returncode == 1
    assert len(lines(done.stderr)) == 1


def judged(answers: Sequence[float], caplog: pytest.LogCaptureFixture, *, connect: float = 0.0005, **how: int) -> str:
    """The note on objects that were stored in such times."""
    caplog.clear()
    times = Times()
    times.associated(Negotiated("1.2.3", "", 16384, 1, 1, "192.0.2.1", window=how.get("window", 1)))
    for number, answer in enumerate(answers):
        uids = "1.2", f"1.2.{number}", "1.2.840.10008.1.2"
        times.came(Instance("x", *uids, SUCCESS, how.get("size", 1000), answer, attempts=how.get("attempts", 1)))
    times.tell("store", [Timing(connect, 0.001, 1.0)])
    return "\n".join(caplog.messages)


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ([0.002] * 10, ""),
        ([0.0405] * 10, "the time of a delayed acknowledgement"),
        ([0.2005] * 10, "the time of a delayed acknowledgement"),
        ([0.150] * 10, "answers take 150 ms, of which the way takes 0 ms"),
        ([0.002] * 8 + [0.3] * 2, "packets are lost"),
        ([0.002] * 99 + [0.9], ""),
        ([0.002] * 9 + [0.9], ""),
        ([0.0405] * 4, ""),
    ],
)
def test_what_is_told_of_which_times(answers: list[float], words: str, caplog: pytest.LogCaptureFixture) -> None:
    note = judged(answers, caplog)

    assert words in note
    assert bool(note) is bool(words)


def test_times_that_are_of_something_else(caplog: pytest.LogCaptureFixture) -> None:
    slow = [0.0405] * 10
    assert judged(slow, caplog)
    assert not judged(slow, caplog, size=100_000)
    assert not judged(slow, caplog, window=2)
    assert not judged(slow, caplog, attempts=0)
    assert not judged([0.002] * 10, caplog, connect=1.5)  # the name took its time


def test_an_echo_is_judged_whatever_else_it_is(caplog: pytest.LogCaptureFixture) -> None:
    times = Times()
    times.came(Echo(SUCCESS, 0.0405))  # before there is an association, which cannot be
    times.associated(Negotiated("1.2.3", "", 16384, 1, 1, "192.0.2.1"))
    for _ in range(5):
        times.came(Echo(SUCCESS, 0.0405))
    times.tell("echo", [])
    assert not caplog.messages
    times.tell("echo", [Timing(0.0005, 0.001, 1.0)])
    assert "delayed acknowledgement" in caplog.text
