"""Orthanc, with a configuration, a folder and ports of its own."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.peers.instances import Made
from tests.peers.processes import LOCALHOST, find_program, free_port, running

AE_TITLE = "ORTHANC"


@dataclass(frozen=True)
class Orthanc:
    """A running Orthanc: its DICOM port, and its REST interface to see and set what it holds."""

    port: int
    http_port: int

    @property
    def address(self) -> str:
        return f"{AE_TITLE}@{LOCALHOST}:{self.port}"

    def _call(self, path: str, data: bytes | None = None, method: str | None = None) -> bytes:
        url = f"http://{LOCALHOST}:{self.http_port}{path}"
        request = urllib.request.Request(url, data=data, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            content: bytes = answer.read()
        return content

    def hold(self, instances: Iterable[Made]) -> None:
        """Throw away what it holds, and take these instead."""
        for patient in json.loads(self._call("/patients")):
            self._call(f"/patients/{patient}", method="DELETE")
        for made in instances:
            self._call("/instances", made.path.read_bytes())

    def delete(self, uid: str) -> None:
        """Throw one instance away."""
        (name,) = json.loads(self._call("/tools/lookup", uid.encode()))
        self._call(f"/instances/{name['ID']}", method="DELETE")

    def stored(self) -> dict[str, bytes]:
        """The files that it holds, by SOP Instance UID."""
        held: dict[str, bytes] = {}
        for name in json.loads(self._call("/instances")):
            tags: dict[str, Any] = json.loads(self._call(f"/instances/{name}"))
            held[tags["MainDicomTags"]["SOPInstanceUID"]] = self._call(f"/instances/{name}/file")
        return held


@contextmanager
def orthanc(
    folder: Path,
    move_ports: Mapping[str, int],
    tls: Mapping[str, object] | None = None,
    settings: Mapping[str, object] | None = None,
) -> Iterator[Orthanc]:
    """An empty Orthanc in `folder`; `move_ports` says where the AE titles that it sends to listen.

    With `tls`, the settings of DICOM TLS, it speaks that alone, and to those AE titles too.
    """
    folder.mkdir(parents=True, exist_ok=True)
    server = Orthanc(free_port(), free_port())
    configuration = folder / "orthanc.json"
    configuration.write_text(
        json.dumps(
            {
                "StorageDirectory": str(folder / "storage"),
                "IndexDirectory": str(folder / "storage"),
                "Plugins": [],
                "HttpPort": server.http_port,
                "DicomPort": server.port,
                "DicomAet": AE_TITLE,
                "DicomAlwaysAllowEcho": True,
                "DicomAlwaysAllowStore": True,
                "DicomAlwaysAllowFind": True,
                "DicomAlwaysAllowGet": True,
                "DicomAlwaysAllowMove": True,
                "DicomModalities": {
                    ae_title: {"AET": ae_title, "Host": LOCALHOST, "Port": move_port, "UseDicomTls": tls is not None}
                    for ae_title, move_port in move_ports.items()
                },
                **(tls or {}),
                **(settings or {}),
            }
        )
    )
    command = [find_program("Orthanc") or "Orthanc", str(configuration)]
    with running(command, folder, server.port, server.http_port):
        yield server
