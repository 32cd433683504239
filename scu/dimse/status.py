"""What a response's status means for its service (PS3.7 annex C, PS3.4 B.2.3, C.4)."""

from __future__ import annotations

from functools import cache
from typing import Final

from scu.dimse import command
from scu.dimse.command import Command
from scu.results import SUCCESS, Category, Status

_SILENT: Final = {
    Category.SUCCESS: "Success",
    Category.CANCEL: "Cancelled",
    Category.FAILURE: "an unknown status, which counts as a failure",
}


def status_of(response: Command) -> Status:
    """The status of a response, with the peer's Error Comment (0000,0902)."""
    code = response.number(command.STATUS)
    comment = response.text(command.ERROR_COMMENT) or None
    if code == 0 and comment is None:
        return SUCCESS
    if code is None:
        return Status(0x0110, Category.FAILURE, "the response has no status (0000,0900)", comment)
    return Status(code, *_meaning(response.field, code), comment)


# Every find, move and get has these: without them it would import pynetdicom, 0.1 s, for a word nobody reads.
_PENDING: Final = {
    (command.C_FIND_RQ, 0xFF00): "Matches are continuing, current match supplied",
    (command.C_FIND_RQ, 0xFF01): "Matches are continuing, warning",
    (command.C_MOVE_RQ, 0xFF00): "Sub-operations are continuing",
    (command.C_GET_RQ, 0xFF00): "Sub-operations are continuing",
}


@cache
def _meaning(field: int, code: int) -> tuple[Category, str]:
    if pending := _PENDING.get((field & ~command.RESPONSE, code)):
        return Category.PENDING, pending
    from pynetdicom import status as known

    tables = {
        command.C_STORE_RQ: known.STORAGE_SERVICE_CLASS_STATUS,
        command.C_FIND_RQ: known.QR_FIND_SERVICE_CLASS_STATUS,
        command.C_MOVE_RQ: known.QR_MOVE_SERVICE_CLASS_STATUS,
        command.C_GET_RQ: known.QR_GET_SERVICE_CLASS_STATUS,
    }
    table = tables.get(field & ~command.RESPONSE, known.GENERAL_STATUS)
    name = known.code_to_category(code)
    category = Category(name) if name in {known_category.value for known_category in Category} else Category.FAILURE
    meaning = table.get(code, ("", ""))[1]
    return category, meaning or _SILENT.get(category, category.value)
