"""The practice server, retrieved from by DCMTK's tools and by pynetdicom."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.uid import CTImageStorage, MRImageStorage
from pynetdicom import build_role, evt
from pynetdicom.association import Association

from scu.practice.server import PracticeServer
from tests.conftest import Tool
from tests.peers.asking import GET, MOVE, STUDY_ROOT, SUCCESS, Answers, associated, identifier
from tests.peers.instances import Made, carried_by_pydicom, make_instances, same_object
from tests.peers.processes import LOCALHOST, free_port
from tests.peers.scripted import Conversation, scripted_peer


@pytest.fixture(autouse=True)
def nodelay(monkeypatch: pytest.MonkeyPatch) -> None:
    """DCMTK's tools wait 40 ms an object otherwise."""
    monkeypatch.setenv("TCP_NODELAY", "1")


@pytest.fixture(scope="module")
def practice(archive: list[Made], tmp_path_factory: pytest.TempPathFactory) -> Iterator[PracticeServer]:
    """A practice server over `archive`, to be read. SCU is a move destination."""
    folder = tmp_path_factory.mktemp("practice")
    for made in archive:
        shutil.copy(made.path, folder)
    with PracticeServer(folder, peers={"SCU": (LOCALHOST, free_port())}) as server:
        yield server


def study_of(archive: list[Made]) -> list[Made]:
    return [made for made in archive if made.study == archive[0].study]


def assert_arrived(folder: Path, expected: list[Made]) -> None:
    """Whatever the client calls its files: they are the objects, pixel data and all."""
    arrived = {dcmread(path).SOPInstanceUID: path for path in folder.iterdir()}
    assert arrived.keys() == {made.uid for made in expected}
    assert all(same_object(arrived[made.uid], made.path) for made in expected)


def test_movescu_gets_a_study(dcmtk: Tool, practice: PracticeServer, archive: list[Made], tmp_path: Path) -> None:
    port = practice.peers["SCU"][1]
    keys = ("-k", "QueryRetrieveLevel=STUDY", "-k", f"StudyInstanceUID={archive[0].study}")
    dcmtk("movescu", "-S", "-aet", "SCU", "--port", str(port), "-od", tmp_path, *keys, LOCALHOST, str(practice.port))

    assert_arrived(tmp_path, study_of(archive))


def test_getscu_gets_two_images(dcmtk: Tool, practice: PracticeServer, archive: list[Made], tmp_path: Path) -> None:
    wanted = archive[2:4]
    uids = "\\".join(made.uid for made in wanted)
    keys = ("-k", "QueryRetrieveLevel=IMAGE", "-k", f"SOPInstanceUID={uids}")
    dcmtk("getscu", "-S", "-od", tmp_path, *keys, LOCALHOST, str(practice.port))

    assert_arrived(tmp_path, wanted)


@pytest.mark.parametrize(
    ("name", "option"), [("MR_small_RLE.dcm", "+xr"), ("examples_jpeg2k.dcm", "+xv"), ("CT_small.dcm", "+xv")]
)
def test_getscu_gets_compressed_objects_as_they_are(dcmtk: Tool, tmp_path: Path, name: str, option: str) -> None:
    """In one context with uncompressed transfer syntaxes beside it, the one of the object is chosen."""
    folder, got = tmp_path / "folder", tmp_path / "got"
    folder.mkdir()
    got.mkdir()
    original = dcmread(shutil.copy(carried_by_pydicom(name), folder))
    with PracticeServer(folder) as server:
        keys = ("-k", "QueryRetrieveLevel=STUDY", "-k", f"StudyInstanceUID={original.StudyInstanceUID}")
        dcmtk("getscu", "-S", option, "-od", got, *keys, LOCALHOST, str(server.port))

    (arrived,) = got.iterdir()
    assert same_object(arrived, carried_by_pydicom(name))
    assert dcmread(arrived).file_meta.TransferSyntaxUID == original.file_meta.TransferSyntaxUID


def get(server: PracticeServer, query: Dataset, *storage: str) -> tuple[Answers, list[str]]:
    """The responses, and the SOP Instance UIDs of what came."""
    came: list[str] = []

    def store(event: evt.Event) -> int:
        came.append(str(event.dataset.SOPInstanceUID))
        return SUCCESS

    roles = [build_role(uid, scp_role=True) for uid in storage]
    model = STUDY_ROOT + GET
    with associated(server.port, model, *storage, roles=roles, handlers=[(evt.EVT_C_STORE, store)]) as association:
        return list(association.send_c_get(query, model)), came


def test_an_object_whose_context_was_not_accepted_fails(practice: PracticeServer, archive: list[Made]) -> None:
    study = study_of(archive)
    answers, came = get(practice, identifier("STUDY", StudyInstanceUID=archive[0].study), MRImageStorage)
    (final, failed) = answers[-1]

    assert final.Status == 0xB000
    assert (final.NumberOfCompletedSuboperations, final.NumberOfFailedSuboperations) == (2, 3)
    assert came == [made.uid for made in study if made.sop_class == MRImageStorage]
    assert failed is not None
    assert failed.FailedSOPInstanceUIDList == [made.uid for made in study if made.sop_class == CTImageStorage]


def test_pending_responses_count(practice: PracticeServer, archive: list[Made]) -> None:
    query = identifier("SERIES", SeriesInstanceUID=archive[0].series)
    answers, came = get(practice, query, CTImageStorage)

    assert [status.NumberOfRemainingSuboperations for status, _ in answers[:-1]] == [2, 1, 0]
    assert [status.NumberOfCompletedSuboperations for status, _ in answers] == [1, 2, 3, 3]
    assert answers[-1][0].Status == SUCCESS
    assert len(came) == 3


def test_a_file_that_is_gone_fails(tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path)
    with PracticeServer(tmp_path) as server:
        made.path.unlink()
        answers, came = get(server, identifier("STUDY", StudyInstanceUID=made.study), CTImageStorage)

    (final, failed) = answers[-1]
    assert (final.Status, final.NumberOfFailedSuboperations, came) == (0xA702, 1, [])
    assert failed is not None and failed.FailedSOPInstanceUIDList == made.uid


Ask = Callable[[Association, Dataset], Iterator[tuple[Dataset, Dataset | None]]]


@pytest.mark.parametrize(
    ("model", "ask"),
    [
        (STUDY_ROOT + GET, lambda association, query: association.send_c_get(query, STUDY_ROOT + GET)),
        (STUDY_ROOT + MOVE, lambda association, query: association.send_c_move(query, "SCU", STUDY_ROOT + MOVE)),
    ],
)
def test_a_retrieve_that_makes_no_sense_is_refused_and_the_next_one_is_not(
    practice: PracticeServer, model: str, ask: Ask
) -> None:
    with associated(
        practice.port, model, CTImageStorage, roles=[build_role(CTImageStorage, scp_role=True)]
    ) as association:
        ((everything, _),) = ask(association, identifier("STUDY", StudyInstanceUID=""))
        ((no_level, _),) = ask(association, identifier("", StudyInstanceUID="1.2.3"))
        ((nothing, _),) = ask(association, identifier("STUDY", StudyInstanceUID="1.2.3"))

    assert (everything.Status, no_level.Status) == (0xA900, 0xA900)
    assert everything.ErrorComment == "A retrieve of STUDY level needs a value in StudyInstanceUID"
    assert no_level.ErrorComment == "No Query/Retrieve Level (0008,0052)"
    assert (nothing.Status, nothing.NumberOfCompletedSuboperations) == (SUCCESS, 0)
    assert "ErrorComment" not in nothing


def test_a_destination_that_is_not_known(practice: PracticeServer, archive: list[Made]) -> None:
    query = identifier("STUDY", StudyInstanceUID=archive[0].study)
    with associated(practice.port, STUDY_ROOT + MOVE) as association:
        ((status, _),) = association.send_c_move(query, "NOBODY", STUDY_ROOT + MOVE)

    assert (status.Status, status.ErrorComment) == (0xA801, "Unknown move destination NOBODY")


def test_a_destination_that_does_not_accept(archive: list[Made]) -> None:
    def refuse(conversation: Conversation) -> None:
        conversation.reject(1, 1, 7)  # called AE title not recognised
        conversation.wait_until_closed()

    query = identifier("STUDY", StudyInstanceUID=archive[0].study)
    with scripted_peer(refuse) as peer:
        peers = {"GRUFF": (peer.host, peer.port)}
        with (
            PracticeServer(archive[0].path.parent, peers=peers) as server,
            associated(server.port, STUDY_ROOT + MOVE) as association,
        ):
            ((status, _),) = association.send_c_move(query, "GRUFF", STUDY_ROOT + MOVE)

    assert (status.Status, status.ErrorComment) == (0xA801, f"No association with GRUFF at {peer.address}")
