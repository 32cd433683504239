"""What is to be reached, as ratios in one run, and whether it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tests.bench import distance, finding, huge, retrieving, starting, storing
from tests.bench.measure import Result
from tests.bench.scale import Scale
from tests.bench.tools import DCMTK, DCMTK_TUNED, PYNETDICOM, SCU

Key = tuple[str, str, str]
_STORESCP, _STORESCP_TUNED = "storescp", "storescp tuned"
_DCMQRSCP, _DCMQRSCP_TUNED = "dcmqrscp", "dcmqrscp tuned"
MOST_MEMORY = 80_000_000


@dataclass(frozen=True)
class Target:
    """A ratio of ours to theirs; `ours` and `theirs` are a work, a tool and a server.

    `by` is what is compared: whole processes for `count` objects, the cost an object, or our peak memory alone.
    """

    work: str
    against: str
    ours: Key
    theirs: Key
    limit: float
    by: Literal["whole", "slope", "peak"] = "whole"
    count: int = 1


@dataclass(frozen=True)
class Verdict:
    """A target and what came of it: seconds or bytes, their ratio, and what has to be said of it.

    `holds` is None for what cannot be told; `note` says why.
    """

    target: Target
    ours: float | None = None
    theirs: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        return self.ours / self.theirs if self.ours and self.theirs else None

    @property
    def holds(self) -> bool | None:
        return None if self.ratio is None else self.ratio <= self.target.limit


def targets(scale: Scale) -> Iterator[Target]:
    """All of them, for so many objects."""
    small, large = scale.small[1], scale.large[1]
    yield from _slopes()
    for verb, work, server in ("store", storing.LARGE, _STORESCP), ("get", retrieving.GET_LARGE, _DCMQRSCP):
        what = f"{verb} {large} large, server as installed"
        yield Target(what, "DCMTK as installed", (work, SCU, server), (work, DCMTK, server), 0.03, count=large)
    work = retrieving.MOVE_LARGE
    ours, theirs = (work, SCU, _DCMQRSCP), (work, DCMTK, _DCMQRSCP)
    yield Target(f"move {large} large, server as installed", "DCMTK as installed", ours, theirs, 0.05, count=large)
    work = storing.SMALL
    ours, theirs = (work, SCU, _STORESCP), (work, DCMTK, _STORESCP)
    yield Target(f"store {small} small, server as installed", "DCMTK as installed", ours, theirs, 0.01, count=small)
    work = retrieving.MOVE_LARGE
    ours, theirs = (work, SCU, _DCMQRSCP_TUNED), (work, DCMTK_TUNED, _DCMQRSCP_TUNED)
    yield Target(f"move {large} large, server tuned", "movescu tuned", ours, theirs, 0.6, count=large)
    yield from _find(scale.matches[1])
    yield from _huge(scale.huge_bytes)
    yield from _far(scale.far_small[1])
    yield from _starting()


def _slopes() -> Iterator[Target]:
    for verb, size, work, server in (
        ("store", "small", storing.SMALL, storing.IGNORING),
        ("store", "large", storing.LARGE, storing.IGNORING),
        ("get", "small", retrieving.GET_SMALL_TO_RAM, _DCMQRSCP_TUNED),
        ("get", "large", retrieving.GET_LARGE_TO_RAM, _DCMQRSCP_TUNED),
    ):
        ours, theirs = (work, SCU, server), (work, DCMTK_TUNED, server)
        yield Target(f"{verb} {size}, an object", "DCMTK tuned", ours, theirs, 1.0, by="slope")


def _find(count: int) -> Iterator[Target]:
    for name in ("jsonl", "csv"):
        for against, who, limit in ("findscu -v tuned", DCMTK_TUNED, 2.0), ("pynetdicom findscu", PYNETDICOM, 0.15):
            ours = (finding.FIND, finding.scu_to(name), finding.SERVER)
            theirs = (finding.FIND, who, finding.SERVER)
            yield Target(f"find {count} to {name}", against, ours, theirs, limit, count=count)


def _huge(size: int) -> Iterator[Target]:
    for verb, work, server in ("store", huge.STORE, _STORESCP_TUNED), ("get", huge.GET, _DCMQRSCP_TUNED):
        bytes_ = size if verb == "store" else min(size, huge.MOST_SERVED)
        what = f"{verb} one of {bytes_ / 1e9:g} GB"
        ours, theirs = (work, SCU, server), (work, DCMTK_TUNED, server)
        yield Target(what, "DCMTK tuned", ours, theirs, 1.2)
        yield Target(f"{what}, peak memory", f"{MOST_MEMORY / 1e6:g} MB", ours, theirs, 1.0, by="peak")


def _far(count: int) -> Iterator[Target]:
    most = distance.associations(max(distance.SIDE_BY_SIDE))
    for verb, work, server, who in (
        ("store", distance.STORE_SMALL, _STORESCP_TUNED, most),
        ("store", distance.STORE_SMALL, "windowed", distance.BY_WINDOW),
        ("get", distance.GET_SMALL, "sending", most),
    ):
        ours, theirs = (work, who, server), (work, distance.ONE_BY_ONE, server)
        yield Target(f"{verb} {count} small, 20 ms away, {who[4:]}", "scu 1 by 1", ours, theirs, 0.1, count=count)


def _starting() -> Iterator[Target]:
    theirs = (starting.START_UP, starting.IMPORT_TYPER, starting.NOTHING)
    for who in (starting.HELP, starting.USAGE_ERROR, starting.COMPLETION):
        yield Target(who, "import typer", (starting.START_UP, who, starting.NOTHING), theirs, 2.0)
    ours, theirs = (starting.ECHO, SCU, _STORESCP), (starting.ECHO, PYNETDICOM, _STORESCP)
    yield Target("echo", "pynetdicom echoscu", ours, theirs, 0.6)


def judge(results: Sequence[Result], scale: Scale) -> list[Verdict]:
    """What came of each target whose works were done in this run."""
    known = {(each.work, each.who, each.server): each for each in results}
    return [_judge(target, known) for target in targets(scale) if target.ours in known and target.theirs in known]


def _judge(target: Target, known: Mapping[Key, Result]) -> Verdict:
    ours, theirs = known[target.ours], known[target.theirs]
    for each in (ours, theirs):
        if each.problem or not each.runs:
            return Verdict(target, note=f"{each.who} failed")
    if target.by == "peak":
        return Verdict(target, ours.peak_bytes(), MOST_MEMORY)
    if target.by == "slope":
        slopes = ours.slope, theirs.slope
        steep = all(slope is not None and slope > 0 for slope in slopes)
        return Verdict(target, *slopes) if steep else Verdict(target, note="too few objects to tell")
    note = "" if target.count in theirs.runs else f"theirs from {max(theirs.runs)}, by its slope"
    return Verdict(target, ours.whole(target.count), theirs.whole(target.count), note)
