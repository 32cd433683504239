"""A run of `scu getscu` against a peer that has one object, and what it left."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pynetdicom.pdu_primitives import A_ASSOCIATE

from tests.peers.instances import Made
from tests.peers.recording import Recorder

QUERY = ("-k", "8,52=STUDY", "-k", "20,d=1.2")


@dataclass(frozen=True)
class Ran:
    recorder: Recorder
    made: Made
    folder: Path
    done: subprocess.CompletedProcess[str]

    @property
    def request(self) -> A_ASSOCIATE:
        return self.recorder.requests[0]

    @property
    def received(self) -> Path:
        """The object's file, as DCMTK names it."""
        return self.folder / f"CT.{self.made.uid}"

    @property
    def out(self) -> str:
        return self.done.stdout

    @property
    def err(self) -> str:
        return self.done.stderr


Get = Callable[..., Ran]
