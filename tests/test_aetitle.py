"""Whom to call, and as whom: AE titles, addresses, and what wins over what."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scu.aetitle import Address, calling_ae_title, check, destination, parse_address, parse_port
from scu.errors import UsageError
from scu.results import Peer

AE_CHARACTERS = st.characters(min_codepoint=0x20, max_codepoint=0x7E, exclude_characters="\\")


@given(st.text(AE_CHARACTERS, min_size=1, max_size=16).filter(str.strip), st.integers(0, 3))
def test_every_ae_title_of_the_standard_is_taken(title: str, spaces: int) -> None:
    assert check(" " * spaces + title + " " * spaces) == title.strip(" ")


@pytest.mark.parametrize(
    ("title", "why"),
    [
        ("", "is empty"),
        ("   ", "is empty"),
        ("ABCDEFGHIJKLMNOPQ", "has 17 characters, and an AE title has 16 at most"),
        ("A\\B", "has a backslash, which separates values in DICOM"),
        ("A\tB", "has the control character '\\t'"),
        ("A\x7fB", "has the control character '\\x7f'"),
        ("MÜNCHEN", "has 'Ü', which is not ASCII"),
    ],
)
def test_what_no_ae_title_may_be(title: str, why: str) -> None:
    with pytest.raises(UsageError) as caught:
        check(title, what="--call")

    assert caught.value.message == f"--call {title.strip(' ')!r} {why}"
    assert "1 to 16 characters" in caught.value.remedy


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("pacs", Address("pacs")),
        ("pacs:11112", Address("pacs", 11112)),
        ("PACS@pacs", Address("pacs", None, "PACS")),
        ("PACS@pacs.example.org:104", Address("pacs.example.org", 104, "PACS")),
        ("A@B@pacs:104", Address("pacs", 104, "A@B")),
        ("A:B@pacs", Address("pacs", None, "A:B")),
        ("192.0.2.1:104", Address("192.0.2.1", 104)),
        ("[::1]:104", Address("::1", 104)),
        ("[::1]", Address("::1")),
        ("::1", Address("::1")),
        ("PACS@[2001:db8::1]:104", Address("2001:db8::1", 104, "PACS")),
        ("PACS@2001:db8::1", Address("2001:db8::1", None, "PACS")),
    ],
)
def test_addresses(text: str, address: Address) -> None:
    assert parse_address(text) == address


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "has no host"),
        (":104", "has no host"),
        ("PACS@", "has no host"),
        ("@pacs", "the AE title '' is empty"),
        ("A\\B@pacs", "has a backslash"),
        ("pacs:", "the port is a number from 1 to 65535, not ''"),
        ("pacs:0", "not '0'"),
        ("pacs:65536", "not '65536'"),
        ("pacs:dicom", "not 'dicom'"),
        ("pacs:١٠٤", "not '١٠٤'"),
        ("[::1]104", "has '\\['"),
        ("http://pacs", "is no host name"),
        ("./ct.dcm", "is no host name"),
        ("my pacs", "has ' ' in it"),
        ("pacs\x1b[2J", r"has '\\x1b' in it"),
    ],
)
def test_what_is_no_address(text: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        parse_address(text)


@given(st.integers())
def test_ports(number: int) -> None:
    if 1 <= number <= 65535:
        assert parse_port(str(number)) == number
    else:
        with pytest.raises(UsageError):
            parse_port(str(number))


def test_the_defaults() -> None:
    assert destination(["pacs"], environment={}) == (Peer("pacs", 104, "ANY-SCP", "SCU"), [])


def test_an_option_wins_over_the_address_over_the_environment() -> None:
    environment = {"SCU_HOST": "env", "SCU_PORT": "1", "SCU_CALL": "ENVCALLED", "SCU_AETITLE": "ENVCALLING"}

    assert destination([], environment=environment) == (Peer("env", 1, "ENVCALLED", "ENVCALLING"), [])
    assert destination(["A@typed:2"], environment=environment)[0] == Peer("typed", 2, "A", "ENVCALLING")
    assert destination(["A@typed", "2"], environment=environment)[0] == Peer("typed", 2, "A", "ENVCALLING")
    peer, _ = destination(["4"], hostname="A@option:4", port=3, called="B", calling="C", environment=environment)
    assert peer == Peer("option", 3, "B", "C")


def test_a_variable_may_hold_a_whole_address() -> None:
    environment = {"SCU_HOST": "PACS@pacs:11112", "SCU_PORT": "1", "SCU_CALL": "OTHER"}

    assert destination([], environment=environment)[0] == Peer("pacs", 11112, "PACS", "SCU")


def test_an_empty_variable_is_as_good_as_none() -> None:
    environment = {"SCU_HOST": "", "SCU_PORT": "", "SCU_CALL": "", "SCU_AETITLE": ""}

    assert destination(["pacs"], environment=environment)[0] == Peer("pacs", 104, "ANY-SCP", "SCU")
    with pytest.raises(UsageError, match="no host is given"):
        destination([], environment=environment)


@pytest.mark.parametrize("variable", ["SCU_PORT", "SCU_CALL", "SCU_AETITLE"])
def test_nonsense_in_a_variable_names_the_variable(variable: str) -> None:
    with pytest.raises(UsageError, match=variable):
        destination(["pacs"], environment={variable: "\\"})


def test_digits_after_the_host_are_the_port_and_the_rest_are_files() -> None:
    peer, files = destination(["pacs", "11112", "a.dcm", "104"], takes_files=True, environment={})
    assert (peer.port, files) == (11112, ["a.dcm", "104"])

    peer, files = destination(["pacs", "a.dcm", "104"], takes_files=True, environment={})
    assert (peer.port, files) == (104, ["a.dcm", "104"])

    peer, files = destination(["11112", "a.dcm"], hostname="pacs", takes_files=True, environment={})
    assert (peer, files) == (Peer("pacs", 11112, "ANY-SCP", "SCU"), ["a.dcm"])


def test_a_port_given_twice() -> None:
    assert destination(["pacs:104", "104"], environment={})[0].port == 104
    with pytest.raises(UsageError, match="the port is given twice: 104 in the address, and 105 after it"):
        destination(["pacs:104", "105"], environment={})


def test_a_word_too_many() -> None:
    with pytest.raises(UsageError, match="'b' is one word too many"):
        destination(["pacs", "104", "b"], environment={})


def test_no_host_says_how_to_give_one() -> None:
    with pytest.raises(UsageError) as caught:
        destination([], environment={})

    assert "scu echo pacs.example.org 104" in caught.value.remedy
    assert "SCU_HOST" in caught.value.remedy


def test_with_a_host_from_the_environment_an_existing_file_is_a_file(tmp_path: Path) -> None:
    file = str(tmp_path / "ct.dcm")
    Path(file).touch()
    environment = {"SCU_HOST": "pacs"}

    peer, files = destination([file, "other"], takes_files=True, environment=environment)
    assert (peer.host, files) == ("pacs", [file, "other"])

    peer, files = destination(["elsewhere", file], takes_files=True, environment=environment)
    assert (peer.host, files) == ("elsewhere", [file])

    assert destination(["11112"], environment=environment)[0] == Peer("pacs", 11112, "ANY-SCP", "SCU")


@pytest.mark.parametrize("word", ["missing/ct", "./missing", "missing.dcm", "MISSING.DCM", "-"])
def test_with_a_host_from_the_environment_what_looks_like_a_file_is_one(word: str) -> None:
    environment = {"SCU_HOST": "pacs"}

    assert destination([word], takes_files=True, environment=environment)[1] == [word]
    assert destination(["host", word], takes_files=True, environment=environment)[0].host == "host"


def test_our_own_ae_title() -> None:
    assert calling_ae_title(None, environment={}) == "SCU"
    assert calling_ae_title(" ME ", environment={"SCU_AETITLE": "ENV"}) == "ME"
    with pytest.raises(UsageError, match="--aetitle '' is empty"):
        calling_ae_title("", environment={"SCU_AETITLE": "ENV"})
