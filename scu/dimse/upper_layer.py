"""PDUs over a wire (PS3.8 9), and the errors for a peer that aborts or talks nonsense."""

from __future__ import annotations

import logging
from typing import Final

from scu.dimse import pdu
from scu.dimse.wire import Wire
from scu.errors import Aborted, ScuError

log = logging.getLogger(__name__)

_MOMENT: Final = 1.0
_LAST_WORDS: Final = 1024 * 1024


class Released(Aborted):
    """The peer released the association: for an acceptor, how it ends in order."""


def read_pdu(wire: Wire, max_pdu_length: int) -> tuple[int, memoryview]:
    """The type and body of the next PDU, in memory that the following read may reuse.

    Raises:
        MalformedPDU: it makes no sense.
    """
    kind, length = pdu.parse_header(wire.take(pdu.HEADER_LENGTH), max_pdu_length)
    return kind, wire.take(length)


def send_abort(wire: Wire, source: int, reason: int) -> None:
    """Send A-ABORT and hang up; a connection that is lost needs none, and within a PDU there is no place for one."""
    wire.finish(_MOMENT)
    try:
        if not wire.halfway:
            wire.send([pdu.abort(source, reason)])
    except ScuError as error:
        log.debug("no A-ABORT: %s", error.message)
    wire.hang_up()


def last_words(wire: Wire, max_pdu_length: int) -> tuple[list[pdu.Fragment], Aborted | None]:
    """What a peer that takes nothing more has sent already: fragments of its answers, and its A-ABORT if there is one.

    A peer that goes on talking and does not listen is heard for a moment.
    """
    fragments: list[pdu.Fragment] = []
    left = _LAST_WORDS
    try:
        with wire.within(_MOMENT):
            while left > 0 and wire.ready(0):
                kind, body = read_pdu(wire, max_pdu_length)
                left -= len(body)
                if kind == pdu.ABORT:
                    return fragments, aborted(body, wire.doing)
                if kind == pdu.P_DATA:
                    fragments += pdu.fragments(memoryview(bytes(body)))
    except (ScuError, pdu.MalformedPDU) as error:
        log.debug("no last word: %s", error)
    return fragments, None


def aborted(body: memoryview, doing: str) -> Aborted:
    """The error for the four bytes of an A-ABORT (PS3.8 9.3.8)."""
    from scu.explanations import associations

    source, reason = body[2], body[3]
    why = associations.abort(source, reason)
    who = associations.ABORT_SOURCES.get(source, "an unknown source")
    return Aborted(
        f"the peer aborted the association while {doing}",
        comment=f"source {source} ({who}), reason {reason}: {why.meaning}",
        cause=why.cause,
        remedy=why.remedy,
    )


def nonsense(what: str, doing: str) -> Aborted:
    """The error for bytes that make no sense."""
    return Aborted(
        f"the peer's answer makes no sense while {doing}: {what}",
        cause="no DICOM server, or a faulty one",
        remedy="check host and port",
    )
