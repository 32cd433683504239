"""Wireshark's own reading of a capture: an independent judge of packets, and of the DICOM in them."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.peers.processes import find_program

_FIELDS = {
    "number": "frame.number",
    "stream": "tcp.stream",
    "source": "tcp.srcport",
    "flags": "tcp.flags.str",
    "pdus": "dicom.pdu.type",
    "info": "_ws.col.Info",
    "analysis": "tcp.analysis.flags",
    "malformed": "_ws.malformed",
    "tcp": "tcp.checksum.status",
    "ip": "ip.checksum.status",
}
_COMMAND = re.compile(r"P-DATA, ([CN]-[A-Z-]+-(?:RQ|RSP) .*)")
_CHECKSUMS = ("-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE")
ASSOCIATE_RQ, ASSOCIATE_AC, ASSOCIATE_RJ, P_DATA, RELEASE_RQ, RELEASE_RP, ABORT = range(1, 8)


@dataclass(frozen=True)
class Packet:
    """A packet: its TCP stream, the port that sent it, its flags, the types of the PDUs that end in it."""

    stream: int
    source: int
    flags: str
    pdus: tuple[int, ...]
    info: str


def run(capture: Path, *options: str) -> str:
    """What tshark prints of a capture, which it must not complain about."""
    program = find_program("tshark")
    assert program, "tshark is not installed"
    done = subprocess.run(
        [program, "-r", str(capture), *_CHECKSUMS, *options],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    said = [line for line in done.stderr.splitlines() if not line.startswith("Running as user")]
    assert (done.returncode, said) == (0, []), done.stderr
    return done.stdout


def packets(capture: Path, port: int | None = None) -> list[Packet]:
    """All packets; none may be odd, and every checksum has to hold. The PDUs at `port` are taken for DICOM."""
    wanted = [word for name in _FIELDS.values() for word in ("-e", name)]
    decode = ("-d", f"tcp.port=={port},dicom") if port else ()
    found = []
    for line in run(capture, *decode, "-T", "fields", "-E", "separator=|", *wanted).splitlines():
        values = dict(zip(_FIELDS, line.split("|"), strict=True))
        assert values["tcp"] == "1" and values["ip"] in ("1", ""), f"a checksum is wrong: {line}"  # IPv6 has none
        assert not values["analysis"] and not values["malformed"], line
        pdus = tuple(int(it, 16) for it in values["pdus"].split(",") if it)
        flags = "".join(it for it in values["flags"] if it.isalpha())
        found.append(Packet(int(values["stream"]), int(values["source"]), flags, pdus, values["info"]))
    return found


def pdus(capture: Path, port: int, stream: int = 0) -> list[tuple[str, int]]:
    """The PDUs of a connection as arrow and type: → to `port`, ← from it."""
    return [
        ("←" if packet.source == port else "→", kind)
        for packet in packets(capture, port)
        if packet.stream == stream
        for kind in packet.pdus
    ]


def messages(capture: Path, port: int, stream: int = 0) -> list[str]:
    """The DIMSE commands of a connection, in Wireshark's words."""
    told = [it.info for it in packets(capture, port) if it.stream == stream and P_DATA in it.pdus]
    return [command[1] for info in told if (command := _COMMAND.match(info))]


def conversation(capture: Path, stream: int = 0) -> tuple[bytes, bytes]:
    """What each end of a connection said, the one that called first."""
    lines = run(capture, "-q", "-z", f"follow,tcp,raw,{stream}").splitlines()
    begin = next(number for number, line in enumerate(lines) if line.startswith("Node 1:")) + 1
    said = [line for line in lines[begin:] if not line.startswith("=")]
    ours = b"".join(bytes.fromhex(line) for line in said if not line.startswith("\t"))
    return ours, b"".join(bytes.fromhex(line) for line in said if line.startswith("\t"))


def comments(capture: Path) -> list[str]:
    """The comments on packets."""
    return [line for line in run(capture, "-T", "fields", "-e", "frame.comment").splitlines() if line]
