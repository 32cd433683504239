"""AE titles and addresses: who is called, where, and as whom."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scu.errors import UsageError

if TYPE_CHECKING:
    from scu.results import Peer

log = logging.getLogger(__name__)

CALLED = "ANY-SCP"
CALLING = "SCU"
PORT = 104  # the well-known port of PS3.8 9.1

_LONGEST = 16  # PS3.5 table 6.2-1, VR AE
_HIGHEST_PORT = 65535
_SUFFIXES = (".dcm", ".dicom", ".ima")  # no host of the Internet ends so
_EXAMPLES = "for example `scu echo pacs.example.org 104` or `scu echo PACS@pacs.example.org:104`"
_AE_TITLE_RULE = "an AE title is 1 to 16 characters of ASCII without backslash or control characters"


@dataclass(frozen=True, slots=True)
class Address:
    """What `AET@host:port` says; None for what it leaves out."""

    host: str
    port: int | None = None
    ae_title: str | None = None


def check(title: str, *, what: str = "the AE title") -> str:
    """Return an AE title as it goes on the wire, without the spaces around it, which mean nothing (PS3.5 6.2).

    Args:
        title: what was typed.
        what: where it was typed, for the message.

    Raises:
        UsageError: it is empty, too long, or has a character that no AE title may have; the message says which.
    """
    stripped = title.strip(" ")
    wrong = _wrong_with(stripped)
    if wrong:
        raise UsageError(f"{what} {stripped!r} {wrong}", remedy=_AE_TITLE_RULE)
    return stripped


def _wrong_with(title: str) -> str:
    if not title:
        return "is empty"
    if len(title) > _LONGEST:
        return f"has {len(title)} characters, and an AE title has {_LONGEST} at most"
    if "\\" in title:
        return "has a backslash, which separates values in DICOM"
    for character in title:
        if not character.isascii():
            return f"has {character!r}, which is not ASCII"
        if not character.isprintable():
            return f"has the control character {character!r}"
    return ""


def parse_address(text: str) -> Address:
    """Read `host`, `host:port`, `AET@host`, `AET@host:port`, `[::1]:port` or a bare IPv6 address.

    Raises:
        UsageError: it is no address; the message says what is wrong with it.
    """
    title, at, place = text.rpartition("@")
    ae_title = check(title, what=f"in the address {text!r}, the AE title") if at else None
    if "/" in place or "\\" in place:
        raise UsageError(f"{text!r} is no host name", cause="it looks like a file or a web address", remedy=_EXAMPLES)
    bracketed = re.fullmatch(r"\[([^\[\]]*)\](?::(.*))?", place)
    if bracketed:
        host, port = bracketed[1], bracketed[2]
    elif place.count(":") > 1:  # a bare IPv6 address holds no port
        host, port = place, None
    else:
        host, colon, digits = place.partition(":")
        port = digits if colon else None
    _check_host(host, text)
    return Address(host, None if port is None else parse_port(port, f"in the address {text!r}, the port"), ae_title)


def _check_host(host: str, text: str) -> None:
    if not host:
        raise UsageError(f"the address {text!r} has no host", remedy=_EXAMPLES)
    for character in host:
        if character.isspace() or not character.isprintable() or character in "[]":
            raise UsageError(f"the host name {host!r} has {character!r} in it", remedy=_EXAMPLES)


def parse_port(text: str, what: str = "the port") -> int:
    """Return a port number from 1 to 65535.

    Raises:
        UsageError: it is none.
    """
    if not (text.isascii() and text.isdigit() and len(text) <= 5 and 1 <= int(text) <= _HIGHEST_PORT):
        raise UsageError(f"{what} is a number from 1 to {_HIGHEST_PORT}, not {text!r}")
    return int(text)


def destination(
    words: Sequence[str],
    *,
    hostname: str | None = None,
    port: int | None = None,
    called: str | None = None,
    calling: str | None = None,
    takes_files: bool = False,
    environment: Mapping[str, str] = os.environ,
) -> tuple[Peer, list[str]]:
    """Find out whom to call from what was typed and from SCU_HOST, SCU_PORT, SCU_CALL and SCU_AETITLE.

    An option wins over the address, the address over the environment, the environment over the defaults.

    Args:
        words: the positional words: the host, unless `hostname` is given; then a port if it is all digits; then files.
        hostname, port, called, calling: the options, None where they were not given.
        takes_files: whether further words are files.
        environment: where the variables are looked up.

    Returns:
        The peer, and the words that are files.

    Raises:
        UsageError: no host, or something that is no host, port or AE title.
    """
    from scu.results import Peer

    address_text, rest = host_word(words, hostname=hostname, takes_files=takes_files, environment=environment)
    address = parse_address(address_text)
    if rest and rest[0].isascii() and rest[0].isdigit():
        address = _with_port_word(address, rest.pop(0))
    if rest and not takes_files:
        raise UsageError(f"{rest[0]!r} is one word too many", cause="only a host and a port are expected here")
    port_variable = environment.get("SCU_PORT") or None
    variable_port = parse_port(port_variable, "SCU_PORT") if port_variable else PORT
    peer = Peer(
        host=address.host,
        port=port or address.port or variable_port,
        called_ae_title=_title((called, "--call"), address.ae_title, (environment.get("SCU_CALL"), "SCU_CALL"), CALLED),
        calling_ae_title=calling_ae_title(calling, environment=environment),
    )
    return peer, rest


def calling_ae_title(option: str | None, *, environment: Mapping[str, str] = os.environ) -> str:
    """Return our own AE title: --aetitle, else SCU_AETITLE, else SCU.

    Raises:
        UsageError: it is no AE title.
    """
    return _title((option, "--aetitle"), None, (environment.get("SCU_AETITLE"), "SCU_AETITLE"), CALLING)


def _title(option: tuple[str | None, str], address: str | None, variable: tuple[str | None, str], default: str) -> str:
    """Return the first that was said. An empty option is an error, an empty variable is as good as none."""
    typed, name = option
    if typed is not None:
        return check(typed, what=name)
    if address is not None:
        return address
    found, variable_name = variable
    return check(found, what=variable_name) if found else default


def host_word(
    words: Sequence[str],
    *,
    hostname: str | None = None,
    takes_files: bool = False,
    environment: Mapping[str, str] = os.environ,
    names: Container[str] = (),
    default: str | None = None,
) -> tuple[str, list[str]]:
    """Return the word that says whom to call, and those that follow it: a port, files.

    Args:
        words, hostname, takes_files, environment: see `destination`.
        names: the configured peers. Such a name is one even where there is a file of that name.
        default: the peer that is meant where neither a word nor SCU_HOST says another.

    Raises:
        UsageError: there is none.
    """
    rest = list(words)
    if hostname is not None:
        return hostname, rest
    from_environment = environment.get("SCU_HOST")
    usual, where = (from_environment, "SCU_HOST") if from_environment else (default, "the configuration")
    if not usual:
        if not rest:
            raise UsageError("no host is given", remedy=f"say whom to call, {_EXAMPLES}, or set SCU_HOST")
        return rest[0], rest[1:]
    if not rest or rest[0].isdigit():
        return usual, rest
    if takes_files and _named(rest[0]) not in names and _is_file(rest[0]):
        log.info("%s is a file, so the host is %s, from %s", rest[0], usual, where)
        return usual, rest
    return rest[0], rest[1:]


def _is_file(word: str) -> bool:
    """Whether a word is a file, or can be nothing else even if it is not there."""
    return word == "-" or "/" in word or word.lower().endswith(_SUFFIXES) or Path(word).exists()


def _named(word: str) -> str:
    """The name in `NAME`, `AET@NAME`, `NAME:port` and `AET@NAME:port`, if it is one."""
    return word.rpartition("@")[2].partition(":")[0]


def _with_port_word(address: Address, word: str) -> Address:
    port = parse_port(word)
    if address.port not in (None, port):
        raise UsageError(f"the port is given twice: {address.port} in the address, and {port} after it")
    return Address(address.host, port, address.ae_title)
