"""scu history."""

from __future__ import annotations

import logging
from collections import deque
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar, Final

from typer import Option

from scu import history as log_of_runs
from scu.commands import configured
from scu.commands.options.display import Display
from scu.commands.parsing import OptionGroup, flat
from scu.commands.running import current
from scu.errors import FileProblem, UsageError
from scu.output.formats import Format

log = logging.getLogger(__name__)

_IN_A_TABLE: Final = 20


@dataclass(frozen=True)
class Chosen(OptionGroup):
    """Which runs."""

    panel: ClassVar[str] = "Which runs"

    last: Annotated[
        int | None,
        Option(
            "--last",
            "-n",
            metavar="N",
            min=1,
            max=1_000_000_000,
            help=f"The last N. A table shows {_IN_A_TABLE} unless told otherwise, all else shows all.",
            show_default=False,
        ),
    ] = None
    since: Annotated[
        str | None,
        Option(
            "--since",
            metavar="DATE",
            help="Those from this day on, 2024-02-29, or from this time on, 2024-02-29T08:00; local time.",
        ),
    ] = None

    def begin(self) -> datetime | None:
        """Return the moment of --since.

        Raises:
            UsageError: it is none.
        """
        if self.since is None:
            return None
        try:
            return datetime.fromisoformat(self.since).astimezone()
        except (ValueError, OverflowError, OSError):
            raise UsageError(f"--since takes a date or a time as 2024-02-29T08:00, not {self.since!r}") from None

    def most(self, format: Format) -> int | None:
        """Return how many to show; None for all."""
        if self.last is None and self.since is None and format is Format.TABLE:
            return _IN_A_TABLE
        return self.last


@dataclass(frozen=True)
class HistoryDisplay(Display):
    """What is shown, in all formats."""

    allowed: ClassVar[frozenset[Format]] = frozenset(Format)

    format: Annotated[
        Format | None,
        Option(
            "--format",
            metavar="table|text|json|jsonl|csv",
            help="How it is written; table at a terminal, text elsewhere.",
            show_default=False,
        ),
    ] = None


@flat
def history(chosen: Chosen, show: HistoryDisplay) -> None:
    """Show what was sent and fetched from here: when, to whom, how many, and how it ended."""
    from scu.output import history as output

    since = chosen.begin()
    found = configured.configuration(current().context, None)
    path = log_of_runs.place(found is None or found.history)
    if path is None:
        log.warning("there is no history: it is off (%s, or the configuration file)", log_of_runs.VARIABLE)
        return
    try:
        entries = deque(log_of_runs.read(path, since), chosen.most(show.chosen))
    except OSError as error:
        raise FileProblem(f"the history {path} cannot be read: {error.strerror or error}") from error
    if not entries:
        log.warning("there is nothing in the history %s%s", path, " since then" if since else " yet")
    if entries or show.chosen not in (Format.TABLE, Format.TEXT):
        output.show(entries, show.chosen)
