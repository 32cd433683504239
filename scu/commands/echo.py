"""scu echo."""

from __future__ import annotations

from scu.commands.options.destination import Destination
from scu.commands.options.display import Display
from scu.commands.options.syntaxes import Proposing
from scu.commands.options.wire import Wire
from scu.commands.parsing import flat


@flat
def echo(to: Destination, show: Display, syntaxes: Proposing, wire: Wire) -> None:
    """Ask a server whether it is there, and knows us (C-ECHO)."""
    from scu.dimse import contexts, services
    from scu.dimse.establish import connect
    from scu.output import views
    from scu.output.report import EchoReport

    peer, network = to.peer(), wire.network()
    proposals = contexts.verification(syntaxes.proposed)
    shown = views.for_objects(show.chosen, quiet=show.quiet)
    with EchoReport(peer, *shown) as report, connect(peer, proposals, network) as association:
        report.associated(association)
        for _ in range(wire.repeat):
            report.add(services.echo(association))
