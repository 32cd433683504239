"""Answers that are cut off: how one sees it, and scu find --split-by-date."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.dataset import Dataset

from scu.flat import Flat
from scu.keys import parse_all
from scu.query import Level, Query, build
from scu.results import Category, Final, Match, Status
from scu.search import cutoff, date_ranges
from scu.search.cutoff import Found, Read
from scu.search.date_ranges import Span
from scu.search.splitting import Splitting, span_of
from tests.peers.catalogue import CANCELLED, REFUSED, SUCCESS, Catalogue, catalogue, instance
from tests.peers.command import answer_here, run_here
from tests.peers.hierarchy import TAGS
from tests.peers.instances import Attributes, make_instances
from tests.peers.matches import value
from tests.peers.orthanc import Orthanc, orthanc

TODAY = date(2026, 11, 20)
DAYS = st.dates(date(1890, 1, 1), date(2040, 1, 1))


def studies(count: int, **more: object) -> list[Dataset]:
    """So many studies, a day each unless told otherwise."""
    first = date(2024, 1, 1)
    return [
        instance(f"P{n}", f"1.{n + 1}", f"1.{n + 1}.1", **{"StudyDate": f"{first + timedelta(n):%Y%m%d}", **more})
        for n in range(count)
    ]


def found(matches: list[dict[str, object]]) -> list[str]:
    return [value(match, TAGS["--study"]) for match in matches]


@given(st.none() | DAYS, st.none() | DAYS)
def test_a_span_is_its_text(first: date | None, last: date | None) -> None:
    if first and last and first > last:
        first, last = last, first
    span = Span(first, last)

    assert date_ranges.parse(span.study_date) == span


@pytest.mark.parametrize(
    "text", ["2024*", "2024-2025", "20240101\\20240102", "20240230", "20240102-20240101", "-", "x"]
)
def test_what_is_no_span(text: str) -> None:
    with pytest.raises(ValueError):
        date_ranges.parse(text)


@given(st.none() | DAYS, st.none() | DAYS, DAYS, st.dates(date(2000, 1, 1), date(2030, 1, 1)))
def test_every_day_is_in_one_half(first: date | None, last: date | None, day: date, today: date) -> None:
    if first and last and first > last:
        first, last = last, first
    halves = Span(first, last).halves(today, by_time=False)

    def holds(span: Span) -> bool:
        return (span.first is None or span.first <= day) and (span.last is None or day <= span.last)

    if halves:
        assert [holds(half) for half in halves].count(True) == holds(Span(first, last))


@given(st.none() | DAYS, st.none() | DAYS, st.dates(date(2000, 1, 1), date(2030, 1, 1)))
def test_halving_ends(first: date | None, last: date | None, today: date) -> None:
    """Whichever half one takes, and it never takes long; every day between 1900 and today can be reached."""
    if first and last and first > last:
        first, last = last, first
    deepest = 0
    for later in (0, 1):
        span: Span | None = Span(first, last)
        depth = 0
        while span and (halves := span.halves(today)):
            span, depth = halves[later], depth + 1
        deepest = max(deepest, depth)
    assert deepest <= 60


def test_a_day_is_divided_by_its_seconds() -> None:
    halves = Span(TODAY, TODAY).halves(TODAY)
    assert halves
    morning, evening = halves

    assert (morning.study_time, evening.study_time) == ("000000-115959.999999", "120000-235959.999999")
    assert morning.study_date == evening.study_date == "20261120"
    assert Span(TODAY, TODAY, (5, 5)).study_time == "000005-000005.999999"
    assert Span(TODAY, TODAY, (5, 5)).halves(TODAY) is None


@given(st.lists(st.integers(0, 86399), unique=True, max_size=200), st.data())
def test_nothing_is_lost_and_nothing_comes_twice(seconds: list[int], data: st.DataObject) -> None:
    """Whatever the dates are and however the server caps, with the matches in any order."""
    days = data.draw(st.lists(st.sampled_from(["", "18950101", "20240101", "20240102", "20391231", "19991231"])))
    cap = data.draw(st.integers(3, 9))
    held = [
        instance(
            "P",
            f"1.{n + 1}",
            "1",
            StudyDate=data.draw(st.sampled_from(["20240101", *days])) or "20240101",
            StudyTime=f"{s // 3600:02}{s // 60 % 60:02}{s % 60:02}",
        )
        for n, s in enumerate(seconds)
    ]
    server = Catalogue(held, cap=cap, at_the_cap=CANCELLED)
    query = build("find", None, Level.STUDY, parse_all(["StudyDate"]))

    results = list(Splitting(_asking(server), query, span_of(query), _read, cap=None, today=TODAY).results())

    matches = [result.identifier for result in results if isinstance(result, Match)]
    assert sorted(it.StudyInstanceUID for it in matches if isinstance(it, Dataset)) == sorted(
        it.StudyInstanceUID for it in held
    )
    assert all(result.status.ok for result in results if isinstance(result, Final))


def _read(data: bytes, transfer_syntax_uid: str) -> Dataset | Flat:
    return Dataset.from_json(data.decode())


def _asking(server: Catalogue) -> cutoff.Ask:
    """The server without a wire between."""

    def ask(query: Query, *, read: Read, cancel_after: int | None = None) -> Iterator[Found]:
        for status, match in server.answers(query.identifier, lambda: False):
            if match is None:
                category = {SUCCESS: Category.SUCCESS, CANCELLED: Category.CANCEL}.get(status, Category.WARNING)
                yield Final(Status(status, category, ""))
                return
            yield Match(read(match.to_json().encode(), ""), cutoff.SUPPLIED)

    return ask


@pytest.mark.parametrize("count", [100, 200, 250, 500, 1000, 2000, 2500, 5000, 10_000, 100_000])
def test_numbers_that_look_like_a_limit(count: int) -> None:
    assert cutoff.suspicious(count)
    assert not cutoff.suspicious(count + 1)
    assert not cutoff.suspicious(count - 1)


@pytest.mark.parametrize("count", [0, 1, 2, 5, 10, 20, 25, 50, 99, 300, 1200, 2600])
def test_numbers_that_do_not(count: int) -> None:
    assert not cutoff.suspicious(count)


@pytest.mark.parametrize(("held", "noted"), [(100, True), (99, False), (101, False)])
def test_a_round_number_is_noted(held: int, noted: bool) -> None:
    with catalogue(Catalogue(studies(held))) as server:
        done = run_here("find", server.address, "--format", "csv")

    assert (f"just {held} matches: the server may have cut the rest off" in done.stderr) == noted
    assert done.returncode == 0


def test_what_we_cut_off_ourselves_is_not_noted() -> None:
    with catalogue(Catalogue(studies(150))) as server:
        done = run_here("find", server.address, "--format", "csv", "--limit", 99)

    assert "may have cut" not in done.stderr
    assert done.returncode == 0


@pytest.mark.parametrize("status", [CANCELLED, 0xB001])
def test_a_server_that_says_so_is_believed(status: int) -> None:
    with catalogue(Catalogue(studies(9), cap=5, at_the_cap=status)) as server:
        done = run_here("find", server.address, "--format", "jsonl")

    assert done.returncode == 1
    assert f"scu: error: the server ended an answer early, after 5 matches in all: {status:04X}" in done.stderr
    assert "--split-by-date" in done.stderr
    assert json.loads(done.stdout.splitlines()[-1])["error"]["kind"] == "partial"


@pytest.mark.parametrize("status", [CANCELLED, REFUSED])
@pytest.mark.parametrize("format", ["json", "csv", "jsonl"])
def test_split_until_the_server_says_no_more(status: int, format: str) -> None:
    held = studies(40)
    with catalogue(Catalogue(held, cap=5, at_the_cap=status)) as server:
        done = run_here("find", server.address, "--format", format, "--split-by-date", "-k", "StudyDate=20240101-")

    assert done.returncode == 0, done.stderr
    assert [done.stdout.count(f'"{made.StudyInstanceUID}"') for made in held] == [1] * 40 or format == "csv"
    assert len(done.stdout.splitlines()) >= 40
    assert server.associations == 1


def test_a_warning_of_the_limit_is_understood() -> None:
    """Without a wire between: pynetdicom's server says success after a warning."""
    server = Catalogue(studies(20), cap=5, at_the_cap=0xB001)
    query = build("find", None, Level.STUDY, parse_all(["StudyDate"]))

    results = list(Splitting(_asking(server), query, span_of(query), _read, cap=None, today=TODAY).results())

    assert sum(isinstance(result, Match) for result in results) == 20
    assert {result.status.code for result in results if isinstance(result, Final)} == {SUCCESS}


def test_the_matches_come_in_the_order_of_their_dates() -> None:
    held = studies(40)
    with catalogue(Catalogue(held[::-1], cap=1, at_the_cap=CANCELLED)) as server:
        matches = answer_here("find", server.address, "--split-by-date")

    assert found(matches) == [made.StudyInstanceUID for made in held]


def test_a_server_that_refuses_what_is_too_much() -> None:
    with catalogue(Catalogue(studies(30), refuses=4)) as server:
        matches = answer_here("find", server.address, "--split-by-date")

    assert len(found(matches)) == 30


def test_a_server_that_lies_is_found_out_by_its_cap() -> None:
    held = studies(30)
    with catalogue(Catalogue(held, cap=7)) as server:
        plain = answer_here("find", server.address)
        split = answer_here("find", server.address, "--split-by-date", "--cap", 7)

    assert len(plain) == 7
    assert sorted(found(split)) == sorted(made.StudyInstanceUID for made in held)


def test_a_server_that_lies_is_found_out_by_a_round_number() -> None:
    held = studies(250, StudyDate="20240101")
    for number, made in enumerate(held):
        made.StudyTime = f"{number // 60:02}{number % 60:02}00"
    with catalogue(Catalogue(held, cap=100)) as server:
        matches = answer_here("find", server.address, "--split-by-date")

    assert sorted(found(matches)) == sorted(made.StudyInstanceUID for made in held)
    assert any(query.get("StudyTime") for query in server.asked)


def test_studies_without_a_date_stay_in_where_they_were_seen_and_are_spoken_of() -> None:
    undated, later = instance("P", "3.1", "3.1.1", StudyDate=""), instance("P", "3.2", "3.2.1", StudyDate="20991231")
    with catalogue(Catalogue([undated, *studies(9), later], cap=5, at_the_cap=CANCELLED)) as server:
        done = run_here("find", server.address, "--split-by-date", "--format", "json")

    assert sorted(found(json.loads(done.stdout)))[-2:] == ["3.1", "3.2"]
    assert len(json.loads(done.stdout)) == 11
    assert done.stderr.count("studies without a Study Date may be missing") == 1


def test_what_cannot_be_divided_is_told_of() -> None:
    held = studies(9, StudyDate="20240101")
    with catalogue(Catalogue(held, cap=5, at_the_cap=CANCELLED)) as server:
        done = run_here("find", server.address, "--split-by-date", "-k", "StudyDate=20240101", "--format", "json")

    assert done.returncode == 1
    assert len(json.loads(done.stdout)) == 5
    assert "cannot be divided further" in done.stderr
    assert "the server ended an answer early, after 5 matches in all" in done.stderr


def test_a_server_that_refuses_everything_is_not_asked_for_every_day() -> None:
    with catalogue(Catalogue(studies(1), refuses=0)) as server:
        done = run_here("find", server.address, "--split-by-date", "--format", "json")

    assert done.returncode == 1
    assert "A700" in done.stderr
    assert len(server.asked) < 60


def test_a_failure_that_is_no_limit_ends_it() -> None:
    with catalogue(Catalogue(studies(3), failing=frozenset({"P1"}))) as server:
        done = run_here("find", server.address, "--split-by-date", "-k", "PatientID=P1", "--format", "json")

    assert done.returncode == 1
    assert len(server.asked) == 1


@pytest.mark.parametrize(("limit", "shown"), [(3, 3), (12, 12), (99, 40)])
def test_limit_ends_it_early(limit: int, shown: int) -> None:
    with catalogue(Catalogue(studies(40), cap=5, at_the_cap=CANCELLED)) as server:
        matches = answer_here("find", server.address, "--split-by-date", "--limit", limit)
        asked = len(server.asked)

    assert len(matches) == shown
    if limit == 3:
        assert asked < 25


def test_expand_goes_down_from_the_pieces() -> None:
    held = [*studies(20), instance("P3", "1.4", "1.4.2")]
    with catalogue(Catalogue(held, cap=5, at_the_cap=CANCELLED)) as server:
        matches = answer_here("find", server.address, "--split-by-date", "--expand", "series", "-k", "StudyDate")

    assert len({value(match, TAGS["--series"]) for match in matches}) == len(matches) == 21
    assert all(match["00080020"]["Value"] for match in matches)


def test_orthanc_with_a_limit(tmp_path: Path) -> None:
    with orthanc(tmp_path / "orthanc", {}, {"LimitFindResults": 4}) as server:
        held = _fill(server, tmp_path)
        plain = answer_here("find", server.address, status=1)
        split = answer_here("find", server.address, "--split-by-date")
        ranged = answer_here("find", server.address, "--split-by-date", "-k", "StudyDate=20240103-20240105")

    assert len(plain) == 4
    assert sorted(found(split)) == sorted(held)
    assert sorted(found(ranged)) == sorted(uid for uid, day in held.items() if 3 <= day <= 5)


def _fill(server: Orthanc, folder: Path) -> dict[str, int]:
    """Three studies a day for eight days; Study Instance UIDs and days."""
    made = {}
    for number in range(24):
        day = number // 3 + 1
        (each,) = make_instances(folder / str(number), 1, Attributes(f"P{number}", study_date=f"202401{day:02}"))
        made[each] = day
    server.hold(made)
    return {str(each.study): day for each, day in made.items()}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--patient",), "divides a query for studies"),
        (("--series",), "divides a query for studies"),
        (("--worklist",), "--split-by-date and --worklist do not go together"),
        (("--no-auto-keys",), "--split-by-date and --no-auto-keys do not go together"),
        (("-k", "StudyDate=2024*", "--no-check"), "cannot divide this Study Date"),
        (("-k", "StudyDate=20240101\\20240103"), "cannot divide this Study Date"),
    ],
)
def test_what_cannot_be_split(options: tuple[str, ...], said: str) -> None:
    done = run_here("find", "--dry-run", "--split-by-date", *options)

    assert done.returncode == 2
    assert said in done.stderr


def test_a_cap_without_splitting_is_refused() -> None:
    done = run_here("find", "--dry-run", "--cap", 5)

    assert done.returncode == 2
    assert "--cap needs --split-by-date" in done.stderr
