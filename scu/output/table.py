"""What a person sees of echo, store, move and get. Text from elsewhere goes to rich as `Text`, never as markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from scu.errors import ScuError
from scu.output.plain import safe
from scu.output.report import View
from scu.output.terminal import console
from scu.output.text import outcome, reason
from scu.results import Instance

if TYPE_CHECKING:
    from scu.output.report import Report, Result


class Facts(View):
    """A view for echo, store, move and get: what did not go well, and the facts at the end.

    Args:
        done: the word for an object that went well, "stored" or "received".
    """

    def __init__(self, done: str) -> None:
        self._done = done
        self._troubled: list[Instance] = []

    def show(self, result: Result) -> None:
        if isinstance(result, Instance) and reason(result):
            self._troubled.append(result)

    def end(self, report: Report, error: ScuError | None) -> None:
        out = console()
        if self._troubled:
            table = Table(box=SIMPLE_HEAD, pad_edge=False)
            for heading in ("Object", "Outcome", "Why"):
                table.add_column(heading, overflow="fold")
            for instance in self._troubled:
                which = safe(instance.file or instance.sop_instance_uid)
                table.add_row(Text(which), Text(outcome(instance, self._done)), Text(reason(instance)))
            out.print(table)
        facts = report.facts()
        if facts:
            grid = Table.grid(padding=(0, 2))
            grid.add_column(style="bold")
            grid.add_column(overflow="fold")
            for label, value in facts:
                grid.add_row(label, Text(value))
            out.print(grid)
