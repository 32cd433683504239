"""TLS as it is where nobody says otherwise: BCP 195 (RFC 9325), towards servers and at the storage SCP."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from scu.dimse.tls.ciphers import hello
from scu.dimse.tls.handshake import wrap_client, wrap_server
from scu.dimse.tls.settings import TLSSettings, client_context, server_context
from scu.errors import TLSFailure
from tests.peers.processes import LOCALHOST, find_program
from tests.peers.tls import Hospital, connect, s_server

SECONDS = 20.0
STRONG = {
    f"TLS_ECDHE_{key}_WITH_AES_{suite}" for key in ("RSA", "ECDSA") for suite in ("128_GCM_SHA256", "256_GCM_SHA384")
} | {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"}
# What a peer insists on, by the words of OpenSSL's programs, and whether it comes to an association.
PEERS = {
    "-tls1": False,
    "-tls1_1": False,
    "-tls1_2": True,
    "-tls1_3": True,
    "-tls1_2 -cipher AES128-SHA": False,
    "-tls1_2 -cipher AES256-GCM-SHA384": False,
    "-tls1_2 -cipher ECDHE-RSA-AES128-SHA256": False,
    "-tls1_2 -cipher DHE-RSA-AES128-GCM-SHA256": False,
    "-tls1_2 -cipher NULL-SHA256": False,
    "-tls1_2 -cipher AECDH-AES128-SHA": False,
    "-tls1_2 -cipher ECDHE-RSA-AES256-GCM-SHA384": True,
}


def spelled(line: str) -> list[str]:
    """As words, for a peer that itself thinks nothing of security."""
    words = line.replace("-cipher ", "-cipher @SECLEVEL=0:").split()
    return words if "-cipher" in words else [*words, "-cipher", "ALL:@SECLEVEL=0"]


@pytest.fixture
def acceptor(hospital: Hospital) -> TLSSettings:
    server = hospital.server
    return TLSSettings(
        key_file=server.key, certificate_file=server.certificate, trusted_files=(hospital.authority.certificate,)
    )


def test_what_is_offered(hospital: Hospital, acceptor: TLSSettings) -> None:
    for context in (client_context(hospital.trusting), server_context(acceptor)):
        assert context.minimum_version is ssl.TLSVersion.TLSv1_2
        assert context.maximum_version is ssl.TLSVersion.MAXIMUM_SUPPORTED
        assert context.options & ssl.OP_NO_COMPRESSION
        assert context.options & ssl.OP_NO_RENEGOTIATION
        assert context.verify_mode is ssl.CERT_REQUIRED
    assert {suite.name for suite in hello(client_context(hospital.trusting))} == STRONG


@pytest.mark.parametrize("line", PEERS)
def test_servers(line: str, hospital: Hospital, tmp_path: Path, openssl: None) -> None:
    settings = hospital.trusting
    with s_server(tmp_path, hospital.server.key, hospital.server.certificate, *spelled(line)) as port:
        try:
            with wrap_client(connect(port), client_context(settings), settings, timeout=SECONDS) as tls:
                assert tls.compression() is None
                stood = True
        except TLSFailure:
            stood = False

    assert stood is PEERS[line]


@contextmanager
def accepting(settings: TLSSettings, told: list[str]) -> Iterator[int]:
    """A storage SCP's port, which listens to the first who comes; what it says of that is added to `told`."""

    def serve(listener: socket.socket) -> None:
        sock, _ = listener.accept()
        try:
            with wrap_server(sock, server_context(settings), settings, timeout=SECONDS) as tls:
                tls.settimeout(SECONDS)
                told.append(f"{tls.version()} {tls.compression()}")
                while tls.recv(100):
                    pass
        except (TLSFailure, OSError) as error:
            told.append(f"{error}")

    with socket.create_server((LOCALHOST, 0)) as listener:
        listener.settimeout(SECONDS)
        thread = threading.Thread(target=serve, args=(listener,))
        thread.start()
        yield listener.getsockname()[1]
        thread.join(SECONDS)


def s_client(port: int, hospital: Hospital, *options: str, say: str = "Q\n") -> str:
    """OpenSSL's client program with a certificate that is known; what it printed."""
    known = ["-cert", str(hospital.client.certificate), "-key", str(hospital.client.key)]
    command = [find_program("openssl") or "openssl", "s_client", "-connect", f"{LOCALHOST}:{port}", *known, *options]
    done = subprocess.run(command, input=say, capture_output=True, encoding="utf-8", timeout=SECONDS, check=False)
    return done.stdout + done.stderr


@pytest.mark.parametrize("line", PEERS)
def test_requestors(line: str, hospital: Hospital, acceptor: TLSSettings, openssl: None) -> None:
    told: list[str] = []
    with accepting(acceptor, told) as port:
        s_client(port, hospital, *spelled(line))

    assert told[0].endswith(" None") is PEERS[line], told


def test_nobody_renegotiates(hospital: Hospital, acceptor: TLSSettings, openssl: None) -> None:
    """RFC 9325 3.5. A client that asks for it (`R`) is refused."""
    told: list[str] = []
    with accepting(acceptor, told) as port:
        said = s_client(port, hospital, "-tls1_2", say="R\n")

    assert told[0] == "TLSv1.2 None"
    assert "RENEGOTIATING" in said
    assert "no renegotiation" in said
