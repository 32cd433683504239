"""`scu doctor --port-scp`: the way back of a C-MOVE, and which of all that can happen on it did."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from scu.doctor import return_path
from scu.errors import TimedOut
from scu.results import Peer
from tests.peers.dcmtk import Server
from tests.peers.examined import C_MOVE_RQ, Ending, examine, holding, outcomes, stage, under_tls, whats
from tests.peers.instances import Made, make_instances
from tests.peers.orthanc import Orthanc
from tests.peers.processes import LOCALHOST, free_port
from tests.peers.recording import Recorder, recording_scp
from tests.peers.scripted import Conversation, Message, scripted_peer
from tests.peers.scripts import SUCCESS
from tests.peers.secure import known, tls_orthanc
from tests.peers.tls import Hospital, associate_request, python_context

pytestmark = pytest.mark.usefixtures("steady_times")

KEY = ["--move-test", "PatientID=P1"]
RETURN_PATH = ["listening", "own address", "C-MOVE", "return path"]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    (only,) = make_instances(tmp_path / "theirs")
    return only


def assert_nothing_is_written(folder: Path) -> None:
    assert [path for path in folder.rglob("*") if path.is_file() and "theirs" not in path.parts] == []


def test_all_is_well_with_orthanc(strict_orthanc: Orthanc, move_ports: dict[str, int], tmp_path: Path) -> None:
    port = move_ports["SCU"]
    lines, document = examine(strict_orthanc.address, "--port-scp", port, *KEY, status=0)

    assert lines[0].startswith(
        f"All is well: 'ORTHANC' at 127.0.0.1 port {strict_orthanc.port} answers 'SCU'; C-ECHO in "
    )
    assert lines[0].endswith("; an object came back")
    assert lines[1] == ""
    assert set(outcomes(document).values()) == {"ok"}
    assert list(outcomes(document))[-4:] == RETURN_PATH
    assert whats(document) == "stored"
    assert document["verdict"]["untested"] is None
    assert_nothing_is_written(tmp_path)


def test_all_is_well_with_dcmqrscp(dcmqrscp: Server, move_ports: dict[str, int]) -> None:
    _, document = examine(dcmqrscp.address, "--port-scp", move_ports["SCU"], *KEY, status=0)

    assert set(outcomes(document).values()) == {"ok"}
    assert stage(document, "C-MOVE")["summary"].endswith(
        "the server knows our AE title, or does not look before it has something to send (DCMTK's does not)"
    )
    assert stage(document, "return path")["details"]["from"] == [LOCALHOST]


def test_without_an_object_it_is_said_what_is_not_known(dcmqrscp: Server, move_ports: dict[str, int]) -> None:
    lines, document = examine(dcmqrscp.address, "--port-scp", move_ports["SCU"], status=0)

    assert lines[1] == "  not tested: whether an object really comes back (--move-test KEY)"
    assert list(outcomes(document))[-1] == "C-MOVE"


def test_orthanc_says_nothing_of_our_ae_title_without_an_object(strict_orthanc: Orthanc) -> None:
    lines, document = examine(strict_orthanc.address, "--port-scp", free_port(), status=0)

    assert lines[:3] == [
        "It works, with a warning at C-MOVE: a move of nothing to 'SCU' failed with C000, which does not say whether "
        "it is known",
        "  likely cause: Orthanc answers so whatever matches nothing, and also where it does not know the destination",
        "  what to do: test it with an object: --move-test KEY, for example --move-test PatientID=… (you)",
    ]
    assert document["verdict"]["code"] == "C000"


def test_the_server_does_not_know_us(dcmqrscp: Server) -> None:
    port = free_port()
    lines, document = examine(dcmqrscp.address, "-aet", "STRANGER", "--port-scp", port, *KEY, status=1)

    assert lines[:3] == [
        "FAILED at return path: the server does not know 'STRANGER' as a move destination: "
        "A801 Move destination unknown",
        "  likely cause: the server has no entry for that AE title: a move needs it with the address and port to send "
        "to; or the entry is written in another way: capital letters and spaces count; or the server has not read its "
        "configuration since the entry was made; or it cannot connect there, which servers built on pynetdicom call "
        "the same",
        f"  what to do: ask the PACS administrator to register 'STRANGER' with address 127.0.0.1 and port {port}; "
        "`scu get` needs no such entry (the PACS administrator)",
    ]
    assert document["verdict"]["code"] == "A801"
    assert document["error"]["kind"] == "peer_failure"


def test_a_server_that_looks_first_says_that_it_does_not_know_us(made: Made) -> None:
    def unknown(request: Message) -> Ending:
        raise AssertionError("nothing is moved, once it is known")

    script = holding(made, unknown, of_nothing=0xA801)
    with scripted_peer(script) as peer:
        lines, document = examine(peer.address, "--port-scp", free_port(), status=1)

    assert lines[0].startswith("FAILED at C-MOVE: the server does not know 'SCU' as a move destination: A801")
    assert lines[1].endswith("; or it cannot connect there, which servers built on pynetdicom call the same")
    assert document["verdict"]["code"] == "A801"


def test_a_server_that_connects_before_it_looks(archive: list[Made]) -> None:
    port = free_port()
    with recording_scp(Recorder(destinations={"SCU": port}, instances=archive[:1])) as server:
        _, document = examine(server.address, "--port-scp", port, status=0)

    assert stage(document, "C-MOVE")["summary"].endswith("knows our AE title, and connected to our port")


def test_a_server_that_connects_first_is_turned_away(hospital: Hospital) -> None:
    """It speaks plain DICOM to our port, which wants TLS."""
    port = free_port()

    def call_in_plain(conversation: Conversation) -> None:
        conversation.accept()
        while True:
            request = conversation.receive_message()
            status = SUCCESS
            if request.command.CommandField == C_MOVE_RQ:
                status = 0xA801
                with socket.create_connection((LOCALHOST, port)) as back, suppress(ConnectionResetError):
                    back.sendall(associate_request())
                    assert back.recv(1) == b""
            conversation.respond(request, status)

    with scripted_peer(under_tls(python_context(hospital.server), call_in_plain)) as peer:
        lines, document = examine(peer.address, *known(hospital), "--port-scp", port, status=1)

    assert lines[0].startswith(
        f"FAILED at C-MOVE: 127.0.0.1 connected to our port {port}, and there was no association: the requestor does "
        "not speak TLS"
    )
    assert lines[2].endswith("(the PACS administrator)")
    assert document["verdict"]["code"] == "tls"


def test_the_server_has_a_wrong_port(dcmqrscp: Server) -> None:
    port = free_port()
    lines, document = examine(dcmqrscp.address, "-aet", "THIRD", "--port-scp", port, *KEY, status=1)

    assert lines[:3] == [
        f"FAILED at return path: nothing ever connected to our port {port}: C-MOVE ended with A702 Refused: Out of "
        "resources, unable to perform sub-operations",
        "  likely cause: the server's entry for 'THIRD' has another address or port; or a firewall between",
        f"  what to do: ask the PACS administrator to compare the server's entry with 'THIRD' with address 127.0.0.1 "
        f"and port {port}, and the network administrator whether the server may connect there (the PACS administrator)",
    ]
    assert whats(document) == "nothing ever connected"
    assert document["error"]["kind"] == "partial"


def test_the_server_has_another_address(strict_orthanc: Orthanc, move_ports: dict[str, int]) -> None:
    """As where an address is translated between: the entry's is not the one that we listen on."""
    port = move_ports["SCU"]
    words = ["-aet", "NATTED", "--port-scp", port, "--bind", LOCALHOST]
    lines, document = examine(strict_orthanc.address, *words, *KEY, status=1)

    assert lines[0].startswith(
        f"FAILED at return path: nothing ever connected to our port {port}: C-MOVE ended with C000"
    )
    assert "the server's entry for 'NATTED' has another address or port" in lines[1]
    assert f"compare the server's entry with 'NATTED' with address 127.0.0.1 and port {port}" in lines[2]
    assert whats(document) == "nothing ever connected"


def test_a_wrong_bind(strict_orthanc: Orthanc, move_ports: dict[str, int]) -> None:
    port = move_ports["SCU"]
    words = ["--port-scp", port, "--bind", "127.0.0.2"]
    lines, document = examine(strict_orthanc.address, *words, *KEY, status=1)

    assert lines[0].startswith(f"FAILED at return path: nothing ever connected to our port {port}")
    assert lines[1].startswith("  likely cause: we listen on 127.0.0.2 alone, and the server sees us at 127.0.0.1; or ")
    assert lines[2].startswith("  what to do: leave --bind out; else ")
    assert lines[2].endswith("(you)")
    assert outcomes(document)["own address"] == "warning"


def test_a_bind_that_suits_the_server_works(strict_orthanc: Orthanc, move_ports: dict[str, int]) -> None:
    words = ["-aet", "NATTED", "--port-scp", move_ports["SCU"], "--bind", "127.0.0.2"]
    lines, document = examine(strict_orthanc.address, *words, *KEY, status=0)

    assert lines[0] == (
        "It works, with a warning at own address: we listen on 127.0.0.2 alone, and the server sees us at 127.0.0.1"
    )
    assert whats(document) == "stored"


def test_a_port_in_use(dcmqrscp: Server) -> None:
    with socket.create_server((LOCALHOST, 0)) as taken:
        port = taken.getsockname()[1]
        lines, document = examine(dcmqrscp.address, "--port-scp", port, "--bind", LOCALHOST, *KEY, status=4)

    assert lines[:3] == [
        f"FAILED at listening: the storage SCP cannot listen on 127.0.0.1 port {port}: Address already in use",
        "  likely cause: another program, or another scu, listens there",
        "  what to do: give a free port with --port-scp; it has to be the one that the server has for our AE title "
        "(you)",
    ]
    assert (document["verdict"]["code"], document["error"]["kind"]) == ("EADDRINUSE", "listen")
    assert outcomes(document)["C-FIND"] == "ok"
    assert outcomes(document)["return path"] == "not tried"


def test_a_firewall_of_our_own(dcmqrscp: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    def drop(peer: Peer, proposals: object, network: object) -> None:
        raise TimedOut(f"{peer.host} port {peer.port} did not answer within 3 s")

    monkeypatch.setattr(return_path, "connect", drop)
    port = free_port()
    lines, document = examine(dcmqrscp.address, "--port-scp", port, status=4)

    assert lines[:3] == [
        f"FAILED at own address: our own address 127.0.0.1 port {port} cannot be connected to",
        "  likely cause: a firewall on this machine",
        f"  what to do: let it take connections to port {port} (you)",
    ]
    assert outcomes(document)["C-MOVE"] == "ok"


def test_nothing_matches_the_keys(dcmqrscp: Server, move_ports: dict[str, int]) -> None:
    words = ["--port-scp", move_ports["SCU"], "--move-test", "PatientID=NOBODY"]
    lines, document = examine(dcmqrscp.address, *words, status=1)

    assert lines[0].startswith("FAILED at return path: nothing at the server matches the keys of --move-test")
    assert lines[2].endswith("(you)")
    assert document["verdict"]["code"] == "no match"
    assert "NOBODY" not in str(document)


@pytest.fixture
def secure_orthanc(
    hospital: Hospital, archive: list[Made], move_ports: dict[str, int], tmp_path: Path
) -> Iterator[Orthanc]:
    with tls_orthanc(tmp_path / "tls", hospital, move_ports) as server:
        server.hold(archive)
        yield server


def test_the_return_path_under_tls(secure_orthanc: Orthanc, hospital: Hospital, move_ports: dict[str, int]) -> None:
    words = [*known(hospital), "--port-scp", move_ports["SCU"], *KEY]
    lines, document = examine(secure_orthanc.address, *words, status=0)

    assert lines[0].startswith("It works, with a warning at TLS: the server's certificate expires in")
    assert {name: it for name, it in outcomes(document).items() if it != "ok"} == {"TLS": "warning"}
    assert whats(document) == "stored"
