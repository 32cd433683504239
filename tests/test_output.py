"""What people and scripts see of echo, store, move and get."""

from __future__ import annotations

import json

import pytest

from scu.errors import Aborted, Interrupted, Partial
from scu.output import messages, views
from scu.output.formats import Format
from scu.output.report import EchoReport, View
from scu.output.retrieved import RetrieveReport
from scu.output.transfers import StoreReport
from scu.results import (
    SUCCESS,
    Category,
    Echo,
    Retrieving,
    Status,
)
from tests.outcomes import (
    COERCED,
    CT,
    EXPLICIT,
    OUT_OF_RESOURCES,
    PEER,
    associated,
    counts,
    instance,
    squeezed,
    without_padding,
)


@pytest.fixture(autouse=True)
def _fixed_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")


def echo_with(*shown: View) -> None:
    with EchoReport(PEER, *shown) as report:
        report.associated(associated())
        report.add(Echo(SUCCESS, 0.0005))


ECHO_TEXT = """\
Server:         PACS at pacs.example.org:104, called as SCU
Status:         0000 Success
Connected in:   1.2 ms, to 192.0.2.1
Associated in:  3.4 ms
Answered in:    0.5 ms
Implementation: OFFIS_DCMTK_367, 1.2.276.0.7230010.3.0.3.6.7
Maximum PDU:    16,384 bytes
"""
ECHO_TABLE = """\
Server          PACS at pacs.example.org:104, called as SCU
Status          0000 Success
Connected in    1.2 ms, to 192.0.2.1
Associated in   3.4 ms
Answered in     0.5 ms
Implementation  OFFIS_DCMTK_367, 1.2.276.0.7230010.3.0.3.6.7
Maximum PDU     16,384 bytes
"""
PEER_JSON = {
    "host": "pacs.example.org",
    "port": 104,
    "called_ae_title": "PACS",
    "calling_ae_title": "SCU",
}
SECONDS_JSON = {"connect": 0.0012, "associate": 0.0034, "total": 0.25}


def test_echo_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    echo_with(*views.for_objects(Format.TEXT))

    assert capsys.readouterr() == (ECHO_TEXT, "")


def test_echo_as_table(capsys: pytest.CaptureFixture[str]) -> None:
    echo_with(*views.for_objects(Format.TABLE))

    said = capsys.readouterr()
    assert (without_padding(said.out), said.err) == (ECHO_TABLE, "")


def test_echo_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    echo_with(*views.for_objects(Format.JSON))

    assert json.loads(capsys.readouterr().out) == {
        "version": 1,
        "command": "echo",
        "ok": True,
        "peer": PEER_JSON,
        "status": "0000",
        "meaning": "Success",
        "error_comment": None,
        "seconds": SECONDS_JSON,
        "server": {
            "address": "192.0.2.1",
            "implementation_class_uid": "1.2.276.0.7230010.3.0.3.6.7",
            "implementation_version": "OFFIS_DCMTK_367",
            "max_pdu_length": 16384,
        },
        "answers": [0.0005],
    }


def test_repeated_echoes_tell_the_range(capsys: pytest.CaptureFixture[str]) -> None:
    with EchoReport(PEER, *views.for_objects(Format.TEXT)) as report:
        report.associated(associated())
        for duration in (0.001, 0.002, 0.006):
            report.add(Echo(SUCCESS, duration))

    assert "Answered in:    1.0 ms to 6.0 ms, 3.0 ms on average (3 echos)" in capsys.readouterr().out


@pytest.mark.parametrize("format", [Format.TEXT, Format.TABLE])
def test_quiet_shows_nothing_but_documents(capsys: pytest.CaptureFixture[str], format: Format) -> None:
    echo_with(*views.for_objects(format, quiet=True))

    assert capsys.readouterr() == ("", "")


def store_with(*shown: View) -> None:
    with StoreReport(PEER, *shown, total=5) as report:
        report.add(instance("notes.txt", None, reason="no DICOM file"))
        report.associated(associated())
        report.add(instance("a.dcm"))
        report.add(instance("bb.dcm", COERCED))
        report.add(instance("evil\x1b[31m.dcm", OUT_OF_RESOURCES))


STORE_TEXT = """\
not sent  notes.txt: no DICOM file
stored    a.dcm
warning   bb.dcm: B000 Coercion of Data Elements
failed    evil\\x1b[31m.dcm: A700 Refused: Out of Resources (disk full)
Server:         PACS at pacs.example.org:104, called as SCU
Objects:        1 stored, 1 stored with a warning, 1 failed, 2 not sent
Sent:           2 KB in 250 ms (8 KB/s)
"""
STORE_TABLE = """\

 Object               Outcome    Why
 ───────────────────────────────────────────────────────────────────────────
 notes.txt            not sent   no DICOM file
 bb.dcm               warning    B000 Coercion of Data Elements
 evil\\x1b[31m.dcm    failed     A700 Refused: Out of Resources (disk full)

Server   PACS at pacs.example.org:104, called as SCU
Objects  1 stored, 1 stored with a warning, 1 failed, 2 not sent
Sent     2 KB in 250 ms (8 KB/s)
"""


def test_store_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Partial) as caught:
        store_with(*views.for_objects(Format.TEXT, done="stored"))

    assert capsys.readouterr() == (STORE_TEXT, "")
    assert messages.error_lines(caught.value) == [
        "scu: error: 1 object of 5 failed and 2 objects of 5 not sent",
        "  the server says: A700 Refused: Out of Resources (disk full)",
        "  likely cause: the server's disk is full, or nearly; or it is too busy to take more at the moment",
        "  what to do: ask the PACS administrator to make room; then send the rest with --retry or --resume",
    ]


def test_store_as_table(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Partial):
        store_with(*views.for_objects(Format.TABLE, done="stored"))

    assert squeezed(capsys.readouterr().out) == squeezed(STORE_TABLE)


def test_store_as_json_has_everything_and_the_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Partial) as caught:
        store_with(*views.for_objects(Format.JSON, done="stored"))

    assert caught.value.reported
    document = json.loads(capsys.readouterr().out)
    assert list(document) == [
        *("version", "command", "ok", "peer", "status", "meaning", "error_comment", "seconds"),
        *("summary", "instances", "error"),
    ]
    assert document["ok"] is False
    assert (document["status"], document["error_comment"]) == ("A700", "disk full")
    assert document["summary"] == {
        "total": 5,
        "stored": 1,
        "warning": 1,
        "failed": 1,
        "not_sent": 2,
        "bytes": 2000,
    }
    assert document["instances"][0] == {
        "file": "notes.txt",
        "sop_class_uid": CT,
        "sop_instance_uid": "1.2.9",
        "transfer_syntax_uid": EXPLICIT,
        "status": None,
        "meaning": "no DICOM file",
        "error_comment": None,
        "unconfirmed": False,
    }
    assert [entry["status"] for entry in document["instances"]] == [None, "0000", "B000", "A700"]
    assert document["error"] == {
        "kind": "partial",
        "message": "1 object of 5 failed and 2 objects of 5 not sent",
        "comment": "A700 Refused: Out of Resources (disk full)",
        "cause": "the server's disk is full, or nearly; or it is too busy to take more at the moment",
        "remedy": "ask the PACS administrator to make room; then send the rest with --retry or --resume",
        "exit_status": 1,
    }


def test_what_stops_a_store_is_in_the_document_with_what_went_before(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Aborted), StoreReport(PEER, *views.for_objects(Format.JSON), total=3) as report:
        report.associated(associated())
        report.add(instance("a.dcm"))
        raise Aborted("the peer went away")

    document = json.loads(capsys.readouterr().out)
    assert document["summary"]["stored"] == 1
    assert document["summary"]["not_sent"] == 2
    assert document["error"]["kind"] == "aborted"
    assert document["error"]["exit_status"] == 3


def test_an_interrupt_is_an_error_like_others(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Interrupted), StoreReport(PEER, *views.for_objects(Format.JSON), total=3):
        raise KeyboardInterrupt

    assert json.loads(capsys.readouterr().out)["error"]["exit_status"] == 130


SOME_FAILED = Status(0xB000, Category.WARNING, "Sub-operations complete, one or more failures")
RETRIEVE_TEXT = """\
received  out/1.2.dcm
Server:         PACS at pacs.example.org:104, called as SCU
Status:         B000 Sub-operations complete, one or more failures
It counts:      1 completed, 0 with a warning, 1 failed
Received:       1 object, in out
Size:           1 KB in 250 ms (4 KB/s)
Missing:        1 object
Failed:         1.2.3.4
"""
FAILURES = Retrieving(SOME_FAILED, counts(1, failed=1), ("1.2.3.4",))


def test_get_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    shown = views.for_objects(Format.TEXT, done="received")
    with pytest.raises(Partial), RetrieveReport("get", PEER, *shown, folder="out") as report:
        report.associated(associated())
        report.add(instance("out/1.2.dcm"))
        report.add(FAILURES)

    assert capsys.readouterr() == (RETRIEVE_TEXT, "")


def test_a_third_party_move_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Partial), RetrieveReport("move", PEER, *views.for_objects(Format.JSON), folder=None) as report:
        report.associated(associated())
        report.add(FAILURES)

    document = json.loads(capsys.readouterr().out)
    assert document["command"] == "move"
    assert document["status"] == "B000"
    assert document["summary"] == {
        "completed": 1,
        "warning": 0,
        "failed": 1,
        "remaining": None,
        "received": None,
        "missing": 1,
        "skipped": 0,
        "bytes": 0,
    }
    assert document["failed_instances"] == ["1.2.3.4"]
    assert document["instances"] == []
