"""A run of scu that a fault of its peer ends, and what is asserted of every such end."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from scu.dimse import interrupts
from tests.faults.cutter import Cutter, Fault, Point
from tests.peers.command import run_here
from tests.test_schemas import check

# Seconds of silence. Where a peer that is only slow was taken for dead before its time, the run is made again.
_SILENCE: tuple[float, ...] = (0.2, 1.0, 5.0)
_LIVELY: tuple[float, ...] = (20.0,)
# What comes to the waits beside the silence: the last word, and the time that it takes.
_SPARE = 5.0


@dataclass(frozen=True)
class End:
    """How a run ended: its exit status, its document, and what it said on standard error."""

    status: int
    answer: Any
    said: str

    @property
    def error(self) -> dict[str, Any]:
        error: dict[str, Any] = self.answer["error"]
        return error

    @property
    def first_line(self) -> str:
        lines = [line for line in self.said.splitlines() if not line.startswith("scu: note: ")]
        return lines[0] if lines else ""


def run(*words: object, patience: float = 20.0) -> End:
    """Run it here, to its end in time, with a document that its schema allows."""
    began = time.monotonic()
    limits = ["--acse-timeout", patience, "--dimse-timeout", patience]
    done = run_here(*words, *limits, "--format", "json")
    assert time.monotonic() - began < 2 * patience + _SPARE
    answer = json.loads(done.stdout)
    check(answer, str(words[0]))
    end = End(done.returncode, answer, done.stderr)
    if isinstance(answer, dict):
        assert answer["ok"] == (end.status == 0)
    if end.status == 0:
        assert end.first_line == ""
    elif isinstance(answer, dict):
        assert end.error["exit_status"] == end.status
        assert end.first_line == f"scu: error: {end.error['message']}"
    return end


def play(
    cutter: Cutter,
    target: int,
    words: Callable[[], Sequence[object]],
    at: Point,
    fault: Fault,
    *,
    connection: int = 0,
) -> End:
    """Run it while the peer dies there.

    Args:
        words: what to run; called before each attempt, to begin with nothing.
    """
    for patience in _SILENCE if fault is Fault.SILENT else _LIVELY:
        cutter.begin(target, at, fault, connection=connection)
        end = run(*words(), patience=patience)
        cutter.finish()
        if cutter.played.is_set():
            return end
    raise AssertionError(f"it did not come to that point: {cutter.connections}, {end.said}")


_SAID = {
    Fault.CLOSED: ("the peer closed the connection while ", "the connection was reset by the peer while "),
    Fault.RESET: ("the peer closed the connection while ", "the connection was reset by the peer while "),
    Fault.HALF_CLOSED: ("the peer closed the connection while ",),
    Fault.SILENT: ("no answer within ", "only "),
}


def assert_lost(end: End, fault: Fault) -> None:
    """The association is lost, and the first line says how."""
    assert end.status == 3, end.said
    if fault is Fault.RESET and "cannot be reached: Connection reset by peer" in end.first_line:
        return  # it was faster than connect()
    assert any(words in end.first_line for words in _SAID[fault]), end.first_line
    assert " while " in end.first_line
    if isinstance(end.answer, dict):
        assert end.error["kind"] == ("timeout" if fault is Fault.SILENT else "aborted")


def emptied(folder: Path) -> Path:
    """The folder, with nothing in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """What is in a folder, hidden files too."""
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.is_dir() else {}


def received(end: End, folder: Path) -> dict[str, bytes]:
    """The files of a run, in the order in which they came."""
    found = contents(folder)
    names = (f"{each['sop_instance_uid']}.dcm" for each in end.answer["instances"])
    return {name: found[name] for name in names}


def assert_whole(folder: Path, originals: dict[str, bytes]) -> set[str]:
    """Nothing is there but whole objects under their names; returns these."""
    found = contents(folder)
    for name, content in found.items():
        assert name in originals, f"{name} was left"
        assert content == originals[name], f"{name} is not whole"
    return set(found)


def assert_received(end: End, folder: Path, names: set[str]) -> None:
    """The document tells of these files, each once, and of no other."""
    assert sorted(each["file"] for each in end.answer["instances"]) == sorted(str(folder / name) for name in names)
    assert {each["status"] for each in end.answer["instances"]} <= {"0000"}
    summary = end.answer["summary"]
    assert summary["received"] == len(names)
    assert bool(summary["bytes"]) == bool(names)


@pytest.fixture
def no_waits(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """Retries do not wait."""
    waited: list[float] = []
    monkeypatch.setattr(interrupts, "pause", waited.append)
    yield waited
