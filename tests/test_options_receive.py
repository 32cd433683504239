"""The options about received objects, and those of the UIDs that are made: what is on disk, and what the peer sees."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydicom.filereader import read_file_meta_info
from pydicom.uid import UID, ImplicitVRLittleEndian
from pynetdicom.presentation import build_context

from scu import implementation
from scu.errors import UsageError
from scu.storage.names import FileNames
from scu.storage.prefixes import PREFIXES
from scu.storage.receive import Receiver
from tests.peers.command import answer_here, run_here
from tests.peers.dcmtk import Server
from tests.peers.instances import Attributes, Made, data_set_bytes, make_instances
from tests.peers.processes import LOCALHOST, free_port
from tests.peers.recording import Recorder, recording_scp
from tests.peers.tls import dcmtk_program

CT, RAW = "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.66"
LITTLE = "1.2.840.10008.1.2.1"


@pytest.fixture(autouse=True)
def our_own_uid(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test may choose another root; the next one finds ours."""
    monkeypatch.setattr(implementation, "CLASS_UID", implementation.CLASS_UID)


def study(made: Made) -> list[str]:
    return ["-k", f"StudyInstanceUID={made.study}"]


def retrieving(verb: str, ports: dict[str, int]) -> list[object]:
    return ["--port-scp", ports["SCU"]] if verb == "move" else []


@pytest.mark.parametrize("verb", ["get", "move"])
def test_what_is_ignored_is_counted_and_not_kept(
    verb: str, dcmqrscp: Server, archive: list[Made], move_ports: dict[str, int], tmp_path: Path
) -> None:
    words = [verb, dcmqrscp.address, *study(archive[0]), *retrieving(verb, move_ports), "--ignore"]

    answer = answer_here(*words, cwd=tmp_path)
    done = run_here(*words, cwd=tmp_path)

    assert list(tmp_path.iterdir()) == []
    assert answer["summary"]["received"] == answer["summary"]["completed"] == 5
    assert answer["summary"]["bytes"] > 5 * 32 * 32 * 2
    assert {it["file"] for it in answer["instances"]} == {None}
    assert {it["sop_instance_uid"] for it in answer["instances"]} == {it.uid for it in archive[:5]}
    assert "Received:       5 objects, none kept" in done.stdout
    assert f"received  {archive[0].uid}\n" in done.stdout


@pytest.mark.parametrize("option", ["-o", "-od", "--output", "--output-directory"])
@pytest.mark.parametrize("way", ["-B", "--normal", "+B", "--bit-preserving"])
def test_both_ways_of_receiving_keep_every_bit(option: str, way: str, tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path / "theirs", 1, Attributes(transfer_syntax=ImplicitVRLittleEndian))
    with recording_scp(Recorder(instances=[made])) as server:
        answer_here("get", server.address, *study(made), option, tmp_path / "out", way)

    assert data_set_bytes(tmp_path / "out" / f"{made.uid}.dcm") == data_set_bytes(made.path)


@pytest.mark.parametrize("in_memory", [False, True])
def test_in_memory_nothing_is_written_before_the_object_is_complete(in_memory: bool, tmp_path: Path) -> None:
    seen: list[int] = []

    def fragments() -> Iterator[memoryview]:
        for part in (b"\x08\0\x16\0UI\2\0", b"1\0"):
            yield memoryview(part)
            seen.append(len(list(tmp_path.iterdir())))

    kept = Receiver(tmp_path, in_memory=in_memory).receive(CT, "1.2.3", LITTLE, "", fragments())

    assert seen == ([0, 0] if in_memory else [1, 1])
    assert kept.size == 10
    assert data_set_bytes(tmp_path / "1.2.3.dcm") == b"\x08\0\x16\0UI\2\x001\0"


def test_names_are_those_of_the_old_getscu(dcmqrscp: Server, archive: list[Made], tmp_path: Path) -> None:
    theirs, ours = tmp_path / "theirs", tmp_path / "ours"
    theirs.mkdir()
    key = f"StudyInstanceUID={archive[0].study}"
    words = ["-S", "-k", "QueryRetrieveLevel=STUDY", "-k", key, "-od", str(theirs), "-aec", dcmqrscp.ae_title]
    command = [dcmtk_program("getscu"), *words, LOCALHOST, str(dcmqrscp.port)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)

    answer_here("get", dcmqrscp.address, "-k", key, "-o", ours, "--file-names", "dcmtk")

    assert sorted(path.name for path in ours.iterdir()) == sorted(path.name for path in theirs.iterdir())
    assert {path.name[:3] for path in ours.iterdir()} == {"CT.", "MR."}


def test_the_prefixes_are_of_storage_classes() -> None:
    assert len(PREFIXES) == 211
    for uid, prefix in PREFIXES.items():
        assert UID(uid).is_valid
        assert FileNames.DCMTK.file_name(uid, "1.2") == f"{prefix}.1.2"
        assert prefix.replace("_", "").isalnum()
    assert FileNames.DCMTK.file_name(RAW, "1.2") == "RAW.1.2"
    assert FileNames.DCMTK.file_name("1.2.3.4", "1.2") == "UNKNOWN.1.2"


def test_another_object_of_the_same_uid_gets_a_name_of_its_own(tmp_path: Path) -> None:
    receiver = Receiver(tmp_path, names=FileNames.DCMTK)
    for value in (b"1\0", b"2\0", b"1\0"):
        data = memoryview(b"\x08\0\x16\0UI\2\0" + value)
        receiver.receive(CT, "1.2.3", LITTLE, "", iter([data]))

    assert sorted(path.name for path in tmp_path.iterdir()) == ["CT.1.2.3", "CT.1.2.3_1"]


@pytest.mark.parametrize("where", ["option", "environment"])
def test_the_root_of_uids_is_used_wherever_one_is_made(
    where: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    words: list[object] = ["--root-uid", "1.2.826.0.1.77"] if where == "option" else []
    monkeypatch.setenv("GDCM_ROOT_UID", "1.2.826.0.1.77" if where == "environment" else "1.99")
    expected = "1.2.826.0.1.77.115.99.117"
    (made,) = make_instances(tmp_path / "theirs", 1, Attributes(transfer_syntax=ImplicitVRLittleEndian))
    query = tmp_path / "query.dcm"
    with recording_scp(Recorder(instances=[made])) as server:
        out = tmp_path / "out"
        answer_here("get", server.address, *study(made), "-o", out, "--store-query", query, "--no-find", *words)

    assert {request.implementation_class_uid for request in server.requests} == {expected}
    for path in (query, out / f"{made.uid}.dcm"):
        assert read_file_meta_info(path).ImplementationClassUID == expected


def test_the_storage_scp_goes_by_the_root_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path / "theirs")
    port = free_port()
    with recording_scp(Recorder(instances=[made], destinations={"SCU": port})) as server:
        words = ["--port-scp", port, "--root-uid", "1.2.826.0.1.77", "-o", tmp_path / "out"]
        answer_here("move", server.address, *study(made), *words)

    meta = read_file_meta_info(tmp_path / "out" / f"{made.uid}.dcm")
    assert meta.ImplementationClassUID == "1.2.826.0.1.77.115.99.117"


@pytest.mark.parametrize("root", ["", "1", "1.2.", "1.02", "3.1", ".1", "1..2", "1.2.a", "1.2\n", "1.2 "])
def test_what_is_no_root_is_refused(root: str) -> None:
    with pytest.raises(UsageError, match="--root-uid is a root of UIDs"):
        implementation.use_root(root, "--root-uid")


def test_a_root_leaves_room_for_what_follows_it() -> None:
    implementation.use_root("1." + "1" * 51, "--root-uid")
    assert len(implementation.CLASS_UID) == 64
    with pytest.raises(UsageError, match="54 characters, and 53 are the most"):
        implementation.use_root("1." + "1" * 52, "--root-uid")


@pytest.mark.parametrize("option", ["--abort", ""])
def test_an_association_ends_as_asked(option: str) -> None:
    with recording_scp(contexts=[build_context("1.2.840.10008.1.1")]) as server:
        assert run_here("echo", server.address, *option.split()).returncode == 0

    assert (server.aborted, server.released) == ((1, 0) if option else (0, 1))


@pytest.mark.parametrize("layout", [[], ["--name", "{PatientID}/{Modality}/{SOPInstanceUID}.dcm"]])
def test_with_sync_the_disk_has_each_object_and_the_way_to_it(
    layout: list[str], dcmqrscp: Server, archive: list[Made], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    sync = os.fsync

    def watched(descriptor: int) -> None:
        synced.append(Path(os.readlink(f"/proc/self/fd/{descriptor}")))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", watched)
    words = ["get", dcmqrscp.address, *study(archive[0]), "-o", tmp_path, *layout]

    assert run_here(*words).returncode == 0
    assert synced == []
    assert run_here(*words, "--sync").returncode == 0

    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    folders = {folder for file in files for folder in file.parents if folder.is_relative_to(tmp_path)}
    assert sum(path.suffix == ".part" for path in synced) == len(files) == 5
    assert {path for path in synced if path.suffix != ".part"} == folders


def test_nothing_is_synced_that_is_not_kept(tmp_path: Path) -> None:
    done = run_here("get", LOCALHOST, "-k", "StudyInstanceUID=1.2", "--ignore", "--sync")

    assert done.returncode == 2
    assert "--ignore" in done.stderr
    assert "--sync" in done.stderr
