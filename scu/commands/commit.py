"""scu commit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Annotated, ClassVar

from typer import Argument, Option

from scu.commands.options import Words
from scu.commands.options.commitment import Waiting
from scu.commands.options.destination import Destination
from scu.commands.options.display import Display
from scu.commands.options.side_by_side import associating
from scu.commands.options.syntaxes import Proposing
from scu.commands.options.wire import Wire
from scu.commands.parsing import OptionGroup, flat
from scu.errors import UsageError


@dataclass(frozen=True)
class DestinationAndObjects(Destination):
    """Where to, and what about."""

    takes_files: ClassVar[bool] = True

    words: Annotated[
        Words,
        Argument(
            metavar="[HOST] [PORT] FILE|REPORT...",
            help="Whom to call: host, host:port, AET@host:port or \\[::1]:port; port 104 when none is given "
            "(or set SCU_HOST and SCU_PORT). Then DICOM files and folders that were stored there, or reports of "
            "`scu store`, .json or .csv: what was stored by them.",
            show_default=False,
        ),
    ] = None


@dataclass(frozen=True)
class Asking(OptionGroup):
    """What is asked about."""

    panel: ClassVar[str] = "What to ask about"

    recursive: Annotated[bool, Option("--recursive", "-r", help="Go down into the folders of a folder.")] = False


@flat
def commit(
    to: DestinationAndObjects, asking: Asking, waiting: Waiting, show: Display, syntaxes: Proposing, wire: Wire
) -> None:
    """Ask a server whether it keeps objects for good (storage commitment)."""
    from scu.dimse import commitment
    from scu.output import views
    from scu.output.commitment import CommitReport
    from scu.output.commitment import views as commitment_views
    from scu.storage.references import referenced

    peer, paths = to.peer_and_files()
    if not paths:
        raise UsageError(
            "no file is given to ask about",
            cause=f"{peer.host!r} was taken for the host",
            remedy="name files, folders or reports of `scu store` after the host, or set SCU_HOST and name them alone",
        )
    asked, network = referenced(paths, recursive=asking.recursive), wire.network()
    shown = [*commitment_views(show.chosen, quiet=show.quiet), *views.for_objects(show.chosen, quiet=show.quiet)]
    with waiting.listening(peer, network) as listener, CommitReport(peer, *shown) as report:
        report.expect(asked)
        associate = partial(associating(report, peer, network), commitment.proposals(syntaxes.proposed))
        for _ in range(wire.repeat):
            for result in commitment.commit(associate, asked, waiting.commit_wait, listener):
                report.add(result)
