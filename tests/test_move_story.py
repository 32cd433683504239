"""scu move that fails says what happened at our own port: nothing, a rejection, objects that could not be taken."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydicom.uid import CTImageStorage
from pynetdicom import AE, VerificationPresentationContexts
from pynetdicom.presentation import build_context

from scu.explanations import statuses
from tests.peers import dcmtk as dcmtk_peers
from tests.peers import orthanc as orthanc_peers
from tests.peers.archive import Archive
from tests.peers.command import answer_here, run_here
from tests.peers.instances import Made, make_instances
from tests.peers.moving import SOME_FAILED, completed, store
from tests.peers.processes import LOCALHOST, free_port
from tests.peers.recording import recording_scp
from tests.peers.scripted import Conversation, scripted_peer
from tests.peers.scripts import SUCCESS
from tests.peers.sender import associated, store_request

OUT_OF_RESOURCES, TOO_MUCH, UNKNOWN, UNABLE = 0xA702, 0xA701, 0xA801, 0xC000
NOBODY: dict[str, Any] = {"turned_away": [], "turned_away_besides": 0, "objects_beyond": []}
COMPARE = (
    "  what to do: ask the PACS administrator to compare the server's entry with 'US' with address 127.0.0.1 and port "
    "{port}, and the network administrator whether the server may connect there"
)


@pytest.fixture
def made(tmp_path: Path) -> list[Made]:
    return make_instances(tmp_path / "theirs", 2)


@pytest.fixture
def port() -> int:
    return free_port()


def moved(
    port: int,
    out: Path,
    status: int | None,
    meanwhile: Callable[[], object] = lambda: None,
    *options: object,
    ends: int = 1,
    **counts: Any,
) -> tuple[list[str], dict[str, Any]]:
    """Move from a peer that does something and ends so, or not at all; the error's lines, and the document."""

    def answer(conversation: Conversation) -> None:
        conversation.accept()
        request = conversation.receive_message()
        meanwhile()
        if status is None:
            conversation.wait_until_closed()
        else:
            conversation.respond(request, status, **counts)
            conversation.end()

    with scripted_peer(answer) as peer:
        words = ("move", peer.address, "-aet", "US", "--port-scp", port, "-o", out, "-k", "StudyInstanceUID=1.2.3")
        done = run_here(*words, *options)
        document = answer_here(*words, *options, status=ends)
    assert done.returncode == ends
    error = document["error"]
    lines = [line for line in done.stderr.splitlines() if not line.startswith("scu: note:")]
    assert lines[0] == f"scu: error: {error['message']}"
    return lines, document


@pytest.mark.parametrize(
    ("status", "counts", "ended"),
    [
        (OUT_OF_RESOURCES, completed(0, failed=2), "C-MOVE failed: A702 Refused: Out of resources, unable to perform"),
        (SOME_FAILED, completed(0, failed=2), "2 of 2 objects did not arrive"),
        (SUCCESS, completed(2), "2 of 2 objects did not arrive"),
    ],
)
def test_nothing_ever_connected(status: int, counts: dict[str, Any], ended: str, port: int, tmp_path: Path) -> None:
    lines, document = moved(port, tmp_path / "on", status, **counts)

    assert lines[0].startswith(f"scu: error: nothing ever connected to our port {port}: {ended}")
    assert lines[-2:] == [
        "  likely cause: the server's entry for 'US' has another address or port; or a firewall between",
        COMPARE.format(port=port),
    ]
    assert document["storage_scp"] == {"port": port, "connections": 0, "refused": [], "received": 0} | NOBODY


def test_nothing_connected_and_nothing_is_known(port: int, tmp_path: Path) -> None:
    lines, _ = moved(port, tmp_path / "on", UNABLE)

    assert lines[0] == f"scu: error: nothing ever connected to our port {port}: C-MOVE failed: C000 Unable to Process"
    assert lines[1].startswith(
        "  likely cause: the server has no entry for 'US', or nothing that matches: Orthanc tells neither apart; or "
    )


@pytest.mark.parametrize("status", [TOO_MUCH, 0x0124, 0xA900])
def test_a_request_that_fails_is_told_as_such(status: int, port: int, tmp_path: Path) -> None:
    lines, _ = moved(port, tmp_path / "on", status)

    assert lines[0].startswith(f"scu: error: C-MOVE failed: {status:04X} ")
    assert lines[0].endswith(f"; nothing ever connected to our port {port}")
    assert "compare the server's entry" not in lines[-1]


def test_an_unknown_destination(port: int, tmp_path: Path) -> None:
    lines, _ = moved(port, tmp_path / "on", UNKNOWN)

    assert lines == [
        f"scu: error: C-MOVE failed: A801 Move destination unknown; nothing ever connected to our port {port}",
        "  likely cause: the destination was 'US', and " + statuses.explain("C-MOVE", 0xA801).cause,
        "  what to do: ask the PACS administrator to register the AE title 'US' with address 127.0.0.1 and port "
        f"{port}",
    ]


def test_no_answer_and_no_connection(port: int, tmp_path: Path) -> None:
    lines, document = moved(port, tmp_path / "on", None, lambda: None, "--dimse-timeout", 0.3, ends=3)

    assert lines[0] == (
        f"scu: error: nothing ever connected to our port {port}: no answer within 0.3 s while waiting for the answer "
        "to C-MOVE"
    )
    assert lines[1].startswith("  likely cause: a firewall between drops its packets; or the server's entry for 'US' ")
    assert lines[2] == COMPARE.format(port=port)
    assert document["error"]["kind"] == "timeout"


def test_no_answer_though_objects_came(made: list[Made], port: int, tmp_path: Path) -> None:
    options = ("--dimse-timeout", 0.3)
    lines, document = moved(port, tmp_path / "on", None, lambda: store(port, made), *options, ends=3)

    assert lines[0].startswith("scu: error: 2 objects came from 'SENDER' at 127.0.0.1, and then nothing more: no ")
    assert "stopped in the middle" in lines[1]
    assert "--resume" in lines[2]
    assert document["storage_scp"] == {"port": port, "connections": 1, "refused": [], "received": 2} | NOBODY


def test_an_abort_and_no_connection(port: int, tmp_path: Path) -> None:
    def abort(conversation: Conversation) -> None:
        conversation.accept()
        conversation.receive_message()
        conversation.abort(2, 0)

    with scripted_peer(abort) as peer:
        words = ("--port-scp", port, "-o", tmp_path / "on", "-k", "StudyInstanceUID=1.2.3")
        answer = answer_here("move", peer.address, *words, status=3)

    assert answer["error"]["kind"] == "aborted"
    assert answer["error"]["message"].startswith(f"nothing ever connected to our port {port}: the peer aborted the ")
    assert "source 2" in answer["error"]["comment"]


def test_a_server_that_cannot_be_called_is_told_as_such(port: int, tmp_path: Path) -> None:
    words = ("--port-scp", port, "-o", tmp_path / "on", "-k", "StudyInstanceUID=1.2.3")
    answer = answer_here("move", f"{LOCALHOST}:{free_port()}", *words, status=3)

    assert answer["error"]["kind"] == "refused"
    assert "our port" not in answer["error"]["message"]


def call(port: int, title: str) -> bool:
    """Associate as a server does, and release; whether there was an association."""
    entity = AE("PACS")
    entity.requested_contexts = [build_context(CTImageStorage)]
    association = entity.associate(LOCALHOST, port, ae_title=title)
    stood = association.is_established
    if stood:
        association.release()
    return stood


@pytest.mark.parametrize(
    ("times", "came"), [(1, "an association came to our port {}, and we rejected it"), (3, "3 associations came ")]
)
def test_associations_that_we_rejected(times: int, came: str, port: int, tmp_path: Path) -> None:
    def call_otherwise() -> None:
        assert [call(port, "Us") for _ in range(times)] == [False] * times

    lines, document = moved(port, tmp_path / "on", OUT_OF_RESOURCES, call_otherwise, **completed(0, failed=2))

    assert lines[0].startswith(f"scu: error: {came.format(port)}")
    assert ": 127.0.0.1 called 'Us', and we are 'US': C-MOVE failed: A702 " in lines[0]
    assert "'PACS' called 'Us' (2 characters, capital and small letters)" in lines[1]
    assert lines[2] == "  likely cause: the server's entry that 'US' leads to has the AE title 'Us'"
    assert lines[3] == (
        f"  what to do: ask the PACS administrator to register 'US' with address 127.0.0.1 and port {port}, or be what "
        "it calls with --aetitle 'Us'"
    )
    refused = "'PACS' at 127.0.0.1 called 'Us'; we are 'US'"
    reason = "'PACS' called 'Us'; we are 'US'"
    assert document["storage_scp"] == NOBODY | {
        "port": port,
        "connections": times,
        "refused": [refused] * times,
        "received": 0,
        "turned_away": [{"address": LOCALHOST, "reason": reason, "associated": False, "connections": times}],
    }


def test_tls_at_our_plain_port(port: int, tmp_path: Path) -> None:
    def speak_tls() -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        with socket.create_connection((LOCALHOST, port)) as plain, pytest.raises(OSError):
            context.wrap_socket(plain)

    lines, _ = moved(port, tmp_path / "on", OUT_OF_RESOURCES, speak_tls, **completed(0, failed=2))

    assert lines[0].startswith(
        f"scu: error: a connection came to our port {port}, from 127.0.0.1, and it became no association: the "
        "requestor speaks TLS, and we do not: C-MOVE failed"
    )
    assert lines[1] == "  likely cause: its entry for our AE title and port says TLS"
    assert "--enable-tls" in lines[2]


def test_an_association_without_an_object(port: int, tmp_path: Path) -> None:
    lines, _ = moved(port, tmp_path / "on", SOME_FAILED, lambda: call(port, "US"), **completed(0, failed=2))

    assert lines[0] == (
        "scu: error: 'PACS' at 127.0.0.1 associated with us, and sent nothing: 2 of 2 objects did not arrive"
    )
    assert "did not propose" in lines[2]


def test_an_object_that_breaks_off(made: list[Made], port: int, tmp_path: Path) -> None:
    def cut_off() -> None:
        with associated(port, made[0]) as sender:
            pdus = b"".join(store_request(made[0], 1))
            sender.send(pdus[: len(pdus) // 2])

    options = ("--move", "SCU")
    lines, _ = moved(port, tmp_path / "on", SOME_FAILED, cut_off, *options, **completed(0, failed=2))

    assert lines[0].startswith("scu: error: 'SENDER' at 127.0.0.1 connected to us, and broke off: the peer closed the ")
    assert lines[0].endswith(": 2 of 2 objects did not arrive")


def test_objects_that_could_not_be_taken(made: list[Made], port: int, tmp_path: Path) -> None:
    (tmp_path / "on").mkdir()
    for one in made:
        (tmp_path / "on" / f"{one.uid}.dcm").write_text("another")

    lines, document = moved(
        *(port, tmp_path / "on", OUT_OF_RESOURCES, lambda: store(port, made), "--on-exists", "error"),
        **completed(0, failed=2),
    )

    assert lines[0] == "scu: error: 2 objects could not be received: a file of that name is there already"
    assert "--on-exists" in lines[3]
    assert document["storage_scp"]["received"] == 0


def test_an_address_that_the_server_does_not_see(port: int, tmp_path: Path) -> None:
    options = ("--bind", "127.0.0.2")
    lines, _ = moved(port, tmp_path / "on", OUT_OF_RESOURCES, lambda: None, *options, **completed(0, failed=2))

    assert "we listen on 127.0.0.2 alone, and the server sees us at 127.0.0.1" in lines[-2]
    assert lines[-1].startswith("  what to do: leave --bind out; else ask the PACS administrator ")


def test_what_is_missing_by_the_servers_list(made: list[Made], port: int, tmp_path: Path) -> None:
    """The practice server says A801 where it gets no association."""
    words = ("-k", f"StudyInstanceUID={made[0].study}", "-o", tmp_path / "on", "--verify")
    with (
        recording_scp(contexts=VerificationPresentationContexts) as elsewhere,
        Archive(tmp_path / "theirs", peers={"SCU": (LOCALHOST, elsewhere.port)}) as server,
    ):
        answer = answer_here("move", server.address, "--port-scp", port, *words, status=1)

    assert answer["error"]["message"] == (f"2 objects of 2 missing; nothing ever connected to our port {port}")
    assert answer["error"]["comment"].startswith("A801 Move destination unknown (No association with SCU at ")


def test_dcmqrscp_that_knows_another_port(dcmtk: None, made: list[Made], port: int, tmp_path: Path) -> None:
    with dcmtk_peers.dcmqrscp(tmp_path / "server", made, {"SCU": free_port()}) as server:
        done = run_here(
            *("move", server.address, "-k", f"StudyInstanceUID={made[0].study}", "-o", tmp_path / "on"),
            *("--port-scp", port),
        )

    assert done.returncode == 1
    assert done.stderr.startswith(f"scu: error: nothing ever connected to our port {port}: C-MOVE failed: A702 ")


def test_orthanc_that_knows_another_port(orthanc_server: None, made: list[Made], port: int, tmp_path: Path) -> None:
    with orthanc_peers.orthanc(tmp_path / "orthanc", {"SCU": free_port()}) as server:
        server.hold(made)
        done = run_here(
            *("move", server.address, "-k", f"StudyInstanceUID={made[0].study}", "-o", tmp_path / "on"),
            *("--port-scp", port),
        )

    assert done.returncode == 1
    assert f"nothing ever connected to our port {port}" in done.stderr.splitlines()[0]
    assert "compare the server's entry" in done.stderr


def test_a_third_party_has_no_port_of_ours(tmp_path: Path) -> None:
    def refuse(conversation: Conversation) -> None:
        conversation.accept()
        conversation.respond(conversation.receive_message(), UNKNOWN)
        conversation.end()

    with scripted_peer(refuse) as peer:
        answer = answer_here("move", peer.address, "--move", "THIRD", "-k", "StudyInstanceUID=1.2.3", status=1)

    assert "storage_scp" not in answer
    assert answer["error"]["remedy"] == (
        "ask the PACS administrator to register the AE title 'THIRD' with its address and port"
    )


def test_success_is_told_with_what_came(made: list[Made], tmp_path: Path) -> None:
    port = free_port()
    words = ("-k", f"StudyInstanceUID={made[0].study}", "-o", tmp_path / "on", "--port-scp", port)
    with Archive(tmp_path / "theirs", peers={"SCU": (LOCALHOST, port)}) as server:
        answer = answer_here("move", server.address, *words)

    assert answer["storage_scp"] == {"port": port, "connections": 1, "refused": [], "received": 2} | NOBODY
