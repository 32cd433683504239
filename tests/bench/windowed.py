"""A storage peer that grants a window (PS3.7 D.3.3.3): `python -m tests.bench.windowed PORT WINDOW`.

It keeps nothing, and answers as fast as it reads.
"""

from __future__ import annotations

import socket
import sys
from io import BufferedReader
from queue import Queue

from scu.dimse import command, pdu
from tests.bench.listening import listen
from tests.peers.scripted import Closed, Conversation

_MAX_PDU_LENGTH = 131072
_BUFFER = 1024 * 1024


def take_all(connection: socket.socket, window: int) -> None:
    """Answer every C-STORE with success, in the order in which they come."""
    Conversation(connection, Queue()).accept(max_length=_MAX_PDU_LENGTH, window=window)
    with BufferedReader(socket.SocketIO(connection, "r"), _BUFFER) as stream:
        request = bytearray()
        while True:
            kind, body = _pdu(stream)
            if kind == pdu.RELEASE_RQ:
                connection.sendall(pdu.RELEASE_RP_PDU)
            if kind != pdu.P_DATA:
                return
            for context_id, control, fragment in pdu.fragments(body):
                if control & pdu.COMMAND:
                    request += fragment
                elif control & pdu.LAST:
                    _succeed(connection, context_id, command.decode(bytes(request)))
                    request.clear()


def _pdu(stream: BufferedReader[socket.SocketIO]) -> tuple[int, memoryview]:
    header = stream.read(pdu.HEADER_LENGTH)
    if len(header) < pdu.HEADER_LENGTH:
        raise Closed
    kind, length = pdu.parse_header(header, _MAX_PDU_LENGTH)
    return kind, memoryview(stream.read(length))


def _succeed(connection: socket.socket, context_id: int, request: command.Command) -> None:
    answer = command.response(request, 0x0000)
    connection.sendall(b"".join(pdu.frame(context_id, pdu.COMMAND, answer, len(answer), last=True)))


def main() -> None:
    port, window = map(int, sys.argv[1:])
    listen(port, lambda connection: take_all(connection, window))


if __name__ == "__main__":
    main()
