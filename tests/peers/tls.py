"""TLS peers: servers on Python's own ssl, OpenSSL's and DCMTK's programs, and whom they trust."""

from __future__ import annotations

import shutil
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from pynetdicom.pdu import A_ASSOCIATE_RQ
from pynetdicom.pdu_primitives import A_ASSOCIATE, ImplementationClassUIDNotification, MaximumLengthNotification
from pynetdicom.presentation import build_context

from scu.dimse.tls.settings import TLSSettings
from tests.peers.certificates import Authority, Identity
from tests.peers.processes import LOCALHOST, find_program, free_port, running

PATIENCE = 30.0
PDU_HEADER = 6

# A virtual environment may hold pynetdicom's programs of the same names.
DCMTK_PATH = "/usr/local/bin:/usr/bin:/opt/homebrew/bin"

Talk = Callable[[socket.socket], str]


@dataclass(frozen=True)
class Hospital:
    """An authority that is trusted, one that is not, and certificates of theirs."""

    authority: Authority
    below: Authority
    stranger: Authority
    server: Identity
    client: Identity

    @property
    def trusting(self) -> TLSSettings:
        return TLSSettings(trusted_files=(self.authority.certificate,))

    @property
    def known(self) -> TLSSettings:
        return replace(self.trusting, key_file=self.client.key, certificate_file=self.client.certificate)


def make_hospital(folder: Path) -> Hospital:
    authority = Authority(folder / "authority")
    return Hospital(
        authority,
        Authority(folder / "below", authority),
        Authority(folder / "stranger"),
        authority.issue("server"),
        authority.issue("client"),
    )


def python_context(identity: Identity, *, trusted: Path | None = None, newest: str = "TLSv1_3") -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(identity.certificate, identity.key)
    context.maximum_version = ssl.TLSVersion[newest]
    if trusted:
        context.load_verify_locations(trusted)
        context.verify_mode = ssl.CERT_REQUIRED
    return context


def dcmtk_program(name: str) -> str:
    program = shutil.which(name, path=DCMTK_PATH)
    assert program, f"DCMTK's {name} is not installed"
    return program


@contextmanager
def listening(talk: Talk) -> Iterator[tuple[int, Future[str]]]:
    """A port whose first connection `talk` gets, in another thread, and the future of what it returns or raises."""
    with socket.create_server((LOCALHOST, 0)) as listener:
        listener.settimeout(PATIENCE)
        outcome: Future[str] = Future()

        def serve() -> None:
            try:
                connection, _ = listener.accept()
                connection.settimeout(PATIENCE)
                with connection:
                    outcome.set_result(talk(connection))
            except OSError as error:
                outcome.set_exception(error)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield listener.getsockname()[1], outcome
        finally:
            thread.join(PATIENCE)


def secured(context: ssl.SSLContext) -> Talk:
    """Speak TLS as a server, say hello, and return the protocol version."""

    def talk(connection: socket.socket) -> str:
        with context.wrap_socket(connection, server_side=True) as tls:
            version = tls.version() or ""
            tls.sendall(b"hello")
            tls.recv(1)  # until the other side closes
            return version

    return talk


def plain(*answer: bytes, wait: bool = True) -> Talk:
    """A peer without TLS: takes what comes, answers so, and closes."""

    def talk(connection: socket.socket) -> str:
        got = connection.recv(4096) if wait else b""
        for data in answer:
            connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        while rest := connection.recv(4096):
            got += rest
        return got.hex()

    return talk


@contextmanager
def s_server(folder: Path, key: Path, certificate: Path, *options: str) -> Iterator[int]:
    """OpenSSL's server program, which takes every suite and version unless told otherwise; its port."""
    port = free_port()
    command = [find_program("openssl") or "openssl", "s_server", "-www", "-accept", str(port)]
    command += ["-key", str(key), "-cert", str(certificate), "-cert_chain", str(certificate), *options]
    with running(command, folder, port):
        yield port


def connect(port: int) -> socket.socket:
    return socket.create_connection((LOCALHOST, port), timeout=PATIENCE)


def associate_request() -> bytes:
    """An A-ASSOCIATE-RQ that proposes verification, by pynetdicom's encoder."""
    request = A_ASSOCIATE()
    request.application_context_name = "1.2.840.10008.3.1.1.1"
    request.calling_ae_title = "SCU"
    request.called_ae_title = "ANY-SCP"
    length = MaximumLengthNotification()
    length.maximum_length_received = 16384
    implementation = ImplementationClassUIDNotification()
    implementation.implementation_class_uid = "1.2.826.0.1.3680043.8.498.1"
    request.user_information = [length, implementation]
    context = build_context("1.2.840.10008.1.1")
    context.context_id = 1
    request.presentation_context_definition_list = [context]
    return bytes(A_ASSOCIATE_RQ(request).encode())


def exchange(tls: ssl.SSLSocket, data: bytes, count: int) -> bytes:
    """Send, and read so many bytes."""
    tls.settimeout(PATIENCE)
    tls.sendall(data)
    got = b""
    while len(got) < count and (piece := tls.recv(count - len(got))):
        got += piece
    return got
