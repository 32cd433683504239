"""The DIMSE statuses of C-ECHO, C-STORE, C-FIND, C-MOVE and C-GET (PS3.7 annex C; PS3.4 B.2.3, C.4.1 to C.4.3, Y).

The meanings are the standard's own words. A service's own rows come before the general ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from scu.explanations import Explanation, Who
from scu.explanations.statuses import find, general, retrieve, store
from scu.explanations.statuses.retrieve import UNKNOWN_DESTINATION
from scu.explanations.statuses.rows import ECHO, FIND, GET, LOG, MOVE, STORE, Row
from scu.results import Category

__all__ = ["ECHO", "FIND", "GET", "MOVE", "STORE", "UNKNOWN_DESTINATION", "category", "every", "explain", "meaning"]

_ROWS: Final = (*store.ROWS, *find.ROWS, *retrieve.ROWS, *general.QUERIES, *general.ROWS)
_UNKNOWN_MEANING: Final = "an unknown status, which counts as a failure"


def every() -> Iterator[Explanation]:
    """The catalogue's rows."""
    return (row.explanation() for row in _ROWS)


def category(code: int) -> Category:
    """The kind of any status (PS3.7 annex C); what the standard does not have counts as a failure."""
    for row in general.ROWS:
        if row.first == code:
            return row.category
    if code == 0x0001 or code & 0xF000 == 0xB000:
        return Category.WARNING
    return Category.PENDING if code in (0xFF00, 0xFF01) else Category.FAILURE


def meaning(service: str, code: int) -> tuple[Category, str]:
    """What a status means in a service."""
    row = _row(service, code)
    if row is not None:
        return row.category, row.meaning
    kind = category(code)
    return kind, _UNKNOWN_MEANING if kind is Category.FAILURE else kind.value


def explain(service: str, code: int) -> Explanation:
    """The explanation of a status, whatever it is."""
    row = _row(service, code)
    if row is not None:
        return row.explanation()
    return Explanation(
        f"{code:04X}",
        meaning(service, code)[1],
        ("a code of the server's maker, which the standard does not have for this service",),
        "look it up in the server's conformance statement; then " + LOG,
        Who.PACS_ADMIN,
        "PS3.7 annex C",
        (service,),
    )


def rows_for(code: int) -> list[Explanation]:
    """What a status means in each service that has a row for it, the closest first."""
    found: dict[str, Row] = {}
    for row in sorted(_ROWS, key=lambda row: row.last - row.first):
        if row.first <= code <= row.last:
            for service in row.services:
                found.setdefault(service, row)
    return [row.explanation() for row in dict.fromkeys(found.values())]


@cache
def _row(service: str, code: int) -> Row | None:
    fits = (row for row in _ROWS if row.first <= code <= row.last and service in row.services)
    return next(fits, None) or next((row for row in general.ROWS if row.first == code), None)
