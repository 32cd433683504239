"""What a server would take, and nothing is sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar

from typer import Option

from scu.commands.options import need, refuse_together
from scu.commands.options.display import Display
from scu.commands.options.side_by_side import associating
from scu.commands.parsing import OptionGroup
from scu.errors import UsageError
from scu.output import formats
from scu.output.formats import Format

if TYPE_CHECKING:
    from scu.dimse.network import Network
    from scu.results import Instance, Outgoing, Peer


@dataclass(frozen=True)
class ProbeDisplay(Display):
    """What is shown; a matrix as CSV, too."""

    allowed: ClassVar[frozenset[Format]] = formats.DOCUMENT_FORMATS | {Format.CSV}

    format: Annotated[
        Format | None,
        Option(
            "--format",
            metavar="table|text|json",
            help="How results are written; table at a terminal, text elsewhere. With --probe, csv too.",
            show_default=False,
        ),
    ] = None


@dataclass(frozen=True)
class Probing(OptionGroup):
    """Asking what a server would take."""

    panel: ClassVar[str] = "What the server would take"

    probe: Annotated[
        bool,
        Option(
            "--probe",
            help="Send nothing, but find out in which transfer syntaxes the server takes the SOP classes of these "
            "files: their own and the uncompressed ones. Exit status 1 if it would not take a file as it is.",
        ),
    ] = False
    all_classes: Annotated[
        bool,
        Option(
            "--all-classes",
            help="Ask for all storage classes and all transfer syntaxes; there need be no file then. "
            "What is refused of these is no failure.",
        ),
    ] = False
    compare: Annotated[
        Path | None,
        Option(
            "--compare",
            metavar="FILE",
            help="Tell what has changed since this JSON document of --probe was written. "
            "Exit status 1 if something is refused now that was accepted.",
        ),
    ] = None

    def take_effect(self) -> None:
        given = {"--all-classes": self.all_classes, "--compare": self.compare is not None}
        need(given, {"--probe": self.probe})

    def check(self, format: Format | None, others: dict[str, bool]) -> None:
        """Refuse what does not go with --probe, or not without it.

        Args:
            others: options that have no meaning where nothing is sent, and whether they are given.

        Raises:
            UsageError: names them.
        """
        if format is Format.CSV and not self.probe:
            raise UsageError("--format csv is for --probe and for find", remedy="use table, text or json here")
        for name, given in others.items():
            refuse_together({"--probe": self.probe, name: given}, why="--probe sends nothing")

    def run(
        self, peer: Peer, network: Network, show: Display, outgoing: Iterable[Outgoing], unsendable: Iterable[Instance]
    ) -> None:
        """Ask, and show what the server says."""
        from scu.dimse import probing
        from scu.output import matrix
        from scu.output.acceptance import AcceptanceReport, Earlier

        earlier = None if self.compare is None else Earlier(str(self.compare))
        shown = matrix.views(show.chosen, quiet=show.quiet)
        with AcceptanceReport(peer, *shown, earlier=earlier) as report:
            associate = associating(report, peer, replace(network, window=1))
            for instance in unsendable:
                report.add(instance)
            for acceptance in probing.probe(probing.matrix(outgoing, everything=self.all_classes), associate):
                report.add(acceptance)
