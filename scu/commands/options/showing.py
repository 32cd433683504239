"""How find shows its matches: which columns, in which order, as a tree, page by page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, ClassVar, TypedDict

from typer import Option

from scu.commands.options import refuse_together
from scu.commands.options.query import Querying
from scu.commands.parsing import OptionGroup
from scu.errors import UsageError
from scu.output import formats
from scu.output.formats import Format

if TYPE_CHECKING:
    from scu.keys import Key
    from scu.output.sorting import Order
    from scu.query import Query

# The first half of a tag, after which a comma does not end the key.
_HALF_A_TAG = re.compile(r"(?:.*\.)?\s*\(?\s*(?:0[xX])?[0-9A-Fa-f]{1,4}\s*", re.DOTALL)


class Shown(TypedDict):
    """What `views.for_matches` takes of it."""

    labels: Sequence[str]
    wanted: frozenset[str]
    only: bool
    orders: Sequence[Order]
    tree: bool


@dataclass(frozen=True)
class Showing(OptionGroup):
    """What is shown of matches."""

    panel: ClassVar[str] = "Output"

    columns: Annotated[
        str | None,
        Option(
            "--columns",
            metavar="KEY,KEY…",
            help="Show these keys, in this order (table, csv, text); what was not asked for is asked back.",
        ),
    ] = None
    sort: Annotated[
        str | None,
        Option(
            "--sort",
            metavar="[-]KEY,…",
            help="Sort by these keys, - for the last first; all matches are kept in memory until the last has come.",
        ),
    ] = None
    tree: Annotated[
        bool, Option("--tree", help="Draw patients, studies, series and images as a tree; --expand goes down to all.")
    ] = False
    no_pager: Annotated[
        bool, Option("--no-pager", help="At a terminal, write long output on without $SCU_PAGER, $PAGER or less.")
    ] = False

    def check(self, format: Format | None, *, worklist: bool) -> None:
        """Raises UsageError for what does not go together."""
        refuse_together({"--tree": self.tree, "--columns": self.columns is not None})
        refuse_together({"--tree": self.tree, "--worklist": worklist}, why="scheduled steps are no tree")
        if format in formats.MACHINE_READABLE and self.columns is not None:
            raise UsageError(
                f"--columns does not go with --format {format.value}, which shows all that came",
                remedy="ask for what you want with -k, or use csv",
            )
        if self.tree and format not in (*formats.PEOPLE_READ, None):
            raise UsageError(
                f"--tree does not go with --format {format.value if format else ''}",
                remedy="leave one of the two out; with --expand, csv has a line for each leaf of the tree",
            )

    def asked(self, asking: Querying, files: Sequence[str]) -> Querying:
        """Return the query with what is shown and sorted by as return keys, unless a key or query file has it.

        Raises:
            UsageError: a key cannot be read.
        """
        if self.columns is None and self.sort is None:
            return asking
        from scu import keys, querystore

        bases = [querystore.load(file) for file in files]
        typed = {keys.parse(text).path for text in asking.key or ()}
        more: dict[object, str] = {}
        for key in (*self._columns(), *(key for key, _ in self._orders())):
            if key.path not in typed and not any(key.path[0].tag in base for base in bases):
                more.setdefault(key.path, key.text)
        return replace(asking, key=[*(asking.key or ()), *more.values()])

    def shown(self, queries: Sequence[Query], asking: Querying) -> Shown:
        """Return what to show of the answers to these queries."""
        from scu import keys
        from scu.output import columns
        from scu.output.sorting import Order

        labels = [key.label for key in self._columns()]
        wanted = labels or [keys.parse(text).label for text in asking.key or ()]
        orders = [Order(columns.of([key.label])[0], descending) for key, descending in self._orders()]
        return {
            "labels": labels or list(dict.fromkeys(label for query in queries for label in query.labels)),
            "wanted": frozenset(wanted),
            "only": bool(labels),
            "orders": orders,
            "tree": self.tree,
        }

    def pages(self, format: Format) -> bool:
        """Whether it is for someone to read."""
        return not self.no_pager and format in formats.PEOPLE_READ

    def _columns(self) -> list[Key]:
        return [] if self.columns is None else [_key(word, "--columns") for word in _words(self.columns)]

    def _orders(self) -> list[tuple[Key, bool]]:
        if self.sort is None:
            return []
        return [(_key(word.removeprefix("-"), "--sort"), word.startswith("-")) for word in _words(self.sort)]


def _words(typed: str) -> Iterator[str]:
    """The keys of a list; a tag has a comma of its own."""
    word = ""
    for part in typed.split(","):
        word = f"{word},{part}" if word else part
        if not _HALF_A_TAG.fullmatch(word.strip().removeprefix("-")):
            yield word.strip()
            word = ""
    if word:
        yield word.strip()


def _key(word: str, option: str) -> Key:
    from scu import keys

    key = keys.parse(word)
    if "=" in word:
        raise UsageError(f"{option} names keys, and {word!r} has a value", remedy=f"give the value with -k {word}")
    return key
