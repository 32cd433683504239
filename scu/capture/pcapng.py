"""A file that Wireshark opens (draft-ietf-opsawg-pcapng): what the sockets sent and received, as packets.

It needs no privileges, as nothing is listened to; under TLS it is in the clear, as it is taken above it. Each packet is
written at once, whole, so that what there is can be read whatever ends the run, and none of it takes memory.
"""

from __future__ import annotations

import logging
import os
import platform
import stat
import threading
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from struct import Struct
from types import TracebackType
from typing import Final, Self

from scu import __version__
from scu.capture.blanking import Mask
from scu.capture.packets import ACK, FIN, MOST, PSH, RST, SYN, Flow
from scu.dimse.tap import Connection, Tap
from scu.errors import FileProblem, UsageError

log = logging.getLogger(__name__)

_SECTION, _INTERFACE, _PACKET = 0x0A0D0D0A, 1, 6
_COMMENT, _SYSTEM, _PROGRAM = 1, 3, 4
_NAME, _RESOLUTION, _FLAGS = 2, 9, 2
_RAW_IP: Final = 101
_NANOSECONDS: Final = b"\x09"
_INBOUND, _OUTBOUND = 1, 2
_UNKNOWN_LENGTH: Final = (1 << 64) - 1
_MADE_BY: Final = (
    "Made by scu from what its sockets sent and received. The bytes in the TCP segments, the addresses, the ports and "
    "the times are true; handshakes, segments, sequence numbers and acknowledgements are made up."
)
_block = Struct("<LL")
_length = Struct("<L")
_section = Struct("<LHHQ")
_interface = Struct("<HHL")
_packet = Struct("<LLLLL")
_option = Struct("<HH")


def _written(kind: int, *parts: bytes) -> bytes:
    """A block: its parts, each filled up to 32 bits, between its lengths."""
    body = b"".join(part + bytes(-len(part) % 4) for part in parts)
    length = len(body) + _block.size + _length.size
    return b"".join((_block.pack(kind, length), body, _length.pack(length)))


def _options(*options: tuple[int, bytes]) -> bytes:
    parts = [_option.pack(code, len(value)) + value + bytes(-len(value) % 4) for code, value in options]
    return b"".join(parts) + _option.pack(0, 0)


def _beginning(*, redacted: bool) -> bytes:
    comment = _MADE_BY + (" Data sets are blanked." if redacted else " It holds patients' data.")
    section = _options(
        (_COMMENT, comment.encode()),
        (_SYSTEM, platform.platform().encode()),
        (_PROGRAM, f"scu {__version__}".encode()),
    )
    interface = _options((_NAME, b"scu"), (_RESOLUTION, _NANOSECONDS))
    return _written(_SECTION, _section.pack(0x1A2B3C4D, 1, 0, _UNKNOWN_LENGTH), section) + _written(
        _INTERFACE, _interface.pack(_RAW_IP, 0, 0), interface
    )


class Pcap:
    """A context manager around the file; what it cannot write is told once, and does not end the run.

    Args:
        redacted: whether data sets are blanked.

    Raises:
        UsageError: the file is there already.
        FileProblem: it cannot be written.
    """

    def __init__(self, file: Path, *, redacted: bool = False) -> None:
        self._path = file
        self._redacted = redacted
        self._lock = threading.Lock()
        self._is_empty = True
        self._file: int | None = _opened(file)
        self._write(_beginning(redacted=redacted))

    def tap(self, number: int, connection: Connection) -> Tap:
        """The tap of a connection."""
        return _Packets(self, number, connection, redacted=self._redacted)

    def add(self, packets: Sequence[bytes], *, sent: bool, comment: str = "") -> None:
        """Write packets of one end, with the time of now; a comment goes with the first."""
        flags = (_FLAGS, _length.pack(_OUTBOUND if sent else _INBOUND))
        with self._lock:
            self._is_empty = False
            now = time.time_ns()
            for packet in packets:
                options = _options(*([(_COMMENT, comment.encode())] if comment else []), flags)
                comment = ""
                header = _packet.pack(0, now >> 32, now & 0xFFFFFFFF, len(packet), len(packet))
                self._write(_written(_PACKET, header, packet, options))

    def _write(self, block: bytes) -> None:
        if self._file is None:
            return
        try:
            left = memoryview(block)
            while left:
                left = left[os.write(self._file, left) :]
        except OSError as error:
            os.close(self._file)
            self._file = None
            log.warning("the capture ends here, as %s cannot be written: %s", self._path, error.strerror or error)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it; with nothing in it there is no file."""
        with self._lock:
            if self._file is None:
                return
            is_ours = stat.S_ISREG(os.fstat(self._file).st_mode)
            os.close(self._file)
            self._file = None
        if self._is_empty and is_ours:
            with suppress(OSError):
                os.unlink(self._path)
            if not isinstance(error, UsageError):
                log.warning("nothing went over the wire, and so %s is not written", self._path)


def _opened(path: Path) -> int:
    """A new file for its owner alone; or what is there and is no file, such as a pipe to Wireshark."""
    try:
        with suppress(FileNotFoundError):
            if not stat.S_ISREG(os.stat(path).st_mode):
                return os.open(path, os.O_WRONLY | os.O_CLOEXEC)
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except FileExistsError:
        raise UsageError(f"{path} is there already", remedy="name another file, or take that one away") from None
    except OSError as error:
        raise FileProblem(f"{path} cannot be written: {error.strerror or error}") from error


class _Packets:
    """The packets of one connection."""

    def __init__(self, pcap: Pcap, number: int, connection: Connection, *, redacted: bool) -> None:
        self._pcap = pcap
        self._flow = Flow(connection.local, connection.remote)
        syntaxes: dict[int, str] = {}
        self._ours, self._theirs = (Mask(syntaxes, data_sets=redacted) for _ in range(2))
        self._theirs_ended = False
        we_call = not connection.accepted
        under = f", under {connection.tls}: in the clear here" if connection.tls else ""
        self._add(we_call, SYN, comment=f"scu: connection {number}{under}")
        self._add(not we_call, SYN | ACK)
        self._add(we_call, ACK)

    def sent(self, buffers: Sequence[bytes | memoryview]) -> None:
        self._stream(True, self._ours.blank(buffers))

    def received(self, data: memoryview) -> None:
        if data:
            self._stream(False, self._theirs.blank([data]))
        elif not self._theirs_ended:
            self._theirs_ended = True
            self._add(False, FIN | ACK)
            self._add(True, ACK)

    def closed(self, error: OSError | None) -> None:
        if error is not None:
            self._add(False, RST | ACK, comment=f"scu: the connection is lost: {error.strerror or error}")
            return
        self._add(True, FIN | ACK)
        self._add(False, ACK)

    def _stream(self, sent: bool, pieces: Iterable[bytes]) -> None:
        """A packet for each PDU, or what of it came at a time; more for a long one."""
        cut = (piece[at : at + MOST] for piece in pieces for at in range(0, len(piece), MOST))
        self._pcap.add([self._flow.packet(sent, PSH | ACK, payload) for payload in cut], sent=sent)

    def _add(self, sent: bool, flags: int, *, comment: str = "") -> None:
        self._pcap.add([self._flow.packet(sent, flags)], sent=sent, comment=comment)
