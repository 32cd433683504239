"""The matches of find, one after the other as they come: a dump, DICOM JSON, JSON lines, CSV."""

from __future__ import annotations

import csv
import logging
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from scu.errors import ScuError
from scu.flat import Flat
from scu.output import datasets
from scu.output.columns import Column, flat_tags
from scu.output.document import to_json
from scu.output.found import FindReport
from scu.output.messages import error_document
from scu.output.plain import amount, safe
from scu.output.report import Report, Result, View
from scu.results import Match

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

log = logging.getLogger(__name__)


class MatchView(View):
    """The base of these views."""

    def show(self, result: Result) -> None:
        if isinstance(result, Match):
            self.show_identifier(result.identifier)

    def show_identifier(self, identifier: Dataset | Flat) -> None:
        """Show what a match has."""
        if isinstance(identifier, Flat):
            self.show_flat(identifier)
        else:
            self.show_dataset(identifier)

    def show_flat(self, flat: Flat) -> None:
        """Show a match that was read for a script."""
        raise NotImplementedError

    def show_dataset(self, dataset: Dataset) -> None:
        """Show one data set: a match, or with --dry-run a query."""
        raise NotImplementedError

    def end(self, report: Report | None, error: ScuError | None) -> None:
        """Write what is left to write. Without a report it was a dry run."""


class TextMatches(MatchView):
    """A dump of each match, with its number.

    Args:
        columns: what to show of it; all if there are none.
    """

    def __init__(self, heading: str = "match", columns: Sequence[Column] = ()) -> None:
        self._count = 0
        self._heading = heading
        self._tags = frozenset(column.path[0].tag for column in columns)

    def show_dataset(self, dataset: Dataset) -> None:
        self._count += 1
        if self._tags:
            from pydicom.dataset import Dataset

            dataset = Dataset({element.tag: element for element in dataset if element.tag in self._tags})
        lines = [f"# {self._heading} {self._count}", *datasets.dump(dataset), ""]
        print("\n".join(lines), flush=True)


class JSONMatches(MatchView):
    """An array of DICOM JSON model objects, as a DICOMweb search answers. An error that ends it leaves it whole."""

    def __init__(self) -> None:
        self._begun = False

    def show_dataset(self, dataset: Dataset) -> None:
        self._show(datasets.json_model(dataset))

    def show_flat(self, flat: Flat) -> None:
        self._show(datasets.flat_json(flat))

    def _show(self, model: dict[str, object]) -> None:
        print(",\n " if self._begun else "[", to_json(model), sep="", end="")
        self._begun = True

    def end(self, report: Report | None, error: ScuError | None) -> None:
        if error and not self._begun:
            print(to_json(error_document("find", error)))
            error.reported = True
            return
        print("]" if self._begun else "[]")
        if error:
            error.reported = True


class JSONLines(MatchView):
    """One DICOM JSON model object a line; an error is the last line."""

    def show_dataset(self, dataset: Dataset) -> None:
        print(to_json(datasets.json_model(dataset)), flush=True)

    def show_flat(self, flat: Flat) -> None:
        print(to_json(datasets.flat_json(flat)), flush=True)

    def end(self, report: Report | None, error: ScuError | None) -> None:
        if error:
            print(to_json(error_document("find", error)), flush=True)
            error.reported = True


class _Rows:
    """Standard output, with rows that end as lines do.

    Only what is in the writer's own line end makes it put a value in quotes, and a value may have a lone CR.
    """

    def __init__(self) -> None:
        self._stream = sys.stdout

    def write(self, row: str) -> None:
        self._stream.write(f"{row[:-2]}\n")


class CSVMatches(MatchView):
    """A header, then a line for each match.

    Args:
        columns: in the order of the header.
    """

    def __init__(self, columns: Sequence[Column]) -> None:
        self._columns = columns
        self._tags = flat_tags(columns)
        self._writer = csv.writer(_Rows())
        self._begun = False

    def show_dataset(self, dataset: Dataset) -> None:
        self._write([datasets.value_at(dataset, column.path) for column in self._columns])

    def show_flat(self, flat: Flat) -> None:
        self._write(datasets.flat_values(flat, self._tags))

    def _write(self, values: list[str]) -> None:
        self._begin()
        self._writer.writerow(map(safe, values) if sys.stdout.isatty() else values)

    def _begin(self) -> None:
        if not self._begun:
            self._writer.writerow([column.label for column in self._columns])
            self._begun = True

    def end(self, report: Report | None, error: ScuError | None) -> None:
        if not error:
            self._begin()
        sys.stdout.flush()


class Counted(View):
    """Tells on standard error how many matches there were, or that not all are shown."""

    def __init__(self, *, aloud: bool) -> None:
        self._aloud = aloud

    def end(self, report: Report, error: ScuError | None) -> None:
        assert isinstance(report, FindReport)
        if report.shown < report.matches:
            log.warning("only the first %s shown, and there are more", amount(report.shown, "match"))
        elif self._aloud and (report.matches or not error):
            with suppress(OSError):  # no room for it changes nothing
                print(amount(report.matches, "match") if report.matches else "no matches", file=sys.stderr)
