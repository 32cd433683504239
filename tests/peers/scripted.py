"""A peer that does what a test says, however wrong, and that shows what it got.

A script is a function of a `Conversation`: one for each connection, in a thread of its own. Its bytes are
made and read by pynetdicom's and pydicom's encoders, or are plain nonsense.
"""

from __future__ import annotations

import select
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from io import BytesIO
from queue import Queue

from pydicom.dataset import Dataset
from pydicom.uid import ImplicitVRLittleEndian
from pynetdicom.dimse_messages import DIMSEMessage
from pynetdicom.dsutils import decode, encode
from pynetdicom.pdu import A_ABORT_RQ, A_ASSOCIATE_AC, A_ASSOCIATE_RJ, A_ASSOCIATE_RQ, A_RELEASE_RP, P_DATA_TF
from pynetdicom.pdu_primitives import (
    A_ASSOCIATE,
    AsynchronousOperationsWindowNegotiation,
    ImplementationClassUIDNotification,
    MaximumLengthNotification,
    SCP_SCU_RoleSelectionNegotiation,
)
from pynetdicom.presentation import PresentationContext

from tests.peers.processes import LOCALHOST

A_ASSOCIATE_RQ_TYPE, P_DATA_TYPE, A_RELEASE_RQ_TYPE, A_ABORT_TYPE = 1, 4, 5, 7
NO_DATA_SET, DATA_SET = 0x0101, 0x0001
IMPLEMENTATION_CLASS_UID = "1.2.826.0.1.3680043.8.498.1"
PATIENCE = 60.0


class Closed(Exception):
    """The other side closed the connection."""


@dataclass
class Message:
    """A DIMSE message as it arrived."""

    context_id: int
    command: Dataset
    data: bytes

    def data_set(self) -> Dataset:
        """The data set, which came in Implicit VR Little Endian."""
        return decode(BytesIO(self.data), True, True)


@dataclass
class Conversation:
    """One connection, from the misbehaving side."""

    socket: socket.socket
    messages: Queue[Message]
    received: list[Message] = field(default_factory=list)
    pdu_types: list[int] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    last_pdu: bytes = b""
    request: A_ASSOCIATE | None = None

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def read(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            piece = self.socket.recv(count - len(data))
            if not piece:
                raise Closed
            data += piece
        return data

    def receive_pdu(self) -> bytes:
        header = self.read(6)
        length = int.from_bytes(header[2:6], "big")
        self.pdu_types.append(header[0])
        self.lengths.append(length)
        self.last_pdu = header + self.read(length)
        return self.last_pdu

    def receive_request(self) -> A_ASSOCIATE:
        pdu = A_ASSOCIATE_RQ()
        pdu.decode(self.receive_pdu())
        self.request = pdu.to_primitive()
        return self.request

    def accept(self, result: int = 0, max_length: int = 16384, window: int | None = None) -> A_ASSOCIATE:
        """Accept, roles too; `result` is that of every presentation context (PS3.8 table 9-18).

        `window` is the number of operations that are granted at a time (PS3.7 D.3.3.3).
        """
        request = self.receive_request()
        answer = A_ASSOCIATE()
        answer.application_context_name = request.application_context_name
        answer.calling_ae_title = request.calling_ae_title
        answer.called_ae_title = request.called_ae_title
        answer.result = 0
        answer.result_source = 1
        answer.presentation_context_definition_results_list = [
            _answered(context, result) for context in request.presentation_context_definition_list
        ]
        length = MaximumLengthNotification()
        length.maximum_length_received = max_length
        implementation = ImplementationClassUIDNotification()
        implementation.implementation_class_uid = IMPLEMENTATION_CLASS_UID
        roles = [item for item in request.user_information if isinstance(item, SCP_SCU_RoleSelectionNegotiation)]
        answer.user_information = [length, implementation, *roles]
        if window is not None:
            granted = AsynchronousOperationsWindowNegotiation()
            granted.maximum_number_operations_invoked = window
            granted.maximum_number_operations_performed = 1
            answer.user_information.append(granted)
        self.send(A_ASSOCIATE_AC(answer).encode())
        return request

    def reject(self, result: int, source: int, reason: int) -> None:
        self.receive_request()
        pdu = A_ASSOCIATE_RJ()
        pdu.result, pdu.source, pdu.reason_diagnostic = result, source, reason
        self.send(pdu.encode())

    def abort(self, source: int, reason: int) -> None:
        pdu = A_ABORT_RQ()
        pdu.source, pdu.reason_diagnostic = source, reason
        self.send(pdu.encode())

    def receive_message(self) -> Message:
        """The next DIMSE message; raises Closed when a release or an abort comes instead."""
        message = DIMSEMessage()
        while True:
            data = self.receive_pdu()
            if data[0] == A_RELEASE_RQ_TYPE:
                self.send(A_RELEASE_RP().encode())
            if data[0] != P_DATA_TYPE:
                raise Closed
            pdu = P_DATA_TF()
            pdu.decode(data)
            if message.decode_msg(pdu.to_primitive()):
                break
        data_set = message.data_set.getvalue() if message.data_set else b""
        got = Message(message.context_id or 0, message.command_set, data_set)
        self.received.append(got)
        self.messages.put(got)
        return got

    def send_message(self, context_id: int, command: Dataset, data: Dataset | None = None) -> None:
        self.send(b"".join(encode_message(context_id, command, data)))

    def respond(self, to: Message, status: int, data: Dataset | None = None, **elements: object) -> None:
        """Answer a request; `elements` add to the command set or replace what is in it."""
        self.send_message(to.context_id, response_to(to, status, data is not None, **elements), data)

    def has_input(self) -> bool:
        """Whether something came that was not yet read."""
        readable, _, _ = select.select([self.socket], [], [], 0)
        return bool(readable)

    def end(self) -> None:
        """Answer what is released, and read what comes, to the end."""
        while True:
            self.receive_message()

    def wait_until_closed(self) -> None:
        """Read what comes, to the end, and answer nothing."""
        with suppress(Closed, ConnectionError):
            while True:
                self.receive_pdu()


def _answered(proposed: PresentationContext, result: int) -> PresentationContext:
    context = PresentationContext()
    context.context_id = proposed.context_id
    syntaxes = proposed.transfer_syntax
    context.transfer_syntax = [ImplicitVRLittleEndian if ImplicitVRLittleEndian in syntaxes else syntaxes[0]]
    context.result = result
    return context


def response_to(request: Message, status: int, has_data: bool = False, **elements: object) -> Dataset:
    """A command set that answers `request`."""
    command = Dataset()
    command.AffectedSOPClassUID = request.command.AffectedSOPClassUID
    command.CommandField = request.command.CommandField | 0x8000
    command.MessageIDBeingRespondedTo = request.command.MessageID
    command.CommandDataSetType = DATA_SET if has_data else NO_DATA_SET
    command.Status = status
    for keyword, value in elements.items():
        setattr(command, keyword, value)
    return command


def encode_message(context_id: int, command: Dataset, data: Dataset | bytes | None = None) -> Iterator[bytes]:
    """The PDUs of a DIMSE message; a data set is encoded in Implicit VR Little Endian."""
    command.CommandGroupLength = 0
    encoded = encode(command, True, True) or b""
    command.CommandGroupLength = len(encoded) - 12
    message = DIMSEMessage()
    message.command_set = command
    if isinstance(data, Dataset):
        data = encode(data, True, True)
    message.data_set = BytesIO(data or b"")
    for primitive in message.encode_msg(context_id, 16382):
        yield P_DATA_TF(primitive).encode()


Script = Callable[[Conversation], None]


@dataclass
class ScriptedPeer:
    """Where it listens, the conversations that it had, and the messages of all of them, to be waited for."""

    port: int
    host: str = LOCALHOST
    conversations: list[Conversation] = field(default_factory=list)
    messages: Queue[Message] = field(default_factory=Queue)

    @property
    def address(self) -> str:
        return f"{self.host}:{self.port}"

    @property
    def conversation(self) -> Conversation:
        """The only one."""
        (only,) = self.conversations
        return only


@contextmanager
def scripted_peer(script: Script, host: str = LOCALHOST) -> Iterator[ScriptedPeer]:
    """Serve every connection with `script` until the block ends, and all that came has been read."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, 0), family=family) as listener:
        peer = ScriptedPeer(listener.getsockname()[1], host)
        accepting = threading.Thread(target=_accept, args=(listener, peer, script))
        accepting.start()
        try:
            yield peer
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            accepting.join(PATIENCE)


def _accept(listener: socket.socket, peer: ScriptedPeer, script: Script) -> None:
    threads = []
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            break
        conversation = Conversation(connection, peer.messages)
        peer.conversations.append(conversation)
        thread = threading.Thread(target=_talk, args=(conversation, script))
        thread.start()
        threads.append(thread)
    for conversation in peer.conversations:
        with suppress(OSError):
            conversation.socket.shutdown(socket.SHUT_RDWR)
    for thread in threads:
        thread.join(PATIENCE)


def _talk(conversation: Conversation, script: Script) -> None:
    """Run the script; that the other side goes away, or that the test ends, is no failure of it."""
    with conversation.socket, suppress(Closed, ConnectionError):
        conversation.socket.settimeout(PATIENCE)
        script(conversation)
