"""Many objects: what is kept of each, what is told of them while they come, and counts that 16 bits do not hold."""

from __future__ import annotations

import json
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

import scu
from scu.dimse.association import Association
from scu.output.document import Document
from scu.output.retrieved import RetrieveReport
from scu.query import Level
from scu.results import SUCCESS, Instance, Peer, Retrieving, SubOperations
from scu.retrieval.session import Plan, Result, Session, Wanted, Watch
from tests.peers.command import answer_here
from tests.peers.instances import make_instances
from tests.peers.moving import completed, store
from tests.peers.processes import free_port
from tests.peers.scripted import Conversation, scripted_peer
from tests.peers.scripts import PENDING
from tests.peers.scripts import SUCCESS as DONE
from tests.queries import build

_MANY = 10_000
_PEER = Peer("pacs", 104, "PACS", "SCU")
_PATIENCE = 20.0
_KEYS = "-k", "QueryRetrieveLevel=STUDY", "-k", "StudyInstanceUID=1.2.3"


def instances(count: int) -> Iterator[Instance]:
    return (Instance(f"in/{number}", "1.2", f"1.3.{number}", "1.4", SUCCESS, 100, 0.1) for number in range(count))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ([30_000, 60_000, 65_535, 0, 34_464], 100_000),
        ([65_000, 500, 64_000, 3], 131_075),
        ([5, 3], 3),  # it has changed its mind
        ([40_000, 20_000], 20_000),
    ],
)
def test_counts_go_on_where_sixteen_bits_end(said: list[int], told: int) -> None:
    def answer(conversation: Conversation) -> None:
        conversation.accept()
        request = conversation.receive_message()
        for count in said[:-1]:
            conversation.respond(request, PENDING, **completed(count), NumberOfRemainingSuboperations=1)
        conversation.respond(request, DONE, **completed(said[-1]))
        conversation.end()

    with scripted_peer(answer) as peer:
        document = answer_here("move", f"ANY@{peer.address}", *_KEYS, "--move", "THIRD")

    assert document["summary"]["completed"] == told


def test_a_move_tells_what_arrives_however_much_the_server_has_to_say(tmp_path: Path) -> None:
    port, seen = free_port(), Event()

    def answer(conversation: Conversation) -> None:
        conversation.accept()
        request = conversation.receive_message()
        store(port, make_instances(tmp_path / "theirs"))
        deadline = time.monotonic() + _PATIENCE
        while not seen.is_set() and time.monotonic() < deadline:
            conversation.respond(request, PENDING, **completed(1), NumberOfRemainingSuboperations=1)
        conversation.respond(request, DONE, **completed(1))
        conversation.end()

    with scripted_peer(answer) as peer:
        remote = scu.connect(f"ANY@{peer.address}", aetitle="US")
        keys = {"StudyInstanceUID": "1.2.3"}
        began = time.monotonic()
        for _ in remote.move("STUDY", keys, port_scp=port, folder=tmp_path / "ours"):
            seen.set()
    assert seen.is_set()
    assert time.monotonic() - began < _PATIENCE


def test_a_document_of_many_objects_is_written_one_by_one(capsys: pytest.CaptureFixture[str]) -> None:
    view, report = Document(), RetrieveReport("get", _PEER, folder="")
    for instance in instances(1000):
        view.show(instance)
    tracemalloc.start()
    view.end(report, None)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    shown = capsys.readouterr().out
    document = json.loads(shown)
    assert [each["sop_instance_uid"] for each in document["instances"]] == [
        it.sop_instance_uid for it in instances(1000)
    ]
    assert shown == json.dumps(document, indent=2) + "\n"
    # What was captured is held, and no more than that.
    assert peak < 2 * len(shown)


@pytest.mark.parametrize(("verify", "per_object"), [(False, 20), (True, 400)])
def test_the_uids_of_what_came_are_kept_only_where_they_are_needed(verify: bool, per_object: int) -> None:
    query = build("move", "StudyInstanceUID=1.2.3", level=Level.STUDY)

    def never() -> Association:
        raise AssertionError("nobody is to be asked")

    def fetch(plan: Plan, watched: Watch) -> Iterator[Result]:
        yield from instances(_MANY)
        yield Retrieving(SUCCESS, SubOperations(completed=_MANY))

    report = RetrieveReport("move", _PEER, folder="")
    results = Session([query], Wanted(verify=verify), never).results(fetch, report)
    tracemalloc.start()
    for result in results:
        if isinstance(result, Retrieving):
            break
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < per_object * _MANY
    assert verify == (kept > 50 * _MANY)
