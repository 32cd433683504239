"""Where received objects go goes wrong in the middle: what was complete stays, and the next run makes it whole.

Each further object is answered A700 (PS3.4 B.2.3), and the exit status is 4.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pynetdicom import evt

from tests.peers.archive import Archive
from tests.peers.command import answer_here
from tests.peers.faults import SmallDisk, bound_by_permissions, files
from tests.peers.instances import Made, make_instances
from tests.peers.processes import LOCALHOST, free_port

GET_AND_MOVE = ["get", "move"]
LAYOUTS = [[], ["--normal"], ["--name", "{PatientID}/{SOPInstanceUID}.dcm"], ["--dicomdir"]]


class Troubled(Archive):
    """An archive that does something when the first of its objects has come to us."""

    fault: Callable[[], object] | None = None

    def _watched(self, event: evt.Event, answers: Iterator[object]) -> Iterator[object]:
        for answer in super()._watched(event, answers):
            if self.fault and len(self.sent) == 2:
                self.fault()
                self.fault = None
            yield answer


@pytest.fixture
def held(tmp_path: Path) -> list[Made]:
    return make_instances(tmp_path / "theirs", 3)


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def archive(held: list[Made], port: int, tmp_path: Path) -> Iterator[Troubled]:
    with Troubled(tmp_path / "theirs", peers={"SCU": (LOCALHOST, port)}) as archive:
        yield archive


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with SmallDisk(tmp_path / "disk", 256) as disk:
        yield disk


@pytest.fixture
def fetch(archive: Troubled, held: list[Made], port: int) -> Callable[..., Any]:
    """Runs get or move, and returns the document."""

    def run(verb: str, out: Path, *options: object, status: int) -> Any:
        listening = ["--port-scp", port] if verb == "move" else []
        words = ["-k", f"StudyInstanceUID={held[0].study}", "-o", out, *listening, *options]
        return answer_here(verb, archive.address, *words, status=status)

    return run


def assert_one_came(answer: Any, archive: Troubled, reason: str) -> None:
    """And the others were refused, and both sides know it."""
    assert answer["ok"] is False
    assert answer["error"]["kind"] == "file"
    assert reason in answer["error"]["message"]
    first, *refused = answer["instances"]
    assert first["sop_instance_uid"] == archive.sent[0]
    assert first["status"] == "0000"
    assert [(each["status"], each["file"]) for each in refused] == [("A700", None)] * 2
    counts = answer["summary"]
    assert (counts["completed"], counts["failed"], counts["received"]) == (1, 2, 1)


def assert_made_whole(fetch: Callable[..., Any], verb: str, out: Path, held: list[Made], *options: object) -> None:
    """With the fault gone, --resume fetches what is not there."""
    answer = fetch(verb, out, "--resume", "--verify", *options, status=0)
    assert answer["verification"] == {"expected": 3, "received": 3, "missing": [], "surplus": []}
    assert not [name for name in files(out) if name.endswith(".part")]
    assert len([name for name in files(out) if name != "DICOMDIR"]) == 3


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda words: words[0] if words else "plain")
@pytest.mark.parametrize("verb", GET_AND_MOVE)
def test_a_full_disk(
    verb: str, layout: list[str], fetch: Callable[..., Any], archive: Troubled, held: list[Made], disk: SmallDisk
) -> None:
    archive.fault = disk.fill
    out = disk.folder / "out"

    answer = fetch(verb, out, *layout, status=4)

    assert_one_came(answer, archive, "No space left on device")
    assert len(files(out)) == 1
    disk.empty()
    assert_made_whole(fetch, verb, out, held, *layout)


@pytest.mark.parametrize("verb", GET_AND_MOVE)
def test_a_file_system_that_becomes_read_only(
    verb: str, fetch: Callable[..., Any], archive: Troubled, held: list[Made], disk: SmallDisk
) -> None:
    archive.fault = disk.make_read_only
    out = disk.folder / "out"

    answer = fetch(verb, out, status=4)

    assert_one_came(answer, archive, "Read-only file system")
    assert len(files(out)) == 1
    again = fetch(verb, out, "--resume", status=4)
    assert again["error"]["kind"] == "file"
    disk.make_read_only(read_only=False)
    assert_made_whole(fetch, verb, out, held)


def vanish(out: Path) -> None:
    shutil.rmtree(out)


def become_a_file(out: Path) -> None:
    shutil.rmtree(out)
    out.write_text("mine")


def be_closed(out: Path) -> None:
    out.chmod(0o500)


@pytest.mark.parametrize("layout", LAYOUTS[::2], ids=["plain", "--name"])
@pytest.mark.parametrize(
    ("fault", "reason"),
    [(vanish, "No such file or directory"), (become_a_file, "Not a directory"), (be_closed, "Permission denied")],
)
@pytest.mark.parametrize("verb", GET_AND_MOVE)
def test_a_folder_that_is_lost(
    verb: str,
    fault: Callable[[Path], None],
    reason: str,
    layout: list[str],
    fetch: Callable[..., Any],
    archive: Troubled,
    held: list[Made],
    tmp_path: Path,
) -> None:
    out = tmp_path / "out"
    archive.fault = lambda: fault(out)

    with bound_by_permissions():
        answer = fetch(verb, out, *layout, status=4)

    assert_one_came(answer, archive, reason)
    if out.is_file():
        assert out.read_text() == "mine"
        out.unlink()
    elif out.exists():
        assert len(files(out)) == 1
        out.chmod(0o700)
    assert_made_whole(fetch, verb, out, held, *layout)
