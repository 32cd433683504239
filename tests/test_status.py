"""Statuses in words, by the tables of PS3.4 and PS3.7 that pynetdicom carries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pynetdicom.status import (
    GENERAL_STATUS,
    QR_FIND_SERVICE_CLASS_STATUS,
    QR_GET_SERVICE_CLASS_STATUS,
    QR_MOVE_SERVICE_CLASS_STATUS,
    STORAGE_SERVICE_CLASS_STATUS,
    VERIFICATION_SERVICE_CLASS_STATUS,
    StatusDictType,
)

from scu.dimse import command
from scu.dimse.command import Command
from scu.dimse.status import status_of
from scu.results import SUCCESS, Category

TABLES = {
    command.C_ECHO_RQ: VERIFICATION_SERVICE_CLASS_STATUS,
    command.C_STORE_RQ: STORAGE_SERVICE_CLASS_STATUS,
    command.C_FIND_RQ: QR_FIND_SERVICE_CLASS_STATUS,
    command.C_MOVE_RQ: QR_MOVE_SERVICE_CLASS_STATUS,
    command.C_GET_RQ: QR_GET_SERVICE_CLASS_STATUS,
}


def response(field: int, status: int | None, comment: str = "") -> Command:
    """What a peer answers, by way of its bytes."""
    elements: dict[int, int | str] = {command.COMMAND_FIELD: field | command.RESPONSE}
    if status is not None:
        elements[command.STATUS] = status
    if comment:
        elements[command.ERROR_COMMENT] = comment
    return command.decode(command.encode(elements))


@pytest.mark.parametrize(("field", "table"), [*TABLES.items(), (0x0150, GENERAL_STATUS)])
def test_every_known_status_has_its_category_and_meaning(field: int, table: StatusDictType) -> None:
    for code, (category, meaning) in table.items():
        status = status_of(response(field, code))
        assert status.category.value == category, f"{code:04X}"
        assert status.meaning == meaning or (not meaning and status.meaning), f"{code:04X}"
        assert status.ok is (category in ("Success", "Warning"))


@given(st.sampled_from([*TABLES, 0, 0x7FFF]), st.integers(0, 0xFFFF), st.sampled_from(["", "disk full"]))
def test_any_status_has_words(field: int, code: int, comment: str) -> None:
    status = status_of(response(field, code, comment))

    assert status.code == code
    assert status.meaning
    assert status.comment == (comment or None)
    assert str(status).startswith(f"{code:04X} {status.meaning}")
    assert str(status).endswith("(disk full)") is bool(comment)


@pytest.mark.parametrize(
    ("code", "category"),
    [
        (0x0000, Category.SUCCESS),
        (0x0001, Category.WARNING),
        (0x0107, Category.WARNING),
        (0x0122, Category.FAILURE),
        (0xA700, Category.FAILURE),
        (0xB007, Category.WARNING),
        (0xC123, Category.FAILURE),
        (0xFE00, Category.CANCEL),
        (0xFF00, Category.PENDING),
        (0xFF01, Category.PENDING),
        (0x1234, Category.FAILURE),
        (0xFF02, Category.FAILURE),
    ],
)
def test_a_category_is_that_of_ps37_annex_c(code: int, category: Category) -> None:
    assert status_of(response(command.C_FIND_RQ, code)).category is category


def test_a_success_with_a_comment_keeps_it() -> None:
    assert status_of(response(command.C_STORE_RQ, 0)) is SUCCESS
    assert status_of(response(command.C_STORE_RQ, 0, "coerced")).comment == "coerced"


def test_a_response_without_a_status_is_a_failure() -> None:
    status = status_of(response(command.C_ECHO_RQ, None, "?"))

    assert status.category is Category.FAILURE
    assert status.meaning == "the response has no status (0000,0900)"
    assert status.comment == "?"
