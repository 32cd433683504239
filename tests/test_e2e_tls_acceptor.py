"""The storage SCP of a move under TLS: DCMTK's storescu sends to it, lawfully and not."""

from __future__ import annotations

import ssl
import subprocess
from pathlib import Path

import pytest

from tests.peers import scripts, secure
from tests.peers.command import ask, document, run_scu
from tests.peers.instances import Attributes, Made, make_instances
from tests.peers.moving import completed
from tests.peers.processes import LOCALHOST, free_port
from tests.peers.scripted import (
    PATIENCE,
    Conversation,
    Script,
    scripted_peer,
)
from tests.peers.storing import data_sets
from tests.peers.tls import Hospital, dcmtk_program, python_context

LARGE = 20 * 1024 * 1024


@pytest.fixture(scope="module")
def context(hospital: Hospital) -> ssl.SSLContext:
    """Of a server that wants a certificate of ours."""
    return python_context(hospital.server, trusted=hospital.authority.certificate)


def storescu(port: int, made: list[Made], *options: object) -> Script:
    """A server that is asked to move, and has DCMTK's storescu send these."""

    def answer(conversation: Conversation) -> None:
        conversation.accept()
        request = conversation.receive_message()
        files = [one.path for one in made]
        command = [dcmtk_program("storescu"), *options, "-aec", "SCU", LOCALHOST, port, *files]
        done = subprocess.run([*map(str, command)], capture_output=True, timeout=PATIENCE, check=False)
        failed = len(made) if done.returncode else 0
        conversation.respond(request, 0xA702 if failed else 0, **completed(len(made) - failed, failed))
        conversation.end()

    return answer


def shown(hospital: Hospital, issuer: str = "authority") -> list[object]:
    """Options of DCMTK's programs: a certificate, and whom they trust."""
    client = hospital.client if issuer == "authority" else hospital.stranger.issue("client")
    return ["+tls", client.key, client.certificate, "+cf", hospital.authority.certificate]


def test_a_move_over_tls_both_ways(dcmtk: object, context: ssl.SSLContext, hospital: Hospital, tmp_path: Path) -> None:
    made = [
        *make_instances(tmp_path / "in", 20),
        *make_instances(tmp_path / "in", 1, Attributes(series_number=2, size=LARGE)),
    ]
    port = free_port()
    with scripted_peer(secure.under_tls(context, storescu(port, made, *shown(hospital)))) as peer:
        answer = ask(
            *("move", peer.address, *secure.known(hospital), "-k", "StudyInstanceUID=1.2"),
            *("--port-scp", port, "-o", tmp_path / "out"),
        )

    assert answer["summary"]["received"] == 21
    assert data_sets([*(tmp_path / "out").iterdir()]) == data_sets([one.path for one in made])


UNWANTED = {
    "no certificate": "the requestor has shown no certificate",
    "plain": "the requestor does not speak TLS: it sent an A-ASSOCIATE-RQ of plain DICOM",
    "stranger": "the certificate of the requestor comes from an issuer that is not trusted here",
    "distrustful": "the requestor refuses our certificate",
}


@pytest.mark.parametrize("who", UNWANTED)
def test_who_is_not_let_in_to_send(
    who: str, dcmtk: object, context: ssl.SSLContext, hospital: Hospital, tmp_path: Path
) -> None:
    made, port = make_instances(tmp_path / "in", 1), free_port()
    client, trust = hospital.client, hospital.authority.certificate
    options: dict[str, list[object]] = {
        "no certificate": ["+tla", "+cf", trust],
        "plain": [],
        "stranger": shown(hospital, "stranger"),
        "distrustful": ["+tls", client.key, client.certificate, "+cf", hospital.stranger.certificate],
    }
    with scripted_peer(secure.under_tls(context, storescu(port, made, *options[who]))) as peer:
        done = run_scu(
            *("move", peer.address, *secure.known(hospital), "-k", "StudyInstanceUID=1.2", "--format", "json"),
            *("--port-scp", port, "-o", tmp_path / "out"),
        )

    assert done.returncode == 1
    assert f"scu: note: at the storage SCP: {UNWANTED[who]}" in done.stderr
    assert document(done)["summary"] | {"bytes": 0} == {
        **dict.fromkeys(("completed", "warning", "received", "skipped", "bytes"), 0),
        **{"failed": 1, "missing": 1, "remaining": None},
    }
    assert list((tmp_path / "out").iterdir()) == []
    (counted,) = document(done)["storage_scp"]["turned_away"]
    assert (counted["address"], counted["associated"]) == (LOCALHOST, False)
    assert UNWANTED[who] in counted["reason"]


def test_tls_at_a_storage_scp_without(dcmtk: object, hospital: Hospital, tmp_path: Path) -> None:
    made, port = make_instances(tmp_path / "in", 1), free_port()
    with scripted_peer(storescu(port, made, *shown(hospital))) as peer:
        done = run_scu(
            *("move", peer.address, "-k", "StudyInstanceUID=1.2", "--port-scp", port, "-o", tmp_path / "out")
        )

    assert done.returncode == 1
    assert "scu: note: at the storage SCP: the requestor speaks TLS, and we do not" in done.stderr


def test_anybody_may_send_where_nobody_is_verified(
    dcmtk: object, context: ssl.SSLContext, hospital: Hospital, tmp_path: Path
) -> None:
    made, port = make_instances(tmp_path / "in", 2), free_port()
    options = ["+tla", "+cf", hospital.authority.certificate]
    with scripted_peer(secure.under_tls(context, storescu(port, made, *options))) as peer:
        answer = ask(
            *("move", peer.address, *secure.known(hospital), "--ignore-peer-cert", "-k", "StudyInstanceUID=1.2"),
            *("--port-scp", port, "-o", tmp_path / "out"),
        )

    assert answer["summary"]["received"] == 2
    assert data_sets([*(tmp_path / "out").iterdir()]) == data_sets([one.path for one in made])


def test_a_storage_scp_without_a_certificate_is_refused_before_anything_is_sent(
    context: ssl.SSLContext, hospital: Hospital, tmp_path: Path
) -> None:
    with scripted_peer(secure.under_tls(context, scripts.succeed)) as peer:
        done = run_scu(
            *("move", peer.address, *secure.anonymous(hospital), "-k", "StudyInstanceUID=1.2"),
            *("--port-scp", free_port(), "-o", tmp_path / "out"),
        )

    assert done.returncode == 2
    assert "a storage SCP cannot listen with TLS without a certificate of its own" in done.stderr
    assert peer.conversations == []
