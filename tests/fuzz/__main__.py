"""The command: `python -m tests.fuzz`. Exit status 1 if something was found."""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.fuzz.driver import ENGINES, Job, fuzz, has_atheris, table
from tests.fuzz.observe import observe, reading
from tests.fuzz.target import named, registry

_LEAST = 100_000


def main(arguments: Sequence[str] | None = None) -> int:
    it = _parser().parse_args(arguments)
    if it.replay:
        return max([_replay(path) for path in it.replay])
    engines = it.engine or ENGINES
    if "atheris" in engines and not has_atheris():
        print("atheris is not installed, so that nothing is guided by coverage: pip install '.[fuzz]'", flush=True)
        engines = [engine for engine in engines if engine != "atheris"]
    seed = random.randrange(1 << 31) if it.seed is None else it.seed
    print(f"seed {seed}", flush=True)
    runs = {"hypothesis": max(1, it.runs // 4), "atheris": it.runs}
    jobs = [Job(name, engine, runs[engine], it.seconds, seed) for name in it.target or registry() for engine in engines]
    began = time.monotonic()
    outcomes = fuzz(jobs, it.jobs)
    count = sum(outcome.runs for outcome in outcomes)
    print("", *table(outcomes), f"{count:,} inputs in {time.monotonic() - began:.0f} s", sep="\n")
    if not it.target and count < _LEAST:
        print(f"that is fewer than {_LEAST:,}: give more --runs or --seconds")
    return int(any(outcome.findings for outcome in outcomes))


def _replay(path: Path) -> int:
    """Run an input again, by the name of its folder."""
    with reading():
        finding = observe(named(path.resolve().parent.name), path.read_bytes())
    print(f"{path}: " + (f"{finding.what} at {finding.where}" if finding else "as it should be"))
    return int(finding is not None)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Give hostile bytes to what reads them.")
    parser.add_argument("--target", nargs="+", metavar="NAME", help="some of the targets")
    parser.add_argument("--runs", type=int, default=4_000, metavar="N", help="inputs a target; 4,000")
    parser.add_argument("--seconds", type=float, default=60.0, metavar="S", help="the most time for that; 60 s")
    parser.add_argument("--engine", nargs="+", choices=ENGINES, help="one engine alone")
    parser.add_argument("--seed", type=int, metavar="N", help="to do the same again; another one every time")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="side by side")
    parser.add_argument("--replay", nargs="+", type=Path, metavar="FILE", help="run inputs of the corpus again")
    return parser


if __name__ == "__main__":
    sys.exit(main())
