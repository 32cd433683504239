"""Where a log can go beside the screen: files that grow, roll over by size or by date, and the system's log."""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler, SysLogHandler, TimedRotatingFileHandler
from typing import TypeVar

from scu.errors import FileProblem
from scu.output.plain import safe


class _Telling(logging.Handler):
    """Says once that the log cannot be written, and why, where Python would show a traceback for each record."""

    has_told = False

    def handleError(self, record: logging.LogRecord) -> None:
        error = sys.exc_info()[1]
        if not isinstance(error, OSError):
            super().handleError(record)
        elif not self.has_told:
            self.has_told = True
            with suppress(OSError):
                print(f"scu: note: {safe(f'the log cannot be written: {error}')}", file=sys.stderr, flush=True)


class LogFile(_Telling, logging.FileHandler):
    """A file that grows. Its layout ends the lines."""

    terminator = ""

    def __init__(self, path: str) -> None:
        super().__init__(path, encoding="utf-8", errors="backslashreplace")

    def _open(self) -> TextIOWrapper:
        """A new one is for its owner's eyes: the lower levels tell of patients."""
        ours_alone = partial(os.open, mode=0o600)
        return open(self.baseFilename, "a", encoding=self.encoding, errors=self.errors, opener=ours_alone)


_File = TypeVar("_File", bound=LogFile)


def opened(path: str, make: Callable[[str], _File], *, append: bool = True) -> _File:
    """Open a log file, and empty it unless `append`. Raises FileProblem."""
    try:
        if not append:
            open(path, "wb", opener=partial(os.open, mode=0o600)).close()
        return make(path)
    except OSError as error:
        raise FileProblem(
            f"the log file {path!r} cannot be written: {error.strerror or error}",
            remedy="name a file in a folder that is there, and that you may write to",
        ) from error


class RollingLogFile(LogFile, RotatingFileHandler):
    """A file that becomes FILE.1, and that FILE.2 and so on, when it would grow beyond `size` bytes."""

    def __init__(self, path: str, size: int, backups: int) -> None:
        RotatingFileHandler.__init__(
            self, path, maxBytes=size, backupCount=backups, encoding="utf-8", errors="backslashreplace"
        )


SCHEDULES = {
    "monthly": "%Y-%m",
    "weekly": "%Y-%W",
    "daily": "%Y-%m-%d",
    "twice_daily": "%Y-%m-%d-%p",
    "hourly": "%Y-%m-%d-%H",
    "minutely": "%Y-%m-%d-%H-%M",
}
"""When a file rolls over, and the date that its name then ends in."""


class DatedLogFile(LogFile, TimedRotatingFileHandler):
    """A file that becomes FILE.2024-02-29, say, when its time is over: by the calendar, also between two runs."""

    def __init__(self, path: str, schedule: str, backups: int) -> None:
        self._schedule = schedule
        # An interval of a second: the one before the next rollover lies in the time that is over, and names it.
        TimedRotatingFileHandler.__init__(
            self, path, when="S", backupCount=backups, encoding="utf-8", errors="backslashreplace"
        )
        self.suffix = SCHEDULES[schedule]
        self.extMatch = re.compile(r"\d{4}(-(\d\d|[AP]M))+", re.ASCII)

    def computeRollover(self, currentTime: int) -> int:
        now = datetime.fromtimestamp(currentTime).replace(second=0)
        hour = now.replace(minute=0)
        day = hour.replace(hour=0)
        following = {
            "monthly": (day.replace(day=1) + timedelta(days=32)).replace(day=1),
            "weekly": day + timedelta(days=7 - day.weekday()),
            "daily": day + timedelta(days=1),
            "twice_daily": day + timedelta(hours=24 if now.hour >= 12 else 12),
            "hourly": hour + timedelta(hours=1),
            "minutely": now + timedelta(minutes=1),
        }
        return max(int(following[self._schedule].timestamp()), currentTime + 1)


class SystemLog(_Telling, SysLogHandler):
    """The system's log, here or on another host. Layouts end in a line end, which has no place there."""

    priority_map = SysLogHandler.priority_map | {"TRACE": "debug"}
    append_nul = False

    def format(self, record: logging.LogRecord) -> str:
        return super().format(record).rstrip("\n")


LOCAL_SYSTEM_LOGS = ("/dev/log", "/var/run/syslog")


def local_system_log() -> str:
    """Return the socket of this host's log. Raises FileProblem where there is none."""
    for path in LOCAL_SYSTEM_LOGS:
        if os.path.exists(path):
            return path
    raise FileProblem(
        f"there is no system log here: no {' and no '.join(LOCAL_SYSTEM_LOGS)}",
        remedy="let the SysLogAppender name a host, or log to a file",
    )
