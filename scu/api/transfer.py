"""A store, a get or a move: what becomes of the objects one by one, and how all of it went."""

from __future__ import annotations

import warnings
from collections.abc import Generator
from types import TracebackType
from typing import Generic, Protocol, Self, TypeVar

from scu.errors import Partial, PeerFailure, ScuError
from scu.results import Status

Item = TypeVar("Item")
Summary = TypeVar("Summary")
_Summary = TypeVar("_Summary", covariant=True)


class Tally(Protocol[_Summary]):
    """What counts, and says at the end how it went: a report of `scu.output`."""

    command: str

    @property
    def summary(self) -> _Summary: ...
    @property
    def status(self) -> Status | None: ...
    def verdict(self) -> ScuError | None: ...
    def retold(self, error: ScuError) -> ScuError: ...
    def note(self) -> None: ...


class Transfer(Generic[Item, Summary]):
    """An iterator over what becomes of the objects. Nothing is sent before the first is asked for.

    Iterating raises what ends the operation as a whole: no association, or one that is lost; a local file or port; a
    get or a move that the peer fails. What goes wrong with single objects does not: it is in the results, the summary
    and `ok`, and `raise_for_status` raises it.

    Left before its end, by `close`, at the end of its `with`, or when nothing refers to it any more, it stops: a store
    sends no more, a get aborts its association, and a move is cancelled (C-CANCEL).
    """

    def __init__(self, tally: Tally[Summary], items: Generator[Item, None, None]) -> None:
        self._tally = tally
        self._items = items
        self._begun = self._ended = False
        self._error: ScuError | None = None

    @property
    def summary(self) -> Summary:
        """The counts so far."""
        return self._tally.summary

    @property
    def status(self) -> Status | None:
        """The worst DIMSE status so far; None as long as the peer has not answered."""
        return self._tally.status

    @property
    def ok(self) -> bool:
        """Whether all is done and nothing went wrong."""
        return self._ended and self._wrong() is None

    def finish(self) -> Summary:
        """Do what is left, and return the counts.

        Raises:
            ScuError: what iterating raises.
        """
        for _ in self:
            pass
        if self._error is not None:
            raise self._error
        return self.summary

    def raise_for_status(self) -> Summary:
        """The same, and raise also what went wrong with single objects.

        Raises:
            ScuError: what iterating raises.
            Partial: some objects failed, or are missing.
            PeerFailure: the peer failed all of them.
            NoContext: it takes none of what was to be stored.
        """
        summary = self.finish()
        wrong = self._wrong()
        if wrong is not None:
            raise wrong
        return summary

    def close(self) -> None:
        """Stop, if it has not ended."""
        self._begun = True
        self._items.close()
        if not self._ended and self._error is None:
            self._error = Partial(f"the {self._tally.command} was left before its end")

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Item:
        self._begun = True
        try:
            return next(self._items)
        except StopIteration:
            self._end()
            raise
        except ScuError as error:
            self._error = self._tally.retold(error)
            if self._error is error:
                raise
            raise self._error from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __del__(self) -> None:
        if not self._begun:
            what = f"a {self._tally.command} was never begun: iterate over it, or call finish() or raise_for_status()"
            warnings.warn(what, RuntimeWarning, stacklevel=2, source=self)
        self._items.close()

    def _end(self) -> None:
        if self._ended or self._error is not None:
            return
        self._ended = True
        wrong = self._wrong()
        if wrong is None:
            self._tally.note()
        elif isinstance(wrong, PeerFailure) and self._tally.command != "store":
            self._error = wrong
            raise wrong

    def _wrong(self) -> ScuError | None:
        return self._error or self._tally.verdict()
