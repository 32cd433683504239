"""How one request of find is answered: by one query, by one for each level, or in pieces of its dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from scu import flat, querystore
from scu.search import cutoff

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

    from scu.charset import Replies
    from scu.flat import Flat
    from scu.query import Query
    from scu.search.cutoff import Ask, Found, Read


@dataclass(frozen=True)
class Search:
    """A request: the queries of its levels, from the top. With `split`, the top one goes out in pieces.

    `cap` and `relational` are as in `Splitting` and `span_of`.
    """

    queries: Sequence[Query]
    split: bool = False
    cap: int | None = None
    relational: bool = False

    def check(self) -> None:
        """Raises UsageError where it cannot be split."""
        if self.split:
            from scu.search.splitting import span_of

            span_of(self.queries[0], relational=self.relational)

    def results(self, ask: Ask, read: Read, *, limit: int | None = None) -> Iterator[Found]:
        """The matches, and the end of every query.

        Args:
            ask: one C-FIND.
            limit: cancel after so many matches.
        """
        query, *below = self.queries
        if not (self.split or below):
            return cutoff.watched(ask)(query, read=read, cancel_after=limit)
        top = self._pieces(ask, read, None if below else limit) if self.split else None
        if top and not below:
            return top
        from scu.search.expansion import Expansion

        return Expansion(cutoff.watched(ask), read, limit=limit).results(self.queries, top)

    def _pieces(self, ask: Ask, read: Read, limit: int | None) -> Iterator[Found]:
        from scu.search.splitting import Splitting, span_of

        query = self.queries[0]
        span = span_of(query, relational=self.relational)
        return Splitting(ask, query, span, read, cap=self.cap, today=date.today(), limit=limit).results()


def reader(replies: Replies, *, plain: bool) -> Read:
    """What makes a match of its bytes; where plain ones will do, without a data set that costs ten times."""

    def read(data: bytes, transfer_syntax_uid: str) -> Dataset | Flat:
        quick = flat.read(data, transfer_syntax_uid, replies) if plain else None
        return quick or replies.decode(querystore.decode(data, transfer_syntax_uid))

    return read
