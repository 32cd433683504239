"""The file of --pcap: who may read it, when it is there, how it ends, and what it costs."""

from __future__ import annotations

import os
import signal
import stat
import sys
import threading
from pathlib import Path

import pytest

from scu.capture.packets import MOST
from scu.capture.pcapng import Pcap
from scu.dimse.tap import Connection
from tests.bench.measure import run as measured
from tests.peers import scripts, tshark
from tests.peers.command import ENVIRONMENT, run_here, run_scu, started
from tests.peers.dcmtk import Server
from tests.peers.instances import Attributes, make_instances
from tests.peers.processes import LOCALHOST, free_port
from tests.peers.recording import recording_scp
from tests.peers.scripted import scripted_peer
from tests.peers.verbs import SECONDS

MEGABYTE = 1024 * 1024
HERE = Connection(("127.0.0.1", 40000), ("127.0.0.1", 104), accepted=False)


@pytest.fixture
def capture(tmp_path: Path) -> Path:
    return tmp_path / "capture.pcapng"


def test_it_is_for_its_owner_alone_and_never_overwritten(capture: Path) -> None:
    with recording_scp() as server:
        assert run_here("echo", server.address, "--pcap", capture).returncode == 0
        content = capture.read_bytes()
        again = run_here("echo", server.address, "--pcap", capture)

    assert stat.S_IMODE(capture.stat().st_mode) == 0o600
    assert again.returncode == 2
    assert again.stderr.startswith(f"scu: error: {capture} is there already")
    assert capture.read_bytes() == content
    assert server.echoes == 1


def test_without_a_connection_there_is_no_file(capture: Path) -> None:
    done = run_here("echo", LOCALHOST, free_port(), "--pcap", capture)

    assert done.returncode == 3
    assert f"nothing went over the wire, and so {capture} is not written" in done.stderr
    assert not capture.exists()


def test_a_wrong_command_line_leaves_none_either(capture: Path) -> None:
    done = run_here("move", LOCALHOST, free_port(), "-k", "StudyInstanceUID=1", "--pcap", capture)

    assert done.returncode == 2
    assert done.stderr.startswith("scu: error: where are the objects to go?")
    assert not capture.exists()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with recording_scp() as server:
        done = run_here("echo", server.address, "--pcap", tmp_path / "no" / "file")

    assert done.returncode == 4
    assert "cannot be written: No such file or directory" in done.stderr
    assert server.requests == []


def test_redaction_needs_a_capture() -> None:
    done = run_here("echo", LOCALHOST, "--pcap-redact")

    assert done.returncode == 2
    assert "--pcap-redact needs --pcap" in done.stderr


@pytest.mark.usefixtures("tshark")
def test_a_pipe_is_written_to_as_it_goes(capture: Path) -> None:
    pipe = capture.with_name("pipe")
    os.mkfifo(pipe)
    thread = threading.Thread(target=lambda: capture.write_bytes(pipe.read_bytes()))
    thread.start()
    with recording_scp() as server:
        assert run_here("echo", server.address, "--pcap", pipe).returncode == 0
    thread.join(SECONDS)

    assert tshark.messages(capture, server.port) == ["C-ECHO-RQ ID=1", "C-ECHO-RSP ID=1 (Success)"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.usefixtures("tshark")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_whatever_ends_the_run_it_can_be_read(number: signal.Signals, capture: Path) -> None:
    with (
        scripted_peer(scripts.stay_pending_until_cancelled) as peer,
        started("find", peer.address, "--format", "jsonl", "--pcap", capture) as process,
    ):
        assert process.stdout is not None
        assert process.stdout.readline()  # so that the first answer is known to have come
        process.send_signal(number)
        process.communicate(timeout=SECONDS)

    assert tshark.messages(capture, peer.port)[:2] == ["C-FIND-RQ ID=1", "C-FIND-RSP ID=1"]


def test_a_disk_that_is_full_ends_the_capture_and_not_the_run(capture: Path, tmp_path: Path) -> None:
    made = make_instances(tmp_path / "in", 3, Attributes(size=20_000))
    with recording_scp() as server:
        done = run_scu("store", server.address, tmp_path / "in", "--pcap", capture, file_blocks=32)

    assert done.returncode == 0, done.stderr
    assert len(server.stored) == len(made)
    assert done.stderr.count(f"the capture ends here, as {capture} cannot be written: File too large") == 1
    assert capture.stat().st_size == 32 * 512


def test_it_takes_no_memory(capture: Path, storescp: Server, tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path / "in", 1, Attributes(size=100 * MEGABYTE))
    command: list[str | Path] = [sys.executable, "-m", "scu", "store", storescp.address, made.path]
    environment = {**ENVIRONMENT, "PYTHONPATH": str(Path(__file__).parents[1])}
    plain = measured(command, environment, tmp_path / "plain")
    captured = measured([*command, "--pcap", capture], environment, tmp_path / "captured")

    assert (plain.status, captured.status) == (0, 0)
    assert capture.stat().st_size > 100 * MEGABYTE
    assert captured.peak_bytes < plain.peak_bytes + 10 * MEGABYTE


@pytest.mark.usefixtures("tshark")
@pytest.mark.parametrize("version", [4, 6])
@pytest.mark.parametrize("size", [1, MOST - 1, MOST, MOST + 1, 3 * MOST])
def test_what_is_long_is_cut_into_packets_that_add_up(version: int, size: int, capture: Path) -> None:
    address = "127.0.0.1" if version == 4 else "fe80::1%eth0"
    connection = Connection((address, 40000), (address, 104), accepted=True)
    with Pcap(capture) as pcap:
        tap = pcap.tap(1, connection)
        tap.sent([b"GET ", b"x" * size])
        tap.received(memoryview(b"y" * size))
        tap.closed(ConnectionResetError(104, "Connection reset by peer"))

    found = tshark.packets(capture)
    assert tshark.conversation(capture) == (b"y" * size, b"GET " + b"x" * size)
    assert [it.flags for it in found][:3] == ["S", "AS", "A"]
    assert found[-1].flags == "AR"
    assert tshark.comments(capture)[-1] == "scu: the connection is lost: Connection reset by peer"


@pytest.mark.usefixtures("tshark")
def test_an_end_that_was_gone_has_no_address(capture: Path) -> None:
    with Pcap(capture) as pcap:
        pcap.tap(1, Connection(("::1", 40000), ("nowhere", 0), accepted=False)).closed(None)

    assert tshark.run(capture, "-T", "fields", "-e", "ipv6.dst").split()[0] == "::"


@pytest.mark.usefixtures("tshark")
def test_the_file_says_what_made_it(capture: Path) -> None:
    with Pcap(capture, redacted=True) as pcap:
        pcap.tap(1, HERE).closed(None)

    content = capture.read_bytes()
    assert b"scu 0." in content
    assert b"are made up. Data sets are blanked." in content
    directions = tshark.run(capture, "-T", "fields", "-e", "frame.packet_flags_direction").split()
    assert [int(it, 16) for it in directions] == [2, 1, 2, 2, 1]
