"""What a user is told where TLS comes to nothing: the first line, the kind, the exit status; and never a password."""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from tests.peers import dcmtk as dcmtk_peers
from tests.peers import scripts, secure
from tests.peers.certificates import Identity
from tests.peers.command import error_here, run_here, run_scu
from tests.peers.processes import LOCALHOST, free_port
from tests.peers.recording import Recorder, recording_scp
from tests.peers.scripted import Conversation, Script, scripted_peer
from tests.peers.tls import Hospital, listening, plain, python_context, s_server, secured
from tests.peers.verbs import SECONDS, VERBS, arguments

PASSWORD = "open sesame"


def failing(*command: object, kind: str = "tls", status: int = 3) -> str:
    """The command ends so; returns what happened and what to do."""
    error = error_here(*command, kind=kind, status=status)
    assert error["remedy"]
    return f"{error['message']}; {error['remedy']}"


@dataclass(frozen=True)
class Pair:
    """A server's certificate, and what we say to trust or distrust it."""

    identity: Identity
    options: Sequence[object]


def unfit(case: str, hospital: Hospital) -> Pair:
    authority, below = hospital.authority, hospital.below
    trust = secure.anonymous(hospital)
    if case == "expired":
        return Pair(authority.issue("expired", since=-20, until=-10), trust)
    if case == "not yet valid":
        return Pair(authority.issue("early", since=10), trust)
    if case == "unknown issuer":
        return Pair(hospital.stranger.issue("server"), trust)
    if case == "self-signed":
        return Pair(hospital.stranger.identity, trust)
    if case == "wrong name":
        return Pair(hospital.server, [*trust, "--request-sni", "other.test"])
    if case == "revoked":
        revoked = authority.issue("revoked")
        return Pair(revoked, [*trust, "--add-crl-file", authority.revoke("leaf.pem", [revoked.load()])])
    if case == "revoked above":
        lists = authority.revoke("above.pem", [below.load()]), below.revoke("none.pem")
        both = [word for each in lists for word in ("--add-crl-file", each)]
        return Pair(below.issue("server"), [*trust, *both, "--enable-crl-all"])
    assert case == "old list"
    return Pair(hospital.server, [*trust, "--add-crl-file", authority.revoke("old.pem", until=-1)])


UNFIT = {
    "expired": "the certificate of the server has expired",
    "not yet valid": "the certificate of the server is not yet valid",
    "unknown issuer": "comes from an issuer that is not trusted here",
    "self-signed": "is self-signed",
    "wrong name": "is for another host name than other.test",
    "revoked": "the certificate of the server is revoked",
    "revoked above": "the certificate of the server is revoked",
    "old list": "the revocation list for the certificate of the server has expired",
}


@pytest.mark.parametrize("case", UNFIT)
def test_a_certificate_that_does_not_hold(case: str, hospital: Hospital) -> None:
    pair = unfit(case, hospital)
    with recording_scp(tls=python_context(pair.identity)) as recorder:
        said = failing("echo", recorder.address, *pair.options)
        taken = run_here("echo", recorder.address, "--anonymous-tls", "--ignore-peer-cert")

    assert UNFIT[case] in said
    assert taken.returncode == 0
    assert len(recorder.requests) == 1  # the one that took any certificate


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_says_so(verb: str, hospital: Hospital, tmp_path: Path) -> None:
    context = python_context(hospital.authority.issue("expired-for-all", since=-20, until=-10))
    with listening(secured(context)) as (port, outcome):
        said = failing(verb, LOCALHOST, port, *secure.known(hospital), *arguments(verb, tmp_path))
        assert isinstance(outcome.exception(timeout=SECONDS), ssl.SSLError)

    assert "the certificate of the server has expired" in said


@pytest.mark.parametrize("newest", ["TLSv1_2", "TLSv1_3"])
def test_a_server_that_wants_our_certificate(newest: str, hospital: Hospital) -> None:
    context = python_context(hospital.server, trusted=hospital.authority.certificate, newest=newest)
    stranger = hospital.stranger.issue(f"client-{newest}")
    with recording_scp(tls=context) as recorder:
        none = failing("echo", recorder.address, *secure.anonymous(hospital))
        unknown = failing(
            *("echo", recorder.address, "--enable-tls", stranger.key, stranger.certificate),
            *("--add-cert-file", hospital.authority.certificate),
        )
        good = run_here("echo", recorder.address, *secure.known(hospital))

    assert "requires a certificate of ours" in none and "--enable-tls KEY CERT" in none
    assert "refuses our certificate" in unknown
    assert good.returncode == 0
    assert len(recorder.requests) == 1


@pytest.mark.parametrize("option", ["-rc", "-ic"])
def test_dcmtk_and_our_certificate(option: str, dcmtk: object, hospital: Hospital, tmp_path: Path) -> None:
    with secure.storescp(tmp_path, hospital, option) as server:
        if option == "-rc":
            assert "requires a certificate of ours" in failing("echo", server.address, *secure.anonymous(hospital))
        else:
            assert run_here("echo", server.address, *secure.anonymous(hospital)).returncode == 0


def test_no_version_in_common(openssl: object, hospital: Hospital, tmp_path: Path) -> None:
    server = hospital.authority.issue("old", rsa_key=True)
    options = ("-tls1_1", "-cipher", "ALL:@SECLEVEL=0")
    with s_server(tmp_path, server.key, server.certificate, *options) as port:
        said = failing("echo", LOCALHOST, port, *secure.anonymous(hospital))

    assert "no TLS version in common" in said
    assert "--profile-bcp195" in said


def test_no_cipher_in_common(hospital: Hospital) -> None:
    context = python_context(hospital.server, newest="TLSv1_2")
    context.set_ciphers("AES256-SHA")
    with listening(secured(context)) as (port, outcome):
        said = failing("echo", LOCALHOST, port, *secure.anonymous(hospital))
        assert isinstance(outcome.exception(timeout=SECONDS), ssl.SSLError)

    assert "no cipher suite" in said
    assert "--cipher" in said


@pytest.mark.parametrize("verb", VERBS)
def test_a_server_without_tls(verb: str, storescp: dcmtk_peers.Server, hospital: Hospital, tmp_path: Path) -> None:
    said = failing(verb, storescp.address, *secure.known(hospital), *arguments(verb, tmp_path))

    assert "when we began to speak TLS" in said or "does not speak TLS" in said
    assert "leave TLS out" in said
    assert storescp.files() == []


@pytest.mark.parametrize(
    "answer",
    [
        bytes.fromhex("0700000000040000 0201"),
        bytes.fromhex("0300000000040001 0101"),
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        b"SSH-2.0-OpenSSH\r\n",
    ],
    ids=["abort", "rejection", "http", "ssh"],
)
def test_servers_of_something_else(answer: bytes, hospital: Hospital) -> None:
    with listening(plain(answer)) as (port, _):
        said = failing("echo", LOCALHOST, port, *secure.anonymous(hospital))

    assert said.startswith("the server does not speak TLS")
    assert "leave TLS out" in said


@pytest.fixture(scope="module", params=["dcmtk", "TLSv1_2", "TLSv1_3"])
def secret(
    request: pytest.FixtureRequest, dcmtk: object, hospital: Hospital, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a server that speaks TLS alone."""
    servers: AbstractContextManager[dcmtk_peers.Server | Recorder]
    if request.param == "dcmtk":
        servers = secure.storescp(tmp_path_factory.mktemp("storescp"), hospital)
    else:
        servers = recording_scp(tls=python_context(hospital.server, newest=request.param))
    with servers as server:
        yield server.address


@pytest.mark.parametrize("verb", VERBS)
def test_a_server_with_tls_alone(verb: str, secret: str, tmp_path: Path) -> None:
    said = failing(verb, secret, *arguments(verb, tmp_path))

    assert said.startswith("the server speaks TLS on that port, and we do not")
    assert "--enable-tls KEY CERT or --anonymous-tls" in said


def test_an_alert_in_answer_to_plain_dicom() -> None:
    with scripted_peer(scripts.say(scripts.TLS_ALERT)) as peer:
        assert "the server speaks TLS on that port, and we do not" in failing("echo", peer.address)

    assert len(peer.conversations) == 1


def hang_up_on_everything(conversation: Conversation) -> None:
    """A peer without TLS that closes whatever comes."""


def hang_up_on_dicom_and_say_nothing_to_tls(conversation: Conversation) -> None:
    if conversation.read(1) != b"\x01":
        conversation.wait_until_closed()


@pytest.mark.parametrize("script", [hang_up_on_everything, hang_up_on_dicom_and_say_nothing_to_tls])
def test_a_server_that_hangs_up_and_speaks_no_tls_is_not_said_to(script: Script) -> None:
    with scripted_peer(script) as peer:
        said = failing("echo", peer.address, "-ta", 0.5, kind="aborted")

    assert "the peer" in said or "the connection" in said
    assert "TLS" not in said
    assert len(peer.conversations) == 2


@pytest.fixture(scope="module")
def unused() -> Iterator[Recorder]:
    """A server that nothing may be sent to."""
    with recording_scp() as recorder:
        yield recorder
    assert recorder.requests == []


@pytest.fixture(scope="module")
def locked(hospital: Hospital, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The client's key under a password."""
    folder = tmp_path_factory.mktemp("locked")
    return hospital.client.key_as(folder / "locked.key", Encoding.PEM, password=PASSWORD)


USAGE = {
    "wrong password": (2, "usage", "the password of the private key", "--use-passwd"),
    "key of another": (4, "file", "does not belong to the certificate", "name the key that"),
    "no key": (4, "file", "/nowhere/key.pem", ""),
    "no certificate": (4, "file", "/nowhere/cert.pem", ""),
    "no authority": (4, "file", "/nowhere/ca.pem", ""),
    "no folder": (4, "file", "/nowhere/folder", ""),
    "no list": (4, "file", "/nowhere/crl.pem", ""),
    "no certificate in it": (4, "file", "holds no certificate that can be read", "openssl x509"),
    "3DES": (2, "usage", "3DES", "--list-ciphers"),
    "profile with 3DES": (2, "usage", "TLS profile basic needs", "--list-profiles"),
    "nobody trusted": (2, "usage", "no certificate is trusted", "--add-cert-file"),
}


def unusable(case: str, hospital: Hospital, locked: Path) -> list[object]:
    client, ca = hospital.client, hospital.authority.certificate
    trust = secure.anonymous(hospital)
    lines: dict[str, list[object]] = {
        "wrong password": ["--enable-tls", locked, client.certificate, "--add-cert-file", ca, "+pw", "guess work"],
        "key of another": ["--enable-tls", hospital.server.key, client.certificate, "--add-cert-file", ca],
        "no key": ["--enable-tls", "/nowhere/key.pem", client.certificate, "--add-cert-file", ca],
        "no certificate": ["--enable-tls", client.key, "/nowhere/cert.pem", "--add-cert-file", ca],
        "no authority": ["--anonymous-tls", "--add-cert-file", "/nowhere/ca.pem"],
        "no folder": ["--anonymous-tls", "--add-cert-dir", "/nowhere/folder"],
        "no list": [*trust, "--add-crl-file", "/nowhere/crl.pem"],
        "no certificate in it": ["--anonymous-tls", "--add-cert-file", client.key],
        "3DES": [*trust, "--cipher", "TLS_RSA_WITH_3DES_EDE_CBC_SHA"],
        "profile with 3DES": [*trust, "--profile-basic"],
        "nobody trusted": ["--anonymous-tls"],
    }
    return lines[case]


@pytest.fixture(scope="module")
def trusting(hospital: Hospital) -> Iterator[Recorder]:
    """A server with TLS that wants no certificate of ours."""
    with recording_scp(tls=python_context(hospital.server)) as recorder:
        yield recorder


def lists_3des() -> bool:
    """Whether this machine's OpenSSL can do what most cannot any more."""
    return "3DES" in run_here("echo", "--list-ciphers").stdout


@pytest.mark.parametrize("case", USAGE)
def test_what_cannot_be_used_is_found_before_anything_is_sent(
    case: str, unused: Recorder, hospital: Hospital, locked: Path
) -> None:
    status, kind, message, remedy = USAGE[case]
    if "3DES" in case and lists_3des():
        status, kind, message, remedy = 3, "tls", "TLS", ""  # then the plain server is in its way
    said = failing("echo", unused.address, *unusable(case, hospital, locked), kind=kind, status=status)

    assert message in said
    assert remedy in said
    assert "guess work" not in said


@pytest.mark.parametrize("how", ["option", "environment", "file"])
@pytest.mark.parametrize("right", [True, False])
def test_passwords_are_shown_nowhere(
    how: str, right: bool, trusting: Recorder, hospital: Hospital, locked: Path, tmp_path: Path
) -> None:
    password = PASSWORD if right else "guess work"
    (tmp_path / "password.txt").write_text(f"{password}\n")
    options: dict[str, list[object]] = {
        "option": ["--use-passwd", password],
        "environment": [],
        "file": ["--passwd-file", tmp_path / "password.txt"],
    }
    done = run_scu(
        *("echo", trusting.address, "--enable-tls", locked, hospital.client.certificate),
        *("--add-cert-file", hospital.authority.certificate, *options[how]),
        *("--log-level", "trace", "--log-file", tmp_path / "log", "--format", "json"),
        env={"SCU_TLS_PASSWORD": password} if how == "environment" else {},
    )

    assert done.returncode == (0 if right else 2)
    told = done.stdout + done.stderr + (tmp_path / "log").read_text()
    assert "echo" in told
    assert password not in told


def test_nobody_listens_is_no_matter_of_tls(hospital: Hospital) -> None:
    said = failing("echo", LOCALHOST, free_port(), *secure.anonymous(hospital), kind="refused")

    assert "refused the connection" in said
    assert "TLS" not in said
