"""DCMTK's servers and tools, as Debian installs them."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.peers.instances import Made
from tests.peers.processes import LOCALHOST, find_program, free_port, running

ARCHIVE_AE_TITLE = "ARCHIVE"
WORKLIST_AE_TITLE = "WORKLIST"

STEP = """\
(0008,0005) CS [ISO_IR 192]
(0008,0050) SH [{accession}]
(0010,0010) PN [{name}]
(0010,0020) LO [{patient}]
(0020,000d) UI [1.2.3.{patient}]
(0032,1060) LO [{description}]
(0040,0100) SQ (Sequence with undefined length)
(fffe,e000) na (Item with undefined length)
(0008,0060) CS [{modality}]
(0040,0001) AE [{station}]
(0040,0002) DA [{date}]
(0040,0003) TM [0800]
(0040,0006) PN [Doe^Doctor]
(0040,0007) LO [{description}]
(0040,0009) SH [SPS{patient}]
(fffe,e00d) na (ItemDelimitationItem)
(fffe,e0dd) na (SequenceDelimitationItem)
(0040,1001) SH [RP{patient}]
"""
WORKLIST = {
    "ct": STEP.format(
        accession="W1",
        name="Grün^Öttö",
        patient="11",
        description="Kopf",
        modality="CT",
        station="SCANNER1",
        date="20240229",
    ),
    "mr": STEP.format(
        accession="W2",
        name="Doe^Jane",
        patient="12",
        description="Knee",
        modality="MR",
        station="SCANNER2",
        date="20240301",
    ),
}


@dataclass(frozen=True)
class Server:
    """A running server: where it listens, as whom, and the folder that it writes to."""

    port: int
    ae_title: str
    folder: Path

    @property
    def address(self) -> str:
        return f"{self.ae_title}@{LOCALHOST}:{self.port}"

    def files(self) -> list[Path]:
        """The objects that it has stored."""
        return sorted(path for path in self.folder.iterdir() if path.name not in ("server.log", "index.dat"))


def tool(name: str, *arguments: str | Path) -> str:
    """Run one of DCMTK's tools to its end and return what it printed."""
    program = find_program(name)
    assert program, f"{name} is not installed"
    done = subprocess.run([program, *arguments], capture_output=True, check=True, timeout=60)
    return done.stdout.decode(errors="replace")


def file_set(folder: Path, instances: Iterable[Made]) -> Path:
    """Copy them into a file-set, `folder`/SERIES/IM000000 and so on, and return its DICOMDIR, as dcmmkdir makes it."""
    names = []
    for number, made in enumerate(instances):
        names.append(f"SERIES/IM{number:06}")
        (folder / "SERIES").mkdir(parents=True, exist_ok=True)
        (folder / names[-1]).write_bytes(made.path.read_bytes())
    tool("dcmmkdir", "+I", "+id", folder, "+D", folder / "DICOMDIR", *names)
    return folder / "DICOMDIR"


@contextmanager
def storescp(folder: Path, *options: str, port: int | None = None) -> Iterator[Server]:
    """DCMTK's storage server with Nagle's algorithm on, as it is installed; it writes to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    port = port or free_port()
    command = [find_program("storescp") or "storescp", *options, "-od", str(folder), str(port)]
    with running(command, folder, port):
        yield Server(port, "STORESCP", folder)


@contextmanager
def dcmqrscp(folder: Path, instances: Iterable[Made], move_ports: Mapping[str, int], *options: str) -> Iterator[Server]:
    """DCMTK's archive, holding `instances`; `move_ports` says where the AE titles that it sends to listen."""
    storage = folder / "storage"
    storage.mkdir(parents=True)
    port = free_port()
    hosts = "\n".join(
        f"host{number} = ({ae_title}, localhost, {move_port})"
        for number, (ae_title, move_port) in enumerate(move_ports.items())
    )
    configuration = folder / "dcmqrscp.cfg"
    configuration.write_text(
        f"NetworkTCPPort = {port}\nMaxPDUSize = 16384\nMaxAssociations = 16\n"
        f"HostTable BEGIN\n{hosts}\nHostTable END\n"
        "VendorTable BEGIN\nVendorTable END\n"
        f"AETable BEGIN\n{ARCHIVE_AE_TITLE} {storage} RW (200, 1024mb) ANY\nAETable END\n"
    )
    files = [made.path for made in instances]
    if files:
        tool("dcmqridx", storage, *files)
    command = [find_program("dcmqrscp") or "dcmqrscp", *options, "-c", str(configuration)]
    with running(command, folder, port):
        yield Server(port, ARCHIVE_AE_TITLE, storage)


@contextmanager
def wlmscpfs(folder: Path, worklist: Mapping[str, str], *options: str) -> Iterator[Server]:
    """DCMTK's worklist server; `worklist` holds dumps, as dump2dcm reads them, by name."""
    items = folder / WORKLIST_AE_TITLE
    items.mkdir(parents=True)
    (items / "lockfile").touch()
    for name, dump in worklist.items():
        source = folder / f"{name}.dump"
        source.write_text(dump)
        tool("dump2dcm", "-q", source, items / f"{name}.wl")
    port = free_port()
    command = [find_program("wlmscpfs") or "wlmscpfs", "-dfp", str(folder), *options, str(port)]
    with running(command, folder, port):
        yield Server(port, WORKLIST_AE_TITLE, folder)
