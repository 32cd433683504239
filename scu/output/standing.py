"""How far a transfer is, in words: for one line of a terminal, however narrow, and for a log."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Final

from scu.output.plain import amount, safe, size

_WINDOW: Final = 5.0  # seconds that a rate is the mean of: it shows that a server has come to a halt
_SHORTEST_BAR: Final = 10
_LONGEST_BAR: Final = 30
_LONGEST_NAME: Final = 24
_GAP: Final = "  "


@dataclass(frozen=True, slots=True)
class Standing:
    """How far it is.

    Attributes:
        done: objects that went or came, or that failed.
        total: how many there are in all; None where nobody knows yet.
        failed: how many of them did not go well.
        peer: the peer's own counts, in words.
    """

    done: int
    total: int | None
    bytes: int
    failed: int = 0
    peer: str = ""


@dataclass(frozen=True, slots=True)
class Looks:
    """What a terminal can show: how many cells of a line, characters beyond ASCII, and colours."""

    width: int
    unicode: bool = True
    colours: bool = False


class Pace:
    """How fast it goes."""

    def __init__(self, began: float) -> None:
        self._began = began
        self._samples: deque[tuple[float, int]] = deque([(began, 0)])

    def rate(self, now: float, bytes: int) -> float | None:
        """Return the bytes a second of late; None where no time has passed."""
        self._samples.append((now, bytes))
        while len(self._samples) > 2 and self._samples[1][0] <= now - _WINDOW:
            self._samples.popleft()
        then, before = self._samples[0]
        return max(0, bytes - before) / (now - then) if now > then else None

    def left(self, now: float, standing: Standing) -> float | None:
        """Return the seconds that the rest will take if it goes on as it went; None where that cannot be known."""
        if not standing.total or not standing.done:
            return None
        return (now - self._began) * max(0, standing.total - standing.done) / standing.done


def told(standing: Standing, rate: float | None) -> str:
    """Return it for a log: `1,200 of 2,000 objects, 540 MB, 32 MB/s`."""
    count = f"{standing.done:,} of {amount(standing.total, 'object')}" if standing.total else ""
    parts = [count or amount(standing.done, "object"), size(standing.bytes), _speed(rate), _failures(standing)]
    return ", ".join(filter(None, (*parts, standing.peer)))


def line(verb: str, standing: Standing, looks: Looks, *, rate: float | None, left: float | None, name: str) -> str:
    """Return it for the last line of a terminal: what matters least goes first where there is no room for all.

    Args:
        verb: what happens to the objects: "stored" or "received".
        left: the seconds that the rest will take.
        name: the object that went or came last.
    """
    of = f" of {standing.total:,}" if standing.total else ""
    counted = f"{verb} {standing.done:,}{of}" if of else f"{verb} {amount(standing.done, 'object')}"
    parts = {
        "count": counted,
        "bar": "-" * _SHORTEST_BAR if standing.total else "",
        "failed": _failures(standing),
        "bytes": size(standing.bytes),
        "rate": _speed(rate),
        "left": "" if left is None else f"{_duration(left)} left",
        "peer": standing.peer,
        "name": _shortened(safe(name), "…" if looks.unicode else "..."),
    }
    kept = {part: text for part, text in parts.items() if text}
    for part in ("name", "peer", "bar", "rate", "bytes", "left", "failed"):
        if _cells(_GAP.join(kept.values())) < looks.width:
            break
        kept.pop(part, None)
    if "bar" in kept:
        room = looks.width - 1 - _cells(_GAP.join(kept.values())) + _SHORTEST_BAR
        kept["bar"] = _bar(standing, min(room, _LONGEST_BAR), looks)
    if "failed" in kept and looks.colours:
        kept["failed"] = f"\x1b[31m{kept['failed']}\x1b[m"
    if len(kept) == 1:  # half a number would be a lie
        shorter = (counted, f"{standing.done:,}{of}", f"{standing.done:,}", "")
        return next(text for text in shorter if not text or len(text) < looks.width)
    return _GAP.join(kept.values())


def _bar(standing: Standing, width: int, looks: Looks) -> str:
    full, empty = ("━", "─") if looks.unicode else ("#", "-")
    filled = min(width, width * standing.done // (standing.total or 1))
    done = f"\x1b[36m{full * filled}\x1b[m" if looks.colours and filled else full * filled
    return done + empty * (width - filled)


def _failures(standing: Standing) -> str:
    return f"{standing.failed:,} failed" if standing.failed else ""


def _speed(rate: float | None) -> str:
    return "" if rate is None else f"{size(round(rate))}/s"


def _duration(seconds: float) -> str:
    """Whole seconds: to tell more of the future would be a lie."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours:,} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def _shortened(name: str, ellipsis: str) -> str:
    """Its end tells one file of a series from another."""
    while _cells(name) > _LONGEST_NAME:
        name = ellipsis + name.removeprefix(ellipsis)[1:]
    return name


def _cells(text: str) -> int:
    if text.isascii():
        return len(text)
    if all(character in "━─…" or character.isascii() for character in text):
        return len(text)
    from scu.output.widths import cells  # for what is neither: rich takes its time to come

    return cells(text)
