"""Proxies, HTTP and SOCKS5, that join their clients to where these want to go, or that fail them in every way."""

from __future__ import annotations

import base64
import ipaddress
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from tests.peers.processes import LOCALHOST

PATIENCE = 30.0
# Replies of SOCKS (RFC 1928 6).
DONE, NOT_ALLOWED, UNREACHABLE, REFUSED = 0, 2, 4, 5


@dataclass(frozen=True)
class Asked:
    """What a client wanted: a host, as it named it, and a port; and who it said it was."""

    host: str
    port: int
    user: str | None = None
    password: str | None = None


@dataclass
class Proxy:
    """Where it listens, whom it lets in (everybody, unless `password` is set), and what it was asked.

    `names` are the hosts that it alone can resolve. With `drip` it answers byte by byte. `refuse` is what it says to
    every request: an HTTP status, or a reply of SOCKS.
    """

    scheme: str
    user: str = ""
    password: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    drip: bool = False
    refuse: int = 0
    host: str = LOCALHOST
    port: int = 0
    asked: list[Asked] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"{self.scheme}://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"

    def say(self, client: socket.socket, data: bytes) -> None:
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for piece in [data[at : at + 1] for at in range(len(data))] if self.drip else [data]:
            client.sendall(piece)

    def lets_in(self, user: str | None, password: str | None) -> bool:
        return self.password is None or (user, password) == (self.user, self.password)

    def dial(self, asked: Asked) -> socket.socket:
        self.asked.append(asked)
        return socket.create_connection((self.names.get(asked.host, asked.host), asked.port), timeout=PATIENCE)


Answer = Callable[[Proxy, socket.socket], socket.socket | None]


def exactly(client: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        piece = client.recv(count - len(data))
        if not piece:
            raise ConnectionResetError
        data += piece
    return data


def by_http(proxy: Proxy, client: socket.socket) -> socket.socket | None:
    """CONNECT (RFC 9110 9.3.6): the connection that the client wants, or none."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        head += exactly(client, 1)
    first, *lines = head.decode("latin-1").split("\r\n")
    method, authority, version = first.split(" ")
    assert (method, version) == ("CONNECT", "HTTP/1.1")
    headers = dict(line.split(": ", 1) for line in lines if line)
    assert headers["Host"] == authority
    host, _, port = authority.rpartition(":")
    user, password = None, None
    if "Proxy-Authorization" in headers:
        kind, _, credentials = headers["Proxy-Authorization"].partition(" ")
        assert kind == "Basic"
        user, _, password = base64.b64decode(credentials).decode().partition(":")
    asked = Asked(host.strip("[]"), int(port), user, password)
    if proxy.refuse or not proxy.lets_in(user, password):
        proxy.asked.append(asked)
        status = f"{proxy.refuse} Forbidden" if proxy.refuse else "407 Proxy Authentication Required"
        proxy.say(client, f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n".encode())
        return None
    try:
        server = proxy.dial(asked)
    except OSError:
        proxy.say(client, b"HTTP/1.1 502 Bad Gateway\r\n\r\n")
        return None
    proxy.say(client, b"HTTP/1.1 200 Connection established\r\nVia: 1.1 tests\r\n\r\n")
    return server


def by_socks(proxy: Proxy, client: socket.socket) -> socket.socket | None:
    """CONNECT (RFC 1928 4), with user and password (RFC 1929): the connection that the client wants, or none."""
    version, count = exactly(client, 2)
    assert version == 5
    methods = exactly(client, count)
    user, password = None, None
    if proxy.password is None:
        assert 0 in methods
        proxy.say(client, b"\x05\x00")
    elif 2 not in methods:
        proxy.say(client, b"\x05\xff")
        return None
    else:
        proxy.say(client, b"\x05\x02")
        assert exactly(client, 1) == b"\x01"
        user = exactly(client, exactly(client, 1)[0]).decode()
        password = exactly(client, exactly(client, 1)[0]).decode()
        if not proxy.lets_in(user, password):
            proxy.say(client, b"\x01\x01")
            return None
        proxy.say(client, b"\x01\x00")
    assert exactly(client, 3) == b"\x05\x01\x00"
    kind = exactly(client, 1)[0]
    if kind == 3:
        host = exactly(client, exactly(client, 1)[0]).decode()
    else:
        host = str(ipaddress.ip_address(exactly(client, {1: 4, 4: 16}[kind])))
    asked = Asked(host, int.from_bytes(exactly(client, 2), "big"), user, password)
    if proxy.refuse:
        proxy.asked.append(asked)
        proxy.say(client, bytes((5, proxy.refuse, 0, 1, 0, 0, 0, 0, 0, 0)))
        return None
    try:
        server = proxy.dial(asked)
    except OSError as error:
        reply = REFUSED if isinstance(error, ConnectionRefusedError) else UNREACHABLE
        proxy.say(client, bytes((5, reply, 0, 1, 0, 0, 0, 0, 0, 0)))
        return None
    # Its own address in each of its forms, for the client to skip.
    proxy.say(client, b"\x05\x00\x00" + OWN_ADDRESSES[len(proxy.asked) % len(OWN_ADDRESSES)] + b"\x12\x34")
    return server


OWN_ADDRESSES = (b"\x01\x7f\x00\x00\x01", b"\x03\x05proxy", b"\x04" + bytes(15) + b"\x01")
ANSWERS: dict[str, Answer] = {"http": by_http, "socks5": by_socks}


@contextmanager
def serving(proxy: Proxy, answer: Answer | None = None) -> Iterator[Proxy]:
    """Run the proxy until the block ends; `answer` is what it does in place of what its scheme says."""
    family = socket.AF_INET6 if ":" in proxy.host else socket.AF_INET
    open_sockets: list[socket.socket] = []
    threads: list[threading.Thread] = []

    def serve(client: socket.socket) -> None:
        client.settimeout(PATIENCE)
        with client, suppress(OSError):
            server = (answer or ANSWERS[proxy.scheme])(proxy, client)
            if server is None:
                return
            with server:
                open_sockets.append(server)
                back = threading.Thread(target=_pump, args=(server, client))
                back.start()
                _pump(client, server)
                back.join(PATIENCE)

    def accept() -> None:
        with suppress(OSError):
            while True:
                client, _ = listener.accept()
                open_sockets.append(client)
                threads.append(threading.Thread(target=serve, args=(client,)))
                threads[-1].start()

    with socket.create_server((proxy.host, 0), family=family) as listener:
        proxy.port = listener.getsockname()[1]
        accepting = threading.Thread(target=accept)
        accepting.start()
        try:
            yield proxy
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            accepting.join(PATIENCE)
            for each in open_sockets:
                with suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)
            for thread in threads:
                thread.join(PATIENCE)


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)
