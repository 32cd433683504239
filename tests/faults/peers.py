"""The real peers of the table, with three objects, and the cutters before them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from tests.faults.cutter import Cutter, cutting
from tests.peers import dcmtk
from tests.peers.instances import Attributes, Made, make_instances
from tests.peers.processes import LOCALHOST, free_port

# The second object takes two PDUs of the length that DCMTK announces, and that scu announces here.
LONG = 20_000
MAX_PDU = ("--max-pdu", "16384")


def three(folder: Path) -> list[Made]:
    """Three objects of one series; the second is long."""
    short = Attributes(size=64)
    first, last = (make_instances(folder, 1, replace(short, series_number=n))[0] for n in (1, 3))
    (middle,) = make_instances(folder, 1, replace(short, series_number=2, size=LONG))
    return [first, middle, last]


@dataclass
class Archive:
    """dcmqrscp, the way there, and the way back to our storage SCP."""

    server: dcmtk.Server
    made: list[Made]
    there: Cutter
    back: Cutter
    listening: int

    @property
    def address(self) -> str:
        return f"{dcmtk.ARCHIVE_AE_TITLE}@{LOCALHOST}:{self.there.port}"

    @property
    def study(self) -> list[object]:
        return ["-k", f"StudyInstanceUID={self.made[0].study}"]

    def finish(self) -> None:
        self.there.finish()
        self.back.finish()


@contextmanager
def archive(folder: Path) -> Iterator[Archive]:
    made = three(folder / "held")
    with (
        cutting() as there,
        cutting(free_port(), scu_calls=False) as back,
        dcmtk.dcmqrscp(folder / "server", made, {"SCU": back.port}) as server,
    ):
        yield Archive(server, made, there, back, free_port())
