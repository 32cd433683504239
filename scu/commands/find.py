"""scu find."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

from typer import Option

from scu.commands.options.destination import DestinationAndFiles
from scu.commands.options.display import MatchDisplay
from scu.commands.options.query import Querying, sop_classes
from scu.commands.options.syntaxes import Proposing
from scu.commands.options.wire import Wire
from scu.commands.parsing import OptionGroup, flat
from scu.output import formats

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

    from scu.charset import Replies
    from scu.flat import Flat


@dataclass(frozen=True)
class Finding(OptionGroup):
    """What find alone has."""

    panel: ClassVar[str] = "Matches"

    worklist: Annotated[bool, Option("--worklist", "-W", help="Ask for scheduled steps (modality worklist).")] = False
    limit: Annotated[
        int | None, Option("--limit", metavar="N", min=1, help="Show the first N matches, and ask for no more.")
    ] = None
    cancel: Annotated[
        int | None, Option("--cancel", metavar="N", min=1, help="Send C-CANCEL after N matches, and wait for the end.")
    ] = None
    assume_charset: Annotated[
        str | None,
        Option("--assume-charset", metavar="TERM", help="The character set of replies that do not say theirs."),
    ] = None
    query_help: Annotated[
        bool, Option("--query-help", "--queryhelp", help="List the keys of the model's levels, and stop.")
    ] = False

    @property
    def cancel_after(self) -> int | None:
        """After how many matches to cancel: one more than are shown tells that there are more."""
        return self.cancel or (self.limit and self.limit + 1)


@flat
def find(
    to: DestinationAndFiles,
    asking: Querying,
    finding: Finding,
    show: MatchDisplay,
    syntaxes: Proposing,
    wire: Wire,
) -> None:
    """Ask what a server holds, or what is scheduled (C-FIND)."""
    from scu import query
    from scu.charset import Replies
    from scu.dimse import contexts, services
    from scu.dimse.establish import connect
    from scu.output import queries, views
    from scu.output.report import FindReport

    if finding.query_help:
        model = asking.model_and_level(worklist=finding.worklist)[0] or query.Model.STUDY_ROOT
        return queries.show_help(model, query.query_help(model), show.chosen)
    if asking.dry_run:
        return queries.show(asking.queries("find", to.files(), worklist=finding.worklist), show.chosen)
    peer, files = to.peer_and_files()
    requests, network = asking.queries("find", files, worklist=finding.worklist), wire.network()
    proposals = [each for uid in sop_classes(requests) for each in contexts.query(uid, syntaxes.proposed)]
    labels = list(dict.fromkeys(label for request in requests for label in request.labels))
    replies = [Replies(finding.assume_charset, request.charset) for request in requests]
    shown = views.for_matches(show.chosen, labels, quiet=show.quiet)
    cancelling = finding.cancel_after is not None
    with (
        FindReport(peer, *shown, limit=finding.limit, cancelling=cancelling) as report,
        connect(peer, proposals, network) as association,
    ):
        report.associated(association)
        for request, text in list(zip(requests, replies, strict=True)) * wire.repeat:
            read = _reader(text, for_script=show.chosen in formats.MATCHES_FOR_SCRIPTS)
            for result in services.find(association, request, cancel_after=finding.cancel_after, read=read):
                report.add(result)


def _reader(replies: Replies, *, for_script: bool) -> Callable[[bytes, str], Dataset | Flat]:
    """Return what makes a match of its bytes: for a script, if it can be, without a data set that costs ten times."""
    from scu import flat, querystore

    def read(data: bytes, transfer_syntax_uid: str) -> Dataset | Flat:
        quick = flat.read(data, transfer_syntax_uid, replies) if for_script else None
        return quick or replies.decode(querystore.decode(data, transfer_syntax_uid))

    return read
