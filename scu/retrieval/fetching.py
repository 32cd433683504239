"""What a get and a move do with a plan: the associations that it takes, and the requests on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from scu.dimse import contexts, services
from scu.dimse.association import Association
from scu.dimse.contexts import Proposal
from scu.dimse.establish import Associate
from scu.dimse.moves import move_all
from scu.dimse.quota import Quota
from scu.dimse.side_by_side import one_by_one, side_by_side
from scu.dimse.storage_scp import StorageSCP
from scu.query import Query
from scu.retrieval import refusals
from scu.retrieval.session import Fetch, Plan, Result, Watch
from scu.storage.receive import Receiver


def by_get(
    associate: Associate,
    proposed: Sequence[Proposal],
    receiver: Receiver,
    quota: Quota | None = None,
    *,
    preferred: tuple[str, ...] = (),
    associations: int = 1,
) -> Fetch:
    """C-GET: what is asked for comes back on the same associations.

    Args:
        proposed: the presentation contexts of the requests; those for the objects come from the plan.
        quota: how much may come, on all associations together.
        preferred: the transfer syntaxes to be given the objects in; the server chooses among them.
        associations: how many at a time, at the most.
    """
    room = contexts.MAX_CONTEXTS - len(proposed)

    def get(association: Association, request: Query) -> Iterator[Result]:
        return services.get(association, request, receiver, quota)

    def fetch(plan: Plan, watched: Watch) -> Iterator[Result]:
        back = contexts.returning(plan.classes, preferred, room=room, failed_before=plan.failed_before)
        connect: Callable[[], Association] = partial(associate, [*proposed, *back])
        if plan.classes and not plan.failed_before:
            connect = refusals.checked(connect, plan.classes)
        return side_by_side(plan.requests, connect, one_by_one(watched(get)), associations)

    return fetch


def by_move(
    associate: Associate,
    proposed: Sequence[Proposal],
    destination: str,
    scp: StorageSCP | None = None,
    *,
    associations: int = 1,
) -> Fetch:
    """C-MOVE: the server sends what is asked for to an AE title.

    Args:
        proposed, associations: as above.
        scp: takes it, where that is here.
    """

    def fetch(plan: Plan, watched: Watch) -> Iterator[Result]:
        connect = partial(associate, proposed)
        return move_all(plan.requests, connect, destination, scp, associations, watched=watched)

    return fetch


def to_ask(
    associate: Associate, requests: Sequence[Query], transfer_syntaxes: tuple[str, ...] = ()
) -> Callable[[], Association]:
    """Return what makes an association to ask by C-FIND what requests are for.

    Args:
        transfer_syntaxes: those to propose where the usual ones are not wanted.
    """
    models = dict.fromkeys(request.model.find for request in requests)
    return partial(associate, [each for uid in models if uid for each in contexts.query(uid, transfer_syntaxes)])
