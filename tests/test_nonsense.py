"""Nonsense on the command line: exit status 2, and nothing is sent."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.peers.command import answer_here, run_here, run_scu
from tests.peers.processes import LOCALHOST
from tests.peers.recording import recording_scp
from tests.peers.verbs import SECONDS

NONSENSE = [
    ["echo"],
    ["echo", "HOST", "notaport"],
    ["echo", "127.0.0.1", "0"],
    ["echo", "127.0.0.1", "65536"],
    ["echo", "127.0.0.1:abc"],
    ["echo", "TOO_LONG_FOR_AN_AE_TITLE@127.0.0.1:PORT"],
    ["echo", "PEER", "-aet", ""],
    ["echo", "PEER", "-aet", "SEVENTEEN_LETTERS"],
    ["echo", "PEER", "-aet", "BACK\\SLASH"],
    ["echo", "PEER", "-aet", "TAB\tTAB"],
    ["echo", "PEER", "-aec", "   "],
    ["echo", "PEER", "-to", "never"],
    ["echo", "PEER", "-to", "-1"],
    ["echo", "PEER", "--nonsense"],
    ["echo", "PEER", "--format", "csv"],
    ["echo", "PEER", "--format", "poetry"],
    ["echo", "PEER", "--repeat", "0"],
    ["echo", "PEER", "-pdu", "-5"],
    ["nonsense", "PEER"],
    ["store", "PEER"],
    ["find", "PEER", "-k", "10 10=x"],
    ["find", "PEER", "-k", "PatientNmae=x"],
    ["find", "PEER", "-k", "0010=x"],
    ["find", "PEER", "-k", "ScheduledProcedureStepSequence[*].Modality=CT"],
    ["find", "PEER", "-k", "ScheduledProcedureStepSequence[0.Modality=CT"],
    ["find", "PEER", "-k", "PatientName[0].Modality=CT"],
    ["find", "PEER", "-k", ""],
    ["find", "PEER", "--strict", "-k", "StudyDate=2024-01-01"],
    ["find", "PEER", "--patient", "--studyroot"],
    ["find", "PEER", "--psonly", "--series"],
    ["find", "PEER", "--charset", "EBCDIC"],
    ["find", "PEER", "--cancel", "-1"],
    ["move", "PEER", "-k", "StudyInstanceUID=1.2.3"],
    ["move", "PEER", "-k", "StudyInstanceUID=1.2.3", "--port-scp", "99999"],
    ["get", "PEER"],
    ["get", "PEER", "-k", "StudyInstanceUID=*"],
    ["get", "PEER", "--series", "-k", "StudyInstanceUID=1.2.3"],
]


@pytest.mark.parametrize("words", NONSENSE, ids=" ".join)
def test_nonsense_on_the_command_line_sends_nothing(words: list[str], tmp_path: Path) -> None:
    with recording_scp() as recorder:
        command = [
            word.replace("PEER", f"{LOCALHOST}:{recorder.port}").replace("PORT", str(recorder.port)) for word in words
        ]
        done = run_scu(*command, cwd=tmp_path, timeout=SECONDS)

    assert done.returncode == 2, done.stdout + done.stderr
    assert "scu: error: " in done.stderr
    assert done.stdout == ""
    assert recorder.requests == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        (["-aet", "SEVENTEEN_LETTERS"], "SEVENTEEN_LETTERS"),
        (["-k", "PatientNmae=x"], "PatientName"),
        (["-k", "10,zz=x"], "10,zz="),
    ],
)
def test_the_message_quotes_what_is_wrong(words: list[str], quoted: str) -> None:
    done = run_here("find", LOCALHOST, *words)

    assert done.returncode == 2
    assert quoted in done.stderr


def test_a_usage_error_is_a_json_document_too() -> None:
    answer = answer_here("find", LOCALHOST, "-k", "PatientNmae=x", status=2)

    assert answer["ok"] is False
    assert answer["error"]["kind"] == "usage"
    assert answer["error"]["exit_status"] == 2


def test_a_value_that_its_vr_does_not_allow_is_a_warning() -> None:
    with recording_scp() as recorder:
        done = run_here("find", recorder.address, "-k", "StudyDate=2024-01-01")

    assert done.returncode == 0
    assert "20240101" in done.stderr
    assert len(recorder.asked) == 1
