"""What of the log people see while they wait."""

from __future__ import annotations

import logging
import sys
from collections import Counter
from contextlib import suppress
from typing import Final

from scu.output.plain import safe

_MOST: Final = 100
"""Notes from one place in the code."""


def lines(record: logging.LogRecord) -> list[str]:
    """Return the message of a record, line by line and harmless, and where it happened if an exception is told."""
    text = record.getMessage()
    if record.exc_info:
        text += "\n" + logging.Formatter().formatException(record.exc_info)
    return [safe(line) for line in text.split("\n")]


class Notes(logging.Formatter):
    """`scu: note: …` for what is odd, `scu: …` for what happens, `scu: debug: …` for the rest."""

    def format(self, record: logging.LogRecord) -> str:
        kind = "note: " if record.levelno >= logging.WARNING else "debug: " if record.levelno < logging.INFO else ""
        # Further in from the second line on: a peer's line end begins no line that looks like one of ours.
        first, *others = lines(record)
        return "\n".join((f"scu: {kind}{first}", *(f"  {line}".rstrip() for line in others), ""))


class Flood(logging.Filter):
    """Lets the first notes of a kind through, and says when there are more: a peer can make one with each message."""

    def __init__(self) -> None:
        super().__init__()
        self._seen: Counter[tuple[str, int]] = Counter()

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno != logging.WARNING:
            return True
        kind = record.name, record.lineno
        self._seen[kind] += 1
        if self._seen[kind] == _MOST + 1:
            record.msg, record.args = "there is more of that, which is not told", ()
        return self._seen[kind] <= _MOST + 1


class Console(logging.Handler):
    """Standard error, or standard output. It looks the stream up each time, for a progress bar may have replaced it."""

    def __init__(self, level: int = logging.NOTSET, *, to_stderr: bool = True) -> None:
        super().__init__(level)
        self.to_stderr = to_stderr
        self.setFormatter(Notes())

    def emit(self, record: logging.LogRecord) -> None:
        if getattr(record, "is_on_screen", False):
            return
        stream = sys.stderr if self.to_stderr else sys.stdout
        with suppress(OSError):  # that nobody can be told changes nothing
            stream.write(self.format(record))
            stream.flush()
