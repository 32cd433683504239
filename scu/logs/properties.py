"""Files of `name = value` lines, as log4cplus reads them, and which line each is in, for who has to mend it."""

from __future__ import annotations

import os
import re
import socket
import time
from dataclasses import dataclass

from scu.errors import FileProblem, UsageError

_VARIABLE = re.compile(r"\$\{([^}]*)\}")
_DEEPEST = 10


@dataclass(frozen=True)
class Setting:
    """A value, and the line of the file that it is from."""

    value: str
    line: int


@dataclass(frozen=True)
class Section:
    """Settings of one thing, by what their names have after its own, to be taken out one by one.

    `line` is where the thing begins, 0 for the whole file.
    """

    path: str
    name: str
    line: int
    settings: dict[str, Setting]

    def wrong(self, why: str, line: int = 0) -> UsageError:
        """Return an error that says where and why."""
        line = line or self.line
        return UsageError(
            f"the log configuration {self.path!r} is wrong{f' in line {line}' if line else ''}: {why}",
            remedy="correct it, or leave --log-config out",
        )

    def part(self, prefix: str) -> dict[str, Setting]:
        """Take out all that begins so, without this beginning, in the order of the file."""
        names = [name for name in self.settings if name.startswith(prefix)]
        return {name.removeprefix(prefix): self.settings.pop(name) for name in names}

    def take(self, option: str, default: str = "") -> Setting:
        """Take out one setting, in whatever case its name is written; the default is of the thing's own line."""
        name = next((name for name in self.settings if name.lower() == option.lower()), "")
        return self.settings.pop(name, Setting(default, self.line))

    def take_bool(self, option: str, default: bool) -> bool:
        setting = self.take(option, str(default))
        if setting.value.lower() not in ("true", "false"):
            raise self.wrong(f"{option} is true or false, not {setting.value!r}", setting.line)
        return setting.value.lower() == "true"

    def take_number(self, option: str, default: int) -> int:
        setting = self.take(option, str(default))
        if not (setting.value.isascii() and setting.value.isdecimal() and 0 < int(setting.value) <= 0xFFFF):
            raise self.wrong(f"{option} is a number from 1 to 65535, not {setting.value!r}", setting.line)
        return int(setting.value)

    def end(self) -> None:
        """Raises UsageError: something was not taken, so nothing would heed it."""
        for name, setting in self.settings.items():
            raise self.wrong(f"{self.name} has no setting {name!r}", setting.line)


def read(path: str) -> Section:
    """Read a file, its `${variables}` replaced by other settings, facts of this run, or the environment.

    Raises:
        FileProblem: it cannot be read.
        UsageError: it makes no sense; names the line.
    """
    try:
        with open(path, encoding="utf-8-sig", errors="replace") as file:
            lines = file.read().split("\n")
    except OSError as error:
        raise FileProblem(
            f"the log configuration {path!r} cannot be read: {error.strerror or error}",
            remedy="name a file of log4cplus properties after --log-config",
        ) from error
    section = Section(path, "the configuration", 0, {})
    for number, line in enumerate(lines, start=1):
        name, is_setting, value = line.partition("=")
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not is_setting or not name.strip():
            raise section.wrong(f"{line.strip()!r} is no setting; write NAME = VALUE", number)
        section.settings[name.strip()] = Setting(value.strip(), number)
    return Section(path, section.name, 0, _without_variables(section))


def _without_variables(section: Section) -> dict[str, Setting]:
    """Replace the variables in names and values."""
    known = {
        "appname": "scu",
        "date": time.strftime("%Y%m%d"),
        "hostname": socket.gethostname(),
        "pid": str(os.getpid()),
        "time": time.strftime("%H%M%S"),
    }
    known |= {name: setting.value for name, setting in section.settings.items()}

    def replaced(text: str, line: int) -> str:
        for _ in range(_DEEPEST):
            for name in _VARIABLE.findall(text):
                if (value := known.get(name, os.environ.get(name))) is None:
                    raise section.wrong(f"${{{name}}} is neither a setting nor an environment variable", line)
                text = text.replace(f"${{{name}}}", value)
            if not _VARIABLE.search(text):
                return text
        raise section.wrong("its variables lead to themselves", line)

    return {
        replaced(name, setting.line): Setting(replaced(setting.value, setting.line), setting.line)
        for name, setting in section.settings.items()
    }
