"""How many associations at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

from typer import Option

from scu.commands.parsing import OptionGroup

if TYPE_CHECKING:
    from scu.dimse.establish import Associate
    from scu.dimse.network import Network
    from scu.output.report import Report
    from scu.results import Peer


@dataclass(frozen=True)
class SideBySide(OptionGroup):
    """Several associations, each with a share of the work."""

    panel: ClassVar[str] = "Network"

    associations: Annotated[
        int,
        Option(
            "--associations",
            metavar="N",
            min=1,
            max=64,
            help="Share the objects, or the query files, among N associations side by side. "
            "A server that takes fewer gets fewer.",
        ),
    ] = 1


def associating(report: Report, peer: Peer, network: Network) -> Associate:
    """Return what makes an association with the presentation contexts that it is given, and tells the report of it."""
    from scu.dimse.establish import connecting

    return connecting(peer, network, report.associated)
