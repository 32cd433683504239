"""Passwords that are asked for."""

from __future__ import annotations

import warnings

from scu.errors import UsageError


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
