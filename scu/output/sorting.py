"""Matches in an order of their values. They all have to be there first."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from scu.errors import ScuError
from scu.flat import Flat
from scu.output import columns, datasets
from scu.output.columns import Column
from scu.output.matches import MatchView
from scu.output.room import Room, weight

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

    from scu.output.report import Report

Rank = tuple[int, float | str | tuple[int, ...], str]
"""What compares values: a value that is not what its VR says comes after those that are."""

_COMPARED: Final = 256
"""Characters of a text that are folded. Of marks without end Unicode makes minutes' work that nothing interrupts."""
_DAYS = {"D": 1.0, "W": 7.0, "M": 365.25 / 12, "Y": 365.25}


@dataclass(frozen=True, slots=True)
class Order:
    """One key to sort by."""

    column: Column
    descending: bool = False


class Sorted(MatchView):
    """Keeps the matches, and shows them by another view at the end.

    Args:
        inner: that view.
        orders: the keys, the first one first. What has no value for a key comes last, whichever way it goes.
    """

    def __init__(self, inner: MatchView, orders: Sequence[Order]) -> None:
        self._inner = inner
        self._orders = orders
        self._kept: list[Dataset | Flat] = []
        self._room = Room()

    def show_identifier(self, identifier: Dataset | Flat) -> None:
        self._room.take(weight(identifier))
        self._kept.append(identifier)

    def end(self, report: Report | None, error: ScuError | None) -> None:
        kept = self._kept
        for order in reversed(self._orders):
            kept = _by(kept, order)
        for each in kept:
            self._inner.show_identifier(each)
        self._inner.end(report, error)


def _by(matches: list[Dataset | Flat], order: Order) -> list[Dataset | Flat]:
    valued: list[tuple[Rank, Dataset | Flat]] = []
    missing = []
    for each in matches:
        if text := _value(each, order.column):
            valued.append((rank(order.column.vr, text), each))
        else:
            missing.append(each)
    valued.sort(key=lambda pair: pair[0], reverse=order.descending)  # equal ones stay as they are in both cases
    return [each for _, each in valued] + missing


def _value(identifier: Dataset | Flat, column: Column) -> str:
    if isinstance(identifier, Flat):
        return datasets.flat_values(identifier, columns.flat_tags([column]))[0]
    return datasets.value_at(identifier, column.path)


def rank(vr: str, text: str) -> Rank:
    """Return what compares the value of an element with others of its VR; of several values the first counts first."""
    read = _READERS.get(vr)
    try:
        return (0, read(text.partition("\\")[0].strip()), text) if read else (0, _plain(text), text)
    except (ValueError, KeyError):
        return (1, _plain(text), text)


def _plain(text: str) -> str:
    """Without case and accents: Öttö stands between Otto and Otu."""
    folded = unicodedata.normalize("NFKD", text[:_COMPARED].casefold())
    return "".join(character for character in folded if not unicodedata.combining(character))


def _number(text: str) -> float:
    if (number := float(text)) != number:
        raise ValueError("NaN has no place among numbers")
    return number


def _uid(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(".")))


def _age(text: str) -> float:
    return int(text[:-1]) * _DAYS[text[-1:]]


def _moment(text: str) -> str:
    return text.replace(":", "") if ":" in text else text


def _day(text: str) -> str:
    return text.replace(".", "")


_READERS: dict[str, Callable[[str], float | str | tuple[int, ...]]] = {
    **dict.fromkeys(columns.NUMBERS, _number),
    "UI": _uid,
    "AS": _age,
    "DA": _day,
    "TM": _moment,
}
