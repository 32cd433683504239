"""Passwords, tokens and keys are in nothing that is shown, kept or handed on, whichever verb they are given to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from pynetdicom.pdu_primitives import A_ASSOCIATE, UserIdentityNegotiation

from scu import cli
from scu.commands.options.identity import Identity
from scu.commands.options.tls import TLS
from scu.config import file as config_file
from scu.config.resolution import settle
from scu.output import messages
from tests.peers import verbs
from tests.peers.command import run_here
from tests.peers.instances import make_instances
from tests.peers.people import study
from tests.peers.proxy import Proxy, serving
from tests.peers.recording import Recorder, recording_scp
from tests.peers.screen import seen
from tests.peers.tls import Hospital, python_context

MARK = "Quokka7731"
VERBS = [*verbs.VERBS, "commit", "doctor"]
VARIABLES = ("SCU_PASSWORD", "SCU_TLS_PASSWORD", "SCU_PROXY", "SCU_PROXY_USER", "SCU_PROXY_PASSWORD")


@dataclass
class Room:
    """Where secrets are, and all that is written down."""

    folder: Path
    hospital: Hospital
    secrets: list[str] = field(default_factory=lambda: [MARK])

    def file(self, name: str, content: str) -> Path:
        path = self.folder / name
        path.write_text(content)
        return path

    def everywhere(self) -> list[object]:
        """Options by which a run tells as much as it can, and in each place where it can."""
        said = ["--log-level", "trace", "--log-file", self.folder / "log", "--trace", "--arguments"]
        return [*said, "--pcap", self.folder / "pcap", "--evidence", self.folder / "evidence", "--with-values"]

    def told(self, done: CompletedProcess[str]) -> dict[str, bytes]:
        """What was told, by its place."""
        kept = {path.name: path.read_bytes() for path in self.folder.glob("*") if path.name in _PLACES}
        return {"stdout": done.stdout.encode(), "stderr": done.stderr.encode(), **kept}

    def leaks(self, done: CompletedProcess[str]) -> list[tuple[str, str]]:
        told = self.told(done)
        return [(place, each) for place, text in told.items() for each in self.secrets if each.encode() in text]


_PLACES = ("log", "pcap", "evidence", "history")


@pytest.fixture
def room(tmp_path: Path, hospital: Hospital, monkeypatch: pytest.MonkeyPatch) -> Room:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SCU_HISTORY", str(tmp_path / "history"))
    return Room(tmp_path, hospital)


@pytest.fixture(scope="module")
def discreet() -> Iterator[None]:
    """The servers here are in the same process, and would log what they are shown to the same file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pynetdicom._config.LOG_HANDLER_LEVEL", "none")
        yield


@pytest.fixture(scope="module")
def secure(discreet: None, hospital: Hospital) -> Iterator[Recorder]:
    with recording_scp(tls=python_context(hospital.server)) as recorder:
        yield recorder


@pytest.fixture(scope="module")
def plain(discreet: None) -> Iterator[Recorder]:
    with recording_scp() as recorder:
        yield recorder


@pytest.fixture
def locked(room: Room) -> Path:
    """A private key with a password; its lines are secrets, too."""
    key = room.hospital.client.key_as(room.folder / "locked.key", Encoding.PEM, password=MARK)
    room.secrets += key.read_text().splitlines()[1:-1] + room.hospital.client.key.read_text().splitlines()[1:-1]
    return key


def arguments(verb: str, room: Room) -> list[object]:
    if verb == "commit":
        return [made.path for made in make_instances(room.folder / "in", 1)]
    return [] if verb == "doctor" else verbs.arguments(verb, room.folder)


def shown(requests: Sequence[A_ASSOCIATE]) -> set[bytes]:
    """The secrets of the user identities that a server was shown."""
    items = [item for it in requests for item in it.user_information if isinstance(item, UserIdentityNegotiation)]
    return {(item.secondary_field or item.primary_field or b"") for item in items}


@pytest.mark.parametrize("verb", VERBS)
def test_passwords(verb: str, room: Room, locked: Path, secure: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the user, of the private key and of the proxy, all at once."""
    secure.requests.clear()
    password = room.file("password", f"{MARK}\n")
    monkeypatch.setenv("SCU_PROXY_USER", "jane")
    monkeypatch.setenv("SCU_PROXY_PASSWORD", MARK)
    tls = ["--enable-tls", locked, room.hospital.client.certificate, "--use-passwd", MARK]
    trust = ["--add-cert-file", room.hospital.authority.certificate]
    with serving(Proxy("http", user="jane", password=MARK)) as proxy:
        done = run_here(
            *(verb, secure.address, *arguments(verb, room), *tls, *trust, "--proxy", proxy.url),
            *("--user", "jane", "--password-file", password, *room.everywhere()),
        )

    assert shown(secure.requests) == {MARK.encode()}, done.stderr
    assert proxy.asked[0].password == MARK
    assert {"log", "pcap", "evidence"} <= room.told(done).keys()
    assert room.leaks(done) == []
    assert "--use-passwd '<secret>'" in done.stderr


@pytest.mark.parametrize("verb", VERBS)
def test_tokens(verb: str, room: Room, plain: Recorder) -> None:
    plain.requests.clear()
    options = ["--kerberos", "--saml", "--jwt"]
    option = options[VERBS.index(verb) % len(options)]
    token = room.file("token", f"eyJhbGciOi.{MARK}.x")
    done = run_here(verb, plain.address, *arguments(verb, room), option, token, *room.everywhere())

    assert [MARK.encode() in each for each in shown(plain.requests)] == [True], done.stderr
    assert room.leaks(done) == []


GIVEN = {
    "option": (["--password", MARK], {}),
    "equals": ([f"--password={MARK}"], {}),
    "old": (["-pwd", MARK], {}),
    "environment": ([], {"SCU_PASSWORD": MARK}),
    "file": (["--password-file", "password"], {}),
}


@pytest.mark.parametrize("how", GIVEN)
def test_each_way_to_give_a_password(how: str, room: Room, plain: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    plain.requests.clear()
    room.file("password", f"{MARK}\nnot this")
    monkeypatch.chdir(room.folder)
    options, variables = GIVEN[how]
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    done = run_here("echo", plain.address, "--user", "jane", *options, *room.everywhere())

    assert shown(plain.requests) == {MARK.encode()}
    assert room.leaks(done) == []
    in_clear = how in ("option", "equals", "old")
    assert done.stderr.count("others on this machine can read the password of --password") == in_clear


@pytest.mark.parametrize("verbosity", [[], ["-v"], ["-d"]])
@pytest.mark.parametrize("line", ["storescu -usr jane -pwd MARK", "store --user jane --password MARK"])
def test_at_each_level(line: str, verbosity: list[str], room: Room, plain: Recorder) -> None:
    tool, *options = line.replace("MARK", MARK).split()
    where = [plain.address] if tool == "store" else ["127.0.0.1", plain.port]
    (made,) = make_instances(room.folder / "in", 1)
    done = run_here(tool, *options, *verbosity, "--arguments", *where, made.path)

    assert done.returncode == 0
    assert room.leaks(done) == []


CREDENTIALS = f"http://jane:{MARK}@127.0.0.1:9"
FAILING = {
    "wrong password of a key": ("echo ADDRESS +tls KEY CERT +cf CA --use-passwd x" + MARK, {}, 2),
    "of the environment": ("echo ADDRESS +tls KEY CERT +cf CA", {"SCU_TLS_PASSWORD": f"x{MARK}"}, 2),
    "a proxy's user on the line": (f"echo ADDRESS --proxy {CREDENTIALS}", {}, 2),
    "in the environment": ("echo ADDRESS", {"SCU_PROXY": CREDENTIALS}, 2),
    "a proxy that is none": ("echo ADDRESS", {"SCU_PROXY": f"http//jane:{MARK}@h"}, 2),
    "a proxy that is away": ("echo ADDRESS --proxy http://127.0.0.1:9", {"SCU_PROXY_PASSWORD": MARK}, 3),
    "a user too many": (f"echo ADDRESS --user jane --password {MARK} --jwt token", {}, 2),
    "no user": (f"echo ADDRESS --password {MARK}", {}, 2),
    "twice": (f"echo ADDRESS --user u --password {MARK} --password-file password", {}, 2),
    "no such option": (f"echo ADDRESS --pasword={MARK}", {}, 2),
    "an option without a value": (f"echo ADDRESS --ask-password={MARK}", {}, 2),
    "no TLS": (f"echo ADDRESS --use-passwd {MARK}", {}, 2),
    "an old tool": (f"echoscu 127.0.0.1 11112 --nonsense -pwd {MARK}", {}, 2),
    "too long": (f"echo ADDRESS --user u --password {MARK * 7000}", {}, 2),
}


@pytest.mark.parametrize("case", FAILING)
def test_errors(case: str, room: Room, locked: Path, plain: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    line, variables, status = FAILING[case]
    own, authority = room.hospital.client.certificate, room.hospital.authority.certificate
    names = {"ADDRESS": plain.address, "KEY": locked, "CERT": own, "CA": authority}
    for name, value in {"SCU_PROXY_USER": "jane", **variables}.items():
        monkeypatch.setenv(name, value)
    said = [] if line.startswith("echoscu") else ["--format", "json", *room.everywhere()]
    done = run_here(*(names.get(word, word) for word in line.split()), *said)

    assert done.returncode == status, done.stderr
    assert room.leaks(done) == []


CONFIG = f"""
[peers.clear]
host = "127.0.0.1"
port = PORT
user = "jane"
password = "{MARK}"
[peers.env]
host = "127.0.0.1"
port = PORT
user = "jane"
password_env = "PACS_SECRET"
"""


@pytest.mark.parametrize("words", ["list", "show clear", "show env", "test", "test clear -d"])
@pytest.mark.parametrize("format", ["table", "json"])
def test_configured_peers(
    words: str, format: str, room: Room, plain: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PACS_SECRET", MARK)
    monkeypatch.setenv("SCU_PROXY_PASSWORD", MARK)
    if not words.startswith("test"):
        monkeypatch.setenv("SCU_PROXY", CREDENTIALS)
        monkeypatch.setenv("SCU_PASSWORD", MARK)
    config = room.file("config.toml", CONFIG.replace("PORT", str(plain.port)))
    done = run_here("peers", *words.split(), "--format", format, "--config", config)

    assert done.returncode == 0, done.stderr
    assert done.stdout
    assert room.leaks(done) == []


def test_a_configured_password_that_others_can_read_is_told(room: Room, plain: Recorder) -> None:
    config = room.file("config.toml", CONFIG.replace("PORT", str(plain.port)))
    config.chmod(0o644)
    done = run_here("echo", "clear", "--config", config, *room.everywhere())

    assert f"others can read {config}, and the password in it" in done.stderr
    assert room.leaks(done) == []


@pytest.mark.parametrize("debug", [[], ["--debug"]])
def test_a_bug_shows_no_secret(
    debug: list[str],
    room: Room,
    plain: Recorder,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It happens where the password is among what functions hold."""

    def bug(*held: object, **more: object) -> None:
        raise RuntimeError(f"a bug of {len(held) + len(more)} values")

    monkeypatch.setattr("scu.dimse.establish._request", bug)
    with pytest.raises(RuntimeError) as caught:
        cli.run(["echo", plain.address, "--user", "jane", "--password", MARK, *debug])
    messages.show_bug(caught.type, caught.value, caught.tb)

    said = capsys.readouterr()
    assert "this is a bug in scu: RuntimeError in test_secrets.py, line" in said.err
    assert ("a bug of" in said.err) is bool(debug)
    assert MARK not in said.out + said.err


@pytest.mark.parametrize(("options", "named"), [([], 1), (["--redact"], 0)])
def test_the_doctor_names_no_peer_where_names_are_left_out(
    options: list[str], named: int, room: Room, plain: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PACS_SECRET", MARK)
    config = room.file("config.toml", CONFIG.replace("PORT", str(plain.port)))
    done = run_here("doctor", "env", "--config", config, "-v", *options)

    assert done.stderr.count("env is a peer of the configuration: 127.0.0.1") == named
    assert ("127.0.0.1" in done.stdout + done.stderr) is bool(named)


def test_a_pager_is_not_given_them(room: Room) -> None:
    names = dict.fromkeys(("PACS_SECRET", "SCU_TLS_PASSWORD", "SCU_PROXY_PASSWORD"), MARK)
    environment = {**names, "KEPT": "kept", "SCU_PAGER": f"sh -c 'env > {room.folder}/log; exec cat'"}
    with recording_scp(Recorder(matches=[study(number, "Doe") for number in range(60)])) as recorder:
        config = room.file("config.toml", CONFIG.replace("PORT", str(recorder.port)))
        seen("find", "env", "--config", config, columns=80, env=environment)

    held = (room.folder / "log").read_text()
    assert shown(recorder.requests) == {MARK.encode()}
    assert "KEPT=kept" in held
    assert MARK not in held


def test_nothing_shows_itself(room: Room) -> None:
    config = config_file.load(room.file("config.toml", CONFIG.replace("PORT", "104")))
    settled = settle(config.peers["clear"], {}, {"SCU_PASSWORD": MARK, "SCU_PROXY": CREDENTIALS})
    held: list[object] = [config, *config.peers.values(), *settled]
    held += [Identity(user="jane", password=MARK), TLS(key_password=MARK)]

    assert MARK not in re.sub(r"\s", "", repr(held))


def test_explain_and_completion_say_nothing_of_the_environment(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SCU_PASSWORD", "SCU_TLS_PASSWORD", "SCU_PROXY_PASSWORD"):
        monkeypatch.setenv(name, MARK)
    done = [
        run_here("explain", "A700"),
        run_here("completion", "bash"),
        run_here("history"),
        run_here("echo", "--help"),
    ]

    assert [each.returncode for each in done] == [0, 0, 0, 0]
    assert [room.leaks(each) for each in done] == [[], [], [], []]
