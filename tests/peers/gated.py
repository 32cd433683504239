"""A server that goes on when the test says so: what is shown meanwhile stays to be looked at."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from pydicom.dataset import Dataset
from pynetdicom import evt

from tests.peers.recording import Recorder, recording_scp

_SECONDS = 30


@dataclass
class Gated(Recorder):
    """It takes, or sends, as many objects as were let through."""

    gate: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    def let(self, count: int) -> None:
        """Let so many objects through."""
        self.gate.release(count)

    def _store(self, event: evt.Event) -> int | Dataset:
        assert self.gate.acquire(timeout=_SECONDS)
        return super()._store(event)

    def _sub_operations(self, event: evt.Event) -> Iterator[tuple[int | Dataset, Dataset | None]]:
        for step in super()._sub_operations(event):
            assert self.gate.acquire(timeout=_SECONDS)
            yield step


@contextmanager
def gated_scp(recorder: Gated | None = None) -> Iterator[Gated]:
    """Run the server until the block ends; what waits then goes on."""
    recorder = recorder or Gated()
    with recording_scp(recorder):
        try:
            yield recorder
        finally:
            recorder.let(1000)
