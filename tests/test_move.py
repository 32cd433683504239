"""scu move: to ourselves and to a third party, from servers that no one here wrote."""

from __future__ import annotations

import socket
from dataclasses import replace
from pathlib import Path

import pytest
from pydicom.filereader import dcmread
from pydicom.uid import UID, JPEG2000Lossless, RLELossless

from tests.conftest import StartStorescp
from tests.peers.command import answer_here, ask, run_here
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
from tests.peers.moving import completed, moving, store
from tests.peers.orthanc import Orthanc
from tests.peers.processes import LOCALHOST, free_port
from tests.peers.recording import Recorder, failing, recording_scp
from tests.peers.scripted import Conversation, scripted_peer
from tests.peers.scripts import SUCCESS

# Retired storage classes, a private one, and one that is not in any list yet.
UNUSUAL_CLASSES = [
    "1.2.840.10008.5.1.1.27",
    "1.2.840.10008.5.1.1.29",
    "1.2.840.10008.5.1.4.1.1.3",
    "1.2.840.10008.5.1.4.1.1.5",
    "1.2.840.10008.5.1.4.1.1.12.3",
    "1.2.826.0.1.3680043.8.498.77.1",
    "1.3.46.670589.5.0.1",
]


@pytest.mark.parametrize(("model", "level"), MODELS_AND_LEVELS)
def test_dcmqrscp_every_model_and_level(
    dcmqrscp: Server, archive: list[Made], move_ports: dict[str, int], tmp_path: Path, model: str, level: str
) -> None:
    out = tmp_path / "out"
    expected = wanted(archive, level, archive[0])

    answer = answer_here(
        *("move", dcmqrscp.address, "--port-scp", move_ports["SCU"], "-o", out),
        *(model, level, *unique_keys(levels_down_to(model, level), archive[0])),
    )

    assert_received(out, expected)
    assert_counted(answer, out, expected)
    assert answer["summary"]["completed"] == len(expected)


@pytest.mark.parametrize(("model", "level"), MODELS_AND_LEVELS[:7])
def test_orthanc_every_model_and_level(
    orthanc: Orthanc, archive: list[Made], move_ports: dict[str, int], tmp_path: Path, model: str, level: str
) -> None:
    out = tmp_path / "out"
    expected = wanted(archive, level, archive[0])

    answer = answer_here(
        *("move", orthanc.address, "--port-scp", move_ports["SCU"], "-o", out),
        *(model, level, *unique_keys(levels_down_to(model, level), archive[0])),
    )

    assert_received(out, expected)
    assert_counted(answer, out, expected)


def serving(tmp_path: Path, *attributes: Attributes) -> tuple[Recorder, int]:
    """A server that sends these to AE title US, and the port where it looks for that."""
    made = [one for each in attributes for one in make_instances(tmp_path / "theirs", 2, each)]
    port = free_port()
    return Recorder(instances=made, destinations={"US": port}), port


def move(server: Recorder, port: int, out: Path, *options: object, status: int = 0) -> dict[str, object]:
    answer: dict[str, object] = answer_here(
        *("move", server.address, "--aetitle", "US", "--port-scp", port, "--output", out),
        *("-k", "StudyInstanceUID=1.2.3", *options),
        status=status,
    )
    return answer


def test_the_destination_is_our_own_ae_title(tmp_path: Path) -> None:
    server, port = serving(tmp_path, Attributes())
    with recording_scp(server):
        move(server, port, tmp_path / "out")

    (asked,) = server.asked
    assert asked.destination == "US"
    assert asked.identifier.QueryRetrieveLevel == "STUDY"
    assert asked.identifier.StudyInstanceUID == "1.2.3"
    assert_received(tmp_path / "out", list(server.instances))
    assert server.released == 1


def test_compressed_objects_come_as_they_are(tmp_path: Path) -> None:
    server, port = serving(
        tmp_path, Attributes(transfer_syntax=JPEG2000Lossless), Attributes(transfer_syntax=RLELossless)
    )
    with recording_scp(server):
        move(server, port, tmp_path / "out")

    assert_received(tmp_path / "out", list(server.instances))


def test_port_scp_from_the_environment_and_the_current_folder(
    dcmqrscp: Server, archive: list[Made], move_ports: dict[str, int], tmp_path: Path
) -> None:
    out = tmp_path / "here"
    out.mkdir()

    ask(
        *("move", "-k", f"StudyInstanceUID={archive[-1].study}"),
        env={
            "SCU_HOST": "127.0.0.1",
            "SCU_PORT": str(dcmqrscp.port),
            "SCU_CALL": dcmqrscp.ae_title,
            "SCU_PORT_SCP": str(move_ports["SCU"]),
        },
        cwd=out,
    )

    assert_received(out, wanted(archive, "--study", archive[-1]))


@pytest.mark.parametrize("option", ["--move", "-aem"])
def test_a_third_party(
    dcmqrscp: Server,
    start_storescp: StartStorescp,
    archive: list[Made],
    move_ports: dict[str, int],
    tmp_path: Path,
    option: str,
) -> None:
    third = start_storescp("+xa", port=move_ports["THIRD"])
    expected = wanted(archive, "--study", archive[0])

    answer = answer_here(
        *("move", dcmqrscp.address, option, "THIRD", "-k", f"StudyInstanceUID={archive[0].study}"), cwd=tmp_path
    )

    assert {path.name.split(".", 1)[1] for path in third.files()} == {made.uid for made in expected}
    assert answer["ok"] is True
    assert answer["summary"]["completed"] == len(expected)


def test_nothing_matches_and_nothing_is_waited_for(
    dcmqrscp: Server, move_ports: dict[str, int], tmp_path: Path
) -> None:
    answer = ask(
        *("move", dcmqrscp.address, "--port-scp", move_ports["SCU"], "-o", tmp_path / "out"),
        *("-k", "StudyInstanceUID=1.2.3.4.5"),
        timeout=10,
    )

    assert answer["summary"]["received"] == 0
    assert answer["instances"] == []


def test_objects_that_come_after_the_final_response_are_waited_for(tmp_path: Path) -> None:
    made = make_instances(tmp_path / "theirs", 3)
    port = free_port()

    def respond_first(conversation: Conversation) -> None:
        conversation.accept()
        request = conversation.receive_message()
        conversation.respond(request, SUCCESS, **completed(3))
        store(port, made)
        conversation.end()

    with scripted_peer(respond_first) as peer:
        answer = answer_here(
            *("move", peer.address, "-aet", "US", "--port-scp", port, "-o", tmp_path / "out"),
            *("-k", "StudyInstanceUID=1.2.3"),
        )

    assert answer["summary"]["received"] == 3
    assert_received(tmp_path / "out", made)


def test_the_port_is_listened_on_before_the_request_goes_out_and_on_all_interfaces(tmp_path: Path) -> None:
    port = free_port()
    connected: list[str] = []

    def connect_at_the_request(conversation: Conversation) -> None:
        conversation.receive_request()
        for address in (LOCALHOST, "127.0.0.2", "::1"):
            with socket.create_connection((address, port), timeout=5):
                connected.append(address)
        conversation.abort(2, 0)

    with scripted_peer(connect_at_the_request) as peer:
        done = run_here(
            *("move", peer.address, "--port-scp", port, "-o", tmp_path / "out", "-k", "StudyInstanceUID=1.2.3")
        )

    assert done.returncode == 3
    assert connected == [LOCALHOST, "127.0.0.2", "::1"]


def test_bind_listens_on_one_address_only(tmp_path: Path) -> None:
    port = free_port()
    connected: list[str] = []

    def connect_at_the_request(conversation: Conversation) -> None:
        conversation.receive_request()
        for address in (LOCALHOST, "127.0.0.2"):
            with socket.socket() as probe:
                if probe.connect_ex((address, port)) == 0:
                    connected.append(address)
        conversation.abort(2, 0)

    with scripted_peer(connect_at_the_request) as peer:
        run_here(
            *("move", peer.address, "--port-scp", port, "--bind", LOCALHOST, "-o", tmp_path / "out"),
            *("-k", "StudyInstanceUID=1.2.3"),
        )

    assert connected == [LOCALHOST]


def test_retired_and_private_classes_are_accepted(tmp_path: Path) -> None:
    made = [
        one for uid in UNUSUAL_CLASSES for one in make_instances(tmp_path / "theirs", 1, Attributes(sop_class=UID(uid)))
    ]
    port = free_port()

    with scripted_peer(moving(port, made, **completed(len(made)))) as peer:
        answer_here(
            *("move", peer.address, "-aet", "US", "--port-scp", port, "-o", tmp_path / "out"),
            *("-k", "StudyInstanceUID=1.2.3"),
        )

    assert_received(tmp_path / "out", made)


def test_a_different_object_under_the_same_name_is_not_lost(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (first,) = make_instances(out, 1)
    there = out / f"{first.uid}.dcm"
    first.path.rename(there)
    before = there.read_bytes()
    (changed,) = make_instances(tmp_path / "theirs", 1)
    dataset = changed.read()
    dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = first.uid
    dataset.save_as(changed.path)
    server = Recorder(instances=[replace(changed, uid=first.uid)], destinations={"US": free_port()})

    with recording_scp(server):
        move(server, server.destinations["US"], out)
        move(server, server.destinations["US"], out)

    assert there.read_bytes() == before
    others = [path for path in out.iterdir() if path != there]
    assert [dcmread(path).PixelData for path in others] == [dataset.PixelData]


def test_a_failing_status_is_shown_with_its_error_comment(tmp_path: Path) -> None:
    port = free_port()
    with recording_scp(Recorder(status=failing(0xA701, "too [much] {0}"), destinations={"US": port})) as server:
        answer = move(server, port, tmp_path / "out", status=1)

    assert answer["status"] == "A701"
    assert answer["error_comment"] == "too [much] {0}"
