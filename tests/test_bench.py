"""The bench works: every part measures what it says, at sizes that show nothing."""

from __future__ import annotations

import json
import socket
import time
from pathlib import Path
from typing import Any

import pytest

from tests.bench.__main__ import main
from tests.bench.measure import Result, Run, run
from tests.bench.scale import FULL, TINY
from tests.bench.servers import Server, far_away
from tests.bench.targets import judge, targets
from tests.bench.tools import DCMTK, DCMTK_TUNED, SCU, python
from tests.peers.command import ENVIRONMENT
from tests.peers.processes import LOCALHOST


def measured(tmp_path: Path, *parts: str) -> dict[str, Any]:
    """Run these parts of the bench; nothing of ours may fail."""
    path = tmp_path / "bench.json"
    assert main(["--tiny", "--folder", str(tmp_path), "--json", str(path), "--only", *parts]) == 0
    document: dict[str, Any] = json.loads(path.read_text())
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    return document


@pytest.mark.parametrize("part", ["store", "get", "find", "huge", "distance"])
def test_a_part_measures_ours_and_theirs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], dcmtk: object, part: str
) -> None:
    document = measured(tmp_path, part)

    measurements = document["measurements"]
    assert all(each["problem"] is None for each in measurements if each["tool"].startswith((SCU, DCMTK)))
    assert {DCMTK_TUNED} < {each["tool"] for each in measurements} or part == "distance"
    for each in measurements:
        for figures in each["runs"].values():
            assert min(figures["seconds"]) > 0
            assert figures["peak_bytes"] > 5_000_000
    assert document["targets"]
    shown = capsys.readouterr().out
    assert all(each["work"] in shown for each in document["targets"])


def test_a_way_of_twenty_milliseconds_is_one(tmp_path: Path) -> None:
    with socket.create_server((LOCALHOST, 0)) as listener:
        there = Server("there", listener.getsockname()[1], tmp_path)
        with far_away(tmp_path / "delay", there, 10) as far:
            # The first is that of who looked whether the proxy is up.
            listener.accept()[0].close()
            with socket.create_connection((LOCALHOST, far.port)) as near, listener.accept()[0] as end:
                near.sendall(b"first")
                end.recv(16)
                began = time.monotonic()
                near.sendall(b"there")
                assert end.recv(16) == b"there"
                end.sendall(b"back")
                assert near.recv(16) == b"back"
                assert time.monotonic() - began >= 0.020


def test_what_a_process_took_is_its_own(tmp_path: Path) -> None:
    small = run(python("-I", "-S", "-c", "pass"), ENVIRONMENT, tmp_path)
    large = run(
        python("-I", "-S", "-c", "len(bytearray(300_000_000)); print('done'); raise SystemExit(3)"), {}, tmp_path
    )

    assert small.status == 0
    assert small.peak_bytes < 40_000_000
    assert large.peak_bytes > 300_000_000
    assert large.status == 3
    assert large.output.read_text() == "done\n"


def a_run(seconds: float, peak_bytes: int = 1) -> Run:
    return Run(seconds, seconds, peak_bytes, 0, Path("out"), Path("err"))


def test_fixed_cost_and_slope_come_from_medians() -> None:
    result = Result("store", "scu", "storescp")
    result.runs = {10: [a_run(1.0), a_run(1.2), a_run(9.0)], 30: [a_run(1.6), a_run(1.4), a_run(1.8)]}

    assert result.slope == pytest.approx(0.02)
    assert result.fixed == pytest.approx(1.0)
    assert result.whole(30) == pytest.approx(1.6)
    assert result.whole(130) == pytest.approx(3.6)


def test_every_target_is_judged_by_its_figures() -> None:
    for target in targets(FULL):
        (work, who, server), (_, their_who, their_server) = target.ours, target.theirs
        ours, theirs = Result(work, who, server), Result(target.theirs[0], their_who, their_server)
        # Ours are twice as slow and as big as theirs, or hold just so.
        ours.runs = {target.count: [a_run(2.0, 160_000_000)], target.count + 1: [a_run(4.0, 160_000_000)]}
        theirs.runs = {target.count: [a_run(1.0)], target.count + 1: [a_run(2.0)]}
        (verdict,) = [each for each in judge([ours, theirs], FULL) if each.target == target]
        assert verdict.ratio == pytest.approx(2.0)
        assert verdict.holds is (target.limit >= 2.0)


def test_what_failed_or_shows_nothing_is_no_success() -> None:
    target = next(each for each in targets(TINY) if each.by == "slope")
    ours, theirs = Result(*target.ours), Result(*target.theirs)
    ours.runs, theirs.runs = {1: [a_run(2.0)], 2: [a_run(1.0)]}, {1: [a_run(1.0)], 2: [a_run(2.0)]}
    assert [(each.holds, each.note) for each in judge([ours, theirs], TINY)] == [(None, "too few objects to tell")]

    ours.problem = "exit status 1"
    assert [(each.holds, each.note) for each in judge([ours, theirs], TINY)] == [(None, "scu failed")]
