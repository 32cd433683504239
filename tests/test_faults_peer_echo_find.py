"""scu echo and scu find while their peer dies: at every boundary and in mid-PDU, in each way; and a second time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.conversations import ECHO, FIND, cells, count, passed, title, turns
from tests.faults.cutter import Fault, Point
from tests.faults.peers import Archive, archive
from tests.faults.playing import assert_lost, play, run


@pytest.fixture(scope="module")
def stage(dcmtk: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with archive(tmp_path_factory.mktemp("archive")) as stage:
        yield stage


def echo(stage: Archive) -> list[object]:
    return ["echo", stage.address]


def find(stage: Archive) -> list[object]:
    series = f"SeriesInstanceUID={stage.made[0].series}"
    return ["find", stage.address, "--image", *stage.study, "-k", series, "-k", "SOPInstanceUID"]


def test_the_tables_are_every_boundary(stage: Archive) -> None:
    for words, conversation in ((echo(stage), ECHO), (find(stage), FIND)):
        stage.there.begin(stage.server.port)
        assert run(*words).status == 0
        stage.there.finish()
        assert [each.passed for each in stage.there.connections] == [conversation]


@pytest.mark.parametrize(("at", "fault"), cells(ECHO), ids=title)
def test_an_echo_is_answered_or_lost(stage: Archive, at: Point, fault: Fault) -> None:
    end = play(stage.there, stage.server.port, lambda: echo(stage), at, fault)

    if "C-ECHO-RSP 1" in passed(ECHO, at):
        assert (end.status, end.answer["status"]) == (0, "0000")
    else:
        assert_lost(end, fault)
        assert end.answer["status"] is None


@pytest.mark.parametrize(("at", "fault"), cells(FIND), ids=title)
def test_the_matches_that_came_are_told_and_that_there_may_be_more(stage: Archive, at: Point, fault: Fault) -> None:
    end = play(stage.there, stage.server.port, lambda: find(stage), at, fault)

    before = passed(FIND, at)
    came = count(before, "C-FIND-RSP … data set")
    whole = "C-FIND-RSP 4" in before
    if whole:
        assert end.status == 0
    else:
        assert_lost(end, fault)
    # An error has a document of its own only where there are no matches to print.
    assert isinstance(end.answer, list) == bool(came)
    told = uids(end.answer) if came else []
    held = [made.uid for made in stage.made]
    assert len(told) == len(set(told)) == came
    if turns(at, fault):
        stage.there.begin(stage.server.port)
        again = run(*find(stage))
        assert (again.status, sorted(uids(again.answer))) == (0, sorted(held))
        assert uids(again.answer)[:came] == told


def uids(matches: list[dict[str, dict[str, list[str]]]]) -> list[str]:
    return [match["00080018"]["Value"][0] for match in matches]
