"""The acceptance matrix as people and scripts see it, once it is there."""

from __future__ import annotations

import csv
import sys
from itertools import chain
from string import ascii_letters
from typing import TYPE_CHECKING, Final

from scu.errors import ScuError
from scu.output.acceptance import AcceptanceReport, names
from scu.output.formats import Format
from scu.output.report import Report, Result, View
from scu.results import Acceptance

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS: Final = {True: "accepted", False: "refused", None: "no answer"}
_SIGNS: Final = {True: "+", False: "-", None: "?"}


class Lines(View):
    """A line for each, as the answers come."""

    def show(self, result: Result) -> None:
        if isinstance(result, Acceptance):
            files = f" ({result.files:,} to send)" if result.files else ""
            why = f": {result.reason}" if result.reason else ""
            print(f"{_WORDS[result.accepted]:<9} {', '.join(names(result))}{files}{why}\n", end="")


class Grid(View):
    """SOP classes down, transfer syntaxes across, each with a letter that is explained below."""

    def end(self, report: Report, error: ScuError | None) -> None:
        if not isinstance(report, AcceptanceReport) or not report.acceptances:
            return
        from rich.table import Table
        from rich.text import Text

        from scu.output.terminal import console

        syntaxes = list(dict.fromkeys(each.transfer_syntax_uid for each in report.acceptances))
        columns = dict(zip(syntaxes, chain(ascii_letters, map(str, range(1, len(syntaxes)))), strict=False))
        table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))  # so that there is room for 25 transfer syntaxes
        table.add_column("SOP class", overflow="fold")
        for letter in columns.values():
            table.add_column(letter, no_wrap=True)
        rows: dict[str, list[Acceptance]] = {}
        for each in report.acceptances:
            rows.setdefault(each.sop_class_uid, []).append(each)
        for row in rows.values():
            table.add_row(Text(names(row[0])[0]), *(Text(_sign(each)) for each in row))
        out = console()
        out.print(table)
        for line in _legend(report, columns):
            out.print(Text(line))
        out.print()


def _sign(acceptance: Acceptance) -> str:
    return _SIGNS[acceptance.accepted] + ("!" if acceptance.files and not acceptance.accepted else "")


def _legend(report: AcceptanceReport, columns: dict[str, str]) -> Iterator[str]:
    seen = {each.transfer_syntax_uid: names(each)[1] for each in report.acceptances}
    yield from (f"{letter}  {seen[syntax]}" for syntax, letter in columns.items())
    signs = "+ accepted, - refused"
    if any(each.accepted is None for each in report.acceptances):
        signs += ", ? no answer"
    if any(each.files and not each.accepted for each in report.acceptances):
        signs += ", ! a kind that is to be sent"
    yield signs


class Rows(View):
    """CSV (RFC 4180)."""

    def end(self, report: Report, error: ScuError | None) -> None:
        rows = list(report.rows()) if isinstance(report, AcceptanceReport) else []
        if rows:
            writer = csv.DictWriter(sys.stdout, rows[0])
            writer.writeheader()
            for row in rows:
                accepted = row["accepted"]
                writer.writerow({**row, "accepted": "" if accepted is None else str(accepted).lower()})


def views(format: Format, *, quiet: bool) -> list[View]:
    """Return the views of an acceptance matrix."""
    if format is Format.JSON:
        from scu.output.document import Document

        return [Document()]
    if format is Format.CSV:
        return [Rows()]
    if quiet:
        return []
    if format is Format.TEXT:
        from scu.output.text import TextLines

        return [Lines(), TextLines("stored")]
    from scu.output.table import Facts

    return [Grid(), Facts("stored")]
