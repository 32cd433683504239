"""What listens on a port that does not answer as a DICOM server does: asked in other ways, on other connections."""

from __future__ import annotations

import logging
import socket
import time
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from typing import Final

from scu.dimse import contexts, pdu
from scu.dimse.negotiation import Request
from scu.dimse.tls.probe import speaks_tls
from scu.doctor.case import Case
from scu.errors import AssociationError

log = logging.getLogger(__name__)

_PATIENCE: Final = 2.0
_ENOUGH: Final = 512
_SHOWN: Final = 60
_DICOM: Final = (pdu.ASSOCIATE_AC, pdu.ASSOCIATE_RJ, pdu.ABORT)
_HTTP_REQUEST: Final = b"GET / HTTP/1.0\r\n\r\n"
_TLS_RECORDS: Final = range(0x14, 0x18)


class Kind(Enum):
    """What it is."""

    DICOM = "a DICOM server"
    TLS = "a server of TLS"
    WEB = "a web server"
    SSH = "an SSH server"
    MAIL = "a mail or FTP server"
    OTHER = "no DICOM server"
    SILENT = "silent"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Stranger:
    """What answered, and the first line that it said, made printable."""

    kind: Kind
    said: str = ""


def ask(case: Case) -> Stranger:
    """Find out who is there: by an association request, else a hello of TLS, else a request of HTTP."""
    peer = case.peer
    request = Request(peer, contexts.verification(), case.network.max_pdu_length).encode()
    patience = min(_PATIENCE, case.network.acse_timeout)
    first = _exchange(case, request, patience)
    if first:
        return _named(first)
    with suppress(AssociationError):
        if speaks_tls(case.dial(), timeout=patience):
            return Stranger(Kind.TLS)
    if answer := _exchange(case, _HTTP_REQUEST, patience):
        return _named(answer)
    return Stranger(Kind.CLOSED if first is not None else Kind.SILENT)


def _exchange(case: Case, request: bytes, patience: float) -> bytes | None:
    """Say this on a connection of its own, and return the first that comes; empty if it hangs up, None in silence."""
    until = time.monotonic() + patience
    try:
        with case.dial() as sock:
            sock.settimeout(patience)
            sock.sendall(request)
            data = b""
            while len(data) < _ENOUGH and b"\n" not in data and not _is_dicom(data):
                sock.settimeout(max(0.01, until - time.monotonic()))
                try:
                    piece = sock.recv(_ENOUGH)
                except TimeoutError:
                    return data or None
                if not piece:
                    break
                data += piece
            if _is_dicom(data):
                _take_leave(sock)
            return data
    except (OSError, AssociationError) as error:
        log.debug("no answer: %s", error)
        return b""


def _take_leave(sock: socket.socket) -> None:
    with suppress(OSError):  # it may be gone already
        sock.sendall(pdu.abort(0, 0))
        sock.shutdown(socket.SHUT_WR)


def _is_dicom(data: bytes) -> bool:
    return len(data) >= pdu.HEADER_LENGTH and data[0] in _DICOM and data[1:3] == b"\0\0"


def _named(first: bytes) -> Stranger:
    line = _printable(first.partition(b"\n")[0].strip())
    if _is_dicom(first):
        return Stranger(Kind.DICOM)
    if first[0] in _TLS_RECORDS and first[1:2] == b"\x03":
        return Stranger(Kind.TLS)
    if first.startswith((b"HTTP/", b"<htm", b"<HTM", b"<!DO", b"<!do")):
        return Stranger(Kind.WEB, line)
    if first.startswith(b"SSH-"):
        return Stranger(Kind.SSH, line)
    if first.startswith(b"220"):
        return Stranger(Kind.MAIL, line)
    return Stranger(Kind.OTHER, line)


def _printable(data: bytes) -> str:
    shown = "".join(chr(byte) if 0x20 <= byte < 0x7F else f"\\x{byte:02x}" for byte in data[:_SHOWN])
    return f"{shown}…" if len(data) > _SHOWN else shown
