"""How a line of a log looks: log4cplus's conversion patterns."""

from __future__ import annotations

import logging
import re
import threading
import time
from collections.abc import Callable

from scu.logs import levels
from scu.logs.console import lines

_Convert = Callable[[logging.LogRecord], str]

_TOKEN = re.compile(
    r"""(?P<literal>[^%]+|%%)
    |%(?P<left>-)?(?P<least>\d+)?(?:\.(?P<most>\d+))?
      (?:(?P<takes_option>[cdDX])(?:\{(?P<option>[^}]*)\}|(?!\{))|(?![cdDX])(?P<letter>[A-Za-z]))""",
    re.VERBOSE,
)
_DATE = re.compile("%([qQ%])")
_DEFAULT_DATE = "%Y-%m-%d %H:%M:%S"

_CONVERSIONS: dict[str, _Convert] = {
    "b": lambda record: record.filename,
    "F": lambda record: record.pathname,
    "i": lambda record: str(record.process),
    "l": lambda record: f"{record.pathname}:{record.lineno}",
    "L": lambda record: str(record.lineno),
    "M": lambda record: record.funcName or "",
    "n": lambda record: "\n",
    "p": lambda record: levels.name(record.levelno),
    "P": lambda record: levels.name(record.levelno)[0],
    "r": lambda record: str(int(record.relativeCreated)),
    "t": lambda record: str(record.thread),
    "T": lambda record: str(threading.get_native_id()),
    "x": lambda record: "",  # diagnostic contexts, which we have none of
    "X": lambda record: "",
}


class Pattern(logging.Formatter):
    """Lays records out by a conversion pattern: each line of a message by itself, so that none can pass for another.

    Raises ValueError, which says what is wrong with the pattern.
    """

    def __init__(self, pattern: str, *, each_line: bool = True) -> None:
        super().__init__()
        self._each_line = each_line
        self._parts: list[_Convert | None] = []  # None is where the message goes
        self._widths: list[tuple[int, int | None, bool]] = []
        at = 0
        while at < len(pattern):
            if not (token := _TOKEN.match(pattern, at)):
                raise ValueError(f"{pattern[at : at + 4]!r} at position {at + 1} of the pattern makes no sense")
            at = token.end()
            letter = token["letter"] or token["takes_option"]
            literal = token["literal"]
            self._parts.append(
                _literal(literal.replace("%%", "%")) if literal else _conversion(letter, token["option"])
            )
            most = token["most"]
            self._widths.append((int(token["least"] or 0), None if most is None else int(most), bool(token["left"])))

    def format(self, record: logging.LogRecord) -> str:
        said = lines(record)
        return "".join(self._line(record, line) for line in (said if self._each_line else ["\n".join(said)]))

    def _line(self, record: logging.LogRecord, message: str) -> str:
        texts = (message if part is None else part(record) for part in self._parts)
        return "".join(_fit(text, *width) for text, width in zip(texts, self._widths, strict=True))


def _fit(text: str, least: int, most: int | None, left: bool) -> str:
    if most is not None and len(text) > most:
        return text[len(text) - most :]
    return text.ljust(least) if left else text.rjust(least)


def _literal(text: str) -> _Convert:
    return lambda record: text


def _conversion(letter: str, option: str | None) -> _Convert | None:
    if letter == "m":
        return None
    if letter == "c":
        return _logger(option or "0")
    if letter in "dD":
        return _date(option or _DEFAULT_DATE, is_utc=letter == "d")
    if letter in "hH":
        import socket

        return _literal(socket.gethostname() if letter == "h" else socket.getfqdn())
    if letter not in _CONVERSIONS:
        raise ValueError(f"there is no conversion %{letter}")
    return _CONVERSIONS[letter]


def _logger(option: str) -> _Convert:
    if not option.isdecimal():
        raise ValueError(f"%c{{{option}}} should say how many parts of the name to show")
    parts = int(option)
    return lambda record: ".".join(record.name.split(".")[-parts:])


def _date(option: str, *, is_utc: bool) -> _Convert:
    """strftime's format, with %q for milliseconds and %Q for those with a fraction."""

    def convert(record: logging.LogRecord) -> str:
        return _strftime(option, record.created, is_utc)

    convert(logging.makeLogRecord({}))  # A format that the system refuses is refused now.
    return convert


def _strftime(option: str, moment: float, is_utc: bool) -> str:
    microseconds = int(moment * 1_000_000) % 1_000_000
    milliseconds = f"{microseconds // 1000:03}"
    fractions = {"q": milliseconds, "Q": f"{milliseconds}.{microseconds % 1000:03}", "%": "%%"}
    form = _DATE.sub(lambda found: fractions[found[1]], option)
    return time.strftime(form, (time.gmtime if is_utc else time.localtime)(moment))
