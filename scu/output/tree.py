"""Matches as a tree: patients, their studies, series and images, with how many there are of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from scu.errors import ScuError
from scu.output import columns, readable, terminal, widths
from scu.output.matches import MatchView
from scu.output.plain import amount
from scu.output.room import Room

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

    from scu.flat import Flat
    from scu.output.report import Report

Told = dict[str, str]
Words = tuple[tuple[str, ...], tuple[str, ...]]
_UNIQUE = ("PatientID", "StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID")
_COUNTED = ("study", "series", "image")  # what is below a patient, and further down
_MANY = {"study": "studies", "series": "series", "image": "images"}
_COUNTS = (
    ("NumberOfPatientRelatedStudies", "NumberOfPatientRelatedSeries", "NumberOfPatientRelatedInstances"),
    ("NumberOfStudyRelatedSeries", "NumberOfStudyRelatedInstances"),
    ("NumberOfSeriesRelatedInstances",),
    (),
)
_DESCRIBED = (
    ("PatientName", "PatientBirthDate", "PatientSex"),
    ("StudyDate", "StudyTime", "ModalitiesInStudy", "StudyDescription", "AccessionNumber"),
    ("SeriesNumber", "Modality", "SeriesDescription", "BodyPartExamined"),
    ("InstanceNumber", "SOPClassUID", "Rows", "Columns", "NumberOfFrames"),
)

_LONGEST_NUMBER: Final = 12
_NODE: Final = 1000  # bytes that one takes beside its words, about


@dataclass(slots=True)
class Node:
    """A patient, study, series or image: its unique key, what is told of it, and what is below it."""

    level: int
    key: str
    told: Told
    below: dict[str, Node] = field(default_factory=dict)

    def count(self, down: int) -> tuple[int | None, int | None]:
        """Return how many there are so many levels down, as they came and as the server tells; None if unknown."""
        came = self._came(down)
        said = self.told.get(_COUNTS[self.level][down - 1], "")
        return came, _number(said)

    def _came(self, down: int) -> int | None:
        """By what is below, and where nothing came for what is there, by what is told of that."""
        if not self.below or down == 1:
            return len(self.below) or None
        total = 0
        for child in self.below.values():
            came, told = child.count(down - 1)
            one = told if came is None else came
            if one is None:
                return None
            total += one
        return total


class TreeMatches(MatchView):
    """Keeps a few words of each match, and draws the tree at the end."""

    def __init__(self) -> None:
        keywords = [keyword for level in range(4) for keyword in (_UNIQUE[level], *_DESCRIBED[level], *_COUNTS[level])]
        self._columns = columns.of(keywords)
        self._roots: dict[str, Node] = {}
        self._room = Room()

    def show_dataset(self, dataset: Dataset) -> None:
        self._add(dataset)

    def show_flat(self, flat: Flat) -> None:
        self._add(flat)

    def _add(self, identifier: Dataset | Flat) -> None:
        values = readable.row(identifier, self._columns)
        told = {column.label: value for column, value in zip(self._columns, values, strict=True) if value}
        siblings = self._roots
        for level, unique in enumerate(_UNIQUE):
            # A match tells of its own level, and of those above as far as they were asked for.
            key = told.get(unique) or (told.get("PatientName", "") if level == 0 else "")
            if not key:
                continue
            node = siblings.get(key)
            if node is None:
                words = {word: told[word] for word in (*_DESCRIBED[level], *_COUNTS[level]) if word in told}
                self._room.take(_NODE + len(key) + sum(map(len, words.values())))
                node = siblings[key] = Node(level, key, words)
            siblings = node.below

    def end(self, report: Report | None, error: ScuError | None) -> None:
        lines = [line for root in self._roots.values() for line in _Drawing().lines(root)]
        if lines:
            print("\n".join(lines), flush=True)


class _Drawing:
    """How nodes are drawn on standard output."""

    def __init__(self) -> None:
        self._glyphs = terminal.glyphs()
        self._room = terminal.width()
        self._bold, self._dim = terminal.painter("bold"), terminal.painter("dim")

    def lines(self, node: Node, before: str = "", beside: str = "") -> Iterator[str]:
        """Yield the node's own line and those below it; `before` stands in front of it, `beside` of the others."""
        child, last, line, blank = self._glyphs.branches
        below = beside + (line if node.below else blank)
        yield from self._own(node, before, below)
        for number, each in enumerate(node.below.values(), 1):
            is_last = number == len(node.below)
            yield from self.lines(each, beside + (last if is_last else child), beside + (blank if is_last else line))

    def _own(self, node: Node, before: str, below: str) -> Iterator[str]:
        """Yield what a node says; its UID has a line of its own where the first has no room for it."""
        first, after = _DESCRIBE[node.level](node.told, self._glyphs)
        words = terminal.can_show("  ".join(filter(None, (*first, _counts(node), *after))))
        key = "" if node.key in first else terminal.can_show(node.key)
        if not words:
            words, key = key, ""
        apart = False
        if self._room is not None:
            room = max(self._room - widths.cells(before), 8)
            words = widths.shorten(words, room, self._glyphs.ellipsis)
            apart = widths.cells(words) + 2 + widths.cells(key) > room
        beside = f"  {self._dim(key)}" if key and not apart else ""
        yield before + (self._bold(words) if node.level == 0 else words) + beside
        if key and apart:
            yield below + self._dim(key)


def _patient(told: Told, glyphs: terminal.Glyphs) -> Words:
    name, born, sex = (told.get(word, "") for word in _DESCRIBED[0])
    return (name,), (born and f"born {born}", sex)


def _study(told: Told, glyphs: terminal.Glyphs) -> Words:
    day, time, modalities, description, accession = (told.get(word, "") for word in _DESCRIBED[1])
    return (" ".join(filter(None, (day, time))), modalities), (description, accession)


def _series(told: Told, glyphs: terminal.Glyphs) -> Words:
    number, modality, description, part = (told.get(word, "") for word in _DESCRIBED[2])
    return (number and f"#{number}", modality), (description, part)


def _image(told: Told, glyphs: terminal.Glyphs) -> Words:
    number, sop_class, rows, across, frames = (told.get(word, "") for word in _DESCRIBED[3])
    pixels = f"{across} {glyphs.times} {rows}" if rows and across else ""
    return (number and f"#{number}", pixels, _frames(frames)), (_name(sop_class),)


_DESCRIBE: tuple[Callable[[Told, terminal.Glyphs], Words], ...] = (_patient, _study, _series, _image)
"""What stands before the counts of a node, and after them, where a narrow terminal may cut it off."""


def _name(uid: str) -> str:
    from pydicom.uid import UID

    return UID(uid).name if uid else ""


def _number(text: str) -> int | None:
    """A number of a peer's: IS has twelve characters at the most (PS3.5 6.2)."""
    return int(text) if text.isdecimal() and len(text) <= _LONGEST_NUMBER else None


def _frames(told: str) -> str:
    frames = _number(told)
    return amount(frames, "frame") if frames is not None and frames != 1 else ""


def _counts(node: Node) -> str:
    """`2 series, 245 images`; where less came than the server tells, `1 of 2 series`."""
    said: list[str] = []
    for down, noun in enumerate(_COUNTED[node.level :], 1):
        came, told = node.count(down)
        count = told if came is None else came
        if count is None:
            continue
        many = f"{count:,}" if told is None or came is None or told <= came else f"{came:,} of {told:,}"
        said.append(f"{many} {noun if (told or count) == count == 1 else _MANY[noun]}")
    return ", ".join(said)
