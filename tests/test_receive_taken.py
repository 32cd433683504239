"""--on-exists and --name: what a peer is answered, what is on disk, and what the user is told."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from pydicom.filereader import dcmread
from pydicom.uid import ExplicitVRLittleEndian, ImplicitVRLittleEndian

from scu.results import Instance
from scu.storage.names import FileNames, OnExists
from scu.storage.receive import Receiver
from tests.peers.command import answer_here, error_here, run_here
from tests.peers.dcmtk import Server
from tests.peers.instances import Attributes, Made, data_set_bytes, make_instances, same_object
from tests.peers.orthanc import Orthanc
from tests.peers.recording import Recorder, recording_scp

CT = "1.2.840.10008.5.1.4.1.1.2"
NAMES = {FileNames.UID: "1.2.3.dcm", FileNames.DCMTK: "CT.1.2.3", FileNames.PLAIN: "1.2.3"}
TEMPLATE = "{PatientID}/{StudyInstanceUID}/{Modality}-{SeriesNumber}/{SOPInstanceUID}.dcm"


def receive(folder: Path, names: FileNames, on_exists: OnExists, data: bytes) -> Instance:
    receiver = Receiver(folder, names=names, on_exists=on_exists)
    return receiver.receive(CT, "1.2.3", ExplicitVRLittleEndian, "PACS", iter([memoryview(data)]))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: data_set_bytes(path) for path in folder.iterdir()}


@pytest.mark.parametrize("names", FileNames)
@pytest.mark.parametrize("again", [b"the same", b"another"])
def test_kept(tmp_path: Path, names: FileNames, again: bytes) -> None:
    for data in (b"the same", again):
        instance = receive(tmp_path, names, OnExists.KEEP, data)

    found = contents(tmp_path)
    assert found.pop(NAMES[names]) == b"the same"
    assert list(found.values()) == ([] if again == b"the same" else [b"another"])
    assert instance.file is not None and data_set_bytes(Path(instance.file)) == again


@pytest.mark.parametrize("names", FileNames)
def test_overwritten(tmp_path: Path, names: FileNames) -> None:
    (tmp_path / NAMES[names]).write_text("no DICOM file")

    for data in (b"one", b"another"):
        instance = receive(tmp_path, names, OnExists.OVERWRITE, data)

        assert instance.file == str(tmp_path / NAMES[names])
        assert contents(tmp_path) == {NAMES[names]: data}


@pytest.mark.parametrize("names", FileNames)
@pytest.mark.parametrize("on_exists", [OnExists.SKIP, OnExists.ERROR])
def test_left_as_it_is(tmp_path: Path, names: FileNames, on_exists: OnExists) -> None:
    first = receive(tmp_path, names, on_exists, b"mine")
    second = receive(tmp_path, names, on_exists, b"theirs")

    assert first.status is not None and first.status.ok and not first.reason
    assert contents(tmp_path) == {NAMES[names]: b"mine"}
    assert second.status is not None
    if on_exists is OnExists.SKIP:
        assert (second.status.code, second.file, second.size) == (0, first.file, 6)
        assert second.skipped and not first.skipped
    else:
        assert (second.status.code, second.file) == (0x0111, None)
        assert second.reason == "refused: its file is there already"


def test_a_folder_of_that_name_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "1.2.3.dcm").mkdir()

    instance = receive(tmp_path, FileNames.UID, OnExists.OVERWRITE, b"data")

    assert instance.status is not None and instance.status.code == 0xA700
    assert os.listdir(tmp_path) == ["1.2.3.dcm"]


def served(folder: Path, count: int = 2) -> list[Made]:
    return make_instances(folder, count, Attributes(transfer_syntax=ImplicitVRLittleEndian))


def study(made: Made) -> list[str]:
    return ["-k", f"StudyInstanceUID={made.study}"]


def fetching(verb: str, ports: dict[str, int]) -> list[object]:
    return ["--port-scp", ports["SCU"]] if verb == "move" else []


@pytest.mark.parametrize("template", [None, "{PatientID}/{SOPInstanceUID}.dcm"])
@pytest.mark.parametrize("way", ["skip", "error", "overwrite", "keep"])
def test_what_the_peer_and_the_user_are_told(template: str | None, way: str, tmp_path: Path) -> None:
    made = served(tmp_path / "theirs")
    out = tmp_path / "out"
    mine = out / ("P1" if template else "") / f"{made[0].uid}.dcm"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    words = ["get", "-o", out, *study(made[0]), "--on-exists", way, *(["--name", template] if template else [])]

    with recording_scp(Recorder(instances=made)) as server:
        if way == "error":
            error = error_here(*words, server.address, kind="partial", status=1)
            assert error["message"] == "1 object could not be received: a file of that name is there already"
            assert "its file is there already" in run_here(*words, server.address).stdout
        else:
            answer = answer_here(*words, server.address)
            assert answer["summary"]["received"] == answer["summary"]["completed"] == 2
            assert [it.get("skipped", False) for it in answer["instances"]] == [way == "skip", False]
            assert answer["summary"]["skipped"] == (way == "skip")

    kept = mine if way == "overwrite" else None
    assert (mine.read_bytes() == b"mine") is (kept is None)
    assert same_object(mine.parent / f"{made[1].uid}.dcm", made[1].path)
    assert (mine.parent / f"{made[0].uid}_1.dcm").exists() is (way == "keep")
    assert len(list(mine.parent.iterdir())) == (3 if way == "keep" else 2)


def test_skipped_objects_are_counted_aloud(tmp_path: Path) -> None:
    made = served(tmp_path / "theirs", 3)
    words = ["get", "-o", tmp_path / "out", *study(made[0]), "--on-exists", "skip"]

    with recording_scp(Recorder(instances=made)) as server:
        first, second = run_here(*words, server.address), run_here(*words, server.address)

    assert first.returncode == second.returncode == 0
    assert "Skipped:" not in first.stdout
    assert "Skipped:        3 objects, their files were there already" in second.stdout
    assert f"skipped   {tmp_path / 'out' / f'{made[0].uid}.dcm'}\n" in second.stdout


@pytest.mark.parametrize("verb", ["get", "move"])
def test_dcmqrscp_lays_out(
    verb: str, dcmqrscp: Server, archive: list[Made], move_ports: dict[str, int], tmp_path: Path
) -> None:
    words = [verb, dcmqrscp.address, *study(archive[0]), *fetching(verb, move_ports), "-o", tmp_path]

    answer = answer_here(*words, "--name", TEMPLATE)

    check_laid_out(tmp_path, archive[:5], answer)


def test_orthanc_lays_out(orthanc: Orthanc, archive: list[Made], tmp_path: Path) -> None:
    answer = answer_here("get", orthanc.address, *study(archive[0]), "-o", tmp_path, "--name", TEMPLATE)

    check_laid_out(tmp_path, archive[:5], answer)


def check_laid_out(out: Path, expected: list[Made], answer: Any) -> None:
    files = {path for path in out.rglob("*") if path.is_file()}
    assert {it["file"] for it in answer["instances"]} == set(map(str, files))
    assert len(files) == len(expected)
    for one in expected:
        dataset = one.read()
        folder = out / one.patient_id / one.study / f"{dataset.Modality}-{dataset.SeriesNumber}"
        assert dcmread(folder / f"{one.uid}.dcm").PixelData == dataset.PixelData


REFUSED: dict[str, list[object]] = {
    "field": ["--name", "{PatientId}/{SOPInstanceUID}"],
    "nothing unique": ["--name", "one.dcm"],
    "would be lost": ["--name", "{PatientID}", "--on-exists", "skip"],
    "medium and name": ["--dicomdir", "--name", TEMPLATE],
    "medium and ignored": ["--dicomdir", "--ignore"],
    "two ways": ["--name", TEMPLATE, "--file-names", "dcmtk"],
    "named and ignored": ["--name", TEMPLATE, "--ignore"],
    "skipped and ignored": ["--on-exists", "skip", "--ignore"],
    "no such way": ["--on-exists", "maybe"],
}


@pytest.mark.parametrize("words", [["--name", TEMPLATE], ["--dicomdir"], ["--on-exists", "skip"]])
def test_what_goes_to_a_third_party_has_no_files_here(words: list[str]) -> None:
    with recording_scp() as server:
        error = error_here(
            "move", server.address, "-k", "StudyInstanceUID=1", "--move", "ELSEWHERE", *words, kind="usage", status=2
        )

    assert error["message"] == f"{words[0]} needs --port-scp"
    assert server.requests == []


@pytest.mark.parametrize("verb", ["get", "move"])
@pytest.mark.parametrize("words", REFUSED.values(), ids=REFUSED)
def test_nothing_is_sent_for_what_cannot_be(verb: str, words: list[object], tmp_path: Path) -> None:
    with recording_scp() as server:
        done = run_here(verb, server.address, "-k", "StudyInstanceUID=1", "-o", tmp_path / "out", *words)

    assert done.returncode == 2
    assert done.stderr.startswith("scu: error: ")
    assert server.requests == []
    assert not (tmp_path / "out").exists()
