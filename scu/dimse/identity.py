"""User identity (PS3.7 D.3.3.7): who the association says that its user is."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from scu.dimse import confided
from scu.errors import UsageError

LONGEST: Final = 0xFFFF
"""Bytes of a field (PS3.7 table D.3-14)."""


class IdentityType(IntEnum):
    """What the primary field holds (PS3.7 table D.3-14)."""

    USER_NAME = 1
    USER_NAME_AND_PASSWORD = 2
    KERBEROS = 3
    SAML = 4
    JWT = 5


@dataclass(frozen=True, slots=True)
class UserIdentity:
    """A user identity. `primary` is the user name, ticket, assertion or token; `secondary` the password.

    With `response_expected` the association stands only if the server confirms that it knows the user.
    """

    kind: IdentityType
    primary: bytes = field(repr=False)
    secondary: bytes = field(default=b"", repr=False)
    response_expected: bool = False

    def __post_init__(self) -> None:
        if self.kind is not IdentityType.USER_NAME:
            confided.remember(self.secondary if self.kind is IdentityType.USER_NAME_AND_PASSWORD else self.primary)


def encoded(text: str, what: str) -> bytes:
    """Return a user name or a password as a field (PS3.7 D.3.3.7.1).

    Raises:
        UsageError: it is too long; `what` says what it is.
    """
    content = text.encode("utf-8", "surrogateescape")
    if len(content) > LONGEST:
        raise UsageError(f"{what} has {len(content)} bytes, and {LONGEST} are the most")
    return content
