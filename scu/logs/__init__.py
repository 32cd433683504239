"""Logging: how much is told, and where to. The one place that touches Python's loggers.

Modules log to `logging.getLogger(__name__)`. Unless told otherwise, warnings come out on standard error as
`scu: note: …`, `-v` adds what happens and `-d` the rest; what libraries log is for `-d`. `--log-file` keeps the notes
on the screen and writes the rest to a file. `--log-config` gives all of it away to a file of log4cplus properties.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from scu.errors import UsageError
from scu.logs.console import Console, Flood
from scu.logs.levels import LEVELS, TRACE

__all__ = ["LEVELS", "TRACE", "LogSettings", "configure", "gdcm_level", "is_debugging", "record_error", "reset"]

LIBRARIES = ("py.warnings", "pydicom", "pynetdicom")
"""Loggers beside our own. Their messages may hold patients' data."""

FILE_PATTERN = "%D{%Y-%m-%d %H:%M:%S.%q} %-5p %c: %m%n"
"""The lines of --log-file."""

_ours = logging.getLogger("scu")
_added: list[tuple[logging.Logger, logging.Handler]] = []


@dataclass(frozen=True)
class LogSettings:
    """What the options say.

    Attributes:
        quiet, verbose, debug: `-q`, `-v`, `-d`.
        level: `--log-level`, one of `LEVELS`, in any case.
        file: `--log-file`, which is added to.
        config: `--log-config`, log4cplus properties.
    """

    quiet: bool = False
    verbose: bool = False
    debug: bool = False
    level: str | None = None
    file: Path | None = None
    config: Path | None = None

    def check(self) -> None:
        """Raises UsageError: options that contradict each other, which are named, or a level that there is not."""
        amounts = {"--quiet": self.quiet, "--verbose": self.verbose, "--debug": self.debug}
        level, file, config = (
            {"--log-level": self.level is not None},
            {"--log-file": self.file is not None},
            {"--log-config": self.config is not None},
        )
        _refuse({"--quiet": self.quiet}, amounts | {"--quiet": False})
        _refuse(level, amounts)
        _refuse(config, amounts | level | file)
        if self.level is not None and self.level.lower() not in LEVELS:
            raise UsageError(f"there is no log level {self.level!r}", remedy=f"say one of {', '.join(LEVELS)}")

    @property
    def chosen(self) -> int | None:
        """The level that was asked for; None if none was."""
        if self.level is not None:
            return LEVELS[self.level.lower()]
        return logging.DEBUG if self.debug else logging.INFO if self.verbose else logging.ERROR if self.quiet else None


def _refuse(options: dict[str, bool], others: dict[str, bool]) -> None:
    for option, other in ((option, other) for option in options for other in others):
        if options[option] and others[other]:
            raise UsageError(f"{option} and {other} do not go together", remedy="leave one of them out")


def gdcm_level(*, verbose: bool, warning: bool, error: bool, debug: bool) -> str | None:
    """Return the level of GDCM's -V, -W, -E and -D: of several, the one that tells most."""
    given = {"debug": debug, "info": verbose, "warn": warning, "error": error}
    return next((level for level, is_given in given.items() if is_given), None)


def configure(settings: LogSettings | None = None) -> None:
    """Log as the options say, and no longer as they said before; without settings, as if there were none.

    Raises:
        UsageError: options contradict each other, or a configuration makes no sense.
        FileProblem: a configuration cannot be read, or a log file not be written.
    """
    settings = settings or LogSettings()
    settings.check()
    if settings.config is not None:
        _use_configuration(str(settings.config))
        return
    chosen = settings.chosen
    if settings.file is None:
        handlers: list[logging.Handler] = [Console(logging.WARNING if chosen is None else chosen)]
    else:
        from scu.logs.handlers import LogFile, opened
        from scu.logs.layouts import Pattern

        file = opened(str(settings.file), LogFile)
        file.setFormatter(Pattern(FILE_PATTERN))
        file.setLevel(logging.INFO if chosen is None or settings.quiet else chosen)
        handlers = [Console(max(logging.WARNING, chosen or logging.WARNING)), file]
    for handler in handlers:
        handler.addFilter(Flood())
    reset()
    level = min(handler.level for handler in handlers)
    _attach(_ours, handlers, level, propagate=False)
    _attach_libraries(handlers if level <= logging.DEBUG else [], level)


def show(name: str) -> None:
    """Show on standard error what this logger tells at level info, however little is told else."""
    logger = logging.getLogger(name)
    is_shown = any(isinstance(it, Console) and it.level <= logging.INFO for _, it in _added)
    _attach(
        logger,
        [] if is_shown else [Console(logging.INFO)],
        min(logging.INFO, logger.getEffectiveLevel()),
        propagate=True,
    )


def add_filter(filter: logging.Filter) -> None:
    """Have all that is logged go through a filter, until it is configured anew."""
    for _, handler in _added:
        handler.addFilter(filter)


def is_debugging() -> bool:
    """Whether so much is told that a bug should show where it is."""
    return _ours.isEnabledFor(logging.DEBUG)


def record_error(lines: Iterable[str]) -> None:
    """Write an error that people see anyway, the end of a run, to wherever else is logged."""
    _ours.critical("%s", "\n".join(lines), extra={"is_on_screen": True})


def _use_configuration(path: str) -> None:
    from scu.logs import log4cplus

    loggers = log4cplus.read(path)
    reset()
    level = loggers[""].level
    _attach_libraries([], level, propagate=level <= logging.DEBUG)
    for name, said in loggers.items():
        _attach(logging.getLogger(name), said.handlers, said.level, propagate=said.is_additive)


def _attach_libraries(handlers: Sequence[logging.Handler], level: int, *, propagate: bool = False) -> None:
    """Libraries tell of what is odd, and of everything at the lowest level."""
    logging.captureWarnings(True)
    for name in LIBRARIES:
        _attach(logging.getLogger(name), handlers, TRACE if level <= TRACE else logging.WARNING, propagate=propagate)


def _attach(logger: logging.Logger, handlers: Sequence[logging.Handler], level: int, *, propagate: bool) -> None:
    logger.setLevel(level)
    logger.propagate = propagate
    # Where there is no handler at all, Python writes warnings to standard error on its own.
    for handler in handlers or [logging.NullHandler()]:
        logger.addHandler(handler)
        _added.append((logger, handler))


def reset() -> None:
    """Leave Python's loggers as they are without us, and close what was opened."""
    logging.captureWarnings(False)
    while _added:
        logger, handler = _added.pop()
        logger.removeHandler(handler)
        handler.close()
        logger.setLevel(logging.NOTSET if logger.parent else logging.WARNING)
        logger.propagate = True
