"""Who was not let in, or did not stay to the end: by where from and why, and how often."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Final

from scu.errors import Aborted, ScuError

_KINDS: Final = 50
"""That are told apart; a port scanner can make any number of them."""


class TurnedAway(Aborted):
    """A connection, or a request for an association, that was not let in; `why` is the reason without the address."""

    def __init__(self, message: str, why: str, *, cause: str = "", remedy: str = "") -> None:
        super().__init__(message, cause=cause, remedy=remedy)
        self.why = why


class NotForUs(TurnedAway):
    """An association request that named another AE title than ours."""

    def __init__(self, calling: str, host: str, called: str, ours: str) -> None:
        why = f"called {called!r}; we are {ours!r}"
        super().__init__(f"{calling!r} at {host} {why}", f"{calling!r} {why}")
        self.calling, self.called = calling, called


class NoRoom(TurnedAway):
    """An association request when there were as many associations as there may be."""

    def __init__(self, calling: str, host: str) -> None:
        why = "more associations at a time than --max-associations allows"
        super().__init__(
            f"{calling!r} at {host}: {why}",
            f"{calling!r}, {why}",
            cause="the server sends over more associations at a time, or somebody holds them open",
            remedy="allow more with --max-associations, or say with --accept-from or --only-peer who may connect",
        )


@dataclass(slots=True)
class Refusal:
    """Connections from one address that came to nothing, or to an early end, for one reason.

    `error` is that of the first; `associated` whether there was an association.
    """

    address: str
    error: ScuError
    associated: bool
    count: int = 1

    @property
    def reason(self) -> str:
        """Why, in words, the address aside where that can be."""
        return self.error.why if isinstance(self.error, TurnedAway) else self.error.message


class Refusals:
    """All of them, as far as they are told apart. Any thread may add.

    Attributes:
        others: how many are counted without being told apart.
    """

    def __init__(self) -> None:
        self._kinds: dict[tuple[str, str, bool], Refusal] = {}
        self._lock = threading.Lock()
        self.others = 0

    @property
    def kinds(self) -> list[Refusal]:
        """They, in the order of the first of each kind."""
        with self._lock:
            return list(self._kinds.values())

    @property
    def total(self) -> int:
        """How many connections."""
        return sum(kind.count for kind in self.kinds) + self.others

    @property
    def words(self) -> list[str]:
        """One line for each connection, the first of them."""
        return [kind.error.message for kind in self.kinds for _ in range(min(kind.count, _KINDS))][:_KINDS]

    def add(self, address: str, error: ScuError, *, associated: bool = False) -> None:
        # What an error brings along, the frames that it went through, holds buffers and sockets.
        error.__traceback__ = error.__cause__ = error.__context__ = None
        key = address, error.message, associated
        with self._lock:
            if found := self._kinds.get(key):
                found.count += 1
            elif len(self._kinds) < _KINDS:
                self._kinds[key] = Refusal(address, error, associated)
            else:
                self.others += 1

    def clear(self) -> None:
        with self._lock:
            self._kinds.clear()
            self.others = 0
