"""Passwords that are asked for, or read from a file."""

from __future__ import annotations

import warnings
from pathlib import Path

from scu.errors import FileProblem, UsageError


def ask(prompt: str, otherwise: str) -> str:
    """Ask at the terminal, without echo.

    Args:
        otherwise: what to do where there is none.

    Raises:
        UsageError: there is no terminal, or no answer.
    """
    from getpass import GetPassWarning, getpass

    try:
        with warnings.catch_warnings(action="error", category=GetPassWarning):  # it would read standard input, aloud
            return getpass(prompt)
    except GetPassWarning:
        raise UsageError("there is no terminal to ask for a password at", remedy=otherwise) from None
    except EOFError:
        raise UsageError("no password was given", remedy=otherwise) from None


def read(path: Path) -> str:
    """Return the first line of a file.

    Raises:
        FileProblem: it cannot be read.
    """
    try:
        with open(path, encoding="utf-8", errors="surrogateescape", newline="\n") as file:
            return file.readline().rstrip("\r\n")
    except OSError as error:
        raise FileProblem(f"the password file {path} cannot be read: {error.strerror}") from error
