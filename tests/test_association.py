"""Associations over real sockets: with pynetdicom's servers, and with peers that misbehave."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydicom.dataset import Dataset
from pynetdicom.pdu import P_DATA_TF
from pynetdicom.pdu_primitives import P_DATA

from scu.dimse import contexts, pdu, services
from scu.dimse.network import Network
from scu.query import build
from scu.results import Final, Match, Outgoing
from scu.storage.meta import examine, meta_header
from tests.peers import scripts
from tests.peers.instances import Attributes, carried_by_pydicom, data_set_bytes, make_instances
from tests.peers.ours import associate, associate_to_ask, store
from tests.peers.recording import recording_scp
from tests.peers.scripted import Conversation, encode_message, response_to, scripted_peer

MEGABYTE = 1024 * 1024


@pytest.fixture
def big(tmp_path: Path) -> Outgoing:
    (made,) = make_instances(tmp_path / "big", 1, Attributes(size=3 * MEGABYTE))
    return examine(str(made.path))


FILES = ["CT_small.dcm", "MR_small_RLE.dcm", "MR_small_implicit.dcm", "rtplan.dcm"]


@pytest.mark.parametrize("max_pdu_length", [7, 8, 9, 16, 100, 16382, 16384, 200_000, 0])
def test_what_arrives_is_what_was_in_the_file_whatever_length_the_peer_takes(max_pdu_length: int) -> None:
    count = 1 if 0 < max_pdu_length < 100 else len(FILES)
    outgoing = [examine(str(carried_by_pydicom(name))) for name in FILES[-count:]]

    def take(conversation: Conversation) -> None:
        conversation.accept(max_length=max_pdu_length)
        while True:
            conversation.respond(conversation.receive_message(), scripts.SUCCESS)

    with scripted_peer(take) as scripted:
        found = store(scripted.port, outgoing)

    assert [it.status.ok for it in found if it.status] == [True] * count
    received = scripted.conversation.received
    assert [it.data for it in received] == [data_set_bytes(Path(it.file)) for it in outgoing]
    assert [it.command.AffectedSOPInstanceUID for it in received] == [it.sop_instance_uid for it in outgoing]
    assert [it.command.MessageID for it in received] == list(range(1, count + 1))
    lengths = [
        n for kind, n in zip(scripted.conversation.pdu_types, scripted.conversation.lengths, strict=True) if kind == 4
    ]
    assert max(lengths) <= (max(8, max_pdu_length) if max_pdu_length else 128 * 1024)


def test_a_big_object_arrives_whole(big: Outgoing) -> None:
    with recording_scp() as recorder:
        (instance,) = store(recorder.port, [big])

    assert instance.status is not None and instance.status.ok
    assert recorder.stored[0].data == data_set_bytes(Path(big.file))
    assert (recorder.released, recorder.aborted) == (1, 0)


@pytest.mark.parametrize("size", [1, 16_377, 128 * 1024 - 5, 256 * 1024 - 1, 600_001])
def test_a_data_set_of_odd_length_is_made_even(tmp_path: Path, size: int) -> None:
    """As what a file deflates to may be (PS3.5 A.5)."""
    data = (b"\1\2\3\4\5\6\7" * size)[:size]
    path = tmp_path / "odd"
    path.write_bytes(meta_header("1.2.840.10008.5.1.4.1.1.7", "1.2.3", contexts.IMPLICIT_LE, "") + data)

    with scripted_peer(scripts.succeed) as scripted:
        store(scripted.port, [examine(str(path))])

    assert [it.data for it in scripted.conversation.received] == [data + b"\0"]


def test_the_release_is_seen_by_the_peer_and_so_is_an_abort_at_the_end() -> None:
    with recording_scp() as recorder:
        with associate(recorder.port) as association:
            assert services.echo(association).status.ok
        with associate(recorder.port, Network(abort_at_end=True)) as association:
            assert services.echo(association).status.ok

    assert recorder.echoes == 2
    assert (recorder.released, recorder.aborted) == (1, 1)


def test_an_error_aborts() -> None:
    with recording_scp() as recorder, pytest.raises(RuntimeError), associate(recorder.port):
        raise RuntimeError
    assert (recorder.released, recorder.aborted) == (0, 1)


def test_what_the_peer_says_of_itself_is_known() -> None:
    with recording_scp() as recorder, associate(recorder.port) as association:
        said = association.negotiated
    assert said.implementation_class_uid.startswith("1.2.826.0.1.3680043.9.3811")
    assert said.implementation_version.startswith("PYNETDICOM")
    assert (said.accepted_contexts, said.proposed_contexts, said.address) == (1, 1, "127.0.0.1")
    assert 0 < association.timing.associate < association.timing.total


def pdu_of(context_id: int, values: list[tuple[int, bytes]]) -> bytes:
    """One P-DATA-TF PDU of several values: message control header and fragment."""
    primitive = P_DATA()
    for control, data in values:
        primitive.presentation_data_value_list.append((context_id, bytes([control]) + data))
    return P_DATA_TF(primitive).encode()


def in_parts(context_id: int, command_set: Dataset, data: Dataset | None = None) -> tuple[bytes, bytes]:
    """The bytes of a message: command set and data set."""
    found = {True: b"", False: b""}
    for encoded in encode_message(context_id, command_set, data):
        for _, control, fragment in pdu.fragments(memoryview(encoded)[6:]):
            found[bool(control & pdu.COMMAND)] += bytes(fragment)
    return found[True], found[False]


def test_a_message_may_come_in_any_pieces() -> None:
    """Its command over many PDVs, several PDVs in a PDU, or a PDU in many segments."""
    query = build("find", None, None, [])

    def answer(conversation: Conversation) -> None:
        conversation.accept()
        request = conversation.receive_message()
        match = response_to(request, scripts.PENDING, has_data=True)
        encoded, data = in_parts(request.context_id, match, scripts.a_match())
        every = [(1, encoded[at : at + 1]) for at in range(len(encoded))] + [(3, b"")]
        every += [(0, data[:1]), (0, b""), (0, data[1:-1]), (2, data[-1:])]
        final, _ = in_parts(request.context_id, response_to(request, scripts.SUCCESS))
        conversation.send(pdu_of(request.context_id, every))
        for byte in pdu_of(request.context_id, [(1, final[:9]), (3, final[9:])]):
            conversation.send(bytes([byte]))
        conversation.end()

    with scripted_peer(answer) as scripted, associate_to_ask(scripted.port, query) as association:
        first, last = services.find(association, query)

    assert isinstance(first, Match) and isinstance(first.identifier, Dataset)
    assert first.identifier.PatientName == "Doe^Jane"
    assert isinstance(last, Final) and last.status.ok
