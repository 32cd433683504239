"""What each verb and a peer that holds three objects say to each other, PDU by PDU, and the points where it can end.

The second object is longer than a PDU. Good runs are held against these lists, so that they are every boundary.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tests.faults.cutter import Fault, Point
from tests.faults.pdus import AC, RELEASE_RP, RELEASE_RQ, RQ, START

COUNT: Final = 3


def _stored(number: int) -> Iterator[str]:
    yield f"C-STORE-RQ {number} command"
    if number == 2:
        yield f"C-STORE-RQ {number} data set part 1"
    yield f"C-STORE-RQ {number} data set"
    yield f"C-STORE-RSP {number}"


def _asked(verb: str, number: int = 1) -> list[str]:
    return [f"C-{verb}-RQ {number} command", f"C-{verb}-RQ {number} data set"]


def _matches(*numbers: int) -> Iterator[str]:
    for number in numbers:
        yield f"C-FIND-RSP {number} command"
        yield f"C-FIND-RSP {number} data set"


def _got(number: int) -> Iterator[str]:
    yield from _stored(number)
    yield f"C-GET-RSP {number}"


_NUMBERS = range(1, COUNT + 1)
ECHO: Final = [RQ, AC, "C-ECHO-RQ 1", "C-ECHO-RSP 1", RELEASE_RQ, RELEASE_RP]
STORE: Final = [RQ, AC, *(name for n in _NUMBERS for name in _stored(n)), RELEASE_RQ, RELEASE_RP]
FIND: Final = [RQ, AC, *_asked("FIND"), *_matches(*_NUMBERS), "C-FIND-RSP 4", RELEASE_RQ, RELEASE_RP]
GET: Final = [
    *(RQ, AC, *_asked("GET")),
    *(name for n in _NUMBERS for name in _got(n)),
    *("C-GET-RSP 4", RELEASE_RQ, RELEASE_RP),
]
# What a get asks first: which classes are coming. The third answer is cut short, and has as many matches as it has.
GET_ASKS: Final = [
    *(RQ, AC, *_asked("FIND"), *_matches(1), "C-FIND-RSP 2"),
    *(*_asked("FIND", 2), *_matches(3), "C-FIND-RSP 4"),
    *(*_asked("FIND", 3), *_matches(5)),
]
# With --retry or --resume, what a move or a get asks first: series, images. A get then asks for classes, as above.
LISTS: Final = [
    *(RQ, AC, *_asked("FIND"), *_matches(1), "C-FIND-RSP 2"),
    *(*_asked("FIND", 2), *_matches(3, 4, 5), "C-FIND-RSP 6"),
]
GET_LISTS: Final = [
    *LISTS,
    *(*_asked("FIND", 3), *_matches(7), "C-FIND-RSP 8"),
    *(*_asked("FIND", 4), *_matches(9), "C-FIND-RSP 10"),
    *(*_asked("FIND", 5), *_matches(11)),
]
MOVE: Final = [RQ, AC, *_asked("MOVE"), *(f"C-MOVE-RSP {n}" for n in range(1, COUNT + 2)), RELEASE_RQ, RELEASE_RP]
MOVED: Final = STORE
"""On the association that a move's peer sends on."""


def points(names: Sequence[str]) -> list[Point]:
    """Every boundary, and the middle of every PDU."""
    return [Point(START), *(Point(name, middle) for name in names for middle in (True, False))]


def cells(names: Sequence[str], faults: Sequence[Fault] = tuple(Fault)) -> list[tuple[Point, Fault]]:
    return [(point, fault) for point in points(names) for fault in faults]


def passed(names: Sequence[str], at: Point) -> list[str]:
    """The PDUs that pass whole before the peer dies."""
    return list(names[: names.index(at.name) + (not at.middle)]) if at.name else []


def count(names: Sequence[str], kind: str) -> int:
    """How many of these PDUs have names that begin and end so, as "C-STORE-RQ … data set"."""
    head, _, tail = kind.partition(" … ")
    return sum(name.startswith(f"{head} ") and name.endswith(tail) for name in names)


def turns(at: Point, fault: Fault) -> bool:
    """Whether it is the turn of this fault, at this point, to be followed by a second run."""
    return tuple(Fault)[(len(at.name) + at.middle) % len(Fault)] is fault


def quick(at: Point) -> Fault:
    """One of the faults that need no wait, a different one from point to point."""
    return (Fault.CLOSED, Fault.RESET, Fault.HALF_CLOSED)[(len(at.name) + at.middle) % 3]


def title(value: object) -> str:
    """How a test is called that has this parameter."""
    return value.value if isinstance(value, Fault) else str(value).replace(" ", "-")
