"""--resume: what did not get there goes, and nothing else; the last report tells the whole story."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from scu.output.report_file import ReportFile
from scu.results import SUCCESS, Category, Instance, Outgoing, Peer, Status
from scu.storage.reports import Earlier
from tests.peers import scripts
from tests.peers.command import run_here
from tests.peers.delivering import die_after
from tests.peers.instances import Made, make_instances
from tests.peers.recording import Recorder, recording_scp
from tests.peers.reports import outcomes, rows
from tests.peers.scripted import scripted_peer

REPORTS = ["report.json", "report.csv"]
PEER = Peer("pacs.example.org", 104, "PACS", "SCU")


@pytest.fixture
def made(tmp_path: Path) -> list[Made]:
    return make_instances(tmp_path / "in", 4)


@pytest.fixture
def recorder(made: list[Made]) -> Iterator[Recorder]:
    """A server that refuses the second object."""
    with recording_scp(Recorder(store_statuses={made[1].uid: 0xC000})) as running:
        yield running


def stored(recorder: Recorder) -> list[str]:
    """What has come since the last time."""
    came = [str(it.uid) for it in recorder.stored]
    recorder.stored.clear()
    return came


@pytest.mark.parametrize("first", REPORTS)
@pytest.mark.parametrize("second", REPORTS)
def test_what_a_report_lists_goes_if_it_is_not_stored(
    recorder: Recorder, made: list[Made], tmp_path: Path, first: str, second: str
) -> None:
    assert run_here("store", recorder.address, tmp_path / "in", "--report", tmp_path / first).returncode == 1
    assert len(stored(recorder)) == 4
    recorder.store_statuses.clear()

    done = run_here("store", recorder.address, "--resume", tmp_path / first, "--report", tmp_path / second)

    assert done.returncode == 0
    assert stored(recorder) == [made[1].uid]
    assert outcomes(tmp_path / second) == {one.path.name: "stored" for one in made}
    assert {row["sop_instance_uid"]: row["status"] for row in rows(tmp_path / second)} == {
        one.uid: "0000" for one in made
    }


@pytest.mark.parametrize("name", REPORTS)
def test_of_named_files_go_those_that_it_does_not_list(
    recorder: Recorder, made: list[Made], tmp_path: Path, name: str
) -> None:
    report = tmp_path / name
    run_here("store", recorder.address, made[0].path, made[1].path, made[2].path, "--report", report)
    stored(recorder)
    (other,) = make_instances(tmp_path / "in", 1)

    # The same files, by another way.
    done = run_here("store", recorder.address, ".", "--resume", report, "--report", report, cwd=tmp_path / "in")

    assert done.returncode == 1
    assert sorted(stored(recorder)) == sorted([made[1].uid, made[3].uid, other.uid])
    assert outcomes(report) == {
        made[0].path.name: "stored",
        made[1].path.name: "failed",
        made[2].path.name: "stored",
        made[3].path.name: "stored",
        other.path.name: "stored",
    }


def test_what_failed_and_is_not_named_now_stays_in_it(recorder: Recorder, made: list[Made], tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    run_here("store", recorder.address, made[0].path, made[1].path, "--report", report)
    stored(recorder)

    done = run_here("store", recorder.address, made[2].path, "--resume", report, "--report", report)

    assert done.returncode == 0
    assert stored(recorder) == [made[2].uid]
    assert outcomes(report) == {
        made[0].path.name: "stored",
        made[1].path.name: "failed",
        made[2].path.name: "stored",
    }
    assert json.loads(report.read_text())["summary"]["total"] == 3
    assert json.loads(report.read_text())["ok"] is True


def test_a_file_that_holds_another_object_now_goes(recorder: Recorder, made: list[Made], tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    run_here("store", recorder.address, made[0].path, "--report", report)
    shutil.copy(made[2].path, made[0].path)
    stored(recorder)

    run_here("store", recorder.address, made[0].path, "--resume", report, "--report", report)

    assert stored(recorder) == [made[2].uid]
    assert [row["sop_instance_uid"] for row in rows(report)] == [made[0].uid, made[2].uid]


def test_when_all_is_there_nothing_is_asked(recorder: Recorder, made: list[Made], tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    recorder.store_statuses.clear()
    run_here("store", recorder.address, tmp_path / "in", "--report", report)
    before = len(recorder.requests)
    text = report.read_text()

    alone = run_here("store", recorder.address, "--resume", report)
    named = run_here("store", recorder.address, tmp_path / "in", "--resume", report, "--report", report)

    for done in (alone, named):
        assert done.returncode == 0
        assert "nothing is left to send" in done.stderr
    assert len(recorder.requests) == before
    assert json.loads(report.read_text())["instances"] == json.loads(text)["instances"]


def test_a_file_that_is_gone_is_told(recorder: Recorder, made: list[Made], tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    recorder.store_statuses[made[2].uid] = 0xC000
    run_here("store", recorder.address, tmp_path / "in", "--report", report)
    recorder.store_statuses.clear()
    made[1].path.unlink()

    done = run_here("store", recorder.address, "--resume", report, "--report", report)

    assert done.returncode == 1
    assert outcomes(report)[made[1].path.name] == "not sent"
    assert outcomes(report)[made[2].path.name] == "stored"
    assert len(rows(report)) == 4


def test_the_document_of_a_run_does_for_a_report(recorder: Recorder, made: list[Made], tmp_path: Path) -> None:
    document = tmp_path / "document.json"
    document.write_text(run_here("store", recorder.address, tmp_path / "in", "--format", "json").stdout)
    stored(recorder)
    recorder.store_statuses.clear()

    done = run_here("store", recorder.address, "--resume", document, "--report", tmp_path / "report.csv")

    assert done.returncode == 0
    assert stored(recorder) == [made[1].uid]
    assert set(outcomes(tmp_path / "report.csv").values()) == {"stored"}


def test_a_report_of_another_server_is_noted(recorder: Recorder, made: list[Made], tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    run_here("store", recorder.address, tmp_path / "in", "--report", report)

    with recording_scp(Recorder(ae_title="OTHER")) as other:
        same = run_here("store", recorder.address, "--resume", report)
        done = run_here("store", other.address, "--resume", report)

    assert "tells of" not in same.stderr
    assert f"tells of {recorder.address}: what was stored there is not sent to {other.address}" in done.stderr
    assert [str(it.uid) for it in other.stored] == [made[1].uid]


def test_what_was_changed_on_the_way_goes_by_its_file(tmp_path: Path) -> None:
    done, again, new = (Outgoing(str(tmp_path / name), 0, 0, "1.2", "1.2.3", "1.2") for name in ("a", "b", "c"))
    failure = Status(0xC000, Category.FAILURE, "no")
    with ReportFile(tmp_path / "report.json", PEER, [], Earlier()) as (file,):
        for uid, it, status in (
            ("1", done, SUCCESS),
            ("2", done, SUCCESS),
            ("3", again, SUCCESS),
            ("4", again, failure),
        ):
            file.show(Instance(it.file, "1.2", uid, "1.2", status, changes=("UIDs suffixed",)))

    earlier = Earlier(str(tmp_path / "report.json"))

    assert earlier.left([done, again, new]) == [again, new]
    assert earlier.paths([]) == [again.file]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("report.json", ""),
        ("report.json", "[1, 2]"),
        ("report.json", '{"summary": {}}'),
        ("report.json", '{"instances": [{"file": "x", "status": "0000"}]}'),
        ("report.json", '[{"file": "", "sop_class_uid": "", "sop_instance_uid": "", "status": null}]'),
        ("report.json", '[{"file": "x", "sop_class_uid": "1", "sop_instance_uid": "1", "status": 0}]'),
        ("report.json", "[" * 100_000),
        ("report.csv", "a,b\n1,2\n"),
        ("report.csv", "file,sop_class_uid,sop_instance_uid,status\nx,1,2,0000,5\n"),
        ("report.csv", "file,sop_class_uid,sop_instance_uid,status,size\nx,1,2,0000,large\n"),
        ("report.csv", 'file,sop_class_uid,sop_instance_uid,status\n"x'),
    ],
)
def test_what_is_no_report(recorder: Recorder, made: list[Made], tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)

    done = run_here("store", recorder.address, made[0].path, "--resume", tmp_path / name)

    assert done.returncode == 4
    assert f"{tmp_path / name} is no report of `scu store`" in done.stderr
    assert not recorder.requests


def test_a_report_that_is_not_there(recorder: Recorder, made: list[Made], tmp_path: Path) -> None:
    done = run_here("store", recorder.address, made[0].path, "--resume", tmp_path / "nowhere.json")

    assert done.returncode == 4
    assert "No such file" in done.stderr
    assert not recorder.requests


@pytest.mark.parametrize("name", REPORTS)
def test_the_first_night_has_no_report_yet(recorder: Recorder, made: list[Made], tmp_path: Path, name: str) -> None:
    line = ["store", recorder.address, "in", "--resume", f"./{name}", "--report", tmp_path / name]

    first = run_here(*line, cwd=tmp_path)

    assert first.returncode == 1
    assert f"scu: note: {name} is not there yet: nothing is taken for stored\n" in first.stderr
    assert len(stored(recorder)) == 4
    recorder.store_statuses.clear()

    second = run_here(*line, cwd=tmp_path)

    assert (second.returncode, second.stderr) == (0, "")
    assert stored(recorder) == [made[1].uid]


def test_a_first_night_without_files_is_a_usage_error(recorder: Recorder, tmp_path: Path) -> None:
    report = tmp_path / "new.json"

    done = run_here("store", recorder.address, "--resume", report, "--report", report)

    assert done.returncode == 2
    assert "no file is given to send" in done.stderr
    assert not report.exists()


def test_the_document_of_a_run_tells_what_is_unconfirmed(made: list[Made], tmp_path: Path) -> None:
    document = tmp_path / "document.json"
    with scripted_peer(die_after(1)) as peer:
        document.write_text(run_here("store", peer.address, tmp_path / "in", "--format", "json").stdout)

    unconfirmed = {each["file"]: each["unconfirmed"] for each in json.loads(document.read_text())["instances"]}
    assert unconfirmed == {str(made[0].path): False, str(made[1].path): True}

    (tmp_path / "new").mkdir()
    (other,) = make_instances(tmp_path / "new", 1)
    report = tmp_path / "report.json"
    with scripted_peer(scripts.succeed) as peer:
        run_here("store", peer.address, other.path, "--resume", document, "--report", report)
    assert outcomes(report) == {
        made[0].path.name: "stored",
        made[1].path.name: "unconfirmed",
        other.path.name: "stored",
    }


def test_a_lost_association_and_the_rest(made: list[Made], tmp_path: Path) -> None:
    report = tmp_path / "report.csv"
    with scripted_peer(die_after(1)) as peer:
        assert run_here("store", peer.address, tmp_path / "in", "--report", report).returncode == 3

    with scripted_peer(scripts.succeed) as peer:
        done = run_here("store", peer.address, "--resume", report, "--report", report)

    assert done.returncode == 0
    assert [it.command.AffectedSOPInstanceUID for it in peer.conversation.received] == [one.uid for one in made[1:]]
    assert set(outcomes(report).values()) == {"stored"}
