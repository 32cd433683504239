"""The servers of the bench: DCMTK's as installed or tuned, and peers of our own that are never the bottleneck."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.data import Study
from tests.peers.processes import LOCALHOST, free_port, running

# A virtual environment has pynetdicom's applications of the same names.
_SYSTEM_PATH = "/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin"
TUNED = {"TCP_NODELAY": "1"}
_INDEXED_AT_A_TIME = 500


@dataclass(frozen=True)
class Server:
    """Where it listens, how it is called in the table, and the folder that it writes to."""

    name: str
    port: int
    folder: Path


def program(name: str) -> str | None:
    """The path of a system's program."""
    return shutil.which(name, path=_SYSTEM_PATH)


def needed(name: str) -> str:
    """The same, for what cannot be done without."""
    path = program(name)
    if path is None:
        raise SystemExit(f"the bench needs {name}, which is not installed")
    return path


def named(name: str, *, tuned: bool) -> str:
    return f"{name} tuned" if tuned else name


def _tuned(command: Sequence[str | Path], *, tuned: bool) -> list[str | Path]:
    return [needed("env"), *(f"{name}={value}" for name, value in TUNED.items() if tuned), *command]


@contextmanager
def storescp(folder: Path, *options: str, tuned: bool, name: str = "") -> Iterator[Server]:
    """DCMTK's storage server."""
    server = Server(name or named("storescp", tuned=tuned), free_port(), folder / "stored")
    server.folder.mkdir(parents=True)
    command: list[str | Path] = [needed("storescp"), *options, "-od", server.folder, str(server.port)]
    with running(_tuned(command, tuned=tuned), folder, server.port):
        yield server


def index(folder: Path, studies: Sequence[Study]) -> list[Path]:
    """Databases for dcmqrscp, one for each study and named as it: it searches a database from end to end."""
    databases = []
    for study in studies:
        database = folder / study.name
        database.mkdir(parents=True)
        paths = [made.path for made in study.instances]
        for at in range(0, len(paths), _INDEXED_AT_A_TIME):
            batch = paths[at : at + _INDEXED_AT_A_TIME]
            subprocess.run([needed("dcmqridx"), database, *batch], check=True, stdout=subprocess.DEVNULL)
        databases.append(database)
    return databases


@contextmanager
def dcmqrscp(
    folder: Path, databases: Sequence[Path], move_ports: Mapping[str, int], *, tuned: bool
) -> Iterator[Server]:
    """DCMTK's archive; the AE title of each database is its name."""
    folder.mkdir(parents=True)
    port = free_port()
    hosts = "\n".join(f"{title} = ({title}, {LOCALHOST}, {move_port})" for title, move_port in move_ports.items())
    titles = [f"{database.name} {database} RW (200, 100000mb) ANY" for database in databases]
    configuration = folder / "dcmqrscp.cfg"
    configuration.write_text(
        f"NetworkTCPPort = {port}\nMaxPDUSize = 131072\nMaxAssociations = 64\nHostTable BEGIN\n{hosts}\nHostTable END\n"
        "VendorTable BEGIN\nVendorTable END\nAETable BEGIN\n" + "\n".join(titles) + "\nAETable END\n"
    )
    with running(_tuned([needed("dcmqrscp"), "-c", configuration], tuned=tuned), folder, port):
        yield Server(named("dcmqrscp", tuned=tuned), port, folder)


@contextmanager
def _own(name: str, folder: Path, module: str, *arguments: object) -> Iterator[Server]:
    folder.mkdir(parents=True)
    port = free_port()
    command = [sys.executable, "-m", f"tests.bench.{module}", str(port), *map(str, arguments)]
    root = Path(__file__).parents[2]
    with running([needed("env"), f"PYTHONPATH={root}", *command], folder, port):
        yield Server(name, port, folder)


@contextmanager
def replaying(folder: Path, count: int) -> Iterator[Server]:
    """Answers every C-FIND with so many matches that are encoded already."""
    with _own("replay", folder, "replay", count) as server:
        yield server


@contextmanager
def windowed(folder: Path, window: int) -> Iterator[Server]:
    """Takes every object, grants so many operations at a time, and keeps nothing."""
    with _own("windowed", folder, "windowed", window) as server:
        yield server


@contextmanager
def sending(folder: Path, studies: Sequence[Study]) -> Iterator[Server]:
    """Sends the series of these studies by C-GET, to as many as ask."""
    with _own("sending", folder, "sending", *(study.folder for study in studies)) as server:
        yield server


@contextmanager
def far_away(folder: Path, server: Server, milliseconds: float) -> Iterator[Server]:
    """The same server so many milliseconds away, each way."""
    with _own(server.name, folder, "delay", server.port, milliseconds) as delayed:
        yield Server(server.name, delayed.port, server.folder)
