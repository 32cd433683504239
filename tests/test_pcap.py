"""--pcap: what Wireshark reads in the capture is what the server saw."""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest
from pydicom.filereader import dcmread

from tests.peers import dcmtk, scripts, tshark
from tests.peers.command import run_here
from tests.peers.instances import Attributes, Made, data_set_bytes, make_instances
from tests.peers.moving import completed, moving
from tests.peers.processes import free_port
from tests.peers.recording import Recorder, recording_scp
from tests.peers.scripted import Conversation, Script, scripted_peer
from tests.peers.secure import anonymous
from tests.peers.tls import Hospital, python_context
from tests.peers.tshark import ABORT, ASSOCIATE_AC, ASSOCIATE_RJ, ASSOCIATE_RQ, P_DATA, RELEASE_RP, RELEASE_RQ

pytestmark = pytest.mark.usefixtures("tshark")

BEGUN = [("→", ASSOCIATE_RQ), ("←", ASSOCIATE_AC)]
RELEASED = [("→", RELEASE_RQ), ("←", RELEASE_RP)]
SENT, CAME = ("→", P_DATA), ("←", P_DATA)


@pytest.fixture
def capture(tmp_path: Path) -> Path:
    return tmp_path / "capture.pcapng"


def scu(*words: object, capture: Path, status: int = 0) -> None:
    done = run_here(*words, "--pcap", capture)
    assert done.returncode == status, done.stdout + done.stderr


def test_an_echo_from_handshake_to_end(capture: Path) -> None:
    with recording_scp(Recorder(status=0x0122)) as server:
        scu("echo", server.address, capture=capture, status=1)

    port = server.port
    assert tshark.pdus(capture, port) == [*BEGUN, SENT, CAME, *RELEASED]
    assert tshark.messages(capture, port) == [
        "C-ECHO-RQ ID=1",
        "C-ECHO-RSP (Refused: SOP class not supported)",
    ]
    found = tshark.packets(capture)  # by itself it knows DICOM on any port
    assert [it.flags for it in found] == ["S", "AS", "A", *["AP"] * 6, "AF", "A"]
    assert [kind for it in found for kind in it.pdus] == [1, 2, 4, 4, 5, 6]
    assert found[0].source != port and found[1].source == port
    assert tshark.comments(capture) == ["scu: connection 1"]


def collect(said: list[bytes]) -> Script:
    """Answer a C-STORE, and keep every PDU that comes."""

    def answer(conversation: Conversation) -> None:
        conversation.accept(max_length=16384)
        said.append(conversation.last_pdu)
        while True:
            conversation.respond(conversation.receive_message(), 0xB000)

    return answer


@pytest.mark.parametrize("size", [100, 65_000, 1_000_000])
def test_every_byte_of_an_object_is_there(capture: Path, tmp_path: Path, size: int) -> None:
    (made,) = make_instances(tmp_path / "in", 1, Attributes(size=size))
    first: list[bytes] = []
    with scripted_peer(collect(first)) as peer:
        scu("store", peer.address, made.path, capture=capture)

    ours, theirs = tshark.conversation(capture)
    assert ours.startswith(first[0])
    kinds, lengths, fragments = [], [], b""
    while ours:
        kind, length = ours[0], int.from_bytes(ours[2:6], "big")
        if kind == P_DATA and ours[11] in (0, 2):
            fragments += ours[12 : 6 + length]
        kinds.append(kind)
        lengths.append(length)
        ours = ours[6 + length :]
    assert (kinds, lengths) == (peer.conversation.pdu_types, peer.conversation.lengths)
    assert fragments == data_set_bytes(made.path)
    assert theirs[0] == ASSOCIATE_AC
    (response,) = [it for it in tshark.messages(capture, peer.port) if "RSP" in it]
    assert response == "C-STORE-RSP (Sub-operations Complete - One or more Failures)"  # what it calls B000


def test_statuses_of_a_store_to_dcmtk(capture: Path, storescp: dcmtk.Server, tmp_path: Path) -> None:
    make_instances(tmp_path / "in", 3)
    scu("store", storescp.address, tmp_path / "in", capture=capture)

    told = tshark.messages(capture, storescp.port)
    assert told == [
        f"C-STORE-{kind} ID={n}{how}" for n in (1, 2, 3) for kind, how in (("RQ", ""), ("RSP", " (Success)"))
    ]
    assert len(storescp.files()) == 3


def test_a_find_and_a_get_from_dcmtk(
    capture: Path, dcmqrscp: dcmtk.Server, archive: list[Made], tmp_path: Path
) -> None:
    study = f"StudyInstanceUID={archive[0].study}"
    held = sum(made.study == archive[0].study for made in archive)
    scu("find", dcmqrscp.address, "--series", "-k", study, capture=capture)
    assert tshark.messages(capture, dcmqrscp.port) == [
        "C-FIND-RQ ID=1",
        "C-FIND-RSP ID=1",
        "C-FIND-RSP ID=1",
        "C-FIND-RSP ID=1 (Success)",
    ]

    capture = capture.with_name("get.pcapng")
    scu("get", dcmqrscp.address, "--no-find", "-k", study, "-o", tmp_path / "out", capture=capture)
    told = tshark.messages(capture, dcmqrscp.port)
    assert told[0] == "C-GET-RQ ID=1"
    assert told[-1] == f"C-GET-RSP ID=1 C={held} (Success)"
    assert sum(it.startswith("C-STORE-RQ") for it in told) == held
    assert sum(it.startswith("C-STORE-RSP") and it.endswith("(Success)") for it in told) == held


def test_a_move_has_the_association_of_the_storage_scp(capture: Path, tmp_path: Path) -> None:
    made = make_instances(tmp_path / "theirs", 2)
    port = free_port()
    with scripted_peer(moving(port, made, **completed(2))) as peer:
        scu(
            *("move", peer.address, "--aetitle", "US", "--port-scp", port, "-k", "StudyInstanceUID=1.2.3"),
            *("-o", tmp_path / "out"),
            capture=capture,
        )

    assert tshark.messages(capture, peer.port) == ["C-MOVE-RQ ID=1", "C-MOVE-RSP ID=1 C=2 (Success)"]
    assert tshark.pdus(capture, peer.port) == [*BEGUN, SENT, SENT, CAME, *RELEASED]
    # The second connection is the server's, to us.
    assert [it.split("(")[-1] for it in tshark.messages(capture, port, 1) if "RSP" in it] == ["Success)"] * 2
    assert tshark.pdus(capture, port, 1)[:2] == BEGUN
    syn = next(it for it in tshark.packets(capture) if it.stream == 1)
    assert (syn.flags, syn.source != port) == ("S", True)
    assert tshark.comments(capture) == ["scu: connection 1", "scu: connection 2"]


def test_a_rejection_an_abort_and_a_peer_that_hangs_up(capture: Path, tmp_path: Path) -> None:
    endings: dict[str, tuple[Script, list[tuple[str, int]]]] = {
        "rejected": (scripts.reject(1, 1, 7), [BEGUN[0], ("←", ASSOCIATE_RJ)]),
        "aborted": (scripts.abort_at_the_request(2, 1), [*BEGUN, SENT, ("←", ABORT)]),
        "gone": (scripts.close_at_the_request, [*BEGUN, SENT, ("→", ABORT)]),
    }
    for name, (script, expected) in endings.items():
        capture = tmp_path / name
        with scripted_peer(script) as peer:
            scu("echo", peer.address, capture=capture, status=3)
        assert tshark.pdus(capture, peer.port) == expected
        ended = {it.source == peer.port for it in tshark.packets(capture) if "F" in it.flags}
        assert ended == ({True, False} if name == "gone" else {False}), name
    assert "Called AE title not recognized" in tshark.packets(tmp_path / "rejected")[4].info


def test_under_tls_it_is_in_the_clear(capture: Path, hospital: Hospital) -> None:
    with recording_scp(tls=python_context(hospital.server)) as server:
        scu("echo", server.address, *anonymous(hospital), capture=capture)

    assert tshark.pdus(capture, server.port) == [*BEGUN, SENT, CAME, *RELEASED]
    (comment,) = tshark.comments(capture)
    assert comment == f"scu: connection 1, under TLSv1.3 {server.secured[0].cipher}: in the clear here"
    assert ssl.HAS_TLSv1_3


def test_over_ipv6(capture: Path) -> None:
    with scripted_peer(scripts.succeed, host="::1") as peer:
        scu("echo", f"[::1]:{peer.port}", capture=capture)

    assert tshark.messages(capture, peer.port) == ["C-ECHO-RQ ID=1", "C-ECHO-RSP ID=1 (Success)"]
    assert set(tshark.run(capture, "-T", "fields", "-e", "ipv6.dst").split()) == {"::1"}


def test_several_associations_side_by_side(capture: Path, tmp_path: Path) -> None:
    made = make_instances(tmp_path / "in", 20)
    with recording_scp() as server:
        scu("store", server.address, tmp_path / "in", "--associations", 4, capture=capture)

    streams = {it.stream for it in tshark.packets(capture)}
    assert streams == set(range(len(server.requests)))
    told = [tshark.messages(capture, server.port, stream) for stream in streams]
    assert sum(it.endswith("(Success)") for each in told for it in each) == len(made)
    assert all(tshark.pdus(capture, server.port, stream)[-2:] == RELEASED for stream in streams)


def test_the_answer_of_a_find_is_in_it_and_a_password_never(capture: Path, tmp_path: Path) -> None:
    made = make_instances(tmp_path / "theirs", 1, Attributes(patient_name="Zebra^Quagga"))
    with recording_scp(Recorder(matches=[dcmread(each.path) for each in made])) as server:
        scu("find", server.address, "--user", "okapi", "--password", "hartebeest", capture=capture)

    assert b"Zebra^Quagga" in capture.read_bytes()
    assert b"okapi" not in capture.read_bytes()
    assert b"hartebeest" not in capture.read_bytes()
    assert tshark.run(capture, "-T", "fields", "-e", "dicom.userinfo.user_identify.type").split() == ["2"]
    assert [it[0] for it in (tshark.conversation(capture))] == [ASSOCIATE_RQ, ASSOCIATE_AC]
