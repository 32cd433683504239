"""Model, level and keys become an identifier, checked against what the model can answer (PS3.4 annexes C and K)."""

import logging
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scu import charset as charsets
from scu import keys as keying
from scu import query_attributes as attributes
from scu import values
from scu.errors import UsageError
from scu.keys import Key
from scu.query_model import (
    Level,
    LevelHelp,
    Model,
    Verb,
    choose,
    displayed_keys,
    level_below,
    query_help,
    unique_keys,
)

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

__all__ = ["Level", "LevelHelp", "Model", "Query", "Verb", "build", "choose", "query_help"]

log = logging.getLogger(__name__)

CHARACTER_SET = 0x00080005
LEVEL = 0x00080052


@dataclass(frozen=True, slots=True)
class Query:
    """A request: what is asked of which SOP class, and the labels of its keys in the order to show them."""

    verb: Verb
    model: Model
    level: Level | None
    sop_class_uid: str
    identifier: "Dataset"
    labels: tuple[str, ...]

    @property
    def charset(self) -> str:
        """The Specific Character Set of the identifier, `\\` between its terms."""
        return charsets.own(self.identifier)


def build(
    verb: Verb,
    model: Model | None,
    level: Level | None,
    keys: Sequence[Key],
    *,
    base: "Dataset | None" = None,
    charset: str | None = None,
    auto_keys: bool = True,
    check: bool = True,
    strict: bool = False,
    relational: bool = False,
) -> Query:
    """The query that the options, the keys and a query file make together.

    Args:
        model: None for study root, for patient root at patient level, and for composite instance root at frame level.
        level: None for what (0008,0052) among the keys or in the file says, else STUDY, or the first that the model
            has, if it has any.
        base: the data set of a query file; keys override it. It is not changed.
        charset: `--charset`; None for the file's, or the locale's.
        auto_keys: whether level, character set, unique keys and return keys are added to what was typed.
        check: whether the rules of the model are enforced; text that cannot be encoded is refused in any case.
        strict: whether a value that its VR does not allow is an error instead of a note.
        relational: whether the server is asked for relational queries, with keys of every level (PS3.4 C.4.1.2.2).

    Raises UsageError.
    """
    from pydicom.dataset import Dataset

    identifier = deepcopy(base) if base is not None else Dataset()
    keying.check_values(keys, strict=strict)
    keying.apply(keys, identifier)
    said = _level(level, keys, identifier, check)
    model = model or _usual_model(said)
    sop_class_uid = _sop_class_uid(verb, model)
    asked = (said or _usual_level(model)) if model.levels else None
    if check and asked:
        _check_level(model, asked)
    added = _automatic(verb, model, asked, keys, base) if auto_keys else []
    keying.apply((key for key in added if not _present(key, identifier)), identifier)
    there = identifier.get("QueryRetrieveLevel")
    if asked and not _typed(LEVEL, keys) and (auto_keys or there) and (level or not there):
        _put(identifier, f"8,52={asked.value}")
    if charset is not None or (auto_keys and (verb == "find" or Level.STUDY in model.levels)):
        _set_charset(identifier, keys, charset)
    charsets.check(identifier)
    if check and (asked or verb != "find"):
        _check_keys(verb, model, asked, identifier, relational)
    typed = [*keys, *(_keys_of(base) if base is not None else ())]
    labels = dict.fromkeys(key.label for key in (*typed, *added) if key.tag not in (CHARACTER_SET, LEVEL))
    return Query(verb, model, asked, sop_class_uid, identifier, tuple(labels))


def _put(identifier: "Dataset", key: str) -> None:
    keying.apply([keying.parse(key)], identifier)


def _typed(tag: int, keys: Sequence[Key]) -> bool:
    return any(key.tag == tag and key.value for key in keys)


def _level(option: Level | None, keys: Sequence[Key], identifier: "Dataset", check: bool) -> Level | None:
    """The level by the option, else by (0008,0052); an option and a key that disagree are an error."""
    if option and not (_typed(LEVEL, keys) and check):
        return option
    said = str(identifier.get("QueryRetrieveLevel") or "").strip()
    if said and check and said not in Level.__members__:
        raise UsageError(
            f"{said!r} is no query level",
            remedy=f"write one of {', '.join(Level.__members__)}, or use --no-check to send it as it is",
        )
    if option and said != option.value:
        raise UsageError(
            f"the level is {option.value} by the options and {said} by the key (0008,0052)",
            remedy="leave one of the two out",
        )
    return Level.__members__.get(said)


def _usual_model(level: Level | None) -> Model:
    if level is Level.PATIENT:
        return Model.PATIENT_ROOT
    return Model.COMPOSITE if level is Level.FRAME else Model.STUDY_ROOT


def _usual_level(model: Model) -> Level:
    return Level.STUDY if Level.STUDY in model.levels else model.levels[0]


def _sop_class_uid(verb: Verb, model: Model) -> str:
    uid = model.sop_class(verb)
    if uid is None:
        raise UsageError(
            f"the {model.title} model has no {verb}",
            remedy=f"use scu {model.verbs[0]} {model.option}, or {verb} with --studyroot or --patientroot",
        )
    return uid


def _check_level(model: Model, level: Level) -> None:
    if level not in model.levels:
        better = next(each for each in (Model.STUDY_ROOT, Model.PATIENT_ROOT, Model.COMPOSITE) if level in each.levels)
        known = " and ".join(", ".join(level.value for level in model.levels).rsplit(", ", 1))
        raise UsageError(
            f"{model.title} has no {level.value} level; it has {known}",
            remedy=f"use {better.option}, or another level",
        )


def _automatic(verb: Verb, model: Model, level: Level | None, keys: Sequence[Key], base: "Dataset | None") -> list[Key]:
    """The return keys that people want to see, unless some were asked for, and the unique keys down to the level."""
    unique = unique_keys(model, level)
    asks = verb == "find" and not _asks_back(keys, base, unique)
    wanted = displayed_keys(model, level) if asks else ()
    return [keying.parse(keyword) for keyword in dict.fromkeys((*wanted, *unique))]


def _asks_back(keys: Sequence[Key], base: "Dataset | None", unique: Sequence[str]) -> bool:
    """Whether return keys were given: any key typed without a value; in a file, the unique keys aside."""
    if any(not key.value for key in keys if key.tag not in (CHARACTER_SET, LEVEL)):
        return True
    return base is not None and any(not key.value and key.label not in unique for key in _keys_of(base))


def _keys_of(dataset: "Dataset", path: tuple[keying.Step, ...] = ()) -> Iterator[Key]:
    """The elements of a data set as keys, nested ones each for itself; a value is shown, not typed."""
    for element in dataset:
        here = (*path, keying.Step(element.tag))
        if element.VR != "SQ" or not element.value:
            shown = [] if element.is_empty else element.value if element.VM > 1 else [element.value]
            yield Key(here, element.VR, "\\".join(map(str, shown)), "")
            continue
        for index, item in enumerate(element.value):
            yield from _keys_of(item, (*path, keying.Step(element.tag, index)))


def _present(key: Key, dataset: "Dataset") -> bool:
    """Whether the data set has the element already, so that what was typed stays."""
    for step in key.path[:-1]:
        items = dataset[step.tag].value if step.tag in dataset else []
        if len(items) <= (step.item or 0):
            return False
        dataset = items[step.item or 0]
    return key.tag in dataset


def _set_charset(identifier: "Dataset", keys: Sequence[Key], charset: str | None) -> None:
    """(0008,0005): by a key, else by --charset, else the file's if it carries the text, else by the locale."""
    if _typed(CHARACTER_SET, keys):
        return
    texts = [key.value for key in _keys_of(identifier) if key.vr in values.CHARSET_VRS]
    said = charsets.own(identifier)
    if charset is None and said and all(charsets.carries(said, text) for text in texts):
        return
    _put(identifier, f"8,5={charsets.for_query(charset, texts)}")


def _check_keys(verb: Verb, model: Model, level: Level | None, identifier: "Dataset", relational: bool) -> None:
    found = list(_keys_of(identifier))
    by_label = {key.label: key for key in found}
    unique = unique_keys(model, level)
    if verb != "find":
        _check_retrieve(verb, model, level, found, by_label, unique)
    if level is None or relational:
        return
    for keyword in unique[:-1]:
        key = by_label.get(keyword)
        if key is None or not key.value or _has_wildcard(key):
            log.info(
                "%s is open, above the %s level: a server without relational queries may refuse (PS3.4 C.4.1.2)",
                keyword,
                level.value,
            )
    for key in found:
        below = level_below(model, level, key.label)
        if below and key.value:
            log.warning("%s belongs to the %s level, and this asks for %s", key.label, below.value, level.value)


def _check_retrieve(
    verb: Verb, model: Model, level: Level | None, found: list[Key], by_label: dict[str, Key], unique: list[str]
) -> None:
    """A retrieve names what it wants: no wildcards, and never a whole archive by accident (PS3.4 C.4.2.1.4.1)."""
    for key in found:
        if _has_wildcard(key):
            raise UsageError(
                f"a {verb} matches no wildcards, and {key.label} has one",
                cause="a retrieve is by unique keys alone (PS3.4 C.4.2.1.4.1)",
                remedy=f"find the {unique[-1]} first, with scu find; --no-check sends it as it is",
            )
        if key.value and key.label not in (*unique, *attributes.FRAMES) and key.tag not in (CHARACTER_SET, LEVEL):
            log.info("%s is no unique key: a %s may ignore or refuse it (PS3.4 C.4.2.1.4.1)", key.label, verb)
    own = by_label.get(unique[-1])
    if own is None or not own.value.strip("\\ "):
        raise UsageError(
            f"a {verb} at {level.value} level needs {unique[-1]}"
            if level
            else f"a {verb} of the {model.title} model needs {unique[-1]}",
            cause="left empty it would ask for everything that the server has",
            remedy=f"say which: -k {unique[-1]}=…, as scu find shows it; several with \\ between",
        )
    if level is Level.FRAME:
        _check_frames(own.value, by_label)


def _check_frames(uids: str, by_label: dict[str, Key]) -> None:
    """Frames are of one image, and said in one way (PS3.4 Y.6.1.1.3)."""
    said = [keyword for keyword in attributes.FRAMES if keyword in by_label and by_label[keyword].value]
    if "\\" in uids or len(said) != 1:
        raise UsageError(
            "at FRAME level the frames of one image are asked for, in one way",
            cause=f"{len(said)} of {', '.join(attributes.FRAMES)} are given",
            remedy="give one SOPInstanceUID and, for example, -k SimpleFrameList=1\\2",
        )


def _has_wildcard(key: Key) -> bool:
    return any(character in key.value for character in "*?")
