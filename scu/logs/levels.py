"""The six levels, as DCMTK names them."""

import logging

TRACE = 5
"""Below debug: each step."""

LEVELS = {
    "fatal": logging.CRITICAL,
    "error": logging.ERROR,
    "warn": logging.WARNING,
    "info": logging.INFO,
    "debug": logging.DEBUG,
    "trace": TRACE,
}

logging.addLevelName(TRACE, "TRACE")


def name(level: int) -> str:
    """Return FATAL, ERROR, WARN, INFO, DEBUG or TRACE: of levels between, the one below."""
    return next((each.upper() for each, least in LEVELS.items() if level >= least), "TRACE")
