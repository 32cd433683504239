"""A get or a move, from its requests to the proof that all of it came."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, Protocol, TypeAlias

from scu.dimse import interrupts
from scu.dimse.association import Association
from scu.dimse.delivery import ONCE, Retrying
from scu.dimse.rejection import RejectedForNow
from scu.dimse.wire import HungUp
from scu.errors import Aborted, AssociationError, Interrupted, Refused, ScuError, TimedOut, Unreachable
from scu.query import Level, Query
from scu.results import Category, Instance, Retrieving
from scu.retrieval import images as lists
from scu.retrieval.holdings import Classes, Holdings, check_can_list, classes_of
from scu.retrieval.images import Image, Verification
from scu.retrieval.narrowing import requests_for
from scu.retrieval.split import Split

log = logging.getLogger(__name__)

Result: TypeAlias = Instance | Retrieving
Service: TypeAlias = Callable[[Association, Query], Iterator[Result]]

# What costs the requests that were under way, and no other: a new association may do better.
_LOST: Final = (Aborted, TimedOut, Refused, Unreachable, RejectedForNow)
# Of those, what is no word of a peer against us.
_PASSING: Final = (HungUp, TimedOut, Refused, Unreachable, RejectedForNow)


@dataclass(frozen=True, slots=True)
class Wanted:
    """How complete it is to be.

    `here` are the SOP Instance UIDs of what need not be fetched again. `only` is what is to be fetched, in place of
    all that is asked for. `missing` is the file that the list of what did not come goes to.
    """

    split: Split | None = None
    here: frozenset[str] = frozenset()
    only: tuple[Image, ...] | None = None
    verify: bool = False
    missing: Path | None = None
    retrying: Retrying = ONCE

    @property
    def lists(self) -> bool:
        """Whether the server has to tell beforehand which objects there are."""
        if self.only is not None:
            return False
        return bool(self.here or self.missing or self.retrying.times or self.split is Split.IMAGE)

    @property
    def proves(self) -> bool:
        return self.verify or self.missing is not None


@dataclass(frozen=True, slots=True)
class Plan:
    """The requests to send, and the SOP classes that come back where they are known.

    `failed_before` is whether they are for what did not come with the presentation contexts of the first attempt.
    """

    requests: Sequence[Query]
    classes: Classes | None = None
    failed_before: bool = False


Watch: TypeAlias = Callable[[Service], Service]
Fetch: TypeAlias = Callable[[Plan, Watch], Iterator[Result]]
"""Sends the requests of a plan, each by a service that is watched."""


class Told(Protocol):
    """What is told of what happens between the results."""

    def expects(self, requests: int, objects: int | None) -> None:
        """So many requests follow, and so many objects, where the server has listed them."""

    def came(self, result: Result) -> None:
        """A result has come, which is yielded when those before it are. Called from any thread."""

    def part_lost(self) -> None:
        """An association was lost; the results of other requests follow."""

    def begin_again(self, due: int) -> None:
        """What did not come is fetched again: so far it does not count as failed."""

    def verified(self, verification: Verification, lost: ScuError | None) -> None:
        """What has come, and the association that was lost on the way, if one was."""

    def listed(self, verification: Verification) -> None:
        """The same, where it was known beforehand what is to come, and not all of it came."""


class Report(Told, Protocol):
    """What is told of the results, too."""

    def add(self, result: Result) -> None: ...


@dataclass
class Session:
    """One get or move.

    Args:
        requests: what is asked for; with `wanted.only`, what single objects are asked for like.
        ask: makes an association for C-FIND.
        by_classes: whether the SOP classes that come back have to be proposed, as for a get.
        varies: whether what fails may be asked for again with other presentation contexts.
            Both take C-FIND, and count for nothing where a model has none.

    Raises:
        UsageError: it cannot be asked which objects a request means, and has to be known.
    """

    requests: Sequence[Query]
    wanted: Wanted
    ask: Callable[[], Association]
    by_classes: bool = False
    varies: bool = False
    _listed: list[tuple[Query, Sequence[Image]]] | None = None
    _arrived: set[str] = field(default_factory=set)
    _failed: bool = False
    _told: bool = False
    _stood: bool = False
    _lost: ScuError | None = None
    _left_out: int = 0
    _theirs: int = 0  # objects that the peer counts as failed, and of them those that we refused
    _ours: int = 0

    def __post_init__(self) -> None:
        wanted = self.wanted
        can_ask = all(request.model.find for request in self.requests)
        self.by_classes, self.varies = self.by_classes and can_ask, self.varies and can_ask
        if wanted.only is not None:
            self._listed = [(self.requests[0], wanted.only)]
        elif wanted.lists or wanted.verify or wanted.split:
            for request in self.requests:
                check_can_list(request)

    def run(self, fetch: Fetch, report: Report) -> None:
        """Fetch, and tell. Raises what `results` raises."""
        for result in self.results(fetch, report):
            report.add(result)

    def results(self, fetch: Fetch, report: Told) -> Iterator[Result]:
        """Fetch, and yield the results, each of which the report has to know of before the next.

        Raises:
            What ended an association, unless what it left was fetched, or is told of by a verification.
            FileProblem: the list of what is missing cannot be written.
        """
        try:
            yield from self._fetch_all(fetch, report)
            if self.wanted.verify and self.wanted.only is None:
                self._list_again()
        finally:
            if self.wanted.missing is not None and self._listed is not None:
                lists.write(self.wanted.missing, self._due())
        if self.wanted.proves or (self._failed and self.wanted.retrying.times and not self._due()):
            report.verified(self._verification(), self._lost)
        elif self._lost is not None and (self._listed is None or self._due()):
            raise self._lost
        elif self._left_out or (self.wanted.lists and self._due()):
            report.listed(self._verification())

    def _fetch_all(self, fetch: Fetch, report: Told) -> Iterator[Result]:
        plan = self._plan_in_the_end()
        if not plan.requests:
            log.warning("nothing is to be fetched: %s", "all of it is here" if self.wanted.here else "there is nothing")
        yield from self._fetch(plan, fetch, report, last=not self.wanted.retrying.times)
        if self._failed and self.varies and self._can_list_what_failed():
            plan = replace(plan, requests=self._requests_due())
            report.begin_again(len(self._due()))
            otherwise = replace(plan, failed_before=True)
            yield from self._fetch(otherwise, fetch, report, last=not self.wanted.retrying.times)
        for attempt in range(1, self.wanted.retrying.times + 1):
            if not (due := self._due()):
                break
            seconds = self.wanted.retrying.seconds(attempt)
            log.warning("%d objects did not come; they are asked for again in %.1f s", len(due), seconds)
            interrupts.pause(seconds)
            report.begin_again(len(due))
            plan = replace(plan, requests=self._requests_due())
            yield from self._fetch(plan, fetch, report, last=attempt == self.wanted.retrying.times, again=True)

    def _plan_in_the_end(self) -> Plan:
        """The plan; a server that is lost before it has told what it takes is asked again."""
        for attempt in range(1, self.wanted.retrying.times + 1):
            try:
                return self._plan()
            except _LOST as error:
                if interrupts.requested() or not (self._told or isinstance(error, _PASSING)):
                    raise
                seconds = self.wanted.retrying.seconds(attempt)
                log.warning("%s; the server is asked again in %.1f s", error.message, seconds)
                interrupts.pause(seconds)
        return self._plan()

    def _plan(self) -> Plan:
        """What to send; asks the server what has to be known first."""
        wanted = self.wanted
        splits = wanted.split is not None and not wanted.lists and wanted.only is None
        classes = _said_by_models(self.requests) or (classes_of(wanted.only or ()) if self.by_classes else {})
        if wanted.lists or splits or (self.by_classes and not classes):
            with self.ask() as association:
                self._told = True
                holdings = Holdings(association)
                if wanted.lists:
                    self._list(holdings)
                if splits and wanted.split is not None:
                    level = Level[wanted.split.name]
                    self.requests = [part for request in self.requests for part in holdings.parts(request, level)]
                    self._left_out = sum(holdings.left_out)
                if self.by_classes and not classes:
                    classes = classes_of(self._due()) or holdings.classes(self.requests)
        return Plan(self.requests if self._listed is None else self._requests_due(), classes or None)

    def _list(self, holdings: Holdings) -> None:
        self._listed = [(request, holdings.images(request)) for request in self.requests]
        self._left_out = sum(holdings.left_out)

    def _list_again(self) -> None:
        """After the run: what has come to the server meanwhile counts, too."""
        try:
            with self.ask() as association:
                self._list(Holdings(association))
        except AssociationError as error:
            raise self._lost or error from error

    def _can_list_what_failed(self) -> bool:
        """Whether it is known which objects failed, so that they can be asked for in other transfer syntaxes."""
        if self._listed is None:
            try:
                for request in self.requests:
                    check_can_list(request)
                with self.ask() as association:
                    self._list(Holdings(association))
            except ScuError as error:
                log.info("what failed is not asked for again in other transfer syntaxes: %s", error.message)
        return bool(self._due())

    def _is_here(self, image: Image) -> bool:
        return image.sop_instance_uid in self.wanted.here or image.sop_instance_uid in self._arrived

    def _due(self) -> list[Image]:
        """What is known to be asked for, and is not here."""
        return [image for _, images in self._listed or () for image in images if not self._is_here(image)]

    def _requests_due(self) -> list[Query]:
        parts = []
        for request, images in self._listed or ():
            due = [image for image in images if not self._is_here(image)]
            parts += requests_for(request, images, due, self.wanted.split)
        return parts

    def _verification(self) -> Verification:
        expected = [image for _, images in self._listed or () for image in images]
        here, of_list = self.wanted.here | self._arrived, self.wanted.only is not None
        return lists.verify(expected, here, self._arrived, of_list=of_list, left_out=self._left_out)

    def _fetch(self, plan: Plan, fetch: Fetch, report: Told, *, last: bool, again: bool = False) -> Iterator[Result]:
        """Send all requests. An association that is lost costs what was under way; the rest goes on with a new one.

        What comes again is passed over: a server may go on sending what an earlier move asked it for.
        """
        left = [replace(request) for request in plan.requests]  # each its own, however often it is asked
        while left:
            begun: set[int] = set()
            try:
                report.expects(len(left), None if self._listed is None else len(self._due()))
                for result in fetch(replace(plan, requests=left), _watching(begun, report.came)):
                    if again and isinstance(result, Instance) and result.sop_instance_uid in self._arrived:
                        log.info("%s came a second time", result.sop_instance_uid)
                        continue
                    self._note(result)
                    yield result
                return
            except _LOST as error:
                if interrupts.requested():
                    raise Interrupted("interrupted: the server did not end the operation in time") from error
                self._stood = self._stood or bool(begun)
                left = [request for request in left if id(request) not in begun] if begun else []
                hopeful = self._stood or (not last and isinstance(error, _PASSING))
                if not hopeful or not (left or not last or self.wanted.proves):
                    raise
                report.part_lost()
                log.warning("an association was lost: %s%s", error.message, "; the rest goes on" if left else "")
                self._lost = self._lost or error

    def _note(self, result: Result) -> None:
        if isinstance(result, Retrieving):
            # Some of them, that is: a request that failed as a whole fails in other transfer syntaxes, too. And so does
            # what we have refused.
            if result.status.category is not Category.PENDING:
                self._theirs += (result.sub_operations.failed or 0) if result.status.ok else 0
                self._failed = self._failed or self._theirs > self._ours
        elif result.status is not None and not result.status.ok:
            self._ours += 1
        elif self._minds and result.status is not None:
            self._arrived.add(result.sop_instance_uid)

    @property
    def _minds(self) -> bool:
        """Whether it may have to be known what came: a million UIDs are not kept for nothing."""
        return self.varies or self.wanted.proves or self.wanted.retrying.times > 0 or self._listed is not None


def _said_by_models(requests: Sequence[Query]) -> Classes:
    """The SOP classes that come back, where the models of all requests are of certain classes alone."""
    if not all(request.model.storage_classes for request in requests):
        return {}
    return {uid: () for request in requests for uid in request.model.storage_classes}


def _watching(begun: set[int], came: Callable[[Result], None]) -> Watch:
    """What notes which requests were begun, and tells of what comes."""

    def watched(service: Service) -> Service:
        def serve(association: Association, request: Query) -> Iterator[Result]:
            begun.add(id(request))
            for result in service(association, request):
                came(result)
                yield result

        return serve

    return watched
