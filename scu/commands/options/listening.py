"""Where we listen, who may connect there, and how much comes of it: for the verbs that are called back."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Annotated, ClassVar

from typer import Option

from scu.commands import configured
from scu.commands.options import Words, need
from scu.commands.parsing import OptionGroup
from scu.commands.running import current

if TYPE_CHECKING:
    from typer.models import OptionInfo

    from scu.dimse.admission import Limits

_DAY = 86400.0


def port_option(help: str) -> OptionInfo:
    """Return the option --port-scp, which each verb has its own use for."""
    option: OptionInfo = Option("--port-scp", metavar="N", min=1, max=65535, help=help)
    return option


AcceptFrom = Annotated[
    Words,
    Option(
        "--accept-from",
        metavar="HOST",
        help="Let nobody else connect to our port: a host name, an address, or a network such as 10.1.0.0/16. "
        "May be repeated.",
        show_default=False,
    ),
]
OnlyPeer = Annotated[
    bool, Option("--only-peer", help="Let only the server's own addresses connect to our port, and --accept-from's.")
]


@dataclass(frozen=True)
class Listening(OptionGroup):
    """Where we listen, and to whom."""

    panel: ClassVar[str] = "Our port"

    bind: Annotated[
        str | None, Option("--bind", metavar="ADDRESS", help="Listen on this address alone, not on all.")
    ] = None
    accept_from: AcceptFrom = None
    only_peer: OnlyPeer = False
    max_associations: Annotated[
        int,
        Option("--max-associations", metavar="N", min=1, max=10_000, help="Take so many associations at a time."),
    ] = 64
    idle_timeout: Annotated[
        float,
        Option(
            "--idle-timeout",
            metavar="SECONDS",
            min=0.001,
            max=7 * _DAY,
            help="Abort an association where nothing comes for so long, between two messages.",
        ),
    ] = 600.0

    def check(self, *, listens: bool, partner: str = "--port-scp") -> None:
        """Check that there is something to listen for, where any of it is typed.

        Raises:
            UsageError: there is not.
        """
        typed = configured.typed(current().context)
        given = {f"--{field.name.replace('_', '-')}": field.name in typed for field in fields(self)}
        need(given, {partner: listens})

    def limits(self) -> Limits:
        """Return who may connect, and how much comes of it."""
        from scu.dimse.admission import Limits

        return Limits(
            accept_from=tuple(self.accept_from or ()),
            only_peer=self.only_peer,
            max_associations=self.max_associations,
            idle_timeout=self.idle_timeout,
        )
