"""The history, as people and scripts see it."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scu import history
from scu.history import Entry
from tests.peers.command import run_here
from tests.peers.past import entry, written


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the history goes, of runs in this process."""
    path = tmp_path / "state" / "history.jsonl"
    monkeypatch.setenv(history.VARIABLE, str(path))
    return path


@pytest.fixture
def some(file: Path) -> list[Entry]:
    """Three runs: a store, a get that missed some, and a move to a third party."""
    summary = {"completed": 7, "warning": 0, "failed": 3, "remaining": 0, "received": 7, "missing": 3, "skipped": 0}
    now = datetime.now(UTC)
    several = [
        entry(),
        entry(
            history.timestamp(now - timedelta(days=2)),
            command="get",
            host="::1",
            summary={**summary, "bytes": 700},
            exit_status=1,
            error="partial",
        ),
        entry(
            history.timestamp(now),
            command="move",
            destination="WS\x1b[2J",
            summary={**summary, "received": None, "missing": 0, "bytes": 0},
        ),
    ]
    for each in several:
        history.append(file, each)
    return several


def local(each: Entry) -> str:
    return each.began.astimezone().strftime("%Y-%m-%d %H:%M:%S")


def test_the_history_as_text(some: list[Entry]) -> None:
    assert run_here("history").stdout.splitlines() == [
        f"{local(some[0])}  store  PACS@pacs.example.org:104  2 objects  2 KB  1.50 s  done",
        f"{local(some[1])}  get  PACS@[::1]:104  7 objects, 3 missing  700 bytes  1.50 s  partial (1)",
        f"{local(some[2])}  move  PACS@pacs.example.org:104 to WS\\x1b[2J  7 objects  0 bytes  1.50 s  done",
    ]


def test_the_history_as_a_table(some: list[Entry], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "150")
    lines = run_here("history", "--format", "table").stdout.splitlines()

    assert next(line for line in lines if line.strip()).split() == [
        *("When", "Command", "Server", "Objects", "Size", "Took", "Ended")
    ]
    assert sum("pacs.example" in line for line in lines) == 2
    assert "\x1b" not in "".join(lines)


def test_the_history_for_scripts(some: list[Entry], file: Path) -> None:
    assert json.loads(run_here("history", "--format", "json").stdout) == written(file)
    assert run_here("history", "--format", "jsonl").stdout.splitlines() == [json.dumps(line) for line in written(file)]

    rows = list(csv.DictReader(io.StringIO(run_here("history", "--format", "csv").stdout)))
    assert [row["when"] for row in rows] == [each.when for each in some]
    assert [row["received"] for row in rows] == ["", "7", ""]
    assert [row["stored"] for row in rows] == ["2", "", ""]
    assert [row["destination"] for row in rows] == ["", "", "WS\x1b[2J"]
    assert set(rows[0]) >= {"command", "host", "port", "bytes", "seconds", "exit_status", "error"}


@pytest.mark.parametrize(
    ("options", "commands"),
    [
        (["-n", "2"], ["get", "move"]),
        (["--last", "1"], ["move"]),
        (["--since", "2024-03-01"], ["get", "move"]),
        (["--since", "2024-02-28"], ["store", "get", "move"]),
        (["--since", "20240301T0800", "-n", "1"], ["move"]),
        (["--since", "2024-02-29T12:00:00+00:00"], ["store", "get", "move"]),
        (["--since", "2024-02-29T12:00:01+00:00"], ["get", "move"]),
        (["--since", "9999-12-30"], []),
    ],
)
def test_some_of_the_history(some: list[Entry], options: list[str], commands: list[str]) -> None:
    done = run_here("history", *options, "--format", "json")

    assert [line["command"] for line in json.loads(done.stdout)] == commands
    assert ("there is nothing in the history" in done.stderr) == (not commands)


def test_a_table_shows_the_last_twenty(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "150")
    for number in range(30):
        history.append(file, entry(port=1000 + number))

    def ports(*options: str) -> int:
        return run_here("history", *options).stdout.count("pacs.example.org:1")

    assert ports() == 30
    assert ports("--format", "table") == 20
    assert ports("--format", "table", "-n", "25") == 25
    assert ports("--format", "table", "--since", "2024-01-01") == 30


@pytest.mark.parametrize("since", ["yesterday", "", "2024-13-01", "0001-01-01T00:00:00-23:59"])
def test_a_time_that_is_none(since: str) -> None:
    done = run_here("history", "--since", since)

    if since.startswith("0001"):
        assert done.returncode == 0 or "--since takes a date" in done.stderr
    else:
        assert done.returncode == 2
        assert "--since takes a date or a time as 2024-02-29T08:00" in done.stderr


def test_no_history_yet(file: Path) -> None:
    done = run_here("history")

    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"scu: note: there is nothing in the history {file} yet\n"
