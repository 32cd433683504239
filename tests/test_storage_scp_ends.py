"""How the storage SCP begins and ends: ports, what is still due, and clients that do not behave."""

from __future__ import annotations

import os
import socket
import struct
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from scu.dimse import command, contexts, pdu, services, storage_scp
from scu.dimse.negotiation import Request
from scu.dimse.network import Network
from scu.dimse.storage_scp import StorageSCP
from scu.errors import Aborted, ListenProblem, TimedOut
from scu.query import build
from scu.results import SUCCESS, Category, Instance, Outgoing, Peer, Retrieving, Status, SubOperations
from scu.storage.meta import examine
from scu.storage.receive import Receiver
from tests.peers import scripts
from tests.peers.instances import make_instances
from tests.peers.ours import HASTY, associate, associate_to_ask, echo, store
from tests.peers.scripted import Conversation, Script, scripted_peer

QUERY = build("move", None, None, [], check=False)
# Well below the seconds that are waited for what is due, and well above what this needs.
SOON = 3.0


@pytest.fixture
def receiver(tmp_path: Path) -> Receiver:
    return Receiver(tmp_path / "out")


@pytest.fixture
def scp(receiver: Receiver) -> Iterator[StorageSCP]:
    with StorageSCP(0, "ANY", receiver, bind="127.0.0.1") as scp:
        yield scp


@pytest.fixture
def outgoing(tmp_path: Path) -> list[Outgoing]:
    return [examine(str(made.path)) for made in make_instances(tmp_path / "in", 3)]


def send_late(scp: StorageSCP, outgoing: list[Outgoing], completed: int | None = None, warning: int = 0) -> Script:
    """Answer a C-MOVE with success and these counts, and only then send the objects."""

    def send(conversation: Conversation) -> None:
        conversation.accept()
        counts = {"NumberOfCompletedSuboperations": completed, "NumberOfWarningSuboperations": warning}
        said = counts if completed is not None else {}
        conversation.respond(conversation.receive_message(), scripts.SUCCESS, None, **said)
        store(scp.port, outgoing)
        conversation.end()

    return send


def move(scp: StorageSCP, script: Script, network: Network | None = None) -> list[Instance | Retrieving]:
    with scripted_peer(script) as scripted, associate_to_ask(scripted.port, QUERY, network) as association:
        return list(services.move(association, QUERY, "ANY", scp))


def uids(found: list[Instance | Retrieving]) -> list[str]:
    return [it.sop_instance_uid for it in found if isinstance(it, Instance)]


def test_objects_that_come_after_the_final_response_are_waited_for(scp: StorageSCP, outgoing: list[Outgoing]) -> None:
    found = move(scp, send_late(scp, outgoing, completed=2, warning=1))

    assert uids(found) == [it.sop_instance_uid for it in outgoing]
    assert found[-1] == Retrieving(SUCCESS, SubOperations(completed=2, warning=1))


def test_a_second_request_waits_for_its_own_objects(scp: StorageSCP, outgoing: list[Outgoing]) -> None:
    for _ in range(3):
        found = move(scp, send_late(scp, outgoing, completed=3))
        assert uids(found) == [it.sop_instance_uid for it in outgoing]
        found = move(scp, send_late(scp, outgoing[:1]))
        assert uids(found) == [outgoing[0].sop_instance_uid]


@pytest.mark.parametrize("counts", [SubOperations(completed=0, failed=5), SubOperations(warning=0, remaining=9)])
def test_there_is_no_wait_where_nothing_is_due(scp: StorageSCP, counts: SubOperations) -> None:
    began = time.monotonic()
    scp.linger(Retrieving(SUCCESS, counts))
    assert time.monotonic() - began < SOON


def test_there_is_no_wait_after_a_failure_without_counts(scp: StorageSCP, outgoing: list[Outgoing]) -> None:
    for _ in range(2):
        store(scp.port, outgoing)
        began = time.monotonic()
        scp.linger(Retrieving(Status(0xA801, Category.FAILURE, "unknown destination"), SubOperations()))
        assert time.monotonic() - began < storage_scp._GOODBYE
    assert uids(move(scp, send_late(scp, outgoing, completed=3)))[6:] == [it.sop_instance_uid for it in outgoing]


def test_there_is_no_wait_when_all_is_here(scp: StorageSCP, outgoing: list[Outgoing]) -> None:
    store(scp.port, outgoing)
    began = time.monotonic()

    scp.linger(Retrieving(SUCCESS, SubOperations(completed=3, warning=0, failed=1)))

    assert time.monotonic() - began < SOON
    assert len(scp.arrived()) == 3


@pytest.mark.parametrize("counts", [SubOperations(completed=4), SubOperations()])
def test_a_wait_for_what_never_comes_has_an_end(
    scp: StorageSCP, outgoing: list[Outgoing], counts: SubOperations, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage_scp, "_LINGER", 0.3)
    with associate(scp.port):
        store(scp.port, outgoing)
        began = time.monotonic()
        scp.linger(Retrieving(SUCCESS, counts))
        assert 0.3 <= time.monotonic() - began + 0.1 < SOON
    assert len(scp.arrived()) == 3


def test_a_move_is_alive_while_objects_come_in(scp: StorageSCP, outgoing: list[Outgoing]) -> None:
    """Its own association stays silent for several times its limit."""

    def send(conversation: Conversation) -> None:
        conversation.accept()
        request = conversation.receive_message()
        until = time.monotonic() + 4 * HASTY.dimse_timeout
        sent = 0
        ((proposals, batch),) = contexts.batches(outgoing)
        with associate(scp.port, proposals=proposals) as association:
            while time.monotonic() < until:
                sent += len(list(services.store(association, batch)))
        conversation.respond(request, scripts.SUCCESS, NumberOfCompletedSuboperations=sent)
        conversation.end()

    found = move(scp, send, HASTY)

    assert found[-1] == Retrieving(SUCCESS, SubOperations(completed=len(uids(found))))


def test_a_move_where_nothing_comes_is_silent(scp: StorageSCP) -> None:
    with pytest.raises(TimedOut, match=r"no answer within 0\.3 s while waiting for the answer to C-MOVE"):
        move(scp, scripts.say_nothing_after_accepting, HASTY)


def test_a_port_in_use_is_named(scp: StorageSCP, receiver: Receiver) -> None:
    with pytest.raises(ListenProblem) as caught:
        StorageSCP(scp.port, "ANY", receiver, bind="127.0.0.1")

    expected = f"the storage SCP cannot listen on 127.0.0.1 port {scp.port}: Address already in use"
    assert caught.value.message == expected
    with pytest.raises(ListenProblem, match=f"on all addresses port {scp.port}: Address already in use"):
        StorageSCP(scp.port, "ANY", receiver)


@pytest.mark.parametrize("address", ["192.0.2.1", "2001:db8::1", "no.such.host.invalid"])
def test_an_address_that_is_not_ours_is_told(receiver: Receiver, address: str) -> None:
    with pytest.raises(ListenProblem, match=f"cannot listen on {address} port 0: "):
        StorageSCP(0, "ANY", receiver, bind=address)


def test_it_listens_on_all_addresses_or_on_one(receiver: Receiver) -> None:
    def answers(host: str, port: int) -> bool:
        try:
            with socket.create_connection((host, port), 5):
                return True
        except ConnectionRefusedError:
            return False

    for bind, expected in ((None, (True, True)), ("127.0.0.1", (True, False)), ("::1", (False, True))):
        with StorageSCP(0, "ANY", receiver, bind=bind) as scp:
            assert (answers("127.0.0.1", scp.port), answers("::1", scp.port)) == expected, bind


@pytest.mark.parametrize("failed", [True, False])
def test_it_ends_soon_with_clients_that_stay(receiver: Receiver, failed: bool) -> None:
    threads = threading.active_count()
    with socket.socket() as silent:
        began = time.monotonic()
        try:
            with StorageSCP(0, "ANY", receiver, bind="127.0.0.1") as scp:
                silent.connect(("127.0.0.1", scp.port))
                idle = associate(scp.port)
                began = time.monotonic()
                if failed:
                    raise RuntimeError
        except RuntimeError:
            assert failed
        assert time.monotonic() - began < (1.0 if failed else SOON)
        assert threading.active_count() == threads
        with pytest.raises(Aborted):
            services.echo(idle)
        idle.abort()
    with StorageSCP(scp.port, "ANY", receiver, bind="127.0.0.1") as scp:
        echo(scp.port)


def associate_rq(*proposals: contexts.Proposal) -> bytes:
    return Request(Peer("", 0, "ANY", "TESTER"), proposals or contexts.verification(), 16384).encode()


BAD_BEGINNINGS = {
    "nothing": b"",
    "HTTP": b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "half a header": b"\1\0\0",
    "half a request": associate_rq()[:100],
    "a damaged request": b"\1\0\0\0\0\x64" + b"\xff" * 100,
    "a request without a transfer syntax": associate_rq().replace(b"\x40\0\0", b"\x41\0\0"),
    "a release": pdu.RELEASE_RQ_PDU,
    "data": b"\4\0\0\0\0\x08\0\0\0\4\1\3ab",
}


@pytest.mark.parametrize("reset", [True, False])
@pytest.mark.parametrize("said", BAD_BEGINNINGS.values(), ids=BAD_BEGINNINGS)
def test_a_client_that_makes_no_sense_does_no_harm(receiver: Receiver, said: bytes, reset: bool) -> None:
    with StorageSCP(0, "ANY", receiver, bind="127.0.0.1") as scp:
        for _ in range(5):
            with socket.create_connection(("127.0.0.1", scp.port)) as client:
                client.sendall(said)
                if reset:
                    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        echo(scp.port)

    assert scp.connections >= 2
    assert len(scp.refused) == scp.connections - 1


def test_an_object_that_is_cut_off_leaves_nothing(receiver: Receiver) -> None:
    proposal = contexts.Proposal("1.2.840.10008.5.1.4.1.1.2", (contexts.IMPLICIT_LE,))
    with StorageSCP(0, "ANY", receiver, bind="127.0.0.1") as scp:
        association = associate(scp.port, proposals=[proposal])
        association.send(1, command.c_store_rq(1, proposal.abstract_syntax, "1.2.3"))
        association.wire.send(pdu.frame(1, 0, bytes(100_000), 1000, last=False))
        association.abort()

    assert os.listdir(receiver.folder) == []
    assert scp.refused == ["the peer aborted the association while receiving 1.2.3"]
    assert scp.arrived() == []


def test_who_called_before_the_end_is_told_of(receiver: Receiver) -> None:
    """However late the thread that accepts comes to it."""
    for _ in range(50):
        with StorageSCP(0, "ANY", receiver, bind="127.0.0.1", network=HASTY) as scp:
            callers = [socket.create_connection(("127.0.0.1", scp.port)) for _ in range(3)]
            for caller in callers:
                caller.close()
        assert scp.connections == 3
