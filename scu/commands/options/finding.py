"""What find asks for, how it goes about it, and what it leaves behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar

from typer import Option

from scu.commands.options import need, refuse_together
from scu.commands.options.query import Querying
from scu.commands.parsing import OptionGroup

if TYPE_CHECKING:
    from scu.output.report import View
    from scu.query import Query
    from scu.search.request import Search


class Depth(Enum):
    """How far down --expand goes."""

    SERIES = "series"
    IMAGE = "image"


@dataclass(frozen=True)
class Finding(OptionGroup):
    """What find alone has."""

    panel: ClassVar[str] = "Matches"

    worklist: Annotated[bool, Option("--worklist", "-W", help="Ask for scheduled steps (modality worklist).")] = False
    limit: Annotated[
        int | None, Option("--limit", metavar="N", min=1, help="Show the first N matches, and ask for no more.")
    ] = None
    cancel: Annotated[
        int | None, Option("--cancel", metavar="N", min=1, help="Send C-CANCEL after N matches, and wait for the end.")
    ] = None
    max_matches: Annotated[
        int, Option("--max-matches", metavar="N", min=1, help="The most matches of one query; more count as no end.")
    ] = 1_000_000
    assume_charset: Annotated[
        str | None,
        Option("--assume-charset", metavar="TERM", help="The character set of replies that do not say theirs."),
    ] = None
    query_help: Annotated[
        bool, Option("--query-help", "--queryhelp", help="List the keys of the model's levels, and stop.")
    ] = False
    expand: Annotated[
        Depth | None,
        Option(
            "--expand",
            metavar="series|image",
            help="Go down to the series or images of what matches, with a query for each level.",
            show_default=False,
        ),
    ] = None
    split_by_date: Annotated[
        bool,
        Option(
            "--split-by-date",
            help="Where the server cuts an answer off, ask again in ever smaller ranges of StudyDate.",
        ),
    ] = False
    cap: Annotated[
        int | None,
        Option(
            "--cap",
            metavar="N",
            min=1,
            help="With --split-by-date: the server gives N matches at the most; without, a round number tells.",
        ),
    ] = None

    @property
    def cancel_after(self) -> int | None:
        """After how many matches to cancel: one more than are shown tells that there are more."""
        return self.cancel or (self.limit and self.limit + 1)

    def searches(self, asking: Querying, files: Sequence[str], *, relational: bool = False) -> list[Search]:
        """Return what to ask for: once, or once for each query file.

        Raises:
            UsageError: a key, or the request, is wrong.
            FileProblem: a query file cannot be read, or --store-query not be written.
        """
        from scu.search.request import Search

        for option in ("--expand", "--split-by-date"):
            given = bool(self.expand) if option == "--expand" else self.split_by_date
            refuse_together(
                {option: given, "--worklist": self.worklist}, why="a worklist has neither levels nor studies"
            )
            refuse_together({option: given, "--no-auto-keys": asking.no_auto_keys}, why="it needs the unique keys")
        need({"--cap": self.cap is not None}, {"--split-by-date": self.split_by_date})
        plans: list[list[Query]]
        if self.expand:
            plans = asking.plans(files, self.expand.name)
        else:
            plans = [[query] for query in asking.queries("find", files, worklist=self.worklist, relational=relational)]
        searches = [Search(plan, self.split_by_date, self.cap, relational) for plan in plans]
        for search in searches:
            search.check()
        return searches


@dataclass(frozen=True)
class Extracting(OptionGroup):
    """Matches as files."""

    panel: ClassVar[str] = "Matches"

    extract: Annotated[
        Path | None,
        Option("--extract", metavar="DIR", help="Write each match as a DICOM file into this folder: rsp0001.dcm …"),
    ] = None
    extract_xml: Annotated[
        bool, Option("--extract-xml", help="With --extract: write XML (Native DICOM Model) instead, rsp0001.xml …")
    ] = False

    def views(self, sop_class_uid: str) -> list[View]:
        """Return what writes them, if that is asked for.

        Raises:
            UsageError: there is no folder for the XML.
            FileProblem: the folder cannot be used.
        """
        need({"--extract-xml": self.extract_xml}, {"--extract": self.extract is not None})
        if self.extract is None:
            return []
        from scu.output.extract import Extract

        return [Extract(self.extract, sop_class_uid, as_xml=self.extract_xml)]
