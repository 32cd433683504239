"""What is told of an association by who listens to it (`conversation`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

from scu.dimse import command
from scu.dimse.command import Command

NAMES: Final = {
    command.C_STORE_RQ: "C-STORE",
    command.C_GET_RQ: "C-GET",
    command.C_FIND_RQ: "C-FIND",
    command.C_MOVE_RQ: "C-MOVE",
    command.C_ECHO_RQ: "C-ECHO",
    command.N_EVENT_REPORT_RQ: "N-EVENT-REPORT",
    command.N_ACTION_RQ: "N-ACTION",
    command.C_CANCEL_RQ: "C-CANCEL",
}


@dataclass(slots=True)
class PDU:
    """One that is no P-DATA-TF, whole, without secrets; `at` is when its last byte went or came."""

    sent: bool
    at: float
    data: bytes

    @property
    def kind(self) -> int:
        return self.data[0]


@dataclass(slots=True)
class Message:
    """A DIMSE message; not `complete` if the connection ended in its middle, or something else came.

    `command` is None if it cannot be decoded. `values` are its presentation data values, `longest` the bytes in the
    longest of them. `answered` is the seconds from the request's last byte to this response's first. `data` is an
    identifier, if it is wanted and not too long.
    """

    sent: bool
    began: float
    context_id: int
    ended: float = 0.0
    command: Command | None = None
    command_length: int = 0
    data_length: int = 0
    values: int = 0
    longest: int = 0
    answered: float | None = None
    complete: bool = False
    data: bytes | None = None

    @property
    def name(self) -> str:
        """C-STORE-RQ and so on, as in PS3.7."""
        if self.command is None:
            return "a message that cannot be read"
        kind = self.command.field
        name = NAMES.get(kind & ~command.RESPONSE, f"a message of type {kind:04X}")
        return name + ("-RSP" if kind & command.RESPONSE else "-RQ" if name in NAMES.values() else "")

    @property
    def number(self) -> int:
        """The message ID, or that of the request that is answered or cancelled."""
        if self.command is None:
            return 0
        return self.command.number(command.MESSAGE_ID_BEING_RESPONDED_TO) or self.command.message_id

    @property
    def is_response(self) -> bool:
        return self.command is not None and bool(self.command.field & command.RESPONSE)


@dataclass(slots=True)
class Nonsense:
    """What is no DICOM. `begins` are its first bytes, unless they may be a patient's data."""

    sent: bool
    at: float
    begins: bytes


@dataclass(slots=True)
class Ended:
    """The connection's end. `sent` if it is ours; `error` says what broke it off."""

    sent: bool
    at: float
    error: str = ""


Event: TypeAlias = PDU | Message | Nonsense | Ended
