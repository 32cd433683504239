"""From format and streams to views."""

from __future__ import annotations

import logging
import sys
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from scu.output.formats import PEOPLE_READ, Format
from scu.output.report import View

if TYPE_CHECKING:
    from scu.output.matches import MatchView
    from scu.output.sorting import Order

log = logging.getLogger(__name__)


def for_objects(format: Format, *, done: str = "", quiet: bool = False) -> list[View]:
    """Return the views of echo, store, move and get.

    Args:
        done: "stored" or "received": the word for an object that went well; empty where there are none.
        quiet: whether nothing but a document is shown.
    """
    views: list[View] = []
    lines_move = format is Format.TEXT and sys.stdout.isatty()
    watched = sys.stderr.isatty() or log.isEnabledFor(logging.INFO)
    if done and not quiet and not lines_move and watched:
        from scu.output import progress

        views += filter(None, [progress.view(done)])
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


def for_matches(
    format: Format,
    labels: Sequence[str],
    *,
    quiet: bool = False,
    shown: bool = True,
    wanted: Collection[str] | None = None,
    only: bool = False,
    orders: Sequence[Order] = (),
    tree: bool = False,
) -> list[View]:
    """Return the views of find.

    Args:
        labels: the keys to show in a table or in CSV, in this order.
        quiet: whether it is not told how many there are.
        shown: whether the matches themselves are.
        wanted: the labels that a narrow table may not leave out; None for all.
        only: whether a dump shows just these keys too.
        orders: what to sort by; as they come, if there is none.
        tree: whether they are drawn as a tree, whatever the format.
    """
    from scu.output.matches import Counted

    views: list[View] = []
    if shown:
        view = for_datasets(format, labels, "match", wanted=wanted, only=only, tree=tree)
        if orders:
            from scu.output.sorting import Sorted

            view = Sorted(view, orders)
        views.append(view)
    return [*views, Counted(aloud=not quiet and format in PEOPLE_READ)]


def for_datasets(
    format: Format,
    labels: Sequence[str],
    heading: str,
    *,
    wanted: Collection[str] | None = None,
    only: bool = False,
    tree: bool = False,
) -> MatchView:
    """Return what shows data sets, called `heading` in a dump: matches, or queries in a dry run."""
    from scu.output import columns
    from scu.output.matches import CSVMatches, JSONLines, JSONMatches, TextMatches

    if tree:
        from scu.output.tree import TreeMatches

        return TreeMatches()
    if format is Format.JSON:
        return JSONMatches()
    if format is Format.JSONL:
        return JSONLines()
    if format is Format.TEXT:
        return TextMatches(heading, columns.of(labels) if only else ())
    if format is Format.CSV:
        return CSVMatches(columns.of(labels))
    from scu.output.match_table import TableMatches

    return TableMatches(columns.of(labels, wanted))
