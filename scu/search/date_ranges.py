"""Ranges of Study Date and Study Time, and their halves (PS3.4 C.2.2.2.5). Pure: no clock, no query."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

_USUAL: Final = date(1900, 1, 1)
_DAY: Final = timedelta(days=1)
_LAST_SECOND: Final = 24 * 60 * 60 - 1
_RANGE: Final = re.compile(r"(?P<first>\d{8})?(?P<to>-)?(?P<last>\d{8})?")


@dataclass(frozen=True, slots=True)
class Span:
    """Days from the first to the last, None where that end is open; of a single day, perhaps some seconds only."""

    first: date | None = None
    last: date | None = None
    seconds: tuple[int, int] = (0, _LAST_SECOND)

    @property
    def study_date(self) -> str:
        """The value of a matching key; empty for every day, and for none."""
        first, last = (day.isoformat().replace("-", "") if day else "" for day in (self.first, self.last))
        return first if first == last else f"{first}-{last}"

    @property
    def study_time(self) -> str:
        """The same for the time of day; empty for the whole day. The last second is taken to its end."""
        if self.seconds == (0, _LAST_SECOND):
            return ""
        first, last = (f"{second // 3600:02}{second // 60 % 60:02}{second % 60:02}" for second in self.seconds)
        return f"{first}-{last}.999999"

    @property
    def is_day(self) -> bool:
        return self.first is not None and self.first == self.last

    def halves(self, today: date, *, by_time: bool = True) -> tuple[Span, Span] | None:
        """The earlier half and the later one; None for a second, which has none.

        An open end stays open, so that no study falls out. The middle is looked for between 1900 and today first, and
        then in the rest of time, where those are that had their dates disguised.

        Args:
            by_time: whether a day is divided too.
        """
        first = self.first or (_USUAL if self.last is None or self.last > _USUAL else date.min)
        last = self.last or (today if first < today else date.max)
        if first == last:
            return Span(first, last, self.seconds)._halves_of_day() if by_time else None
        middle = first + (last - first) // 2
        return replace(self, last=middle), replace(self, first=middle + _DAY)

    def _halves_of_day(self) -> tuple[Span, Span] | None:
        first, last = self.seconds
        if first == last:
            return None
        middle = (first + last) // 2
        return replace(self, seconds=(first, middle)), replace(self, seconds=(middle + 1, last))


def parse(text: str) -> Span:
    """The span of a Study Date: a day, a range with one open end or none, or nothing for every day.

    Raises:
        ValueError: it is none of these, or ends before it begins.
    """
    found = _RANGE.fullmatch(text.strip())
    if found is None or (found["last"] and not found["to"]) or text.strip() == "-":
        raise ValueError(f"{text!r} is neither a date nor a range of dates")
    first, last = (date.fromisoformat(part) if (part := found[end]) else None for end in ("first", "last"))
    if first and not found["to"]:
        last = first
    if first and last and first > last:
        raise ValueError(f"{text!r} ends before it begins")
    return Span(first, last)
