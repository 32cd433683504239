"""The way back of a C-MOVE, up to the server: is our port free and reachable, and does the server know our AE title?"""

from __future__ import annotations

import errno
import time
from dataclasses import replace
from typing import Final

from scu.diagnosis import Finding, Problem, Stage
from scu.dimse import contexts, services
from scu.dimse.establish import connect
from scu.dimse.network import Network
from scu.dimse.refusals import NotForUs
from scu.dimse.rejection import spelled
from scu.doctor.case import NAME, Case, leaving
from scu.doctor.findings import answered, failed, not_tried, ok, problem, warning
from scu.doctor.services import accepted_model
from scu.doctor.talking import of_nothing
from scu.doctor.visitors import Visitors
from scu.errors import (
    AssociationError,
    ListenProblem,
    Partial,
    PeerFailure,
    Refused,
    ScuError,
    TimedOut,
    TLSFailure,
    Unreachable,
    Unresolved,
    UsageError,
)
from scu.explanations import Explanation, Who, connections, statuses
from scu.results import Peer, Retrieving, Status

LOG: Final = "the server's log of this moment says why"
# What it takes to reach oneself; more is a firewall that drops.
_OWN_PATIENCE: Final = 3.0
_UNABLE: Final = 0xC000
_BY_NUMBER: Final = {errno.EADDRINUSE: connections.IN_USE, errno.EACCES: connections.NOT_ALLOWED}
_UNCONNECTED: Final = (Refused, TimedOut, Unreachable)


def listen(case: Case) -> Finding:
    """Listen, until the examination ends."""
    port = case.facts.port_scp or 0
    try:
        visitors = Visitors(
            port, case.title, bind=case.bind, network=case.network, limits=case.limits, peer_host=case.peer.host
        )
    except (ListenProblem, UsageError, Unresolved) as error:
        return failed(Stage.LISTENING, problem(error, _of_system(error)))
    case.visitors = case.resources.enter_context(visitors)
    if case.bind:
        case.hide(case.bind)
    return ok(
        Stage.LISTENING, f"port {port} is ours, at {case.bind or 'all addresses'}", port=port, bind=case.bind or None
    )


def _of_system(error: ScuError) -> Explanation | None:
    cause = error.__cause__
    return _BY_NUMBER.get(cause.errno or 0) if isinstance(cause, OSError) else None


def reach_ourselves(case: Case) -> Finding:
    """Connect to our port at the address that the server sees of us; a firewall or a wrong --bind shows."""
    address, port, visitors = case.facts.own_address, case.facts.port_scp or 0, case.visitors
    assert visitors is not None  # the check before has made it
    if not address:
        return not_tried(Stage.OWN_ADDRESS, "through a proxy nobody here knows which address the server sees")
    began = time.monotonic()
    network = _to_ourselves(case.network)
    visitors.gatekeeper.let_in(address)
    error: AssociationError | None = None
    try:
        with leaving(connect(Peer(address, port, case.title, case.title), contexts.verification(), network)) as own:
            services.echo(own)
    except AssociationError as failure:
        error = failure
    took = time.monotonic() - began
    visitors.forget()
    if isinstance(error, _UNCONNECTED):
        return _unreachable(case, error)
    remark = f", though not associated with: {error.message}" if error else ""
    summary = f"{address} port {port} can be connected to from here{remark}"
    return replace(ok(Stage.OWN_ADDRESS, summary, address=address, port=port), seconds=took)


def _to_ourselves(network: Network) -> Network:
    tls = replace(network.tls, verify_peer=False, server_name=None) if network.tls else None
    patience = min(network.connect_timeout, _OWN_PATIENCE)
    return replace(network, connect_timeout=patience, acse_timeout=patience, tls=tls, proxy=None, identity=None)


def _unreachable(case: Case, error: AssociationError) -> Finding:
    address, port = case.facts.own_address, case.facts.port_scp
    if case.bind and case.bind != address:
        elsewhere = Problem(
            f"we listen on {case.bind} alone, and the server sees us at {address}",
            "--bind names another address than the one that our route to the server begins at",
            f"leave --bind out, or have the server's entry for {case.title!r} say {case.bind} if it can reach that",
            Who.YOU,
            "bind",
            error.message,
        )
        return warning(Stage.OWN_ADDRESS, elsewhere.message, elsewhere, address=address, port=port)
    blocked = ListenProblem(
        f"our own address {address} port {port} cannot be connected to",
        comment=error.message,
        cause="a firewall on this machine",
        remedy=f"let it take connections to port {port}",
    )
    return failed(Stage.OWN_ADDRESS, Problem.of(blocked, "firewall", Who.YOU), address=address, port=port)


def move_nothing(case: Case) -> Finding:
    """Have nothing moved to us: a server that looks first says whether it knows our AE title."""
    model = accepted_model(case, "move")
    if model is None:
        return not_tried(Stage.MOVE, "the server does not accept C-MOVE")
    asked = of_nothing("move", model)
    with case.associated(contexts.query(asked.sop_class_uid)) as association:
        status = _last([*services.move(association, asked, case.title)])
    details = {"model": model.title, "status": f"{status.code:04X}"}
    said = f"nothing to {case.title!r}: {status.code:04X} {status.meaning}"
    visitors = case.visitors
    assert visitors is not None  # an earlier check has made it
    if status.code == statuses.UNKNOWN_DESTINATION:
        visitors.settle()
        hide_callers(case, visitors)
        if refused := visitors.refusals.kinds:
            return failed(Stage.MOVE, rejected(case, refused[0].address, refused[0].error), **details)
        return failed(Stage.MOVE, unknown(case, status), **details)
    if status.ok and visitors.callers:
        return ok(Stage.MOVE, f"{said}; the server knows our AE title, and connected to our port", **details)
    if status.code == _UNABLE:
        if case.keys:
            return ok(Stage.MOVE, f"{said}, as Orthanc says of any move that matches nothing", **details)
        return warning(Stage.MOVE, said, _unclear(case), **details)
    if not status.ok:
        return failed(Stage.MOVE, answered(statuses.MOVE, status), **details)
    knows = "the server knows our AE title, or does not look before it has something to send (DCMTK's does not)"
    return ok(Stage.MOVE, f"{said}; {knows}", **details)


def _last(results: list[object]) -> Status:
    return [result.status for result in results if isinstance(result, Retrieving)][-1]


def _unclear(case: Case) -> Problem:
    return Problem(
        f"a move of nothing to {case.title!r} failed with {_UNABLE:04X}, which does not say whether it is known",
        "Orthanc answers so whatever matches nothing, and also where it does not know the destination",
        "test it with an object: --move-test KEY, for example --move-test PatientID=…",
        Who.YOU,
        f"{_UNABLE:04X}",
        kind=PeerFailure.kind,
    )


def entry(case: Case) -> str:
    """What the server must have for us, word for word."""
    address = case.bind or case.facts.own_address or "this machine's address"
    return f"{case.title!r} with address {address} and port {case.facts.port_scp}"


def unknown(case: Case, status: Status) -> Problem:
    """The server does not know our AE title as a move destination."""
    why = statuses.explain(statuses.MOVE, statuses.UNKNOWN_DESTINATION)
    error = PeerFailure(
        f"the server does not know {case.title!r} as a move destination: {status.code:04X} {status.meaning}",
        comment=status.comment or "",
        cause=why.cause,
        remedy=f"ask the PACS administrator to register {entry(case)}; `scu get` needs no such entry",
    )
    return problem(error, why)


def hide_callers(case: Case, visitors: Visitors) -> None:
    """Who calls at our port is not to be shown with --redact either."""
    for visit in visitors.visits:
        case.hide(visit.address)
        case.hide(visit.calling_ae_title, NAME)
    for refusal in visitors.refusals.kinds:
        case.hide(refusal.address)
        if isinstance(refusal.error, NotForUs):
            case.hide(refusal.error.calling, NAME)
            case.hide(refusal.error.called, "OTHER-AE")


def rejected(case: Case, host: str, error: ScuError | None) -> Problem:
    """Somebody connected to us, and got no association."""
    port = case.facts.port_scp
    if isinstance(error, NotForUs):
        wrong = Partial(
            f"{host} connected to our port {port}, and was rejected: it called {error.called!r}, and we are "
            f"{case.title!r}",
            comment=f"it called {spelled(error.called)} as {error.calling!r}",
            cause=f"the server's entry that {case.title!r} leads to has the AE title {error.called!r}",
            remedy=f"ask the PACS administrator to register {entry(case)}, or be what it calls with "
            f"--aetitle {error.called!r}",
        )
        return Problem.of(wrong, "rejected 1 1 7", Who.PACS_ADMIN)
    why = error.message if error else "it hung up before it asked for an association"
    broken = Partial(
        f"{host or 'somebody'} connected to our port {port}, and there was no association: {why}",
        comment=error.comment if error else "",
        cause=error.cause if error else "a check whether the port is open, and no more",
        remedy=error.remedy if error and error.remedy else f"ask the PACS administrator: {LOG}",
    )
    code = "tls" if isinstance(error, TLSFailure) else error.kind if error else "no association"
    return Problem.of(broken, code, Who.PACS_ADMIN)
