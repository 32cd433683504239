"""TLS of the acceptor: requestors on Python's ssl and DCMTK's, and what is said of those that do not get in."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from scu.dimse.tls.handshake import wrap_server
from scu.dimse.tls.profiles import Profile
from scu.dimse.tls.settings import TLSSettings, server_context
from scu.errors import TimedOut, TLSFailure
from tests.peers.certificates import Identity
from tests.peers.processes import LOCALHOST
from tests.peers.tls import (
    Hospital,
    associate_request,
    connect,
    dcmtk_program,
    make_hospital,
)

SECONDS = 20.0


@pytest.fixture(scope="module")
def hospital(tmp_path_factory: pytest.TempPathFactory) -> Hospital:
    return make_hospital(tmp_path_factory.mktemp("hospital"))


@dataclass
class Accepted:
    """What `wrap_server` made of one connection."""

    version: str = ""
    peer: str = ""
    error: TLSFailure | TimedOut | None = None


def accepting(settings: TLSSettings, requestor: Callable[[int], None], *, timeout: float = SECONDS) -> Accepted:
    """Let the requestor connect to our acceptor."""
    outcome = Accepted()
    with socket.create_server((LOCALHOST, 0)) as listener:
        thread = threading.Thread(target=requestor, args=(listener.getsockname()[1],))
        thread.start()
        listener.settimeout(SECONDS)
        sock, _ = listener.accept()
        try:
            with wrap_server(sock, server_context(settings), settings, timeout=timeout) as tls:
                outcome.version = tls.version() or ""
                outcome.peer = str(tls.getpeercert())
        except (TLSFailure, TimedOut) as error:
            outcome.error = error
        finally:
            thread.join(SECONDS)
    return outcome


def serving(hospital: Hospital) -> TLSSettings:
    return replace(hospital.trusting, key_file=hospital.server.key, certificate_file=hospital.server.certificate)


def requesting(
    trusted: Path, identity: Identity | None = None, ciphers: str = "", newest: str = "TLSv1_3"
) -> Callable[[int], None]:
    """A requestor on Python's ssl that keeps its failures to itself."""

    def requestor(port: int) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.maximum_version = ssl.TLSVersion[newest]
        context.load_verify_locations(trusted)
        if ciphers:
            context.set_ciphers(ciphers)
        if identity:
            context.load_cert_chain(identity.certificate, identity.key)
        with connect(port) as sock:
            try:
                with context.wrap_socket(sock) as tls:
                    tls.recv(1)
            except OSError:
                return

    return requestor


def saying(data: bytes) -> Callable[[int], None]:
    def requestor(port: int) -> None:
        with connect(port) as sock:
            sock.sendall(data)
            sock.shutdown(socket.SHUT_WR)
            try:
                sock.recv(100)
            except ConnectionResetError:
                return

    return requestor


def test_acceptor_takes_those_it_knows(hospital: Hospital) -> None:
    got = accepting(serving(hospital), requesting(hospital.authority.certificate, hospital.client))
    assert (got.error, got.version) == (None, "TLSv1.3")
    assert hospital.client.load().serial_number == int(got.peer.split("'serialNumber': '")[1].split("'")[0], 16)


def test_acceptor_can_do_dhe(hospital: Hospital) -> None:
    settings = replace(serving(hospital), profile=Profile.BCP195_NON_DOWNGRADING)
    requestor = requesting(
        hospital.authority.certificate, hospital.client, ciphers="DHE-RSA-AES128-GCM-SHA256", newest="TLSv1_2"
    )
    got = accepting(settings, requestor)
    assert (got.error, got.version) == (None, "TLSv1.2")


def test_anonymous_acceptor(hospital: Hospital) -> None:
    name = "TLS_DH_anon_WITH_AES_128_GCM_SHA256"
    requestor = requesting(hospital.authority.certificate, ciphers="ADH-AES128-GCM-SHA256:@SECLEVEL=0")
    got = accepting(TLSSettings(verify_peer=False, ciphers=(name,)), requestor)
    assert (got.error, got.version) == (None, "TLSv1.2")


def test_acceptor_takes_anybody_when_it_does_not_verify(hospital: Hospital) -> None:
    got = accepting(replace(serving(hospital), verify_peer=False), requesting(hospital.authority.certificate))
    assert (got.error, got.version) == (None, "TLSv1.3")


@pytest.mark.parametrize("newest", ["TLSv1_2", "TLSv1_3"])
def test_requestor_without_certificate(newest: str, hospital: Hospital) -> None:
    got = accepting(serving(hospital), requesting(hospital.authority.certificate, newest=newest))
    assert got.error
    assert got.error.message == "the requestor has shown no certificate"
    assert "the administrator of the system that connects must give it" in got.error.remedy


def test_requestor_of_an_unknown_issuer(hospital: Hospital) -> None:
    stranger = hospital.stranger.issue("requestor")
    got = accepting(serving(hospital), requesting(hospital.authority.certificate, stranger))
    assert got.error
    assert got.error.message == "the certificate of the requestor comes from an issuer that is not trusted here"


def test_requestor_does_not_trust_us(hospital: Hospital) -> None:
    requestor = requesting(hospital.stranger.certificate, hospital.client)
    got = accepting(serving(hospital), requestor)
    assert got.error
    assert got.error.message == "the requestor refuses our certificate"


def test_requestor_with_other_ciphers(hospital: Hospital) -> None:
    requestor = requesting(hospital.authority.certificate, ciphers="AES256-SHA256", newest="TLSv1_2")
    got = accepting(serving(hospital), requestor)
    assert got.error
    assert "no cipher suite in common" in got.error.message


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (associate_request(), "the requestor does not speak TLS: it sent an A-ASSOCIATE-RQ of plain DICOM"),
        (b"GET / HTTP/1.1\r\n\r\n", "it sent HTTP, as a web server or browser does"),
        (b"\x80\x2e\x01", "it sent the bytes 80 2e 01"),
        (b"", "the requestor closed the connection without a TLS hello"),
        (b"\x16", "closed the connection in the middle of the TLS handshake"),
    ],
    ids=["dicom", "http", "garbage", "nothing", "one byte"],
)
def test_requestor_does_not_speak_tls(data: bytes, message: str, hospital: Hospital) -> None:
    got = accepting(serving(hospital), saying(data))
    assert got.error
    assert message in got.error.message


def test_silent_requestor(hospital: Hospital) -> None:
    done = threading.Event()

    def requestor(port: int) -> None:
        with connect(port):
            done.wait(SECONDS)

    settings = serving(hospital)
    with socket.create_server((LOCALHOST, 0)) as listener:
        thread = threading.Thread(target=requestor, args=(listener.getsockname()[1],))
        thread.start()
        sock, _ = listener.accept()
        with pytest.raises(TimedOut, match="no TLS handshake with the requestor"):
            wrap_server(sock, server_context(settings), settings, timeout=0.05)
        done.set()
        thread.join(SECONDS)


def echoscu(*options: str) -> Callable[[int], None]:
    def requestor(port: int) -> None:
        command = [dcmtk_program("echoscu"), *options, LOCALHOST, str(port)]
        subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)

    return requestor


def test_dcmtk_requestor(hospital: Hospital, dcmtk: object) -> None:
    client = hospital.client
    requestor = echoscu("+tls", str(client.key), str(client.certificate), "+cf", str(hospital.authority.certificate))
    got = accepting(serving(hospital), requestor)
    assert (got.error, got.version) == (None, "TLSv1.3")


def test_plain_dcmtk_requestor(hospital: Hospital, dcmtk: object) -> None:
    got = accepting(serving(hospital), echoscu())
    assert got.error
    assert got.error.message == "the requestor does not speak TLS: it sent an A-ASSOCIATE-RQ of plain DICOM"
    assert "must switch on TLS" in got.error.remedy
