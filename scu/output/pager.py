"""Long output page by page, as man and git show theirs: by $SCU_PAGER, $PAGER or less."""

from __future__ import annotations

import io
import logging
import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, TextIO

from scu.output.plain import safe

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

log = logging.getLogger(__name__)


@contextmanager
def paging(wanted: bool = True) -> Iterator[None]:
    """Page what is printed in this block, if it is longer than the screen and a person sits at it.

    Raises:
        BrokenPipeError: in the block, when the pager has been left.
    """
    command = _command() if wanted and _is_someone_there() else []
    if not command:
        yield
        return
    screen = sys.stdout
    paged = _Paged(screen, command)
    wrapped = io.TextIOWrapper(paged, encoding=screen.encoding, errors=screen.errors, write_through=True)
    with redirect_stderr(paged.notes):
        try:
            with redirect_stdout(wrapped):
                yield
        finally:
            paged.finish()


def _is_someone_there() -> bool:
    streams = (sys.stdin, sys.stdout)
    return all(stream is not None and stream.isatty() for stream in streams) and os.environ.get("TERM") != "dumb"


def _command() -> list[str]:
    """The words of the pager; none where there is none, or `cat`, which is the same."""
    said = next((os.environ[name] for name in ("SCU_PAGER", "PAGER") if name in os.environ), None)
    if said is None:
        less = shutil.which("less")
        return [less] if less else []
    try:
        words = shlex.split(said)
    except ValueError as error:
        log.warning("%s is no command for a pager: %s", safe(said), error)
        return []
    return [] if words == ["cat"] else words


class _Paged(io.BufferedIOBase):
    """What is kept while it fits the screen, and goes to a pager from then on.

    A thread feeds the pager: somebody who reads slowly must not keep the server waiting, which would abort.
    """

    name = "pager"

    def __init__(self, screen: TextIO, command: list[str]) -> None:
        self._screen = screen
        self._command = command
        self._columns, self._rows = shutil.get_terminal_size()
        self._kept: list[bytes] | None = []
        self._pager: subprocess.Popen[bytes] | None = None
        self._feeder = Thread(target=self._feed, daemon=True)
        self._waiting: SimpleQueue[bytes | None] = SimpleQueue()
        self._left = False
        self.notes = _Notes(sys.stderr, self)

    @property
    def begun(self) -> bool:
        """Whether anything has been printed."""
        return self._kept != []

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._screen.fileno()

    def write(self, data: ReadableBuffer) -> int:
        said = bytes(data)
        if self._kept is None:
            self._show(said)
            return len(said)
        self._kept.append(said)
        from scu.output.widths import cells  # rich: not for what a script reads

        for line in said.decode(self._screen.encoding, "replace").splitlines():
            self._rows -= max(1, -(-cells(line) // self._columns))
        if self._rows <= 0:
            self._start()
            self._show_kept()
        return len(said)

    def finish(self) -> None:
        """Show what is still kept, and wait for the pager to be left."""
        if self._kept:
            self._show_kept()
        if self._pager is not None:
            self._waiting.put(None)
            with _deaf(signal.SIGINT):  # Ctrl-C is the pager's: it ends a search there
                self._pager.wait()
                self._feeder.join()
        self.notes.show()

    def _show_kept(self) -> None:
        kept, self._kept = b"".join(self._kept or []), None
        self._show(kept)

    def _show(self, said: bytes) -> None:
        if self._left:
            raise BrokenPipeError
        if self._pager is None:
            self._screen.write(said.decode(self._screen.encoding, "replace"))
            self._screen.flush()
        else:
            self._waiting.put(said)

    def _start(self) -> None:
        from scu.config.passwords import VARIABLES

        environment = {"LESS": "FRX", "LV": "-c", **os.environ}
        for name in VARIABLES:
            environment.pop(name, None)
        try:
            self._pager = subprocess.Popen(self._command, stdin=subprocess.PIPE, env=environment)
        except OSError as error:
            log.warning("the pager %s cannot be started: %s", safe(self._command[0]), error.strerror)
            return
        self._feeder.start()

    def _feed(self) -> None:
        assert self._pager is not None and self._pager.stdin is not None
        with suppress(OSError), self._pager.stdin as pager:
            while (said := self._waiting.get()) is not None:
                pager.write(said)
                pager.flush()
            return
        self._left = True


class _Notes(io.StringIO):
    """Standard error: what comes before any output is shown at once, what comes later after it, not in its midst."""

    def __init__(self, screen: TextIO, paged: _Paged) -> None:
        super().__init__()
        self._screen = screen
        self._paged = paged

    def write(self, text: str) -> int:
        if self._paged.begun:
            return super().write(text)
        self._screen.write(text)
        self._screen.flush()
        return len(text)

    def show(self) -> None:
        self._screen.write(self.getvalue())
        self._screen.flush()


@contextmanager
def _deaf(number: signal.Signals) -> Iterator[None]:
    former = signal.signal(number, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(number, former)
