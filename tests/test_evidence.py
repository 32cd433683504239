"""--evidence: what is in the bundle, when it is written, and what is left out of it."""

from __future__ import annotations

import json
import signal
import stat
from pathlib import Path
from typing import Any

import pytest
from pydicom.filereader import dcmread

from scu.capture.record import Record
from scu.dimse import command, pdu
from scu.dimse.tap import Connection
from tests.peers import scripts
from tests.peers.command import run_here, started
from tests.peers.instances import Attributes, make_instances
from tests.peers.moving import completed, moving
from tests.peers.processes import LOCALHOST, free_port
from tests.peers.recording import Recorder, failing, recording_scp
from tests.peers.scripted import Script, scripted_peer
from tests.peers.secure import anonymous
from tests.peers.tls import Hospital, python_context
from tests.peers.verbs import SECONDS

SECRETS = ["Zebra", "Quagga", "okapi", "hartebeest"]
CONNECTION = Connection(("127.0.0.1", 40000), ("127.0.0.1", 104), accepted=False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "evidence.json"


def evidence(file: Path, *words: object, status: int = 0) -> Any:
    done = run_here(*words, "--evidence", file)
    assert done.returncode == status, done.stdout + done.stderr
    return json.loads(file.read_text())


def only(bundle: Any) -> Any:
    (connection,) = bundle["connections"]["items"]
    return connection


def test_a_failing_echo(file: Path) -> None:
    with recording_scp(Recorder(status=failing(0x0122, "ask again later"))) as server:
        bundle = evidence(file, "echo", server.address, "--max-pdu", 16384, status=1)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert bundle["evidence"] == 1
    assert {"version", "python", "pydicom", "pynetdicom", "openssl", "system"} <= bundle["scu"].keys()
    assert bundle["command"] == ["scu", "echo", "--max-pdu", "16384", "--evidence", "<path>", server.address]
    assert (bundle["network"]["max_pdu_length"], bundle["network"]["tls"]) == (16384, None)
    connection = only(bundle)
    assert (connection["opened_by"], connection["remote"]["port"]) == ("us", server.port)
    assert connection["proposed"]["called_ae_title"] == "RECORDER"
    assert connection["proposed"]["max_pdu_length"] == 16384
    assert connection["answered"]["implementation_version"].startswith("PYNETDICOM")
    (context,) = connection["presentation_contexts"]
    assert (context["name"], context["result"]) == ("Verification SOP Class", 0)
    assert context["accepted"] == {"1.2.840.10008.1.2": "Implicit VR Little Endian"}
    assert [it["type"] for it in connection["ended"]] == ["A-RELEASE-RQ", "A-RELEASE-RP", "closed"]
    request, response = bundle["messages"]["items"]
    assert (request["direction"], request["type"], request["message_id"]) == ("sent", "C-ECHO-RQ", 1)
    assert (response["status"], response["error_comment"]) == ("0122", "ask again later")
    assert 0 <= response["answered_in"] <= bundle["seconds"]
    assert bundle["statuses"] == {"C-ECHO-RSP 0122": 1}
    error = bundle["outcome"]["error"]
    assert (bundle["outcome"]["ok"], bundle["outcome"]["exit_status"]) == (False, 1)
    assert (error["kind"], error["comment"]) == ("peer_failure", "ask again later")
    (explanation,) = bundle["explanations"]
    assert explanation["code"] == "0122"
    assert explanation["remedy"] == error["remedy"]


@pytest.fixture
def words(tmp_path: Path) -> list[object]:
    """Options with values that are nobody's business."""
    (tmp_path / "Quagga").mkdir()
    return ["--user", "okapi", "--password", "hartebeest", "--log-file", tmp_path / "Quagga" / "log"]


def test_of_patients_and_secrets_there_is_nothing(file: Path, tmp_path: Path, words: list[object]) -> None:
    made = make_instances(tmp_path / "Zebra", 2, Attributes(patient_name="Zebra^Quagga"))
    matches = [dcmread(each.path) for each in made]
    with recording_scp(Recorder(matches=matches)) as server:
        key = ["-k", "PatientName=Zebra*", "-k", "0010,0020,okapi", "--key=StudyDate"]
        found = evidence(file, "find", server.address, *key, *words)
        stored = evidence(tmp_path / "2", "store", server.address, *(each.path for each in made), *words)
    with recording_scp(Recorder(matches=matches, status=failing(0xA700, "no room"))) as server:
        failed = evidence(tmp_path / "3", "store", server.address, tmp_path / "Zebra", *words, status=1)

    shown = json.dumps([found, stored, failed])
    assert [name for name in SECRETS if name in shown] == []
    assert found["command"][2:] == [
        *("--key", "PatientName=<value>", "--key", "PatientID=<value>", "--key", "StudyDate"),
        *("--user", "<value>", "--password", "<secret>", "--log-file", "<path>", "--evidence", "<path>"),
        found["command"][-1],
    ]
    assert stored["command"][-2:] == ["<path>", "<path>"]
    assert only(found)["proposed"]["user_identity"] == "a user name and a password"
    assert found["statuses"] == {"C-FIND-RSP FF00": 2, "C-FIND-RSP 0000": 1}
    sent = [it["sop_instance_uid"] for it in stored["messages"]["items"] if it["type"] == "C-STORE-RQ"]
    assert sorted(sent) == sorted(each.uid for each in made)
    assert failed["outcome"]["error"]["comment"] == "no room"
    assert [it["code"] for it in failed["explanations"]] == ["A700-A7FF"]


def test_with_values_there_are_keys_and_matches_and_no_pixels(file: Path, tmp_path: Path, words: list[object]) -> None:
    (made,) = make_instances(tmp_path / "in", 1, Attributes(patient_name="Zebra^Quagga"))
    with recording_scp(Recorder(matches=[dcmread(made.path)])) as server:
        bundle = evidence(file, "find", server.address, "-k", "PatientName=Zebra*", *words, "--with-values")

    assert "hartebeest" not in file.read_text()
    assert bundle["command"][2:4] == ["--key", "PatientName=Zebra*"]
    query, match, final = bundle["messages"]["items"]
    assert query["identifier"]["00100010"]["Value"] == [{"Alphabetic": "Zebra*"}]
    assert match["identifier"]["00100010"]["Value"] == [{"Alphabetic": "Zebra^Quagga"}]
    assert "7FE00010" not in match["identifier"]
    assert "identifier" not in final


def test_a_store_keeps_no_data_set_whatever_is_asked_for(file: Path, tmp_path: Path) -> None:
    make_instances(tmp_path / "in", 1, Attributes(patient_name="Zebra^Quagga"))
    with recording_scp() as server:
        evidence(file, "store", server.address, tmp_path / "in", "--with-values")

    assert "Zebra" not in file.read_text()


def test_a_file_that_cannot_be_sent_is_not_named(file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "Zebra"
    make_instances(folder, 1)
    (folder / "Quagga.dcm").write_bytes(b"DICM" * 50)
    with recording_scp() as server:
        bundle = evidence(file, "store", server.address, folder, folder / "Quagga.dcm", status=1)

    assert [name for name in SECRETS if name in file.read_text()] == []
    assert bundle["outcome"]["error"]["kind"] == "partial"
    assert bundle["outcome"]["error"]["cause"].startswith("its meta header does not begin")


def test_a_move_has_both_sides(file: Path, tmp_path: Path) -> None:
    made = make_instances(tmp_path / "theirs", 2)
    port = free_port()
    with scripted_peer(moving(port, made, **completed(2))) as peer:
        bundle = evidence(
            file,
            *("move", peer.address, "--aetitle", "US", "--port-scp", port, "-k", "StudyInstanceUID=1.2.3"),
            *("-o", tmp_path / "out"),
        )

    ours, theirs = bundle["connections"]["items"]
    assert (ours["opened_by"], theirs["opened_by"], theirs["local"]["port"]) == ("us", "the peer", port)
    assert theirs["proposed"]["calling_ae_title"] == "SENDER"
    moved = [it for it in bundle["messages"]["items"] if it["type"].startswith("C-MOVE")]
    assert moved[0]["move_destination"] == "US"
    assert moved[1]["sub_operations"] == {"completed": 2, "failed": 0, "warning": 0}
    stored = [it for it in bundle["messages"]["items"] if it["connection"] == 2]
    assert [it["type"] for it in stored] == ["C-STORE-RQ", "C-STORE-RSP"] * 2
    assert all(it["data_set_bytes"] > 2000 for it in stored[::2])


ENDINGS: dict[str, tuple[Script, str, str, str]] = {
    "rejected": (scripts.reject(1, 1, 7), "A-ASSOCIATE-RJ", "rejected", "rejected 1 1 7"),
    "aborted": (scripts.abort_at_the_request(2, 1), "A-ABORT", "aborted", "abort 2 1"),
    "refused": (scripts.accept_no_context, "A-ABORT", "no_context", "context 3"),
    "no DICOM": (scripts.say(scripts.HTTP), "no DICOM", "aborted", ""),
}


@pytest.mark.parametrize("name", ENDINGS)
def test_how_it_ended_and_what_that_means(name: str, file: Path) -> None:
    script, last, kind, code = ENDINGS[name]
    with scripted_peer(script) as peer:
        bundle = evidence(file, "echo", peer.address, status=3)

    assert last in [it["type"] for it in only(bundle)["ended"]]
    assert bundle["outcome"]["error"]["kind"] == kind
    assert bundle["outcome"]["exit_status"] == 3
    assert not code or bundle["explanations"][0]["code"] == code


def test_without_a_connection_there_is_the_error_and_its_explanation(file: Path) -> None:
    bundle = evidence(file, "echo", LOCALHOST, free_port(), status=3)

    assert (bundle["connections"]["count"], bundle["messages"]["count"]) == (0, 0)
    assert bundle["outcome"]["error"]["kind"] == "refused"
    assert [it["code"] for it in bundle["explanations"]] == ["ECONNREFUSED"]


def test_tls_is_named(file: Path, hospital: Hospital) -> None:
    with recording_scp(tls=python_context(hospital.server)) as server:
        bundle = evidence(file, "echo", server.address, *anonymous(hospital))

    assert only(bundle)["tls"] == f"TLSv1.3 {server.secured[0].cipher}"
    assert bundle["network"]["tls"]["trusted_files"] == 1
    assert hospital.authority.certificate.name not in file.read_text()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_is_written_when_the_run_is_interrupted(number: signal.Signals, file: Path) -> None:
    with (
        scripted_peer(scripts.stay_pending_until_cancelled) as peer,
        started("find", peer.address, "--format", "jsonl", "--evidence", file) as process,
    ):
        assert process.stdout is not None
        assert process.stdout.readline()  # so that the first answer is known to have come
        process.send_signal(number)
        process.communicate(timeout=SECONDS)

    bundle = json.loads(file.read_text())
    assert bundle["outcome"]["error"]["kind"] == "interrupted"
    assert [it["type"] for it in bundle["messages"]["items"]][:2] == ["C-FIND-RQ", "C-FIND-RSP"]
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_what_is_there_is_not_overwritten_and_a_wrong_command_line_leaves_nothing(file: Path) -> None:
    wrong = run_here("move", LOCALHOST, free_port(), "-k", "StudyInstanceUID=1", "--evidence", file)
    assert (wrong.returncode, list(file.parent.iterdir())) == (2, [])
    file.write_text("kept")
    again = run_here("echo", LOCALHOST, free_port(), "--evidence", file)

    assert again.returncode == 2
    assert again.stderr.startswith(f"scu: error: {file} is there already")
    assert file.read_text() == "kept"


def test_values_need_evidence_and_evidence_a_folder(file: Path) -> None:
    assert "--with-values needs --evidence" in run_here("echo", LOCALHOST, "--with-values").stderr
    nowhere = run_here("echo", LOCALHOST, "--evidence", file / "no" / "file")
    assert nowhere.returncode == 4
    assert "the evidence cannot be written to" in nowhere.stderr


def test_of_many_messages_there_are_the_first_and_the_last() -> None:
    record = Record()
    tap = record.tap(1, CONNECTION)
    for number in range(1, 3001):
        tap.sent(pdu.frame(1, pdu.COMMAND, command.c_echo_rq(number, "1.2.840.10008.1.1"), 1000, last=True))
    messages: Any = record.document()["messages"]

    assert (messages["count"], messages["left_out"]) == (3000, 1000)
    numbers = [it["message_id"] for it in messages["items"]]
    assert numbers == [*range(1, 1001), *range(2001, 3001)]


def test_of_many_connections_too() -> None:
    record = Record()
    for number in range(1, 301):
        record.tap(number, CONNECTION).closed(ConnectionResetError(104, "Connection reset by peer"))
    connections: Any = record.document()["connections"]

    assert (connections["count"], connections["left_out"]) == (300, 100)
    assert connections["items"][-1]["connection"] == 300
    assert connections["items"][0]["ended"][0]["why"] == "Connection reset by peer"


def test_all_of_it_together(file: Path, tmp_path: Path) -> None:
    make_instances(tmp_path / "in", 12)
    capture = tmp_path / "capture"
    with recording_scp() as server:
        done = run_here(
            *("store", server.address, tmp_path / "in", "--associations", 3),
            *("--evidence", file, "--pcap", capture, "--trace"),
        )

    assert done.returncode == 0, done.stderr
    bundle = json.loads(file.read_text())
    assert bundle["statuses"] == {"C-STORE-RSP 0000": 12}
    assert bundle["connections"]["count"] == len(server.requests)
    assert done.stderr.count(" → C-STORE-RQ ") == 12
    assert capture.read_bytes().count(b"scu: connection ") == len(server.requests)
