"""scu get while its peer dies: at every boundary and in mid-PDU, in each way; and whole in the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.conversations import (
    COUNT,
    GET,
    GET_ASKS,
    GET_LISTS,
    cells,
    count,
    passed,
    points,
    quick,
    title,
    turns,
)
from tests.faults.cutter import Fault, Point
from tests.faults.pdus import AC
from tests.faults.peers import MAX_PDU, Archive, archive
from tests.faults.playing import assert_lost, assert_received, assert_whole, emptied, no_waits, play, received, run

__all__ = ["no_waits"]


@dataclass
class Stage:
    archive: Archive
    out: Path
    originals: dict[str, bytes]

    def words(self, *options: object) -> list[object]:
        return ["get", self.archive.address, *self.archive.study, "-o", self.out, *MAX_PDU, *options]

    def fresh(self, *options: object) -> list[object]:
        emptied(self.out)
        return self.words(*options)

    def names(self, number: int) -> set[str]:
        return set(list(self.originals)[:number])


@pytest.fixture(scope="module")
def stage(dcmtk: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("archive")
    with archive(folder) as there:
        stage = Stage(there, folder / "out", {})
        there.there.begin(there.server.port)
        stage.originals = received(run(*stage.fresh()), stage.out)
        yield stage


def test_the_tables_are_every_boundary(stage: Stage) -> None:
    cutter = stage.archive.there
    cutter.begin(stage.archive.server.port)
    end = run(*stage.fresh())
    cutter.finish()

    assert end.status == 0
    assert assert_whole(stage.out, stage.originals) == {f"{made.uid}.dcm" for made in stage.archive.made}
    asks, gets = cutter.connections
    assert asks.passed[: len(GET_ASKS)] == GET_ASKS
    assert gets.passed == GET
    cutter.begin(stage.archive.server.port)
    run(*stage.fresh("--retry", 1))
    cutter.finish()
    assert cutter.connections[0].passed[: len(GET_LISTS)] == GET_LISTS


@pytest.mark.parametrize(("at", "fault"), cells(GET), ids=title)
def test_what_is_complete_stays_and_nothing_else(stage: Stage, at: Point, fault: Fault) -> None:
    archive = stage.archive
    end = play(archive.there, archive.server.port, lambda: stage.fresh("--no-find"), at, fault)

    before = passed(GET, at)
    came = count(before, "C-STORE-RQ … data set")
    assert assert_whole(stage.out, stage.originals) == stage.names(came)
    assert_received(end, stage.out, stage.names(came))
    if "C-GET-RSP 4" in before:
        assert end.status == 0
    else:
        assert_lost(end, fault)
    if turns(at, fault):
        resumed(stage, came)


@pytest.mark.parametrize(("at", "fault"), cells(GET_ASKS), ids=title)
def test_asking_which_classes_are_coming_costs_nothing_once_the_peer_was_there(
    stage: Stage, at: Point, fault: Fault
) -> None:
    archive = stage.archive
    end = play(archive.there, archive.server.port, stage.fresh, at, fault)

    came = COUNT if AC in passed(GET_ASKS, at) else 0
    assert assert_whole(stage.out, stage.originals) == stage.names(came)
    if came:
        assert end.status == 0
    else:
        assert_lost(end, fault)


def resumed(stage: Stage, came: int) -> None:
    """The rest comes, and nothing that is here."""
    archive = stage.archive
    archive.there.begin(archive.server.port)
    end = run(*stage.words("--resume"))
    archive.there.finish()

    assert end.status == 0, end.said
    assert assert_whole(stage.out, stage.originals) == set(stage.originals)
    again = [f"{uid}.dcm" for each in archive.there.connections for uid in each.requested]
    assert sorted(again) == sorted(set(stage.originals) - stage.names(came))


@pytest.mark.parametrize("at", points(GET_LISTS), ids=title)
def test_retried_the_list_of_what_is_to_come_comes(stage: Stage, at: Point, no_waits: list[float]) -> None:
    retried(stage, at, connection=0)


@pytest.mark.parametrize("at", points(GET), ids=title)
def test_retried_all_is_here(stage: Stage, at: Point, no_waits: list[float]) -> None:
    retried(stage, at, connection=1)


def retried(stage: Stage, at: Point, connection: int) -> None:
    archive = stage.archive
    end = play(
        *(archive.there, archive.server.port, lambda: stage.fresh("--retry", 1), at, quick(at)),
        connection=connection,
    )

    assert end.status == 0, end.said
    assert assert_whole(stage.out, stage.originals) == set(stage.originals)
    assert_received(end, stage.out, set(stage.originals))
