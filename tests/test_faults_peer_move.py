"""scu move while its peer dies, on the association of the C-MOVE or on that of the objects; and whole in the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.conversations import COUNT, LISTS, MOVE, MOVED, cells, count, passed, points, quick, title, turns
from tests.faults.cutter import Fault, Point
from tests.faults.pdus import AC
from tests.faults.peers import MAX_PDU, Archive, archive
from tests.faults.playing import End, assert_lost, assert_received, assert_whole, emptied, no_waits, play, received, run

__all__ = ["no_waits"]


@dataclass
class Stage:
    archive: Archive
    out: Path
    originals: dict[str, bytes]

    def words(self, *options: object) -> list[object]:
        there = self.archive
        here = ["--port-scp", there.listening, "-o", self.out]
        return ["move", there.address, *there.study, *here, *MAX_PDU, *options]

    def fresh(self, *options: object) -> list[object]:
        emptied(self.out)
        self.archive.back.begin(self.archive.listening)
        return self.words(*options)

    def play(self, at: Point, fault: Fault, *options: object, connection: int = 0) -> End:
        """The peer dies on the association of the C-MOVE."""
        server = self.archive.server.port
        return play(self.archive.there, server, lambda: self.fresh(*options), at, fault, connection=connection)

    def play_back(self, at: Point, fault: Fault, *options: object) -> End:
        """It dies on the association that it sends on."""

        def words() -> list[object]:
            self.archive.there.begin(self.archive.server.port)
            emptied(self.out)
            return self.words(*options)

        return play(self.archive.back, self.archive.listening, words, at, fault)

    def names(self, number: int) -> set[str]:
        return set(list(self.originals)[:number])

    def here(self) -> set[str]:
        self.archive.finish()
        return assert_whole(self.out, self.originals)


@pytest.fixture(scope="module")
def stage(dcmtk: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("archive")
    with archive(folder) as there:
        stage = Stage(there, folder / "out", {})
        there.there.begin(there.server.port)
        stage.originals = received(run(*stage.fresh()), stage.out)
        yield stage


def test_the_tables_are_every_boundary(stage: Stage) -> None:
    there, back = stage.archive.there, stage.archive.back
    there.begin(stage.archive.server.port)
    assert run(*stage.fresh()).status == 0
    assert stage.here() == {f"{made.uid}.dcm" for made in stage.archive.made}
    assert [each.passed for each in there.connections] == [MOVE]
    assert [each.passed for each in back.connections] == [MOVED]

    there.begin(stage.archive.server.port)
    assert run(*stage.fresh("--retry", 1)).status == 0
    stage.archive.finish()
    assert there.connections[0].passed[: len(LISTS)] == LISTS


@pytest.mark.parametrize(("at", "fault"), cells(MOVE), ids=title)
def test_the_association_of_the_move(stage: Stage, at: Point, fault: Fault) -> None:
    end = stage.play(at, fault)

    here = stage.here()
    before = passed(MOVE, at)
    # The peer goes on sending until it notices: what has come by then is here, and is told of.
    assert stage.names(count(before, "C-MOVE-RSP")) <= here
    assert_received(end, stage.out, here)
    if "C-MOVE-RSP 4" in before:
        assert (end.status, len(here)) == (0, COUNT)
    else:
        assert_lost(end, fault)
    if turns(at, fault):
        resumed(stage, here)


@pytest.mark.parametrize(("at", "fault"), cells(MOVED), ids=title)
def test_the_association_of_the_objects(stage: Stage, at: Point, fault: Fault) -> None:
    end = stage.play_back(at, fault)

    here = stage.here()
    before = passed(MOVED, at)
    assert here == stage.names(count(before, "C-STORE-RQ … data set"))
    assert_received(end, stage.out, here)
    assert_told(end, before, fault)
    if turns(at, fault):
        resumed(stage, here)


def assert_told(end: End, before: list[str], fault: Fault) -> None:
    """The move ends in order, with what the peer counts; or with silence, where it waits for the other association."""
    answered = count(before, "C-STORE-RSP")
    if fault is Fault.HALF_CLOSED:  # it hears our answers yet
        answered = count(before, "C-STORE-RQ … data set")
    if fault is Fault.SILENT and end.status == 3:
        assert end.error["kind"] == "timeout"
        assert "no answer within " in end.first_line
    elif answered == COUNT:
        assert (end.status, end.answer["status"]) == (0, "0000")
    else:
        assert end.status == 1, end.said
        assert end.error["kind"] in ("partial", "peer_failure")
        broke_off, became_none = "connected to us, and broke off: ", "and it became no association: "
        # A reset may overtake the association request.
        assert broke_off in end.first_line or (AC not in before and became_none in end.first_line)


def resumed(stage: Stage, came: set[str]) -> None:
    """The rest comes, and nothing that is here."""
    stage.archive.there.begin(stage.archive.server.port)
    stage.archive.back.begin(stage.archive.listening)
    end = run(*stage.words("--resume"))

    assert end.status == 0, end.said
    assert stage.here() == set(stage.originals)
    again = [f"{uid}.dcm" for each in stage.archive.back.connections for uid in each.requested]
    assert sorted(again) == sorted(set(stage.originals) - came)


@pytest.mark.parametrize("at", points(LISTS), ids=title)
def test_retried_the_list_of_what_is_to_come_comes(stage: Stage, at: Point, no_waits: list[float]) -> None:
    assert_all_here(stage, stage.play(at, quick(at), "--retry", 1))


@pytest.mark.parametrize("at", points(MOVE), ids=title)
def test_retried_after_the_association_of_the_move(stage: Stage, at: Point, no_waits: list[float]) -> None:
    assert_all_here(stage, stage.play(at, quick(at), "--retry", 1, connection=1))


@pytest.mark.parametrize("at", points(MOVED), ids=title)
def test_retried_after_the_association_of_the_objects(stage: Stage, at: Point, no_waits: list[float]) -> None:
    assert_all_here(stage, stage.play_back(at, quick(at), "--retry", 1))


def assert_all_here(stage: Stage, end: End) -> None:
    assert end.status == 0, end.said
    assert stage.here() == set(stage.originals)
    assert_received(end, stage.out, set(stage.originals))
