"""Passwords that the configuration tells the place of. They are looked up when they are needed, and never logged."""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path

from scu.config.peers import NamedPeer
from scu.errors import FileProblem, UsageError

log = logging.getLogger(__name__)

SERVICE = "scu"
"""The service in the keyring; the account is the peer's name."""

Password = Callable[[], str]

VARIABLES = {"SCU_PASSWORD", "SCU_TLS_PASSWORD", "SCU_PROXY_PASSWORD"}
"""The environment variables that hold passwords, those that a peer's settings name as soon as they are read among
them: nothing that runs for us, as a pager does, is given them."""


def source(peer: NamedPeer, setting: str) -> Password:
    """Return what looks a password up: `password`, or what a setting in `_env`, `_file` or `_keyring` says."""
    if setting.endswith("_env"):
        return partial(_from_environment, peer, setting)
    if setting.endswith("_file"):
        return partial(read, Path(str(peer.values[setting])))
    return partial(_from_keyring if setting.endswith("_keyring") else _in_clear, peer)


def read(path: Path) -> str:
    """Return the first line of a file.

    Raises:
        FileProblem: it cannot be read.
    """
    try:
        with open(path, encoding="utf-8", errors="surrogateescape", newline="\n") as file:
            tell_if_others_read(path, os.fstat(file.fileno()).st_mode & ~stat.S_IRGRP)  # a group may be meant to
            return file.readline().rstrip("\r\n")
    except OSError as error:
        raise FileProblem(f"the password file {path} cannot be read: {error.strerror}") from error


def tell_if_others_read(path: Path, mode: int) -> None:
    """Warn of a file with a password in it."""
    if stat.S_ISREG(mode) and mode & (stat.S_IRGRP | stat.S_IROTH):
        log.warning("others can read %s, and the password in it; `chmod 600` keeps it to you", path)


def _from_environment(peer: NamedPeer, setting: str) -> str:
    name = str(peer.values[setting])
    VARIABLES.add(name)
    if (password := os.environ.get(name)) is not None:
        return password
    raise UsageError(
        f"the password for {peer.name} is not there: the environment variable {name} is not set",
        cause=f"{peer.place(setting)} says that it is in it",
        remedy=f"set {name}",
    )


def _in_clear(peer: NamedPeer) -> str:
    log.warning(
        "the password for %s stands in clear in %s; password_env, password_file, password_keyring and password_ask "
        "keep it elsewhere",
        peer.name,
        peer.place("password"),
    )
    tell_if_others_read(peer.path, os.stat(peer.path).st_mode)
    return str(peer.values["password"])


def _from_keyring(peer: NamedPeer) -> str:
    try:
        keyring = import_module("keyring")
        errors = import_module("keyring.errors")
    except ImportError:
        raise UsageError(
            f"the password for {peer.name} is in the keyring, and the package keyring is not installed",
            remedy="install scu with it: pip install 'scu[keyring]'",
        ) from None
    try:
        password: str | None = keyring.get_password(SERVICE, peer.name)
    except errors.KeyringError as error:
        raise FileProblem(
            f"the keyring cannot be asked for the password for {peer.name}: {error}",
            remedy="unlock the keyring; where there is none, use password_env, password_file or password_ask",
        ) from None
    if password is None:
        raise UsageError(
            f"the keyring has no password for {peer.name}",
            remedy=f"put it there: keyring set {SERVICE} {peer.name}",
        )
    return password
