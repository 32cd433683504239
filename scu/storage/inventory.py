"""What an output folder holds already, and what a run that was killed has left in it."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import suppress

from scu.storage import unfinished
from scu.storage.meta import BadMeta, NotDicom, examine

log = logging.getLogger(__name__)


def complete(folder: str) -> frozenset[str]:
    """Return the SOP Instance UIDs of the objects in a folder and those below it, whatever the files are called.

    A received object has its name when it is complete: what has one is whole.
    """
    uids = set()
    for entry in _entries(folder, recursive=True):
        with suppress(OSError, NotDicom, BadMeta):
            if not unfinished.is_one(entry.name):
                uids.add(examine(entry.path).sop_instance_uid)
    return frozenset(uids)


def tidy(folder: str) -> int:
    """Remove what processes that were killed have left unfinished in a folder; return how many files that were.

    What a process that still runs is writing stays, and so does what is not ours to remove.
    """
    removed = 0
    for entry in _entries(folder, recursive=False):
        with suppress(OSError):
            if unfinished.is_abandoned(entry.path):
                os.unlink(entry.path)
                removed += 1
    if removed:
        log.info("%d unfinished files of a run that was killed are removed from %s", removed, folder)
    return removed


def _entries(folder: str, *, recursive: bool) -> Iterator[os.DirEntry[str]]:
    """The files; links to folders are not followed, for they may go round."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if recursive:
                    yield from _entries(entry.path, recursive=True)
            elif entry.is_file():
                yield entry
