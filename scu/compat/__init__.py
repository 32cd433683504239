"""The command lines of gdcmscu and of DCMTK's tools, translated into ours: argv to argv, by a table a tool.

`scu getscu …` takes an old command line as it is, and so does scu when it is called by such a name through a link. The
native verb does the work.
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from scu.compat.table import Tool

NAMES: Final = ("gdcmscu", "getscu", "echoscu", "storescu", "findscu", "movescu", "dcmsend")


def as_called(argv: Sequence[str]) -> list[str]:
    """Return the arguments; where the program is called as an old tool, that tool's name comes first."""
    name = PurePath(argv[0]).name.removesuffix(".exe")
    return [name, *argv[1:]] if name in NAMES else list(argv[1:])


def speaks(arguments: Sequence[str]) -> bool:
    """Whether this is a command line of an old tool, its name first."""
    return bool(arguments) and arguments[0] in NAMES


def tools() -> tuple[Tool, ...]:
    """The tools and their tables."""
    from scu.compat.gdcmscu import GDCMSCU
    from scu.compat.queries import FINDSCU, GETSCU, MOVESCU
    from scu.compat.senders import DCMSEND, ECHOSCU, STORESCU

    return GDCMSCU, GETSCU, ECHOSCU, STORESCU, FINDSCU, MOVESCU, DCMSEND


def translate(arguments: Sequence[str]) -> list[str] | None:
    """Return the same request in our words, without `scu`; None where something is shown and that is all.

    Args:
        arguments: the old command line with the tool's name first, the words of command files in their place.

    Raises:
        UsageError: it is wrong, or asks for what is not taken.
        FileProblem: its folder for received objects is not there, or there is nothing to send.
    """
    from scu import __version__
    from scu.compat import dcmtk, gdcmscu, pages
    from scu.compat.table import TRANSLATE

    name, *rest = arguments
    tool = next(tool for tool in tools() if tool.name == name)
    typed = gdcmscu.read(rest) if tool is gdcmscu.GDCMSCU else dcmtk.read(tool, rest)
    if "--help" in typed:
        print(pages.help_of(tool), end="")
        return None
    if "--version" in typed:
        print(f"scu {__version__}")
        return None
    words = gdcmscu.translate(typed) if tool is gdcmscu.GDCMSCU else dcmtk.translate(typed)
    if TRANSLATE in typed:
        print(_quoted(words))
        return None
    return words


def _quoted(words: Sequence[str]) -> str:
    """The command line for a shell; `@@` where a word begins with an `@`."""
    return shlex.join(["scu", *(f"@{word}" if word.startswith("@") else word for word in words)])
