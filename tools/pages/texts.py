"""What is written by hand for the man pages, in `texts/`: plain text, read into sections and blocks.

A line in capitals is a heading. A paragraph is lines together; one that is indented by four is shown as it is, and
`term :: what it is` is an entry of a list. Backquotes mark what is typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tools.pages import roff

FOLDER: Final = Path(__file__).parent / "texts"
_INDENT: Final = "    "
_HEADING: Final = re.compile(r"[A-Z][A-Z ]+")


@dataclass(frozen=True)
class Block:
    """A paragraph, as it was written."""

    text: str

    @property
    def is_literal(self) -> bool:
        return self.text.startswith(_INDENT)

    @property
    def commands(self) -> list[str]:
        """The lines of what is shown as it is."""
        return [line.removeprefix(_INDENT) for line in self.text.splitlines()] if self.is_literal else []

    def roff(self) -> Iterator[str]:
        term, is_entry, meaning = self.text.partition(" :: ")
        if self.is_literal:
            yield from roff.literal(self.commands)
        elif is_entry:
            yield from roff.item(roff.prose(term), roff.prose(meaning))
        else:
            yield from roff.paragraph(roff.prose(self.text))


Sections = dict[str, list[Block]]


def read(name: str) -> Sections:
    """Return the sections of a text, by heading, in its order."""
    found: Sections = {}
    for text in re.split(r"\n\s*\n", (FOLDER / f"{name}.txt").read_text(encoding="utf-8").strip("\n")):
        first, _, rest = text.partition("\n")
        if _HEADING.fullmatch(first):
            blocks = found.setdefault(first, [])
            text = rest
        if text:
            blocks.append(Block(text))
    return found


def entries(name: str) -> dict[str, Block]:
    """Return the entries of a list by what is between the backquotes of their terms."""
    return {block.text.split("`")[1]: block for blocks in read(name).values() for block in blocks}
