"""Paths to the SOP Instances in them, read no further than the file meta header where it is whole (PS3.10 7.1)."""

from __future__ import annotations

import logging
import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import translate
from struct import Struct, error
from typing import Final

from scu.results import Instance, Outgoing

log = logging.getLogger(__name__)

_PREAMBLE: Final = 128
_FIRST_READ: Final = 2048  # holds the preamble and nearly every meta header: one read a file
_MAX_META: Final = 1024 * 1024
_LONG_VRS: Final = frozenset(b"OB OD OF OL OV OW SQ SV UC UN UR UT UV".split())  # PS3.5 7.1.2
_SOP_CLASS_UID: Final = 0x0002
_SOP_INSTANCE_UID: Final = 0x0003
_TRANSFER_SYNTAX_UID: Final = 0x0010
MEDIA_STORAGE_DIRECTORY: Final = "1.2.840.10008.1.3.10"
_LEFT_OUT: Final = "%d file in %s is no DICOM file and is left out"
_MANY_LEFT_OUT: Final = "%d files in %s are no DICOM files and are left out"

_short = Struct("<HH2sH")
_long = Struct("<L")


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


def scan(
    paths: Iterable[str], *, recursive: bool, patterns: Sequence[str] = (), dicomdirs: bool = True
) -> Iterator[Outgoing | Instance]:
    """The instances of files and folders, in the order given and sorted by name within a folder.

    A file that cannot be sent, or a folder that cannot be read, comes as an Instance without a status, with the
    reason. What is no DICOM file at all is passed over in a folder, with a note, and is such an Instance where it
    was named. Of a DICOMDIR that is named the files come that it lists; in a folder it is passed over.

    Args:
        recursive: whether to go down into the folders of a folder.
        patterns: what the names of the files in a folder have to match, any of them, as `*.dcm`.
        dicomdirs: whether a DICOMDIR may be named.

    Raises:
        IsDicomdir: one is named that may not be.
    """
    wanted = re.compile("|".join(map(translate, patterns)))
    for path in paths:
        if not os.path.isdir(path):
            yield from _named(path, dicomdirs)
            continue
        passed = 0
        for file in _files(path, recursive, wanted):
            if isinstance(file, Instance):
                yield file
                continue
            try:
                yield _look(file)
            except NotDicom:
                passed += 1
                log.info("%s is no DICOM file", file)
            except IsDicomdir:
                log.info("%s is a DICOMDIR; what it lists is sent where it is named itself", file)
            except (OSError, BadMeta) as problem:
                yield _unsendable(file, problem)
        if passed:
            log.warning(_LEFT_OUT if passed == 1 else _MANY_LEFT_OUT, passed, path)


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


def _look(file: str) -> Outgoing:
    """What a file's meta header says or, where it does not say enough, its data set.

    Raises:
        The same as `examine`.
    """
    try:
        return examine(file)
    except (NotRegular, IsDicomdir):
        raise
    except (NotDicom, BadMeta):
        from scu.storage import headless

        if found := headless.find(file):
            return found
        raise


def _named(path: str, dicomdirs: bool) -> Iterator[Outgoing | Instance]:
    """A file that was named, or what it lists."""
    try:
        yield _look(path)
    except IsDicomdir as it:
        if not dicomdirs:
            raise
        from scu.storage.dicomdir import listed

        for file in listed(it.dicomdir):
            yield file if isinstance(file, Instance) else _found(file)
    except (OSError, NotDicom, BadMeta) as problem:
        yield _unsendable(path, problem)


def _found(file: str) -> Outgoing | Instance:
    try:
        return _look(file)
    except (OSError, NotDicom, BadMeta) as problem:
        return _unsendable(file, problem)


def _files(folder: str, recursive: bool, wanted: re.Pattern[str]) -> Iterator[str | Instance]:
    """The files of a folder, by name. Links to files are files, links to folders are left alone: they may go round.

    Pipes, sockets and devices are not opened: that alone may do something to whoever is at their other end.
    """
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as problem:
        yield _unsendable(folder, problem)
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if recursive:
                yield from _files(entry.path, recursive, wanted)
        elif not wanted.match(entry.name):
            continue
        elif entry.is_file(follow_symlinks=False) or (entry.is_symlink() and _leads_to_a_file(entry.path)):
            yield entry.path
        else:
            log.info("%s is no file, and is left out", entry.path)


def _leads_to_a_file(link: str) -> bool:
    """Whether a link leads to a file, or to nothing, which has to be told."""
    try:
        return stat.S_ISREG(os.stat(link).st_mode)
    except OSError:
        return True


def _unsendable(file: str, problem: OSError | ValueError) -> Instance:
    reason = problem.strerror if isinstance(problem, OSError) else None
    return Instance(file, "", "", "", None, reason=reason or str(problem))


def _meta_end(head: bytes) -> int:
    """Where the data set begins, by (0002,0000)."""
    at = _PREAMBLE + 4
    if head[at : at + 8] != b"\x02\x00\x00\x00UL\x04\x00" or len(head) < at + 12:
        raise BadMeta("its meta header does not begin with a group length (0002,0000)")
    length = _long.unpack_from(head, at + 8)[0]
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
                length = _long.unpack_from(head, at)[0]
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
    return found
