"""An incoming object to a finished file, or to nothing."""

from __future__ import annotations

import fcntl
import itertools
import logging
import os
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from scu.errors import FileProblem
from scu.results import SUCCESS, Category, Instance, Status
from scu.storage import unfinished
from scu.storage.meta import examine, is_uid, meta_header
from scu.storage.names import FileNames, OnExists

log = logging.getLogger(__name__)

_COMPARED: Final = 256 * 1024
_DUPLICATE: Final = Status(0x0111, Category.FAILURE, "Duplicate SOP Instance", "its file is there already")


class Unwritable(FileProblem):
    """An object that came cannot be written."""


class Taken(Exception):
    """The name of a received object is taken, and what has it stays."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.file = file


class Receiver:
    """A folder that received objects go to; several associations may share it. A context manager, for their time.

    An object is written under a temporary name and renamed when it is complete. What cannot be written is answered
    A700 (PS3.4 B.2.3) and leaves nothing behind; `problem` then says why.

    Args:
        names: how the files are named.
        on_exists: what happens to an object whose name is taken; one that is refused is answered 0111 (PS3.7 annex C).
        in_memory: whether an object is held in memory until it is complete, and written then.
        sync: whether the disk is to confirm each object before it is answered, so that no loss of power takes it.
    """

    def __init__(
        self,
        folder: Path,
        *,
        names: FileNames = FileNames.UID,
        on_exists: OnExists = OnExists.KEEP,
        in_memory: bool = False,
        sync: bool = False,
    ) -> None:
        self.folder = folder
        # Text and not paths from here on: a path costs as much as writing a small object.
        self._prefix = "" if folder == Path() else os.path.join(folder, "")
        self._writer = unfinished.writer()
        self._names = names
        self._on_exists = on_exists
        self._in_memory = in_memory
        self._sync = sync
        self.problem: FileProblem | None = None
        self._lock = threading.Lock()
        self._numbers = itertools.count(secrets.randbits(48))  # nor what another process of this number has left
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if not os.access(folder, os.W_OK | os.X_OK):
                raise PermissionError(13, os.strerror(13))
        except OSError as error:
            raise FileProblem(
                f"the output folder {folder} cannot be used: {error.strerror}",
                remedy="choose another with --output, or have its permissions changed",
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Do what is to be done when everything is here: nothing."""

    def receive(
        self,
        sop_class_uid: str,
        sop_instance_uid: str,
        transfer_syntax_uid: str,
        source_ae_title: str,
        fragments: Iterator[memoryview],
    ) -> Instance:
        """Take one object; reads all of its fragments, whatever happens.

        Raises:
            What the fragments raise, when the association is lost; nothing of the object is left then.
        """
        uids = sop_class_uid, sop_instance_uid, transfer_syntax_uid
        if not all(is_uid(uid) for uid in uids):
            _drain(fragments)
            refused = Status(0x0117, Category.FAILURE, "Invalid object instance", "invalid SOP Class or Instance UID")
            return Instance(None, *uids, refused, reason="refused: its UIDs are invalid")
        return self._keep(uids, meta_header(*uids, source_ae_title), fragments)

    def _keep(self, uids: tuple[str, str, str], header: bytes, fragments: Iterator[memoryview]) -> Instance:
        if self._in_memory:
            fragments = iter([memoryview(b"".join(fragments))])
        temporary = self._prefix + unfinished.name(uids[1], self._writer, next(self._numbers))
        size = 0
        try:
            with ExitStack() as removing:
                removing.callback(_remove, temporary)
                size = _write(temporary, header, fragments, sync=self._sync)
                final = self._finish(temporary, uids, len(header))
                removing.pop_all()
            if self._sync:
                self._sync_folders(final)
        except Taken as taken:
            if self._on_exists is OnExists.SKIP:
                return Instance(taken.file, *uids, SUCCESS, size, skipped=True)
            return Instance(None, *uids, _DUPLICATE, reason="refused: its file is there already")
        except OSError as error:
            _drain(fragments)
            return self._failed(uids, error)
        return Instance(final, *uids, SUCCESS, size)

    def _finish(self, temporary: str, uids: tuple[str, str, str], header_length: int) -> str:
        """Give a complete file its name, and return it.

        Raises:
            Taken: it is to be skipped or refused.
        """

        def file_name(number: int) -> str:
            return self._names.file_name(uids[0], uids[1], number)

        name, number = self._rename(temporary, header_length, self._prefix, file_name)
        if number:
            log.warning("a different object was there as %s: this one is %s", file_name(0), name)
        return self._prefix + name

    def _rename(
        self,
        temporary: str,
        header_length: int,
        folder: str,
        file_name: Callable[[int], str],
        descriptor: int | None = None,
    ) -> tuple[str, int]:
        """Rename it to the first of the names that it can have, and return that and its number.

        Args:
            folder: as text, to go before the name.
            descriptor: the same folder, opened: so that what its path leads to by now does not matter.
        """
        with self._lock:
            for number in itertools.count():
                name = file_name(number)
                final = folder + name if descriptor is None else name
                if self._on_exists is not OnExists.OVERWRITE:
                    if _claim(temporary, final, descriptor):
                        break
                    if self._on_exists is not OnExists.KEEP:
                        raise Taken(folder + name)
                    if not _same_data_set(temporary, header_length, folder + name):
                        continue
                os.rename(temporary, final, dst_dir_fd=descriptor)
                break
        return name, number

    def _sync_folders(self, file: str) -> None:
        """Have the disk confirm the name of a file, and the folders down to it, which may be new."""
        folder, root = os.path.dirname(file), os.path.dirname(self._prefix)
        _sync_folder(folder or ".")
        while len(folder) > len(root):
            folder = os.path.dirname(folder)
            _sync_folder(folder or ".")

    def _failed(self, uids: tuple[str, str, str], error: OSError) -> Instance:
        from scu.explanations import returning  # for a failure alone

        reason = error.strerror or str(error)
        why = returning.refused(returning.NO_ROOM)
        self.problem = Unwritable(
            f"a received object cannot be written to {self.folder}: {reason}", cause=why.cause, remedy=why.remedy
        )
        refused = Status(returning.NO_ROOM, Category.FAILURE, "Refused: Out of resources", reason)
        return Instance(None, *uids, refused, reason=reason)


class Discarder(Receiver):
    """Takes objects, and keeps none."""

    def __init__(self) -> None:
        self.problem = None

    def _keep(self, uids: tuple[str, str, str], header: bytes, fragments: Iterator[memoryview]) -> Instance:
        return Instance(None, *uids, SUCCESS, sum(map(len, fragments)))


def _claim(temporary: str, final: str, descriptor: int | None) -> bool:
    """Rename a file to a name that is free; whether it was. Another process may want the same one: only a link asks."""
    try:
        os.link(temporary, final, dst_dir_fd=descriptor)
    except FileExistsError:
        return False
    except OSError:  # a file system without links
        with _alone(final, descriptor):
            try:
                os.stat(final, dir_fd=descriptor, follow_symlinks=False)
            except FileNotFoundError:
                os.rename(temporary, final, dst_dir_fd=descriptor)
                return True
        return False
    _remove(temporary)
    return True


@contextmanager
def _alone(final: str, descriptor: int | None) -> Iterator[None]:
    """Have the folder of a file to ourselves: of those who ask, one at a time."""
    folder = os.open(os.path.dirname(final) or ".", os.O_RDONLY | os.O_CLOEXEC, dir_fd=descriptor)
    try:
        with suppress(OSError):  # nor locks
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _same_data_set(temporary: str, offset: int, existing: str) -> bool:
    """Whether a file holds the same data set; who sent it, in the meta header, makes no other object of it."""
    try:
        there = examine(existing)
    except (OSError, ValueError):
        return False
    if there.size != os.stat(temporary).st_size - offset:
        return False
    with open(temporary, "rb") as ours, open(existing, "rb") as theirs:
        ours.seek(offset)
        theirs.seek(there.offset)
        while data := ours.read(_COMPARED):
            if data != theirs.read(_COMPARED):
                return False
    return True


def _write(temporary: str, header: bytes, fragments: Iterator[memoryview], *, sync: bool) -> int:
    """The size of the data set. The first fragment, often the only one, leaves with the header."""
    size = 0
    file = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    try:
        for fragment in fragments:
            size += len(fragment)
            _write_all(file, b"".join((header, fragment)) if header else fragment)
            header = b""
        if sync:
            os.fsync(file)
    finally:
        os.close(file)
    return size


def _sync_folder(folder: str) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_all(file: int, data: bytes | memoryview) -> None:
    """A write may be short when the disk is nearly full; the next one then says why."""
    written = os.write(file, data)
    while written < len(data):
        written += os.write(file, memoryview(data)[written:])


def _remove(temporary: str) -> None:
    """What cannot be removed is not there, or not ours to touch any more: the folder is gone, or a file by now."""
    with suppress(OSError):
        os.unlink(temporary)


def _drain(fragments: Iterator[memoryview]) -> None:
    for _ in fragments:
        pass
