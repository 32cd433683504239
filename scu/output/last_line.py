"""The last line of the terminal behind standard error: drawn over and over, and out of the way of all else."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress
from types import TracebackType
from typing import Self, TextIO, cast

_ERASE = "\r\x1b[K"


class LastLine:
    """A line that is there for the time of a block.

    Whatever is written to `sys.stderr` meanwhile comes out above it: the stream is replaced by one that takes the line
    away first. Any thread may write.
    """

    def __init__(self) -> None:
        self._stream = sys.stderr
        self._lock = threading.RLock()
        self._is_drawn = False
        self._is_within = False  # somebody else's line, which has not ended yet

    def __enter__(self) -> Self:
        self._stream = sys.stderr
        sys.stderr = cast("TextIO", _Above(self, self._stream))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        sys.stderr = self._stream
        with self._lock, suppress(OSError, ValueError):  # a terminal that has gone away needs no tidying
            self._erase()
            self._stream.flush()

    @property
    def width(self) -> int:
        """How many cells it may take: asked for each time, for people resize their windows."""
        with suppress(OSError, ValueError):
            if columns := os.get_terminal_size(self._stream.fileno()).columns:
                return columns
        return 80

    def draw(self, text: str) -> None:
        """Show this in place of what is there. Raises OSError or ValueError where the terminal has gone away."""
        with self._lock:
            if not self._is_within:
                self._is_drawn = True
                self._stream.write(f"\r{text}\x1b[K")
                self._stream.flush()

    def write_above(self, text: str) -> int:
        """Write to the stream itself."""
        with self._lock:
            self._erase()
            if text:
                self._is_within = not text.endswith("\n")
            return self._stream.write(text)

    def _erase(self) -> None:
        if self._is_drawn:
            self._is_drawn = False
            self._stream.write(_ERASE)


class _Above:
    """Standard error for everybody else."""

    def __init__(self, line: LastLine, stream: TextIO) -> None:
        self._line = line
        self._stream = stream

    def write(self, text: str) -> int:
        return self._line.write_above(text)

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)
