"""That objects went out in another transfer syntax than their file's: said once, with counts."""

from __future__ import annotations

import logging
from collections import Counter
from typing import TYPE_CHECKING

from scu.output.plain import amount
from scu.output.report import Report, Result, View
from scu.results import Instance

if TYPE_CHECKING:
    from scu.errors import ScuError

log = logging.getLogger(__name__)


class Transcoded(View):
    """Counts them, and tells of them at the end."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()

    def show(self, result: Result) -> None:
        if isinstance(result, Instance) and result.status and result.original_transfer_syntax_uid:
            syntaxes = result.original_transfer_syntax_uid, result.transfer_syntax_uid
            if syntaxes[0] != syntaxes[1]:
                self._counts[syntaxes] += 1

    def end(self, report: Report, error: ScuError | None) -> None:
        if not self._counts:
            return
        from pydicom.uid import UID

        changes = (f"{UID(old).name} to {UID(new).name} ({count:,})" for (old, new), count in self._counts.items())
        log.warning(
            "%s went out in another transfer syntax than that of the file, which the server did not agree to: %s",
            amount(self._counts.total(), "object"),
            ", ".join(changes),
        )
