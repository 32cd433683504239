"""Keys, passwords, certificates, revocation lists and seeds: from files into an SSL context, or a clear error."""

from __future__ import annotations

import ssl
import stat
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PrivateFormat
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scu.dimse.tls.settings import CRLCheck, FileFormat, TLSSettings, client_context, server_context
from scu.errors import FileProblem, ScuError, UsageError
from tests.peers.certificates import Authority, Identity

PASSWORD = "Geheim·Wort"
ANYBODY = TLSSettings(verify_peer=False)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tls") / "authority")


@pytest.fixture(scope="module")
def device(authority: Authority) -> Identity:
    return authority.issue("device")


@pytest.fixture(scope="module")
def elliptic(authority: Authority) -> Identity:
    return authority.issue("elliptic", rsa_key=False)


@pytest.fixture
def private_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of temporary files, which must be empty in the end."""
    folder = tmp_path / "private"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def showing(key: Path, certificate: Path) -> TLSSettings:
    return replace(ANYBODY, key_file=key, certificate_file=certificate)


# Keys and passwords


@pytest.mark.parametrize(
    ("encoding", "form", "kind"),
    [
        (Encoding.PEM, PrivateFormat.PKCS8, "device"),
        (Encoding.PEM, PrivateFormat.TraditionalOpenSSL, "device"),
        (Encoding.DER, PrivateFormat.PKCS8, "device"),
        (Encoding.DER, PrivateFormat.TraditionalOpenSSL, "device"),
        (Encoding.DER, PrivateFormat.PKCS8, "elliptic"),
        (Encoding.DER, PrivateFormat.TraditionalOpenSSL, "elliptic"),
    ],
    ids=lambda value: getattr(value, "value", None) or str(value).rpartition(".")[2],
)
def test_keys_of_every_kind(
    encoding: Encoding,
    form: PrivateFormat,
    kind: str,
    private_files: Path,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    identity: Identity = request.getfixturevalue(kind)
    der = encoding is Encoding.DER
    certificate = identity.certificate_as_der(tmp_path / "cert.der") if der else identity.certificate
    wanted = replace(
        showing(identity.key_as(tmp_path / "key", encoding, form), certificate),
        file_format=FileFormat.DER if der else FileFormat.PEM,
    )
    client_context(wanted)
    server_context(wanted)
    assert not list(private_files.iterdir())


def locked(identity: Identity, tmp_path: Path, *, der: bool) -> TLSSettings:
    key = identity.key_as(tmp_path / "locked", Encoding.DER if der else Encoding.PEM, password=PASSWORD)
    certificate = identity.certificate_as_der(tmp_path / "cert.der") if der else identity.certificate
    return replace(showing(key, certificate), file_format=FileFormat.DER if der else FileFormat.PEM)


@pytest.mark.parametrize("der", [False, True], ids=["pem", "der"])
def test_password(der: bool, device: Identity, tmp_path: Path, private_files: Path) -> None:
    wanted = locked(device, tmp_path, der=der)

    client_context(replace(wanted, password=PASSWORD))
    for wrong in ("falsch", "", "x" * 2000, "\udcff"):
        with pytest.raises(UsageError, match=r"the password of the private key .* is wrong"):
            client_context(replace(wanted, password=wrong))
    with pytest.raises(UsageError, match="is encrypted, and there is no password for it"):
        client_context(wanted)
    assert not list(private_files.iterdir())


def test_password_is_asked_for_once(device: Identity, tmp_path: Path) -> None:
    prompts: list[str] = []

    def ask(prompt: str) -> str:
        prompts.append(prompt)
        return PASSWORD

    wanted = replace(locked(device, tmp_path, der=False), password=ask)
    client_context(wanted)
    server_context(wanted)
    assert prompts == [f"Password of the private key {tmp_path / 'locked'}: "]


def test_nobody_is_asked_without_need(device: Identity) -> None:
    def ask(prompt: str) -> str:
        raise AssertionError(prompt)

    client_context(replace(showing(device.key, device.certificate), password=ask))


def test_who_declines_to_answer_stops_it(device: Identity, tmp_path: Path) -> None:
    def ask(prompt: str) -> str:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        client_context(replace(locked(device, tmp_path, der=False), password=ask))


def test_empty_password(device: Identity, tmp_path: Path, openssl: None) -> None:
    key = tmp_path / "empty.key"
    command = ["openssl", "pkcs8", "-topk8", "-in", str(device.key), "-out", str(key), "-passout", "pass:"]
    subprocess.run(command, check=True, capture_output=True)
    wanted = showing(key, device.certificate)
    client_context(replace(wanted, password=""))
    with pytest.raises(UsageError, match="is wrong"):
        client_context(replace(wanted, password="x"))


def test_passwords_stay_secret(device: Identity, tmp_path: Path) -> None:
    wanted = replace(locked(device, tmp_path, der=True), password="Not·It")
    assert "Not·It" not in repr(wanted)
    with pytest.raises(UsageError) as caught:
        client_context(wanted)
    assert "Not·It" not in f"{caught.value}{caught.value.cause}{caught.value.remedy}{caught.value.comment}"


def test_temporary_keys_are_private(device: Identity, tmp_path: Path, private_files: Path) -> None:
    modes: list[int] = []

    def ask(prompt: str) -> str:
        modes.extend(stat.S_IMODE(path.stat().st_mode) for path in private_files.iterdir())
        return PASSWORD

    client_context(replace(locked(device, tmp_path, der=True), password=ask))
    assert modes == [0o600]
    assert not list(private_files.iterdir())


# Files


def test_format_must_be_said(device: Identity, tmp_path: Path) -> None:
    key = device.key_as(tmp_path / "key.der", Encoding.DER)
    with pytest.raises(UsageError, match="is a DER file, and --pem-keys, the default, says PEM"):
        client_context(showing(key, device.certificate))
    with pytest.raises(UsageError, match="is a PEM file, and --der-keys says DER"):
        client_context(replace(showing(device.key, device.certificate), file_format=FileFormat.DER))


def test_key_of_another_certificate(device: Identity, authority: Authority) -> None:
    other = authority.issue("other")
    with pytest.raises(FileProblem, match="does not belong to the certificate"):
        client_context(showing(other.key, device.certificate))


ROLES: dict[str, Callable[[TLSSettings, Path], TLSSettings]] = {
    "key": lambda wanted, path: replace(wanted, key_file=path),
    "certificate": lambda wanted, path: replace(wanted, certificate_file=path),
    "trusted": lambda wanted, path: replace(wanted, trusted_files=(path,)),
    "list": lambda wanted, path: replace(wanted, crl_files=(path,)),
    "seed": lambda wanted, path: replace(wanted, seed_file=path),
}


@pytest.mark.parametrize("role", ROLES)
def test_missing_file(role: str, device: Identity, tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    wanted = ROLES[role](showing(device.key, device.certificate), missing)
    with pytest.raises(FileProblem, match=f"{missing} cannot be read: No such file or directory"):
        client_context(wanted)


BROKEN = "-----BEGIN {0}-----\nxx\n-----END {0}-----\n"


@pytest.mark.parametrize("content", ["", "nothing of the kind", "0\x02\x01", BROKEN])
@pytest.mark.parametrize(
    ("role", "label"),
    [("key", "PRIVATE KEY"), ("certificate", "CERTIFICATE"), ("trusted", "CERTIFICATE"), ("list", "X509 CRL")],
)
def test_malformed_file(role: str, label: str, content: str, device: Identity, tmp_path: Path) -> None:
    path = tmp_path / "malformed"
    path.write_text(content.format(label))
    wanted = ROLES[role](showing(device.key, device.certificate), path)
    with pytest.raises((FileProblem, UsageError), match=str(path)):
        client_context(wanted)


@given(data=st.binary(max_size=60), start=st.sampled_from([b"", b"\x30", b"\x30\x82", b"\x30\x05\x02\x01\x00"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_bytes_for_a_key(data: bytes, start: bytes, device: Identity, tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_bytes(start + data)
    wanted = replace(
        showing(path, device.certificate_as_der(tmp_path / "cert.der")), file_format=FileFormat.DER, password="x"
    )
    with pytest.raises(ScuError, match=str(path)):
        client_context(wanted)


def test_trusted_folder(authority: Authority, device: Identity, tmp_path: Path) -> None:
    folder = tmp_path / "trusted"
    (folder / "below").mkdir(parents=True)
    (folder / "readme.txt").write_text("The certificates of our authorities")
    (folder / "junk.der").write_bytes(b"0\x03abc")
    with pytest.raises(FileProblem, match=f"{folder} holds no certificate"):
        client_context(TLSSettings(trusted_folders=(folder,)))

    device.certificate_as_der(folder / "device.der")
    (folder / "ca.pem").write_bytes(b"Our authority\n" + authority.certificate.read_bytes())
    assert client_context(TLSSettings(trusted_folders=(folder,))).cert_store_stats()["x509"] == 2

    (folder / "ca.crl").write_bytes(authority.revoke("folder.crl").read_bytes())
    context = client_context(TLSSettings(trusted_folders=(folder,), crl_check=CRLCheck.LEAF))
    assert context.cert_store_stats()["crl"] == 1


def test_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="cannot be read: No such file"):
        client_context(TLSSettings(trusted_folders=(tmp_path / "missing",)))


def test_certificate_beside_a_revocation_list_is_not_trusted(authority: Authority, tmp_path: Path) -> None:
    both = tmp_path / "both.pem"
    both.write_bytes(authority.revoke("both.crl").read_bytes() + authority.certificate.read_bytes())
    assert client_context(replace(ANYBODY, crl_files=(both,))).cert_store_stats() == {"x509": 0, "crl": 1, "x509_ca": 0}


@pytest.mark.parametrize(
    ("wanted", "flag"),
    [(CRLCheck.NONE, ssl.VERIFY_CRL_CHECK_LEAF), (CRLCheck.CHAIN, ssl.VERIFY_CRL_CHECK_CHAIN)],
)
def test_revocation_list_implies_the_check(wanted: CRLCheck, flag: ssl.VerifyFlags, authority: Authority) -> None:
    trusting = TLSSettings(
        trusted_files=(authority.certificate,), crl_files=(authority.revoke("implied.crl"),), crl_check=wanted
    )
    checked = ssl.VERIFY_CRL_CHECK_CHAIN & client_context(trusting).verify_flags
    assert checked == flag


def test_seeds(tmp_path: Path) -> None:
    seed = tmp_path / "seed"
    seed.write_bytes(b"seed")
    seed.chmod(0o644)
    client_context(replace(ANYBODY, seed_file=seed, write_seed_file=seed))
    assert len(seed.read_bytes()) == 1024
    assert stat.S_IMODE(seed.stat().st_mode) == 0o600
    with pytest.raises(FileProblem, match=r"the random seed .* cannot be written"):
        client_context(replace(ANYBODY, seed_file=seed, write_seed_file=tmp_path))
