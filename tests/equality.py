"""Whether two files hold the same object, however they are encoded."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy
from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset, FileDataset
from pydicom.filereader import dcmread
from pydicom.tag import BaseTag

_PIXEL_DATA = 0x7FE00010
# What says how pixels are laid out, and changes with their transfer syntax.
_LAYOUT = {0x00280004, 0x00280006, 0x7FE00001, 0x7FE00002}
_TRAILING_PADDING = 0xFFFCFFFC  # of the file, not of the object (PS3.10 7.2)


def differences(ours: Path, theirs: Path) -> list[str]:
    """In which elements the two data sets differ: in pixels by their bytes, or by their values if they are recoded."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        left, right = dcmread(ours, force=True), dcmread(theirs, force=True)
        same_coding = left.file_meta.get("TransferSyntaxUID") == right.file_meta.get("TransferSyntaxUID")
        found = _in_elements(left, right, set() if same_coding else _LAYOUT)
        if not _same_pixels(left, right, same_coding):
            found.append("PixelData")
    return found


def _in_elements(left: Dataset, right: Dataset, leave: set[int]) -> list[str]:
    tags = {
        tag for tag in left.keys() | right.keys() if tag.element and tag not in leave | {_PIXEL_DATA, _TRAILING_PADDING}
    }
    return [str(tag) for tag in sorted(tags) if not _same_element(left, right, tag)]


def _same_element(left: Dataset, right: Dataset, tag: BaseTag) -> bool:
    if tag not in left or tag not in right:
        return False
    raw = [each.get_item(tag) for each in (left, right)]
    if all(isinstance(each, RawDataElement) for each in raw) and _bytes_of(raw[0]) == _bytes_of(raw[1]):
        return True
    one, other = left[tag], right[tag]
    if one.VR == "SQ" and other.VR == "SQ":
        pairs = zip(one.value, other.value, strict=False)
        return len(one.value) == len(other.value) and not any(_in_elements(*pair, set()) for pair in pairs)
    return bool(one.value == other.value)


def _bytes_of(element: object) -> bytes:
    value = element.value if isinstance(element, RawDataElement) else None
    return (value or b"").rstrip(b"\0 ")


def _same_pixels(left: FileDataset, right: FileDataset, same_coding: bool) -> bool:
    if _PIXEL_DATA not in left or _PIXEL_DATA not in right:
        return (_PIXEL_DATA in left) == (_PIXEL_DATA in right)
    if same_coding:
        return bool(left.PixelData == right.PixelData)
    return numpy.array_equal(left.pixel_array, right.pixel_array)
