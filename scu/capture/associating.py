"""What an A-ASSOCIATE-RQ or -AC says, whichever side sent it (PS3.8 9.3.2, 9.3.3; PS3.7 D.3.3)."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import Final

from scu.dimse import associate_pdu, pdu
from scu.dimse.associate_pdu import FIXED, Answer, read_items, read_text
from scu.dimse.pdu import MalformedPDU
from scu.implementation import is_uid

IDENTITIES: Final = {
    1: "a user name",
    2: "a user name and a password",
    3: "a Kerberos ticket",
    4: "a SAML assertion",
    5: "a JSON web token",
}
"""User identity types (PS3.7 table D.3-14)."""

_pair = struct.Struct(">HH")
_short = struct.Struct(">H")


@dataclass(slots=True)
class Context:
    """A presentation context: proposed with transfer syntaxes, or answered with a result and one of them."""

    id: int
    abstract_syntax: str
    transfer_syntaxes: tuple[str, ...]
    result: int | None = None


@dataclass(slots=True)
class Associate:
    """`said` is the user information; `window` the operations invoked and performed; `identity` a user identity type.

    `common` is SOP Class Common Extended Negotiation: service class by SOP class.
    """

    called_ae_title: str
    calling_ae_title: str
    contexts: list[Context] = field(default_factory=list)
    said: Answer = field(default_factory=Answer)
    window: tuple[int, int] | None = None
    common: dict[str, str] = field(default_factory=dict)
    identity: int | None = None


def decode(data: bytes) -> Associate:
    """Read a whole PDU.

    Raises:
        MalformedPDU: an item is cut off, or too short for what it is.
    """
    try:
        _, _, called, calling, _ = FIXED.unpack_from(data, pdu.HEADER_LENGTH)
        associate = Associate(read_text(memoryview(called)), read_text(memoryview(calling)))
        for kind, body in read_items(memoryview(data)[pdu.HEADER_LENGTH + FIXED.size :]):
            if kind in (associate_pdu.CONTEXT_RQ, associate_pdu.CONTEXT_AC):
                associate.contexts.append(_context(kind, body))
            elif kind == associate_pdu.USER_INFORMATION:
                for sub_kind, sub_body in read_items(body):
                    _read(associate, sub_kind, sub_body)
    except (struct.error, IndexError) as error:
        raise MalformedPDU("an item is too short") from error
    return associate


def _context(kind: int, body: memoryview) -> Context:
    named: dict[int, list[str]] = {}
    for sub_kind, sub_body in read_items(body[4:]):
        named.setdefault(sub_kind, []).append(read_text(sub_body))
    syntaxes = tuple(named.get(associate_pdu.TRANSFER_SYNTAX, ()))
    if kind == associate_pdu.CONTEXT_AC:
        return Context(body[0], "", syntaxes, body[2])
    return Context(body[0], next(iter(named.get(associate_pdu.ABSTRACT_SYNTAX, ())), ""), syntaxes)


def _read(associate: Associate, kind: int, body: memoryview) -> None:
    if kind == associate_pdu.WINDOW:
        associate.window = _pair.unpack_from(body)
    elif kind == associate_pdu.COMMON_EXTENDED:
        sop_class, rest = _counted(body)
        associate.common[sop_class] = _counted(rest)[0]
    elif kind == associate_pdu.IDENTITY_RQ:
        associate.identity = body[0]
    else:
        associate_pdu.read_user_information(associate.said, kind, body)


def _counted(body: memoryview) -> tuple[str, memoryview]:
    end = _short.size + _short.unpack_from(body)[0]
    return read_text(body[_short.size : end]), body[end:]


def accepted(associate: Associate) -> dict[int, str]:
    """The transfer syntaxes that an A-ASSOCIATE-AC names, by presentation context."""
    return {it.id: it.transfer_syntaxes[0] for it in associate.contexts if it.result == 0 and it.transfer_syntaxes}


def named(uid: str) -> str:
    """A UID's name, or itself where it has none; not for the hot path, as it loads the dictionary."""
    from pydicom.uid import UID

    return UID(uid).name if is_uid(uid) else uid
