"""Fixtures for the servers that the tests talk to, and what to leave out where they are not installed."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from pydicom import datadict
from pydicom._dicom_dict import DicomDictionary

from scu import implementation, latency, logs
from scu.dimse import confided
from tests.peers import dcmtk as dcmtk_peers
from tests.peers import orthanc as orthanc_peers
from tests.peers.getscu import QUERY, Get, Ran
from tests.peers.instances import Made, make_archive, make_instances
from tests.peers.old_tools import SharedPeer, here, real, shared_peer
from tests.peers.processes import LOCALHOST, find_program, free_port
from tests.peers.recording import Recorder
from tests.peers.tls import Hospital, make_hospital

# A test that uses one of these fixtures, if only through others, needs that program.
PROGRAMS = {
    "dcmtk": "dcmqrscp",
    "orthanc_server": "Orthanc",
    "tls_orthanc": "Orthanc",
    "impatient_orthanc": "Orthanc",
    "strict_orthanc": "Orthanc",
    "secure_orthanc": "Orthanc",
    "soaked": "Orthanc",
    "openssl": "openssl",
    "gdcm": "gdcmscu",
    "tshark": "tshark",
    "bash": "bash",
    "zsh": "zsh",
    "fish": "fish",
    "man": "man",
    "mandoc": "mandoc",
}
ELEMENTS, KEYWORDS = dict(DicomDictionary), dict(datadict.keyword_dict)
LEFT_OUT = pytest.StashKey[list[str]]()


def missing_programs() -> dict[str, str]:
    return {fixture: program for fixture, program in PROGRAMS.items() if not find_program(program)}


# How long an example takes says more of the machine than of the code: what hangs is ended by pytest-timeout.
settings.register_profile("scu", deadline=None)
settings.load_profile("scu")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[LEFT_OUT] = []
    # What the tests do is not the history of the person who runs them.
    os.environ["SCU_HISTORY"] = "off"
    # A shell's background job ignores Ctrl-C, and so would all that the tests start there and interrupt.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    missing = sorted(missing_programs().values())
    if missing and os.environ.get("CI") == "true":
        raise pytest.UsageError(f"CI=true leaves no test out, and these are not installed: {', '.join(missing)}")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests whose server is not installed."""
    missing = missing_programs().keys()
    left_out = [item for item in items if not missing.isdisjoint(getattr(item, "fixturenames", ()))]
    config.stash[LEFT_OUT] = [item.nodeid for item in left_out]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Half of the time a test waits for a peer, and another can use the processor.

    Not twice as many: what is about times would have too little of it.
    """
    return (os.cpu_count() or 1) * 3 // 2


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker of pytest-xdist tells the one process that has a terminal."""
    if output := getattr(session.config, "workeroutput", None):
        output["left_out"] = session.config.stash[LEFT_OUT]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    node.config.stash[LEFT_OUT] = node.workeroutput.get("left_out", [])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if left_out := config.stash[LEFT_OUT]:
        missing = ", ".join(sorted(missing_programs().values()))
        terminalreporter.section(f"{len(left_out)} tests left out: not installed: {missing}", sep="=")
        for name in left_out:
            terminalreporter.line(f"LEFT OUT {name}")


@pytest.fixture(autouse=True)
def process() -> Iterator[None]:
    """What a command sets up for its process, when a test runs it in this one, the next test finds untouched."""
    class_uid = implementation.CLASS_UID
    yield
    logs.reset()
    confided.forget()
    implementation.CLASS_UID = class_uid
    if datadict.keyword_dict != KEYWORDS:
        DicomDictionary.clear()
        DicomDictionary.update(ELEMENTS)
        datadict.keyword_dict.clear()
        datadict.keyword_dict.update(KEYWORDS)


Tool = Callable[..., str]


@pytest.fixture(scope="session")
def dcmtk() -> Tool:
    """Run one of DCMTK's tools: its name and arguments; returns what it printed."""
    return dcmtk_peers.tool


@pytest.fixture(scope="session")
def openssl() -> None:
    """OpenSSL's command line program is there."""


@pytest.fixture(scope="session")
def gdcm() -> None:
    """GDCM's gdcmscu is there."""


@pytest.fixture(scope="session")
def tshark() -> None:
    """Wireshark's tshark is there."""


@pytest.fixture(scope="session")
def bash() -> None:
    """bash is there; so it is with zsh and fish."""


@pytest.fixture(scope="session")
def zsh() -> None: ...


@pytest.fixture(scope="session")
def fish() -> None: ...


@pytest.fixture(scope="session")
def man() -> None:
    """The program that shows man pages is there."""


@pytest.fixture(scope="session")
def mandoc() -> None:
    """mandoc, which checks man pages, is there."""


@pytest.fixture(scope="session")
def shared_recorder() -> Iterator[SharedPeer]:
    """A server that writes down what it got; each test begins it anew."""
    with shared_peer() as peer:
        yield peer


OldLine = Callable[..., tuple[Recorder, subprocess.CompletedProcess[str]]]


@pytest.fixture
def old_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, shared_recorder: SharedPeer) -> OldLine:
    """Run an old command line with ours, in `tmp_path`: HOST and PORT in it are those of `shared_recorder`.

    Returns what that recorded, and what the run printed. Keywords say what it answers, and which exit status is due.
    """
    monkeypatch.chdir(tmp_path)

    def run(*words: object, status: int = 0, **answers: Any) -> tuple[Recorder, subprocess.CompletedProcess[str]]:
        shared_recorder.begin(**answers)
        there = {"HOST": LOCALHOST, "PORT": str(shared_recorder.port)}
        done = here(*(there.get(str(word), word) for word in words), status=status)
        return shared_recorder.recorded(), done

    return run


@pytest.fixture
def steady_times(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy this machine is, the times of C-ECHOs are nothing to worry about."""
    monkeypatch.setattr(latency, "judge", lambda connect, answers: latency.Latency(latency.Pace.FINE))


@pytest.fixture(scope="session")
def hospital(tmp_path_factory: pytest.TempPathFactory) -> Hospital:
    """Certification authorities, and certificates of theirs."""
    return make_hospital(tmp_path_factory.mktemp("hospital"))


@pytest.fixture
def get(old_line: OldLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Get:
    """Run `scu getscu` with these words and a query, in a folder of its own, against a peer that has one object."""
    (made,) = make_instances(tmp_path / "made")
    folder = tmp_path / "received"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def run(*words: object, status: int = 0) -> Ran:
        recorder, done = old_line("getscu", *words, *QUERY, "HOST", "PORT", status=status, instances=[made])
        return Ran(recorder, made, folder, done)

    return run


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> list[Made]:
    """The instances that `dcmqrscp` and `orthanc` hold."""
    return make_archive(tmp_path_factory.mktemp("archive"))


@pytest.fixture(scope="session")
def move_ports() -> dict[str, int]:
    """The AE titles that the archives may send to, and the ports where they look for them."""
    return {"SCU": free_port(), "THIRD": free_port()}


@pytest.fixture(scope="session")
def dcmqrscp(
    dcmtk: Tool, archive: list[Made], move_ports: dict[str, int], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dcmtk_peers.Server]:
    """DCMTK's archive, to be read: it holds `archive`, and all tests share it."""
    with dcmtk_peers.dcmqrscp(tmp_path_factory.mktemp("dcmqrscp"), archive, move_ports) as server:
        yield server


@pytest.fixture
def empty_dcmqrscp(dcmtk: Tool, tmp_path: Path) -> Iterator[dcmtk_peers.Server]:
    """DCMTK's archive with nothing in it, to be stored to."""
    with dcmtk_peers.dcmqrscp(tmp_path / "dcmqrscp", [], {}) as server:
        yield server


StartStorescp = Callable[..., dcmtk_peers.Server]


@pytest.fixture
def start_storescp(dcmtk: Tool, tmp_path: Path) -> Iterator[StartStorescp]:
    """Start DCMTK's storage server with the options given, on a port of its own or the one given."""
    with ExitStack() as servers:

        def start(*options: str, port: int | None = None) -> dcmtk_peers.Server:
            folder = tmp_path / f"storescp{len(list(tmp_path.glob('storescp*')))}"
            return servers.enter_context(dcmtk_peers.storescp(folder, *options, port=port))

        yield start


Both = Callable[..., tuple[dcmtk_peers.Server, dcmtk_peers.Server]]


@pytest.fixture
def both(start_storescp: StartStorescp) -> Both:
    """Send by an old line with ours and with the tool itself; returns the storage server of each.

    `server` holds the options of these, and `status` is the exit status that is due of ours.
    """

    def run(
        line: str, *files: Path, server: str = "", status: int = 0
    ) -> tuple[dcmtk_peers.Server, dcmtk_peers.Server]:
        tool, *options = line.split()
        ours, theirs = (start_storescp("+B", *server.split()) for _ in range(2))
        here(tool, *options, LOCALHOST, ours.port, *files, status=status)
        real(tool, *options, LOCALHOST, theirs.port, *files)
        return ours, theirs

    return run


@pytest.fixture
def storescp(start_storescp: StartStorescp) -> dcmtk_peers.Server:
    """DCMTK's storage server as it is installed."""
    return start_storescp()


@pytest.fixture(scope="session")
def orthanc_server(
    move_ports: dict[str, int], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[orthanc_peers.Orthanc]:
    """An Orthanc of this test run, whatever it holds."""
    with orthanc_peers.orthanc(tmp_path_factory.mktemp("orthanc"), move_ports) as server:
        yield server


@pytest.fixture
def orthanc(orthanc_server: orthanc_peers.Orthanc, archive: list[Made]) -> orthanc_peers.Orthanc:
    """Orthanc, holding `archive` and nothing else."""
    orthanc_server.hold(archive)
    return orthanc_server


@pytest.fixture
def empty_orthanc(orthanc_server: orthanc_peers.Orthanc) -> orthanc_peers.Orthanc:
    """Orthanc with nothing in it, to be stored to."""
    orthanc_server.hold([])
    return orthanc_server


@pytest.fixture(scope="session")
def strict_orthanc(
    archive: list[Made], move_ports: dict[str, int], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[orthanc_peers.Orthanc]:
    """An Orthanc that looks how it is called, holding `archive`; it sends to SCU, and to NATTED at another address."""
    natted = {"AET": "NATTED", "Host": "127.0.0.2", "Port": move_ports["SCU"]}
    known = {"AET": "SCU", "Host": LOCALHOST, "Port": move_ports["SCU"]}
    settings = {"DicomCheckCalledAet": True, "DicomModalities": {"SCU": known, "NATTED": natted}}
    with orthanc_peers.orthanc(tmp_path_factory.mktemp("strict"), {}, settings=settings) as server:
        server.hold(archive)
        yield server


@pytest.fixture
def worklist(dcmtk: Tool, tmp_path: Path) -> Iterator[dcmtk_peers.Server]:
    """DCMTK's worklist server with two scheduled procedure steps."""
    with dcmtk_peers.wlmscpfs(tmp_path / "worklists", dcmtk_peers.WORKLIST, "-csk") as server:
        yield server
