"""The report of store."""

from __future__ import annotations

import logging

from scu.errors import FileProblem, Partial, ScuError
from scu.output import explain
from scu.output.plain import amount, in_time
from scu.output.report import Facts, Report, Result, View
from scu.output.standing import Standing
from scu.results import Instance, Peer, StoreSummary

log = logging.getLogger(__name__)


class StoreReport(Report):
    """`total` is the number of files that were to be sent, unreadable ones included.

    `remedy` is what to do first where the server takes nothing.
    """

    command = "store"

    moves_objects = True

    def __init__(self, peer: Peer, *views: View, total: int, remedy: str = "") -> None:
        super().__init__(peer, *views)
        self._remedy = remedy
        self.summary = StoreSummary(total)
        self._reason = self._file = ""
        self._unreadable = 0
        self._unsent_classes: dict[str, str] = {}

    @property
    def total(self) -> int:
        return self.summary.total

    def add(self, result: Result) -> None:
        if isinstance(result, Instance):
            self.summary = self.summary.plus(result)
            if result.status is None:
                if not self._reason:
                    self._reason, self._file = result.reason, result.file or ""
                self._unreadable += result.unreadable
                self._unsent_classes[result.sop_class_uid] = result.reason
            if result.status:
                self.keep_worst(result.status)
        super().add(result)

    def standing(self) -> Standing:
        summary = self.summary
        done = summary.stored + summary.warning + summary.failed
        return Standing(done, summary.total, summary.bytes, summary.failed)

    def verdict(self) -> ScuError | None:
        summary, status = self.summary, self.status
        if summary.ok:
            return None
        if self._unreadable == summary.total:
            return FileProblem(f"{amount(summary.total, 'object')} cannot be sent", cause=self._reason, file=self._file)
        if status is None and self.negotiated and not self.negotiated.accepted_contexts:
            return explain.no_context(
                self.peer, {uid: why for uid, why in self._unsent_classes.items() if uid}, self._remedy
            )
        if status and summary.failed == summary.total:
            return explain.failure("every C-STORE" if summary.total > 1 else "C-STORE", status)
        failed = f"{amount(summary.failed, 'object')} of {summary.total:,} failed" if summary.failed else ""
        rest = f"{amount(summary.not_sent, 'object')} of {summary.total:,} not sent" if summary.not_sent else ""
        message = " and ".join(filter(None, (failed, rest)))
        if status and summary.failed:
            why = explain.of_status("C-STORE", status)
            return Partial(message, comment=str(status), cause=why.cause, remedy=why.remedy)
        return Partial(message, cause=self._reason, file=self._file)

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
            ("Sent", in_time(summary.bytes, self.timing.total if self.timing else 0)),
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
