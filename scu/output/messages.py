"""Errors on standard error, in four parts, and bugs. And the document that an error is for a script."""

from __future__ import annotations

import json
import logging
import os
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


def error_lines(error: ScuError, *, kept: bool = False) -> list[str]:
    """Return what happened, the peer's own words, the likely cause, and what to do; each on its own line.

    Args:
        kept: whether they go to where they stay, and names of files do not.
    """
    # Perhaps of several lines; further in, so that nothing from a peer begins a line as ours do.
    message = "\n  ".join(map(safe, _message(error, kept).split("\n")))
    parts = (
        ("the server says" if isinstance(error, PeerFailure | Partial) else "in detail", error.comment),
        ("likely cause", error.cause if kept else _cause(error)),
        ("what to do", error.remedy),
    )
    return [f"scu: error: {message}", *(f"  {name}: {safe(text)}" for name, text in parts if text)]


def _message(error: ScuError, kept: bool) -> str:
    return error.message.replace(error.file, "…") if kept and error.file else error.message


def _cause(error: ScuError) -> str:
    return f"{error.file}: {error.cause}" if error.file and error.file not in error.message else error.cause


def show_error(error: ScuError) -> None:
    """Write an error to standard error, after the results that it is about."""
    with suppress(OSError):  # a reader that has gone away is told elsewhere
        sys.stdout.flush()
    with suppress(OSError):  # a terminal that has gone away cannot be told
        print("\n".join(error_lines(error)), file=sys.stderr, flush=True)


def error_part(error: ScuError, *, kept: bool = False) -> dict[str, object]:
    """Return an error as the `error` of a JSON document; `kept` as for `error_lines`."""
    return {
        "kind": error.kind,
        "message": _message(error, kept),
        "comment": error.comment or None,
        "cause": error.cause if kept else _cause(error),
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
    """The `sys.excepthook` of the command: an error that no one foresaw. Python then ends with exit status 1.

    What it says may be a value of a patient's, so that without --debug only its kind and its place are told.
    """
    frames = traceback.extract_tb(trace)
    at = f" in {os.path.basename(frames[-1].filename)}, line {frames[-1].lineno}" if frames else ""
    print(f"scu: error: this is a bug in scu: {kind.__name__}{at}", file=sys.stderr)
    if _logger.isEnabledFor(logging.DEBUG):
        told = "".join(traceback.format_exception(kind, error, trace)).splitlines()
        print("\n".join(map(safe, told)), file=sys.stderr)
    else:
        what = "run it again with --debug, and report what it shows, without what it may say of patients"
        print(f"  what to do: {what}", file=sys.stderr)


def show_bug_in_thread(about: threading.ExceptHookArgs) -> None:
    """The same as `threading.excepthook`."""
    if about.exc_value is not None:
        show_bug(about.exc_type, about.exc_value, about.exc_traceback)


def print_document(command: str | None, error: ScuError) -> None:
    """Write the JSON document of an error to standard output."""
    print(json.dumps(error_document(command, error)), flush=True)
