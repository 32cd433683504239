"""One input to a target, and what was wrong about that."""

from __future__ import annotations

import hashlib
import logging
import resource
import time
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final

from tests.fuzz.target import Target

CORPUS: Final = Path(__file__).parent / "corpus"
SLOW: Final = 1.0
"""Seconds of work that an input may make."""
WAITING: Final = 5.0
"""Seconds that it may take in all, if it does next to nothing in them: this machine may have other things to do."""
LONGEST_NOTE: Final = 2000
"""Characters that a warning may have."""
HUNGRY: Final = 128 * 1024
"""KiB that the process may grow by with one input."""


@dataclass(frozen=True)
class Finding:
    """What should not have happened: in words, where, and with which input."""

    target: str
    what: str
    where: str
    data: bytes

    @property
    def file_name(self) -> str:
        return hashlib.sha256(self.data).hexdigest()[:16]


class _Failure:
    """A context manager that keeps what went wrong within, whatever it is, since anything may."""

    error: BaseException | None = None

    def __enter__(self) -> _Failure:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        self.error = error
        return isinstance(error, Exception)


class Reader(logging.Handler):
    """Reads what is logged: that too has to be possible, and no endless story."""

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if record.levelno >= logging.WARNING:
            assert len(message) < LONGEST_NOTE, f"a note of {len(message)} characters: {message[:60]}"


@contextmanager
def reading() -> Iterator[None]:
    """Have all that is logged read, down to debugging; Python's own warnings, which nobody should see, are errors."""
    logger, reader = logging.getLogger("scu"), Reader()
    before = logger.level, logger.propagate
    logger.addHandler(reader)
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            yield
    finally:
        logger.removeHandler(reader)
        logger.setLevel(before[0])
        logger.propagate = before[1]


def observe(target: Target, data: bytes) -> Finding | None:
    """Run the target; what is slow has to be so twice."""
    before = peak()
    error, slow = _run(target, data)
    grown = peak() - before
    if error is not None:
        return Finding(target.name, _told(error), _where(error), data)
    if grown > HUNGRY:
        return Finding(target.name, f"took {grown // 1024} MiB of memory", "memory", data)
    if slow and (again := _run(target, data)[1]):
        return Finding(target.name, again, "time", data)
    return None


def _run(target: Target, data: bytes) -> tuple[BaseException | None, str]:
    """What was raised, and what is to be said of the time."""
    began, busy = time.perf_counter(), time.process_time()
    with _Failure() as failure:
        target.run(data)
    took, busy = time.perf_counter() - began, time.process_time() - busy
    slow = (
        f"was busy for {busy:.1f} s"
        if busy > SLOW
        else f"waited for {took:.1f} s"
        if took > WAITING and busy < took / 20
        else ""
    )
    return failure.error, slow


def peak() -> int:
    """The most memory that this process has had, in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _told(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0][:200]


def _where(error: BaseException) -> str:
    """File and line of the innermost frame that is no library's, so that a fault is told of once."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "site-packages" not in frame.filename and "/lib/python" not in frame.filename]
    frame = (ours or frames)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"


def recorded(name: str) -> list[Path]:
    """The files of a target in the corpus."""
    return sorted(path for path in (CORPUS / name).glob("*") if path.is_file())
