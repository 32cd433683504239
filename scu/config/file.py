"""The configuration file, read and checked as a whole: whatever is wrong in it is said before anything is sent."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path

from scu.config.checking import at_odds, checked
from scu.config.peers import Configuration, NamedPeer, wrong_with_name
from scu.config.settings import GENERAL, PEER, Value
from scu.errors import FileProblem, UsageError

_HELP = "correct the file; docs/config.md and scu-config(5) tell what may stand in it"
_PEERS = "peers"


def load(path: Path) -> Configuration:
    """Read a configuration file.

    Raises:
        FileProblem: it cannot be read.
        UsageError: it is no TOML, or has something in it that makes no sense; names file, line and key.
    """
    text = read(path)
    return configuration(text, path)


def read(path: Path) -> str:
    """Return what stands in it, its line ends as they are.

    Raises:
        FileProblem: it cannot be read.
        UsageError: it is not UTF-8.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FileProblem(f"the configuration file {path} cannot be read: {error.strerror or error}") from error
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UsageError(f"{path}, line {line}: this is not UTF-8", remedy="save the file as UTF-8") from None


def parse(text: str, path: Path) -> dict[str, object]:
    """Return the tables of the file.

    Raises:
        UsageError: it is no TOML.
    """
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        # "Invalid value (at line 3, column 8)"; the column tells nothing to people.
        what, _, where = str(error).partition(" (at ")
        number = where.removeprefix("line ").partition(",")[0]
        line = number if number.isdigit() else str(text.count("\n") + 1)
        raise UsageError(
            f"{path}, line {line}: this is no TOML: {what[:1].lower()}{what[1:]}",
            remedy='write `key = "text"`, `key = 104` or `key = true`; text needs its quotes',
        ) from None


def tables(document: dict[str, object]) -> dict[str, object]:
    """Return the tables of the peers, unchecked."""
    peers = document.get(_PEERS, {})
    return peers if isinstance(peers, dict) else {}


def configuration(text: str, path: Path) -> Configuration:
    """Return what the text of a configuration file says, which `path` is told as the name of.

    Raises:
        UsageError: see `load`.
    """
    document = parse(text, path)
    wrong = _Wrong(text, path)
    for key in document:
        if key != _PEERS and key not in GENERAL:
            raise wrong.unknown((key,), (*GENERAL, _PEERS))
    if not isinstance(document.get(_PEERS, {}), dict):
        raise wrong.because((_PEERS,), "is the table of the peers: write [peers.NAME]")
    peers = {name: _peer(name, table, wrong) for name, table in tables(document).items()}
    default = document.get("default")
    if default is not None and default not in peers:
        raise wrong.because(("default",), f"names no peer: {default!r}", near=(str(default), peers))
    try:
        history = checked(GENERAL["history"], document.get("history", True), path.absolute().parent)
    except ValueError as error:
        raise wrong.because(("history",), str(error)) from None
    return Configuration(path, text, peers, default if isinstance(default, str) else None, history is True)


def _peer(name: str, table: object, wrong: _Wrong) -> NamedPeer:
    if rule := wrong_with_name(name):
        raise wrong.because((_PEERS, name), f"cannot be the name of a peer: {rule}")
    if not isinstance(table, dict):
        raise wrong.because((_PEERS, name), "is a table: write [peers.NAME], and the settings below it")
    values: dict[str, Value] = {}
    for key, value in table.items():
        if key not in PEER:
            raise wrong.unknown((_PEERS, name, key), PEER)
        try:
            values[key] = checked(PEER[key], value, wrong.path.absolute().parent)
        except ValueError as error:
            raise wrong.because((_PEERS, name, key), str(error)) from None
    values = {key: value for key, value in values.items() if not (key.startswith("password_") and value is False)}
    if "host" not in values:
        raise wrong.because((_PEERS, name), "has no host")
    if odd := at_odds(values):
        raise wrong.because((_PEERS, name, odd[0]), odd[1])
    return NamedPeer(name, values, wrong.path, wrong.text)


class _Wrong:
    """Says what is wrong, and where."""

    def __init__(self, text: str, path: Path) -> None:
        self.text = text
        self.path = path

    def unknown(self, key: tuple[str, ...], known: Iterable[str]) -> UsageError:
        return self.because(key, "is no setting", near=(key[-1], known))

    def because(self, key: tuple[str, ...], why: str, *, near: tuple[str, Iterable[str]] | None = None) -> UsageError:
        from difflib import get_close_matches

        from scu.config.lines import line_of

        line = line_of(self.text, key)
        matches = get_close_matches(near[0], list(near[1]), n=3) if near else []
        return UsageError(
            f"{self.path}{f', line {line}' if line else ''}: {'.'.join(key)} {why}",
            remedy=f"did you mean {' or '.join(matches)}? Else {_HELP}" if matches else _HELP,
        )
