"""`--name`: received objects go to folders and files that are named by their attributes."""

from __future__ import annotations

import logging
import os
import re
import threading
import unicodedata
from typing import TYPE_CHECKING, Final

from scu import keys
from scu.errors import UsageError
from scu.keys import Key, Step
from scu.storage.folders import Place
from scu.storage.head import PIXELS, Head, UnreadableHead
from scu.storage.names import OnExists

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

log = logging.getLogger(__name__)

_EXAMPLE: Final = "{PatientID}/{StudyInstanceUID}/{Modality}-{SeriesNumber}/{SOPInstanceUID}.dcm"
_SOP_INSTANCE_UID: Final = 0x00080018
_NO_TEXT: Final = frozenset({"OB", "OD", "OF", "OL", "OV", "OW", "SQ"})
_LONGEST: Final = 240
"""Bytes of UTF-8 in a name: file systems take 255, and a number may have to go in."""
_LONGEST_UID: Final = 64
_SHORTEST: Final = 8  # bytes that a value has room for at least

_FIELD = re.compile(r"\{([^{}]*)\}")
# Beside the separators, what other file systems than ours do not take: folders are shared, and copied.
_UNSAFE = re.compile(r'[/\\:*?"<>|]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]) *(?:\.|$)", re.IGNORECASE)

Component = tuple[str | Key, ...]


class Template:
    """A template of names, such as `{PatientID}/{Modality}-{SeriesNumber}/{SOPInstanceUID}.dcm`.

    Between `{` and `}` is a keyword, a tag or a path, as in a key. A template without {SOPInstanceUID} gives several
    objects one name: what then happens has to be OnExists.KEEP, which numbers them, or ERROR, so that none is lost.

    Raises:
        UsageError: it cannot be a template, or objects could be lost by it.
    """

    def __init__(self, text: str, on_exists: OnExists = OnExists.KEEP) -> None:
        if not text.isprintable():
            raise _wrong("has characters that cannot be printed")
        self.components = tuple(_component(part) for part in text.split("/"))
        fields = [part for component in self.components for part in component if isinstance(part, Key)]
        if not fields:
            raise _wrong("has no attribute in it, so that every object would have the same name")
        unique = any(map(_is_own_uid, fields))
        if not unique and on_exists in (OnExists.OVERWRITE, OnExists.SKIP):
            raise UsageError(
                f"--on-exists {on_exists.value} needs {{SOPInstanceUID}} in --name",
                cause="objects that get the same name would be lost",
                remedy="put {SOPInstanceUID} into the template, or leave out --on-exists: they are numbered then",
            )
        self._head = Head(field.path[0].tag for field in fields)
        self._reading = threading.Lock()  # pydicom's warnings are silenced for the whole process

    def place(self, file: str, offset: int, uids: tuple[str, str, str]) -> Place:
        """Return where an object goes. One whose attributes cannot be read goes where one without them would."""
        from pydicom.dataset import Dataset

        try:
            with self._reading:
                attributes = self._head.read(file, offset, uids[2])
        except UnreadableHead as error:
            log.warning("the attributes of %s, that --name has, cannot be read", uids[1])
            log.debug("%s", error)
            attributes = Dataset()
        attributes.SOPClassUID, attributes.SOPInstanceUID = uids[:2]
        *folders, name = self.names(attributes)
        return Place(tuple(folders), lambda number: self._numbered(name, number) if number else name)

    def names(self, attributes: Dataset) -> tuple[str, ...]:
        """Return the names of the folders, and of the file, for an object with these attributes."""
        return tuple(_name(component, attributes) for component in self.components)

    def _numbered(self, name: str, number: int) -> str:
        """With a number before its ending; with a dot before that it would look like another UID."""
        last = self.components[-1][-1]
        suffix = last[last.rindex(".") :] if isinstance(last, str) and "." in last else ""
        return f"{name.removesuffix(suffix)}_{number}{suffix}"


def _component(text: str) -> Component:
    if not text:
        raise _wrong(
            "begins or ends with a slash, or has two in a row", "write folders and a file name, with / between"
        )
    if text.startswith("."):
        raise _wrong(f"has {text!r}, and names do not begin with a dot", "names that do are hidden, or lead elsewhere")
    pieces = _FIELD.split(unicodedata.normalize("NFC", text))
    component = tuple(_field(piece) if odd % 2 else piece for odd, piece in enumerate(pieces) if odd % 2 or piece)
    literal = "".join(piece for piece in component if isinstance(piece, str))
    if "{" in literal or "}" in literal:
        raise _wrong("has a brace without its other")
    if _UNSAFE.search(literal):
        raise _wrong(f'has one of \\ : * ? " < > | in {literal!r}, which not every file system takes')
    if _room(component) < _SHORTEST * len(_cut(component)):
        raise _wrong(f"has a name that may get longer than {_LONGEST} bytes")
    return component


def _field(text: str) -> Key:
    try:
        key = keys.parse(text)
    except UsageError as error:
        raise UsageError(f"in --name: {error.message}", cause=error.cause, remedy=error.remedy) from error
    if key.value or key.path[-1].item is not None or key.vr in _NO_TEXT:
        raise _wrong(f"has {{{text}}}, which is no attribute with a text")
    if key.path[0].tag >= PIXELS:
        raise _wrong(f"has {{{text}}}, which lies behind the pixel data")
    return key


def _wrong(what: str, remedy: str = f"write, for example, {_EXAMPLE}") -> UsageError:
    return UsageError(f"the template of --name {what}", remedy=remedy)


def _cut(component: Component) -> list[Key]:
    """The fields whose values may be shortened: a SOP Instance UID never is, since it tells objects apart."""
    return [part for part in component if isinstance(part, Key) and not _is_own_uid(part)]


def _is_own_uid(field: Key) -> bool:
    """Whether it is the SOP Instance UID of the object, and not of one that a sequence in it speaks of."""
    return field.path == (Step(_SOP_INSTANCE_UID),)


def _room(component: Component) -> int:
    """How many bytes there are for the values that may be shortened."""
    literals = sum(len(part.encode()) for part in component if isinstance(part, str))
    uids = sum(isinstance(part, Key) and _is_own_uid(part) for part in component)
    return _LONGEST - literals - uids * _LONGEST_UID


def _name(component: Component, attributes: Dataset) -> str:
    """One name. Where it is too long, values are shortened to what each has room for."""
    values = {part: _safe(_value(part, attributes)) for part in component if isinstance(part, Key)}
    if len(_joined(component, values).encode()) > _LONGEST:
        most = _room(component) // max(1, len(_cut(component)))
        for key in _cut(component):
            values[key] = values[key].encode()[:most].decode("utf-8", "ignore")
    name = re.sub(r"^\.|[. ]$", "_", unicodedata.normalize("NFC", _joined(component, values).lstrip(" ")))
    return f"_{name}" if _RESERVED.match(name) else name


def _joined(component: Component, values: dict[Key, str]) -> str:
    return "".join(part if isinstance(part, str) else values[part] for part in component)


def _safe(text: str) -> str:
    """A value as part of a name: normalised, and without what is no part of one."""
    # Of marks without end Unicode makes minutes' work that nothing interrupts; more of it is cut off anyway.
    text = _UNSAFE.sub("_", unicodedata.normalize("NFC", text[: 4 * _LONGEST]))
    return "".join(character if character.isprintable() and _fits(character) else "_" for character in text)


def _fits(character: str) -> bool:
    """Whether names can have it, by the encoding of the locale."""
    try:
        return bool(os.fsencode(character))
    except UnicodeEncodeError:
        return False


def _value(key: Key, attributes: Dataset) -> str:
    """The value as text; one that is empty or missing is named after its attribute."""
    dataset: Dataset | None = attributes
    for step in key.path[:-1]:
        sequence = dataset[step.tag] if dataset is not None and step.tag in dataset else None
        items = sequence.value if sequence is not None and sequence.VR == "SQ" else ()  # as its sender calls it
        dataset = items[step.item or 0] if len(items) > (step.item or 0) else None
    element = dataset[key.tag] if dataset is not None and key.tag in dataset else None
    if element is None or element.is_empty:
        text = ""
    else:
        text = "\\".join(map(str, element.value)) if element.VM > 1 else str(element.value)
    return text.strip() or f"no-{key.label}"
