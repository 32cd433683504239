"""What every verb needs to be run, for the tests that try all of them."""

from __future__ import annotations

from pathlib import Path

from tests.peers.instances import make_instances
from tests.peers.processes import free_port

# No test here may take longer than this, whatever the peer does.
SECONDS = 20.0


VERBS = ["echo", "store", "find", "move", "get"]


def arguments(verb: str, folder: Path) -> list[object]:
    """What a verb needs beside the host."""
    if verb == "store":
        return [made.path for made in make_instances(folder / "in", 1)]
    retrieve: list[object] = ["-k", "StudyInstanceUID=1.2.3", "-o", folder / "out"]
    needed: dict[str, list[object]] = {
        "echo": [],
        "find": ["-k", "PatientID=P1"],
        "move": [*retrieve, "--port-scp", free_port()],
        # A conversation of one request: without it, get asks first what is coming.
        "get": [*retrieve, "--no-find"],
    }
    return needed[verb]
