"""From a host name to a connected socket, trying each of its addresses."""

from __future__ import annotations

import errno
import os
import select
import socket
from typing import Final

from scu.errors import AssociationError, Refused, TimedOut, Unreachable, Unresolved
from scu.explanations import connections

_FAILURES: Final[dict[int, tuple[type[AssociationError], str]]] = {
    errno.ECONNREFUSED: (Refused, "refused the connection"),
    errno.ETIMEDOUT: (TimedOut, "did not answer within {limit}"),
}
_FAMILIES: Final = {0: socket.AF_UNSPEC, 4: socket.AF_INET, 6: socket.AF_INET6}


def dial(host: str, port: int, *, timeout: float, ip_version: int = 0) -> socket.socket:
    """A connection to the first address of the host that takes one.

    Args:
        timeout: seconds for each address. The resolver has limits of its own.
        ip_version: 4 or 6, or 0 for both in the order that the resolver gives.

    Raises:
        Unresolved, Refused, TimedOut, Unreachable: by what the last address said; the comment has them all.
    """
    failures: list[tuple[str, int]] = []
    for family, address in _resolve(host, port, ip_version):
        try:
            sock = socket.socket(family, socket.SOCK_STREAM)
        except OSError as error:  # an address of a version that this machine does not have
            failures.append((str(address[0]), error.errno or errno.EAFNOSUPPORT))
            continue
        code = _connect(sock, address, timeout)
        if code == 0:
            return sock
        sock.close()
        failures.append((str(address[0]), code))
    raise _unconnected(host, port, timeout, failures)


def _resolve(host: str, port: int, ip_version: int) -> list[tuple[int, tuple[str | int | bytes, ...]]]:
    try:
        found = socket.getaddrinfo(host, port, _FAMILIES[ip_version], socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        version = f"IPv{ip_version} " if ip_version else ""
        raise Unresolved(
            f"the host {host!r} has no {version}address",
            comment=getattr(error, "strerror", "") or str(error),
            cause=connections.UNRESOLVED.cause,
            remedy=connections.UNRESOLVED.remedy,
        ) from error
    return list(dict.fromkeys((int(family), tuple(address)) for family, _, _, _, address in found))


def _connect(sock: socket.socket, address: tuple[str | int | bytes, ...], timeout: float) -> int:
    """Connect within so many seconds; the error number, 0 when connected."""
    sock.setblocking(False)
    code = sock.connect_ex(address)
    if code not in (errno.EINPROGRESS, errno.EWOULDBLOCK):
        return code
    poll = select.poll()
    poll.register(sock, select.POLLOUT)
    if not poll.poll(timeout * 1000):
        return errno.ETIMEDOUT
    return sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)


def _unconnected(host: str, port: int, timeout: float, failures: list[tuple[str, int]]) -> AssociationError:
    code = failures[-1][1]
    tried = [address for address, _ in failures]
    where = f"{host} port {port}" if tried == [host] else f"{host} ({', '.join(tried)}) port {port}"
    comment = ""
    if len({code for _, code in failures}) > 1:
        comment = "; ".join(f"{address}: {os.strerror(code)}" for address, code in failures)
    why = connections.connecting(code)
    kind, message = _FAILURES.get(code, (Unreachable, "cannot be reached: {reason}"))
    said = message.format(limit=f"{timeout:g} s", reason=os.strerror(code))
    return kind(f"{where} {said}", comment=comment, cause=why.cause, remedy=why.remedy)
