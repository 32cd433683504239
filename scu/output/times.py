"""The times of a command: a line of them with -v, and a note where they say that something is wrong."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from typing import Final

from scu.output.plain import amount, seconds
from scu.results import Acceptance, Commitment, Echo, Instance, Match, Negotiated, Retrieving, Timing
from scu.results import Final as Ended

log = logging.getLogger(__name__)

Result = Acceptance | Echo | Match | Instance | Retrieving | Commitment | Ended

_ENOUGH: Final = 5
_MANY: Final = 1000
_SMALL: Final = 16 * 1024  # bytes that are sent in no time even on a slow line
_SPARED: Final = 20  # of so many answers, one that a busy machine makes late proves nothing
# What `latency.judge` never minds: it is not imported for that, since `statistics` takes longer than an echo.
_QUICK: Final = 0.030
_NOUNS: Final = {"echo": "echo", "find": "match"}


class Times:
    """When the results of a command came."""

    def __init__(self) -> None:
        self._stood_at: float | None = None
        self._first: float | None = None
        self._count = 0
        self._answers: list[float] = []
        self._one_by_one = True

    def associated(self, negotiated: Negotiated) -> None:
        """Begin to count at the first association. With several requests under way, each waits for others."""
        self._one_by_one = self._one_by_one and negotiated.window == 1
        if self._stood_at is None:
            self._stood_at = time.monotonic()

    def came(self, result: Result) -> None:
        """Note a result, when it has come."""
        if self._stood_at is None or (isinstance(result, Instance) and result.status is None):
            return
        if self._first is None:
            self._first = time.monotonic() - self._stood_at
        if isinstance(result, Echo | Match | Instance):
            self._count += 1
        if isinstance(result, Echo | Instance) and len(self._answers) < _MANY and _is_of_request(result):
            self._answers.append(result.seconds)

    def tell(self, command: str, timings: Sequence[Timing]) -> None:
        """Write the line; and the note, with cause, remedy and who has to act."""
        if not timings:
            return
        if log.isEnabledFor(logging.INFO):
            log.info("%s", self._line(_NOUNS.get(command, "object"), timings))
        answers = sorted(self._answers)
        if len(answers) < _ENOUGH or not self._one_by_one:
            return
        answers = answers[: -1 - len(answers) // _SPARED]
        if answers[-1] < _QUICK:
            return
        from scu import latency

        # To connect may have taken a look-up of the name, too; the way is no longer than the quickest answer.
        verdict = latency.judge(min(timings[0].connect, answers[0]), answers)
        if verdict.is_wrong:
            words = verdict.words, verdict.cause, verdict.remedy, verdict.who.value
            log.warning("%s; likely cause: %s; what to do: %s (%s)", *words)

    def _line(self, noun: str, timings: Sequence[Timing]) -> str:
        first = timings[0]
        told = [f"connected in {seconds(first.connect)}", f"associated in {seconds(first.associate)}"]
        if self._first is not None:
            told.append(f"first response after {seconds(self._first)}")
        exchanged = sum(timing.total - timing.connect - timing.associate for timing in timings)
        if self._count > 1 and exchanged > 0:
            told.append(f"{seconds(exchanged / self._count)} for each of {amount(self._count, noun)}")
        return ", ".join(told)


def _is_of_request(result: Echo | Instance) -> bool:
    """Whether its time is that of a small request and its answer, and of nothing that we did to it."""
    return isinstance(result, Echo) or (result.attempts > 0 and result.size <= _SMALL and not result.changes)
