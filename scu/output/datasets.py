"""Data sets as people and scripts read them: a dump, the DICOM JSON model, and single values as text."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from scu import charset
from scu.flat import Flat, plain, read_element
from scu.output.plain import amount, safe
from scu.values import PYDICOM_FAILURES

if TYPE_CHECKING:
    from pydicom.dataelem import DataElement
    from pydicom.dataset import Dataset

    from scu.keys import Step

_NAME_COLUMN = 60
_SHOWN_BYTES = 16
_REMEMBERED = 4096
_CHARSET = 0x00080005
_UNICODE: dict[str, object] = {"vr": "CS", "Value": ["ISO_IR 192"]}


def name(element: DataElement) -> str:
    """Return the keyword of an element, and (gggg,eeee) where it has none, as in private ones."""
    return element.keyword or f"({element.tag.group:04X},{element.tag.element:04X})"


def text(element: DataElement) -> str:
    """Return a value as text, `\\` between single values; the number of items of a sequence; bytes as hex."""
    value = element.value
    if element.VR == "SQ":
        return amount(len(value), "item")
    if isinstance(value, bytes | bytearray):
        return value[:_SHOWN_BYTES].hex(" ") + (" …" if len(value) > _SHOWN_BYTES else "")
    if value is None:
        return ""
    return "\\".join(map(str, value)) if element.VM > 1 else str(value)


def dump(dataset: Dataset, indent: str = "") -> Iterator[str]:
    """Yield one line for each element, as dcmdump has them: tag, VR, value, keyword; items further in."""
    for element in dataset:
        said = text(element)
        if element.VR != "SQ":
            said = f"[{safe(said)}]" if said else "(no value)"
        tag = f"({element.tag.group:04x},{element.tag.element:04x})"
        yield f"{_in_column(f'{indent}{tag} {element.VR} {said}')} # {safe(_described(element))}"
        if element.VR == "SQ":
            for number, item in enumerate(element.value):
                yield f"{indent}  item {number}"
                yield from dump(item, indent + "    ")


def _described(element: DataElement) -> str:
    """The keyword, or what pydicom calls it; of private creators that are none it would complain, with their value."""
    if element.keyword:
        return element.keyword
    with charset.quietly():
        return element.name


def _in_column(text: str) -> str:
    """With blanks up to the column of the names; characters of Asia take two cells."""
    if text.isascii():
        return text.ljust(_NAME_COLUMN)
    from scu.output.widths import pad

    return pad(text, _NAME_COLUMN)


def json_model(dataset: Dataset) -> dict[str, object]:
    """Return a data set in the DICOM JSON model (PS3.18 annex F).

    Text is Unicode there, so Specific Character Set says so. A value that is not what its VR promises stays as
    the text that came.
    """
    model: dict[str, object] = {f"{element.tag:08X}": _json_element(element) for element in dataset}
    if f"{_CHARSET:08X}" in model:
        model[f"{_CHARSET:08X}"] = _UNICODE
    return model


def flat_json(flat: Flat) -> dict[str, object]:
    """The same for a flat identifier."""
    model: dict[str, object] = {}
    for tag, vr, value in flat.elements:
        name = f"{tag:08X}"
        if tag == _CHARSET:
            model[name] = _UNICODE
        elif (said := plain(vr, value)) is None:
            model[name] = _read_json(tag, vr, value, flat.encodings)
        elif not said:
            model[name] = {"vr": vr}
        else:
            model[name] = {"vr": vr, "Value": [{"Alphabetic": said} if vr == "PN" else said]}
    return model


def flat_values(flat: Flat, tags: Sequence[int]) -> list[str]:
    """The values of these tags as text, empty where there are none; 0 is no tag of an identifier."""
    found = {tag: (vr, value) for tag, vr, value in flat.elements}
    return [_flat_text(tag, *found[tag], flat.encodings) if tag in found else "" for tag in tags]


def _flat_text(tag: int, vr: str, value: bytes, encodings: tuple[str, ...]) -> str:
    said = plain(vr, value)
    return _read_text(tag, vr, value, encodings) if said is None else said


# Values that are not plain are pydicom's to read, which takes its time; those of many matches are the same.
@lru_cache(_REMEMBERED)
def _read_json(tag: int, vr: str, value: bytes, encodings: tuple[str, ...]) -> dict[str, object]:
    return _json_element(read_element(tag, vr, value, encodings))


@lru_cache(_REMEMBERED)
def _read_text(tag: int, vr: str, value: bytes, encodings: tuple[str, ...]) -> str:
    return text(read_element(tag, vr, value, encodings))


def _json_element(element: DataElement) -> dict[str, object]:
    if element.VR == "SQ":
        items = [json_model(item) for item in element.value]
        return {"vr": "SQ", "Value": items} if items else {"vr": "SQ"}
    try:
        model: dict[str, object] = element.to_json_dict(None, 0)
    except PYDICOM_FAILURES:
        model = {"vr": element.VR, "Value": text(element).split("\\")}
    values = model.get("Value")
    if isinstance(values, list):
        model["Value"] = [_finite(value) for value in values]
    return model


def _finite(value: object) -> object:
    """JSON has no such numbers; the DICOM JSON model spells them (PS3.18 F.2.3)."""
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "inf" if value > 0 else "-inf"
    return value


def value_at(dataset: Dataset, path: Sequence[Step], read: Callable[[DataElement], str] = text) -> str:
    """Return the value at the path of a key as `read` gives it, empty where there is none."""
    step, *rest = path
    if step.tag not in dataset:
        return ""
    element = dataset[step.tag]
    if not rest and step.item is None:
        return read(element)
    number = step.item or 0
    if element.VR != "SQ" or number >= len(element.value):
        return ""
    return value_at(element.value[number], rest, read) if rest else amount(len(element.value[number]), "element")
