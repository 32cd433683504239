"""Received objects that are not complete yet: what their files are called, and whether somebody still writes them."""

from __future__ import annotations

import os
import re
import secrets
import time
import zlib
from contextlib import suppress
from typing import Final

_ABANDONED: Final = 24 * 3600.0  # seconds; no object is on its way for so long without a byte
_NAME: Final = re.compile(r"\.[0-9.]+\.(?P<process>[0-9]+)-(?P<place>[0-9a-f]{8})-(?P<run>[0-9a-f]{8})-[0-9]+\.part")


def _place() -> str:
    """Where process numbers mean what they mean here: this host, and in it this container."""
    namespace = 0
    with suppress(OSError):
        namespace = os.stat("/proc/self/ns/pid").st_ino
    return f"{zlib.crc32(f'{os.uname().nodename} {namespace}'.encode()):08x}"


_PLACE: Final = _place()
_RUN: Final = secrets.token_hex(4)  # in a container the next process may well have the same number


def writer() -> str:
    """Return what the names of this process's files have between the object's UID and a number."""
    return f"{os.getpid()}-{_PLACE}-{_RUN}"


def name(uid: str, writer: str, number: int) -> str:
    """Return the name of a file that is still written."""
    return f".{uid}.{writer}-{number}.part"


def is_one(name: str) -> bool:
    """Whether a file of that name is an object that is not complete."""
    return _NAME.fullmatch(name) is not None


def is_abandoned(path: str) -> bool:
    """Whether such a file is what a process that was killed has left.

    Of a process elsewhere, which may share the folder, or of another program that has its number by now, only time
    can tell.

    Raises:
        OSError: it is gone.
    """
    said = _NAME.fullmatch(os.path.basename(path))
    if said is None:
        return False
    process = int(said["process"])
    if said["place"] == _PLACE:
        if process == os.getpid():
            return said["run"] != _RUN
        if not _runs(process):
            return True
    return time.time() - os.stat(path).st_mtime > _ABANDONED


def _runs(process: int) -> bool:
    """Whether there is such a process; one that is another user's may not be asked, and is there."""
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
