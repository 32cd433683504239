"""One target with one engine, in a process of its own that has limits: `python -m tests.fuzz.worker`."""

from __future__ import annotations

import argparse
import importlib
import json
import random
import resource
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import FrameType
from typing import Final

from tests.fuzz.mutate import KINDS, Operation, mutate
from tests.fuzz.observe import observe, peak, reading, recorded
from tests.fuzz.shared import Shared, State
from tests.fuzz.strategies import LARGE, inputs, small

MEMORY: Final = 2 << 30
"""Bytes of address space; what wants more gets a MemoryError, which is a finding."""
HANGS: Final = 10
"""Seconds after which an input is broken off."""
_GUIDING: Final = ["scu", "pynetdicom.pdu", "pynetdicom.pdu_items", "tests.fuzz.targets", "tests.fuzz.planted"]
_ENOUGH: Final = 20  # findings of one target
_BATCH: Final = 250


class Hangs(Exception):
    """An input has no end."""


class Worker:
    """Runs inputs, counts them, and writes down what was wrong: a line of JSON each, in `folder/findings`."""

    def __init__(self, name: str, folder: Path, runs: int, seconds: float) -> None:
        from tests.fuzz.target import named

        self.target = named(name)
        self.runs, self.seconds = runs, seconds
        self._folder = folder
        self._shared = Shared(folder / "state")
        self._count = 0
        self._first = time.monotonic()
        self._seen: set[str] = set()
        signal.signal(signal.SIGALRM, _ring)

    @property
    def is_done(self) -> bool:
        return self._count >= self.runs or time.monotonic() - self._first >= self.seconds

    def run(self, data: bytes) -> None:
        """One input."""
        self._count += 1
        self._shared.write(State(self._count, self._first, time.monotonic(), peak()), data)
        signal.setitimer(signal.ITIMER_REAL, HANGS)
        finding = observe(self.target, data)
        signal.setitimer(signal.ITIMER_REAL, 0)
        if finding is not None and finding.where not in self._seen and len(self._seen) < _ENOUGH:
            self._seen.add(finding.where)
            with (self._folder / "findings").open("a") as file:
                told = {"what": finding.what, "where": finding.where, "data": finding.data.hex()}
                file.write(json.dumps(told) + "\n")

    def begin(self) -> list[bytes]:
        """Run the seeds, and what is in the corpus, and return them."""
        known = [*self.target.seeds(), *(path.read_bytes() for path in recorded(self.target.name))]
        self._first = time.monotonic()
        for data in known:
            self.run(data)
        return known


def _ring(number: int, frame: FrameType | None) -> None:
    raise Hangs(f"no end after {HANGS} s")


def _with_hypothesis(worker: Worker, seed: int) -> None:
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import seed as seeded

    strategy = inputs(worker.target)
    worker.begin()
    while not worker.is_done:
        seed += 1

        @seeded(seed)
        @settings(
            max_examples=_BATCH,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(strategy)
        def examine(data: bytes) -> None:
            if not worker.is_done:
                worker.run(data)

        examine()


def _with_atheris(name: str, folder: Path, runs: int, seconds: float, seed: int) -> None:
    """What is imported from here on tells libFuzzer where it has been."""
    atheris = importlib.import_module("atheris")
    with ExitStack() as process:
        process.enter_context(atheris.instrument_imports(include=_GUIDING))
        worker = Worker(name, folder, runs, seconds)
        known = small(worker.begin())
        corpus = folder / "corpus"
        corpus.mkdir()
        for number, data in enumerate(known):
            (corpus / str(number)).write_bytes(data)

        def mutator(data: bytes, most: int, seed: int) -> bytes:
            """Every other time ours, which knows of lengths."""
            rng = random.Random(seed)
            if rng.random() < 0.5:
                return bytes(atheris.Mutate(data, most))
            numbers = ([rng.randrange(0x10000) for _ in range(3)] for _ in range(rng.randint(1, 4)))
            operations = [Operation(rng.randrange(KINDS), *each) for each in numbers]
            return mutate(data, operations, known, worker.target.dictionary)[:most]

        options: dict[str, object] = {
            "seed": seed + 1,
            "runs": runs,
            "max_total_time": max(1, int(seconds)),
            "max_len": 2 * LARGE,
            "rss_limit_mb": 0,
            "timeout": 0,
        }
        if worker.target.dictionary:
            words = folder / "dictionary"
            words.write_text("".join(map(_entry, worker.target.dictionary)))
            options["dict"] = str(words)
        atheris.Setup(
            [sys.argv[0], *(f"-{option}={value}" for option, value in options.items()), str(corpus)],
            worker.run,
            custom_mutator=mutator,
        )
        atheris.Fuzz()


def _entry(word: bytes) -> str:
    """A line of libFuzzer's dictionary."""
    return '"' + "".join(f"\\x{byte:02x}" for byte in word) + '"\n'


def main(arguments: Sequence[str] | None = None) -> None:
    """Work until enough runs are done, or the time is over."""
    parser = argparse.ArgumentParser()
    parser.add_argument("target")
    parser.add_argument("engine", choices=["atheris", "hypothesis"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--seed", type=int, required=True)
    it = parser.parse_args(arguments)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with reading():
        if it.engine == "atheris":
            _with_atheris(it.target, it.folder, it.runs, it.seconds, it.seed)
        else:
            _with_hypothesis(Worker(it.target, it.folder, it.runs, it.seconds), it.seed)


if __name__ == "__main__":
    main()
