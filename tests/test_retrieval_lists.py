"""What the server lists is no proof where the list is not whole, and what is in no list is missing all the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.peers.archive import Archive
from tests.peers.command import answer_here
from tests.peers.instances import Made, make_instances
from tests.peers.processes import LOCALHOST, free_port

PATIENT = ["--patientroot", "--patient", "-k", "PatientID=P1"]


@pytest.fixture
def held(tmp_path: Path) -> list[Made]:
    return make_instances(tmp_path / "theirs", 5)


@pytest.fixture
def server(held: list[Made], tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "theirs") as server:
        yield server


def test_a_list_that_was_cut_off_proves_nothing(server: Archive, tmp_path: Path) -> None:
    server.limited = True

    answer = answer_here("get", server.address, "-o", tmp_path / "out", *PATIENT, "--verify", status=1)

    assert answer["error"]["kind"] == "peer_failure"
    assert "B001" in answer["error"]["message"]


def test_what_failed_and_is_in_no_list_is_missing(server: Archive, held: list[Made], tmp_path: Path) -> None:
    failing = [str(one.uid) for one in held[2:]]
    server.unsendable, server.unlisted = set(failing), set(failing[1:])

    answer = answer_here("get", server.address, "-o", tmp_path / "out", *PATIENT, status=1)

    assert answer["summary"]["received"] == 2
    assert answer["summary"]["missing"] == 3


def test_what_arrived_is_told_though_the_move_was_lost(held: list[Made], tmp_path: Path) -> None:
    port = free_port()
    with Archive(tmp_path / "theirs", peers={"SCU": (LOCALHOST, port)}) as server:
        server.fatal = {str(held[4].uid)}
        words = ["--port-scp", port, "--associations", 2, "--verify"]
        answer = answer_here("move", server.address, "-o", tmp_path / "out", *PATIENT, *words, status=1)

    assert answer["summary"]["received"] == len(server.sent) == len(list((tmp_path / "out").glob("*.dcm")))
