"""Whole conversations over real sockets: as requestor, as acceptor, through a proxy, and what TLS makes of nonsense."""

from __future__ import annotations

import atexit
import shutil
import socket
import ssl
import tempfile
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from scu.dimse import establish, proxy
from scu.dimse.network import Network
from scu.dimse.storage_scp import StorageSCP
from scu.dimse.tls.probe import speaks_tls
from scu.dimse.tls.settings import TLSSettings
from scu.errors import AssociationError, ScuError
from scu.results import Peer
from scu.storage.receive import Receiver
from tests.fuzz import hostile, spoken
from tests.fuzz.operations import NETWORK, VERBS, check_end, folder, perform
from tests.fuzz.player import exchange, player
from tests.fuzz.spoken import PEER, PROPOSALS, WORDS
from tests.fuzz.target import Target
from tests.peers.processes import LOCALHOST
from tests.peers.tls import make_hospital

_TLS_ALERT, _TLS_HELLO = b"\x15\x03\x03\0\2\2\x28", b"\x16\x03\x03\0\4\2\0\0\0"


def _requestor(verb: str, data: bytes) -> None:
    peer = player()
    peer.begin(data)
    error: ScuError | None = None
    try:
        perform(verb, establish.connect(Peer(LOCALHOST, peer.port, "ANY-SCP", "SCU"), PROPOSALS, NETWORK))
    except ScuError as failure:
        error = failure
    check_end(peer.heard(), error)
    folder().check(len(data))


class _Raised:
    """What a thread raised, while a block runs; Python would only print it."""

    def __enter__(self) -> _Raised:
        self.what: list[BaseException] = []
        self._hook, threading.excepthook = threading.excepthook, self._note
        return self

    def _note(self, it: threading.ExceptHookArgs) -> None:
        if it.exc_value is not None:
            self.what.append(it.exc_value)

    def __exit__(self, *_: object) -> None:
        threading.excepthook = self._hook


def _acceptor(data: bytes) -> None:
    """A storage server to which someone says this; afterwards it is as if nobody had been there, save for files."""
    answer, refusals = _served(data, NETWORK)
    if answer:
        check_end(answer, refusals[0] if refusals else None)


def _served(data: bytes, network: Network) -> tuple[bytes, list[ScuError]]:
    before = threading.active_count()
    with _Raised() as raised:
        with StorageSCP(0, "SCU", Receiver(folder().path), bind=LOCALHOST, network=network) as scp:
            answer = exchange(socket.create_connection((LOCALHOST, scp.port)), data)
        for thread in threading.enumerate():
            if scp.role in thread.name:
                thread.join(2)
        assert threading.active_count() <= before, "a thread is left"
    for error in raised.what:
        raise error
    refusals = [refusal.error for refusal in scp.refusals.kinds]
    assert all(isinstance(refusal, AssociationError) for refusal in refusals)
    folder().check(len(data))
    return answer, refusals


def _dial(scheme: str, data: bytes) -> None:
    """What a proxy answers."""
    peer = player()
    peer.begin(data)
    try:
        proxy.dial_through(f"{scheme}://{LOCALHOST}:{peer.port}", "pacs.example", 104, timeout=2).close()
    except AssociationError as error:
        assert len(str(error) + error.comment) < 1000
    peer.heard()


def _probe(data: bytes) -> None:
    ours, theirs = socket.socketpair()
    with theirs:
        theirs.sendall(data[:4096])
        theirs.shutdown(socket.SHUT_WR)
        assert speaks_tls(ours, timeout=2) == (data[:1] in (b"\x15", b"\x16"))


def _tls(data: bytes) -> None:
    """Nonsense where TLS was due."""
    peer = player()
    peer.begin(data)
    network: Network = replace(NETWORK, tls=TLSSettings(verify_peer=False))
    try:
        establish.connect(replace(PEER, host=LOCALHOST, port=peer.port), PROPOSALS[:1], network).abort()
    except AssociationError as error:
        assert len(str(error) + error.comment) < 1000
    peer.heard()


@cache
def _secured() -> Network:
    """With a certificate of ours, and none wanted of others."""
    path = Path(tempfile.mkdtemp(prefix="scu-fuzz-"))
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    server = make_hospital(path).server
    tls = TLSSettings(key_file=server.key, certificate_file=server.certificate, verify_peer=False)
    return replace(NETWORK, tls=tls)


def _secure_acceptor(data: bytes) -> None:
    """Nonsense where a hello of TLS was due."""
    _served(data, _secured())


@cache
def _hello() -> bytes:
    """A good ClientHello."""
    context, outgoing = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), ssl.MemoryBIO()
    context.check_hostname = False
    with suppress(ssl.SSLWantReadError):
        context.wrap_bio(ssl.MemoryBIO(), outgoing).do_handshake()
    return outgoing.read()


def _conversations(verb: str) -> Iterable[bytes]:
    yield spoken.good_conversation(verb)
    yield from hostile.MESSAGES.values()
    yield from hostile.STREAMS.values()


def _senders() -> Iterable[bytes]:
    yield spoken.good_sender()
    yield from hostile.SENDERS.values()
    yield from hostile.STREAMS.values()
    yield from (data for data in hostile.REQUESTS.values() if len(data) < 20_000)


_HTTP = (
    b"HTTP/1.1 200 Connection established\r\n\r\n",
    b"HTTP/1.0 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n",
    b"HTTP/1.1 502 Bad Gateway\n\n",
    b"HTTP/1.1 2\xb2\xb3 \r\n\r\n",
    b"HTTP/\n\n",
    b"HTTP/1.1 200 " + b"x" * 70_000,
)
_SOCKS = (
    b"\5\0\5\0\0\1\x7f\0\0\1\0\x68",
    b"\5\0\5\0\0\3\x09localhost\0\x68",
    b"\5\0\5\5\0\1\0\0\0\0\0\0",
    b"\5\xff",
    b"\5\2\1\1",
    b"\4\x5a",
    b"\5\0\5\0\0\3\xff",
    b"\5\0\5\xff\0\x7f",
)


def _all(*seeds: bytes) -> Callable[[], Iterable[bytes]]:
    return lambda: seeds


TARGETS = (
    *(Target(f"requestor-{verb}", partial(_requestor, verb), partial(_conversations, verb), WORDS) for verb in VERBS),
    Target("acceptor", _acceptor, _senders, WORDS),
    Target("proxy-http", partial(_dial, "http"), _all(*_HTTP), (b"HTTP/1.1 ", b"407", b"200", b"\r\n\r\n")),
    Target("proxy-socks", partial(_dial, "socks5"), _all(*_SOCKS)),
    Target("tls-probe", _probe, _all(_TLS_ALERT, _TLS_HELLO, *hostile.STREAMS.values())),
    Target("tls-acceptor", _secure_acceptor, lambda: (_hello(), _TLS_ALERT, *hostile.STREAMS.values())),
    Target("tls-requestor", _tls, _all(_TLS_ALERT, _TLS_HELLO, *hostile.STREAMS.values())),
)
