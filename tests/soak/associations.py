"""Associations, one after the other and side by side: of ours, and at the storage SCP of a move."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pydicom.uid import UID, CTImageStorage, ExplicitVRLittleEndian

from tests.peers.command import command_line
from tests.peers.instances import Made
from tests.peers.processes import free_port
from tests.peers.scripted import Conversation, scripted_peer
from tests.soak.calling import LOCAL_LIMIT_EXCEEDED, Calls
from tests.soak.objects import Objects
from tests.soak.stand import Outcome, Stand, differences
from tests.soak.watching import watch

_OURS = "a requestor of the tests"
_OBJECTS_EACH = 20


def sequence(stand: Stand) -> Outcome:
    """Echoes and stores by the library, in one process."""
    count, file = stand.scale.associations, min(stand.objects.folder.iterdir())
    command = [sys.executable, "-m", "tests.soak.sequence", stand.server.address, str(count), str(file)]
    watched = watch(command, count, "associated ", stand.errors, cwd=Path(__file__).parents[2])
    return stand.outcome("echo and store, one by one", stand.peer, watched)


def incoming(stand: Stand) -> Outcome:
    """One move whose objects come on an association each."""
    made = _made(stand.objects, stand.scale.associations)
    calls = Calls(free_port())
    outcome = _move(stand, "incoming, one by one", calls, made, lambda it: calls.in_turn(it, made))
    if calls.accepted != len(made):
        outcome.problems.append(f"{calls.accepted} associations of {len(made)} were accepted")
    return outcome


def beside(stand: Stand) -> Outcome:
    """One move whose objects come on as many associations side by side as are allowed; more of them ask."""
    allowed, asking = stand.scale.beside, stand.scale.calls
    *made, last = _made(stand.objects, allowed * _OBJECTS_EACH + 1)
    calls = Calls(free_port())

    def answer(conversation: Conversation) -> None:
        calls.side_by_side(conversation, made, asking, last)

    limit = "--max-associations", str(allowed)
    outcome = _move(stand, "incoming, side by side", calls, [*made, last], answer, *limit)
    before, during, _ = outcome.samples
    if calls.accepted != allowed or calls.rejections != [LOCAL_LIMIT_EXCEEDED] * (asking - allowed):
        outcome.problems.append(f"{calls.accepted} of {asking} were accepted, the others {calls.rejections}")
    if during.threads != before.threads + allowed:
        outcome.problems.append(f"{during.threads} threads for {allowed} associations")
    return outcome


def _move(
    stand: Stand,
    work: str,
    calls: Calls,
    made: list[Made],
    answer: Callable[[Conversation], None],
    *words: str,
) -> Outcome:
    folder = stand.folder / "move"
    keys = "QueryRetrieveLevel=STUDY", f"StudyInstanceUID={stand.objects.study}"
    asked = [word for key in keys for word in ("-k", key)]
    with scripted_peer(answer) as peer:
        address = f"ANY@{peer.address}"
        command = command_line(
            "move", address, *asked, "--port-scp", calls.port, "-o", folder, "--format", "text", *words
        )
        watched = watch(command, len(made), "received ", stand.errors, begun=lambda pid: setattr(calls, "pid", pid))
    outcome = stand.outcome(work, _OURS, watched, steady=False)
    before, *_, after = calls.samples
    outcome = replace(outcome, samples=(before, calls.samples[1], after))
    if any(calls.statuses) or len(calls.statuses) != len(made):
        outcome.problems.append(f"{len(calls.statuses)} answers for {len(made)} objects: {set(calls.statuses)}")
    if (after.descriptors, after.threads) != (before.descriptors, before.threads):
        outcome.problems.append(f"{before} became {after}")
    outcome.problems += differences(folder, (stand.objects.digests[each.uid] for each in made))
    shutil.rmtree(folder, ignore_errors=True)
    return outcome


def _made(objects: Objects, count: int) -> list[Made]:
    """The first so many of the objects, as far as there are."""
    study = UID(objects.study)
    return [
        Made(path, "SOAK", study, UID(""), UID(uid), CTImageStorage, ExplicitVRLittleEndian)
        for path, uid in zip(sorted(objects.folder.iterdir())[:count], objects.digests, strict=False)
    ]
