"""What a person sees at a terminal, by rich. Text from elsewhere always goes in as `Text`, never as markup."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from scu import keys
from scu.errors import ScuError
from scu.output import datasets
from scu.output.matches import MatchView
from scu.output.plain import safe
from scu.output.report import View
from scu.output.text import outcome, reason
from scu.results import Instance

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

    from scu.output.report import Report, Result

_PAGE = 500
"""Matches a table holds: its columns are as wide as the widest value, so it has to have them all."""
_FOLDED_HEADING, _FOLDED_VALUE = 16, 28
"""What is longer may be folded in its column; a UID then takes three lines at the most."""
_GAP = 3


def console() -> Console:
    """Standard output, as wide as the terminal; highlighting and emoji codes would change what a peer said."""
    return Console(highlight=False, emoji=False, markup=False, force_terminal=sys.stdout.isatty())


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


class TableMatches(MatchView):
    """Matches as a table, or one under the other where the terminal is too narrow for their columns."""

    def __init__(self, labels: Sequence[str]) -> None:
        self._labels = labels
        self._columns = [keys.parse(label).path for label in labels]
        self._rows: list[list[str]] = []

    def show_dataset(self, dataset: Dataset) -> None:
        self._rows.append([safe(datasets.value_at(dataset, path)) for path in self._columns])
        if len(self._rows) == _PAGE:
            self._print()

    def end(self, report: Report | None, error: ScuError | None) -> None:
        self._print()

    def _print(self) -> None:
        if not self._rows:
            return
        filled = [number for number in range(len(self._columns)) if any(row[number] for row in self._rows)]
        names = [self._labels[number] for number in filled]
        rows = [[row[number] for number in filled] for row in self._rows]
        self._rows = []
        out = console()
        if sum(map(_width_needed, zip(names, *rows, strict=True))) > out.width:
            _print_cards(out, names, rows)
        else:
            _print_table(out, names, rows)


def _width_needed(column: Sequence[str]) -> int:
    """The columns of the terminal that a heading and its values want at least."""
    heading, *values = map(len, column)
    return max(min(heading, _FOLDED_HEADING), min(max(values), _FOLDED_VALUE)) + _GAP


def _print_table(out: Console, names: Iterable[str], rows: Iterable[Sequence[str]]) -> None:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in names:
        table.add_column(Text(name), overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    out.print(table)


def _print_cards(out: Console, names: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    for row in rows:
        grid = Table.grid(padding=(0, 2))
        grid.add_column(style="bold", overflow="fold")
        grid.add_column(overflow="fold")
        for name, value in zip(names, row, strict=True):
            if value:
                grid.add_row(Text(name), Text(value))
        out.print(grid)
        out.print()
