"""scu doctor."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, ClassVar

from typer import Option

from scu.commands.options import Words, need
from scu.commands.options.destination import Destination
from scu.commands.options.display import Display
from scu.commands.options.listening import Listening, port_option
from scu.commands.options.wire import Wire
from scu.commands.parsing import OptionGroup, flat
from scu.errors import ExitStatus

if TYPE_CHECKING:
    from scu.keys import Key

_ECHOES = 5


@dataclass(frozen=True)
class ReturnPath(OptionGroup):
    """The way back of a C-MOVE."""

    panel: ClassVar[str] = "Return path"

    port_scp: Annotated[
        int | None, port_option("Look at the way back of a C-MOVE too: to this port, under our own AE title.")
    ] = None
    move_test: Annotated[
        Words,
        Option(
            "--move-test",
            metavar="KEY=VALUE",
            help="Have one object moved here and throw it away: the first that these keys lead to, "
            "such as PatientID=P1. May be repeated.",
            show_default=False,
        ),
    ] = None
    listening: Listening = field(default_factory=Listening)

    def keys(self) -> list[Key]:
        """Return the keys of the object to be moved.

        Raises:
            UsageError: a key is wrong, or there is nowhere to move to.
        """
        self.listening.check(listens=self.port_scp is not None)
        need({"--move-test": bool(self.move_test)}, {"--port-scp": bool(self.port_scp)})
        if not self.move_test:
            return []
        from scu import keys
        from scu.query import Level
        from scu.query_model import Model
        from scu.search import expansion

        parsed = keys.parse_all(self.move_test)
        expansion.plan(Model.STUDY_ROOT, None, Level.IMAGE, parsed, charset=None, check=True, strict=False)
        return parsed


@dataclass(frozen=True)
class Examining(OptionGroup):
    """How it is looked at, and told."""

    panel: ClassVar[str] = "Examination"

    letter: Annotated[bool, Option("--letter", help="Write a letter to the PACS administrator in place of it.")] = False
    redact: Annotated[
        bool, Option("--redact", help="Leave host names, addresses and AE titles out of what is shown.")
    ] = False
    try_variants: Annotated[
        bool,
        Option(
            "--try-variants",
            help="Where an AE title is rejected, try other spellings there; the server may log it as an attack.",
        ),
    ] = False


@flat
def doctor(to: Destination, back: ReturnPath, how: Examining, show: Display, wire: Wire) -> ExitStatus:
    """Find out why a connection does not work, and who must do what."""
    from scu import logs
    from scu.diagnosis import Facts
    from scu.doctor.case import Case
    from scu.doctor.examination import check_settings, examine
    from scu.output.doctor import DoctorReport
    from scu.output.redaction import RedactingFilter, Redaction

    keys, network, limits = back.keys(), wire.network(), back.listening.limits()
    limits.check()
    check_settings(network, listening=back.port_scp is not None)
    facts = Facts(to.peer(), network.tls is not None, back.port_scp, bool(keys))
    case = Case(
        facts,
        network,
        echoes=wire.repeat if wire.repeat > 1 else _ECHOES,
        bind=back.listening.bind,
        limits=limits,
        keys=keys,
        try_variants=how.try_variants,
    )
    redaction = None
    if how.redact:
        redaction = Redaction(facts.secrets)
        logs.add_filter(RedactingFilter(redaction))
    with DoctorReport(facts, show.chosen, as_letter=how.letter, redaction=redaction, quiet=show.quiet) as report:
        for finding in examine(case, report.begin):
            report.add(finding)
    return report.exit_status
