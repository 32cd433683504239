"""scu store: what arrives at the peer is what was on disk."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from pydicom.filereader import dcmread
from pydicom.uid import (
    UID,
    CTImageStorage,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    MRImageStorage,
    RLELossless,
)
from pynetdicom import AllStoragePresentationContexts

from tests.conftest import StartStorescp
from tests.peers.command import answer_here, run_here
from tests.peers.dcmtk import Server
from tests.peers.instances import Attributes, Made, carried_by_pydicom, data_set_bytes, make_instances, with_own_uid
from tests.peers.orthanc import Orthanc
from tests.peers.recording import recording_scp
from tests.peers.scripted import Conversation, scripted_peer
from tests.peers.storing import assert_arrived, counts, summary

REAL_FILES = [
    "CT_small.dcm",
    "MR_small_implicit.dcm",
    "MR_small_bigendian.dcm",
    "MR_small_RLE.dcm",
    "MR_small_jp2klossless.dcm",
    "MR_small_jpeg_ls_lossless.dcm",
    "JPGExtended.dcm",
    "SC_rgb_jpeg_dcmtk.dcm",
    "image_dfl.dcm",
    "rtplan.dcm",
    "test-SR.dcm",
    "waveform_ecg.dcm",
    "examples_jpeg2k.dcm",
]


def test_storescp_gets_a_folder(storescp: Server, tmp_path: Path) -> None:
    made = make_instances(tmp_path / "in" / "deep", 5)

    answer = answer_here("store", storescp.address, "-r", tmp_path / "in")

    assert answer["ok"] is True
    assert counts(answer) == summary(5, stored=5)
    assert answer["summary"]["bytes"] == sum(len(data_set_bytes(one.path)) for one in made)
    assert {entry["file"] for entry in answer["instances"]} == {str(one.path) for one in made}
    assert {entry["sop_instance_uid"] for entry in answer["instances"]} == {one.uid for one in made}
    assert {entry["sop_class_uid"] for entry in answer["instances"]} == {CTImageStorage}
    assert {entry["transfer_syntax_uid"] for entry in answer["instances"]} == {ExplicitVRLittleEndian}
    assert {entry["status"] for entry in answer["instances"]} == {"0000"}
    assert_arrived([one.path for one in made], storescp.files())


def test_real_files_in_every_transfer_syntax_reach_storescp(start_storescp: StartStorescp, tmp_path: Path) -> None:
    server = start_storescp("+xa")
    files = [with_own_uid(carried_by_pydicom(name), tmp_path / "in") for name in REAL_FILES]

    answer = answer_here("store", server.address, *files)

    assert counts(answer) == summary(len(files), stored=len(files))
    assert_arrived(files, server.files())


def test_real_files_reach_a_pynetdicom_server_byte_for_byte() -> None:
    files = [carried_by_pydicom(name) for name in REAL_FILES]

    with recording_scp() as recorder:
        # Several are the same object, coded otherwise: in one run it would go out once.
        for path in files:
            assert counts(answer_here("store", recorder.address, path)) == summary(1, stored=1)

    got = {(stored.uid, stored.transfer_syntax): stored for stored in recorder.stored}
    for path in files:
        meta = dcmread(path, stop_before_pixels=True)
        stored = got[meta.file_meta.MediaStorageSOPInstanceUID, meta.file_meta.TransferSyntaxUID]
        sent = data_set_bytes(path)
        # What image_dfl.dcm deflates to is odd: a null byte follows (PS3.5 A.5).
        assert stored.data == sent + b"\0" * (len(sent) % 2), path.name
        assert stored.sop_class == meta.SOPClassUID


def test_real_files_reach_orthanc(empty_orthanc: Orthanc, tmp_path: Path) -> None:
    files = [with_own_uid(carried_by_pydicom(name), tmp_path / "in") for name in REAL_FILES]

    answer = answer_here("store", empty_orthanc.address, *files)

    assert counts(answer) == summary(len(files), stored=len(files))
    held = empty_orthanc.stored()
    for path in files:
        ours = dcmread(path)
        theirs = dcmread(BytesIO(held[ours.SOPInstanceUID]))
        assert [(element.tag, element.value) for element in theirs] == [
            (element.tag, element.value) for element in ours
        ], path.name
        assert theirs.file_meta.TransferSyntaxUID == ours.file_meta.TransferSyntaxUID


def test_dcmqrscp_gets_objects_and_finds_them_again(empty_dcmqrscp: Server, tmp_path: Path) -> None:
    made = make_instances(tmp_path / "in", 4, Attributes(patient_name="Åström^Øyvind"))

    answer = answer_here("store", empty_dcmqrscp.address, tmp_path / "in")

    assert counts(answer) == summary(4, stored=4)
    assert_arrived([one.path for one in made], empty_dcmqrscp.files())
    (match,) = answer_here("find", empty_dcmqrscp.address, "-k", "PatientName", "-k", "StudyInstanceUID")
    assert match["00100010"]["Value"] == [{"Alphabetic": "Åström^Øyvind"}]
    assert match["0020000D"]["Value"] == [made[0].study]


def test_input_options_and_recursion(tmp_path: Path) -> None:
    flat = make_instances(tmp_path / "in", 1)
    deep = make_instances(tmp_path / "in" / "deep", 1)

    with recording_scp() as recorder:
        answer_here("store", recorder.address, "-i", tmp_path / "in")
        answer_here("store", recorder.address, "--input", tmp_path / "in", "--recursive")

    expected = [flat[0].uid, flat[0].uid, deep[0].uid]
    assert sorted(stored.uid for stored in recorder.stored) == sorted(expected)


def test_a_context_for_each_sop_class_and_transfer_syntax_and_what_to_fall_back_to(tmp_path: Path) -> None:
    make_instances(tmp_path, 2, Attributes())
    make_instances(tmp_path, 2, Attributes(transfer_syntax=JPEG2000Lossless))
    make_instances(tmp_path, 2, Attributes(sop_class=MRImageStorage, transfer_syntax=ImplicitVRLittleEndian))

    with recording_scp() as recorder:
        answer_here("store", recorder.address, tmp_path)

    (request,) = recorder.requests
    proposed = [
        (context.abstract_syntax, context.transfer_syntax) for context in request.presentation_context_definition_list
    ]
    assert sorted(proposed) == sorted(
        [
            (CTImageStorage, [ExplicitVRLittleEndian]),
            (CTImageStorage, [JPEG2000Lossless]),
            (CTImageStorage, [ImplicitVRLittleEndian]),
            (MRImageStorage, [ImplicitVRLittleEndian]),
            (MRImageStorage, [ExplicitVRLittleEndian]),
        ]
    )
    assert recorder.released == 1


def many_kinds(folder: Path) -> list[Made]:
    """An instance for each of 140 pairs of SOP class and transfer syntax."""
    classes = [UID(context.abstract_syntax or "") for context in AllStoragePresentationContexts[:35]]
    syntaxes = [ExplicitVRLittleEndian, ImplicitVRLittleEndian, JPEGBaseline8Bit, RLELossless]
    return [
        made
        for number, sop_class in enumerate(classes)
        for syntax in syntaxes
        for made in make_instances(
            folder, 1, Attributes(sop_class=sop_class, transfer_syntax=syntax, series_number=number, size=64)
        )
    ]


def test_more_kinds_than_one_association_holds(tmp_path: Path) -> None:
    made = many_kinds(tmp_path)

    with recording_scp() as recorder:
        answer = answer_here("store", recorder.address, tmp_path)

    assert counts(answer) == summary(140, stored=140)
    numbers = [len(request.presentation_context_definition_list) for request in recorder.requests]
    assert len(numbers) == 2
    assert sum(numbers) == 140
    assert max(numbers) <= 128
    assert {stored.uid: stored.transfer_syntax for stored in recorder.stored} == {
        one.uid: one.transfer_syntax for one in made
    }
    assert recorder.released == 2


def test_more_kinds_than_one_association_holds_reach_storescp(start_storescp: StartStorescp, tmp_path: Path) -> None:
    server = start_storescp("+xa", "-pm")
    made = many_kinds(tmp_path / "in")

    answer = answer_here("store", server.address, tmp_path / "in")

    assert counts(answer) == summary(140, stored=140)
    assert_arrived([one.path for one in made], server.files())


def test_the_peers_small_pdus_are_obeyed(start_storescp: StartStorescp, tmp_path: Path) -> None:
    made = make_instances(tmp_path / "in", 2, Attributes(size=300_000))
    server = start_storescp("-pdu", "4096")

    answer_here("store", server.address, tmp_path / "in")

    assert_arrived([one.path for one in made], server.files())


@pytest.mark.parametrize("maximum", [0, 64, 16384])
def test_no_pdu_is_longer_than_the_peer_asked_for(tmp_path: Path, maximum: int) -> None:
    (made,) = make_instances(tmp_path, 1, Attributes(size=20_000))

    def take(conversation: Conversation) -> None:
        conversation.accept(max_length=maximum)
        conversation.respond(conversation.receive_message(), 0x0000, AffectedSOPInstanceUID=made.uid)
        conversation.end()

    with scripted_peer(take) as peer:
        answer_here("store", peer.address, made.path)

    (message,) = peer.conversation.received
    assert message.data == data_set_bytes(made.path)
    assert message.command.AffectedSOPInstanceUID == made.uid
    lengths = [
        length for kind, length in zip(peer.conversation.pdu_types, peer.conversation.lengths, strict=True) if kind == 4
    ]
    if maximum:
        assert max(lengths) <= maximum


def test_hundreds_of_small_objects_all_arrive(storescp: Server, tmp_path: Path) -> None:
    made = make_instances(tmp_path / "in", 300, Attributes(size=512))

    answer = answer_here("store", storescp.address, tmp_path / "in")

    assert counts(answer) == summary(300, stored=300)
    assert {path.name.removeprefix("CT.") for path in storescp.files()} == {one.uid for one in made}


def test_a_large_object(storescp: Server, tmp_path: Path) -> None:
    made = make_instances(tmp_path / "in", 1, Attributes(size=40_000_000))

    answer_here("store", storescp.address, made[0].path)

    assert_arrived([made[0].path], storescp.files())


@pytest.mark.parametrize("output_format", ["table", "text"])
def test_a_person_sees_the_counts(tmp_path: Path, output_format: str) -> None:
    make_instances(tmp_path, 3)

    with recording_scp() as recorder:
        done = run_here("store", recorder.address, tmp_path, "--format", output_format)

    assert done.returncode == 0
    assert "3" in done.stdout
    assert "stored" in done.stdout
