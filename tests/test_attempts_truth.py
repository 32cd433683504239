"""Attempts to have scu say that all is well when it is not, or that something is wrong when all is well."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from pydicom.dataset import Dataset
from pydicom.filereader import dcmread
from pynetdicom import evt

from scu.dimse import establish, request, storage_scp
from scu.results import SUCCESS as ACCEPTED
from scu.storage.names import OnExists
from scu.storage.receive import Receiver
from tests.faults.playing import no_waits as no_waits
from tests.peers import scripts
from tests.peers.archive import Archive
from tests.peers.command import answer_here, run_here, started
from tests.peers.instances import Attributes, Made, make_instances
from tests.peers.moving import SOME_FAILED, completed, store
from tests.peers.processes import free_port
from tests.peers.scripted import Conversation, Message, Script, scripted_peer
from tests.peers.scripts import PENDING, SUCCESS
from tests.peers.sender import associated, store_request

C_FIND_RQ = 0x0020
STUDY = ("-k", "StudyInstanceUID=1.2")


@pytest.fixture
def made(tmp_path: Path) -> list[Made]:
    return make_instances(tmp_path / "theirs", 3)


@pytest.fixture
def words(tmp_path: Path) -> tuple[Any, ...]:
    """What a move has that takes objects as US; its port is the second word."""
    return ("--port-scp", free_port(), "-aet", "US", "-o", tmp_path / "out", *STUDY)


class Offline(Archive):
    """Lists what it holds, and sends nothing of it: its disks are elsewhere, which it calls a success."""

    def _get(self, event: evt.Event) -> Iterator[object]:
        yield 0


@pytest.mark.parametrize("options", [["--retry", "1"], ["--split", "image"], ["--resume"]])
def test_a_success_of_nothing_that_was_listed(
    options: list[str], made: list[Made], no_waits: list[float], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "here").write_bytes(made[0].path.read_bytes())
    key = f"StudyInstanceUID={made[0].study}"
    with Offline(tmp_path / "theirs") as server:
        answer = answer_here("get", server.address, "-k", key, "-o", out, *options, status=1)

    lacking = {one.uid for one in made[options == ["--resume"] :]}
    assert set(answer["verification"]["missing"]) == lacking
    assert answer["error"]["message"] == f"{len(lacking)} objects of 3 missing"


def listing(*found: tuple[str, str], then: Callable[[Message], dict[str, Any]]) -> Script:
    """A server that answers each C-FIND with the same matches: the UIDs of their series and of their images."""

    def answer(conversation: Conversation) -> None:
        conversation.accept()
        while True:
            asked = conversation.receive_message()
            if asked.command.CommandField != C_FIND_RQ:
                counts = then(asked)
                failed = counts.get("NumberOfFailedSuboperations", 0)
                conversation.respond(asked, SOME_FAILED if failed else SUCCESS, **counts)
                continue
            for series, image in found:
                match = Dataset()
                match.StudyInstanceUID, match.SeriesInstanceUID, match.SOPInstanceUID = "1.2", series, image
                conversation.respond(asked, PENDING, match)
            conversation.respond(asked, SUCCESS)

    return answer


@pytest.mark.parametrize("options", [["--verify"], ["--retry", "1"], ["--split", "image"], ["--split", "series"]])
def test_what_is_listed_without_a_uid_is_not_proved_to_be_here(
    options: list[str], made: list[Made], no_waits: list[float], words: tuple[Any, ...]
) -> None:
    """It cannot be asked for alone, and we refuse it when it comes with the others."""

    def send(_: Message) -> dict[str, Any]:
        with associated(words[1], made[0]) as sender:
            sender.send(b"".join(store_request(made[0], 1)))
            assert sender.receive_message().command.Status == SUCCESS
            if options[0] == "--split":
                return completed(1)
            sender.send(b"".join(store_request(made[1], 1, AffectedSOPInstanceUID="1..2")))
            assert sender.receive_message().command.Status == 0x0117
        return completed(1, failed=1)

    found = (("1.3", made[0].uid), ("", "") if options == ["--split", "series"] else ("1.3", ""))
    with scripted_peer(listing(*found, then=send)) as peer:
        answer = answer_here("move", peer.address, *words[:2], "-o", words[5], *STUDY, *options, status=1)

    assert answer["summary"]["received"] == 1
    told = "its UIDs are invalid" if options[0] == "--retry" else "1 of what the server lists could not be asked for"
    assert told in answer["error"]["message"]


@pytest.mark.parametrize("counts", [{}, completed(1, failed=1)])
def test_our_own_limit_in_the_midst_of_an_object(
    counts: dict[str, Any], tmp_path: Path, words: tuple[Any, ...]
) -> None:
    """Also where the server calls it a success and counts nothing: the object is not here, and the limit is ours."""
    made = make_instances(tmp_path / "theirs", 2, Attributes(size=20_000))

    def answer(conversation: Conversation) -> None:
        conversation.accept()
        asked = conversation.receive_message()
        with suppress(AttributeError):  # the response that it did not get has no status
            store(words[1], made)
        conversation.respond(asked, SOME_FAILED if counts else SUCCESS, **counts)
        conversation.end()

    with scripted_peer(answer) as peer:
        answered = answer_here("move", peer.address, *words, "--max-bytes", "30K", status=1)

    error = answered["error"]
    assert "was broken off: what the server sends is beyond --max-bytes 30,000" in error["message"]
    assert error["remedy"].startswith("allow more with --max-bytes")
    assert [path.name for path in (tmp_path / "out").iterdir()] == [f"{made[0].uid}.dcm"]


@pytest.mark.parametrize(("patience", "status"), [(20, 0), (0.2, 1)])
def test_an_object_that_pauses_after_the_final_response(
    patience: float, status: int, words: tuple[Any, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has the time that it has else; what does not come on is told of, though the server counts nothing."""
    monkeypatch.setattr(storage_scp, "_LINGER", 0.05)
    (one,) = make_instances(tmp_path / "theirs", 1, Attributes(size=40_000))
    begun, answered, moment = (threading.Event() for _ in range(3))

    def send() -> None:
        with associated(words[1], one) as sender, suppress(OSError):
            first, *rest = store_request(one, 1)
            sender.send(first + rest[0])
            begun.set()
            answered.wait(10)
            moment.wait(0.3)
            if status == 0:
                sender.send(b"".join(rest[1:]))
            sender.wait_until_closed()

    def answer(conversation: Conversation) -> None:
        conversation.accept()
        asked = conversation.receive_message()
        sending = threading.Thread(target=send)
        sending.start()
        begun.wait(10)
        conversation.respond(asked, SUCCESS)
        answered.set()
        try:
            conversation.end()
        finally:
            sending.join()

    with scripted_peer(answer) as peer:
        told = answer_here("move", peer.address, *words[:2], "-o", words[5], *STUDY, "-td", patience, status=status)

    assert told["summary"]["received"] == (status == 0)
    assert status == 0 or "1 object did not come to an end" in told["error"]["message"]


def test_counts_that_turn_round_and_a_failure_among_them() -> None:
    """At 65,536 a count begins again (VR US); a count that goes back a little is no turn."""

    def answer(conversation: Conversation) -> None:
        conversation.accept()
        asked = conversation.receive_message()
        for done in (50_000, 49_990, 65_535, 70_000, 69_000, 120_000, 139_999):
            conversation.respond(asked, PENDING, NumberOfRemainingSuboperations=1, **completed(done % 0x10000))
        conversation.respond(asked, SUCCESS, **completed(139_999 % 0x10000, failed=1))
        conversation.end()

    with scripted_peer(answer) as peer:
        told = answer_here("move", peer.address, "--move", "THIRD", *STUDY, status=1)

    assert told["error"]["message"] == "1 of 140,000 objects did not reach the destination"


def test_a_success_without_counts_leaves_nothing() -> None:
    def answer(conversation: Conversation) -> None:
        conversation.accept()
        asked = conversation.receive_message()
        conversation.respond(asked, PENDING, NumberOfRemainingSuboperations=1, **completed(29))
        conversation.respond(asked, SUCCESS)
        conversation.end()

    with scripted_peer(answer) as peer:
        assert answer_here("move", peer.address, "--move", "THIRD", *STUDY)["summary"]["missing"] == 0


def test_objects_that_come_are_progress_whatever_is_counted(
    made: list[Made], words: tuple[Any, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(request, "_MOST_IDLE", 2)

    def answer(conversation: Conversation) -> None:
        conversation.accept()
        asked = conversation.receive_message()
        for one in made:
            conversation.respond(asked, PENDING)
            store(words[1], [one])
            conversation.respond(asked, PENDING)
        conversation.respond(asked, SUCCESS)
        conversation.end()

    with scripted_peer(answer) as peer:
        assert answer_here("move", peer.address, *words)["summary"]["received"] == 3


def test_a_get_says_what_we_refused(made: list[Made], tmp_path: Path) -> None:
    """And does not ask again for it in other transfer syntaxes, after which it would be forgotten."""
    with Archive(tmp_path / "theirs") as server:
        words = ("-k", f"StudyInstanceUID={made[0].study}", "-o", tmp_path / "out", "--name", "{Modality}.dcm")
        answer = answer_here("get", server.address, *words, "--on-exists", "error", status=1)

    assert answer["error"]["message"] == "2 objects could not be received: a file of that name is there already"
    assert len(server.gets) == 1


def test_who_hangs_up_on_strangers_is_not_called_for_ever(
    made: list[Made], no_waits: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(establish, "_PROBE", 0.1)
    with scripted_peer(scripts.close_at_once) as peer:
        answer = answer_here("store", peer.address, made[0].path, "--retry", 2, status=3)

    # Each time once to see whether it wants TLS, too.
    assert len(peer.conversations) <= 6
    assert answer["error"]["cause"].startswith("it hangs up on those whose AE title or address it does not know")


@pytest.mark.parametrize("way", [OnExists.KEEP, OnExists.ERROR])
def test_a_file_system_without_links(way: OnExists, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As FAT is: of two that want the same name at the same time, one has it, and the other is not lost unsaid."""

    def no_link(*_: object, **__: object) -> None:
        raise PermissionError

    both, stat = threading.Barrier(2), os.stat

    def slow_stat(path: str, **options: Any) -> os.stat_result:
        try:
            return stat(path, **options)
        finally:
            with suppress(threading.BrokenBarrierError):
                both.wait(0.2)

    monkeypatch.setattr(os, "link", no_link)
    receivers = [Receiver(tmp_path, on_exists=way) for _ in range(2)]
    came = []

    def receive(number: int) -> None:
        data = iter([memoryview(b"ab" * number)])
        came.append(receivers[number].receive("1.2.3", "1.2.4", "1.2.840.10008.1.2", "A", data).status)

    monkeypatch.setattr(os, "stat", slow_stat)
    threads = [threading.Thread(target=receive, args=(number,)) for number in range(2)]
    for step in (threading.Thread.start, threading.Thread.join):
        for thread in threads:
            step(thread)
    assert len(list(tmp_path.iterdir())) == sum(status is ACCEPTED for status in came) == 1 + (way is OnExists.KEEP)


def test_two_processes_add_to_one_dicomdir(tmp_path: Path) -> None:
    """A file that a process of the same number has left does not keep it from being written."""
    out = tmp_path / "out"
    out.mkdir()
    held = [make_instances(tmp_path / name, 8) for name in ("one", "two")]
    (out / f".DICOMDIR.{os.getpid()}.part").touch()
    with Archive(tmp_path / "one") as one, Archive(tmp_path / "two") as two:
        words = [("-k", f"StudyInstanceUID={made[0].study}", "-o", out, "--dicomdir") for made in held]
        both = [("get", it.address, *word, "--format", "json") for it, word in zip((one, two), words, strict=True)]
        with started(*both[0]) as first, started(*both[1]) as second:
            answers = [json.loads(process.communicate(timeout=60)[0]) for process in (first, second)]
        assert run_here("get", one.address, *words[0]).returncode == 0
    assert [answer["summary"]["received"] for answer in answers] == [8, 8]
    listed = [it.get("ReferencedSOPInstanceUIDInFile") for it in dcmread(out / "DICOMDIR").DirectoryRecordSequence]
    assert sorted(filter(None, listed)) == sorted(it.uid for it in [*held[0], *held[1]])
    assert [path for path in out.iterdir() if path.name.endswith(".part")] == []
