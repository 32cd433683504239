"""scu echo against servers that no one here wrote, and against peers that write down what they got."""

from __future__ import annotations

import socket

import pytest

from scu.cli import run
from tests.peers.command import ask, run_scu
from tests.peers.dcmtk import Server
from tests.peers.orthanc import Orthanc
from tests.peers.recording import AE_TITLE, Recorder, failing, recording_scp
from tests.peers.scripted import A_RELEASE_RQ_TYPE, scripted_peer
from tests.peers.scripts import succeed


def test_storescp_answers(storescp: Server) -> None:
    answer = ask("echo", storescp.address)

    assert answer["command"] == "echo"
    assert answer["ok"] is True
    assert answer["status"] == "0000"
    assert answer["meaning"] == "Success"
    assert answer["error_comment"] is None
    assert answer["peer"] == {
        "host": "127.0.0.1",
        "port": storescp.port,
        "called_ae_title": "STORESCP",
        "calling_ae_title": "SCU",
    }
    assert 0 < answer["seconds"]["connect"] <= answer["seconds"]["total"]
    assert 0 < answer["seconds"]["associate"] <= answer["seconds"]["total"]
    assert "summary" not in answer
    assert "instances" not in answer


def test_dcmqrscp_answers_and_says_what_it_is(dcmqrscp: Server) -> None:
    assert ask("echo", dcmqrscp.address)["ok"] is True

    done = run_scu("echo", dcmqrscp.address)
    assert done.returncode == 0
    assert "OFFIS_DCMTK_367" in done.stdout
    assert "1.2.276.0.7230010.3.0.3.6.7" in done.stdout


def test_orthanc_answers(orthanc: Orthanc) -> None:
    assert ask("echo", orthanc.address)["ok"] is True


def test_what_the_peer_got() -> None:
    with recording_scp() as recorder:
        ask("echo", "127.0.0.1", recorder.port, "-aec", "THEM", "--aetitle", "US", "-pdu", "65536")

    (request,) = recorder.requests
    assert request.calling_ae_title == "US"
    assert request.called_ae_title == "THEM"
    assert request.maximum_length_received == 65536
    assert request.implementation_class_uid
    assert [context.abstract_syntax for context in request.presentation_context_definition_list] == [
        "1.2.840.10008.1.1"
    ]
    assert (recorder.echoes, recorder.released, recorder.aborted) == (1, 1, 0)


@pytest.mark.parametrize(
    "spelling",
    [
        f"{AE_TITLE}@127.0.0.1:PORT",
        "127.0.0.1:PORT",
        "127.0.0.1 PORT",
        "localhost PORT",
        "127.0.0.1 -p PORT",
        "-H 127.0.0.1 -p PORT",
        "--hostname 127.0.0.1 --port PORT",
        "--hostname=127.0.0.1 --port=PORT",
    ],
)
def test_spellings_of_where_to(spelling: str) -> None:
    with recording_scp() as recorder:
        ask("echo", *spelling.replace("PORT", str(recorder.port)).split())

    (request,) = recorder.requests
    assert request.called_ae_title == (AE_TITLE if "@" in spelling else "ANY-SCP")
    assert request.calling_ae_title == "SCU"


def test_the_environment_says_where_to_and_as_whom() -> None:
    with recording_scp() as recorder:
        env = {
            "SCU_HOST": "127.0.0.1",
            "SCU_PORT": str(recorder.port),
            "SCU_AETITLE": "ENVIRON",
            "SCU_CALL": "CALLED",
        }
        ask("echo", env=env)
        ask("echo", "--aetitle", "OPTION", env=env)

    assert [request.calling_ae_title for request in recorder.requests] == ["ENVIRON", "OPTION"]
    assert {request.called_ae_title for request in recorder.requests} == {"CALLED"}


@pytest.mark.parametrize("host", ["[::1]:PORT", "PEER@[::1]:PORT", "::1 PORT"])
def test_ipv6(host: str) -> None:
    with scripted_peer(succeed, host="::1") as peer:
        ask("echo", *host.replace("PORT", str(peer.port)).split())

    assert peer.conversation.pdu_types == [1, 4, A_RELEASE_RQ_TYPE]


@pytest.mark.parametrize("listening", ["127.0.0.1", "::1"])
def test_every_address_of_a_host_is_tried(monkeypatch: pytest.MonkeyPatch, listening: str) -> None:
    def two_addresses(host: str, port: int, *_: object, **__: object) -> list[tuple[object, ...]]:
        assert host == "pacs.example.org"
        return [
            (socket.AF_INET6, socket.SOCK_STREAM, 0, "", ("::1", int(port), 0, 0)),
            (socket.AF_INET, socket.SOCK_STREAM, 0, "", ("127.0.0.1", int(port))),
        ]

    with scripted_peer(succeed, host=listening) as peer:
        monkeypatch.setattr(socket, "getaddrinfo", two_addresses)
        assert run(["echo", "pacs.example.org", str(peer.port)]) == 0

    assert peer.conversation.pdu_types == [1, 4, A_RELEASE_RQ_TYPE]


def test_repeat_echoes_on_one_association() -> None:
    with recording_scp() as recorder:
        ask("echo", recorder.address, "--repeat", 3)

    assert recorder.echoes == 3
    assert len(recorder.requests) == 1


def test_abort_instead_of_release() -> None:
    with recording_scp() as recorder:
        ask("echo", recorder.address, "--abort")

    assert (recorder.echoes, recorder.released, recorder.aborted) == (1, 0, 1)


def test_a_failing_status_is_shown_with_its_meaning_and_error_comment() -> None:
    with recording_scp(Recorder(status=failing(0x0122, "not [red]today[/red] {0} %s"))) as recorder:
        answer = ask("echo", recorder.address, status=1)
        done = run_scu("echo", recorder.address)

    assert answer["ok"] is False
    assert answer["status"] == "0122"
    assert answer["meaning"]
    assert answer["error_comment"] == "not [red]today[/red] {0} %s"
    assert done.returncode == 1
    assert "0122" in done.stdout + done.stderr
    assert "not [red]today[/red] {0} %s" in done.stdout + done.stderr


@pytest.mark.parametrize("output_format", ["table", "text"])
def test_a_person_sees_who_answered_and_how_fast(output_format: str) -> None:
    with recording_scp() as recorder:
        done = run_scu("echo", recorder.address, "--format", output_format)

    assert done.returncode == 0
    assert AE_TITLE in done.stdout
    assert str(recorder.port) in done.stdout
    assert "ms" in done.stdout
