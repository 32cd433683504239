"""Objects that are data sets of a program and in no file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final

from scu import charset, implementation, querystore
from scu.errors import UsageError
from scu.results import Outgoing, Source
from scu.values import PYDICOM_FAILURES

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

_EXPLICIT_LITTLE: Final = "1.2.840.10008.1.2.1"
_PIXEL_DATA: Final = 0x7FE00010
_FIRST_GROUP: Final = 8  # those below are of commands, files and directories (PS3.5 7.1, PS3.10 7.1)


def outgoing(dataset: Dataset) -> Outgoing:
    """Return a data set as an object to send.

    It goes out in the transfer syntax that its file meta information names. Without any that is Explicit VR Little
    Endian, which compressed pixel data cannot be in.

    Raises:
        UsageError: it has no SOP Class or Instance UID, or it is not known what its transfer syntax is.
    """
    uids = _uid(dataset, "SOPClassUID"), _uid(dataset, "SOPInstanceUID")
    return Outgoing("", 0, 0, *uids, _transfer_syntax_uid(dataset), content=InMemory(dataset))


def _uid(dataset: Dataset, keyword: str) -> str:
    uid = str(dataset.get(keyword) or "")
    if not implementation.is_uid(uid):
        raise UsageError(
            f"a data set to store has {'an invalid' if uid else 'no'} {keyword}",
            remedy=f"set its {keyword}, which says what it is" if keyword == "SOPClassUID" else f"set its {keyword}",
        )
    return uid


def _transfer_syntax_uid(dataset: Dataset) -> str:
    meta = getattr(dataset, "file_meta", None)
    said = str(meta.get("TransferSyntaxUID") or "") if meta is not None else ""
    if not said and _is_encapsulated(dataset):
        raise UsageError(
            "a data set to store does not say its transfer syntax, and its pixel data is compressed",
            remedy="set file_meta.TransferSyntaxUID to what its pixel data is compressed with",
        )
    return said or _EXPLICIT_LITTLE


def _is_encapsulated(dataset: Dataset) -> bool:
    return _PIXEL_DATA in dataset and bool(getattr(dataset[_PIXEL_DATA], "is_undefined_length", False))


@dataclass(frozen=True, slots=True)
class InMemory:
    """A `results.Content`: a data set, which is encoded when it goes out."""

    dataset: Dataset

    @contextmanager
    def open(self) -> Iterator[tuple[Source, int]]:
        """The encoded data set, and its size.

        Raises:
            ValueError: it cannot be encoded; says why.
        """
        encoded = self._encoded()
        yield BytesIO(encoded), len(encoded)

    def _encoded(self) -> bytes:
        from pydicom.uid import UID

        tags = [*self.dataset.keys()]
        wrong = next((tag for tag in tags if tag >> 16 < _FIRST_GROUP), None)
        if wrong is not None:
            raise ValueError(f"it has the element {wrong}, which no data set has")
        syntax = UID(_transfer_syntax_uid(self.dataset))
        if syntax.is_private or not syntax.is_transfer_syntax:
            raise ValueError(f"{syntax} is no transfer syntax that is known here")
        if syntax.is_encapsulated and _PIXEL_DATA in self.dataset:
            self.dataset[_PIXEL_DATA].is_undefined_length = True  # as pydicom does when it writes a file
        try:
            with charset.quietly():
                return querystore.encode(self.dataset, syntax)
        except PYDICOM_FAILURES as error:
            raise ValueError(f"it cannot be encoded: {' '.join(str(error).split())}") from error
