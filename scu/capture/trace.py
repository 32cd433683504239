"""PDUs and DIMSE messages in readable lines: to the log, as they go and come.

::

    0.0102 [1] connected: 127.0.0.1 port 51234 to 127.0.0.1 port 104
    0.0104 [1] → A-ASSOCIATE-RQ: SCU calls ANY-SCP, 1 presentation context, 215 bytes
    0.0131 [1] ← A-ASSOCIATE-AC: 1 of 1 presentation context accepted, PDUs of up to 16,384 bytes, 184 bytes
    0.0133 [1] → C-ECHO-RQ 1
    0.0141 [1] ← C-ECHO-RSP 1: 0000 Success, after 0.8 ms

Seconds since the start, the number of the connection, the direction. At debug level there is more: contexts, user
information, the elements of commands. Data sets are counted, never shown.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from typing import Final

from scu.capture import associating
from scu.capture.associating import IDENTITIES, Associate, named
from scu.capture.conversation import Conversation
from scu.capture.events import PDU, Ended, Event, Message, Nonsense
from scu.dimse import command, confided, pdu
from scu.dimse.command import Command
from scu.dimse.pdu import MalformedPDU
from scu.dimse.status import status_of
from scu.dimse.tap import Connection, Tap
from scu.explanations import associations
from scu.output.plain import amount, seconds

log = logging.getLogger(__name__)

_NAMES: Final = {
    pdu.ASSOCIATE_RQ: "A-ASSOCIATE-RQ",
    pdu.ASSOCIATE_AC: "A-ASSOCIATE-AC",
    pdu.RELEASE_RQ: "A-RELEASE-RQ",
    pdu.RELEASE_RP: "A-RELEASE-RP",
}
_COUNTS: Final = {
    command.REMAINING: "remaining",
    command.COMPLETED: "completed",
    command.FAILED: "failed",
    command.WARNING: "with warnings",
}


class Trace:
    """Makes the taps."""

    def __init__(self) -> None:
        named("1.2.840.10008.1.1")  # so that the dictionary is loaded now, which takes longer than many an answer
        self._began = time.monotonic()

    def tap(self, number: int, connection: Connection) -> Tap:
        """The tap of a connection."""
        lines = _Lines(number, self._began)
        lines.connected(connection)
        return Conversation(connection, lines.tell)


class _Lines:
    """What is told of one connection."""

    def __init__(self, number: int, began: float) -> None:
        self._number = number
        self._began = began

    def connected(self, connection: Connection) -> None:
        ends = [f"{address} port {port}" for address, port in (connection.local, connection.remote)]
        what = f"accepted: {ends[1]} to {ends[0]}" if connection.accepted else f"connected: {ends[0]} to {ends[1]}"
        self._log(time.monotonic(), f"{what}, under {connection.tls}" if connection.tls else what)

    def tell(self, event: Event) -> None:
        """Write the lines of an event."""
        if isinstance(event, PDU):
            self._pdu(event)
        elif isinstance(event, Message):
            self._log(event.ended or event.began, f"{_arrow(event.sent)} {self._message(event)}")
            if event.command is not None and log.isEnabledFor(logging.DEBUG):
                self._more(_elements(event, event.command))
        elif isinstance(event, Nonsense):
            begins = f", which begins with {event.begins.hex(' ').upper()}" if event.begins else ""
            self._log(event.at, f"{_arrow(event.sent)} what is no DICOM{begins}")
        else:
            self._log(event.at, _end(event))

    def _log(self, at: float, text: str) -> None:
        log.info("%8.4f [%d] %s", max(0.0, at - self._began), self._number, text)

    def _more(self, text: str) -> None:
        log.debug("         [%d]     %s", self._number, text)

    def _pdu(self, event: PDU) -> None:
        if event.kind not in (pdu.ASSOCIATE_RQ, pdu.ASSOCIATE_AC):
            self._log(event.at, f"{_arrow(event.sent)} {_short(event)}")
            return
        line, size = f"{_arrow(event.sent)} {_NAMES[event.kind]}", amount(len(event.data), "byte")
        try:
            associate = associating.decode(event.data)
        except MalformedPDU as error:
            self._log(event.at, f"{line}, which cannot be read: {error}, {size}")
            return
        self._log(event.at, f"{line}: {', '.join(_associate(event.kind, associate))}, {size}")
        if log.isEnabledFor(logging.DEBUG):
            for more in (*_contexts(associate), *_user_information(associate)):
                self._more(more)

    def _message(self, it: Message) -> str:
        text = f"{it.name} {it.number}" if it.command is not None else it.name
        if it.command is not None:
            text += _about(it, it.command)
        if it.data_length or (it.command is not None and it.command.has_data_set):
            text += f" + {amount(it.data_length, 'byte')} of data set"
        if it.answered is not None:
            text += f", after {seconds(it.answered)}"
        return text if it.complete else f"{text}, and there it ends"


def _arrow(sent: bool) -> str:
    return "→" if sent else "←"


def _short(event: PDU) -> str:
    """A PDU of ten bytes."""
    if event.kind == pdu.ASSOCIATE_RJ:
        result, source, reason = event.data[7:]
        why = associations.rejection(result, source, reason).meaning
        return f"A-ASSOCIATE-RJ: result {result}, source {source}, reason {reason}: {why}"
    if event.kind == pdu.ABORT:
        source, reason = event.data[8:]
        return f"A-ABORT: source {source}, reason {reason}: {associations.abort(source, reason).meaning}"
    return _NAMES[event.kind]


def _end(event: Ended) -> str:
    if event.error:
        return f"the connection is lost: {event.error}"
    return "closed" if event.sent else "closed by the peer"


def _associate(kind: int, associate: Associate) -> Iterator[str]:
    if kind == pdu.ASSOCIATE_RQ:
        yield f"{associate.calling_ae_title} calls {associate.called_ae_title}"
        yield amount(len(associate.contexts), "presentation context")
    else:
        accepted = sum(context.result == 0 for context in associate.contexts)
        yield f"{accepted:,} of {amount(len(associate.contexts), 'presentation context')} accepted"
        longest = associate.said.max_pdu_length
        yield f"PDUs of up to {longest:,} bytes" if longest else "PDUs of any length"


def _contexts(associate: Associate) -> Iterator[str]:
    for context in associate.contexts:
        syntaxes = ", ".join(map(named, context.transfer_syntaxes))
        if context.result is None:
            yield f"context {context.id}: {named(context.abstract_syntax)} with {syntaxes}"
        elif context.result == 0:
            yield f"context {context.id}: accepted with {syntaxes}"
        else:
            yield f"context {context.id}: {associations.context(context.result).meaning}"


def _user_information(associate: Associate) -> Iterator[str]:
    said = associate.said
    yield f"maximum length {said.max_pdu_length}"
    yield f"implementation {said.implementation_class_uid} {said.implementation_version}".rstrip()
    if associate.window:
        yield "operations window: {} invoked, {} performed".format(*associate.window)
    for uid, (as_scu, as_scp) in said.roles.items():
        yield f"role for {named(uid)}: SCU {int(as_scu)}, SCP {int(as_scp)}"
    for uid, information in said.extended.items():
        yield f"extended negotiation of {named(uid)}: {information.hex(' ')}"
    for uid, service in associate.common.items():
        yield f"common extended negotiation of {named(uid)}: {named(service)}"
    if associate.identity is not None:
        yield f"user identity: {IDENTITIES.get(associate.identity, f'of type {associate.identity}')}, not shown"
    if said.confirms_identity:
        yield "the user identity is confirmed"


def _about(message: Message, told: Command) -> str:
    """What a message is about, in a few words."""
    if message.is_response:
        counts = [f"{told.number(it)} {word}" for it, word in _COUNTS.items() if told.number(it) is not None]
        return f": {status_of(told)}" + (f" ({', '.join(counts)})" if counts else "")
    if told.field == command.C_CANCEL_RQ:
        return ""
    sop_class = told.text(command.AFFECTED_SOP_CLASS_UID) or told.text(command.REQUESTED_SOP_CLASS_UID)
    instance = told.text(command.AFFECTED_SOP_INSTANCE_UID) or told.text(command.REQUESTED_SOP_INSTANCE_UID)
    destination = told.text(command.MOVE_DESTINATION)
    about = f", {named(sop_class)}" if sop_class and told.field != command.C_ECHO_RQ else ""
    return about + (f" {instance}" if instance else "") + (f", to {destination}" if destination else "")


def _elements(message: Message, told: Command) -> str:
    from pydicom.datadict import keyword_for_tag

    elements = ", ".join(
        f"{keyword_for_tag(element)}={f'{value:04X}' if isinstance(value, int) else confided.hidden(str(value))}"
        for element, value in told.items()
    )
    return (
        f"context {message.context_id}, {amount(message.values, 'value')} of up to {message.longest:,} bytes, "
        f"{amount(message.command_length, 'byte')} of command: {elements}"
    )
