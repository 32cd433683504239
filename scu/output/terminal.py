"""What standard output can show: characters, colours, and how wide it is."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Characters to draw with. `branches` are those of a tree: a child, the last one, and what is beside theirs."""

    rule: str
    ellipsis: str
    times: str
    branches: tuple[str, str, str, str]


_UNICODE = Glyphs("─", "…", "×", ("├── ", "└── ", "│   ", "    "))
_ASCII = Glyphs("-", "...", "x", ("|-- ", "`-- ", "|   ", "    "))


def console() -> Console:
    """Standard output, as wide as the terminal; highlighting and emoji codes would change what a peer said.

    Colours are for a terminal, or for who asks for them with FORCE_COLOR; rich heeds NO_COLOR and TERM=dumb.
    """
    colours = sys.stdout.isatty() or bool(os.environ.get("FORCE_COLOR"))
    return Console(highlight=False, emoji=False, markup=False, force_terminal=colours)


def glyphs() -> Glyphs:
    """Return the characters that standard output can carry."""
    try:
        "".join((_UNICODE.rule, _UNICODE.ellipsis, _UNICODE.times, *_UNICODE.branches)).encode(_encoding())
    except UnicodeEncodeError:
        return _ASCII
    return _UNICODE


def width() -> int | None:
    """Return the cells of a line: the terminal's, or what COLUMNS says; None in a pipe, where lines have no end."""
    if sys.stdout.isatty() or os.environ.get("COLUMNS", "").isdecimal():
        return shutil.get_terminal_size().columns
    return None


def can_show(text: str) -> str:
    """Return a text as standard output will write it, with what its encoding lacks spelled out.

    Done before the text is measured; the stream itself would do it too late.
    """
    if text.isascii() or (encoding := _encoding()) == "utf-8":
        return text
    return text.encode(encoding, "backslashreplace").decode(encoding)


def _encoding() -> str:
    return (sys.stdout.encoding or "ascii").lower()


def painter(style: str) -> Callable[[str], str]:
    """Return what gives a text a style, such as "bold", if standard output shows any; to be called often."""
    if console().color_system is None:
        return str
    return partial(Style.parse(style).render, color_system=ColorSystem.STANDARD)
