"""`scu doctor` at the association and after it: AE titles, services, C-ECHO and C-FIND."""

from __future__ import annotations

import socket

import pytest

from scu import latency
from scu.explanations import Who
from tests.peers import scripts
from tests.peers.command import run_here
from tests.peers.dcmtk import Server
from tests.peers.examined import answering, examine, outcomes, stage, strict_scp
from tests.peers.orthanc import Orthanc
from tests.peers.processes import LOCALHOST
from tests.peers.recording import recording_scp
from tests.peers.scripted import Conversation, scripted_peer
from tests.peers.scripts import C_FIND_RQ

pytestmark = pytest.mark.usefixtures("steady_times")

C_ECHO_RQ = 0x0030


def test_the_called_ae_title_is_not_theirs() -> None:
    with scripted_peer(scripts.reject(1, 1, 7)) as peer:
        lines, document = examine(peer.address, "-aec", "Pacs 1", status=3)

    assert lines[:3] == [
        f"FAILED at association: 127.0.0.1 port {peer.port} rejected the association permanently: "
        "called AE title not recognized",
        "  likely cause: the server does not go by the AE title that we called; capital letters and spaces count: we "
        "called 'Pacs 1' (6 characters, capital and small letters, a space); or another server listens on that port",
        "  what to do: ask the PACS administrator for the server's AE title, and give it with --call (you)",
    ]
    assert document["verdict"]["code"] == "rejected 1 1 7"
    assert document["error"]["kind"] == "rejected"
    assert outcomes(document)["plain"] == "ok"
    assert document["own_address"] == LOCALHOST


def test_our_ae_title_is_not_known() -> None:
    with strict_scp("PACS", known=["RESEARCH"]) as (address, _):
        lines, document = examine(address, "-aec", "PACS", "-aet", "research", status=3)

    assert lines[:3] == [
        f"FAILED at association: 127.0.0.1 port {address.rpartition(':')[2]} rejected the association permanently: "
        "calling AE title not recognized",
        "  likely cause: the server does not know our AE title; capital letters and spaces count: we are 'research' "
        "(8 characters, small letters); or it knows it with another address than the one that we come from",
        "  what to do: ask the PACS administrator to register 'research' with our address, or give a registered one "
        "with --aetitle (the PACS administrator)",
    ]
    assert document["verdict"]["code"] == "rejected 1 1 3"


def test_no_other_spelling_is_tried_unless_asked_to() -> None:
    with strict_scp("PACS") as (address, requests):
        done = run_here("doctor", address, "-aec", "pacs")

    assert done.returncode == 3
    assert {request.called_ae_title for request in requests} == {"pacs"}
    assert len(requests) == 1


def test_the_spelling_that_is_accepted() -> None:
    with strict_scp("PACS") as (address, _):
        lines, document = examine(address, "-aec", "pacs", "--try-variants", status=3)

    assert lines[0].endswith("called AE title not recognized")
    assert lines[1:3] == [
        "  likely cause: the server's AE title is 'PACS' (4 characters), which was tried and accepted, and not 'pacs' "
        "(4 characters, small letters)",
        "  what to do: give --call 'PACS' (you)",
    ]
    assert stage(document, "association")["details"] == {"tried": ["PACS"], "accepted": "PACS"}


def test_the_called_title_is_found_although_ours_is_not_known() -> None:
    with strict_scp("PACS", known=["OTHER"]) as (address, _):
        _, document = examine(address, "-aec", "pacs", "--try-variants", status=3)

    assert stage(document, "association")["details"]["accepted"] == "PACS"


def test_none_of_the_spellings_is_accepted() -> None:
    with strict_scp("SOMETHING-ELSE") as (address, requests):
        lines, document = examine(address, "-aec", "Pacs 1", "--try-variants", status=3)

    assert stage(document, "association")["details"] == {
        "tried": ["PACS 1", "pacs 1", "Pacs1", "ANY-SCP"],
        "accepted": None,
    }
    assert "tried at the server, and not accepted either: 'PACS 1', 'pacs 1', 'Pacs1', 'ANY-SCP'" in lines[3]
    assert {request.called_ae_title.strip() for request in requests} == {
        "Pacs 1",
        "PACS 1",
        "pacs 1",
        "Pacs1",
        "ANY-SCP",
    }


@pytest.mark.parametrize(("source", "reason", "code"), [(3, 2, "rejected 2 3 2"), (3, 1, "rejected 2 3 1")])
def test_a_busy_server(source: int, reason: int, code: str) -> None:
    with scripted_peer(scripts.reject(2, source, reason)) as peer:
        lines, document = examine(peer.address, "--try-variants", status=3)

    assert "rejected the association for now" in lines[0]
    assert lines[2].startswith("  what to do: try again later")
    assert document["verdict"]["code"] == code


def test_orthanc_with_a_check_of_ae_titles(strict_orthanc: Orthanc) -> None:
    lines, document = examine(LOCALHOST, strict_orthanc.port, "-aec", "PACS", status=3)

    assert lines[:3] == [
        f"FAILED at association: 127.0.0.1 port {strict_orthanc.port} rejected the association permanently: "
        "called AE title not recognized",
        "  likely cause: the server does not go by the AE title that we called; capital letters and spaces count: we "
        "called 'PACS' (4 characters); or another server listens on that port",
        "  what to do: ask the PACS administrator for the server's AE title, and give it with --call (you)",
    ]
    assert document["verdict"]["code"] == "rejected 1 1 7"


def test_nothing_is_accepted() -> None:
    with scripted_peer(scripts.accept_no_context) as peer:
        lines, document = examine(peer.address, status=3)

    assert lines[:3] == [
        "FAILED at services: ANY-SCP accepts the association and none of the services and objects",
        "  likely cause: the server lets 'SCU' in without any right, or is of another kind than meant",
        "  what to do: ask the PACS administrator which services 'SCU' may use (the PACS administrator)",
    ]
    assert (document["verdict"]["code"], document["error"]["kind"]) == ("context 3", "no_context")


def test_a_storage_server_has_a_warning_and_no_failure(storescp: Server) -> None:
    lines, document = examine(storescp.address, status=0)

    assert lines[:3] == [
        "It works, with a warning at services: the server does not accept C-FIND, C-MOVE or C-GET",
        "  likely cause: it is a server for other purposes, or does not allow this to our AE title",
        "  what to do: if it is needed, ask the PACS administrator to enable it for 'SCU' (the PACS administrator)",
    ]
    assert outcomes(document) == {
        "name": "ok",
        "TCP": "ok",
        "plain": "ok",
        "association": "ok",
        "services": "warning",
        "C-ECHO": "ok",
        "C-FIND": "not tried",
    }
    assert stage(document, "services")["details"]["services"] == ["C-ECHO"]
    assert "implicit" in stage(document, "services")["details"]["storage"]["CT"]


def test_services_of_the_worklist_server(worklist: Server) -> None:
    _, document = examine(worklist.address, status=0)

    assert stage(document, "services")["details"]["services"] == ["C-ECHO", "modality worklist"]


def test_c_echo_fails() -> None:
    with scripted_peer(answering({C_ECHO_RQ: 0x0110})) as peer:
        lines, document = examine(peer.address, status=1)

    assert lines[:3] == [
        "FAILED at C-ECHO: the server answered C-ECHO with 0110 Processing Failure",
        "  likely cause: the server met an error of its own",
        "  what to do: ask the PACS administrator what the server's log says of this moment (the PACS administrator)",
    ]
    assert (document["verdict"]["code"], document["error"]["kind"]) == ("0110", "peer_failure")
    assert outcomes(document)["C-FIND"] == "ok"


def test_c_find_fails() -> None:
    with scripted_peer(answering({C_FIND_RQ: 0xC000})) as peer:
        lines, document = examine(peer.address, status=1)

    assert lines[0] == "FAILED at C-FIND: the server answered C-FIND with C000 Unable to Process"
    assert lines[1].startswith("  likely cause: the server met an error of its own, in its database for example")
    assert lines[2].endswith("what the server's log says of this moment (the PACS administrator)")
    assert document["verdict"]["code"] == "C000"
    assert stage(document, "C-FIND")["details"]["status"] == "C000"


def test_the_query_matches_nothing_and_holds_no_patient() -> None:
    with recording_scp() as server:
        examine(server.address, status=0)

    for asked in server.asked:
        assert asked.identifier.QueryRetrieveLevel == "STUDY"
        assert asked.identifier.StudyInstanceUID.startswith("2.25.")
        assert asked.identifier.get("PatientID", "") == ""
        assert "PatientName" not in asked.identifier
    assert len({asked.identifier.StudyInstanceUID for asked in server.asked}) == 2


def test_a_server_that_does_not_look_at_the_query() -> None:
    with recording_scp() as server:
        server.matches = [scripts.a_match()]
        lines, document = examine(server.address, status=0)

    assert lines[0] == "It works, with a warning at C-FIND: the server found something where nothing can be found"
    assert lines[2].endswith("(you)")
    assert stage(document, "C-FIND")["outcome"] == "warning"
    assert "Doe" not in str(document)


def test_an_association_that_is_lost_at_c_echo_does_not_end_the_examination() -> None:
    def abort(conversation: Conversation) -> None:
        conversation.accept()
        request = conversation.receive_message()
        if request.command.CommandField == C_ECHO_RQ:
            conversation.abort(0, 0)
        else:
            conversation.respond(request, 0)
            conversation.end()

    with scripted_peer(abort) as peer:
        lines, document = examine(peer.address, status=3)

    assert lines[0].startswith("FAILED at C-ECHO: the peer aborted the association")
    assert document["verdict"]["code"] == "abort 0 0"
    assert outcomes(document)["C-FIND"] == "ok"


def test_delayed_acknowledgements_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    delayed = latency.Latency(latency.Pace.DELAYED_ACK, "answers take 41 ms", "Nagle", "switch it off", Who.PACS_ADMIN)
    judged: list[tuple[float, list[float]]] = []

    def judge(connect: float, answers: list[float]) -> latency.Latency:
        judged.append((connect, answers))
        return delayed

    monkeypatch.setattr(latency, "judge", judge)

    with scripted_peer(scripts.succeed) as peer:
        lines, document = examine(peer.address, status=0)

    assert lines[:3] == [
        "It works, with a warning at C-ECHO: answers take 41 ms",
        "  likely cause: Nagle",
        "  what to do: switch it off (the PACS administrator)",
    ]
    details = stage(document, "C-ECHO")["details"]
    assert (details["pace"], details["connect"]) == ("delayed acknowledgement", round(judged[1][0], 6))
    assert details["seconds"] == sorted(round(each, 6) for each in judged[1][1])
    assert len(details["seconds"]) == 5


def test_a_server_that_turns_down_the_association_with_everything() -> None:
    def turn_down_what_is_long(conversation: Conversation) -> None:
        header = conversation.socket.recv(6, socket.MSG_PEEK | socket.MSG_WAITALL)
        if int.from_bytes(header[2:], "big") > 4000:
            conversation.reject(2, 3, 2)
        else:
            scripts.succeed(conversation)

    with scripted_peer(turn_down_what_is_long) as peer:
        lines, document = examine(peer.address, status=0)

    assert lines[0].startswith("It works, with a warning at services: 127.0.0.1 port ")
    assert document["verdict"]["code"] == "rejected 2 3 2"
    assert outcomes(document)["C-FIND"] == "ok"


def test_repeat_says_how_many_echoes() -> None:
    with recording_scp() as server:
        document = examine(server.address, "--repeat", 9, status=0)[1]

    assert server.echoes == 18  # of two runs
    assert len(stage(document, "C-ECHO")["details"]["seconds"]) == 9
