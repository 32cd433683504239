"""The report of find."""

from __future__ import annotations

from scu.errors import Partial, ScuError
from scu.output import explain
from scu.output.plain import amount
from scu.output.report import Report, Result, View
from scu.results import Category, Final, Match, Peer
from scu.search import cutoff


class FindReport(Report):
    command = "find"

    def __init__(self, peer: Peer, *views: View, limit: int | None = None, cancelling: bool = False) -> None:
        super().__init__(peer, *views)
        self.matches = 0
        self._limit = limit
        self._cancelling = cancelling

    @property
    def shown(self) -> int:
        return self.matches if self._limit is None else min(self.matches, self._limit)

    def add(self, result: Result) -> None:
        if isinstance(result, Match):
            self.matches += 1
            if self.matches == self.shown:
                super().add(result)
        elif isinstance(result, Final):
            self.keep_worst(result.status)
            self.times.came(result)

    def verdict(self) -> ScuError | None:
        if self.status is None or (self._cancelling and self.status.category is Category.CANCEL):
            return None
        if self.matches and cutoff.ended_early(self.status):
            return Partial(
                f"the server ended an answer early, after {amount(self.matches, 'match')} in all: {self.status}",
                cause="it gives no more matches to one query",
                remedy="ask for less at a time, or let --split-by-date do that; or have the PACS administrator raise "
                "the server's limit",
            )
        return None if self.status.ok else explain.failure("C-FIND", self.status)
