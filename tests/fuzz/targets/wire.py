"""PDUs, negotiation and command sets, and whole conversations over a wire in memory."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from io import BytesIO

from pydicom.errors import BytesLengthException
from pydicom.filereader import read_dataset
from pynetdicom.pdu import A_ASSOCIATE_AC

from scu import charset, values
from scu.dimse import acceptance, associate_pdu, command, pdu, rejection, upper_layer
from scu.dimse.associate_pdu import Answer
from scu.dimse.association import Association
from scu.dimse.command import MalformedCommand
from scu.dimse.contexts import MAX_CONTEXTS, is_storage
from scu.dimse.negotiation import Agreement, Request, no_context
from scu.dimse.pdu import MalformedPDU
from scu.errors import ScuError
from tests.fuzz import hostile, spoken
from tests.fuzz.memory import fed
from tests.fuzz.operations import NETWORK, VERBS, check_end, folder, perform
from tests.fuzz.spoken import CT, FIND, PEER, PROPOSALS, WORDS
from tests.fuzz.target import Target

_LIMIT = NETWORK.max_pdu_length


def _stream(data: bytes) -> None:
    """PDUs and their values, one after the other."""
    taken = 0
    with fed(data) as wire, suppress(MalformedPDU, ScuError):
        while True:
            kind, body = upper_layer.read_pdu(wire, _LIMIT)
            taken += pdu.HEADER_LENGTH + len(body)
            assert taken <= len(data)
            assert len(body) <= max(_LIMIT, pdu.MAX_ASSOCIATE_LENGTH)
            if kind == pdu.P_DATA:
                found = list(pdu.fragments(body))
                assert sum(pdu.PDV_OVERHEAD + len(fragment) for *_, fragment in found) == len(body)
            elif kind == pdu.ABORT:
                assert len(str(upper_layer.aborted(body, "fuzzing"))) < 500
            elif kind == pdu.ASSOCIATE_RJ:
                error = rejection.rejected(bytes(body), PEER)
                assert len(error.message + error.cause + error.remedy) < 1500


def _agreed(data: bytes) -> Agreement | None:
    with suppress(MalformedPDU):
        return Request(PEER, PROPOSALS, _LIMIT, None, 4).agree(data)
    return None


def _accept(data: bytes) -> None:
    """An A-ASSOCIATE-AC; where pynetdicom reads it too, it reads the same."""
    agreement = _agreed(data)
    if agreement is None:
        return
    assert list(agreement.contexts) == [1, 3, 5, 7, 9]
    assert 0 <= agreement.window <= 4
    assert set(agreement.declined) <= set(PROPOSALS[1].extended.fields if PROPOSALS[1].extended else ())
    for context in agreement.contexts.values():
        assert context.transfer_syntax in PROPOSALS[0].transfer_syntaxes or not context.accepted
        if not context.accepted:
            assert len(str(no_context(PEER, context.abstract_syntax, [context]))) < 500
    theirs = A_ASSOCIATE_AC()
    try:
        with charset.quietly():
            theirs.decode(data)
    except acceptance.UNDECODABLE:
        return
    told = {item.context_id or 0: item for item in theirs.presentation_context}
    for number in told.keys() & agreement.contexts.keys():
        assert agreement.contexts[number].result == told[number].result
        if told[number].result == 0:
            assert agreement.contexts[number].transfer_syntax == str(told[number].transfer_syntax).strip("\0 ")


def _request(data: bytes) -> None:
    """An A-ASSOCIATE-RQ, and the answer to it, which fits."""
    try:
        request = acceptance.decode_request(data)
        encoded, agreement = acceptance.accept(request, is_storage, _LIMIT, roles=(CT,))
    except MalformedPDU as error:
        assert len(str(error)) < 500, "a long story"
        return
    answer = associate_pdu.decode_accept(encoded)
    assert set(answer.contexts) == set(agreement.contexts)
    assert len(agreement.contexts) <= MAX_CONTEXTS
    assert len(agreement.contexts) == len(request.presentation_context_definition_list)
    assert all(number % 2 for number in agreement.contexts)
    assert len(encoded) <= 1000 + 2 * len(data)
    for number, (result, syntax) in answer.contexts.items():
        assert agreement.contexts[number].result == result
        assert result or agreement.contexts[number].transfer_syntax == syntax


def _user_information(data: bytes) -> None:
    """A sub-item: the first byte is its type, and the rest its body, whatever that is; as requestor and as acceptor."""
    kind, body = data[0] if data else 0, data[1:0xFF00]
    with suppress(struct.error, IndexError):
        associate_pdu.read_user_information(Answer(), kind, memoryview(body))
    _accept(spoken.user_information(2, spoken.item(kind, body)))
    _request(spoken.user_information(1, spoken.item(0x51, bytes(4)), spoken.item(kind, body)))


def _command(data: bytes) -> None:
    """A command set, again when it is encoded again, and by pydicom."""
    try:
        told = command.decode(data)
    except MalformedCommand as error:
        assert len(str(error)) < 200
        return
    assert sum(len(it) if isinstance(it, str) else 2 for it in told.values()) <= len(data)
    plain = {key: it for key, it in told.items() if isinstance(it, int) or (it and it.isascii())}
    assert command.decode(command.encode(plain)) == plain
    answer = command.decode(command.response(told, 0x0122, "no"))
    assert answer.number(command.MESSAGE_ID_BEING_RESPONDED_TO) == told.message_id
    try:
        with charset.quietly():
            theirs = read_dataset(BytesIO(data), True, True)
            known = {int(it.tag): it.value for it in theirs if it.tag.group == 0 and int(it.tag) in plain}
    except (*values.PYDICOM_FAILURES, BytesLengthException):
        return
    for element, value in known.items():
        if isinstance(value, int) and _once(data, element):
            assert plain[element] == value


def _once(data: bytes, element: int) -> bool:
    return data.count(struct.pack("<HH", 0, element)) == 1


def _converse(verb: str, data: bytes) -> None:
    """What a server says to one of our operations, from its A-ASSOCIATE-AC on."""
    with fed(data) as wire:
        error: ScuError | None = None
        try:
            kind, body = upper_layer.read_pdu(wire, _LIMIT)
            agreement = _agreed(bytes((kind, 0)) + len(body).to_bytes(4, "big") + bytes(body))
        except (ScuError, MalformedPDU):
            return
        if kind != pdu.ASSOCIATE_AC or agreement is None:
            return
        association = Association(wire, PEER, agreement, NETWORK)
        try:
            perform(verb, association)
        except ScuError as failure:
            error = failure
        assert wire.is_closed
        check_end(bytes(wire.said), error)
        folder().check(len(data))


def _conversations(verb: str) -> Iterable[bytes]:
    yield spoken.good_conversation(verb)
    yield from hostile.MESSAGES.values()


def _streams() -> Iterable[bytes]:
    yield from hostile.STREAMS.values()
    yield spoken.good_conversation("find")


def _accepts() -> Iterable[bytes]:
    yield spoken.accept()
    yield from hostile.ACCEPTS.values()


def _requests() -> Iterable[bytes]:
    yield spoken.request()
    yield spoken.request(identity=True)
    yield from hostile.REQUESTS.values()


def _sub_items() -> Iterable[bytes]:
    """Those of good requests and answers, one by one."""
    for whole in (spoken.request(identity=True), spoken.accept()):
        for kind, body in associate_pdu.read_items(memoryview(whole)[74:]):
            if kind == associate_pdu.USER_INFORMATION:
                yield from (bytes((it,)) + bytes(rest) for it, rest in associate_pdu.read_items(body))
    yield from (bytes((kind,)) for kind in range(0x50, 0x5B))


def _commands() -> Iterable[bytes]:
    for verb in VERBS:
        for kind, body in _parts(spoken.good_conversation(verb)):
            if kind == pdu.P_DATA:
                yield from (bytes(data) for _, control, data in pdu.fragments(body) if control & pdu.COMMAND)
    yield command.query_rq(command.C_MOVE_RQ, 7, FIND, destination="ELSEWHERE", priority=command.LOW)
    yield command.n_action_rq(7, "1.2.840.10008.1.20.1", "1.2.840.10008.1.20.1.1", 1)
    yield from hostile.COMMANDS.values()


def _parts(stream: bytes) -> Iterable[tuple[int, memoryview]]:
    at = 0
    while at < len(stream):
        kind, length = pdu.parse_header(stream[at : at + 6], 1 << 20)
        yield kind, memoryview(stream)[at + 6 : at + 6 + length]
        at += 6 + length


TARGETS = (
    Target("pdus", _stream, _streams, WORDS),
    Target("associate-accept", _accept, _accepts, WORDS),
    Target("associate-request", _request, _requests, WORDS),
    Target("user-information", _user_information, _sub_items, WORDS),
    Target("command", _command, _commands, WORDS),
    *(Target(f"conversation-{verb}", partial(_converse, verb), partial(_conversations, verb), WORDS) for verb in VERBS),
)
