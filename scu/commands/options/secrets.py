"""Passwords that are asked for, and those that should have been."""

from __future__ import annotations

import logging
import warnings

from scu.errors import UsageError

log = logging.getLogger(__name__)


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


def warn_of_process_list(option: str, rather: str) -> None:
    """Tell that a password was typed where every process of this machine can read it."""
    log.warning("others on this machine can read the password of %s while this runs: rather use %s", option, rather)
