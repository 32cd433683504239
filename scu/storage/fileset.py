"""`--dicomdir`: received objects as a File-set, under the names that one has, and listed in a DICOMDIR."""

from __future__ import annotations

import logging
from base64 import b32encode
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Final

from scu import charset, values
from scu.errors import FileProblem, Partial, ScuError
from scu.querystore import DEFLATED_LITTLE
from scu.results import Instance
from scu.storage.directory import Directory
from scu.storage.folders import FolderReceiver, Place
from scu.storage.head import check_inflatable
from scu.storage.meta import examine
from scu.storage.names import OnExists

log = logging.getLogger(__name__)

FOLDER: Final = "DICOM"

_LONGEST: Final = 64 * 1024  # bytes of a value that is read before somebody asks for it


def place(file: str, offset: int, uids: tuple[str, str, str]) -> Place:
    """Where an object goes in a File-set: a File ID has up to eight names of up to eight capitals and digits.

    PS3.10 8.2 and 8.5. They are a hash of the SOP Instance UID, so that the same object has the same name again.
    """
    return Place(
        (FOLDER, _hashed(uids[1])[:2]), lambda number: _hashed(f"{uids[1]} {number}" if number else uids[1])[2:]
    )


def _hashed(text: str) -> str:
    """Ten characters of 32; of a million objects hardly two have the same, and those are told apart by a number."""
    return b32encode(blake2b(text.encode(), digest_size=7).digest())[:10].decode()


class FileSetReceiver(FolderReceiver):
    """A receiver whose objects are a File-set; as a context manager it lists them at the end, however it ends.

    Raises:
        FileProblem: the folder has a DICOMDIR, and nothing can be added to it.
    """

    def __init__(
        self, folder: Path, *, on_exists: OnExists = OnExists.KEEP, in_memory: bool = False, sync: bool = False
    ) -> None:
        super().__init__(folder, place, on_exists=on_exists, in_memory=in_memory, sync=sync)
        self._directory = Directory(folder)
        self._files: list[str] = []

    def receive(
        self,
        sop_class_uid: str,
        sop_instance_uid: str,
        transfer_syntax_uid: str,
        source_ae_title: str,
        fragments: Iterator[memoryview],
    ) -> Instance:
        uids = sop_class_uid, sop_instance_uid, transfer_syntax_uid
        instance = super().receive(*uids, source_ae_title, fragments)
        if instance.file is not None:
            self._files.append(instance.file)
        return instance

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._list()
        except ScuError as problem:
            if error is None:
                raise
            log.warning("%s", problem.message)

    def _list(self) -> None:
        """Write the DICOMDIR.

        Raises:
            Partial: not every object can be in it.
            FileProblem: it cannot be written.
        """
        files = list(dict.fromkeys(self._files))
        if not files:
            return
        try:
            with self._directory.locked() as directory:
                reasons = [reason for file in files if (reason := self._add(directory, file))]
                directory.write()
        except OSError as error:
            raise FileProblem(
                f"{self._directory.path} cannot be written: {error.strerror}",
                remedy="make room, and run it again: what is here already is received quickly, or skipped",
            ) from error
        if reasons:
            raise Partial(
                f"{len(reasons)} of {len(files)} objects are not in {self._directory.path}",
                cause=reasons[0],
                remedy="they are in the folder all the same; whoever made them can mend what they lack",
            )

    def _add(self, directory: Directory, file: str) -> str:
        """Add one; return why it cannot be."""
        from pydicom.filereader import dcmread

        try:
            found = examine(file)
            if found.transfer_syntax_uid == DEFLATED_LITTLE:
                with open(file, "rb") as source:
                    source.seek(found.offset)
                    check_inflatable(source)
            with charset.quietly():
                dataset = dcmread(file, stop_before_pixels=True, force=True, defer_size=_LONGEST)
            directory.add(dataset, Path(file).relative_to(self.folder).parts)
        except values.PYDICOM_FAILURES as error:
            log.debug("%s is not in the DICOMDIR: %s", file, error)
            return str(error)
        return ""
