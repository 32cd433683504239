"""The tools of old: their options as their pages promise them, and the tools themselves where they are installed."""

from __future__ import annotations

import csv
import os
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pynetdicom.association import Association

from tests.peers.command import ENVIRONMENT, run_here
from tests.peers.processes import LOCALHOST
from tests.peers.recording import Recorder, recording_scp
from tests.peers.tls import dcmtk_program

PATIENCE = 20.0
TABLES = Path(__file__).parents[1] / "old_options"


@dataclass(frozen=True)
class Row:
    """An option, as the page of its tool has it."""

    group: str
    short: str
    long: str
    argument: str
    meaning: str

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name in (self.short, self.long) if name.startswith(("-", "+")))

    @property
    def name(self) -> str:
        return self.long or self.short


def rows(tool: str) -> list[Row]:
    with open(TABLES / f"{tool}.tsv", encoding="utf-8", newline="") as table:
        found = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Row(*((row[name] or "") for name in ("group", "short", "long", "argument", "meaning"))) for row in found
        ]


class Rows:
    """Some groups of a table, and which of their rows have a test."""

    def __init__(self, tool: str, *groups: str) -> None:
        self._rows = {row.name: row for row in rows(tool) if row.group in groups}
        self._tested: set[str] = set()

    def __getitem__(self, name: str) -> Row:
        return self._rows[name]

    def spellings(self, *names: str) -> list[str]:
        return [spelling for name in names for spelling in self._rows[name].names or ("",)]

    def of(self, *groups: str) -> list[str]:
        """The names of the rows of these groups."""
        return [name for name, row in self._rows.items() if row.group in groups]

    def option(self, *names: str) -> pytest.MarkDecorator:
        """Run the test with each spelling of each of these options."""
        self._tested.update(names)
        return pytest.mark.parametrize("name", self.spellings(*names))

    def untested(self) -> set[str]:
        return self._rows.keys() - self._tested


def real(tool: str, *arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run the tool itself to its end, not held up by Nagle's algorithm, and not for ever."""
    return subprocess.run(
        [dcmtk_program(tool), *map(str, arguments)],
        env={**os.environ, "LC_ALL": "C.UTF-8", "TCP_NODELAY": "1"},
        cwd=cwd,
        capture_output=True,
        timeout=60,
        check=False,
    )


def here(*arguments: object, status: int = 0) -> subprocess.CompletedProcess[str]:
    """Run ours in this process and expect that exit status."""
    done = run_here(*arguments)
    assert done.returncode == status, f"exit status {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done


def linked(tool: str, folder: Path) -> Path:
    """A symbolic link of that name to scu."""
    program = folder / tool
    program.symlink_to(Path(sys.executable).parent / "scu")
    return program


def called_by_link(program: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [program, *map(str, arguments)], env=ENVIRONMENT, capture_output=True, encoding="utf-8", timeout=60, check=False
    )


class SharedPeer:
    """A recording server that many runs share: starting and ending one takes longer than a run."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self.port = recorder.port

    def begin(self, **fields: Any) -> None:
        """Forget what was recorded, and answer so from now on."""
        vars(self._recorder).update(vars(Recorder(port=self.port, **fields)))

    def recorded(self) -> Recorder:
        """What was recorded since, when the associations have ended."""
        for thread in threading.enumerate():
            if isinstance(thread, Association):
                thread.join(PATIENCE)
        return copy(self._recorder)


@contextmanager
def shared_peer(host: str = LOCALHOST, tls: ssl.SSLContext | None = None) -> Iterator[SharedPeer]:
    with recording_scp(host=host, tls=tls) as recorder:
        yield SharedPeer(recorder)
