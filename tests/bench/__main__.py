"""The command: measure, show, and write it down."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from tests.bench import distance, finding, huge, orthanc, report, retrieving, starting, storing
from tests.bench.measure import run
from tests.bench.scale import FULL, QUICK, TINY, Scale
from tests.bench.stand import Stand
from tests.bench.targets import judge
from tests.bench.tools import scu
from tests.peers.command import ENVIRONMENT

PARTS: dict[str, Callable[[Stand], None]] = {
    "start-up": starting.start_up,
    "echo": starting.echo,
    "store": storing.store,
    "get": retrieving.get,
    "move": retrieving.move,
    "find": finding.find,
    "huge": huge.huge,
    "distance": distance.distance,
    "orthanc": orthanc.orthanc,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the bench; 1 if a run of scu's own did not do its work."""
    wanted = _parser().parse_args(arguments)
    scale: Scale = TINY if wanted.tiny else QUICK if wanted.quick else FULL
    with tempfile.TemporaryDirectory(prefix="scu-bench-", dir=wanted.folder) as folder, ExitStack() as stack:
        stand = Stand(Path(folder), scale, stack)
        run(scu("--help"), ENVIRONMENT, stand.folder / "run")  # compiles what is not compiled yet
        for name in wanted.only or PARTS:
            PARTS[name](stand)
    verdicts = judge(stand.results, scale)
    report.show(stand.results, verdicts)
    if wanted.json:
        text = json.dumps(report.document(stand.results, verdicts, scale), indent=2)
        wanted.json.write_text(text + "\n")
    return int(any(each.problem and each.who.startswith("scu") for each in stand.results))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure scu beside other tools.")
    scale = parser.add_mutually_exclusive_group()
    scale.add_argument("--quick", action="store_true", help="fewer rounds and objects: a look, no measurement")
    scale.add_argument("--tiny", action="store_true", help="just enough to see that the bench works")
    parser.add_argument("--only", nargs="+", choices=PARTS, metavar="NAME", help=f"some of {', '.join(PARTS)}")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures there")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="make the temporary folder there; it takes 8 GB")
    return parser


if __name__ == "__main__":
    sys.exit(main())
