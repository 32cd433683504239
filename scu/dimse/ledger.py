"""Which storage commitments are due, and what peers say of them, on whatever association (PS3.4 J.3.3). No socket."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Self

from scu import charset
from scu.results import Commitment

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

FAILURE_REASONS: Final = {
    0x0110: "processing failure: the server met an error of its own",
    0x0112: "no such object instance: the server does not have it",
    0x0119: "class-instance conflict: the server has it under another SOP class",
    0x0122: "referenced SOP class not supported: the server commits itself to none of that class",
    0x0131: "duplicate transaction UID: the server has a transaction of that UID already",
    0x0213: "resource limitation: the server has no room to keep it",
}
"""Failure Reason (0008,1197) in words (PS3.3 C.14.1.1)."""

_SUCCESS: Final = 0x0000
_INVALID_ARGUMENT_VALUE: Final = 0x0115


@dataclass(frozen=True)
class Answer:
    """The event information of an N-EVENT-REPORT: instances by UID, those that failed with their reason."""

    transaction: str
    committed: frozenset[str]
    failed: Mapping[str, int | None]

    @classmethod
    @charset.quietly()
    def of(cls, event: Dataset) -> Self:
        """Read it.

        Raises:
            values.PYDICOM_FAILURES: it makes no sense.
        """
        committed = event.get("ReferencedSOPSequence") or ()
        failed = event.get("FailedSOPSequence") or ()
        return cls(
            str(event.get("TransactionUID") or ""),
            frozenset(str(item.ReferencedSOPInstanceUID) for item in committed),
            {str(item.ReferencedSOPInstanceUID): item.get("FailureReason") for item in failed},
        )

    def about(self, asked: Commitment) -> Commitment:
        """What it says of an instance; one that is named as both is not safe."""
        uid = asked.sop_instance_uid
        if uid in self.failed:
            failure = self.failed[uid]
            if failure is None:
                return replace(asked, committed=False, reason="the server gives no reason")
            reason = FAILURE_REASONS.get(failure, "a reason that the standard does not have")
            return replace(asked, committed=False, failure=failure, reason=reason)
        if uid in self.committed:
            return replace(asked, committed=True)
        return replace(asked, reason="the server's answer does not name it")


class Ledger:
    """The transactions whose answers are due; any thread may bring one.

    Attributes:
        strange: how many answers were about transactions that are none of ours.
    """

    def __init__(self) -> None:
        self.strange = 0
        self._changed = threading.Condition()
        self._due: dict[str, Sequence[Commitment]] = {}
        self._answered: set[str] = set()
        self._settled: list[Commitment] = []

    @property
    def due(self) -> int:
        """How many instances have no answer yet."""
        with self._changed:
            return sum(map(len, self._due.values()))

    def begin(self, transaction: str, asked: Sequence[Commitment]) -> None:
        """Note a transaction, before it goes out: an answer may overtake the response to it."""
        with self._changed:
            self._due[transaction] = asked

    def settle(self, answer: Answer) -> int:
        """Enter an answer; returns the status to answer it with. One that comes twice is answered twice."""
        with self._changed:
            if answer.transaction in self._answered:
                return _SUCCESS
            asked = self._due.pop(answer.transaction, None)
            if asked is None:
                self.strange += 1
                return _INVALID_ARGUMENT_VALUE
            self._answered.add(answer.transaction)
            self._settled += map(answer.about, asked)
            self._changed.notify_all()
            return _SUCCESS

    def settled(self, seconds: float = 0.0) -> list[Commitment]:
        """What was settled since the last call; waits so long for something."""
        with self._changed:
            self._changed.wait_for(lambda: self._settled, seconds)
            settled, self._settled = self._settled, []
            return settled

    def forget(self, reason: str, *transactions: str) -> list[Commitment]:
        """Give these transactions up, or all that are due; what is said of their instances."""
        with self._changed:
            given_up = [self._due.pop(each, ()) for each in transactions or tuple(self._due)]
            return [replace(each, reason=reason) for asked in given_up for each in asked]
