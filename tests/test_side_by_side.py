"""Several associations with one peer: nothing twice, nothing lost without a word, results in order."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from scu.dimse import contexts, services
from scu.dimse.association import Association
from scu.dimse.contexts import Proposal
from scu.dimse.delivery import deliver
from scu.dimse.establish import connect
from scu.dimse.moves import move_all
from scu.dimse.network import Network
from scu.dimse.side_by_side import one_by_one, side_by_side
from scu.dimse.storage_scp import StorageSCP
from scu.errors import Aborted, Rejected
from scu.keys import parse_all
from scu.query import Level, Model, Query, Verb, build
from scu.results import Category, Instance, Outgoing, Peer, Retrieving
from scu.storage.meta import examine
from scu.storage.receive import Receiver
from tests.peers import scripts
from tests.peers.dcmtk import Server
from tests.peers.instances import Made, make_instances
from tests.peers.ours import associate
from tests.peers.processes import LOCALHOST
from tests.peers.recording import Recorder, recording_scp
from tests.peers.scripted import Conversation, Script, ScriptedPeer, scripted_peer


@pytest.fixture
def outgoing(tmp_path: Path) -> list[Outgoing]:
    return [examine(str(made.path)) for made in make_instances(tmp_path / "in", 40)]


def store(port: int, outgoing: list[Outgoing], associations: int) -> Iterator[Instance]:
    def stand(proposals: Sequence[Proposal]) -> Association:
        return associate(port, None, proposals)

    return deliver(outgoing, stand, associations=associations)


@pytest.mark.parametrize("associations", [1, 2, 4])
def test_all_arrive_once_and_are_told_in_order(outgoing: list[Outgoing], associations: int) -> None:
    recorder = Recorder()
    with recording_scp(recorder):
        results = list(store(recorder.port, outgoing, associations))

    uids = [it.sop_instance_uid for it in outgoing]
    assert [it.sop_instance_uid for it in results] == uids
    assert sorted(it.uid for it in recorder.stored) == sorted(uids)
    assert len(recorder.requests) == recorder.released
    assert 1 <= len(recorder.requests) <= min(associations, 40)


def one_after_the_other(actions: list[Script]) -> Script:
    """The first connection does the first of them, and so on; the last is for all that follow."""
    lock = threading.Lock()
    left = list(actions)

    def script(conversation: Conversation) -> None:
        with lock:
            action = left.pop(0) if len(left) > 1 else left[0]
        action(conversation)

    return script


def die_at_the_second(conversation: Conversation) -> None:
    conversation.accept()
    conversation.respond(conversation.receive_message(), scripts.SUCCESS)
    conversation.receive_message()
    conversation.abort(2, 0)


def stored_by(peer: ScriptedPeer) -> int:
    return sum(len(conversation.received) for conversation in peer.conversations)


def test_one_that_is_lost_costs_only_what_it_had_taken(outgoing: list[Outgoing]) -> None:
    results: list[Instance] = []
    with scripted_peer(one_after_the_other([die_at_the_second, scripts.succeed])) as peer, pytest.raises(Aborted):
        keep(store(peer.port, outgoing, 3), results)

    assert [it.sop_instance_uid for it in results] == [it.sop_instance_uid for it in outgoing]
    (failed,) = [it for it in results if it.status is None]
    assert failed.unconfirmed
    assert "aborted the association" in failed.reason
    assert stored_by(peer) == 40


def keep(results: Iterator[Instance], into: list[Instance]) -> None:
    """Keep what comes before an error."""
    for result in results:
        into.append(result)


def test_all_are_lost(outgoing: list[Outgoing]) -> None:
    results: list[Instance] = []
    with scripted_peer(die_at_the_second) as peer, pytest.raises(Aborted):
        keep(store(peer.port, outgoing, 3), results)

    uids = [it.sop_instance_uid for it in outgoing]
    assert sorted(it.sop_instance_uid for it in results) == sorted(uids[:6])
    assert sum(it.status is not None for it in results) == 3
    assert all("aborted the association" in it.reason for it in results if it.unconfirmed)
    assert sorted(it.association for it in results) == [1, 1, 2, 2, 3, 3]


def test_too_many_are_answered_by_fewer(outgoing: list[Outgoing], caplog: pytest.LogCaptureFixture) -> None:
    def too_many(conversation: Conversation) -> None:
        conversation.reject(2, 3, 2)

    with scripted_peer(one_after_the_other([scripts.succeed, too_many, too_many, scripts.succeed])) as peer:
        results = list(store(peer.port, outgoing, 4))

    assert all(it.status and it.status.ok for it in results)
    assert len(results) == 40
    assert "took 2 of 4 associations" in caplog.text
    assert "local limit exceeded" in caplog.text


def test_a_peer_that_takes_none_is_asked_once(outgoing: list[Outgoing]) -> None:
    with scripted_peer(lambda it: it.reject(1, 1, 7)) as peer, pytest.raises(Rejected):
        list(store(peer.port, outgoing, 3))

    assert len(peer.conversations) == 1


def test_get_of_several_queries(dcmqrscp: Server, archive: list[Made], tmp_path: Path) -> None:
    uids, queries = per_series("get", archive)
    receiver = Receiver(tmp_path / "out")
    peer = Peer(LOCALHOST, dcmqrscp.port, dcmqrscp.ae_title, "SCU")

    def get(association: Association, query: Query) -> Iterator[Instance | Retrieving]:
        return services.get(association, query, receiver)

    def stand() -> Association:
        proposals = [*contexts.query(queries[0].sop_class_uid), *contexts.returning(None)]
        return connect(peer, proposals, Network())

    results: list[Instance | Retrieving] = list(side_by_side(queries, stand, one_by_one(get), 3))

    assert_in_order(results, archive, uids)


def test_move_of_several_queries(
    dcmqrscp: Server, archive: list[Made], move_ports: dict[str, int], tmp_path: Path
) -> None:
    uids, queries = per_series("move", archive)
    peer = Peer(LOCALHOST, dcmqrscp.port, dcmqrscp.ae_title, "SCU")

    def stand() -> Association:
        return connect(peer, contexts.query(queries[0].sop_class_uid), Network())

    with StorageSCP(move_ports["SCU"], "SCU", Receiver(tmp_path / "out")) as scp:
        results = list(move_all(queries, stand, "SCU", scp, 3))

    ends = [it for it in results if isinstance(it, Retrieving) and it.status.category is Category.SUCCESS]
    assert len(ends) == len(uids)
    arrived = [it.sop_instance_uid for it in results if isinstance(it, Instance)]
    assert sorted(arrived) == sorted(it.uid for it in archive)


def per_series(verb: Verb, archive: list[Made]) -> tuple[list[str], list[Query]]:
    """The series of the archive, and a request for each."""
    studies = {str(it.series): str(it.study) for it in archive}
    keys = [parse_all([f"StudyInstanceUID={study}", f"SeriesInstanceUID={it}"]) for it, study in studies.items()]
    return list(studies), [build(verb, Model.STUDY_ROOT, Level.SERIES, key) for key in keys]


def assert_in_order(results: Sequence[Instance | Retrieving], archive: list[Made], series: list[str]) -> None:
    """All of the first series come before the first of the second, and so on."""
    of = {str(it.uid): str(it.series) for it in archive}
    arrived = [of[it.sop_instance_uid] for it in results if isinstance(it, Instance)]
    assert arrived == sorted(arrived, key=series.index)
    assert len(arrived) == len(archive)
