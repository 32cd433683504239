"""scu store: what does not go is told, and the rest goes."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydicom.uid import (
    CTImageStorage,
    ExplicitVRLittleEndian,
    MRImageStorage,
)
from pynetdicom.presentation import build_context

from tests.peers.command import ask, run_scu
from tests.peers.instances import Attributes, make_instances
from tests.peers.recording import Recorder, failing, recording_scp
from tests.peers.storing import counts, summary


@pytest.fixture
def mixed_folder(tmp_path: Path) -> Path:
    """Two good files, two that are no DICOM, and two whose meta header is broken."""
    folder = tmp_path / "mixed"
    good = make_instances(folder, 2)
    (folder / "0-notes.txt").write_text("not DICOM at all, but long enough to hold a preamble" * 10)
    (folder / "1-empty.dcm").touch()
    (folder / "2-header-only.dcm").write_bytes(bytes(128) + b"DICM")
    (folder / "3-cut.dcm").write_bytes(good[0].path.read_bytes()[:200])
    return folder


def test_what_cannot_be_read_is_told_and_the_rest_goes(mixed_folder: Path) -> None:
    missing = mixed_folder / "nowhere.dcm"

    with recording_scp() as recorder:
        answer = ask("store", recorder.address, mixed_folder, missing, status=1)
        done = run_scu("store", recorder.address, mixed_folder, missing)

    assert answer["ok"] is False
    assert len(recorder.stored) == 4
    assert counts(answer) == summary(5, stored=2, not_sent=3)
    unsent = {Path(entry["file"]).name for entry in answer["instances"] if entry["status"] is None}
    assert unsent == {"2-header-only.dcm", "3-cut.dcm", "nowhere.dcm"}
    assert all(entry["meaning"] for entry in answer["instances"])
    assert done.returncode == 1
    for name in unsent:
        assert name in done.stderr + done.stdout
    assert "2 files" in done.stderr


def test_a_file_that_was_named_and_is_no_dicom_is_told(tmp_path: Path) -> None:
    made = make_instances(tmp_path, 1)
    notes = tmp_path / "notes.txt"
    notes.write_text("not DICOM at all")

    with recording_scp() as recorder:
        answer = ask("store", recorder.address, notes, made[0].path, status=1)

    assert counts(answer) == summary(2, stored=1, not_sent=1)
    assert len(recorder.stored) == 1


def test_halt_stops_at_the_first_that_cannot_be_read(mixed_folder: Path) -> None:
    with recording_scp() as recorder:
        done = run_scu("store", recorder.address, mixed_folder, "--halt")

    assert done.returncode in (1, 4)
    assert recorder.stored == []


def test_nothing_to_send(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with recording_scp() as recorder:
        done = run_scu("store", recorder.address, tmp_path / "empty")
        without = run_scu("store", recorder.address)

    assert done.returncode != 0
    assert str(tmp_path / "empty") in done.stderr
    assert without.returncode == 2
    assert recorder.requests == []


def test_a_refused_object_is_told_and_the_rest_goes(tmp_path: Path) -> None:
    made = make_instances(tmp_path, 3)
    refused = made[0].uid
    recorder = Recorder(store_statuses={refused: failing(0xA700, "disk [bold]full[/bold]")})

    with recording_scp(recorder):
        answer = ask("store", recorder.address, tmp_path, status=1)
        done = run_scu("store", recorder.address, tmp_path)

    assert len(recorder.stored) == 6
    assert counts(answer) == summary(3, stored=2, failed=1)
    (entry,) = [entry for entry in answer["instances"] if entry["sop_instance_uid"] == refused]
    assert entry["status"] == "A700"
    assert "Out of" in entry["meaning"]
    assert done.returncode == 1
    assert "A700" in done.stdout + done.stderr
    assert "disk [bold]full[/bold]" in done.stdout + done.stderr


def test_halt_stops_at_the_first_refused(tmp_path: Path) -> None:
    make_instances(tmp_path, 3)

    with recording_scp(Recorder(status=0xA700)) as recorder:
        answer = ask("store", recorder.address, tmp_path, "--halt", status=1)

    assert len(recorder.stored) == 1
    assert counts(answer) == summary(3, failed=1, not_sent=2)


def test_a_warning_counts_as_stored_and_is_noted(tmp_path: Path) -> None:
    made = make_instances(tmp_path, 2)

    with recording_scp(Recorder(store_statuses={made[0].uid: 0xB000})) as recorder:
        answer = ask("store", recorder.address, tmp_path)
        done = run_scu("store", recorder.address, tmp_path)

    assert answer["ok"] is True
    assert answer["summary"]["warning"] == 1
    assert answer["summary"]["failed"] == answer["summary"]["not_sent"] == 0
    assert done.returncode == 0
    assert "B000" in done.stderr


def test_a_kind_that_the_peer_does_not_take(tmp_path: Path) -> None:
    make_instances(tmp_path, 2)
    refused = make_instances(tmp_path, 1, Attributes(sop_class=MRImageStorage))

    with recording_scp(contexts=[build_context(CTImageStorage, ExplicitVRLittleEndian)]) as recorder:
        answer = ask("store", recorder.address, tmp_path, status=1)

    assert [stored.sop_class for stored in recorder.stored] == [CTImageStorage, CTImageStorage]
    (entry,) = [entry for entry in answer["instances"] if entry["status"] != "0000"]
    assert entry["sop_instance_uid"] == refused[0].uid
    assert counts(answer)["stored"] == 2
