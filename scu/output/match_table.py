"""The matches of find as a table that fits the terminal, or as blocks where no table does.

rich's tables measure and wrap every cell, which takes a millisecond a row. Here widths are known from a page of
matches, and its lines are then printed in one piece.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from scu.errors import ScuError
from scu.output import layout, readable, terminal, widths
from scu.output.columns import Column
from scu.output.layout import GAP, Layout
from scu.output.matches import MatchView

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

    from scu.flat import Flat
    from scu.output.report import Report

log = logging.getLogger(__name__)

_PAGE = 1000
"""Matches that are kept until they are measured. What comes later and is wider begins a table of its own."""
_MOST: Final = 1_000_000
"""Characters that are kept likewise."""
_LEAST_BESIDE = 20
"""With less room beside its label a value is shown below it."""


class TableMatches(MatchView):
    """A line for each match, under a heading. Columns without a value are left out."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._columns = columns
        self._natural = [0] * len(columns)
        self._rows: list[list[str]] = []
        self._kept = 0
        self._layout: Layout | None = None
        self._left_out: set[int] = set()
        self._begun = False

    def show_dataset(self, dataset: Dataset) -> None:
        self._keep(dataset)

    def show_flat(self, flat: Flat) -> None:
        self._keep(flat)

    def _keep(self, identifier: Dataset | Flat) -> None:
        self._rows.append(readable.row(identifier, self._columns))
        self._kept += sum(map(len, self._rows[-1]))
        if len(self._rows) == _PAGE or self._kept > _MOST:
            self._print()

    def end(self, report: Report | None, error: ScuError | None) -> None:
        self._print()
        if self._left_out:
            log.warning(
                "%s left out for want of room: a wider terminal, --columns or --format text shows more",
                ", ".join(self._columns[number].label for number in sorted(self._left_out)),
            )

    def _print(self) -> None:
        """Print what is kept."""
        if not self._rows:
            return
        by_column = [list(map(terminal.can_show, column)) for column in zip(*self._rows, strict=True)]
        self._rows, self._kept = [], 0
        self._natural = [
            max(before, *map(widths.cells, column)) for before, column in zip(self._natural, by_column, strict=True)
        ]
        planned = layout.plan(self._columns, self._natural, terminal.width())
        if planned is None:
            self._print_blocks(zip(*by_column, strict=True))
            return
        if planned != self._layout:
            self._print_heading(planned)
        self._left_out.update(planned.left_out)
        self._layout = planned
        cells = [self._cells(by_column[at], at, width) for at, width in zip(planned.shown, planned.widths, strict=True)]
        print("\n".join(map(str.rstrip, map((" " * GAP).join, zip(*cells, strict=True)))), flush=True)

    def _cells(self, values: Iterable[str], number: int, width: int) -> list[str]:
        ellipsis, right = terminal.glyphs().ellipsis, layout.is_number(self._columns[number])
        return [
            widths.pad(
                value if len(value) <= width // 2 else widths.shorten(value, width, ellipsis), width, right=right
            )
            for value in values
        ]

    def _print_heading(self, planned: Layout) -> None:
        if self._begun:
            print()
        self._begun = True
        bold, gap = terminal.painter("bold"), " " * GAP
        height = max(map(len, planned.headings))
        padded = [("",) * (height - len(heading)) + heading for heading in planned.headings]
        for words in zip(*padded, strict=True):
            placed = zip(words, planned.shown, planned.widths, strict=True)
            print(bold(gap.join(self._cells([word], at, width)[0] for word, at, width in placed).rstrip()))
        print(gap.join(terminal.glyphs().rule * width for width in planned.widths))

    def _print_blocks(self, rows: Iterable[Sequence[str]]) -> None:
        """A block for each match, with a line or more for each value, of which nothing is left out."""
        room, bold = terminal.width() or 0, terminal.painter("bold")
        labels = layout.headings(self._columns)
        indent = GAP + max((len(label) for label, width in zip(labels, self._natural, strict=True) if width), default=0)
        lines: list[str] = []
        for row in rows:
            if self._begun:
                lines.append("")
            self._begun = True
            for label, value in zip(labels, row, strict=True):
                if value and indent + _LEAST_BESIDE <= room:
                    first, *others = widths.fold(value, room - indent)
                    lines += [bold(f"{label:<{indent}}") + first, *(" " * indent + other for other in others)]
                elif value:
                    lines += [bold(label), *(" " * GAP + part for part in widths.fold(value, max(room - GAP, GAP)))]
        self._layout = None
        print("\n".join(lines), flush=True)
