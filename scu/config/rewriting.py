"""A file that is read, changed and written in one go, by one process at a time."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scu.config import file
from scu.errors import FileProblem

_PATIENCE: Final = 5.0  # seconds for another process to be done with it
_PAUSE: Final = 0.02
_OURS_ALONE: Final = 0o600


@dataclass
class Written:
    """What the file says, and what it shall say."""

    text: str


@contextmanager
def rewritten(path: Path) -> Iterator[Written]:
    """Change a file in this block: what it is at its end is written under another name, and renamed.

    The other name is also what keeps two processes apart. A new file, and its folder, are for the user alone; else the
    mode stays. A symbolic link stays one.

    Raises:
        UsageError: it is not UTF-8.
        FileProblem: it cannot be read or written, or is no file.
    """
    real = Path(os.path.realpath(path))
    temporary = real.with_name(f"{real.name}.new")
    try:
        if real.exists() and not real.is_file():
            raise FileProblem(f"{path} is no file that could be changed", remedy="name another with --config")
        real.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = _taken(temporary)
    except OSError as error:
        raise _unwritable(path, error) from error
    is_ours = True  # once it is renamed, the next process may have one of that name
    try:
        with open(descriptor, "wb") as stream:
            before = file.read(real) if real.exists() else ""
            written = Written(before)
            yield written
            if written.text == before:
                return
            stream.write(written.text.encode("utf-8"))
            stream.flush()
            os.fsync(stream.fileno())
        if real.exists():
            os.chmod(temporary, stat.S_IMODE(real.stat().st_mode))
        os.replace(temporary, real)
        is_ours = False
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        if is_ours:
            with suppress(FileNotFoundError):
                os.unlink(temporary)


def _taken(temporary: Path) -> int:
    """A new file, when no other process has it any more."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OURS_ALONE)
        except FileExistsError:
            if time.monotonic() > until:
                raise FileProblem(
                    f"{temporary} is there: another scu is changing the configuration, or one was killed over it",
                    remedy=f"if no other runs, remove {temporary}",
                ) from None
        time.sleep(_PAUSE)


def _unwritable(path: Path, error: OSError) -> FileProblem:
    return FileProblem(f"the configuration file {path} cannot be written: {error.strerror or error}")
