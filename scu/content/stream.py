"""An object's data set as a stream that can be read at any place, and streams made of pieces of another."""

from __future__ import annotations

import io
import os
import zlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Final

from scu.results import Source

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

    from scu.results import Outgoing

Stream = io.BufferedReader | io.BufferedRandom

_CHUNK: Final = 256 * 1024
_MOST_INFLATED: Final = 4 * 1024**3  # on disk, and as much as a value can have: a few megabytes may become as much
_DEFLATED: Final = frozenset(
    (
        "1.2.840.10008.1.2.1.99",  # Deflated Explicit VR Little Endian
        "1.2.840.10008.1.2.4.95",  # JPIP Referenced Deflate
        "1.2.840.10008.1.2.4.205",  # JPIP HTJ2K Referenced Deflate
    )
)


def is_deflated(transfer_syntax_uid: str) -> bool:
    """Whether it deflates the data set as a whole (PS3.5 A.5)."""
    return transfer_syntax_uid in _DEFLATED


@contextmanager
def opened(outgoing: Outgoing) -> Iterator[tuple[Stream, int, int]]:
    """An object's data set as it goes out, inflated if it is deflated; and where in the stream it begins and ends.

    Raises:
        OSError: it cannot be read, or has changed since it was looked at.
        ValueError: it cannot be made or inflated.
    """
    with _as_it_is(outgoing) as (stream, start, end):
        if not is_deflated(outgoing.transfer_syntax_uid):
            yield stream, start, end
            return
        with TemporaryFile() as inflated:
            stream.seek(start)
            _inflate(stream, end - start, inflated)
            yield inflated, 0, inflated.tell()


@contextmanager
def _as_it_is(outgoing: Outgoing) -> Iterator[tuple[Stream, int, int]]:
    if outgoing.content is None:
        with open(outgoing.file, "rb") as file:
            end = file.seek(0, os.SEEK_END)
            if end != outgoing.offset + outgoing.size:
                raise OSError("the file has changed since it was looked at")
            yield file, outgoing.offset, end
        return
    with outgoing.content.open() as (source, size):
        if isinstance(source, Pieces):
            yield io.BufferedReader(source), 0, size
            return
        with TemporaryFile() as copy:
            for chunk in _chunks(source, size):
                copy.write(chunk)
            yield copy, 0, size


class Pieces(io.RawIOBase):
    """A stream made of bytes and of stretches of another stream, which are read when it is.

    Args:
        pieces: bytes, or where a stretch begins and ends.
    """

    def __init__(self, stream: Stream, pieces: Sequence[bytes | tuple[int, int]]) -> None:
        super().__init__()
        self._stream = stream
        self._pieces = pieces
        lengths = (len(it) if isinstance(it, bytes) else it[1] - it[0] for it in pieces)
        self._starts = [*accumulate(lengths, initial=0)]
        self._at = 0

    @property
    def size(self) -> int:
        return self._starts[-1]

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        self._at = offset + {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self.size}[whence]
        return self._at

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill the buffer, or as much of it as there is left."""
        left = memoryview(buffer).cast("B")
        while left and self._at < self.size:
            count = self._read_piece(left)
            if not count:
                break
            left = left[count:]
            self._at += count
        return memoryview(buffer).nbytes - left.nbytes

    def _read_piece(self, buffer: memoryview) -> int:
        number = bisect_right(self._starts, self._at) - 1
        piece, within = self._pieces[number], self._at - self._starts[number]
        count = min(len(buffer), self._starts[number + 1] - self._at)
        if isinstance(piece, bytes):
            buffer[:count] = piece[within : within + count]
            return count
        self._stream.seek(piece[0] + within)
        return self._stream.readinto(buffer[:count])


@contextmanager
def deflated(pieces: Pieces) -> Iterator[tuple[Source, int]]:
    """The same, deflated (PS3.5 A.5), and its size. Raises OSError."""
    deflater = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    with TemporaryFile() as file:
        for chunk in _chunks(pieces, pieces.size):
            file.write(deflater.compress(chunk))
        file.write(deflater.flush())
        size = file.tell()
        file.seek(0)
        yield file, size


def _inflate(stream: Stream, size: int, to: io.BufferedRandom) -> None:
    inflater = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
    try:
        for chunk in _chunks(stream, size):
            data = bytes(chunk)
            while data and not inflater.eof:  # a little may become a lot
                to.write(inflater.decompress(data, _CHUNK))
                data = inflater.unconsumed_tail
                if to.tell() > _MOST_INFLATED:
                    raise ValueError(f"its data set is larger than {_MOST_INFLATED:,} bytes when inflated")
        to.write(inflater.flush())
    except zlib.error as error:
        raise ValueError("its data set cannot be inflated") from error
    if not inflater.eof:
        raise ValueError("its data set is damaged: what is deflated ends too early")


def _chunks(source: Source, size: int) -> Iterator[memoryview]:
    buffer = memoryview(bytearray(_CHUNK))
    while size:
        count = source.readinto(buffer[: min(size, _CHUNK)])
        if not count:
            raise OSError("it became shorter")
        size -= count
        yield buffer[:count]
