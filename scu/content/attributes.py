"""Attributes that are set, or taken out, as keys say."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from scu import charset, implementation, keys, values
from scu.content import text
from scu.content.altered import SPECIFIC_CHARACTER_SET, Unalterable
from scu.content.head import Head
from scu.errors import UsageError
from scu.keys import Key, Step

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

SOP_CLASS_UID: Final = 0x00080016
SOP_INSTANCE_UID: Final = 0x00080018

_PIXEL_GROUP: Final = 0x7FE0


@dataclass(frozen=True, slots=True)
class Setting:
    """Attributes set to the values of keys.

    Specific Character Set has all text before the pixel data encoded anew; what has no known VR stays as it is.
    """

    keys: tuple[Key, ...]

    @property
    def charset(self) -> str | None:
        """The Specific Character Set to be, None if it stays as it is. So with the others."""
        return self._value(SPECIFIC_CHARACTER_SET)

    @property
    def sop_class_uid(self) -> str | None:
        return self._value(SOP_CLASS_UID)

    @property
    def sop_instance_uid(self) -> str | None:
        return self._value(SOP_INSTANCE_UID)

    def _value(self, tag: int) -> str | None:
        return next((key.value for key in self.keys if key.path == (Step(tag),)), None)

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(f"{key.label} {'set' if key.value else 'emptied'}" for key in self.keys)

    def touches(self, head: Head) -> set[int]:
        tags = {key.path[0].tag for key in self.keys}
        if self.charset is not None:
            tags |= {span.tag for span in head.spans if text.may_hold_text(span.tag, span.vr)}
        return tags

    def apply(self, dataset: Dataset) -> set[int]:
        changed = {key.path[0].tag for key in self.keys}
        recoded = list(text.decode(dataset)) if self.charset is not None else []
        for key in self.keys:
            _check_path(key, dataset)
        keys.apply([_as_in_the_object(key, dataset) for key in self.keys], dataset)
        for key in self.keys:
            if key.vr in values.CHARSET_VRS and not key.value.isascii():
                text.check_carried(key, dataset)
        if recoded:
            text.check_recoded(dataset)
        return changed.union(recoded)


@dataclass(frozen=True, slots=True)
class Deletion:
    """Attributes, or items of sequences, that are taken out."""

    keys: tuple[Key, ...]

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(f"{key.label} deleted" for key in self.keys)

    def touches(self, head: Head) -> set[int]:
        return {key.path[0].tag for key in self.keys}

    def apply(self, dataset: Dataset) -> set[int]:
        # The last item first, so that the others keep their numbers.
        last_first = sorted(self.keys, key=lambda key: [step.item or 0 for step in key.path], reverse=True)
        return {key.path[0].tag for key in last_first if _delete(key, dataset)}


def setting(typed: Sequence[str]) -> Setting:
    """What these keys set.

    Raises:
        UsageError: a key cannot be read, or names what cannot be set, or its value cannot stand in an object.
    """
    from pydicom.dataset import Dataset

    parsed = keys.parse_all(typed, of=keys.DATA_SET)
    for key in parsed:
        _check_place(key, "--set")
        _check_says_what(key)
        if len(key.path) == 1 and key.tag in (SOP_CLASS_UID, SOP_INSTANCE_UID):
            _check_uid(key)
    keys.check_values(parsed, in_query=False)
    found = Setting(tuple(parsed))
    scratch = Dataset()
    keys.apply(parsed, scratch)
    # Whether the text fits into an object is known when that is read; here, whether any character set can carry it.
    charset.check(scratch, found.charset or charset.UNICODE, option="--set SpecificCharacterSet=")
    return found


def deletion(typed: Sequence[str]) -> Deletion:
    """What these keys take out.

    Raises:
        UsageError: a key cannot be read, or names what cannot be taken out, or has a value.
    """
    parsed = keys.parse_all(typed, of=keys.DATA_SET)
    for key in parsed:
        _check_place(key, "--delete")
        if key.value:
            raise UsageError(
                f"--delete takes a key without a value, not {key.text!r}",
                remedy=f"write --delete {key.label}, or --set to change the value",
            )
        if len(key.path) == 1 and key.tag in (SOP_CLASS_UID, SOP_INSTANCE_UID, SPECIFIC_CHARACTER_SET):
            raise UsageError(
                f"{key.label} cannot be deleted",
                cause="an object is sent under its SOP Class and SOP Instance UID, and text is read by its character "
                "set",
                remedy="change it with --set",
            )
    return Deletion(tuple(parsed))


def _check_place(key: Key, option: str) -> None:
    if key.path[0].tag >> 16 >= _PIXEL_GROUP:
        raise UsageError(
            f"{option} cannot change {key.label}: pixel data, and what follows it, goes out as it is in the file",
            remedy=f"leave this {option} out",
        )
    if key.tag == SPECIFIC_CHARACTER_SET and len(key.path) > 1:
        raise UsageError(
            f"{option} cannot change {key.label}: the text of that item would be read wrongly",
            remedy="set the SpecificCharacterSet of the whole object",
        )


def _check_says_what(key: Key) -> None:
    """A key of a query may do without a value; here that would empty the attribute. An item is made if need be."""
    if key.value or key.path[-1].item is not None or key.text.endswith(("=", ",")):
        return
    raise UsageError(f"--set {key.label} has no value", remedy=f"write {key.label}= to empty it, or {key.label}=VALUE")


def _check_uid(key: Key) -> None:
    if not implementation.is_uid(key.value):
        raise UsageError(
            f"--set needs a UID for {key.label}, under which the object is sent",
            cause="a UID is at most 64 digits and dots, no part with a leading zero, such as 1.2.840.10008.1.1",
            remedy="correct the value",
        )


def _check_path(key: Key, dataset: Dataset) -> None:
    """Nothing is put in the place of what is there and was not recognised as a sequence."""
    for step in key.path if key.path[-1].item is not None else key.path[:-1]:
        if step.tag not in dataset:
            return
        if dataset[step.tag].VR != "SQ":
            raise Unalterable(f"{dataset[step.tag].name} in it is no sequence, so {key.label} cannot be set")
        items = dataset[step.tag].value
        if len(items) <= (step.item or 0):
            return
        dataset = items[step.item or 0]


def _as_in_the_object(key: Key, dataset: Dataset) -> Key:
    """The key with the VR that the object has, where its own was a guess: US or SS, or private."""
    from pydicom.datadict import dictionary_has_tag, dictionary_VR

    allowed = dictionary_VR(key.tag).split(" or ") if dictionary_has_tag(key.tag) else []
    target = _target(key, dataset)
    typed = f":{key.vr}" in key.text.removesuffix(key.value)
    if target is None or key.tag not in target or len(allowed) == 1 or typed:
        return key
    vr = str(target[key.tag].VR)
    if vr not in (allowed or values.CHARSET_VRS | {"UI", "DA", "TM", "DT", "IS", "DS", "CS", "US", "UL"}):
        return key
    with suppress(ValueError):
        values.convert(vr, key.value)
        return replace(key, vr=vr)
    return key


def _target(key: Key, dataset: Dataset) -> Dataset | None:
    """The data set that a key's attribute is in, None if there is none."""
    for step in key.path[:-1]:
        if step.tag not in dataset or dataset[step.tag].VR != "SQ":
            return None
        items = dataset[step.tag].value
        if len(items) <= (step.item or 0):
            return None
        dataset = items[step.item or 0]
    return dataset


def _delete(key: Key, dataset: Dataset) -> bool:
    target, last = _target(key, dataset), key.path[-1]
    if target is None or last.tag not in target:
        return False
    if last.item is None:
        del target[last.tag]
        return True
    element = target[last.tag]
    if element.VR != "SQ" or len(element.value) <= last.item:
        return False
    del element.value[last.item]
    return True
