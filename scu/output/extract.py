"""Matches as files: each a DICOM file of its own, or an XML document."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from scu import charset, querystore, values
from scu.errors import FileProblem, UsageError
from scu.flat import Flat
from scu.output import native_xml
from scu.output.report import Result, View
from scu.results import Match
from scu.storage.meta import is_uid, meta_header

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

_CHARACTER_SET: Final = 0x00080005
_NAME: Final = re.compile(r"rsp(\d+)\.(dcm|xml)")


class Extract(View):
    """Writes rsp0001.dcm, rsp0002.dcm …, and goes on after those that are there. A file is whole, or not there.

    Args:
        folder: where; it is made if it is missing.
        sop_class_uid: that of the query, for matches that are no instances.
        as_xml: whether XML is written in place of DICOM files.

    Raises:
        FileProblem: the folder cannot be used.
    """

    def __init__(self, folder: Path, sop_class_uid: str, *, as_xml: bool = False) -> None:
        self._folder = folder
        self._sop_class_uid = sop_class_uid
        self._as_xml = as_xml
        try:
            folder.mkdir(parents=True, exist_ok=True)
            there = [int(found[1]) for name in os.listdir(folder) if (found := _NAME.fullmatch(name))]
        except OSError as error:
            raise self._problem(error) from error
        self._number = max(there, default=0)

    def show(self, result: Result) -> None:
        if isinstance(result, Match):
            assert not isinstance(result.identifier, Flat)
            self._write(native_xml.document(result.identifier) if self._as_xml else self._file(result.identifier))

    def _file(self, dataset: Dataset) -> bytes:
        """A DICOM file in Explicit VR Little Endian, so that the VRs of private elements are not lost."""
        from pydicom.uid import generate_uid

        dataset = encodable(dataset)
        uids = str(dataset.get("SOPClassUID") or ""), str(dataset.get("SOPInstanceUID") or "")
        if not all(map(is_uid, uids)):
            uids = self._sop_class_uid, generate_uid()
        try:
            content = querystore.encode(dataset, querystore.EXPLICIT_LITTLE)
        except values.PYDICOM_FAILURES as error:
            raise FileProblem(
                f"match {self._number + 1} cannot be written as a DICOM file: {error}",
                cause="the server sent a value that is not what its VR says",
                remedy="use --extract-xml, which takes it as text",
            ) from error
        return meta_header(*uids, querystore.EXPLICIT_LITTLE, "") + content

    def _write(self, content: bytes) -> None:
        temporary = self._folder / f".rsp.{os.getpid()}.part"
        try:
            temporary.write_bytes(content)
            while True:
                self._number += 1
                with suppress(FileExistsError):
                    self._name(temporary, self._folder / f"rsp{self._number:04}.{'xml' if self._as_xml else 'dcm'}")
                    return
        except OSError as error:
            raise self._problem(error) from error
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)

    @staticmethod
    def _name(temporary: Path, final: Path) -> None:
        """Give it its name, which nothing may have yet: a link, unlike renaming, replaces nothing."""
        try:
            final.hardlink_to(temporary)
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            if os.path.lexists(final):
                raise FileExistsError(final) from None
            temporary.rename(final)

    def _problem(self, error: OSError) -> FileProblem:
        return FileProblem(
            f"matches cannot be written to {str(self._folder)!r}: {error.strerror or error}",
            remedy="make room, or name a folder that you may write to with --extract",
        )


def encodable(dataset: Dataset) -> Dataset:
    """The data set without elements that no file may have, and with a character set that carries its text."""
    from pydicom.dataelem import DataElement
    from pydicom.dataset import Dataset

    kept = Dataset({element.tag: element for element in dataset if element.tag.group > 2})
    try:
        charset.check(kept)
    except UsageError:  # another element, since those that are kept are shared
        kept[_CHARACTER_SET] = DataElement(_CHARACTER_SET, "CS", charset.UNICODE)
    return kept
