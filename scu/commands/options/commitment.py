"""Storage commitment: whether, how long to wait for it, and where to be called back."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, ClassVar

from typer import Option

from scu import aetitle
from scu.commands.options import need
from scu.commands.options.listening import Listening, port_option
from scu.commands.parsing import OptionGroup

if TYPE_CHECKING:
    from scu.dimse.association import Association
    from scu.dimse.commitment import CommitmentSCU
    from scu.dimse.network import Network
    from scu.output.formats import Format
    from scu.output.report import View
    from scu.output.transfers import StoreReport
    from scu.results import Peer

_PANEL = "Storage commitment"


@dataclass(frozen=True)
class Waiting(OptionGroup):
    """How to wait for the server's answer."""

    panel: ClassVar[str] = _PANEL

    commit_wait: Annotated[
        float,
        Option("--commit-wait", metavar="SECONDS", min=0.001, max=86400, help="For the server's answer."),
    ] = 30.0
    port_scp: Annotated[
        int | None,
        port_option(
            "Take the answer on this port (SCU_PORT_SCP) too, for a server that calls back: "
            "it must know our AE title with this address and port."
        ),
    ] = None
    at: Listening = field(default_factory=Listening)

    def listening(self, peer: Peer, network: Network) -> AbstractContextManager[CommitmentSCU | None]:
        """Return what listens for the answer while it is open, if anything does.

        Raises:
            UsageError: --bind or the like is given without a port, or means nobody.
            ListenProblem: the port cannot be listened on.
        """
        port, variable = self.port_scp, os.environ.get("SCU_PORT_SCP")
        if port is None and variable:
            port = aetitle.parse_port(variable, "SCU_PORT_SCP")
        self.at.check(listens=port is not None)
        if port is None:
            return nullcontext()
        from scu.dimse.commitment import CommitmentSCU

        return CommitmentSCU(
            port,
            peer.calling_ae_title,
            bind=self.at.bind,
            network=network,
            limits=self.at.limits(),
            peer_host=peer.host,
        )


@dataclass(frozen=True)
class Commitment(OptionGroup):
    """Storage commitment of what was stored."""

    panel: ClassVar[str] = _PANEL

    commit: Annotated[
        bool,
        Option(
            "--commit",
            help="Ask the server to commit itself to keep what was stored (storage commitment), and wait for its "
            "answer. Exit status 1 if it does not say so of every object.",
        ),
    ] = False
    waiting: Waiting = field(default_factory=Waiting)

    def take_effect(self) -> None:
        need({"--port-scp": self.waiting.port_scp is not None}, {"--commit": self.commit})
        self.waiting.at.check(listens=self.commit, partner="--commit")

    def listening(self, peer: Peer, network: Network) -> AbstractContextManager[CommitmentSCU | None]:
        """See `Waiting`; nothing listens without --commit."""
        return self.waiting.listening(peer, network) if self.commit else nullcontext()

    def views(self, format: Format, *, quiet: bool) -> list[View]:
        """Return what shows commitments."""
        if not self.commit:
            return []
        from scu.output import commitment

        return commitment.views(format, quiet=quiet)

    def report(self, peer: Peer, *views: View, total: int, remedy: str) -> StoreReport:
        """Return the report of a store. See `StoreReport`."""
        if not self.commit:
            from scu.output.transfers import StoreReport

            return StoreReport(peer, *views, total=total, remedy=remedy)
        from scu.output.commitment import CommittedStoreReport

        return CommittedStoreReport(peer, *views, total=total, remedy=remedy)

    def ask(self, report: StoreReport, network: Network, scu: CommitmentSCU | None) -> None:
        """Ask for the commitment of what is stored, and tell the report. Without --commit, nothing happens."""
        if not self.commit:
            return
        from scu.dimse import commitment
        from scu.dimse.establish import connect
        from scu.output.commitment import CommittedStoreReport

        if not isinstance(report, CommittedStoreReport) or not report.commitments:
            return

        def associate() -> Association:
            # Not told to the report: its times are those of sending.
            return connect(report.peer, commitment.proposals(), network)

        for result in commitment.commit(associate, list(report.commitments.values()), self.waiting.commit_wait, scu):
            report.add(result)
