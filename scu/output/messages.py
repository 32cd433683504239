"""Errors on standard error, in four parts, and bugs. And the document that an error is for a script."""

from __future__ import annotations

import json
import logging
import sys
import threading
import traceback
from contextlib import suppress
from types import TracebackType
from typing import Final

from scu.errors import Partial, PeerFailure, ScuError
from scu.output.plain import safe

VERSION: Final = 1
"""Of the JSON documents. It changes when a key goes or means something else, not when one is added."""

_logger = logging.getLogger("scu")


def error_lines(error: ScuError) -> list[str]:
    """Return what happened, the peer's own words, the likely cause, and what to do; each on its own line."""
    message = "\n".join(map(safe, error.message.split("\n")))  # one of ours, perhaps of several lines
    parts = (
        ("the server says" if isinstance(error, PeerFailure | Partial) else "in detail", error.comment),
        ("likely cause", error.cause),
        ("what to do", error.remedy),
    )
    return [f"scu: error: {message}", *(f"  {name}: {safe(text)}" for name, text in parts if text)]


def show_error(error: ScuError) -> None:
    """Write an error to standard error, after the results that it is about."""
    with suppress(OSError):  # a reader that has gone away is told elsewhere
        sys.stdout.flush()
    with suppress(OSError):  # a terminal that has gone away cannot be told
        print("\n".join(error_lines(error)), file=sys.stderr, flush=True)


def error_part(error: ScuError) -> dict[str, object]:
    """Return an error as the `error` of a JSON document."""
    return {
        "kind": error.kind,
        "message": error.message,
        "comment": error.comment or None,
        "cause": error.cause,
        "remedy": error.remedy,
        "exit_status": int(error.exit_status),
    }


def head(command: str | None, *, ok: bool) -> dict[str, object]:
    """Return what every JSON document of a command begins with: the version of its shape, which verb, how it went."""
    return {"version": VERSION, "command": command, "ok": ok}


def error_document(command: str | None, error: ScuError) -> dict[str, object]:
    """Return the JSON document of a command that has nothing to tell but an error."""
    return {**head(command, ok=False), "error": error_part(error)}


def show_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """The `sys.excepthook` of the command: an error that no one foresaw. Python then ends with exit status 1."""
    print(f"scu: error: this is a bug in scu: {kind.__name__}: {safe(str(error))}", file=sys.stderr)
    if _logger.isEnabledFor(logging.DEBUG):
        traceback.print_exception(kind, error, trace, file=sys.stderr)
    else:
        print("  what to do: run it again with --debug, and report what it shows", file=sys.stderr)


def show_bug_in_thread(about: threading.ExceptHookArgs) -> None:
    """The same as `threading.excepthook`."""
    if about.exc_value is not None:
        show_bug(about.exc_type, about.exc_value, about.exc_traceback)


def print_document(command: str | None, error: ScuError) -> None:
    """Write the JSON document of an error to standard output."""
    print(json.dumps(error_document(command, error)), flush=True)
