"""Several C-MOVE requests, on one association or side by side, and one storage SCP for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

from scu.dimse import services
from scu.dimse.association import Association
from scu.dimse.side_by_side import one_by_one, side_by_side
from scu.dimse.storage_scp import SharedStorageSCP, StorageSCP
from scu.results import Instance, Retrieving

if TYPE_CHECKING:
    from scu.query import Query

Move: TypeAlias = "Callable[[Association, Query], Iterator[Instance | Retrieving]]"


def move_all(
    queries: Sequence[Query],
    associate: Callable[[], Association],
    destination: str,
    scp: StorageSCP | None,
    associations: int = 1,
    *,
    watched: Callable[[Move], Move] = lambda move: move,
) -> Iterator[Instance | Retrieving]:
    """What `services.move` yields, for each query in turn.

    Side by side, no peer says reliably which of the moves an object belongs to: what arrives is then told as it comes,
    and what is still due is waited for after the last of them. `watched` makes what is called for each of them.
    """
    shared = None if scp is None or min(associations, len(queries)) <= 1 else SharedStorageSCP(scp)

    def move(association: Association, query: Query) -> Iterator[Instance | Retrieving]:
        return services.move(association, query, destination, shared or scp)

    def arrived() -> list[Instance | Retrieving]:
        return [*scp.arrived()] if scp is not None and shared is not None else []

    yield from side_by_side(queries, associate, one_by_one(watched(move)), associations, meanwhile=arrived)
    if shared is not None:
        yield from shared.rest()
