"""What scripted peers do: some answer well, most do not."""

from __future__ import annotations

import struct

from pydicom.dataset import Dataset

from tests.peers.scripted import A_ABORT_TYPE, P_DATA_TYPE, Conversation, Script, encode_message, response_to

SUCCESS, CANCELLED, PENDING = 0x0000, 0xFE00, 0xFF00
UNUSED_CONTEXT_ID = 255
C_FIND_RQ, C_CANCEL_RQ = 0x0020, 0x0FFF
# Results of presentation context negotiation (PS3.8 table 9-18).
ABSTRACT_SYNTAX_NOT_SUPPORTED, TRANSFER_SYNTAXES_NOT_SUPPORTED = 3, 4


def succeed(conversation: Conversation) -> None:
    """Accept everything and answer every request with success."""
    conversation.accept()
    while True:
        conversation.respond(conversation.receive_message(), SUCCESS)


def a_match(name: str | bytes = "Doe^Jane", charset: str | list[str] | None = "ISO_IR 192") -> Dataset:
    match = Dataset()
    match.QueryRetrieveLevel = "STUDY"
    if charset is not None:
        match.SpecificCharacterSet = charset
    match.PatientName = name
    match.StudyInstanceUID = "1.2.3"
    return match


def respond_until_cancelled(conversation: Conversation) -> None:
    """C-FIND matches without end, until a C-CANCEL comes."""
    conversation.accept()
    request = conversation.receive_message()
    while not conversation.has_input():
        conversation.respond(request, PENDING, a_match())
    cancel = conversation.receive_message()
    assert cancel.command.CommandField == C_CANCEL_RQ
    assert cancel.command.MessageIDBeingRespondedTo == request.command.MessageID
    conversation.respond(request, CANCELLED)
    conversation.end()


def stay_pending_until_cancelled(conversation: Conversation) -> None:
    """One pending response, and silence until a C-CANCEL comes."""
    conversation.accept()
    request = conversation.receive_message()
    conversation.respond(request, PENDING, a_match() if request.command.CommandField == C_FIND_RQ else None)
    cancel = conversation.receive_message()
    assert cancel.command.CommandField == C_CANCEL_RQ
    conversation.respond(request, CANCELLED)
    conversation.end()


def reject(result: int, source: int, reason: int) -> Script:
    return lambda conversation: conversation.reject(result, source, reason)


def accept_no_context(conversation: Conversation) -> None:
    conversation.accept(ABSTRACT_SYNTAX_NOT_SUPPORTED)
    conversation.end()


def abort_instead_of_accepting(source: int, reason: int) -> Script:
    def abort(conversation: Conversation) -> None:
        conversation.receive_request()
        conversation.abort(source, reason)

    return abort


def abort_at_the_request(source: int, reason: int) -> Script:
    def abort(conversation: Conversation) -> None:
        conversation.accept()
        conversation.receive_message()
        conversation.abort(source, reason)

    return abort


def say_nothing(conversation: Conversation) -> None:
    conversation.wait_until_closed()


def ignore_every_request(conversation: Conversation) -> None:
    conversation.accept()
    conversation.end()


def say_nothing_after_accepting(conversation: Conversation) -> None:
    conversation.accept()
    conversation.wait_until_closed()


def close_at_once(conversation: Conversation) -> None:
    conversation.receive_request()


def close_at_the_request(conversation: Conversation) -> None:
    conversation.accept()
    conversation.receive_message()


def say(data: bytes) -> Script:
    """Answer the association request with these bytes."""

    def answer(conversation: Conversation) -> None:
        conversation.receive_request()
        conversation.send(data)
        conversation.wait_until_closed()

    return answer


def say_at_the_request(data: bytes) -> Script:
    """Accept, and answer the first request with these bytes."""

    def answer(conversation: Conversation) -> None:
        conversation.accept()
        conversation.receive_message()
        conversation.send(data)
        conversation.wait_until_closed()

    return answer


def close_in_mid_response(conversation: Conversation) -> None:
    conversation.accept()
    request = conversation.receive_message()
    (pdu,) = encode_message(request.context_id, response_to(request, SUCCESS))
    conversation.send(pdu[: len(pdu) // 2])


def respond_on_another_context(conversation: Conversation) -> None:
    conversation.accept()
    request = conversation.receive_message()
    conversation.send_message(UNUSED_CONTEXT_ID, response_to(request, SUCCESS))
    conversation.wait_until_closed()


def respond_to_another_message(conversation: Conversation) -> None:
    conversation.accept()
    request = conversation.receive_message()
    conversation.respond(request, SUCCESS, MessageIDBeingRespondedTo=request.command.MessageID + 7)
    conversation.wait_until_closed()


def respond_without_status(conversation: Conversation) -> None:
    conversation.accept()
    request = conversation.receive_message()
    command = response_to(request, SUCCESS)
    del command.Status
    conversation.send_message(request.context_id, command)
    conversation.end()


def pdu(kind: int, body: bytes, length: int | None = None) -> bytes:
    """Any PDU, with the length that it should have or another one."""
    return struct.pack(">BxI", kind, len(body) if length is None else length) + body


HUGE_PDU = pdu(P_DATA_TYPE, b"\x00" * 64, length=0xFFFFFFF0)
SHORT_PDV = pdu(P_DATA_TYPE, struct.pack(">IBB", 0x7FFFFFFF, 1, 3) + b"\x00" * 16)
EMPTY_PDATA = pdu(P_DATA_TYPE, b"")
UNKNOWN_PDU = pdu(0x7F, b"\x00" * 4)
SHORT_ABORT = pdu(A_ABORT_TYPE, b"\x00")
BROKEN_COMMAND = pdu(P_DATA_TYPE, struct.pack(">IBB", 10, 1, 3) + b"\xff" * 8)
HTTP = b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"
SSH = b"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"
TLS_ALERT = bytes.fromhex("15030100020246")
