"""scu get."""

from __future__ import annotations

from scu.commands.options.completeness import CompletenessOfGet
from scu.commands.options.destination import DestinationAndFiles
from scu.commands.options.display import Display
from scu.commands.options.extended import ExtendedRetrieving
from scu.commands.options.preview import Previewing
from scu.commands.options.priority import PrioritizedWire
from scu.commands.options.query import Querying
from scu.commands.options.quotas import Quotas
from scu.commands.options.receive import Receiving
from scu.commands.options.side_by_side import SideBySide, associating
from scu.commands.options.syntaxes import Preferring
from scu.commands.parsing import flat


@flat
def get(
    to: DestinationAndFiles,
    asking: Querying,
    complete: CompletenessOfGet,
    receiving: Receiving,
    taking: Quotas,
    previewing: Previewing,
    show: Display,
    syntaxes: Preferring,
    beside: SideBySide,
    extended: ExtendedRetrieving,
    wire: PrioritizedWire,
) -> None:
    """Fetch objects on the same association (C-GET)."""
    from scu.commands import recording
    from scu.commands.retrieving import prepare
    from scu.output import views
    from scu.output.retrieved import RetrieveReport
    from scu.retrieval.fetching import by_get

    errand = prepare("get", to, asking, complete, syntaxes, extended, wire, show)
    if errand is None:
        return
    quota, receiver = taking.quota(), receiving.receiver()
    shown = [
        *recording.views(),
        *views.for_objects(show.chosen, done="received", quiet=show.quiet),
        *previewing.views(receiving.folder),
    ]
    with RetrieveReport("get", errand.peer, *shown, folder=receiving.folder) as report, receiver:
        asks = not complete.no_find
        associate = associating(report, errand.peer, errand.network)
        associations = beside.associations
        fetch = by_get(
            associate, errand.proposed, receiver, quota, preferred=syntaxes.preferred, associations=associations
        )
        errand.run(report, fetch, receiving.folder, by_classes=asks, varies=asks and not syntaxes.preferred)
