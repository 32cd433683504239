"""A file that goes wrong between the moment that it is looked at and the moment that it is sent: it costs itself.

The rest goes, the exit status is 1, as of every result that is partial; it is 4 where nothing could be read at all.
"""

from __future__ import annotations

import errno
import os
import select
import shutil
from collections import Counter
from collections.abc import Callable
from io import FileIO
from pathlib import Path
from typing import Any

import pytest

from scu.dimse import storing
from tests.peers import scripts
from tests.peers.command import answer_here, run_here
from tests.peers.delivering import in_turn, seen
from tests.peers.faults import bound_by_permissions
from tests.peers.instances import Made, make_instances
from tests.peers.reports import outcomes
from tests.peers.scripted import A_ABORT_TYPE, A_RELEASE_RQ_TYPE, Conversation, Script, ScriptedPeer, scripted_peer
from tests.peers.storing import counts, summary

HUGE = 16 * 1024 * 1024  # more than the kernel keeps between two sockets
BAD = 1  # of the files, the one that goes wrong


@pytest.fixture
def made(tmp_path: Path) -> list[Made]:
    return make_instances(tmp_path / "in", 4)


def in_the_middle(fault: Callable[[], None], window: int | None = None) -> Script:
    """Take the first object, and do this when the next has begun; then, on another connection, take all that comes."""

    def take(conversation: Conversation) -> None:
        conversation.accept(window=window)
        first = conversation.receive_message()
        if not window:
            conversation.respond(first, scripts.SUCCESS)
        for _ in range(2):  # command and data set
            conversation.receive_pdu()
        fault()
        if window:
            conversation.respond(first, scripts.SUCCESS)
        conversation.wait_until_closed()

    return in_turn(take, scripts.succeed)


def before_its_turn(fault: Callable[[], None]) -> Script:
    """Do this before the first object is answered; take them all."""

    def take(conversation: Conversation) -> None:
        conversation.accept()
        first = conversation.receive_message()
        fault()
        conversation.respond(first, scripts.SUCCESS)
        while True:
            conversation.respond(conversation.receive_message(), scripts.SUCCESS)

    return in_turn(take, scripts.succeed)


class BadSector(FileIO):
    """A file that can be read for a while."""

    def readinto(self, buffer: Any, /) -> int:
        if self.tell() > HUGE // 2:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return super().readinto(buffer)


def opening(bad: Path) -> Callable[..., FileIO]:
    """What opens files, one of which has a bad sector."""

    def opened(file: str, mode: str, *, buffering: int) -> FileIO:
        return (BadSector if file == str(bad) else FileIO)(file, mode)

    return opened


def told_of(answer: Any, one: Made) -> Any:
    """What the document says of an object."""
    (entry,) = [each for each in answer["instances"] if each["sop_instance_uid"] == one.uid]
    return entry


def assert_all_but_the_bad_one(answer: Any, made: list[Made], reason: str) -> None:
    assert answer["error"]["kind"] == "partial"
    assert counts(answer) == summary(4, stored=3, not_sent=1)
    for number, one in enumerate(made):
        entry = told_of(answer, one)
        assert entry["status"] == (None if number == BAD else "0000")
        assert not entry["unconfirmed"]
    assert reason in told_of(answer, made[BAD])["meaning"]


def assert_resumed(peer: ScriptedPeer, made: list[Made], report: Path) -> None:
    """With the fault gone, the next run sends what is left, and nothing else."""
    before = seen(peer)
    answer = answer_here("store", peer.address, "--resume", report, "--report", report)
    assert [each["sop_instance_uid"] for each in answer["instances"]] == [made[BAD].uid]
    assert seen(peer) - before == Counter([str(made[BAD].uid)])
    assert outcomes(report) == {one.path.name: "stored" for one in made}


@pytest.mark.parametrize("options", [[], ["--retry", 2], ["--async", 4]], ids=str)
def test_a_file_that_becomes_shorter_costs_itself_and_an_association(
    options: list[object], made: list[Made], tmp_path: Path
) -> None:
    """PS3.7 has no way to give a message up. What was under way beside it is answered before the association ends."""
    bad = made[BAD].path
    os.truncate(bad, HUGE)
    report = tmp_path / "report.json"
    script = in_the_middle(lambda: os.truncate(bad, 4096), 4 if "--async" in options else None)

    with scripted_peer(script) as peer:
        answer = answer_here("store", peer.address, tmp_path / "in", "--report", report, *options, status=1)
        first, second = peer.conversations
        assert_all_but_the_bad_one(answer, made, "it became shorter")
        assert [each["association"] for each in answer["instances"] if each["status"]] == [1, 2, 2]
        assert first.pdu_types[-1] == A_ABORT_TYPE
        assert second.pdu_types[-1] == A_RELEASE_RQ_TYPE
        os.truncate(bad, HUGE)
        assert_resumed(peer, made, report)


@pytest.mark.parametrize("associations", [1, 2])
def test_a_bad_sector_costs_the_object_that_lies_on_it(
    associations: int, made: list[Made], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.truncate(made[BAD].path, HUGE)
    report = tmp_path / "report.json"

    with scripted_peer(scripts.succeed) as peer:
        with monkeypatch.context() as worn:
            worn.setattr(storing, "open", opening(made[BAD].path), raising=False)
            words = ["store", peer.address, "--associations", associations, "--report", report]
            answer = answer_here(*words, tmp_path / "in", status=1)
            assert_all_but_the_bad_one(answer, made, "Input/output error")
            again = answer_here(*words, "--resume", report, status=4)
        assert again["error"]["kind"] == "file"
        assert again["error"]["message"] == "1 object cannot be sent"
        assert_resumed(peer, made, report)


def test_the_next_run_gets_past_it(made: list[Made], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes first again, and costs an association again, and no more."""
    os.truncate(made[0].path, HUGE)
    monkeypatch.setattr(storing, "open", opening(made[0].path), raising=False)
    report = tmp_path / "report.json"

    with scripted_peer(scripts.succeed) as peer:
        answer_here("store", peer.address, made[0].path, "--report", report, status=4)
        words = ["--resume", report, "--report", report]
        answer = answer_here("store", peer.address, tmp_path / "in", *words, status=1)

    assert [each["status"] for each in answer["instances"]] == [None, "0000", "0000", "0000"]
    assert set(outcomes(report).values()) == {"stored", "not sent"}


@pytest.mark.parametrize("script", ["in the middle", "before"])
def test_halt_stops_at_it_and_aborts_what_is_half_sent(script: str, made: list[Made], tmp_path: Path) -> None:
    bad = made[BAD].path
    os.truncate(bad, HUGE)
    play = in_the_middle if script == "in the middle" else before_its_turn

    with scripted_peer(play(lambda: os.truncate(bad, 4096))) as peer:
        answer = answer_here("store", peer.address, tmp_path / "in", "--halt", status=1)

    assert counts(answer) == summary(4, stored=1, not_sent=3)
    assert peer.conversation.pdu_types[-1] == (A_ABORT_TYPE if script == "in the middle" else A_RELEASE_RQ_TYPE)


def to_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


FAULTS: dict[str, tuple[Callable[[Path], None], str]] = {
    "shortened": (lambda it: os.truncate(it, 300), "the file has changed"),
    "removed": (Path.unlink, "No such file or directory"),
    "unreadable": (lambda it: it.chmod(0), "Permission denied"),
    "a folder": (to_a_folder, "Is a directory"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_cannot_be_read_when_its_turn_comes_costs_itself(fault: str, made: list[Made], tmp_path: Path) -> None:
    break_it, reason = FAULTS[fault]
    bad, report = made[BAD].path, tmp_path / "report.json"
    content = bad.read_bytes()

    with scripted_peer(before_its_turn(lambda: break_it(bad))) as peer:
        with bound_by_permissions():
            answer = answer_here("store", peer.address, tmp_path / "in", "--report", report, status=1)
        assert len(peer.conversations) == 1
        assert_all_but_the_bad_one(answer, made, reason)
        if bad.is_dir():
            bad.rmdir()
        else:
            bad.unlink(missing_ok=True)
        bad.write_bytes(content)
        assert_resumed(peer, made, report)


def test_a_file_that_is_removed_while_it_is_sent_arrives(made: list[Made], tmp_path: Path) -> None:
    """An open file stays."""
    bad = made[BAD].path
    os.truncate(bad, HUGE)

    def take(conversation: Conversation) -> None:
        conversation.accept()
        conversation.respond(conversation.receive_message(), scripts.SUCCESS)
        select.select([conversation.socket], [], [])
        bad.unlink()
        conversation.respond(conversation.receive_message(), scripts.SUCCESS)
        conversation.end()

    with scripted_peer(take) as peer:
        answer = answer_here("store", peer.address, made[0].path, bad)

    assert counts(answer) == summary(2, stored=2)
    assert len(peer.conversation.received[1].data) > HUGE - 4096


@pytest.mark.parametrize("fault", ["vanishes", "is closed to us", "becomes a file"])
def test_a_folder_that_goes_away_leaves_what_was_not_sent_to_the_next_run(
    fault: str, made: list[Made], tmp_path: Path
) -> None:
    folder, aside, report = tmp_path / "in", tmp_path / "aside", tmp_path / "report.json"

    def go_away() -> None:
        if fault == "is closed to us":
            folder.chmod(0)
            return
        folder.rename(aside)
        if fault == "becomes a file":
            folder.touch()

    with scripted_peer(before_its_turn(go_away)) as peer:
        with bound_by_permissions():
            answer = answer_here("store", peer.address, folder, "--report", report, status=1)
        assert counts(answer) == summary(4, stored=1, not_sent=3)
        folder.chmod(0o700) if fault == "is closed to us" else shutil.rmtree(folder, ignore_errors=True)
        if aside.exists():
            folder.unlink(missing_ok=True)
            aside.rename(folder)
        answer = answer_here("store", peer.address, "--resume", report, "--report", report)

    assert counts(answer) == summary(3, stored=3)
    assert seen(peer) == Counter(str(one.uid) for one in made)


def test_when_nothing_at_all_can_be_read_it_is_a_file_problem(made: list[Made], tmp_path: Path) -> None:
    with scripted_peer(scripts.succeed) as peer, bound_by_permissions():
        for one in made:
            one.path.chmod(0)
        done = run_here("store", peer.address, tmp_path / "in")

    assert done.returncode == 4
    assert "Permission denied" in done.stderr
    assert peer.conversations == []
