"""What an option or a word of the command line takes, by its metavar; so that shells can complete it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from scu.commands.options import transcoding
from scu.commands.options.syntaxes import SYNTAXES
from scu.explanations import lookup
from scu.logs.levels import LEVELS

NOTHING: Final = "nothing"
"""Of what cannot be guessed: numbers, names, passwords."""
FILE: Final = "file"
FOLDER: Final = "folder"
PEER: Final = "peer"
"""The name of a configured peer."""
HOST: Final = "host"
"""The same, where a file may stand in its place."""
KEY: Final = "key"
"""A keyword, and `=` after it."""
KEYWORD: Final = "keyword"
KEYWORDS: Final = "keywords"
"""Several, with commas between."""
VERB: Final = "verb"

_BY_METAVAR: Final = {
    "ADDRESS": NOTHING,
    "AET": NOTHING,
    "AET@host:port": NOTHING,
    "BYTES": NOTHING,
    "CERT": FILE,
    "CODE": "code",
    "DATE": NOTHING,
    "DIR": FOLDER,
    "FILE": FILE,
    "FOLDER": FOLDER,
    "GLOB": NOTHING,
    "HOST": PEER,
    "KEY": KEYWORD,
    "KEY,KEY…": KEYWORDS,
    "KEY=VALUE": KEY,
    "KEY[=VALUE]": KEY,
    "LEVEL": "level",
    "N": NOTHING,
    "SIZE": NOTHING,
    "N[.N…]": NOTHING,
    "NAME": NOTHING,
    "PASSWORD": NOTHING,
    "PORT": NOTHING,
    "REPORT": FILE,
    "SECONDS": NOTHING,
    "SYNTAX": "syntax",
    "TEMPLATE": NOTHING,
    "TERM": "charset",
    "UID": NOTHING,
    "URL": NOTHING,
    "[-]KEY,…": KEYWORDS,
}
_BY_OPTION: Final = {
    "--enable-tls": (FILE, FILE),
    "--transcode": ("transcode",),  # a "syntax" follows one of its words
}
_RANGE: Final = re.compile(r"[\d.]+-[\d.]+")


class Unknown(Exception):
    """A metavar of which it is not said here what it takes."""


@dataclass(frozen=True)
class Word:
    """A word beside the options: what it takes, and whether more of them may follow."""

    kind: str
    often: bool = False


def of_option(name: str, metavar: str) -> tuple[str, ...]:
    """What the values of an option are, one after the other.

    Args:
        name: its long name.

    Raises:
        Unknown: it is not said here.
    """
    if name in _BY_OPTION:
        return _BY_OPTION[name]
    return tuple(_kind(word) for word in metavar.split() if not _RANGE.fullmatch(word))


def of_words(metavar: str) -> tuple[Word, ...]:
    """What the words beside the options are: of `[HOST] [PORT] [FILE]...` the port is nothing to complete.

    Raises:
        Unknown: it is not said here.
    """
    words = []
    for text in metavar.split():
        bare = text.removesuffix("...").strip("[]").split("|")[0] if text.isupper() else text.strip("[]")
        if bare != "PORT":
            kind = PEER if bare == "NAME" else _kind(bare)
            words.append(Word(kind, often=text.endswith("...")))
    if words and words[0].kind == PEER and any(word.kind == FILE for word in words):
        words[0] = Word(HOST)
    return tuple(words)


def _kind(metavar: str) -> str:
    if metavar in _BY_METAVAR:
        return _BY_METAVAR[metavar]
    if "|" in metavar:
        return f"={metavar.replace('|', ',')}"
    raise Unknown(f"tools/pages/values.py does not say what shells complete for {metavar!r}")


@cache
def lists() -> dict[str, list[str]]:
    """The kinds that are one of many words, and those words; one of few is written `=this,that`."""
    from pydicom.charset import python_encoding

    from scu import charset
    from scu.content.transcode import TARGETS

    with charset.quietly():  # which teaches pydicom one more
        known = list(python_encoding)
    return {
        "charset": sorted(term for term in known if term and not term.startswith("ISO 2022")),
        "code": list(dict.fromkeys(row.code.split()[0].partition("-")[0] for row in lookup.every())),
        "level": list(LEVELS),
        "syntax": [*transcoding.ALIASES, *(syntax.name for syntax in SYNTAXES if syntax.uid in TARGETS)],
        "transcode": [transcoding.AUTO, transcoding.UNCOMPRESSED, transcoding.NEVER, transcoding.ALWAYS],
    }


@cache
def keywords() -> list[str]:
    """The keywords of the data dictionary that a key may have: no commands, no file meta information."""
    from pydicom.datadict import keyword_dict

    without = {0x0000, 0x0002, 0x0004, 0xFFFE}
    return sorted(keyword for keyword, tag in keyword_dict.items() if keyword and tag >> 16 not in without)
