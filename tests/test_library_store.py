"""scu as a library: what a program stores, files and data sets, and how it is told."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, assert_type

import pytest
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate
from pydicom.filereader import dcmread
from pydicom.filewriter import dcmwrite
from pydicom.uid import (
    UID,
    CTImageStorage,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    RLELossless,
    generate_uid,
)
from pynetdicom import VerificationPresentationContexts
from pynetdicom.presentation import build_context

import scu
from tests.peers.instances import Made, carried_by_pydicom, data_set_bytes, make_instances
from tests.peers.orthanc import Orthanc
from tests.peers.recording import Recorder, failing, recording_scp
from tests.peers.scripted import Conversation, scripted_peer
from tests.peers.scripts import SUCCESS

COUNT = 5


@pytest.fixture(autouse=True)
def no_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCU_CONFIG", "")


@pytest.fixture
def made(tmp_path: Path) -> list[Made]:
    return make_instances(tmp_path / "made", COUNT)


@pytest.fixture
def server() -> Iterator[Recorder]:
    with recording_scp() as recorder:
        yield recorder


def test_files_of_a_folder(server: Recorder, made: list[Made], tmp_path: Path) -> None:
    with scu.connect(server.address) as peer:
        transfer = peer.store(tmp_path / "made")
        assert transfer.summary == scu.StoreSummary(COUNT)
        results = list(transfer)

    assert_type(results, list[scu.Instance])
    assert {Path(result.file or "") for result in results} == {one.path for one in made}
    assert all(result.status is not None and result.status.code == 0 for result in results)
    assert transfer.ok
    assert transfer.status is not None and transfer.status.ok
    assert transfer.summary.stored == COUNT
    assert transfer.raise_for_status() == transfer.summary
    assert {stored.uid: stored.data for stored in server.stored} == {one.uid: data_set_bytes(one.path) for one in made}


def test_orthanc_gets_what_a_program_made(orthanc: Orthanc) -> None:
    dataset = Dataset()
    dataset.SpecificCharacterSet = "ISO_IR 192"
    dataset.SOPClassUID, dataset.SOPInstanceUID = CTImageStorage, generate_uid()
    dataset.PatientID, dataset.PatientName = "MEMORY", "山田^太郎"
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID, dataset.Modality = generate_uid(), generate_uid(), "CT"
    with scu.connect(orthanc.address) as peer:
        (instance,) = peer.store(dataset)
        (match,) = peer.find("STUDY", {"PatientID": "MEMORY"})
        (back,) = peer.get(keys={"StudyInstanceUID": match.StudyInstanceUID})

    assert instance.file is None
    assert instance.sop_instance_uid == dataset.SOPInstanceUID
    assert back == dataset


@pytest.mark.parametrize(
    "syntax",
    [ImplicitVRLittleEndian, ExplicitVRLittleEndian, ExplicitVRBigEndian, DeflatedExplicitVRLittleEndian, RLELossless],
)
def test_a_data_set_goes_out_as_pydicom_writes_it(server: Recorder, tmp_path: Path, syntax: UID) -> None:
    """What pydicom writes into a file is what a server gets of the same data set."""
    dataset = make_instances(tmp_path / "one", 1)[0].read()
    if syntax == RLELossless:
        dataset.PixelData = encapsulate([b"\0" * 64])
        dataset["PixelData"].VR = "OB"
    dataset.file_meta.TransferSyntaxUID = syntax
    explicit, little = syntax != ImplicitVRLittleEndian, syntax != ExplicitVRBigEndian
    dcmwrite(tmp_path / "there.dcm", dataset, implicit_vr=not explicit, little_endian=little, force_encoding=True)
    with recording_scp() as there, scu.connect(there.address) as peer:
        peer.store(tmp_path / "there.dcm", transcode="never").raise_for_status()
        peer.store(dataset, transcode="never").raise_for_status()

    by_file, by_program = there.stored
    assert by_program.transfer_syntax == by_file.transfer_syntax == syntax
    assert by_program.data == by_file.data


def test_paths_and_data_sets_together(server: Recorder, made: list[Made]) -> None:
    with scu.connect(server.address) as peer:
        results = list(peer.store([str(made[0].path), made[1].path, made[2].read()]))

    assert [result.file for result in results] == [str(made[0].path), str(made[1].path), None]
    assert [stored.uid for stored in server.stored] == [one.uid for one in made[:3]]


def test_a_data_set_is_transcoded_too(tmp_path: Path) -> None:
    codec = dcmread(carried_by_pydicom("examples_jpeg2k.dcm"))
    contexts = [build_context(codec.SOPClassUID, ExplicitVRLittleEndian)]
    with (
        recording_scp(contexts=[*VerificationPresentationContexts, *contexts]) as server,
        scu.connect(server.address) as peer,
    ):
        (sent,) = peer.store(codec)
        (refused,) = peer.store(codec, transcode="never")

    assert codec.file_meta.TransferSyntaxUID == JPEG2000Lossless
    assert sent.status is not None and sent.status.ok
    assert sent.original_transfer_syntax_uid == JPEG2000Lossless
    assert sent.transfer_syntax_uid == ExplicitVRLittleEndian
    assert refused.status is None and "not accepted" in refused.reason
    (stored,) = server.stored
    assert stored.transfer_syntax == ExplicitVRLittleEndian


def test_every_object_in_a_transfer_syntax(server: Recorder, made: list[Made]) -> None:
    with scu.connect(server.address) as peer:
        peer.store(made[0].path, transcode="ImplicitVRLittleEndian").raise_for_status()
        with pytest.raises(scu.UsageError, match="'nonsense' is none"):
            peer.store(made[0].path, transcode="nonsense")
        with pytest.raises(scu.UsageError, match="without loss"):
            peer.store(made[0].path, transcode="JPEGBaseline8Bit")

    assert server.stored[0].transfer_syntax == ImplicitVRLittleEndian


def test_what_fails_is_told_and_raised_when_asked(server: Recorder, made: list[Made], tmp_path: Path) -> None:
    server.store_statuses = {made[1].uid: failing(0xA700, "disk full")}
    (tmp_path / "text").write_text("no DICOM")
    with scu.connect(server.address) as peer:
        transfer = peer.store([tmp_path / "text", tmp_path / "made"])
        results = list(transfer)
        with pytest.raises(scu.Partial) as raised:
            transfer.raise_for_status()

    failed = [result for result in results if result.status is not None and not result.status.ok]
    unsent = [result for result in results if result.status is None]
    assert [(one.sop_instance_uid, one.status and one.status.comment) for one in failed] == [(made[1].uid, "disk full")]
    assert [one.file for one in unsent] == [str(tmp_path / "text")]
    assert "DICM" in unsent[0].reason
    assert not transfer.ok
    assert (transfer.summary.stored, transfer.summary.failed, transfer.summary.not_sent) == (COUNT - 1, 1, 1)
    assert raised.value.message == f"1 object of {COUNT + 1} failed and 1 object of {COUNT + 1} not sent"


def test_a_server_that_takes_none(server: Recorder, made: list[Made]) -> None:
    server.status = failing(0xA900, "no")
    with scu.connect(server.address) as peer, pytest.raises(scu.PeerFailure, match="A900"):
        peer.store(made[0].path).raise_for_status()


def test_what_found_no_room_is_tried_again(made: list[Made], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scu.dimse.delivery.Retrying.seconds", lambda self, setbacks: 0.01)
    statuses = iter([SUCCESS, 0xA700])

    def short_of_room(conversation: Conversation) -> None:
        conversation.accept()
        while True:
            conversation.respond(conversation.receive_message(), next(statuses, SUCCESS))

    with scripted_peer(short_of_room) as server:
        transfer = scu.connect(server.address).store([one.path for one in made], retries=1)
        attempts = {result.sop_instance_uid: result.attempts for result in transfer}

    assert attempts == {one.uid: 2 if one is made[1] else 1 for one in made}
    assert transfer.ok


def test_several_associations(made: list[Made]) -> None:
    with recording_scp() as server, scu.connect(server.address, associations=3) as peer:
        peer.store([one.path for one in made]).raise_for_status()

    assert {stored.uid for stored in server.stored} == {one.uid for one in made}
    assert len(server.requests) > 2


def test_a_store_that_is_left_sends_no_more(made: list[Made]) -> None:
    got = []

    def count(conversation: Conversation) -> None:
        conversation.accept()
        while True:
            message = conversation.receive_message()
            got.append(message)
            conversation.respond(message, SUCCESS)

    with scripted_peer(count) as server:
        peer = scu.connect(server.address)
        with peer.store([one.path for one in made], window=1) as transfer:
            next(transfer)
        assert not transfer.ok
        with pytest.raises(scu.Partial, match="left before its end"):
            transfer.raise_for_status()
        for _ in peer.store([one.path for one in made], window=1):
            break

    assert len(got) == 2


def test_an_association_that_is_lost_ends_it_after_what_was_under_way(made: list[Made]) -> None:
    def leave(conversation: Conversation) -> None:
        conversation.accept(window=2)
        conversation.respond(conversation.receive_message(), SUCCESS)
        conversation.receive_message()

    results = []
    with scripted_peer(leave) as server:
        transfer = scu.connect(server.address).store([one.path for one in made])
        with pytest.raises(scu.Aborted):
            for result in transfer:
                results.append(result)
        with pytest.raises(scu.Aborted):
            transfer.raise_for_status()

    assert results[0].status is not None and results[0].status.ok
    assert results[1].unconfirmed
    assert transfer.summary.not_sent == COUNT - 1


def test_what_was_never_begun_says_so(server: Recorder, made: list[Made]) -> None:
    peer = scu.connect(server.address)
    with pytest.warns(RuntimeWarning, match="a store was never begun"):
        peer.store(made[0].path)
        gc.collect()

    assert server.stored == []


@pytest.mark.parametrize(
    ("lacking", "message"), [("SOPInstanceUID", "has no SOPInstanceUID"), ("SOPClassUID", "has no SOPClassUID")]
)
def test_a_data_set_that_is_no_object(lacking: str, message: str, made: list[Made]) -> None:
    dataset = made[0].read()
    del dataset[lacking]
    with pytest.raises(scu.UsageError, match=message):
        scu.connect("localhost").store(dataset)


def test_compressed_pixels_of_which_nobody_says_how(made: list[Made]) -> None:
    dataset = Dataset(make_encapsulated(made[0]))
    with pytest.raises(scu.UsageError, match="does not say its transfer syntax"):
        scu.connect("localhost").store(dataset)


def make_encapsulated(made: Made) -> Dataset:
    dataset = made.read()
    dataset.PixelData = encapsulate([b"\0" * 64])
    dataset["PixelData"].VR = "OB"
    dataset["PixelData"].is_undefined_length = True
    return dataset


def test_a_data_set_that_cannot_be_encoded_is_not_sent_and_the_others_are(server: Recorder, made: list[Made]) -> None:
    wrong, odd = made[0].read(), made[1].read()
    wrong["Rows"]._value = "seventy"
    odd.add_new(0x00020010, "UI", "1.2")
    with scu.connect(server.address) as peer:
        first, second, third = peer.store([wrong, odd, made[2].path])

    assert first.status is None and "cannot be encoded" in first.reason
    assert second.status is None and "(0002,0010)" in second.reason
    assert third.status is not None and third.status.ok


def test_nothing_to_send_is_an_error_at_once(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no DICOM")
    (tmp_path / "folder").mkdir()
    number: Any = [1]
    peer = scu.connect("localhost")
    with pytest.raises(scu.FileProblem, match="no DICOM file in"):
        peer.store(tmp_path / "folder")
    with pytest.raises(scu.FileProblem, match="no DICOM file given"):
        peer.store([])
    with pytest.raises(scu.UsageError, match="no int"):
        peer.store(number)


def test_two_in_threads(tmp_path: Path) -> None:
    held = [make_instances(tmp_path / str(n), 20) for n in range(2)]
    summaries: dict[int, scu.StoreSummary] = {}
    with recording_scp() as server:

        def send(number: int) -> None:
            with scu.connect(server.address) as peer:
                summaries[number] = peer.store(tmp_path / str(number)).raise_for_status()

        threads = [threading.Thread(target=send, args=(number,)) for number in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)

    assert [summaries[number].stored for number in range(2)] == [20, 20]
    assert {stored.uid for stored in server.stored} == {one.uid for some in held for one in some}
