"""scu peers."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Final

from scu import aetitle
from scu.commands import configured
from scu.commands.options.naming import Doing, Keeping, PeersDisplay
from scu.commands.options.wire import Wire
from scu.commands.parsing import build, flat
from scu.commands.running import current
from scu.config import place
from scu.errors import ScuError, UsageError

if TYPE_CHECKING:
    from scu.config.peers import Configuration, NamedPeer
    from scu.config.settings import Value
    from scu.dimse.roll_call import Candidate
    from scu.output.peers import Shown

log = logging.getLogger(__name__)

_EXAMPLE: Final = "for example `scu peers add main PACS@pacs.example.org:104`"
_TLS: Final = (
    *("mode", "passwd_file", "key_format", "add_cert_file", "add_cert_dir", "add_crl_file", "crl_check"),
    *("profile", "cipher", "server_name", "peer_certificate"),
)
_NETWORK: Final = ("timeout", "acse_timeout", "dimse_timeout", "total_timeout", "max_pdu", "proxy")
_SETTINGS: Final = frozenset(
    (*_NETWORK, *_TLS, "user", "port", "call", "aetitle", "associations", "model", "charset")
) | {"port_scp", "accept_from", "only_peer"}
_PASSWORDS: Final = frozenset(("password", "ask_password", "password_env", "password_file", "password_keyring"))
_TESTED: Final = frozenset(
    (*_NETWORK, *_TLS, "key_password", "ipv4", "ipv6", "ip_auto", "aetitle", "call", "user", "password")
) | {"password_file", "ask_password", "empty_password", "pos_response", "kerberos", "saml", "jwt"}
_ALLOWED: Final = {
    "list": frozenset[str](),
    "show": _SETTINGS | {"password", "password_file", "ask_password", "empty_password", "kerberos", "saml", "jwt"},
    "add": _SETTINGS | _PASSWORDS | {"replace", "default"},
    "remove": frozenset[str](),
    "test": _TESTED,
}
"""The options that go with an action, beside those for what is shown."""


@flat
def peers(doing: Doing, keeping: Keeping, show: PeersDisplay, wire: Wire) -> None:
    """List, show, add, remove or test the servers that are known by name."""
    from scu.output.peers import Shown

    action, *names = doing.words or ["list"]
    _check(action)
    run = _Run(names, configured.typed(current().context), doing, Shown(show.chosen, quiet=show.quiet))
    {"list": run.list, "show": run.show, "add": run.add, "remove": run.remove, "test": run.test}[action]()


def _check(action: str) -> None:
    if action not in _ALLOWED:
        from difflib import get_close_matches

        near = get_close_matches(action, _ALLOWED, n=1)
        raise UsageError(
            f"there is no `scu peers {action}`",
            remedy=f"did you mean {near[0]}?" if near else f"say one of {', '.join(_ALLOWED)}",
        )
    allowed = _ALLOWED[action] | {"words", "config", *(field.name for field in fields(PeersDisplay))}
    for name in configured.typed(current().context):
        if name not in allowed:
            raise UsageError(
                f"--{name.replace('_', '-')} does not go with `scu peers {action}`",
                cause="it is nothing that is kept with a peer" if action == "add" else "",
                remedy="leave it out",
            )


@dataclass(frozen=True)
class _Run:
    """The actions, and what they need to know."""

    names: Sequence[str]
    typed: dict[str, object]
    doing: Doing
    shown: Shown

    def list(self) -> None:
        if self.names:
            raise UsageError(
                f"{self.names[0]!r} is one word too many", remedy=f"`scu peers show {self.names[0]}` shows one peer"
            )
        self.shown.listed(self._known())

    def show(self) -> None:
        from scu.config.resolution import settle

        known = self._known()
        names = self.names or ([known.default] if known.default else [])
        if len(names) != 1:
            raise UsageError("`scu peers show` takes the name of one peer", remedy="`scu peers list` shows all")
        peer = known.peer(names[0])
        without = configured.not_counting(self.typed)
        self.shown.settled(peer, settle(peer, self.typed, os.environ, without=without, places=True))

    def add(self) -> None:
        from scu.config import edit, passwords
        from scu.config.peers import check_name

        if not self.names:
            raise UsageError("`scu peers add` takes a name and an address", remedy=_EXAMPLE)
        name, path = check_name(self.names[0]), self._path()
        values = _settings(name, self.names[1:], self.typed)
        edit.add(path, name, values, replace=self.doing.replace, default=self.doing.default)
        if "password" in values:
            log.warning("the password for %s stands in clear in %s; each use of it gives a warning", name, path)
            passwords.tell_if_others_read(path, os.stat(path).st_mode)
        if "password_keyring" in values:
            log.warning("its password has to be put into the keyring: keyring set scu %s", name)
        self.shown.changed("added", [name], path)

    def remove(self) -> None:
        from scu.config import edit

        if not self.names:
            raise UsageError("`scu peers remove` takes the name of a peer", remedy="`scu peers list` shows all")
        known = self._known()
        names = [known.peer(name).name for name in dict.fromkeys(self.names)]
        for name in names:
            if edit.remove(known.path, name):
                log.warning("%s was the default peer; there is none now", name)
        self.shown.changed("removed", names, known.path)

    def test(self) -> None:
        from scu.dimse.roll_call import call_all

        known = self._known()
        chosen = [known.peer(name) for name in self.names] or list(known.peers.values())
        if not chosen:
            raise UsageError(f"there is no peer in {known.path}", remedy=_EXAMPLE)
        # A password may have to be asked for, so this is done for one after the other.
        prepared = [_candidate(peer, self.typed) for peer in chosen]
        self.shown.tested(call_all(prepared))

    def _path(self) -> Path:
        """The file to change."""
        said = place.named(configured.option(current().context, self.doing.config))
        if said == "":
            raise UsageError(
                "there is no configuration file to change",
                cause=f"an empty --config or {place.VARIABLE} says that there is none",
                remedy="name one with --config",
            )
        return Path(said) if said else place.usual()

    def _known(self) -> Configuration:
        """What the file says."""
        if (found := configured.configuration(current().context, self.doing.config)) is not None:
            return found
        from scu.config.peers import Configuration

        return Configuration(place.usual(), "", {})


def _candidate(peer: NamedPeer, typed: dict[str, object]) -> Candidate:
    """Whom to call, and how; or why that is not possible."""
    from scu.dimse.roll_call import Candidate

    values = dict(current().context.params)
    configured.apply(peer, typed, values, configured.not_counting(typed))
    keeping = build(Keeping, values)
    host = configured.spelled(aetitle.Address(peer.host))
    where, _ = aetitle.destination((), hostname=host, port=keeping.port, called=keeping.call, calling=keeping.aetitle)
    try:
        return Candidate(peer.name, where, build(Wire, values).network())
    except ScuError as error:
        return Candidate(peer.name, where, None, error)


def _settings(name: str, words: Sequence[str], typed: dict[str, object]) -> dict[str, Value]:
    """The settings of a new peer, by an address and options."""
    from scu.commands.kept import settings
    from scu.config.checking import at_odds, checked
    from scu.config.settings import PEER

    if not words:
        raise UsageError(f"no host is given for {name}", remedy=_EXAMPLE)
    address = aetitle.parse_address(words[0])
    where: dict[str, object] = {"port": address.port, "call": address.ae_title}
    if len(words) > 1:
        where["port"] = aetitle.parse_port(words[1])
    if len(words) > 2 or (len(words) > 1 and address.port is not None):
        raise UsageError(f"{words[-1]!r} is one word too many", cause="a name, a host and a port are expected here")
    said = {key: value for key, value in where.items() if value is not None} | typed
    values = {"host": address.host, **settings(said)}
    for key, value in values.items():
        try:
            checked(PEER[key], value, Path.cwd())
        except ValueError as error:
            raise UsageError(f"{key} of {name} {error}") from None
    if odd := at_odds(values):
        raise UsageError(f"{odd[0]} of {name} {odd[1]}")
    return values
