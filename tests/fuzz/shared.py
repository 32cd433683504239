"""What a worker tells while it works, in a file that is mapped: it is there still when the worker is not."""

from __future__ import annotations

import mmap
from pathlib import Path
from struct import Struct
from typing import Final, NamedTuple

from tests.fuzz.mutate import LONGEST

_state = Struct("<QddQL")
_ROOM: Final = _state.size + 2 * LONGEST


class State(NamedTuple):
    """Runs so far, when the first began and when the last did, by the monotonic clock; the most memory, in KiB."""

    runs: int
    first: float
    last: float
    peak: int


class Shared:
    """The state, and the input of the last run."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(bytes(_ROOM))
        with path.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), _ROOM)

    def write(self, state: State, data: bytes) -> None:
        """Note that an input is about to be run."""
        data = data[: 2 * LONGEST]
        _state.pack_into(self._memory, 0, *state, len(data))
        self._memory[_state.size : _state.size + len(data)] = data

    def read(self) -> tuple[State, bytes]:
        *state, length = _state.unpack_from(self._memory)
        return State(*state), self._memory[_state.size : _state.size + length]
