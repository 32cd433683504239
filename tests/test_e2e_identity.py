"""Who the user is, as a server sees it that looks; what it answers; and how a password is asked for."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import termios
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from pynetdicom import AE, evt
from pynetdicom.pdu_primitives import UserIdentityNegotiation

from scu.dimse.identity import IdentityType, UserIdentity
from tests.peers.certificates import Identity
from tests.peers.command import ENVIRONMENT, assert_no_bug, command_line, document, run_here, run_scu
from tests.peers.processes import LOCALHOST
from tests.peers.recording import DEFAULT_CONTEXTS, recording_scp
from tests.peers.tls import Hospital, python_context
from tests.peers.verbs import VERBS, arguments

SECONDS = 20
# What makes the terminal at standard input that of this session, and then becomes the command.
OWN_TERMINAL = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""
CTRL_C = "\x03"
PASSWORD = "öffne dich"
TICKET = bytes(range(256)) * 8
ASSERTION = '<saml2:Assertion ID="_1">Jürgen</saml2:Assertion>\n'
TOKEN = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJqYW5lIn0."


@dataclass(frozen=True)
class Shown:
    """A user identity as it came (PS3.7 table D.3-14)."""

    kind: int
    primary: bytes
    secondary: bytes = b""
    response: bool = False


@dataclass
class Doorkeeper:
    """A server that looks at user identities: whether it lets them in, and what it says then."""

    port: int = 0
    lets_in: bool = True
    says: bytes | None = b""
    shown: list[Shown] = field(default_factory=list)
    echoes: int = 0

    @property
    def address(self) -> str:
        return f"DOOR@{LOCALHOST}:{self.port}"

    def look(self, event: evt.Event) -> tuple[bool, bytes | None]:
        (item,) = (item for item in event.assoc.requestor.user_information if isinstance(item, UserIdentityNegotiation))
        response = bool(item.positive_response_requested)
        kind = int(item.user_identity_type or 0)
        self.shown.append(Shown(kind, item.primary_field or b"", item.secondary_field or b"", response))
        if response and kind in (1, 2) and self.lets_in:  # pynetdicom itself answers to the others alone
            confirmation = UserIdentityNegotiation()
            confirmation.server_response = self.says
            event.assoc.acceptor.add_negotiation_item(confirmation)
        return self.lets_in, self.says

    def echo(self, event: evt.Event) -> int:
        self.echoes += 1
        return 0


@pytest.fixture(scope="module")
def door() -> Iterator[Doorkeeper]:
    keeper = Doorkeeper()
    entity = AE("DOOR")
    for context in DEFAULT_CONTEXTS:
        entity.add_supported_context(context.abstract_syntax or "", context.transfer_syntax)
    handlers: list[evt.EventHandlerType] = [(evt.EVT_USER_ID, keeper.look), (evt.EVT_C_ECHO, keeper.echo)]
    server = entity.start_server((LOCALHOST, 0), block=False, evt_handlers=handlers)
    assert server is not None and server.socket is not None
    keeper.port = server.socket.getsockname()[1]
    yield keeper
    server.shutdown()


@pytest.fixture
def keeper(door: Doorkeeper) -> Doorkeeper:
    """One that lets everybody in, and has seen nobody yet."""
    door.lets_in, door.says, door.echoes = True, b"", 0
    door.shown.clear()
    return door


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ticket").write_bytes(TICKET)
    (tmp_path / "assertion").write_text(ASSERTION)
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    return tmp_path


KINDS: dict[str, Shown] = {
    "--user jane": Shown(1, b"jane"),
    "--user Jérôme": Shown(1, "Jérôme".encode()),
    f"--user jane --password {PASSWORD}": Shown(2, b"jane", PASSWORD.encode()),
    "--user jane --empty-password": Shown(2, b"jane", b""),
    "--kerberos ticket": Shown(3, TICKET),
    "--saml assertion": Shown(4, ASSERTION.encode()),
    "--jwt token": Shown(5, TOKEN.encode()),
}


def words(line: str) -> list[str]:
    """The words of an option line; the password is one."""
    before, is_there, _ = line.partition(PASSWORD)
    return [*before.split(), *([PASSWORD] if is_there else [])]


@pytest.mark.parametrize("response", [False, True])
@pytest.mark.parametrize("line", KINDS)
def test_each_kind_arrives_and_is_let_in(keeper: Doorkeeper, line: str, response: bool, folder: Path) -> None:
    expected = KINDS[line]
    done = run_here("echo", keeper.address, *words(line), *(["--pos-response"] if response else []), cwd=folder)

    assert done.returncode == 0, done.stderr
    assert keeper.shown == [Shown(expected.kind, expected.primary, expected.secondary, response)]
    assert keeper.echoes == 1


@pytest.mark.parametrize("line", KINDS)
def test_each_kind_may_be_refused(keeper: Doorkeeper, line: str, folder: Path) -> None:
    keeper.lets_in = False
    done = run_here("echo", keeper.address, *words(line), "--pos-response", "--format", "json", cwd=folder)

    assert done.returncode == 3
    error = document(done)["error"]
    assert error["kind"] == "rejected"
    lines = [line for line in done.stderr.splitlines() if not line.startswith("scu: note: others on this machine can ")]
    assert lines[0] == f"scu: error: {error['message']}"
    assert len(keeper.shown) == 1
    assert keeper.echoes == 0
    assert PASSWORD not in done.stdout + done.stderr


@pytest.mark.parametrize("says", [b"", b"a ticket of the server"])
def test_what_a_server_answers(keeper: Doorkeeper, says: bytes, folder: Path) -> None:
    keeper.says = says
    for line in ("--user jane", "--jwt token"):
        done = run_here("echo", keeper.address, *line.split(), "-rsp", cwd=folder)
        assert done.returncode == 0, done.stderr


def test_a_server_that_does_not_look_confirms_nobody() -> None:
    with recording_scp() as recorder:
        without = run_here("echo", recorder.address, "--user", "jane", "--format", "json")
        wanted = run_here("echo", recorder.address, "--user", "jane", "--pos-response", "--format", "json")

    assert without.returncode == 0
    assert wanted.returncode == 3
    error = document(wanted)["error"]
    assert error["kind"] == "rejected"
    assert "did not confirm the user" in error["message"]
    assert "--pos-response" in error["remedy"]
    assert recorder.echoes == 1
    assert recorder.aborted == 1  # it is told that nothing comes of it


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_refused_alike(keeper: Doorkeeper, verb: str, folder: Path) -> None:
    keeper.lets_in = False
    done = run_here(verb, keeper.address, *arguments(verb, folder), "--user", "jane", "--format", "json")

    assert done.returncode == 3
    assert document(done)["error"]["kind"] == "rejected"
    assert keeper.shown == [Shown(1, b"jane")]


@pytest.mark.parametrize(("size", "status"), [(65535, 2), (65536, 4)])
def test_a_token_that_is_too_long(keeper: Doorkeeper, size: int, status: int, tmp_path: Path) -> None:
    """Its length has 16 bits, and so has that of the item around it: what cannot be sent is not sent."""
    (tmp_path / "token").write_text("x" * size)
    done = run_here("echo", keeper.address, "--jwt", "token", cwd=tmp_path)

    assert done.returncode == status, done.stderr
    assert "65,535 bytes" in done.stderr or "65535 are the most" in done.stderr
    assert keeper.shown == []


@pytest.mark.parametrize("size", [1, 65000])
def test_a_long_token(keeper: Doorkeeper, size: int, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("x" * size)
    done = run_here("echo", keeper.address, "--jwt", "token", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert keeper.shown == [Shown(5, b"x" * size)]


class Terminal:
    """The command at a terminal of its own."""

    def __init__(self, *arguments: object, **environment: str) -> None:
        self._ours, theirs = os.openpty()
        self._process = subprocess.Popen(
            [sys.executable, "-c", OWN_TERMINAL, *command_line(*arguments)],
            env={**ENVIRONMENT, **environment},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        self._bytes = b""

    @property
    def seen(self) -> str:
        """All that it showed."""
        return self._bytes.decode()

    def _read(self) -> bool:
        """Read what comes next; whether anything did before the end."""
        poll = select.poll()
        poll.register(self._ours, select.POLLIN)
        assert poll.poll(SECONDS * 1000), self.seen
        try:
            piece = os.read(self._ours, 4096)
        except OSError:  # Linux says so at the end
            piece = b""
        self._bytes += piece
        return bool(piece)

    def answer(self, prompt: str, text: str) -> None:
        """Wait for the prompt, and type; what is typed is not echoed."""
        while prompt not in self.seen:
            assert self._read(), self.seen
        assert not termios.tcgetattr(self._ours)[3] & termios.ECHO
        os.write(self._ours, text.encode())

    def end(self) -> int:
        """What it ends with."""
        while self._read():
            pass
        os.close(self._ours)
        assert_no_bug(self.seen)
        return self._process.wait(SECONDS)


@pytest.mark.parametrize("typed", [PASSWORD, ""])
def test_the_password_is_asked_for_at_the_terminal(keeper: Doorkeeper, typed: str) -> None:
    terminal = Terminal("echo", keeper.address, "--user", "jane", "--ask-password", "-d")
    terminal.answer("Password of jane: ", f"{typed}\n")
    status = terminal.end()

    assert status == 0, terminal.seen
    assert keeper.shown == [Shown(2, b"jane", typed.encode())]
    assert PASSWORD not in terminal.seen


def test_who_does_not_answer_sends_nothing(keeper: Doorkeeper) -> None:
    terminal = Terminal("echo", keeper.address, "--user", "jane", "--ask-password")
    terminal.answer("Password of jane: ", CTRL_C)
    status = terminal.end()

    assert status == 130
    assert keeper.shown == []


def test_a_prompt_wins_over_the_environment_and_shows_nothing_of_the_user_as_markup(keeper: Doorkeeper) -> None:
    terminal = Terminal("echo", keeper.address, "--user", "[red]jane", "--ask-password", SCU_PASSWORD="other")
    terminal.answer("Password of [red]jane: ", f"{PASSWORD}\n")
    assert terminal.end() == 0, terminal.seen

    assert keeper.shown == [Shown(2, b"[red]jane", PASSWORD.encode())]


@pytest.mark.parametrize("typed", ["open sesame", "guess work"])
def test_the_password_of_a_key_is_asked_for_at_the_terminal(typed: str, hospital: Hospital, tmp_path: Path) -> None:
    client: Identity = hospital.client
    key = client.key_as(tmp_path / "locked.key", Encoding.PEM, password="open sesame")
    with recording_scp(tls=python_context(hospital.server)) as recorder:
        terminal = Terminal(
            *("echo", recorder.address, "--enable-tls", key, client.certificate),
            *("--add-cert-file", hospital.authority.certificate, "--user", "jane", "--ask-password"),
        )
        terminal.answer("Password of jane: ", f"{PASSWORD}\n")
        terminal.answer("locked.key: ", f"{typed}\n")
        status = terminal.end()

    assert status == (0 if typed == "open sesame" else 2), terminal.seen
    assert len(recorder.requests) == (1 if status == 0 else 0)
    assert typed not in terminal.seen and PASSWORD not in terminal.seen


def test_without_a_terminal_nobody_is_asked(keeper: Doorkeeper) -> None:
    done = run_scu("echo", keeper.address, "--user", "jane", "--ask-password", stdin="typed\n")

    assert done.returncode == 2
    assert "there is no terminal to ask for a password at" in done.stderr
    assert "SCU_PASSWORD" in done.stderr
    assert keeper.shown == []


@pytest.mark.parametrize("how", ["option", "environment"])
@pytest.mark.parametrize("lets_in", [True, False])
def test_a_password_is_shown_nowhere(keeper: Doorkeeper, how: str, lets_in: bool, tmp_path: Path) -> None:
    keeper.lets_in = lets_in
    done = run_scu(
        *("echo", keeper.address, "--user", "jane", "--pos-response", "--format", "json"),
        *(["--password", PASSWORD] if how == "option" else []),
        *("--log-level", "trace", "--log-file", tmp_path / "log"),
        env={"SCU_PASSWORD": PASSWORD} if how == "environment" else {},
    )

    assert done.returncode == (0 if lets_in else 3)
    assert keeper.shown == [Shown(2, b"jane", PASSWORD.encode(), True)]
    told = done.stdout + done.stderr + (tmp_path / "log").read_text()
    assert "echo" in told
    assert PASSWORD not in told


@pytest.mark.parametrize(("option", "name"), [("--jwt", "token"), ("--saml", "assertion")])
def test_tokens_are_shown_nowhere(keeper: Doorkeeper, option: str, name: str, folder: Path) -> None:
    done = run_scu("echo", keeper.address, option, name, "-d", "--log-file", folder / "log", cwd=folder)

    assert done.returncode == 0
    told = done.stdout + done.stderr + (folder / "log").read_text()
    assert TOKEN not in told and "saml2" not in told


def test_an_identity_does_not_show_itself() -> None:
    identity = UserIdentity(IdentityType.USER_NAME_AND_PASSWORD, b"jane", PASSWORD.encode())

    assert "jane" not in repr(identity)
    assert PASSWORD not in repr(identity)
