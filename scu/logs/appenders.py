"""log4cplus's appenders with their layouts and filters, as Python's handlers."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from functools import partial
from logging.handlers import SysLogHandler

from scu.logs import handlers, levels
from scu.logs.console import Console
from scu.logs.layouts import Pattern
from scu.logs.properties import Section, Setting

_HEEDLESS = ("ImmediateFlush", "ReopenDelay", "UseLockFile", "LockFile")
"""What is always so here, or never needed."""

_SIZE = re.compile(r"(\d{1,12})(KB|MB)?", re.IGNORECASE | re.ASCII)
_UNITS = {"": 1, "KB": 1024, "MB": 1024 * 1024}

_Open = Callable[[], logging.Handler]
"""Opens an appender whose settings make sense."""

_Decide = Callable[[logging.LogRecord], bool | None]
"""What a filter says of a record: take it, drop it, or, with None, let the next one decide."""


def make(section: Section, kind: Setting) -> logging.Handler:
    """Make the appender of that kind, and open what it writes to.

    Raises:
        FileProblem: it cannot be opened.
        UsageError: there is none of that kind, or it has no such setting.
    """
    appender = kind.value.removeprefix("log4cplus::")
    if appender not in _APPENDERS:
        raise section.wrong(f"there is no {kind.value!r}; there are {', '.join(_APPENDERS)}")
    threshold = section.take("Threshold", "all")
    least = level(section, threshold)
    layout = _layout(section)
    chain = _filters(section)
    for option in _HEEDLESS:
        section.take(option)
    open_it = _APPENDERS[appender](section)
    section.end()
    handler = open_it()
    handler.setLevel(least)
    handler.setFormatter(layout)
    handler.addFilter(partial(_passes, chain))
    return handler


def level(section: Section, setting: Setting) -> int:
    """Return the level that a setting names. Raises UsageError."""
    known = levels.LEVELS | {"off": logging.CRITICAL + 1, "all": 1}
    if (name := setting.value.lower()) not in known:
        raise section.wrong(f"there is no level {setting.value!r}; say one of {', '.join(known)}", setting.line)
    return known[name]


def _console(section: Section) -> _Open:
    to_stderr = section.take_bool("logToStdErr", True)
    return lambda: Console(to_stderr=to_stderr)


def _null(section: Section) -> _Open:
    return logging.NullHandler


def _file(section: Section) -> _Open:
    path, append = _path(section), section.take_bool("Append", False)
    return lambda: handlers.opened(path, handlers.LogFile, append=append)


def _rolling_file(section: Section) -> _Open:
    size = section.take("MaxFileSize", "10MB")
    if not (found := _SIZE.fullmatch(size.value)) or not int(found[1]):
        raise section.wrong(f"MaxFileSize is a number of bytes, KB or MB, not {size.value!r}", size.line)
    limit = int(found[1]) * _UNITS[(found[2] or "").upper()]
    backups = section.take_number("MaxBackupIndex", 1)
    path, append = _path(section), section.take_bool("Append", True)
    return lambda: handlers.opened(path, lambda path: handlers.RollingLogFile(path, limit, backups), append=append)


def _dated_file(section: Section) -> _Open:
    schedule = section.take("Schedule", "daily")
    if (name := schedule.value.lower()) not in handlers.SCHEDULES:
        raise section.wrong(f"Schedule is {', '.join(handlers.SCHEDULES)}, not {schedule.value!r}", schedule.line)
    backups = section.take_number("MaxBackupIndex", 10)
    path, append = _path(section), section.take_bool("Append", True)
    return lambda: handlers.opened(path, lambda path: handlers.DatedLogFile(path, name, backups), append=append)


def _path(section: Section) -> str:
    file = section.take("File")
    if not file.value:
        raise section.wrong("it does not say which File", file.line)
    return file.value


def _system_log(section: Section) -> _Open:
    ident, host = section.take("ident").value, section.take("host")
    port = section.take_number("port", 514)
    facility = section.take("facility", "user")
    if (number := SysLogHandler.facility_names.get(facility.value.lower())) is None:
        raise section.wrong(f"there is no facility {facility.value!r}", facility.line)

    def opened() -> logging.Handler:
        address = (host.value, port) if host.value else handlers.local_system_log()
        try:
            handler = handlers.SystemLog(address, number)
        except OSError as error:
            raise section.wrong(f"the host {host.value!r} cannot be found: {error.strerror}", host.line) from error
        handler.ident = f"{ident}: " if ident else ""
        return handler

    return opened


_APPENDERS: dict[str, Callable[[Section], _Open]] = {
    "ConsoleAppender": _console,
    "NullAppender": _null,
    "FileAppender": _file,
    "RollingFileAppender": _rolling_file,
    "DailyRollingFileAppender": _dated_file,
    "SysLogAppender": _system_log,
}


def _layout(section: Section) -> logging.Formatter:
    kind = section.take("layout", "SimpleLayout")
    said = Section(section.path, "the layout", kind.line, section.part("layout."))
    name = kind.value.removeprefix("log4cplus::")
    each_line = True
    line = kind.line
    if name == "SimpleLayout":
        pattern = "%p - %m%n"
    elif name == "TTCCLayout":
        date = said.take("DateFormat")
        letter = "d" if said.take_bool("Use_gmtime", False) else "D"
        line = date.line
        pattern = (f"%{letter}{{{date.value}}}" if date.value else "%r") + " [%t] %p %c <%x> - %m%n"
    elif name == "PatternLayout":
        conversion = said.take("ConversionPattern", said.take("Pattern").value)
        if not conversion.value:
            raise said.wrong("a PatternLayout needs a ConversionPattern", conversion.line)
        pattern, line = conversion.value, conversion.line
        answer = said.take("FormatEachLine", "yes")
        each_line = answer.value.lower() not in ("no", "false")
    else:
        raise section.wrong(f"there is no {kind.value!r}; there are SimpleLayout, TTCCLayout, PatternLayout", kind.line)
    said.end()
    try:
        return Pattern(pattern, each_line=each_line)
    except ValueError as error:
        raise section.wrong(str(error), line) from error


def _filters(section: Section) -> list[_Decide]:
    said = Section(section.path, "the filters", section.line, section.part("filters."))
    chain = []
    for number in sorted((name for name in said.settings if "." not in name), key=lambda name: (len(name), name)):
        kind = said.settings.pop(number)
        options = Section(section.path, f"the filter {number}", kind.line, said.part(f"{number}."))
        name = kind.value.removeprefix("log4cplus::").removeprefix("spi::")
        if name not in _FILTERS:
            raise said.wrong(f"there is no {kind.value!r}; there are {', '.join(_FILTERS)}", kind.line)
        chain.append(_FILTERS[name](options))
        options.end()
    said.end()
    return chain


def _passes(chain: list[_Decide], record: logging.LogRecord) -> bool:
    return next((answer for decide in chain if (answer := decide(record)) is not None), True)


def _deny_all(section: Section) -> _Decide:
    return lambda record: False


def _level_match(section: Section) -> _Decide:
    accept = section.take_bool("AcceptOnMatch", False)
    wanted = level(section, section.take("LogLevelToMatch"))
    return lambda record: accept if record.levelno == wanted else None


def _level_range(section: Section) -> _Decide:
    accept = section.take_bool("AcceptOnMatch", False)
    least, most = (level(section, section.take(f"LogLevel{end}", default)) for end, default in _ENDS)
    return lambda record: False if not least <= record.levelno <= most else True if accept else None


_ENDS = (("Min", "all"), ("Max", "off"))


def _string_match(section: Section) -> _Decide:
    accept = section.take_bool("AcceptOnMatch", False)
    wanted = section.take("StringToMatch").value
    return lambda record: accept if wanted and wanted in record.getMessage() else None


_FILTERS: dict[str, Callable[[Section], _Decide]] = {
    "DenyAllFilter": _deny_all,
    "LogLevelMatchFilter": _level_match,
    "LogLevelRangeFilter": _level_range,
    "StringMatchFilter": _string_match,
}
