"""Every file that pydicom carries to each server, and back: equal, or reported with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.equality import differences
from tests.peers import orthanc
from tests.peers.dcmtk import Server, dcmqrscp
from tests.peers.processes import free_port
from tests.round_trip import IMPATIENT, TABLE, Sent, corpus, fetch, held, held_by_orthanc, section, send


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    return corpus(tmp_path / "in")


@pytest.fixture
def scu_port() -> int:
    """Where the servers send to what is moved to SCU."""
    return free_port()


@pytest.fixture
def impatient_orthanc(tmp_path: Path, scu_port: int) -> Iterator[orthanc.Orthanc]:
    """An empty Orthanc that does not wait long for what does not come."""
    with orthanc.orthanc(tmp_path / "orthanc", {"SCU": scu_port}, settings=IMPATIENT) as server:
        yield server


def assert_kept(sent: Sequence[Sent], kept: dict[str, Path]) -> None:
    """What was stored is there, and is what was sent; what was not was given a reason."""
    for it in sent:
        assert it.said
        if it.is_stored:
            assert it.uid in kept, it.file
            assert differences(it.file, kept[it.uid]) == [], it.file
    assert {it.uid for it in sent if it.is_stored} <= kept.keys()


def assert_table(server: str, sent: Sequence[Sent]) -> None:
    assert section(server, sent) in TABLE.read_text(encoding="utf-8")


def test_storescp(storescp: Server, files: list[Path]) -> None:
    sent = send(storescp.address, files)

    assert_kept(sent, held(storescp.files()))
    assert_table("storescp", sent)


def test_storescp_with_what_is_lossy(storescp: Server, files: list[Path]) -> None:
    sent = send(storescp.address, files, "--allow-lossy")

    assert_kept(sent, held(storescp.files()))
    assert not [it for it in sent if "--allow-lossy" in it.said]
    assert sum(it.is_stored for it in sent) > 150


def test_dcmqrscp_and_back(dcmtk: object, tmp_path: Path, files: list[Path], scu_port: int) -> None:
    with dcmqrscp(tmp_path / "dcmqrscp", [], {"SCU": scu_port}) as server:
        sent = send(server.address, files)
        assert_kept(sent, held(server.files()))
        assert_table("dcmqrscp", sent)
        assert_kept(sent, fetch("get", server.address, sent, tmp_path / "got"))
        assert_kept(sent, fetch("move", server.address, sent, tmp_path / "moved", "--port-scp", scu_port))


def test_orthanc_and_back(impatient_orthanc: orthanc.Orthanc, tmp_path: Path, files: list[Path], scu_port: int) -> None:
    server = impatient_orthanc
    sent = send(server.address, files)

    assert_kept(sent, held_by_orthanc(server, tmp_path / "held"))
    assert_table("Orthanc", sent)
    # It cannot send what is in JPEG 2000 but in a context of its own: all classes at once leave just enough room.
    assert_kept(sent, fetch("get", server.address, sent, tmp_path / "got"))
    assert_kept(sent, fetch("move", server.address, sent, tmp_path / "moved", "--port-scp", scu_port))
