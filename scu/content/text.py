"""The text of a data set, and whether a Specific Character Set can carry it (PS3.5 6.1.2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from scu import charset, values
from scu.content.altered import SPECIFIC_CHARACTER_SET, Unalterable
from scu.keys import Key

if TYPE_CHECKING:
    from pydicom.dataelem import DataElement, RawDataElement
    from pydicom.dataset import Dataset

_MAY_HOLD_TEXT: Final = values.CHARSET_VRS | {"SQ", "UN"}


def may_hold_text(tag: int, vr: str) -> bool:
    """Whether there may be text in an element; `vr` is empty where it is implicit."""
    from pydicom.datadict import dictionary_has_tag, dictionary_VR

    if vr in ("", "UN"):
        vr = dictionary_VR(tag) if dictionary_has_tag(tag) else "UN"
    return vr in _MAY_HOLD_TEXT


def decode(dataset: Dataset) -> Iterator[int]:
    """Decode all text that is not ASCII, and yield the elements of the top level with such.

    Raises:
        Unalterable: it is not in the character set that the object says.
    """
    for tag in list(dataset.keys()):
        if tag != SPECIFIC_CHARACTER_SET and not _is_ascii(dataset.get_item(tag)):
            for name, text, terms in _texts(dataset, charset.own(dataset), only=tag):
                if "\ufffd" in text or not charset.carries(terms, text):
                    raise Unalterable(f"{name} in it is not in the character set that it says, {terms or 'ISO_IR 6'}")
            yield int(tag)


def check_recoded(dataset: Dataset) -> None:
    """Refuse text that the Specific Character Set as it is now does not carry. Raises Unalterable."""
    for name, text, terms in _texts(dataset, charset.own(dataset)):
        if not charset.carries(terms, text):
            raise Unalterable(f"the Specific Character Set {terms or 'ISO_IR 6'} cannot carry its {name}")


def check_carried(key: Key, dataset: Dataset) -> None:
    """The same, of the value of a key that was set. Raises Unalterable."""
    terms, target = charset.own(dataset), dataset
    for step in key.path[:-1]:
        target = target[step.tag].value[step.item or 0]
        terms = charset.own(target) or terms
    if not all(charset.carries(terms, part) for part in _parts(key.vr, key.values)):
        raise Unalterable(
            f"its Specific Character Set, {terms or 'ISO_IR 6'}, cannot carry the value of {key.label}; "
            f"with --set 'SpecificCharacterSet={charset.UNICODE}' its text goes out in Unicode"
        )


def _is_ascii(element: DataElement | RawDataElement) -> bool:
    """Whether it is the same in every character set. A sequence of undefined length is not looked into."""
    from pydicom.dataelem import RawDataElement

    if not isinstance(element, RawDataElement):
        return False
    found = element.value or b""
    return found.isascii() and b"\x1b" not in found  # ISO 2022 switches with ESC between 7-bit character sets


def _texts(dataset: Dataset, terms: str, only: int | None = None) -> Iterator[tuple[str, str, str]]:
    """All text that is not ASCII: the attribute's name, the text, its character set. What is no text stays raw."""
    for tag in dataset.keys() if only is None else [only]:
        if not may_hold_text(tag, dataset.get_item(tag).VR or ""):
            continue
        element = dataset[tag]
        if element.VR == "SQ":
            for item in element.value:
                yield from _texts(item, charset.own(item) or terms)
        elif element.VR in values.CHARSET_VRS and not element.is_empty:
            several = element.value if element.VM > 1 else [element.value]
            yield from ((element.name, part, terms) for part in _parts(element.VR, map(str, several)))


def _parts(vr: str, several: Iterable[str]) -> Iterator[str]:
    """What is encoded by itself and not ASCII: values, and the parts of names (PS3.5 6.1.2.5.3)."""
    for value in several:
        parts = value.replace("^", "=").split("=") if vr == "PN" else [value]
        yield from (part for part in parts if not part.isascii())
