"""The errors for what a peer answered: its status, and what the catalogue says of it."""

from __future__ import annotations

from scu.errors import NoContext, PeerFailure
from scu.explanations import Explanation, statuses
from scu.explanations.statuses import UNKNOWN_DESTINATION
from scu.results import Category, Peer, Status

__all__ = ["UNKNOWN_DESTINATION", "failure", "no_context", "of_status", "some_failed", "unknown_destination"]


def of_status(service: str, status: Status) -> Explanation:
    """Return what a status that is no success most likely means."""
    return statuses.explain(service, status.code)


def some_failed(service: str) -> Explanation:
    """Return why a move or a get leaves objects behind, whatever its status is."""
    return statuses.explain(service, 0xB000)


def unknown_destination(status: Status, destination: str, entry: str) -> PeerFailure:
    """Return the error for a C-MOVE whose destination the server does not know: what to register, word for word.

    Args:
        entry: what the server must have for us; empty where the destination is a third party.
    """
    why = of_status(statuses.MOVE, status)
    return PeerFailure(
        f"C-MOVE failed: {status.code:04X} {status.meaning}",
        comment=status.comment or "",
        cause=f"the destination was {destination!r}, and {why.cause}",
        remedy="ask the PACS administrator to register the AE title "
        + (entry or f"{destination!r} with its address and port"),
    )


def no_context(peer: Peer, refused: dict[str, str], remedy: str = "") -> NoContext:
    """Return the error for objects none of which the peer takes: SOP class UIDs, and why not.

    Args:
        remedy: what to do first.
    """
    from pydicom.uid import UID

    names = ", ".join(UID(uid).name for uid in refused)
    return NoContext(
        f"{peer.called_ae_title} accepts none of the objects: {names}",
        comment="; ".join(dict.fromkeys(refused.values())),
        cause="the server does not store this kind of object, or not in this transfer syntax, or not from us",
        remedy=f"{remedy}; else " * bool(remedy)
        + f"ask the PACS administrator to enable it for {peer.calling_ae_title!r}",
    )


def failure(what: str, status: Status) -> PeerFailure:
    """Return the error for an operation that the peer ended with a failing status.

    Args:
        what: what did not work, for example "C-MOVE".
        status: the peer's status.
    """
    how = "was cancelled" if status.category is Category.CANCEL else "failed"
    why = of_status(what.rsplit(maxsplit=1)[-1], status)
    return PeerFailure(
        f"{what} {how}: {status.code:04X} {status.meaning}",
        comment=status.comment or "",
        cause=why.cause,
        remedy=why.remedy,
    )
