"""How many objects and bytes one run takes, of all associations together, and whether more of them are coming."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from typing import Final

from scu.dimse.admission import Limits
from scu.errors import Aborted
from scu.explanations.returning import BEYOND

# What is taken off the wire and thrown away, once a limit is reached, before the peer is hung up on.
_MOST_REFUSED: Final = 10_000
_MOST_THROWN_AWAY: Final = 10**9
# Bytes of objects that are progress; less may be a peer that only keeps us waiting.
_PROGRESS: Final = 1024


class Quota:
    """What has come, and how much more may. Any thread may count.

    Attributes:
        refused: how many objects were beyond a limit, by the words for it.
        progress_at: when as much came as shows that objects are really coming, by the monotonic clock.
    """

    def __init__(self, limits: Limits) -> None:
        self._most_objects, self._most_bytes = limits.max_objects, limits.max_bytes
        self._objects = self._bytes = self._told = 0
        self._lock = threading.Lock()
        self.refused: Counter[str] = Counter()
        self.progress_at = time.monotonic()

    def begin(self) -> str:
        """Count an object that begins. Returns why it is beyond what may come; empty if it is not.

        Raises:
            Aborted: so many were beyond it that the peer is to be hung up on.
        """
        with self._lock:
            if self._bytes >= self._most_bytes:
                return self._refuse(self._beyond_bytes)
            if self._objects >= self._most_objects:
                return self._refuse(f"{BEYOND}objects {self._most_objects:,}")
            self._objects += 1
        return ""

    def counted(self, fragments: Iterator[memoryview], *, kept: bool) -> Iterator[memoryview]:
        """The same fragments, counted as they come.

        Args:
            kept: whether they are written, and not thrown away.

        Raises:
            Aborted: they go beyond the limit.
        """
        most = self._most_bytes + (0 if kept else _MOST_THROWN_AWAY)
        for fragment in fragments:
            with self._lock:
                self._bytes += len(fragment) or 1  # nothing, without end, is too much as well
                if self._bytes > most:
                    if kept:
                        self.refused[self._beyond_bytes] += 1
                    raise self._too_much(self._beyond_bytes)
                if self._bytes - self._told >= _PROGRESS:
                    self._told, self.progress_at = self._bytes, time.monotonic()
            yield fragment

    @property
    def _beyond_bytes(self) -> str:
        return f"{BEYOND}bytes {self._most_bytes:,}"

    def _refuse(self, why: str) -> str:
        self.refused[why] += 1
        if self.refused.total() > _MOST_REFUSED:
            raise self._too_much(why)
        return why

    def _too_much(self, why: str) -> Aborted:
        return Aborted(
            f"what the server sends is {why}: the association was aborted",
            cause="the server sends more than one run is to take",
            remedy=f"allow more with {why.removeprefix('beyond ').partition(' ')[0]}, or ask for less at a time",
        )
