"""scu get: the objects come back on the association that asked for them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydicom.uid import UID, ImplicitVRLittleEndian, JPEG2000Lossless, MRImageStorage, RLELossless
from pynetdicom.pdu_primitives import SCP_SCU_RoleSelectionNegotiation
from pynetdicom.presentation import build_context

from tests.peers.command import answer_here, run_here
from tests.peers.dcmtk import Server
from tests.peers.hierarchy import (
    MODELS_AND_LEVELS,
    assert_counted,
    assert_received,
    levels_down_to,
    unique_keys,
    wanted,
)
from tests.peers.instances import Attributes, Made, make_instances
from tests.peers.orthanc import Orthanc
from tests.peers.recording import Recorder, failing, recording_scp
from tests.peers.scripted import Conversation, Message, scripted_peer
from tests.peers.scripts import SUCCESS
from tests.peers.sender import store_request

STUDY_ROOT_GET = "1.2.840.10008.5.1.4.1.2.2.3"
SOME_FAILED = 0xB000


@pytest.mark.parametrize(("model", "level"), MODELS_AND_LEVELS)
def test_dcmqrscp_every_model_and_level(
    dcmqrscp: Server, archive: list[Made], tmp_path: Path, model: str, level: str
) -> None:
    out = tmp_path / "out"
    expected = wanted(archive, level, archive[0])

    answer = answer_here(
        "get", dcmqrscp.address, "-o", out, model, level, *unique_keys(levels_down_to(model, level), archive[0])
    )

    assert_received(out, expected)
    assert_counted(answer, out, expected)
    assert answer["summary"]["completed"] == len(expected)


@pytest.mark.parametrize(("model", "level"), MODELS_AND_LEVELS[:7])
def test_orthanc_every_model_and_level(
    orthanc: Orthanc, archive: list[Made], tmp_path: Path, model: str, level: str
) -> None:
    out = tmp_path / "out"
    expected = wanted(archive, level, archive[0])

    answer = answer_here(
        "get", orthanc.address, "-o", out, model, level, *unique_keys(levels_down_to(model, level), archive[0])
    )

    assert_received(out, expected)
    assert_counted(answer, out, expected)


def get(address: str, out: Path, *options: object, status: int = 0) -> Any:
    return answer_here(
        *("get", address, "-od", out, "-k", "StudyInstanceUID=1.2.3", "--no-find", *options), status=status
    )


def implicit(folder: Path, count: int = 1, **attributes: Any) -> list[Made]:
    """Instances in the transfer syntax that recording and scripted peers prefer."""
    return make_instances(folder, count, Attributes(transfer_syntax=ImplicitVRLittleEndian, **attributes))


def test_what_the_peer_is_asked_and_the_roles_that_it_is_offered(tmp_path: Path) -> None:
    made = implicit(tmp_path / "theirs", 2)
    with recording_scp(Recorder(instances=made)) as server:
        answer = get(server.address, tmp_path / "out")

    (asked,) = server.asked
    (request,) = server.requests
    assert asked.model == STUDY_ROOT_GET
    assert asked.identifier.QueryRetrieveLevel == "STUDY"
    assert asked.identifier.StudyInstanceUID == "1.2.3"
    classes = {context.abstract_syntax for context in request.presentation_context_definition_list}
    assert len(request.presentation_context_definition_list) <= 128
    assert {STUDY_ROOT_GET, made[0].sop_class, MRImageStorage} <= classes
    roles = [item for item in request.user_information if isinstance(item, SCP_SCU_RoleSelectionNegotiation)]
    assert {role.sop_class_uid for role in roles} == classes - {STUDY_ROOT_GET}
    assert all(role.scp_role for role in roles)
    assert_received(tmp_path / "out", made)
    assert_counted(answer, tmp_path / "out", made)
    assert server.released == 1


def test_compressed_objects_come_as_they_are(tmp_path: Path) -> None:
    made = [
        one
        for syntax in (JPEG2000Lossless, RLELossless, ImplicitVRLittleEndian)
        for one in make_instances(
            tmp_path / "theirs", 1, Attributes(sop_class=sop_class(syntax), transfer_syntax=syntax)
        )
    ]
    # Each class in one syntax only, as a server offers what it holds.
    contexts = [build_context(STUDY_ROOT_GET), *(build_context(one.sop_class, one.transfer_syntax) for one in made)]
    with recording_scp(Recorder(instances=made), contexts) as server:
        get(server.address, tmp_path / "out")

    assert_received(tmp_path / "out", made)


def sop_class(syntax: UID) -> UID:
    """A storage class of its own for each transfer syntax."""
    return {
        JPEG2000Lossless: UID("1.2.840.10008.5.1.4.1.1.2"),
        RLELossless: UID("1.2.840.10008.5.1.4.1.1.4"),
        ImplicitVRLittleEndian: UID("1.2.840.10008.5.1.4.1.1.7"),
    }[syntax]


def test_nothing_matches(dcmqrscp: Server, tmp_path: Path) -> None:
    answer = get(dcmqrscp.address, tmp_path / "out")

    assert answer["summary"]["received"] == 0
    assert answer["instances"] == []


def context_for(conversation: Conversation, made: Made) -> int:
    assert conversation.request is not None
    for context in conversation.request.presentation_context_definition_list:
        if context.abstract_syntax == made.sop_class:
            return context.context_id or 0
    raise LookupError(made.sop_class)


def send(conversation: Conversation, made: Made, **elements: object) -> Message:
    """Send one object on the association of the C-GET, and return the response."""
    pdus = store_request(made, context_for(conversation, made), **elements)
    conversation.send(b"".join(pdus))
    return conversation.receive_message()


def test_what_the_server_counts_and_does_not_send_is_missing(tmp_path: Path) -> None:
    made = implicit(tmp_path / "theirs", 2)

    def answer_less(conversation: Conversation) -> None:
        conversation.accept()
        request = conversation.receive_message()
        for one in made:
            assert send(conversation, one).command.Status == SUCCESS
        conversation.respond(request, SUCCESS, NumberOfCompletedSuboperations=6, NumberOfFailedSuboperations=0)
        conversation.end()

    with scripted_peer(answer_less) as peer:
        answer = get(peer.address, tmp_path / "out", status=1)

    assert answer["error"]["kind"] == "partial"
    assert (answer["summary"]["received"], answer["summary"]["missing"]) == (2, 4)
    assert_received(tmp_path / "out", made)


@pytest.mark.parametrize("uid", ["../../etc/passwd", "/tmp/x", "1.2.3/4", "..", "1" * 65, "1.2.3\x00.dcm", "%s{0}"])
def test_a_name_that_is_no_uid_is_never_a_path(tmp_path: Path, uid: str) -> None:
    (made,) = implicit(tmp_path / "theirs")
    statuses: list[int] = []

    def answer(conversation: Conversation) -> None:
        conversation.accept()
        request = conversation.receive_message()
        statuses.append(send(conversation, made, AffectedSOPInstanceUID=uid).command.Status)
        conversation.respond(request, SOME_FAILED, NumberOfCompletedSuboperations=0, NumberOfFailedSuboperations=1)
        conversation.end()

    with scripted_peer(answer) as peer:
        get(peer.address, tmp_path / "out", status=1)

    assert statuses[0] != SUCCESS
    assert list((tmp_path / "out").iterdir()) == []
    assert {path.name for path in tmp_path.iterdir()} == {"out", "theirs"}


def test_a_connection_closed_in_mid_object_leaves_nothing_behind(tmp_path: Path) -> None:
    whole, cut = implicit(tmp_path / "theirs", 2, size=200_000)

    def close(conversation: Conversation) -> None:
        conversation.accept()
        conversation.receive_message()
        send(conversation, whole)
        pdus = list(store_request(cut, context_for(conversation, cut)))
        conversation.send(b"".join(pdus[: len(pdus) // 2]))

    with scripted_peer(close) as peer:
        answer = get(peer.address, tmp_path / "out", status=3)

    assert answer["error"]["kind"] == "aborted"
    assert answer["summary"]["received"] == 1
    assert_received(tmp_path / "out", [whole])


def test_a_peer_that_sends_no_object_at_all_in_the_role_it_was_given(tmp_path: Path) -> None:
    with recording_scp(contexts=[build_context("1.2.840.10008.1.1")]) as server:
        answer = get(server.address, tmp_path / "out", status=3)

    assert answer["error"]["kind"] == "no_context"
    assert server.asked == []


def test_a_failing_status_is_shown_with_its_error_comment(tmp_path: Path) -> None:
    with recording_scp(Recorder(status=failing(0xC001, "no [red]such[/red] study"))) as server:
        answer = get(server.address, tmp_path / "out", status=1)
        done = run_here("get", server.address, "-o", tmp_path / "out", "-k", "StudyInstanceUID=1.2.3", "--no-find")

    assert answer["status"] == "C001"
    assert answer["error_comment"] == "no [red]such[/red] study"
    assert "no [red]such[/red] study" in done.stderr
    assert "C001" in done.stderr


def test_a_folder_that_cannot_be_made_stops_before_anything_is_sent(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with recording_scp() as server:
        answer = get(server.address, tmp_path / "file" / "out", status=4)

    assert answer["error"]["kind"] == "file"
    assert server.requests == []
