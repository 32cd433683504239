"""A process that is watched while it works: memory, descriptors and threads, as the kernel counts them."""

from __future__ import annotations

import mmap
import os
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.peers.command import ENVIRONMENT

_STEPS = 100
_SOON, _FEW = 10, 20  # pieces of work between two looks where there are few of them, and how often to look then
# A file that is open for a moment is no leak: the fewest of so many counts, with so many seconds between them.
_LOOKS, _BETWEEN = 5, 0.001
_TENTH, _HALF = 10, 50
_DUE = frozenset((1, 5, 9))  # the tenths that have to be seen


@dataclass(frozen=True)
class Sample:
    """One look at a process; memory in bytes, `peak` being the most that it took so far."""

    resident: int
    peak: int
    descriptors: int
    threads: int


@dataclass
class Watched:
    """How a process went; `samples` are those at hundredths of its work, by number."""

    count: int
    status: int = -1
    seconds: float = 0.0
    lines: int = 0
    rest: list[str] = field(default_factory=list)
    errors: str = ""
    samples: dict[int, Sample] = field(default_factory=dict)

    @property
    def tenth(self) -> Sample:
        return self._at(_TENTH)

    @property
    def half(self) -> Sample:
        return self._at(_HALF)

    @property
    def last(self) -> Sample:
        """At the end, as long as it has not begun to give everything back."""
        return self.samples[max(step for step in self.samples if step < _STEPS)]

    def _at(self, step: int) -> Sample:
        return self.samples[min(each for each in self.samples if each >= step)]

    @property
    def growth(self) -> int:
        """What memory it took at the most after the first tenth, in bytes."""
        return max(each.resident for step, each in self.samples.items() if step >= _TENTH) - self.tenth.resident

    def fewest(self, what: Callable[[Sample], int], tenth: int) -> int:
        """The fewest descriptors or threads in one of its tenths, from 0: what is there for a moment is no leak."""
        return min(what(each) for step, each in self.samples.items() if min(step // _TENTH, _TENTH - 1) == tenth)


def sample(pid: int) -> Sample:
    """Look at a process now. Raises FileNotFoundError or KeyError where it has ended."""
    status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    descriptors = min(_descriptors(pid) for _ in range(_LOOKS))
    resident, peak = (int(status[name].split()[0]) * 1024 for name in ("VmRSS", "VmHWM"))
    return Sample(resident, peak, descriptors, int(status["Threads"]))


def _descriptors(pid: int) -> int:
    threading.Event().wait(_BETWEEN)
    return len(os.listdir(f"/proc/{pid}/fd"))


def watch(
    command: Sequence[str],
    count: int,
    word: str,
    errors: Path,
    *,
    cwd: Path | None = None,
    begun: Callable[[int], None] = lambda pid: None,
) -> Watched:
    """Run a command to its end, which says a line that begins with `word` for each of `count` pieces of work.

    Args:
        errors: where its standard error goes.
        begun: is told its process ID.

    Raises:
        RuntimeError: it ended before it could be looked at.
    """
    watched = Watched(count)
    step = max(count // _STEPS, min(count // _FEW, _SOON), 1)
    began = time.monotonic()
    with (
        errors.open("wb") as stderr,
        subprocess.Popen(
            command,
            cwd=cwd,
            env={**ENVIRONMENT, "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=stderr,
            pipesize=mmap.PAGESIZE,  # the least, so that it is not far ahead of what is read here
            encoding="utf-8",
        ) as process,
    ):
        try:
            assert process.stdout is not None
            begun(process.pid)
            for line in process.stdout:
                if not line.startswith(word):
                    watched.rest.append(line.rstrip("\n"))
                    continue
                watched.lines += 1
                if watched.lines % step == 0:
                    with suppress(FileNotFoundError, KeyError):
                        watched.samples[watched.lines * _STEPS // count] = sample(process.pid)
            watched.status = process.wait()
        finally:
            process.kill()
    watched.seconds = time.monotonic() - began
    watched.errors = errors.read_text(errors="replace")
    if not _DUE.issubset(step // _TENTH for step in watched.samples):
        raise RuntimeError(f"{watched.lines} of {count} lines, status {watched.status}: {watched.errors}")
    return watched
