"""What a run writes beside what it does cannot be written: what it did, and its exit status, stay what they are.

Where the file itself was asked for, as the report of a store or the evidence, its lack is told with 4.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.peers.command import ENVIRONMENT, ask, assert_no_bug, command_line, run_scu
from tests.peers.faults import SmallDisk, files
from tests.peers.instances import make_instances
from tests.peers.processes import free_port
from tests.peers.recording import Recorder, recording_scp
from tests.peers.verbs import SECONDS, VERBS

Words = Callable[[str], list[object]]


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def server(port: int, tmp_path: Path) -> Iterator[Recorder]:
    held = make_instances(tmp_path / "theirs", 3)
    make_instances(tmp_path / "in", 3)
    with recording_scp(Recorder(instances=held, matches=[held[0].read()], destinations={"SCU": port})) as server:
        yield server


@pytest.fixture
def words(server: Recorder, port: int, tmp_path: Path) -> Words:
    """A verb with all that it needs."""
    retrieve = ["-k", "StudyInstanceUID=1.2.3", "-o", tmp_path / "out"]
    needed: dict[str, list[object]] = {
        "echo": [],
        "store": [tmp_path / "in"],
        "find": ["-k", "PatientID=P1"],
        "move": [*retrieve, "--port-scp", port],
        "get": [*retrieve, "--no-find"],
    }
    return lambda verb: [verb, server.address, *needed[verb]]


def assert_done(verb: str, server: Recorder, folder: Path) -> None:
    """It did all that it was for."""
    assert server.released == 1 or verb in ("move", "find")
    if verb == "store":
        assert len(server.stored) == 3
    if verb in ("move", "get"):
        assert [name[-4:] for name in files(folder / "out")] == [".dcm"] * 3


@pytest.mark.parametrize("verb", VERBS)
def test_a_disk_without_room_for_history_log_and_capture(
    verb: str, server: Recorder, words: Words, tmp_path: Path
) -> None:
    options = ["--log-file", "/dev/full", "--pcap", "/dev/full", "--trace"]

    answer = ask(*words(verb), *options, env={"SCU_HISTORY": "/dev/full"})

    assert verb == "find" or answer["ok"] is True
    assert_done(verb, server, tmp_path)


@pytest.mark.parametrize(("verb", "option"), [(verb, "--evidence") for verb in VERBS] + [("store", "--report")])
def test_a_disk_without_room_for_what_was_asked_for(
    verb: str, option: str, server: Recorder, words: Words, tmp_path: Path
) -> None:
    with SmallDisk(tmp_path / "disk", 64) as disk:
        disk.fill()
        command = disk.command(command_line(*words(verb), option, disk.path / "it.json", "--format", "json"))
        done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, encoding="utf-8", check=False)
        assert files(disk.folder) == []

    assert_no_bug(done.stderr)
    assert done.returncode == 4
    assert "No space left on device" in done.stderr
    answer = json.loads(done.stdout)  # and no other document
    assert verb == "find" or answer["ok"] is True
    assert_done(verb, server, tmp_path)


def stream(kind: str) -> int:
    """The end of a stream that takes nothing."""
    if kind == "full":
        return os.open("/dev/full", os.O_WRONLY)
    reading, writing = os.pipe()
    os.close(reading)
    return writing


@pytest.mark.parametrize(
    ("fault", "status"), [("full", 4), ("a closed pipe", 0), ("no room for errors", 0), ("no input", 0)]
)
@pytest.mark.parametrize("verb", VERBS)
def test_streams_that_take_nothing(
    verb: str, fault: str, status: int, server: Recorder, words: Words, tmp_path: Path
) -> None:
    """The work is done all the same, where it is done before its output is lost; an output that is full is told."""
    shell = ["sh", "-c", 'exec "$@" <&-' if fault == "no input" else 'exec "$@"', "sh"]
    out = stream(fault) if fault in ("full", "a closed pipe") else subprocess.PIPE
    err = stream("full") if fault == "no room for errors" else subprocess.PIPE

    done = subprocess.run(
        [*shell, *command_line(*words(verb), "--format", "text", *["--trace"] * (err != subprocess.PIPE))],
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=err,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )
    for each in {out, err} - {subprocess.PIPE}:
        os.close(each)

    assert_no_bug(done.stderr or "")
    assert done.returncode == status
    if status:
        assert "No space left on device" in done.stderr
    assert_done(verb, server, tmp_path)


# pynetdicom does not close the socket of an association that we turn away.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("verb", VERBS)
def test_without_file_descriptors_it_ends_as_a_local_error(
    verb: str, server: Recorder, words: Words, tmp_path: Path
) -> None:
    """From too few to begin with to as many as it takes; a move's server may wait in vain for us to accept it."""
    for allowed in range(5, 30):
        command = command_line(*words(verb), "--dimse-timeout", 1, "--format", "json")
        done = subprocess.run(
            ["sh", "-c", f'ulimit -n {allowed}; exec "$@"', "sh", *command],
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=SECONDS,
            check=False,
        )
        assert_no_bug(done.stderr)
        assert not [name for name in files(tmp_path / "out") if name.endswith(".part")]
        answer = json.loads(done.stdout)
        if done.returncode == 0:
            break
        assert done.returncode == answer["error"]["exit_status"]
        assert done.returncode in ((4, 1, 3) if verb == "move" else (4,))
        assert "open" in done.stderr or verb == "move"
    assert done.returncode == 0
    assert allowed > 5


def test_a_store_whose_list_of_results_cannot_be_written_ends_with_a_report(
    server: Recorder, words: Words, tmp_path: Path
) -> None:
    """Nobody would know what became of the rest: it is left to the next run."""
    report = tmp_path / "report.json"
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            command_line(*words("store"), "--report", report, "--format", "text"),
            env={**ENVIRONMENT, "PYTHONUNBUFFERED": "1"},
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert_no_bug(done.stderr)
    assert done.returncode == 4
    assert json.loads(report.read_text())["summary"]["total"] == 3

    run_scu("store", server.address, "--resume", report, "--report", report)

    assert json.loads(report.read_text())["summary"]["stored"] == 3
    assert len({stored.uid for stored in server.stored}) == 3
