"""Received objects in folders of the output folder, and never outside it."""

from __future__ import annotations

import errno
import logging
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from scu.storage.names import OnExists
from scu.storage.receive import Receiver

log = logging.getLogger(__name__)

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class Place:
    """Where an object goes: folders, from the output folder down, and its name; a number tells it from others."""

    folders: tuple[str, ...]
    file_name: Callable[[int], str]


Placing = Callable[[str, int, tuple[str, str, str]], Place]
"""Where an object goes, by the file it is in, where its data set begins in that, and its UIDs: those of the SOP Class,
of the SOP Instance and of the transfer syntax, all checked."""


class FolderReceiver(Receiver):
    """A receiver whose objects have a place each. Folders are made as they are needed; links are not followed."""

    def __init__(
        self,
        folder: Path,
        place: Placing,
        *,
        on_exists: OnExists = OnExists.KEEP,
        in_memory: bool = False,
        sync: bool = False,
    ) -> None:
        super().__init__(folder, on_exists=on_exists, in_memory=in_memory, sync=sync)
        self._place = place

    def _finish(self, temporary: str, uids: tuple[str, str, str], header_length: int) -> str:
        place = self._place(temporary, header_length, uids)
        folder = self._prefix + "".join(f"{name}/" for name in place.folders)
        with _opened(self._prefix or ".", place.folders) as descriptor:
            name, number = self._rename(temporary, header_length, folder, place.file_name, descriptor)
        if number:
            # Names made of attributes are a patient's data.
            log.warning("a different object has the name that %s would have: it is in a file of its own", uids[1])
        return folder + name


@contextmanager
def _opened(root: str, folders: Sequence[str]) -> Iterator[int]:
    """A folder, made if absent; one by one, so that none of them is a link by the time that it is used."""
    with ExitStack() as opened:
        descriptor = os.open(root, _FOLDER)
        opened.callback(os.close, descriptor)
        for folder in folders:
            with suppress(FileExistsError):
                os.mkdir(folder, dir_fd=descriptor)
            try:
                descriptor = os.open(folder, _FOLDER | os.O_NOFOLLOW, dir_fd=descriptor)
            except OSError as error:
                if error.errno in (errno.ENOTDIR, errno.ELOOP):
                    raise OSError(error.errno, "a link or a file is where a folder should be") from error
                raise
            opened.callback(os.close, descriptor)
        yield descriptor
