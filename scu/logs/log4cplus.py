"""A log4cplus configuration: which logger tells how much, to which appenders.

Differences from DCMTK, which uses log4cplus: what it would only complain about, or leave out, is an error here.
A ConsoleAppender writes to standard error unless `logToStdErr = false` says otherwise, for standard output is for
results. No line of a message can pass for a record of its own, whatever the layout.
"""

from __future__ import annotations

import logging
from contextlib import ExitStack
from dataclasses import dataclass

from scu.logs import appenders, properties
from scu.logs.properties import Section, Setting

PREFIX = "log4cplus."

OUR_LOGGERS = {
    "dcmtk": "scu",
    "dcmtk.apps": "scu.commands",
    "dcmtk.apps.dcmqrscp": "scu.practice",
    "dcmtk.apps.dcmsend": "scu.commands.store",
    "dcmtk.apps.echoscu": "scu.commands.echo",
    "dcmtk.apps.findscu": "scu.commands.find",
    "dcmtk.apps.getscu": "scu.commands.get",
    "dcmtk.apps.movescu": "scu.commands.move",
    "dcmtk.apps.storescp": "scu.dimse.storage_scp",
    "dcmtk.apps.storescu": "scu.commands.store",
    "dcmtk.dcmdata": "scu.storage",
    "dcmtk.dcmnet": "scu.dimse",
    "dcmtk.dcmqrdb": "scu.practice",
    "dcmtk.dcmtls": "scu.dimse.tls",
}
"""The loggers that do here what those of DCMTK do there; what is below one of them is below ours."""

_ABOUT_ITSELF = ("configDebug", "quietMode")
"""What log4cplus is told about itself."""


@dataclass
class LoggerSettings:
    """What a configuration says of one logger."""

    level: int = logging.NOTSET
    handlers: tuple[logging.Handler, ...] = ()
    is_additive: bool = True


def read(path: str) -> dict[str, LoggerSettings]:
    """Read a configuration and open what it logs to.

    Returns:
        Loggers by name; "" is the root, which is there.

    Raises:
        FileProblem: the configuration cannot be read, or a log file not be written.
        UsageError: it makes no sense; says why, and in which line.
    """
    file = properties.read(path)
    if not file.settings:
        raise file.wrong("it has no settings")
    section = Section(path, "log4cplus", 0, file.part(PREFIX))
    if not section.settings:
        raise file.wrong(f"it has no settings that begin with {PREFIX}")
    root = section.settings.pop("rootLogger", None)
    if root is None:
        raise file.wrong(f"it has no {PREFIX}rootLogger, which says how much is logged, and where")
    with ExitStack() as unfinished:  # closes what was opened for a configuration that turns out to be wrong
        loggers = _loggers(section, root, unfinished)
        unfinished.pop_all()
    return loggers


def _loggers(section: Section, root: Setting, unfinished: ExitStack) -> dict[str, LoggerSettings]:
    made = _appenders(section, unfinished)
    loggers = {"": _logger(section, root, made)}
    for name, setting in section.part("logger.").items():
        loggers[our_name(name)] = _logger(section, setting, made, may_inherit=True)
    additivity = Section(section.path, "additivity", section.line, section.part("additivity."))
    for name in list(additivity.settings):
        is_additive = additivity.take_bool(name, True)
        loggers.setdefault(our_name(name), LoggerSettings()).is_additive = is_additive
    for option in _ABOUT_ITSELF:
        section.take(option)
    section.end()
    return loggers


def our_name(name: str) -> str:
    """Return the logger that a name means: DCMTK's stand for ours, all others for themselves."""
    known, rest = name, ""
    while known and known not in OUR_LOGGERS:
        known, _, last = known.rpartition(".")
        rest = f".{last}{rest}"
    return OUR_LOGGERS[known] + rest if known else name


def _logger(
    section: Section, setting: Setting, made: dict[str, logging.Handler], *, may_inherit: bool = False
) -> LoggerSettings:
    level, *names = (word.strip() for word in setting.value.split(","))
    for name in names:
        if name not in made:
            raise section.wrong(f"there is no appender {name!r}", setting.line)
    if may_inherit and level.upper() in ("INHERIT", "INHERITED"):
        number = logging.NOTSET
    else:
        number = appenders.level(section, Setting(level, setting.line))
    return LoggerSettings(number, tuple(made[name] for name in dict.fromkeys(names)))


def _appenders(section: Section, unfinished: ExitStack) -> dict[str, logging.Handler]:
    said = Section(section.path, section.name, section.line, section.part("appender."))
    made = {}
    for name, kind in [(name, kind) for name, kind in said.settings.items() if "." not in name]:
        del said.settings[name]
        made[name] = appenders.make(
            Section(section.path, f"the appender {name!r}", kind.line, said.part(f"{name}.")), kind
        )
        unfinished.callback(made[name].close)
    for name, setting in said.settings.items():
        raise section.wrong(f"what kind of appender {name.partition('.')[0]!r} is, is not said", setting.line)
    return made
