"""scu as a library: echo and find, with real servers, and what it does when a program leaves early or asks at once."""

from __future__ import annotations

import threading
import tracemalloc
from collections.abc import Iterator
from datetime import date
from typing import assert_type

import pytest
from pydicom.dataset import Dataset
from pynetdicom.presentation import build_context

import scu
from tests.peers import scripts
from tests.peers.catalogue import Catalogue, catalogue, instance
from tests.peers.dcmtk import Server
from tests.peers.instances import Made
from tests.peers.orthanc import Orthanc
from tests.peers.recording import DEFAULT_CONTEXTS, Recorder, recording_scp
from tests.peers.scripted import A_ABORT_TYPE, A_RELEASE_RQ_TYPE, Conversation, scripted_peer
from tests.peers.scripts import C_CANCEL_RQ, PENDING, SUCCESS, a_match

MANY = 300


@pytest.fixture(autouse=True)
def no_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCU_CONFIG", "")


@pytest.fixture
def many() -> Iterator[Catalogue]:
    held = [instance(f"P{n % 2}", f"1.2.{n + 1}", f"1.2.{n + 1}.1") for n in range(MANY)]
    with catalogue(Catalogue(held)) as server:
        yield server


def test_echo(orthanc: Orthanc) -> None:
    with scu.connect(orthanc.address) as peer:
        echo = peer.echo()
        again = peer.echo()

    assert_type(echo, scu.Echo)
    assert echo.status.code == again.status.code == 0
    assert 0 < echo.seconds < 10
    assert peer.peer == scu.Peer("127.0.0.1", orthanc.port, "ORTHANC", "SCU")
    assert peer.negotiated is not None
    assert peer.negotiated.implementation_version.startswith("OFFIS_DCMTK")


@pytest.mark.parametrize("name", ["orthanc", "dcmqrscp"])
def test_find(name: str, archive: list[Made], request: pytest.FixtureRequest) -> None:
    server: Orthanc | Server = request.getfixturevalue(name)
    with scu.connect(server.address) as peer:
        matches = list(peer.find(level="STUDY", keys={"PatientID": archive[0].patient_id, "PatientName": None}))
        (series,) = peer.find("SERIES", {"StudyInstanceUID": archive[-1].study})
        images = list(
            peer.find("IMAGE", {"StudyInstanceUID": archive[0].study, "SeriesInstanceUID": archive[0].series})
        )

    assert_type(matches, list[Dataset])
    assert {match.StudyInstanceUID for match in matches} == {
        made.study for made in archive if made.patient_id == archive[0].patient_id
    }
    assert {str(match.PatientName) for match in matches} == {"Müller^Jürgen"}
    assert series.SeriesInstanceUID == archive[-1].series
    assert {image.SOPInstanceUID for image in images} == {
        made.uid for made in archive if made.series == archive[0].series
    }


def test_every_way_to_say_a_key_asks_the_same() -> None:
    identifier = Dataset()
    identifier.QueryRetrieveLevel = "STUDY"
    identifier.StudyDate, identifier.ModalitiesInStudy, identifier.StudyDescription = "20240131", ["CT", "MR"], ""
    ways: list[scu.Keys] = [
        {"StudyDate": date(2024, 1, 31), "ModalitiesInStudy": ["CT", "MR"], "StudyDescription": None},
        {"0008,0020": "20240131", "(0008,0061)": "CT\\MR", "StudyDescription": ""},
        ["StudyDate=20240131", "ModalitiesInStudy=CT\\MR", "StudyDescription"],
        identifier,
    ]
    with recording_scp() as server, scu.connect(server.address) as peer:
        for keys in ways:
            assert list(peer.find("STUDY", keys, charset="ISO_IR 100")) == []

    first, *others = [asked.identifier for asked in server.asked]
    assert first.StudyDate == "20240131"
    assert list(first.ModalitiesInStudy) == ["CT", "MR"]
    assert "StudyInstanceUID" in first
    assert others == [first] * 3


def test_a_worklist_and_what_is_within_a_sequence() -> None:
    ups = "1.2.840.10008.5.1.4.34.6.3"
    contexts = [*DEFAULT_CONTEXTS, build_context(ups)]
    step = {"Modality": "CT", "ScheduledStationAETitle": ""}
    with recording_scp(contexts=contexts) as server, scu.connect(server.address) as peer:
        list(peer.find(keys={"PatientName": None, "ScheduledProcedureStepSequence": step}, model="worklist"))
        list(peer.find(keys={"PatientID": "1"}, model="ups"))
        list(peer.find(keys={"PatientID": "2"}, model="ups"))

    worklist, *steps = server.asked
    (item,) = worklist.identifier.ScheduledProcedureStepSequence
    assert item.Modality == "CT"
    assert "QueryRetrieveLevel" not in worklist.identifier
    assert [asked.model for asked in server.asked] == ["1.2.840.10008.5.1.4.31", ups, ups]
    assert [asked.identifier.PatientID for asked in steps] == ["1", "2"]
    assert len(server.requests) == 2  # one for the usual models, and one that is kept for this one


def test_text_of_matches_is_decoded_and_what_they_do_not_say_is_assumed() -> None:
    matches = [a_match("山田^太郎".encode(), "ISO_IR 192"), a_match("Müller".encode("latin-1"), None)]
    with recording_scp(Recorder(matches=matches)) as server, scu.connect(server.address) as peer:
        names = [str(match.PatientName) for match in peer.find("STUDY", assume_charset="ISO_IR 100")]

    assert names == ["山田^太郎", "Müller"]


def test_a_find_within_the_matches_of_another(many: Catalogue) -> None:
    with scu.connect(many.address) as peer:
        found = [
            (study.StudyInstanceUID, series.SeriesInstanceUID)
            for study in peer.find("STUDY", {"PatientID": "P1"}, limit=5)
            for series in peer.find("SERIES", {"StudyInstanceUID": study.StudyInstanceUID})
        ]

    assert len(found) == 5
    assert all(series == f"{study}.1" for study, series in found)
    assert many.associations == 2  # the outer one has the first, the inner ones share the second


def test_no_more_than_the_limit_and_the_association_goes_on(many: Catalogue) -> None:
    with scu.connect(many.address) as peer:
        matches = list(peer.find("STUDY", limit=7))
        again = list(peer.find("STUDY", limit=2))

    assert (len(matches), len(again)) == (7, 2)
    assert many.associations == 1


def test_a_find_that_is_left_is_cancelled_and_the_association_goes_on() -> None:
    def endless(conversation: Conversation) -> None:
        conversation.accept()
        request = conversation.receive_message()
        while not conversation.has_input():
            conversation.respond(request, PENDING, a_match())
        conversation.receive_message()
        conversation.respond(request, scripts.CANCELLED)
        conversation.respond(conversation.receive_message(), SUCCESS)
        conversation.end()

    with scripted_peer(endless) as server, scu.connect(server.address) as peer:
        for match in peer.find("STUDY"):
            assert match.StudyInstanceUID == "1.2.3"
            break
        peer.echo()

    assert [message.command.CommandField for message in server.conversation.received][1:] == [C_CANCEL_RQ, 0x30]
    assert A_ABORT_TYPE not in server.conversation.pdu_types


def test_a_server_that_does_not_heed_the_cancel_loses_the_association(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scu.dimse.request.CANCEL_TIMEOUT", 0.2)

    def deaf(conversation: Conversation) -> None:
        conversation.accept()
        request = conversation.receive_message()
        if request.command.CommandField != 0x20:
            conversation.respond(request, SUCCESS)
            conversation.end()
            return
        conversation.respond(request, PENDING, a_match())
        while True:
            conversation.receive_message()

    with scripted_peer(deaf) as server, scu.connect(server.address) as peer:
        for _ in peer.find("STUDY"):
            break
        assert peer.echo().status.ok

    first, second = server.conversations
    assert first.pdu_types[-1] == A_ABORT_TYPE
    assert second.pdu_types[-1] == A_RELEASE_RQ_TYPE


def test_what_the_server_has_ended_meanwhile_is_made_anew() -> None:
    ended = threading.Event()

    def short(conversation: Conversation) -> None:
        conversation.accept()
        conversation.respond(conversation.receive_message(), SUCCESS)
        conversation.socket.close()
        ended.set()

    with scripted_peer(short) as server, scu.connect(server.address) as peer:
        for _ in range(3):
            assert peer.echo().status.ok
            assert ended.wait(10)
            ended.clear()

    assert len(server.conversations) == 3


def test_with_a_total_time_no_association_is_kept() -> None:
    with recording_scp() as server, scu.connect(server.address, total_timeout=30) as peer:
        peer.echo()
        peer.echo()

    assert len(server.requests) == 3


def test_it_releases_at_the_end_and_aborts_after_an_error() -> None:
    with scripted_peer(scripts.succeed) as server:
        with scu.connect(server.address) as peer:
            peer.echo()
        with pytest.raises(ZeroDivisionError), scu.connect(server.address):
            raise ZeroDivisionError
        with pytest.raises(scu.UsageError, match="closed"):
            peer.echo()
        lazy = scu.connect(server.address)
        lazy.echo()
        lazy.close()

    assert [it.pdu_types[-1] for it in server.conversations] == [A_RELEASE_RQ_TYPE, A_ABORT_TYPE, A_RELEASE_RQ_TYPE]


def test_a_find_that_outlives_its_server(many: Catalogue) -> None:
    with scu.connect(many.address) as peer:
        left, continued = peer.find("STUDY"), peer.find("STUDY")
        assert next(left).StudyInstanceUID == next(continued).StudyInstanceUID
    left.close()
    with pytest.raises(scu.Aborted):
        list(continued)


def test_a_program_that_is_a_generator_itself_and_is_left() -> None:
    def names(address: str) -> Iterator[str]:
        with scu.connect(address) as peer:
            for match in peer.find("STUDY"):
                yield str(match.PatientName)

    with scripted_peer(scripts.respond_until_cancelled) as server:
        for name in names(server.address):
            assert name == "Doe^Jane"
            break

    assert server.conversation.pdu_types[-1] == A_RELEASE_RQ_TYPE


def test_several_in_threads_side_by_side(many: Catalogue) -> None:
    found: dict[str, int] = {}

    def ask(patient: str) -> None:
        with scu.connect(many.address) as peer:
            for _ in range(3):
                found[patient] = sum(1 for _ in peer.find("STUDY", {"PatientID": patient}))

    threads = [threading.Thread(target=ask, args=(patient,)) for patient in ("P0", "P1")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert found == {"P0": MANY // 2, "P1": MANY // 2}
    assert many.associations == 2


def test_a_long_find_takes_no_memory() -> None:
    count = 3000

    def long(conversation: Conversation) -> None:
        conversation.accept()
        request = conversation.receive_message()
        for _ in range(count):
            conversation.respond(request, PENDING, a_match())
        conversation.respond(request, SUCCESS)
        conversation.end()

    with scripted_peer(long) as server, scu.connect(server.address) as peer:
        matches = peer.find("STUDY")
        for _ in range(200):
            next(matches)
        tracemalloc.start()
        try:
            before, _ = tracemalloc.get_traced_memory()
            left = sum(1 for _ in matches)
            after, _ = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()

    assert left == count - 200
    assert after - before < 1_000_000


def test_the_keys_of_the_level_find_what_was_made(dcmqrscp: Server, archive: list[Made]) -> None:
    made = archive[0]
    with scu.connect(dcmqrscp.address) as peer:
        (patient,) = peer.find("PATIENT", {"PatientID": made.patient_id})

    assert patient.PatientID == made.patient_id
