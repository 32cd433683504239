"""What is shown of each match, one column for each key."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from scu import keys

NUMBERS = frozenset(("DS", "FD", "FL", "IS", "SL", "SS", "SV", "UL", "US", "UV"))


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the label of its key, where the value is, and whether it was asked for by name."""

    label: str
    path: tuple[keys.Step, ...]
    vr: str
    wanted: bool = True

    @property
    def flat_tag(self) -> int:
        """The tag; 0 for what is nested, which no flat identifier has."""
        step = self.path[0]
        return step.tag if self.path == (keys.Step(step.tag),) else 0


def of(labels: Iterable[str], wanted: Collection[str] | None = None) -> list[Column]:
    """Return the columns of these labels; all are wanted, or those named."""
    parsed = [(label, keys.parse(label)) for label in labels]
    return [Column(label, key.path, key.vr, wanted is None or label in wanted) for label, key in parsed]


def flat_tags(columns: Iterable[Column]) -> list[int]:
    return [column.flat_tag for column in columns]
