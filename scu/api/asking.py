"""Keys, level and model of a program to a query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Literal, TypeAlias, Union

from scu import keys as keying
from scu import query
from scu.errors import UsageError
from scu.query import Level, Model, Query, Verb

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

LevelName: TypeAlias = Literal["PATIENT", "STUDY", "SERIES", "IMAGE", "FRAME"]
ModelName: TypeAlias = Literal[
    "patientroot",
    "studyroot",
    "psonly",
    "worklist",
    "composite",
    "without_bulk_data",
    "hanging_protocol",
    "color_palette",
    "ups",
    "ups_watch",
    "ups_query",
]
"""The query models, by the names of the options that choose them."""

Keys: TypeAlias = Union[Mapping[str, object], Iterable[str], "Dataset"]
"""Matching and return keys: a mapping of keywords, tags as `"0010,0010"` or paths as `"Sequence[0].Keyword"` to values;
texts as after `-k` of `scu find`, `"PatientName=A*"`; or an identifier, complete.

A value is text, a number, a date, a time, several of them in a sequence, or a mapping for the item of a sequence. None
and the empty text ask the element back.
"""


def build(
    verb: Verb,
    level: LevelName | None,
    keys: Keys,
    model: ModelName | None,
    *,
    usual_model: str | None = None,
    charset: str | None = None,
    check: bool = True,
) -> Query:
    """Return the query.

    Args:
        usual_model: that of a program that chooses none, if it has the level.
        charset, check: see `query.build`.

    Raises:
        UsageError: a key, the level or the model is wrong.
    """
    from pydicom.dataset import Dataset

    asked = _level(level)
    chosen = _model(model) if model is not None else None
    if chosen is None and usual_model is not None and (asked is None or asked in _model(usual_model).levels):
        chosen = _model(usual_model)
    base = keys if isinstance(keys, Dataset) else None
    typed = [] if isinstance(keys, Dataset) else keying.parse_all([*_texts(keys)])
    return query.build(verb, chosen, asked, typed, base=base, charset=charset, check=check)


def _level(name: str | None) -> Level | None:
    if name is None or name in Level.__members__:
        return None if name is None else Level[name]
    raise UsageError(f"{name!r} is no query level", remedy=f"say one of {', '.join(Level.__members__)}")


def _model(name: str) -> Model:
    found = {_name(model): model for model in Model}
    if name in found:
        return found[name]
    raise UsageError(f"{name!r} is no query model", remedy=f"say one of {', '.join(found)}")


def _name(model: Model) -> str:
    return model.option[2:].replace("-", "_")


def _texts(keys: Mapping[str, object] | Iterable[str]) -> Iterator[str]:
    if isinstance(keys, str):
        yield keys
    elif isinstance(keys, Mapping):
        yield from _spelled(keys, "")
    else:
        yield from keys


def _spelled(keys: Mapping[str, object], path: str) -> Iterator[str]:
    for name, value in keys.items():
        if isinstance(value, Mapping):
            yield from _spelled(value, f"{path}{name}[0].") if value else (f"{path}{name}",)
        else:
            text = _text(name, value)
            yield f"{path}{name}={text}" if text else f"{path}{name}"


def _text(name: str, value: object) -> str:
    """A value as DICOM writes it (PS3.5 6.2)."""
    match value:
        case None:
            return ""
        case str():
            return value
        case datetime():
            return value.strftime("%Y%m%d%H%M%S")
        case date():
            return value.strftime("%Y%m%d")
        case time():
            return value.strftime("%H%M%S")
        case bytes() | bytearray() | bool() | dict() | set():
            raise UsageError(f"the key {name} cannot have a value of type {type(value).__name__}")
        case Sequence():
            return "\\".join(_text(name, each) for each in value)
        case _:
            return str(value)
