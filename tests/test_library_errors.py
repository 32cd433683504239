"""scu as a library: every kind of error once, and that a program gets no other."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest
from pynetdicom.pdu_primitives import UserIdentityNegotiation

import scu
from scu.dimse.identity import IdentityType
from tests.peers import scripts, secure
from tests.peers.instances import make_instances
from tests.peers.processes import LOCALHOST, free_port
from tests.peers.recording import DEFAULT_CONTEXTS, Recorder, failing, recording_scp
from tests.peers.scripted import Conversation, Script, scripted_peer
from tests.peers.tls import Hospital


@pytest.fixture(autouse=True)
def no_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCU_CONFIG", "")


def test_a_host_that_has_no_address() -> None:
    with pytest.raises(scu.Unresolved), scu.connect("nowhere.invalid:104"):
        pass


def test_a_port_that_nobody_listens_on() -> None:
    with pytest.raises(scu.Refused) as raised, scu.connect(f"{LOCALHOST}:{free_port()}"):
        pass

    assert raised.value.kind == "refused"
    assert raised.value.exit_status is scu.errors.ExitStatus.NO_ASSOCIATION
    assert raised.value.cause and raised.value.remedy
    assert isinstance(raised.value, scu.AssociationError)


@pytest.mark.parametrize(
    ("script", "error"),
    [
        (scripts.say_nothing, scu.TimedOut),
        (scripts.reject(1, 1, 7), scu.Rejected),
        (scripts.abort_instead_of_accepting(2, 0), scu.Aborted),
        (scripts.close_at_once, scu.Aborted),
        (scripts.say(b"HTTP/1.1 400 Bad Request\r\n\r\n"), scu.Aborted),
    ],
)
def test_no_association(script: Script, error: type[scu.ScuError]) -> None:
    with (
        scripted_peer(script) as server,
        pytest.raises(error),
        scu.connect(server.address, acse_timeout=0.3),
    ):
        pass


@pytest.mark.parametrize(
    ("script", "error"),
    [
        (scripts.say_nothing_after_accepting, scu.TimedOut),
        (scripts.abort_at_the_request(0, 0), scu.Aborted),
        (scripts.close_at_the_request, scu.Aborted),
        (scripts.respond_to_another_message, scu.Aborted),
        (scripts.accept_no_context, scu.NoContext),
    ],
)
def test_an_association_that_is_lost(script: Script, error: type[scu.ScuError]) -> None:
    with scripted_peer(script) as server:
        peer = scu.connect(server.address, dimse_timeout=0.3, acse_timeout=0.3)
        with pytest.raises(error):
            list(peer.find("STUDY"))
        with pytest.raises(error):
            peer.echo()
        peer.close()


def test_the_total_time() -> None:
    with scripted_peer(scripts.ignore_every_request) as server, pytest.raises(scu.TimedOut, match="total time"):
        scu.connect(server.address, total_timeout=0.3).echo()


def test_a_server_that_fails(tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path)
    with recording_scp(Recorder(status=failing(0x0110, "out of order"))) as server, scu.connect(server.address) as peer:
        for ask in (
            peer.echo,
            lambda: list(peer.find("STUDY")),
            lambda: peer.get(keys={"StudyInstanceUID": "1.2"}).finish(),
            lambda: peer.store(made.path).raise_for_status(),
        ):
            with pytest.raises(scu.PeerFailure, match="0110 Processing"):
                ask()
        with pytest.raises(scu.PeerFailure) as raised:
            peer.echo()

    assert raised.value.comment == "out of order"
    assert raised.value.cause and raised.value.remedy


def test_a_find_that_the_server_cuts_off_is_partial_after_its_matches() -> None:
    recorder = Recorder(status=0xFE00, matches=[scripts.a_match(), scripts.a_match()])
    found = []
    with recording_scp(recorder) as server, scu.connect(server.address) as peer, pytest.raises(scu.Partial):
        for match in peer.find("STUDY"):
            found.append(match)

    assert len(found) == 2


def test_a_server_that_does_not_find() -> None:
    contexts = [it for it in DEFAULT_CONTEXTS if "FIND" not in getattr(it.abstract_syntax, "name", "")]
    with recording_scp(contexts=contexts) as server, scu.connect(server.address) as peer:
        with pytest.raises(scu.NoContext):
            list(peer.find("STUDY"))
        assert peer.echo().status.ok

    assert len(server.requests) == 1


def test_a_server_that_does_not_store_such_objects(tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path)
    contexts = [it for it in DEFAULT_CONTEXTS if it.abstract_syntax != made.sop_class]
    with recording_scp(contexts=contexts) as server, scu.connect(server.address) as peer:
        transfer = peer.store(made.path)
        (result,) = transfer
        assert result.status is None
        with pytest.raises(scu.NoContext, match="accepts none of the objects"):
            transfer.raise_for_status()


def test_a_server_that_speaks_tls(dcmtk: object, hospital: Hospital, tmp_path: Path) -> None:
    stranger = scu.TLSSettings(trusted_files=(hospital.client.certificate,))
    known = scu.TLSSettings(
        key_file=hospital.client.key,
        certificate_file=hospital.client.certificate,
        trusted_files=(hospital.authority.certificate,),
    )
    with secure.storescp(tmp_path, hospital) as server:
        for tls in (None, stranger):
            with pytest.raises(scu.TLSFailure), scu.connect(server.address, tls=tls):
                pass
        with scu.connect(server.address, tls=known) as peer:
            assert peer.echo().status.ok
            assert peer.echo().status.ok


def test_a_folder_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(scu.FileProblem, match="cannot be used") as raised:
        scu.connect("localhost").get(keys={"StudyInstanceUID": "1.2"}, folder=tmp_path / "file")

    assert isinstance(raised.value, scu.LocalError)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"timeout": 0}, "timeout takes a number from 0.001"),
        ({"max_pdu": 100}, "max_pdu takes a whole number from 4096"),
        ({"associations": 0}, "associations takes a whole number from 1"),
        ({"port": 70000}, "port takes a whole number from 1 to 65535"),
        ({"aetitle": "A LONG WAY BEYOND 16"}, "aetitle is wrong"),
        ({"proxy": "ftp://proxy"}, "proxy takes http://host:port"),
        ({"ip_version": 5}, "ip_version is 4, 6, or 0"),
        ({"password": "secret"}, "a password goes with a user"),
        ({"config": "/nowhere/config.toml"}, "no configuration file"),
    ],
)
def test_how_it_cannot_connect(options: dict[str, object], message: str) -> None:
    connect: object = scu.connect
    assert callable(connect)
    with pytest.raises((scu.UsageError, scu.FileProblem), match=message) as raised:
        connect("localhost", **options)

    assert "secret" not in str(raised.value)


@pytest.mark.parametrize("address", ["", "AET@", "host:port", "a/b", "AN AE TITLE TOO LONG@host"])
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(scu.UsageError):
        scu.connect(address)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"level": "NOTHING"}, "'NOTHING' is no query level"),
        ({"model": "nothing"}, "'nothing' is no query model"),
        ({"keys": {"PatientNam": "A"}}, "PatientNam"),
        ({"keys": {"PatientName": b"A"}}, "PatientName cannot have a value of type bytes"),
        ({"keys": "PatientName=A", "level": "SERIES", "model": "psonly"}, "no SERIES level"),
        ({"charset": "ASCII"}, "'ASCII' is no Specific Character Set"),
        ({"limit": 0}, "limit is a number from 1"),
    ],
)
def test_what_cannot_be_asked_is_refused_at_once(arguments: dict[str, object], message: str) -> None:
    find: object = scu.connect("localhost").find
    assert callable(find)
    with pytest.raises(scu.UsageError, match=message):
        find(**arguments)


def test_a_retrieve_of_everything_is_refused() -> None:
    with pytest.raises(scu.UsageError, match="needs StudyInstanceUID"):
        scu.connect("localhost").get("STUDY", {"StudyInstanceUID": ""})


def test_who_the_user_is() -> None:
    with recording_scp() as server:
        with scu.connect(server.address, user="jane", password="secret"):
            pass
        with scu.connect(server.address, user="jane"):
            pass
        token = scu.UserIdentity(IdentityType.JWT, b"a.b.c")
        with scu.connect(server.address, identity=token):
            pass

    identities = [
        item
        for request in server.requests
        for item in request.user_information
        if isinstance(item, UserIdentityNegotiation)
    ]
    assert [(it.user_identity_type, it.primary_field, it.secondary_field or None) for it in identities] == [
        (2, b"jane", b"secret"),
        (1, b"jane", None),
        (5, b"a.b.c", None),
    ]


def test_ctrl_c_is_a_keyboard_interrupt_and_aborts() -> None:
    """As in every Python program: nothing of ours handles signals."""
    script = """
        import signal, sys, scu
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
        with scu.connect(sys.argv[1], config="") as peer:
            print("asking", flush=True)
            try:
                for match in peer.find("STUDY"):
                    pass
            except KeyboardInterrupt:
                print("interrupted", flush=True)
            peer.echo()
            print(peer.echo().status.ok, flush=True)
    """
    asked = threading.Event()

    def hang_once(conversation: Conversation) -> None:
        conversation.accept()
        request = conversation.receive_message()
        if request.command.CommandField == scripts.C_FIND_RQ:
            asked.set()
            conversation.receive_pdu()
            return
        conversation.respond(request, scripts.SUCCESS)
        conversation.respond(conversation.receive_message(), scripts.SUCCESS)
        conversation.end()

    with scripted_peer(hang_once) as server:
        command = [sys.executable, "-c", textwrap.dedent(script), server.address]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as process:
            assert asked.wait(60)
            os.kill(process.pid, signal.SIGINT)
            said, wrong = process.communicate(timeout=60)

    assert said.split() == ["asking", "interrupted", "True"]
    assert wrong == ""
    first, _ = server.conversations
    assert first.pdu_types[-1] == 7  # A-ABORT
