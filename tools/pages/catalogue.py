"""What is told of tables in man pages: the codes that `scu explain` knows, and the settings of the configuration."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scu.config import settings
from scu.config.settings import Setting
from scu.explanations import Explanation, Who, associations, connections, statuses, tls
from tools.pages import roff


def codes() -> Iterator[str]:
    """The whole catalogue."""
    yield from roff.heading("CODES")
    groups = {
        "Connections": connections.every(),
        "TLS": tls.every(),
        "Associations": associations.every(),
        "DIMSE statuses": statuses.every(),
    }
    for name, rows in groups.items():
        yield from roff.subheading(name)
        for row in rows:
            yield from _code(row, with_services=name == "DIMSE statuses")


def _code(row: Explanation, *, with_services: bool) -> Iterator[str]:
    tag = roff.bold(row.code)
    if with_services:
        tag += f" ({roff.escape(', '.join(row.about))})"
    told = [f"{row.meaning[:1].upper()}{row.meaning[1:]}."]
    if row.causes:
        told.append(f"Likely cause: {row.cause}.")
    if row.remedy:
        told.append(
            f"To be done by {row.who.value}: {row.remedy}."
            if row.who is not Who.NOBODY
            else f"{row.remedy.capitalize()}."
        )
    told.append(f"Source: {row.source}.")
    yield from roff.item(tag, roff.escape(" ".join(" ".join(told).split())))


def settings_of(rows: Iterable[Setting]) -> Iterator[str]:
    for row in rows:
        told = [f"{row.meaning}.", f"It is {row.type}, such as `{row.example}`."]
        if row.default:
            told.append(f"The default is {row.default}.")
        if wins := [f"`{it}`" for it in (row.option, row.variable) if it]:
            told.append(f"{' and '.join(wins)} {'wins' if len(wins) == 1 else 'win'} over it.")
        yield from roff.item(roff.bold(row.name), roff.prose(" ".join(told)))


def settings_in_full() -> Iterator[str]:
    """The table of settings."""
    yield from roff.heading("SETTINGS")
    yield from roff.subheading("At the top of the file")
    yield from settings_of(settings.GENERAL.values())
    for part, rows in settings.PARTS.items():
        yield from roff.subheading(f"Under [peers.NAME]: {part}")
        yield from settings_of(rows)
