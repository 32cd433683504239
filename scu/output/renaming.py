"""A view that shows nothing: the files get the names that tell how it went."""

from __future__ import annotations

from scu.errors import ScuError
from scu.output.report import Report, Result, View
from scu.results import Instance
from scu.storage.renaming import Renaming


class Renamed(View):
    """Renames each file as soon as there is a result."""

    def __init__(self) -> None:
        self._renaming = Renaming()

    def show(self, result: Result) -> None:
        if isinstance(result, Instance):
            self._renaming.take(result)

    def end(self, report: Report, error: ScuError | None) -> None:
        self._renaming.end()
