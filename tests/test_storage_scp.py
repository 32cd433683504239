"""The embedded storage SCP, with DCMTK's and pynetdicom's clients, and with clients that misbehave."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from subprocess import CalledProcessError

import pytest
from pydicom.filereader import dcmread
from pydicom.uid import UID, CTImageStorage, ExplicitVRLittleEndian, JPEG2000Lossless, JPEGBaseline8Bit, RLELossless
from pynetdicom import AE

from scu.dimse import command, contexts, services
from scu.dimse.contexts import Proposal
from scu.dimse.storage_scp import StorageSCP
from scu.errors import FileProblem
from scu.query import build
from scu.results import Instance
from scu.storage.meta import examine
from scu.storage.receive import Receiver
from tests.conftest import Tool
from tests.peers.instances import Attributes, carried_by_pydicom, data_set_bytes, make_instances, same_object
from tests.peers.ours import associate, associate_to_ask, store
from tests.peers.scripted import Conversation, scripted_peer


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def scp(folder: Path) -> Iterator[StorageSCP]:
    with StorageSCP(0, "ANY", Receiver(folder), bind="127.0.0.1") as scp:
        yield scp


def files(found: list[Instance]) -> list[Path]:
    return [Path(it.file or "") for it in found]


def test_dcmtk_stores_and_echoes(scp: StorageSCP, dcmtk: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TCP_NODELAY", "1")
    made = make_instances(tmp_path / "in", 5)

    dcmtk("echoscu", "-aet", "PACS", "-aec", "ANY", "127.0.0.1", str(scp.port))
    dcmtk("storescu", "-aet", "PACS", "-aec", "ANY", "127.0.0.1", str(scp.port), *(one.path for one in made))

    arrived = scp.arrived()
    assert [it.sop_instance_uid for it in arrived] == [one.uid for one in made]
    assert all(same_object(path, one.path) for path, one in zip(files(arrived), made, strict=True))
    assert {dcmread(path).file_meta.SourceApplicationEntityTitle for path in files(arrived)} == {"PACS"}
    assert (scp.connections, scp.refused, scp.arrived()) == (2, [], [])


@pytest.mark.parametrize("sop_class", [CTImageStorage, UID("1.2.840.113619.4.2"), UID("2.25.99")])
@pytest.mark.parametrize(
    "syntax", [ExplicitVRLittleEndian, JPEGBaseline8Bit, JPEG2000Lossless, RLELossless, UID("1.2.3.9")]
)
def test_private_classes_and_any_transfer_syntax_are_taken(
    scp: StorageSCP, tmp_path: Path, sop_class: UID, syntax: UID
) -> None:
    (made,) = make_instances(tmp_path / "in", 1, Attributes(sop_class=sop_class))
    content = made.path.read_bytes()
    outgoing = examine(str(made.path))
    uids = outgoing.sop_class_uid, outgoing.sop_instance_uid, str(syntax)

    (sent,) = store(scp.port, [type(outgoing)(outgoing.file, outgoing.offset, outgoing.size, *uids)])

    assert sent.status is not None and sent.status.ok
    (arrived,) = scp.arrived()
    assert arrived.transfer_syntax_uid == syntax
    assert Path(arrived.file or "").read_bytes().endswith(content[outgoing.offset :])


def test_pynetdicom_stores_compressed_objects_as_they_are(scp: StorageSCP) -> None:
    names = ["SC_rgb_jpeg_dcmtk.dcm", "MR_small_RLE.dcm", "MR_small_jp2klossless.dcm"]
    entity = AE("PACS")
    paths = [carried_by_pydicom(name) for name in names]
    for path in paths:
        meta = dcmread(path).file_meta
        entity.add_requested_context(meta.MediaStorageSOPClassUID, meta.TransferSyntaxUID)
    association = entity.associate("127.0.0.1", scp.port, ae_title="ANY")
    try:
        assert [association.send_c_store(path).Status for path in paths] == [0, 0, 0]
    finally:
        association.release()

    arrived = scp.arrived()
    assert [dcmread(path) for path in files(arrived)] == [dcmread(path) for path in paths]
    assert [data_set_bytes(path) for path in files(arrived)] == [data_set_bytes(path) for path in paths]


def test_a_wrong_called_ae_title_is_rejected(folder: Path, dcmtk: Tool, caplog: pytest.LogCaptureFixture) -> None:
    entity = AE("PACS")
    entity.add_requested_context(contexts.VERIFICATION)

    with StorageSCP(0, "ANY", Receiver(folder)) as scp:
        association = entity.associate("127.0.0.1", scp.port, ae_title="OTHER")
        with pytest.raises(CalledProcessError, match="exit status"):
            dcmtk("echoscu", "-aec", "any", "127.0.0.1", str(scp.port))

    assert association.is_rejected
    answer = association.acceptor.primitive
    assert answer is not None
    assert (answer.result, answer.result_source, answer.diagnostic) == (1, 1, 7)
    said = "'PACS' at 127.0.0.1 called 'OTHER'; we are 'ANY'"
    assert scp.refused == [said, "'ECHOSCU' at 127.0.0.1 called 'any'; we are 'ANY'"]
    assert f"the storage SCP turned away {said}" in caplog.messages


def test_other_services_are_not_accepted(scp: StorageSCP) -> None:
    proposals = [Proposal("1.2.840.10008.5.1.4.1.2.2.1", (contexts.IMPLICIT_LE,)), *contexts.verification()]

    with associate(scp.port, proposals=proposals) as association:
        assert [context.result for context in association.contexts.values()] == [3, 0]
        assert services.echo(association).status.ok


def test_twenty_associations_side_by_side(scp: StorageSCP, tmp_path: Path) -> None:
    outgoing = [examine(str(one.path)) for one in make_instances(tmp_path / "in", 60)]
    together = threading.Barrier(20)

    def send(number: int) -> None:
        own = outgoing[3 * number : 3 * number + 3]
        ((proposals, batch),) = contexts.batches(own)
        with associate(scp.port, proposals=proposals) as association:
            together.wait(60)
            assert all(it.status and it.status.ok for it in services.store(association, batch))

    threads = [threading.Thread(target=send, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    arrived = scp.arrived()
    assert scp.connections == 20
    assert {it.sop_instance_uid for it in arrived} == {it.sop_instance_uid for it in outgoing}
    by_uid = {it.sop_instance_uid: Path(it.file or "") for it in arrived}
    assert all(data_set_bytes(by_uid[it.sop_instance_uid]) == data_set_bytes(Path(it.file)) for it in outgoing)


def test_an_object_of_another_class_than_its_context_is_refused(scp: StorageSCP, folder: Path) -> None:
    with associate(scp.port, proposals=[Proposal(CTImageStorage, (contexts.IMPLICIT_LE,))]) as association:
        association.send(1, command.c_store_rq(1, "1.2.840.10008.5.1.4.1.1.4", "1.2.3"), b"data")
        _, response = association.receive()

    assert response.number(command.STATUS) == 0x0122
    assert os.listdir(folder) == []


def test_a_folder_that_goes_away_is_told_to_the_peer_and_at_the_end(scp: StorageSCP, tmp_path: Path) -> None:
    outgoing = [examine(str(one.path)) for one in make_instances(tmp_path / "in", 2)]
    shutil.rmtree(scp.receiver.folder)
    query = build("move", None, None, [], check=False)

    def send(conversation: Conversation) -> None:
        conversation.accept()
        request = conversation.receive_message()
        statuses = [it.status.code for it in store(scp.port, outgoing) if it.status]
        assert statuses == [0xA700, 0xA700]
        conversation.respond(request, 0xB000, NumberOfFailedSuboperations=2, NumberOfCompletedSuboperations=0)
        conversation.end()

    problem = pytest.raises(FileProblem, match="cannot be written")
    with scripted_peer(send) as scripted, problem, associate_to_ask(scripted.port, query) as association:
        for found in services.move(association, query, "ANY", scp):
            assert found.status is not None and found.status.code in (0xA700, 0xB000)
