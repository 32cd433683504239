"""A-ASSOCIATE-RJ (PS3.8 9.3.4): to bytes, and from bytes to words. No socket."""

from __future__ import annotations

from typing import Final

from scu.errors import Rejected
from scu.results import Peer

# PS3.8 table 9-18: result in the header, then (source, reason).
_REASONS: Final = {
    (1, 1): "no reason given",
    (1, 2): "application context name not supported",
    (1, 3): "calling AE title not recognized",
    (1, 7): "called AE title not recognized",
    (2, 1): "no reason given",
    (2, 2): "protocol version not supported",
    (3, 1): "temporary congestion",
    (3, 2): "local limit exceeded",
}
_RESULTS: Final = {1: " permanently", 2: " for now"}
_SOURCES: Final = {1: "service user", 2: "service provider, ACSE", 3: "service provider, presentation"}


def reject(result: int, source: int, reason: int) -> bytes:
    """An A-ASSOCIATE-RJ (PS3.8 9.3.4)."""
    return bytes((3, 0, 0, 0, 0, 4, 0, result, source, reason))


def rejected(body: bytes, peer: Peer) -> Rejected:
    """The error for the four bytes of an A-ASSOCIATE-RJ, in words."""
    _, result, source, reason = body
    why = _REASONS.get((source, reason), f"an unknown reason, {reason}")
    called, calling = repr(peer.called_ae_title), repr(peer.calling_ae_title)
    cause, remedy = "", "ask the PACS administrator what the server's log says"
    if (source, reason) == (1, 7):
        cause = f"the server does not go by the AE title {called}; case and spaces count"
        remedy = "ask the PACS administrator for the server's AE title, and give it with --call"
    elif (source, reason) == (1, 3):
        cause = f"the server does not know us as {calling}; case and spaces count"
        remedy = f"ask the PACS administrator to register {calling}, or give a registered one with --aetitle"
    elif source == 3:
        cause = "the server has too many associations open"
        remedy = "try again later; if it stays, the PACS administrator can raise the limit"
    elif (source, reason) == (1, 1):
        cause = f"often an AE title: we called {called} as {calling}"
        remedy = "check both AE titles with the PACS administrator"
    return Rejected(
        f"{peer.host} port {peer.port} rejected the association{_RESULTS.get(result, '')}: {why}",
        comment=f"result {result}, source {source} ({_SOURCES.get(source, 'unknown')}), reason {reason}",
        cause=cause,
        remedy=remedy,
    )
