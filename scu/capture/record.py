"""What was heard of all connections, kept for the evidence in bounded memory."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from scu.capture import associating, bundle
from scu.capture.associating import Associate, named
from scu.capture.bundle import Bounded, Document
from scu.capture.conversation import Conversation
from scu.capture.events import PDU, Ended, Event, Message, Nonsense
from scu.dimse import command, pdu
from scu.dimse.command import Command
from scu.dimse.pdu import MalformedPDU
from scu.dimse.tap import Connection, Tap
from scu.explanations import Explanation, associations, statuses

_MESSAGES: Final = 1000
_CONNECTIONS: Final = 100
_ENDS: Final = 20
_EXPLANATIONS: Final = 100
_COMMENTS: Final = 1000
_PIXELS: Final = "7FE0"
_IDENTIFIERS: Final = 16 * 1024 * 1024
_OF_QUERIES: Final = frozenset((command.C_FIND_RQ, command.C_GET_RQ, command.C_MOVE_RQ))


@dataclass(slots=True)
class _Heard:
    """What was heard of one connection."""

    number: int
    connection: Connection
    opened: float
    syntaxes: dict[int, str] = field(default_factory=dict)
    proposed: Associate | None = None
    answered: Associate | None = None
    ended: list[Document] = field(default_factory=list)


class Record:
    """Listens to connections, and keeps what is needed.

    Args:
        with_values: whether the identifiers of queries are kept.
        hide: takes out of a peer's words what was typed and may not be shown.
    """

    def __init__(self, *, with_values: bool = False, hide: Callable[[str], str] = str) -> None:
        named("1.2.840.10008.1.1")  # so that the dictionary is loaded now, and not between two messages
        self._with_values = with_values
        self._hide = hide
        self._room = _IDENTIFIERS
        self.began = datetime.now().astimezone()
        self._began = time.monotonic()
        self._lock = threading.Lock()
        self._connections: Bounded[_Heard] = Bounded(_CONNECTIONS)
        self._messages: Bounded[tuple[_Heard, Message]] = Bounded(_MESSAGES)
        self._statuses: Counter[str] = Counter()
        self._codes: dict[tuple[str, int], None] = {}
        self._refusals: dict[Explanation, None] = {}

    def tap(self, number: int, connection: Connection) -> Tap:
        """The tap of a connection."""
        heard = _Heard(number, connection, self._since(time.monotonic()))
        with self._lock:
            self._connections.add(heard)

        def tell(event: Event) -> None:
            with self._lock:
                self._take(heard, event)

        return Conversation(connection, tell, self._is_wanted)

    def _is_wanted(self, told: Command) -> bool:
        return self._with_values and told.field & ~command.RESPONSE in _OF_QUERIES

    def _since(self, at: float) -> float:
        return round(at - self._began, 6)

    def _take(self, heard: _Heard, event: Event) -> None:
        if isinstance(event, Message):
            self._message(heard, event)
        elif isinstance(event, PDU):
            self._pdu(heard, event)
        elif isinstance(event, Nonsense):
            begins = event.begins.hex(" ").upper() or None
            self._end(heard, event.at, event.sent, {"type": "no DICOM", "begins": begins})
        else:
            self._end(heard, event.at, event.sent, _end(event))

    def _message(self, heard: _Heard, it: Message) -> None:
        if it.data is not None:
            self._room -= len(it.data)
            it.data = it.data if self._room >= 0 else None
        self._messages.add((heard, it))
        code = it.command.number(command.STATUS) if it.command is not None else None
        if code is None or not it.is_response:
            return
        self._statuses[f"{it.name} {code:04X}"] += 1
        if code and len(self._codes) < _EXPLANATIONS:
            self._codes[it.name.removesuffix("-RSP"), code] = None

    def _pdu(self, heard: _Heard, it: PDU) -> None:
        if it.kind not in (pdu.ASSOCIATE_RQ, pdu.ASSOCIATE_AC):
            self._end(heard, it.at, it.sent, bundle.short_pdu(it))
            if it.kind == pdu.ASSOCIATE_RJ:
                self._refusals[associations.rejection(*it.data[7:])] = None
            elif it.kind == pdu.ABORT and not it.sent:
                self._refusals[associations.abort(*it.data[8:])] = None
            return
        try:
            associate = associating.decode(it.data)
        except MalformedPDU as error:
            self._end(heard, it.at, it.sent, {"type": "an A-ASSOCIATE PDU that cannot be read", "why": str(error)})
            return
        if it.kind == pdu.ASSOCIATE_RQ:
            heard.proposed = associate
            return
        heard.answered = associate
        heard.syntaxes = associating.accepted(associate)
        for context in associate.contexts:
            if context.result:
                self._refusals[associations.context(context.result)] = None

    def _end(self, heard: _Heard, at: float, sent: bool, what: Document) -> None:
        if len(heard.ended) < _ENDS:
            heard.ended.append({"at": self._since(at), "direction": "sent" if sent else "received", **what})

    def explanations(self) -> list[Explanation]:
        """What the catalogue says of the refusals and statuses that were heard."""
        with self._lock:
            told = [statuses.explain(service, code) for service, code in self._codes]
            rows = [row for row in told if row.causes]
            return list(dict.fromkeys([*self._refusals, *rows]))[:_EXPLANATIONS]

    def document(self) -> Document:
        """What was heard; the body of the bundle."""
        with self._lock:
            return {
                "seconds": self._since(time.monotonic()),
                "connections": self._connections.document(_connection),
                "messages": self._messages.document(lambda it: self._shown(*it)),
                "statuses": dict(self._statuses),
            }

    def _shown(self, heard: _Heard, it: Message) -> Document:
        document = bundle.message(heard.number, it, self._began)
        if comment := document.get("error_comment"):
            document["error_comment"] = self._hide(str(comment))
        if it.data is not None:
            document["identifier"] = _identifier(it.data, heard.syntaxes.get(it.context_id, ""))
        return document


def _end(it: Ended) -> Document:
    if it.error:
        return {"type": "the connection is lost", "why": it.error}
    return {"type": "closed"}


def _connection(it: _Heard) -> Document:
    document = bundle.connection(it.number, it.connection, it.opened)
    if it.proposed:
        document["proposed"] = bundle.associate(it.proposed)
        document["presentation_contexts"] = bundle.contexts(it.proposed, it.answered)
    if it.answered:
        document["answered"] = bundle.associate(it.answered)
    return {**document, "ended": it.ended}


def _identifier(data: bytes, transfer_syntax: str) -> object:
    """An identifier in the DICOM JSON model; without pixels, should there be any."""
    from scu import querystore
    from scu.charset import Replies
    from scu.output.datasets import json_model

    try:
        model = json_model(Replies().decode(querystore.decode(data, transfer_syntax)))
    except querystore.MalformedIdentifier as error:
        return f"it cannot be read: {error}"
    return {tag: element for tag, element in model.items() if not tag.startswith(_PIXELS)}
