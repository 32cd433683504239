"""Data sets in files whose meta header is missing, or lacks something: what they are is found in the data set.

A file may begin with the data set, with group 0002 and no preamble, or with "DICM" and no preamble. To be taken for
a data set it has to have SOP Class UID and SOP Instance UID where they belong, and where no transfer syntax is
named, it has to be whole up to its pixel data: nothing else passes for DICOM by chance.
"""

from __future__ import annotations

import logging
import os
import stat
import zlib
from dataclasses import replace
from io import BytesIO
from typing import Final

from scu.results import Outgoing
from scu.storage.elements import (
    DEFLATED_LE,
    EXPLICIT_BE,
    EXPLICIT_LE,
    IMPLICIT_LE,
    UNDEFINED,
    Damaged,
    DataSet,
    Element,
)
from scu.storage.meta import MEDIA_STORAGE_DIRECTORY, BadMeta, IsDicomdir, is_uid, open_at_once

log = logging.getLogger(__name__)

_PREAMBLE: Final = 128
_SOP_CLASS_UID: Final = 0x00080016
_SOP_INSTANCE_UID: Final = 0x00080018
_META_UIDS: Final = {0x00020002: _SOP_CLASS_UID, 0x00020003: _SOP_INSTANCE_UID}
_TRANSFER_SYNTAX_UID: Final = 0x00020010
_PIXEL_DATA: Final = 0x7FE00010
_INFLATED: Final = 64 * 1024  # bytes of a deflated data set to look at
_MAX_UID: Final = 64
_SYNTAXES: Final = {
    EXPLICIT_LE: "Explicit VR Little Endian",
    IMPLICIT_LE: "Implicit VR Little Endian",
    EXPLICIT_BE: "Explicit VR Big Endian",
}


def find(file: str) -> Outgoing | None:
    """What the data set of a file says that it is; None if there is none.

    Raises:
        BadMeta: there is one, and it cannot be sent; says why. IsDicomdir is one of them.
        OSError: it cannot be read.
    """
    with open(file, "rb", opener=open_at_once) as stream:
        status = os.fstat(stream.fileno())
        if not stat.S_ISREG(status.st_mode):
            return None
        data = DataSet(stream, status.st_size)
        try:
            meta, at = _meta(data, _start(stream.read(_PREAMBLE + 4)))
        except Damaged:
            return None
        found = _look(data, at, meta) if at < data.end else None
    if found is None:
        return None
    uids, transfer_syntax_uid = found
    outgoing = Outgoing(
        file, at, status.st_size - at, uids[_SOP_CLASS_UID], uids[_SOP_INSTANCE_UID], transfer_syntax_uid
    )
    if outgoing.sop_class_uid == MEDIA_STORAGE_DIRECTORY:
        raise IsDicomdir(outgoing)
    lacks = "lacks something in its meta header" if meta else "has no meta header"
    log.debug("%s %s: its data set is %s", file, lacks, _SYNTAXES.get(transfer_syntax_uid, transfer_syntax_uid))
    return outgoing


def _start(head: bytes) -> int:
    """Where the meta header begins, or the data set."""
    for at in (_PREAMBLE, 0):
        if head[at : at + 4] == b"DICM":
            return at + 4
    return 0


def _meta(data: DataSet, at: int) -> tuple[dict[int, str], int]:
    """The UIDs of group 0002, those of the instance under their tags of group 0008; and where the data set begins."""
    uids: dict[int, str] = {}
    while at < data.end:
        data.stream.seek(at)
        if data.stream.read(2) != b"\2\0":
            break
        element = data.element(at)
        if element.tag in _META_UIDS or element.tag == _TRANSFER_SYNTAX_UID:
            uids |= _uid(data, element, _META_UIDS.get(element.tag, element.tag))
        at = data.after(element)
    return uids, at


def _look(data: DataSet, at: int, meta: dict[int, str]) -> tuple[dict[int, str], str] | None:
    """The UIDs, and the transfer syntax: the one that the meta header names, or else the one that makes sense."""
    named = meta.get(_TRANSFER_SYNTAX_UID)
    damaged = False
    for syntax in (named,) if named else _SYNTAXES:
        try:
            own = _inflated_uids(data, at) if syntax == DEFLATED_LE else _uids(data.encoded(syntax), at)
        except (Damaged, zlib.error):
            continue
        uids = meta | own
        if _SOP_INSTANCE_UID not in own or _SOP_CLASS_UID not in uids:
            continue
        if named or _is_whole(data.encoded(syntax), at):
            return uids, syntax
        damaged = True
    if damaged:
        raise BadMeta("it has no meta header, and its data set is damaged or cut off")
    return None


def _uids(data: DataSet, at: int) -> dict[int, str]:
    """Those near the beginning of a data set: in group 0008, whose elements ascend (PS3.5 7.1)."""
    uids: dict[int, str] = {}
    last = 0x0007FFFF
    for element in data.elements(at):
        if element.tag <= last:
            raise Damaged("its elements are not in order")
        last = element.tag
        if last > _SOP_INSTANCE_UID:
            break
        if last in (_SOP_CLASS_UID, _SOP_INSTANCE_UID):
            uids |= _uid(data, element, last)
        if last == _SOP_INSTANCE_UID:
            break
    return uids


def _inflated_uids(data: DataSet, at: int) -> dict[int, str]:
    """The same, of a deflated data set (PS3.5 A.5)."""
    data.stream.seek(at)
    inflated = zlib.decompressobj(-zlib.MAX_WBITS).decompress(data.stream.read(_INFLATED), _INFLATED)
    return _uids(replace(data, stream=BytesIO(inflated), end=len(inflated)), 0)


def _uid(data: DataSet, element: Element, tag: int) -> dict[int, str]:
    """The UID that an element holds, under a tag; nothing if it holds none."""
    if element.vr not in (b"UI", b"") or element.length > _MAX_UID:
        return {}
    text = data.value(element).decode("ascii", "replace").strip("\0 ")
    return {tag: text} if is_uid(text) else {}


def _is_whole(data: DataSet, at: int) -> bool:
    """Whether every element is there up to the pixel data.

    Raises:
        BadMeta: the pixel data is compressed.
    """
    try:
        for element in data.elements(at):
            if element.tag == _PIXEL_DATA:
                if element.length == UNDEFINED:
                    raise BadMeta("its pixel data is compressed, and no meta header names the transfer syntax")
                break
    except Damaged:
        return False
    return True
