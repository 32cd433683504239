"""Whether a server that hung up on plain DICOM speaks TLS: a hello of TLS, on a connection of its own, tells."""

from __future__ import annotations

import logging
import socket
import ssl
from typing import Final

log = logging.getLogger(__name__)

_ALERT_OR_HANDSHAKE: Final = (b"\x15", b"\x16")  # the type of a record (RFC 8446 5.1)


def speaks_tls(sock: socket.socket, *, timeout: float) -> bool:
    """Say hello on a fresh connection, and close it; whether an answer of TLS came, be it a refusal.

    Args:
        timeout: seconds to wait for it.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    outgoing = ssl.MemoryBIO()
    with sock:
        sock.settimeout(timeout)
        try:
            context.wrap_bio(ssl.MemoryBIO(), outgoing).do_handshake()
        except ssl.SSLWantReadError:
            log.debug("trying whether the server speaks TLS")
        try:
            sock.sendall(outgoing.read())
            return sock.recv(1) in _ALERT_OR_HANDSHAKE
        except OSError as error:
            log.debug("no TLS: %s", error)
            return False
