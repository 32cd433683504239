"""Matches that wait until an answer is complete: in memory while they are few, then in a temporary file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from struct import Struct
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Final

from scu.errors import FileProblem, Partial

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

    from scu.flat import Flat
    from scu.search.cutoff import Read

_IN_MEMORY: Final = 4 * 1024 * 1024
# Of one answer: a million matches, each of a kilobyte or two.
_MOST: Final = 2 * 10**9
_lengths = Struct(">LL")


@contextmanager
def spooling(read: Read) -> Iterator[Spool]:
    """A spool, whose content is gone at the end.

    Args:
        read: makes an identifier of its bytes and their transfer syntax.
    """
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
        yield Spool(read, file)


class Spool:
    """Identifiers as they came."""

    def __init__(self, read: Read, file: IO[bytes]) -> None:
        self._read = read
        self._file = file
        self._count = self._bytes = 0

    def __len__(self) -> int:
        return self._count

    def keep(self, data: bytes, transfer_syntax_uid: str) -> Dataset | Flat:
        """Keep one, and return it: this takes the place of `read`, so that what cannot be read is known at once.

        Raises:
            FileProblem: there is no room for it.
            Partial: it is one too many.
        """
        self._bytes += len(data)
        if self._bytes > _MOST:
            raise Partial(
                f"the server does not come to an end: more than {_MOST:,} bytes of matches to one query",
                cause="a query that is too wide, or a server that repeats itself",
                remedy="ask for less at a time",
            )
        identifier = self._read(data, transfer_syntax_uid)
        syntax = transfer_syntax_uid.encode("ascii")
        try:
            self._file.write(_lengths.pack(len(syntax), len(data)) + syntax + data)
        except OSError as error:
            raise FileProblem(
                f"matches cannot be kept in a temporary file: {error.strerror or error}",
                remedy="make room, or name another folder in TMPDIR",
            ) from error
        self._count += 1
        return identifier

    def __iter__(self) -> Iterator[Dataset | Flat]:
        self._file.seek(0)
        while head := self._file.read(_lengths.size):
            syntax, size = _lengths.unpack(head)
            transfer_syntax_uid = self._file.read(syntax).decode("ascii")
            yield self._read(self._file.read(size), transfer_syntax_uid)
