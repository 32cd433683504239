"""The reports of what moves objects: store, move and get."""

from __future__ import annotations

import logging

from scu.errors import Partial, ScuError
from scu.output import explain
from scu.output.plain import amount, safe, seconds, size
from scu.output.report import Facts, Report, Result, View
from scu.results import Category, Instance, Peer, RetrieveSummary, Retrieving, StoreSummary, Timing

log = logging.getLogger(__name__)


class StoreReport(Report):
    """`total` is the number of files that were to be sent, unreadable ones included."""

    command = "store"

    def __init__(self, peer: Peer, *views: View, total: int) -> None:
        super().__init__(peer, *views)
        self.summary = StoreSummary(total)
        self.went_wrong = False
        self._reason = ""
        self._unsent_classes: dict[str, str] = {}

    @property
    def total(self) -> int:
        return self.summary.total

    def add(self, result: Result) -> None:
        if isinstance(result, Instance):
            self.summary = self.summary.plus(result)
            self.went_wrong |= not (result.status and result.status.ok)
            if result.status is None:
                self._reason = self._reason or f"{result.file}: {result.reason}"
                self._unsent_classes[result.sop_class_uid] = result.reason
            if result.status:
                self.keep_worst(result.status)
        super().add(result)

    def verdict(self) -> ScuError | None:
        summary, status = self.summary, self.status
        if summary.ok:
            return None
        if status is None and self.negotiated and not self.negotiated.accepted_contexts:
            return explain.no_context(self.peer, {uid: why for uid, why in self._unsent_classes.items() if uid})
        if status and summary.failed == summary.total:
            return explain.failure("every C-STORE" if summary.total > 1 else "C-STORE", status)
        failed = f"{amount(summary.failed, 'object')} of {summary.total:,} failed" if summary.failed else ""
        rest = f"{amount(summary.not_sent, 'object')} of {summary.total:,} not sent" if summary.not_sent else ""
        message = " and ".join(filter(None, (failed, rest)))
        if status and summary.failed:
            cause, remedy = explain.cause_and_remedy(status)
            return Partial(message, comment=str(status), cause=cause, remedy=remedy)
        return Partial(message, cause=self._reason)

    def note(self) -> None:
        if self.summary.warning:
            log.warning("%s stored with a warning: %s", amount(self.summary.warning, "object"), self.status)

    def facts(self) -> Facts:
        summary = self.summary
        if summary.total == summary.not_sent:
            return []
        counts = [
            f"{summary.stored:,} stored",
            f"{summary.warning:,} stored with a warning" if summary.warning else "",
            f"{summary.failed:,} failed" if summary.failed else "",
            f"{summary.not_sent:,} not sent" if summary.not_sent else "",
        ]
        return [
            ("Server", self._where()),
            ("Objects", ", ".join(filter(None, counts))),
            ("Sent", _amount_in_time(summary.bytes, self.timing)),
        ]

    def document(self) -> dict[str, object]:
        summary = self.summary
        return {
            **super().document(),
            "summary": {
                "total": summary.total,
                "stored": summary.stored,
                "warning": summary.warning,
                "failed": summary.failed,
                "not_sent": summary.not_sent,
                "bytes": summary.bytes,
            },
        }


class RetrieveReport(Report):
    """Of move and get.

    `folder` is where objects are written, empty where none are kept, None where a third party gets them.
    `destination` is the AE title of a move, and `port` where we listen for it.
    """

    def __init__(
        self, command: str, peer: Peer, *views: View, folder: str | None, destination: str = "", port: int | None = None
    ) -> None:
        super().__init__(peer, *views)
        self.command = command
        self._destination, self._port = destination, port
        self.failed_instances: list[str] = []
        self._nothing = RetrieveSummary(received=None if folder is None else 0)
        self._earlier = self._current = self._nothing
        self._folder = folder

    @property
    def summary(self) -> RetrieveSummary:
        return self._earlier.and_then(self._current)

    @property
    def total(self) -> int | None:
        """How many objects are expected, as far as the peer has said."""
        return self.summary.expected or None

    def add(self, result: Result) -> None:
        if isinstance(result, Instance | Retrieving):
            self._current = self._current.plus(result)
        if isinstance(result, Retrieving) and result.status.category is not Category.PENDING:
            self.keep_worst(result.status)
            self.failed_instances += result.failed_instances
            self._earlier, self._current = self.summary, self._nothing
        super().add(result)

    def verdict(self) -> ScuError | None:
        summary, status = self.summary, self.status
        if status is None or (summary.ok and status.category is Category.SUCCESS):
            return None
        operation = f"C-{self.command.upper()}"
        if status.code == explain.UNKNOWN_DESTINATION and self._destination:
            return explain.unknown_destination(status, self._destination, self._port)
        if not status.ok:
            return explain.failure(operation, status)
        cause, remedy = explain.cause_and_remedy(explain.SOME_FAILED)
        if summary.refused:
            message = f"{amount(summary.refused, 'object')} could not be received whole"
        elif summary.missing:
            verb = "did not reach the destination" if summary.received is None else "did not arrive"
            message = f"{summary.missing:,} of {amount(summary.expected, 'object')} {verb}"
        elif summary.failed:
            message = f"the server counts {amount(summary.failed, 'object')} as failed"
        else:
            message = f"{operation} ended with a warning"
        said = "" if status.category is Category.SUCCESS else str(status)
        return Partial(message, comment=said, cause=cause, remedy=remedy)

    def note(self) -> None:
        if self.summary.warning:
            log.warning("the server counts %s with a warning", amount(self.summary.warning, "object"))

    def facts(self) -> Facts:
        summary = self.summary
        if self.status is None and not summary.received:
            return []
        counts = (
            ("completed", summary.completed),
            ("with a warning", summary.warning),
            ("failed", summary.failed),
            ("remaining", summary.remaining),
        )
        said = ", ".join(f"{count:,} {name}" for name, count in counts if count is not None)
        facts = [("Server", self._where())]
        if self.status:
            facts.append(("Status", safe(str(self.status))))
        facts.append(("It counts", said or "nothing"))
        if summary.received is not None:
            where = f"in {safe(self._folder)}" if self._folder else "none kept"
            facts.append(("Received", f"{amount(summary.received, 'object')}, {where}"))
            facts.append(("Size", _amount_in_time(summary.bytes, self.timing)))
        if summary.missing:
            facts.append(("Missing", amount(summary.missing, "object")))
        return facts + [("Failed", safe(uid)) for uid in self.failed_instances]

    def document(self) -> dict[str, object]:
        summary = self.summary
        return {
            **super().document(),
            "summary": {
                "completed": summary.completed,
                "warning": summary.warning,
                "failed": summary.failed,
                "remaining": summary.remaining,
                "received": summary.received,
                "missing": summary.missing,
                "bytes": summary.bytes,
            },
            "failed_instances": self.failed_instances,
        }


def _amount_in_time(count: int, timing: Timing | None) -> str:
    """Return bytes and speed, where it took long enough for a speed to mean something."""
    if timing is None or timing.total <= 0:
        return size(count)
    return f"{size(count)} in {seconds(timing.total)} ({size(round(count / timing.total))}/s)"
