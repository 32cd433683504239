"""The storage SCP and what has no place there; an exhausted machine; and how long its port is open."""

from __future__ import annotations

import errno
import itertools
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydicom.uid import CTImageStorage

from scu.dimse import acceptor, command, contexts
from scu.dimse.contexts import Proposal
from scu.dimse.storage_scp import StorageSCP
from scu.errors import Aborted
from tests.peers.command import run_here, started
from tests.peers.listening import is_closed, is_hung_up_on, storage_scp, waiting
from tests.peers.ours import associate, echo
from tests.peers.processes import free_port
from tests.peers.scripted import Conversation, scripted_peer
from tests.peers.scripts import SUCCESS

CT = Proposal(CTImageStorage, (contexts.IMPLICIT_LE,))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def scp(folder: Path) -> Iterator[StorageSCP]:
    with storage_scp(folder) as scp:
        yield scp


@pytest.mark.parametrize("field", [0x0020, 0x0021, 0x0010, 0x0130, 0x0100, 0x8001, 0x0FFF])
def test_other_requests_on_a_storage_context_are_not_taken(field: int, scp: StorageSCP) -> None:
    with pytest.raises(Aborted), associate(scp.port, proposals=[CT]) as association:
        request = command.encode(
            {
                command.AFFECTED_SOP_CLASS_UID: CT.abstract_syntax,
                command.COMMAND_FIELD: field,
                command.MESSAGE_ID: 1,
                command.COMMAND_DATA_SET_TYPE: command.NO_DATA_SET,
            }
        )
        association.send(1, request)
        association.receive()
    assert waiting(lambda: scp.refusals.total == 1)
    assert f"a storage SCP takes no message of type {field:04X}" in scp.refused[0]


def test_nothing_is_stored_by_verification(scp: StorageSCP, folder: Path) -> None:
    with associate(scp.port) as association:
        association.send(1, command.c_store_rq(1, contexts.VERIFICATION, "1.2.3"), b"data")
        assert association.receive()[1].number(command.STATUS) == 0x0122
    assert os.listdir(folder) == []


def test_a_context_that_was_refused_is_of_no_use(scp: StorageSCP, folder: Path) -> None:
    find = Proposal("1.2.840.10008.5.1.4.1.2.2.1", (contexts.IMPLICIT_LE,))
    with pytest.raises(Aborted), associate(scp.port, proposals=[find, CT]) as association:
        assert [context.result for context in association.contexts.values()] == [3, 0]
        association.send(1, command.c_store_rq(1, CT.abstract_syntax, "1.2.3"), b"data")
        association.receive()
    assert os.listdir(folder) == []


def test_it_waits_when_there_are_no_descriptors(scp: StorageSCP, monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[float] = []
    enough = threading.Event()
    really = socket.socket.accept

    def accept(listener: socket.socket) -> tuple[socket.socket, object]:
        tries.append(time.monotonic())
        if len(tries) <= 3:
            raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))
        enough.set()
        return really(listener)

    monkeypatch.setattr(acceptor, "_RELIEF", 100)
    monkeypatch.setattr(socket.socket, "accept", accept)
    echo(scp.port)
    assert enough.is_set()
    assert all(later - earlier >= 0.09 for earlier, later in itertools.pairwise(tries))


def test_a_connection_that_cannot_be_kept_is_closed(scp: StorageSCP, monkeypatch: pytest.MonkeyPatch) -> None:
    def dup(sock: socket.socket) -> socket.socket:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    descriptors = len(os.listdir("/proc/self/fd"))
    with monkeypatch.context() as short:
        short.setattr(socket.socket, "dup", dup)
        assert is_hung_up_on(scp.port)
    assert waiting(lambda: scp.refusals.total == 1)
    assert scp.refusals.kinds[0].reason == "[Errno 24] Too many open files"
    assert len(os.listdir("/proc/self/fd")) == descriptors
    echo(scp.port)
    assert waiting(lambda: not scp._sockets)


@pytest.mark.parametrize("ends", ["well", "failed", "lost"])
def test_the_port_is_open_while_the_move_runs_and_no_longer(ends: str, tmp_path: Path) -> None:
    port = free_port()
    found: list[bool] = []

    def answer(conversation: Conversation) -> None:
        conversation.accept()
        request = conversation.receive_message()
        found.append(is_closed(port))
        if ends != "lost":
            conversation.respond(request, SUCCESS if ends == "well" else 0xA702)
            conversation.end()

    assert is_closed(port)
    with scripted_peer(answer) as peer:
        words = ("--port-scp", port, "-o", tmp_path / "out", "-k", "StudyInstanceUID=1")
        done = run_here("move", peer.address, *words)
    assert done.returncode == {"well": 0, "failed": 1, "lost": 3}[ends]
    assert found == [False]
    assert is_closed(port)


def test_the_port_is_closed_after_ctrl_c(tmp_path: Path) -> None:
    port = free_port()
    words = ("--port-scp", port, "-o", tmp_path / "out", "-k", "StudyInstanceUID=1")

    def answer(conversation: Conversation) -> None:
        conversation.accept()
        conversation.receive_message()
        conversation.wait_until_closed()

    with scripted_peer(answer) as peer, started("move", peer.address, *words) as process:
        peer.messages.get(timeout=30)
        with socket.create_connection(("127.0.0.1", port), 10):  # and stays
            for _ in range(2):
                process.send_signal(signal.SIGINT)
            process.communicate(timeout=30)
            assert process.returncode == 130
            assert is_closed(port)
