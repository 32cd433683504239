"""A C-GET peer that sends series from memory: `python -m tests.bench.sending PORT FOLDER…`.

dcmqrscp locks its database while it sends, so that associations side by side wait for each other; this one does not.
"""

from __future__ import annotations

import socket
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from typing import ClassVar

from pydicom.filereader import dcmread
from pynetdicom.dsutils import encode

from scu.dimse import command, pdu
from tests.bench.listening import listen
from tests.peers.scripted import Closed, Conversation, Message

_SUCCESS = 0x0000
# What every peer takes that announces 16 KB or more.
_FRAGMENT = 16378
# Where the variable items of an A-ASSOCIATE-RQ begin (PS3.8 9.3.2).
_AFTER_THE_TITLES = 74


@dataclass(frozen=True)
class Held:
    """An object, its data set encoded in Implicit VR Little Endian."""

    sop_class: str
    uid: str
    data: bytes


def hold(folders: list[Path]) -> dict[str, list[Held]]:
    """The objects in these folders, by series."""
    series: defaultdict[str, list[Held]] = defaultdict(list)
    for folder in folders:
        for path in sorted(folder.iterdir()):
            dataset = dcmread(path)
            data = encode(dataset, True, True) or b""
            series[dataset.SeriesInstanceUID].append(Held(dataset.SOPClassUID, dataset.SOPInstanceUID, data))
    return series


class _Conversation(Conversation):
    """One that answers a request for an association as it has answered the same before.

    To think about more than a hundred presentation contexts takes pynetdicom longer than all that is measured.
    """

    _known: ClassVar[dict[bytes, tuple[bytes, dict[str, int]]]] = {}
    _unread = b""
    _sent = b""

    def accept_as_before(self) -> dict[str, int]:
        """The context IDs by SOP class."""
        request = self.receive_pdu()
        asked = request[_AFTER_THE_TITLES:]
        if asked in self._known:
            accepted, contexts = self._known[asked]
            self.send(accepted)
            return contexts
        self._unread = request
        proposed = self.accept().presentation_context_definition_list
        contexts = {str(context.abstract_syntax): context.context_id or 0 for context in proposed}
        self._known[asked] = self._sent, contexts
        return contexts

    def receive_pdu(self) -> bytes:
        unread, self._unread = self._unread, b""
        return unread or super().receive_pdu()

    def send(self, data: bytes) -> None:
        self._sent = data
        super().send(data)


def answer(connection: socket.socket, series: dict[str, list[Held]]) -> None:
    """Answer each C-GET of a series with its objects, one after the other."""
    conversation = _Conversation(connection, Queue())
    contexts = conversation.accept_as_before()
    while True:
        request = conversation.receive_message()
        held = series[request.data_set().SeriesInstanceUID]
        sent = sum(_send(conversation, contexts[each.sop_class], each) for each in held)
        _end(conversation, request, sent, len(held) - sent)


def _send(conversation: Conversation, context_id: int, held: Held) -> bool:
    """Whether the other side has stored it."""
    request = command.c_store_rq(1, held.sop_class, held.uid)
    buffers = pdu.frame(context_id, pdu.COMMAND, request, _FRAGMENT, last=True)
    buffers += pdu.frame(context_id, 0, held.data, _FRAGMENT, last=True)
    conversation.send(b"".join(buffers))
    response = conversation.receive_pdu()
    if response[0] != pdu.P_DATA:
        raise Closed
    ((_, _, fragment),) = pdu.fragments(memoryview(response)[pdu.HEADER_LENGTH :])
    return command.decode(fragment).number(command.STATUS) == _SUCCESS


def _end(conversation: Conversation, request: Message, completed: int, failed: int) -> None:
    conversation.respond(
        request,
        _SUCCESS,
        NumberOfCompletedSuboperations=completed,
        NumberOfFailedSuboperations=failed,
        NumberOfWarningSuboperations=0,
    )


def main() -> None:
    port, *folders = sys.argv[1:]
    series = hold([Path(folder) for folder in folders])
    listen(int(port), lambda connection: answer(connection, series))


if __name__ == "__main__":
    main()
