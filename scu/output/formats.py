"""The formats of `--format`."""

from __future__ import annotations

import sys
from enum import Enum
from itertools import pairwise


class Format(Enum):
    """How results are written to standard output."""

    TABLE = "table"
    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


MACHINE_READABLE = frozenset({Format.JSON, Format.JSONL})
PEOPLE_READ = frozenset({Format.TABLE, Format.TEXT})
# Read without a whole data set for each match.
QUICK = frozenset({Format.TABLE, Format.JSON, Format.JSONL, Format.CSV})
DOCUMENT_FORMATS = frozenset({Format.TABLE, Format.TEXT, Format.JSON})


def default() -> Format:
    """A table for a person at a terminal, text for everything else."""
    return Format.TABLE if sys.stdout.isatty() else Format.TEXT


def asked_for(arguments: list[str]) -> Format | None:
    """Return the format that a command line asks for, however broken the rest of it is."""
    names = {each.value: each for each in Format}
    found = None
    for before, word in pairwise(["", *arguments]):
        if before == "--format":
            found = names.get(word, found)
        elif word.startswith("--format="):
            found = names.get(word.removeprefix("--format="), found)
    return found
