"""How store, move and get are judged: what was counted, and what is an error of which kind."""

from __future__ import annotations

import logging

import pytest

from scu.errors import NoContext, Partial, PeerFailure
from scu.output.moved import MoveReport
from scu.output.transfers import StoreReport
from scu.results import (
    SUCCESS,
    Category,
    Instance,
    RetrieveSummary,
    Retrieving,
    Status,
    StoreSummary,
    SubOperations,
)
from tests.outcomes import (
    CANCELLED,
    COERCED,
    OUT_OF_RESOURCES,
    PEER,
    PENDING,
    associated,
    counts,
    instance,
    verdict_of,
)


def stored(*statuses: Status | None, total: int | None = None, accepted: int = 1) -> StoreReport:
    report = StoreReport(PEER, total=len(statuses) if total is None else total)
    report.associated(associated(accepted))
    for status in statuses:
        report.add(instance("x.dcm", status, reason="" if status else "refused"))
    return report


def test_verdicts_of_store() -> None:
    assert verdict_of(stored(SUCCESS, COERCED)) is None
    assert isinstance(verdict_of(stored(SUCCESS, None)), Partial)
    assert isinstance(verdict_of(stored(SUCCESS, total=2)), Partial)
    assert isinstance(verdict_of(stored(SUCCESS, OUT_OF_RESOURCES)), Partial)
    assert isinstance(verdict_of(stored(OUT_OF_RESOURCES, OUT_OF_RESOURCES)), PeerFailure)
    nothing_taken = verdict_of(stored(None, None, accepted=0))
    assert isinstance(nothing_taken, NoContext)
    assert "CT Image Storage" in nothing_taken.message
    assert nothing_taken.comment == "refused"


def test_a_stored_warning_is_noted(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging.getLogger("scu"), "propagate", True)
    with caplog.at_level(logging.WARNING), stored(SUCCESS, COERCED):
        pass

    assert caplog.messages == ["1 object stored with a warning: B000 Coercion of Data Elements"]


def retrieved(*results: Instance | Retrieving, folder: str | None = "out") -> MoveReport:
    report = MoveReport(PEER, folder=folder, destination="WORKSTATION")
    report.associated(associated())
    for result in results:
        report.add(result)
    return report


DONE = Retrieving(SUCCESS, counts(2, remaining=0))


def test_verdicts_of_a_retrieve() -> None:
    here = instance("a.dcm")
    assert verdict_of(retrieved(here, here, DONE)) is None
    assert verdict_of(retrieved(DONE, folder=None)) is None
    assert verdict_of(retrieved(here, Retrieving(SUCCESS, SubOperations()))) is None

    missing = verdict_of(retrieved(here, DONE))
    assert isinstance(missing, Partial)
    assert missing.message == "1 of 2 objects did not arrive"

    some_failed = verdict_of(retrieved(here, Retrieving(COERCED, counts(1, failed=1))))
    assert isinstance(some_failed, Partial)

    third_party = verdict_of(retrieved(Retrieving(COERCED, counts(1, failed=2)), folder=None))
    assert isinstance(third_party, Partial)
    assert third_party.message == "2 of 3 objects did not reach the destination"

    warned = verdict_of(retrieved(here, Retrieving(COERCED, SubOperations())))
    assert isinstance(warned, Partial)

    refused = verdict_of(retrieved(instance("", OUT_OF_RESOURCES), here, DONE))
    assert isinstance(refused, Partial)

    assert isinstance(verdict_of(retrieved(Retrieving(CANCELLED, counts(1)))), PeerFailure)


def test_an_unknown_destination_says_what_to_register() -> None:
    unknown = Status(0xA801, Category.FAILURE, "Move destination unknown")
    error = verdict_of(retrieved(Retrieving(unknown, SubOperations())))

    assert isinstance(error, PeerFailure)
    assert "'WORKSTATION'" in error.remedy


def test_counts_of_a_last_response_that_has_none_are_those_before() -> None:
    report = retrieved(instance("a.dcm"), Retrieving(PENDING, counts(3)), Retrieving(SUCCESS, SubOperations()))

    assert report.summary == RetrieveSummary(completed=3, warning=0, failed=0, received=1, bytes=1000)
    assert report.summary.missing == 2


def test_two_requests_are_counted_together() -> None:
    here = instance("a.dcm")
    report = retrieved(here, here, DONE, here, Retrieving(SUCCESS, counts(2, remaining=0)))

    assert (report.summary.completed, report.summary.received, report.summary.missing) == (4, 3, 1)


def test_store_summary() -> None:
    summary = StoreSummary(3).plus(instance("a")).plus(instance("b", None)).plus(instance("c", OUT_OF_RESOURCES))

    assert summary == StoreSummary(3, stored=1, failed=1, bytes=1000)
    assert summary.not_sent == 1
    assert not summary.ok
    assert StoreSummary(1).plus(instance("a", COERCED)).ok
