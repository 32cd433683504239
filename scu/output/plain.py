"""Words and numbers as people read them, and text from elsewhere made harmless."""

from __future__ import annotations

import unicodedata

# Besides control characters (Cc): what turns the reading direction, or breaks lines, without being seen.
_TRICKS = frozenset("\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def safe(text: str) -> str:
    """Return text with control characters spelled out, so that no terminal obeys them."""
    if text.isprintable():
        return text
    return text.translate(_SPELLED)


class _Spelled(dict[int, str]):
    """How each character that was seen is spelled. A peer may send millions: one by one they would take up memory."""

    def __missing__(self, code: int) -> str:
        self[code] = spelled = _spelled(chr(code))
        return spelled


_SPELLED = _Spelled()


def _spelled(character: str) -> str:
    if unicodedata.category(character) in ("Cc", "Cs") or character in _TRICKS:
        return character.encode("unicode_escape", "surrogatepass").decode("ascii")
    return character


def size(count: int) -> str:
    """Return a number of bytes for people: `999 bytes`, `12.3 KB`, `1.2 GB`, in powers of 1000."""
    if count < 1000:
        return amount(count, "byte")
    for power, unit in ((3, "KB"), (6, "MB"), (9, "GB")):
        scaled = count / 10**power
        if scaled < 999.5:
            return f"{scaled:.3g} {unit}"
    return f"{count / 10**9:,.0f} GB"


def seconds(duration: float) -> str:
    """Return a duration for people: `0.3 ms`, `250 ms`, `1.24 s`, `2 min 5 s`."""
    if duration < 0.01:
        return f"{duration * 1000:.1f} ms"
    if duration < 1:
        return f"{duration * 1000:.0f} ms"
    if duration < 60:
        return f"{duration:.2f} s"
    minutes, rest = divmod(round(duration), 60)
    return f"{minutes} min {rest} s"


def in_time(count: int, duration: float) -> str:
    """Return a number of bytes with the speed, where it took long enough for a speed to mean something."""
    if duration <= 0:
        return size(count)
    return f"{size(count)} in {seconds(duration)} ({size(round(count / duration))}/s)"


def amount(count: int, noun: str) -> str:
    """Return a count with its noun: `1 match`, `2 matches`, `1,000 objects`."""
    ending = "" if count == 1 else "es" if noun.endswith("ch") else "s"
    return f"{count:,} {noun}{ending}"
