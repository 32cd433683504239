"""One bad part costs no other, and what is missing is known: --split, --verify, --missing, --only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydicom.dataset import Dataset
from pydicom.uid import ImplicitVRLittleEndian, generate_uid

from scu.errors import FileProblem
from scu.retrieval import images
from scu.retrieval.images import Image
from tests.peers.archive import Archive
from tests.peers.command import answer_here, run_here
from tests.peers.dcmtk import Server
from tests.peers.hierarchy import assert_received, wanted
from tests.peers.instances import Attributes, Made, make_instances
from tests.peers.moving import completed
from tests.peers.orthanc import Orthanc
from tests.peers.processes import LOCALHOST, free_port
from tests.peers.recording import Recorder, failing, recording_scp
from tests.peers.scripted import Conversation, scripted_peer
from tests.peers.scripts import PENDING, SUCCESS


@pytest.fixture
def held(tmp_path: Path) -> list[Made]:
    """One patient: a study of two series of two, and a study of one series of two."""
    first = Attributes()
    second = replace(first, series=generate_uid(), series_number=2)
    third = replace(first, study=generate_uid(), series=generate_uid(), series_number=3)
    return [
        made for attributes in (first, second, third) for made in make_instances(tmp_path / "theirs", 2, attributes)
    ]


@pytest.fixture
def server(held: list[Made], tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "theirs") as server:
        yield server


PATIENT = ["--patientroot", "--patient", "-k", "PatientID=P1"]


def get(address: str, out: Path, *options: object, status: int = 0) -> Any:
    return answer_here("get", address, "-o", out, *PATIENT, *options, status=status)


def levels(requests: list[Dataset]) -> list[str]:
    return [str(request.QueryRetrieveLevel) for request in requests]


@pytest.mark.parametrize(("split", "count"), [("study", 2), ("series", 3), ("image", 6)])
@pytest.mark.parametrize("associations", [1, 3])
def test_split_asks_for_each(
    split: str, count: int, associations: int, server: Archive, held: list[Made], tmp_path: Path
) -> None:
    answer = get(server.address, tmp_path / "out", "--split", split, "--associations", associations)

    assert levels(server.gets) == [split.upper()] * count
    assert {request.PatientID for request in server.gets} == {"P1"}
    assert sorted(server.sent) == sorted(str(one.uid) for one in held)
    assert answer["summary"]["received"] == answer["summary"]["completed"] == 6
    assert_received(tmp_path / "out", held)


@pytest.mark.parametrize("split", ["study", "series", "image"])
def test_split_at_dcmqrscp(dcmqrscp: Server, archive: list[Made], tmp_path: Path, split: str) -> None:
    split_at(dcmqrscp.address, archive, tmp_path / "out", split)


@pytest.mark.parametrize("split", ["study", "series", "image"])
def test_split_at_orthanc(orthanc: Orthanc, archive: list[Made], tmp_path: Path, split: str) -> None:
    split_at(orthanc.address, archive, tmp_path / "out", split)


def split_at(address: str, archive: list[Made], out: Path, split: str) -> None:
    answer = get(address, out, "--split", split, "--verify")

    expected = wanted(archive, "--patient", archive[0])
    assert_received(out, expected)
    assert answer["verification"]["expected"] == answer["verification"]["received"] == len(expected)


@pytest.mark.parametrize("associations", [1, 2])
def test_a_part_that_is_lost_costs_no_other(
    associations: int, server: Archive, held: list[Made], tmp_path: Path
) -> None:
    server.fatal = {str(held[1].uid)}

    answer = get(server.address, tmp_path / "out", "--split", "series", "--associations", associations, status=3)

    assert answer["error"]["kind"] == "aborted"
    here = {path.name.removesuffix(".dcm") for path in (tmp_path / "out").iterdir()}
    assert here >= {str(one.uid) for one in held[2:]}
    assert str(held[1].uid) not in here
    assert len(server.gets) == 3
    assert answer["summary"]["received"] == len(here)


def test_without_split_it_costs_all_that_follows(server: Archive, held: list[Made], tmp_path: Path) -> None:
    server.fatal = {str(held[1].uid)}

    get(server.address, tmp_path / "out", status=3)

    assert len(list((tmp_path / "out").iterdir())) < len(held) - 1


def test_an_object_that_fails_costs_no_other(server: Archive, held: list[Made], tmp_path: Path) -> None:
    server.unsendable = {str(held[0].uid)}

    answer = get(server.address, tmp_path / "out", "--split", "image", status=1)

    assert answer["error"]["kind"] == "partial"
    assert_received(tmp_path / "out", held[1:])


@pytest.mark.parametrize("associations", [1, 2])
def test_move_in_parts(associations: int, held: list[Made], tmp_path: Path) -> None:
    port = free_port()
    with Archive(tmp_path / "theirs", peers={"SCU": (LOCALHOST, port)}) as server:
        answer = answer_here(
            *("move", server.address, "--port-scp", port, "-o", tmp_path / "out", *PATIENT, "--verify"),
            *("--split", "series", "--associations", associations),
        )

    assert levels(server.moves) == ["SERIES"] * 3
    assert answer["verification"] == {"expected": 6, "received": 6, "missing": [], "surplus": []}
    assert_received(tmp_path / "out", held)


def test_a_third_party_gets_the_parts_too(held: list[Made], tmp_path: Path) -> None:
    port = free_port()
    with recording_scp() as third, Archive(tmp_path / "theirs", peers={"THIRD": (LOCALHOST, third.port)}) as server:
        answer_here("move", server.address, "--move", "THIRD", *PATIENT, "--split", "image")

    assert levels(server.moves) == ["IMAGE"] * 6
    assert sorted(it.uid for it in third.stored) == sorted(one.uid for one in held)
    assert port != third.port


@pytest.mark.parametrize("option", [["--resume"], ["--verify"], ["--missing", "list"], ["--retry", "1"]])
def test_what_arrives_at_a_third_party_cannot_be_verified(option: list[str], tmp_path: Path) -> None:
    with recording_scp() as server:
        answer = answer_here("move", server.address, "--move", "THIRD", *PATIENT, *option, status=2, cwd=tmp_path)

    assert answer["error"]["kind"] == "usage"
    assert option[0] in answer["error"]["message"]
    assert "third party" in answer["error"]["cause"]
    assert server.requests == []


def test_what_is_missing_is_named_and_a_second_run_takes_the_list(
    server: Archive, held: list[Made], tmp_path: Path
) -> None:
    out, missing = tmp_path / "out", tmp_path / "missing.txt"
    server.unsendable = {str(held[0].uid), str(held[5].uid)}

    answer = get(server.address, out, "--verify", "--missing", missing, status=1)

    gone = [str(held[0].uid), str(held[5].uid)]
    verification = answer["verification"]
    assert sorted(verification.pop("missing")) == sorted(gone)
    assert verification == {"expected": 6, "received": 4, "surplus": []}
    assert answer["error"]["message"] == "2 objects of 6 missing"
    assert sorted(image.sop_instance_uid for image in images.read(missing)) == sorted(gone)

    server.unsendable, server.sent = set(), []
    again = answer_here("get", server.address, "-o", out, "--only", missing, "--missing", missing)

    assert sorted(server.sent) == sorted(gone)
    assert again["verification"] == {"expected": 2, "received": 2, "missing": [], "surplus": []}
    assert images.read(missing) == []
    assert_received(out, held)

    server.gets.clear()
    answer_here("get", server.address, "-o", out, "--only", missing)
    assert server.gets == []


def test_the_list_is_written_when_the_association_is_lost(server: Archive, held: list[Made], tmp_path: Path) -> None:
    server.fatal = {str(held[2].uid)}

    answer = get(server.address, tmp_path / "out", "--missing", tmp_path / "list", status=1)

    here = {path.name.removesuffix(".dcm") for path in (tmp_path / "out").iterdir()}
    left = {image.sop_instance_uid for image in images.read(tmp_path / "list")}
    assert left == {str(one.uid) for one in held} - here
    assert str(held[2].uid) in left
    assert set(answer["verification"]["missing"]) == left


def test_people_read_it_too(server: Archive, held: list[Made], tmp_path: Path) -> None:
    server.unsendable = {str(held[0].uid)}

    done = run_here("get", server.address, "-o", tmp_path / "out", *PATIENT, "--verify", "--format", "table")

    assert "5 of 6 that the server has are here" in done.stdout
    assert str(held[0].uid) in done.stdout
    assert "scu: error: 1 object of 6 missing" in done.stderr
    assert "--resume" in done.stderr


def test_surplus_is_what_the_server_does_not_list(server: Archive, held: list[Made], tmp_path: Path) -> None:
    server.unlisted = {str(held[3].uid)}

    answer = get(server.address, tmp_path / "out", "--verify")

    assert answer["verification"] == {"expected": 5, "received": 5, "missing": [], "surplus": [str(held[3].uid)]}


def test_a_server_that_counts_more_than_it_sends(held: list[Made], tmp_path: Path) -> None:
    """It ends well and has sent nothing: only its own list, with --verify, tells that something is missing."""
    out = tmp_path / "out"

    def lie(conversation: Conversation) -> None:
        conversation.accept()
        while True:
            request = conversation.receive_message()
            if request.command.CommandField == 0x20:
                match = Dataset()
                match.StudyInstanceUID, match.SeriesInstanceUID = held[0].study, held[0].series
                match.SOPInstanceUID, match.SOPClassUID = held[0].uid, held[0].sop_class
                conversation.respond(request, PENDING, match)
                conversation.respond(request, SUCCESS)
            else:
                conversation.respond(request, SUCCESS, **completed(0))

    with scripted_peer(lie) as peer:
        words = ("get", peer.address, "-o", out, "-k", f"StudyInstanceUID={held[0].study}", "--no-find")
        plain = answer_here(*words)
        answer = answer_here(*words, "--verify", status=1)

    assert plain["ok"] is True
    assert answer["status"] == "0000"
    assert answer["verification"]["missing"] == [str(held[0].uid)]


@pytest.mark.parametrize("option", [["--verify"], ["--split", "image"], ["--missing", "list"], ["--retry", "1"]])
def test_a_server_that_does_not_tell_what_it_holds(option: list[str], held: list[Made], tmp_path: Path) -> None:
    made = make_instances(tmp_path / "more", 1, Attributes(transfer_syntax=ImplicitVRLittleEndian))
    with recording_scp(Recorder(instances=made, status=failing(0xA700, "too busy"))) as server:
        answer = answer_here(
            *("get", server.address, "--no-find", "-o", tmp_path / "out", "-k", "StudyInstanceUID=1.2", *option),
            status=1,
            cwd=tmp_path,
        )

    assert answer["error"]["kind"] == "peer_failure"
    assert "does not tell what it holds" in answer["error"]["message"]
    assert not (tmp_path / "list").exists()


def test_a_match_without_a_valid_uid_is_told_of_and_left_out(tmp_path: Path) -> None:
    def answer(conversation: Conversation) -> None:
        conversation.accept()
        while True:
            request = conversation.receive_message()
            if request.command.CommandField == 0x20:
                match = Dataset()
                match.StudyInstanceUID, match.SeriesInstanceUID = "1.2", "1.3"
                match.SOPInstanceUID = ""
                conversation.respond(request, PENDING, match)
            conversation.respond(request, SUCCESS)

    with scripted_peer(answer) as peer:
        done = run_here(
            *("get", peer.address, "--no-find", "--verify", "-o", tmp_path / "out", "-k", "StudyInstanceUID=1.2")
        )

    assert done.returncode == 1
    assert "without a valid SOP Instance UID" in done.stderr
    assert "scu: error: the server has no object that matches" in done.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--psonly", "--patient", "-k", "PatientID=P1", "--verify"], "cannot be asked which objects"),
        (["-k", "StudyInstanceUID=1.2", "--resume", "--ignore"], "--resume and --ignore"),
        (["-k", "StudyInstanceUID=1.2", "--only", "list"], "--only and --key"),
        (["--split", "series", "--only", "list"], "--only and --split"),
        (["-k", "StudyInstanceUID=1.2", "--split", "slice"], "--split takes one of study, series, image"),
    ],
)
def test_what_does_not_go_together(words: list[str], message: str, tmp_path: Path) -> None:
    (tmp_path / "list").write_text("1.2 1.3 1.4\n")
    with recording_scp() as server:
        answer = answer_here("get", server.address, *words, status=2, cwd=tmp_path)

    assert message in answer["error"]["message"]
    assert server.requests == []


def test_the_list_survives_the_way_to_disk(tmp_path: Path) -> None:
    listed = [Image("1.2", "1.3", f"1.4.{number}") for number in range(3)]

    images.write(tmp_path / "list", listed)

    assert images.read(tmp_path / "list") == listed
    assert [path.name for path in tmp_path.iterdir()] == ["list"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"1.2 1.3\n", "line 1"),
        (b"# a heading\n\n1.2 1.3 ../../etc\n", "line 3"),
        (b"\xff\xfe", "it is no text"),
        (None, "No such file"),
    ],
)
def test_a_list_that_is_none(content: bytes | None, message: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "list").write_bytes(content)

    with pytest.raises(FileProblem, match=message):
        images.read(tmp_path / "list")


def test_a_list_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="cannot be written"):
        images.write(tmp_path / "absent" / "list", [])
