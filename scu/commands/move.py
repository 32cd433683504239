"""scu move."""

from __future__ import annotations

import logging
import os
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from typer import Option

from scu import aetitle
from scu.commands.options.completeness import Completeness
from scu.commands.options.destination import DestinationAndFiles
from scu.commands.options.display import Display
from scu.commands.options.extended import ExtendedRetrieving
from scu.commands.options.listening import Listening, port_option
from scu.commands.options.preview import Previewing
from scu.commands.options.priority import PrioritizedWire
from scu.commands.options.query import Querying
from scu.commands.options.quotas import Quotas
from scu.commands.options.receive import Receiving
from scu.commands.options.side_by_side import SideBySide, associating
from scu.commands.options.syntaxes import Preferring
from scu.commands.parsing import OptionGroup, flat
from scu.errors import UsageError

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class MoveDestination(OptionGroup):
    """Where the server sends the objects to."""

    panel: ClassVar[str] = "Move destination"

    port_scp: Annotated[
        int | None,
        port_option(
            "Receive the objects here, on this port (SCU_PORT_SCP), under our own AE title: "
            "the server must know it with this address and port."
        ),
    ] = None
    move: Annotated[
        str | None,
        Option(
            "--move",
            "-aem",
            metavar="AET",
            help="Have the objects sent to this AE title: a third party, or with --port-scp "
            "the title that we receive them under.",
        ),
    ] = None
    listening: Listening = field(default_factory=Listening)

    def resolve(self, calling_ae_title: str) -> tuple[str, int | None]:
        """Return the AE title to send to, and the port to listen on: None where a third party gets the objects.

        Raises:
            UsageError: neither is said.
        """
        title = aetitle.check(self.move, what="--move") if self.move is not None else calling_ae_title
        port = self.port_scp
        if port is not None and title != calling_ae_title:
            log.warning("the server must know %r, and not %r, as this machine's port %d", title, calling_ae_title, port)
        variable = os.environ.get("SCU_PORT_SCP")
        if port is None and self.move is None and variable:
            port = aetitle.parse_port(variable, "SCU_PORT_SCP")
        if port is None and self.move is None:
            raise UsageError(
                "where are the objects to go?",
                cause="in a C-MOVE the server sends them to an AE title, over an association of its own",
                remedy="receive them here with --port-scp N (the server must know our AE title and that port), "
                "or name another destination with --move AET; or use `scu get`, which needs neither",
            )
        self.listening.check(listens=port is not None)
        return title, port


@flat
def move(
    to: DestinationAndFiles,
    asking: Querying,
    complete: Completeness,
    destination: MoveDestination,
    receiving: Receiving,
    taking: Quotas,
    previewing: Previewing,
    show: Display,
    syntaxes: Preferring,
    beside: SideBySide,
    extended: ExtendedRetrieving,
    wire: PrioritizedWire,
) -> None:
    """Have a server send objects, here or to a third party (C-MOVE)."""
    from scu.commands import recording
    from scu.commands.retrieving import prepare
    from scu.dimse.storage_scp import StorageSCP
    from scu.output import views
    from scu.output.moved import MoveReport
    from scu.retrieval.fetching import by_move

    errand = prepare("move", to, asking, complete, syntaxes, extended, wire, show, preferred=syntaxes.preferred)
    if errand is None:
        return
    title, port = destination.resolve(errand.peer.calling_ae_title)
    receiving.check(here=port is not None)
    taking.check(here=port is not None)
    folder = None if port is None else receiving.folder
    shown = [
        *recording.views(title),
        *views.for_objects(show.chosen, done="received", quiet=show.quiet),
        *previewing.views(folder),
    ]
    with (
        MoveReport(errand.peer, *shown, folder=folder, destination=title) as report,
        ExitStack() as listening,
    ):
        scp = None
        if port is not None:
            receiver = listening.enter_context(receiving.receiver())
            scp = StorageSCP(
                port,
                title,
                receiver,
                bind=destination.listening.bind,
                network=errand.network,
                limits=taking.limited(destination.listening.limits()),
                peer_host=errand.peer.host,
            )
            listening.callback(report.rest, scp.arrived)
            listening.enter_context(scp)
            report.listens(scp, bind=destination.listening.bind, direct=errand.network.proxy is None)
        associate = associating(report, errand.peer, errand.network)
        fetch = by_move(associate, errand.proposed, title, scp, associations=beside.associations)
        errand.run(report, fetch, folder)
