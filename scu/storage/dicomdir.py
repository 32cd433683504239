"""The files that a DICOMDIR lists (PS3.3 annex F, PS3.10 8)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from scu.results import Instance, Outgoing
from scu.storage.elements import Damaged, DataSet

_DIRECTORY_RECORD_SEQUENCE: Final = 0x00041220
_RECORD_IN_USE_FLAG: Final = 0x00041410
_REFERENCED_FILE_ID: Final = 0x00041500
_UNUSED: Final = b"\0\0"
_MAX_FILE_ID: Final = 4096  # eight names of eight characters, in the standard's own terms
_NO_NAMES: Final = ("", os.curdir, os.pardir)
_NO_CHARACTERS: Final = frozenset("/\\:\0")


def listed(dicomdir: Outgoing) -> Iterator[str | Instance]:
    """The files, in the order of the DICOMDIR, each once; as an Instance with the reason what cannot be taken.

    A Referenced File ID is text from elsewhere: nothing outside of the DICOMDIR's folder is ever named, not by way
    of a link either.
    """
    folder = os.path.dirname(dicomdir.file)
    named: set[bytes] = set()
    try:
        for file_id in _file_ids(dicomdir):
            if file_id not in named:
                named.add(file_id)
                yield _located(folder, file_id, dicomdir.file)
    except (OSError, Damaged):
        yield _not_sent(dicomdir.file, "it is damaged, so that not all of what it lists is known")


def _file_ids(dicomdir: Outgoing) -> Iterator[bytes]:
    with open(dicomdir.file, "rb") as stream:
        data = DataSet(stream, dicomdir.offset + dicomdir.size).encoded(dicomdir.transfer_syntax_uid)
        for element in data.elements(dicomdir.offset):
            if element.tag == _DIRECTORY_RECORD_SEQUENCE:
                for begin, end in data.items(element):
                    yield from _file_id(replace(data, end=end), begin)
                return
    raise Damaged("there are no directory records")


def _file_id(record: DataSet, begin: int) -> Iterator[bytes]:
    """That of one directory record, if it is in use and has one."""
    file_id = b""
    for element in record.elements(begin):
        if element.tag == _RECORD_IN_USE_FLAG and record.value(element) == _UNUSED:
            return
        if element.tag == _REFERENCED_FILE_ID and element.length <= _MAX_FILE_ID:
            file_id = record.value(element)
    if file_id:
        yield file_id


def _located(folder: str, file_id: bytes, dicomdir: str) -> str | Instance:
    names = [os.fsdecode(name.strip(b" \0")) for name in file_id.split(b"\\")]
    if any(name in _NO_NAMES or not _NO_CHARACTERS.isdisjoint(name) for name in names):
        return _not_sent(dicomdir, f"it lists {'/'.join(names)!r}, which is no name of a file in its folder")
    # Names are in capitals, but many a system shows those of a CD in small letters.
    spelled = (os.path.join(folder, *names), os.path.join(folder, *(name.lower() for name in names)))
    path = next(filter(os.path.lexists, spelled), None)
    if path is None:
        return _not_sent(spelled[0], f"{dicomdir} lists it, and it is not there")
    if not os.path.realpath(path).startswith(os.path.join(os.path.realpath(folder), "")):
        return _not_sent(path, f"{dicomdir} lists it, and it is a link that leads out of the folder")
    return path


def _not_sent(file: str, reason: str) -> Instance:
    return Instance(file, "", "", "", None, reason=reason, unreadable=True)
