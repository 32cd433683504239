"""scu as a library: get and move, into files and into memory, and what a program that leaves costs the server."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any, assert_type, cast

import pytest
from pydicom.dataset import FileDataset
from pydicom.uid import DeflatedExplicitVRLittleEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian

import scu
from scu.storage.memory import MemoryReceiver
from tests.peers import moving
from tests.peers.archive import Archive
from tests.peers.dcmtk import Server
from tests.peers.hierarchy import assert_received
from tests.peers.instances import Made, make_instances
from tests.peers.moving import completed
from tests.peers.orthanc import Orthanc
from tests.peers.processes import LOCALHOST, free_port
from tests.peers.recording import Recorder, failing, recording_scp
from tests.peers.scripted import A_ABORT_TYPE, Conversation, scripted_peer
from tests.peers.scripts import C_CANCEL_RQ, CANCELLED, PENDING

COUNT = 4


@pytest.fixture(autouse=True)
def no_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCU_CONFIG", "")


@pytest.fixture
def made(tmp_path: Path) -> list[Made]:
    return make_instances(tmp_path / "theirs", COUNT)


@pytest.fixture
def study(made: list[Made]) -> dict[str, str]:
    return {"StudyInstanceUID": made[0].study}


def of_study(archive: list[Made]) -> list[Made]:
    return [made for made in archive if made.study == archive[0].study]


@pytest.mark.parametrize("name", ["orthanc", "dcmqrscp"])
def test_get_into_a_folder(name: str, archive: list[Made], tmp_path: Path, request: pytest.FixtureRequest) -> None:
    server: Orthanc | Server = request.getfixturevalue(name)
    with scu.connect(server.address) as peer:
        transfer = peer.get("STUDY", {"StudyInstanceUID": archive[0].study}, folder=tmp_path / "out")
        instances = list(transfer)

    assert_type(instances, list[scu.Instance])
    expected = of_study(archive)
    assert_received(tmp_path / "out", expected)
    assert {instance.file for instance in instances} == {str(path) for path in (tmp_path / "out").iterdir()}
    assert transfer.ok
    assert transfer.summary.received == transfer.summary.completed == len(expected)
    assert transfer.summary.bytes == sum(instance.size for instance in instances)


@pytest.mark.parametrize("name", ["orthanc", "dcmqrscp"])
def test_get_into_memory(
    name: str, archive: list[Made], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    server: Orthanc | Server = request.getfixturevalue(name)
    monkeypatch.chdir(tmp_path)
    with scu.connect(server.address) as peer:
        transfer = peer.get(keys={"StudyInstanceUID": archive[0].study})
        found = list(transfer)

    assert_type(found, list[FileDataset])
    assert {dataset.SOPInstanceUID: dataset for dataset in found} == {
        made.uid: made.read() for made in of_study(archive)
    }
    assert all(dataset.file_meta.MediaStorageSOPInstanceUID == dataset.SOPInstanceUID for dataset in found)
    assert transfer.raise_for_status().received == len(found)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["orthanc", "dcmqrscp"])
def test_move_to_a_port_of_ours(
    name: str, archive: list[Made], tmp_path: Path, move_ports: dict[str, int], request: pytest.FixtureRequest
) -> None:
    server: Orthanc | Server = request.getfixturevalue(name)
    keys, port = {"StudyInstanceUID": archive[0].study}, move_ports["SCU"]
    with scu.connect(server.address) as peer:
        files = peer.move("STUDY", keys, port_scp=port, folder=tmp_path / "out")
        instances = list(files)
        data_sets = list(peer.move("STUDY", keys, port_scp=port))

    assert_type(instances, list[scu.Instance])
    assert_type(data_sets, list[FileDataset])
    assert files.ok
    assert_received(tmp_path / "out", of_study(archive))
    assert {dataset.SOPInstanceUID for dataset in data_sets} == {made.uid for made in of_study(archive)}


def test_move_to_a_third_party(made: list[Made], study: dict[str, str], tmp_path: Path) -> None:
    with (
        recording_scp() as third,
        Archive(tmp_path / "theirs", peers={"THIRD": (LOCALHOST, third.port)}) as server,
        scu.connect(server.address) as peer,
    ):
        transfer = peer.move(keys=study, destination="THIRD")
        assert list(transfer) == []

    assert transfer.ok
    assert transfer.summary == scu.RetrieveSummary(completed=COUNT, warning=0, failed=0, remaining=0, received=None)
    assert {stored.uid for stored in third.stored} == {one.uid for one in made}


def test_names_and_what_is_there_already(made: list[Made], study: dict[str, str], tmp_path: Path) -> None:
    out, nonsense = tmp_path / "out", cast(Any, "never")
    with Archive(tmp_path / "theirs") as server, scu.connect(server.address) as peer:
        first = peer.get(
            keys=study, folder=out, name="{Modality}/{SOPInstanceUID}", on_exists="skip"
        ).raise_for_status()
        again = peer.get(
            keys=study, folder=out, name="{Modality}/{SOPInstanceUID}", on_exists="skip"
        ).raise_for_status()
        with pytest.raises(scu.UsageError, match="on_exists is one of"):
            peer.get(keys=study, folder=out, on_exists=nonsense)

    assert {path.relative_to(out) for path in out.rglob("*") if path.is_file()} == {Path("CT", one.uid) for one in made}
    assert (first.skipped, again.skipped) == (0, COUNT)


def test_only_what_is_missing_and_the_proof(made: list[Made], study: dict[str, str], tmp_path: Path) -> None:
    out, resuming = tmp_path / "out", cast(Any, {"resume": True})
    with Archive(tmp_path / "theirs") as server, scu.connect(server.address) as peer:
        server.unsendable = {str(made[0].uid)}
        transfer = peer.get(keys=study, folder=out, split="image", verify=True)
        assert len(list(transfer)) == COUNT - 1
        with pytest.raises(scu.Partial, match=f"1 object of {COUNT} missing"):
            transfer.raise_for_status()
        assert not transfer.ok
        server.unsendable, server.sent = set(), []
        peer.get(keys=study, folder=out, resume=True).raise_for_status()
        assert server.sent == [made[0].uid]
        with pytest.raises(scu.UsageError, match="resume needs a folder"):
            peer.get(keys=study, **resuming)

    assert_received(out, made)


def test_what_did_not_come_is_asked_for_again(
    made: list[Made], study: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scu.dimse.delivery.Retrying.seconds", lambda self, setbacks: 0.01)
    with Archive(tmp_path / "theirs") as server, scu.connect(server.address) as peer:
        server.fatal = {str(made[1].uid)}
        found = [dataset.SOPInstanceUID for dataset in peer.get(keys=study, retries=1)]

    assert sorted(found) == sorted(one.uid for one in made)


def test_in_the_transfer_syntaxes_that_are_wanted(orthanc: Orthanc, archive: list[Made]) -> None:
    keys = {"StudyInstanceUID": archive[0].study}
    with scu.connect(orthanc.address) as peer:
        as_they_are = {dataset.file_meta.TransferSyntaxUID for dataset in peer.get(keys=keys)}
        wanted = {
            it.file_meta.TransferSyntaxUID for it in peer.get(keys=keys, transfer_syntaxes=[ImplicitVRLittleEndian])
        }

    assert as_they_are == {ExplicitVRLittleEndian}
    assert wanted == {ImplicitVRLittleEndian}


def test_several_requests_side_by_side(made: list[Made], study: dict[str, str], tmp_path: Path) -> None:
    with Archive(tmp_path / "theirs") as server, scu.connect(server.address, associations=2) as peer:
        found = [dataset.SOPInstanceUID for dataset in peer.get(keys=study, split="image")]

    assert sorted(found) == sorted(one.uid for one in made)
    assert len(server.gets) == COUNT


def test_a_get_that_is_left_aborts_and_leaves_nothing(made: list[Made], study: dict[str, str], tmp_path: Path) -> None:
    with Archive(tmp_path / "theirs") as server, scu.connect(server.address) as peer:
        for instance in peer.get(keys=study, folder=tmp_path / "out"):
            assert instance.file is not None
            break
        with peer.get(keys=study) as transfer:
            next(transfer)
        assert not transfer.ok
        assert peer.echo().status.ok

    assert [str(path) for path in (tmp_path / "out").iterdir()] == [instance.file]


def test_a_move_that_is_left_is_cancelled(made: list[Made], tmp_path: Path) -> None:
    """Else the server would go on to send."""
    port, cancelled = free_port(), threading.Event()

    def archive(conversation: Conversation) -> None:
        conversation.accept()
        request = conversation.receive_message()
        moving.store(port, made[:2])
        conversation.respond(request, PENDING, **completed(2))
        assert conversation.receive_message().command.CommandField == C_CANCEL_RQ
        conversation.respond(request, CANCELLED, **completed(2))
        cancelled.set()
        conversation.end()

    with scripted_peer(archive) as server:
        for instance in scu.connect(server.address).move(
            keys={"StudyInstanceUID": "1.2"}, destination="US", port_scp=port, folder=tmp_path / "out"
        ):
            assert instance.status is not None and instance.status.ok
            break

    assert cancelled.is_set()
    assert A_ABORT_TYPE not in server.conversation.pdu_types


def test_a_request_that_the_server_fails_raises(tmp_path: Path) -> None:
    with (
        recording_scp(Recorder(status=failing(0xA900, "no such study"))) as server,
        scu.connect(server.address) as peer,
    ):
        transfer = peer.get(keys={"StudyInstanceUID": "1.2"})
        with pytest.raises(scu.PeerFailure, match="A900") as raised:
            list(transfer)
        assert raised.value.comment == "no such study"
        with pytest.raises(scu.PeerFailure):
            transfer.raise_for_status()
        with pytest.raises(scu.PeerFailure, match="A801") as unknown:
            peer.move(keys={"StudyInstanceUID": "1.2"}, destination="NOBODY").finish()

    assert "'NOBODY'" in unknown.value.cause
    assert not transfer.ok


def test_objects_that_fail_do_not_raise_until_asked(made: list[Made], study: dict[str, str], tmp_path: Path) -> None:
    with Archive(tmp_path / "theirs") as server, scu.connect(server.address) as peer:
        server.unsendable = {str(made[0].uid)}
        transfer = peer.get(keys=study)
        assert len(list(transfer)) == COUNT - 1
        with pytest.raises(scu.Partial):
            transfer.raise_for_status()

    assert transfer.status is not None and not transfer.status.ok
    assert transfer.summary.failed == 1


@pytest.mark.parametrize(
    ("syntax", "data"),
    [
        (DeflatedExplicitVRLittleEndian, b"no deflated data"),
        (ExplicitVRLittleEndian, b"\x08\0\x40\x11SQ\0\0\xff\xff\xff\xffgarbage!"),
    ],
)
def test_what_is_no_data_set_is_refused(syntax: str, data: bytes, made: list[Made]) -> None:
    """Into memory goes what can be read; a file takes whatever comes."""
    receiver = MemoryReceiver()
    instance = receiver.receive(made[0].sop_class, made[0].uid, syntax, "ARCHIVE", iter([memoryview(data)]))

    assert instance.status is not None and instance.status.code == 0xC000
    assert instance.reason


def test_it_says_where_the_objects_are_to_go(tmp_path: Path) -> None:
    peer = scu.connect("localhost")
    keys = {"StudyInstanceUID": "1.2"}
    with pytest.raises(scu.UsageError, match="where are the objects to go"):
        peer.move(keys=keys)
    with pytest.raises(scu.UsageError, match="folder needs port_scp"):
        peer.move(keys=keys, destination="THIRD", folder=tmp_path)
    with pytest.raises(scu.UsageError, match="verify needs port_scp"):
        peer.move(keys=keys, destination="THIRD", verify=True)


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    with recording_scp() as server, scu.connect(server.address) as peer:
        transfer = peer.move(keys={"StudyInstanceUID": "1.2"}, port_scp=server.port, bind=LOCALHOST)
        with pytest.raises(scu.ListenProblem):
            list(transfer)

    assert server.asked == []


def test_two_moves_in_threads(tmp_path: Path) -> None:
    """Each with a port, a folder and a server of its own."""
    held = [make_instances(tmp_path / f"theirs{n}", COUNT) for n in range(2)]

    def fetch(number: int) -> None:
        port = free_port()
        with (
            Archive(tmp_path / f"theirs{number}", peers={"SCU": (LOCALHOST, port)}) as server,
            scu.connect(server.address) as peer,
        ):
            keys = {"StudyInstanceUID": held[number][0].study}
            peer.move(keys=keys, port_scp=port, folder=tmp_path / f"out{number}").raise_for_status()

    threads = [threading.Thread(target=fetch, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    for number in range(2):
        assert_received(tmp_path / f"out{number}", held[number])
