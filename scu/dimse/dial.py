"""From a host name to a connected socket, trying each of its addresses."""

from __future__ import annotations

import errno
import math
import os
import select
import socket
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from typing import Final, TypeAlias

from scu.dimse import interrupts
from scu.errors import AssociationError, Refused, TimedOut, Unreachable, Unresolved

Address: TypeAlias = tuple[str | int | bytes, ...]

_FAILURES: Final[dict[int, tuple[type[AssociationError], str]]] = {
    errno.ECONNREFUSED: (Refused, "refused the connection"),
    errno.ETIMEDOUT: (TimedOut, "did not answer within {limit}"),
}
_FAMILIES: Final = {0: socket.AF_UNSPEC, 4: socket.AF_INET, 6: socket.AF_INET6}


def dial(host: str, port: int, *, timeout: float, ip_version: int = 0, until: float = math.inf) -> socket.socket:
    """A connection to the first address of the host that takes one.

    Args:
        timeout: seconds to look the name up, and for each address.
        ip_version: 4 or 6, or 0 for both in the order that the resolver gives.
        until: when to give it all up, by the monotonic clock.

    Raises:
        Unresolved, Refused, TimedOut, Unreachable: by what the last address said; the comment has them all.
    """
    failures: list[tuple[str, int]] = []
    for family, address in resolve(host, port, ip_version, timeout=_within(timeout, until)):
        try:
            return attempt(family, address, _within(timeout, until))
        except OSError as error:
            failures.append((str(address[0]), error.errno or errno.EAFNOSUPPORT))
        if time.monotonic() >= until:
            break
    raise unconnected(host, port, timeout, failures)


def _within(timeout: float, until: float) -> float:
    return max(0.0, min(timeout, until - time.monotonic()))


def resolve(host: str, port: int, ip_version: int = 0, *, timeout: float = 10.0) -> list[tuple[int, Address]]:
    """The addresses of a host, each with its family, in the order that the resolver gives.

    A name is looked up in a thread, since the resolver can be neither limited nor interrupted.

    Raises:
        Unresolved: it has none.
        TimedOut: it takes the resolver longer than so many seconds.
    """
    if _is_address(host):
        return _look_up(host, port, ip_version)
    found: list[list[tuple[int, Address]] | AssociationError] = []

    def ask() -> None:
        try:
            found.append(_look_up(host, port, ip_version))
        except AssociationError as error:
            found.append(error)

    resolver = threading.Thread(target=ask, name="resolver", daemon=True)
    resolver.start()
    resolver.join(timeout)
    if not found:
        raise TimedOut(
            f"the look-up of {host} gave no answer within {timeout:g} s",
            cause="this machine's name servers cannot be reached, or do not answer",
            remedy="give the address in place of the name; then ask the network administrator",
        )
    if isinstance(found[0], AssociationError):
        raise found[0]
    return found[0]


def _is_address(host: str) -> bool:
    for family in (socket.AF_INET, socket.AF_INET6):
        with suppress(OSError, ValueError):
            socket.inet_pton(family, host.partition("%")[0])
            return True
    return False


def _look_up(host: str, port: int, ip_version: int) -> list[tuple[int, Address]]:
    try:
        found = socket.getaddrinfo(host, port, _FAMILIES[ip_version], socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        from scu.explanations import connections

        version = f"IPv{ip_version} " if ip_version else ""
        raise Unresolved(
            f"the host {host!r} has no {version}address",
            comment=getattr(error, "strerror", "") or str(error),
            cause=connections.UNRESOLVED.cause,
            remedy=connections.UNRESOLVED.remedy,
        ) from error
    return list(dict.fromkeys((int(family), tuple(address)) for family, _, _, _, address in found))


def attempt(family: int, address: Address, timeout: float) -> socket.socket:
    """A connection to one address, within so many seconds.

    Raises:
        OSError: there is none, also where this machine does not have addresses of that version.
    """
    sock = socket.socket(family, socket.SOCK_STREAM)
    with ExitStack() as unconnected_socket:
        unconnected_socket.callback(sock.close)
        if code := _connect(sock, address, timeout):
            raise OSError(code, os.strerror(code))
        unconnected_socket.pop_all()
    return sock


def _connect(sock: socket.socket, address: Address, timeout: float) -> int:
    """Connect within so many seconds; the error number, 0 when connected."""
    sock.setblocking(False)
    code = sock.connect_ex(address)
    if code not in (errno.EINPROGRESS, errno.EWOULDBLOCK):
        return code
    if not interrupts.wait(sock, select.POLLOUT, timeout):
        return errno.ETIMEDOUT
    return sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)


def unconnected(host: str, port: int, timeout: float, failures: Sequence[tuple[str, int]]) -> AssociationError:
    """The error for a host of which no address takes a connection: each with its error number, in order."""
    code = failures[-1][1]
    tried = [address for address, _ in failures]
    where = f"{host} port {port}" if tried == [host] else f"{host} ({', '.join(tried)}) port {port}"
    comment = ""
    if len({code for _, code in failures}) > 1:
        comment = "; ".join(f"{address}: {os.strerror(code)}" for address, code in failures)
    from scu.explanations import connections

    why = connections.connecting(code)
    kind, message = _FAILURES.get(code, (Unreachable, "cannot be reached: {reason}"))
    said = message.format(limit=f"{timeout:g} s", reason=os.strerror(code))
    return kind(f"{where} {said}", comment=comment, cause=why.cause, remedy=why.remedy)
