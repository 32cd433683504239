"""Which columns of a table fit a terminal, and how wide they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from scu.output import columns
from scu.output.columns import Column

GAP = 2
"""Blanks between two columns."""
_HEADING_LINES = 3
_FEWEST = 3
"""With fewer columns a table tells too little: what does not fit then is shown as blocks."""
_LEAST_OF_TEXT = 16
_LEAST_WANTED = ("PatientSex", "StudyTime", "NumberOfStudyRelatedSeries", "PatientBirthDate", "AccessionNumber")
_MOST_WANTED = ("PatientName", "PatientID")
_TEXT = frozenset(("LO", "LT", "PN", "SH", "SQ", "ST", "UC", "UR", "UT"))
"""Of these a beginning is worth something; half a UID or date is not."""
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^A-Z]+|.")


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns that are shown, by number, their widths and headings; and those with values that are left out."""

    shown: tuple[int, ...]
    widths: tuple[int, ...]
    headings: tuple[tuple[str, ...], ...]
    left_out: tuple[int, ...]


def plan(wished: Sequence[Column], natural: Sequence[int], room: int | None) -> Layout | None:
    """Fit columns into a line.

    First long headings are folded, then texts shortened, then columns that nobody asked for by name left out: UIDs,
    those that are least wanted, then from the right, the patient last.

    Args:
        natural: the cells of the widest value of each column; a column with none is not shown.
        room: the cells of a line; None where it has no end.

    Returns:
        None where they do not fit.
    """
    names = headings(wished)
    filled = [number for number, width in enumerate(natural) if width]
    left_out: list[int] = []
    while True:
        widths = _fit([(wished[number], names[number], natural[number]) for number in filled], room)
        if widths:
            folded = (tuple(_fold(names[number], width)) for number, width in zip(filled, widths, strict=True))
            return Layout(tuple(filled), tuple(widths), tuple(folded), tuple(sorted(left_out)))
        spare = [number for number in filled if not wished[number].wanted]
        if not spare or len(filled) <= _FEWEST:
            return None
        least = min(spare, key=lambda number: (_worth(wished[number]), -number))
        filled.remove(least)
        left_out.append(least)


def _worth(column: Column) -> int:
    """How gladly one does without it, the lower the more."""
    if column.vr == "UI":
        return -1
    if column.label in _LEAST_WANTED:
        return _LEAST_WANTED.index(column.label)
    return len(_LEAST_WANTED) + (column.label in _MOST_WANTED)


def headings(wished: Sequence[Column]) -> list[str]:
    """Return the last keyword of each label, or all of it where two would be the same."""
    last = [column.label.rpartition(".")[2] for column in wished]
    often = Counter(last)
    return [name if often[name] == 1 else column.label for name, column in zip(last, wished, strict=True)]


def is_number(column: Column) -> bool:
    """Whether its values stand at the right of the column."""
    return column.vr in columns.NUMBERS


def _fit(wished: Sequence[tuple[Column, str, int]], room: int | None) -> list[int] | None:
    full = [max(len(name), width) for _, name, width in wished]
    if room is None:
        return full
    room -= GAP * (len(wished) - 1)
    if sum(full) <= room:
        return full
    headed = [_least_heading(name) for _, name, _ in wished]
    tight = [max(least, width) for least, (_, _, width) in zip(headed, wished, strict=True)]
    if sum(tight) > room:
        least = [
            max(heading, min(width, _LEAST_OF_TEXT if column.vr in _TEXT else width))
            for heading, (column, _, width) in zip(headed, wished, strict=True)
        ]
        return _lowered(tight, least, room) if sum(least) <= room else None
    return _widened(tight, full, room)


def _lowered(widths: list[int], least: list[int], room: int) -> list[int]:
    """The widest first, until all fit: none gets less than another that has not all it wants."""
    low, high = 0, max(widths)
    while low < high:
        level = (low + high + 1) // 2
        if sum(_levelled(widths, least, level)) <= room:
            low = level
        else:
            high = level - 1
    return _widened(_levelled(widths, least, low), widths, room)


def _levelled(widths: list[int], least: list[int], level: int) -> list[int]:
    return [max(lowest, min(width, level)) for width, lowest in zip(widths, least, strict=True)]


def _widened(widths: list[int], wished: list[int], room: int) -> list[int]:
    """What is left of the line, from the left."""
    spare = room - sum(widths)
    given = []
    for width, wish in zip(widths, wished, strict=True):
        more = min(spare, wish - width)
        spare -= more
        given.append(width + more)
    return given


def _least_heading(name: str) -> int:
    """The least width that folds a heading into few lines."""
    width = max(map(len, _WORD.findall(name)))
    while len(_fold(name, width)) > _HEADING_LINES:
        width += 1
    return width


def _fold(name: str, width: int) -> list[str]:
    """A heading in lines, broken between the words of its keyword."""
    lines = [""]
    for word in _WORD.findall(name):
        if lines[-1] and len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] += word
    return lines
