"""The local log of what was sent and fetched: a line of JSON for each run, without a word about any patient.

It lies in the user's state folder, for its owner's eyes alone. `SCU_HISTORY=off` is for none, `SCU_HISTORY=FILE` for
another place.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

VARIABLE: Final = "SCU_HISTORY"
_OFF: Final = ("", "off", "no", "false", "0")
_ON: Final = ("on", "yes", "true", "1")
_MOST: Final = 5_000_000  # bytes; the file then takes the place of the one before it


@dataclass(frozen=True)
class Entry:
    """One run.

    Attributes:
        when: when it began, UTC, as 2024-02-29T12:00:00Z.
        command: store, move or get.
        destination: the AE title that the server was to send to; None but for move.
        summary: how many objects, and bytes, by what became of them: as in the JSON document of the run.
        seconds: how long it took.
        error: the kind of error that it ended with; None where there was none.
    """

    when: str
    command: str
    host: str
    port: int
    called_ae_title: str
    calling_ae_title: str
    destination: str | None
    summary: dict[str, int | None]
    seconds: float
    exit_status: int
    error: str | None

    @property
    def began(self) -> datetime:
        return datetime.fromisoformat(self.when)


def timestamp(moment: datetime) -> str:
    """Return a moment as `Entry.when` has it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def place(configured: bool = True, environment: Mapping[str, str] = os.environ) -> Path | None:
    """Return the file; None where no history is wanted, or where there is no home to keep it in.

    Args:
        configured: what the configuration file says: whether there is one.
    """
    said = environment.get(VARIABLE)
    if said is not None and said.lower() not in _ON:
        return None if said.lower() in _OFF else Path(said)
    return _usual(environment) if configured or said is not None else None


def _usual(environment: Mapping[str, str]) -> Path | None:
    home = Path(environment.get("HOME") or os.path.expanduser("~"))
    base = environment.get("XDG_STATE_HOME", "").strip()
    if not (base or home.is_dir()):
        return None  # a service without a home is not given one
    if sys.platform == "linux":
        # What platformdirs says here, too; importing it takes as long as writing the line a hundred times.
        folder = Path(base or home / ".local" / "state", "scu")
    else:
        from platformdirs import user_state_path

        folder = user_state_path("scu", appauthor=False)
    return folder / "history.jsonl"


def append(path: Path, entry: Entry) -> None:
    """Add a line, whole or not at all, whoever else does the same at that moment.

    Raises:
        OSError: it cannot be written.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    line = json.dumps(asdict(entry), separators=(",", ":")).encode() + b"\n"
    file = _open(path)
    try:
        if os.fstat(file).st_size + len(line) > _MOST and _turned_over(path, file):
            os.close(file)
            file = _open(path)
        os.write(file, line)
    finally:
        os.close(file)


def _open(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _turned_over(path: Path, file: int) -> bool:
    """Make this file the older one, unless another process does: it would be renamed a second time."""
    from fcntl import LOCK_EX, LOCK_NB, flock

    with suppress(OSError):
        flock(file, LOCK_EX | LOCK_NB)
        if os.path.samestat(os.stat(path), os.fstat(file)):
            os.replace(path, older(path))
            return True
    return False


def older(path: Path) -> Path:
    """Return the file with what was before the history's present file."""
    return path.with_name(f"{path.name}.1")


def read(path: Path, since: datetime | None = None) -> Iterator[Entry]:
    """Yield the entries, the oldest first; those that began at that moment or after it.

    A line that is none, because the disk was full or somebody edited it, is passed over.

    Raises:
        OSError: a file that is there cannot be read.
    """
    for file in (older(path), path):
        with suppress(FileNotFoundError), file.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                entry = _entry(line)
                if entry is not None and (since is None or entry.began >= since):
                    yield entry


def _entry(line: str) -> Entry | None:
    try:
        said = json.loads(line)
        entry = Entry(**{field.name: said[field.name] for field in fields(Entry)})
        if entry.began.tzinfo is None or not isinstance(entry.summary, dict):
            return None
        texts = (entry.command, entry.host, entry.called_ae_title, entry.calling_ae_title)
        numbers = (entry.seconds, *(each for each in entry.summary.values() if each is not None))
        if not all(isinstance(each, str) for each in texts) or not all(
            isinstance(each, int | float) for each in numbers
        ):
            return None
    except (ValueError, TypeError, LookupError, RecursionError):
        return None
    return entry
