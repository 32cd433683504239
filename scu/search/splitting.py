"""A query in as many pieces of its Study Date as it takes for no answer to be cut off."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from scu import flat
from scu.errors import UsageError
from scu.query import Level, Query
from scu.query_model import unique_keys
from scu.results import Final, Match, Status
from scu.search import cutoff, date_ranges
from scu.search.date_ranges import Span
from scu.search.spool import spooling

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

    from scu.flat import Flat
    from scu.search.cutoff import Ask, Found, Read
    from scu.search.spool import Spool

log = logging.getLogger(__name__)


def span_of(query: Query, *, relational: bool = False) -> Span:
    """The days that a query asks for.

    Raises:
        UsageError: its Study Date is no range, or not among its keys.
    """
    if query.level is None or not (query.level is Level.STUDY or (relational and query.level is not Level.PATIENT)):
        raise UsageError(
            "--split-by-date divides a query for studies",
            cause="Study Date is a key of the study level (PS3.4 C.6.1.1.3)",
            remedy="ask for studies, with --expand for what is in them, or narrow the query",
        )
    try:
        return date_ranges.parse(str(query.identifier.get("StudyDate") or ""))
    except ValueError as error:
        raise UsageError(
            f"--split-by-date cannot divide this Study Date: {error}",
            remedy="write -k StudyDate=20240101-20241231, with an end left open, or no Study Date at all",
        ) from None


class Splitting:
    """The matches of a query, in the order of its dates, each once; one answer at a time is kept until it is whole.

    Args:
        span: what `span_of` gave for the query.
        cap: from how many matches on an answer counts as cut off; None for a number that looks like a limit.
        today: where the search for the middle of an open range ends.
        limit: stop after so many matches.
    """

    def __init__(
        self, ask: Ask, query: Query, span: Span, read: Read, *, cap: int | None, today: date, limit: int | None = None
    ) -> None:
        self._ask, self._query, self._whole, self._read = ask, query, span, read
        self._cap, self._today, self._limit = cap, today, limit
        self._by_time = not query.identifier.get("StudyTime")
        self._unique = unique_keys(query.model, query.level)[-1]
        self._seen: set[str] = set()
        self._count = 0
        self._answered = False
        self._hopeless = False
        self._told: set[str] = set()

    def results(self) -> Iterator[Found]:
        """Ask, and divide where that was too much. Yields the ends of the pieces that were not divided further."""
        yield from self._within(self._whole)

    @property
    def _enough(self) -> bool:
        return self._hopeless or (self._limit is not None and self._count >= self._limit)

    def _within(self, span: Span) -> Iterator[Found]:
        if self._enough:
            return
        halves = span.halves(self._today, by_time=self._by_time)
        with spooling(self._read) as spool:
            status = self._complete(span, spool, self._cap if halves else None)
            cut_off = self._is_cut_off(status, len(spool))
            if cut_off and halves:
                self._tell(span)
                for half in halves:
                    yield from self._within(half)
            # What no piece gave again: it has no date, or one that the server does not compare as it should.
            yield from self._new(spool)
        if cut_off and halves:
            return
        if cut_off:
            log.warning("a piece of the answer cannot be divided further, and may not be complete: narrow the query")
        self._answered = self._answered or status.ok
        self._hopeless = not (status.ok or (self._answered and cut_off))
        yield Final(status)

    def _complete(self, span: Span, spool: Spool, cancel_after: int | None) -> Status:
        identifier = deepcopy(self._query.identifier)
        identifier.StudyDate = span.study_date
        if span.study_time:
            identifier.StudyTime = span.study_time
        query = replace(self._query, identifier=identifier)
        status = cutoff.ending(self._ask(query, read=spool.keep, cancel_after=cancel_after)).status
        log.info("%s: %d matches, %s", span.study_date or "any date", len(spool), status)
        return status

    def _is_cut_off(self, status: Status, count: int) -> bool:
        if cutoff.says_so(status):
            return True
        return count >= self._cap if self._cap else cutoff.suspicious(count)

    def _new(self, spool: Spool) -> Iterator[Match]:
        for identifier in spool:
            if self._enough:
                return
            unique = text_of(identifier, self._unique)
            if unique and unique in self._seen:
                continue
            self._seen.add(unique)
            self._count += 1
            yield Match(identifier, cutoff.SUPPLIED)

    def _tell(self, span: Span) -> None:
        """Once for dates, and once for times: what has none is found by no range of them."""
        missing = "Time" if span.is_day else "Date"
        if missing not in self._told and (span.is_day or span == Span()):
            self._told.add(missing)
            log.warning("studies without a Study %s may be missing: no range matches them (PS3.4 C.2.2.2.5)", missing)


def text_of(identifier: Dataset | Flat, keyword: str) -> str:
    """The value of an attribute as text; empty where there is none."""
    if not isinstance(identifier, flat.Flat):
        return str(identifier.get(keyword) or "")
    from pydicom.datadict import tag_for_keyword

    tag = tag_for_keyword(keyword)
    found = next((value for number, _, value in identifier.elements if number == tag), b"")
    return found.decode("latin-1").strip("\0 ")
