"""What someone thought of: hostile bytes, each by a name that says what is wrong about them."""

from __future__ import annotations

from struct import pack
from typing import Final

from pydicom.config import disable_value_validation

from scu.dimse.contexts import IMPLICIT_LE, VERIFICATION
from tests.fuzz.spoken import (
    ABORT,
    CT,
    FIND,
    IDS,
    RELEASE_RP,
    RELEASE_RQ,
    accept,
    associate,
    data_pdu,
    good_sender,
    instance,
    item,
    match,
    message,
    on,
    pdu,
    request,
    user_information,
    value,
)

APPLICATION: Final = item(0x10, b"1.2.840.10008.3.1.1.1")
UIDS: Final = {
    "climbs": "../../../evil",
    "is_absolute": "/evil",
    "climbs_after_numbers": "1.2.3/../../../evil",
    "has_a_nul": "1.2.3\0/../evil",
    "is_endless": "1." * 5_000,
    "is_empty": "",
    "is_a_dot": ".",
    "is_two_dots": "..",
    "has_an_escape": "1.2.3\x1b[2J",
    "is_not_ascii": "1.2.3.Ä",
    "has_65_characters": "1." + "2" * 63,
    "is_a_wildcard": "*",
    "is_a_device": "CON",
    "has_a_format": "%s%n{0}",
    "has_markup": "[bold]1.2[/bold]",
    "has_a_newline": "1.2.3\nscu: error: x",
}


def _number(element: int, number: int) -> bytes:
    return pack("<HHLH", 0, element, 2, number)


def _text(element: int, text: bytes) -> bytes:
    return pack("<HHL", 0, element, len(text)) + text


STREAMS: Final = {
    "nothing": b"",
    "a_header_cut_off": b"\2\0\0",
    "four_gigabytes": pdu(4, b"", 0xFFFFFFFF),
    "four_gigabytes_of_association": pdu(2, bytes(68), 0xFFFFFFFF),
    "length_zero": pdu(4, b""),
    "association_of_length_zero": pdu(2, b""),
    "abort_of_length_zero": pdu(7, b""),
    "abort_too_long": pdu(7, bytes(5)),
    "odd_length": pdu(4, value(1, 3, b"\0")),
    "value_of_length_zero": pdu(4, pack(">LBB", 0, 1, 3)),
    "value_of_length_one": pdu(4, pack(">LBB", 1, 1, 3)),
    "empty_values": pdu(4, value(1, 1, b"") * 1000),
    "value_longer_than_its_pdu": pdu(4, value(1, 3, b"abcd", 100)),
    "value_shorter_than_its_bytes": pdu(4, value(1, 3, bytes(40), 20)),
    "overlapping_values": pdu(4, value(1, 1, value(1, 1, bytes(8)), 10) + value(1, 3, bytes(8))),
    "value_of_four_gigabytes": pdu(4, value(1, 3, b"", 0xFFFFFFFF)),
    "pdu_type_zero": pdu(0, bytes(4)),
    "pdu_type_255": pdu(255, bytes(4)),
    "tls_alert": b"\x15\x03\x03\0\2\2\x28",
    "http": b"HTTP/1.1 400 Bad Request\r\n\r\n",
    "ssh": b"SSH-2.0-OpenSSH_9.2\r\n",
    "release_answer_first": RELEASE_RP,
    "release_first": RELEASE_RQ,
    "abort_first": ABORT,
    "rejection": pdu(3, bytes((0, 1, 1, 7))),
    "rejection_of_unknown_kind": pdu(3, b"\xff\xff\xff\xff"),
}
"""For whoever reads PDUs."""

ACCEPTS: Final = {
    "nothing_in_it": associate(2),
    "no_user_information": associate(2, APPLICATION, item(0x21, bytes(4) + item(0x40, IMPLICIT_LE.encode()))),
    "item_longer_than_the_pdu": associate(2, item(0x10, b"1.2", 0xFFFF)),
    "sub_item_longer_than_its_item": associate(2, item(0x21, bytes((1, 0, 0, 0)) + item(0x40, b"1.2", 500))),
    "sub_item_longer_than_its_item_and_not_than_the_pdu": user_information(2, item(0x51, bytes(4), 8)) + bytes(8),
    "context_of_no_bytes": associate(2, item(0x21, b"")),
    "even_context_id": associate(2, item(0x21, bytes((2, 0, 0, 0)) + item(0x40, IMPLICIT_LE.encode()))),
    "context_id_zero": associate(2, item(0x21, bytes(4) + item(0x40, IMPLICIT_LE.encode()))),
    "context_twice": associate(2, *[item(0x21, bytes((1, 0, it, 0)) + item(0x40, b"1.2")) for it in (0, 3)]),
    "context_never_asked_for": associate(2, item(0x21, bytes((99, 0, 0, 0)) + item(0x40, IMPLICIT_LE.encode()))),
    "contexts_many": associate(2, *[item(0x21, bytes((it % 256, 0, 3, 0)) + item(0x40, b"")) for it in range(5000)]),
    "context_without_syntax": associate(2, item(0x21, bytes((1, 0, 0, 0)))),
    "context_with_two_syntaxes": associate(2, item(0x21, bytes((1, 0, 0, 0)) + item(0x40, b"1.2.840.10008.1.2") * 2)),
    **{f"result_{it}": accept((0, it, 0, 0, 0)[:2]) for it in range(5)},
    **{f"result_{it}": associate(2, item(0x21, bytes((1, 0, it, 0)) + item(0x40, b"1.2"))) for it in range(5, 256, 25)},
    "role_shorter_than_it_says": user_information(2, item(0x54, b"\0\xff1.2\1\1")),
    "role_without_bytes": user_information(2, item(0x54, b"")),
    "extended_longer_than_it_says": user_information(2, item(0x56, pack(">H", 0xFFFF) + b"1.2")),
    "extended_that_is_long": user_information(2, item(0x56, pack(">H", len(FIND)) + FIND.encode() + b"\1" * 30_000)),
    "window_of_no_bytes": user_information(2, item(0x53, b"")),
    "window_without_limit": user_information(2, item(0x53, bytes(4))),
    "maximum_length_of_nothing": user_information(2, item(0x51, b"\0\0\0\0")),
    "maximum_length_one": user_information(2, item(0x51, b"\0\0\0\1")),
    "maximum_length_endless": user_information(2, item(0x51, b"\xff\xff\xff\xff")),
    "maximum_length_cut_off": user_information(2, item(0x51, b"\0")),
    "implementation_not_ascii": user_information(2, item(0x55, b"\xff\x1b[2J\0"), item(0x52, b"\xff" * 300)),
    "unknown_items": user_information(2, *[item(it, b"?") for it in range(0x59, 0x100)]),
    "identity_answer": user_information(2, item(0x59, b"\0\xffabc")),
    "user_information_in_itself": user_information(2, item(0x50, item(0x50, item(0x50, b"")))),
}
"""A-ASSOCIATE-AC."""


def _proposed(context_id: int, uid: bytes = CT.encode(), syntaxes: int = 1) -> bytes:
    body = bytes((context_id % 256, 0, 0, 0)) + item(0x30, uid) + item(0x40, IMPLICIT_LE.encode()) * syntaxes
    return item(0x20, body)


_USER: Final = item(0x50, item(0x51, pack(">L", 16384)) + item(0x52, b"1.2.3"))

REQUESTS: Final = {
    "nothing_in_it": associate(1),
    "no_context": associate(1, APPLICATION, _USER),
    "no_user_information": associate(1, APPLICATION, _proposed(1)),
    "two_associations_worth_of_contexts": associate(1, APPLICATION, *map(_proposed, range(256)), _USER),
    "contexts_without_end": associate(1, APPLICATION, _proposed(1) * 7000, _USER),
    "syntaxes_without_end": associate(1, APPLICATION, _proposed(1, syntaxes=3000), _USER),
    "items_without_end": associate(1, APPLICATION * 20_000, _proposed(1), _USER),
    "empty_items_without_end": associate(1, item(0x10, b"") * 100_000, _proposed(1), _USER),
    "context_twice": associate(1, APPLICATION, _proposed(1), _proposed(1), _USER),
    "context_twice_for_other_classes": associate(1, APPLICATION, _proposed(1), _proposed(1, VERIFICATION.encode())),
    "even_context_id": associate(1, APPLICATION, _proposed(2), _USER),
    "context_id_zero": associate(1, APPLICATION, _proposed(0), _USER),
    "context_of_no_bytes": associate(1, APPLICATION, item(0x20, b""), _USER),
    "context_without_abstract_syntax": associate(1, item(0x20, bytes((1, 0, 0, 0)) + item(0x40, b"1.2")), _USER),
    "context_without_transfer_syntax": associate(1, item(0x20, bytes((1, 0, 0, 0)) + item(0x30, b"1.2")), _USER),
    "answers_in_a_request": associate(1, APPLICATION, item(0x21, bytes((1, 0, 0, 0)) + item(0x40, b"1.2")), _USER),
    "titles_not_ascii": request()[:10] + b"\xff" * 32 + request()[42:],
    "titles_empty": request()[:10] + b" " * 32 + request()[42:],
    "titles_nul": request()[:10] + bytes(32) + request()[42:],
    "called_other_than_us": request(called="OTHER"),
    "abstract_syntax_climbs": associate(1, APPLICATION, _proposed(1, b"../../evil"), _USER),
    "abstract_syntax_endless": associate(1, APPLICATION, _proposed(1, b"1." * 5_000), _USER),
    "abstract_syntax_not_ascii": associate(1, APPLICATION, _proposed(1, b"\xff\x1b[2J"), _USER),
    "identity_shorter_than_it_says": user_information(1, item(0x58, b"\2\1\xff\xffuser")),
    "identity_of_no_kind": user_information(1, item(0x58, b"\xff\1\0\4user\0\0")),
    "identity_of_no_bytes": user_information(1, item(0x58, b"")),
    "role_of_no_class": user_information(1, item(0x51, bytes(4)), item(0x54, b"\0\0\1\1")),
    "role_of_no_bytes": user_information(1, item(0x54, b"")),
    "common_longer_than_it_says": user_information(1, item(0x57, b"\0\3" + b"1.2\xff\xff")),
    "unknown_sub_item": user_information(1, item(0x5F, b"?")),
    "item_longer_than_the_pdu": associate(1, item(0x10, b"1.2", 0xFFFF)),
    "sub_item_longer_than_its_item": associate(1, item(0x20, bytes((1, 0, 0, 0)) + item(0x30, b"1.2", 500))),
    "user_information_twice": associate(1, APPLICATION, _proposed(1), _USER, _USER),
}
"""A-ASSOCIATE-RQ."""

COMMANDS: Final = {
    "nothing": b"",
    "no_command_field": _number(0x0110, 1),
    "an_element_cut_off": _number(0x0100, 0x8020)[:7],
    "element_longer_than_the_set": pack("<HHL", 0, 0x0100, 0xFFFFFFFF),
    "element_of_another_group": pack("<HHLH", 8, 0x0100, 2, 1) + _number(0x0100, 0x8020),
    "number_of_four_bytes": pack("<HHLL", 0, 0x0100, 4, 1),
    "number_of_no_bytes": pack("<HHL", 0, 0x0100, 0),
    "group_length_lies": pack("<HHLL", 0, 0, 4, 0xFFFFFFFF) + _number(0x0100, 0x8020),
    "elements_twice": _number(0x0100, 0x8020) + _number(0x0100, 0x8030),
    "elements_out_of_order": _number(0x0900, 0) + _number(0x0100, 0x8020),
    "text_not_ascii": _number(0x0100, 0x8020) + _text(0x0902, b"\xff\xfe\x1b[2J"),
    "uid_not_ascii": _number(0x0100, 1) + _text(0x1000, b"1.2.\xff"),
    "uid_of_60_kb": _number(0x0100, 1) + _text(0x1000, b"1." * 30_000),
    "unknown_command": _number(0x0100, 0x7777),
    "explicit_vr": pack("<HH2sHH", 0, 0x0100, b"US", 2, 1),
    "big_endian": pack(">HHLH", 0, 0x0100, 2, 1),
}
"""Command sets."""


def _messages() -> dict[str, bytes]:
    """What comes after an association stands, of a server to which a C-FIND is sent."""
    find = IDS[FIND]
    pending = message(FIND, 0x8020, Status=0xFF00, data=match())
    final = message(FIND, 0x8020)
    said = {
        "accepted_twice": accept(),
        "data_set_without_a_command": data_pdu(find, 2, bytes(8)),
        "command_without_an_end": data_pdu(find, 1, bytes(1000)) * 80,
        "fragments_without_an_end": data_pdu(find, 1, b"") * 500,
        "command_in_a_data_set": pending[:-1] + data_pdu(find, 3, bytes(8)),
        "context_never_accepted": on(77, final),
        "context_of_another_class": on(IDS[CT], final),
        "context_changes_in_a_message": on(1, pending[: len(final)]) + pending[len(final) :],
        "answer_to_another_request": message(FIND, 0x8020, MessageIDBeingRespondedTo=99),
        "answer_of_another_kind": message(FIND, 0x8021),
        "request_in_place_of_an_answer": message(FIND, 0x0020, data=match()),
        "pending_without_an_end": pending * 50,
        "pending_without_an_identifier": message(FIND, 0x8020, Status=0xFF00) + final,
        "identifier_that_is_none": message(FIND, 0x8020, Status=0xFF00, data=b"\xff" * 21) + final,
        "final_twice": final + final,
        "after_the_release": final + RELEASE_RP + final,
        "release_in_a_message": pending[:-20] + RELEASE_RQ,
        "abort_in_a_message": pending[:-20] + ABORT,
        "store_in_a_find": message(CT, 0x0001, data=instance(), AffectedSOPInstanceUID="1.2.3"),
        "control_of_all_bits": data_pdu(find, 0xFF, bytes(10)),
    }
    return {name: accept() + data for name, data in said.items()}


MESSAGES: Final = _messages()
"""Whole streams of a server."""


def _senders() -> dict[str, bytes]:
    """What comes to a storage server."""
    store = message(CT, 0x0001, data=instance(), AffectedSOPInstanceUID="1.2.3")
    command, good = store[: 6 + int.from_bytes(store[2:6], "big")], request()
    said = {
        "data_set_without_a_command": data_pdu(1, 2, bytes(8)),
        "command_without_its_data_set": on(1, command) + RELEASE_RQ,
        "two_commands_for_one_data_set": on(1, command + store),
        "class_of_another_context": on(3, store) + RELEASE_RQ,
        "context_never_accepted": on(77, store),
        "a_query": on(1, message(FIND, 0x0020, data=match())),
        "an_answer": on(1, message(CT, 0x8001)),
        "requested_twice": good,
        "without_a_data_set": on(1, message(CT, 0x0001, AffectedSOPInstanceUID="1.2.3")) + RELEASE_RQ,
        "echoes": on(3, message(VERIFICATION, 0x0030)) * 200 + RELEASE_RQ,
        "empty_data_set": on(1, command) + data_pdu(1, 2, b"") + RELEASE_RQ,
        "data_set_without_an_end": on(1, command) + data_pdu(1, 0, bytes(1000)) * 50,
        "release_in_a_data_set": on(1, command) + RELEASE_RQ,
        "abort_in_a_data_set": on(1, command) + data_pdu(1, 0, bytes(10)) + ABORT,
    }
    with disable_value_validation():
        hostile = {f"uid_{name}": good_sender(uid) for name, uid in UIDS.items()}
    return {name: good + data for name, data in said.items()} | hostile


SENDERS: Final = _senders()
"""Whole streams of a requestor."""
