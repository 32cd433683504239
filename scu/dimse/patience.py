"""How long a wait may last: until the peer is silent, or too slow, or the time for all of it is over.

A peer that sends a byte now and then is as good as one that hangs. So a message that has begun has to come on, a
kilobyte at a time or to its end; only before its first byte is silence measured. No socket, and nothing that is
called while there is something to read or room to write.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from scu.errors import TimedOut

LEAST: Final = 1024
"""Bytes that have to come or go within the time for a wait: 17 a second, where 60 s are allowed."""


class OutOfTime(TimedOut):
    """The total time that was allowed is over."""


class Patience:
    """The limits of one connection. Seconds, of which None is no limit.

    Attributes:
        silence: without a byte, where the next message is due.
        pace: for each `LEAST` bytes of a message that has begun, or of what is written.
        doing: what the waits are for, for the errors: "waiting for …".
    """

    def __init__(self, total: float | None) -> None:
        self.silence: float | None = None
        self.pace: float | None = None
        self.doing = "waiting for the peer"
        self._total = total
        self._deadline = None if total is None else time.monotonic() + total
        self._hurry: float | None = None
        self._between = False
        self._since: float | None = None
        self._mark = 0

    def began_at(self, began: float) -> None:
        """The total time has been running since then, by the monotonic clock."""
        if self._total is not None:
            self._deadline = began + self._total

    def expect(self, *, begun: bool = False) -> None:
        """A message is due from here on, or the rest of one that has begun."""
        self._between = not begun
        self._since = None

    def begun(self) -> None:
        """The message that is due has begun."""
        if self._between:
            self.expect(begun=True)

    def again(self) -> None:
        """The wait that is under way begins again."""
        self._since = None

    def press(self, seconds: float) -> None:
        """Shorten each of the waits that are still to come."""
        self.silence = min(self.silence or seconds, seconds)
        self.pace = min(self.pace or seconds, seconds)

    def hurry(self, seconds: float) -> None:
        """All that is still to be done has so many seconds, and no more than it has anyway."""
        until = time.monotonic() + seconds
        if self._deadline is None or until < self._deadline:
            self._deadline, self._hurry = until, seconds

    def finish(self, seconds: float) -> None:
        """So many seconds are left, even where all time is over."""
        self._deadline, self._hurry = time.monotonic() + seconds, seconds

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """All that is done in the block has so many seconds."""
        former = self._deadline, self._hurry
        self.hurry(seconds)
        try:
            yield
        finally:
            self._deadline, self._hurry = former

    @property
    def deadline(self) -> float:
        """When all has to be over, by the monotonic clock."""
        return math.inf if self._deadline is None else self._deadline

    @property
    def left(self) -> float:
        """The seconds until then."""
        return max(0.0, self.deadline - time.monotonic())

    def check_deadline(self) -> None:
        """Raises TimedOut when the time for all of it is over, OutOfTime if that is the total."""
        if self._deadline is not None and time.monotonic() >= self._deadline:
            if self._hurry is not None:
                raise _silent(self._hurry, self.doing)
            raise OutOfTime(
                f"the total time of {self._total:g} s is over while {self.doing}",
                remedy="allow more with --total-timeout",
            )

    def until(self, received: int, *, begun: bool) -> float | None:
        """When a wait to read has lasted too long, by the monotonic clock.

        Args:
            received: how many bytes have come in all.
            begun: whether some of them are still to be looked at.
        """
        if begun:
            self.begun()
        if self._since is None or received - self._mark >= LEAST:
            self._since, self._mark = time.monotonic(), received
        return self._earliest(self._since, self.silence if self._between else self.pace)

    def until_written(self) -> float | None:
        """The same for a wait to write that begins now.

        The kernel has room for more only when the peer has taken a good part of what it holds.
        """
        return self._earliest(time.monotonic(), self.pace)

    def _earliest(self, since: float, allowed: float | None) -> float | None:
        limit = None if allowed is None else since + allowed
        if self._deadline is None:
            return limit
        return self._deadline if limit is None else min(limit, self._deadline)

    def silent(self, received: int | None = None) -> TimedOut:
        """The error for a peer that says nothing, or too little of what it has begun to say."""
        limit = self.silence if self._between else self.pace
        came = 0 if received is None or self._between else received - self._mark
        return _silent(limit or 0, self.doing, came)


def _silent(seconds: float, doing: str, came: int = 0) -> TimedOut:
    return TimedOut(
        f"no answer within {seconds:g} s while {doing}"
        if not came
        else f"only {came} bytes within {seconds:g} s while {doing}",
        cause="the peer is busy or hangs, or something between drops its packets",
        remedy="try a longer time-out; if that does not help, ask the peer's administrator what its log says",
    )
