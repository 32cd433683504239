"""A-ASSOCIATE-RJ (PS3.8 9.3.4): to bytes, and from bytes to words. No socket."""

from __future__ import annotations

from typing import Final

from scu.errors import Rejected
from scu.results import Peer

_RESULTS: Final = {1: " permanently", 2: " for now"}
_CALLING, _CALLED = (1, 3), (1, 7)


class RejectedForNow(Rejected):
    """A rejection that is transient: result 2."""


def reject(result: int, source: int, reason: int) -> bytes:
    """An A-ASSOCIATE-RJ (PS3.8 9.3.4)."""
    return bytes((3, 0, 0, 0, 0, 4, 0, result, source, reason))


def rejected(body: bytes, peer: Peer) -> Rejected:
    """The error for the four bytes of an A-ASSOCIATE-RJ, in words."""
    from scu.explanations import associations

    _, result, source, reason = body
    why = associations.rejection(result, source, reason)
    cause, remedy = why.cause, why.remedy
    if (source, reason) == _CALLED:
        cause = f"{why.causes[0]}: we called {spelled(peer.called_ae_title)}; or {'; or '.join(why.causes[1:])}"
    elif (source, reason) == _CALLING:
        cause = f"{why.causes[0]}: we are {spelled(peer.calling_ae_title)}; or {'; or '.join(why.causes[1:])}"
        remedy = f"ask the PACS administrator to register {peer.calling_ae_title!r} with our address, "
        remedy += "or give a registered one with --aetitle"
    elif (source, reason) == (1, 1):
        cause += f": we called {spelled(peer.called_ae_title)} as {spelled(peer.calling_ae_title)}"
    source_name = associations.REJECTION_SOURCES.get(source, "unknown")
    error = RejectedForNow if result == 2 else Rejected
    return error(
        f"{peer.host} port {peer.port} rejected the association{_RESULTS.get(result, '')}: {why.meaning}",
        comment=f"result {result}, source {source} ({source_name}), reason {reason}",
        cause=cause,
        remedy=remedy,
    )


def spelled(title: str) -> str:
    """An AE title so that nobody mistakes it: quoted, with its length, and what is easily overlooked in it."""
    odd = []
    if title != title.upper():
        odd.append("small letters" if title == title.lower() else "capital and small letters")
    if " " in title:
        odd.append("a space")
    letters = f"{len(title)} character{'s' * (len(title) != 1)}"
    return f"{title!r} ({', '.join([letters, *odd])})"
