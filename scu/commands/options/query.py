"""The options of a query, which find, move and get share."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar

from typer import Option

from scu.commands.options import Words, refuse_together
from scu.commands.parsing import OptionGroup
from scu.errors import UsageError

if TYPE_CHECKING:
    from scu.keys import Key
    from scu.query import Level, Model, Query, Verb


@dataclass(frozen=True)
class Querying(OptionGroup):
    """What is asked for: keys, model, level."""

    panel: ClassVar[str] = "Query"

    key: Annotated[
        Words,
        Option(
            "--key",
            "-k",
            metavar="KEY[=VALUE]",
            help="A key: PatientName=A*, 10,10=A*, (0010,0010)=A*; within a sequence Sequence[0].Keyword=A*. "
            "Without a value it is asked back. May be repeated.",
            show_default=False,
        ),
    ] = None
    patientroot: Annotated[bool, Option("--patientroot", "-P", help="Patient root model.")] = False
    studyroot: Annotated[bool, Option("--studyroot", "-S", help="Study root model (the default).")] = False
    psonly: Annotated[bool, Option("--psonly", "-O", help="Patient/study only model (retired).")] = False
    composite: Annotated[
        bool, Option("--composite", help="Composite instances by their UID alone, or frames of them (move, get).")
    ] = False
    without_bulk_data: Annotated[
        bool, Option("--without-bulk-data", help="Composite instances without their pixels or other bulk data (get).")
    ] = False
    hanging_protocol: Annotated[bool, Option("--hanging-protocol", help="Hanging protocols.")] = False
    color_palette: Annotated[bool, Option("--color-palette", help="Color palettes.")] = False
    ups: Annotated[bool, Option("--ups", help="Unified procedure steps to be done (find).")] = False
    ups_watch: Annotated[bool, Option("--ups-watch", help="The same, by the UPS Watch SOP class.")] = False
    ups_query: Annotated[bool, Option("--ups-query", help="The same, by the UPS Query SOP class.")] = False
    patient: Annotated[bool, Option("--patient", help="Patient level.")] = False
    study: Annotated[bool, Option("--study", help="Study level (the default).")] = False
    series: Annotated[bool, Option("--series", help="Series level.")] = False
    image: Annotated[bool, Option("--image", help="Image level.")] = False
    frame: Annotated[bool, Option("--frame", help="Frame level (with --composite).")] = False
    no_auto_keys: Annotated[bool, Option("--no-auto-keys", help="Send the keys that were typed and no others.")] = False
    no_check: Annotated[bool, Option("--no-check", help="Send it even if it breaks the rules of the model.")] = False
    strict: Annotated[bool, Option("--strict", help="Refuse values that their VR does not allow.")] = False
    store_query: Annotated[
        Path | None, Option("--store-query", metavar="FILE", help="Write the query as a DICOM file, then send it.")
    ] = None
    dry_run: Annotated[bool, Option("--dry-run", help="Show the query and stop; needs no host.")] = False
    charset: Annotated[
        str | None,
        Option("--charset", metavar="TERM", help="The query's character set, such as 'ISO_IR 192'; else the locale's."),
    ] = None

    def take_effect(self) -> None:
        if "DCMDICTPATH" in os.environ:
            from scu import dictionary

            dictionary.load_from_environment(os.environ)

    def model_and_level(self, *, worklist: bool = False) -> tuple[Model | None, Level | None]:
        """Return the chosen model and level, None where none is chosen.

        Raises:
            UsageError: two of a kind are.
        """
        from scu import query

        levels = {
            "patient": self.patient,
            "study": self.study,
            "series": self.series,
            "image": self.image,
            "frame": self.frame,
        }
        refuse_together({f"--{name}": given for name, given in levels.items()})
        model, level = query.choose(
            patientroot=self.patientroot,
            studyroot=self.studyroot,
            psonly=self.psonly,
            worklist=worklist,
            composite=self.composite,
            without_bulk_data=self.without_bulk_data,
            hanging_protocol=self.hanging_protocol,
            color_palette=self.color_palette,
            ups=self.ups,
            ups_watch=self.ups_watch,
            ups_query=self.ups_query,
            **levels,
        )
        if model and level and not model.levels:
            refuse_together(
                {model.option: True, f"--{level.value.lower()}": True}, why=f"the {model.title} model has no levels"
            )
        return model, level

    def queries(
        self, verb: Verb, files: Sequence[str], *, worklist: bool = False, relational: bool = False
    ) -> list[Query]:
        """Return the requests to send: one, or one for each query file. Writes --store-query.

        Raises:
            UsageError: a key, or the request, is wrong.
            FileProblem: a query file cannot be read, or --store-query not be written.
        """
        from scu import keys, query, querystore

        model, level = self.model_and_level(worklist=worklist)
        parsed: list[Key] = keys.parse_all(self.key or [])
        if self.store_query and len(files) > 1:
            raise UsageError(
                f"--store-query writes one query, and {len(files)} query files make as many",
                remedy="give one query file at a time",
            )
        queries = [
            query.build(
                verb,
                model,
                level,
                parsed,
                base=base,
                charset=self.charset,
                auto_keys=not self.no_auto_keys,
                check=not self.no_check,
                strict=self.strict,
                relational=relational,
            )
            for base in (map(querystore.load, files) if files else [None])
        ]
        if self.store_query:
            querystore.store(queries[0].identifier, self.store_query)
        return queries

    def plans(self, files: Sequence[str], to: str) -> list[list[Query]]:
        """Return the queries to find what is below a level: for each query file, those of every level down to `to`.

        Raises:
            UsageError, FileProblem: as above.
        """
        from scu import keys, query, querystore
        from scu.search import expansion

        refuse_together(
            {"--expand": True, "--store-query": self.store_query is not None}, why="it takes several queries"
        )
        model, level = self.model_and_level()
        parsed: list[Key] = keys.parse_all(self.key or [])
        return [
            expansion.plan(
                model,
                level,
                query.Level[to],
                parsed,
                base,
                charset=self.charset,
                check=not self.no_check,
                strict=self.strict,
            )
            for base in (map(querystore.load, files) if files else [None])
        ]


def sop_classes(queries: Iterable[Query]) -> list[str]:
    """Return the SOP classes of queries, each once: query files may be of several models."""
    return list(dict.fromkeys(query.sop_class_uid for query in queries))
