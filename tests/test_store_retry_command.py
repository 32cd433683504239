"""scu store --retry: what a person sees, and real servers."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.conftest import StartStorescp
from tests.peers import scripts
from tests.peers.command import ask, assert_no_bug, run_here, started
from tests.peers.delivering import die_after, in_turn
from tests.peers.instances import make_instances
from tests.peers.scripted import scripted_peer
from tests.peers.storing import assert_arrived, counts, summary
from tests.peers.verbs import SECONDS


def test_on_the_command_line_all_arrive(tmp_path: Path) -> None:
    made = make_instances(tmp_path, 5)

    with scripted_peer(in_turn(die_after(2), scripts.succeed)) as peer:
        answer = ask("store", peer.address, tmp_path, "--retry", "2", "--retry-wait", "0.01")

    assert counts(answer) == summary(5, stored=5)
    assert {(each["sop_instance_uid"], each["attempts"]) for each in answer["instances"]} == {
        (one.uid, 1 + (one is made[2])) for one in made
    }
    assert sorted(each["association"] for each in answer["instances"]) == [1, 1, 2, 2, 2]


def test_on_the_command_line_the_retries_are_told(tmp_path: Path) -> None:
    make_instances(tmp_path, 5)

    with (
        scripted_peer(in_turn(die_after(2), scripts.succeed)) as peer,
        started("store", peer.address, tmp_path, "--retry", "2", "--retry-wait", "0.01") as process,
    ):
        _, errors = process.communicate(timeout=SECONDS)

    assert process.returncode == 0
    assert "scu: note: the peer aborted the association" in errors
    assert "what is left, 3 objects, is tried again in " in errors


def test_without_it_the_unconfirmed_object_is_told(tmp_path: Path) -> None:
    make_instances(tmp_path, 5)

    with scripted_peer(die_after(2)) as peer:
        answer = ask("store", peer.address, tmp_path, status=3)

    assert counts(answer) == summary(5, stored=2, not_sent=3)
    assert "not confirmed" in answer["instances"][-1]["meaning"]
    assert len(answer["instances"]) == 3


def test_interrupt_ends_the_wait_at_once(tmp_path: Path) -> None:
    made = make_instances(tmp_path / "in", 3)
    report = tmp_path / "report.json"
    options = ["--retry", "3", "--retry-wait", "3600", "--report", report]

    with (
        scripted_peer(die_after(1)) as peer,
        started("store", peer.address, tmp_path / "in", *options) as process,
    ):
        assert process.stderr is not None
        assert "tried again in" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=SECONDS)

    assert_no_bug(err)
    assert process.returncode == 130
    assert "interrupted" in err
    assert len(peer.conversations) == 1
    assert made[1].path.name in out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "report.json"]
    assert '"outcome": "unconfirmed"' in report.read_text()


def test_a_server_that_aborts_every_time_is_given_up(start_storescp: StartStorescp, tmp_path: Path) -> None:
    make_instances(tmp_path / "in", 4)
    server = start_storescp("--abort-after")

    done = run_here("store", server.address, tmp_path / "in", "--retry", "2", "--retry-wait", "0.01")

    assert done.returncode == 3
    assert done.stderr.count("tried again in") == 2
    assert "scu: error: the peer aborted the association" in done.stderr
    assert server.files() == []


def test_dcmtk_gets_all_while_associations_are_lost(start_storescp: StartStorescp, tmp_path: Path) -> None:
    made = make_instances(tmp_path / "in", 40)
    server = start_storescp("--fork")

    answer = ask("store", server.address, tmp_path / "in", "--retry", "2", "--associations", "3")

    assert counts(answer) == summary(40, stored=40)
    assert {each["association"] for each in answer["instances"]} <= {1, 2, 3}
    assert_arrived([one.path for one in made], server.files())


@pytest.mark.parametrize("words", [["--retry", "-1"], ["--retry", "many"], ["--retry-wait", "0"]])
def test_numbers_that_make_no_sense(words: list[str]) -> None:
    done = run_here("store", "localhost", "x.dcm", *words)

    assert done.returncode == 2
    assert f"{words[0]} takes a" in done.stderr
