"""Command sets (group 0000) to bytes and back (PS3.7 6.3.1, annex E). Functions over bytes; no socket.

A command set is Implicit VR Little Endian and a handful of elements of fixed VR; this codec needs microseconds
where a data set parser needs a millisecond, twice an object.
"""

from __future__ import annotations

from collections.abc import Mapping
from struct import Struct
from typing import Final

AFFECTED_SOP_CLASS_UID: Final = 0x0002
REQUESTED_SOP_CLASS_UID: Final = 0x0003
COMMAND_FIELD: Final = 0x0100
MESSAGE_ID: Final = 0x0110
MESSAGE_ID_BEING_RESPONDED_TO: Final = 0x0120
MOVE_DESTINATION: Final = 0x0600
PRIORITY: Final = 0x0700
COMMAND_DATA_SET_TYPE: Final = 0x0800
STATUS: Final = 0x0900
ERROR_COMMENT: Final = 0x0902
ERROR_ID: Final = 0x0903
AFFECTED_SOP_INSTANCE_UID: Final = 0x1000
REQUESTED_SOP_INSTANCE_UID: Final = 0x1001
EVENT_TYPE_ID: Final = 0x1002
ACTION_TYPE_ID: Final = 0x1008
REMAINING: Final = 0x1020
COMPLETED: Final = 0x1021
FAILED: Final = 0x1022
WARNING: Final = 0x1023
MOVE_ORIGINATOR_AE_TITLE: Final = 0x1030
MOVE_ORIGINATOR_MESSAGE_ID: Final = 0x1031

C_STORE_RQ: Final = 0x0001
C_GET_RQ: Final = 0x0010
C_FIND_RQ: Final = 0x0020
C_MOVE_RQ: Final = 0x0021
C_ECHO_RQ: Final = 0x0030
N_EVENT_REPORT_RQ: Final = 0x0100
N_ACTION_RQ: Final = 0x0130
C_CANCEL_RQ: Final = 0x0FFF
RESPONSE: Final = 0x8000

# Values of PRIORITY (PS3.7 E.1).
MEDIUM: Final = 0
HIGH: Final = 1
LOW: Final = 2

NO_DATA_SET: Final = 0x0101
DATA_SET: Final = 0x0001
MAX_COMMAND_LENGTH: Final = 64 * 1024

_NUMBERS: Final = frozenset(
    (
        COMMAND_FIELD,
        MESSAGE_ID,
        MESSAGE_ID_BEING_RESPONDED_TO,
        PRIORITY,
        COMMAND_DATA_SET_TYPE,
        STATUS,
        ERROR_ID,
        EVENT_TYPE_ID,
        ACTION_TYPE_ID,
        REMAINING,
        COMPLETED,
        FAILED,
        WARNING,
        MOVE_ORIGINATOR_MESSAGE_ID,
    )
)
_UIDS: Final = frozenset(
    (AFFECTED_SOP_CLASS_UID, AFFECTED_SOP_INSTANCE_UID, REQUESTED_SOP_CLASS_UID, REQUESTED_SOP_INSTANCE_UID)
)
_TEXTS: Final = frozenset((MOVE_DESTINATION, ERROR_COMMENT, MOVE_ORIGINATOR_AE_TITLE))

_element = Struct("<HHL")
_number = Struct("<HHLH")
_group_length = Struct("<HHLL")
_us = Struct("<H")


class MalformedCommand(ValueError):
    """The bytes are no command set."""


class Command(dict[int, int | str]):
    """The elements of a command set by element number: US as int, UI, AE and LO as str."""

    __slots__ = ()

    def number(self, element: int) -> int | None:
        """A US element, None where it is absent."""
        value = self.get(element)
        return value if isinstance(value, int) else None

    def text(self, element: int) -> str:
        """A UI, AE or LO element, empty where it is absent."""
        value = self.get(element)
        return value if isinstance(value, str) else ""

    @property
    def field(self) -> int:
        return self.number(COMMAND_FIELD) or 0

    @property
    def message_id(self) -> int:
        return self.number(MESSAGE_ID) or 0

    @property
    def has_data_set(self) -> bool:
        return self.number(COMMAND_DATA_SET_TYPE) != NO_DATA_SET


def encode(elements: Mapping[int, int | str]) -> bytes:
    """A command set with its group length (PS3.7 E.1), elements in ascending order."""
    parts = [b""]
    for element, value in sorted(elements.items()):
        if isinstance(value, int):
            parts.append(_number.pack(0, element, 2, value))
            continue
        text = value.encode("ascii", "replace")
        if len(text) % 2:
            text += b"\0" if element in _UIDS else b" "
        parts.append(_element.pack(0, element, len(text)) + text)
    parts[0] = _group_length.pack(0, 0, 4, sum(map(len, parts)))
    return b"".join(parts)


def decode(data: bytes | memoryview) -> Command:
    """The elements of a command set that scu knows; others are passed over.

    Raises:
        MalformedCommand: an element whose length leaves the set or does not fit its VR.
    """
    data = bytes(data)
    command = Command()
    at, end = 0, len(data)
    while at < end:
        if end - at < 8:
            raise MalformedCommand("a command element is cut off")
        group, element, length = _element.unpack_from(data, at)
        at += 8
        if length > end - at:
            raise MalformedCommand(f"the command element ({group:04X},{element:04X}) claims {length} bytes")
        # Orthanc puts the list of what failed here, which belongs into a data set (PS3.4 C.4.3.1.4).
        if group or not length:
            at += length  # an empty element says as little as an absent one
            continue
        if element in _NUMBERS:
            if length != 2:
                raise MalformedCommand(f"the command element (0000,{element:04X}) has {length} bytes, not 2")
            command[element] = _us.unpack_from(data, at)[0]
        elif element in _UIDS:
            command[element] = data[at : at + length].decode("ascii", "replace").strip("\0 ")
        elif element in _TEXTS:
            command[element] = data[at : at + length].decode("utf-8", "replace").strip("\0 ")
        at += length
    if COMMAND_FIELD not in command:
        raise MalformedCommand("a command set without a Command Field (0000,0100)")
    return command


def c_echo_rq(message_id: int, sop_class_uid: str) -> bytes:
    """PS3.7 9.3.5.1."""
    return encode(
        {
            AFFECTED_SOP_CLASS_UID: sop_class_uid,
            COMMAND_FIELD: C_ECHO_RQ,
            MESSAGE_ID: message_id,
            COMMAND_DATA_SET_TYPE: NO_DATA_SET,
        }
    )


def c_store_rq(message_id: int, sop_class_uid: str, sop_instance_uid: str, priority: int = 0) -> bytes:
    """PS3.7 9.3.1.1."""
    return encode(
        {
            AFFECTED_SOP_CLASS_UID: sop_class_uid,
            COMMAND_FIELD: C_STORE_RQ,
            MESSAGE_ID: message_id,
            PRIORITY: priority,
            COMMAND_DATA_SET_TYPE: DATA_SET,
            AFFECTED_SOP_INSTANCE_UID: sop_instance_uid,
        }
    )


def query_rq(field: int, message_id: int, sop_class_uid: str, *, destination: str = "", priority: int = 0) -> bytes:
    """C-FIND-RQ, C-GET-RQ or, with a destination AE title, C-MOVE-RQ (PS3.7 9.3.2.1, 9.3.3.1, 9.3.4.1)."""
    elements: dict[int, int | str] = {
        AFFECTED_SOP_CLASS_UID: sop_class_uid,
        COMMAND_FIELD: field,
        MESSAGE_ID: message_id,
        PRIORITY: priority,
        COMMAND_DATA_SET_TYPE: DATA_SET,
    }
    if destination:
        elements[MOVE_DESTINATION] = destination
    return encode(elements)


def n_action_rq(message_id: int, sop_class_uid: str, sop_instance_uid: str, action_type_id: int) -> bytes:
    """PS3.7 10.3.4.1; the action information follows as a data set."""
    return encode(
        {
            REQUESTED_SOP_CLASS_UID: sop_class_uid,
            COMMAND_FIELD: N_ACTION_RQ,
            MESSAGE_ID: message_id,
            COMMAND_DATA_SET_TYPE: DATA_SET,
            REQUESTED_SOP_INSTANCE_UID: sop_instance_uid,
            ACTION_TYPE_ID: action_type_id,
        }
    )


def c_cancel_rq(message_id: int) -> bytes:
    """PS3.7 9.3.2.3: one form for C-FIND, C-GET and C-MOVE."""
    return encode(
        {
            COMMAND_FIELD: C_CANCEL_RQ,
            MESSAGE_ID_BEING_RESPONDED_TO: message_id,
            COMMAND_DATA_SET_TYPE: NO_DATA_SET,
        }
    )


def response(request: Command, status: int, comment: str = "") -> bytes:
    """The answer to a C-ECHO, C-STORE or N-EVENT-REPORT request (PS3.7 9.3.1.2, 9.3.5.2, 10.3.1.2)."""
    elements: dict[int, int | str] = {
        COMMAND_FIELD: request.field | RESPONSE,
        MESSAGE_ID_BEING_RESPONDED_TO: request.message_id,
        COMMAND_DATA_SET_TYPE: NO_DATA_SET,
        STATUS: status,
    }
    for element in (AFFECTED_SOP_CLASS_UID, AFFECTED_SOP_INSTANCE_UID, EVENT_TYPE_ID):
        if element in request:
            elements[element] = request[element]
    if comment:
        elements[ERROR_COMMENT] = comment[:64]
    return encode(elements)
