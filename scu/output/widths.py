"""How much of a line a text takes at a terminal, which is not how many characters it has.

Chinese, Japanese and Korean characters take two cells, combining marks none. Most values are ASCII, where counting is
ten times as fast as what rich does for all others.
"""

from __future__ import annotations

import re

from rich.cells import cell_len, set_cell_size

_WORD = re.compile(r"\S+\s*|\s+")


def cells(text: str) -> int:
    """Return how many cells a text takes."""
    return len(text) if text.isascii() else cell_len(text)


def pad(text: str, width: int, *, right: bool = False) -> str:
    """Return a text with blanks after it, or before it, up to this width."""
    if text.isascii():
        return text.rjust(width) if right else text.ljust(width)
    blanks = " " * (width - cell_len(text))
    return blanks + text if right else text + blanks


def shorten(text: str, width: int, ellipsis: str = "…") -> str:
    """Return as much of a text as fits, with an ellipsis where it is not all."""
    if cells(text) <= width:
        return text
    room = width - cells(ellipsis)
    if room < 0:
        return ellipsis[:width]
    return (text[:room] if text.isascii() else set_cell_size(text, room)).rstrip() + ellipsis


def fold(text: str, width: int) -> list[str]:
    """Return a text in lines of at most this width, broken at blanks, or within a word that is longer."""
    lines = [""]
    for word in _WORD.findall(text):
        if cells(lines[-1] + word.rstrip()) <= width:
            lines[-1] += word
        else:
            lines.append("")
            for character in word:  # rich's chop_cells loses a mark that has nothing to combine with
                if not character.isspace() and cells(lines[-1] + character) > width:
                    lines.append("")
                lines[-1] += character
    return [line.rstrip() for line in lines if line] or [""]
