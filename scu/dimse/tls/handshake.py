"""The TLS handshake of a connected socket, within a time limit.

The first bytes from the other side are looked at before OpenSSL gets them: they tell TLS (RFC 8446 5.1) from plain
DICOM (PS3.8 9.3) and all else, for which OpenSSL's one word is "wrong version number".
"""

from __future__ import annotations

import logging
import select
import socket
import ssl
import time
from contextlib import ExitStack
from typing import Final

from scu.dimse import interrupts
from scu.dimse.tls.failures import Side, closed, failure, not_tls
from scu.dimse.tls.settings import TLSSettings
from scu.errors import TimedOut

log = logging.getLogger(__name__)

_PEEK: Final = 16
_TLS_RECORDS: Final = range(0x14, 0x18)


def wrap_client(
    sock: socket.socket, context: ssl.SSLContext, settings: TLSSettings, *, timeout: float
) -> ssl.SSLSocket:
    """Speak TLS with the server on the other end of a connected socket, which does not block from now on.

    The given socket is used up, and closed if this fails. A server of TLS 1.3 looks at our certificate only after our
    part of the handshake: what it objects to comes with the first read, and `failures.failure` has words for it.

    Args:
        timeout: seconds for the whole handshake.

    Raises:
        TLSFailure: what failed, and who must do what.
        TimedOut: the server says nothing more.
    """
    return _wrap(sock, context, settings, Side.CLIENT, timeout)


def wrap_server(
    sock: socket.socket, context: ssl.SSLContext, settings: TLSSettings, *, timeout: float
) -> ssl.SSLSocket:
    """Speak TLS with the requestor that has connected; all else as with `wrap_client`."""
    return _wrap(sock, context, settings, Side.SERVER, timeout)


def _wrap(
    sock: socket.socket, context: ssl.SSLContext, settings: TLSSettings, side: Side, timeout: float
) -> ssl.SSLSocket:
    sock.setblocking(False)
    with ExitStack() as stack:
        stack.callback(sock.close)  # nothing by then, where it was wrapped
        try:
            tls = context.wrap_socket(
                sock,
                server_side=side is Side.SERVER,
                server_hostname=settings.server_name if side is Side.CLIENT else None,
                do_handshake_on_connect=False,
            )
        except OSError as error:
            raise closed(side, settings, heard=False) from error
        stack.callback(tls.close)
        _handshake(tls, side, settings, timeout)
        stack.pop_all()
    log.debug("%s, %s", tls.version(), tls.cipher())
    return tls


def _handshake(tls: ssl.SSLSocket, side: Side, settings: TLSSettings, timeout: float) -> None:
    limit = time.monotonic() + timeout
    heard = False
    event = select.POLLIN if side is Side.SERVER else 0  # the client speaks first (RFC 8446 2)
    while True:
        if event and not _ready(tls, event, limit, side):
            raise _silent(side, timeout, heard)
        try:
            heard = heard or _hears_tls(tls, side, settings)
            tls.do_handshake()
        except ssl.SSLWantReadError:
            event = select.POLLIN
        except ssl.SSLWantWriteError:
            event = select.POLLOUT
        except (ssl.SSLEOFError, ssl.SSLZeroReturnError) as error:
            raise closed(side, settings, heard=heard) from error
        except ssl.SSLError as error:
            raise failure(error, side, settings) from error
        except OSError as error:
            raise closed(side, settings, heard=heard) from error
        else:
            return


def _ready(tls: ssl.SSLSocket, event: int, limit: float, side: Side) -> bool:
    left = max(0.0, limit - time.monotonic())
    if side is Side.CLIENT:
        return interrupts.wait(tls, event, left)
    poll = select.poll()  # when an acceptor ends is decided elsewhere
    poll.register(tls, event)
    return bool(poll.poll(left * 1000))


def _hears_tls(tls: ssl.SSLSocket, side: Side, settings: TLSSettings) -> bool:
    """Whether anything has come; it stays where it is, for OpenSSL.

    Raises:
        TLSFailure: what has come is not TLS, or is the end.
    """
    try:
        first = socket.socket.recv(tls, _PEEK, socket.MSG_PEEK)  # SSLSocket's own takes no flags
    except BlockingIOError:
        return False
    if not first:
        raise closed(side, settings, heard=False)
    if first[0] not in _TLS_RECORDS or first[1:2] not in (b"", b"\x03"):
        raise not_tls(side, first)
    return True


def _silent(side: Side, timeout: float, heard: bool) -> TimedOut:
    plain = "a DICOM server without TLS takes our hello for the start of something long and waits for the rest of it"
    return TimedOut(
        f"no TLS handshake with {side.peer} within {timeout:g} s",
        cause="it is busy or hangs" if heard or side is Side.SERVER else f"it is busy; or {plain}",
        remedy=f"ask {side.administrator} whether that port speaks TLS" if not heard else "try a longer time-out",
    )
