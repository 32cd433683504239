"""Progress of store, move and get on standard error, for a person who waits."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from scu.output.plain import amount, size
from scu.output.report import Result, View
from scu.results import Instance, Retrieving

if TYPE_CHECKING:
    from rich.progress import Progress

_INTERVAL = 0.1  # seconds between two pictures
_PATIENCE = 0.5  # seconds without any: what is done by then needs none


class Bar(View):
    """A view that draws a bar, ten times a second at most. What is done at once has none."""

    def __init__(self, verb: str, total: int | None = None) -> None:
        self._verb = verb
        self._total = total
        self._objects = 0
        self._bytes = 0
        self._due = time.monotonic() + _PATIENCE
        self._progress: Progress | None = None

    def show(self, result: Result) -> None:
        if isinstance(result, Instance):
            self._objects += 1
            self._bytes += result.size
        elif isinstance(result, Retrieving):
            counts = result.sub_operations
            done = sum(count or 0 for count in (counts.completed, counts.failed, counts.warning))
            self._total = done + (counts.remaining or 0) or self._total
            self._objects = max(self._objects, done)  # nothing arrives here when a third party gets it
        now = time.monotonic()
        if now >= self._due:
            self._due = now + _INTERVAL
            self._draw()

    def _draw(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        if self._progress is None:
            self._progress = Progress(
                TextColumn("{task.description}", markup=False),
                BarColumn(),
                TimeElapsedColumn(),
                console=Console(file=sys.stderr),
                auto_refresh=False,
                transient=True,
                redirect_stdout=False,
            )
            self._progress.start()
            self._progress.add_task("", total=self._total)
        of = f" of {self._total:,}" if self._total else ""
        said = f"{self._verb} {self._objects:,}{of}" if of else f"{self._verb} {amount(self._objects, 'object')}"
        self._progress.update(
            self._progress.task_ids[0],
            description=f"{said}, {size(self._bytes)}",
            completed=self._objects,
            total=self._total,
            refresh=True,
        )

    def stop(self) -> None:
        if self._progress is not None:
            self._progress.stop()
