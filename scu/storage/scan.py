"""Paths to the SOP Instances in them, read no further than the file meta header where it is whole (PS3.10 7.1)."""

from __future__ import annotations

import logging
import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import translate
from typing import Final

from scu.results import Instance, Outgoing
from scu.storage.meta import BadMeta, IsDicomdir, NotDicom, NotRegular, examine

log = logging.getLogger(__name__)

_LEFT_OUT: Final = "%d file in %s is no DICOM file and is left out"
_MANY_LEFT_OUT: Final = "%d files in %s are no DICOM files and are left out"


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
                log.debug("%s is no DICOM file", file)
            except IsDicomdir:
                log.debug("%s is a DICOMDIR; what it lists is sent where it is named itself", file)
            except (OSError, BadMeta) as problem:
                yield _unsendable(file, problem)
        if passed:
            log.warning(_LEFT_OUT if passed == 1 else _MANY_LEFT_OUT, passed, path)


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
            log.debug("%s is no file, and is left out", entry.path)


def _leads_to_a_file(link: str) -> bool:
    """Whether a link leads to a file, or to nothing, which has to be told."""
    try:
        return stat.S_ISREG(os.stat(link).st_mode)
    except OSError:
        return True


def _unsendable(file: str, problem: OSError | ValueError) -> Instance:
    reason = problem.strerror if isinstance(problem, OSError) else None
    return Instance(file, "", "", "", None, reason=reason or str(problem), unreadable=True)
