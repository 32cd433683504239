"""--retry: what may go better another time goes again, and nothing else; nothing that was confirmed goes twice."""

from __future__ import annotations

import socket
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scu.dimse import interrupts
from scu.dimse.association import Association
from scu.dimse.delivery import Retrying, deliver
from scu.errors import Aborted
from scu.results import Category, Instance, Outgoing, Status
from scu.storage.meta import examine
from tests.peers import scripts
from tests.peers.delivering import assert_all_stored, die_after, in_turn, seen, sent, uid_of, uids
from tests.peers.instances import Attributes, make_instances
from tests.peers.scripted import Conversation, scripted_peer

OUT_OF_RESOURCES, RESOURCE_LIMITATION, CANNOT_UNDERSTAND = 0xA700, 0x0213, 0xC000


@pytest.fixture
def outgoing(tmp_path: Path) -> list[Outgoing]:
    return [examine(str(made.path)) for made in make_instances(tmp_path / "in", 12)]


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that were to be waited for; nothing waits."""
    waited: list[float] = []
    monkeypatch.setattr(interrupts, "pause", waited.append)
    return waited


def test_a_lost_association_is_made_again_and_nothing_confirmed_goes_twice(
    outgoing: list[Outgoing], waits: list[float]
) -> None:
    with scripted_peer(in_turn(die_after(3), die_after(2), scripts.succeed)) as peer:
        results = sent(peer.port, outgoing, 1)

    assert_all_stored(results, outgoing)
    names = uids(outgoing)
    # What had ended an association comes last.
    assert [each.sop_instance_uid for each in results] == [*names[:3], *names[4:6], *names[7:], names[3], names[6]]
    assert seen(peer) == Counter(names) + Counter([names[3], names[6]])
    assert {each.sop_instance_uid: each.attempts for each in results if each.attempts != 1} == {
        names[3]: 2,
        names[6]: 2,
    }
    assert [each.association for each in results] == [1] * 3 + [2] * 2 + [3] * 7
    assert len(waits) == 2


@pytest.mark.parametrize(("associations", "window"), [(1, 4), (3, 1), (3, 4)])
def test_several_associations_and_a_window(
    outgoing: list[Outgoing], waits: list[float], associations: int, window: int
) -> None:
    dying = [die_after(count, window) for count in (1, 0, 2)]
    with scripted_peer(in_turn(*dying, scripts.succeed)) as peer:
        results = sent(peer.port, outgoing, 3, associations=associations, window=window)

    assert_all_stored(results, outgoing)
    # One and two of them were confirmed before an association ended, and have not come again.
    for each in results:
        if each.association <= 3:
            assert seen(peer)[each.sop_instance_uid] == each.attempts
    assert sum(seen(peer).values()) >= len(outgoing) + 3
    assert waits


def test_what_was_answered_before_its_turn_does_not_go_again(outgoing: list[Outgoing], waits: list[float]) -> None:
    def answer_the_second_and_die(conversation: Conversation) -> None:
        conversation.accept(window=4)
        messages = [conversation.receive_message() for _ in range(4)]
        conversation.respond(messages[1], scripts.SUCCESS)
        conversation.abort(2, 0)

    with scripted_peer(in_turn(answer_the_second_and_die, scripts.succeed)) as peer:
        results = sent(peer.port, outgoing, 1, window=4)

    assert_all_stored(results, outgoing)
    names = uids(outgoing)
    assert seen(peer) == Counter(names) + Counter([names[0], names[2], names[3]])
    assert results[0].sop_instance_uid == names[1]


def test_what_was_answered_while_the_next_was_on_its_way_does_not_go_again(tmp_path: Path, waits: list[float]) -> None:
    # More than the buffers of two sockets hold: it is not sent to its end before the connection is gone.
    large = [examine(str(made.path)) for made in make_instances(tmp_path, 3, Attributes(size=20_000_000))]

    def answer_two_and_die(conversation: Conversation) -> None:
        conversation.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        conversation.accept(window=4, max_length=0)
        for message in [conversation.receive_message() for _ in range(2)]:
            conversation.respond(message, scripts.SUCCESS)
        conversation.abort(2, 0)

    with scripted_peer(in_turn(answer_two_and_die, scripts.succeed)) as peer:
        results = sent(peer.port, large, 1, window=4)

    assert_all_stored(results, large)
    assert seen(peer) == Counter(uids(large))
    assert [each.association for each in results] == [1, 1, 2]


@pytest.mark.parametrize("window", [1, 4])
def test_an_object_that_kills_the_peer_does_not_take_the_others_with_it(
    outgoing: list[Outgoing], waits: list[float], window: int
) -> None:
    poison = outgoing[4].sop_instance_uid

    def die_of_poison(conversation: Conversation) -> None:
        conversation.accept(window=window)
        while uid_of(message := conversation.receive_message()) != poison:
            conversation.respond(message, scripts.SUCCESS)
        conversation.abort(2, 0)

    results: list[Instance] = []
    with scripted_peer(die_of_poison) as peer, pytest.raises(Aborted):
        sent(peer.port, outgoing, 2, window=window, into=results)

    (lost,) = [each for each in results if each.status is None]
    assert (lost.sop_instance_uid, lost.unconfirmed, lost.attempts) == (poison, True, 3)
    assert_all_stored([each for each in results if each is not lost], outgoing[:4] + outgoing[5:])
    assert seen(peer)[poison] == 3


@pytest.mark.parametrize("status", [OUT_OF_RESOURCES, 0xA7FF, RESOURCE_LIMITATION])
@pytest.mark.parametrize(("retry", "attempts"), [(0, 1), (1, 2), (2, 3), (5, 3)])
def test_a_peer_without_room_is_asked_again(
    outgoing: list[Outgoing], waits: list[float], status: int, retry: int, attempts: int
) -> None:
    short = outgoing[2].sop_instance_uid
    answers = iter([status, status, scripts.SUCCESS])

    def have_no_room_twice(conversation: Conversation) -> None:
        conversation.accept()
        while True:
            message = conversation.receive_message()
            conversation.respond(message, next(answers) if uid_of(message) == short else scripts.SUCCESS)

    with scripted_peer(have_no_room_twice) as peer:
        results = sent(peer.port, outgoing, retry)

    assert seen(peer) == Counter(uids(outgoing)) + Counter([short] * (attempts - 1))
    (it,) = [each for each in results if each.sop_instance_uid == short]
    assert it.status is not None
    assert (it.status.code, it.attempts) == (scripts.SUCCESS if attempts == 3 else status, attempts)
    assert len(results) == len(outgoing)
    assert len(waits) == attempts - 1


@pytest.mark.parametrize("status", [CANNOT_UNDERSTAND, 0xA900, 0x0122, 0x0124, 0x0117, 0x0110])
def test_a_refusal_is_final(outgoing: list[Outgoing], waits: list[float], status: int) -> None:
    def refuse(conversation: Conversation) -> None:
        conversation.accept()
        while True:
            conversation.respond(conversation.receive_message(), status)

    with scripted_peer(refuse) as peer:
        results = sent(peer.port, outgoing, 5)

    assert seen(peer) == Counter(uids(outgoing))
    assert {each.status.code for each in results if each.status} == {status}
    assert len(peer.conversations) == 1
    assert not waits


def test_what_is_not_negotiated_is_not_tried_again(outgoing: list[Outgoing], waits: list[float]) -> None:
    with scripted_peer(scripts.accept_no_context) as peer:
        results = sent(peer.port, outgoing, 5)

    assert len(peer.conversations) == 1
    assert all(each.status is None and not each.unconfirmed for each in results)
    assert not waits


# A peer with moods: for each object what it does at each time that it gets it.
STORED, FULL, REFUSED, DIES = "stored", "full", "refused", "dies"
MOODS = st.lists(
    st.lists(st.sampled_from([STORED, FULL, REFUSED, DIES]), min_size=6, max_size=6), min_size=1, max_size=6
)
CODES = {STORED: (0, Category.SUCCESS), FULL: (OUT_OF_RESOURCES, Category.FAILURE), REFUSED: (0xC000, Category.FAILURE)}


@given(MOODS, st.integers(0, 4))
def test_whatever_the_peer_does_each_object_has_one_end(moods: list[list[str]], retry: int) -> None:
    objects = [Outgoing(str(number), 0, 0, "1.2", f"1.2.{number}", "1.2.840") for number in range(len(moods))]
    did: dict[str, list[str]] = {each.sop_instance_uid: [] for each in objects}

    def store(association: Association, outgoing: Iterable[Outgoing]) -> Iterator[Instance]:
        for each in outgoing:
            mood = moods[int(each.file)][len(did[each.sop_instance_uid])]
            did[each.sop_instance_uid].append(mood)
            its = each.file, each.sop_class_uid, each.sop_instance_uid, each.transfer_syntax_uid
            if mood == DIES:
                yield Instance(*its, None, unconfirmed=True, attempts=1)
                raise Aborted("it died")
            code, category = CODES[mood]
            yield Instance(*its, Status(code, category, mood), attempts=1)

    results: list[Instance] = []
    gave_up = False
    try:
        for result in deliver(objects, lambda _: MagicMock(Association), retrying=Retrying(retry, 1e-6), store=store):
            results.append(result)
    except Aborted:
        gave_up = True

    ends = {each.sop_instance_uid: each for each in results}
    assert len(ends) == len(results)
    for uid, moods_seen in did.items():
        assert len(moods_seen) <= retry + 1
        assert not {STORED, REFUSED}.intersection(moods_seen[:-1])
        if moods_seen:
            assert ends[uid].attempts == len(moods_seen)
            status = ends[uid].status
            assert bool(status and status.ok) == (moods_seen[-1] == STORED)
        else:
            assert gave_up and uid not in ends
