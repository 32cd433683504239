"""From a name to a connection: what the network says becomes words."""

from __future__ import annotations

import errno
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import TypeAlias

import pytest

from scu.dimse.dial import dial
from scu.errors import AssociationError, Refused, TimedOut, Unreachable, Unresolved
from tests.peers import scripts
from tests.peers.processes import free_port
from tests.peers.scripted import scripted_peer

Address: TypeAlias = tuple[str, int] | tuple[str, int, int, int]
Resolve = Callable[..., None]


@pytest.fixture
def resolve(monkeypatch: pytest.MonkeyPatch) -> Resolve:
    """Let a name have these addresses."""

    def answer(*addresses: tuple[int, Address]) -> None:
        found = [(family, socket.SOCK_STREAM, 6, "", address) for family, address in addresses]
        monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, family, kind: found)

    return answer


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening


@pytest.fixture
def full() -> Iterator[int]:
    """A port where connections are neither taken nor refused: its queue is full, as behind a silent firewall."""
    with ExitStack() as stack:
        listening = stack.enter_context(socket.socket())
        listening.bind(("127.0.0.1", 0))
        listening.listen(0)
        for _ in range(4):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(listening.getsockname())
        yield listening.getsockname()[1]


def test_nobody_listens() -> None:
    port = free_port()

    with pytest.raises(Refused) as caught:
        dial("127.0.0.1", port, timeout=5)

    assert caught.value.message == f"127.0.0.1 port {port} refused the connection"
    assert caught.value.comment == ""


@pytest.mark.parametrize("host", ["no.such.host.invalid", "x" * 70 + ".example", "1.2.3.4.5.6"])
def test_a_name_without_an_address(host: str) -> None:
    with pytest.raises(Unresolved) as caught:
        dial(host, 104, timeout=5)

    assert caught.value.message == f"the host {host!r} has no address"
    assert caught.value.comment


def test_a_name_without_an_address_of_that_version() -> None:
    with pytest.raises(Unresolved, match=r"the host '127\.0\.0\.1' has no IPv6 address"):
        dial("127.0.0.1", 104, timeout=5, ip_version=6)


def test_silence_ends_in_time(full: int) -> None:
    began = time.monotonic()
    with pytest.raises(TimedOut) as caught:
        dial("127.0.0.1", full, timeout=0.2)

    assert caught.value.message == f"127.0.0.1 port {full} did not answer within 0.2 s"
    assert 0.2 <= time.monotonic() - began < 10


def test_no_way_there() -> None:
    with pytest.raises(Unreachable, match=r"^255\.255\.255\.255 port 104 cannot be reached: "):
        dial("255.255.255.255", 104, timeout=0.2)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (errno.ECONNREFUSED, Refused),
        (errno.ETIMEDOUT, TimedOut),
        (errno.EHOSTUNREACH, Unreachable),
        (errno.ENETUNREACH, Unreachable),
        (errno.EACCES, Unreachable),
        (errno.EADDRNOTAVAIL, Unreachable),
    ],
)
def test_what_the_system_says_decides_the_error(
    monkeypatch: pytest.MonkeyPatch, code: int, kind: type[AssociationError]
) -> None:
    monkeypatch.setattr(socket.socket, "connect_ex", lambda self, address: code)

    with pytest.raises(kind, match=r"^192\.0\.2\.1 port 104 "):
        dial("192.0.2.1", 104, timeout=1)


def test_every_address_is_tried(resolve: Resolve, listener: socket.socket, full: int) -> None:
    resolve(
        (socket.AF_INET, ("127.0.0.1", free_port())),
        (socket.AF_INET, ("127.0.0.1", full)),
        (socket.AF_INET6, ("::1", free_port(), 0, 0)),
        (socket.AF_INET, listener.getsockname()),
    )

    with dial("pacs.example", 104, timeout=0.2) as sock:
        assert sock.getpeername() == listener.getsockname()


def test_the_first_address_that_answers_is_taken(resolve: Resolve, listener: socket.socket) -> None:
    resolve((socket.AF_INET, listener.getsockname()), (socket.AF_INET, ("127.0.0.1", free_port())))

    with dial("pacs.example", 104, timeout=5) as sock:
        assert sock.getpeername() == listener.getsockname()


def test_when_no_address_answers_all_are_told(resolve: Resolve, full: int) -> None:
    refusing = free_port()
    resolve(
        (socket.AF_INET, ("127.0.0.1", full)),
        (socket.AF_INET, ("127.0.0.1", full)),
        (socket.AF_INET, ("127.0.0.2", refusing)),
    )

    with pytest.raises(Refused) as caught:
        dial("pacs.example", 104, timeout=0.2)

    assert caught.value.message == "pacs.example (127.0.0.1, 127.0.0.2) port 104 refused the connection"
    assert caught.value.comment == "127.0.0.1: Connection timed out; 127.0.0.2: Connection refused"


def test_a_machine_without_that_ip_version_tries_the_others(resolve: Resolve, listener: socket.socket) -> None:
    resolve((9999, ("2001:db8::1", 104, 0, 0)), (socket.AF_INET, listener.getsockname()))

    with dial("pacs.example", 104, timeout=5) as sock:
        assert sock.getpeername() == listener.getsockname()

    resolve((9999, ("2001:db8::1", 104, 0, 0)))
    with pytest.raises(Unreachable, match="Address family not supported"):
        dial("2001:db8::1", 104, timeout=5)


def test_ipv6() -> None:
    with scripted_peer(scripts.succeed, "::1") as scripted, dial("::1", scripted.port, timeout=5, ip_version=6) as sock:
        assert sock.family == socket.AF_INET6


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_a_name_of_both_versions_finds_a_server_of_either(resolve: Resolve, host: str) -> None:
    with scripted_peer(scripts.succeed, host) as scripted:
        port = scripted.port
        resolve((socket.AF_INET6, ("::1", port, 0, 0)), (socket.AF_INET, ("127.0.0.1", port)))
        with dial("pacs.example", port, timeout=5) as sock:
            assert sock.getpeername()[0] == host
