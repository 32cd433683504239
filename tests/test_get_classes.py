"""What scu get proposes: the SOP classes that are coming, each in every transfer syntax that it may be held in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydicom.dataset import Dataset
from pydicom.filereader import dcmread
from pydicom.uid import (
    UID,
    CTImageStorage,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    MRImageStorage,
    RLELossless,
    generate_uid,
)
from pynetdicom.pdu_primitives import SCP_SCU_RoleSelectionNegotiation
from pynetdicom.presentation import build_context

from scu.dimse import contexts
from scu.dimse.storage_classes import RETRIEVED_STORAGE_CLASSES
from tests.peers import scripts
from tests.peers.archive import Archive
from tests.peers.command import answer_here, run_here
from tests.peers.dcmtk import dcmqrscp
from tests.peers.hierarchy import assert_received
from tests.peers.instances import Attributes, Made, carried_by_pydicom, make_instances
from tests.peers.orthanc import Orthanc
from tests.peers.processes import free_port
from tests.peers.recording import DEFAULT_CONTEXTS, Recorder, failing, recording_scp
from tests.peers.scripted import Conversation, Script, scripted_peer

GET = "1.2.840.10008.5.1.4.1.2.2.3"
FIND = "1.2.840.10008.5.1.4.1.2.2.1"
C_GET_RQ = 0x0010
# Real files, with real pixel data, in one transfer syntax each.
REAL = [
    "MR_small.dcm",
    "MR_small_bigendian.dcm",
    "MR_small_implicit.dcm",
    "MR_small_RLE.dcm",
    "MR_small_jp2klossless.dcm",
]


def real_series(folder: Path) -> list[Made]:
    """One series of one class that is held in five transfer syntaxes."""
    study, series = generate_uid(), generate_uid()
    made = []
    folder.mkdir(parents=True)
    for number, name in enumerate(REAL, 1):
        dataset = dcmread(carried_by_pydicom(name))
        dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = generate_uid()
        dataset.StudyInstanceUID, dataset.SeriesInstanceUID = study, series
        dataset.PatientID, dataset.InstanceNumber = "P1", number
        dataset.save_as(folder / name)
        syntax = dataset.file_meta.TransferSyntaxUID
        made.append(Made(folder / name, "P1", study, series, dataset.SOPInstanceUID, dataset.SOPClassUID, syntax))
    return made


def get(address: str, made: list[Made], out: Path, *options: object, status: int = 0) -> Any:
    return answer_here("get", address, "-k", f"StudyInstanceUID={made[0].study}", "-o", out, *options, status=status)


def test_orthanc_sends_each_object_of_a_class_as_it_is_stored(empty_orthanc: Orthanc, tmp_path: Path) -> None:
    made = real_series(tmp_path / "theirs")
    empty_orthanc.hold(made)

    get(empty_orthanc.address, made, tmp_path / "out")

    assert len({one.transfer_syntax for one in made}) == len(REAL)
    for one in made:
        ours = dcmread(tmp_path / "out" / f"{one.uid}.dcm")
        assert ours.file_meta.TransferSyntaxUID == one.transfer_syntax
        assert ours.PixelData == one.read().PixelData


def test_so_does_a_server_that_cannot_convert(tmp_path: Path) -> None:
    made = real_series(tmp_path / "theirs")
    with Archive(tmp_path / "theirs") as archive:
        get(archive.address, made, tmp_path / "out")

    assert_received(tmp_path / "out", made)
    assert archive.levels() == ["STUDY"]


@pytest.fixture
def held(tmp_path: Path) -> list[Made]:
    """CT and MR, the recorder's matches being those of a server that knows SOP Classes in Study."""
    ct = Attributes(transfer_syntax=ImplicitVRLittleEndian)
    mr = replace(ct, series=generate_uid(), series_number=2, sop_class=MRImageStorage)
    return [*make_instances(tmp_path / "theirs", 2, ct), *make_instances(tmp_path / "theirs", 2, mr)]


def telling(made: list[Made]) -> Dataset:
    """A match at study level that tells the classes."""
    match = Dataset()
    match.QueryRetrieveLevel = "STUDY"
    match.StudyInstanceUID = made[0].study
    match.SOPClassesInStudy = sorted({str(one.sop_class) for one in made})
    return match


def proposed(recorder: Recorder) -> list[tuple[UID, tuple[UID, ...]]]:
    """The contexts of the association for the C-GET, which is the last one."""
    contexts = recorder.requests[-1].presentation_context_definition_list
    return [(context.abstract_syntax or UID(""), tuple(context.transfer_syntax)) for context in contexts]


def test_just_the_classes_that_are_coming_are_proposed_one_context_a_transfer_syntax(
    held: list[Made], tmp_path: Path
) -> None:
    with recording_scp(Recorder(instances=held, matches=[telling(held)])) as server:
        get(server.address, held, tmp_path / "out")

    find, retrieve = server.asked
    assert (find.model, find.identifier.QueryRetrieveLevel) == (FIND, "STUDY")
    assert find.identifier.StudyInstanceUID == held[0].study
    assert retrieve.model == GET
    request, *storage = proposed(server)
    assert request[0] == GET
    assert {uid for uid, _ in storage} == {CTImageStorage, MRImageStorage}
    assert all(len(syntaxes) == 1 for _, syntaxes in storage)
    assert len(set(storage)) == len(storage) == 2 * len(contexts.TRANSFER_SYNTAXES)
    roles = [it for it in server.requests[-1].user_information if isinstance(it, SCP_SCU_RoleSelectionNegotiation)]
    assert [role.sop_class_uid for role in roles] == [CTImageStorage, MRImageStorage]
    assert_received(tmp_path / "out", held)
    assert server.released == 2


def test_the_options_decide_when_they_are_given(held: list[Made], tmp_path: Path) -> None:
    with recording_scp(Recorder(instances=held, matches=[telling(held)])) as server:
        get(server.address, held, tmp_path / "out", "--implicit")

    assert proposed(server)[1:] == [
        (CTImageStorage, (ImplicitVRLittleEndian,)),
        (MRImageStorage, (ImplicitVRLittleEndian,)),
    ]


def test_without_asking_all_known_classes_are_proposed(held: list[Made], tmp_path: Path) -> None:
    with recording_scp(Recorder(instances=held, matches=[telling(held)])) as server:
        get(server.address, held, tmp_path / "out", "--no-find")

    assert len(server.asked) == 1
    assert [uid for uid, _ in proposed(server)[1:]] == list(RETRIEVED_STORAGE_CLASSES)
    assert_received(tmp_path / "out", held)


def test_a_server_that_tells_the_classes_of_images_alone(tmp_path: Path) -> None:
    """Series, then images: one of them to see whether they tell, and then all."""
    (made,) = make_instances(tmp_path / "theirs", 1, Attributes(transfer_syntax=ImplicitVRLittleEndian))
    match = Dataset()
    match.StudyInstanceUID, match.SeriesInstanceUID, match.SOPInstanceUID = made.study, made.series, made.uid
    match.SOPClassUID = made.sop_class
    match.AvailableTransferSyntaxUID = JPEG2000Lossless
    with recording_scp(Recorder(instances=[made], matches=[match])) as server:
        get(server.address, [made], tmp_path / "out")

    levels = [asked.identifier.QueryRetrieveLevel for asked in server.asked]
    assert levels == ["STUDY", "SERIES", "IMAGE", "SERIES", "IMAGE", "STUDY"]
    assert {uid for uid, _ in proposed(server)[1:]} == {made.sop_class}
    assert proposed(server)[1][1] == (JPEG2000Lossless,)


@contextmanager
def answering_no_find(case: str, made: list[Made]) -> Iterator[Recorder]:
    recorder = Recorder(instances=made)
    offered = list(DEFAULT_CONTEXTS)
    if case == "no context":
        offered = [context for context in offered if context.abstract_syntax != FIND]
    if case == "an empty class":
        match = telling(made)
        match.SOPClassesInStudy = ""
        recorder.matches = [match]
    with recording_scp(recorder, offered) as server:
        yield server


@pytest.mark.parametrize("case", ["no context", "no match", "an empty class"])
def test_what_is_not_told_is_proposed_as_ever(case: str, held: list[Made], tmp_path: Path) -> None:
    with answering_no_find(case, held) as server:
        get(server.address, held, tmp_path / "out")

    assert [uid for uid, _ in proposed(server)[1:]] == list(RETRIEVED_STORAGE_CLASSES)
    assert_received(tmp_path / "out", held)


@pytest.mark.parametrize("script", [scripts.say_nothing_after_accepting, scripts.close_at_the_request])
def test_a_find_that_ends_badly_is_no_end(script: Script, tmp_path: Path) -> None:
    """The first association asks; the second one is for the get, and all is answered there."""
    talks: list[Conversation] = []

    def answer(conversation: Conversation) -> None:
        talks.append(conversation)
        (script if len(talks) == 1 else scripts.succeed)(conversation)

    with scripted_peer(answer) as peer:
        done = run_here(
            *("get", peer.address, "-v", "--dimse-timeout", 0.3, "-o", tmp_path / "out", "-k", "StudyInstanceUID=1.2")
        )

    assert done.returncode == 0, done.stderr
    assert "does not tell which SOP classes are coming" in done.stderr
    (retrieve,) = talks[1].received
    assert retrieve.command.CommandField == C_GET_RQ


def test_a_find_that_fails_is_no_end(held: list[Made], tmp_path: Path) -> None:
    with recording_scp(Recorder(instances=held, status=failing(0xC001, "no"))) as server:
        get(server.address, held, tmp_path / "out", status=1)

    assert [asked.model for asked in server.asked] == [FIND, GET]


def test_a_refused_class_is_named_before_the_request_is_sent(held: list[Made], tmp_path: Path) -> None:
    offered = [context for context in DEFAULT_CONTEXTS if context.abstract_syntax != MRImageStorage]
    with recording_scp(Recorder(instances=held, matches=[telling(held)]), offered) as server:
        done = run_here("get", server.address, "-o", tmp_path / "out", "-k", f"StudyInstanceUID={held[0].study}")

    assert "scu: note: the server does not send MR Image Storage" in done.stderr
    assert done.stderr.index("does not send MR") < done.stderr.index("scu: error")
    assert done.returncode == 1
    assert_received(tmp_path / "out", held[:2])


def test_when_all_are_refused_nothing_is_asked_for(held: list[Made], tmp_path: Path) -> None:
    offered = [build_context(FIND), build_context(GET)]
    with recording_scp(Recorder(instances=held, matches=[telling(held)]), offered) as server:
        answer = get(server.address, held, tmp_path / "out", status=3)

    assert answer["error"]["kind"] == "no_context"
    assert [asked.model for asked in server.asked] == [FIND]


@pytest.mark.parametrize("options", [[], ["+xr"], ["+xv"]])
def test_dcmqrscp_sends_all_that_it_can_send_at_all(dcmtk: None, tmp_path: Path, options: list[str]) -> None:
    """It does not tell the classes, converts between uncompressed syntaxes only, and accepts one compressed one."""
    made = real_series(tmp_path / "theirs")
    compressed = {"+xr": RLELossless, "+xv": JPEG2000Lossless}
    possible = [one for one in made if not one.transfer_syntax.is_compressed]
    possible += [one for one in made if one.transfer_syntax == compressed.get("".join(options))]
    with dcmqrscp(tmp_path / "server", made, {}, *options) as server:
        answer = get(server.address, made, tmp_path / "out", "--verify", status=1)

    assert {path.name for path in (tmp_path / "out").iterdir()} == {f"{one.uid}.dcm" for one in possible}
    for one in possible:
        ours = dcmread(tmp_path / "out" / f"{one.uid}.dcm")
        assert ours.pixel_array.tolist() == one.read().pixel_array.tolist()
    left = {one.uid for one in made} - {one.uid for one in possible}
    assert set(answer["verification"]["missing"]) == left


def test_many_classes_share_the_contexts_that_there_are() -> None:
    for count in (1, 5, 6, 40, 127):
        classes = {f"1.2.3.{number}": (JPEG2000Lossless,) for number in range(count)}
        storage = contexts.returning(classes)
        assert len(storage) <= 127
        for uid in classes:
            of_class = [it.transfer_syntaxes for it in storage if it.abstract_syntax == uid]
            offered = [syntax for syntaxes in of_class for syntax in syntaxes]
            assert sorted(offered) == sorted(contexts.TRANSFER_SYNTAXES)
            assert offered[0] == JPEG2000Lossless
            assert all(len(syntaxes) == 1 for syntaxes in of_class[:-1])
    assert len(contexts.returning({f"1.2.3.{number}": () for number in range(200)})) == 127


def test_orthanc_tells_what_failed_where_it_does_not_belong(empty_orthanc: Orthanc, tmp_path: Path) -> None:
    """With one context a class it fails at the first object that it would have to convert, and says so oddly."""
    made = real_series(tmp_path / "theirs")
    empty_orthanc.hold(made)

    answer = get(empty_orthanc.address, made, tmp_path / "out", "--no-find", "--verify", status=1)

    assert answer["error"]["kind"] == "partial"
    here = {path.name.removesuffix(".dcm") for path in (tmp_path / "out").iterdir()}
    assert set(answer["verification"]["missing"]) == {str(one.uid) for one in made} - here


def test_move_from_orthanc_brings_each_object_as_it_is_stored(
    empty_orthanc: Orthanc, move_ports: dict[str, int], tmp_path: Path
) -> None:
    made = real_series(tmp_path / "theirs")
    empty_orthanc.hold(made)

    answer_here(
        *("move", empty_orthanc.address, "--port-scp", move_ports["SCU"], "-o", tmp_path / "out"),
        *("-k", f"StudyInstanceUID={made[0].study}"),
    )

    for one in made:
        ours = dcmread(tmp_path / "out" / f"{one.uid}.dcm")
        assert ours.file_meta.TransferSyntaxUID == one.transfer_syntax
        assert ours.PixelData == one.read().PixelData


def test_move_from_dcmqrscp_takes_what_it_lists_first_and_the_rest_another_time(dcmtk: None, tmp_path: Path) -> None:
    """It proposes RLE and the uncompressed syntaxes in one context, so that one move brings the one or the others."""
    made = real_series(tmp_path / "theirs")
    out, port = tmp_path / "out", free_port()
    rle = [one for one in made if one.transfer_syntax == RLELossless]
    plain = [one for one in made if not one.transfer_syntax.is_compressed]
    with dcmqrscp(tmp_path / "server", made, {"SCU": port}, "-xr") as server:
        words = ["move", server.address, "--port-scp", port, "-o", out, "-k", f"StudyInstanceUID={made[0].study}"]
        first = answer_here(*words, "--verify", status=1)
        here = {path.name.removesuffix(".dcm") for path in out.iterdir()}
        second = answer_here(*words, "--resume", "--prefer-little", "--verify", status=1)

    assert here == {str(one.uid) for one in rle}
    assert set(first["verification"]["missing"]) == {str(one.uid) for one in made} - here
    assert {path.name for path in out.iterdir()} == {f"{one.uid}.dcm" for one in (*rle, *plain)}
    assert len(second["verification"]["missing"]) == len(made) - len(rle) - len(plain) == 1
