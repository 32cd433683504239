"""From the name to a TCP connection: every address is tried."""

from __future__ import annotations

import errno
import ipaddress
import time
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from scu.diagnosis import Finding, Problem, Stage
from scu.dimse.dial import attempt, resolve, unconnected
from scu.doctor.case import Case
from scu.doctor.findings import failed, not_tried, ok, problem, warning
from scu.explanations import Who, connections

SLOW: Final = 1.0
_WORDS: Final = {errno.ECONNREFUSED: "refused", errno.ETIMEDOUT: "filtered (no answer)"}
_MILLISECONDS: Final = 1000


def look_up(case: Case) -> Finding:
    """Which addresses the host has."""
    peer, network = case.facts.peer, case.network
    if network.proxy:
        return not_tried(Stage.NAME, "the proxy looks the name up")
    began = time.monotonic()
    case.addresses = resolve(peer.host, peer.port, network.ip_version, timeout=network.connect_timeout)
    seconds = time.monotonic() - began
    names = [str(address[0]) for _, address in case.addresses]
    for name in names:
        case.hide(name)
    if _is_address(peer.host):
        return ok(Stage.NAME, f"{peer.host} is an address itself", addresses=names)
    summary = f"{peer.host} is {', '.join(names)}"
    if seconds > SLOW:
        slow = Problem(
            f"the look-up of {peer.host} took {seconds:.1f} s",
            "a name server that does not answer, before one that does",
            "ask the network administrator to look at this machine's name servers, or give the address in its place",
            Who.NETWORK_ADMIN,
            "slow look-up",
        )
        return warning(Stage.NAME, summary, slow, addresses=names)
    return ok(Stage.NAME, summary, addresses=names)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def connect(case: Case) -> Finding:
    """Whether each address takes a connection, and how soon."""
    if case.network.proxy:
        return _through_proxy(case, case.network.proxy)
    peer, limit = case.facts.peer, case.network.connect_timeout
    failures: list[tuple[str, int]] = []
    tried: list[dict[str, object]] = []
    for family, address in case.addresses:
        name, code = str(address[0]), 0
        began = time.monotonic()
        try:
            with attempt(family, address, limit) as sock:
                own = str(sock.getsockname()[0])
        except OSError as error:
            code = error.errno or errno.EAFNOSUPPORT
            failures.append((name, code))
        seconds = time.monotonic() - began
        if not code and case.connected_in is None:
            case.connected_in = seconds
            case.host = name if failures else ""
            case.facts.own_address = own
            case.hide(own)
        said = _said(code, seconds)
        tried.append({"address": name, "outcome": said, "seconds": round(seconds, 6)})
    summary = ", ".join(f"{each['address']} {each['outcome']}" for each in tried)
    if case.connected_in is None:
        why = problem(unconnected(peer.host, peer.port, limit, failures), connections.connecting(failures[-1][1]))
        return replace(failed(Stage.TCP, why, tried=tried), summary=summary)
    if failures:
        return warning(Stage.TCP, summary, _some(case, failures), tried=tried)
    return ok(Stage.TCP, summary, tried=tried)


def _said(code: int, seconds: float) -> str:
    if not code:
        return f"connected in {seconds * _MILLISECONDS:.1f} ms"
    return _WORDS.get(code, "unreachable")


def _some(case: Case, failures: list[tuple[str, int]]) -> Problem:
    why = connections.connecting(failures[0][1])
    names = ", ".join(name for name, _ in failures)
    return Problem(
        f"not all addresses of {case.facts.peer.host} take connections: {names} {_said(failures[0][1], 0)}",
        f"the name has an address where no server is; else {why.cause}",
        "have the address removed from the name server by the network administrator, or give the one that works; "
        "until then connections are slow where a dead address is tried first",
        Who.NETWORK_ADMIN,
        why.code,
    )


def _through_proxy(case: Case, proxy: str) -> Finding:
    case.hide(urlsplit(proxy).hostname or "", "PROXY")
    began = time.monotonic()
    case.dial().close()
    took = (time.monotonic() - began) * _MILLISECONDS
    where = urlsplit(proxy)
    return ok(
        Stage.TCP,
        f"connected in {took:.1f} ms through the proxy {where.hostname} port {where.port}; what lies behind it is its "
        "to know",
        proxy=True,
    )
