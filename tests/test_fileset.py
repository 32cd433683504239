"""--dicomdir: what is received is a File-set that pydicom and DCMTK read, and what was one already stays one."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydicom.dataset import FileDataset
from pydicom.filereader import dcmread
from pydicom.fileset import FileInstance, FileSet, is_conformant_file_id
from pydicom.uid import UID, ExplicitVRLittleEndian, ImplicitVRLittleEndian

from scu.errors import FileProblem, Partial
from scu.results import Instance
from scu.storage.directory import Directory
from scu.storage.fileset import FileSetReceiver, place
from scu.storage.meta import examine
from scu.storage.names import OnExists
from tests.peers.command import answer_here, run_here
from tests.peers.dcmtk import Server
from tests.peers.instances import (
    Attributes,
    Made,
    carried_by_pydicom,
    data_set_bytes,
    make_archive,
    make_instances,
)
from tests.peers.recording import Recorder, recording_scp
from tests.peers.tls import dcmtk_program


def receive(receiver: FileSetReceiver, path: Path) -> Instance:
    sent = examine(str(path))
    uids = sent.sop_class_uid, sent.sop_instance_uid, sent.transfer_syntax_uid
    return receiver.receive(*uids, "PACS", iter([memoryview(data_set_bytes(path))]))


def received(folder: Path, paths: list[Path], **options: Any) -> list[Instance]:
    with FileSetReceiver(folder, **options) as receiver:
        return [receive(receiver, path) for path in paths]


def listed(folder: Path) -> dict[UID, FileDataset]:
    """What the DICOMDIR lists, by SOP Instance UID; each record is checked against the object in its file."""
    found: dict[UID, FileDataset] = {}
    instances = instances_in(folder)
    for instance in instances:
        loaded = instance.load()
        assert isinstance(loaded, FileDataset)
        assert instance.SOPInstanceUID == loaded.file_meta.MediaStorageSOPInstanceUID
        assert instance.SOPClassUID == loaded.SOPClassUID
        assert instance.TransferSyntaxUID == loaded.file_meta.TransferSyntaxUID
        if "PatientID" in loaded and "StudyInstanceUID" in loaded:
            assert instance.PatientID == loaded.PatientID
            assert instance.StudyInstanceUID == loaded.StudyInstanceUID
            assert instance.SeriesInstanceUID == loaded.SeriesInstanceUID
        found[instance.SOPInstanceUID] = loaded
    assert len(found) == len(instances)
    return found


def instances_in(folder: Path) -> list[FileInstance]:
    """What pydicom finds in the DICOMDIR."""
    fileset = FileSet(folder / "DICOMDIR")
    fileset._stage["t"].cleanup()  # it makes a folder for what it would add, and complains if that is left to it
    return list(fileset)


def dumped(folder: Path) -> str:
    """The DICOMDIR as DCMTK reads it: without a complaint."""
    command = [dcmtk_program("dcmdump"), str(folder / "DICOMDIR")]
    done = subprocess.run(command, check=True, capture_output=True, timeout=60)
    assert done.stderr == b""
    return done.stdout.decode("utf-8", "replace")


def test_pydicom_and_dcmtk_read_what_was_received(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "theirs")

    received(tmp_path / "out", [made.path for made in archive])

    found = listed(tmp_path / "out")
    assert {made.uid: made.read() for made in archive} == found
    text = dumped(tmp_path / "out")
    assert text.count("[PATIENT]") == 2
    assert text.count("[STUDY]") == 3
    assert text.count("[SERIES]") == 4
    assert text.count("[IMAGE]") == 9
    for path in (tmp_path / "out").rglob("*"):
        if path.is_file():
            assert is_conformant_file_id(path.relative_to(tmp_path / "out"))
            assert re.fullmatch(r"DICOMDIR|DICOM/[A-Z2-7]{2}/[A-Z2-7]{8}", str(path.relative_to(tmp_path / "out")))


def test_the_offsets_are_where_the_records_are(tmp_path: Path) -> None:
    received(tmp_path, [made.path for made in make_archive(tmp_path / "theirs")])

    dataset = dcmread(tmp_path / "DICOMDIR")

    records = {record.seq_item_tell: record for record in dataset.DirectoryRecordSequence}
    reached = []
    todo = [dataset.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity]
    while todo:
        offset = todo.pop()
        if offset:
            reached.append(offset)
            record = records[offset]
            assert record.RecordInUseFlag == 0xFFFF
            todo += [record.OffsetOfTheNextDirectoryRecord, record.OffsetOfReferencedLowerLevelDirectoryEntity]
    assert sorted(reached) == sorted(records)
    last = records[dataset.OffsetOfTheLastDirectoryRecordOfTheRootDirectoryEntity]
    assert last.DirectoryRecordType == "PATIENT" and not last.OffsetOfTheNextDirectoryRecord
    assert dataset.FileSetConsistencyFlag == 0
    assert dataset.file_meta.TransferSyntaxUID == ExplicitVRLittleEndian


def test_text_is_in_the_character_set_of_its_object(tmp_path: Path) -> None:
    (made,) = make_instances(
        tmp_path / "theirs", 1, Attributes(patient_name="Yamada^Tarou=山田^太郎", charset="ISO_IR 192")
    )

    received(tmp_path / "out", [made.path])

    (patient, *_) = dcmread(tmp_path / "out" / "DICOMDIR").DirectoryRecordSequence
    assert patient.SpecificCharacterSet == "ISO_IR 192"
    assert str(patient.PatientName) == "Yamada^Tarou=山田^太郎"


def test_what_is_listed_already_stays(tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = make_archive(tmp_path / "first")
    more = make_instances(tmp_path / "more", 2, Attributes(study=first[0].study, series=first[0].series))
    received(out, [made.path for made in first])
    before = dcmread(out / "DICOMDIR").file_meta.MediaStorageSOPInstanceUID

    received(out, [made.path for made in more])
    received(out, [first[3].path])

    assert listed(out).keys() == {made.uid for made in (*first, *more)}
    assert dumped(out).count("[PATIENT]") == 2
    assert dumped(out).count("[STUDY]") == 3
    assert dcmread(out / "DICOMDIR").file_meta.MediaStorageSOPInstanceUID == before


def test_a_file_set_of_dcmtk_is_added_to(tmp_path: Path) -> None:
    out = tmp_path / "out"
    theirs = make_archive(tmp_path / "theirs")
    (out / "CD").mkdir(parents=True)
    for number, made in enumerate(theirs):
        shutil.copy(made.path, out / "CD" / f"IMG{number}")
    command = [dcmtk_program("dcmmkdir"), "+r", "+id", str(out), "+I", "+D", str(out / "DICOMDIR"), "+F", "DISC"]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    before = {path: path.read_bytes() for path in (out / "CD").iterdir()}
    (more,) = make_instances(tmp_path / "more", 1, Attributes(study=theirs[0].study, series=theirs[0].series))

    received(out, [more.path])

    assert listed(out).keys() == {made.uid for made in (*theirs, more)}
    assert {path: path.read_bytes() for path in (out / "CD").iterdir()} == before
    dataset = dcmread(out / "DICOMDIR")
    assert dataset.FileSetID == "DISC"
    assert dumped(out).count("[PATIENT]") == 2


def test_pydicoms_own_file_set_is_added_to(tmp_path: Path) -> None:
    theirs = carried_by_pydicom("dicomdirtests")
    out = tmp_path / "out"
    shutil.copytree(theirs, out)
    there = {instance.SOPInstanceUID for instance in instances_in(out)}
    (more,) = make_instances(tmp_path / "more", 1)

    received(out, [more.path])

    assert {instance.SOPInstanceUID for instance in instances_in(out)} == {*there, more.uid}
    assert len(there) > 10


def test_an_object_that_changed_is_listed_anew(tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path / "theirs", 1)
    received(tmp_path / "out", [made.path])
    dataset = made.read()
    dataset.PatientID = "P2"
    dataset.save_as(made.path, enforce_file_format=True)

    received(tmp_path / "out", [made.path], on_exists=OnExists.OVERWRITE)

    assert listed(tmp_path / "out")[made.uid].PatientID == "P2"


def test_a_different_object_of_the_same_uid_is_kept_and_not_listed(tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path / "theirs", 1)
    received(tmp_path / "out", [made.path])
    dataset = made.read()
    dataset.PatientID = "P2"
    dataset.save_as(made.path, enforce_file_format=True)

    with pytest.raises(Partial, match="1 of 1 objects are not in") as caught:
        received(tmp_path / "out", [made.path])

    assert caught.value.cause == "another file of the same SOP Instance UID is listed"
    assert listed(tmp_path / "out")[made.uid].PatientID == "P1"
    kept = [path for path in (tmp_path / "out" / "DICOM").rglob("*") if path.is_file()]
    assert len(kept) == 2


def test_an_object_that_cannot_be_listed_is_kept(tmp_path: Path) -> None:
    good, bad = make_instances(tmp_path / "theirs", 2)
    dataset = bad.read()
    del dataset.InstanceNumber
    dataset.save_as(bad.path, enforce_file_format=True)

    with pytest.raises(Partial, match="1 of 2 objects are not in") as caught:
        received(tmp_path / "out", [good.path, bad.path])

    assert "Instance Number" in caught.value.cause
    assert listed(tmp_path / "out").keys() == {good.uid}
    assert len([path for path in (tmp_path / "out" / "DICOM").rglob("*") if path.is_file()]) == 2


@pytest.mark.parametrize("name", ["CT_small.dcm", "MR_small_RLE.dcm", "image_dfl.dcm", "rtplan.dcm", "reportsi.dcm"])
def test_pydicoms_own_files_are_listed(name: str, tmp_path: Path) -> None:
    dataset = dcmread(carried_by_pydicom(name))
    missing = {"PatientID": "P1", "StudyDate": "20240101", "StudyTime": "10", "StudyID": "1", "SeriesNumber": 1}
    for keyword, value in {**missing, "InstanceNumber": 1, "Modality": "OT"}.items():
        if not dataset.get(keyword):
            setattr(dataset, keyword, value)
    path = tmp_path / "object.dcm"
    dataset.save_as(path)

    received(tmp_path / "out", [path])

    assert list(listed(tmp_path / "out")) == [dataset.file_meta.MediaStorageSOPInstanceUID]
    dumped(tmp_path / "out")


def make_text(path: Path) -> None:
    path.write_text("mine")


def make_object(path: Path) -> None:
    shutil.copy(carried_by_pydicom("CT_small.dcm"), path)


def make_half(path: Path) -> None:
    path.write_bytes((carried_by_pydicom("dicomdirtests") / "DICOMDIR").read_bytes()[:2000])


NO_DICOMDIR: list[Callable[[Path], None]] = [make_text, Path.mkdir, make_object, make_half]


@pytest.mark.parametrize("make", NO_DICOMDIR)
def test_what_cannot_be_added_to_stays_as_it_is(make: Callable[[Path], None], tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    make(out / "DICOMDIR")

    with recording_scp() as server:
        done = run_here("get", server.address, "-k", "StudyInstanceUID=1", "-o", out, "--dicomdir")

    assert done.returncode == 4, done.stderr
    assert "nothing can be added to" in done.stderr
    assert server.asked == []
    assert [path.name for path in out.iterdir()] == ["DICOMDIR"]


def test_a_directory_that_goes_round_is_refused(tmp_path: Path) -> None:
    received(tmp_path, [made.path for made in make_instances(tmp_path / "theirs", 2)])
    data = bytearray((tmp_path / "DICOMDIR").read_bytes())
    first = dcmread(tmp_path / "DICOMDIR").DirectoryRecordSequence[0].seq_item_tell
    data[first + 16 : first + 20] = first.to_bytes(4, "little")
    (tmp_path / "DICOMDIR").write_bytes(data)

    with pytest.raises(FileProblem, match="nothing can be added to"):
        Directory(tmp_path)


def test_the_same_object_has_the_same_place_and_others_have_others() -> None:
    def name(number: int) -> tuple[str, ...]:
        found = place("", 0, ("1.2", f"1.2.{number}", "1.2"))
        return (*found.folders, found.file_name(0))

    assert len({name(number) for number in range(20_000)}) == 20_000
    assert name(1) == name(1)
    one = place("", 0, ("1.2", "1.2.3", "1.2"))
    assert one.file_name(0) != one.file_name(1)


@pytest.mark.parametrize("verb", ["get", "move"])
def test_dcmqrscp(verb: str, dcmqrscp: Server, archive: list[Made], move_ports: dict[str, int], tmp_path: Path) -> None:
    words: list[object] = ["--port-scp", move_ports["SCU"]] if verb == "move" else []

    for study in (archive[0].study, archive[5].study):
        answer = answer_here(
            verb, dcmqrscp.address, "-k", f"StudyInstanceUID={study}", "-o", tmp_path, "--dicomdir", *words
        )
        assert answer["ok"]

    assert listed(tmp_path).keys() == {made.uid for made in archive[:7]}
    dumped(tmp_path)


def test_what_came_is_listed_even_if_the_rest_did_not(tmp_path: Path) -> None:
    made = make_instances(tmp_path / "theirs", 2, Attributes(transfer_syntax=ImplicitVRLittleEndian))
    with recording_scp(Recorder(instances=made)) as server:
        words = ["get", server.address, "-k", f"StudyInstanceUID={made[0].study}", "-o", tmp_path / "out", "--dicomdir"]
        answer_here(*words)
        (tmp_path / "out" / "DICOMDIR").unlink()
        done = run_here(*words, "--on-exists", "skip")

    assert done.returncode == 0
    assert listed(tmp_path / "out").keys() == {it.uid for it in made}


def test_what_cannot_be_listed_is_told_in_the_report(tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path / "theirs", 1, Attributes(patient_id="", transfer_syntax=ImplicitVRLittleEndian))
    with recording_scp(Recorder(instances=[made])) as server:
        answer = answer_here(
            "get",
            server.address,
            "-k",
            f"StudyInstanceUID={made.study}",
            "-o",
            tmp_path / "out",
            "--dicomdir",
            status=1,
        )

    assert answer["error"]["kind"] == "partial"
    assert "1 of 1 objects are not in" in answer["error"]["message"]
    assert answer["summary"]["received"] == 1
