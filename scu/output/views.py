"""From format and streams to views."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from scu.output.formats import Format
from scu.output.report import View

if TYPE_CHECKING:
    from scu.output.matches import MatchView


def for_objects(format: Format, *, done: str = "", quiet: bool = False, total: int | None = None) -> list[View]:
    """Return the views of echo, store, move and get.

    Args:
        done: "stored" or "received": the word for an object that went well; empty where there are none.
        quiet: whether nothing but a document is shown.
        total: how many objects there are, as far as is known.
    """
    views: list[View] = []
    lines_move = format is Format.TEXT and sys.stdout.isatty()
    if done and not quiet and not lines_move and sys.stderr.isatty():
        from scu.output.progress import Bar

        views.append(Bar(done, total))
    if format is Format.JSON:
        from scu.output.document import Document

        views.append(Document())
    elif not quiet and format is Format.TEXT:
        from scu.output.text import TextLines

        views.append(TextLines(done))
    elif not quiet:
        from scu.output.table import Facts

        views.append(Facts(done))
    return views


def for_matches(format: Format, labels: Sequence[str], *, quiet: bool = False) -> list[View]:
    """Return the views of find.

    Args:
        labels: the keys to show in a table or in CSV, in this order.
        quiet: whether matches alone are shown, and not how many there are.
    """
    from scu.output.matches import Counted

    aloud = not quiet and format in (Format.TABLE, Format.TEXT)
    return [for_datasets(format, labels, "match"), Counted(aloud=aloud)]


def for_datasets(format: Format, labels: Sequence[str], heading: str) -> MatchView:
    """Return what shows data sets, called `heading` in a dump: matches, or queries in a dry run."""
    from scu.output.matches import CSVMatches, JSONLines, JSONMatches, TextMatches

    if format is Format.JSON:
        return JSONMatches()
    if format is Format.JSONL:
        return JSONLines()
    if format is Format.TEXT:
        return TextMatches(heading)
    if format is Format.CSV:
        return CSVMatches(labels)
    from scu.output.table import TableMatches

    return TableMatches(labels)
