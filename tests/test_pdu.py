"""PDUs as bytes, with pynetdicom's encoders and decoders as the judges."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pynetdicom.pdu import A_ABORT_RQ, A_RELEASE_RP, A_RELEASE_RQ, P_DATA_TF
from pynetdicom.pdu_primitives import P_DATA

from scu.dimse import pdu
from scu.dimse.pdu import MalformedPDU
from tests.peers import scripts

CONTEXT_IDS = st.integers(0, 127).map(lambda number: 2 * number + 1)
LENGTHS = st.integers(1, 40).map(lambda number: 2 * number)
LIMIT = 16384


def split(stream: bytes, limit: int = LIMIT) -> list[tuple[int, bytes]]:
    """The PDUs in a stream: type and body."""
    found = []
    while stream:
        kind, length = pdu.parse_header(stream[: pdu.HEADER_LENGTH], limit)
        end = pdu.HEADER_LENGTH + length
        assert len(stream) >= end
        found.append((kind, stream[pdu.HEADER_LENGTH : end]))
        stream = stream[end:]
    return found


@given(CONTEXT_IDS, st.sampled_from([0, pdu.COMMAND]), st.binary(max_size=300), LENGTHS, st.booleans())
def test_framed_data_comes_back_whole(context_id: int, control: int, data: bytes, length: int, last: bool) -> None:
    stream = b"".join(pdu.frame(context_id, control, data, length, last=last))

    pdus = split(stream, length + pdu.PDV_OVERHEAD)
    found = [fragment for kind, body in pdus for fragment in pdu.fragments(memoryview(body))]

    assert {kind for kind, _ in pdus} == {pdu.P_DATA}
    assert b"".join(bytes(fragment) for _, _, fragment in found) == data
    assert {context for context, _, _ in found} == {context_id}
    assert [header for _, header, _ in found[:-1]] == [control] * (len(found) - 1)
    assert found[-1][1] == (control | pdu.LAST if last else control)
    assert [len(fragment) for _, _, fragment in found[:-1]] == [length] * (len(found) - 1)
    assert len(found) == max(1, -(-len(data) // length))


@given(CONTEXT_IDS, st.sampled_from([0, pdu.COMMAND]), st.binary(max_size=300), LENGTHS)
def test_pynetdicom_decodes_what_we_frame(context_id: int, control: int, data: bytes, length: int) -> None:
    stream = b"".join(pdu.frame(context_id, control, data, length, last=True))

    values = []
    while stream:
        size = 6 + int.from_bytes(stream[2:6], "big")
        decoded = P_DATA_TF()
        decoded.decode(stream[:size])
        values += decoded.to_primitive().presentation_data_value_list
        stream = stream[size:]

    assert {context for context, _ in values} == {context_id}
    assert b"".join(value[1:] for _, value in values) == data
    assert [value[0] for _, value in values] == [control] * (len(values) - 1) + [control | pdu.LAST]


@given(st.lists(st.tuples(CONTEXT_IDS, st.integers(0, 3), st.binary(max_size=60)), min_size=1, max_size=8))
def test_we_take_apart_what_pynetdicom_encodes(values: list[tuple[int, int, bytes]]) -> None:
    primitive = P_DATA()
    for context_id, control, data in values:
        primitive.presentation_data_value_list.append((context_id, bytes([control]) + data))

    ((kind, body),) = split(P_DATA_TF(primitive).encode())

    assert kind == pdu.P_DATA
    assert [(at, control, bytes(data)) for at, control, data in pdu.fragments(memoryview(body))] == values


def test_framing_copies_nothing() -> None:
    data = bytearray(b"abcdefgh")

    buffers = pdu.frame(1, 0, memoryview(data), 4, last=True)
    data[:] = b"ABCDEFGH"

    assert [bytes(buffer) for buffer in buffers[1::2]] == [b"ABCD", b"EFGH"]


@given(st.integers(0, 2**32 - 1), st.integers(64, 2**20))
def test_no_fragment_is_longer_than_the_peer_takes(max_pdu_length: int, our_limit: int) -> None:
    length = pdu.fragment_length(max_pdu_length, our_limit)

    assert length >= 2
    assert length % 2 == 0
    assert length + pdu.PDV_OVERHEAD <= our_limit
    if max_pdu_length >= 8:
        assert length + pdu.PDV_OVERHEAD <= max_pdu_length
    if max_pdu_length == 0 or max_pdu_length >= our_limit:
        assert length + pdu.PDV_OVERHEAD >= our_limit - 1


@given(st.binary(max_size=400))
def test_any_bytes_are_fragments_or_malformed(body: bytes) -> None:
    with suppress(MalformedPDU):
        found = list(pdu.fragments(memoryview(body)))
        assert sum(pdu.PDV_OVERHEAD + len(data) for _, _, data in found) == len(body)


@given(st.data())
def test_a_damaged_pdu_is_malformed_or_parsed(data: st.DataObject) -> None:
    stream = bytearray(b"".join(pdu.frame(3, 0, bytes(40), 10, last=True)))
    at = data.draw(st.integers(0, len(stream) - 1))
    stream[at] = data.draw(st.integers(0, 255))
    with suppress(MalformedPDU):
        kind, length = pdu.parse_header(bytes(stream[:6]), LIMIT)
        assert kind in range(1, 8)
        assert sum(pdu.PDV_OVERHEAD + len(it) for *_, it in pdu.fragments(memoryview(stream)[6 : 6 + length])) <= length


@given(st.binary(min_size=6, max_size=6), st.integers(16, 2**20))
def test_any_header_is_within_its_limits_or_malformed(header: bytes, limit: int) -> None:
    try:
        kind, length = pdu.parse_header(header, limit)
    except MalformedPDU as error:
        assert error.reason == (6 if 1 <= header[0] <= 7 else 1)
        return
    assert kind == header[0]
    assert length == int.from_bytes(header[2:], "big")
    assert length <= max(limit, pdu.MAX_ASSOCIATE_LENGTH)


ALLOWED = [
    (pdu.ASSOCIATE_RQ, 68, pdu.MAX_ASSOCIATE_LENGTH),
    (pdu.ASSOCIATE_AC, 68, pdu.MAX_ASSOCIATE_LENGTH),
    (pdu.ASSOCIATE_RJ, 4, 4),
    (pdu.P_DATA, 6, LIMIT),
    (pdu.RELEASE_RQ, 4, 4),
    (pdu.RELEASE_RP, 4, 4),
    (pdu.ABORT, 4, 4),
]


@pytest.mark.parametrize(("kind", "least", "most"), ALLOWED)
def test_a_length_is_bounded_by_the_type(kind: int, least: int, most: int) -> None:
    def header(length: int) -> bytes:
        return bytes((kind, 0)) + length.to_bytes(4, "big")

    assert pdu.parse_header(header(least), LIMIT) == (kind, least)
    assert pdu.parse_header(memoryview(header(most)), LIMIT) == (kind, most)
    for length in (0, least - 1, most + 1, 2**32 - 1):
        with pytest.raises(MalformedPDU, match=f"type {kind:02X} claims a length of {length} bytes") as caught:
            pdu.parse_header(header(length), LIMIT)
        assert caught.value.reason == 6


@pytest.mark.parametrize("kind", [0, 8, 0x7F, 0xFF])
def test_an_unknown_type_is_an_unrecognized_pdu(kind: int) -> None:
    with pytest.raises(MalformedPDU, match="no DICOM PDU") as caught:
        pdu.parse_header(bytes((kind, 0, 0, 0, 0, 4)), LIMIT)

    assert caught.value.reason == 1


@pytest.mark.parametrize(
    ("said", "guess"),
    [
        (scripts.TLS_ALERT, "TLS"),
        (bytes.fromhex("160303007a02"), "TLS"),
        (scripts.HTTP, "a web server"),
        (b"<html><body>", "a web server"),
        (b"<!DOCTYPE html>", "a web server"),
        (scripts.SSH, "an SSH server"),
        (b"220 mail ESMTP", "a mail or FTP server"),
    ],
)
def test_the_first_bytes_tell_what_else_listens_there(said: bytes, guess: str) -> None:
    with pytest.raises(MalformedPDU) as caught:
        pdu.parse_header(said[:6], LIMIT)

    assert str(caught.value) == f"it begins with the bytes {said[:6].hex(' ').upper()}, which look like {guess}"


@pytest.mark.parametrize(
    "body",
    [
        b"\0\0\0\1\1",
        b"\0\0\0\1\1\3",
        b"\0\0\0\2\1\3\0",
        b"\0\0\0\4\1\3a",
        b"\0\0\0\3\1\3a\0\0\0\xff\1\3b",
        b"\xff\xff\xff\xff\1\3" + bytes(64),
    ],
    ids=["cut off", "too short", "left over", "longer than the PDU", "the second one", "huge"],
)
def test_items_that_do_not_fill_the_pdu_are_malformed(body: bytes) -> None:
    with pytest.raises(MalformedPDU) as caught:
        list(pdu.fragments(memoryview(body)))

    assert caught.value.reason == 6


def test_release_and_abort_are_as_pynetdicom_encodes_them() -> None:
    abort = A_ABORT_RQ()
    abort.source, abort.reason_diagnostic = 2, 6

    assert A_RELEASE_RQ().encode() == pdu.RELEASE_RQ_PDU
    assert A_RELEASE_RP().encode() == pdu.RELEASE_RP_PDU
    assert pdu.abort(2, 6) == abort.encode()
