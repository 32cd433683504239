"""A-ASSOCIATE-RQ to bytes, and A-ASSOCIATE-AC from them (PS3.8 9.3.2, 9.3.3; PS3.7 D.3.3). No socket."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from scu import implementation
from scu.dimse import pdu
from scu.dimse.contexts import Proposal
from scu.dimse.pdu import MalformedPDU
from scu.errors import UsageError
from scu.results import Peer

if TYPE_CHECKING:
    from scu.dimse.identity import UserIdentity

APPLICATION_CONTEXT_NAME: Final = "1.2.840.10008.3.1.1.1"

# Items of PS3.8 tables 9-12 to 9-21, and sub-items of the user information (PS3.7 D.3.3).
_APPLICATION_CONTEXT: Final = 0x10
CONTEXT_RQ, CONTEXT_AC = 0x20, 0x21
ABSTRACT_SYNTAX, TRANSFER_SYNTAX = 0x30, 0x40
USER_INFORMATION: Final = 0x50
_MAXIMUM_LENGTH, _CLASS_UID, WINDOW, _ROLE, _VERSION_NAME = 0x51, 0x52, 0x53, 0x54, 0x55
_EXTENDED, COMMON_EXTENDED = 0x56, 0x57
IDENTITY_RQ, IDENTITY_AC = 0x58, 0x59

# Protocol version, AE titles and reserved bytes before the items.
FIXED: Final = struct.Struct(">HH16s16s32s")
_item = struct.Struct(">BxH")
_short = struct.Struct(">H")
_long = struct.Struct(">L")


@dataclass(slots=True)
class Answer:
    """What an A-ASSOCIATE-AC says: contexts by ID as result and transfer syntax, roles by SOP class as SCU and SCP.

    `extended` is the service-class-application-information, by SOP class.
    """

    contexts: dict[int, tuple[int, str]] = field(default_factory=dict)
    roles: dict[str, tuple[bool, bool]] = field(default_factory=dict)
    extended: dict[str, bytes] = field(default_factory=dict)
    max_pdu_length: int = 0
    implementation_class_uid: str = ""
    implementation_version: str = ""
    window: int | None = None
    confirms_identity: bool = False


def encode_request(
    peer: Peer, proposals: Mapping[int, Proposal], max_pdu_length: int, identity: UserIdentity | None, window: int
) -> bytes:
    """An A-ASSOCIATE-RQ.

    Args:
        proposals: by presentation context ID.
        window: how many operations we would invoke at a time; 1 asks for no window.

    Raises:
        UsageError: the user identity is too long.
    """
    called, calling = (title.encode("ascii").ljust(16) for title in (peer.called_ae_title, peer.calling_ae_title))
    items = [
        FIXED.pack(1, 0, called, calling, b""),
        _text_item(_APPLICATION_CONTEXT, APPLICATION_CONTEXT_NAME),
        *(_context_item(number, proposal) for number, proposal in proposals.items()),
    ]
    try:
        items.append(
            _encode_item(USER_INFORMATION, b"".join(_user_information(proposals, max_pdu_length, identity, window)))
        )
    except struct.error as error:  # a length that 16 bits do not hold
        raise UsageError(
            "the user identity does not fit into an association request",
            cause="all that is said of the user and of ourselves may have 65,535 bytes (PS3.8 9.3.2.3)",
            remedy="give a shorter token, ticket or assertion",
        ) from error
    body = b"".join(items)
    return bytes((pdu.ASSOCIATE_RQ, 0)) + _long.pack(len(body)) + body


def _encode_item(kind: int, body: bytes) -> bytes:
    return _item.pack(kind, len(body)) + body


def _text_item(kind: int, text: str) -> bytes:
    return _encode_item(kind, text.encode("ascii"))


def _context_item(number: int, proposal: Proposal) -> bytes:
    syntaxes = b"".join(_text_item(TRANSFER_SYNTAX, syntax) for syntax in proposal.transfer_syntaxes)
    return _encode_item(
        CONTEXT_RQ, bytes((number, 0, 0, 0)) + _text_item(ABSTRACT_SYNTAX, proposal.abstract_syntax) + syntaxes
    )


def _user_information(
    proposals: Mapping[int, Proposal], max_pdu_length: int, identity: UserIdentity | None, window: int
) -> Iterator[bytes]:
    yield _encode_item(_MAXIMUM_LENGTH, _long.pack(max_pdu_length))
    yield _text_item(_CLASS_UID, implementation.CLASS_UID)
    if window != 1:
        # As the requestor we perform none but C-STORE sub-operations, one by one.
        yield _encode_item(WINDOW, _short.pack(window) + _short.pack(1))
    # One item of a kind for a SOP class, however many contexts it has (PS3.7 D.3.3.4).
    for uid in dict.fromkeys(it.abstract_syntax for it in proposals.values() if it.as_scp):
        yield _encode_item(_ROLE, _counted(uid) + b"\0\1")
    yield _text_item(_VERSION_NAME, implementation.VERSION_NAME)
    for uid, proposal in {it.abstract_syntax: it for it in proposals.values()}.items():
        if proposal.extended:
            yield _encode_item(_EXTENDED, _counted(uid) + proposal.extended.encode())
        if proposal.common:
            related = b"".join(map(_counted, proposal.common.related_uids))
            service = _counted(proposal.common.service_class_uid)
            yield _encode_item(COMMON_EXTENDED, _counted(uid) + service + _short.pack(len(related)) + related)
    if identity is not None:
        fields = b"".join(_short.pack(len(it)) + it for it in (identity.primary, identity.secondary))
        yield _encode_item(IDENTITY_RQ, bytes((identity.kind, identity.response_expected)) + fields)


def _counted(uid: str) -> bytes:
    return _short.pack(len(uid)) + uid.encode("ascii")


def decode_accept(accept: bytes) -> Answer:
    """What an A-ASSOCIATE-AC says; items that we do not know are passed over (PS3.8 9.3.1).

    Raises:
        MalformedPDU: an item is cut off, or too short for what it is; or no context is answered (PS3.8 table 9-17).
    """
    start = pdu.HEADER_LENGTH + FIXED.size
    if len(accept) < start:
        raise MalformedPDU("its A-ASSOCIATE-AC is cut off")
    answer = Answer()
    try:
        for kind, body in read_items(memoryview(accept)[start:]):
            if kind == CONTEXT_AC:
                answer.contexts[body[0]] = body[2], _transfer_syntax(body[4:])
            elif kind == USER_INFORMATION:
                for sub_kind, sub_body in read_items(body):
                    read_user_information(answer, sub_kind, sub_body)
    except (struct.error, IndexError, MalformedPDU) as error:
        why = error if isinstance(error, MalformedPDU) else "an item is too short"
        raise MalformedPDU(f"its A-ASSOCIATE-AC cannot be decoded: {why}") from error
    if not answer.contexts:
        raise MalformedPDU("its A-ASSOCIATE-AC answers no presentation context")
    return answer


def read_items(data: memoryview) -> Iterator[tuple[int, memoryview]]:
    """Items or sub-items: type and body. Raises MalformedPDU for one that is cut off."""
    at, end = 0, len(data)
    while at < end:
        if end - at < _item.size:
            raise MalformedPDU("an item is cut off")
        kind, length = _item.unpack_from(data, at)
        at += _item.size
        if length > end - at:
            raise MalformedPDU("an item is cut off")
        yield kind, data[at : at + length]
        at += length


def _transfer_syntax(items: memoryview) -> str:
    """The one that was accepted; with a refusal there may be none, and it says nothing (PS3.8 table 9-18)."""
    return next((read_text(body) for kind, body in read_items(items) if kind == TRANSFER_SYNTAX), "")


def read_text(body: memoryview) -> str:
    return bytes(body).decode("ascii", "replace").strip("\0 ")


def read_user_information(answer: Answer, kind: int, body: memoryview) -> None:
    """Note what a sub-item says; those that we do not know are passed over. Raises struct.error, IndexError."""
    if kind == _MAXIMUM_LENGTH:
        answer.max_pdu_length = _long.unpack_from(body)[0]
    elif kind == _CLASS_UID:
        answer.implementation_class_uid = read_text(body)
    elif kind == _VERSION_NAME:
        answer.implementation_version = read_text(body)
    elif kind == WINDOW:
        answer.window = _short.unpack_from(body)[0]
    elif kind == _ROLE:
        end = _short.size + _short.unpack_from(body)[0]
        answer.roles[read_text(body[_short.size : end])] = bool(body[end]), bool(body[end + 1])
    elif kind == _EXTENDED:
        end = _short.size + _short.unpack_from(body)[0]
        answer.extended[read_text(body[_short.size : end])] = bytes(body[end:])
    elif kind == IDENTITY_AC:
        answer.confirms_identity = True
