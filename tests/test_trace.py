"""--trace: what is told of PDUs and messages, when, and what never is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydicom.filereader import dcmread

from tests.peers import scripts
from tests.peers.command import run_here
from tests.peers.dcmtk import Server
from tests.peers.instances import Attributes, Made, data_set_bytes, make_instances
from tests.peers.moving import completed, moving
from tests.peers.processes import LOCALHOST, free_port
from tests.peers.recording import Recorder, failing, recording_scp
from tests.peers.scripted import Script, scripted_peer

LINE = re.compile(r"scu: +\d+\.\d{4} \[(\d+)\] (.*)")
SECRETS = ["Zebra", "Quagga", "okapi", "hartebeest"]


def told(said: str, number: int = 1) -> list[str]:
    """What is told of one connection, without times, ports and UIDs."""
    lines = [found[2] for line in said.splitlines() if (found := LINE.fullmatch(line)) and int(found[1]) == number]
    return [re.sub(r"after [\d.]+ m?s", "after …", re.sub(r"(\d+\.){7,}\d+", "UID", line)) for line in lines]


def traced(*words: object, status: int = 0) -> str:
    done = run_here(*words, "--trace")
    assert done.returncode == status, done.stdout + done.stderr
    return done.stderr


def test_an_echo_line_by_line() -> None:
    with recording_scp(Recorder(status=failing(0x0122, "ask again later"))) as server:
        said = traced("echo", server.address, status=1)

    first, *rest = told(said)
    assert re.fullmatch(rf"connected: 127\.0\.0\.1 port \d+ to 127\.0\.0\.1 port {server.port}", first)
    assert rest == [
        "→ A-ASSOCIATE-RQ: SCU calls RECORDER, 1 presentation context, 245 bytes",
        "← A-ASSOCIATE-AC: 1 of 1 presentation context accepted, PDUs of up to 16,382 bytes, 194 bytes",
        "→ C-ECHO-RQ 1",
        "← C-ECHO-RSP 1: 0122 Refused: SOP Class Not Supported (ask again later), after …",
        "→ A-RELEASE-RQ",
        "← A-RELEASE-RP",
        "closed",
    ]
    times = [float(found[1]) for found in re.finditer(r"^scu: +([\d.]+) \[", said, re.M)]
    assert times == sorted(times)


@pytest.mark.parametrize("options", [[], ["-q"], ["-v"], ["-d"], ["-ll", "error"]])
def test_each_line_comes_once_however_much_is_told_else(options: list[str]) -> None:
    with recording_scp() as server:
        said = traced("echo", server.address, *options)
        quiet = run_here("echo", server.address, *options).stderr

    assert len(told(said)) == 8
    assert told(quiet) == []
    assert ("scu: debug: " in said) == (options == ["-d"])


def test_it_is_in_the_log_file_too(tmp_path: Path) -> None:
    with recording_scp() as server:
        said = traced("echo", server.address, "--log-file", tmp_path / "log")

    assert len(told(said)) == 8
    assert (tmp_path / "log").read_text().count("[1] → C-ECHO-RQ 1") == 1


def test_debugging_tells_of_contexts_user_information_and_commands() -> None:
    with recording_scp() as server:
        said = traced("echo", server.address, "-d", "--user", "okapi", "--password", "hartebeest")

    for line in (
        "context 1: Verification SOP Class with Implicit VR Little Endian, Explicit VR Little Endian",
        "user identity: a user name and a password, not shown",
        "context 1: accepted with Implicit VR Little Endian",
        "implementation 1.2.826.0.1.3680043.9.3811.3.0.4 PYNETDICOM_304",
        "context 1, 1 value of up to 68 bytes, 68 bytes of command: AffectedSOPClassUID=1.2.840.10008.1.1, "
        "CommandField=0030, MessageID=0001, CommandDataSetType=0101",
    ):
        assert f"scu: debug:          [1]     {line}\n" in said


def test_of_data_sets_and_users_it_tells_nothing(tmp_path: Path) -> None:
    made = make_instances(tmp_path / "in", 2, Attributes(patient_name="Zebra^Quagga", size=40_000))
    user = ["--user", "okapi", "--password", "hartebeest"]
    with recording_scp(Recorder(matches=[dcmread(each.path) for each in made])) as server:
        stored = traced("store", server.address, tmp_path / "in", *user)
        found = traced("find", server.address, "-k", "PatientName=Zebra*", *user)

    assert [name for name in SECRETS if name in stored + found] == []
    size = f"{len(data_set_bytes(made[0].path)):,}"
    assert len(told(stored)) == 10
    assert told(stored)[3] == f"→ C-STORE-RQ 1, CT Image Storage UID + {size} bytes of data set"
    assert told(stored)[4] == "← C-STORE-RSP 1: 0000 Success, after …"
    pending = [line for line in told(found) if line.startswith("← C-FIND-RSP 1: FF00 ")]
    assert [line.endswith("bytes of data set, after …") for line in pending] == [True, True]


def test_a_move_and_what_comes_of_it(tmp_path: Path) -> None:
    made = make_instances(tmp_path / "theirs", 1)
    port = free_port()
    with scripted_peer(moving(port, made, **completed(1))) as peer:
        said = traced(
            *("move", peer.address, "--aetitle", "US", "--port-scp", port, "-k", "StudyInstanceUID=1.2.3"),
            *("-o", tmp_path / "out"),
        )

    model = "Study Root Query/Retrieve Information Model - MOVE"
    assert told(said)[3:5] == [
        f"→ C-MOVE-RQ 1, {model}, to US + 46 bytes of data set",
        "← C-MOVE-RSP 1: 0000 Success (1 completed, 0 failed, 0 with warnings), after …",
    ]
    incoming = told(said, 2)
    assert re.fullmatch(rf"accepted: 127\.0\.0\.1 port \d+ to 127\.0\.0\.1 port {port}", incoming[0])
    assert incoming[1].startswith("← A-ASSOCIATE-RQ: SENDER calls US, 1 presentation context")
    assert incoming[-3:] == ["← A-RELEASE-RQ", "→ A-RELEASE-RP", "closed"]


def test_a_get_from_dcmtk(dcmqrscp: Server, archive: list[Made], tmp_path: Path) -> None:
    study = f"StudyInstanceUID={archive[0].study}"
    said = told(traced("get", dcmqrscp.address, "--no-find", "-k", study, "-o", tmp_path / "out"))

    held = sum(made.study == archive[0].study for made in archive)
    assert sum(line.startswith("← C-STORE-RQ") for line in said) == held
    assert sum(line.startswith("→ C-STORE-RSP") and ": 0000 Success" in line for line in said) == held
    assert any(line.startswith("← C-GET-RSP 1: 0000 ") for line in said)


REFUSED = "A-ASSOCIATE-RJ: result 1, source 1, reason 7: called AE title not recognized"
ABORTED = "A-ABORT: source 2, reason 1: "


@pytest.mark.parametrize(
    ("script", "line"),
    [
        (scripts.reject(1, 1, 7), f"← {REFUSED}"),
        (scripts.abort_at_the_request(2, 1), f"← {ABORTED}"),
        (scripts.close_at_the_request, "closed by the peer"),
        (scripts.say(scripts.HTTP), "← what is no DICOM, which begins with 48 54 54 50 2F 31"),
        (scripts.say(scripts.SSH), "← what is no DICOM, which begins with 53 53 48 2D 32 2E"),
        (scripts.say_at_the_request(scripts.SHORT_PDV), "← what is no DICOM"),
        (scripts.say_at_the_request(scripts.BROKEN_COMMAND), "← a message that cannot be read"),
        (scripts.close_in_mid_response, "closed by the peer"),
    ],
)
def test_what_goes_wrong_is_told(script: Script, line: str) -> None:
    with scripted_peer(script) as peer:
        said = traced("echo", peer.address, status=3)

    assert any(each.startswith(line) for each in told(said)), said


def test_without_a_connection_there_is_nothing_to_tell() -> None:
    assert told(traced("echo", LOCALHOST, free_port(), status=3)) == []
