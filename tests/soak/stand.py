"""What the parts of a run share, and how each of them came out."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.peers.command import assert_no_bug
from tests.peers.orthanc import Orthanc, orthanc
from tests.peers.processes import find_program, free_port
from tests.soak.objects import Objects, digests, make
from tests.soak.watching import Sample, Watched

AE_TITLE = "SOAK"
# What the allocator and late imports may take after the first tenth of the work; a leak of an Instance an object would
# be 30 MB of a hundred thousand.
_SLACK = 3 * 1024 * 1024
_COUNTED: dict[str, Callable[[Sample], int]] = {
    "descriptors": lambda sample: sample.descriptors,
    "threads": lambda sample: sample.threads,
}
# No limits, nothing compressed, and nothing looked up in files: a hundred thousand are to be had in minutes.
_SETTINGS: dict[str, object] = {
    "StorageCompression": False,
    "StoreMD5ForAttachments": False,
    "StorageAccessOnFind": "Never",
    "LimitFindResults": 0,
    "LimitFindInstances": 0,
    "MaximumStorageSize": 0,
    "MaximumStorageCacheSize": 0,
    "SaveJobs": False,
    "TcpNoDelay": True,
}


@dataclass(frozen=True)
class Scale:
    """How many objects, and how many associations: one after the other, and side by side of more that ask."""

    objects: int
    associations: int
    beside: int
    calls: int


LONG = Scale(objects=100_000, associations=1000, beside=50, calls=60)
SHORT = Scale(objects=1500, associations=100, beside=20, calls=24)


@dataclass
class Outcome:
    """A part of the run, and what is wrong with it."""

    work: str
    peer: str
    count: int
    seconds: float
    samples: tuple[Sample, Sample, Sample]
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Stand:
    """An Orthanc, the objects, and a folder for all that comes of them."""

    folder: Path
    scale: Scale
    objects: Objects
    server: Orthanc
    port_scp: int

    @property
    def errors(self) -> Path:
        return self.folder / "stderr"

    @property
    def peer(self) -> str:
        """The server with its version, as it says itself."""
        said = subprocess.run([find_program("Orthanc") or "Orthanc", "--version"], capture_output=True, check=True)
        return f"Orthanc {said.stdout.decode().splitlines()[0].split()[-1]}"

    def outcome(self, work: str, peer: str, watched: Watched, *, kept: int = 0, steady: bool = True) -> Outcome:
        """A run of a command, judged."""
        samples = watched.tenth, watched.half, watched.last
        problems = judge(watched, kept=kept, steady=steady)
        return Outcome(work, peer, watched.count, watched.seconds, samples, problems)


@contextmanager
def standing(folder: Path, scale: Scale) -> Iterator[Stand]:
    """Make the objects, and have an empty Orthanc that knows us."""
    port = free_port()
    objects = make(folder / "objects", scale.objects)
    with orthanc(folder / "orthanc", {AE_TITLE: port}, settings=_SETTINGS) as server:
        yield Stand(folder, scale, objects, server, port)


def judge(watched: Watched, *, kept: int = 0, steady: bool = True) -> list[str]:
    """What is wrong with how a run ended, and with what it took.

    Args:
        kept: the bytes that it may keep of each object, as UIDs.
        steady: whether it has as many descriptors and threads all the time.
    """
    assert_no_bug(watched.errors)
    problems = []
    if watched.status:
        problems.append(f"exit status {watched.status}: {watched.errors.strip()}")
    if watched.lines != watched.count:
        problems.append(f"{watched.lines:,} of {watched.count:,} lines: {watched.errors.strip()}")
    allowed = _SLACK + kept * watched.count
    if watched.growth > allowed:
        problems.append(f"memory grew by {watched.growth:,} bytes, and not by {allowed:,} at the most")
    for what, count in _COUNTED.items() if steady else ():
        before, after = watched.fewest(count, 1), watched.fewest(count, 9)
        if after > before:
            problems.append(f"{before} {what} became {after}")
    return problems


def differences(folder: Path, wanted: Iterable[bytes]) -> list[str]:
    """What is wrong with the objects in a folder, of which these digests of data sets are due."""
    found, due = list(digests(folder)), set(wanted)
    problems = []
    if missing := len(due.difference(found)):
        problems.append(f"{missing:,} objects are missing, or differ")
    if len(found) != len(due):
        problems.append(f"{len(found):,} files for {len(due):,} objects")
    if any(folder.rglob("*.part")):
        problems.append("temporary files are left")
    return problems
