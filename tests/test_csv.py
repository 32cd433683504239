"""find as CSV is what came, whatever is in it."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydicom.dataelem import DataElement

from scu.output import views
from scu.output.formats import Format
from scu.output.found import FindReport
from scu.results import SUCCESS, Final, Match
from tests.outcomes import PEER, PENDING
from tests.peers.command import run_scu
from tests.peers.people import NAMES, study
from tests.peers.recording import Recorder, recording_scp
from tests.queries import dataset

LABELS = ["PatientComments", "PatientName", "StudyDescription"]


def shown(capsys: pytest.CaptureFixture[str], *values: tuple[str, str, str]) -> str:
    capsys.readouterr()
    with FindReport(PEER, *views.for_matches(Format.CSV, LABELS)) as report:
        for comments, name, description in values:
            match = dataset()
            for tag, vr, value in (
                (0x00104000, "LT", comments),
                (0x00100010, "PN", name),
                (0x00081030, "LO", description),
            ):
                match.add(DataElement(tag, vr, value, already_converted=True))
            report.add(Match(match, PENDING))
        report.add(Final(SUCCESS))
    return capsys.readouterr().out


TEXT = st.text("a,;\"'=+@-\r\n\t é山\x1b", max_size=12)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=4))
def test_python_reads_back_what_came(capsys: pytest.CaptureFixture[str], rows: list[tuple[str, str, str]]) -> None:
    read = list(csv.reader(io.StringIO(shown(capsys, *rows), newline="")))

    assert read == [LABELS, *map(list, rows)]


def test_a_line_break_is_no_end_of_a_row(capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(capsys, ("one\rtwo", "Doe^Jane", "a\r\nb")) == (
        'PatientComments,PatientName,StudyDescription\n"one\rtwo",Doe^Jane,"a\r\nb"\n'
    )


def test_a_formula_stays_the_value_that_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    """A script has to get what the archive has; spreadsheets ask before they run one."""
    assert shown(capsys, ("=1+1", "@SUM^A", "-2")).splitlines()[1] == "=1+1,@SUM^A,-2"


def test_names_of_the_world_through_a_pipe() -> None:
    matches = [study(number, name) for number, name in enumerate(NAMES)]
    with recording_scp(Recorder(matches=matches)) as recorder:
        done = run_scu("find", recorder.address, "-k", "PatientName", "--format", "csv")

    read = [row["PatientName"] for row in csv.DictReader(io.StringIO(done.stdout))]
    assert [name.rstrip("=").lstrip() for name in read] == [name.rstrip("=") for name in NAMES]
