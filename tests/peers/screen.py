"""A person at a terminal: a pseudo-terminal of some width, what is typed there, and what is seen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pexpect

from tests.peers.command import ENVIRONMENT, command_line

_STYLES = re.compile(r"\x1b\[[0-9;]*m")
_SECONDS = 20


@contextmanager
def at_terminal(
    *arguments: object, columns: int, rows: int = 24, env: Mapping[str, str] | None = None
) -> Iterator[pexpect.spawn[str]]:
    """Run `scu` there; at the end it is killed, if it has not ended."""
    environment = {name: value for name, value in ENVIRONMENT.items() if name not in ("COLUMNS", "NO_COLOR")}
    child = pexpect.spawn(
        command_line(*arguments)[0],
        command_line(*arguments)[1:],
        env={**environment, "TERM": "xterm", **(env or {})},
        dimensions=(rows, columns),
        encoding="utf-8",
        timeout=_SECONDS,
        echo=False,
    )
    try:
        yield child
    finally:
        child.close(force=True)


def seen(*arguments: object, columns: int, rows: int = 24, env: Mapping[str, str] | None = None) -> str:
    """What a run shows until it ends well."""
    with at_terminal(*arguments, columns=columns, rows=rows, env=env) as child:
        child.expect(pexpect.EOF)
        shown = (child.before or "").replace("\r\n", "\n")
        child.close()
        assert child.exitstatus == 0, shown
    return shown


def plain(shown: str) -> str:
    """The same without bold and the like."""
    return _STYLES.sub("", shown)
