"""`scu getscu` over TLS: every TLS option of getscu's page, by what a TLS server sees, or by what is refused."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from scu.dimse.tls.ciphers import cipher
from scu.dimse.tls.profiles import RULES, Profile
from tests.peers.instances import Made, make_instances
from tests.peers.old_tools import Rows, SharedPeer, here, shared_peer
from tests.peers.processes import LOCALHOST
from tests.peers.recording import Recorder
from tests.peers.tls import Hospital, make_hospital, python_context

ROWS = Rows("getscu", "tls")
option = ROWS.option
QUERY = ("-k", "8,52=STUDY", "-k", "20,d=1.2")
PASSWORD = "open sesame"


@dataclass
class Secure:
    """A TLS server with one object, and what it sees; and the files that our side needs."""

    hospital: Hospital
    folder: Path
    made: Made
    peer: SharedPeer
    names: list[str | None] = field(default_factory=list)

    def words(self, line: str) -> list[str]:
        """A line of options, where words in capitals are files and passwords."""
        client, authority = self.hospital.client, self.hospital.authority
        known = {
            "KEY": client.key,
            "CERT": client.certificate,
            "CA": authority.certificate,
            "CADIR": authority.certificate.parent,
            "STRANGER": self.hospital.stranger.certificate,
            "PASSWORD": PASSWORD,
        }
        return [str(known.get(word, self.folder / word if word.isupper() else word)) for word in line.split()]

    def get(self, folder: Path, line: str, status: int = 0) -> tuple[Recorder, str]:
        """Run `scu getscu` with these options; what the peer recorded, and what was told."""
        self.names.clear()
        self.peer.begin(instances=[self.made])
        words = ("-od", folder, *self.words(line), *QUERY)
        done = here("getscu", *words, LOCALHOST, self.peer.port, status=status)
        assert len(list(folder.iterdir())) == (status == 0)
        return self.peer.recorded(), done.stderr


@contextmanager
def secure(hospital: Hospital, folder: Path, ciphers: str = "") -> Iterator[Secure]:
    context = python_context(hospital.server, newest="TLSv1_2" if ciphers else "TLSv1_3")
    context.load_verify_locations(hospital.authority.certificate)
    context.verify_mode = ssl.CERT_OPTIONAL
    if ciphers:
        context.set_ciphers(ciphers)
    with shared_peer(tls=context) as peer:
        server = Secure(hospital, folder, make_instances(folder)[0], peer)
        context.sni_callback = lambda _socket, name, _context: server.names.append(name)
        yield server


@pytest.fixture(scope="module")
def hospital(tmp_path_factory: pytest.TempPathFactory) -> Hospital:
    return make_hospital(tmp_path_factory.mktemp("hospital"))


@pytest.fixture(scope="module")
def server(hospital: Hospital, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secure]:
    folder, client = tmp_path_factory.mktemp("files"), hospital.client
    client.key_as(folder / "LOCKED", Encoding.PEM, password=PASSWORD)
    client.key_as(folder / "KEYDER", Encoding.DER)
    client.certificate_as_der(folder / "CERTDER")
    (folder / "CRL").write_bytes(hospital.authority.revoke("none.crl").read_bytes())
    (folder / "REVOKED").write_bytes(hospital.authority.revoke("some.crl", [hospital.server.load()]).read_bytes())
    with secure(hospital, folder) as server:
        yield server


@option("--disable-tls")
def test_disable_tls(server: Secure, tmp_path: Path, name: str) -> None:
    server.get(tmp_path, f"+tls KEY CERT {name}", status=3)
    with shared_peer() as plain:
        plain.begin(instances=[server.made])
        here("getscu", *server.words(f"+tls KEY CERT {name}"), "-od", tmp_path, *QUERY, LOCALHOST, plain.port)

        assert (len(plain.recorded().asked), plain.recorded().secured) == (1, [])


def shown(server: Secure, recorder: Recorder) -> bool:
    """Whether it was TLS with our certificate."""
    (secured,) = recorder.secured
    return secured.certificate == ssl.PEM_cert_to_DER_cert(_first(server.hospital.client.certificate.read_text()))


def _first(chain: str) -> str:
    return chain[: chain.index("-----END CERTIFICATE-----") + len("-----END CERTIFICATE-----")] + "\n"


@option("--enable-tls")
def test_enable_tls(server: Secure, tmp_path: Path, name: str) -> None:
    assert shown(server, server.get(tmp_path, f"-tls {name} KEY CERT +cf CA")[0])


@option("--anonymous-tls")
def test_anonymous_tls(server: Secure, tmp_path: Path, name: str) -> None:
    (secured,) = server.get(tmp_path, f"+tls KEY CERT {name} +cf CA")[0].secured

    assert secured.certificate is None


@option("--std-passwd")
def test_std_passwd(server: Secure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    asked: list[str] = []

    def answer(prompt: str) -> str:
        asked.append(prompt)
        return PASSWORD

    monkeypatch.setattr("getpass.getpass", answer)

    recorder, _ = server.get(tmp_path, f"+tls LOCKED CERT +cf CA -pw {name}")

    assert shown(server, recorder)
    assert len(asked) == 1


@option("--use-passwd")
def test_use_passwd(server: Secure, tmp_path: Path, name: str) -> None:
    words = server.words(f"+cf CA +tls LOCKED CERT {name}")
    server.peer.begin(instances=[server.made])

    here("getscu", "-od", tmp_path, *words, PASSWORD, *QUERY, LOCALHOST, server.peer.port)
    assert shown(server, server.peer.recorded())
    here("getscu", "-od", tmp_path, *words, "wrong", *QUERY, LOCALHOST, server.peer.port, status=2)


@option("--null-passwd")
def test_null_passwd(server: Secure, tmp_path: Path, name: str) -> None:
    _, told = server.get(tmp_path, f"+tls LOCKED CERT +cf CA +ps {name}", status=2)
    assert "password" in told

    assert shown(server, server.get(tmp_path, f"+tls KEY CERT +cf CA {name}")[0])


@option("--pem-keys")
def test_pem_keys(server: Secure, tmp_path: Path, name: str) -> None:
    server.get(tmp_path, f"+tls KEYDER CERTDER +cf CA -der {name}", status=2)

    assert shown(server, server.get(tmp_path, f"+tls KEY CERT +cf CA -der {name}")[0])


@option("--der-keys")
def test_der_keys(server: Secure, tmp_path: Path, name: str) -> None:
    assert shown(server, server.get(tmp_path, f"+tls KEYDER CERTDER +cf CA -pem {name}")[0])


@option("--add-cert-file")
def test_add_cert_file(server: Secure, tmp_path: Path, name: str) -> None:
    server.get(tmp_path, f"+tla {name} STRANGER", status=3)

    assert server.get(tmp_path, f"+tla {name} STRANGER {name} CA")[0].secured


@option("--add-cert-dir")
def test_add_cert_dir(server: Secure, tmp_path: Path, name: str) -> None:
    assert server.get(tmp_path, f"+tla {name} CADIR")[0].secured


@option("--add-crl-file")
def test_add_crl_file(server: Secure, tmp_path: Path, name: str) -> None:
    _, told = server.get(tmp_path, f"+tla +cf CA {name} REVOKED", status=3)
    assert "revoked" in told

    assert server.get(tmp_path, f"+tla +cf CA {name} CRL")[0].secured


@option("--enable-crl-vfy", "--enable-crl-all")
def test_enable_crl_vfy_and_all(server: Secure, tmp_path: Path, name: str) -> None:
    server.get(tmp_path, f"+tla +cf CA {name}", status=2)
    server.get(tmp_path, f"+tla +cf CA +crl REVOKED {name}", status=3)

    assert server.get(tmp_path, f"+tla +cf CA +crl CRL {name}")[0].secured


def test_the_whole_chain_is_looked_up(hospital: Hospital, tmp_path: Path) -> None:
    """A list of the issuer below says nothing of that issuer itself."""
    (tmp_path / "out").mkdir()
    chained = Hospital(
        hospital.authority,
        hospital.below,
        hospital.stranger,
        hospital.below.issue("chained"),
        hospital.client,
    )
    with secure(chained, tmp_path / "files") as server:
        (tmp_path / "files" / "BELOW").write_bytes(hospital.below.revoke("below.crl").read_bytes())
        server.get(tmp_path / "out", "+tla +cf CA +crl BELOW +crv +cra", status=3)
        assert server.get(tmp_path / "out", "+tla +cf CA +crl BELOW +cra +crv")[0].secured


@option("--list-profiles")
def test_list_profiles(name: str) -> None:
    assert all(f"--profile-{profile}" in here("getscu", name).stdout for profile in Profile)


@option("--list-ciphers")
def test_list_ciphers(name: str) -> None:
    assert "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256" in here("getscu", name, LOCALHOST, "104").stdout


PROFILES = {long: long.removeprefix("--profile-") for long in ROWS.of("tls") if long.startswith("--profile-")}
NEEDING = {"--profile-basic", "--profile-aes", "--profile-null"}


@option(*(long for long in PROFILES if long not in NEEDING))
def test_profiles(server: Secure, tmp_path: Path, name: str) -> None:
    (long,) = [long for long in PROFILES if name in ROWS[long].names]
    rules = RULES[Profile(PROFILES[long])]

    (secured,) = server.get(tmp_path, f"+tla +cf CA +pa {name}")[0].secured

    found = cipher(secured.cipher)
    assert secured.version in ("TLSv1.2", "TLSv1.3")
    assert secured.version == "TLSv1.3" or found.name in (*rules.required, *rules.optional)


@option("--profile-aes", "--profile-null")
def test_retired_profiles(hospital: Hospital, tmp_path: Path, name: str) -> None:
    spoken = "AES128-SHA" if name in ROWS["--profile-aes"].names else "NULL-SHA"
    (tmp_path / "out").mkdir()
    with secure(hospital, tmp_path / "files", f"{spoken}:@SECLEVEL=0") as server:
        (secured,) = server.get(tmp_path / "out", f"+tla +cf CA +pg {name}")[0].secured
        assert secured.cipher == spoken


@option("--profile-basic")
def test_a_profile_that_openssl_cannot_do_is_never_downgraded(server: Secure, tmp_path: Path, name: str) -> None:
    recorder, told = server.get(tmp_path, f"+tla +cf CA {name}", status=2)

    assert recorder.requests == []
    assert "TLS_RSA_WITH_3DES_EDE_CBC_SHA" in told


@option("--cipher")
def test_cipher(hospital: Hospital, tmp_path: Path, name: str) -> None:
    (tmp_path / "out").mkdir()
    with secure(hospital, tmp_path / "files", "AES256-GCM-SHA384") as server:
        server.get(tmp_path / "out", "+tla +cf CA", status=3)
        line = f"+tla +cf CA {name} TLS_RSA_WITH_AES_128_GCM_SHA256 {name} TLS_RSA_WITH_AES_256_GCM_SHA384"
        words = server.words("+tla +cf CA") + line.split()[3:]
        server.peer.begin(instances=[server.made])
        here("getscu", "-od", tmp_path / "out", *words, *QUERY, LOCALHOST, server.peer.port)
        assert server.peer.recorded().secured[0].cipher == "AES256-GCM-SHA384"


@option("--no-sni")
def test_no_sni(server: Secure, tmp_path: Path, name: str) -> None:
    server.get(tmp_path, f"+tla +cf CA --request-sni pacs.test {name}")

    assert server.names == [None]


@option("--request-sni")
def test_request_sni(server: Secure, tmp_path: Path, name: str) -> None:
    server.get(tmp_path, f"+tla +cf CA --no-sni {name} pacs.test")

    assert server.names == ["pacs.test"]


@option("--seed")
def test_seed(server: Secure, tmp_path: Path, name: str) -> None:
    (server.folder / "SEED").write_bytes(b"seed")

    assert server.get(tmp_path, f"+tla +cf CA {name} SEED")[0].secured
    assert (server.folder / "SEED").read_bytes() == b"seed"


@option("--write-seed")
def test_write_seed(server: Secure, tmp_path: Path, name: str) -> None:
    (server.folder / "SEED").write_bytes(b"seed")

    server.get(tmp_path, f"+tla +cf CA {name}", status=2)
    server.get(tmp_path, f"+tla +cf CA +rs SEED {name}")

    assert len((server.folder / "SEED").read_bytes()) >= 256


@option("--write-seed-file")
def test_write_seed_file(server: Secure, tmp_path: Path, name: str) -> None:
    (server.folder / "SEED").write_bytes(b"seed")

    server.get(tmp_path, f"+tla +cf CA {name} NEW", status=2)
    server.get(tmp_path, f"+tla +cf CA +rs SEED {name} NEW")

    assert (server.folder / "SEED").read_bytes() == b"seed"
    assert len((server.folder / "NEW").read_bytes()) >= 256


@option("--require-peer-cert")
def test_require_peer_cert(server: Secure, tmp_path: Path, name: str) -> None:
    server.get(tmp_path, f"+tla +cf STRANGER -ic {name}", status=3)


@option("--ignore-peer-cert")
def test_ignore_peer_cert(server: Secure, tmp_path: Path, name: str) -> None:
    assert server.get(tmp_path, f"+tla -rc {name}")[0].secured


def test_no_row_is_without_a_test() -> None:
    assert not ROWS.untested()
