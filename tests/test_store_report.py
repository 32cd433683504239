"""--report: what became of each object, written down however a run ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from datetime import datetime
from pathlib import Path

import pytest
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian, ImplicitVRLittleEndian, MRImageStorage
from pynetdicom.presentation import build_context

from scu.storage.reports import COLUMNS
from tests.peers import scripts
from tests.peers.command import (
    ENVIRONMENT,
    answer_here,
    ask,
    assert_no_bug,
    command_line,
    run_here,
    started,
)
from tests.peers.delivering import die_after
from tests.peers.instances import Attributes, data_set_bytes, make_instances
from tests.peers.processes import LOCALHOST, free_port
from tests.peers.recording import Recorder, failing, recording_scp
from tests.peers.reports import outcomes, rows
from tests.peers.scripted import Conversation, scripted_peer
from tests.peers.verbs import SECONDS

REPORTS = ["report.json", "report.csv"]


def test_every_fact_of_every_file(tmp_path: Path) -> None:
    stored, failed, warned = make_instances(tmp_path / "in", 3)
    (refused,) = make_instances(tmp_path / "in" / "mr", 1, Attributes(sop_class=MRImageStorage))
    broken = tmp_path / "in" / "broken.dcm"
    broken.write_bytes(bytes(128) + b"DICM")
    recorder = Recorder(store_statuses={failed.uid: failing(0xC123, 'no, "thanks"\nnext'), warned.uid: 0xB000})
    report = tmp_path / "report.json"

    with recording_scp(recorder, contexts=[build_context(CTImageStorage, ExplicitVRLittleEndian)]):
        done = run_here("store", recorder.address, "-r", tmp_path / "in", "--report", report)

    assert done.returncode == 1
    told = json.loads(report.read_text())
    server = f"{recorder.ae_title}@{LOCALHOST}:{recorder.port}"
    assert told["peer"] == {
        "host": LOCALHOST,
        "port": recorder.port,
        "called_ae_title": recorder.ae_title,
        "calling_ae_title": "SCU",
    }
    assert told["ok"] is False
    assert told["error"]["kind"] == "partial"
    assert datetime.fromisoformat(told["begun"]) <= datetime.fromisoformat(told["ended"])
    size = len(data_set_bytes(stored.path))
    assert told["summary"] == {
        "total": 5,
        "stored": 1,
        "warning": 1,
        "failed": 1,
        "not_sent": 2,
        "bytes": size + len(data_set_bytes(warned.path)),
    }
    found = {row["file"]: row for row in told["instances"]}
    assert set(found) == {str(path) for path in (stored.path, failed.path, warned.path, refused.path, broken)}
    seconds = found[str(stored.path)].pop("seconds")
    assert 0 < seconds < SECONDS
    assert found[str(stored.path)] == {
        "file": str(stored.path),
        "outcome": "stored",
        "sop_class_uid": CTImageStorage,
        "sop_class": "CT Image Storage",
        "sop_instance_uid": stored.uid,
        "original_transfer_syntax_uid": ExplicitVRLittleEndian,
        "original_transfer_syntax": "Explicit VR Little Endian",
        "transfer_syntax_uid": ExplicitVRLittleEndian,
        "transfer_syntax": "Explicit VR Little Endian",
        "size": size,
        "association": 1,
        "attempts": 1,
        "status": "0000",
        "meaning": "Success",
        "error_comment": None,
        "reason": None,
        "changes": [],
        "server": server,
        "calling_ae_title": "SCU",
        "begun": told["begun"],
    }
    row = found[str(failed.path)]
    assert (row["outcome"], row["status"], row["error_comment"]) == ("failed", "C123", 'no, "thanks"\nnext')
    assert (found[str(warned.path)]["outcome"], found[str(warned.path)]["status"]) == ("warning", "B000")
    row = found[str(refused.path)]
    assert (row["outcome"], row["status"], row["transfer_syntax_uid"]) == ("not sent", None, None)
    assert row["original_transfer_syntax_uid"] == ExplicitVRLittleEndian
    assert "not accepted by the peer" in row["reason"]
    row = found[str(broken)]
    assert (row["outcome"], row["sop_instance_uid"], row["size"]) == ("not sent", "", 0)
    assert "meta header" in row["reason"]


def test_a_table_for_every_program(tmp_path: Path) -> None:
    stored, failed = make_instances(tmp_path / "in", 2)
    recorder = Recorder(store_statuses={failed.uid: failing(0xC123, 'no, "thanks"\nnext')})

    with recording_scp(recorder):
        for name in REPORTS:
            run_here("store", recorder.address, tmp_path / "in", "--report", tmp_path / name)

    in_json, in_csv = (rows(tmp_path / name) for name in REPORTS)
    assert (tmp_path / "report.csv").read_text().startswith(",".join(COLUMNS) + "\n")
    for one, other in zip(in_json, in_csv, strict=True):
        assert list(one) == list(other) == list(COLUMNS)
        for name in set(COLUMNS) - {"seconds", "begun", "changes"}:
            assert other[name] == ("" if one[name] is None else str(one[name]))
    assert [row["sop_instance_uid"] for row in in_csv] == [stored.uid, failed.uid]


@pytest.mark.parametrize("name", REPORTS)
def test_no_patient_data(name: str, tmp_path: Path) -> None:
    make_instances(tmp_path / "in", 2, Attributes(patient_id="4711", patient_name="Nobody^Noah", description="Secret"))

    with recording_scp() as recorder:
        run_here("store", recorder.address, tmp_path / "in", "--report", tmp_path / name)

    text = (tmp_path / name).read_text()
    assert text.count("1.2.840.10008.5.1.4.1.1.2,") + text.count('"1.2.840.10008.5.1.4.1.1.2"') == 2
    assert not any(word in text for word in ("Nobody", "Noah", "Secret", "19700131"))


@pytest.mark.parametrize("name", ["report", "report.txt", "report.json.gz", ".json"])
@pytest.mark.parametrize("option", ["--report", "--resume"])
def test_the_ending_says_how_and_nothing_else_does(option: str, name: str, tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path / "in", 1)

    with recording_scp() as recorder:
        done = run_here("store", recorder.address, made.path, option, tmp_path / name)

    assert done.returncode == 2
    assert f"{option} takes a name that ends with .json or .csv" in done.stderr
    assert not recorder.requests
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("name", ["nowhere/report.json", "folder.json", "file/report.csv"])
def test_that_it_can_be_written_is_known_before_anything_is_sent(name: str, tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path / "in", 1)
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "file").touch()

    with recording_scp() as recorder:
        answer = answer_here("store", recorder.address, made.path, "--report", tmp_path / name, status=4)

    assert answer["error"]["kind"] == "file"
    assert str(tmp_path / name) in answer["error"]["message"]
    assert not recorder.requests
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder.json", "in"]


@pytest.mark.parametrize("name", REPORTS)
def test_a_server_that_is_not_there(name: str, tmp_path: Path) -> None:
    make_instances(tmp_path / "in", 3)
    report = tmp_path / name

    done = run_here("store", f"{LOCALHOST}:{free_port()}", tmp_path / "in", "--report", report)

    assert done.returncode == 3
    assert [row["outcome"] for row in rows(report)] == ["not sent"] * 3
    assert all("the run ended before it was stored: " in row["reason"] for row in rows(report))
    assert all("refused" in row["reason"] for row in rows(report))


@pytest.mark.parametrize("name", REPORTS)
def test_an_association_that_is_lost(name: str, tmp_path: Path) -> None:
    make_instances(tmp_path / "in", 4)
    report = tmp_path / name

    with scripted_peer(die_after(1)) as peer:
        done = run_here("store", peer.address, tmp_path / "in", "--report", report)

    assert done.returncode == 3
    assert [row["outcome"] for row in rows(report)] == ["stored", "unconfirmed", "not sent", "not sent"]
    assert [str(row["association"]) for row in rows(report)] == ["1", "1", "0", "0"]
    assert [str(row["attempts"]) for row in rows(report)] == ["1", "1", "0", "0"]
    assert "aborted the association" in rows(report)[1]["reason"]


def test_halt_tells_of_the_rest_too(tmp_path: Path) -> None:
    made = make_instances(tmp_path / "in", 3)
    recorder = Recorder(store_statuses={made[1].uid: 0xC000})
    report = tmp_path / "report.json"

    with recording_scp(recorder):
        done = run_here("store", recorder.address, tmp_path / "in", "--halt", "--report", report)

    assert done.returncode == 1
    assert [row["outcome"] for row in rows(report)] == ["stored", "failed", "not sent"]


@pytest.mark.parametrize("signals", [[signal.SIGTERM], [signal.SIGHUP], [signal.SIGINT, signal.SIGTERM]])
def test_a_run_that_is_interrupted(signals: list[signal.Signals], tmp_path: Path) -> None:
    make_instances(tmp_path / "in", 3)
    report = tmp_path / "report.json"

    def answer_one(conversation: Conversation) -> None:
        conversation.accept()
        conversation.respond(conversation.receive_message(), scripts.SUCCESS)
        conversation.receive_message()
        conversation.wait_until_closed()

    with (
        scripted_peer(answer_one) as peer,
        started("store", peer.address, tmp_path / "in", "--report", report) as process,
    ):
        for _ in range(2):
            peer.messages.get(timeout=SECONDS)
        for number in signals:
            process.send_signal(number)
        _, errors = process.communicate(timeout=SECONDS)

    assert_no_bug(errors)
    assert process.returncode == 130
    assert [row["outcome"] for row in rows(report)] == ["stored", "unconfirmed", "not sent"]
    assert json.loads(report.read_text())["error"]["kind"] == "interrupted"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "report.json"]


def test_a_terminal_that_goes_away(tmp_path: Path) -> None:
    """Then nothing can be told any more, but by the report."""
    make_instances(tmp_path / "in", 3)
    report = tmp_path / "report.json"
    ours, theirs = os.openpty()

    with scripted_peer(scripts.ignore_every_request) as peer:
        words = command_line("store", peer.address, tmp_path / "in", "--report", report)
        with subprocess.Popen(words, env=ENVIRONMENT, stdin=theirs, stdout=theirs, stderr=theirs) as process:
            peer.messages.get(timeout=SECONDS)
            os.close(theirs)
            os.close(ours)
            process.send_signal(signal.SIGHUP)
            process.wait(timeout=SECONDS)

    assert process.returncode != 0
    assert [row["outcome"] for row in rows(report)] == ["unconfirmed", "not sent", "not sent"]
    assert json.loads(report.read_text())["error"]["kind"] == "interrupted"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "report.json"]


def test_a_reader_of_the_output_that_goes_away(tmp_path: Path) -> None:
    make_instances(tmp_path / "in", 3)
    report = tmp_path / "report.json"

    with (
        recording_scp() as recorder,
        started("store", recorder.address, tmp_path / "in", "--report", report, env={"PYTHONUNBUFFERED": "1"}) as it,
    ):
        assert it.stdout is not None
        it.stdout.close()
        it.wait(timeout=SECONDS)

    assert len(rows(report)) == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "report.json"]


def test_the_old_report_stands_until_the_new_one_is_whole(tmp_path: Path) -> None:
    make_instances(tmp_path / "in", 1)
    report = tmp_path / "report.json"
    report.write_text("old")
    then: list[str] = []

    def look(conversation: Conversation) -> None:
        conversation.accept()
        message = conversation.receive_message()
        then.append(report.read_text())
        conversation.respond(message, scripts.SUCCESS)
        conversation.end()

    with scripted_peer(look) as peer:
        ask("store", peer.address, tmp_path / "in", "--report", report)

    assert then == ["old"]
    assert outcomes(report) == {row["file"].rsplit("/")[-1]: "stored" for row in rows(report)}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "report.json"]


def test_a_link_to_a_report_stays_one(tmp_path: Path) -> None:
    make_instances(tmp_path / "in", 1)
    (tmp_path / "real.json").touch()
    (tmp_path / "link.json").symlink_to("real.json")

    with recording_scp() as recorder:
        run_here("store", recorder.address, tmp_path / "in", "--report", tmp_path / "link.json")

    assert (tmp_path / "link.json").is_symlink()
    assert len(rows(tmp_path / "real.json")) == 1


@pytest.mark.parametrize("name", REPORTS)
def test_repeated_objects_stand_in_it_once(name: str, tmp_path: Path) -> None:
    make_instances(tmp_path / "in", 2)

    with recording_scp() as recorder:
        run_here("store", recorder.address, tmp_path / "in", "--repeat", "3", "--report", tmp_path / name)

    assert len(recorder.stored) == 6
    assert [row["outcome"] for row in rows(tmp_path / name)] == ["stored"] * 2


@pytest.mark.parametrize("name", REPORTS)
def test_paths_are_those_that_the_files_have_everywhere(name: str, tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path / "in", 1, Attributes(transfer_syntax=ImplicitVRLittleEndian))
    odd = os.fsencode(made.path.parent) + b'/caf\xe9, "x"\ny \xc3\xa4.dcm'
    os.rename(made.path, odd)

    with recording_scp() as recorder:
        done = run_here("store", recorder.address, "in", "--report", name, cwd=tmp_path)

    assert done.returncode == 0
    (row,) = rows(tmp_path / name)
    assert os.fsencode(row["file"]) == odd
