"""scu find: every model and level against servers that no one here wrote, and what they are asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydicom.filereader import dcmread
from pydicom.uid import UID, ImplicitVRLittleEndian

from tests.conftest import Tool
from tests.peers.command import answer_here, ask, run_here
from tests.peers.dcmtk import Server
from tests.peers.hierarchy import KEYWORDS, MODELS_AND_LEVELS, TAGS, levels_down_to, unique, unique_keys, wanted
from tests.peers.instances import Made
from tests.peers.matches import person, value
from tests.peers.orthanc import Orthanc
from tests.peers.processes import free_port
from tests.peers.recording import recording_scp
from tests.peers.scripted import A_RELEASE_RQ_TYPE, scripted_peer
from tests.peers.scripts import respond_until_cancelled

PATIENT_ROOT_FIND = UID("1.2.840.10008.5.1.4.1.2.1.1")


STUDY_ROOT_FIND = UID("1.2.840.10008.5.1.4.1.2.2.1")


PATIENT_STUDY_ONLY_FIND = UID("1.2.840.10008.5.1.4.1.2.3.1")


def keys_and_matches(model: str, level: str, archive: list[Made]) -> tuple[list[str], set[str]]:
    """Options that ask for all of a level under the first instance's parent, and the unique keys that it has."""
    like = archive[0]
    uppers = levels_down_to(model, level)[:-1] or ["--patient"]
    return unique_keys(uppers, like), {unique(level, made) for made in wanted(archive, uppers[-1], like)}


@pytest.mark.parametrize(("model", "level"), MODELS_AND_LEVELS)
def test_dcmqrscp_every_model_and_level(dcmqrscp: Server, archive: list[Made], model: str, level: str) -> None:
    keys, expected = keys_and_matches(model, level, archive)

    matches = answer_here("find", dcmqrscp.address, model, level, *keys)

    assert sorted(value(match, TAGS[level]) for match in matches) == sorted(expected)


@pytest.mark.parametrize(("model", "level"), MODELS_AND_LEVELS[:7])
def test_orthanc_every_model_and_level(orthanc: Orthanc, archive: list[Made], model: str, level: str) -> None:
    keys, expected = keys_and_matches(model, level, archive)

    matches = answer_here("find", orthanc.address, model, level, *keys)

    assert sorted(value(match, TAGS[level]) for match in matches) == sorted(expected)


@pytest.mark.parametrize(("model", "level"), MODELS_AND_LEVELS)
def test_what_the_peer_is_asked(model: str, level: str) -> None:
    with recording_scp() as recorder:
        assert answer_here("find", recorder.address, model, level) == []

    (asked,) = recorder.asked
    sop_classes = {
        "--patientroot": PATIENT_ROOT_FIND,
        "--studyroot": STUDY_ROOT_FIND,
        "--psonly": PATIENT_STUDY_ONLY_FIND,
    }
    assert asked.model == sop_classes[model]
    assert asked.identifier.QueryRetrieveLevel == level.removeprefix("--").upper()
    assert asked.identifier.SpecificCharacterSet == "ISO_IR 192"
    for upper in levels_down_to(model, level):
        assert KEYWORDS[upper] in asked.identifier


@pytest.mark.parametrize(
    ("arguments", "model", "level"),
    [
        ([], STUDY_ROOT_FIND, "STUDY"),
        (["--patient"], PATIENT_ROOT_FIND, "PATIENT"),
        (["-P"], PATIENT_ROOT_FIND, "STUDY"),
        (["-S", "--series"], STUDY_ROOT_FIND, "SERIES"),
        (["-O"], PATIENT_STUDY_ONLY_FIND, "STUDY"),
    ],
)
def test_model_and_level_when_none_is_said(arguments: list[str], model: UID, level: str) -> None:
    with recording_scp() as recorder:
        answer_here("find", recorder.address, *arguments)

    (asked,) = recorder.asked
    assert (asked.model, asked.identifier.QueryRetrieveLevel) == (model, level)


def test_with_no_return_key_a_study_shows_what_people_want_to_see(dcmqrscp: Server, archive: list[Made]) -> None:
    matches = answer_here("find", dcmqrscp.address, "-k", "PatientID=P1")

    for match in matches:
        assert person(match) == {"Alphabetic": "Müller^Jürgen"}
        assert value(match, "00100030") == "19500102"
        assert value(match, "00081030") in ("Kopf für Jürgen", "Thorax")
        assert value(match, "00080050") in ("A1", "A2")
        assert value(match, "00080020") in ("20240229", "20240301")


def test_no_auto_keys_sends_what_was_typed() -> None:
    with recording_scp() as recorder:
        answer_here(
            "find", recorder.address, "--no-auto-keys", "-k", "QueryRetrieveLevel=STUDY", "-k", "PatientName=A*"
        )

    identifier = recorder.asked[0].identifier
    assert {element.keyword for element in identifier} - {"SpecificCharacterSet"} == {
        "QueryRetrieveLevel",
        "PatientName",
    }


def test_the_environment_and_a_key_are_enough(dcmqrscp: Server) -> None:
    env = {"SCU_HOST": "127.0.0.1", "SCU_PORT": str(dcmqrscp.port), "SCU_CALL": dcmqrscp.ae_title}

    matches = ask("find", "--patientroot", "--patient", "-k", "10,10=Yama*", env=env)

    (match,) = matches
    assert person(match) == {"Alphabetic": "Yamada^Tarou", "Ideographic": "山田^太郎"}


def test_keys_reach_the_peer_as_they_were_typed() -> None:
    with recording_scp() as recorder:
        answer_here(
            "find",
            recorder.address,
            *("-k", "10,10=A*=B", "-k", "(0008,0050)=x=y", "-k", "0x10,0x20=P", "-k", "ModalitiesInStudy=CT\\MR"),
            *("-k", "0009,0010=ACME", "-k", "0009,1001:LO=private", "-k", "StudyDate=20240101-"),
        )

    identifier = recorder.asked[0].identifier
    assert str(identifier.PatientName) == "A*=B"
    assert identifier.AccessionNumber == "x=y"
    assert identifier.PatientID == "P"
    assert list(identifier.ModalitiesInStudy) == ["CT", "MR"]
    assert identifier.StudyDate == "20240101-"
    assert "00091001" in identifier.to_json_dict()


def test_the_last_of_a_repeated_key_wins_with_a_note() -> None:
    with recording_scp() as recorder:
        done = run_here("find", recorder.address, "-k", "PatientID=one", "-k", "0010,0020=two")

    assert recorder.asked[0].identifier.PatientID == "two"
    assert done.returncode == 0
    assert "scu: note:" in done.stderr


def test_no_match_is_no_failure(dcmqrscp: Server) -> None:
    assert answer_here("find", dcmqrscp.address, "-k", "PatientID=NOBODY") == []
    assert run_here("find", dcmqrscp.address, "-k", "PatientID=NOBODY", "--format", "jsonl").stdout == ""


def test_cancel_after_so_many_responses_and_wait_for_the_end() -> None:
    with scripted_peer(respond_until_cancelled) as peer:
        matches = answer_here("find", peer.address, "--cancel", 3)

    assert len(matches) >= 3
    request, cancel = peer.conversation.received
    assert cancel.command.MessageIDBeingRespondedTo == request.command.MessageID
    assert peer.conversation.pdu_types[-1] == A_RELEASE_RQ_TYPE


def test_limit_shows_so_many(dcmqrscp: Server) -> None:
    assert len(answer_here("find", dcmqrscp.address, "--limit", 2)) == 2


def test_limit_ends_even_where_matches_do_not() -> None:
    with scripted_peer(respond_until_cancelled) as peer:
        assert len(answer_here("find", peer.address, "--limit", 5)) == 5


def test_the_stored_query_is_what_the_peer_got_and_dcmdump_reads_it(dcmtk: Tool, tmp_path: Path) -> None:
    stored = tmp_path / "query.dcm"
    with recording_scp() as recorder:
        answer_here("find", recorder.address, "-k", "PatientName=Müller*", "--store-query", stored)

    dump = dcmtk("dcmdump", "+U8", stored)
    assert "[Müller*" in dump
    assert "[STUDY" in dump
    query = dcmread(stored)
    assert query.file_meta.TransferSyntaxUID == ImplicitVRLittleEndian
    assert query.group_dataset(0x0010) == recorder.asked[0].identifier.group_dataset(0x0010)


def test_the_stored_query_is_there_even_when_the_connection_fails(tmp_path: Path) -> None:
    stored = tmp_path / "query.dcm"

    done = run_here("find", "127.0.0.1", free_port(), "-k", "PatientID=P1", "--store-query", stored)

    assert done.returncode == 3
    assert dcmread(stored).PatientID == "P1"


def test_a_query_file_and_a_key_that_overrides_it(tmp_path: Path) -> None:
    stored = tmp_path / "query.dcm"
    with recording_scp() as recorder:
        answer_here("find", recorder.address, "-k", "PatientID=P1", "-k", "AccessionNumber=A1", "--store-query", stored)
        answer_here("find", recorder.address, stored, "-k", "AccessionNumber=A9")

    identifier = recorder.asked[1].identifier
    assert (identifier.PatientID, identifier.AccessionNumber) == ("P1", "A9")


def test_several_query_files_are_one_request_each(tmp_path: Path) -> None:
    files = [tmp_path / "one.dcm", tmp_path / "two.dcm"]
    for path in files:
        run_here("find", "--dry-run", "-k", f"PatientID={path.stem}", "--store-query", path)

    with recording_scp() as recorder:
        answer_here("find", recorder.address, *files)

    assert [asked.identifier.PatientID for asked in recorder.asked] == ["one", "two"]
    assert len(recorder.requests) == 1


def test_dry_run_needs_no_host() -> None:
    identifier = answer_here("find", "--dry-run", "--series", "-k", "StudyInstanceUID=1.2.3")

    shown = identifier[0] if isinstance(identifier, list) else identifier
    assert value(shown, "00080052") == "SERIES"
    assert value(shown, "0020000D") == "1.2.3"
    assert "0020000E" in shown


@pytest.mark.parametrize("model", ["-P", "-S", "-O", "-W"])
def test_query_help_lists_the_keys_of_the_model(model: str) -> None:
    done = run_here("find", "--query-help", model)

    assert done.returncode == 0
    assert "PatientID" in done.stdout
    if model == "-W":
        assert "ScheduledProcedureStepSequence" in done.stdout
    else:
        assert "StudyInstanceUID" in done.stdout
