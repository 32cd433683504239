"""Each TLS option, by what becomes of an association with DCMTK's storescp."""

from __future__ import annotations

import os
import ssl
import subprocess
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from pynetdicom import evt

from tests.peers.command import ENVIRONMENT, command_line, run_here
from tests.peers.instances import make_instances
from tests.peers.processes import LOCALHOST, find_program, free_port, running
from tests.peers.recording import Recorder, recording_scp
from tests.peers.tls import Hospital, listening, make_hospital, python_context, secured
from tests.peers.verbs import arguments

PASSWORD = "open sesame"


@dataclass(frozen=True)
class Files:
    """A hospital, and its client's key in other wrappings."""

    hospital: Hospital
    folder: Path

    def words(self, line: str) -> list[str]:
        """An option line; words in capitals are files."""
        hospital, client = self.hospital, self.hospital.client
        known = {
            "KEY": client.key,
            "CERT": client.certificate,
            "CA": hospital.authority.certificate,
            "CADIR": hospital.authority.certificate.parent,
            "STRANGER": hospital.stranger.certificate,
            "LOCKED": self.folder / "locked.key",
            "EMPTY": self.folder / "empty.key",
            "KEYDER": self.folder / "key.der",
            "CERTDER": self.folder / "cert.der",
            "PASSWORDFILE": self.folder / "password.txt",
            "CRL": self.folder / "crl.pem",
            "REVOKED": hospital.authority.certificate.parent / "revoked.pem",
            "SEED": self.folder / "seed",
            "NEWSEED": self.folder / "new.seed",
        }
        return [PASSWORD if word == "PASSWORD" else str(known.get(word, word)) for word in line.split()]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    hospital, folder = make_hospital(tmp_path_factory.mktemp("hospital")), tmp_path_factory.mktemp("files")
    client = hospital.client
    client.key_as(folder / "locked.key", Encoding.PEM, password=PASSWORD)
    client.key_as(folder / "key.der", Encoding.DER)
    client.certificate_as_der(folder / "cert.der")
    (folder / "password.txt").write_text(f"{PASSWORD}\nanother line\n")
    empty = hospital.authority.revoke("none.pem")
    (folder / "crl.pem").write_bytes(empty.read_bytes())
    hospital.authority.revoke("revoked.pem", [hospital.server.load()])
    return Files(hospital, folder)


@contextmanager
def storescp(files: Files, folder: Path, *options: str) -> Iterator[int]:
    """DCMTK's server with TLS; it wants no certificate of ours, unless told otherwise."""
    server, port = files.hospital.server, free_port()
    program = find_program("storescp") or "storescp"
    command: list[str | Path] = [program, "+tls", server.key, server.certificate]
    command += ["+cf", files.hospital.authority.certificate]
    with running([*command, *(options or ("-ic",)), "-od", folder, str(port)], folder, port):
        yield port


@pytest.fixture(scope="module")
def port(dcmtk: object, files: Files, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with storescp(files, tmp_path_factory.mktemp("storescp")) as port:
        yield port


GOOD = {
    "--anonymous-tls --add-cert-file CA",
    "+tla +cf CA",
    "--enable-tls KEY CERT --add-cert-file CA",
    "+tls KEY CERT +cf CA",
    "+tls KEY CERT +cf STRANGER +cf CA",
    "+tls KEY CERT --add-cert-dir CADIR",
    "+tls KEY CERT +cd CADIR",
    "+tla --ignore-peer-cert",
    "+tla -ic",
    "+tla -ic -rc +cf CA",
    "+tla +cf CA --require-peer-cert",
    "-tls +tla +cf CA",
    "+tls LOCKED CERT --use-passwd",
    "+tls KEYDER CERTDER --der-keys +cf CA",
    "+tls KEYDER CERTDER -pem -der +cf CA",
    "+tls KEY CERT --pem-keys +cf CA",
    "+tls KEY CERT -pw +cf CA",
    "+tls KEY CERT --null-passwd +cf CA",
    "+tls LOCKED CERT +cf CA --passwd-file PASSWORDFILE",
    "+tla +cf CA --add-crl-file CRL",
    "+tla +cf CA +crl CRL +crv",
    "+tla +cf CA +crl CRL --enable-crl-all",
    "+tla +cf CA --no-sni",
    "+tla +cf CA --request-sni pacs.test",
    "+tla +cf CA --request-sni wrong.test --no-sni",
    *(f"+tla +cf CA {name}" for name in ("+pg", "--profile-8996", "+pm", "--profile-8996-mod", "+py", "+px", "+pz")),
    *(f"+tla +cf CA --profile-{name}" for name in ("bcp195-nd", "bcp195", "bcp195-ex")),
    "+tla +cf CA +pa --profile-8996",
    "+tla +cf CA --cipher TLS_RSA_WITH_AES_256_GCM_SHA384",
    "+tla +cf CA +cs ECDHE-RSA-AES256-GCM-SHA384 +cs AES128-GCM-SHA256",
    "+tla +cf CA --seed SEED",
}


@pytest.mark.parametrize("line", sorted(GOOD))
def test_an_association_stands(line: str, files: Files, port: int) -> None:
    (files.folder / "seed").write_bytes(b"seed")
    words = files.words(line)
    if words[-1] == "--use-passwd":
        words += [PASSWORD, "+cf", str(files.hospital.authority.certificate)]
    done = run_here("echo", LOCALHOST, port, *words)

    assert done.returncode == 0, done.stderr


BAD = {
    "+tla +cf STRANGER": (3, "that issuer is unknown here"),
    "+tla": (2, "no certificate is trusted"),
    "+tla +cf CA --request-sni other.test": (3, "for another host name than other.test"),
    "+tla +cf CA +crl REVOKED": (3, "the certificate of the server is revoked"),
    "+tla +cf CA +crv +crl REVOKED": (3, "the certificate of the server is revoked"),
    "+tla +cf CA --enable-crl-vfy": (2, "--enable-crl-vfy needs a revocation list"),
    "+tla +cf CA +cra": (2, "--enable-crl-all needs a revocation list"),
    "+tls LOCKED CERT +cf CA --use-passwd wrong": (2, "is wrong"),
    "+tls LOCKED CERT +cf CA -pw": (2, "is wrong"),
    "+tls LOCKED CERT +cf CA": (2, "there is no terminal to ask for a password at"),
    "+tls LOCKED CERT +cf CA +ps": (2, "there is no terminal to ask for a password at"),
    "+tls LOCKED CERT +cf CA --passwd-file /nowhere/it": (4, "the password file /nowhere/it cannot be read"),
    "+tls KEYDER CERTDER +cf CA": (2, "--der-keys"),
    "+tls KEY CERT --der-keys +cf CA": (2, "--der-keys says DER"),
    "+tls /nowhere/key CERT +cf CA": (4, "/nowhere/key"),
    "+tls KEY CA +cf CA": (4, "does not belong to the certificate"),
    "+tla +cf /nowhere/ca": (4, "/nowhere/ca"),
    "+tla +cd /nowhere": (4, "/nowhere"),
    "+tla +cf CA +crl /nowhere/crl": (4, "/nowhere/crl"),
    "+tla +cf CA +cs NONSENSE": (2, "has no cipher suite 'NONSENSE'"),
    "+tla +cf CA --profile-bcp195-ex +cs AES128-SHA": (2, "--cipher does not go with --profile-bcp195-ex"),
    "+tla +cf CA --request-sni": (2, "requires an argument"),
    "+tla +cf CA --seed /nowhere/seed": (4, "/nowhere/seed"),
    "+tla +cf CA --write-seed": (2, "--write-seed needs --seed"),
    "+tla +cf CA +wf NEWSEED": (2, "--write-seed-file needs --seed"),
    "+tls KEY": (2, "requires 2 arguments"),
}


@pytest.mark.parametrize("line", BAD)
def test_what_is_wrong_is_said(line: str, files: Files, port: int) -> None:
    status, part = BAD[line]
    # In a session of its own there is no terminal, whoever runs the tests.
    done = subprocess.run(
        command_line("echo", LOCALHOST, port, *files.words(line)),
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        start_new_session=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )

    assert done.returncode == status, done.stderr
    assert part in done.stderr
    assert PASSWORD not in done.stderr


@pytest.mark.parametrize(
    ("profile", "theirs"), [("--profile-aes", "+pa"), ("--profile-null", "+pn"), ("+pa", "+pa"), ("+pn", "+pn")]
)
def test_retired_profiles(profile: str, theirs: str, files: Files, dcmtk: object, tmp_path: Path) -> None:
    with storescp(files, tmp_path, theirs, "-ic") as port:
        done = run_here("echo", LOCALHOST, port, *files.words("+tla +cf CA"), profile)
        other = run_here("echo", LOCALHOST, port, *files.words("+tla +cf CA"))

    assert done.returncode == 0, done.stderr
    assert other.returncode == 3


@pytest.mark.parametrize("profile", ["--profile-basic", "+pb"])
def test_a_profile_that_openssl_cannot_do_is_refused_or_done(profile: str, files: Files, port: int) -> None:
    listed = run_here("echo", "--list-profiles").stdout
    (line,) = [line for line in listed.splitlines() if "--profile-basic" in line]
    done = run_here("echo", LOCALHOST, port, *files.words("+tla +cf CA"), profile)

    assert done.returncode == (2 if "not usable here" in line else 0)
    assert ("3DES" in done.stderr) is ("not usable here" in line)


def test_our_certificate_is_shown(files: Files, dcmtk: object, tmp_path: Path) -> None:
    with storescp(files, tmp_path, "-rc") as port:
        with_one = run_here("echo", LOCALHOST, port, *files.words("+tls KEY CERT +cf CA"))
        without = run_here("echo", LOCALHOST, port, *files.words("+tla +cf CA"))

    assert (with_one.returncode, without.returncode) == (0, 3), with_one.stderr
    assert "requires a certificate of ours" in without.stderr


@pytest.mark.parametrize(("line", "asked"), [("--no-sni", None), ("", None), ("--request-sni pacs.test", "pacs.test")])
def test_the_server_name(line: str, asked: str | None, files: Files) -> None:
    context = python_context(files.hospital.server)
    seen: list[str | None] = []
    context.sni_callback = lambda _socket, name, _context: seen.append(name)
    with listening(secured(context)) as (port, _):
        run_here("echo", LOCALHOST, port, *files.words("+tla +cf CA"), *line.split())

    assert seen == [asked]


def test_the_password_from_the_environment(files: Files, port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCU_TLS_PASSWORD", PASSWORD)
    words = files.words("+tls LOCKED CERT +cf CA")

    assert run_here("echo", LOCALHOST, port, *words).returncode == 0
    assert run_here("echo", LOCALHOST, port, *words, "-pw").returncode == 2


def test_the_password_is_asked_for_without_echo(files: Files, port: int) -> None:
    ours, theirs = os.openpty()
    process = subprocess.Popen(
        command_line("echo", LOCALHOST, port, *files.words("+tls LOCKED CERT +cf CA --std-passwd")),
        env=ENVIRONMENT,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    with process:
        assert process.stderr is not None
        prompt = b""
        while not prompt.endswith(b"locked.key: "):
            prompt += process.stderr.read(1)
        assert not termios.tcgetattr(theirs)[3] & termios.ECHO
        os.write(ours, f"{PASSWORD}\n".encode())
        output, errors = process.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)

    assert process.returncode == 0, errors
    assert b"Success" in output
    assert PASSWORD.encode() not in output + errors


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("+rs SEED", None),
        ("--seed SEED --write-seed", "seed"),
        ("+rs SEED +ws", "seed"),
        ("+rs SEED +wf NEWSEED", "new.seed"),
    ],
)
def test_a_seed_is_left_for_the_next_run(line: str, written: str | None, files: Files, port: int) -> None:
    (files.folder / "seed").write_bytes(b"seed")
    (files.folder / "new.seed").unlink(missing_ok=True)

    assert run_here("echo", LOCALHOST, port, *files.words(f"+tla +cf CA {line}")).returncode == 0

    assert ((files.folder / "seed").read_bytes() == b"seed") is (written != "seed")
    if written:
        assert len((files.folder / written).read_bytes()) >= 256


@pytest.mark.parametrize("verb", ["echo", "store", "find", "move", "get"])
@pytest.mark.parametrize(
    ("option", "part"),
    [
        ("--list-profiles", "--profile-bcp195-ex    Extended BCP 195 TLS Profile"),
        ("+ph", "--profile-8996 "),
        ("--list-ciphers", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"),
        ("+cc", "TLS_AES_128_GCM_SHA256"),
    ],
)
def test_the_lists_need_no_host(verb: str, option: str, part: str) -> None:
    done = run_here(verb, option)

    assert (done.returncode, done.stderr) == (0, "")
    assert part in done.stdout


@pytest.mark.parametrize("verb", ["store", "find", "get"])
def test_every_verb_speaks_tls(verb: str, files: Files, port: int, tmp_path: Path) -> None:
    done = run_here(verb, LOCALHOST, port, *files.words("+tls KEY CERT +cf CA"), *arguments(verb, tmp_path))

    # storescp knows no queries; it takes part in the association all the same.
    assert done.returncode == (0 if verb == "store" else 3), done.stderr
    assert "does not accept" in done.stderr or verb == "store"


class SecureMover(Recorder):
    """A server that speaks TLS both ways: it trusts whom `context` trusts."""

    context: ssl.SSLContext

    def _move(self, event: evt.Event) -> Iterator[object]:
        for answer in super()._move(event):
            if isinstance(answer, tuple) and len(answer) == 3:
                host, port, options = answer
                yield host, port, {**options, "tls_args": (self.context, "pacs.test")}
            else:
                yield answer


@pytest.mark.parametrize("line", ["+tls CLIENT +cf CA", "+tls LOCKED CERT +cf CA --passwd-file PASSWORDFILE"])
def test_a_move_brings_the_objects_home_by_tls(line: str, files: Files, tmp_path: Path) -> None:
    made, listen = make_instances(tmp_path / "theirs", 3), free_port()
    authority, server = files.hospital.authority.certificate, files.hospital.server
    mover = SecureMover(instances=made, destinations={"SCU": listen})
    mover.context = ssl.create_default_context(cafile=authority)
    mover.context.load_cert_chain(server.certificate, server.key)
    words: list[object] = ["--port-scp", listen, "-k", "StudyInstanceUID=1.2.3", "-o", tmp_path / "out"]
    with recording_scp(mover, tls=python_context(server, trusted=authority)):
        done = run_here("move", mover.address, *words, *files.words(line.replace("CLIENT", "KEY CERT")))

    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(f"{it.uid}.dcm" for it in made)
