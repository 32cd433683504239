"""--retry: when it ends, and what is never tried again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from scu.dimse import interrupts
from scu.dimse.association import Association
from scu.dimse.contexts import Proposal
from scu.dimse.delivery import Retrying, deliver
from scu.dimse.establish import connect
from scu.dimse.network import Network
from scu.errors import Aborted, FileProblem, Refused, Rejected, ScuError, TimedOut, Unreachable, Unresolved
from scu.results import Instance, Outgoing, Peer
from scu.storage.meta import examine
from tests.peers import scripts
from tests.peers.delivering import QUICK, assert_all_stored, die_after, in_turn, sent
from tests.peers.instances import make_instances
from tests.peers.ours import associate
from tests.peers.processes import free_port
from tests.peers.scripted import Script, scripted_peer


@pytest.fixture
def outgoing(tmp_path: Path) -> list[Outgoing]:
    return [examine(str(made.path)) for made in make_instances(tmp_path / "in", 12)]


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that were to be waited for; nothing waits."""
    waited: list[float] = []
    monkeypatch.setattr(interrupts, "pause", waited.append)
    return waited


@pytest.mark.parametrize(
    ("refusal", "kind"),
    [
        (scripts.reject(1, 1, 7), Rejected),
        (scripts.abort_instead_of_accepting(2, 0), Aborted),
    ],
)
def test_a_first_association_that_is_refused_for_good_is_not_tried_again(
    outgoing: list[Outgoing], waits: list[float], refusal: Script, kind: type[ScuError]
) -> None:
    with scripted_peer(refusal) as peer, pytest.raises(kind):
        sent(peer.port, outgoing, 5)

    assert len(peer.conversations) == 1
    assert not waits


def test_a_name_without_an_address_is_not_tried_again(outgoing: list[Outgoing], waits: list[float]) -> None:
    def stand(proposals: Sequence[Proposal]) -> Association:
        return connect(Peer("nowhere.invalid", 104, "ANY", "SCU"), proposals, Network())

    with pytest.raises(Unresolved):
        list(deliver(outgoing, stand, retrying=Retrying(5, QUICK)))

    assert not waits


def test_where_nobody_listens_it_is_tried_so_often(
    outgoing: list[Outgoing], waits: list[float], caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(Refused):
        sent(free_port(), outgoing, 3)

    base = [seconds / QUICK for seconds in waits]
    assert all(wanted <= got <= wanted * 1.25 for wanted, got in zip([1, 2, 4], base, strict=True))
    assert [record.getMessage().count("12 objects, is tried again in") for record in caplog.records] == [1] * 3


def test_a_server_that_comes_up_gets_all(outgoing: list[Outgoing], waits: list[float]) -> None:
    """Refused, busy, and silent at first."""
    asked: list[ScuError] = [Refused("refused"), Unreachable("no route"), TimedOut("silence")]

    def stand(proposals: Sequence[Proposal]) -> Association:
        if asked:
            raise asked.pop()
        return associate(peer.port, Network(), proposals)

    with scripted_peer(in_turn(scripts.reject(2, 3, 2), scripts.succeed)) as peer:
        results = list(deliver(outgoing, stand, retrying=Retrying(4, QUICK)))

    assert_all_stored(results, outgoing)
    assert len(waits) == 4


def test_without_retry_the_first_refusal_is_the_end(outgoing: list[Outgoing], waits: list[float]) -> None:
    with pytest.raises(Refused):
        sent(free_port(), outgoing, 0)

    assert not waits


def test_a_rejection_for_now_is_tried_again(outgoing: list[Outgoing], waits: list[float]) -> None:
    busy = scripts.reject(2, 3, 1)
    with scripted_peer(in_turn(die_after(5), busy, busy, scripts.succeed)) as peer:
        results = sent(peer.port, outgoing, 3)

    assert_all_stored(results, outgoing)
    assert len(peer.conversations) == 4
    assert len(waits) == 3


def test_a_rejection_for_good_is_final(outgoing: list[Outgoing], waits: list[float]) -> None:
    results: list[Instance] = []
    with (
        scripted_peer(in_turn(die_after(5), scripts.reject(1, 1, 3), scripts.succeed)) as peer,
        pytest.raises(Rejected),
    ):
        sent(peer.port, outgoing, 5, into=results)

    assert len(peer.conversations) == 2
    (lost,) = [each for each in results if each.status is None]
    assert (lost.sop_instance_uid, lost.unconfirmed) == (outgoing[5].sop_instance_uid, True)
    assert len(results) == 6


def test_a_peer_that_stays_down_is_given_up(outgoing: list[Outgoing], waits: list[float]) -> None:
    results: list[Instance] = []
    with scripted_peer(in_turn(die_after(5), scripts.abort_instead_of_accepting(2, 0))) as peer, pytest.raises(Aborted):
        sent(peer.port, outgoing, 4, into=results)

    assert len(peer.conversations) == 1 + 4
    assert len(results) == 6
    base = [seconds / QUICK for seconds in waits]
    assert all(wanted <= got <= wanted * 1.25 for wanted, got in zip([1, 2, 4, 8], base, strict=True))


@pytest.mark.parametrize(
    ("wait", "setbacks", "least"), [(1, 1, 1), (1, 5, 16), (1, 6, 30), (1, 10**6, 30), (60, 3, 60)]
)
def test_a_wait_doubles_up_to_half_a_minute(wait: float, setbacks: int, least: float) -> None:
    assert least <= Retrying(9, wait).seconds(setbacks) <= least * 1.25


def test_without_it_a_lost_association_is_the_end(outgoing: list[Outgoing], waits: list[float]) -> None:
    results: list[Instance] = []
    with scripted_peer(die_after(3)) as peer, pytest.raises(Aborted):
        sent(peer.port, outgoing, 0, into=results)

    assert len(peer.conversations) == 1
    assert [each.unconfirmed for each in results] == [False, False, False, True]
    assert not waits


def test_the_total_time_is_not_begun_again(outgoing: list[Outgoing], waits: list[float]) -> None:
    def stand(proposals: Sequence[Proposal]) -> Association:
        return associate(peer.port, Network(total_timeout=0.2), proposals)

    with scripted_peer(scripts.ignore_every_request) as peer, pytest.raises(TimedOut, match="total time"):
        list(deliver(outgoing, stand, retrying=Retrying(5, QUICK)))

    assert len(peer.conversations) == 1
    assert not waits


def test_a_file_problem_that_no_result_tells_of_is_the_end(outgoing: list[Outgoing], waits: list[float]) -> None:
    def fail(association: Association, outgoing: Iterable[Outgoing]) -> Iterator[Instance]:
        for each in outgoing:
            raise FileProblem(f"{each.file} cannot be read to its end")
        yield from ()

    with scripted_peer(scripts.succeed) as peer, pytest.raises(FileProblem):
        list(deliver(outgoing, lambda it: associate(peer.port, None, it), retrying=Retrying(5, QUICK), store=fail))

    assert not waits


def test_halt_ends_it_when_an_object_is_given_up(outgoing: list[Outgoing], waits: list[float]) -> None:
    results: list[Instance] = []
    with scripted_peer(die_after(0)) as peer, pytest.raises(Aborted):
        sent(peer.port, outgoing[:1], 2, halt=True, into=results)
    assert len(peer.conversations) == 3
    assert [each.attempts for each in results] == [3]

    with scripted_peer(in_turn(die_after(2), scripts.succeed)) as peer:
        assert_all_stored(sent(peer.port, outgoing, 1, halt=True), outgoing)
