"""scu move, commit and doctor with limits at their port: what the user sees of who was turned away, and of what."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import scu
from scu.dimse.commitment import CommitmentSCU, commit, proposals
from scu.dimse.establish import connect
from scu.dimse.network import Network
from scu.results import Commitment
from tests.peers import scripts
from tests.peers.command import answer_here, run_here
from tests.peers.dcmtk import Server
from tests.peers.examined import stage, whats
from tests.peers.instances import Made, make_instances
from tests.peers.keeper import Keeper, keeping_scp
from tests.peers.listening import is_hung_up_on
from tests.peers.moving import completed, moving, store
from tests.peers.processes import LOCALHOST, free_port
from tests.peers.proxy import Proxy, serving
from tests.peers.scripted import Conversation, scripted_peer
from tests.peers.scripts import SUCCESS
from tests.test_schemas import check

STRANGER = "127.0.0.2"
KEY = ("-k", "StudyInstanceUID=1")


@pytest.fixture
def made(tmp_path: Path) -> list[Made]:
    return make_instances(tmp_path / "theirs", 3)


@pytest.fixture
def words(tmp_path: Path) -> tuple[object, ...]:
    """What a move has that takes objects as US; its port is the second word."""
    return ("--port-scp", free_port(), "-aet", "US", "-o", tmp_path / "out", *KEY)


def sending(port: Any, made: list[Made], visit: Callable[[], object]) -> Callable[[Conversation], None]:
    """A server that sends these, and while it is at it somebody else calls."""

    def answer(conversation: Conversation) -> None:
        conversation.accept()
        request = conversation.receive_message()
        visit()
        statuses = store(port, made)
        failed = sum(status != 0 for status in statuses)
        conversation.respond(request, 0xB000 if failed else SUCCESS, **completed(len(made) - failed, failed))
        conversation.end()

    return answer


def test_who_was_turned_away_is_in_the_summary(made: list[Made], words: tuple[object, ...]) -> None:
    port: Any = words[1]

    def visit() -> None:
        assert [is_hung_up_on(port, STRANGER) for _ in range(3)] == [True] * 3

    with scripted_peer(sending(port, made, visit)) as peer:
        done = run_here("move", peer.address, *words, "--accept-from", LOCALHOST)
        answer = answer_here("move", peer.address, *words, "--accept-from", f"{LOCALHOST}/32")

    assert done.returncode == 0
    assert f"Turned away:    3 connections from {STRANGER}: not in --accept-from" in done.stdout.splitlines()
    assert done.stderr.count(f"scu: note: the storage SCP turned away {STRANGER}: not in --accept-from") == 3
    check(answer, "move")
    assert answer["storage_scp"] == {
        "port": port,
        "connections": 4,
        "refused": [f"{STRANGER}: not in --accept-from"] * 3,
        "received": 3,
        "turned_away": [{"address": STRANGER, "reason": "not in --accept-from", "associated": False, "connections": 3}],
        "turned_away_besides": 0,
        "objects_beyond": [],
    }


def test_objects_beyond_a_limit_are_in_the_summary(made: list[Made], words: tuple[object, ...], tmp_path: Path) -> None:
    port: Any = words[1]
    with scripted_peer(sending(port, made, lambda: None)) as peer:
        done = run_here("move", peer.address, *words, "--max-objects", 1)
        answer = answer_here("move", peer.address, *words, "--max-objects", 2, status=1)

    assert done.returncode == 1
    assert "Turned away:    2 objects: beyond --max-objects 1" in done.stdout.splitlines()
    first, _, cause, remedy = done.stderr.splitlines()
    assert first == "scu: error: 2 objects could not be received: beyond --max-objects 1"
    assert cause == "  likely cause: the server sends more than --max-objects or --max-bytes allow"
    assert remedy.startswith("  what to do: allow more with them")
    assert len(list((tmp_path / "out").iterdir())) == 2
    check(answer, "move")
    assert answer["storage_scp"]["objects_beyond"] == [{"reason": "beyond --max-objects 2", "objects": 1}]
    assert [each["status"] for each in answer["instances"]] == ["0000", "0000", "A700"]


def test_a_server_that_sends_from_elsewhere_is_told_why(made: list[Made], words: tuple[object, ...]) -> None:
    port: Any = words[1]

    def refuse(conversation: Conversation) -> None:
        conversation.accept()
        request = conversation.receive_message()
        assert is_hung_up_on(port)
        conversation.respond(request, 0xA702, **completed(0, 3))
        conversation.end()

    with scripted_peer(refuse) as peer:
        done = run_here("move", peer.address, *words, "--accept-from", "192.0.2.0/24")
    error = [line for line in done.stderr.splitlines() if not line.startswith("scu: note")]
    assert error[0].startswith(
        f"scu: error: a connection came to our port {port}, from {LOCALHOST}, and it became no association: "
        "not in --accept-from: C-MOVE failed"
    )
    assert error[-1] == f"  what to do: if it is to send here, let it in with --accept-from {LOCALHOST}"


def test_only_the_peer_through_a_proxy(made: list[Made], words: tuple[object, ...]) -> None:
    port: Any = words[1]
    names = {"pacs.inside.invalid": LOCALHOST}
    with scripted_peer(sending(port, made, lambda: None)) as peer, serving(Proxy("socks5", names=names)) as proxy:
        through = ("--proxy", proxy.url, "--only-peer", *words)
        assert answer_here("move", peer.address, *through)["summary"]["received"] == 3
        unknown = answer_here("move", f"pacs.inside.invalid:{peer.port}", *through, status=2)
    assert unknown["error"]["message"].startswith("--only-peer cannot tell who 'pacs.inside.invalid' is")


def test_it_may_stand_in_the_configuration(made: list[Made], words: tuple[object, ...], tmp_path: Path) -> None:
    port: Any = words[1]
    path = tmp_path / "config.toml"
    with scripted_peer(moving(port, made, **completed(3))) as peer:
        text = f"[peers.main]\nhost = '{LOCALHOST}'\nport = {peer.port}\naccept_from = ['192.0.2.1']\n"
        path.write_text(text + "only_peer = true\n")
        assert run_here("move", "main", *words, "--config", path).returncode == 0
    with scripted_peer(scripts.succeed) as peer:
        third = run_here("move", f"main:{peer.port}", "--move", "THIRD", *KEY, "--config", path)
    assert "needs --port-scp" not in third.stderr
    shown = answer_here("peers", "show", "main", "--config", path, "--only-peer")
    told = {each["setting"]: each["value"] for each in shown["settings"]}
    assert (told["accept_from"], told["only_peer"]) == (["192.0.2.1"], True)


def test_commit_is_called_back_by_the_peer(tmp_path: Path) -> None:
    make_instances(tmp_path / "in", 1)
    port = free_port()
    words = (tmp_path / "in", "--port-scp", port, "--only-peer", "--max-associations", 1, "--idle-timeout", 5)
    with keeping_scp(Keeper(call_back=port)) as keeper:
        answer = answer_here("commit", keeper.address, *words)
    assert answer["commitment"]["committed"] == 1


def test_commit_says_who_was_turned_away() -> None:
    asked = [Commitment("1.2.840.10008.5.1.4.1.1.2", "1.2.3")]
    limits = scu.Limits(accept_from=("192.0.2.1",))
    with keeping_scp(Keeper(silent=True)) as keeper, CommitmentSCU(0, "SCU", limits=limits) as listening:
        assert is_hung_up_on(listening.port)
        associate = partial(connect, scu.Peer(LOCALHOST, keeper.port, "KEEPER", "SCU"), proposals(), Network())
        with pytest.raises(scu.Partial) as caught:
            list(commit(associate, asked, 0.2, listening))
    assert f"it came to nothing: {LOCALHOST}: not in --accept-from" in caught.value.cause


def test_doctor_finds_its_own_way_in(dcmqrscp: Server, move_ports: dict[str, int]) -> None:
    words = (dcmqrscp.address, "--port-scp", move_ports["SCU"], "--move-test", "PatientID=P1")
    document = answer_here("doctor", *words, "--only-peer")
    assert whats(document) == "stored"
    assert "not associated" not in stage(document, "own address")["summary"]


def test_the_library_has_the_same_limits(made: list[Made], tmp_path: Path) -> None:
    port = free_port()
    with scripted_peer(sending(port, made, lambda: None)) as server:
        peer = scu.connect(server.address, aetitle="US")
        limits = scu.Limits(only_peer=True, max_objects=2)
        transfer = peer.move(keys={"StudyInstanceUID": "1"}, port_scp=port, limits=limits, folder=tmp_path / "out")
        with pytest.raises(scu.Partial, match="beyond --max-objects 2"):
            transfer.raise_for_status()
    assert transfer.summary.received == 2
    with pytest.raises(scu.UsageError, match="has no address"):
        peer.move(keys={"StudyInstanceUID": "1"}, port_scp=port, limits=scu.Limits(accept_from=("nobody.invalid",)))
    with pytest.raises(scu.UsageError, match="limits needs port_scp"):
        peer.move(keys={"StudyInstanceUID": "1"}, destination="THIRD", limits=limits)
