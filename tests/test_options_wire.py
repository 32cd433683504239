"""The options of the user identity, of the proxy and of IP versions, and what contradicts what."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import typer
from pynetdicom.pdu_primitives import UserIdentityNegotiation
from typer.core import TyperGroup

from scu import cli
from tests.peers.command import run_here
from tests.peers.processes import LOCALHOST
from tests.peers.recording import Recorder, recording_scp
from tests.peers.verbs import VERBS, arguments

Shown = tuple[int, bytes, bytes, bool]


@pytest.fixture(scope="module")
def recorder() -> Iterator[Recorder]:
    with recording_scp() as server:
        yield server


def shown(recorder: Recorder) -> Shown | None:
    """The user identity of the last request: its kind, both fields, and whether a response is expected."""
    items = recorder.requests[-1].user_information
    found = [
        (
            int(item.user_identity_type or 0),
            item.primary_field or b"",
            item.secondary_field or b"",
            bool(item.positive_response_requested),
        )
        for item in items
        if isinstance(item, UserIdentityNegotiation)
    ]
    return found[0] if found else None


IDENTITIES: dict[str, Shown | None] = {
    "": None,
    "--user jane": (1, b"jane", b"", False),
    "-usr Jérôme": (1, "Jérôme".encode(), b"", False),
    "--user jane --password secret": (2, b"jane", b"secret", False),
    "-usr jane -pwd secret": (2, b"jane", b"secret", False),
    "--user jane --empty-password": (2, b"jane", b"", False),
    "-usr jane -epw": (2, b"jane", b"", False),
    "--kerberos ticket": (3, b"a\0ticket\n", b"", False),
    "-kt ticket": (3, b"a\0ticket\n", b"", False),
    "--saml assertion": (4, b"<saml/>\n", b"", False),
    "--jwt token": (5, b"aaa.bbb.ccc", b"", False),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ticket").write_bytes(b"a\0ticket\n")
    (tmp_path / "assertion").write_bytes(b"<saml/>\n")
    (tmp_path / "token").write_bytes(b"aaa.bbb.ccc\n")
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "long").write_bytes(b"x" * 65536)
    return tmp_path


@pytest.mark.parametrize("line", IDENTITIES)
def test_the_server_sees_the_user(line: str, recorder: Recorder, folder: Path) -> None:
    done = run_here("echo", recorder.address, *line.split(), cwd=folder)

    assert done.returncode == 0, done.stderr
    assert shown(recorder) == IDENTITIES[line]


@pytest.mark.parametrize("option", ["--pos-response", "-rsp"])
@pytest.mark.parametrize(
    "line", ["--user jane", "-usr jane -pwd secret", "-kt ticket", "--saml assertion", "--jwt token"]
)
def test_without_a_positive_response_nothing_goes_on(option: str, line: str, recorder: Recorder, folder: Path) -> None:
    echoes = recorder.echoes
    done = run_here("echo", recorder.address, *line.split(), option, cwd=folder)

    got = shown(recorder)
    assert got and got[3]
    assert done.returncode == 3
    assert "did not confirm the user" in done.stderr
    assert "--pos-response" in done.stderr
    assert recorder.echoes == echoes


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_shows_the_user(verb: str, recorder: Recorder, tmp_path: Path) -> None:
    run_here(verb, recorder.address, *arguments(verb, tmp_path), "--user", "jane")

    assert shown(recorder) == (1, b"jane", b"", False)


def test_the_password_from_the_environment(recorder: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCU_PASSWORD", "from elsewhere")
    assert run_here("echo", recorder.address, "--user", "jane").returncode == 0
    assert shown(recorder) == (2, b"jane", b"from elsewhere", False)

    run_here("echo", recorder.address, "--user", "jane", "--password", "typed")
    assert shown(recorder) == (2, b"jane", b"typed", False)
    run_here("echo", recorder.address)
    assert shown(recorder) is None


def test_the_password_is_asked_for(recorder: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    prompts: list[str] = []

    def answer(prompt: str) -> str:
        prompts.append(prompt)
        return "typed blindly"

    monkeypatch.setattr("getpass.getpass", answer)
    assert run_here("echo", recorder.address, "--user", "jane", "--ask-password").returncode == 0

    assert prompts == ["Password of jane: "]
    assert shown(recorder) == (2, b"jane", b"typed blindly", False)


# PEER is a server that must not be called.
REFUSED = {
    "--password secret": ("--password needs --user",),
    "-epw": ("--empty-password needs --user",),
    "--ask-password": ("--ask-password needs --user",),
    "-rsp": ("--pos-response needs --user or --kerberos or --saml or --jwt",),
    "-pwd secret -kt ticket": ("--password needs --user",),
    "--user jane -pwd secret -epw": ("--password and --empty-password do not go together",),
    "--user jane --ask-password -epw": ("--empty-password and --ask-password do not go together",),
    "--user jane --jwt token": ("--user and --jwt do not go together",),
    "-kt ticket --saml assertion": ("--kerberos and --saml do not go together",),
    "--user=": ("--user '' is empty",),
    "-i4 -i6": ("--ipv4 and --ipv6 do not go together",),
    "-i6 --ip-auto": ("--ipv6 and --ip-auto do not go together",),
    "-ll info -v": ("--log-level and --verbose do not go together",),
    "-ll info -d": ("--log-level and --debug do not go together",),
    "-ll info -q": ("--log-level and --quiet do not go together",),
    "-E -v": ("--log-level and --verbose do not go together",),
    "-lc x -v": ("--log-config and --verbose do not go together",),
    "-lc x -ll warn": ("--log-config and --log-level do not go together",),
    "-lc x -L y": ("--log-config and --log-file do not go together",),
    "-q -V": ("--quiet and --verbose do not go together",),
    "-ll loud": ("there is no log level 'loud'", "trace"),
    "+ps": ("--std-passwd needs --enable-tls",),
    "+pw secret": ("--use-passwd needs --enable-tls",),
    "-pw": ("--null-passwd needs --enable-tls",),
    "--passwd-file x": ("--passwd-file needs --enable-tls",),
    "+tla -ic -pw": ("--null-passwd needs --enable-tls",),
    "+tls a b -ic -pw --passwd-file x": ("--null-passwd and --passwd-file do not go together",),
    "-pem": ("--pem-keys needs --enable-tls or --anonymous-tls",),
    "-der": ("--der-keys needs --enable-tls or --anonymous-tls",),
    "+cf x": ("--add-cert-file needs --enable-tls or --anonymous-tls",),
    "+cd x": ("--add-cert-dir needs",),
    "+crl x": ("--add-crl-file needs",),
    "+crv": ("--enable-crl-vfy needs",),
    "+cra": ("--enable-crl-all needs",),
    "+pg": ("--profile-8996 needs",),
    "+pn": ("--profile-null needs",),
    "+cs x": ("--cipher needs",),
    "+rs x": ("--seed needs",),
    "+ws": ("--write-seed needs",),
    "+wf x": ("--write-seed-file needs",),
    "-rc": ("--require-peer-cert needs",),
    "-ic": ("--ignore-peer-cert needs",),
    "+tla -tls -ic": ("--ignore-peer-cert needs",),
    "--root-uid x": ("--root-uid is a root of UIDs, not 'x'",),
    "--proxy nonsense": ("--proxy is http://host:port or socks5://host:port, not 'nonsense'",),
    "--proxy ftp://a:1": ("--proxy is",),
    "--proxy http://a": ("--proxy is",),
    "--proxy http://:8": ("--proxy is",),
    "--proxy http://a:99999": ("--proxy is",),
    "--proxy http://a:1/path": ("--proxy is",),
    "--proxy http://[::1": ("--proxy is",),
    "--proxy http://jane:secret@a:1": ("SCU_PROXY_USER", "SCU_PROXY_PASSWORD"),
    "--proxy ftp://jane:secret@a:1": ("--proxy is", "ftp://…@a:1"),
}


@pytest.mark.parametrize("line", REFUSED)
def test_what_does_not_go_together_is_named_and_nothing_sent(line: str, recorder: Recorder, folder: Path) -> None:
    before = len(recorder.requests)

    done = run_here("echo", recorder.address, *line.split(), cwd=folder)

    assert done.returncode == 2, done.stderr
    for part in REFUSED[line]:
        assert part in done.stderr
    assert "secret" not in done.stderr
    assert len(recorder.requests) == before


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("--kerberos missing", "the file of --kerberos, missing, cannot be read"),
        ("--saml empty", "the file of --saml, empty, is empty"),
        ("--jwt long", "the file of --jwt, long, has 65536 bytes, and 65535 are the most"),
    ],
)
def test_a_file_of_an_identity_that_cannot_be_used(line: str, part: str, recorder: Recorder, folder: Path) -> None:
    before = len(recorder.requests)
    done = run_here("echo", recorder.address, *line.split(), cwd=folder)

    assert done.returncode == 4
    assert part in done.stderr
    assert len(recorder.requests) == before


@pytest.mark.parametrize("verb", ["get", "move"])
@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("--ignore -B", "--ignore and --normal do not go together"),
        ("--ignore +B", "--ignore and --bit-preserving do not go together"),
        ("--ignore -od x", "--ignore and --output do not go together"),
        ("--file-names x", "--file-names takes one of uid, dcmtk, plain, not 'x'"),
    ],
)
def test_what_does_not_go_together_of_received_objects(
    verb: str, line: str, part: str, recorder: Recorder, tmp_path: Path
) -> None:
    before = len(recorder.requests)
    done = run_here(verb, recorder.address, "-k", "StudyInstanceUID=1.2", *line.split(), cwd=tmp_path)

    assert done.returncode == 2
    assert part in done.stderr
    assert len(recorder.requests) == before
    assert list(tmp_path.iterdir()) == []


@contextmanager
def connect_proxy() -> Iterator[tuple[int, list[str]]]:
    """An HTTP proxy that joins one client to where it wants to go; its port and what it was asked."""
    asked: list[str] = []
    with socket.create_server((LOCALHOST, 0)) as listener:
        listener.settimeout(30)

        def pump(source: socket.socket, target: socket.socket) -> None:
            while data := source.recv(65536):
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)

        def serve() -> None:
            client, _ = listener.accept()
            with client:
                head = b""
                while not head.endswith(b"\r\n\r\n"):
                    head += client.recv(1)
                asked.append(head.decode())
                host, _, port = head.split()[1].decode().rpartition(":")
                with socket.create_connection((host, int(port)), timeout=30) as server:
                    client.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
                    back = threading.Thread(target=pump, args=(server, client))
                    back.start()
                    pump(client, server)
                    back.join()

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield listener.getsockname()[1], asked
        finally:
            thread.join(30)


@pytest.mark.parametrize("where", ["option", "environment"])
def test_through_a_proxy(where: str, recorder: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    echoes = recorder.echoes
    with connect_proxy() as (port, asked):
        url = f"http://{LOCALHOST}:{port}"
        monkeypatch.setenv("SCU_PROXY", url if where == "environment" else "socks5://nowhere.invalid:1")
        done = run_here("echo", recorder.address, *(["--proxy", url] if where == "option" else []))

    assert done.returncode == 0, done.stderr
    assert asked[0].startswith(f"CONNECT {LOCALHOST}:{recorder.port} HTTP/1.1\r\n")
    assert recorder.echoes == echoes + 1


def test_an_empty_proxy_is_none(recorder: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCU_PROXY", "socks5://nowhere.invalid:1")

    assert run_here("echo", recorder.address, "--proxy", "").returncode == 0
    monkeypatch.setenv("SCU_PROXY", "nonsense")
    assert "SCU_PROXY is http://host:port" in run_here("echo", recorder.address).stderr


@pytest.mark.parametrize("option", ["-i4", "--ipv4", "-i0", "--ip-auto", ""])
def test_ip_versions(option: str, recorder: Recorder) -> None:
    assert run_here("echo", recorder.address, *option.split()).returncode == 0


@pytest.mark.parametrize("option", ["-i6", "--ipv6"])
def test_no_address_of_the_ip_version(option: str, recorder: Recorder) -> None:
    assert run_here("echo", recorder.address, option).returncode == 3


@pytest.mark.parametrize("option", ["--query-help", "--queryhelp"])
def test_both_spellings_of_the_help_about_queries(option: str) -> None:
    assert run_here("find", option, "--patientroot").stdout.startswith("Patient Root")


@pytest.mark.parametrize("verb", VERBS)
def test_no_spelling_and_no_field_is_taken_twice(verb: str) -> None:
    root = typer.main.get_command(cli.app)
    assert isinstance(root, TyperGroup)
    params = root.commands[verb].params
    spellings = [name for param in params for name in param.opts]
    fields = {param.name for param in params}

    assert len(spellings) == len(set(spellings))
    assert len(fields) == len(params)
