"""Storage commitment: what the peer says of each object, and how it went in all (PS3.4 annex J)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from scu.errors import Partial, ScuError
from scu.output import explain
from scu.output.formats import Format
from scu.output.plain import amount, safe
from scu.output.report import Facts, Report, Result, View
from scu.output.transfers import StoreReport
from scu.results import Commitment, Final, Instance, Status

_ADMINISTRATOR = "ask the PACS administrator what the server's log says, and ask again later with `scu commit`"

# Failure Reason (0008,1197) -> what to do (PS3.3 C.14.1.1).
_REMEDIES = {
    0x0112: "send the objects again; if it stays, ask the PACS administrator what becomes of them",
    0x0119: "check where the objects come from: two of them have one SOP Instance UID",
    0x0122: "ask the PACS administrator whether the server commits itself to this kind of object at all",
    0x0213: "ask the PACS administrator to make room, then ask again with `scu commit`",
}


class Committing(Report):
    """The part of a report that is about storage commitment. What was stored has to be committed, too."""

    refusal: Status | None = None

    @cached_property
    def commitments(self) -> dict[str, Commitment]:
        """What the peer was, or is to be, asked about, by SOP Instance UID: each with what it has said."""
        return {}

    def add(self, result: Result) -> None:
        if isinstance(result, Commitment):
            self.commitments[result.sop_instance_uid] = result
        elif isinstance(result, Instance):
            if result.status and result.status.ok:
                uids = result.sop_class_uid, result.sop_instance_uid
                self.commitments[result.sop_instance_uid] = Commitment(*uids, result.file)
        elif isinstance(result, Final) and not result.status.ok:
            self.refusal = result.status
        super().add(result)

    def _counts(self) -> tuple[int, int, int]:
        """How many are committed, are not, and are without an answer."""
        said = [each.committed for each in self.commitments.values()]
        return said.count(True), said.count(False), said.count(None)

    def verdict(self) -> ScuError | None:
        _, failed, unanswered = self._counts()
        if (error := super().verdict()) or not failed + unanswered:
            return error
        if self.refusal:
            return explain.failure("N-ACTION", self.refusal)
        first = next(each for each in self.commitments.values() if not each.committed)
        return Partial(
            f"{failed + unanswered:,} of {amount(len(self.commitments), 'object')} not committed",
            comment=_why(first),
            cause="the server does not promise to keep them: do not delete them here",
            remedy=_REMEDIES.get(first.failure or 0, _ADMINISTRATOR),
        )

    def facts(self) -> Facts:
        committed, failed, unanswered = self._counts()
        counts = [
            f"{committed:,} of {amount(len(self.commitments), 'object')}",
            f"{failed:,} not committed" if failed else "",
            f"{unanswered:,} not answered" if unanswered else "",
        ]
        said = [("Committed", ", ".join(filter(None, counts)))] if self.commitments else []
        return [*super().facts(), *said]

    def about(self, sop_instance_uid: str) -> dict[str, object]:
        said = self.commitments.get(sop_instance_uid)
        failure = said.failure if said else None
        return {
            "committed": said.committed if said else None,
            "failure_reason": None if failure is None else f"{failure:04X}",
            "not_committed": (said.reason or None) if said else "it was not stored, and so not asked for",
        }

    def document(self) -> dict[str, object]:
        committed, failed, unanswered = self._counts()
        return {
            **super().document(),
            "commitment": {
                "asked": len(self.commitments),
                "committed": committed,
                "failed": failed,
                "unanswered": unanswered,
            },
        }


class CommittedStoreReport(Committing, StoreReport):
    """Of `scu store --commit`."""


class CommitReport(Committing):
    """Of `scu commit`."""

    command = "commit"

    def expect(self, asked: Iterable[Commitment]) -> None:
        """Note what the peer is to be asked about."""
        self.commitments.update((each.sop_instance_uid, each) for each in asked)

    def add(self, result: Result) -> None:
        if isinstance(result, Final):
            self.keep_worst(result.status)
        super().add(result)

    def facts(self) -> Facts:
        return [("Server", self._where()), *super().facts()] if self.negotiated else []

    def document(self) -> dict[str, object]:
        instances = [
            {
                "file": each.file,
                "sop_class_uid": each.sop_class_uid,
                "sop_instance_uid": each.sop_instance_uid,
                **self.about(each.sop_instance_uid),
            }
            for each in self.commitments.values()
        ]
        return {**super().document(), "instances": instances}


class CommitmentLines(View):
    """A line for each object, as the answers come."""

    def show(self, result: Result) -> None:
        if isinstance(result, Commitment):
            why = _why(result)
            print(f"{_outcome(result):<13} {_which(result)}" + (f": {why}" if why else "") + "\n", end="")


class CommitmentTable(View):
    """A table of what is not committed, at the end."""

    def __init__(self) -> None:
        self._troubled: list[Commitment] = []

    def show(self, result: Result) -> None:
        if isinstance(result, Commitment) and not result.committed:
            self._troubled.append(result)

    def end(self, report: Report, error: ScuError | None) -> None:
        if not self._troubled:
            return
        from rich.box import SIMPLE_HEAD
        from rich.table import Table
        from rich.text import Text

        from scu.output.terminal import console

        table = Table(box=SIMPLE_HEAD, pad_edge=False)
        for heading in ("Object", "Commitment", "Why"):
            table.add_column(heading, overflow="fold")
        for each in self._troubled:
            table.add_row(*map(Text, (_which(each), _outcome(each), _why(each))))
        console().print(table)


def views(format: Format, *, quiet: bool) -> list[View]:
    """Return what shows commitments, beside the views of the other results."""
    if quiet or format is Format.JSON:
        return []
    return [CommitmentLines() if format is Format.TEXT else CommitmentTable()]


def _which(said: Commitment) -> str:
    return safe(said.file or said.sop_instance_uid)


def _outcome(said: Commitment) -> str:
    return {True: "committed", False: "not committed", None: "not answered"}[said.committed]


def _why(said: Commitment) -> str:
    reason = safe(said.reason)
    return reason if said.failure is None else f"{said.failure:04X} {reason}"
