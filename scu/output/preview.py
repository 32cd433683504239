"""A small picture of the first object of each series that comes, for the person at the terminal and nobody else.

It goes to standard error, as progress does, so that results stay what they are. Whatever is wrong with an image, it
costs no more than its picture.
"""

from __future__ import annotations

import logging
import os
import sys
from contextlib import suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from scu.output.plain import safe
from scu.output.report import Result, View
from scu.results import Instance

if TYPE_CHECKING:
    from scu.content.picture import Picture

log = logging.getLogger(__name__)

_SERIES_INSTANCE_UID: Final = 0x0020000E


def views() -> list[View]:
    """Return the view that shows pictures; none, and a note that says why, where none can be shown."""
    why = _hindrance()
    if why:
        log.warning("--preview shows no pictures: %s", why)
        return []
    return [Preview()]


def _hindrance() -> str:
    from scu.content import codecs, picture

    if not sys.stderr.isatty():
        return "standard error is no terminal"
    if missing := [package for package in picture.PACKAGES if find_spec(package) is None]:
        return f"{missing[0]} is not installed: {codecs.INSTALL}"
    if os.environ.get("TERM", "") in ("", "dumb", "unknown"):
        return "this terminal has no colours"
    if (sys.stderr.encoding or "").lower().replace("-", "") != "utf8":
        return "this terminal does not take UTF-8"
    return ""


class Preview(View):
    """The view. It keeps the UIDs of the series that it has seen, and nothing of their images."""

    def __init__(self) -> None:
        from scu.storage.head import Head

        self._head = Head([_SERIES_INSTANCE_UID])
        self._seen: set[str] = set()

    def show(self, result: Result) -> None:
        if isinstance(result, Instance) and result.file is not None and result.status and result.status.ok:
            series = self._series(result.file, result.transfer_syntax_uid)
            if series not in self._seen:
                self._seen.add(series)
                self._show(result.file, series)

    def _series(self, file: str, transfer_syntax_uid: str) -> str:
        """Its Series Instance UID; empty where it has none, or cannot be read."""
        from scu.storage.head import UnreadableHead
        from scu.storage.meta import BadMeta, NotDicom, examine

        try:
            there = examine(file)
            head = self._head.read(file, there.offset, transfer_syntax_uid)
        except (OSError, NotDicom, BadMeta, UnreadableHead) as error:
            log.debug("%s has no series that can be read: %s", file, error)
            return ""
        return str(head.get("SeriesInstanceUID") or "")

    def _show(self, file: str, series: str) -> None:
        from scu.content import picture

        try:
            taken = picture.take(file)
        except picture.NoImage as why:
            log.info("no picture of series %s: %s", series, why)
        except picture.NoPicture as why:
            log.warning("no picture of series %s: %s", series, why)
            log.debug("%s: %r", file, why.__cause__)
        else:
            with suppress(OSError, ValueError):  # a terminal that has gone away sees nothing
                _draw(taken)


def _draw(taken: Picture) -> None:
    from rich.console import Console

    from scu.output import graphics

    # Who asks for a picture by name has asked for its colours, whatever NO_COLOR says.
    console = Console(file=sys.stderr, force_terminal=True, no_color=False, highlight=False, emoji=False, markup=False)
    graphics.draw(taken.pixels, taken.proportion, console, graphics.protocol())
    sys.stderr.write(f"{safe(taken.caption)}\n")
    sys.stderr.flush()
