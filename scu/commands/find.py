"""scu find."""

from __future__ import annotations

from functools import partial

from scu.commands.options.destination import DestinationAndFiles
from scu.commands.options.display import MatchDisplay
from scu.commands.options.extended import ExtendedFinding
from scu.commands.options.finding import Extracting, Finding
from scu.commands.options.priority import PrioritizedWire
from scu.commands.options.query import Querying, sop_classes
from scu.commands.options.showing import Showing
from scu.commands.options.syntaxes import Proposing
from scu.commands.parsing import flat
from scu.output import formats


@flat
def find(
    to: DestinationAndFiles,
    asking: Querying,
    finding: Finding,
    extended: ExtendedFinding,
    extracting: Extracting,
    showing: Showing,
    show: MatchDisplay,
    syntaxes: Proposing,
    wire: PrioritizedWire,
) -> None:
    """Ask what a server holds, or what is scheduled (C-FIND)."""
    from scu import query
    from scu.charset import Replies
    from scu.dimse import contexts, services
    from scu.dimse.establish import connect
    from scu.output import queries, views
    from scu.output.found import FindReport
    from scu.output.pager import paging
    from scu.search.request import reader

    if finding.query_help:
        model = asking.model_and_level(worklist=finding.worklist)[0] or query.Model.STUDY_ROOT
        return queries.show_help(model, query.query_help(model), show.chosen)
    showing.check(show.format, worklist=finding.worklist)
    if asking.dry_run:
        asking = showing.asked(asking, to.files())
        searches = finding.searches(asking, to.files(), relational=extended.relational)
        return queries.show([each for searched in searches for each in searched.queries], show.chosen)
    peer, files = to.peer_and_files()
    asking = showing.asked(asking, files)
    searches, network = finding.searches(asking, files, relational=extended.relational), wire.network()
    requests = [each for searched in searches for each in searched.queries]
    models = sop_classes(requests)
    proposals = extended.asked_of(each for uid in models for each in contexts.query(uid, syntaxes.proposed))
    wished = showing.shown(requests, asking)
    replies = [Replies(finding.assume_charset, searched.queries[0].charset) for searched in searches]
    extracts = extracting.views(models[0])
    plain = show.chosen in formats.QUICK and not (finding.expand or extracts)
    kept_only = bool(extracts) and show.quiet and show.format is None
    shown = [*extracts, *views.for_matches(show.chosen, quiet=show.quiet, shown=not kept_only, **wished)]
    cancelling = finding.cancel_after is not None
    with (
        paging(showing.pages(show.chosen)),
        FindReport(peer, *shown, limit=finding.limit, cancelling=cancelling) as report,
        connect(peer, proposals, network) as association,
    ):
        report.associated(association)
        ask = partial(services.find, association, most=finding.max_matches)
        for searched, text in list(zip(searches, replies, strict=True)) * wire.repeat:
            read = reader(text, plain=plain)
            for result in searched.results(ask, read, limit=finding.cancel_after):
                report.add(result)
