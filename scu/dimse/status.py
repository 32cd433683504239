"""What a response's status means for its service (PS3.7 annex C, PS3.4 B.2.3, C.4)."""

from __future__ import annotations

from functools import cache
from typing import Final

from scu.dimse import command, confided
from scu.dimse.command import Command
from scu.results import SUCCESS, Category, Status

_SERVICES: Final = {
    command.C_ECHO_RQ: "C-ECHO",
    command.C_STORE_RQ: "C-STORE",
    command.C_FIND_RQ: "C-FIND",
    command.C_MOVE_RQ: "C-MOVE",
    command.C_GET_RQ: "C-GET",
}


def status_of(response: Command) -> Status:
    """The status of a response, with the peer's Error Comment (0000,0902)."""
    code = response.number(command.STATUS)
    said = response.text(command.ERROR_COMMENT)
    comment = confided.hidden(said) if said else None
    if code == 0 and comment is None:
        return SUCCESS
    if code is None:
        return Status(0x0110, Category.FAILURE, "the response has no status (0000,0900)", comment)
    service = _SERVICES.get(response.field & ~command.RESPONSE, "")
    return Status(code, *_meaning(service, code), comment)


@cache
def _meaning(service: str, code: int) -> tuple[Category, str]:
    """The catalogue's word, which nobody needs where all goes well."""
    from scu.explanations import statuses

    return statuses.meaning(service, code)
