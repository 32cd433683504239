"""`scu doctor --move-test`: what a server makes of the way back that goes wrong, or stranger."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydicom.uid import CTImageStorage
from pynetdicom import AE
from pynetdicom.presentation import PresentationContext, build_context

from tests.peers.examined import Ending, examine, holding, whats
from tests.peers.instances import Made, make_instances
from tests.peers.moving import completed, store
from tests.peers.processes import LOCALHOST, free_port
from tests.peers.scripted import Message, scripted_peer
from tests.peers.scripts import SUCCESS
from tests.peers.sender import associated, store_request
from tests.peers.tls import Hospital
from tests.peers.verbs import SECONDS

pytestmark = pytest.mark.usefixtures("steady_times")

OUT_OF_RESOURCES, SOME_FAILED = 0xA702, 0xB000


@pytest.fixture
def made(tmp_path: Path) -> Made:
    (only,) = make_instances(tmp_path / "theirs")
    return only


def moved(made: Made, on_move: Callable[[Message], Ending], port: int) -> tuple[list[str], dict[str, Any]]:
    with scripted_peer(holding(made, on_move)) as peer:
        return examine(peer.address, "--port-scp", port, "--move-test", f"StudyInstanceUID={made.study}", status=1)


def test_another_ae_title_at_our_port(made: Made) -> None:
    port = free_port()

    def call_us_otherwise(request: Message) -> Ending:
        assert not AE("PACS").associate(LOCALHOST, port, [_ct()], ae_title="SCU1").is_established
        return OUT_OF_RESOURCES, completed(0, failed=1)

    lines, document = moved(made, call_us_otherwise, port)

    assert lines[:3] == [
        f"FAILED at return path: 127.0.0.1 connected to our port {port}, and was rejected: it called 'SCU1', and we "
        "are 'SCU'",
        "  likely cause: the server's entry that 'SCU' leads to has the AE title 'SCU1'",
        f"  what to do: ask the PACS administrator to register 'SCU' with address 127.0.0.1 and port {port}, or be "
        "what it calls with --aetitle 'SCU1' (the PACS administrator)",
    ]
    assert whats(document) == "connected but rejected"
    assert document["verdict"]["code"] == "rejected 1 1 7"


def _ct() -> PresentationContext:
    return build_context(CTImageStorage)


def test_tls_at_a_plain_port(made: Made, hospital: Hospital) -> None:
    port = free_port()

    def speak_tls(request: Message) -> Ending:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        with socket.create_connection((LOCALHOST, port)) as plain, pytest.raises(OSError):
            context.wrap_socket(plain)
        return OUT_OF_RESOURCES, completed(0, failed=1)

    lines, document = moved(made, speak_tls, port)

    assert lines[:3] == [
        f"FAILED at return path: 127.0.0.1 connected to our port {port}, and there was no association: the requestor "
        "speaks TLS, and we do not",
        "  likely cause: its entry for our AE title and port says TLS",
        "  what to do: give --enable-tls KEY CERT; or the administrator of the system that connects must switch off "
        "TLS there for our port (the PACS administrator)",
    ]
    assert (whats(document), document["verdict"]["code"]) == ("connected but rejected", "tls")


def test_an_object_that_breaks_off(made: Made) -> None:
    port = free_port()

    def cut_off(request: Message) -> Ending:
        with associated(port, made) as sender:
            pdus = b"".join(store_request(made, 1))
            sender.send(pdus[: len(pdus) // 2])
        return SOME_FAILED, completed(0, failed=1)

    lines, document = moved(made, cut_off, port)

    assert lines[0].startswith("FAILED at return path: 'SENDER' at 127.0.0.1 began to send, and it broke off: ")
    assert lines[1] == "  likely cause: it ended or crashed, or something between closed the connection"
    assert lines[2] == (
        "  what to do: ask the PACS administrator: the server's log of this moment says why (the PACS administrator)"
    )
    assert whats(document) == "stored with errors"


def test_an_object_that_is_refused(made: Made) -> None:
    port = free_port()

    def send_garbage(request: Message) -> Ending:
        with associated(port, made) as sender:
            sender.send(b"".join(store_request(made, 1, AffectedSOPInstanceUID="no/uid")))
            assert sender.receive_message().command.Status == 0x0117
        return SOME_FAILED, completed(0, failed=1)

    lines, document = moved(made, send_garbage, port)

    assert lines[0].startswith(
        "FAILED at return path: 'SENDER' at 127.0.0.1 sent an object that could not be taken: 0117 "
    )
    assert lines[1].startswith("  likely cause: the object or its request breaks the rules of DICOM")
    assert lines[2].endswith("(the PACS administrator)")
    assert (whats(document), document["verdict"]["code"]) == ("stored with errors", "0117")


def test_an_association_and_no_object(made: Made) -> None:
    port = free_port()

    def only_associate(request: Message) -> Ending:
        association = AE("PACS").associate(LOCALHOST, port, [_ct()], ae_title="SCU")
        assert association.is_established
        association.release()
        return OUT_OF_RESOURCES, completed(0, failed=1)

    lines, document = moved(made, only_associate, port)

    assert lines[0].startswith(
        "FAILED at return path: 'PACS' at 127.0.0.1 associated with us and sent nothing: C-MOVE ended with A702"
    )
    assert lines[1] == "  likely cause: it did not propose what the object is of, or cannot read the object"
    assert whats(document) == "associated, nothing sent"


def test_an_object_that_comes_back_although_the_move_failed(made: Made) -> None:
    port = free_port()

    def send_and_fail(request: Message) -> Ending:
        assert store(port, [made]) == [SUCCESS]
        return SOME_FAILED, completed(0, failed=1)

    with scripted_peer(holding(made, send_and_fail)) as peer:
        words = ["-aet", "US", "--port-scp", port, "--move-test", f"StudyInstanceUID={made.study}"]
        lines, document = examine(peer.address, *words, status=0)

    assert lines[0].startswith(
        "It works, with a warning at return path: the object came back, and yet C-MOVE ended with"
    )
    assert whats(document) == "stored"


def test_a_server_that_never_answers_the_move(made: Made) -> None:
    over = threading.Event()

    def hang(request: Message) -> Ending:
        over.wait(SECONDS)
        return SUCCESS, {}

    port = free_port()
    with scripted_peer(holding(made, hang)) as peer:
        words = ["--port-scp", port, "--move-test", f"StudyInstanceUID={made.study}", "-td", 0.5, "-ta", 1]
        lines, document = examine(peer.address, *words, status=1)
        over.set()

    assert lines[0] == (
        f"FAILED at return path: nothing ever connected to our port {port}: no answer within 0.5 s while waiting for "
        "the answer to C-MOVE"
    )
    assert lines[1].startswith("  likely cause: a firewall between drops its packets")
    assert document["verdict"]["code"] == "timeout"
