"""The tables that people read, and the document that scripts do."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.bench.measure import Result
from tests.bench.scale import Scale
from tests.bench.targets import Verdict
from tests.bench.tools import SCU

_WIDTH = 140
_HOLDS = {True: "holds", False: "MISSED", None: "-"}


def machine() -> dict[str, str | int]:
    """Where the figures come from."""
    models = [line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")]
    return {
        "system": platform.platform(),
        "processor": models[0] if models else platform.processor(),
        "processors": os.cpu_count() or 0,
        "python": platform.python_version(),
    }


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text().splitlines()
    except OSError:  # not on this system
        return []


def document(results: Sequence[Result], verdicts: Sequence[Verdict], scale: Scale) -> dict[str, Any]:
    """All of it: seconds and bytes of every run, and the targets."""
    return {
        "machine": machine(),
        "scale": asdict(scale),
        "measurements": [
            {
                "work": each.work,
                "tool": each.who,
                "server": each.server,
                "problem": each.problem or None,
                "seconds_an_object": each.slope if each.runs else None,
                "seconds_fixed": each.fixed if each.runs else None,
                "runs": {
                    str(count): {
                        "seconds": [run.seconds for run in runs],
                        "median_seconds": each.median(count),
                        "cpu_seconds": [run.cpu_seconds for run in runs],
                        "peak_bytes": max(run.peak_bytes for run in runs),
                    }
                    for count, runs in each.runs.items()
                },
            }
            for each in results
        ],
        "targets": [
            {
                "work": each.target.work,
                "against": each.target.against,
                "compared": each.target.by,
                "ours": each.ours,
                "theirs": each.theirs,
                "ratio": each.ratio,
                "limit": each.target.limit,
                "holds": each.holds,
                "note": each.note or None,
            }
            for each in verdicts
        ],
    }


def show(results: Sequence[Result], verdicts: Sequence[Verdict]) -> None:
    """Print the measurements, then the targets."""
    console = Console(width=_WIDTH, markup=False, highlight=False)
    console.print(_measurements(results))
    for each in results:
        if each.problem:
            console.print(f"{each.work}, {each.who}, {each.server}: {each.problem}")
    if verdicts:
        console.print(_targets(verdicts))


def _measurements(results: Sequence[Result]) -> Table:
    table = Table(title="Whole processes, medians", title_justify="left")
    for heading in ("work", "tool", "server"):
        table.add_column(heading, no_wrap=True)
    for heading in ("number", "seconds", "fixed s", "ms each", "/ scu", "MB peak", "rounds"):
        table.add_column(heading, justify="right", no_wrap=True)
    for work in dict.fromkeys(each.work for each in results):
        rows = [each for each in results if each.work == work]
        for each in rows:
            table.add_row(*_row(each, rows))
        table.add_section()
    return table


def _row(result: Result, rows: Sequence[Result]) -> list[str]:
    if not result.runs:
        return [result.work, result.who, result.server, "", "failed"]
    count = max(result.runs)
    ours = next((each for each in rows if each.who == SCU and each.server == result.server), None)
    ratio = None
    if ours is not None and ours.runs and result is not ours:
        size = max(ours.runs)
        theirs, mine = result.whole(size), ours.whole(size)
        ratio = theirs / mine if theirs and mine else None
    return [
        *(result.work, result.who, result.server, str(count), f"{result.median(count):.3f}"),
        "" if result.fixed is None else f"{result.fixed:.3f}",
        "" if result.slope is None else f"{result.slope * 1000:.3f}",
        "" if ratio is None else f"{ratio:.2f}",
        f"{result.peak_bytes() / 1e6:.0f}",
        str(len(result.runs[count])),
    ]


def _targets(verdicts: Sequence[Verdict]) -> Table:
    table = Table(title="Targets, ours / theirs", title_justify="left")
    table.add_column("work", no_wrap=True)
    table.add_column("against", no_wrap=True)
    for heading in ("ours", "theirs", "ratio", "target"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    table.add_column("", overflow="fold")
    for each in verdicts:
        table.add_row(
            *(each.target.work, each.target.against, _figure(each, each.ours), _figure(each, each.theirs)),
            "" if each.ratio is None else f"{each.ratio:.3f}",
            f"≤ {each.target.limit:g}",
            _HOLDS[each.holds],
            each.note,
        )
    return table


def _figure(verdict: Verdict, value: float | None) -> str:
    if value is None:
        return ""
    if verdict.target.by == "peak":
        return f"{value / 1e6:.0f} MB"
    return f"{value * 1000:.3f} ms" if verdict.target.by == "slope" else f"{value:.3f} s"
