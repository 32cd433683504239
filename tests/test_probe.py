"""scu store --probe: what a server would take, with nothing sent."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from pydicom.uid import (
    UID,
    CTImageStorage,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    MRImageStorage,
    RLELossless,
)
from pynetdicom.presentation import build_context

from scu.dimse.contexts import TRANSFER_SYNTAXES
from scu.dimse.storage_classes import RETRIEVED_STORAGE_CLASSES
from tests.conftest import StartStorescp
from tests.peers.command import answer_here, error_here, run_here, run_scu
from tests.peers.instances import Attributes, make_instances
from tests.peers.orthanc import Orthanc
from tests.peers.recording import recording_scp
from tests.peers.scripted import Conversation, Script, scripted_peer

UNCOMPRESSED = {ExplicitVRLittleEndian, ImplicitVRLittleEndian, ExplicitVRBigEndian}
EVERYTHING = len(RETRIEVED_STORAGE_CLASSES) * len(TRANSFER_SYNTAXES)

Answer = dict[str, Any]


def kinds(answer: Answer, accepted: bool | None) -> set[tuple[str, str]]:
    return {
        (row["sop_class_uid"], row["transfer_syntax_uid"])
        for row in answer["acceptance"]
        if row["accepted"] is accepted
    }


def pairs(sop_class: str, syntaxes: Iterable[str]) -> set[tuple[str, str]]:
    return {(sop_class, syntax) for syntax in syntaxes}


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Two CTs in JPEG 2000, one in Explicit VR, and an MR in RLE."""
    folder = tmp_path / "in"
    make_instances(folder, 2, Attributes(transfer_syntax=JPEG2000Lossless))
    make_instances(folder, 1, Attributes())
    make_instances(folder, 1, Attributes(sop_class=MRImageStorage, transfer_syntax=RLELossless))
    return folder


def test_storescp_as_it_is_installed_takes_nothing_compressed(start_storescp: StartStorescp, files: Path) -> None:
    server = start_storescp()

    answer = answer_here("store", server.address, files, "--probe", status=1)

    compressed = JPEG2000Lossless, RLELossless
    assert kinds(answer, True) == pairs(CTImageStorage, UNCOMPRESSED) | pairs(MRImageStorage, UNCOMPRESSED)
    assert kinds(answer, False) == pairs(CTImageStorage, compressed) | pairs(MRImageStorage, compressed)
    assert answer["probe"] == {
        "asked": 10,
        "accepted": 6,
        "refused": 4,
        "unanswered": 0,
        "files": 4,
        "files_taken": 1,
    }
    assert answer["error"]["kind"] == "partial"
    assert answer["error"]["message"] == "STORESCP would not take 3 of 4 files as they are"
    assert "CT Image Storage in JPEG 2000" in answer["error"]["cause"]
    assert "none of the transfer syntaxes is supported" in answer["error"]["comment"]
    assert server.files() == []
    assert [row["files"] for row in answer["acceptance"] if row["files"]] == [1, 2, 1]


@pytest.mark.parametrize(
    ("profile", "taken"), [("+xa", UNCOMPRESSED | {JPEG2000Lossless, RLELossless}), ("+xi", {ImplicitVRLittleEndian})]
)
def test_storescp_with_other_profiles(
    start_storescp: StartStorescp, files: Path, profile: str, taken: set[str]
) -> None:
    server = start_storescp(profile)

    answer = answer_here("store", server.address, files, "--probe", status=0 if profile == "+xa" else 1)

    assert kinds(answer, True) == pairs(CTImageStorage, taken) | pairs(MRImageStorage, taken)
    assert server.files() == []


def test_orthanc_takes_all_transfer_syntaxes(empty_orthanc: Orthanc, files: Path) -> None:
    answer = answer_here("store", empty_orthanc.address, files, "--probe")

    assert answer["ok"] is True
    assert answer["probe"]["files_taken"] == 4
    assert kinds(answer, True) >= {(CTImageStorage, JPEG2000Lossless), (MRImageStorage, RLELossless)}
    assert empty_orthanc.stored() == {}


def test_every_class_in_every_syntax_needs_no_file(start_storescp: StartStorescp) -> None:
    server = start_storescp("+x=")

    answer = answer_here("store", server.address, "--probe", "--all-classes")

    assert answer["probe"]["asked"] == EVERYTHING
    assert answer["probe"]["unanswered"] == 0
    assert {row["transfer_syntax_uid"] for row in answer["acceptance"]} == set(TRANSFER_SYNTAXES)
    assert {row["sop_class_uid"] for row in answer["acceptance"]} == set(RETRIEVED_STORAGE_CLASSES)
    assert {syntax for _, syntax in kinds(answer, True)} == UNCOMPRESSED
    assert pairs(CTImageStorage, UNCOMPRESSED) <= kinds(answer, True)
    assert len(answer["acceptance"]) == len(kinds(answer, True) | kinds(answer, False)) == EVERYTHING


def test_one_context_for_each_and_no_data() -> None:
    with recording_scp() as recorder:
        answer_here("store", recorder.address, "--probe", "--all-classes")

    proposed = [context for request in recorder.requests for context in request.presentation_context_definition_list]
    assert len(proposed) == EVERYTHING
    assert all(len(context.transfer_syntax) == 1 for context in proposed)
    assert all(len(request.presentation_context_definition_list) <= 128 for request in recorder.requests)
    assert recorder.stored == []
    assert recorder.released == len(recorder.requests) == -(-EVERYTHING // 128)


def test_a_private_class_is_asked_for_too(tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path, 1, Attributes(sop_class=UID("1.2.840.113619.4.2")))

    with recording_scp() as recorder:
        answer = answer_here("store", recorder.address, made.path, "--probe", "--all-classes", status=1)

    assert answer["probe"]["asked"] == EVERYTHING + len(TRANSFER_SYNTAXES)
    assert (answer["probe"]["files"], answer["probe"]["files_taken"]) == (1, 0)
    assert "the abstract syntax (the SOP class) is not supported" in answer["error"]["comment"]


@pytest.mark.parametrize("output_format", ["text", "table"])
def test_a_person_sees_the_matrix(files: Path, output_format: str) -> None:
    with recording_scp(contexts=[build_context(CTImageStorage, sorted(UNCOMPRESSED))]) as recorder:
        done = run_scu("store", recorder.address, files, "--probe", "--format", output_format)

    assert done.returncode == 1
    assert "3 of 10 kinds of objects" in done.stdout
    assert "1 of 4 files would be taken as they are" in done.stdout
    assert done.stderr.startswith("scu: error: RECORDER would not take 3 of 4 files as they are\n")
    lines = done.stdout.splitlines()
    if output_format == "text":
        assert "accepted  CT Image Storage, Explicit VR Little Endian (1 to send)" in lines
        (refused,) = (line for line in lines if "(2 to send)" in line)
        assert refused.startswith(
            "refused   CT Image Storage, JPEG 2000 Image Compression (Lossless Only) (2 to send): "
        )
    else:
        heading, *rows = [line for line in lines if line.strip()][:3]
        ct, mr = rows
        assert heading.split() == ["SOP", "class", "a", "b", "c", "d", "e"]
        assert ct.split()[3:] == ["+", "+", "+", "-!", "-"]
        assert mr.split()[3:] == ["-", "-", "-", "-", "-!"]
        assert "a  Explicit VR Little Endian" in lines


def test_csv_is_for_probing_alone(files: Path) -> None:
    with recording_scp(contexts=[build_context(CTImageStorage, sorted(UNCOMPRESSED))]) as recorder:
        done = run_here("store", recorder.address, files, "--probe", "--format", "csv")
        refused = run_here("store", recorder.address, files, "--format", "csv")

    rows = list(csv.DictReader(StringIO(done.stdout, newline="")))
    assert done.returncode == 1
    assert len(rows) == 10
    assert rows[0] == {
        "sop_class_uid": CTImageStorage,
        "sop_class": "CT Image Storage",
        "transfer_syntax_uid": ExplicitVRLittleEndian,
        "transfer_syntax": "Explicit VR Little Endian",
        "accepted": "true",
        "reason": "",
        "files": "1",
    }
    assert [row["accepted"] for row in rows].count("true") == 3
    assert refused.returncode == 2
    assert "--format csv is for --probe" in refused.stderr
    assert recorder.stored == []


def test_what_has_changed_is_told(tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path / "in", 1)
    before: list[str | UID] = [ExplicitVRLittleEndian, ImplicitVRLittleEndian]
    after: list[str | UID] = [ExplicitVRLittleEndian, ExplicitVRBigEndian]
    old = tmp_path / "old.json"
    with recording_scp(contexts=[build_context(CTImageStorage, before)]) as recorder:
        old.write_text(run_here("store", recorder.address, made.path, "--probe", "--format", "json").stdout)
        same = answer_here("store", recorder.address, made.path, "--probe", "--compare", old)
        assert same["compared"] == {"with": str(old), "added": [], "removed": []}

    with recording_scp(contexts=[build_context(CTImageStorage, after)]) as recorder:
        answer = answer_here("store", recorder.address, made.path, "--probe", "--compare", old, status=1)
        text = run_here("store", recorder.address, made.path, "--probe", "--compare", old)
        table = run_here("store", recorder.address, made.path, "--probe", "--compare", old, "--format", "csv")

    assert answer["compared"]["added"] == [[CTImageStorage, ExplicitVRBigEndian]]
    assert answer["compared"]["removed"] == [[CTImageStorage, ImplicitVRLittleEndian]]
    assert answer["error"]["message"] == "1 kind of objects that RECORDER took are refused now"
    assert f"{old}: 1 added, 1 removed" in text.stdout
    assert [row["change"] for row in csv.DictReader(StringIO(table.stdout))] == ["", "removed", "added"]


@pytest.mark.parametrize("content", ["{", "[]", '{"acceptance": [1]}', '{"acceptance": [{"accepted": 1}]}', None])
def test_what_cannot_be_compared_with(tmp_path: Path, content: str | None) -> None:
    old = tmp_path / "old.json"
    if content is not None:
        old.write_text(content)

    with recording_scp() as recorder:
        done = run_here("store", recorder.address, "--probe", "--all-classes", "--compare", old)

    assert done.returncode == 4
    assert done.stderr.startswith(f"scu: error: {old} ")
    assert recorder.requests == []


def turning_away(*numbers: int) -> Script:
    """Reject these associations, counted from 0, and accept everything in the others."""
    count = iter(range(1_000))

    def answer(conversation: Conversation) -> None:
        if next(count) in numbers:
            conversation.reject(1, 1, 1)
        else:
            conversation.accept()
            conversation.end()

    return answer


@pytest.mark.parametrize("number", [0, 3, 24])
def test_what_the_server_turns_away_is_unknown(number: int) -> None:
    assert -(-EVERYTHING // 128) - 1 >= 3
    last = min(number, -(-EVERYTHING // 128) - 1)

    with scripted_peer(turning_away(last)) as peer:
        answer = answer_here("store", peer.address, "--probe", "--all-classes", status=1)

    unknown = min(128, EVERYTHING - 128 * last)
    assert answer["probe"]["unanswered"] == unknown
    assert answer["probe"]["accepted"] == EVERYTHING - unknown
    assert answer["error"]["kind"] == "partial"
    assert answer["error"]["message"] == f"no answer about {unknown} of {EVERYTHING:,} kinds of objects"
    assert {row["reason"][:10] for row in answer["acceptance"] if row["accepted"] is None} == {"no answer:"}


def test_a_server_that_turns_everything_away() -> None:
    with scripted_peer(turning_away(*range(100))) as peer:
        error = error_here("store", peer.address, "--probe", "--all-classes", kind="rejected")

    assert error["remedy"]


def test_files_that_cannot_be_sent_are_told(tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path, 1)
    (tmp_path / "other.txt").write_text("no DICOM")

    with recording_scp() as recorder:
        answer = answer_here("store", recorder.address, made.path, tmp_path / "other.txt", "--probe", status=1)

        told = run_here("store", recorder.address, made.path, tmp_path / "other.txt", "--probe")

    assert answer["error"]["message"] == "1 of 2 files cannot be sent"
    assert "other.txt" in answer["error"]["cause"]
    assert told.stdout.count("other.txt") == 1


def test_of_one_file_it_speaks_in_the_singular(start_storescp: StartStorescp, tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path, 1, Attributes(sop_class=MRImageStorage, transfer_syntax=RLELossless))
    server = start_storescp()

    done = run_here("store", server.address, made.path, "--probe")

    assert "0 of 1 file would be taken as it is\n" in done.stdout
    assert "would not take 1 of 1 file as it is\n" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--all-classes"], "--all-classes needs --probe"),
        (["--compare", "x.json"], "--compare needs --probe"),
        (["--probe", "--commit"], "--probe and --commit do not go together"),
        (["--probe", "--rename"], "--probe and --rename do not go together"),
        (["--probe", "--report", "x.json"], "--probe and --report do not go together"),
        (["--probe"], "no file is given"),
    ],
)
def test_what_does_not_go_together(words: list[str], said: str) -> None:
    done = run_here("store", "localhost", "11112", *words)

    assert done.returncode == 2
    assert said in done.stderr


def test_quiet_leaves_the_exit_status(files: Path, start_storescp: StartStorescp) -> None:
    done = run_here("store", start_storescp().address, files, "--probe", "--quiet")

    assert (done.returncode, done.stdout) == (1, "")
    assert json.loads(
        run_here("store", start_storescp("+xa").address, files, "--probe", "-q", "--format", "json").stdout
    )
