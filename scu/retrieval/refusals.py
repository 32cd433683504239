"""The SOP classes that a server will not send, known before it is asked to."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection

from scu.dimse.association import Association
from scu.dimse.negotiation import CONTEXT_RESULTS
from scu.errors import NoContext

log = logging.getLogger(__name__)


def checked(associate: Callable[[], Association], classes: Collection[str]) -> Callable[[], Association]:
    """Return what makes an association and names, once, the classes among these that the peer will not send on it.

    It raises NoContext where that is all of them.
    """
    named: set[str] = set()

    def associate_and_check() -> Association:
        association = associate()
        refused = _refused(association, classes)
        if classes and len(refused) == len(classes):
            association.release()
            raise _none_accepted(association, refused)
        for uid, why in refused.items():
            if uid not in named:
                named.add(uid)
                log.warning("the server does not send %s: %s", _name(uid), why)
        return association

    return associate_and_check


def _refused(association: Association, classes: Collection[str]) -> dict[str, str]:
    """The classes without a context that the peer may send on, and why."""
    refused = {}
    for uid in classes:
        contexts = [context for context in association.contexts.values() if context.abstract_syntax == uid]
        if not any(context.accepted and context.as_scp for context in contexts):
            taken = any(context.accepted for context in contexts)
            why = dict.fromkeys(CONTEXT_RESULTS.get(context.result, "it is refused") for context in contexts)
            refused[uid] = "it does not take up the role that C-GET needs" if taken else "; ".join(why)
    return refused


def _none_accepted(association: Association, refused: dict[str, str]) -> NoContext:
    peer = association.peer
    return NoContext(
        f"{peer.called_ae_title} sends none of what is asked for: {', '.join(map(_name, refused))}",
        comment="; ".join(dict.fromkeys(refused.values())),
        cause="the server does not send objects of this kind by C-GET, or in none of the transfer syntaxes proposed",
        remedy="fetch them with `scu move`, or ask the PACS administrator to enable them for "
        f"{peer.calling_ae_title!r}",
    )


def _name(uid: str) -> str:
    from pydicom.uid import UID

    return UID(uid).name
