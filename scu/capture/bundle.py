"""What was heard of connections and messages, as JSON has it. See `evidence` for the whole."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Final, Generic, TypeVar

from scu.capture.associating import IDENTITIES, Associate, named
from scu.capture.events import PDU, Message
from scu.dimse import command, pdu
from scu.dimse.command import Command
from scu.dimse.status import status_of
from scu.dimse.tap import Connection, Endpoint
from scu.explanations import associations

Item = TypeVar("Item")
Document = dict[str, object]

_COUNTS: Final = {
    "remaining": command.REMAINING,
    "completed": command.COMPLETED,
    "failed": command.FAILED,
    "warning": command.WARNING,
}


class Bounded(Generic[Item]):
    """The first and the last of many, and how many there were."""

    def __init__(self, most: int) -> None:
        self.count = 0
        self._first: list[Item] = []
        self._last: deque[Item] = deque(maxlen=most)
        self._most = most

    def add(self, item: Item) -> None:
        self.count += 1
        if len(self._first) < self._most:
            self._first.append(item)
        else:
            self._last.append(item)

    def document(self, shown: Callable[[Item], Document]) -> Document:
        items = [*self._first, *self._last]
        return {"count": self.count, "left_out": self.count - len(items), "items": [shown(item) for item in items]}


def without_nothing(document: Document) -> Document:
    """Leave out what has no value."""
    return {name: value for name, value in document.items() if value not in (None, "", [], {})}


def connection(number: int, it: Connection, opened: float) -> Document:
    return {
        "connection": number,
        "opened_by": "the peer" if it.accepted else "us",
        "local": _endpoint(it.local),
        "remote": _endpoint(it.remote),
        "tls": it.tls or None,
        "opened": opened,
    }


def _endpoint(it: Endpoint) -> Document:
    return {"address": it[0], "port": it[1]}


def short_pdu(event: PDU) -> Document:
    """A rejection, a release or an abort."""
    if event.kind == pdu.ASSOCIATE_RJ:
        result, source, reason = event.data[7:]
        meaning = associations.rejection(result, source, reason).meaning
        return {
            "type": "A-ASSOCIATE-RJ",
            "result": result,
            "source": source,
            "reason": reason,
            "meaning": meaning,
        }
    if event.kind == pdu.ABORT:
        source, reason = event.data[8:]
        meaning = associations.abort(source, reason).meaning
        return {"type": "A-ABORT", "source": source, "reason": reason, "meaning": meaning}
    return {"type": "A-RELEASE-RQ" if event.kind == pdu.RELEASE_RQ else "A-RELEASE-RP"}


def associate(it: Associate) -> Document:
    """What an A-ASSOCIATE-RQ or -AC says, without its presentation contexts."""
    said = it.said
    return without_nothing(
        {
            "called_ae_title": it.called_ae_title,
            "calling_ae_title": it.calling_ae_title,
            "max_pdu_length": said.max_pdu_length,
            "implementation_class_uid": said.implementation_class_uid,
            "implementation_version": said.implementation_version,
            "operations_window": list(it.window) if it.window else None,
            "roles": {uid: {"scu": scu, "scp": scp} for uid, (scu, scp) in said.roles.items()},
            "extended_negotiation": {uid: value.hex(" ") for uid, value in said.extended.items()},
            "common_extended_negotiation": it.common,
            "user_identity": IDENTITIES.get(it.identity, f"of type {it.identity}") if it.identity is not None else None,
            "user_identity_confirmed": said.confirms_identity or None,
        }
    )


def contexts(proposed: Associate, answered: Associate | None) -> list[Document]:
    """The presentation contexts, and what came of each; no result where there was no answer."""
    answers = {context.id: context for context in answered.contexts} if answered else {}
    documents = []
    for context in proposed.contexts:
        answer = answers.get(context.id)
        accepted = answer.transfer_syntaxes if answer and answer.result == 0 else ()
        documents.append(
            {
                "id": context.id,
                "abstract_syntax": context.abstract_syntax,
                "name": named(context.abstract_syntax),
                "transfer_syntaxes": {uid: named(uid) for uid in context.transfer_syntaxes},
                "result": answer.result if answer else None,
                "meaning": associations.context(answer.result or 0).meaning if answer else "not answered",
                "accepted": {uid: named(uid) for uid in accepted},
            }
        )
    return documents


def message(number: int, it: Message, began: float) -> Document:
    """A DIMSE message, without its data set."""
    return without_nothing(
        {
            "connection": number,
            "direction": "sent" if it.sent else "received",
            "type": it.name,
            "message_id": it.number,
            "context_id": it.context_id,
            "began": round(it.began - began, 6),
            "ended": round((it.ended or it.began) - began, 6),
            "answered_in": None if it.answered is None else round(it.answered, 6),
            **(_command(it.command, is_response=it.is_response) if it.command is not None else {}),
            "command_bytes": it.command_length,
            "data_set_bytes": it.data_length,
            "values": it.values,
            "longest_value": it.longest,
            "complete": it.complete,
        }
    )


def _command(it: Command, *, is_response: bool) -> Document:
    sop_class = it.text(command.AFFECTED_SOP_CLASS_UID) or it.text(command.REQUESTED_SOP_CLASS_UID)
    status = status_of(it) if is_response else None
    return {
        "sop_class_uid": sop_class,
        "sop_class": named(sop_class) if sop_class else None,
        "sop_instance_uid": it.text(command.AFFECTED_SOP_INSTANCE_UID) or it.text(command.REQUESTED_SOP_INSTANCE_UID),
        "move_destination": it.text(command.MOVE_DESTINATION),
        "move_originator": it.text(command.MOVE_ORIGINATOR_AE_TITLE),
        "priority": it.number(command.PRIORITY),
        "status": f"{status.code:04X}" if status else None,
        "meaning": status.meaning if status else None,
        "error_comment": status.comment if status else None,
        "error_id": it.number(command.ERROR_ID),
        "sub_operations": without_nothing({name: it.number(element) for name, element in _COUNTS.items()}),
    }
