"""All that is to be fuzzed, in processes side by side, and what came of it."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.fuzz.observe import CORPUS, Finding
from tests.fuzz.shared import Shared

ENGINES: Final = ("hypothesis", "atheris")
_GRACE: Final = 60.0
"""Seconds for what is around the inputs, and for one that hangs so that no signal ends it."""
_START: Final = 300.0
"""Seconds until the first input, on a machine that has much else to do."""
_COVERAGE: Final = re.compile(r"\bcov: (\d+)")
_LOOKS: Final = 0.05


@dataclass
class Job:
    """A target, an engine, and how much."""

    target: str
    engine: str
    runs: int
    seconds: float
    seed: int


@dataclass
class Outcome:
    """What came of a job. Speed in inputs a second, memory in KiB, and what libFuzzer says of coverage."""

    job: Job
    runs: int
    speed: float
    peak: int
    coverage: int | None
    findings: list[Finding] = field(default_factory=list)


def has_atheris() -> bool:
    """Whether the engine that is guided by coverage is installed."""
    return importlib.util.find_spec("atheris") is not None


class _Running:
    """A worker's process, and the folder that it writes to."""

    def __init__(self, job: Job, folder: Path) -> None:
        self.job = job
        self._folder = folder
        folder.mkdir()
        self._shared = Shared(folder / "state")
        self._log = folder / "log"
        limits = [f"--runs={job.runs}", f"--seconds={job.seconds}", f"--seed={job.seed}"]
        command = [sys.executable, "-m", "tests.fuzz.worker", job.target, job.engine, str(folder), *limits]
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=os.environ | {"TMPDIR": str(folder)}
            )
        self._began = time.monotonic()

    def is_done(self) -> bool:
        """Whether it has ended; it is made to when its time is over."""
        state, _ = self._shared.read()
        if time.monotonic() > (state.first or self._began + _START) + self.job.seconds + _GRACE:
            self.kill()
        return self._process.poll() is not None

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def outcome(self) -> Outcome:
        """What it did, and the input that killed it if one did."""
        state, last = self._shared.read()
        log = self._log.read_text(errors="replace")
        coverage = _COVERAGE.findall(log)
        took = max(state.last - state.first, 1e-9)
        outcome = Outcome(self.job, state.runs, state.runs / took, state.peak, int(coverage[-1]) if coverage else None)
        told = self._folder / "findings"
        for line in told.read_text().splitlines() if told.exists() else ():
            it = json.loads(line)
            outcome.findings.append(Finding(self.job.target, it["what"], it["where"], bytes.fromhex(it["data"])))
        if self._process.returncode:
            how = f"the process ended with {self._process.returncode}: {' '.join(log.split()[-30:])}"
            outcome.findings.append(Finding(self.job.target, how, "process", last))
        shutil.rmtree(self._folder)
        return outcome


def fuzz(jobs: Sequence[Job], side_by_side: int) -> list[Outcome]:
    """Run the jobs, so many at a time; tells of each that is done, and writes what it found into the corpus."""
    waiting, running, outcomes = list(jobs), list[_Running](), list[Outcome]()
    with tempfile.TemporaryDirectory(prefix="scu-fuzz-") as folder:
        try:
            while waiting or running:
                while waiting and len(running) < side_by_side:
                    running.append(_Running(waiting.pop(0), Path(folder) / str(len(waiting))))
                time.sleep(_LOOKS)
                for done in [each for each in running if each.is_done()]:
                    running.remove(done)
                    outcomes.append(done.outcome())
                    _tell(outcomes[-1], len(jobs) - len(outcomes))
        finally:
            for left in running:
                left.kill()
    return outcomes


def _tell(outcome: Outcome, left: int) -> None:
    print(f"{outcome.job.target} with {outcome.job.engine}: {outcome.runs:,} inputs, {left} to go", flush=True)
    for finding in outcome.findings:
        print(f"  FOUND {finding.where}: {finding.what}\n  python -m tests.fuzz --replay {write(finding)}", flush=True)


def write(finding: Finding) -> Path:
    """Write the input into the corpus, where the tests find it again."""
    folder = CORPUS / finding.target
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / finding.file_name
    path.write_bytes(finding.data)
    return path


def table(outcomes: Sequence[Outcome]) -> list[str]:
    """All outcomes, a line each, and their sum."""
    heads = ("target", "engine", "inputs", "a second", "coverage", "findings", "peak MiB")
    rows = [
        (
            it.job.target,
            it.job.engine,
            f"{it.runs:,}",
            f"{it.speed:,.0f}",
            "" if it.coverage is None else str(it.coverage),
            str(len(it.findings)),
            f"{it.peak / 1024:.0f}",
        )
        for it in sorted(outcomes, key=lambda it: (it.job.target, it.job.engine))
    ]
    total = sum(it.runs for it in outcomes), sum(len(it.findings) for it in outcomes)
    rows.append(("all", "", f"{total[0]:,}", "", "", str(total[1]), ""))
    widths = [max(len(row[column]) for row in (heads, *rows)) for column in range(len(heads))]
    lines = []
    for row in (heads, *rows):
        cells = [f"{cell:{'<' if at < 2 else '>'}{widths[at]}}" for at, cell in enumerate(row)]
        lines.append("  ".join(cells).rstrip())
    return lines
