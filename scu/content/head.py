"""The head of an object: what precedes its pixel data.

Only the headers of its elements are read to find them; values are read when they are asked for, and the rest of the
object never is.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING, Final, NamedTuple

from scu.content.stream import Stream, is_deflated, opened
from scu.storage.elements import DataSet

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

    from scu.results import Outgoing

PIXELS: Final = 0x7FE00008
"""The first of Float Pixel Data, Double Float Pixel Data and Pixel Data: with it the head ends, or with a later one."""

MAX_VALUES: Final = 64 * 1024 * 1024
"""The most that is read of a head into memory, in bytes."""

_FIRST_GROUP: Final = 0x0004  # what is below belongs to no data set: nulls that pad the file, if anything
_HEADER: Final = 8


class Span(NamedTuple):
    """Where an element lies in the stream. `vr` is empty where it is implicit."""

    tag: int
    vr: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Head:
    """The elements of a data set before its pixel data, in a stream.

    `start` and `end` are those of the data set, and `rest` is where the pixel data begins, or what follows it;
    all three count from the beginning of the stream. `implicit` and `little` tell how the data set is encoded in
    fact, and `deflated` whether it has to be deflated again before it goes out.
    """

    stream: Stream
    start: int
    end: int
    rest: int
    implicit: bool
    little: bool
    deflated: bool
    spans: tuple[Span, ...]

    def dataset(self, tags: Container[int] | None = None) -> Dataset:
        """Return these elements, or all, their values not decoded yet. pydicom may warn (`charset.quietly`).

        Raises:
            ValueError: they are longer than `MAX_VALUES` together.
            OSError: they cannot be read.
        """
        from pydicom.filereader import read_dataset

        spans = [span for span in self.spans if tags is None or span.tag in tags]
        if (length := sum(span.end - span.start for span in spans)) > MAX_VALUES:
            raise ValueError(f"{length:,} bytes of it would have to be read into memory; {MAX_VALUES:,} are the most")
        return read_dataset(BytesIO(b"".join(map(self._element, spans))), self.implicit, self.little)

    def _element(self, span: Span) -> bytes:
        self.stream.seek(span.start)
        found = self.stream.read(span.end - span.start)
        if len(found) != span.end - span.start:
            raise OSError("it became shorter")
        return found


@contextmanager
def open_head(outgoing: Outgoing) -> Iterator[Head]:
    """The head of an object as it goes out, inflated if the object is deflated; it can be read within the block.

    Raises:
        OSError: it cannot be read, or has changed since it was looked at.
        ValueError: it makes no sense.
    """
    uid = outgoing.transfer_syntax_uid
    with opened(outgoing) as (stream, start, end):
        elements = DataSet(stream, end).encoded(uid)
        # What an object says of its VRs matters less than how it is: some have the wrong transfer syntax.
        stream.seek(start)
        if vr := stream.read(6)[4:]:
            elements = replace(elements, explicit=vr.isalpha() and vr.isupper())
        spans = tuple(_spans(elements, start))
        rest = spans[-1].end if spans else start
        yield Head(stream, start, end, rest, not elements.explicit, not elements.big_endian, is_deflated(uid), spans)


def _spans(elements: DataSet, at: int) -> Iterator[Span]:
    while elements.end - at >= _HEADER:
        element = elements.element(at)
        if element.tag >= PIXELS or element.tag >> 16 < _FIRST_GROUP:
            return
        start, at = at, elements.after(element)
        yield Span(element.tag, element.vr.decode("ascii"), start, at)
