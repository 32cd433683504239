"""What get and move have in common: from the command line to the end of the session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scu.commands.options.query import sop_classes

if TYPE_CHECKING:
    from scu.commands.options.completeness import Completeness
    from scu.commands.options.destination import DestinationAndFiles
    from scu.commands.options.display import Display
    from scu.commands.options.extended import ExtendedRetrieving
    from scu.commands.options.priority import PrioritizedWire
    from scu.commands.options.query import Querying
    from scu.commands.options.syntaxes import Preferring
    from scu.dimse.association import Association
    from scu.dimse.contexts import Proposal
    from scu.dimse.network import Network
    from scu.output.retrieved import RetrieveReport
    from scu.query import Query, Verb
    from scu.results import Peer
    from scu.retrieval.session import Fetch


@dataclass(frozen=True)
class Errand:
    """Whom to ask for what, and how complete the answer is to be."""

    peer: Peer
    requests: list[Query]
    network: Network
    proposed: list[Proposal]
    _syntaxes: Preferring
    _complete: Completeness

    def run(
        self,
        report: RetrieveReport,
        fetch: Fetch,
        folder: str | None,
        *,
        by_classes: bool = False,
        varies: bool = False,
    ) -> None:
        """Fetch all of it, and tell the report.

        Args:
            folder: where objects are written; empty where none are kept, None where a third party gets them.
            by_classes: whether to ask which SOP classes are coming.
            varies: whether what fails may be asked for again with other presentation contexts.
        """
        from scu.retrieval.fetching import to_ask
        from scu.retrieval.session import Session
        from scu.storage import inventory

        if folder:
            inventory.tidy(folder)
        wanted = self._complete.wanted(folder)
        ask = to_ask(self._connect, self.requests, self._syntaxes.proposed)
        Session(self.requests, wanted, ask, by_classes=by_classes, varies=varies).run(fetch, report)

    def _connect(self, proposals: Sequence[Proposal]) -> Association:
        from scu.dimse.establish import connect

        return connect(self.peer, proposals, self.network)


def prepare(
    verb: Verb,
    to: DestinationAndFiles,
    asking: Querying,
    complete: Completeness,
    syntaxes: Preferring,
    extended: ExtendedRetrieving,
    wire: PrioritizedWire,
    show: Display,
    *,
    preferred: tuple[str, ...] = (),
) -> Errand | None:
    """Return what there is to do; None after a dry run, which has shown it.

    Args:
        preferred: the transfer syntaxes that a storage SCP of ours takes.
    """
    from scu.dimse import contexts
    from scu.output import queries

    if asking.dry_run:
        queries.show(complete.requests(asking, verb, to.files(), relational=extended.relational), show.chosen)
        return None
    peer, files = to.peer_and_files()
    requests = complete.requests(asking, verb, files, relational=extended.relational)
    proposed = [each for uid in sop_classes(requests) for each in contexts.query(uid, syntaxes.proposed)]
    return Errand(
        peer, requests * wire.repeat, wire.network(preferred), extended.asked_of(proposed), syntaxes, complete
    )
