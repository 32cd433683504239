"""Each verb while the process of its peer is killed, and again with the one that is started in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.faults.cutter import Cutter, Fault, Point, cutting
from tests.faults.peers import MAX_PDU, three
from tests.faults.playing import End, assert_lost, contents, run
from tests.peers import dcmtk
from tests.peers.instances import Made, same_object
from tests.peers.processes import LOCALHOST, free_port
from tests.peers.storing import by_uid

Start = Callable[[Path], AbstractContextManager[dcmtk.Server]]


@dataclass
class Mortal:
    """A peer that is killed in the first run, and another one at its address for the second."""

    folder: Path
    made: list[Made]
    there: Cutter
    back: Cutter
    servers: list[dcmtk.Server] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"{dcmtk.ARCHIVE_AE_TITLE}@{LOCALHOST}:{self.there.port}"

    @property
    def study(self) -> list[object]:
        return ["-k", f"StudyInstanceUID={self.made[0].study}"]

    def archive(self, folder: Path) -> AbstractContextManager[dcmtk.Server]:
        return dcmtk.dcmqrscp(folder, self.made, {"SCU": self.back.port})

    def twice(self, start: Start, words: list[object], at: Point, *, back: int = 0) -> tuple[End, End]:
        """Run it while the peer is killed at that point, and once more.

        Args:
            back: our own port, where the point is on the association that comes there.
        """
        with ExitStack() as alive:
            self.servers.append(alive.enter_context(start(self.folder / "first")))
            self.there.begin(self.servers[0].port, None if back else at, instead=alive.close)
            self.back.begin(back, at if back else None, instead=alive.close)
            first = run(*words)
            assert (self.back if back else self.there).played.is_set()
        assert_lost(first, Fault.CLOSED)
        with start(self.folder / "second") as server:
            self.servers.append(server)
            self.there.begin(server.port)
            self.back.begin(back)
            second = run(*words)
            self.there.finish()
            self.back.finish()
        assert second.status == 0, second.said
        return first, second


@pytest.fixture
def mortal(dcmtk: object, tmp_path: Path) -> Iterator[Mortal]:
    with cutting() as there, cutting(free_port(), scu_calls=False) as back:
        yield Mortal(tmp_path, three(tmp_path / "held"), there, back)


def test_echo(mortal: Mortal) -> None:
    first, second = mortal.twice(mortal.archive, ["echo", mortal.address], Point("C-ECHO-RQ 1", middle=True))

    assert (first.answer["status"], second.answer["status"]) == (None, "0000")


def test_find(mortal: Mortal) -> None:
    words = ["find", mortal.address, *mortal.study]

    first, second = mortal.twice(mortal.archive, words, Point("C-FIND-RQ 1 data set", middle=True))

    assert first.answer["ok"] is False
    assert [match["0020000D"]["Value"] for match in second.answer] == [[mortal.made[0].study]]


def test_store(mortal: Mortal, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    files = [made.path for made in mortal.made]
    words = ["store", mortal.address, *files, "--report", report, "--resume", report]

    first, second = mortal.twice(dcmtk.storescp, words, Point("C-STORE-RQ 2 data set", middle=True))

    uids = [made.uid for made in mortal.made]
    assert [(each["status"], each["unconfirmed"]) for each in first.answer["instances"]] == [
        ("0000", False),
        (None, True),
    ]
    assert [each["sop_instance_uid"] for each in second.answer["instances"]] == uids[1:]
    then, now = (by_uid(server.files()) for server in mortal.servers)
    assert uids[0] in then and now.keys() == set(uids[1:])


def assert_resumed(mortal: Mortal, out: Path, first: End, second: End) -> None:
    """Two objects came before, and the third after; all are whole, and nothing else is here."""
    assert [each["status"] for each in first.answer["instances"]] == ["0000"] * 2
    assert len(second.answer["instances"]) == 1
    assert {f"{made.uid}.dcm" for made in mortal.made} == contents(out).keys()
    assert all(same_object(made.path, out / f"{made.uid}.dcm") for made in mortal.made)


AT_THE_SECOND_ANSWER = Point("C-STORE-RSP 2", middle=True)


def test_get(mortal: Mortal, tmp_path: Path) -> None:
    out = tmp_path / "out"
    words = ["get", mortal.address, *mortal.study, "-o", out, "--resume", "--no-find", *MAX_PDU]

    first, second = mortal.twice(mortal.archive, words, AT_THE_SECOND_ANSWER)

    assert_resumed(mortal, out, first, second)


def test_move(mortal: Mortal, tmp_path: Path) -> None:
    """Both associations end at once."""
    out, port = tmp_path / "out", free_port()
    words = ["move", mortal.address, *mortal.study, "-o", out, "--resume", *MAX_PDU, "--port-scp", port]

    first, second = mortal.twice(mortal.archive, words, AT_THE_SECOND_ANSWER, back=port)

    assert_resumed(mortal, out, first, second)
