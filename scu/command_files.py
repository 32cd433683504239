"""Command files: `@FILE`, anywhere on the line, stands for the words in FILE. They are read as DCMTK reads them.

Words are what spaces, tabs and line ends are between. `'` and `"` keep white space, and each other, in a word; a
quote may begin inside a word, as in `PatientName="Doe^John Q"`, and the closing one ends the word. A backslash is a
backslash, `#` begins no comment, and an `@` inside a file is no further file.

`@FILE` is read wherever it stands, also as the value of an option: so it is in DCMTK. `@@word` is how `@word` itself
is said on the command line; a lone `@` is itself.
"""

import codecs
import os
import re
from collections.abc import Sequence
from pathlib import Path

from scu.errors import FileProblem, UsageError

PREFIX = "@"

_TOKEN = re.compile(rb"""(['"])(?P<quoted>.*?)\1|(?P<unclosed>['"])|(?P<space>[ \t\r\n]+)|[^'" \t\r\n]+""", re.DOTALL)


def expand(arguments: Sequence[str]) -> list[str]:
    """Return a command line with the words of its command files in their place.

    Raises:
        FileProblem: a file cannot be read; names it.
        UsageError: a quote in a file is never closed, or the file is no text; names the file and the line.
    """
    words: list[str] = []
    for argument in arguments:
        if argument.startswith(PREFIX * 2):
            words.append(argument[1:])
        elif argument.startswith(PREFIX) and argument != PREFIX:
            words += _words(argument[1:])
        else:
            words.append(argument)
    return words


def _words(path: str) -> list[str]:
    try:
        content = Path(path).read_bytes().removeprefix(codecs.BOM_UTF8)
    except OSError as error:
        raise FileProblem(
            f"the command file {path!r} cannot be read: {error.strerror or error}",
            remedy=f"name a file after @; the word @{path} itself is written @@{path}",
        ) from error
    try:
        # As the system hands over the words of a command line, whatever the locale's character set is.
        return [os.fsdecode(word) for word in _split(content)]
    except _Unreadable as error:
        line = content.count(b"\n", 0, error.at) + 1
        raise UsageError(
            f"the command file {path!r} is wrong in line {line}: {error}",
            remedy="put a word with white space in quotes, and a quote itself in quotes of the other kind",
        ) from None


class _Unreadable(ValueError):
    """Why a command file cannot be read, and at which byte."""

    def __init__(self, why: str, at: int) -> None:
        super().__init__(why)
        self.at = at


def _split(content: bytes) -> list[bytes]:
    if (at := content.find(b"\0")) >= 0:
        raise _Unreadable("a NUL byte; it is no text", at)
    words, word = [], b""
    for token in _TOKEN.finditer(content):
        if token["unclosed"]:
            raise _Unreadable(f"the quote {token['unclosed'].decode()} is never closed", token.start())
        if token["quoted"] is not None:
            words.append(word + token["quoted"])
            word = b""
        elif token["space"]:
            words += [word] if word else []
            word = b""
        else:
            word += token[0]
    return words + ([word] if word else [])
