"""scu find --worklist, against DCMTK's worklist server."""

from __future__ import annotations

import csv
import io

from pydicom.uid import UID

from tests.peers.command import answer_here, run_here
from tests.peers.dcmtk import Server
from tests.peers.matches import person, value
from tests.peers.recording import recording_scp

WORKLIST_FIND = UID("1.2.840.10008.5.1.4.31")


def test_worklist_and_nested_keys(worklist: Server) -> None:
    (ct,) = answer_here("find", worklist.address, "--worklist", "-k", "ScheduledProcedureStepSequence[0].Modality=CT")
    (mr,) = answer_here("find", worklist.address, "-W", "-k", "(0040,0100)[0].(0008,0060)=MR")
    (by_date,) = answer_here(
        "find", worklist.address, "-W", "-k", "ScheduledProcedureStepSequence.ScheduledProcedureStepStartDate=20240301"
    )

    assert person(ct) == {"Alphabetic": "Grün^Öttö"}
    assert value(value(ct, "00400100"), "00400001") == "SCANNER1"
    assert value(mr, "00100020") == value(by_date, "00100020") == "12"


def test_worklist_asks_for_the_usual_nested_keys() -> None:
    with recording_scp() as recorder:
        answer_here("find", recorder.address, "--worklist")

    (asked,) = recorder.asked
    assert asked.model == WORKLIST_FIND
    assert "QueryRetrieveLevel" not in asked.identifier
    (step,) = asked.identifier.ScheduledProcedureStepSequence
    for keyword in ("Modality", "ScheduledStationAETitle", "ScheduledProcedureStepStartDate"):
        assert keyword in step


def test_worklist_formats(worklist: Server) -> None:
    rows = list(csv.DictReader(io.StringIO(run_here("find", worklist.address, "-W", "--format", "csv").stdout)))
    text = run_here("find", worklist.address, "-W").stdout
    table = run_here("find", worklist.address, "-W", "--format", "table").stdout

    nested = "ScheduledProcedureStepSequence[0].Modality"
    assert sorted(row[nested] for row in rows) == ["CT", "MR"]
    assert "Grün^Öttö" in text
    assert "Grün, Öttö" in table
