"""Options as settings of the configuration file: the opposite of `configured`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from enum import Enum
from pathlib import Path

from scu.commands.options.tls import Mode
from scu.config.settings import PARTS, PEER, Kind, Value


def settings(typed: Mapping[str, object]) -> dict[str, Value]:
    """Return the settings that parameters stand for, in the order of the table. Paths become absolute."""
    found: dict[str, Value] = _own_certificate(typed.get("mode"))
    for setting in PEER.values():
        field = setting.name if setting.name.startswith("password_") else setting.field
        if setting.name == "password_ask":
            field = "ask_password"
        if field in typed and field != "mode":
            found[setting.name] = _value(typed[field], setting.kind)
    if any(setting.name in found for setting in PARTS["TLS"]):
        found.setdefault("tls", False)
    return {name: found[name] for name in PEER if name in found}


def _own_certificate(mode: object) -> dict[str, Value]:
    if mode is None:
        return {}
    if isinstance(mode, tuple | list):
        key, certificate = (os.path.abspath(path) for path in mode)
        return {"tls": True, "tls_key": key, "tls_certificate": certificate}
    return {"tls": mode is not Mode.OFF}


def _value(value: object, kind: Kind) -> Value:
    if isinstance(value, list | tuple):
        return [os.path.abspath(each) if kind is Kind.PATHS else str(each) for each in value]
    if isinstance(value, Path) or kind is Kind.PATH:
        return os.path.abspath(str(value))
    if isinstance(value, Enum):
        return str(value.value)
    return value if isinstance(value, int | float) else str(value)
