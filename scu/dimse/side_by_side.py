"""Several associations with one peer, side by side, and their results in the order of the tasks.

A thread each, blocking on its own socket; each takes the next task when it has done one. An association that is lost
costs the tasks that it had taken, and no other. A peer that takes fewer associations than asked for gets fewer.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from scu.dimse.association import Association
from scu.errors import Interrupted, ScuError

log = logging.getLogger(__name__)

# Seconds between two looks at what comes from elsewhere.
_GATHERING = 0.1

Task = TypeVar("Task")
Result = TypeVar("Result")

# What a thread tells: the number of a task with a result of it, or with None when the task is done.
Numbered = tuple[int, Result | None]
Work = Callable[[Association, Iterator[tuple[int, Task]]], Iterator[Numbered[Result]]]


def one_each(service: Callable[[Association, Iterable[Task]], Iterator[Result]]) -> Work[Task, Result]:
    """For a service that takes many tasks and yields one result for each, in order: store."""

    def work(association: Association, tasks: Iterator[tuple[int, Task]]) -> Iterator[Numbered[Result]]:
        numbers: deque[int] = deque()

        def taken() -> Iterator[Task]:
            for number, task in tasks:
                numbers.append(number)
                yield task

        for result in service(association, taken()):
            number = numbers.popleft()
            yield number, result
            yield number, None

    return work


def one_by_one(service: Callable[[Association, Task], Iterator[Result]]) -> Work[Task, Result]:
    """For a service that takes one task and yields its results: find, move and get."""

    def work(association: Association, tasks: Iterator[tuple[int, Task]]) -> Iterator[Numbered[Result]]:
        for number, task in tasks:
            for result in service(association, task):
                yield number, result
            yield number, None

    return work


def side_by_side(
    tasks: Sequence[Task],
    associate: Callable[[], Association],
    work: Work[Task, Result],
    associations: int = 1,
    *,
    meanwhile: Callable[[], Iterable[Result]] = tuple,
) -> Iterator[Result]:
    """The results of all tasks, those of one after those of the one before.

    Args:
        associate: makes one association.
        associations: how many at the most. The first is made in this thread, and if it is the only one used here, too.
        meanwhile: results from elsewhere, asked for ten times a second.

    Raises:
        What ended the association, if there is one; of several, what ended one of them, after all others are done.
    """
    if min(associations, len(tasks)) <= 1:
        with associate() as association:
            for _, result in work(association, enumerate(tasks)):
                if result is not None:
                    yield result
        return
    crew = _Crew(tasks, associate, work, min(associations, len(tasks)))
    try:
        crew.begin()
        yield from crew.results(meanwhile)
    except KeyboardInterrupt:
        crew.dismiss()
        yield from crew.rest()
        raise
    finally:
        crew.dismiss()
    crew.check()


class _Crew(Generic[Task, Result]):
    """The threads, what they have taken and not done, and what they tell."""

    def __init__(
        self,
        tasks: Sequence[Task],
        associate: Callable[[], Association],
        work: Work[Task, Result],
        size: int,
    ) -> None:
        self._associate = associate
        self._work = work
        self._left: Iterator[tuple[int, Task]] = iter(enumerate(tasks))
        self._lock = threading.Lock()
        self._told: queue.SimpleQueue[Numbered[Result] | None] = queue.SimpleQueue()
        self._early: dict[int, list[Result | None]] = {}
        self._open: list[Association] = []
        self._stood = 0
        self._errors: list[ScuError] = []
        self._refusals: list[ScuError] = []
        self._broken = False
        # A peer that takes none at all is asked once. And what is imported for the first is imported: in several
        # threads at once, modules that need each other would be seen half made.
        first = associate()
        self._threads = [
            threading.Thread(target=self._run, args=(first,) if n == 0 else (), name=f"association {n + 1}")
            for n in range(size)
        ]

    def begin(self) -> None:
        """Start the threads. Who interrupts this has to dismiss those that were started."""
        for thread in self._threads:
            thread.start()

    def _run(self, first: Association | None = None) -> None:
        """One thread; None says that it ends, however it does."""
        try:
            self._do(first or self._associate())
        except ScuError as error:
            self._refusals.append(error)
        except KeyboardInterrupt:  # while it was being made
            self._errors.append(Interrupted("interrupted"))
        finally:
            self._told.put(None)

    def _do(self, association: Association) -> None:
        """Work, and tell."""
        taken: set[int] = set()
        unforeseen = True
        try:
            with association:
                with self._lock:
                    self._open.append(association)
                    self._stood += 1
                for number, result in self._work(association, self._take(taken)):
                    if result is None:
                        taken.discard(number)
                    self._told.put((number, result))
            unforeseen = False
        except (ScuError, KeyboardInterrupt) as error:
            unforeseen = False
            self._errors.append(error if isinstance(error, ScuError) else Interrupted("interrupted"))
        finally:
            # A bug, of which the thread tells, may neither take results with it nor be a success.
            self._broken = self._broken or unforeseen
            self._give_up(taken)
            with self._lock:
                self._open = [each for each in self._open if each is not association]

    def _take(self, taken: set[int]) -> Iterator[tuple[int, Task]]:
        while True:
            with self._lock:
                task = next(self._left, None)
            if task is None:
                return
            taken.add(task[0])
            yield task

    def _give_up(self, numbers: Iterable[int]) -> None:
        """What has no more results; those of the tasks behind it need not wait for them."""
        for number in numbers:
            self._told.put((number, None))

    def results(self, meanwhile: Callable[[], Iterable[Result]]) -> Iterator[Result]:
        """What the threads tell, in the order of the tasks: what is ahead of its turn waits."""
        early = self._early
        turn, working = 0, len(self._threads)
        while working or not self._told.empty():
            try:
                told = self._told.get(timeout=_GATHERING)
            except queue.Empty:
                yield from meanwhile()
                continue
            if told is None:
                working -= 1
                continue
            number, result = told
            early.setdefault(number, []).append(result)
            while turn in early:
                now = early.pop(turn)
                yield from (each for each in now if each is not None)
                if None not in now:
                    early[turn] = []
                    break
                turn += 1
        yield from meanwhile()

    def rest(self) -> Iterator[Result]:
        """What the threads had told when they were dismissed, and nobody has seen."""
        while not self._told.empty():
            told = self._told.get()
            if told is not None:
                self._early.setdefault(told[0], []).append(told[1])
        for number in sorted(self._early):
            yield from (each for each in self._early[number] if each is not None)

    def dismiss(self) -> None:
        """End the threads: nothing is left to take, and what waits is woken."""
        self._left = iter(())
        with self._lock:
            standing = list(self._open)
        for association in standing:
            association.wire.shut()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join()

    def check(self) -> None:
        """Raise what is to be known at the end; a peer that took some of the associations is no error."""
        for error in self._errors:
            if isinstance(error, Interrupted):
                raise error
        if self._broken:
            raise RuntimeError("an association ended with an error that nobody foresaw")
        if self._errors:
            raise self._errors[0]
        if not self._stood:
            raise self._refusals[0]
        if self._refusals:
            log.warning("the peer took %d of %d associations: %s", self._stood, len(self._threads), self._refusals[0])
