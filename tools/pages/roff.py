"""The man macros that our pages need (man(7)), and text so written that roff takes nothing in it for its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import Final

_SPECIAL: Final = {
    "\\": r"\e",
    "-": r"\-",
    "'": r"\(aq",
    "`": r"\(ga",
    "^": r"\(ha",
    "~": r"\(ti",
    '"': r"\(dq",
}
_WIDTH: Final = 78
# An example at 80 columns: two margins of 7, of the page and of the example, and one that man keeps free.
_LITERAL_WIDTH: Final = 65
_MARK: Final = re.compile(r"`([^`]+)`")


def escape(text: str) -> str:
    """Return roff for a text as it is, wherever it may stand: in a line, in quotes after a macro, at a line's begin."""
    escaped = "".join(_SPECIAL.get(it, it if it.isascii() else f"\\[u{ord(it):04X}]") for it in text)
    return rf"\&{escaped}" if escaped.startswith(".") else escaped


def bold(text: str) -> str:
    return rf"\fB{escape(text)}\fR"


def italic(text: str) -> str:
    return rf"\fI{escape(text)}\fR"


def prose(text: str) -> str:
    """Return roff for a text in which backquotes mark what is typed as it is."""
    parts = _MARK.split(" ".join(text.split()))
    return "".join(bold(part) if index % 2 else escape(part) for index, part in enumerate(parts))


def lines(roff: str) -> Iterator[str]:
    """Prose in lines; none begins with what would make it a request."""
    for line in wrap(roff, _WIDTH, break_long_words=False, break_on_hyphens=False):
        yield rf"\&{line}" if line.startswith((".", "'")) else line


def title(name: str, section: int, date: str, source: str) -> Iterator[str]:
    yield f'.TH "{escape(name.upper())}" "{section}" "{date}" "{escape(source)}"'
    # Words are not hyphenated, and lines not spaced out: keywords and options are to be read as they are.
    yield from (".nr HY 0", ".nh", ".ad l", ".ss 12 0")


def heading(text: str) -> Iterator[str]:
    yield f'.SH "{escape(text)}"'


def subheading(text: str) -> Iterator[str]:
    yield f'.SS "{escape(text)}"'


def paragraph(roff: str) -> Iterator[str]:
    yield ".PP"
    yield from lines(roff)


def item(tag: str, *paragraphs: str) -> Iterator[str]:
    """A tag, and what is said of it."""
    yield from (".TP", tag)
    for index, roff in enumerate(paragraphs):
        if index:
            yield ".IP"
        yield from lines(roff)


def literal(text: Iterable[str]) -> Iterator[str]:
    """Lines as they are; command lines that are too long go on in the next, after a backslash."""
    yield from (".RS 4", ".EX")
    for line in text:
        yield from (escape(part) for part in _continued(line))
    yield from (".EE", ".RE")


def _continued(line: str) -> Iterator[str]:
    while len(line) > _LITERAL_WIDTH:
        ends = [at for at in range(8, _LITERAL_WIDTH - 1) if line[at] == " " and _is_outside(line[:at])]
        if not ends:
            break
        at = next((at for at in reversed(ends) if line[at + 1] == "-"), ends[-1])  # an option keeps its value
        yield f"{line[:at]} \\"
        line = f"  {line[at + 1 :]}"
    yield line


def _is_outside(line: str) -> bool:
    """Whether a line ends outside of quotes."""
    return line.count("'") % 2 == 0 and line.count('"') % 2 == 0
