"""TLS handshakes with Python's ssl, OpenSSL's and DCMTK's programs, and what is said when they fail."""

from __future__ import annotations

import socket
import ssl
from dataclasses import replace
from pathlib import Path

import pytest

from scu.dimse.tls.failures import Side, failure, not_tls
from scu.dimse.tls.handshake import wrap_client
from scu.dimse.tls.profiles import RULES, Profile
from scu.dimse.tls.settings import CRLCheck, TLSSettings, client_context
from scu.errors import TimedOut, TLSFailure
from tests.peers.processes import LOCALHOST, free_port, running
from tests.peers.tls import (
    Hospital,
    Talk,
    associate_request,
    connect,
    dcmtk_program,
    exchange,
    listening,
    make_hospital,
    plain,
    python_context,
    s_server,
    secured,
)

SECONDS = 20.0


@pytest.fixture(scope="module")
def hospital(tmp_path_factory: pytest.TempPathFactory) -> Hospital:
    return make_hospital(tmp_path_factory.mktemp("hospital"))


def shake_hands(port: int, settings: TLSSettings) -> ssl.SSLSocket:
    return wrap_client(connect(port), client_context(settings), settings, timeout=SECONDS)


def refused(talk: Talk, settings: TLSSettings) -> TLSFailure:
    """The error of a handshake with that server."""
    with listening(talk) as (port, _), pytest.raises(TLSFailure) as caught:
        shake_hands(port, settings)
    assert caught.value.cause
    assert caught.value.remedy
    assert "{" not in f"{caught.value.message}{caught.value.cause}{caught.value.remedy}"
    return caught.value


def test_data_goes_both_ways(hospital: Hospital) -> None:
    with listening(secured(python_context(hospital.server))) as (port, outcome):
        with shake_hands(port, hospital.trusting) as tls:
            assert tls.gettimeout() == 0.0
            assert exchange(tls, b"", 5) == b"hello"
        assert outcome.result(SECONDS) == "TLSv1.3"


@pytest.mark.parametrize("profile", [profile for profile in Profile if profile is not Profile.BASIC])
def test_profile_negotiates_what_it_allows(profile: Profile, hospital: Hospital, tmp_path: Path, openssl: None) -> None:
    identity = hospital.server
    # Whatever else the server can do: it takes its own preferences before ours.
    everything = ["-cipher", "ALL:eNULL:@SECLEVEL=0", "-serverpref"]
    settings = replace(hospital.trusting, profile=profile)
    with (
        s_server(tmp_path, identity.key, identity.certificate, *everything) as port,
        shake_hands(port, settings) as tls,
    ):
        allowed = RULES[profile].maximum is ssl.TLSVersion.MAXIMUM_SUPPORTED
        assert tls.version() == ("TLSv1.3" if allowed else "TLSv1.2")
        if profile is Profile.NULL:
            assert tls.cipher() == ("NULL-SHA", "SSLv3", 0)


OLD_VERSIONS = {Profile.BCP195, Profile.AES, Profile.NULL}


@pytest.mark.parametrize("profile", [profile for profile in Profile if profile is not Profile.BASIC])
def test_only_retired_profiles_speak_tls_1_0(
    profile: Profile, hospital: Hospital, tmp_path: Path, openssl: None
) -> None:
    identity = hospital.server
    settings = replace(hospital.trusting, profile=profile)
    old = ["-tls1", "-cipher", "ALL:eNULL:@SECLEVEL=0"]
    with s_server(tmp_path, identity.key, identity.certificate, *old) as port:
        if profile in OLD_VERSIONS:
            with shake_hands(port, settings) as tls:
                assert tls.version() == "TLSv1"
        else:
            with pytest.raises(TLSFailure, match="TLS version in common"):
                shake_hands(port, settings)


def test_no_cipher_in_common_until_it_is_added(hospital: Hospital, tmp_path: Path, openssl: None) -> None:
    identity = hospital.server
    only = ["-tls1_2", "-cipher", "AES128-SHA256"]
    with s_server(tmp_path, identity.key, identity.certificate, *only) as port:
        with pytest.raises(TLSFailure, match="no cipher suite or TLS version in common"):
            shake_hands(port, hospital.known)
        settings = replace(hospital.trusting, ciphers=("TLS_RSA_WITH_AES_128_CBC_SHA256",))
        with shake_hands(port, settings) as tls:
            assert tls.cipher() == ("AES128-SHA256", "TLSv1.2", 128)


def test_server_name_is_sent_and_checked(hospital: Hospital) -> None:
    named = hospital.authority.issue("named", "archive.test")
    context = python_context(named)
    asked: list[str | None] = []
    context.sni_callback = lambda _socket, name, _context: asked.append(name)
    settings = replace(hospital.trusting, server_name="archive.test")
    with listening(secured(context)) as (port, _), shake_hands(port, settings):
        pass

    wrong = refused(secured(context), replace(settings, server_name="other.test"))

    assert asked == ["archive.test", "other.test"]
    assert wrong.message == "the certificate of the server is for another host name than other.test"


def test_no_server_name_by_default(hospital: Hospital) -> None:
    context = python_context(hospital.server)
    asked: list[str | None] = []
    context.sni_callback = lambda _socket, name, _context: asked.append(name)
    with listening(secured(context)) as (port, _), shake_hands(port, hospital.trusting):
        pass
    assert asked == [None]


def test_expired(hospital: Hospital) -> None:
    identity = hospital.authority.issue("expired", since=-9, until=-2)
    error = refused(secured(python_context(identity)), hospital.trusting)
    assert error.message == "the certificate of the server has expired"
    assert "PACS administrator must install a renewed certificate" in error.remedy


def test_not_yet_valid(hospital: Hospital) -> None:
    identity = hospital.authority.issue("future", since=2, until=9)
    error = refused(secured(python_context(identity)), hospital.trusting)
    assert error.message == "the certificate of the server is not yet valid"


def test_unknown_issuer(hospital: Hospital) -> None:
    identity = hospital.stranger.issue("unknown")
    error = refused(secured(python_context(identity)), hospital.trusting)
    assert "issuer that is not trusted here" in error.message
    assert "--add-cert-file" in error.remedy


def test_self_signed(hospital: Hospital) -> None:
    error = refused(secured(python_context(hospital.stranger.identity)), hospital.trusting)
    assert "self-signed" in error.message


def test_anybody_will_do_when_the_peer_is_not_verified(hospital: Hospital) -> None:
    identity = hospital.stranger.issue("ignored", until=-0.5)
    with (
        listening(secured(python_context(identity))) as (port, _),
        shake_hands(port, TLSSettings(verify_peer=False)) as tls,
    ):
        assert exchange(tls, b"", 5) == b"hello"


@pytest.mark.parametrize("name", ["pem", "der"])
def test_revoked(name: str, hospital: Hospital) -> None:
    identity = hospital.authority.issue("revoked")
    crl = hospital.authority.revoke(f"crl.{name}", [identity.load()], der=name == "der")
    settings = replace(hospital.trusting, crl_files=(crl,))  # which implies the check of the leaf

    error = refused(secured(python_context(identity)), settings)

    assert error.message == "the certificate of the server is revoked"
    with listening(secured(python_context(hospital.server))) as (port, _), shake_hands(port, settings):
        pass


def test_revoked_in_the_chain(hospital: Hospital) -> None:
    identity = hospital.below.issue("deep")
    leaf_list = hospital.below.revoke("leaves.crl")
    chain_list = hospital.authority.revoke("authorities.crl", [hospital.below.load()])
    settings = replace(hospital.trusting, crl_files=(leaf_list, chain_list))

    with listening(secured(python_context(identity))) as (port, _), shake_hands(port, settings):
        pass
    error = refused(secured(python_context(identity)), replace(settings, crl_check=CRLCheck.CHAIN))

    assert error.message == "the certificate of the server is revoked"


def test_no_list_of_the_issuer(hospital: Hospital) -> None:
    settings = replace(hospital.trusting, crl_files=(hospital.below.revoke("other.crl"),))
    error = refused(secured(python_context(hospital.server)), settings)
    assert error.message.startswith("there is no revocation list of the issuer")


def test_expired_list(hospital: Hospital) -> None:
    settings = replace(hospital.trusting, crl_files=(hospital.authority.revoke("old.crl", until=-1),))
    error = refused(secured(python_context(hospital.server)), settings)
    assert error.message == "the revocation list for the certificate of the server has expired"


def test_server_wants_a_certificate(hospital: Hospital) -> None:
    context = python_context(hospital.server, trusted=hospital.authority.certificate, newest="TLSv1_2")
    error = refused(secured(context), hospital.trusting)
    assert "requires a certificate of ours" in error.message
    assert "--enable-tls KEY CERT" in error.remedy
    with listening(secured(context)) as (port, _), shake_hands(port, hospital.known):
        pass


def test_server_of_tls_1_3_wants_a_certificate(hospital: Hospital) -> None:
    """There it is said only after the handshake, to whoever reads."""
    context = python_context(hospital.server, trusted=hospital.authority.certificate)
    with listening(secured(context)) as (port, outcome):
        with shake_hands(port, hospital.trusting) as tls:
            tls.settimeout(SECONDS)
            with pytest.raises(ssl.SSLError) as caught:
                tls.recv(1)
        error = failure(caught.value, Side.CLIENT, hospital.trusting)
        assert error.message == "the server requires a certificate of ours, and we have shown none"
        assert isinstance(outcome.exception(SECONDS), ssl.SSLError)


def test_server_refuses_our_certificate(hospital: Hospital) -> None:
    context = python_context(hospital.server, trusted=hospital.stranger.certificate, newest="TLSv1_2")
    error = refused(secured(context), hospital.known)
    assert error.message == "the server refuses our certificate"
    assert error.comment == "unknown ca"


A_ABORT = bytes.fromhex("07 00 00000004 00000200")


@pytest.mark.parametrize(
    "talk",
    [
        plain(A_ABORT),
        plain(b"HTTP/1.1 400 Bad Request\r\n\r\n"),
        plain(b"SSH-2.0-OpenSSH_9.2\r\n", wait=False),
    ],
    ids=["abort", "http", "early"],
)
def test_server_does_not_speak_tls(talk: Talk, hospital: Hospital) -> None:
    error = refused(talk, hospital.trusting)
    assert error.message.startswith("the server does not speak TLS")
    assert "PACS administrator for the port with TLS" in error.remedy


@pytest.mark.parametrize(
    ("first", "message"),
    [
        (A_ABORT, "it answered with an A-ABORT of plain DICOM"),
        (b"HTTP/1.1 400", "it answered with HTTP, as a web server or browser does"),
        (b"\x01\x02ga", "it answered with the bytes 01 02 67 61"),
    ],
)
def test_what_the_server_said_instead(first: bytes, message: str) -> None:
    assert not_tls(Side.CLIENT, first).message == f"the server does not speak TLS: {message}"


def test_server_closes_upon_our_hello(hospital: Hospital) -> None:
    error = refused(plain(), hospital.trusting)
    assert error.message == "the server closed the connection when we began to speak TLS"


def test_silent_server(hospital: Hospital) -> None:
    settings = hospital.trusting
    with socket.create_server((LOCALHOST, 0)) as listener, pytest.raises(TimedOut) as caught:
        wrap_client(connect(listener.getsockname()[1]), client_context(settings), settings, timeout=0.05)
    assert caught.value.message == "no TLS handshake with the server within 0.05 s"
    assert "without TLS" in caught.value.cause


def test_the_socket_is_closed_after_a_failure(hospital: Hospital) -> None:
    settings = hospital.trusting
    with listening(plain(A_ABORT)) as (port, _):
        sock = connect(port)
        with pytest.raises(TLSFailure):
            wrap_client(sock, client_context(settings), settings, timeout=SECONDS)
        assert sock.fileno() == -1


# DCMTK


@pytest.mark.parametrize("profile", ["+py", "+px", "+pz", "+pa", "+pn"])
def test_dcmtk_server(profile: str, hospital: Hospital, tmp_path: Path, dcmtk: object) -> None:
    ours = dict(
        zip(("+py", "+px", "+pz", "+pa", "+pn"), ("bcp195-nd", "bcp195", "bcp195-ex", "aes", "null"), strict=True)
    )
    identity = hospital.server
    port = free_port()
    command = [dcmtk_program("storescp"), "+tls", str(identity.key), str(identity.certificate)]
    command += ["+cf", str(hospital.authority.certificate), profile, "-od", str(tmp_path), str(port)]
    settings = replace(hospital.known, profile=Profile(ours[profile]))
    with running(command, tmp_path, port), shake_hands(port, settings) as tls:
        answer = exchange(tls, associate_request(), 6)
    assert answer[0] == 2  # A-ASSOCIATE-AC


def test_dcmtk_server_wants_a_certificate(hospital: Hospital, tmp_path: Path, dcmtk: object) -> None:
    identity = hospital.server
    port = free_port()
    command = [dcmtk_program("storescp"), "+tls", str(identity.key), str(identity.certificate)]
    command += ["+cf", str(hospital.authority.certificate), "+pz", "-od", str(tmp_path), str(port)]
    with running(command, tmp_path, port), pytest.raises(TLSFailure, match="requires a certificate of ours"):
        shake_hands(port, replace(hospital.trusting, profile=Profile.BCP195_EXTENDED))


def test_plain_dcmtk_server(hospital: Hospital, tmp_path: Path, dcmtk: object) -> None:
    port = free_port()
    command = [dcmtk_program("storescp"), "-od", str(tmp_path), str(port)]
    with running(command, tmp_path, port), pytest.raises(TLSFailure) as caught:
        shake_hands(port, hospital.trusting)
    assert caught.value.message == "the server closed the connection when we began to speak TLS"
    assert "it speaks plain DICOM" in caught.value.cause
