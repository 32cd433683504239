"""Our own storage SCP, and those who call it and do not store."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from scu.dimse.admission import Limits
from scu.dimse.network import Network
from scu.dimse.storage_scp import StorageSCP
from scu.storage.receive import Receiver
from tests.peers.processes import LOCALHOST


@contextmanager
def storage_scp(
    folder: Path, limits: Limits | None = None, network: Network | None = None, peer: str = ""
) -> Iterator[StorageSCP]:
    """One that listens on all addresses; its notes are not told before somebody calls."""
    with StorageSCP(0, "ANY", Receiver(folder), network=network, limits=limits, peer_host=peer) as scp:
        yield scp


def waiting(condition: Callable[[], bool], seconds: float = 20.0) -> bool:
    """Whether it comes true; threads of the acceptor need a moment."""
    until = time.monotonic() + seconds
    moment = threading.Event()
    while not condition() and time.monotonic() < until:
        moment.wait(0.005)
    return condition()


def is_hung_up_on(port: int, source: str = LOCALHOST) -> bool:
    """Whether a connection from an address of ours is closed without a word, while we say nothing."""
    with socket.create_connection((LOCALHOST, port), 10, source_address=(source, 0)) as client:
        with suppress(ConnectionResetError):
            return client.recv(1) == b""
        return True


def is_closed(port: int) -> bool:
    """Whether nobody listens on a port."""
    with socket.socket() as probe:
        return probe.connect_ex((LOCALHOST, port)) != 0
