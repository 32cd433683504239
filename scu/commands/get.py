"""scu get."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from scu.commands.options.destination import DestinationAndFiles
from scu.commands.options.display import Display
from scu.commands.options.query import Querying, sop_classes
from scu.commands.options.receive import Receiving
from scu.commands.options.side_by_side import SideBySide, associating
from scu.commands.options.syntaxes import Preferring
from scu.commands.options.wire import Wire
from scu.commands.parsing import flat

if TYPE_CHECKING:
    from scu.dimse.association import Association
    from scu.query import Query
    from scu.results import Instance, Retrieving


@flat
def get(
    to: DestinationAndFiles,
    asking: Querying,
    receiving: Receiving,
    show: Display,
    syntaxes: Preferring,
    beside: SideBySide,
    wire: Wire,
) -> None:
    """Fetch objects on the same association (C-GET)."""
    from scu.dimse import contexts, services
    from scu.dimse.side_by_side import one_by_one, side_by_side
    from scu.output import queries, views
    from scu.output.transfers import RetrieveReport

    if asking.dry_run:
        return queries.show(asking.queries("get", to.files()), show.chosen)
    peer, files = to.peer_and_files()
    requests, network = asking.queries("get", files), wire.network()
    receiver = receiving.receiver()
    shown = views.for_objects(show.chosen, done="received", quiet=show.quiet)
    first, *others = sop_classes(requests)
    proposals = [
        *contexts.retrieve(first, syntaxes.proposed, syntaxes.preferred),
        *(each for uid in others for each in contexts.query(uid, syntaxes.proposed)),
    ]

    def fetch(association: Association, request: Query) -> Iterator[Instance | Retrieving]:
        return services.get(association, request, receiver)

    with RetrieveReport("get", peer, *shown, folder=receiving.folder) as report:
        associate = associating(report, peer, proposals, network)
        fetching: Iterator[Instance | Retrieving] = side_by_side(
            requests * wire.repeat, associate, one_by_one(fetch), beside.associations
        )
        for result in fetching:
            report.add(result)
