"""scu move when it goes wrong: what is missing is told, and nothing half-written is left."""

from __future__ import annotations

import socket
from pathlib import Path

from tests.peers.command import ask, run_scu
from tests.peers.dcmtk import Server
from tests.peers.hierarchy import assert_received
from tests.peers.instances import Made, make_instances
from tests.peers.moving import SOME_FAILED, completed, moving
from tests.peers.processes import free_port
from tests.peers.recording import recording_scp
from tests.peers.scripted import scripted_peer


def test_an_unknown_destination_says_what_the_administrator_has_to_register(
    dcmqrscp: Server, archive: list[Made], tmp_path: Path
) -> None:
    port = free_port()

    done = run_scu(
        *("move", dcmqrscp.address, "-aet", "STRANGER", "--port-scp", port, "-o", tmp_path / "out"),
        *("-k", f"StudyInstanceUID={archive[0].study}"),
    )

    assert done.returncode == 1
    assert "A801" in done.stderr
    assert "STRANGER" in done.stderr
    assert str(port) in done.stderr


def test_what_is_missing_is_told(tmp_path: Path) -> None:
    made = make_instances(tmp_path / "theirs", 2)
    port = free_port()

    with scripted_peer(moving(port, made, **completed(5))) as peer:
        answer = ask(
            *("move", peer.address, "-aet", "US", "--port-scp", port, "-o", tmp_path / "out"),
            *("-k", "StudyInstanceUID=1.2.3"),
            status=1,
        )

    assert answer["ok"] is False
    assert answer["error"]["kind"] == "partial"
    assert answer["summary"]["received"] == 2
    assert answer["summary"]["missing"] == 3
    assert "3" in answer["error"]["message"]
    assert_received(tmp_path / "out", made)


def test_sub_operations_that_failed_are_told(tmp_path: Path) -> None:
    made = make_instances(tmp_path / "theirs", 2)
    port = free_port()

    with scripted_peer(moving(port, made, SOME_FAILED, **completed(2, failed=1))) as peer:
        answer = ask(
            *("move", peer.address, "-aet", "US", "--port-scp", port, "-o", tmp_path / "out"),
            *("-k", "StudyInstanceUID=1.2.3"),
            status=1,
        )

    assert answer["status"] == "B000"
    assert answer["summary"]["failed"] == 1
    assert answer["error"]["exit_status"] == 1


def test_a_folder_that_cannot_be_made_stops_before_anything_is_sent(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with recording_scp() as server:
        answer = ask(
            *("move", server.address, "--port-scp", free_port(), "-o", tmp_path / "file" / "out"),
            *("-k", "StudyInstanceUID=1.2.3"),
            status=4,
        )

    assert answer["error"]["kind"] == "file"
    assert server.requests == []


def test_a_port_in_use(tmp_path: Path) -> None:
    with socket.create_server(("", 0)) as taken, recording_scp() as server:
        port = taken.getsockname()[1]
        answer = ask(
            *("move", server.address, "--port-scp", port, "-o", tmp_path / "out", "-k", "StudyInstanceUID=1.2.3"),
            status=4,
        )

    assert answer["error"]["kind"] == "listen"
    assert str(port) in answer["error"]["message"]
    assert server.requests == []


def test_the_wrong_level_or_a_whole_archive_is_refused_before_anything_is_sent(tmp_path: Path) -> None:
    with recording_scp() as server:
        for keys in (
            ["-k", "StudyInstanceUID="],
            ["-k", "StudyInstanceUID=1.2.*"],
            [],
            ["--series", "-k", "StudyInstanceUID=1.2.3"],
            ["--patient", "--studyroot", "-k", "PatientID=P1"],
        ):
            done = run_scu("move", server.address, "--port-scp", free_port(), "-o", tmp_path / "out", *keys)
            assert done.returncode == 2, keys

    assert server.requests == []


def test_neither_port_nor_destination_is_a_usage_error() -> None:
    with recording_scp() as server:
        done = run_scu("move", server.address, "-k", "StudyInstanceUID=1.2.3")

    assert done.returncode == 2
    assert "--port-scp" in done.stderr
    assert server.requests == []
