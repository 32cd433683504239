"""Who has the say: what is typed, then the environment, then the peer of the configuration, then the default."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from enum import Enum

from scu.config.peers import NamedPeer
from scu.config.settings import PEER, Setting


class Origin(Enum):
    """Where a value comes from, the strongest first."""

    OPTION = "option"
    ENVIRONMENT = "environment"
    PEER = "peer"
    DEFAULT = "default"


@dataclass(frozen=True)
class Settled:
    """A setting with its value and where that comes from. `place` says so to people."""

    setting: Setting
    value: object = field(repr=False)  # it may be a password
    origin: Origin
    place: str = "default"


def settle(
    peer: NamedPeer,
    typed: Mapping[str, object],
    environment: Mapping[str, str],
    *,
    without: Container[str] = (),
    places: bool = False,
) -> list[Settled]:
    """Decide where every setting comes from.

    Args:
        typed: the parameters that were typed, and their values.
        without: the settings of the peer that do not count here.
        places: whether to look up the lines of the file.
    """
    return [_settle(peer, setting, typed, environment, without, places) for setting in PEER.values()]


def _settle(
    peer: NamedPeer,
    setting: Setting,
    typed: Mapping[str, object],
    environment: Mapping[str, str],
    without: Container[str],
    places: bool,
) -> Settled:
    if any(field in typed for field in (setting.field, *setting.yields)):
        return Settled(setting, typed.get(setting.field), Origin.OPTION, f"option {setting.option}".strip())
    if setting.variable and environment.get(setting.variable):
        return Settled(setting, environment[setting.variable], Origin.ENVIRONMENT, f"variable {setting.variable}")
    if setting.name in peer.values and setting.name not in without and _counts(peer, setting, typed):
        place = peer.place(setting.name) if places else ""
        return Settled(setting, peer.values[setting.name], Origin.PEER, place)
    return Settled(setting, setting.default or None, Origin.DEFAULT)


def _counts(peer: NamedPeer, setting: Setting, typed: Mapping[str, object]) -> bool:
    """Whether a setting of the peer has a meaning: those of TLS have none where TLS is off."""
    return not setting.name.startswith("tls_") or "mode" in typed or peer.values.get("tls") is True
