"""Matching and return keys as people type them after `-k`: every spelling becomes a `Key`.

::

    10,10=A*    10,10,A*    (0010,0010)=A*    0x10,0x10=A*    PatientName=A*      a value
    10,10       10,10=      PatientName                                           no value: "tell me this"
    0009,1001:LO=A                                                                private, with its VR
    ScheduledProcedureStepSequence[0].Modality=CT    (0040,0100).(0008,0060)=CT   nested, item 0 unless said

What follows the first `=` (or the comma after a tag) is the value, untouched; `\\` separates values.
"""

import logging
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scu import values
from scu.errors import UsageError

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

log = logging.getLogger(__name__)

MAX_ITEM = 999
"""The highest item number of a path; items are made up to it, and no query has that many."""

IDENTIFIER = "an identifier"
DATA_SET = "the data set that is sent"

_EXAMPLES = "PatientName=A*, 10,10=A*, (0010,0010)=A* or ScheduledProcedureStepSequence[0].Modality=CT"
_HEX = re.compile(r"(?:0[xX])?([0-9A-Fa-f]{1,4})(?!\w)")
_KEYWORD = re.compile(r"[A-Za-z]\w*")
_TAG_AHEAD = re.compile(r"\(|\d|(?:0[xX])?[0-9A-Fa-f]{1,4}\s*,")
_INDEX = re.compile(r"\d+")
_VR = re.compile(r"[A-Z]{2}(?!\w)")
_STEP = r"(?>\s*\(?(?:0[xX])?[0-9A-Fa-f]{1,4}\s*,[^=,.]*|[^=,.]*)"
_VALUE = re.compile(rf"((?:{_STEP}\.)*+{_STEP}[=,]).+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: an element, and which item of it if the path goes on (or ends in an item)."""

    tag: int
    item: int | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """One key: where it goes, its VR, its value as typed ("" when it has none), and the whole as typed."""

    path: tuple[Step, ...]
    vr: str
    value: str
    text: str

    @property
    def tag(self) -> int:
        return self.path[-1].tag

    @property
    def values(self) -> list[str]:
        """The single values; empty when the key has none."""
        return values.split(self.vr, self.value) if self.value else []

    @property
    def label(self) -> str:
        """The path in keywords, `ScheduledProcedureStepSequence[0].Modality`; tags where there are none."""
        return ".".join(_name(s.tag) + ("" if s.item is None else f"[{s.item}]") for s in self.path)


def _name(tag: int) -> str:
    from pydicom.datadict import keyword_for_tag

    return keyword_for_tag(tag) or f"({tag >> 16:04X},{tag & 0xFFFF:04X})"


def without_value(text: str) -> str:
    """A key as typed, right or wrong, with … for its value, which may be a patient's."""
    return f"{found[1]}…" if (found := _VALUE.match(text)) else text


def parse(text: str, *, of: str = IDENTIFIER) -> Key:
    """One key, as typed; `of` says of what.

    Raises UsageError, which quotes it and points at the place, if it cannot be read.
    """
    reader = _Reader(text, of)
    steps: list[Step] = []
    while True:
        at = reader.skip_spaces()
        tag = reader.tag()
        item = reader.item()
        steps.append(Step(tag, item))
        if not reader.take("."):
            break
        if _vr_of(tag) not in ("SQ", "UN"):
            raise reader.error(f"{_name(tag)} is no sequence, so nothing can be inside it", at)
        steps[-1] = Step(tag, item or 0)
    vr = reader.vr(tag)
    value = reader.value()
    if item is not None and vr not in ("SQ", "UN"):
        raise reader.error(f"{_name(tag)} is no sequence, so it has no items", at)
    if item is not None or vr == "SQ":
        if value:
            inside = f"{text[: reader.value_at - 1].strip()}.Modality=CT"
            raise reader.error(
                f"{_name(tag)} is a sequence and has no value of its own", reader.value_at, example=inside
            )
        vr = "SQ"
    key = Key(tuple(steps), vr, value, text)
    try:
        values.convert(vr, value)
    except ValueError as error:
        raise reader.error(f"{key.label} cannot have this value: {error}", reader.value_at) from None
    return key


def parse_all(texts: Sequence[str], *, of: str = IDENTIFIER) -> list[Key]:
    """All keys of a command line in the order they were typed; the last of a repeated one wins, with a note.

    A private key without a VR takes it from pydicom's private dictionary when its creator is among the keys.
    """
    found: dict[tuple[Step, ...], Key] = {}
    for text in texts:
        key = parse(text, of=of)
        if found.pop(key.path, None) is not None:
            log.warning("%s is given more than once; the last one counts", key.label)
        found[key.path] = key
    return [_with_private_vr(key, found) for key in found.values()]


def _with_private_vr(key: Key, keys: dict[tuple[Step, ...], Key]) -> Key:
    from pydicom.datadict import private_dictionary_VR

    if key.vr != "UN":
        return key
    creator_tag = (key.tag & 0xFFFF0000) | (key.tag & 0xFF00) >> 8
    creator = keys.get((*key.path[:-1], Step(creator_tag)))
    if creator and creator.value:
        try:
            return replace(key, vr=private_dictionary_VR(key.tag, creator.value))
        except KeyError:
            pass
    if not key.value:
        return key
    log.warning("the VR of %s is not known: sent as LO; the key can say it, as in 0009,1001:UI=1.2", key.label)
    return replace(key, vr="LO")


def apply(keys: Iterable[Key], dataset: "Dataset") -> None:
    """Set the keys in a data set, in place; sequence items that a path needs are made where they are missing.

    A sequence that is itself a key is emptied before anything goes into it. Values are kept as typed: pydicom
    neither checks nor changes them.
    """
    from pydicom.dataelem import DataElement
    from pydicom.sequence import Sequence as Items

    for key in sorted(keys, key=lambda key: (len(key.path), key.path[-1].item is not None)):
        target = dataset
        for step in key.path[:-1]:
            target = _item(target, step.tag, step.item or 0)
        if (item := key.path[-1].item) is not None:
            _item(target, key.tag, item)
        elif key.vr == "SQ":
            target.add(DataElement(key.tag, "SQ", Items()))
        else:
            value = values.convert(key.vr, key.value)
            target.add(DataElement(key.tag, key.vr, value, already_converted=True))


def _item(dataset: "Dataset", tag: int, index: int) -> "Dataset":
    from pydicom.dataelem import DataElement
    from pydicom.dataset import Dataset
    from pydicom.sequence import Sequence as Items

    if tag not in dataset or dataset[tag].VR != "SQ":
        dataset.add(DataElement(tag, "SQ", Items()))
    items: list[Dataset] = dataset[tag].value
    while len(items) <= index:
        items.append(Dataset())
    return items[index]


def check_values(keys: Iterable[Key], *, strict: bool = False, in_query: bool = True) -> None:
    """Tell of every value that its VR does not allow, in a query or in an object, as a note that says what would.

    The notes name the key, never its value. With `strict` the first one is a UsageError instead.
    """
    for key in keys:
        if (right := values.problem(key.vr, key.value, in_query=in_query)) is None:
            continue
        if strict:
            raise UsageError(
                f"the value of the key {key.label} is not allowed",
                cause=f"{key.label} is {key.vr}: {right}",
                remedy="correct the value, or leave out --strict to send it as it is",
            )
        log.warning("%s goes out as typed, but %s", key.label, right)


def _vr_of(tag: int) -> str:
    """The dictionary's VR, the first where it names several; LO for a private creator; UN if unknown."""
    from pydicom.datadict import dictionary_VR

    if (tag >> 16) % 2 and 0x10 <= tag & 0xFFFF <= 0xFF:
        return "LO"
    try:
        return dictionary_VR(tag).split(" or ")[0]
    except KeyError:
        return "UN"


class _Reader:
    """Reads a key from left to right and knows the place to point at."""

    def __init__(self, text: str, of: str) -> None:
        self.text = text
        self.of = of
        self.at = 0
        self.value_at = len(text)

    def error(self, why: str, at: int | None = None, *, example: str = "") -> UsageError:
        shown = "".join(c if c.isprintable() else "?" for c in without_value(self.text))
        place = min(self.at if at is None else at, len(shown))
        return UsageError(
            f"cannot read the key {shown!r}: {why}\n    {shown}\n    {' ' * place}^",
            remedy=f"write, for example, {example or _EXAMPLES}",
        )

    def skip_spaces(self) -> int:
        while self.text[self.at : self.at + 1].isspace():
            self.at += 1
        return self.at

    def take(self, literal: str) -> bool:
        """Whether this comes next, spaces aside; then it is behind us."""
        self.skip_spaces()
        if not self.text.startswith(literal, self.at):
            return False
        self.at += len(literal)
        return True

    def expect(self, pattern: re.Pattern[str], why: str) -> re.Match[str]:
        self.skip_spaces()
        if not (found := pattern.match(self.text, self.at)):
            raise self.error(why)
        self.at = found.end()
        return found

    def tag(self) -> int:
        start = self.skip_spaces()
        if not _TAG_AHEAD.match(self.text, start):
            return self.keyword()
        bracket = self.take("(")
        digits = "a tag is two numbers of one to four hexadecimal digits with a comma between"
        group = int(self.expect(_HEX, digits)[1], 16)
        if not self.take(","):
            self.skip_spaces()
            raise self.error(digits)
        element = int(self.expect(_HEX, digits)[1], 16)
        if bracket and not self.take(")"):
            self.skip_spaces()
            raise self.error("the bracket is not closed")
        if group <= 3 or group in (5, 7, 0xFFFE, 0xFFFF):
            raise self.error(f"group {group:04X} is not part of {self.of}", start)
        if element == 0:
            raise self.error("a group length is no key", start)
        return group << 16 | element

    def keyword(self) -> int:
        from pydicom.datadict import tag_for_keyword

        start = self.at
        word = self.expect(_KEYWORD, "a tag or a keyword should be here")[0]
        if (tag := tag_for_keyword(word)) is not None and tag >> 16 > 3:
            return tag
        if tag is not None:
            raise self.error(f"group {tag >> 16:04X} is not part of {self.of}", start)
        near = _suggestions(word)
        better = f"; did you mean {' or '.join(near)}?" if near else ""
        rest = without_value(self.text)[self.at :]
        example = self.text[:start] + near[0] + rest if near else ""
        raise self.error(f"no attribute has the keyword {word!r}{better}", start, example=example)

    def item(self) -> int | None:
        if not self.take("["):
            return None
        start = self.skip_spaces()
        if self.take("*"):
            raise self.error("[*] stands for no item; name one, such as [0]", start)
        number = self.expect(_INDEX, "the number of an item should be here, counted from 0")[0]
        if len(number) > 9 or int(number) > MAX_ITEM:
            raise self.error(f"no item number may be above {MAX_ITEM}", start)
        if not self.take("]"):
            self.skip_spaces()
            raise self.error("the bracket of the item number is not closed")
        return int(number)

    def vr(self, tag: int) -> str:
        from pydicom.datadict import dictionary_has_tag, dictionary_VR
        from pydicom.valuerep import VR

        known = _vr_of(tag)
        if not self.take(":"):
            return known
        start = self.skip_spaces()
        typed = self.expect(_VR, "a VR of two capitals should be here, such as LO")[0]
        if typed == "UN" or typed not in {vr.value for vr in VR if len(vr.value) == 2}:
            raise self.error(f"there is no VR {typed}", start)
        if dictionary_has_tag(tag) and typed not in dictionary_VR(tag).split(" or "):
            raise self.error(f"{_name(tag)} is {dictionary_VR(tag)}, not {typed}", start)
        return typed

    def value(self) -> str:
        self.skip_spaces()
        if self.at == len(self.text):
            return ""
        if self.text[self.at] not in "=,":
            raise self.error("= and the value should be here")
        self.value_at = self.at + 1
        return self.text[self.value_at :]


def _suggestions(word: str) -> list[str]:
    from difflib import get_close_matches

    from pydicom.datadict import keyword_dict

    by_lower = {keyword.lower(): keyword for keyword in keyword_dict if keyword}
    return [by_lower[near] for near in get_close_matches(word.lower(), by_lower, n=2, cutoff=0.75)]
