"""How much memory matches take that are kept until all are there: a peer may send them without end."""

from __future__ import annotations

from collections.abc import MutableSequence, Sized
from typing import TYPE_CHECKING, Final

from scu.errors import Partial
from scu.flat import Flat

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

_MOST: Final = 10**9
# What Python takes for them beside their values, about.
_FLAT_ELEMENT: Final = 150
_ELEMENT: Final = 1000
_VALUE: Final = 100


class Room:
    """What is left of a gigabyte, about: room for half a million usual matches."""

    def __init__(self) -> None:
        self._left = _MOST

    def take(self, size: int) -> None:
        """Count what is kept.

        Raises:
            Partial: there is no room for more.
        """
        self._left -= size
        if self._left < 0:
            raise Partial(
                "there are more matches than can be kept until the last is there",
                cause="a query that is too wide, or a server that repeats itself",
                remedy="ask for less at a time, or without --sort and --tree, which have to see all of them first",
            )


def weight(identifier: Dataset | Flat) -> int:
    """Return how many bytes an identifier takes, about."""
    if isinstance(identifier, Flat):
        return sum(_FLAT_ELEMENT + len(value) for _, _, value in identifier.elements)
    return sum(_ELEMENT + _size(element.VR, element.value) for element in identifier.values())


def _size(vr: str | None, value: object) -> int:
    if not isinstance(value, MutableSequence):
        return len(value) if isinstance(value, Sized) else 0
    if vr != "SQ":
        return _VALUE * len(value)
    from pydicom.sequence import Sequence

    return sum(_ELEMENT + weight(item) for item in value) if isinstance(value, Sequence) else 0
