"""What a run of store, move or get leaves in the history."""

from __future__ import annotations

import logging
import time
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from scu.commands.configured import HISTORY
from scu.commands.running import current
from scu.errors import ExitStatus, Interrupted, LocalError, ScuError
from scu.output.report import View

if TYPE_CHECKING:
    from scu import history
    from scu.output.report import Report

log = logging.getLogger(__name__)


def views(destination: str | None = None) -> list[View]:
    """Return the view that writes down how this run goes; none where no history is wanted.

    Args:
        destination: the AE title that a server is to send to.
    """
    from scu import history

    running = current()
    path = history.place(running.context.meta.get(HISTORY) is not False)
    if path is None:
        return []
    recording = Recording(path, destination)
    # At the very end, for what goes wrong after the report has its place in the history, too.
    running.at_end.push(recording.ended)
    return [recording]


class Recording(View):
    """A view that shows nothing. A run whose report never begins has sent nothing, and is not written down."""

    def __init__(self, path: Path, destination: str | None) -> None:
        self._path = path
        self._destination = destination
        self._report: Report | None = None

    def begin(self, report: Report) -> None:
        self._report = report
        self._when, self._began = datetime.now(UTC), time.monotonic()

    def ended(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Write the line. That it cannot be written is nothing that the run should suffer from."""
        if self._report is None:
            return
        from scu import history

        try:
            history.append(self._path, self._entry(self._report, error))
        except OSError as problem:
            log.debug("the history %s cannot be written: %s", self._path, problem.strerror or problem)

    def _entry(self, report: Report, error: BaseException | None) -> history.Entry:
        from scu import history

        status, kind = _outcome(error)
        summary = report.document().get("summary")
        return history.Entry(
            history.timestamp(self._when),
            report.command,
            report.peer.host,
            report.peer.port,
            report.peer.called_ae_title,
            report.peer.calling_ae_title,
            self._destination,
            summary if isinstance(summary, dict) else {},
            round(time.monotonic() - self._began, 3),
            int(status),
            kind,
        )


def _outcome(error: BaseException | None) -> tuple[ExitStatus, str | None]:
    """The exit status, and the kind of error, as the command line will have them."""
    if isinstance(error, ScuError):
        return error.exit_status, error.kind
    if isinstance(error, KeyboardInterrupt):
        return ExitStatus.INTERRUPTED, Interrupted.kind
    if error is None or isinstance(error, BrokenPipeError | SystemExit):  # a reader who has seen enough
        return ExitStatus.DONE, None
    return (LocalError.exit_status, "file") if isinstance(error, OSError) else (ExitStatus.FAILED, "bug")
