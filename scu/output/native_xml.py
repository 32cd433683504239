"""Data sets as XML: the Native DICOM Model (PS3.19 annex A). Bulk data is left out; the text is UTF-8."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree

if TYPE_CHECKING:
    from pydicom.dataelem import DataElement
    from pydicom.dataset import Dataset

_NAMESPACE: Final = "http://dicom.nema.org/PS3.19/models/NativeDICOM"
_BULK: Final = frozenset(("OB", "OD", "OF", "OL", "OV", "OW", "UN"))
_GROUPS: Final = ("Alphabetic", "Ideographic", "Phonetic")
_COMPONENTS: Final = ("FamilyName", "GivenName", "MiddleName", "NamePrefix", "NameSuffix")
_CHARACTER_SET: Final = 0x00080005
_NO_CHARACTER: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # of XML 1.0


def document(dataset: Dataset) -> bytes:
    """The XML document of a data set whose values are decoded."""
    root = ElementTree.Element("NativeDicomModel", {"xmlns": _NAMESPACE, "xml:space": "preserve"})
    _add_attributes(root, dataset)
    written: bytes = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written.replace(b"\r", b"&#13;") + b"\n"  # else a parser takes it for the end of a line


def _add_attributes(parent: ElementTree.Element, dataset: Dataset) -> None:
    for element in dataset:
        attribute = ElementTree.SubElement(parent, "DicomAttribute", _identity(element, dataset))
        if element.VR == "SQ":
            for number, item in enumerate(element.value, 1):
                _add_attributes(ElementTree.SubElement(attribute, "Item", {"number": str(number)}), item)
        elif element.VR not in _BULK and not element.is_empty:
            for number, value in enumerate(_values(element), 1):
                _add_value(attribute, element.VR, value, str(number))


def _identity(element: DataElement, dataset: Dataset) -> dict[str, str]:
    """Its tag, and its keyword or, with the number of the block left out of the tag, who made it."""
    tag, named = element.tag, {"tag": f"{element.tag:08X}", "vr": element.VR}
    if element.keyword:
        return {**named, "keyword": element.keyword}
    creator = dataset.get((tag.group, tag.element >> 8)) if tag.is_private and not tag.is_private_creator else None
    if creator is None:
        return named
    return {**named, "tag": f"{tag & 0xFFFF00FF:08X}", "privateCreator": _text(creator.value)}


def _values(element: DataElement) -> list[object]:
    if element.tag == _CHARACTER_SET:
        return ["ISO_IR 192"]
    return list(element.value) if element.VM > 1 else [element.value]


def _add_value(attribute: ElementTree.Element, vr: str, value: object, number: str) -> None:
    if vr == "PN":
        _add_name(ElementTree.SubElement(attribute, "PersonName", {"number": number}), _text(value))
    else:
        text = f"{value:08X}" if vr == "AT" and isinstance(value, int) else _text(value)
        ElementTree.SubElement(attribute, "Value", {"number": number}).text = text


def _add_name(parent: ElementTree.Element, name: str) -> None:
    for group, text in zip(_GROUPS, name.split("="), strict=False):
        if not text:
            continue
        representation = ElementTree.SubElement(parent, group)
        for component, part in zip(_COMPONENTS, text.split("^"), strict=False):
            if part:
                ElementTree.SubElement(representation, component).text = part


def _text(value: object) -> str:
    return _NO_CHARACTER.sub("\ufffd", str(value))
