"""What peers were told in confidence. Their own words may repeat it, and those are shown, kept and handed on."""

from __future__ import annotations

import re
from collections import deque
from typing import Final

_SHORTEST: Final = 4  # what is shorter would be found everywhere
_MOST: Final = 100
_HIDDEN: Final = "<secret>"
_PART: Final = re.compile(rb"[\w+/=.~-]{12,}")  # of a token, where there is no room for all of it

_told: deque[bytes] = deque(maxlen=_MOST)


def remember(*secrets: bytes) -> None:
    """Hide these from now on."""
    _told.extend(secret for secret in secrets if len(secret) >= _SHORTEST and secret not in _told)


def forget() -> None:
    """Hide nothing any more."""
    _told.clear()


def hidden(text: str) -> str:
    """A peer's words without any secret."""
    for secret in tuple(_told):
        for each in _repeated(secret, text.encode("utf-8", "replace")):
            for spelling in (each.decode("utf-8", "replace"), each.decode("latin-1")):
                text = text.replace(spelling, _HIDDEN)
    return text


def blanked(data: bytes) -> bytes:
    """A peer's bytes, with zero bytes in the place of secrets."""
    for secret in tuple(_told):
        for each in _repeated(secret, data):
            data = data.replace(each, bytes(len(each)))
    return data


def _repeated(secret: bytes, said: bytes) -> list[bytes]:
    """What to look for, the longest first."""
    return [secret, *sorted((part for part in set(_PART.findall(said)) if part in secret), key=len, reverse=True)]
