"""SIGINT, SIGTERM and SIGHUP at each phase: sent when the peer, or the kernel, has seen that it is reached.

The first SIGINT lets what is under way end in order, and the others end it at once. The exit status is 130, the
document says what had been done, and what the next run needs for the rest is there.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from scu.content import transcode
from scu.dimse import pdu
from scu.output.report_file import ReportFile
from tests.peers import scripts
from tests.peers.command import answer_here, assert_no_bug, run_here, started
from tests.peers.delivering import die_after
from tests.peers.faults import files
from tests.peers.instances import Made, make_instances
from tests.peers.moving import completed, store
from tests.peers.processes import LOCALHOST, free_port
from tests.peers.reports import outcomes
from tests.peers.scripted import (
    A_ABORT_TYPE,
    A_RELEASE_RQ_TYPE,
    Conversation,
    Script,
    ScriptedPeer,
    scripted_peer,
)
from tests.peers.verbs import SECONDS, VERBS, arguments

INT, TERM, HUP = signal.SIGINT, signal.SIGTERM, signal.SIGHUP
HUGE = 16 * 1024 * 1024  # more than the kernel keeps between two sockets


class Victim:
    """The run that is ended by a signal."""

    def __init__(self, folder: Path) -> None:
        self.process: subprocess.Popen[str] | None = None
        self._temporary = folder / "tmp"
        self._temporary.mkdir()

    def get(self, number: signal.Signals) -> None:
        """Send it the signal."""
        assert self.process is not None
        self.process.send_signal(number)

    @contextmanager
    def running(self, verb: str, address: str, *words: object) -> Iterator[None]:
        env = {"TMPDIR": str(self._temporary)}
        with started(verb, address, *words, "--format", "json", env=env) as self.process:
            yield

    def ended(self) -> Any:
        """Wait for its end, and return its document: one line or document, as the verb has it."""
        assert self.process is not None
        out, err = self.process.communicate(timeout=SECONDS)
        assert_no_bug(err)
        assert self.process.returncode == 130, out + err
        assert os.listdir(self._temporary) == []
        assert "interrupted" in err.splitlines()[0]
        assert not self._temporary.parent.joinpath("out").exists() or not [
            name for name in files(self._temporary.parent / "out") if name.endswith(".part")
        ]
        return json.loads(out)

    def run(self, verb: str, script: Script, *words: object) -> tuple[Any, ScriptedPeer]:
        with scripted_peer(script) as peer, self.running(verb, peer.address, *words):
            answer = self.ended()
        return answer, peer


@pytest.fixture
def victim(tmp_path: Path) -> Victim:
    return Victim(tmp_path)


@pytest.mark.parametrize(("verb", "number"), [("echo", INT), ("store", TERM), ("get", HUP)])
def test_while_it_connects_to_a_host_that_is_silent(
    verb: str, number: signal.Signals, victim: Victim, tmp_path: Path
) -> None:
    with socket.socket() as listener, socket.socket() as first:
        listener.bind((LOCALHOST, 0))
        listener.listen(0)
        first.connect(listener.getsockname())  # and there is no room for another
        port = listener.getsockname()[1]
        with victim.running(verb, f"{LOCALHOST}:{port}", *arguments(verb, tmp_path)):
            wait_for_a_call(victim, port)
            victim.get(number)
            answer = victim.ended()

    assert answer["error"]["kind"] == "interrupted"


def wait_for_a_call(victim: Victim, port: int) -> None:
    """Wait until somebody calls that port: SYN_SENT in the kernel's table of connections."""
    called = f"0100007F:{port:04X} 02"
    while called not in Path("/proc/net/tcp").read_text():
        assert victim.process is not None
        with suppress(subprocess.TimeoutExpired):
            victim.process.wait(timeout=0.02)
        assert victim.process.returncode is None


@pytest.mark.parametrize("number", [INT, TERM])
@pytest.mark.parametrize("verb", VERBS)
def test_while_it_waits_to_be_accepted(verb: str, number: signal.Signals, victim: Victim, tmp_path: Path) -> None:
    def call(conversation: Conversation) -> None:
        conversation.receive_request()
        victim.get(number)
        conversation.wait_until_closed()

    answer, _ = victim.run(verb, call, *arguments(verb, tmp_path))

    assert answer["error"]["kind"] == "interrupted"
    if verb == "store":
        assert answer["summary"]["not_sent"] == 1


@pytest.mark.parametrize("verb", VERBS)
def test_what_is_no_question_ends_a_wait_for_an_answer(verb: str, victim: Victim, tmp_path: Path) -> None:
    def ignore(conversation: Conversation) -> None:
        conversation.accept()
        conversation.receive_message()
        victim.get(TERM)
        conversation.wait_until_closed()

    answer, peer = victim.run(verb, ignore, *arguments(verb, tmp_path))

    assert verb == "find" or answer["error"]["kind"] == "interrupted"
    assert peer.conversation.pdu_types[-1] == A_ABORT_TYPE
    if verb == "store":
        assert [each["unconfirmed"] for each in answer["instances"]] == [True]


@pytest.fixture
def made(tmp_path: Path) -> list[Made]:
    made = make_instances(tmp_path / "in", 4)
    os.truncate(made[1].path, HUGE)
    return made


def assert_resumed(made: list[Made], folder: Path, outcome: list[str]) -> None:
    """The report says how it was, and with it the next run sends the rest."""
    report = folder / "report.json"
    assert outcomes(report) == {one.path.name: said for one, said in zip(made, outcome, strict=True)}
    with scripted_peer(scripts.succeed) as peer:
        answer_here("store", peer.address, "--resume", report, "--report", report)
    left = [one.uid for one, said in zip(made, outcome, strict=True) if said != "stored"]
    assert [message.command.AffectedSOPInstanceUID for message in peer.conversation.received] == left
    assert set(outcomes(report).values()) == {"stored"}
    assert sorted(path.name for path in folder.iterdir()) == ["in", "report.json", "tmp"]


def is_cut_off_or_aborted(said: bytes) -> bool:
    """Whether it ends with an A-ABORT in its place, or within a PDU that holds none."""
    at, kind = 0, 0
    while at < len(said):
        kind = said[at]
        at += 6 + int.from_bytes(said[at + 2 : at + 6], "big")
    ends_so = said.endswith(pdu.abort(0, 0))
    return len(said) < HUGE and ends_so == (at == len(said) and kind == A_ABORT_TYPE)


@pytest.mark.parametrize("number", [INT, TERM, HUP])
def test_in_the_middle_of_an_object_that_goes_out(
    number: signal.Signals, victim: Victim, made: list[Made], tmp_path: Path
) -> None:
    """After SIGINT it arrives, and none after it. Else it is cut off, and A-ABORT is not taken for pixels."""
    rest: list[bytes] = []

    def take(conversation: Conversation) -> None:
        conversation.accept()
        conversation.respond(conversation.receive_message(), scripts.SUCCESS)
        select.select([conversation.socket], [], [])
        victim.get(number)
        if number is not INT:
            rest.extend(iter(lambda: conversation.socket.recv(1 << 20), b""))
            return
        conversation.respond(conversation.receive_message(), scripts.SUCCESS)
        conversation.end()

    answer, peer = victim.run("store", take, tmp_path / "in", "--report", tmp_path / "report.json")

    assert answer["error"]["kind"] == "interrupted"
    assert answer["summary"]["stored"] == (2 if number is INT else 1)
    if number is INT:
        assert peer.conversation.pdu_types[-1] == A_RELEASE_RQ_TYPE
    else:
        assert is_cut_off_or_aborted(b"".join(rest))
    assert_resumed(made, tmp_path, ["stored", "stored" if number is INT else "unconfirmed", "not sent", "not sent"])


@pytest.mark.parametrize("number", [TERM, HUP])
def test_while_the_answer_to_an_object_is_due(
    number: signal.Signals, victim: Victim, made: list[Made], tmp_path: Path
) -> None:
    def take(conversation: Conversation) -> None:
        conversation.accept()
        for _ in range(2):
            conversation.respond(conversation.receive_message(), scripts.SUCCESS)
        conversation.receive_message()
        victim.get(number)
        conversation.wait_until_closed()

    answer, peer = victim.run("store", take, tmp_path / "in", "--report", tmp_path / "report.json")

    assert answer["error"]["kind"] == "interrupted"
    assert peer.conversation.pdu_types[-1] == A_ABORT_TYPE
    assert_resumed(made, tmp_path, ["stored", "stored", "unconfirmed", "not sent"])


@pytest.mark.parametrize("number", [TERM, HUP])
def test_while_it_waits_to_try_again(number: signal.Signals, victim: Victim, made: list[Made], tmp_path: Path) -> None:
    options = ["--retry", 3, "--retry-wait", 3600, "--report", tmp_path / "report.json"]
    with scripted_peer(die_after(1)) as peer, victim.running("store", peer.address, tmp_path / "in", *options):
        assert victim.process is not None and victim.process.stderr is not None
        assert "tried again in" in victim.process.stderr.readline()
        victim.get(number)
        answer = victim.ended()

    assert answer["error"]["kind"] == "interrupted"
    assert_resumed(made, tmp_path, ["stored", "unconfirmed", "not sent", "not sent"])


def test_two_associations_tell_what_they_had_done(victim: Victim, made: list[Made], tmp_path: Path) -> None:
    """What was confirmed ahead of its turn, too."""
    os.truncate(made[1].path, 4096)
    others_are_done = threading.Semaphore(0)

    def take(conversation: Conversation) -> None:
        """Keep the first object waiting until the last has come on the other association."""
        conversation.accept()
        while True:
            message = conversation.receive_message()
            uid = message.command.AffectedSOPInstanceUID
            if uid == made[0].uid:
                assert others_are_done.acquire(timeout=SECONDS)
                victim.get(TERM)
            elif uid == made[3].uid:
                others_are_done.release()
            else:
                conversation.respond(message, scripts.SUCCESS)
                continue
            conversation.wait_until_closed()
            return

    options = ["--associations", 2, "--report", tmp_path / "report.json"]
    answer, _ = victim.run("store", take, tmp_path / "in", *options)

    assert answer["error"]["kind"] == "interrupted"
    assert_resumed(made, tmp_path, ["unconfirmed", "stored", "stored", "unconfirmed"])


@pytest.mark.parametrize("number", [INT, TERM])
def test_while_it_lingers_for_objects_that_were_counted(number: signal.Signals, victim: Victim, tmp_path: Path) -> None:
    """What has come is here, and in the document."""
    made = make_instances(tmp_path / "theirs", 1)
    port = free_port()

    def answer_early(conversation: Conversation) -> None:
        conversation.accept()
        request = conversation.receive_message()
        store(port, made)
        conversation.respond(request, scripts.SUCCESS, **completed(2))
        victim.get(number)
        conversation.wait_until_closed()

    words = ["-k", "StudyInstanceUID=1.2.3", "-o", tmp_path / "out", "--port-scp", port, "-aet", "US"]
    answer, _ = victim.run("move", answer_early, *words)

    assert answer["error"]["kind"] == "interrupted"
    assert [each["sop_instance_uid"] for each in answer["instances"]] == [made[0].uid]
    assert files(tmp_path / "out") == [f"{made[0].uid}.dcm"]


@pytest.mark.parametrize("name", ["report.json", "report.csv"])
def test_while_the_report_is_written(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is finished first: without it the next run knows nothing."""
    make_instances(tmp_path / "in", 2)
    write = ReportFile._write

    def interrupted(self: ReportFile, stream: TextIOWrapper) -> None:
        signal.raise_signal(TERM)
        write(self, stream)

    monkeypatch.setattr(ReportFile, "_write", interrupted)
    with scripted_peer(scripts.succeed) as peer:
        done = run_here("store", peer.address, tmp_path / "in", "--report", tmp_path / name)

    assert done.returncode == 130
    assert list(outcomes(tmp_path / name).values()) == ["stored", "stored"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", name]


def test_while_it_transcodes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (made,) = make_instances(tmp_path / "in", 1)

    def interrupted(*arguments: Any) -> None:
        made: BinaryIO = arguments[-1]
        made.write(bytes(HUGE))  # more than is kept in memory
        signal.raise_signal(TERM)

    monkeypatch.setattr(transcode, "rewrite", interrupted)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with scripted_peer(scripts.succeed) as peer:
        done = run_here("store", peer.address, made.path, "--transcode", "always=implicit", "--format", "json")

    assert done.returncode == 130
    assert json.loads(done.stdout)["summary"]["not_sent"] == 1
    assert [path.name for path in tmp_path.iterdir()] == ["in"]
