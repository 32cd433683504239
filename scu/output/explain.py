"""What a failing DIMSE status most likely means, and who can mend it."""

from __future__ import annotations

from scu.errors import NoContext, PeerFailure
from scu.results import Category, Peer, Status

_LOG = "ask the PACS administrator what the server's log says"

UNKNOWN_DESTINATION = 0xA801

# Code -> (likely cause, what to do). PS3.7 annex C and the statuses of PS3.4 B.2.3, C.4.1 to C.4.3.
_KNOWN = {
    0x0105: ("the server knows no such attribute", "leave out the keys that are not in the standard's list"),
    0x0106: ("a value is not allowed here", "check the keys with --dry-run"),
    0x0110: ("the server met an error of its own", _LOG),
    0x0111: ("the server has this object already", "nothing, if it is the same object"),
    0x0112: ("the server does not have that object", "check the UIDs"),
    0x0117: ("an object has a SOP Instance UID that the server finds invalid", "check where the object comes from"),
    0x0118: ("the server does not know this SOP class", "ask the PACS administrator to enable it"),
    0x0122: (
        "the server does not support this SOP class, or the objects cannot come back in any transfer syntax offered",
        "ask the PACS administrator to enable it, or use `scu move` in place of `scu get`",
    ),
    0x0124: (
        "the server does not allow this to our AE title",
        "ask the PACS administrator for the right, or give a registered AE title with --aetitle",
    ),
    0x0210: ("the server has seen this message already", "try again"),
    0x0211: ("the server does not offer this operation", "ask the PACS administrator which ones it offers"),
    0x0212: ("the server did not understand the request", _LOG),
    0x0213: ("the server is short of memory or disk space", "ask the PACS administrator to make room, then try again"),
    0xA700: ("the server is out of resources, mostly disk space", "ask the PACS administrator to make room"),
    0xA701: ("the server cannot count the matches: out of resources", "ask for less at a time, or try again later"),
    0xA702: (
        "the server could not send the objects: it has no association to the destination, or is out of resources",
        "check that the destination listens and that the server may reach its address and port",
    ),
    UNKNOWN_DESTINATION: (
        "the server does not know the move destination",
        "ask the PACS administrator to register its AE title with its address and port",
    ),
    0xA900: (
        "the query or object does not fit the SOP class",
        "check the model, the level and the unique keys; --dry-run shows what is sent",
    ),
    0xB000: ("the server could not send some of the objects", _LOG),
    0xFE00: ("the server ended the operation before it was done", "try again; if it stays, look at the server's log"),
}
SOME_FAILED = Status(0xB000, Category.WARNING, "Sub-operations complete, one or more failures")

_CANNOT_UNDERSTAND = ("the server could not process the request", _LOG)
_REFUSED = ("the server is out of resources", "try again later, or ask the PACS administrator")
_UNKNOWN = ("the server gives a status that the standard does not have", _LOG)


def cause_and_remedy(status: Status) -> tuple[str, str]:
    """Return the likely cause of a status that is no success, and what to do about it."""
    if status.code in _KNOWN:
        return _KNOWN[status.code]
    family = status.code & 0xF000
    if family == 0xC000:
        return _CANNOT_UNDERSTAND
    return _REFUSED if status.code & 0xFF00 == 0xA700 else _UNKNOWN


def unknown_destination(status: Status, destination: str, port: int | None) -> PeerFailure:
    """Return the error for a C-MOVE whose destination the server does not know: what to register, word for word.

    Args:
        port: where we listen; None where the destination is a third party.
    """
    where = f"with this machine's address and port {port}" if port else "with its address and port"
    return PeerFailure(
        f"C-MOVE failed: {status.code:04X} {status.meaning}",
        comment=status.comment or "",
        cause=f"the server does not know the move destination {destination!r}; case and spaces count",
        remedy=f"ask the PACS administrator to register the AE title {destination!r} {where}",
    )


def no_context(peer: Peer, refused: dict[str, str]) -> NoContext:
    """Return the error for objects none of which the peer takes: SOP class UIDs, and why not."""
    from pydicom.uid import UID

    names = ", ".join(UID(uid).name for uid in refused)
    return NoContext(
        f"{peer.called_ae_title} accepts none of the objects: {names}",
        comment="; ".join(dict.fromkeys(refused.values())),
        cause="the server does not store this kind of object, or not in this transfer syntax, or not from us",
        remedy=f"ask the PACS administrator to enable it for {peer.calling_ae_title!r}",
    )


def failure(what: str, status: Status) -> PeerFailure:
    """Return the error for an operation that the peer ended with a failing status.

    Args:
        what: what did not work, for example "C-MOVE".
        status: the peer's status.
    """
    how = "was cancelled" if status.category is Category.CANCEL else "failed"
    cause, remedy = cause_and_remedy(status)
    return PeerFailure(
        f"{what} {how}: {status.code:04X} {status.meaning}",
        comment=status.comment or "",
        cause=cause,
        remedy=remedy,
    )
