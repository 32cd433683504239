"""The command: let it run, show, and write it down."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from tests.soak import associations, report, transfers
from tests.soak.stand import LONG, Outcome, Scale, Stand, standing

PARTS: dict[str, Callable[[Stand], Outcome]] = {
    "store": transfers.store,
    "get": transfers.get,
    "move": transfers.move,
    "sequence": associations.sequence,
    "incoming": associations.incoming,
    "beside": associations.beside,
}
_NEED_STORED = frozenset(("get", "move"))
# Where Linux keeps files in memory: a disk would be what is measured.
_MEMORY = Path("/dev/shm")
_BYTES_AN_OBJECT = 40_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run it; 1 if anything is wrong."""
    wanted = _parser().parse_args(arguments)
    scale = replace(LONG, objects=wanted.objects)
    names = [name for name in PARTS if not wanted.only or name in wanted.only]
    if _NEED_STORED.intersection(names) and "store" not in names:
        names.insert(0, "store")
    outcomes = run(wanted.folder or roomy(scale), scale, names)
    print(report.table(outcomes), end="")
    if wanted.write:
        report.write(outcomes, **asdict(scale))
    return int(any(each.problems for each in outcomes))


def run(folder: str | None, scale: Scale, names: Sequence[str] = tuple(PARTS)) -> list[Outcome]:
    """The outcomes of these parts; a line on standard error after each."""
    outcomes = []
    with (
        tempfile.TemporaryDirectory(prefix="scu-soak-", dir=folder) as temporary,
        standing(Path(temporary), scale) as stand,
    ):
        for name in names:
            outcome = PARTS[name](stand)
            print(f"{outcome.work}: {outcome.seconds:.1f} s {'; '.join(outcome.problems)}", file=sys.stderr, flush=True)
            outcomes.append(outcome)
    return outcomes


def roomy(scale: Scale) -> str | None:
    """Memory, if there is enough of it for the objects in three places and Orthanc's index."""
    if not (_MEMORY.is_dir() and os.access(_MEMORY, os.W_OK)):
        return None
    free = os.statvfs(_MEMORY)
    return str(_MEMORY) if free.f_bavail * free.f_frsize > scale.objects * _BYTES_AN_OBJECT else None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description="Let scu run for long, and watch it.")
    parser.add_argument("--objects", type=int, default=LONG.objects, metavar="N", help="how many; 100,000")
    parser.add_argument("--only", nargs="+", choices=PARTS, metavar="NAME", help=f"some of {', '.join(PARTS)}")
    parser.add_argument("--folder", metavar="DIR", help="make the temporary folder there; it takes 2 GB")
    parser.add_argument("--write", action="store_true", help="write docs/soak.md, too")
    return parser


if __name__ == "__main__":
    sys.exit(main())
