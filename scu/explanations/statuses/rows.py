"""What the tables of statuses are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from scu.explanations import Explanation, Who
from scu.results import Category

ECHO, STORE, FIND, MOVE, GET = "C-ECHO", "C-STORE", "C-FIND", "C-MOVE", "C-GET"
LOG: Final = "ask the PACS administrator what the server's log says of this moment"


@dataclass(frozen=True, slots=True)
class Row:
    """Statuses of some services, from one code to another."""

    services: tuple[str, ...]
    first: int
    last: int
    category: Category
    meaning: str
    causes: tuple[str, ...]
    remedy: str
    who: Who
    source: str

    def explanation(self) -> Explanation:
        code = f"{self.first:04X}" if self.first == self.last else f"{self.first:04X}-{self.last:04X}"
        return Explanation(code, self.meaning, self.causes, self.remedy, self.who, self.source, self.services)


def failure(
    services: tuple[str, ...],
    code: int | tuple[int, int],
    meaning: str,
    causes: tuple[str, ...],
    remedy: str,
    source: str,
    who: Who = Who.PACS_ADMIN,
    category: Category = Category.FAILURE,
) -> Row:
    first, last = (code, code) if isinstance(code, int) else code
    return Row(services, first, last, category, meaning, causes, remedy, who, source)


def warning(
    services: tuple[str, ...],
    code: int,
    meaning: str,
    causes: tuple[str, ...],
    remedy: str,
    source: str,
    who: Who = Who.PACS_ADMIN,
) -> Row:
    return Row(services, code, code, Category.WARNING, meaning, causes, remedy, who, source)


def well(services: tuple[str, ...], code: int, category: Category, meaning: str, source: str) -> Row:
    return Row(services, code, code, category, meaning, (), "nothing: all is well", Who.NOBODY, source)
