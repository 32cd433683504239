"""scu store --rename: the names of the files tell how it went."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from scu.results import SUCCESS, Instance
from scu.storage.renaming import Renaming
from tests.conftest import Tool
from tests.peers.command import answer_here, ask, run_here
from tests.peers.dcmtk import Server, file_set
from tests.peers.instances import Made, make_archive, make_instances
from tests.peers.recording import Recorder, recording_scp
from tests.peers.scripted import Conversation, scripted_peer
from tests.peers.storing import assert_arrived, counts, summary


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "in"


@pytest.fixture
def made(folder: Path) -> list[Made]:
    return make_instances(folder, 3)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_what_storescp_has_is_done(storescp: Server, folder: Path, made: list[Made]) -> None:
    answer = ask("store", storescp.address, folder, "--rename")

    assert counts(answer) == summary(3, stored=3)
    assert names(folder) == {f"{one.path.name}.done" for one in made}
    assert_arrived([Path(f"{one.path}.done") for one in made], storescp.files())


def test_without_the_option_nothing_is_renamed(folder: Path, made: list[Made]) -> None:
    with recording_scp() as recorder:
        answer_here("store", recorder.address, folder)

    assert names(folder) == {one.path.name for one in made}


def test_what_is_refused_or_no_dicom_is_bad(folder: Path, made: list[Made], tmp_path: Path) -> None:
    statuses: dict[object, int] = {made[0].uid: 0xA700, made[1].uid: 0xB000}
    recorder = Recorder()
    recorder.store_statuses.update({one.uid: statuses.get(one.uid, 0) for one in made})
    (folder / "cut.dcm").write_bytes(made[0].path.read_bytes()[:200])
    (folder / "notes.txt").write_text("passed over")
    named = tmp_path / "named.txt"
    named.write_text("no DICOM")

    with recording_scp(recorder):
        answer = answer_here("store", recorder.address, folder, named, tmp_path / "gone", "--rename", status=1)

    assert counts(answer) == summary(6, stored=1, warning=1, failed=1, not_sent=3)
    assert names(folder) == {
        f"{made[0].path.name}.bad",
        f"{made[1].path.name}.done",
        f"{made[2].path.name}.done",
        "cut.dcm.bad",
        "notes.txt",
    }
    assert not named.exists()
    assert Path(f"{named}.bad").read_text() == "no DICOM"


def test_where_nothing_can_be_sent_it_is_bad_too(folder: Path) -> None:
    folder.mkdir()
    (folder / "cut.dcm").write_bytes(bytes(128) + b"DICM")

    with recording_scp() as recorder:
        done = run_here("store", recorder.address, folder, "--rename")

    assert done.returncode == 4
    assert names(folder) == {"cut.dcm.bad"}


def test_a_second_run_passes_nothing_over(folder: Path, made: list[Made]) -> None:
    with recording_scp() as recorder:
        answer_here("store", recorder.address, folder, "--rename", "--pattern", "*.dcm")
        (late,) = make_instances(folder)
        answer_here("store", recorder.address, folder, "--rename", "--pattern", "*.dcm")

    assert [stored.uid for stored in recorder.stored] == [*(one.uid for one in made), late.uid]


def test_a_name_that_is_taken_stays(folder: Path, made: list[Made]) -> None:
    taken = Path(f"{made[0].path}.done")
    taken.write_text("mine")

    with recording_scp() as recorder:
        done = run_here("store", recorder.address, made[0].path, "--rename")

    assert done.returncode == 0
    assert taken.read_text() == "mine"
    assert made[0].path.exists()
    assert "scu: note: 1 file keeps its name: its new name is taken (--debug names it)\n" in done.stderr


def test_many_names_that_stay_are_one_note(folder: Path, made: list[Made]) -> None:
    for one in made:
        Path(f"{one.path}.done").symlink_to("nowhere")

    with recording_scp() as recorder:
        done = run_here("store", recorder.address, *(one.path for one in made), "--rename")

    told = [line for line in done.stderr.splitlines() if line.startswith("scu: note: ")]
    assert told == [
        "scu: note: 3 files keep their names: its new name is taken (--debug names them)",
    ]


def test_a_link_is_renamed_and_not_what_it_leads_to(folder: Path, made: list[Made], tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(made[0].path)

    with recording_scp() as recorder:
        answer_here("store", recorder.address, link, "--rename")

    assert made[0].path.exists()
    assert (tmp_path / "link.done").readlink() == made[0].path


def test_each_file_is_renamed_as_soon_as_it_is_answered(folder: Path, made: list[Made]) -> None:
    """When the second object arrives, the first has its name already; what was lost keeps its own."""
    seen: list[set[str]] = []
    ended = threading.Event()

    def take_one_and_go(conversation: Conversation) -> None:
        conversation.accept()
        conversation.respond(conversation.receive_message(), 0x0000)
        conversation.receive_message()
        seen.append(names(folder))
        conversation.abort(0, 0)
        ended.set()

    with scripted_peer(take_one_and_go) as peer:
        done = run_here("store", peer.address, folder, "--rename", "--async", "1")

    assert ended.is_set()
    assert done.returncode == 3
    expected = {f"{made[0].path.name}.done", made[1].path.name, made[2].path.name}
    assert seen == [expected]
    assert names(folder) == expected


def test_halt_leaves_what_was_not_tried(folder: Path, made: list[Made]) -> None:
    with recording_scp(Recorder(status=0xA700)) as recorder:
        run_here("store", recorder.address, folder, "--rename", "--halt")

    assert names(folder) == {f"{made[0].path.name}.bad", made[1].path.name, made[2].path.name}


def test_without_an_association_nothing_is_renamed(folder: Path, made: list[Made]) -> None:
    with scripted_peer(lambda conversation: conversation.reject(1, 1, 7)) as peer:
        done = run_here("store", peer.address, folder, "--rename")

    assert done.returncode == 3
    assert names(folder) == {one.path.name for one in made}


def test_what_a_dicomdir_lists_may_not_be_renamed(dcmtk: Tool, tmp_path: Path) -> None:
    dicomdir = file_set(tmp_path / "disc", make_archive(tmp_path / "made"))
    before = names(tmp_path / "disc" / "SERIES")

    with recording_scp() as recorder:
        done = run_here("store", recorder.address, dicomdir, "--rename")

    assert done.returncode == 2
    assert f"--rename does not go with {dicomdir}, a DICOMDIR" in done.stderr
    assert names(tmp_path / "disc" / "SERIES") == before
    assert recorder.requests == []


def test_what_is_sent_again_may_not_be_renamed(folder: Path, made: list[Made]) -> None:
    with recording_scp() as recorder:
        done = run_here("store", recorder.address, folder, "--rename", "--repeat", "2")

    assert done.returncode == 2
    assert "--rename and --repeat do not go together" in done.stderr
    assert recorder.requests == []


def test_what_may_have_been_stored_and_what_is_no_file_stay(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    renaming = Renaming()

    for instance in (
        Instance(str(tmp_path / "file"), "", "", "", None, unconfirmed=True),
        Instance(str(tmp_path / "folder"), "", "", "", None, reason="Permission denied"),
        Instance(str(tmp_path / "gone"), "", "", "", None, reason="No such file or directory"),
        Instance(None, "", "", "", SUCCESS),
    ):
        renaming.take(instance)
    renaming.end()

    assert names(tmp_path) == {"file", "folder"}
