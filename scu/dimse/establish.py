"""From an address, or a socket that was accepted, to an association that stands (PS3.8 7.1)."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack

from scu.dimse import negotiation, pdu
from scu.dimse.association import Association, Network
from scu.dimse.contexts import Proposal
from scu.dimse.dial import dial
from scu.dimse.negotiation import Agreement
from scu.dimse.upper_layer import aborted, nonsense, read_pdu, send_abort
from scu.dimse.wire import Wire
from scu.errors import Aborted
from scu.results import Peer, Timing


def connect(peer: Peer, proposals: Sequence[Proposal], network: Network) -> Association:
    """Connect to a peer and associate.

    Raises:
        Unresolved, Refused, TimedOut, Unreachable: no connection.
        Rejected, Aborted: no association.
    """
    request = negotiation.Request(peer, proposals, network.max_pdu_length)
    encoded = request.encode()
    dialled = time.monotonic()
    sock = dial(peer.host, peer.port, timeout=network.connect_timeout, ip_version=network.ip_version)
    connected = time.monotonic()
    with ExitStack() as cleanup:
        cleanup.callback(sock.close)
        wire = _wire(sock, network)
        wire.doing = "waiting for the answer to the association request"
        wire.send([encoded])
        agreement = _answer(wire, request, peer, network)
        cleanup.pop_all()
    association = Association(wire, peer, agreement, network)
    association.timing = Timing(connected - dialled, time.monotonic() - connected)
    association.began = dialled
    return association


def _answer(wire: Wire, request: negotiation.Request, peer: Peer, network: Network) -> Agreement:
    try:
        kind, body = read_pdu(wire, network.max_pdu_length)
        if kind == pdu.ASSOCIATE_RJ:
            raise negotiation.rejected(bytes(body), peer)
        if kind == pdu.ABORT:
            raise aborted(body, wire.doing)
        if kind != pdu.ASSOCIATE_AC:
            raise pdu.MalformedPDU(f"a PDU of type {kind:02X} has no place here", 2)
        return request.agree(_whole(kind, body))
    except pdu.MalformedPDU as error:
        send_abort(wire, 2, error.reason)
        raise nonsense(str(error), wire.doing) from error


def accept(sock: socket.socket, ae_title: str, supported: Callable[[str], bool], network: Network) -> Association:
    """Answer the association request that comes on a socket.

    Args:
        ae_title: what we must be called, or the request is rejected.
        supported: whether we take an abstract syntax.

    Raises:
        Aborted, TimedOut: no request, or none that makes sense.
        NotForUs: it was rejected.
    """
    host, port = sock.getpeername()[:2]
    with ExitStack() as cleanup:
        cleanup.callback(sock.close)
        wire = _wire(sock, network)
        wire.doing = f"waiting for an association request from {host}"
        try:
            kind, body = read_pdu(wire, network.max_pdu_length)
            if kind != pdu.ASSOCIATE_RQ:
                raise pdu.MalformedPDU(f"a PDU of type {kind:02X} has no place here", 2)
            request = negotiation.decode_request(_whole(kind, body))
        except pdu.MalformedPDU as error:
            send_abort(wire, 2, error.reason)
            raise nonsense(str(error), wire.doing) from error
        called = request.called_ae_title.strip()
        calling = request.calling_ae_title.strip()
        if called != ae_title:
            wire.send([negotiation.reject(1, 1, 7)])
            wire.hang_up()
            raise NotForUs(f"{calling!r} at {host} called {called!r}; we are {ae_title!r}")
        answer, agreement = negotiation.accept(request, supported, network.max_pdu_length)
        wire.send([answer])
        cleanup.pop_all()
    return Association(wire, Peer(host, port, called, calling), agreement, network)


class NotForUs(Aborted):
    """An association request that named another AE title than ours."""


def _whole(kind: int, body: memoryview) -> bytes:
    return bytes((kind, 0)) + len(body).to_bytes(4, "big") + bytes(body)


def _wire(sock: socket.socket, network: Network) -> Wire:
    # Room for two of the largest PDUs: a short remainder is moved to the front once a buffer, not once a PDU.
    capacity = 2 * max(network.max_pdu_length, pdu.MAX_ASSOCIATE_LENGTH) + pdu.HEADER_LENGTH
    wire = Wire(sock, capacity, total=network.total_timeout)
    wire.silence = network.acse_timeout
    return wire
