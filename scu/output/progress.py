"""Progress of store, move and get on standard error, for a person who waits.

A thread looks ten times a second at most at what the report has counted anyway. So it costs the transfer nothing but
to keep the last object, and time goes on while a large one is under way.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from scu.output import standing
from scu.output.plain import safe
from scu.output.report import View
from scu.output.standing import Looks, Pace, Standing
from scu.results import Instance

if TYPE_CHECKING:
    from scu.output.report import Report, Result

log = logging.getLogger(__name__)

_INTERVAL: Final = 0.1  # seconds between two pictures
_PATIENCE: Final = 0.5  # seconds without any: what is done by then needs none
_STAGE: Final = 10.0  # seconds between two lines where nothing moves
_END_OF_UID: Final = 16
_PLAIN_TERMINALS: Final = ("", "dumb", "unknown")


def view(done: str) -> View | None:
    """Return the view that shows progress, None where nobody wants to see any.

    At a terminal it is a line that moves, or a line now and then if that terminal cannot do more; elsewhere a line now
    and then for those who want to know what happens (-v).

    Args:
        done: the word for an object that went well.
    """
    if sys.stderr.isatty():
        return Stages(_say) if os.environ.get("TERM", "") in _PLAIN_TERMINALS else Bar(done)
    return Stages(_log) if log.isEnabledFor(logging.INFO) else None


def _say(text: str) -> None:
    print(f"scu: {safe(text)}", file=sys.stderr, flush=True)


def _log(text: str) -> None:
    log.info("%s", text)


class _Watching(View):
    """A thread that looks at a report until it ends."""

    def __init__(self) -> None:
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._last: Instance | None = None
        self._unsent = 0
        self._ahead = self._bytes_ahead = 0

    def begin(self, report: Report) -> None:
        if report.standing() is not None:
            self._thread = threading.Thread(target=self._watch, args=(report,), name="progress", daemon=True)
            self._thread.start()

    def came(self, result: Result) -> None:
        if isinstance(result, Instance) and result.status is not None and result.status.ok:
            with self._lock:
                self._ahead += 1
                self._bytes_ahead += result.size

    def show(self, result: Result) -> None:
        if isinstance(result, Instance):
            self._last = result
            if result.status is None:
                self._unsent += 1
            elif self._ahead and result.status.ok:
                with self._lock:
                    self._ahead -= 1
                    self._bytes_ahead -= result.size

    def stop(self) -> None:
        self._ended.set()
        if self._thread is not None:
            self._thread.join()

    def _standing(self, report: Report) -> Standing:
        """What the report says, with what came and waits for its turn in it, and what could not be sent."""
        said = report.standing()
        assert said is not None  # or the thread would not have begun
        done, failed = said.done + self._ahead + self._unsent, said.failed + self._unsent
        total = said.total and max(said.total, done)
        return replace(said, done=done, total=total, bytes=said.bytes + self._bytes_ahead, failed=failed)

    def _watch(self, report: Report) -> None:
        """Look until it ends."""


class Bar(_Watching):
    """A line that moves. What is done at once has none."""

    def __init__(self, verb: str) -> None:
        super().__init__()
        self._verb = verb

    def _watch(self, report: Report) -> None:
        from scu.output.last_line import LastLine

        pace = Pace(time.monotonic())
        if self._ended.wait(_PATIENCE):
            return
        with LastLine() as line:
            while True:
                try:
                    line.draw(self._text(self._standing(report), pace, line.width))
                except (OSError, ValueError):  # the terminal has gone away
                    return
                if self._ended.wait(_INTERVAL):
                    return

    def _text(self, now: Standing, pace: Pace, width: int) -> str:
        moment = time.monotonic()
        looks = Looks(width, unicode=_takes_unicode(), colours=not os.environ.get("NO_COLOR"))
        rate, left = pace.rate(moment, now.bytes), pace.left(moment, now)
        return standing.line(self._verb, now, looks, rate=rate, left=left, name=_name(self._last, self._verb))


class Stages(_Watching):
    """A line now and then, given to `tell`."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        super().__init__()
        self._tell = tell

    def _watch(self, report: Report) -> None:
        pace = Pace(time.monotonic())
        while not self._ended.wait(_STAGE):
            now = self._standing(report)
            try:
                self._tell(standing.told(now, pace.rate(time.monotonic(), now.bytes)))
            except (OSError, ValueError):
                return


def _takes_unicode() -> bool:
    return (sys.stderr.encoding or "").lower().replace("-", "") == "utf8"


def _name(instance: Instance | None, verb: str) -> str:
    """The file that was sent, as its owner knows it. Of one that came, its kind and UID: names may be patients'."""
    if instance is None:
        return ""
    if verb == "stored":
        return os.path.basename(instance.file or "")
    from scu.storage.prefixes import PREFIXES

    return f"{PREFIXES.get(instance.sop_class_uid, '')} ...{instance.sop_instance_uid[-_END_OF_UID:]}".strip()
