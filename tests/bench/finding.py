"""Find: ten thousand matches, to what scripts and people read."""

from __future__ import annotations

from functools import partial

from tests.bench import tools
from tests.bench.measure import Contestant, Run
from tests.bench.replay import KEYS
from tests.bench.servers import replaying
from tests.bench.stand import Stand
from tests.bench.tools import DCMTK, DCMTK_TUNED, PYNETDICOM, SCU, Check, ended_well

FIND = "find"
FORMATS = ("jsonl", "csv", "table", "text", "json")
SERVER = "replay"


def scu_to(name: str) -> str:
    """How scu with this format is called in the table."""
    return f"{SCU} {name}"


def find(stand: Stand) -> None:
    """The server has its answers ready, so that what is measured is the tool; one server for each size."""
    few, many = stand.scale.matches
    with replaying(stand.new_folder("replay"), few) as one, replaying(stand.new_folder("replay"), many) as other:
        ports = {few: one.port, many: other.port}

        def contestant(who: str, *options: str, called: str = "", rounds: int = 0) -> Contestant:
            tool = stand.tools[who]
            return stand.contestant(
                who,
                SERVER,
                lambda count: tools.find(tool, ports[count], KEYS, *options),
                partial(_complete, ended_well(tool)),
                stand.scale.matches,
                called=called,
                rounds=rounds,
            )

        stand.play(
            FIND,
            [
                *(contestant(SCU, "--format", name, called=scu_to(name)) for name in FORMATS),
                contestant(DCMTK),
                contestant(DCMTK_TUNED),
                contestant(PYNETDICOM, rounds=stand.scale.few_rounds),
            ],
        )


def _complete(ended: Check, count: int, run: Run) -> str:
    """Every match is in what it wrote: its accession number is."""
    if problem := ended(count, run):
        return problem
    said = run.output.read_bytes() + run.errors.read_bytes()
    first, last = (b"A%08d" % number for number in (0, count - 1))
    there = said.count(b"A0")
    return "" if first in said and last in said and there >= count else f"{there} of {count} matches were shown"
