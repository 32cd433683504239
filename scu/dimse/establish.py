"""From an address, or a socket that was accepted, to an association that stands (PS3.8 7.1)."""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import ExitStack, suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from scu.dimse import acceptance, negotiation, pdu, rejection
from scu.dimse.association import Association
from scu.dimse.contexts import Proposal
from scu.dimse.dial import dial
from scu.dimse.negotiation import CONTEXT_RESULTS, Agreement
from scu.dimse.network import Network
from scu.dimse.patience import Patience
from scu.dimse.refusals import NoRoom, NotForUs
from scu.dimse.upper_layer import aborted, nonsense, read_pdu, send_abort
from scu.dimse.wire import HungUp, Wire
from scu.errors import Aborted, AssociationError, ScuError, TimedOut, TLSFailure
from scu.implementation import is_uid
from scu.results import Peer, Timing

if TYPE_CHECKING:
    from pynetdicom.pdu_primitives import A_ASSOCIATE

    from scu.dimse.identity import UserIdentity

log = logging.getLogger(__name__)

Associate: TypeAlias = Callable[[Sequence[Proposal]], Association]

_STRANGERS: Final = "it hangs up on those whose AE title or address it does not know, and does not say so"
_TLS: Final = "which look like TLS"  # what `pdu` says of such bytes
_PROBE: Final = 3.0
_LEAST: Final = 0.01


def connect(peer: Peer, proposals: Sequence[Proposal], network: Network) -> Association:
    """Connect to a peer and associate.

    Raises:
        UsageError, FileProblem: the TLS settings cannot be met; nothing was sent.
        Unresolved, Refused, TimedOut, Unreachable: no connection.
        TLSFailure: no TLS on it.
        Rejected, Aborted: no association.
    """
    request, encoded = _request(peer, tuple(proposals), network.max_pdu_length, network.identity, network.window)
    patience = Patience(network.total_timeout)
    patience.doing = f"connecting to {peer.host} port {peer.port}"
    secure = _requestor_tls(network, patience)
    dialled = time.monotonic()
    sock = _dial(peer, network, patience)
    connected = time.monotonic()
    with ExitStack() as cleanup:
        cleanup.callback(sock.close)
        wire = _wire(sock, secure, network, accepted=False)
        cleanup.callback(wire.close)
        wire.began_at(dialled)
        wire.doing = "waiting for the answer to the association request"
        try:
            with wire.within(network.acse_timeout):
                with suppress(Aborted):  # a peer that has hung up may have said why, which is still to be read
                    wire.send([encoded])
                agreement = _answer(wire, request, peer, network)
        except Aborted as error:
            if network.tls is None and not wire.heard and _needs_tls(peer, network, patience):
                raise _unexpected_tls("CLIENT") from error
            if isinstance(error, HungUp) and not wire.heard:
                error.cause = f"{_STRANGERS}; or {error.cause}"
            raise
        _show(agreement, [proposal.transfer_syntaxes for proposal in proposals], network)
        cleanup.pop_all()
    association = Association(wire, peer, agreement, network)
    association.timing = Timing(connected - dialled, time.monotonic() - connected)
    association.began = dialled
    _tell(association)
    return association


def connecting(peer: Peer, network: Network, tell: Callable[[Association], None]) -> Associate:
    """Return what makes an association with the presentation contexts that it is given, and tells of it."""

    def associate(proposals: Sequence[Proposal]) -> Association:
        association = connect(peer, proposals, network)
        tell(association)
        return association

    return associate


@lru_cache(1)
def _request(
    peer: Peer, proposals: tuple[Proposal, ...], max_pdu_length: int, identity: UserIdentity | None, window: int
) -> tuple[negotiation.Request, bytes]:
    """The request and its bytes; the associations of one command ask for the same, with 128 contexts in 40 ms."""
    request = negotiation.Request(peer, proposals, max_pdu_length, identity, window)
    return request, request.encode()


def _tell(association: Association) -> None:
    peer, said = association.peer, association.negotiated
    log.info(
        "associated as %s with %s at %s port %d: %s, %d of %d presentation contexts accepted, PDUs of up to %d bytes",
        peer.calling_ae_title,
        peer.called_ae_title,
        said.address,
        peer.port,
        said.implementation_version or said.implementation_class_uid or "an implementation that does not say what",
        said.accepted_contexts,
        said.proposed_contexts,
        said.max_pdu_length,
    )


def _dial(peer: Peer, network: Network, patience: Patience) -> socket.socket:
    timeout, version, until = network.connect_timeout, network.ip_version, patience.deadline
    try:
        if network.proxy:
            from scu.dimse.proxy import dial_through

            return dial_through(network.proxy, peer.host, peer.port, timeout=timeout, ip_version=version, until=until)
        return dial(peer.host, peer.port, timeout=timeout, ip_version=version, until=until)
    except AssociationError:
        patience.check_deadline()
        raise


def _needs_tls(peer: Peer, network: Network, patience: Patience) -> bool:
    """Whether TLS is what a server wants that hung up on our request without a word, as most do then."""
    from scu.dimse.tls.probe import speaks_tls

    try:
        return speaks_tls(_dial(peer, network, patience), timeout=min(network.acse_timeout, _PROBE, patience.left))
    except AssociationError as error:
        log.debug("no second connection: %s", error.message)
        return False


def _unexpected_tls(side: Literal["CLIENT", "SERVER"]) -> TLSFailure:
    from scu.dimse.tls.failures import Side, unexpected

    return unexpected(Side[side])


def _answer(wire: Wire, request: negotiation.Request, peer: Peer, network: Network) -> Agreement:
    try:
        kind, body = read_pdu(wire, network.max_pdu_length)
        if kind == pdu.ASSOCIATE_RJ:
            raise rejection.rejected(bytes(body), peer)
        if kind == pdu.ABORT:
            raise aborted(body, wire.doing)
        if kind != pdu.ASSOCIATE_AC:
            raise pdu.MalformedPDU(f"a PDU of type {kind:02X} has no place here", 2)
        return request.agree(_whole(kind, body))
    except pdu.MalformedPDU as error:
        raise _senseless(wire, error, "CLIENT") from error


def _senseless(wire: Wire, error: pdu.MalformedPDU, side: Literal["CLIENT", "SERVER"]) -> ScuError:
    """Abort for what makes no sense, and return the error to raise: another one for TLS that nobody expected."""
    if _TLS in str(error):
        return _unexpected_tls(side)
    send_abort(wire, 2, error.reason)
    return nonsense(str(error), wire.doing)


def accept(
    sock: socket.socket,
    ae_title: str,
    supported: Callable[[str], bool],
    network: Network,
    secure: Secure | None = None,
    roles: Collection[str] = (),
    seat: Callable[[], bool] = lambda: True,
) -> Association:
    """Answer the association request that comes on a socket, and is to be there within the ACSE time-out.

    Args:
        ae_title: what we must be called, or the request is rejected.
        supported: whether we take an abstract syntax.
        secure: what `acceptor_tls` gave, for a listener with TLS.
        roles: the SOP classes whose SCP the requestor may be.
        seat: whether there is room for one more association; asked once, when all else is well.

    Raises:
        TLSFailure, Aborted, TimedOut: no request, or none that makes sense.
        NotForUs, NoRoom: it was rejected.
    """
    with ExitStack() as cleanup:
        cleanup.callback(sock.close)
        began = time.monotonic()
        wire = _wire(sock, secure, network, accepted=True)
        cleanup.callback(wire.close)
        wire.ignore_interrupts()
        host = wire.peer_address
        wire.doing = f"waiting for an association request from {host}"
        # What the TLS handshake took is part of it.
        with wire.within(max(_LEAST, round(network.acse_timeout - (time.monotonic() - began), 2))):
            request = _read_request(wire, network)
        wire.pace = network.acse_timeout
        called = request.called_ae_title.strip()
        calling = request.calling_ae_title.strip()
        if called != ae_title:
            wire.send([rejection.reject(1, 1, 7)])
            wire.hang_up()
            raise NotForUs(calling, host, called, ae_title)
        if not seat():
            wire.send([rejection.reject(2, 3, 2)])
            wire.hang_up()
            raise NoRoom(calling, host)
        answer, agreement = acceptance.accept(request, supported, network.max_pdu_length, network.preferred, roles)
        wire.send([answer])
        proposed = [context.transfer_syntax for context in request.presentation_context_definition_list]
        _show(agreement, proposed, network)
        cleanup.pop_all()
    return Association(wire, Peer(host, wire.peer_port, called, calling), agreement, network)


def _read_request(wire: Wire, network: Network) -> A_ASSOCIATE:
    try:
        kind, body = read_pdu(wire, network.max_pdu_length)
        if kind != pdu.ASSOCIATE_RQ:
            raise pdu.MalformedPDU(f"a PDU of type {kind:02X} has no place here", 2)
        return acceptance.decode_request(_whole(kind, body))
    except pdu.MalformedPDU as error:
        raise _senseless(wire, error, "SERVER") from error


def _show(agreement: Agreement, proposed: Iterable[Sequence[str]], network: Network) -> None:
    """Tell of the presentation contexts, in the order of their proposals."""
    level = logging.INFO if network.show_contexts else logging.DEBUG
    if not log.isEnabledFor(level):
        return
    for context, syntaxes in zip(agreement.contexts.values(), proposed, strict=True):
        answer = CONTEXT_RESULTS.get(context.result, f"result {context.result}")
        if context.accepted:
            answer = f"accepted with {_named(context.transfer_syntax)}" + (", as SCP" if context.as_scp else "")
        names = ", ".join(map(_named, syntaxes))
        log.log(
            level,
            "presentation context %d: %s, proposed with %s: %s",
            context.id,
            _named(context.abstract_syntax),
            names,
            answer,
        )


def _named(uid: str) -> str:
    """A UID's name; a stranger's may be none, which pydicom would warn of."""
    from pydicom.uid import UID

    return UID(uid).name if is_uid(uid) else uid


def _wire(sock: socket.socket, secure: Secure | None, network: Network, *, accepted: bool) -> Wire:
    wire = secure(sock) if secure else Wire(sock, _capacity(network), total=network.total_timeout)
    if network.tap is not None:
        wire.tap = network.tap(wire.connection(accepted=accepted))
    return wire


def _whole(kind: int, body: memoryview) -> bytes:
    return bytes((kind, 0)) + len(body).to_bytes(4, "big") + bytes(body)


def _capacity(network: Network) -> int:
    """Room for two of the largest PDUs: a short remainder is moved to the front once a buffer, not once a PDU."""
    return 2 * max(network.max_pdu_length, pdu.MAX_ASSOCIATE_LENGTH) + pdu.HEADER_LENGTH


Secure = Callable[[socket.socket], Wire]


def _requestor_tls(network: Network, patience: Patience) -> Secure | None:
    """What makes a TLS wire of a connected socket; keys and certificates are read, and wrong ones found, here."""
    if network.tls is None:
        return None
    from scu.dimse.tls.failures import Side
    from scu.dimse.tls.handshake import wrap_client
    from scu.dimse.tls.settings import client_context
    from scu.dimse.tls.wire import TLSWire

    settings, context = network.tls, client_context(network.tls)

    def secure(sock: socket.socket) -> Wire:
        try:
            tls = wrap_client(sock, context, settings, timeout=min(network.acse_timeout, patience.left))
        except TimedOut:
            patience.check_deadline()
            raise
        return TLSWire(tls, _capacity(network), settings, Side.CLIENT, total=network.total_timeout)

    return secure


def acceptor_tls(network: Network) -> Secure | None:
    """The same for sockets that are accepted.

    Raises:
        UsageError, FileProblem: the settings cannot be met.
    """
    if network.tls is None:
        return None
    from scu.dimse.tls.failures import Side
    from scu.dimse.tls.handshake import wrap_server
    from scu.dimse.tls.settings import server_context
    from scu.dimse.tls.wire import TLSWire

    settings, context = network.tls, server_context(network.tls)

    def secure(sock: socket.socket) -> Wire:
        tls = wrap_server(sock, context, settings, timeout=network.acse_timeout)
        return TLSWire(tls, _capacity(network), settings, Side.SERVER, total=network.total_timeout)

    return secure
