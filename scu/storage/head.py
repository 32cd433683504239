"""The attributes at the head of a received file: as many as are asked for, and never the pixels."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from io import BufferedReader, BytesIO, FileIO
from typing import TYPE_CHECKING, BinaryIO, Final

from scu import charset, values
from scu.querystore import DEFLATED_LITTLE, EXPLICIT_BIG, IMPLICIT_LITTLE

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

PIXELS: Final = 0x7FE00000
"""Where the groups of pixel data begin: what lies behind is not at the head."""

_MOST: Final = 4 * 1024 * 1024  # bytes that are read, or inflated; what is passed over does not count
_LONGEST: Final = 64 * 1024  # bytes of a value that is read
_INFLATED: Final = 512 * 1024 * 1024  # the most of a deflated data set that is read whole
_CHUNK: Final = 1024 * 1024


class UnreadableHead(ValueError):
    """The bytes are no data set, or what is asked for lies too far behind; says why."""


def check_inflatable(source: BinaryIO, most: int | None = None) -> None:
    """Check that a data set that is deflated does not fill the memory when it is inflated, or not beyond `most` bytes.

    Raises:
        UnreadableHead: it would, or cannot be inflated.
        OSError: it cannot be read.
    """
    inflater = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
    left = _INFLATED if most is None else most
    try:
        while left > 0 and not inflater.eof and (data := inflater.unconsumed_tail or source.read(_CHUNK)):
            left -= len(inflater.decompress(data, _CHUNK))
    except zlib.error as error:
        raise UnreadableHead(f"it cannot be inflated: {error}") from error
    if left <= 0:
        raise UnreadableHead("it is too large when inflated")


class Head:
    """Reads the same attributes of many files; their text is decoded by each file's Specific Character Set.

    Args:
        tags: those of the top level of the data set.
    """

    def __init__(self, tags: Iterable[int]) -> None:
        self._tags = sorted(set(tags))
        self._replies = charset.Replies()

    def read(self, file: str, offset: int, transfer_syntax_uid: str) -> Dataset:
        """Return a data set of the attributes that are there; `offset` is where the file's data set begins.

        Raises:
            UnreadableHead: see there.
            OSError: the file cannot be read.
        """
        from pydicom.filereader import read_dataset

        last = self._tags[-1]
        with _open(file, offset, deflated=transfer_syntax_uid == DEFLATED_LITTLE) as source:
            try:
                with charset.quietly():
                    dataset = read_dataset(
                        source,
                        transfer_syntax_uid == IMPLICIT_LITTLE,
                        transfer_syntax_uid != EXPLICIT_BIG,
                        stop_when=lambda tag, vr, length: tag > last,
                        defer_size=_LONGEST,
                        specific_tags=[*self._tags],
                    )
                return self._replies.decode(dataset)
            except values.PYDICOM_FAILURES as error:
                raise UnreadableHead(f"it cannot be read as a data set: {error}") from error


def _open(file: str, offset: int, *, deflated: bool) -> BinaryIO:
    source = _Bounded(FileIO(file))
    source.seek(offset)
    if not deflated:
        return source
    with source:
        try:
            return BytesIO(zlib.decompressobj(wbits=-zlib.MAX_WBITS).decompress(source.read(), _MOST))
        except zlib.error as error:
            raise UnreadableHead(f"it cannot be inflated: {error}") from error


class _Bounded(BufferedReader):
    """A file of which so much can be read and no more: pydicom reads sequences whole, however long they are."""

    _left = _MOST

    def read(self, size: int | None = -1, /) -> bytes:
        if not self._left:
            raise EOFError("its attributes lie too far behind")
        data = super().read(self._left if size is None or size < 0 else min(size, self._left))
        self._left -= len(data)
        return data
