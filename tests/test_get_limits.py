"""How much one get takes: what comes beyond is refused, or ends the association, and is said."""

from __future__ import annotations

from pathlib import Path

from tests.peers.command import answer_here, run_here
from tests.peers.dcmtk import Server
from tests.peers.instances import Made, data_set_bytes
from tests.peers.processes import LOCALHOST


def words(server: Server, archive: list[Made], out: Path, *more: object) -> list[object]:
    return ["get", server.address, "-k", f"StudyInstanceUID={archive[0].study}", "-o", out, *more]


def test_objects_beyond_the_limit_are_refused(dcmqrscp: Server, archive: list[Made], tmp_path: Path) -> None:
    answer = answer_here(*words(dcmqrscp, archive, tmp_path, "--max-objects", 2), status=1)

    assert answer["error"]["message"] == "3 objects could not be received: beyond --max-objects 2"
    assert answer["error"]["remedy"].startswith("allow more with them")
    assert (answer["summary"]["received"], answer["summary"]["failed"]) == (2, 3)
    assert [one["status"] for one in answer["instances"]].count("A700") == 3
    assert len(list(tmp_path.iterdir())) == 2


def test_an_object_that_goes_beyond_ends_the_association(dcmqrscp: Server, archive: list[Made], tmp_path: Path) -> None:
    """The limit is of all objects together, and in the midst of the second."""
    most = len(data_set_bytes(archive[0].path)) * 3 // 2

    answer = answer_here(*words(dcmqrscp, archive, tmp_path, "--max-bytes", most), status=3)

    assert answer["error"]["kind"] == "aborted"
    assert f"beyond --max-bytes {most:,}" in answer["error"]["message"]
    assert answer["error"]["remedy"].startswith("allow more with --max-bytes")
    assert [path.suffix for path in tmp_path.iterdir()] == [".dcm"]


def test_resumed_with_more_it_is_whole(dcmqrscp: Server, archive: list[Made], tmp_path: Path) -> None:
    answer_here(*words(dcmqrscp, archive, tmp_path, "--max-objects", 2), status=1)

    answer = answer_here(*words(dcmqrscp, archive, tmp_path, "--resume", "--verify"))

    assert answer["summary"]["received"] == 3
    assert answer["verification"]["missing"] == []


def test_what_is_no_size_is_said_before_anything_is_sent() -> None:
    done = run_here("get", LOCALHOST, "-k", "StudyInstanceUID=1.2", "--max-bytes", "lots")

    assert done.returncode == 2
    assert "--max-bytes takes a size such as 500M, 20G or 1T, not 'lots'" in done.stderr
