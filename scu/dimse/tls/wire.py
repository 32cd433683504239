"""A wire under TLS: the same waits and limits, other reads and writes."""

from __future__ import annotations

import socket
import ssl
from contextlib import suppress
from typing import Final

from scu.dimse.tls.failures import Side, failure
from scu.dimse.tls.settings import TLSSettings
from scu.dimse.wire import Wire

# What is joined for one write: TLS sockets have no gathered one, and records are of 16 KB anyway (RFC 8446 5.1).
_JOINED: Final = 64 * 1024


class TLSWire(Wire):
    """See `Wire`. The socket has shaken hands.

    A server of TLS 1.3 says what it has against our certificate only now, with the first read.
    """

    def __init__(
        self, sock: ssl.SSLSocket, capacity: int, settings: TLSSettings, side: Side, *, total: float | None
    ) -> None:
        super().__init__(sock, capacity, total=total)
        self._tls = sock
        self._settings = settings
        self._side = side

    def _receive(self, into: memoryview) -> int:
        try:
            return self._tls.recv_into(into)
        except (ssl.SSLWantReadError, ssl.SSLWantWriteError) as error:
            raise BlockingIOError from error
        except (ssl.SSLZeroReturnError, ssl.SSLEOFError):
            return 0
        except ssl.SSLError as error:
            raise failure(error, self._side, self._settings) from error

    def _transmit(self, batch: list[bytes | memoryview]) -> int:
        """Small pieces as one record; a large one as it is, without a copy."""
        count = size = 0
        while count < len(batch) and (not count or size + len(batch[count]) <= _JOINED):
            size += len(batch[count])
            count += 1
        try:
            return self._tls.send(batch[0] if count == 1 else b"".join(batch[:count]))
        except (ssl.SSLWantReadError, ssl.SSLWantWriteError) as error:
            raise BlockingIOError from error

    def ready(self, seconds: float) -> bool:
        return self._tls.pending() > 0 or super().ready(seconds)

    def hang_up(self) -> None:
        self._notify()
        super().hang_up()

    def shut(self) -> None:
        # SSLSocket's own first forgets the keys, and the other thread would go on in plain text.
        with suppress(OSError):
            socket.socket.shutdown(self._tls, socket.SHUT_RDWR)

    @property
    def security(self) -> str:
        cipher = self._tls.cipher()
        return f"{self._tls.version()} {cipher[0]}" if cipher else ""

    def close(self) -> None:
        self._untap(None)
        self._notify()
        self._tls.close()

    def _notify(self) -> None:
        """Tell the end from a cut by a close_notify (RFC 8446 6.1); the answer to it is not waited for."""
        with suppress(OSError, ValueError):
            self._tls.unwrap()
