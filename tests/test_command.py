"""Command sets as bytes, with pydicom's and pynetdicom's encoders as the judges."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.datadict import keyword_for_tag
from pydicom.dataset import Dataset
from pydicom.filereader import read_dataset
from pydicom.uid import UID
from pynetdicom import dimse_messages as messages
from pynetdicom.dimse_primitives import C_CANCEL, C_ECHO, C_FIND, C_GET, C_MOVE, C_STORE, DimsePrimitiveType
from pynetdicom.dsutils import encode as encode_with_pydicom

from scu.dimse import command
from scu.dimse.command import Command, MalformedCommand

VERIFICATION = "1.2.840.10008.1.1"
CT = "1.2.840.10008.5.1.4.1.1.2"
FIND, MOVE, GET = (f"1.2.840.10008.5.1.4.1.2.2.{number}" for number in (1, 2, 3))

US = st.integers(0, 0xFFFF)
UIDS = st.lists(st.integers(0, 10**6).map(str), min_size=2, max_size=9).map(".".join)
AE_TITLES = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-", min_size=1, max_size=16)
PRINTABLE = st.characters(min_codepoint=0x21, max_codepoint=0x7E, exclude_characters="\\")
COMMENTS = st.text(PRINTABLE, min_size=1, max_size=64)

VALUES: dict[int, st.SearchStrategy[int | str]] = {
    command.AFFECTED_SOP_CLASS_UID: UIDS,
    command.AFFECTED_SOP_INSTANCE_UID: UIDS,
    command.MESSAGE_ID: US,
    command.MESSAGE_ID_BEING_RESPONDED_TO: US,
    command.MOVE_DESTINATION: AE_TITLES,
    command.PRIORITY: st.integers(0, 2),
    command.COMMAND_DATA_SET_TYPE: US,
    command.STATUS: US,
    command.ERROR_COMMENT: COMMENTS,
    command.ERROR_ID: US,
    command.REMAINING: US,
    command.COMPLETED: US,
    command.FAILED: US,
    command.WARNING: US,
    command.MOVE_ORIGINATOR_AE_TITLE: AE_TITLES,
    command.MOVE_ORIGINATOR_MESSAGE_ID: US,
}
COMMANDS = st.fixed_dictionaries({command.COMMAND_FIELD: US}, optional=VALUES)


def with_pydicom(elements: dict[int, int | str]) -> bytes:
    dataset = Dataset()
    for element, value in elements.items():
        setattr(dataset, keyword_for_tag(element), value)
    return with_group_length(dataset)


def with_group_length(dataset: Dataset) -> bytes:
    dataset.CommandGroupLength = 0
    dataset.CommandGroupLength = len(encode_with_pydicom(dataset, True, True) or b"") - 12
    return encode_with_pydicom(dataset, True, True) or b""


def with_pynetdicom(message: messages.DIMSEMessage, primitive: DimsePrimitiveType) -> bytes:
    """The bytes of the command set that pynetdicom makes of a primitive."""
    message.primitive_to_message(primitive)
    encoded = b""
    for data in message.encode_msg(1, 0):
        ((_, value),) = data.presentation_data_value_list
        if value[0] & 1:
            encoded += value[1:]
    return encoded


@given(COMMANDS)
def test_we_encode_as_pydicom_does(elements: dict[int, int | str]) -> None:
    assert command.encode(elements) == with_pydicom(elements)


@given(COMMANDS)
def test_we_decode_what_pydicom_encodes(elements: dict[int, int | str]) -> None:
    assert command.decode(with_pydicom(elements)) == elements


@given(COMMANDS)
def test_pydicom_decodes_what_we_encode(elements: dict[int, int | str]) -> None:
    encoded = command.encode(elements)
    dataset = read_dataset(BytesIO(encoded), True, True)

    assert dataset.CommandGroupLength == len(encoded) - 12
    del dataset.CommandGroupLength
    assert {int(element.tag): element.value for element in dataset if element.VR != "US"} == {
        element: value for element, value in elements.items() if isinstance(value, str)
    }
    assert {int(element.tag): element.value for element in dataset if element.VR == "US"} == {
        element: value for element, value in elements.items() if isinstance(value, int)
    }


@given(st.binary(max_size=200))
def test_any_bytes_are_a_command_or_malformed(data: bytes) -> None:
    with suppress(MalformedCommand):
        assert command.COMMAND_FIELD in command.decode(data)


@given(COMMANDS, st.data())
def test_a_damaged_command_is_malformed_or_decoded(elements: dict[int, int | str], data: st.DataObject) -> None:
    encoded = bytearray(command.encode(elements))
    for _ in range(data.draw(st.integers(1, 3))):
        encoded[data.draw(st.integers(0, len(encoded) - 1))] = data.draw(st.integers(0, 255))
    with suppress(MalformedCommand):
        decoded = command.decode(memoryview(encoded))
        assert decoded.field in range(0x10000)
        assert decoded.message_id in range(0x10000)
        assert isinstance(decoded.text(command.ERROR_COMMENT), str)


@given(COMMANDS, st.data())
def test_a_command_that_is_cut_off_is_malformed(elements: dict[int, int | str], data: st.DataObject) -> None:
    encoded = command.encode({**elements, command.MOVE_ORIGINATOR_MESSAGE_ID: 1})
    cut = data.draw(st.integers(len(encoded) - 9, len(encoded) - 1))
    with pytest.raises(MalformedCommand):
        command.decode(encoded[:cut])


def test_elements_that_scu_does_not_know_are_passed_over() -> None:
    dataset = Dataset()
    dataset.CommandField = 0x8001
    dataset.AffectedSOPClassUID = CT
    dataset.AttributeIdentifierList = [0x00100010]
    dataset.OffendingElement = [0x00080018]
    dataset.CommandLengthToEnd = 9

    decoded = command.decode(with_group_length(dataset))

    assert decoded == {command.COMMAND_FIELD: 0x8001, command.AFFECTED_SOP_CLASS_UID: CT}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "without a Command Field"),
        (b"\0\0\0\1", "cut off"),
        (b"\0\0\0\1\xff\xff\xff\xff", "claims 4294967295 bytes"),
        (b"\x08\0\x16\0\2\0\0\0\0\0", "without a Command Field"),
        (b"\0\0\0\1\4\0\0\0\1\0\0\0", "has 4 bytes, not 2"),
        (b"\0\0\0\1\0\0\0\0", "without a Command Field"),
    ],
)
def test_a_malformed_command_says_what_is_wrong(data: bytes, said: str) -> None:
    with pytest.raises(MalformedCommand, match=said):
        command.decode(data)


def test_an_empty_element_is_an_absent_one() -> None:
    dataset = Dataset()
    dataset.CommandField = 0x8021
    dataset.NumberOfRemainingSuboperations = None
    dataset.ErrorComment = ""

    assert command.decode(with_group_length(dataset)) == {command.COMMAND_FIELD: 0x8021}


def test_text_from_a_peer_is_never_a_failure() -> None:
    comment = "zu groß".encode() + b"\xff\0 "
    encoded = command.encode({command.COMMAND_FIELD: 1}) + b"\0\0\2\x09" + len(comment).to_bytes(4, "little") + comment

    assert command.decode(encoded).text(command.ERROR_COMMENT) == "zu groß�"


def test_absent_elements_have_an_empty_value() -> None:
    empty = Command()

    assert (empty.field, empty.message_id, empty.number(command.STATUS)) == (0, 0, None)
    assert empty.text(command.ERROR_COMMENT) == ""
    assert empty.has_data_set


@given(US)
def test_echo_is_pynetdicoms(message_id: int) -> None:
    primitive = C_ECHO()
    primitive.MessageID, primitive.AffectedSOPClassUID = message_id, UID(VERIFICATION)

    assert command.c_echo_rq(message_id, VERIFICATION) == with_pynetdicom(messages.C_ECHO_RQ(), primitive)


@given(US, UIDS, st.integers(0, 2))
def test_store_is_pynetdicoms(message_id: int, uid: str, priority: int) -> None:
    primitive = C_STORE()
    primitive.MessageID, primitive.Priority = message_id, priority
    primitive.AffectedSOPClassUID, primitive.AffectedSOPInstanceUID = UID(CT), UID(uid)
    primitive.DataSet = BytesIO(b"data")

    expected = with_pynetdicom(messages.C_STORE_RQ(), primitive)

    assert command.c_store_rq(message_id, CT, uid, priority) == expected


@given(US, st.integers(0, 2), AE_TITLES)
def test_find_get_and_move_are_pynetdicoms(message_id: int, priority: int, destination: str) -> None:
    requests: list[tuple[int, str, C_FIND | C_GET | C_MOVE, messages.DIMSEMessage]] = [
        (command.C_FIND_RQ, FIND, C_FIND(), messages.C_FIND_RQ()),
        (command.C_GET_RQ, GET, C_GET(), messages.C_GET_RQ()),
        (command.C_MOVE_RQ, MOVE, C_MOVE(), messages.C_MOVE_RQ()),
    ]
    for field, sop_class_uid, primitive, message in requests:
        primitive.MessageID, primitive.Priority = message_id, priority
        primitive.AffectedSOPClassUID = UID(sop_class_uid)
        primitive.Identifier = BytesIO(b"data")
        said = ""
        if isinstance(primitive, C_MOVE):
            primitive.MoveDestination = destination
            said = destination
        ours = command.query_rq(field, message_id, sop_class_uid, destination=said, priority=priority)
        assert ours == with_pynetdicom(message, primitive)


@given(US)
def test_cancel_is_pynetdicoms(message_id: int) -> None:
    primitive = C_CANCEL()
    primitive.MessageIDBeingRespondedTo = message_id

    assert command.c_cancel_rq(message_id) == with_pynetdicom(messages.C_CANCEL_RQ(), primitive)


@given(US, UIDS, st.sampled_from([0x0000, 0xA700, 0xB000]), COMMENTS)
def test_responses_are_pynetdicoms(message_id: int, uid: str, status: int, comment: str) -> None:
    stored = C_STORE()
    stored.MessageIDBeingRespondedTo, stored.Status = message_id, status
    stored.AffectedSOPClassUID, stored.AffectedSOPInstanceUID = UID(CT), UID(uid)
    setattr(stored, keyword_for_tag(command.ERROR_COMMENT), comment)
    echoed = C_ECHO()
    echoed.MessageIDBeingRespondedTo, echoed.Status = message_id, status
    echoed.AffectedSOPClassUID = UID(VERIFICATION)
    store = command.decode(command.c_store_rq(message_id, CT, uid))
    echo = command.decode(command.c_echo_rq(message_id, VERIFICATION))

    assert command.response(store, status, comment) == with_pynetdicom(messages.C_STORE_RSP(), stored)
    assert command.response(echo, status) == with_pynetdicom(messages.C_ECHO_RSP(), echoed)


def test_an_error_comment_is_a_long_string_of_64_characters_at_most() -> None:
    request = command.decode(command.c_echo_rq(1, VERIFICATION))

    assert command.decode(command.response(request, 0x0110, "x" * 100)).text(command.ERROR_COMMENT) == "x" * 64


def test_what_orthanc_adds_of_another_group_is_passed_over() -> None:
    """It lists what failed (0008,0058) in the command set of a C-GET response, and not in a data set."""
    response = command.decode(b"\0\0\0\1\2\0\0\0\x10\x80" + b"\x08\0\x58\0\4\0\0\x001.2\0")

    assert response == {command.COMMAND_FIELD: 0x8010}
