"""Objects whose attributes change on their way out; the files stay as they are.

What a change does not touch goes out byte for byte as it is in the file, the head's other elements too.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from scu import charset, querystore, values
from scu.content.head import Head, open_head
from scu.content.stream import Pieces, deflated
from scu.results import Outgoing, Source

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

log = logging.getLogger(__name__)

SPECIFIC_CHARACTER_SET: Final = 0x00080005

# Two threads that import pydicom for the first time may see its modules half made.
_importing: Final = threading.Lock()


class Unalterable(ValueError):
    """The object cannot be changed as asked; says why, in half a sentence about it."""


class Change(Protocol):
    """Something that is done to the attributes of an object."""

    @property
    def words(self) -> tuple[str, ...]:
        """What it does, for the report: attributes, never their values."""

    def touches(self, head: Head) -> set[int]:
        """Return the tags of the top level that it has to see."""

    def apply(self, dataset: Dataset) -> set[int]:
        """Change a data set of what it asked to see, in place, and return the tags of the top level that differ.

        Raises:
            Unalterable: see there.
        """


@dataclass(frozen=True, slots=True)
class Altered:
    """A `results.Content`: an object, changed."""

    base: Outgoing
    changes: tuple[Change, ...]

    @contextmanager
    def open(self) -> Iterator[tuple[Source, int]]:
        """The changed data set, and its size.

        Raises:
            OSError: the object cannot be read.
            ValueError: it makes no sense, or cannot be changed as asked.
        """
        with open_head(self.base) as head:
            pieces = Pieces(head.stream, _merged(head, _changed_elements(head, self.changes)))
            if not head.deflated:
                yield pieces, pieces.size
                return
            with deflated(pieces) as (source, size):
                yield source, size


def _changed_elements(head: Head, changes: Sequence[Change]) -> dict[int, bytes]:
    """The elements that differ, encoded, by tag; empty where one is taken out."""
    with _importing:
        from pydicom.errors import BytesLengthException

    seen = {SPECIFIC_CHARACTER_SET}.union(*(change.touches(head) for change in changes))
    with charset.quietly():
        try:
            dataset = head.dataset(seen)
            changed: set[int] = set()
            for change in changes:
                changed |= change.apply(dataset)
            return {tag: _encoded(dataset, tag, head) for tag in changed}
        except (Unalterable, OSError):
            raise
        except (BytesLengthException, *values.PYDICOM_FAILURES) as error:
            log.debug("pydicom says: %s", error)
            raise Unalterable("what is to be changed in it makes no sense as it is") from error


def _encoded(dataset: Dataset, tag: int, head: Head) -> bytes:
    from pydicom.filebase import DicomBytesIO
    from pydicom.filewriter import write_data_element

    if tag not in dataset:
        return b""
    encoded = DicomBytesIO()
    encoded.is_implicit_VR, encoded.is_little_endian = head.implicit, head.little
    with querystore.briefly():
        write_data_element(encoded, dataset.get_item(tag), charset.own(dataset).split("\\"))
    return encoded.getvalue()


def _merged(head: Head, changed: Mapping[int, bytes]) -> list[bytes | tuple[int, int]]:
    """The elements of the head and those that differ, in the order of their tags, and the rest.

    The length of a group that has changed goes: it would be wrong, and is retired (PS3.5 7.2).
    """
    gone = {*changed, *(tag & 0xFFFF0000 for tag in changed)}
    new = sorted(changed, reverse=True)
    pieces: list[bytes | tuple[int, int]] = []
    kept_from = head.start
    for span in head.spans:
        due = [new.pop() for _ in range(len(new)) if new[-1] <= span.tag]
        if not due and span.tag not in gone:
            continue
        pieces += [(kept_from, span.start), *(changed[tag] for tag in due)]
        kept_from = span.end if span.tag in gone else span.start
    pieces += [(kept_from, head.rest), *(changed[tag] for tag in reversed(new)), (head.rest, head.end)]
    return [piece for piece in pieces if piece and piece != (piece[0], piece[0])]
