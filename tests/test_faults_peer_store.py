"""scu store while its peer dies: at every boundary and in mid-PDU, in each way; and whole in the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.conversations import COUNT, STORE, cells, count, passed, points, quick, title
from tests.faults.cutter import Cutter, Fault, Point, cutting
from tests.faults.pdus import AC
from tests.faults.peers import three
from tests.faults.playing import assert_lost, no_waits, play, run
from tests.peers import dcmtk
from tests.peers.instances import Made
from tests.peers.processes import LOCALHOST
from tests.peers.reports import outcomes
from tests.peers.storing import assert_arrived, counts, summary

__all__ = ["no_waits"]


@dataclass
class Stage:
    made: list[Made]
    server: dcmtk.Server
    cutter: Cutter

    @property
    def words(self) -> list[object]:
        return ["store", f"{LOCALHOST}:{self.cutter.port}", *(made.path for made in self.made)]

    def fresh(self, *options: object) -> list[object]:
        for file in self.server.files():
            file.unlink()
        return [*self.words, *options]

    def arrived(self) -> set[str]:
        return {file.name.partition(".")[2] for file in self.server.files()}

    def assert_all_arrived(self) -> None:
        self.cutter.finish()
        assert_arrived([made.path for made in self.made], self.server.files())


@pytest.fixture(scope="module")
def stage(dcmtk: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("store")
    with storescp(folder / "server") as server, cutting() as cutter:
        yield Stage(three(folder), server, cutter)


storescp = dcmtk.storescp


def test_the_table_is_every_boundary(stage: Stage) -> None:
    stage.cutter.begin(stage.server.port)
    end = run(*stage.fresh())

    assert counts(end.answer) == summary(COUNT, stored=COUNT)
    stage.assert_all_arrived()
    assert [each.passed for each in stage.cutter.connections] == [STORE]


@pytest.mark.parametrize(("at", "fault"), cells(STORE), ids=title)
def test_what_was_confirmed_is_stored_and_nothing_else(stage: Stage, at: Point, fault: Fault) -> None:
    end = play(stage.cutter, stage.server.port, stage.fresh, at, fault)

    before = passed(STORE, at)
    stored = count(before, "C-STORE-RSP")
    uids = [made.uid for made in stage.made]
    assert counts(end.answer) == summary(COUNT, stored=stored, not_sent=COUNT - stored)
    told = end.answer["instances"]
    # One was on its way, or would have been.
    under_way = AC in before and stored < COUNT
    assert [each["sop_instance_uid"] for each in told] == uids[: stored + under_way]
    assert [each["status"] for each in told] == ["0000"] * stored + [None] * under_way
    assert [each["unconfirmed"] for each in told] == [False] * stored + [True] * under_way
    assert set(uids[:stored]) <= stage.arrived()
    if stored == COUNT:
        assert end.status == 0
    else:
        assert_lost(end, fault)


@pytest.mark.parametrize("at", points(STORE), ids=title)
def test_retried_all_is_there_and_nothing_confirmed_goes_twice(stage: Stage, at: Point, no_waits: list[float]) -> None:
    end = play(stage.cutter, stage.server.port, lambda: stage.fresh("--retry", 2), at, quick(at))

    assert end.status == 0, end.said
    assert counts(end.answer) == summary(COUNT, stored=COUNT)
    stage.assert_all_arrived()
    stored = count(passed(STORE, at), "C-STORE-RSP")
    assert len(no_waits) == (stored < COUNT)
    if stored < COUNT:
        again = stage.cutter.connections[-1].requested
        assert sorted(again) == sorted(made.uid for made in stage.made[stored:])


@pytest.mark.parametrize("at", points(STORE), ids=title)
def test_resumed_all_is_there_and_nothing_confirmed_goes_twice(stage: Stage, at: Point, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    options = ["--report", report, "--resume", report]
    play(stage.cutter, stage.server.port, lambda: stage.fresh(*options), at, quick(at))
    stored = count(passed(STORE, at), "C-STORE-RSP")
    assert sorted(outcomes(report).values()).count("stored") == stored

    stage.cutter.begin(stage.server.port)
    end = run(*stage.words, *options)

    assert end.status == 0, end.said
    stage.assert_all_arrived()
    assert set(outcomes(report).values()) == {"stored"}
    again = [uid for each in stage.cutter.connections for uid in each.requested]
    assert again == [made.uid for made in stage.made[stored:]]
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]
