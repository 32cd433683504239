"""Log configurations for tests, and records to see what becomes of them."""

import logging
import re
from pathlib import Path

from scu import logs
from scu.logs import LogSettings

LEVELS = ("fatal", "error", "warn", "info", "debug", "trace")
NUMBERS = (50, 40, 30, 20, 10, 5)


def configure(*lines: str) -> None:
    """Log as these lines of `log.cfg`, in the current folder, say."""
    Path("log.cfg").write_text("\n".join(lines))
    logs.configure(LogSettings(config=Path("log.cfg")))


def appender(kind: str, *options: str) -> list[str]:
    """The lines of a configuration with one appender of that kind."""
    return [
        "log4cplus.rootLogger = TRACE, it",
        f"log4cplus.appender.it = log4cplus::{kind}",
        *(f"log4cplus.appender.it.{option}" for option in options),
    ]


def log_at_every_level(name: str = "scu.dimse.wire") -> None:
    for level, number in zip(LEVELS, NUMBERS, strict=True):
        logging.getLogger(name).log(number, "%s %s", level, "100%s")


def words(text: str) -> list[str]:
    """The levels at which something was logged, as `log_at_every_level` names them."""
    return re.findall("|".join(LEVELS), text)
