"""The command lines of DCMTK's tools, read as its OFCommandLine reads them, and said in our words.

A word that is an option's name is that option wherever it stands, and the words after it are its values whatever they
look like. There are no abbreviations and no `--option=value`. Of options of which one can be meant the rightmost is.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence

from scu import aetitle
from scu.compat.table import Tool, Typed, as_file
from scu.errors import FileProblem, UsageError

log = logging.getLogger(__name__)

_QUERIES = ("find", "move", "get")
_EXTRACTING = ("--extract", "--extract-xml")
# In storescu any of these invents patients, studies, series and instances.
_INVENTING = ("--invent-instance", "--invent-series", "--invent-study", "--invent-patient")


def read(tool: Tool, arguments: Sequence[str]) -> Typed:
    """Return what was typed.

    Raises:
        UsageError: an option is unknown, or lacks a value.
    """
    typed = Typed(tool)
    rest = iter(arguments)
    for word in rest:
        option = tool.option(word)
        if option is None:
            if len(word) > 1 and word[0] in "+-" and not word[1].isdigit():
                raise tool.unknown(word)
            typed.words.append(word)
            continue
        values = tuple(value for _, value in zip(range(option.count), rest, strict=False))
        if len(values) < option.count:
            raise UsageError(f"{option.long} of {tool.name} takes {option.takes}, and the line ends before")
        typed.options.append((option, values))
    return typed


def translate(typed: Typed) -> list[str]:
    """Return the request as a command line of ours, without `scu`.

    Raises:
        UsageError: a word is missing or one too many, or options do not go together.
        FileProblem: the folder for received objects is not there.
    """
    tool = typed.tool
    typed.check()
    stopping = [option.ours for option, _ in typed.options if option.stops]
    if stopping:
        return [tool.verb, *stopping]
    least, most = tool.words
    if not least <= len(typed.words) <= (most or len(typed.words)):
        raise UsageError(
            f"{tool.name} takes: {tool.usage.removeprefix('[options] ')}", remedy=f"`scu {tool.name} --help` tells more"
        )
    host, port, *files = typed.words
    words = [tool.verb, "--hostname", host, "--port", str(aetitle.parse_port(port)), *typed.translated()]
    words += tool.always.split()
    if tool.verb in _QUERIES:
        words += _for_query(typed, files)
    if tool.verb == "find":
        words += _to_extract(typed)
    if tool.verb == "store":
        words += [] if typed.chosen().isdisjoint(_INVENTING) else ["--invent", "patient"]
        files = list(_to_send(typed, files))
    _check_folder(typed)
    return [*words, *map(as_file, files)]


def _for_query(typed: Typed, files: Sequence[str]) -> list[str]:
    """What depends on the keys."""
    keys = typed.all("--key")
    if not keys and not files:
        raise UsageError(
            f"{typed.tool.name} has nothing to ask for",
            remedy="give a key with -k, or a query file after the port, or both",
        )
    words = []
    third_party = typed.tool.verb == "move" and "--port" not in typed.chosen()
    if third_party and "--move" not in typed:
        words += ["--move", typed.last("--aetitle", typed.tool.defaults["--aetitle"].split()[1])]
    if files or all(key.isascii() for key in keys):
        return words
    from scu import charset

    # DCMTK sends the bytes and does not say in which character set: a server can but guess.
    return [*words, "--charset", charset.for_query(None, keys)]


def _to_send(typed: Typed, words: Sequence[str]) -> Iterator[str]:
    """The files to send, and the folders where those are looked into."""
    found = False
    for word in words:
        if os.path.isdir(word) and "--scan-directories" not in typed:
            log.warning("%s is a folder, and is left out without --scan-directories", word)
            continue
        found = True
        yield word
    if not found:
        raise FileProblem("there is nothing to send", remedy="name a file, or a folder with --scan-directories")


def _to_extract(typed: Typed) -> list[str]:
    """Where matches are written, if they are.

    Raises:
        UsageError: there is a limit to what is written, and nothing is.
    """
    if not _extracts(typed):
        if "--limit-output" in typed:
            raise UsageError(
                "--limit-output of findscu needs --extract or --extract-xml",
                remedy="add one of them, or leave it out",
            )
        return []
    if "--extract-xml" in typed.chosen():
        log.warning("the XML is in the Native DICOM Model (PS3.19 A.1), which is not DCMTK's own format")
    return ["--extract", typed.last("--output-directory", os.curdir)]


def _extracts(typed: Typed) -> bool:
    return not typed.chosen().isdisjoint(_EXTRACTING)


def _check_folder(typed: Typed) -> None:
    folder = typed.last("--output-directory")
    if typed.tool.verb == "find" and not _extracts(typed):
        return
    if folder and not os.path.isdir(folder):
        raise FileProblem(
            f"the output folder {folder!r} does not exist",
            cause=f"{typed.tool.name} writes to a folder that is there",
            remedy=f"make it first; `scu {typed.tool.verb}` makes its own",
        )
