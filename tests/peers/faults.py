"""Faults of this side: permissions that bind root, too, and a disk that is small, full or read-only."""

from __future__ import annotations

import ctypes
import errno
import os
import shlex
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

_CAPABILITIES_3 = 0x20080522  # linux/capability.h
_OVERRIDES = 1 << 1 | 1 << 2  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
_libc = ctypes.CDLL(None, use_errno=True)


@contextmanager
def bound_by_permissions() -> Iterator[None]:
    """Let permissions count for this thread and those that it starts, whoever runs it."""
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES_3, 0)
    held = (ctypes.c_uint32 * 6)()
    _check(_libc.capget(header, held))
    bound = (ctypes.c_uint32 * 6)(*held)
    bound[0] &= ~_OVERRIDES  # of those in effect; they may be taken again
    _check(_libc.capset(header, bound))
    try:
        yield
    finally:
        _check(_libc.capset(header, held))


def _check(result: int) -> None:
    if result:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


class SmallDisk:
    """A file system of its own in memory, in a mount namespace that needs no privileges; gone at the end.

    Attributes:
        path: where it is for a process that is run with `command`.
        folder: the same, for a process outside.
    """

    def __init__(self, path: Path, kilobytes: int) -> None:
        self.path = path
        path.mkdir()
        mount = f"mount -t tmpfs -o size={kilobytes}k,mode=0777 tmpfs {shlex.quote(str(path))}"
        self._process = subprocess.Popen(
            ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", f"{mount} && echo && exec sh"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "\n"
        self.folder = Path(f"/proc/{self._process.pid}/root{path}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def command(self, command: list[str]) -> list[str]:
        """The command, run where the disk is."""
        namespaces = ["nsenter", "--preserve-credentials", "--user", "--mount", "--target", str(self._process.pid)]
        return [*namespaces, *command]

    def fill(self, leaving: int = 0) -> None:
        """Fill it up, to so many kilobytes."""
        with open(self.folder / "filling", "wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(1024))
            except OSError as error:
                assert error.errno == errno.ENOSPC
            file.truncate(max(0, file.tell() - leaving * 1024))

    def empty(self) -> None:
        """Make room again."""
        (self.folder / "filling").unlink()

    def make_read_only(self, *, read_only: bool = True) -> None:
        """Change what may be done to it."""
        assert self._process.stdin is not None and self._process.stdout is not None
        how = "ro" if read_only else "rw"
        self._process.stdin.write(f"mount -o remount,bind,{how} {shlex.quote(str(self.path))}; echo done\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline() == "done\n"


def files(folder: Path) -> list[str]:
    """The names of all files in a folder and those below it, unfinished ones too; save what fills it."""
    return sorted(path.name for path in folder.rglob("*") if path.is_file() and path.name != "filling")
