"""What the configuration file says of the peer that is called, put where options would have put it.

So it holds for everything that an option holds for, and an option group need not know of the file. `config.resolution`
decides what counts; here a setting becomes the value of a parameter.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from scu import aetitle
from scu.commands.running import current
from scu.config import place

if TYPE_CHECKING:
    from typer._click import Context

    from scu.config.peers import Configuration, NamedPeer
    from scu.config.resolution import Settled

log = logging.getLogger(__name__)

CONFIG: Final = "scu.config"
"""Where Typer keeps what `scu --config FILE VERB` says, for a run."""
HISTORY: Final = "scu.history"
"""The same, for whether the file wants a history."""
_CALLED: Final = "scu.peer"

_LEVELS_WITHOUT: Final = {
    "patientroot": ("frame",),
    "studyroot": ("patient", "frame"),
    "psonly": ("series", "image", "frame"),
}


def option(context: Context, own: object) -> str | None:
    """Return what --config says: the verb's own, or that before the verb."""
    said = context.meta.get(CONFIG) if own is None else own
    return said if isinstance(said, str) else None


def configuration(context: Context, own: object) -> Configuration | None:
    """Return the configuration, None where there is no file.

    Args:
        own: the verb's own --config.

    Raises:
        UsageError: something in it makes no sense.
        FileProblem: it cannot be read, or a file that is named is not there.
    """
    path = place.find(option(context, own))
    if path is None:
        return None
    from scu.config import file

    return file.load(path)


def fill(values: dict[str, object], *, takes_files: bool) -> None:
    """Complete the parameters of a verb by what is configured for the peer that they call, if it is one.

    Args:
        values: the parameters by name, `words` and `hostname` among them.
        takes_files: whether files may follow the host.

    Raises:
        UsageError, FileProblem: as `configuration`.
    """
    context = current().context
    found = configuration(context, values.get("config"))
    if found is None:
        return
    context.meta[HISTORY] = found.history
    words, hostname = values.get("words"), values.get("hostname")
    said = [str(word) for word in words] if isinstance(words, list | tuple) else []
    if not (said or hostname or os.environ.get("SCU_HOST") or found.default):
        return  # what needs a host says so later
    text, rest = aetitle.host_word(
        said,
        hostname=hostname if isinstance(hostname, str) else None,
        takes_files=takes_files,
        names=found.peers,
        default=found.default,
    )
    address = aetitle.parse_address(text)
    if address.host not in found.peers:
        return
    peer = found.peers[address.host]
    given = typed(context)
    has_port = bool(rest and rest[0].isascii() and rest[0].isdigit())
    if has_port or address.port:
        given["port"] = rest[0] if has_port else address.port
    if address.ae_title:
        given["call"] = address.ae_title
    values.update(words=rest, hostname=spelled(replace(address, host=peer.host)))
    context.meta[_CALLED] = peer
    context.params.update(words=rest, hostname=values["hostname"])  # for what is told of the run
    without = not_counting(values, files=len(rest) > has_port)
    apply(peer, given, values, without)


def typed(context: Context) -> dict[str, object]:
    """Return the parameters that were typed."""
    source = context.get_parameter_source
    # One of several options that stand for one parameter has no source, and is there only if it was typed.
    return {
        name: value
        for name, value in context.params.items()
        if (found := source(name)) is None or found.name == "COMMANDLINE"
    }


def not_counting(values: Mapping[str, object], *, files: bool = False) -> frozenset[str]:
    """Return the settings that have no meaning for this run, whichever the peer is.

    Args:
        values: its parameters.
        files: whether files follow the host: queries, which have their own character sets.
    """
    from scu.commands.options.tls import Mode

    return frozenset(
        name
        for name, counts in {
            "charset": not files,
            **dict.fromkeys(("port_scp", "accept_from", "only_peer"), values.get("commit", True)),
            **dict.fromkeys(_tls_settings(), values.get("mode") is not Mode.OFF),
        }.items()
        if not counts
    )


def _tls_settings() -> list[str]:
    from scu.config.settings import PARTS

    return [setting.name for setting in PARTS["TLS"]]


def apply(
    peer: NamedPeer, given: Mapping[str, object], values: dict[str, object], without: frozenset[str] = frozenset()
) -> None:
    """Put the settings of a peer into parameters, where nothing stronger says otherwise.

    Args:
        given: what was typed.
        values: the parameters; changed.
        without: the settings that do not count.
    """
    from scu.config.resolution import Origin, settle

    for settled in settle(peer, given, os.environ, without=without):
        if settled.origin is Origin.PEER:
            values.update(_parameters(peer, settled, values))


def _parameters(peer: NamedPeer, settled: Settled, values: Mapping[str, object]) -> dict[str, object]:
    """The parameters that stand for a setting."""
    name, field, value = settled.setting.name, settled.setting.field, settled.value
    if name == "host" or (field == "mode" and not peer.values["tls"]):
        return {}
    if field == "mode":
        from scu.commands.options.tls import Mode

        own = peer.values.get("tls_key"), peer.values.get("tls_certificate")
        return {field: own if all(own) else Mode.ANONYMOUS}
    if field == "model":
        levels = _LEVELS_WITHOUT[str(value)]
        return {} if any(values.get(level) for level in levels) else {str(value): True}
    if field in ("password", "key_password"):
        return _password(peer, name, field)
    if field == "passwd_file":
        return {field: Path(str(value))}
    if isinstance(value, list):
        return {field: [Path(each) for each in value] if field.startswith("add_") else value}
    return {field: value}


def _password(peer: NamedPeer, name: str, field: str) -> dict[str, object]:
    if name == "password_ask":
        return {"ask_password": True}
    from scu.config import passwords

    return {field: passwords.source(peer, name)}


def spelled(address: aetitle.Address) -> str:
    """Return an address as it is typed."""
    host, title = address.host, f"{address.ae_title}@" if address.ae_title else ""
    port = f":{address.port}" if address.port else ""
    return f"{title}{f'[{host}]' if ':' in host else host}{port}"


def tell() -> None:
    """Tell, to those who want to know, which peer of the configuration is called; not where names are left out."""
    context = current().context
    peer: NamedPeer | None = context.meta.get(_CALLED)
    if peer is not None and not context.params.get("redact"):
        log.info("%s is a peer of the configuration: %s in %s", peer.name, peer.host, peer.place())
