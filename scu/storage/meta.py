"""File meta information (PS3.10 7.1): what it says of an object, and that of the objects which are written here."""

from __future__ import annotations

import os
import stat
from struct import Struct, error
from sys import intern
from typing import Final

from scu import implementation
from scu.results import Outgoing

_PREAMBLE: Final = 128
_PREFIX: Final = bytes(_PREAMBLE) + b"DICM"
_FIRST_READ: Final = 2048  # holds the preamble and nearly every meta header: one read a file
_MAX_META: Final = 1024 * 1024
_LONG_VRS: Final = frozenset(b"OB OD OF OL OV OW SQ SV UC UN UR UT UV".split())  # PS3.5 7.1.2
_SOP_CLASS_UID: Final = 0x0002
_SOP_INSTANCE_UID: Final = 0x0003
_TRANSFER_SYNTAX_UID: Final = 0x0010
MEDIA_STORAGE_DIRECTORY: Final = "1.2.840.10008.1.3.10"

_short = Struct("<HH2sH")
_length = Struct("<L")
_long = Struct("<HH2sxxL")


class NotDicom(ValueError):
    """The file has no DICM prefix: it is something else."""


class NotRegular(NotDicom):
    """It is no file to read: a pipe, a device."""


class BadMeta(ValueError):
    """A DICOM file that cannot be sent; says why."""


class IsDicomdir(BadMeta):
    """An index of files and no SOP Instance; `dicomdir` tells where its data set is."""

    def __init__(self, dicomdir: Outgoing) -> None:
        super().__init__("a DICOMDIR is an index of files and no SOP Instance")
        self.dicomdir = dicomdir


def examine(file: str) -> Outgoing:
    """What a file's meta header says, if it says all that is needed.

    Raises:
        NotDicom, BadMeta: see there.
        OSError: it cannot be read.
    """
    with open(file, "rb", buffering=0, opener=open_at_once) as stream:
        status = os.fstat(stream.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise NotRegular("no DICOM file: no regular file")
        head = stream.read(_FIRST_READ)
        if head[_PREAMBLE : _PREAMBLE + 4] != b"DICM":
            raise NotDicom("no DICOM file: no DICM prefix after a preamble")
        end = _meta_end(head)
        while len(head) < end:
            more = stream.read(end - len(head))
            if not more:
                raise BadMeta("the file ends within its meta header")
            head += more
    found = Outgoing(file, end, status.st_size - end, *_meta_uids(head, end))
    if found.sop_class_uid == MEDIA_STORAGE_DIRECTORY:
        raise IsDicomdir(found)
    return found


def open_at_once(file: str, flags: int) -> int:
    """Open without waiting for a writer, should it be a named pipe."""
    return os.open(file, flags | os.O_NONBLOCK)


def _meta_end(head: bytes) -> int:
    """Where the data set begins, by (0002,0000)."""
    at = _PREAMBLE + 4
    if head[at : at + 8] != b"\x02\x00\x00\x00UL\x04\x00" or len(head) < at + 12:
        raise BadMeta("its meta header does not begin with a group length (0002,0000)")
    length = _length.unpack_from(head, at + 8)[0]
    if length > _MAX_META:
        raise BadMeta(f"its meta header claims a length of {length} bytes")
    return int(at + 12 + length)


def _meta_uids(head: bytes, end: int) -> tuple[str, str, str]:
    """Media Storage SOP Class UID, Media Storage SOP Instance UID, Transfer Syntax UID."""
    uids: dict[int, str] = {}
    at = _PREAMBLE + 16
    try:
        while at < end:
            group, element, vr, length = _short.unpack_from(head, at)
            at += 8
            if vr in _LONG_VRS:
                length = _length.unpack_from(head, at)[0]
                at += 4
            if group != 2 or at + length > end:
                raise BadMeta("its meta header is damaged")
            if element in (_SOP_CLASS_UID, _SOP_INSTANCE_UID, _TRANSFER_SYNTAX_UID):
                uids[element] = head[at : at + length].decode("ascii", "replace").strip("\0 ")
            at += length
    except error as problem:
        raise BadMeta("its meta header is damaged") from problem
    try:
        found = uids[_SOP_CLASS_UID], uids[_SOP_INSTANCE_UID], uids[_TRANSFER_SYNTAX_UID]
    except KeyError as missing:
        raise BadMeta(f"its meta header lacks (0002,{missing.args[0]:04X})") from missing
    if not all(uid and uid.strip("0123456789.") == "" and len(uid) <= 64 for uid in found):
        raise BadMeta("its meta header has an invalid UID")
    sop_class, sop_instance, transfer_syntax = found
    return intern(sop_class), sop_instance, intern(transfer_syntax)  # of a million files, few


def is_uid(text: str) -> bool:
    """Whether it is a UID that can be a file's name: digits and dots, at most 64 of them (PS3.5 9.1)."""
    return 0 < len(text) <= 64 and not text.strip("0123456789.") and text[0] != "." and ".." not in text


def meta_header(sop_class_uid: str, sop_instance_uid: str, transfer_syntax_uid: str, source_ae_title: str) -> bytes:
    """Preamble, prefix and file meta information (PS3.10 7.1), for an object that is written as it comes."""
    elements = b"".join(
        (
            _long.pack(2, 0x0001, b"OB", 2) + b"\0\1",
            _element(0x0002, b"UI", sop_class_uid),
            _element(0x0003, b"UI", sop_instance_uid),
            _element(0x0010, b"UI", transfer_syntax_uid),
            _element(0x0012, b"UI", implementation.CLASS_UID),
            _element(0x0013, b"SH", implementation.VERSION_NAME),
            _element(0x0016, b"AE", source_ae_title) if source_ae_title else b"",
        )
    )
    return b"".join((_PREFIX, _short.pack(2, 0, b"UL", 4), len(elements).to_bytes(4, "little"), elements))


def _element(element: int, vr: bytes, text: str) -> bytes:
    value = text.encode("ascii", "replace")
    if len(value) % 2:
        value += b"\0" if vr == b"UI" else b" "
    return _short.pack(2, element, vr, len(value)) + value
