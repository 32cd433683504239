"""The catalogue, and `scu explain`: codes, names, and lines of the logs of other tools."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pynetdicom.status import (
    QR_FIND_SERVICE_CLASS_STATUS,
    QR_GET_SERVICE_CLASS_STATUS,
    QR_MOVE_SERVICE_CLASS_STATUS,
    STORAGE_SERVICE_CLASS_STATUS,
)

from scu.explanations import Explanation, Who, associations, lookup, statuses
from scu.results import Category
from tests.peers.command import run_here, run_scu
from tests.peers.processes import LOCALHOST, find_program, free_port
from tests.peers.scripted import Conversation, Script, scripted_peer

TABLES = {
    statuses.STORE: STORAGE_SERVICE_CLASS_STATUS,
    statuses.FIND: QR_FIND_SERVICE_CLASS_STATUS,
    statuses.MOVE: QR_MOVE_SERVICE_CLASS_STATUS,
    statuses.GET: QR_GET_SERVICE_CLASS_STATUS,
}
CALLED, CALLING = "rejected 1 1 7", "rejected 1 1 3"


def test_every_row_says_what_to_do_and_who() -> None:
    rows = lookup.every()

    assert len({(row.code, row.about, row.meaning) for row in rows}) == len(rows)
    for row in rows:
        assert row.meaning, row.code
        assert row.remedy, row.code
        assert row.source, row.code
        assert bool(row.causes) is (row.who is not Who.NOBODY), row.code
        for text in (*row.causes, row.remedy):
            assert not text.endswith("."), text
            assert "{" not in text, text


@pytest.mark.parametrize("service", TABLES)
def test_every_status_of_the_standard_has_a_row_of_its_own(service: str) -> None:
    for code, (category, meaning) in TABLES[service].items():
        row = statuses.explain(service, code)
        assert service in row.about
        assert statuses.category(code) is Category(category), f"{code:04X}"
        assert row.meaning == meaning or not meaning, f"{code:04X}"


@pytest.mark.parametrize("row", lookup.every(), ids=lambda row: f"{row.code} {' '.join(row.about)}")
def test_every_row_is_found_by_its_code(row: Explanation) -> None:
    service = row.about[0]
    found = lookup.find(f"{service} {row.code.partition('-')[0]}" if service.startswith("C-") else row.code)
    assert row in found


LINES = [
    ("A801", ["A801"]),
    ("0xa801", ["A801"]),
    ("C-MOVE a801", ["A801"]),
    ("rejected 1 1 7", [CALLED]),
    ("rejection 1/1/3", [CALLING]),
    ("result 2, source 3 (service provider, presentation), reason 2", ["rejected 2 3 2"]),
    ("abort 2 6", ["abort 2 6"]),
    ("context 3", ["context 3"]),
    ("ECONNREFUSED", ["ECONNREFUSED"]),
    ("unresolved", ["unresolved"]),
    # DCMTK
    ("F: Reason: Called AE Title Not Recognized", [CALLED]),
    ("F: Reason: Calling AE Title Not Recognized", [CALLING]),
    (
        "F: Result: Rejected Transient, Source: Service Provider (Presentation), Reason: Local Limit Exceeded",
        ["rejected 2 3 2"],
    ),
    ("F: Association Request Failed: 0006:031c TCP Initialization Error: Connection refused", ["ECONNREFUSED"]),
    ("I: Received Final Move Response (Refused: MoveDestinationUnknown)", ["A801"]),
    ("W: Store Failed, file: ct.dcm: Error: CannotUnderstand", ["C000-CFFF"]),
    (
        "D: DIMSE Status                  : 0xa702: Refused: Out of resources - Suboperations",
        ["A702", "A702", "A700-A7FF"],
    ),
    # dcm4che
    (
        "A-ASSOCIATE-RJ[result: 1 - rejected-permanent, source: 1 - service-user, "
        "reason: 7 - called-AE-title-not-recognized]",
        [CALLED],
    ),
    ("A-ABORT[source: 2 - service-provider, reason: 1 - unrecognized-PDU]", ["abort 2 1"]),
    ("1:C-MOVE-RSP[pcid=1, completed=0, failed=0, status=a801H, errorComment=Unknown]", ["A801"]),
    # pynetdicom
    ("E: Reason: Called AE title not recognised", [CALLED]),
    ("I: Move SCP Result: 0xA801 (Failure - Move destination unknown)", ["A801"]),
    ("E: TCP Initialisation Error: [Errno 113] No route to host", ["EHOSTUNREACH"]),
    # fo-dicom
    (
        "Association rejected [result: RejectedPermanent; source: ServiceUser; reason: CallingAENotRecognized]",
        [CALLING],
    ),
    # OpenSSL and Java
    ("certificate verify failed: certificate has expired (_ssl.c:1006)", ["tls certificate 10"]),
    ("java.net.ConnectException: Connection refused", ["ECONNREFUSED"]),
    ("the weather is fine in 2024, and the port is 11112", []),
]


@pytest.mark.parametrize(("line", "codes"), LINES)
def test_what_a_line_speaks_of(line: str, codes: list[str]) -> None:
    assert [row.code for row in lookup.find(line)] == codes


@given(st.text())
def test_any_text_can_be_asked_about(text: str) -> None:
    for row in lookup.find(text):
        assert row.meaning


@given(st.integers(0, 255), st.integers(0, 255), st.integers(0, 255))
def test_any_rejection_or_abort_has_words(result: int, source: int, reason: int) -> None:
    assert associations.rejection(result, source, reason).remedy
    assert associations.abort(source, reason).remedy
    assert associations.context(result).remedy


def test_what_a_person_sees() -> None:
    done = run_scu("explain", "A801")

    assert done.returncode == 0
    assert done.stdout == (
        "A801: Move destination unknown (C-MOVE)\n"
        "  Likely causes:\n"
        "    1. the server has no entry for that AE title: a move needs it with the address and port to send to\n"
        "    2. the entry is written in another way: capital letters and spaces count\n"
        "    3. the server has not read its configuration since the entry was made\n"
        "    4. it cannot connect there, which servers built on pynetdicom call the same\n"
        "  What to do: ask the PACS administrator to register the destination's AE title with its address and port; "
        "`scu get` needs no such entry\n"
        "  Who: the PACS administrator\n"
        "  Source: PS3.4 C.4.2.1.5\n"
    )


def test_what_a_script_sees() -> None:
    done = run_scu("explain", "store", "C001", "--format", "json")

    (row,) = json.loads(done.stdout)
    assert (row["code"], row["about"], row["who"]) == ("C000-CFFF", ["C-STORE"], "the PACS administrator")


def test_a_status_of_no_service_is_its_makers() -> None:
    assert "conformance statement" in run_here("explain", "DEAD").stdout


def test_the_whole_catalogue() -> None:
    done = run_here("explain", "--all", "--format", "json")

    assert len(json.loads(done.stdout)) == len(lookup.every())


@pytest.mark.parametrize("words", [[], ["hello"], ["12345"]])
def test_what_is_unknown_is_a_usage_error(words: list[str]) -> None:
    done = run_here("explain", *words)

    assert done.returncode == 2
    assert "what to do:" in done.stderr


def test_an_empty_log_is_a_usage_error() -> None:
    assert run_scu("explain", "-", stdin="\n").returncode == 2


def reject(result: int, source: int, reason: int) -> Script:
    def script(conversation: Conversation) -> None:
        conversation.reject(result, source, reason)

    return script


def logged_by(*command: object) -> str:
    """What a tool says on both streams when it fails."""
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    return done.stdout + done.stderr


def tools(port: int, tmp_path: Path) -> dict[str, str]:
    """The failures of other echo tools, in their own words."""
    return {
        "dcmtk": logged_by(find_program("echoscu"), LOCALHOST, port),
        "pynetdicom": logged_by(sys.executable, "-m", "pynetdicom", "echoscu", LOCALHOST, port),
    }


@pytest.mark.parametrize(
    ("codes", "expected"), [((1, 1, 7), CALLED), ((1, 1, 3), CALLING), ((2, 3, 2), "rejected 2 3 2")]
)
def test_the_logs_of_other_tools_that_were_rejected(codes: tuple[int, int, int], expected: str, tmp_path: Path) -> None:
    with scripted_peer(reject(*codes)) as peer:
        logs = tools(peer.port, tmp_path)

    for name, log in logs.items():
        done = run_scu("explain", "-", "--format", "json", stdin=log)
        assert done.returncode == 0, f"{name}: {log}"
        assert expected.split()[2:] in [row["code"].split()[2:] for row in json.loads(done.stdout)], f"{name}: {log}"


def test_the_logs_of_other_tools_that_found_nobody(tmp_path: Path) -> None:
    for name, log in tools(free_port(), tmp_path).items():
        done = run_scu("explain", "-", "--format", "json", stdin=log)
        assert "ECONNREFUSED" in [row["code"] for row in json.loads(done.stdout)], f"{name}: {log}"


def test_the_logs_of_other_tools_that_were_aborted(tmp_path: Path) -> None:
    def abort(conversation: Conversation) -> None:
        conversation.receive_pdu()
        conversation.abort(2, 1)
        conversation.wait_until_closed()  # or a tool may hear of that first

    with scripted_peer(abort) as peer:
        logs = tools(peer.port, tmp_path)
    for name, log in logs.items():
        done = run_scu("explain", "-", "--format", "json", stdin=log)
        assert any(row["code"].startswith("abort") for row in json.loads(done.stdout)), f"{name}: {log}"
