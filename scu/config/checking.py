"""What the value of a setting may be. Each check returns the value as it is used, or raises what would be right."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from scu import aetitle
from scu.config.settings import PASSWORDS, PEER, Kind, Setting, Value
from scu.errors import UsageError


def checked(setting: Setting, value: object, folder: Path) -> Value:
    """Return the value of a setting.

    Args:
        value: as tomllib gives it.
        folder: what relative paths are relative to.

    Raises:
        ValueError: what it has to be, and what it is, unless that is a secret.
    """
    kind = setting.kind
    if kind is Kind.YES_NO and isinstance(value, bool):
        return value
    if kind in (Kind.INTEGER, Kind.NUMBER):
        return _number(setting, value)
    if kind in (Kind.PATHS, Kind.WORDS) and isinstance(value, list) and all(_is_text(each) for each in value):
        return [_path(each, folder) if kind is Kind.PATHS else each for each in value]
    if not isinstance(value, str) or not _is_text(value):
        raise ValueError(_wrong(setting, value))
    if kind is Kind.PATH:
        return _path(value, folder)
    if kind is Kind.CHOICE and value not in setting.choices:
        from difflib import get_close_matches

        near = get_close_matches(value, setting.choices, n=1)
        raise ValueError(_wrong(setting, value) + (f"; did you mean {near[0]}?" if near else ""))
    if kind in (Kind.YES_NO, Kind.PATHS, Kind.WORDS):
        raise ValueError(_wrong(setting, value))
    return _text(setting, value)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value != "" and "\0" not in value


def _wrong(setting: Setting, value: object) -> str:
    wanted = f"takes {setting.type}"
    if "password" in setting.name or setting.kind is Kind.URL:  # what may be one in the wrong place, or hold one
        return wanted
    if isinstance(value, dict | list):
        return f"{wanted}, not {'a table' if isinstance(value, dict) else 'this list'}"
    return f"{wanted}, not {str(value).lower() if isinstance(value, bool) else repr(value)}"


def _number(setting: Setting, value: object) -> int | float:
    allowed = isinstance(value, int) or (isinstance(value, float) and setting.kind is Kind.NUMBER)
    if isinstance(value, int | float) and allowed and not isinstance(value, bool):
        least, most = setting.bounds or (float("-inf"), float("inf"))
        if least <= value <= most:
            return value if setting.kind is Kind.INTEGER else float(value)
    raise ValueError(_wrong(setting, value))


def _path(text: str, folder: Path) -> str:
    return os.path.abspath(folder / os.path.expanduser(text))


def _text(setting: Setting, value: str) -> str:
    """A text that is more than any text."""
    try:
        if setting.kind is Kind.AE_TITLE:
            return aetitle.check(value, what="the AE title")
        if setting.kind is Kind.CHARSET:
            from scu import charset

            return charset.for_query(value)
        if setting.kind is Kind.HOST:
            address = aetitle.parse_address(value)
            if address.port is not None or address.ae_title is not None:
                raise ValueError("takes a host alone: its port is `port`, its AE title `call`")
            return address.host
    except UsageError as error:
        raise ValueError(f"is wrong: {error.message}") from None
    if setting.kind is Kind.URL and not re.fullmatch(r"(http|socks5)://[^@/?#\s]+:\d+/?", value):
        raise ValueError(
            _wrong(setting, value)
            + ("; user and password go into SCU_PROXY_USER and SCU_PROXY_PASSWORD" if "@" in value else "")
        )
    return value


def at_odds(values: Mapping[str, Value]) -> tuple[str, str] | None:
    """Return a setting of a peer that does not go with the others, and why; None if all is well."""
    passwords = [name for name in PASSWORDS if name in values]
    if len(passwords) > 1:
        return passwords[1], f"does not go with {passwords[0]}: the password is in one place"
    if passwords and "user" not in values:
        return passwords[0], "needs user"
    tls = [name for name in PEER if name.startswith("tls_") and name in values]
    if tls and "tls" not in values:
        return tls[0], "needs tls, true or false"
    for name, partner in (("tls_key", "tls_certificate"), ("tls_certificate", "tls_key")):
        if name in values and partner not in values:
            return name, f"needs {partner}"
    keys = [name for name in ("tls_key_password_env", "tls_key_password_file") if name in values]
    if len(keys) > 1:
        return keys[1], f"does not go with {keys[0]}: the password is in one place"
    if keys and "tls_key" not in values:
        return keys[0], "needs tls_key and tls_certificate"
    return None
