"""Storage commitment that is not to be had, or whose answer does not come, or makes no sense."""

from __future__ import annotations

import signal
import socket
from io import BytesIO
from pathlib import Path

import pytest
from pydicom.dataset import Dataset
from pynetdicom.dimse_messages import N_ACTION_RQ, N_EVENT_REPORT_RSP, DIMSEMessage
from pynetdicom.dimse_primitives import N_ACTION, N_EVENT_REPORT
from pynetdicom.dsutils import encode

from scu.dimse import command
from scu.dimse.ledger import FAILURE_REASONS, Answer, Ledger
from scu.results import Commitment
from tests.peers.command import answer_here, document, error_here, run_here, started
from tests.peers.dcmtk import Server
from tests.peers.instances import make_instances
from tests.peers.keeper import PUSH_MODEL, PUSH_MODEL_INSTANCE, Keeper, keeping_scp
from tests.peers.processes import LOCALHOST, free_port
from tests.peers.scripted import Conversation, Message, encode_message, scripted_peer

ASKED = Commitment("1.2.3", "1.2.3.4")


def test_a_server_without_the_service_is_told_as_such(storescp: Server, tmp_path: Path) -> None:
    make_instances(tmp_path / "in", 1)

    answer = answer_here("store", storescp.address, tmp_path / "in", "--commit", status=3)

    assert len(storescp.files()) == 1
    assert answer["summary"]["stored"] == 1
    assert answer["commitment"] == {"asked": 1, "committed": 0, "failed": 0, "unanswered": 1}
    assert answer["instances"][0]["committed"] is None
    assert answer["error"]["kind"] == "no_context"
    assert "does not accept Storage Commitment Push Model" in answer["error"]["message"]


def test_a_request_may_be_refused(tmp_path: Path) -> None:
    make_instances(tmp_path, 1)

    with keeping_scp(Keeper(status=0x0213)) as keeper:
        answer = answer_here("store", keeper.address, tmp_path, "--commit", status=1)

    assert answer["error"]["kind"] == "peer_failure"
    assert answer["error"]["message"].startswith("N-ACTION failed: 0213")
    assert answer["instances"][0]["committed"] is None
    assert answer["instances"][0]["not_committed"].startswith("the server refused the request: 0213")
    assert answer["status"] == "0000"  # of the C-STORE


def commit_error(keeper: Keeper, tmp_path: Path, *options: object) -> dict[str, str]:
    (made,) = make_instances(tmp_path, 1)
    with keeping_scp(keeper):
        return error_here("commit", keeper.address, made.path, "--commit-wait", 0.3, *options, kind="partial", status=1)


def test_no_answer_on_the_association(tmp_path: Path) -> None:
    error = commit_error(Keeper(silent=True), tmp_path)

    assert error["message"] == "storage commitment: no answer about the request within 0.3 s"
    assert "--port-scp" in error["remedy"]


def test_nobody_calls(tmp_path: Path) -> None:
    port = free_port()

    error = commit_error(Keeper(silent=True), tmp_path, "--port-scp", port)

    assert f"nobody called port {port}" in error["cause"]
    assert f"register 'SCU' with this machine's address and port {port}" in error["remedy"]


def test_somebody_calls_another_ae_title(tmp_path: Path) -> None:
    port = free_port()
    keeper = Keeper(call_back=port, called="OTHER")

    error = commit_error(keeper, tmp_path, "--port-scp", port)

    assert "called 'OTHER'; we are 'SCU'" in error["cause"]
    assert keeper.rejected == 1


@pytest.mark.parametrize("listening", [True, False])
def test_an_answer_about_another_transaction(tmp_path: Path, listening: bool) -> None:
    port = free_port() if listening else None
    keeper = Keeper(transaction="1.2.3", call_back=port)

    error = commit_error(keeper, tmp_path, *(["--port-scp", port] if listening else []))

    assert "others about transactions that are not ours" in error["message"]
    assert keeper.responses == [0x0115]


def test_an_event_of_another_type(tmp_path: Path) -> None:
    keeper = Keeper(event_type=3)

    assert "no answer" in commit_error(keeper, tmp_path)["message"]
    assert keeper.responses == [0x0113]


def test_an_instance_that_the_answer_does_not_name_is_not_committed(tmp_path: Path) -> None:
    made = make_instances(tmp_path, 2)

    with keeping_scp(Keeper(unnamed=frozenset({made[0].uid}))) as keeper:
        answer = answer_here("commit", keeper.address, tmp_path, status=1)

    said = {each["sop_instance_uid"]: (each["committed"], each["not_committed"]) for each in answer["instances"]}
    assert said == {made[0].uid: (None, "the server's answer does not name it"), made[1].uid: (True, None)}
    assert answer["error"]["kind"] == "partial"


def test_a_port_that_is_taken_is_found_before_anything_is_sent(tmp_path: Path) -> None:
    make_instances(tmp_path, 1)

    with socket.create_server((LOCALHOST, 0)) as taken, keeping_scp() as keeper:
        port = taken.getsockname()[1]
        error = error_here(
            *("store", keeper.address, tmp_path, "--commit", "--port-scp", port, "--bind", LOCALHOST),
            kind="listen",
            status=4,
        )

    assert f"the storage commitment SCU cannot listen on {LOCALHOST} port {port}" in error["message"]
    assert keeper.associations == 0


def report(request: Message, *uids: str) -> tuple[Dataset, Dataset]:
    """An N-EVENT-REPORT for a request that commits the server to these instances."""
    event = Dataset()
    event.TransactionUID = request.data_set().TransactionUID
    event.ReferencedSOPSequence = [Dataset() for _ in uids]
    for item, uid in zip(event.ReferencedSOPSequence, uids, strict=True):
        item.ReferencedSOPClassUID, item.ReferencedSOPInstanceUID = "1.2.840.10008.5.1.4.1.1.2", uid
    return event_command(), event


def event_command() -> Dataset:
    elements = Dataset()
    elements.AffectedSOPClassUID = PUSH_MODEL
    elements.CommandField = 0x0100
    elements.MessageID = 7
    elements.CommandDataSetType = 1
    elements.AffectedSOPInstanceUID = PUSH_MODEL_INSTANCE
    elements.EventTypeID = 1
    return elements


def act(conversation: Conversation, request: Message) -> None:
    """N-ACTION-RSP: success."""
    request.command.AffectedSOPClassUID = request.command.RequestedSOPClassUID
    conversation.respond(request, 0x0000, ActionTypeID=request.command.ActionTypeID)


def test_the_report_may_come_before_the_response_and_again(tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path, 1)

    def hasty(conversation: Conversation) -> None:
        conversation.accept()
        request = conversation.receive_message()
        for _ in range(2):
            conversation.send_message(request.context_id, *report(request, made.uid))
            conversation.receive_message()
        act(conversation, request)
        conversation.end()

    with scripted_peer(hasty) as peer:
        answer = answer_here("commit", peer.address, made.path)

    assert answer["commitment"]["committed"] == 1
    asked, *responses = peer.conversation.received
    assert asked.command.ActionTypeID == 1
    for response in responses:
        assert response.command.CommandField == 0x8100
        assert response.command.MessageIDBeingRespondedTo == 7
        assert (response.command.Status, response.command.EventTypeID) == (0x0000, 1)
        assert response.command.AffectedSOPInstanceUID == PUSH_MODEL_INSTANCE


def test_a_server_that_hangs_up_in_place_of_an_answer(tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path, 1)

    def curt(conversation: Conversation) -> None:
        conversation.accept()
        request = conversation.receive_message()
        act(conversation, request)

    with scripted_peer(curt) as peer:
        error = error_here("commit", peer.address, made.path, kind="partial", status=1)

    assert "the peer closed the connection" in error["message"]


@pytest.mark.parametrize("reading", ["nothing", "cut off", "a sequence that is none"])
def test_a_report_that_makes_no_sense(tmp_path: Path, reading: str) -> None:
    (made,) = make_instances(tmp_path, 1)

    def confused(conversation: Conversation) -> None:
        conversation.accept()
        request = conversation.receive_message()
        elements, event = report(request, made.uid)
        if reading == "nothing":
            del event.ReferencedSOPSequence[0].ReferencedSOPInstanceUID
        if reading == "a sequence that is none":
            event = Dataset()
            event.TransactionUID = request.data_set().TransactionUID
            event.add_new(0x00080060, "CS", "CT")
        data = encode(event, True, True) or b""
        if reading == "a sequence that is none":
            data = data.replace(b"\x08\x00\x60\x00", b"\x08\x00\x99\x11")
        act(conversation, request)
        sent = data[:-2] if reading == "cut off" else data
        conversation.send(b"".join(encode_message(request.context_id, elements, sent)))
        conversation.wait_until_closed()

    with scripted_peer(confused) as peer:
        error = error_here("commit", peer.address, made.path, kind="aborted")

    assert "makes no sense" in error["message"]


def test_a_request_that_has_no_place_is_answered_with_an_abort(tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path, 1)

    def pushy(conversation: Conversation) -> None:
        conversation.accept()
        request = conversation.receive_message()
        act(conversation, request)
        elements = event_command()
        elements.CommandField = 0x0110  # N-GET-RQ
        elements.CommandDataSetType = 0x0101
        conversation.send_message(request.context_id, elements)
        conversation.wait_until_closed()

    with scripted_peer(pushy) as peer:
        error = error_here("commit", peer.address, made.path, kind="aborted")

    assert "0110" in error["message"]


def test_the_wait_can_be_interrupted(tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path, 1)

    def patient(conversation: Conversation) -> None:
        conversation.accept()
        request = conversation.receive_message()
        act(conversation, request)
        conversation.end()

    with (
        scripted_peer(patient) as peer,
        started("commit", peer.address, made.path, "--commit-wait", 60, "--format", "json") as process,
    ):
        peer.messages.get(timeout=30)
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=30)

    assert process.returncode == 130, errors
    assert '"kind": "interrupted"' in output
    assert peer.conversation.pdu_types[-1] == 5  # A-RELEASE-RQ: the first Ctrl-C ends in order


def test_the_wait_at_the_port_can_be_interrupted(tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path, 1)
    words = "--commit-wait", 60, "--port-scp", free_port(), "--format", "json"

    def absent(conversation: Conversation) -> None:
        conversation.accept()
        act(conversation, conversation.receive_message())

    with scripted_peer(absent) as peer, started("commit", peer.address, made.path, *words) as process:
        peer.messages.get(timeout=30)
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=30)

    assert process.returncode == 130, errors
    assert '"kind": "interrupted"' in output


def test_the_codes_of_the_standard_have_words() -> None:
    assert FAILURE_REASONS.keys() == {0x0110, 0x0112, 0x0119, 0x0122, 0x0131, 0x0213}  # PS3.3 C.14.1.1


def test_what_an_answer_says_of_an_instance() -> None:
    uid = ASKED.sop_instance_uid

    assert Answer("1", frozenset({uid}), {}).about(ASKED).committed is True
    both = Answer("1", frozenset({uid}), {uid: 0x0110}).about(ASKED)
    assert (both.committed, both.failure) == (False, 0x0110)
    private = Answer("1", frozenset(), {uid: 0xC001}).about(ASKED)
    assert (private.failure, private.reason) == (0xC001, "a reason that the standard does not have")
    assert Answer("1", frozenset(), {uid: None}).about(ASKED).reason == "the server gives no reason"


def test_the_ledger_answers_each_report_once() -> None:
    ledger = Ledger()
    answer = Answer("1.1", frozenset({ASKED.sop_instance_uid}), {})
    ledger.begin("1.1", [ASKED])

    assert (ledger.due, ledger.settled()) == (1, [])
    assert ledger.settle(Answer("1.2", frozenset(), {})) == 0x0115
    assert (ledger.settle(answer), ledger.settle(answer)) == (0, 0)
    assert [each.committed for each in ledger.settled(5)] == [True]
    assert (ledger.due, ledger.settled(), ledger.strange) == (0, [], 1)
    ledger.begin("1.3", [ASKED])
    assert [each.reason for each in ledger.forget("why")] == ["why"]
    assert ledger.due == 0


def test_pynetdicom_reads_our_commands() -> None:
    """Its encoders are independent judges (PS3.7 10.3.4.1, 10.3.1.2)."""
    asked = N_ACTION()
    asked.MessageID = 9
    asked.RequestedSOPClassUID, asked.RequestedSOPInstanceUID = PUSH_MODEL, PUSH_MODEL_INSTANCE
    asked.ActionTypeID = 1
    asked.ActionInformation = BytesIO(b"\0\0")
    theirs = N_ACTION_RQ()
    theirs.primitive_to_message(asked)
    assert command.n_action_rq(9, PUSH_MODEL, PUSH_MODEL_INSTANCE, 1) == encoded(theirs)

    event = command.decode(encode(with_length(event_command()), True, True) or b"")
    answered = N_EVENT_REPORT()
    answered.MessageIDBeingRespondedTo = 7
    answered.AffectedSOPClassUID, answered.AffectedSOPInstanceUID = PUSH_MODEL, PUSH_MODEL_INSTANCE
    answered.EventTypeID, answered.Status = 1, 0x0115
    response = N_EVENT_REPORT_RSP()
    response.primitive_to_message(answered)
    assert command.response(event, 0x0115) == encoded(response)


def with_length(elements: Dataset) -> Dataset:
    elements.CommandGroupLength = 0
    return elements


def encoded(message: DIMSEMessage) -> bytes:
    return encode(message.command_set, True, True) or b""


def test_the_document_of_an_error_is_that_of_the_verb() -> None:
    done = run_here("commit", "--format", "json")

    assert document(done)["command"] == "commit"
