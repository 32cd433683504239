"""Attempts to read a password, or what is a patient's, where it must not be: each of them fails."""

from __future__ import annotations

import base64
import os
import socket
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from scu.commands.typed import without_secrets
from scu.output.redaction import Redaction
from tests.peers.command import run_here
from tests.peers.instances import Attributes, make_instances
from tests.peers.recording import Recorder, failing, recording_scp
from tests.peers.scripted import Conversation, scripted_peer
from tests.peers.tls import listening

MARK = "Quokka7731"
TOKEN = f"eyJhbGciOiJIUzI1NiJ9.{'0Zebra' * 20}.signature"
NO_DICOM = bytes(128) + b"DICM" + b"x" * 50
TOLD = ["--log-level", "trace", "--log-file", "log", "--trace", "--pcap", "pcap", "--evidence", "evidence"]


@pytest.fixture(autouse=True)
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to run in, with a password in the environment."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SCU_HISTORY", str(tmp_path / "history"))
    monkeypatch.setenv("SCU_PASSWORD", MARK)
    monkeypatch.delenv("SCU_PROXY", raising=False)
    return tmp_path


def leaks(done: CompletedProcess[str], *secrets: str) -> list[tuple[str, str]]:
    """What is told, and where: on the screen, and in the files that tell of a run."""
    names = [Path(name) for name in ("log", "pcap", "evidence", "history")]
    told = {path.name: path.read_bytes() for path in names if path.exists()}
    told |= {"stdout": done.stdout.encode(), "stderr": done.stderr.encode()}
    return [(place, each) for place, text in told.items() for each in secrets if each.encode() in text]


def saying(comment: str) -> Callable[[Conversation], None]:
    """A server that fails each request, with an Error Comment."""

    def talk(conversation: Conversation) -> None:
        conversation.accept()
        while True:
            conversation.respond(conversation.receive_message(), 0xA700, ErrorComment=comment)

    return talk


@pytest.mark.parametrize("verb", ["echo", "find"])
@pytest.mark.parametrize("format", ["json", "text"])
def test_a_server_that_repeats_the_password(verb: str, format: str) -> None:
    keys = ["-k", "PatientID=x"] if verb == "find" else []
    with scripted_peer(saying(f"jane may not, with {MARK}")) as peer:
        done = run_here(verb, peer.address, *keys, "--user", "jane", "--format", format, *TOLD)

    assert done.returncode == 1
    assert leaks(done, MARK) == []
    assert "the server says: jane may not, with <secret>" in done.stderr
    assert "with <secret>" in Path("evidence").read_text()


def test_a_server_that_repeats_as_much_of_a_token_as_it_has_room_for(room: Path) -> None:
    (room / "token").write_text(TOKEN)
    with scripted_peer(saying(f"bad token: {TOKEN[:52]}")) as peer:
        done = run_here("echo", peer.address, "--jwt", "token", *TOLD)

    assert leaks(done, TOKEN[:16], TOKEN[21:40]) == []
    assert "the server says: bad token: <secret>" in done.stderr


def shouting(conversation: Conversation) -> None:
    """Bytes that are no DICOM."""
    conversation.receive_request()
    conversation.send(f"ERR {MARK} jane\r\n".encode())
    conversation.socket.close()


def aborting(conversation: Conversation) -> None:
    """An A-ABORT that is longer than it may be."""
    conversation.receive_request()
    conversation.send(b"\x07\x00\x00\x00\x00\x0e\x00\x00\x02\x00" + MARK.encode())
    conversation.wait_until_closed()


def mirroring(conversation: Conversation) -> None:
    conversation.send(conversation.receive_pdu())
    conversation.wait_until_closed()


@pytest.mark.parametrize("script", [shouting, aborting, mirroring])
def test_a_server_that_throws_it_back(script: Callable[[Conversation], None]) -> None:
    with scripted_peer(script) as peer:
        done = run_here("echo", peer.address, "--user", "jane", *TOLD)

    assert done.returncode == 3
    assert Path("pcap").stat().st_size > 0
    assert leaks(done, MARK) == []


BASIC = base64.b64encode(f"jane:{MARK}".encode()).decode()


@pytest.mark.parametrize("reason", [f"403 no {BASIC}", f"407 jane:{MARK} is unknown", f"502 {MARK}"])
def test_a_proxy_that_repeats_the_password(reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCU_PROXY_USER", "jane")
    monkeypatch.setenv("SCU_PROXY_PASSWORD", MARK)

    def refusing(client: socket.socket) -> str:
        asked = client.recv(4096).decode()
        client.sendall(f"HTTP/1.1 {reason}\r\n\r\n".encode())
        return asked

    with listening(refusing) as (port, asked):
        done = run_here("echo", "nowhere.invalid", "--proxy", f"http://127.0.0.1:{port}", *TOLD)

    assert BASIC in asked.result()
    assert done.returncode == 3
    assert leaks(done, MARK, BASIC) == []
    assert f"in detail: {reason[:3]} " in done.stderr


URLS = [
    f"jane:{MARK}@proxy:80",
    f"http:/jane:{MARK}@proxy:80",
    f"http://jane:{MARK}",
    f"http://jane:{MARK}%40proxy:80",
    f"http://jane:{MARK}＠proxy:80",
    f"http://jane:{MARK}@[::1:80",
    f"http://proxy:80/?password={MARK}",
]


@pytest.mark.parametrize("url", URLS)
def test_a_proxy_in_an_odd_spelling(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = run_here("echo", "nowhere.invalid", "--arguments", "--proxy", url, "--format", "json", *TOLD)
    monkeypatch.setenv("SCU_PROXY", url)
    held = run_here("doctor", "nowhere.invalid", "--redact")

    assert (typed.returncode, held.returncode) == (2, 2)
    assert leaks(typed, MARK) + leaks(held, MARK) == []


@pytest.mark.parametrize(
    "words",
    ["--passwd X", "--pasword X", "--use-password X", "-password X", "--pwd X", "--pwd=X", "-PWD X", "--password=X"],
)
def test_a_mistyped_option_is_shown_without_its_password(words: str) -> None:
    shown = list(without_secrets(["echo", "host", *words.replace("X", MARK).split(), "104"]))

    assert MARK not in " ".join(shown)
    assert shown[-1] == "104"


def test_an_option_about_passwords_that_takes_none_hides_nothing() -> None:
    line = ["echo", "--ask-password", "host", "--passwd-file", "file", "--null-passwd", "104", "--std-passwd"]

    assert list(without_secrets(line)) == line


@pytest.mark.parametrize("tool", ["storescu", "echoscu"])
def test_an_old_tools_option_with_an_equals_sign(tool: str) -> None:
    done = run_here(tool, f"-pwd={MARK}", "--arguments", "127.0.0.1", "104")

    assert done.returncode == 2
    assert f"{tool} has no option -pwd\n" in done.stderr
    assert leaks(done, MARK) == []


@pytest.mark.parametrize("setting", ["password_keyring", "password_ask", "password_file", "password", "proxy"])
@pytest.mark.parametrize("value", [f'"j:{MARK}@h"', f'["{MARK}"]'])
def test_a_password_in_the_wrong_place_of_the_configuration(setting: str, value: str, room: Path) -> None:
    if setting in ("password", "password_file") and not value.startswith("["):
        value = "7731"
    (room / "config.toml").write_text(f'[peers.main]\nhost = "h"\nuser = "jane"\n{setting} = {value}\n')
    done = run_here("echo", "main", "--config", "config.toml", *TOLD)

    assert done.returncode == 2
    assert f"line 4: peers.main.{setting} takes " in done.stderr
    assert leaks(done, "7731") == []


def test_a_password_written_where_others_read_is_told(room: Path) -> None:
    config = room / "config.toml"
    config.write_text('[peers.other]\nhost = "h"\n')
    config.chmod(0o644)
    link = room / "link.toml"
    link.symlink_to(config)
    done = run_here("peers", "add", "main", "h", "--user", "jane", "--password", MARK, "--config", link)
    config.chmod(0o600)
    again = run_here("peers", "remove", "other", "--config", link)

    assert "others can read link.toml" in done.stderr.replace(f"{room}/", "")
    assert "others can read" not in again.stderr
    assert link.is_symlink()
    assert stat.S_IMODE(config.stat().st_mode) == 0o600
    assert MARK in config.read_text()


@pytest.mark.parametrize(("mode", "told"), [(0o644, 1), (0o640, 0), (0o600, 0)])
def test_a_password_file_that_everybody_can_read_is_told(mode: int, told: int, room: Path) -> None:
    (room / "password").write_text(MARK)
    (room / "password").chmod(mode)
    with recording_scp() as server:
        done = run_here("echo", server.address, "--user", "jane", "--password-file", "password")

    assert done.returncode == 0
    assert done.stderr.count("others can read password, and the password in it") == told


@contextmanager
def written(pipe: Path, text: str) -> Iterator[None]:
    writing = threading.Thread(target=pipe.write_text, args=(text,))
    writing.start()
    yield
    writing.join()


def test_a_password_comes_out_of_a_pipe(room: Path) -> None:
    os.mkfifo(room / "pipe", 0o644)
    with recording_scp() as server, written(room / "pipe", f"{MARK}\nmore"):
        done = run_here("echo", server.address, "--user", "jane", "--password-file", "pipe", "--evidence", "evidence")

    (request,) = server.requests
    assert MARK.encode() in [getattr(item, "secondary_field", None) for item in request.user_information]
    assert leaks(done, MARK) == []
    assert "others can read" not in done.stderr


ASKED = ["-k", "PatientName=Zebra*", "-k", "PatientID=Okapi42", "-k", "StudyDate=19510203-19520304"]


def test_a_server_that_repeats_the_values_of_keys() -> None:
    """On the screen, that is the answer to who asked; in evidence, that goes to others, they are left out."""
    recorder = Recorder(status=failing(0xA900, "no Okapi42 Zebra^Zoe 19520304"))
    with recording_scp(recorder) as server:
        done = run_here("find", server.address, *ASKED, "--evidence", "evidence")
        run_here("find", server.address, *ASKED, "--evidence", "values", "--with-values")

    assert done.returncode == 1
    assert [place for place, _ in leaks(done, "Okapi42", "Zebra", "19520304") if place != "stderr"] == []
    assert "no <value> <value>^Zoe <value>" in Path("evidence").read_text()
    assert "no Okapi42 Zebra^Zoe 19520304" in Path("values").read_text()


@pytest.mark.parametrize(
    "words",
    ["store H in -r", "store H in -r --halt", "store H in/Zebra/Zebra.dcm", "store H in/Zebra", "commit H in -r"],
)
def test_a_log_names_no_found_file(words: str, room: Path) -> None:
    (room / "in" / "Zebra").mkdir(parents=True)
    (room / "in" / "Zebra" / "Zebra.dcm").write_bytes(NO_DICOM)
    done = run_here(*words.replace("H", "127.0.0.1:9").split(), "--log-file", "log", "--evidence", "evidence")

    assert done.returncode == 4
    assert "scu: error: in/Zebra/Zebra.dcm cannot be " in done.stderr
    assert [place for place, _ in leaks(done, "Zebra") if place != "stderr"] == []
    assert "its meta header does not begin" in Path("log").read_text()


def test_a_folder_of_a_patients_name_that_cannot_be_made(room: Path) -> None:
    made = make_instances(room / "objects", 1, Attributes(patient_name="Zebra^Zoe"))
    (room / "out").mkdir()
    (room / "out" / "Zebra^Zoe").write_text("in the way")
    with recording_scp(Recorder(instances=made)) as server:
        asked = ["get", server.address, "-k", "StudyInstanceUID=1.2.3", "--no-find", "-o", "out"]
        done = run_here(*asked, "--name", "{PatientName}/{Modality}.dcm", *TOLD)

    assert done.returncode == 4
    assert "a link or a file is where a folder should be" in done.stderr
    assert [place for place, _ in leaks(done, "Zebra") if place != "pcap"] == []


def test_a_host_in_other_letters_is_left_out_of_what_is_redacted() -> None:
    hide = Redaction({"pacs.example.org": "HOST", "SERVER": "AET"})

    assert hide.text("the server's certificate is for PACS.Example.ORG") == "the server's certificate is for HOST"
