"""From patients or studies down to series or images, a query for each level: hierarchical, as every server answers."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING, TypedDict, Unpack

from scu import charset, query_model
from scu.errors import UsageError
from scu.keys import Key
from scu.query import CHARACTER_SET, LEVEL, Level, Model, Query, build
from scu.results import Category, Final, Match, Status
from scu.search.cutoff import SUPPLIED, ending
from scu.search.spool import spooling

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

    from scu.search.cutoff import Ask, Found, Read

log = logging.getLogger(__name__)

_NO_UNIQUE_KEY = Status(0x0120, Category.FAILURE, "Missing attribute", "a match came without its unique key")


class Settings(TypedDict):
    """What `query.build` takes beside model, level and keys."""

    charset: str | None
    check: bool
    strict: bool


def plan(
    model: Model | None,
    level: Level | None,
    to: Level,
    keys: Sequence[Key],
    base: Dataset | None = None,
    **settings: Unpack[Settings],
) -> list[Query]:
    """The queries of all levels, the upper ones' unique keys still open. Each key is asked for at its own level.

    Args:
        level: where to begin; None for what the keys or `base` say, else STUDY.
        to: where to end.
        base: the data set of a query file.

    Raises:
        UsageError: a key or the way down is wrong.
    """
    levels_said = [key for key in keys if key.tag == LEVEL]
    said = build("find", model, level, levels_said, base=base, auto_keys=False, relational=True)
    model, first = said.model, said.level
    if first is None or to not in model.levels or model.levels.index(to) <= model.levels.index(first):
        raise UsageError(
            f"--expand {to.value.lower()} leads nowhere from here",
            cause=f"{model.title} has {', '.join(each.value for each in model.levels) or 'no levels'}"
            + (f", and the query begins at {first.value}" if first else ""),
            remedy="begin at a level above, with --patient, --study or --series",
        )
    levels = model.levels[model.levels.index(first) : model.levels.index(to) + 1]
    return [
        build(
            "find",
            model,
            at,
            [key for key in keys if _belongs(key.path[0].tag, at, model, levels)],
            base=_part(base, at, model, levels),
            relational=at is not first,  # what is open above will be filled in
            **settings,
        )
        for at in levels
    ]


def _belongs(tag: int, at: Level, model: Model, levels: Sequence[Level]) -> bool:
    from pydicom.datadict import keyword_for_tag

    if tag == CHARACTER_SET:
        return True
    if tag == LEVEL:
        return False
    home = query_model.level_of(model, keyword_for_tag(tag))
    if home is None or model.levels.index(home) > model.levels.index(levels[-1]):
        return at is levels[-1]
    return at is (home if home in levels else levels[0])


def _part(base: Dataset | None, at: Level, model: Model, levels: Sequence[Level]) -> Dataset | None:
    from pydicom.dataset import Dataset

    if base is None:
        return None
    return Dataset({element.tag: element for element in base if _belongs(element.tag, at, model, levels)})


def whole(ask: Ask, query: Query, read: Read) -> Iterator[Found]:
    """An answer that is complete before its first match is given on, so that there is a turn for other queries."""
    with spooling(read) as spool:
        last = ending(ask(query, read=spool.keep))
        for identifier in spool:
            yield Match(identifier, SUPPLIED)
    yield last


class Expansion:
    """The matches of the lowest level, with the attributes of those above them, and the end of every query.

    Args:
        read: makes a data set of a match.
        limit: cancel after so many matches.
    """

    def __init__(self, ask: Ask, read: Read, *, limit: int | None = None) -> None:
        self._ask, self._read = ask, read
        self._left = limit

    def results(self, plan: Sequence[Query], top: Iterator[Found] | None = None) -> Iterator[Found]:
        """Ask level by level. A query that fails costs what is below it, and no other.

        Args:
            plan: what `plan` gave.
            top: the matches of the first level, where they are found otherwise than by one query.
        """
        query, *below = plan
        yield from self._below(top or whole(self._ask, query, self._read), query, below, None)

    def _below(
        self, matches: Iterator[Found], query: Query, plan: Sequence[Query], above: Dataset | None
    ) -> Iterator[Found]:
        for result in matches:
            if self._left == 0:
                return
            if isinstance(result, Final):
                yield self._ended(result, query, above)
            else:
                yield from self._under(_merged(result, above), query, plan)

    def _under(self, above: Dataset, query: Query, plan: Sequence[Query]) -> Iterator[Found]:
        lower, *further = plan
        unique = query_model.unique_keys(query.model, query.level)
        if not above.get(unique[-1]):
            log.warning("a match has no %s, and what is below it cannot be asked for", unique[-1])
            yield Final(_NO_UNIQUE_KEY)
            return
        asked = _narrowed(lower, above, unique)
        if further:
            yield from self._below(whole(self._ask, asked, self._read), asked, further, above)
            return
        for result in self._ask(asked, read=self._read, cancel_after=self._left):
            if isinstance(result, Final):
                yield self._ended(result, asked, above)
                continue
            if self._left:
                self._left -= 1
            yield Match(_merged(result, above), result.status)

    def _ended(self, ended: Final, query: Query, above: Dataset | None) -> Final:
        """Tell of a query further down that failed; of the first one the command's error tells."""
        if above is not None and query.level and not ended.status.ok and self._left != 0:
            parent = query_model.unique_keys(query.model, query.level)[-2]
            which = f" of {parent} {above.get(parent)}" if parent.endswith("UID") else ""  # an ID is a patient's own
            log.warning("the %s level%s is not complete: %s", query.level.value, which, ended.status)
        return ended


def _narrowed(query: Query, above: Dataset, unique: Sequence[str]) -> Query:
    """The query of a level for what is below one match of the level above (PS3.4 C.4.1.2.1)."""
    identifier = deepcopy(query.identifier)
    for keyword in unique:
        if value := above.get(keyword):
            identifier[keyword] = above[keyword]  # the element as it is: a value that pydicom does not like is theirs
            if not charset.carries(charset.own(identifier), str(value)):
                identifier.SpecificCharacterSet = charset.UNICODE
    return replace(query, identifier=identifier)


def _merged(match: Match, above: Dataset | None) -> Dataset:
    """The match with what the levels above have and it has not. Its text is decoded, so that it goes together."""
    from pydicom.dataelem import DataElement
    from pydicom.dataset import Dataset

    own = match.identifier
    assert isinstance(own, Dataset)
    if above is None:
        return own
    merged = Dataset()
    merged.update({element.tag: element for element in above})
    merged.update({element.tag: element for element in own if not element.is_empty or element.tag not in above})
    if charset.own(own) != charset.own(above):
        merged[CHARACTER_SET] = DataElement(CHARACTER_SET, "CS", charset.UNICODE)
    return merged
