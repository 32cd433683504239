"""The reports of what moves objects: store, move and get."""

from __future__ import annotations

import logging
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Final

from scu.errors import Partial, ScuError
from scu.output import explain
from scu.output.plain import amount, safe, seconds, size
from scu.output.report import Facts, Report, Result, View
from scu.results import Category, Instance, Peer, RetrieveSummary, Retrieving, StoreSummary, Timing

if TYPE_CHECKING:
    from scu.retrieval.images import Verification

log = logging.getLogger(__name__)

_SHOWN: Final = 20  # of what is missing; the JSON document and --missing have all of it


class StoreReport(Report):
    """`total` is the number of files that were to be sent, unreadable ones included."""

    command = "store"

    def __init__(self, peer: Peer, *views: View, total: int) -> None:
        super().__init__(peer, *views)
        self.summary = StoreSummary(total)
        self._reason = ""
        self._unsent_classes: dict[str, str] = {}

    @property
    def total(self) -> int:
        return self.summary.total

    def add(self, result: Result) -> None:
        if isinstance(result, Instance):
            self.summary = self.summary.plus(result)
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
            why = explain.of_status("C-STORE", status)
            return Partial(message, comment=str(status), cause=why.cause, remedy=why.remedy)
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
        self._done = 0  # requests that the peer has not failed
        self._verification: Verification | None = None
        self._lost: ScuError | None = None

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
            self._done += result.status.ok
            self.failed_instances += result.failed_instances
            self._earlier, self._current = self.summary, self._nothing
        super().add(result)

    def part_lost(self) -> None:
        """Note that an association was lost: what its request had counted as remaining stays so."""
        self._earlier, self._current = self.summary, self._nothing

    def begin_again(self) -> None:
        """Forget what failed, for it is fetched again; what came counts as completed."""
        came = self.summary
        self._earlier = replace(self._nothing, received=came.received, completed=came.received, bytes=came.bytes)
        self._current = self._nothing
        self.status, self.failed_instances = None, []

    def verified(self, verification: Verification, lost: ScuError | None) -> None:
        """Note what is here of what was to come, which then counts more than what the peer has counted.

        Args:
            lost: what ended an association on the way.
        """
        self._verification, self._lost = verification, lost

    def verdict(self) -> ScuError | None:
        summary, status = self.summary, self.status
        if self._verification is not None:
            return self._verdict_of(self._verification)
        if status is None or (summary.ok and status.category is Category.SUCCESS):
            return None
        operation = f"C-{self.command.upper()}"
        if status.code == explain.UNKNOWN_DESTINATION and self._destination:
            return explain.unknown_destination(status, self._destination, self._port)
        if not (status.ok or self._done):
            return explain.failure(operation, status)
        why = explain.some_failed(operation)
        if summary.refused:
            message = f"{amount(summary.refused, 'object')} could not be received"
        elif summary.missing:
            verb = "did not reach the destination" if summary.received is None else "did not arrive"
            message = f"{summary.missing:,} of {amount(summary.expected, 'object')} {verb}"
        elif summary.failed:
            message = f"the server counts {amount(summary.failed, 'object')} as failed"
        elif not status.ok:
            message = f"{operation} failed for some of the requests"
        else:
            message = f"{operation} ended with a warning"
        said = "" if status.category is Category.SUCCESS else str(status)
        return Partial(message, comment=said, cause=why.cause, remedy=why.remedy)

    def _verdict_of(self, verification: Verification) -> ScuError | None:
        """What is missing, whatever the peer has said; a failure where there is nothing that could be missing."""
        status = self.status
        if not verification.missing:
            failed = status is not None and not status.ok and not verification.expected
            return explain.failure(f"C-{self.command.upper()}", status) if status and failed else None
        count = amount(len(verification.missing), "object")
        said = str(status) if status and status.category is not Category.SUCCESS else ""
        return Partial(
            f"{count} of {verification.expected:,} missing",
            comment=said or (self._lost.message if self._lost else ""),
            cause="the server failed to send them, or refuses to, or the association was lost",
            remedy="run the same again with --resume, which fetches only what is missing; for what fails each time, "
            "ask the PACS administrator for the server's log",
        )

    def note(self) -> None:
        if self._verification and not self.summary.ok:
            log.warning("the server counts otherwise (%s), but nothing is missing", self._said() or "nothing")
        if self.summary.warning:
            log.warning("the server counts %s with a warning", amount(self.summary.warning, "object"))

    def facts(self) -> Facts:
        summary = self.summary
        if self.status is None and not summary.received and not self._verification:
            return []
        facts = [("Server", self._where())]
        if self.status:
            facts.append(("Status", safe(str(self.status))))
        facts.append(("It counts", self._said() or "nothing"))
        if summary.received is not None:
            where = f"in {safe(self._folder)}" if self._folder else "none kept"
            facts.append(("Received", f"{amount(summary.received, 'object')}, {where}"))
            facts.append(("Size", _amount_in_time(summary.bytes, self.timing)))
        if summary.skipped:
            were = "its file was" if summary.skipped == 1 else "their files were"
            facts.append(("Skipped", f"{amount(summary.skipped, 'object')}, {were} there already"))
        if verified := self._verification:
            surplus = f", {len(verified.surplus):,} beside them" if verified.surplus else ""
            here = f"{verified.received:,} of {verified.expected:,} that the server has are here"
            facts.append(("Verified", here + surplus))
            facts += [("Missing", safe(uid)) for uid in verified.missing[:_SHOWN]]
            if len(verified.missing) > _SHOWN:
                facts.append(("Missing", f"and {len(verified.missing) - _SHOWN:,} more"))
        elif summary.missing:
            facts.append(("Missing", amount(summary.missing, "object")))
        return facts + [("Failed", safe(uid)) for uid in self.failed_instances]

    def _said(self) -> str:
        summary = self.summary
        counts = (
            ("completed", summary.completed),
            ("with a warning", summary.warning),
            ("failed", summary.failed),
            ("remaining", summary.remaining),
        )
        return ", ".join(f"{count:,} {name}" for name, count in counts if count is not None)

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
                "skipped": summary.skipped,
                "bytes": summary.bytes,
            },
            "failed_instances": self.failed_instances,
            **({"verification": asdict(self._verification)} if self._verification else {}),
        }


def _amount_in_time(count: int, timing: Timing | None) -> str:
    """Return bytes and speed, where it took long enough for a speed to mean something."""
    if timing is None or timing.total <= 0:
        return size(count)
    return f"{size(count)} in {seconds(timing.total)} ({size(round(count / timing.total))}/s)"
