"""scu get."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from scu.commands.options.completeness import CompletenessOfGet
from scu.commands.options.destination import DestinationAndFiles
from scu.commands.options.display import Display
from scu.commands.options.extended import ExtendedRetrieving
from scu.commands.options.priority import PrioritizedWire
from scu.commands.options.query import Querying
from scu.commands.options.receive import Receiving
from scu.commands.options.side_by_side import SideBySide, associating
from scu.commands.options.syntaxes import Preferring
from scu.commands.parsing import flat

if TYPE_CHECKING:
    from scu.dimse.association import Association
    from scu.query import Query
    from scu.results import Instance, Retrieving
    from scu.retrieval.session import Plan, Watch


@flat
def get(
    to: DestinationAndFiles,
    asking: Querying,
    complete: CompletenessOfGet,
    receiving: Receiving,
    show: Display,
    syntaxes: Preferring,
    beside: SideBySide,
    extended: ExtendedRetrieving,
    wire: PrioritizedWire,
) -> None:
    """Fetch objects on the same association (C-GET)."""
    from scu.commands.retrieving import prepare
    from scu.dimse import contexts, services
    from scu.dimse.side_by_side import one_by_one, side_by_side
    from scu.output import views
    from scu.output.transfers import RetrieveReport
    from scu.retrieval import refusals

    errand = prepare("get", to, asking, complete, syntaxes, extended, wire, show)
    if errand is None:
        return
    receiver = receiving.receiver()
    shown = views.for_objects(show.chosen, done="received", quiet=show.quiet)
    room = contexts.MAX_CONTEXTS - len(errand.proposed)

    def get_one(association: Association, request: Query) -> Iterator[Instance | Retrieving]:
        return services.get(association, request, receiver)

    def fetch(plan: Plan, watched: Watch) -> Iterator[Instance | Retrieving]:
        back = contexts.returning(plan.classes, syntaxes.preferred, room=room, failed_before=plan.failed_before)
        associate = associating(report, errand.peer, [*errand.proposed, *back], errand.network)
        if plan.classes and not plan.failed_before:
            associate = refusals.checked(associate, plan.classes)
        return side_by_side(plan.requests, associate, one_by_one(watched(get_one)), beside.associations)

    with RetrieveReport("get", errand.peer, *shown, folder=receiving.folder) as report, receiver:
        asks = not complete.no_find
        errand.run(report, fetch, receiving.folder, by_classes=asks, varies=asks and not syntaxes.preferred)
