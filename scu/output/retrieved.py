"""The report of get, and of what a move has in common with it."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from scu.errors import Aborted, Partial, ScuError, TimedOut
from scu.output import explain
from scu.output.plain import amount, in_time, safe
from scu.output.report import Facts, Report, Result, View
from scu.output.standing import Standing
from scu.results import Category, Instance, Peer, RetrieveSummary, Retrieving, Status

if TYPE_CHECKING:
    from scu.retrieval.images import Verification

log = logging.getLogger(__name__)

_SHOWN: Final = 20  # of what is missing; the JSON document and --missing have all of it


class RetrieveReport(Report):
    """`folder` is where objects are written, empty where none are kept, None where a third party gets them."""

    moves_objects = True

    def __init__(self, command: str, peer: Peer, *views: View, folder: str | None) -> None:
        super().__init__(peer, *views)
        self.command = command
        self.failed_instances: list[str] = []
        self._nothing = RetrieveSummary(received=None if folder is None else 0)
        self._earlier = self._current = self._nothing
        self._folder = folder
        self._done = 0  # requests that the peer has not failed
        self._requests_left = 1
        self._listed: int | None = None  # objects that are to come in all, where that is known beforehand
        self._not_taken: Counter[tuple[int, str]] = Counter()  # by the status that we answered, and the reason
        self._verification: Verification | None = None
        self._lost: ScuError | None = None
        self._left_out = 0

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
        if isinstance(result, Instance) and result.status and not result.status.ok:
            self._not_taken[result.status.code, result.reason] += 1
        if isinstance(result, Retrieving) and result.status.category is not Category.PENDING:
            self.keep_worst(result.status)
            self._done += result.status.ok
            self._requests_left -= 1
            self.failed_instances += result.failed_instances
            self._earlier, self._current = self.summary, self._nothing
        super().add(result)

    def came(self, result: Result) -> None:
        """Take note of a result that has come, and may have to wait until those before it are told of."""
        for view in self._views:
            view.came(result)

    def expects(self, requests: int, objects: int | None) -> None:
        """Note how many requests, and how many objects if that is known, are to come from here on."""
        self._requests_left = requests
        self._listed = None if objects is None else (self.summary.received or 0) + objects

    def standing(self) -> Standing:
        """What came here, and the peer's counts beside it; these alone where a third party gets the objects."""
        summary = self.summary
        sent, failed = (summary.completed or 0) + (summary.warning or 0), max(summary.failed or 0, summary.refused)
        # Of requests that are still to come nobody has counted anything.
        total = (summary.expected or None) if self._listed is None and self._requests_left <= 1 else self._listed
        if summary.received is None:
            return Standing(sent + failed, total, summary.bytes, failed)
        said = summary.completed is not None or summary.failed is not None
        return Standing(summary.received, total, summary.bytes, failed, f"server: {sent:,} sent" if said else "")

    def part_lost(self) -> None:
        """Note that an association was lost: what its request had counted as remaining stays so."""
        self._earlier, self._current = self.summary, self._nothing

    def begin_again(self, due: int) -> None:
        """Forget what failed, for it is fetched again; what came counts as completed.

        Args:
            due: how many are asked for. What failed beside them is in no list, and nobody asks for it again.
        """
        came = self.summary
        # One that the server counts as failed may be here: it came, and our answer got lost.
        unlisted = max(0, min(came.failed or 0, came.missing) - due)
        self._earlier = replace(
            self._nothing,
            received=came.received,
            completed=came.received,
            failed=unlisted or None,
            bytes=came.bytes,
        )
        self._current = self._nothing
        self.status, self.failed_instances = None, []
        self._not_taken.clear()

    def verified(self, verification: Verification, lost: ScuError | None) -> None:
        """Note what is here of what was to come, which then counts more than what the peer has counted.

        Args:
            lost: what ended an association on the way.
        """
        self._verification, self._lost = verification, lost
        self._left_out = verification.left_out

    def listed(self, verification: Verification) -> None:
        """Note what did not come of what the server has listed; where it says that all went well, that counts more.

        Args:
            verification: where a third party gets the objects, nobody here knows what came.
        """
        self._left_out = verification.left_out
        succeeded = self.status is None or self.status.category is Category.SUCCESS
        if verification.missing and succeeded and self.summary.ok and self.summary.received is not None:
            self._verification = verification

    def verdict(self) -> ScuError | None:
        error = self._verdict()
        if error is not None or not self._left_out:
            return error
        return Partial(
            f"{self._left_out:,} of what the server lists could not be asked for: without a valid UID",
            cause="the server holds what breaks the rules of UIDs (PS3.5 9.1), or does not tell the UID",
            remedy="ask the PACS administrator to look at it with the makers of the server",
        )

    def _verdict(self) -> ScuError | None:
        summary, status, verified = self.summary, self.status, self._verification
        if self._not_taken and (verified is None or verified.missing):
            return self._refused()
        if verified is not None:
            return self._verdict_of(verified)
        if status is None or (summary.ok and status.category is Category.SUCCESS):
            return None
        if not (status.ok or self._done) or status.code == explain.UNKNOWN_DESTINATION:
            return self.failure(status)
        why = explain.some_failed(self._operation)
        if summary.missing:
            verb = "did not reach the destination" if summary.received is None else "did not arrive"
            message = f"{summary.missing:,} of {amount(summary.expected, 'object')} {verb}"
        elif summary.failed:
            message = f"the server counts {amount(summary.failed, 'object')} as failed"
        elif not status.ok:
            message = f"{self._operation} failed for some of the requests"
        else:
            message = f"{self._operation} ended with a warning"
        return Partial(message, comment=self._said_otherwise(), cause=why.cause, remedy=why.remedy)

    def failure(self, status: Status) -> ScuError:
        """Return the error for a request that the peer failed as a whole."""
        return explain.failure(self._operation, status)

    @property
    def _operation(self) -> str:
        return f"C-{self.command.upper()}"

    def _said_otherwise(self) -> str:
        """The peer's last word, if it is not that all went well."""
        return str(self.status) if self.status and self.status.category is not Category.SUCCESS else ""

    def _verdict_of(self, verification: Verification) -> ScuError | None:
        """What is missing, whatever the peer has said; a failure where there is nothing that could be missing."""
        if not (verification.expected or verification.of_list):
            if self.status and not self.status.ok:
                return self.failure(self.status)
            return Partial(
                "the server has no object that matches",
                comment=self._lost.message if self._lost else "",
                cause="a unique key that it does not have, or that it has objects of under another one; or it does not "
                "show them to our AE title",
                remedy="look at what is there with `scu find`, and check the keys",
            )
        if not verification.missing:
            return None
        count = amount(len(verification.missing), "object")
        return Partial(
            f"{count} of {verification.expected:,} missing",
            comment=self._said_otherwise() or (self._lost.message if self._lost else ""),
            cause="the server failed to send them, or refuses to, or the association was lost",
            remedy="run the same again with --resume, which fetches only what is missing; for what fails each time, "
            "ask the PACS administrator for the server's log",
        )

    def retold(self, error: ScuError) -> ScuError:
        """What we refused is why a peer gives up, and comes before what it said."""
        from scu.storage.receive import Unwritable

        if not self._not_taken:
            return error
        if isinstance(error, Unwritable):
            said = self._said_otherwise()
            comment = f"the server says: {said}" if said else ""
            return Unwritable(self._not_received(), comment=comment, cause=error.cause, remedy=error.remedy)
        for kind in (Aborted, TimedOut):
            if isinstance(error, kind):
                why = self._refused()
                message = f"{why.message}; {error.message}"
                return kind(message, comment=error.comment, cause=why.cause, remedy=why.remedy)
        return error

    def _refused(self) -> Partial:
        """The error for objects that came and that we could not take."""
        from scu.explanations import returning

        (code, reason), _ = self._not_taken.most_common(1)[0]
        why = returning.refused(code, reason)
        return Partial(self._not_received(), comment=self._said_otherwise(), cause=why.cause, remedy=why.remedy)

    def _not_received(self) -> str:
        """How many, and why; each reason with its number where there are several."""
        from scu.explanations import returning

        reasons: Counter[str] = Counter()
        for (code, reason), count in self._not_taken.items():
            why = returning.refused(code, reason)
            if code == returning.NO_ROOM and reason:
                told = reason if reason.startswith(returning.BEYOND) else f"{reason}, in {self._folder}"
            else:
                told = why.meaning
            reasons[told] += count
        lines = [why if len(reasons) == 1 else f"{why} ({count:,})" for why, count in reasons.most_common()]
        return f"{amount(reasons.total(), 'object')} could not be received: {'; '.join(lines)}"

    def note(self) -> None:
        summary = self.summary
        if self._verification and not summary.ok:
            log.warning("the server counts otherwise (%s), but nothing is missing", self._said() or "nothing")
        if self.status and not self._verification and self._came_to_nothing():
            log.warning("the server sent nothing: it has no object that matches")
        if summary.warning:
            log.warning("the server counts %s with a warning", amount(summary.warning, "object"))

    def _came_to_nothing(self) -> bool:
        """Whether a success was of no object; at a third party that is the peer's word alone."""
        summary = self.summary
        return not (summary.expected or summary.received or (summary.received is None and summary.completed is None))

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
            facts.append(("Size", in_time(summary.bytes, self.timing.total if self.timing else 0)))
        if summary.skipped:
            were = "its file was" if summary.skipped == 1 else "their files were"
            facts.append(("Skipped", f"{amount(summary.skipped, 'object')}, {were} there already"))
        if verified := self._verification:
            facts += _facts_of(verified)
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
        summary, verified = self.summary, self._verification
        verification = verified and {
            "expected": verified.expected,
            "received": verified.received,
            "missing": verified.missing,
            "surplus": verified.surplus,
        }
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
            **({"verification": verification} if verification else {}),
        }


def _facts_of(verified: Verification) -> Facts:
    """How complete it is, and some of what is missing."""
    where = "in the list" if verified.of_list else "that the server has"
    surplus = f", {len(verified.surplus):,} beside them" if verified.surplus else ""
    facts = [("Verified", f"{verified.received:,} of {verified.expected:,} {where} are here{surplus}")]
    facts += [("Missing", safe(uid)) for uid in verified.missing[:_SHOWN]]
    if len(verified.missing) > _SHOWN:
        facts.append(("Missing", f"and {len(verified.missing) - _SHOWN:,} more"))
    return facts
