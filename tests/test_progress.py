"""Progress in words: for a line of a terminal, however narrow, and for a log; and what reports count."""

from __future__ import annotations

import io
import sys
from contextlib import redirect_stderr

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from scu.output import progress, standing
from scu.output.last_line import LastLine
from scu.output.retrieved import RetrieveReport
from scu.output.standing import Looks, Pace, Standing
from scu.output.transfers import StoreReport
from scu.results import SUCCESS, Instance, Retrieving, Status, SubOperations
from tests.outcomes import COERCED, CT, EXPLICIT, OUT_OF_RESOURCES, PEER, PENDING, counts, instance

HALF_WAY = Standing(1200, 2000, 540_000_000, failed=2, peer="server: 1,180 sent")


def shown(width: int, now: Standing = HALF_WAY, *, unicode: bool = True, colours: bool = False) -> str:
    looks = Looks(width, unicode, colours)
    return standing.line("received", now, looks, rate=32e6, left=85.2, name="CT 1.2.3")


@pytest.mark.parametrize(
    ("width", "line"),
    [
        (
            200,
            "received 1,200 of 2,000  ━━━━━━━━━━━━━━━━━━────────────  2 failed  540 MB  32 MB/s  1 min 25 s left"
            "  server: 1,180 sent  CT 1.2.3",
        ),
        (
            100,
            "received 1,200 of 2,000  ━━━━━━────  2 failed  540 MB  32 MB/s  1 min 25 s left  server: 1,180 sent",
        ),
        (80, "received 1,200 of 2,000  ━━━━━━────  2 failed  540 MB  32 MB/s  1 min 25 s left"),
        (60, "received 1,200 of 2,000  2 failed  540 MB  1 min 25 s left"),
        (40, "received 1,200 of 2,000  2 failed"),
        (30, "received 1,200 of 2,000"),
        (20, "1,200 of 2,000"),
        (10, "1,200"),
        (3, ""),
    ],
)
def test_what_matters_least_goes_first(width: int, line: str) -> None:
    assert shown(width).split() == line.split()
    assert cell_len(shown(width)) < width


def test_a_terminal_that_can_do_less_gets_less() -> None:
    assert "######----" in shown(80, unicode=False)
    assert shown(80, unicode=False).isascii()
    assert "\x1b" not in shown(80)
    assert "\x1b[36m━━━━━━\x1b[m────" in shown(80, colours=True)
    assert "\x1b[31m2 failed\x1b[m" in shown(80, colours=True)


@pytest.mark.parametrize(
    ("now", "line"),
    [
        (Standing(0, None, 0), "received 0 objects  0 bytes"),
        (Standing(1, None, 1000), "received 1 object  1 KB"),
        (Standing(1, 1, 1000), "received 1 of 1  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━  1 KB"),
    ],
)
def test_what_is_not_known_is_not_told(now: Standing, line: str) -> None:
    assert standing.line("received", now, Looks(80), rate=None, left=None, name="") == line


@given(
    st.integers(0, 10**7),
    st.none() | st.integers(1, 10**7),
    st.integers(0, 10**13),
    st.integers(0, 10**6),
    st.text(),
    st.integers(1, 300),
    st.booleans(),
)
def test_no_line_is_too_long_and_no_name_moves_the_cursor(
    done: int, total: int | None, size: int, failed: int, name: str, width: int, unicode: bool
) -> None:
    now = Standing(done, total and max(total, done), size, failed, "server: 7 sent")
    line = standing.line("stored", now, Looks(width, unicode), rate=size / 3, left=1e5, name=name)

    assert cell_len(line) < max(width, 1) or line == ""
    assert not any(ord(character) < 32 or ord(character) in range(127, 160) for character in line)


def test_of_a_long_name_the_end_is_shown() -> None:
    line = standing.line(
        "stored", HALF_WAY, Looks(200), rate=None, left=None, name="a-very-long-name-of-a-file-0001.dcm"
    )

    assert line.endswith("  …name-of-a-file-0001.dcm")


@pytest.mark.parametrize(
    ("now", "rate", "line"),
    [
        (HALF_WAY, 32e6, "1,200 of 2,000 objects, 540 MB, 32 MB/s, 2 failed, server: 1,180 sent"),
        (Standing(1, 1, 999), None, "1 of 1 object, 999 bytes"),
        (Standing(0, None, 0), 0.0, "0 objects, 0 bytes, 0 bytes/s"),
    ],
)
def test_a_line_of_a_log(now: Standing, rate: float | None, line: str) -> None:
    assert standing.told(now, rate) == line


def test_the_rate_is_that_of_late_and_the_rest_takes_as_long_as_before() -> None:
    pace = Pace(100.0)

    assert pace.rate(100.0, 0) is None
    assert pace.rate(101.0, 1000) == 1000
    assert pace.rate(106.0, 1000) == 0  # at a halt
    assert pace.rate(110.0, 1000) == 0
    assert pace.rate(111.0, 6000) == pytest.approx(1000)
    assert pace.left(110.0, Standing(20, 50, 0)) == pytest.approx(15.0)
    assert pace.left(110.0, Standing(0, 50, 0)) is None
    assert pace.left(110.0, Standing(20, None, 0)) is None


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.4, "0 s"), (59, "59 s"), (61, "1 min 1 s"), (3599.6, "1 h 0 min"), (90061, "25 h 1 min")]
)
def test_the_time_left(seconds: float, said: str) -> None:
    line = standing.line("stored", Standing(1, 2, 0), Looks(200), rate=None, left=seconds, name="")

    assert f"  {said} left" in line


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def test_what_others_write_comes_out_above_the_line() -> None:
    with redirect_stderr(Terminal()) as terminal, LastLine() as line:
        line.draw("1 of 2")
        print("scu: note: odd", file=sys.stderr, flush=True)
        line.draw("2 of 2")
        assert sys.stderr is not terminal
        assert sys.stderr.isatty()

    assert terminal.getvalue() == "\r1 of 2\x1b[K\r\x1b[Kscu: note: odd\n\r2 of 2\x1b[K\r\x1b[K"


def test_somebody_elses_line_is_not_drawn_over() -> None:
    with redirect_stderr(Terminal()) as terminal, LastLine() as line:
        print("Password: ", end="", file=sys.stderr)
        line.draw("1 of 2")
        print(file=sys.stderr)
        line.draw("2 of 2")

    assert terminal.getvalue() == "Password: \n\r2 of 2\x1b[K\r\x1b[K"


def test_a_terminal_that_has_gone_away_costs_the_progress_alone() -> None:
    with redirect_stderr(Terminal()) as terminal, LastLine() as line:
        line.draw("1 of 2")
        terminal.close()
        with pytest.raises(ValueError, match="closed"):
            line.draw("2 of 2")


@pytest.mark.parametrize(
    ("term", "view"),
    [("xterm-256color", progress.Bar), ("dumb", progress.Stages), ("", progress.Stages), ("unknown", progress.Stages)],
)
def test_a_terminal_that_cannot_move_its_cursor_gets_lines(
    monkeypatch: pytest.MonkeyPatch, term: str, view: type
) -> None:
    monkeypatch.setenv("TERM", term)

    with redirect_stderr(Terminal()):
        assert type(progress.view("stored")) is view


def test_no_progress_where_nobody_looks() -> None:
    with redirect_stderr(io.StringIO()):
        assert progress.view("stored") is None


def test_a_store_counts_what_the_server_has_answered() -> None:
    report = StoreReport(PEER, total=5)
    for name, status in (("a", SUCCESS), ("b", COERCED), ("c", OUT_OF_RESOURCES)):
        report.add(instance(name, status))

    assert report.standing() == Standing(3, 5, 2000, 1)


def retrieving(status: Status, said: SubOperations) -> Retrieving:
    return Retrieving(status, said)


def test_a_get_counts_what_came_and_what_the_server_says() -> None:
    report = RetrieveReport("get", PEER, folder="out")
    assert report.standing() == Standing(0, None, 0)

    report.add(instance("a"))
    report.add(retrieving(PENDING, counts(1, failed=2, remaining=7)))

    assert report.standing() == Standing(1, 10, 1000, 2, "server: 1 sent")


def test_of_several_requests_the_total_is_known_with_the_last() -> None:
    report = RetrieveReport("get", PEER, folder="out")
    report.expects(2, None)
    report.add(retrieving(PENDING, counts(1, remaining=1)))
    assert report.standing().total is None

    report.add(retrieving(SUCCESS, counts(2)))
    report.add(retrieving(PENDING, counts(1, remaining=4)))

    assert report.standing().total == 7


def test_a_total_that_the_server_has_listed_counts_from_the_beginning() -> None:
    report = RetrieveReport("get", PEER, folder="out")
    report.add(instance("a"))
    report.begin_again(1)
    report.expects(3, 9)

    assert report.standing() == Standing(1, 10, 1000, 0, "server: 1 sent")


def test_of_what_goes_to_a_third_party_there_are_the_servers_counts() -> None:
    report = RetrieveReport("move", PEER, folder=None)
    report.add(retrieving(PENDING, counts(3, failed=1, remaining=4, warning=1)))

    assert report.standing() == Standing(5, 9, 0, 1)


def test_what_came_before_its_turn_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_STAGE", 0.001)
    lines: list[str] = []
    stages = progress.Stages(lines.append)
    early = Instance("x", CT, "1.2.3", EXPLICIT, SUCCESS, 500)
    with RetrieveReport("get", PEER, stages, folder="out") as report:
        report.came(early)
        report.came(early)
        while not any(line.startswith("2 objects, 1 KB") for line in lines):
            assert len(lines) < 100_000
        report.add(early)
        report.add(early)
        del lines[:]
        while not any(line.startswith("2 objects, 1 KB") for line in lines):
            assert len(lines) < 100_000
        report.add(retrieving(SUCCESS, counts(2)))
