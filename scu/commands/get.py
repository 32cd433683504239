"""scu get."""

from __future__ import annotations

from scu.commands.options import DestinationAndFiles, Display, Receiving, Wire
from scu.commands.parsing import flat
from scu.commands.querying import Querying, sop_classes


@flat
def get(to: DestinationAndFiles, asking: Querying, receiving: Receiving, wire: Wire, show: Display) -> None:
    """Fetch objects on the same association (C-GET)."""
    from scu.dimse import contexts, services
    from scu.dimse.establish import connect
    from scu.output import queries, views
    from scu.output.transfers import RetrieveReport
    from scu.storage.receive import Receiver

    if asking.dry_run:
        return queries.show(asking.queries("get", to.files()), show.chosen)
    peer, files = to.peer_and_files()
    requests, network = asking.queries("get", files), wire.network()
    receiver = Receiver(receiving.output)
    shown = views.for_objects(show.chosen, done="received", quiet=show.quiet)
    first, *others = sop_classes(requests)
    proposals = [*contexts.retrieve(first), *(each for uid in others for each in contexts.query(uid))]
    with (
        RetrieveReport("get", peer, *shown, folder=str(receiving.output)) as report,
        connect(peer, proposals, network) as association,
    ):
        report.associated(association)
        for request in requests * wire.repeat:
            for result in services.get(association, request, receiver):
                report.add(result)
