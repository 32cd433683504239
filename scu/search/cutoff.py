"""Answers to a query that are not the whole truth: what a server says of them, and what their number gives away."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final, Protocol

from scu.results import Category, Match, Status
from scu.results import Final as Ended

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

    from scu.flat import Flat
    from scu.query import Query

log = logging.getLogger(__name__)

Found = Match | Ended
SUPPLIED: Final = Status(0xFF00, Category.PENDING, "Matches are continuing, current match supplied")
Read = Callable[[bytes, str], "Dataset | Flat"]


class Ask(Protocol):
    """One C-FIND: its matches, and how it ended. `read` makes an identifier of its bytes and transfer syntax."""

    def __call__(self, query: Query, *, read: Read, cancel_after: int | None = None) -> Iterator[Found]: ...


# Orthanc and others end with a cancel that nobody asked for, dcm4che refuses what is too much, and a warning of this
# code is the standard's own since it knows of limits (PS3.4 C.4.1.1.4).
_CANCELLED: Final = 0xFE00
_LIMIT_REACHED: Final = 0xB001
_OUT_OF_RESOURCES: Final = (0xA700, 0xA701)
_LEAST: Final = 100
_ROUND: Final = ("1", "2", "25", "5")


def ended_early(status: Status) -> bool:
    """Whether a server says that there is more than it told; of a query that we did not cancel."""
    return status.code in (_CANCELLED, _LIMIT_REACHED)


def says_so(status: Status) -> bool:
    """Whether it is worth to ask for less at a time: because it ended early, or was asked for too much."""
    return ended_early(status) or status.code in _OUT_OF_RESOURCES


def ending(results: Iterator[Found]) -> Ended:
    """How it ended, when all matches have gone by, and whatever follows: an interrupt is told of then."""
    ends = [result for result in results if isinstance(result, Ended)]
    return ends[-1]


def suspicious(count: int) -> bool:
    """Whether so many matches look like a limit: 100, 200, 250, 500, and these ten, a hundred times … over."""
    return count >= _LEAST and str(count).rstrip("0") in _ROUND


def watched(ask: Ask) -> Ask:
    """The same, with a note where the number of matches looks like a limit of the server."""

    def asked(query: Query, *, read: Read, cancel_after: int | None = None) -> Iterator[Found]:
        count = 0
        for result in ask(query, read=read, cancel_after=cancel_after):
            if isinstance(result, Match):
                count += 1
            elif result.status.category is Category.SUCCESS and suspicious(count) and count != cancel_after:
                log.warning(
                    "just %d matches: the server may have cut the rest off; narrow the query, or use --split-by-date",
                    count,
                )
            yield result

    return asked
