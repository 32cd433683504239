"""find --columns and --sort: what is asked back, what is shown, and in which order."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from scu.output import sorting
from tests.peers.command import answer_here, run_here
from tests.peers.dcmtk import Server
from tests.peers.people import study
from tests.peers.recording import Recorder, recording_scp


def rows(*arguments: object) -> list[dict[str, str]]:
    done = run_here("find", *arguments, "--format", "csv")
    assert done.returncode == 0, done.stderr
    return list(csv.DictReader(io.StringIO(done.stdout)))


def test_columns_in_the_order_given_and_asked_back_where_they_were_not() -> None:
    made = study(1, "Doe^Jane")
    step = Dataset()
    step.Modality = "MR"
    made.ScheduledProcedureStepSequence = Sequence([step])
    wished = "20,d,ScheduledProcedureStepSequence[0].8,60,(0010,0010),0x0008,0x0020,PatientID"
    with recording_scp(Recorder(matches=[made])) as recorder:
        (row,) = rows(recorder.address, "-k", "PatientID=P*", "--columns", wished)

    assert list(row.items()) == [
        ("StudyInstanceUID", made.StudyInstanceUID),
        ("ScheduledProcedureStepSequence[0].Modality", "MR"),
        ("PatientName", "Doe^Jane"),
        ("StudyDate", "20240202"),
        ("PatientID", "P1"),
    ]
    identifier = recorder.asked[0].identifier
    assert identifier.PatientID == "P*"
    assert identifier.PatientName == identifier.StudyDate == ""
    assert identifier.ScheduledProcedureStepSequence[0].Modality == ""
    assert "StudyDescription" not in identifier


def test_a_query_file_keeps_its_values(tmp_path: Path) -> None:
    stored = tmp_path / "query.dcm"
    run_here("find", "--dry-run", "-k", "PatientName=D*", "-k", "StudyDate", "--store-query", stored)
    with recording_scp(Recorder(matches=[study(1, "Doe^Jane")])) as recorder:
        (row,) = rows(recorder.address, stored, "--columns", "PatientName,PatientID", "--sort", "StudyDate")

    assert row == {"PatientName": "Doe^Jane", "PatientID": "P1"}
    assert str(recorder.asked[0].identifier.PatientName) == "D*"


def test_columns_of_a_dump_and_of_a_table() -> None:
    with recording_scp(Recorder(matches=[study(1, "Doe^Jane")])) as recorder:
        dump = run_here("find", recorder.address, "--columns", "StudyDate,PatientName")
        table = run_here("find", recorder.address, "--columns", "StudyDate,PatientName", "--format", "table")

    assert [line.split()[0] for line in dump.stdout.splitlines() if line] == ["#", "(0008,0020)", "(0010,0010)"]
    assert table.stdout.splitlines()[2] == "2024-02-02  Doe, Jane"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--columns", "PatientNam"], "did you mean PatientName"),
        (["--columns", "PatientName=A*"], "has a value"),
        (["--columns", "PatientName,"], "a tag or a keyword should be here"),
        (["--columns", "10"], "a tag is two numbers"),
        (["--sort", "--PatientName"], "a tag or a keyword should be here"),
        (["--columns", "PatientName", "--format", "jsonl"], "--columns does not go with --format jsonl"),
        (["--columns", "PatientName", "--tree"], "--tree"),
        (["--tree", "--format", "csv"], "--tree does not go with --format csv"),
        (["--tree", "--worklist"], "--worklist"),
    ],
)
def test_what_cannot_be_shown_is_said_before_anything_is_sent(arguments: list[str], says: str) -> None:
    with recording_scp() as recorder:
        done = run_here("find", recorder.address, *arguments)

    assert done.returncode == 2
    assert says in done.stderr
    assert recorder.requests == []


MATCHES = [
    study(10, "Zoe^A", SeriesNumber="10", PatientAge="002Y", StudyTime="0800"),
    study(9, "ötto^B", SeriesNumber="9", PatientAge="012M", StudyTime="08:00:12"),
    study(100, "Adam^C", SeriesNumber="100", PatientAge="400D", StudyTime="075959"),
    study(2, "Otu^D", SeriesNumber="", PatientAge="", StudyTime=""),
    study(3, "Otto^E", SeriesNumber="-1", PatientAge="003W", StudyTime="235959.9"),
]


@pytest.mark.parametrize(
    ("order", "ids"),
    [
        ("SeriesNumber", "P3 P9 P10 P100 P2"),
        ("-SeriesNumber", "P100 P10 P9 P3 P2"),
        ("PatientName", "P100 P9 P3 P2 P10"),
        ("StudyInstanceUID", "P2 P3 P9 P10 P100"),
        ("-StudyInstanceUID", "P100 P10 P9 P3 P2"),
        ("PatientAge", "P3 P9 P100 P10 P2"),
        ("StudyTime", "P100 P10 P9 P3 P2"),
        ("ModalitiesInStudy", "P10 P9 P100 P2 P3"),
        ("-ModalitiesInStudy", "P10 P9 P100 P2 P3"),
        ("ModalitiesInStudy,-20,11", "P100 P10 P9 P3 P2"),
    ],
)
def test_sorted_as_the_vr_has_it_and_stable(order: str, ids: str) -> None:
    with recording_scp(Recorder(matches=MATCHES)) as recorder:
        by_csv = [row["PatientID"] for row in rows(recorder.address, "--columns", "PatientID", "--sort", order)]
        lines = run_here("find", recorder.address, "--sort", order, "--format", "jsonl").stdout.splitlines()
        array = answer_here("find", recorder.address, "--sort", order)

    assert by_csv == ids.split()
    assert [json.loads(line)["00100020"]["Value"][0] for line in lines] == by_csv
    assert [match["00100020"]["Value"][0] for match in array] == by_csv


@settings(deadline=None)
@given(st.sampled_from(["IS", "UI", "DA", "TM", "AS", "PN", "LO", "FD"]), st.lists(st.text("0123456789.:-YMé^Na")))
def test_any_values_can_be_compared(vr: str, texts: list[str]) -> None:
    backwards = list(texts)
    backwards.reverse()

    assert sorted(texts, key=lambda text: sorting.rank(vr, text)) == sorted(
        backwards, key=lambda text: sorting.rank(vr, text)
    )


def test_what_a_server_has_sorted(dcmqrscp: Server) -> None:
    found = rows(dcmqrscp.address, "--columns", "AccessionNumber", "--sort", "-AccessionNumber")

    assert [row["AccessionNumber"] for row in found] == ["A3", "A2", "A1"]
