"""Contestants, their turns, and what came out."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from tests.bench import stopwatch

TIMEOUT = 180


@dataclass(frozen=True)
class Run:
    """One process: its time, its peak memory, how it ended, and what it wrote."""

    seconds: float
    cpu_seconds: float
    peak_bytes: int
    status: int
    output: Path
    errors: Path

    def lines(self) -> int:
        with self.output.open("rb") as output:
            return sum(1 for _ in output)


def run(command: Sequence[str | Path], env: Mapping[str, str], folder: Path) -> Run:
    """Run a command to its end, in `folder`; it is killed after three minutes."""
    folder.mkdir(parents=True, exist_ok=True)
    output, errors = folder / "stdout", folder / "stderr"
    task = {
        "command": [str(word) for word in command],
        "env": dict(env),
        "cwd": str(folder),
        "stdout": str(output),
        "stderr": str(errors),
        "timeout": TIMEOUT,
    }
    watch = [sys.executable, "-I", "-S", stopwatch.__file__]
    done = subprocess.run(watch, input=json.dumps(task), capture_output=True, encoding="utf-8", check=True)
    return Run(**json.loads(done.stdout), output=output, errors=errors)


@dataclass(frozen=True, kw_only=True)
class Contestant:
    """A tool against a server, at one size or more of the same work.

    Attributes:
        who, server: how they are called in the table.
        command: the command line for so many objects.
        check: what is wrong with what a run left, "" if nothing is; a tool's exit status proves little.
        folder: what it fills, if anything; it is emptied around each run.
        rounds: how often it takes its turn; fewer than the others for what is slow.
    """

    who: str
    server: str
    command: Callable[[int], Sequence[str | Path]]
    counts: tuple[int, ...]
    check: Callable[[int, Run], str]
    env: Mapping[str, str]
    rounds: int
    folder: Path | None = None


@dataclass
class Result:
    """What a contestant's runs at one work were."""

    work: str
    who: str
    server: str
    runs: dict[int, list[Run]] = field(default_factory=dict)
    problem: str = ""

    def median(self, count: int) -> float:
        return median(each.seconds for each in self.runs[count])

    def peak_bytes(self) -> int:
        """Of the largest size that was measured."""
        return max(each.peak_bytes for each in self.runs[max(self.runs)])

    @property
    def slope(self) -> float | None:
        """Seconds an object, from the smallest size to the largest; None where there is one size."""
        small, large = min(self.runs), max(self.runs)
        return (self.median(large) - self.median(small)) / (large - small) if large > small else None

    @property
    def fixed(self) -> float | None:
        """Seconds that do not depend on the number of objects."""
        return None if self.slope is None else self.median(min(self.runs)) - min(self.runs) * self.slope

    def whole(self, count: int) -> float | None:
        """Seconds of the whole process for so many objects: measured, or else by the slope."""
        if count in self.runs:
            return self.median(count)
        if self.slope is None:
            return None
        return self.median(max(self.runs)) + (count - max(self.runs)) * self.slope


def take_turns(work: str, contestants: Sequence[Contestant], folder: Path) -> list[Result]:
    """Let them take turns, at each size, as many rounds as each is to take part in.

    Who fails once is out, with the reason.
    """
    results = [Result(work, each.who, each.server) for each in contestants]
    sizes = max(len(each.counts) for each in contestants)
    for turn in range(max(each.rounds for each in contestants)):
        for size in range(sizes):
            for contestant, result in zip(contestants, results, strict=True):
                if turn < contestant.rounds and size < len(contestant.counts) and not result.problem:
                    _take_turn(contestant, result, contestant.counts[size], folder)
    return results


def _take_turn(contestant: Contestant, result: Result, count: int, folder: Path) -> None:
    empty(contestant.folder)
    done = run(contestant.command(count), contestant.env, folder)
    result.problem = contestant.check(count, done)
    if result.problem:
        said = done.errors.read_text(errors="replace").strip().splitlines()
        result.problem += f": {said[0] if said else 'nothing on standard error'}"
    else:
        result.runs.setdefault(count, []).append(done)
    print(
        f"{result.work:<22} {result.who:<22} {result.server:<18} {count:>6} "
        f"{done.seconds:9.3f} s {done.peak_bytes / 1e6:6.0f} MB {result.problem}",
        file=sys.stderr,
        flush=True,
    )
    empty(contestant.folder)


def empty(folder: Path | None) -> None:
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
