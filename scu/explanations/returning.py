"""The way back of a retrieve: who connected to our port and what came of it, what we could not take, and who mends it.

An explanation's `meaning` is what happened, and its `code` how it ended.
"""

from __future__ import annotations

from typing import Final

from scu.explanations import Explanation, Who
from scu.explanations.statuses.rows import LOG

_MOVE: Final = ("C-MOVE",)
_SOURCE: Final = "PS3.4 C.4.2"
_STORE: Final = "PS3.4 B.2.3"
_MAKERS: Final = "ask the PACS administrator to look at the object with the makers of the server"
_BOTH: Final = ("C-GET", "C-MOVE")

_REFUSED: Final = {
    0x0111: Explanation(
        "0111",
        "a file of that name is there already",
        ("--on-exists error has such objects refused",),
        "choose with --on-exists keep, overwrite or skip what becomes of them, or another folder with --output",
        Who.YOU,
        "PS3.7 C.5.3",
        _BOTH,
    ),
    0x0117: Explanation(
        "0117",
        "its UIDs are invalid",
        ("the object breaks the rules of UIDs (PS3.5 9.1), and no file can be named after it",),
        _MAKERS,
        Who.PACS_ADMIN,
        "PS3.7 C.5.9",
        _BOTH,
    ),
    0x0122: Explanation(
        "0122",
        "it is not of the SOP class of its presentation context",
        ("the server sends it in a presentation context that is for other objects",),
        _MAKERS,
        Who.PACS_ADMIN,
        _STORE,
        _BOTH,
    ),
}
NO_ROOM: Final = 0xA700
"""What we answer where an object cannot be written."""
_UNWRITABLE: Final = Explanation(
    "A700",
    "it cannot be written",
    ("the disk is full, the folder is gone or not ours to write to, or something in it is in the way",),
    "make room or choose another folder with --output, and fetch again what is missing",
    Who.YOU,
    _STORE,
    _BOTH,
)
BEYOND: Final = "beyond --max-"
"""How the reason begins where an object was refused for a limit of ours."""
_LIMITED: Final = Explanation(
    "A700",
    "more came than one run is to take",
    ("the server sends more than --max-objects or --max-bytes allow",),
    "allow more with them, or ask for less at a time; --resume then fetches only what is missing",
    Who.YOU,
    _STORE,
    _BOTH,
)


def refused(code: int, reason: str = "") -> Explanation:
    """Why we refused an object, by the status that we answered; what has no status of its own cannot be written.

    Args:
        reason: ours, which tells a limit from a disk that is full.
    """
    if code == NO_ROOM and reason.startswith(BEYOND):
        return _LIMITED
    return _REFUSED.get(code, _UNWRITABLE)


def entry(title: str, address: str, port: int) -> str:
    """What the server must have for us, word for word; the address is ours as the server sees it, if that is known."""
    where = f"address {address}" if address else "this machine's address"
    return f"{title!r} with {where} and port {port}"


def nothing_connected(title: str, entry: str, port: int, *, code: int | None, elsewhere: str = "") -> Explanation:
    """Nobody came to our port.

    Args:
        code: the status that the move ended with, None where it has not ended.
        elsewhere: what is known of ourselves listening where the server does not look.
    """
    wrong_entry = f"the server's entry for {title!r} has another address or port"
    causes = [wrong_entry, "a firewall between"]
    if code is None:
        causes = ["a firewall between drops its packets", wrong_entry, "the server has found nothing to send yet"]
    elif code & 0xF000 == 0xC000:
        causes.insert(0, f"the server has no entry for {title!r}, or nothing that matches: Orthanc tells neither apart")
    remedy = f"ask the PACS administrator to compare the server's entry with {entry}, and the network administrator "
    remedy += "whether the server may connect there"
    who = Who.PACS_ADMIN
    if elsewhere:
        who, remedy = Who.YOU, f"leave --bind out; else {remedy}"
        causes.insert(0, elsewhere)
    return Explanation(
        _code(code), f"nothing ever connected to our port {port}", tuple(causes), remedy, who, _SOURCE, _MOVE
    )


def called_otherwise(title: str, entry: str, port: int, count: int, host: str, called: str) -> Explanation:
    """So many associations were for another AE title than ours."""
    came = "an association came" if count == 1 else f"{count:,} associations came"
    return Explanation(
        "rejected 1 1 7",
        f"{came} to our port {port}, and we rejected {'it' if count == 1 else 'them'}: {host} called {called!r}, and "
        f"we are {title!r}",
        (f"the server's entry that {title!r} leads to has the AE title {called!r}",),
        f"ask the PACS administrator to register {entry}, or be what it calls with --aetitle {called!r}",
        Who.PACS_ADMIN,
        _SOURCE,
        _MOVE,
    )


def no_association(port: int, count: int, host: str, what: str, cause: str, remedy: str) -> Explanation:
    """There were connections, and no association; `what` was wrong with the first, with its cause and remedy."""
    came = "a connection came" if count == 1 else f"{count:,} connections came"
    none = "it" if count == 1 else "none"
    return Explanation(
        "no association",
        f"{came} to our port {port}, from {host}, and {none} became {'no' if count == 1 else 'an'} association: {what}",
        (cause,) if cause else (),
        remedy or LOG,
        Who.PACS_ADMIN,
        _SOURCE,
        _MOVE,
    )


def broken_off(caller: str, what: str, cause: str, ours: str = "") -> Explanation:
    """The server sent, and did not come to an end; `ours` is what we can do about it, where we ended it."""
    said = f"{caller} connected to us, and {'was broken off' if ours else 'broke off'}: {what}"
    who = Who.YOU if ours else Who.PACS_ADMIN
    return Explanation("aborted", said, (cause,), ours or LOG, who, _SOURCE, _MOVE)


def nothing_sent(caller: str, code: int | None) -> Explanation:
    """An association stood, and no object came on it."""
    return Explanation(
        _code(code),
        f"{caller} associated with us, and sent nothing",
        ("it did not propose what the objects are of, or cannot read them",),
        LOG,
        Who.PACS_ADMIN,
        _SOURCE,
        _MOVE,
    )


def stalled(caller: str, count: str) -> Explanation:
    """Objects came, and then no more."""
    return Explanation(
        "timeout",
        f"{count} came from {caller}, and then nothing more",
        ("the server has stopped in the middle, or what is between it and us has",),
        f"run the same again with --resume, which fetches only what is missing; if it stops there again, {LOG}",
        Who.PACS_ADMIN,
        _SOURCE,
        _MOVE,
    )


def _code(code: int | None) -> str:
    return "timeout" if code is None else f"{code:04X}"
