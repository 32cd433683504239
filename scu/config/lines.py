"""Where in a TOML file something is said: tomllib does not tell, so it is asked about ever longer beginnings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

Path = Sequence[str]

_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")  # in TOML no other character ends one


def split(text: str) -> list[str]:
    """Return the lines with their ends."""
    return _LINE.findall(text)


def line_of(text: str, path: Path) -> int | None:
    """Return the number of the line, from 1, in which a key or table begins.

    Args:
        text: TOML, which is correct.
        path: the tables from the outermost, and the key.

    Returns:
        None where it is not there, or spelled so oddly (`"p\\u006frt"`) that it cannot be found.
    """
    lines = split(text)
    for number, line in enumerate(lines):
        if path[-1] in line and _is_in(path, _beginning(lines, number + 1)):
            return number + 1
    return None


def end_of_table(text: str, first: int) -> int:
    """Return the last line of the table whose header is line `first`; comments and blanks after its keys are not its.

    Args:
        text: TOML, which is correct.
    """
    lines = split(text)
    last = first
    for number in range(first, len(lines)):
        words = lines[number].strip()
        if words.startswith("[") and _parsed("".join(lines[:number])) is not None:
            break  # the next header; within a value that takes several lines the beginning is no TOML
        if words and not (words.startswith("#") and _parsed("".join(lines[:number])) is not None):
            last = number + 1
    return last


def _beginning(lines: Sequence[str], count: int) -> object:
    """What so many lines say, and as many more as it takes to end a value."""
    for end in range(count, len(lines) + 1):
        if (found := _parsed("".join(lines[:end]))) is not None:
            return found
    return {}


def _parsed(text: str) -> dict[str, object] | None:
    import tomllib

    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError:
        return None


def _is_in(path: Path, table: object) -> bool:
    for key in path:
        if not isinstance(table, dict) or key not in table:
            return False
        table = table[key]
    return True
