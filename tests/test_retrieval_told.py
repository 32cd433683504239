"""What a get or a move tells where nothing came, or what came could not be taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from pydicom.uid import ImplicitVRLittleEndian

from scu.retrieval import images
from tests.peers.archive import Archive
from tests.peers.command import answer_here, run_here, run_scu
from tests.peers.dcmtk import Server
from tests.peers.instances import Attributes, Made, make_instances
from tests.peers.moving import SOME_FAILED, completed, moving
from tests.peers.recording import recording_scp
from tests.peers.scripted import Conversation, scripted_peer
from tests.peers.scripts import SUCCESS
from tests.peers.sender import store_request

OUT_OF_RESOURCES = 0xA702
NOTHING = "the server sent nothing: it has no object that matches"


@pytest.fixture
def held(tmp_path: Path) -> list[Made]:
    return make_instances(tmp_path / "theirs", 6)


@pytest.fixture
def server(held: list[Made], tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "theirs") as server:
        yield server


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """A list of --missing with two objects that no server has."""
    path = tmp_path / "list.txt"
    images.write(path, [images.Image("1.2", "1.3", f"1.4.{number}") for number in range(2)])
    return path


@pytest.mark.parametrize("options", [[], ["--verify"], ["--missing", "left.txt"], ["--no-find"]])
def test_what_a_list_names_and_does_not_come_is_missing(
    options: list[str], server: Archive, listed: Path, tmp_path: Path
) -> None:
    answer = answer_here(
        "get", server.address, "--only", listed, "-o", tmp_path / "on", *options, status=1, cwd=tmp_path
    )

    missing = ["1.4.0", "1.4.1"]
    assert answer["error"]["kind"] == "partial"
    assert answer["error"]["message"] == "2 objects of 2 missing"
    assert answer["verification"] == {"expected": 2, "received": 0, "missing": missing, "surplus": []}
    assert [query for query in server.queries if query.QueryRetrieveLevel != "IMAGE"] == []
    if "--missing" in options:
        assert [image.sop_instance_uid for image in images.read(tmp_path / "left.txt")] == missing


def test_a_list_is_held_against_what_comes_without_a_query(
    server: Archive, held: list[Made], listed: Path, tmp_path: Path
) -> None:
    first = held[0]
    images.write(listed, [*images.read(listed), images.Image(str(first.study), str(first.series), str(first.uid))])

    done = run_here("get", server.address, "--only", listed, "-o", tmp_path / "on", "--no-find", "--format", "text")

    assert done.returncode == 1
    assert "Verified:       1 of 3 in the list are here" in done.stdout
    assert done.stderr.startswith("scu: error: 2 objects of 3 missing\n")
    assert server.queries == []


def test_an_empty_list_is_done(server: Archive, listed: Path, tmp_path: Path) -> None:
    images.write(listed, [])

    done = run_here("get", server.address, "--only", listed, "-o", tmp_path / "on", "--verify")

    assert done.returncode == 0, done.stderr
    assert "nothing is to be fetched" in done.stderr


def test_a_list_for_a_third_party_counts_as_the_server_says(held: list[Made], listed: Path, tmp_path: Path) -> None:
    one = held[0]
    images.write(listed, [images.Image(str(one.study), str(one.series), str(one.uid))])
    with recording_scp() as third, Archive(tmp_path / "theirs", peers={"THIRD": ("127.0.0.1", third.port)}) as server:
        answer = answer_here("move", server.address, "--move", "THIRD", "--only", listed)

    assert answer["summary"]["completed"] == 1
    assert "verification" not in answer


def test_nothing_matches(server: Archive, tmp_path: Path) -> None:
    done = run_here("get", server.address, "-k", "StudyInstanceUID=9.9.9", "-o", tmp_path / "on")

    assert done.returncode == 0
    assert done.stderr == f"scu: note: {NOTHING}\n"


def test_nothing_matches_a_move(dcmqrscp: Server, move_ports: dict[str, int], tmp_path: Path) -> None:
    for destination in (["--port-scp", move_ports["SCU"], "-o", tmp_path / "on"], ["--move", "THIRD"]):
        done = run_here("move", dcmqrscp.address, "-k", "StudyInstanceUID=9.9.9", *destination)

        assert done.returncode == 0, done.stderr
        assert done.stderr == f"scu: note: {NOTHING}\n"


def test_a_third_party_and_a_server_that_counts_nothing(tmp_path: Path) -> None:
    """Without counts nobody knows whether something went there."""
    with scripted_peer(moving(0, [], SUCCESS)) as peer:
        done = run_here("move", peer.address, "--move", "THIRD", "-k", "StudyInstanceUID=9.9.9")

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("options", [["--verify"], ["--missing", "left.txt"], ["--verify", "--split", "series"]])
def test_nothing_matches_and_that_is_to_be_proved(options: list[str], server: Archive, tmp_path: Path) -> None:
    words = ["get", server.address, "-k", "StudyInstanceUID=9.9.9", "-o", tmp_path / "on", *options]
    answer = answer_here(*words, status=1, cwd=tmp_path)

    assert answer["error"]["kind"] == "partial"
    assert answer["error"]["message"] == "the server has no object that matches"
    assert "scu find" in answer["error"]["remedy"]
    assert answer["verification"] == {"expected": 0, "received": 0, "missing": [], "surplus": []}


TAKEN = "6 objects could not be received: a file of that name is there already"


@pytest.mark.parametrize("options", [[], ["--verify"]])
def test_files_that_are_there_are_our_own_doing(
    options: list[str], server: Archive, held: list[Made], tmp_path: Path
) -> None:
    words = ["get", server.address, "-k", f"StudyInstanceUID={held[0].study}", "-o", tmp_path / "on"]
    run_here(*words)

    answer = answer_here(*words, "--on-exists", "error", *options, status=1)

    error = answer["error"]
    assert (error["kind"], error["message"]) == ("partial", TAKEN)
    assert "--on-exists" in error["remedy"]
    assert "administrator" not in error["cause"] + error["remedy"]
    assert error["comment"].startswith(answer["status"])
    assert answer["status"] != "0000"


@pytest.mark.parametrize("ending", [(OUT_OF_RESOURCES, 0), (SOME_FAILED, 4), (0xC001, 4)])
def test_the_same_whatever_the_server_says(ending: tuple[int, int], tmp_path: Path) -> None:
    made = implicit(tmp_path / "theirs", 2)
    (tmp_path / "on").mkdir()
    for one in made:
        (tmp_path / "on" / f"{one.uid}.dcm").write_text("another")
    status, count = ending

    with scripted_peer(sending(made, status, **completed(count, failed=2))) as peer:
        answer = get(peer.address, tmp_path / "on", "--on-exists", "error", status=1)

    assert answer["error"]["message"] == "2 objects could not be received: a file of that name is there already"
    assert answer["error"]["comment"].startswith(f"{status:04X} ")


def test_a_server_that_gives_up_at_our_refusal(tmp_path: Path) -> None:
    made = implicit(tmp_path / "theirs", 1)
    (tmp_path / "on").mkdir()
    (tmp_path / "on" / f"{made[0].uid}.dcm").write_text("another")

    def give_up(conversation: Conversation) -> None:
        conversation.accept()
        conversation.receive_message()
        send(conversation, made)
        conversation.abort(0, 0)

    with scripted_peer(give_up) as peer:
        answer = get(peer.address, tmp_path / "on", "--on-exists", "error", status=3)

    error = answer["error"]
    assert error["kind"] == "aborted"
    assert error["message"].startswith("1 object could not be received: a file of that name is there already; ")
    assert "--on-exists" in error["remedy"]


def test_a_full_disk(tmp_path: Path) -> None:
    made = implicit(tmp_path / "theirs", 2, size=300_000)

    with scripted_peer(sending(made, OUT_OF_RESOURCES, **completed(0, failed=2))) as peer:
        done = run_scu(
            *("get", peer.address, "-o", tmp_path / "on", "-k", "StudyInstanceUID=1.2.3", "--no-find"),
            file_blocks=100,
        )

    first, comment, cause, remedy = done.stderr.splitlines()
    assert done.returncode == 4
    assert first == f"scu: error: 2 objects could not be received: File too large, in {tmp_path / 'on'}"
    assert (
        comment.strip()
        == "in detail: the server says: A702 Refused: Out of resources, unable to perform sub-operations"
    )
    assert cause.startswith("  likely cause: the disk is full")
    assert "--output" in remedy


def test_a_name_that_is_no_uid(tmp_path: Path) -> None:
    made = implicit(tmp_path / "theirs", 1)

    with scripted_peer(sending(made, SOME_FAILED, AffectedSOPInstanceUID="a/b", **completed(0, failed=1))) as peer:
        answer = get(peer.address, tmp_path / "on", status=1)

    assert answer["error"]["message"] == "1 object could not be received: its UIDs are invalid"
    assert "PACS administrator" in answer["error"]["remedy"]


def test_reasons_of_several_kinds_are_all_told(tmp_path: Path) -> None:
    made = implicit(tmp_path / "theirs", 3)
    (tmp_path / "on").mkdir()
    for one in made[:2]:
        (tmp_path / "on" / f"{one.uid}.dcm").write_text("another")

    def answer_both(conversation: Conversation) -> None:
        conversation.accept()
        request = conversation.receive_message()
        send(conversation, made[:2])
        send(conversation, made[2:], AffectedSOPInstanceUID="a/b")
        conversation.respond(request, SOME_FAILED, **completed(0, failed=3))
        conversation.end()

    with scripted_peer(answer_both) as peer:
        answer = get(peer.address, tmp_path / "on", "--on-exists", "error", status=1)

    assert answer["error"]["message"] == (
        "3 objects could not be received: a file of that name is there already (2); its UIDs are invalid (1)"
    )


def implicit(folder: Path, count: int, **attributes: Any) -> list[Made]:
    return make_instances(folder, count, Attributes(transfer_syntax=ImplicitVRLittleEndian, **attributes))


def sending(made: Sequence[Made], status: int, AffectedSOPInstanceUID: str = "", **counts: Any) -> Any:
    """Answer a C-GET with these, and end so."""
    elements = {"AffectedSOPInstanceUID": AffectedSOPInstanceUID} if AffectedSOPInstanceUID else {}

    def answer(conversation: Conversation) -> None:
        conversation.accept()
        request = conversation.receive_message()
        send(conversation, made, **elements)
        conversation.respond(request, status, **counts)
        conversation.end()

    return answer


def send(conversation: Conversation, made: Sequence[Made], **elements: object) -> None:
    assert conversation.request is not None
    contexts = conversation.request.presentation_context_definition_list
    for one in made:
        context = next(it.context_id for it in contexts if it.abstract_syntax == one.sop_class)
        conversation.send(b"".join(store_request(one, context or 0, **elements)))
        assert conversation.receive_message().command.Status != SUCCESS


def get(address: str, out: Path, *options: object, status: int) -> Any:
    words = ["get", address, "-o", out, "-k", "StudyInstanceUID=1.2.3", "--no-find", *options]
    return answer_here(*words, status=status)
