"""Peers by name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from scu.config.settings import Value
from scu.errors import UsageError

_NAME_RULE = "a name is made of letters, digits, `.`, `_` and `-`, does not begin with `-`, and is no mere number"


def wrong_with_name(name: str) -> str:
    """Return what is wrong with the name of a peer; empty if nothing is. It must not look like an option or a port."""
    if re.fullmatch(r"[\w.][\w.-]*", name) and not name.isdigit() and name.strip("."):
        return ""
    return _NAME_RULE


def check_name(name: str) -> str:
    """Return the name of a peer.

    Raises:
        UsageError: it cannot be one.
    """
    if wrong_with_name(name):
        raise UsageError(f"{name!r} cannot be the name of a peer", remedy=_NAME_RULE)
    return name


@dataclass(frozen=True)
class NamedPeer:
    """A peer of the configuration file.

    Attributes:
        name: what it is called.
        values: its settings, checked; paths are absolute.
        path, text: the file, and what it says.
    """

    name: str
    values: Mapping[str, Value] = field(repr=False)  # a password may be among them
    path: Path
    text: str = field(repr=False)

    @property
    def host(self) -> str:
        return str(self.values["host"])

    def line(self, *setting: str) -> int | None:
        """Return the line of the file in which it, or a setting of it, begins; None if that cannot be found."""
        from scu.config.lines import line_of

        return line_of(self.text, ("peers", self.name, *setting))

    def place(self, *setting: str) -> str:
        """Return the file and that line, for people."""
        line = self.line(*setting)
        return f"{self.path}, line {line}" if line else str(self.path)


@dataclass(frozen=True)
class Configuration:
    """What a configuration file says: the peers by their names, and the name of the default peer, if there is one.

    `history` is whether it wants the runs to be written down.
    """

    path: Path
    text: str = field(repr=False)
    peers: Mapping[str, NamedPeer]
    default: str | None = None
    history: bool = True

    def peer(self, name: str) -> NamedPeer:
        """Return a peer by its name.

        Raises:
            UsageError: there is none of that name.
        """
        if name in self.peers:
            return self.peers[name]
        from difflib import get_close_matches

        near = get_close_matches(name, self.peers, n=3)
        raise UsageError(
            f"no peer is called {name!r} in {self.path}",
            remedy=f"did you mean {' or '.join(near)}?" if near else "`scu peers list` shows those that there are",
        )
