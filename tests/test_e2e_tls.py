"""All five verbs over TLS, with DCMTK and Orthanc, and what happens under TLS when a peer or a person stops."""

from __future__ import annotations

import signal
import socket
import ssl
import struct
import subprocess
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from queue import Queue

import pytest
from pydicom.filereader import dcmread
from pydicom.uid import generate_uid

from scu.dimse.tls.failures import Side
from scu.dimse.tls.handshake import wrap_client
from scu.dimse.tls.settings import client_context
from scu.dimse.tls.wire import TLSWire
from scu.errors import Aborted
from tests.peers import scripts, secure
from tests.peers.command import ask, error_here, run_here, started
from tests.peers.dcmtk import Server
from tests.peers.instances import Attributes, make_instances
from tests.peers.orthanc import Orthanc
from tests.peers.processes import free_port
from tests.peers.scripted import (
    A_ABORT_TYPE,
    A_RELEASE_RQ_TYPE,
    PATIENCE,
    Closed,
    Conversation,
    Script,
    scripted_peer,
)
from tests.peers.scripts import C_CANCEL_RQ
from tests.peers.sender import store_request
from tests.peers.storing import by_uid, counts, data_sets, summary
from tests.peers.tls import Hospital, connect, listening, python_context, secured
from tests.peers.verbs import SECONDS, arguments

LARGE = 20 * 1024 * 1024


@pytest.fixture(scope="module")
def context(hospital: Hospital) -> ssl.SSLContext:
    """Of a server that wants a certificate of ours."""
    return python_context(hospital.server, trusted=hospital.authority.certificate)


@pytest.fixture(scope="module")
def server(dcmtk: object, hospital: Hospital, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """DCMTK's storage server, which writes the bytes that it gets."""
    with secure.storescp(tmp_path_factory.mktemp("storescp"), hospital, "+B") as server:
        yield server


@pytest.fixture(scope="module")
def move_port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def tls_orthanc(hospital: Hospital, move_port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Orthanc]:
    with secure.tls_orthanc(tmp_path_factory.mktemp("orthanc"), hospital, {"SCU": move_port}) as server:
        yield server


def test_dcmtk_is_there(server: Server, hospital: Hospital) -> None:
    answer = ask("echo", server.address, *secure.known(hospital))

    assert answer["ok"] is True


def test_dcmtk_stores_byte_by_byte(server: Server, hospital: Hospital, tmp_path: Path) -> None:
    made = [
        *make_instances(tmp_path / "small", 7),
        *make_instances(tmp_path / "large", 1, Attributes(size=LARGE)),
    ]

    answer = ask(*("store", server.address, *secure.known(hospital), "-r", tmp_path / "small", tmp_path / "large"))

    assert counts(answer) == summary(8, stored=8)
    sent = data_sets([one.path for one in made])
    found = data_sets(server.files())
    assert {uid: found[uid] for uid in sent} == sent


def test_a_thousand_small_objects(server: Server, hospital: Hospital, tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path / "in", 1, Attributes(size=64))
    content = made.path.read_bytes()
    other = 2000 if made.uid[-4] == "1" else 1000  # a UID that is there twice is sent once
    for number in range(1000):
        uid = made.uid[:-4] + str(other + number)
        (tmp_path / "in" / f"{number}.dcm").write_bytes(content.replace(made.uid.encode(), uid.encode()))

    answer = ask("store", server.address, *secure.known(hospital), "-r", tmp_path / "in")

    assert counts(answer) == summary(1001, stored=1001)
    uids = {entry["sop_instance_uid"] for entry in answer["instances"]}
    assert len(uids) == 1001
    assert uids <= {path.name.partition(".")[2] for path in server.files()}


def test_orthanc_with_every_verb(tls_orthanc: Orthanc, hospital: Hospital, move_port: int, tmp_path: Path) -> None:
    """There and back: what is stored is found, and comes back whole by get and by move."""
    study = generate_uid()
    made = [
        *make_instances(tmp_path / "in", 5, Attributes(study=study)),
        *make_instances(tmp_path / "in", 1, Attributes(study=study, series_number=2, size=LARGE)),
    ]
    options = [tls_orthanc.address, *secure.known(hospital)]
    key = ["-k", f"StudyInstanceUID={study}"]

    assert ask("echo", *options)["ok"] is True
    assert counts(ask("store", *options, "-r", tmp_path / "in")) == summary(6, stored=6)
    found = ask("find", *options, "--series", *key)
    got = ask("get", *options, *key, "-o", tmp_path / "got")
    moved = ask("move", *options, *key, "-o", tmp_path / "moved", "--port-scp", move_port)

    assert len(found) == 2
    for answer, folder in ((got, "got"), (moved, "moved")):
        assert answer["summary"]["received"] == answer["summary"]["completed"] == 6
        back = by_uid([*(tmp_path / folder).glob("*.dcm")])
        assert {uid: dcmread(path) for uid, path in back.items()} == {one.uid: one.read() for one in made}


def finish(process: subprocess.Popen[str]) -> str:
    out, err = process.communicate(timeout=SECONDS)
    assert process.returncode == 130, out + err
    return out + err


@pytest.mark.parametrize("verb", ["find", "move", "get"])
def test_interrupt_cancels_and_then_releases(
    verb: str, context: ssl.SSLContext, hospital: Hospital, tmp_path: Path
) -> None:
    with (
        scripted_peer(secure.under_tls(context, scripts.stay_pending_until_cancelled)) as peer,
        started(verb, peer.address, *secure.known(hospital), *arguments(verb, tmp_path)) as process,
    ):
        peer.messages.get(timeout=SECONDS)
        process.send_signal(signal.SIGINT)
        finish(process)

    assert [message.command.CommandField for message in peer.conversation.received][1:] == [C_CANCEL_RQ]
    assert peer.conversation.pdu_types[-1] == A_RELEASE_RQ_TYPE


def test_a_second_interrupt_aborts(context: ssl.SSLContext, hospital: Hospital) -> None:
    with (
        scripted_peer(secure.under_tls(context, scripts.ignore_every_request)) as peer,
        started("find", peer.address, *secure.known(hospital)) as process,
    ):
        peer.messages.get(timeout=SECONDS)
        process.send_signal(signal.SIGINT)
        assert peer.messages.get(timeout=SECONDS).command.CommandField == C_CANCEL_RQ
        process.send_signal(signal.SIGINT)
        finish(process)

    assert peer.conversation.pdu_types[-1] == A_ABORT_TYPE


@pytest.mark.parametrize("verb", ["echo", "find", "get"])
def test_silence_has_its_limit(verb: str, context: ssl.SSLContext, hospital: Hospital, tmp_path: Path) -> None:
    with scripted_peer(secure.under_tls(context, scripts.ignore_every_request)) as peer:
        error = error_here(
            verb, peer.address, *secure.known(hospital), *arguments(verb, tmp_path), "-td", 0.3, kind="timeout"
        )

    assert "0.3 s" in error["message"]
    assert peer.conversation.pdu_types[-1] == A_ABORT_TYPE


def test_a_peer_that_takes_nothing_more(context: ssl.SSLContext, hospital: Hospital, tmp_path: Path) -> None:
    """The write that never ends is given up, and the abort that cannot be written is not waited for."""
    made = make_instances(tmp_path, 1, Attributes(size=LARGE))
    over = threading.Event()

    def hang(conversation: Conversation) -> None:
        conversation.accept()
        over.wait(PATIENCE)

    with scripted_peer(secure.under_tls(context, hang)) as peer:
        error_here("store", peer.address, *secure.known(hospital), made[0].path, "-td", 0.3, kind="timeout")
        over.set()


def test_a_server_that_never_shakes_hands(hospital: Hospital) -> None:
    with scripted_peer(lambda conversation: conversation.wait_until_closed()) as peer:
        error = error_here("echo", peer.address, *secure.known(hospital), "-ta", 0.3, kind="timeout")

    assert "no TLS handshake with the server within 0.3 s" in error["message"]


def die_by_reset(conversation: Conversation) -> None:
    conversation.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    conversation.socket.close()


def die_without_a_word(conversation: Conversation) -> None:
    # Python's own shutdown of a TLS socket says no more than the kernel does when a process ends.
    conversation.socket.shutdown(socket.SHUT_RDWR)


DEATHS: list[Script] = [die_by_reset, die_without_a_word]


@pytest.mark.parametrize("die", DEATHS)
def test_a_peer_that_dies_while_it_is_sent_an_object(
    die: Script, context: ssl.SSLContext, hospital: Hospital, tmp_path: Path
) -> None:
    made = make_instances(tmp_path, 1, Attributes(size=LARGE))

    def take_a_little(conversation: Conversation) -> None:
        conversation.accept()
        for _ in range(10):
            conversation.receive_pdu()
        die(conversation)

    with scripted_peer(secure.under_tls(context, take_a_little)) as peer:
        error = error_here("store", peer.address, *secure.known(hospital), made[0].path, kind="aborted")

    assert "the connection" in error["message"]


@pytest.mark.parametrize("die", DEATHS)
def test_a_peer_that_dies_while_it_sends_an_object(
    die: Script, context: ssl.SSLContext, hospital: Hospital, tmp_path: Path
) -> None:
    (made,) = make_instances(tmp_path / "in", 1, Attributes(size=2_000_000))

    def send_half(conversation: Conversation) -> None:
        request = conversation.accept()
        conversation.receive_message()
        contexts = request.presentation_context_definition_list
        context_id = next(it.context_id for it in contexts if it.abstract_syntax == made.sop_class)
        pdus = list(store_request(made, context_id or 0))
        conversation.send(b"".join(pdus[: len(pdus) // 2]))
        with suppress(Closed, ConnectionError):
            die(conversation)

    with scripted_peer(secure.under_tls(context, send_half)) as peer:
        error_here(
            *("get", peer.address, *secure.known(hospital), "-k", "StudyInstanceUID=1.2", "--no-find"),
            *("-o", tmp_path / "out"),
            kind="aborted",
        )

    assert list((tmp_path / "out").iterdir()) == []


def test_the_end_is_told_apart_from_a_cut(context: ssl.SSLContext, hospital: Hospital) -> None:
    """After a release and after an abort there is a close_notify: a server that insists on it sees no attack."""
    ends: Queue[bytes] = Queue()

    def listen_to_the_end(conversation: Conversation) -> None:
        conversation.accept()
        conversation.respond(conversation.receive_message(), 0)
        with suppress(Closed):
            conversation.receive_message()
        ends.put(conversation.socket.recv(1))  # an error, where there is no close_notify

    for option in ([], ["--abort"]):
        with scripted_peer(secure.under_tls(context, listen_to_the_end)) as peer:
            assert run_here("echo", peer.address, *secure.known(hospital), *option).returncode == 0
            assert ends.get(timeout=SECONDS) == b""


def test_a_wire_that_is_shut_by_another_thread_does_not_go_on_in_plain_text(hospital: Hospital) -> None:
    """What came before is still what the server said, and never its bytes on the wire."""
    settings = hospital.trusting
    with listening(secured(python_context(hospital.server))) as (port, _):
        sock = wrap_client(connect(port), client_context(settings), settings, timeout=SECONDS)
        wire = TLSWire(sock, 1024, settings, Side.CLIENT, total=None)
        assert wire.ready(SECONDS)
        wire.shut()
        with suppress(Aborted):
            assert bytes(wire.take(5)) == b"hello"
        with pytest.raises(Aborted):
            wire.send([b"nothing of this may leave"])
        wire.close()
