"""Attempts to hang the client, or to fill its memory, screen or disk, that succeeded once; each is over soon by now."""

from __future__ import annotations

import logging
import os
import signal
import socket
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from struct import pack
from threading import Event

import pytest
from pydicom.dataset import Dataset

from scu import charset, logs, querystore
from scu.dimse import admission, interrupts, request, wire
from scu.dimse.admission import Gatekeeper, Limits
from scu.dimse.wire import Wire
from scu.errors import Partial, TimedOut
from scu.output import columns, match_table, plain, room, sorting
from scu.output.match_table import TableMatches
from scu.query import build
from scu.results import Instance
from scu.retrieval.holdings import Holdings
from scu.search import spool
from scu.storage.layout import Template
from scu.storage.receive import Receiver
from tests.peers import hostile, scripts
from tests.peers.command import assert_no_bug, run_here, started
from tests.peers.hostile import answering, pending, store_request
from tests.peers.instances import make_instances
from tests.peers.ours import associate_to_ask
from tests.peers.scripted import Conversation, Message, Script, scripted_peer

MARKS = "a" + "\u0315" * 40_000 + "\u0300" * 40_000
"""In the wrong order: each of the second kind has to go before all of the first."""
SOON = 5.0
MOST_CLASSES = 512


@contextmanager
def soon(seconds: float = SOON) -> Iterator[None]:
    began = time.monotonic()
    yield
    assert time.monotonic() - began < seconds


def answered(*matches: Dataset) -> Script:
    """These matches, and the end."""

    def talk(conversation: Conversation) -> None:
        conversation.accept()
        asked = conversation.receive_message()
        for match in matches:
            conversation.respond(asked, scripts.PENDING, match)
        conversation.respond(asked, scripts.SUCCESS)
        conversation.end()

    return talk


@charset.quietly()
def match_of(**elements: object) -> Dataset:
    match = Dataset()
    match.QueryRetrieveLevel = "STUDY"
    for keyword, value in elements.items():
        setattr(match, keyword, value)
    return match


def matches_for_ever(_: Conversation, message: Message) -> Iterator[bytes]:
    """Each another patient, with a long name."""
    for number in count():
        match = match_of(PatientID=f"P{number}", PatientName="x" * 4000, StudyInstanceUID=f"1.2.{number}")
        yield pending(message, match)


def test_marks_without_end_do_not_keep_us_sorting() -> None:
    with soon():
        ranked = sorting.rank("PN", MARKS)

    assert ranked < sorting.rank("PN", "b")


def test_nor_naming_files() -> None:
    attributes = match_of(PatientName=MARKS, SOPInstanceUID="1.2.3")
    with soon():
        _, name = Template("{PatientName}/{SOPInstanceUID}.dcm").names(attributes)

    assert name == "1.2.3.dcm"


@pytest.mark.parametrize("separator", [b"\x1b", b"^", b"=", b"\\"])
def test_a_value_of_nothing_but_separators_is_not_read(separator: bytes) -> None:
    content = pack("<HHL", 0x0010, 0x0010, 7_000_000) + separator * 7_000_000
    with soon(), pytest.raises(querystore.MalformedIdentifier, match="more than 150,000"):
        querystore.decode(content, querystore.IMPLICIT_LITTLE)


def test_control_characters_take_no_more_memory_than_text() -> None:
    tracemalloc.start()
    try:
        said = plain.safe("\x01" * 200_000)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert said == "\\x01" * 200_000
    assert peak < 4_000_000


@pytest.mark.parametrize("option", [["--sort", "PatientName"], ["--tree"], ["--sort", "PatientID", "--format", "csv"]])
def test_what_is_kept_to_the_end_has_one(option: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_MOST", 200_000)
    with scripted_peer(answering(matches_for_ever)) as scripted, soon():
        done = run_here("find", scripted.address, "-k", "PatientName", *option)

    assert done.returncode == 1
    assert "there are more matches than can be kept until the last is there" in done.stderr
    assert "P1" in done.stdout


def test_nested_values_weigh_too() -> None:
    item = match_of(CodeMeaning="x" * 100)
    match = match_of(ProcedureCodeSequence=[item] * 10, ModalitiesInStudy=["CT", "MR"])

    assert room.weight(match) > 10 * room.weight(item) > 1000


def test_a_table_keeps_a_page_and_not_what_a_peer_calls_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(match_table, "_MOST", 10_000)
    view = TableMatches(columns.of(["PatientName"]))
    for _ in range(5):
        view.show_dataset(match_of(PatientName="x" * 4000))

    assert capsys.readouterr().out.count("x" * 50) > 0


def test_a_match_without_anything_that_was_asked_for_is_no_bug() -> None:
    with scripted_peer(answered(match_of(Rows=[1, 2]))) as scripted:
        done = run_here("find", scripted.address, "-k", "PatientName", "--format", "table", "--columns", "PatientName")

    assert done.returncode == 0, done.stderr


def test_what_waits_on_the_disk_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "_MOST", 50_000)
    with scripted_peer(answering(matches_for_ever)) as scripted, soon():
        done = run_here("find", scripted.address, "-k", "PatientID=1", "--expand", "series")

    assert done.returncode == 1
    assert "more than 50,000 bytes of matches to one query" in done.stderr


def test_a_study_has_only_so_many_classes() -> None:
    def classes(start: int) -> Dataset:
        return match_of(SOPClassesInStudy=[f"1.2.840.10008.{start}.{number}" for number in range(200)])

    asked = build("get", None, None, [], check=False)
    asked.identifier.StudyInstanceUID = "1.2.3"
    with scripted_peer(answered(*map(classes, range(9)))) as scripted:
        find = build("find", None, None, [])
        with associate_to_ask(scripted.port, find) as association:
            told = Holdings(association).classes([asked])

    assert told
    assert len(told) < MOST_CLASSES


def test_notes_without_end_are_told_to_an_end(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure()
    try:
        for number in range(300):
            logging.getLogger("scu.search").warning("a match has no %s", number)
        logging.getLogger("scu.search").warning("something else")
    finally:
        logs.reset()

    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 102
    assert lines[99:] == [
        "scu: note: a match has no 99",
        "scu: note: there is more of that, which is not told",
        "scu: note: something else",
    ]


class Blocked(Wire):
    """Ctrl-C comes as soon as there is something to wait for."""

    def _wait(self, event: int) -> None:
        if not interrupts.requested():
            os.kill(os.getpid(), signal.SIGINT)
        super()._wait(event)


def test_ctrl_c_ends_a_write_that_nobody_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "_PRESSED", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.create_connection(listener.getsockname()) as sock:
        taking, _ = listener.accept()
        with taking, interrupts.caught(), interrupts.deferred(), soon():
            writing = Blocked(sock, 1024)
            writing.pace = 60
            with pytest.raises(TimedOut):
                writing.send([bytes(32_000_000)])


def test_ctrl_c_is_heeded_between_objects_that_came_all_at_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    receive = Receiver.receive

    def interrupted(
        self: Receiver, sop_class: str, uid: str, syntax: str, source: str, fragments: Iterator[memoryview]
    ) -> Instance:
        if not interrupts.requested():
            os.kill(os.getpid(), signal.SIGINT)
        return receive(self, sop_class, uid, syntax, source, fragments)

    def burst(conversation: Conversation) -> None:
        conversation.accept()
        asked = conversation.receive_message()
        context_id, sop_class = hostile.storage_context(conversation)
        objects = (store_request(context_id, sop_class, f"1.2.{number}", last=b"") for number in range(300))
        conversation.send(b"".join(objects))
        while conversation.receive_message().command.CommandField != scripts.C_CANCEL_RQ:
            pass
        conversation.respond(asked, scripts.CANCELLED)
        conversation.end()

    monkeypatch.setattr(Receiver, "receive", interrupted)
    monkeypatch.setattr(request, "CANCEL_TIMEOUT", 1.0)
    with scripted_peer(burst) as scripted:
        run_here("get", scripted.address, "-k", "StudyInstanceUID=1.2.3", "--no-find", "-o", tmp_path)

    fields = [message.command.CommandField for message in scripted.conversation.received]
    assert fields.index(scripts.C_CANCEL_RQ) < 5


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_associations_that_are_still_being_made(number: signal.Signals, tmp_path: Path) -> None:
    """The first is silent; the others, through a proxy, are not even connected."""
    stands, waits = Event(), Event()

    def proxy(conversation: Conversation) -> None:
        conversation.read(3)
        if stands.is_set():
            waits.set()
            conversation.wait_until_closed()
            return
        stands.set()
        conversation.send(b"\5\0")
        conversation.read(10)
        conversation.send(b"\5\0\0\1" + bytes(6))
        conversation.accept()
        conversation.receive_message()
        waits.wait()
        conversation.wait_until_closed()

    files = [made.path for made in make_instances(tmp_path, 3)]
    words = ["store", "127.0.0.1:104", *files, "--associations", 3, "-to", 30, "-td", 1]
    with scripted_peer(proxy) as scripted, started(*words, "--proxy", f"socks5://{scripted.address}") as process:
        assert waits.wait(SOON)
        with soon():
            process.send_signal(number)
            _, err = process.communicate(timeout=30)

    assert_no_bug(err)
    assert process.returncode in (130, 143), err


def test_a_name_server_that_hangs_costs_no_object(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(*_: object, **__: object) -> None:
        raise TimedOut("the look-up gave no answer")

    monkeypatch.setattr(admission, "resolve", hang)
    gatekeeper = Gatekeeper(Limits(), "pacs.example")

    assert not gatekeeper.is_expected("192.0.2.1")


def test_a_spool_says_so_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "_MOST", 10)
    with spool.spooling(querystore.decode) as kept, pytest.raises(Partial):
        kept.keep(pack("<HHL", 0x0010, 0x0020, 4) + b"abcd", querystore.IMPLICIT_LITTLE)
