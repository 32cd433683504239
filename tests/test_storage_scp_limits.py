"""The storage SCP as a server on a network: who gets in, how many, how much, for how long, and what is told of it."""

from __future__ import annotations

import os
import resource
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from subprocess import CalledProcessError

import pytest
from pydicom.uid import CTImageStorage

from scu.dimse import command, contexts, interrupts, pdu, services
from scu.dimse import storage_scp as storing
from scu.dimse.admission import Limits
from scu.dimse.contexts import Proposal
from scu.dimse.establish import connect
from scu.dimse.negotiation import Request
from scu.dimse.network import Network
from scu.dimse.storage_scp import StorageSCP
from scu.errors import Aborted, Rejected, ScuError
from scu.results import SUCCESS, Outgoing, Peer, Retrieving, SubOperations
from scu.storage.meta import examine
from tests.conftest import Tool
from tests.peers.instances import data_set_bytes, make_instances
from tests.peers.listening import is_hung_up_on, storage_scp, waiting
from tests.peers.ours import associate, echo, store
from tests.peers.processes import LOCALHOST

HASTY = Network(acse_timeout=0.3, dimse_timeout=0.4)
CT = Proposal(CTImageStorage, (contexts.IMPLICIT_LE,))
SOON = 3.0

Serve = Callable[..., StorageSCP]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def serve(folder: Path) -> Iterator[Serve]:
    """What starts a storage SCP with these limits."""
    with ExitStack() as open_ones:

        def start(limits: Limits | None = None, network: Network | None = None, peer: str = "") -> StorageSCP:
            return open_ones.enter_context(storage_scp(folder, limits, network, peer))

        yield start


def made(folder: Path, count: int) -> list[Outgoing]:
    return [examine(str(one.path)) for one in make_instances(folder, count)]


def test_who_is_not_named_is_hung_up_on_before_anything_is_read(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    scp = serve(Limits(accept_from=("192.0.2.0/24", "::1")))

    assert is_hung_up_on(scp.port)
    with socket.create_connection((LOCALHOST, scp.port), 10) as client, suppress(ConnectionError):
        client.sendall(Request(Peer("", 0, "ANY", "TESTER"), contexts.verification(), 16384).encode())
        assert client.recv(1) == b""
    assert waiting(lambda: scp.refusals.total == 2)
    with connect(Peer("::1", scp.port, "ANY", "TESTER"), contexts.verification(), Network()) as association:
        assert services.echo(association).status.ok

    (kind,) = scp.refusals.kinds
    assert (kind.address, kind.reason, kind.count) == (LOCALHOST, "not in --accept-from", 2)
    assert scp.connections == 3
    assert f"the storage SCP turned away {LOCALHOST}: not in --accept-from" in caplog.messages


def test_only_the_peer_whatever_way_it_comes(serve: Serve) -> None:
    scp = serve(Limits(only_peer=True), peer="localhost")
    echo(scp.port)  # an IPv4 address at a socket of both versions
    scp = serve(Limits(only_peer=True), peer="192.0.2.1")
    assert is_hung_up_on(scp.port)
    with associate(serve().port) as ours:
        scp.meet(ours)
    echo(scp.port)


def test_anybody_else_is_told_once_an_address(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    scp = serve(peer="192.0.2.1")
    for _ in range(3):
        echo(scp.port)
    notes = [it for it in caplog.messages if "is no address of" in it]
    assert notes == [
        f"'TESTER' has an association with the storage SCP from {LOCALHOST}, which is no address of 192.0.2.1; "
        "--only-peer or --accept-from say who may"
    ]
    assert scp.refusals.total == 0


def test_dcmtk_is_let_in_or_not(serve: Serve, dcmtk: Tool, tmp_path: Path) -> None:
    (one,) = make_instances(tmp_path / "in", 1)
    scp = serve(Limits(accept_from=("127.0.0.0/8",)))
    dcmtk("storescu", "-aec", "ANY", LOCALHOST, str(scp.port), one.path)
    scp = serve(Limits(accept_from=("192.0.2.1",)))
    with pytest.raises(CalledProcessError):
        dcmtk("storescu", "-aec", "ANY", LOCALHOST, str(scp.port), one.path)
    assert scp.refusals.total == 1
    assert len(list((tmp_path / "out").iterdir())) == 1


@pytest.mark.parametrize("most", [50, 20])
def test_fifty_associations_side_by_side(most: int, serve: Serve, folder: Path, tmp_path: Path) -> None:
    outgoing = made(tmp_path / "in", 50)
    scp = serve(Limits(max_associations=most))
    stand, go = threading.Semaphore(0), threading.Event()
    sent: list[Outgoing] = []
    rejections: list[Rejected] = []

    def send(own: Outgoing) -> None:
        ((proposals, batch),) = contexts.batches([own])
        try:
            with associate(scp.port, proposals=proposals) as association:
                stand.release()
                go.wait(30)
                assert all(it.status and it.status.ok for it in services.store(association, batch))
                sent.append(own)
        except Rejected as error:
            rejections.append(error)
            stand.release()

    threads = [threading.Thread(target=send, args=(own,)) for own in outgoing]
    for thread in threads:
        thread.start()
    for _ in threads:
        assert stand.acquire(timeout=30)
    go.set()
    for thread in threads:
        thread.join(30)

    assert (len(sent), len(rejections)) == (most, 50 - most)
    assert all(error.comment.startswith("result 2, source 3 ") for error in rejections)
    assert all(error.comment.endswith("reason 2") for error in rejections)
    arrived = {path.stem: data_set_bytes(path) for path in folder.iterdir()}
    assert arrived == {it.sop_instance_uid: data_set_bytes(Path(it.file)) for it in sent}
    assert scp.refusals.total == 50 - most
    assert waiting(lambda: not scp._sockets)
    store(scp.port, outgoing[:1])  # there is room again


def resident() -> int:
    """What this process has of the memory, in bytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def test_a_thousand_connections_that_say_nothing(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    scp = serve()
    threads, memory = threading.active_count(), resident()
    with ExitStack() as idle:
        for number in range(1000):
            idle.enter_context(socket.create_connection((LOCALHOST, scp.port), 10))
            while number % 50 == 0 and scp.connections <= number:  # more would have to be sent again by the kernel
                threading.Event().wait(0.001)
        assert waiting(lambda: scp.connections == 1000)
        assert threading.active_count() - threads <= 64
        assert resident() - memory < 16 * 1024 * 1024
        (kind,) = scp.refusals.kinds
        assert (kind.count, kind.reason) == (936, "more than 64 connections that are no associations yet")
    assert waiting(lambda: scp.refusals.total == 1000)
    echo(scp.port)
    notes = [it for it in caplog.messages if "storage SCP" in it]
    assert len(notes) == 11
    assert notes[-1] == "there is more of that at the storage SCP, which is only counted from here on"


@pytest.mark.parametrize("limit", [3, 1])
def test_objects_beyond_a_count_are_refused_and_the_association_goes_on(
    limit: int, serve: Serve, folder: Path, tmp_path: Path
) -> None:
    outgoing = made(tmp_path / "in", 5)
    scp = serve(Limits(max_objects=limit))
    statuses = [it.status.code for part in (outgoing[:2], outgoing[2:]) for it in store(scp.port, part) if it.status]

    assert statuses == [0] * limit + [0xA700] * (5 - limit)
    assert sorted(path.stem for path in folder.iterdir()) == sorted(it.sop_instance_uid for it in outgoing[:limit])
    refused = [it for it in scp.arrived() if it.status and not it.status.ok]
    assert {it.reason for it in refused} == {f"beyond --max-objects {limit}"}
    assert scp.quota.refused == {f"beyond --max-objects {limit}": 5 - limit}
    echo(scp.port)


def test_an_endless_object_is_cut_off(serve: Serve, folder: Path) -> None:
    scp = serve(Limits(max_bytes=1_000_000))
    association = associate(scp.port, proposals=[CT])
    association.send(1, command.c_store_rq(1, CT.abstract_syntax, "1.2.3"))
    piece = pdu.frame(1, 0, bytes(100_000), 10_000, last=False)
    with pytest.raises(ScuError, match="aborted the association"):
        for _ in range(1000):
            association.wire.send(piece)
            if association.wire.ready(0):
                association.receive()
    association.abort()

    assert waiting(lambda: scp.refusals.total == 1)
    (kind,) = scp.refusals.kinds
    assert kind.associated
    assert kind.reason == "what the server sends is beyond --max-bytes 1,000,000: the association was aborted"
    assert os.listdir(folder) == []
    with associate(scp.port, proposals=[CT]) as association:
        association.send(1, command.c_store_rq(1, CT.abstract_syntax, "1.2.4"), b"data")
        assert association.receive()[1].number(command.STATUS) == 0xA700


def test_an_association_that_idles(serve: Serve) -> None:
    scp = serve(Limits(idle_timeout=0.2))
    with pytest.raises(Aborted), associate(scp.port) as association:
        assert services.echo(association).status.ok
        association.receive()
    assert waiting(lambda: scp.refusals.total == 1)
    assert scp.refused == ["no answer within 0.2 s while waiting for the next request"]


def test_within_a_message_it_is_the_dimse_time_out(serve: Serve, folder: Path) -> None:
    scp = serve(network=HASTY)
    with pytest.raises(Aborted), associate(scp.port, proposals=[CT]) as association:
        association.send(1, command.c_store_rq(1, CT.abstract_syntax, "1.2.3"))
        association.receive()
    assert waiting(lambda: scp.refusals.total == 1)
    assert scp.refused == ["no answer within 0.4 s while receiving 1.2.3"]
    assert os.listdir(folder) == []


def trickle(sock: socket.socket, data: bytes, every: float = 0.05) -> float:
    """Send a byte now and then until the other end has enough of it; how long that took."""
    began = time.monotonic()
    never = threading.Event()
    with suppress(OSError):
        for at in range(len(data)):
            sock.sendall(data[at : at + 1])
            never.wait(every)
            sock.settimeout(0.001)
            with suppress(TimeoutError):
                sock.recv(1000)
                break
            sock.settimeout(10)
    return time.monotonic() - began


def test_a_request_that_trickles_in(serve: Serve) -> None:
    scp = serve(network=HASTY)
    request = Request(Peer("", 0, "ANY", "TESTER"), contexts.verification(), 16384).encode()
    with socket.create_connection((LOCALHOST, scp.port), 10) as slow:
        assert trickle(slow, request) < SOON
    assert waiting(lambda: scp.refusals.total == 1)
    assert "while waiting for an association request from 127.0.0.1" in scp.refused[0]
    echo(scp.port)


def test_an_object_that_trickles_in_does_not_keep_us(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storing, "_LINGER", 0.3)
    scp = serve(network=HASTY)
    association = associate(scp.port, proposals=[CT])
    association.send(1, command.c_store_rq(1, CT.abstract_syntax, "1.2.3"))
    slow = threading.Thread(
        target=trickle, args=(association.wire._sock, pdu.frame(1, 0, bytes(900), 900, last=True)[0])
    )
    slow.start()
    began = time.monotonic()
    scp.linger(Retrieving(SUCCESS, SubOperations(completed=1)))
    assert time.monotonic() - began < HASTY.dimse_timeout + storing._LINGER + 1
    slow.join(20)
    association.abort()


def test_ctrl_c_ends_the_wait_for_what_is_due(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    scp = serve()
    pressed = threading.Event()
    monkeypatch.setattr(interrupts, "requested", pressed.is_set)
    threading.Timer(0.2, pressed.set).start()
    began = time.monotonic()
    scp.linger(Retrieving(SUCCESS, SubOperations(completed=1)))
    assert time.monotonic() - began < 0.2 + storing._GOODBYE + 1


def test_what_was_taken_is_not_kept(serve: Serve, tmp_path: Path) -> None:
    scp = serve()
    for _ in range(3):
        store(scp.port, made(tmp_path / "in", 2))
        assert len(scp.arrived()) == 2
    assert scp._instances == []
