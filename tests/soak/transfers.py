"""All objects by one store, one get and one move, on one association each."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from tests.peers.command import command_line
from tests.soak.stand import AE_TITLE, Outcome, Stand, differences
from tests.soak.watching import Watched, watch

# The UID of each object that has come, so that it need not come again with what has to: 100 bytes, and its place in a
# table that grows by leaps.
_UID = 256


def store(stand: Stand) -> Outcome:
    """To Orthanc; what it has written is what is compared."""
    watched = _watch(stand, "stored", "store", stand.server.address, stand.objects.folder)
    outcome = stand.outcome("store", stand.peer, watched)
    _expect(outcome, watched, f"Objects:        {stand.objects.count:,} stored")
    outcome.problems += differences(stand.folder / "orthanc" / "storage", stand.objects.digests.values())
    return outcome


def get(stand: Stand) -> Outcome:
    """From Orthanc, what was stored there."""
    return _retrieve(stand, "get", kept=_UID)


def move(stand: Stand) -> Outcome:
    """From Orthanc to our storage SCP."""
    return _retrieve(stand, "move", "--port-scp", str(stand.port_scp))


def _retrieve(stand: Stand, verb: str, *words: str, kept: int = 0) -> Outcome:
    folder = stand.folder / verb
    keys = "QueryRetrieveLevel=STUDY", f"StudyInstanceUID={stand.objects.study}"
    asked = [word for key in keys for word in ("-k", key)]
    watched = _watch(stand, "received", verb, stand.server.address, *asked, "-o", folder, *words)
    outcome = stand.outcome(verb, stand.peer, watched, kept=kept)
    count = stand.objects.count
    _expect(outcome, watched, f"It counts:      {count:,} completed, 0 with a warning, 0 failed")
    _expect(outcome, watched, f"Received:       {count:,} objects, in {folder}")
    outcome.problems += differences(folder, stand.objects.digests.values())
    shutil.rmtree(folder, ignore_errors=True)
    return outcome


def _watch(stand: Stand, word: str, *words: str | Path) -> Watched:
    command = command_line(*words, "-aet", AE_TITLE, "--format", "text")
    return watch(command, stand.objects.count, f"{word} ", stand.errors)


def _expect(outcome: Outcome, watched: Watched, *lines: str) -> None:
    """Lines of the summary."""
    said: Sequence[str] = watched.rest
    outcome.problems += [f"it did not say {line!r}, but {said}" for line in lines if line not in said]
