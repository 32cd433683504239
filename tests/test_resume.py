"""Nothing is fetched twice that is complete: --resume, --retry, and what a run that was killed leaves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from scu.storage import inventory, unfinished
from tests.peers import dcmtk as dcmtk_peers
from tests.peers.archive import Archive
from tests.peers.command import answer_here, run_here, started
from tests.peers.dcmtk import Server
from tests.peers.hierarchy import KEYWORDS, levels_down_to, unique_keys, wanted
from tests.peers.instances import Attributes, Made, make_instances
from tests.peers.orthanc import Orthanc
from tests.peers.processes import LOCALHOST, free_port

MANY = 2000


@pytest.fixture
def held(tmp_path: Path) -> list[Made]:
    """Two series of three in one study."""
    first = Attributes()
    second = Attributes(study=first.study, series_number=2)
    return [*make_instances(tmp_path / "theirs", 3, first), *make_instances(tmp_path / "theirs", 3, second)]


@pytest.fixture
def server(held: list[Made], tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "theirs") as server:
        yield server


def get(address: str, made: list[Made], out: Path, *options: object, status: int = 0) -> Any:
    return answer_here("get", address, "-k", f"StudyInstanceUID={made[0].study}", "-o", out, *options, status=status)


def uids(made: list[Made]) -> set[str]:
    return {str(one.uid) for one in made}


def test_what_is_here_is_not_fetched_again(server: Archive, held: list[Made], tmp_path: Path) -> None:
    """Of the first series something is here, of the second nothing: images by their UIDs, and a whole series."""
    out = tmp_path / "out"
    get(server.address, held, out)
    (out / "deep" / "er").mkdir(parents=True)
    os.rename(out / f"{held[0].uid}.dcm", out / "deep" / "er" / "any name")
    for one in (held[1], *held[3:]):
        (out / f"{one.uid}.dcm").unlink()
    server.sent = []

    answer = get(server.address, held, out, "--resume")

    assert sorted(server.sent) == sorted(uids([held[1], *held[3:]]))
    assert answer["summary"]["received"] == 4
    assert [request.QueryRetrieveLevel for request in server.gets[1:]] == ["IMAGE", "SERIES"]
    assert server.gets[1].SOPInstanceUID == held[1].uid
    assert {path.name for path in out.rglob("*.dcm")} == {f"{one.uid}.dcm" for one in held[1:]}


def test_when_all_is_here_nothing_is_asked_for(server: Archive, held: list[Made], tmp_path: Path) -> None:
    get(server.address, held, tmp_path / "out")
    server.gets.clear()

    done = run_here(
        *("get", server.address, "-k", f"StudyInstanceUID={held[0].study}", "-o", tmp_path / "out", "--resume")
    )

    assert server.gets == []
    assert done.returncode == 0
    assert "nothing is to be fetched: all of it is here" in done.stderr


@pytest.mark.parametrize("level", ["--patient", "--study", "--series", "--image"])
def test_dcmqrscp_at_every_level(dcmqrscp: Server, archive: list[Made], tmp_path: Path, level: str) -> None:
    resume_at(level, dcmqrscp.address, archive, tmp_path / "out")


@pytest.mark.parametrize("level", ["--patient", "--study", "--series", "--image"])
def test_orthanc_at_every_level(orthanc: Orthanc, archive: list[Made], tmp_path: Path, level: str) -> None:
    resume_at(level, orthanc.address, archive, tmp_path / "out")


def resume_at(level: str, address: str, archive: list[Made], out: Path) -> None:
    """Fetch, lose one object, and fetch what is missing."""
    expected = wanted(archive, level, archive[0])
    words = ["--patientroot", level, *unique_keys(levels_down_to("--patientroot", level), archive[0])]
    answer_here("get", address, "-o", out, *words)
    (out / f"{archive[0].uid}.dcm").unlink()
    before = {path.name: path.stat().st_ino for path in out.iterdir()}

    answer = answer_here("get", address, "-o", out, *words, "--resume", "--verify")

    assert [instance["sop_instance_uid"] for instance in answer["instances"]] == [archive[0].uid]
    assert answer["verification"] == {
        "expected": len(expected),
        "received": len(expected),
        "missing": [],
        "surplus": [],
    }
    after = {path.name: path.stat().st_ino for path in out.iterdir()}
    assert {name: after[name] for name in before} == before
    assert after.keys() == {f"{made.uid}.dcm" for made in expected}
    assert KEYWORDS[level]


def test_move_resumes_too(held: list[Made], tmp_path: Path) -> None:
    out, port = tmp_path / "out", free_port()
    words = ["-k", f"StudyInstanceUID={held[0].study}", "-o", out, "--port-scp", port]
    with Archive(tmp_path / "theirs", peers={"SCU": (LOCALHOST, port)}) as server:
        answer_here("move", server.address, *words)
        for one in held[:2]:
            (out / f"{one.uid}.dcm").unlink()
        server.sent = []
        answer = answer_here("move", server.address, *words, "--resume", "--verify")

    assert sorted(server.sent) == sorted(uids(held[:2]))
    assert answer["verification"] == {"expected": 6, "received": 6, "missing": [], "surplus": []}


def test_more_images_than_one_request_names(tmp_path: Path) -> None:
    held = make_instances(tmp_path / "theirs", 502)
    with Archive(tmp_path / "theirs") as server:
        out = tmp_path / "out"
        out.mkdir()
        (out / "one").write_bytes(held[0].path.read_bytes())
        answer = get(server.address, held, out, "--resume")

    assert [len(request.SOPInstanceUID) for request in server.gets[:2]] == [250, 250]
    assert isinstance(server.gets[2].SOPInstanceUID, str)
    assert answer["summary"]["received"] == 501
    assert uids(held[1:]) == set(server.sent)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_killed_half_way_and_resumed(dcmtk: None, number: signal.Signals, tmp_path: Path) -> None:
    """The server counts what it sends: just what was not complete."""
    held = make_instances(tmp_path / "theirs", MANY)
    out = tmp_path / "out"
    words = ["get", "-k", f"StudyInstanceUID={held[0].study}", "-o", out, "--resume"]
    with dcmtk_peers.dcmqrscp(tmp_path / "server", held, {}) as server:
        with started(*words, server.address, "--format", "text") as process:
            assert process.stdout is not None
            for _ in range(MANY // 2):  # the rest does not fit into a pipe: it cannot be done yet
                assert process.stdout.readline().startswith("received")
            process.send_signal(number)
            process.communicate(timeout=60)
        assert process.returncode == (-signal.SIGKILL if number is signal.SIGKILL else 130)
        complete = inventory.complete(str(out))
        before = {path.name: path.stat().st_ino for path in out.glob("*.dcm")}

        answer = answer_here(*words, server.address, "--verify")

    assert MANY // 2 <= len(complete) < MANY
    fetched = [instance["sop_instance_uid"] for instance in answer["instances"]]
    assert complete.isdisjoint(fetched)
    assert len(fetched) == len(set(fetched)) == answer["summary"]["completed"] == MANY - len(complete)
    assert answer["verification"] == {"expected": MANY, "received": MANY, "missing": [], "surplus": []}
    assert {path.name for path in out.iterdir()} == {f"{one.uid}.dcm" for one in held}
    assert {name: (out / name).stat().st_ino for name in before} == before


def test_retry_fetches_what_a_lost_association_left(server: Archive, held: list[Made], tmp_path: Path) -> None:
    server.fatal = {str(held[2].uid)}

    done = run_here(
        *("get", server.address, "-k", f"StudyInstanceUID={held[0].study}", "-o", tmp_path / "out", "--retry", 2)
    )

    assert done.returncode == 0, done.stderr
    assert "did not come; they are asked for again" in done.stderr
    assert {path.name for path in (tmp_path / "out").iterdir()} == {f"{one.uid}.dcm" for one in held}
    assert len(server.gets) > 1


def test_retry_ends(server: Archive, held: list[Made], tmp_path: Path) -> None:
    server.unsendable = {str(held[2].uid)}

    answer = get(server.address, held, tmp_path / "out", "--retry", 1, status=1)

    assert answer["error"]["kind"] == "partial"
    assert answer["summary"]["received"] == 5
    assert server.sent.count(str(held[0].uid)) == 1


def a_dead_process() -> int:
    """The number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


DAY = 24 * 3600
HERE = unfinished.writer().split("-")[1]
ELSEWHERE, OTHER_RUN = "0" * 8, "f" * 8
LEFT = {
    "a dead process": (lambda: f"{a_dead_process()}-{HERE}-{OTHER_RUN}-7.part", 0),
    "our number": (lambda: f"{os.getpid()}-{HERE}-{OTHER_RUN}-7.part", 0),
    "its number is another's by now": (lambda: f"{os.getppid()}-{HERE}-{OTHER_RUN}-7.part", DAY + 60),
    "another host": (lambda: f"{a_dead_process()}-{ELSEWHERE}-{OTHER_RUN}-7.part", DAY + 60),
}
STAYS = {
    "a process that runs": (lambda: f"{os.getppid()}-{HERE}-{OTHER_RUN}-8.part", DAY - 60),
    "another host": (lambda: f"{a_dead_process()}-{ELSEWHERE}-{OTHER_RUN}-7.part", DAY - 60),
    "our own": (lambda: f"{unfinished.writer()}-7.part", DAY + 60),
    "no number": (lambda: f"{a_dead_process()}-{HERE}-{OTHER_RUN}-x.part", DAY + 60),
    "no process": (lambda: f"-{HERE}-{OTHER_RUN}-1.part", DAY + 60),
    "no name of ours": (lambda: "part", DAY + 60),
}


def test_what_a_killed_process_left_is_removed_and_nothing_else(
    server: Archive, held: list[Made], tmp_path: Path
) -> None:
    """Also where its number is taken again, as in a container, and where another host shares the folder."""
    out = tmp_path / "out"
    out.mkdir()

    def make(ending: Callable[[], str], age: int) -> Path:
        path = out / f".1.2.3.{ending()}"
        path.touch()
        os.utime(path, (time.time() - age,) * 2)
        return path

    left = [make(*one) for one in LEFT.values()]
    others = [make(*one) for one in STAYS.values()]
    (out / f".1.{a_dead_process()}-{HERE}-{OTHER_RUN}-1.part").symlink_to(out)

    get(server.address, held, out)

    assert not any(path.exists() for path in left)
    assert all(path.exists() for path in others)
    assert sum(path.name.endswith(".dcm") for path in out.iterdir()) == len(held)


def test_the_inventory_is_of_whole_objects_whatever_they_are_called(held: list[Made], tmp_path: Path) -> None:
    folder = tmp_path / "theirs"
    os.rename(held[0].path, folder / "no extension")
    os.rename(held[1].path, folder / unfinished.name(held[1].uid, unfinished.writer(), 0))
    (folder / "text").write_text("no DICOM")
    (folder / "cut").write_bytes(held[2].path.read_bytes()[:150])
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe")

    assert inventory.complete(str(folder)) == uids([held[0], *held[2:]])
    assert inventory.complete(str(tmp_path / "absent")) == frozenset()
