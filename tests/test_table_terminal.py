"""find at a real terminal, narrow and wide, with colours and without."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from wcwidth import wcswidth

from tests.peers.command import run_scu
from tests.peers.people import NAMES, study
from tests.peers.recording import Recorder, recording_scp
from tests.peers.screen import plain, seen


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    matches = [study(number, name, AccessionNumber=f"A{number}") for number, name in enumerate(NAMES)]
    matches.append(study(99, "[bold]Doe^\x1b[31m\u202eenaJ\x07", StudyDescription="Schädel " * 9))
    with recording_scp(Recorder(matches=matches)) as recorder:
        yield recorder.address


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_it_fits(address: str, columns: int) -> None:
    shown = seen("find", address, columns=columns, rows=300)

    lines = plain(shown).splitlines()
    notes = [line for line in lines if line.startswith("scu: note: ")]
    assert all(0 <= wcswidth(line) <= columns for line in lines if line not in notes), lines
    assert len(notes) == (columns < 200)
    assert "\x1b[31m" not in shown and "\u202e" not in shown and "\x07" not in shown
    assert "[bold]Doe" in shown
    assert "13 matches" in lines


def test_every_name_is_whole_where_there_is_room(address: str) -> None:
    lines = plain(seen("find", address, "--columns", "PatientID,PatientName,AccessionNumber", columns=80)).splitlines()

    for number, written in enumerate(NAMES.values()):
        (line,) = [line for line in lines if line.startswith(f"P{number} ")]
        patient, rest = line[:11], line[11:]
        assert patient.split() == [f"P{number}"]
        assert rest.split("  ")[0].strip() == written
        assert line.endswith(f"A{number}")
    edges = {wcswidth(line[: line.rindex("A")]) for line in lines if line.startswith("P") and "  A" in line}
    assert len(edges) == 1  # the last column stands in one line below the other


def test_blocks_where_what_was_asked_for_does_not_fit(address: str) -> None:
    asked = "PatientName,StudyInstanceUID,StudyDescription,PatientID"
    lines = plain(seen("find", address, "--columns", asked, columns=40, rows=300)).splitlines()

    assert "PatientName       ﾔﾏﾀﾞ ﾀﾛｳ (山田 太郎," in lines
    assert "                  やまだ たろう)" in lines
    assert " ".join("".join(lines[-8:]).split()).count("Schädel") == 9


@pytest.mark.parametrize(
    ("env", "styled"),
    [({}, True), ({"NO_COLOR": "1"}, True), ({"TERM": "dumb"}, False)],
)
def test_styles_at_a_terminal(address: str, env: dict[str, str], styled: bool) -> None:
    shown = seen("find", address, columns=80, rows=300, env=env)

    assert ("\x1b[1m" in shown) is styled
    assert "\x1b[3" not in shown  # no colour at all


@pytest.mark.parametrize(("env", "styled"), [({}, False), ({"FORCE_COLOR": "1", "TERM": "xterm"}, True)])
def test_styles_in_a_pipe(address: str, env: dict[str, str], styled: bool) -> None:
    shown = run_scu("find", address, "--format", "table", env=env).stdout

    assert ("\x1b[1m" in shown) is styled
    assert "\x1b" not in run_scu("find", address, "--format", "csv", env=env).stdout.replace("\x1b[31m\u202e", "")


def test_a_dump_keeps_its_columns_whatever_the_characters(address: str) -> None:
    lines = run_scu("find", address).stdout.splitlines()

    names = [line for line in lines if line.endswith("# PatientName")]
    assert len(names) == 13
    assert {wcswidth(line.rpartition("#")[0]) for line in names} == {61}
