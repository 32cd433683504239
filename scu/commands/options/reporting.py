"""What is written down of a store, what is left of an earlier one, and what is tried again."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar

from typer import Option

from scu.commands.parsing import OptionGroup
from scu.errors import UsageError

if TYPE_CHECKING:
    from scu.dimse.delivery import Retrying
    from scu.output.report import View
    from scu.results import Outgoing, Peer
    from scu.storage.reports import Earlier

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Reporting(OptionGroup):
    """Reports, and what they are good for."""

    panel: ClassVar[str] = "To the last object"

    report: Annotated[
        Path | None,
        Option(
            "--report",
            metavar="FILE",
            help="Write down what became of each object, in FILE.json or FILE.csv; also of a run that fails.",
        ),
    ] = None
    resume: Annotated[
        Path | None,
        Option(
            "--resume",
            metavar="FILE",
            help="Send what this report does not list as stored: of the files that are named, or else of its own. "
            "A new report has what the old one said, too; it may have the same name, and then it need not be there "
            "yet.",
        ),
    ] = None
    retry: Annotated[
        int,
        Option(
            "--retry",
            metavar="N",
            min=0,
            max=1000,
            help="Try an object up to N more times, if the association was lost, the server is out of resources, or "
            "it is down or busy when it is called; not if it refused it.",
        ),
    ] = 0
    retry_wait: Annotated[
        float,
        Option(
            "--retry-wait",
            metavar="SECONDS",
            min=0.001,
            max=3600,
            help="Before the first of these; twice as long before each further one, up to 30 seconds.",
        ),
    ] = 1.0

    def take_effect(self) -> None:
        for option, file in {"--report": self.report, "--resume": self.resume}.items():
            if file is not None and file.suffix.lower() not in (".json", ".csv"):
                raise UsageError(
                    f"{option} takes a name that ends with .json or .csv, not {str(file)!r}",
                    cause="the ending says how it is written",
                )

    @property
    def retrying(self) -> Retrying:
        """How often, and after how long, an object is tried again."""
        from scu.dimse.delivery import Retrying

        return Retrying(self.retry, self.retry_wait)

    def earlier(self, peer: Peer) -> Earlier:
        """Return what the report of --resume says; without one, nothing.

        Raises:
            FileProblem: it cannot be read, or is no report.
        """
        from scu.storage.reports import Earlier

        if self.resume is None:
            return Earlier()
        same = self.report is not None and os.path.abspath(self.report) == os.path.abspath(self.resume)
        if same and not os.path.lexists(self.resume):
            log.warning("%s is not there yet: nothing is taken for stored", self.resume)
            return Earlier()
        from scu.output.report_file import server_of

        earlier = Earlier(str(self.resume))
        for server in earlier.elsewhere(server_of(peer)):
            log.warning("%s tells of %s: what was stored there is not sent to %s", self.resume, server, server_of(peer))
        return earlier

    def writing(
        self, peer: Peer, outgoing: Sequence[Outgoing], earlier: Earlier
    ) -> AbstractContextManager[Sequence[View]]:
        """Return what writes the report at its end, and gives the views that have to see every result."""
        if self.report is None:
            return nullcontext(())
        from scu.output.report_file import ReportFile

        return ReportFile(self.report, peer, outgoing, earlier)
