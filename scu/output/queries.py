"""Queries before they are sent: a dry run, and which keys a model knows."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from scu.output import views
from scu.output.document import to_json
from scu.output.formats import MACHINE_READABLE, Format

if TYPE_CHECKING:
    from scu.query import LevelHelp, Model, Query

_WIDTH = 78


def show(queries: Sequence[Query], format: Format) -> None:
    """Show the identifiers of queries as matches are shown; in place of a table, as a dump."""
    labels = list(dict.fromkeys(label for query in queries for label in query.labels))
    view = views.for_datasets(Format.TEXT if format is Format.TABLE else format, labels, "query")
    for query in queries:
        view.show_dataset(query.identifier)
    view.end(None, None)


def show_help(model: Model, levels: Sequence[LevelHelp], format: Format) -> None:
    """List each level's unique, required and optional keys."""
    if format in MACHINE_READABLE:
        listed = [
            {"level": level.level, "unique": level.unique, "required": level.required, "optional": level.optional}
            for level in levels
        ]
        print(to_json({"model": model.title, "levels": listed}, indent=2))
        return
    print(f"{model.title} ({model.option})")
    for level in levels:
        print(f"\n{level.level}")
        _print_keywords("unique", level.unique)
        _print_keywords("required", level.required)
        _print_keywords("optional", level.optional)


def _print_keywords(kind: str, keywords: Sequence[str]) -> None:
    if keywords:
        listed = ", ".join(keywords)
        first, others = f"  {kind:<10}", " " * 12
        print(textwrap.fill(listed, _WIDTH, initial_indent=first, subsequent_indent=others, break_long_words=False))
