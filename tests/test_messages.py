"""Errors and notes on standard error, and text from elsewhere made harmless."""

from __future__ import annotations

import pytest

from scu.errors import PeerFailure, UsageError
from scu.output import explain, messages, plain
from scu.output.formats import Format, asked_for
from scu.results import (
    Category,
    Status,
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Müller^Ä", "Müller^Ä"),
        ("山田^太郎", "山田^太郎"),
        ("a\x1b]0;title\x07b", "a\\x1b]0;title\\x07b"),
        ("a\r\nb\tc", "a\\r\\nb\\tc"),
        ("\x9b31m", "\\x9b31m"),
        ("abc\u202ecba", "abc\\u202ecba"),
        ("\udcff", "\\udcff"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_no_terminal_obeys_what_came_from_elsewhere(text: str, shown: str) -> None:
    assert plain.safe(text) == shown


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1000, "1 KB"),
        (12_345, "12.3 KB"),
        (999_600, "1 MB"),
        (525_000_000, "525 MB"),
        (1_200_000_000_000, "1,200 GB"),
    ],
)
def test_sizes(count: int, shown: str) -> None:
    assert plain.size(count) == shown


@pytest.mark.parametrize(
    ("duration", "shown"),
    [(0.00049, "0.5 ms"), (0.25, "250 ms"), (1.239, "1.24 s"), (125.2, "2 min 5 s")],
)
def test_durations(duration: float, shown: str) -> None:
    assert plain.seconds(duration) == shown


def test_an_error_in_four_parts_and_no_peer_can_forge_a_line() -> None:
    error = PeerFailure("C-FIND failed", comment="no\nscu: error: \x1b[2J", cause="why", remedy="what")

    assert messages.error_lines(error) == [
        "scu: error: C-FIND failed",
        "  the server says: no\\nscu: error: \\x1b[2J",
        "  likely cause: why",
        "  what to do: what",
    ]
    assert messages.error_lines(UsageError("no host")) == ["scu: error: no host"]


@pytest.mark.parametrize("code", [0x0110, 0x0111, 0x0122, 0x0211, 0xA700, 0xA701, 0xA7FF, 0xA900, 0xC123, 0x9999])
def test_every_failing_status_has_a_cause_and_a_remedy(code: int) -> None:
    error = explain.failure("C-STORE", Status(code, Category.FAILURE, "Meaning", "said so"))

    assert error.message == f"C-STORE failed: {code:04X} Meaning"
    assert error.comment == "said so"
    assert error.cause
    assert error.remedy


@pytest.mark.parametrize(
    ("arguments", "format"),
    [
        ([], None),
        (["--format"], None),
        (["echo", "--format", "json"], Format.JSON),
        (["echo", "--format=jsonl", "--nonsense"], Format.JSONL),
        (["--format", "xml"], None),
        (["json"], None),
        (["--format", "json", "--format", "text"], Format.TEXT),
    ],
)
def test_the_format_is_known_however_broken_the_command_line(arguments: list[str], format: Format | None) -> None:
    assert asked_for(arguments) is format
