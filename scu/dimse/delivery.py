"""Objects to a peer: on as many associations as it takes, side by side and one after the other, and again if need be.

What is tried again is what may well go better another time: an object whose association was lost before it was
answered, or that none was left for, and one that the peer has no room for just now; and the first association, of a
peer that is down or busy. What the peer has refused stays refused, and what it has confirmed is never sent twice.
"""

from __future__ import annotations

import itertools
import logging
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, TypeAlias

from scu.dimse import contexts, interrupts, services
from scu.dimse.association import Association
from scu.dimse.contexts import Proposal
from scu.dimse.establish import Associate
from scu.dimse.patience import OutOfTime
from scu.dimse.rejection import RejectedForNow
from scu.dimse.side_by_side import one_each, side_by_side
from scu.dimse.wire import HungUp
from scu.errors import Aborted, FileProblem, Interrupted, Refused, ScuError, TimedOut, Unreachable, Unresolved
from scu.results import Instance, Outgoing

log = logging.getLogger(__name__)

Store: TypeAlias = Callable[[Association, Iterable[Outgoing]], Iterator[Instance]]
Batches: TypeAlias = Callable[[Iterable[Outgoing]], Iterator[tuple[list[Proposal], list[Outgoing]]]]

_LONGEST_WAIT: Final = 30.0
_JITTER: Final = 0.25  # so that clients which were thrown out together do not all come back together
_PASSING: Final = (TimedOut, Refused, Unreachable, HungUp, RejectedForNow)
# Of a peer that has spoken DICOM to us, under this name.
_MENDABLE: Final = (*_PASSING, Aborted, Unresolved)


@dataclass(frozen=True, slots=True)
class Retrying:
    """How many more times an object is tried, and the seconds before the first; each further wait is twice as long."""

    times: int = 0
    wait: float = 1.0

    def seconds(self, setbacks: int) -> float:
        """How long to wait after so many setbacks in a row."""
        from random import SystemRandom

        longest = max(_LONGEST_WAIT, self.wait)
        return min(longest, self.wait * 2.0 ** min(setbacks - 1, 32)) * SystemRandom().uniform(1, 1 + _JITTER)


ONCE: Final = Retrying()


def deliver(
    outgoing: Iterable[Outgoing],
    associate: Associate,
    *,
    associations: int = 1,
    repeat: int = 1,
    halt: bool = False,
    retrying: Retrying = ONCE,
    store: Store = services.store,
    batches: Batches = contexts.batches,
) -> Iterator[Instance]:
    """Send each, and yield what became of it in the end: in order, as long as nothing has to be tried again.

    Args:
        associate: makes one association with these proposals.
        associations: how many at a time, at the most.
        repeat: how often each is sent, on the same association.
        halt: whether to end at the first that cannot be stored.
        store: sends on one association, as `services.store` does.
        batches: says what goes on one association, and which presentation contexts that needs.

    Raises:
        What ended the associations, when that was not to be mended. What they had taken and was not answered is
        yielded before, as unconfirmed; what nobody had taken is not.
    """
    courier = _Courier(associate, associations, halt, retrying, store)
    for proposals, batch in batches(outgoing):
        for instance in courier.carry(proposals, batch * repeat):
            yield instance
            if halt and not instance.unconfirmed and not _is_stored(instance):
                return


@dataclass(slots=True)
class _Parcel:
    """An object to deliver. `answer` is the last that it got, as long as it is not final."""

    outgoing: Outgoing
    attempts: int = 0
    answer: Instance | None = None
    done: bool = False


class _Courier:
    """Who carries the objects of one command."""

    def __init__(self, associate: Associate, associations: int, halt: bool, retrying: Retrying, store: Store) -> None:
        self._associate = associate
        self._associations = associations
        self._halt = halt
        self._retrying = retrying
        self._store = store
        self._numbers = itertools.count(1)
        self._stood = False

    def carry(self, proposals: Sequence[Proposal], batch: Sequence[Outgoing]) -> Iterator[Instance]:
        """Deliver what has these presentation contexts."""
        due = [_Parcel(each) for each in batch]
        setbacks = 0
        while True:
            error, stored, failed = None, False, False
            try:
                for parcel, instance in self._go(proposals, due):
                    if self._goes_again(parcel, instance):
                        parcel.answer = instance
                        continue
                    parcel.done = True
                    stored, failed = stored or _is_stored(instance), failed or not _is_stored(instance)
                    yield instance
            except ScuError as problem:
                error = problem
            due = [parcel for parcel in due if not parcel.done]
            if error is None and failed and not self._halt and any(not parcel.attempts for parcel in due):
                continue  # a file that cannot be read to its end cost no more than the association
            setbacks = 1 if stored else setbacks + 1
            if not due or (failed and self._halt) or not self._is_hopeful(error, setbacks):
                yield from _last_words(due)
                if error is not None:
                    raise error
                return
            due = yield from self._prepare(due, error, setbacks)

    def _go(self, proposals: Sequence[Proposal], parcels: Sequence[_Parcel]) -> Iterator[tuple[_Parcel, Instance]]:
        return side_by_side(parcels, partial(self._stand, proposals), one_each(self._hand_over), self._associations)

    def _stand(self, proposals: Sequence[Proposal]) -> Association:
        association = self._associate(proposals)
        association.number = next(self._numbers)
        self._stood = True
        return association

    def _hand_over(self, association: Association, parcels: Iterable[_Parcel]) -> Iterator[tuple[_Parcel, Instance]]:
        """`services.store`, of parcels; a file that cannot be read to its end is no error that ends the command."""
        taken: deque[_Parcel] = deque()

        def outgoing() -> Iterator[Outgoing]:
            for parcel in parcels:
                taken.append(parcel)
                yield parcel.outgoing

        try:
            for instance in self._store(association, outgoing()):
                parcel = taken.popleft()
                parcel.attempts += 1
                yield parcel, instance if parcel.attempts == 1 else replace(instance, attempts=parcel.attempts)
        except FileProblem as error:
            if taken:  # one has no result that says so
                raise
            log.info("a new association is needed: %s", error.message)

    def _goes_again(self, parcel: _Parcel, instance: Instance) -> bool:
        return parcel.attempts <= self._retrying.times and _is_passing(instance)

    def _is_hopeful(self, error: ScuError | None, setbacks: int) -> bool:
        """Whether another round may do better.

        With so many rounds in a row that got nothing there, the peer is down for good.
        """
        if setbacks > self._retrying.times:
            return False
        mendable = _MENDABLE if self._stood else _PASSING
        return error is None or (isinstance(error, mendable) and not isinstance(error, OutOfTime))

    def _prepare(
        self, due: list[_Parcel], error: ScuError | None, setbacks: int
    ) -> Generator[Instance, None, list[_Parcel]]:
        """Wait until it is time for another round, and return what goes then."""
        seconds = self._retrying.seconds(setbacks)
        why = error.message if error else "the peer is out of resources"
        left = "1 object" if len(due) == 1 else f"{len(due)} objects"
        try:
            with interrupts.deferred():
                log.warning("%s; what is left, %s, is tried again in %.1f s", why, left, seconds)
                interrupts.pause(seconds)
        except (Interrupted, KeyboardInterrupt):
            yield from _last_words(due)
            raise
        # What may have ended an association goes last, and of several that it had, the one that was due first: it
        # shall not take the others with it again and again.
        tried = [parcel for parcel in due if parcel.attempts]
        return [parcel for parcel in due if not parcel.attempts] + tried[::-1]


def _is_stored(instance: Instance) -> bool:
    return instance.status is not None and instance.status.ok


def _is_passing(instance: Instance) -> bool:
    """Whether it may go better another time: it was not answered, or the peer is short of something.

    That is out of resources (A7xx, PS3.4 B.2.3), or resource limitation (0213, PS3.7 annex C).
    """
    code = instance.status.code if instance.status else 0
    return instance.unconfirmed or code & 0xFF00 == 0xA700 or code == 0x0213


def _last_words(parcels: Iterable[_Parcel]) -> Iterator[Instance]:
    return (parcel.answer for parcel in parcels if parcel.answer is not None)
