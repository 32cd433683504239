"""A connection through a proxy: HTTP CONNECT (RFC 9110 9.3.6) or SOCKS5 (RFC 1928, users by RFC 1929).

By hand, as it is little: one time limit for all that is said, however slowly; an answer may come in pieces; and each
way to fail has its own words. It is the proxy that resolves the host's name.
"""

from __future__ import annotations

import base64
import ipaddress
import math
import os
import re
import select
import socket
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from scu.dimse import confided, interrupts
from scu.dimse.dial import dial
from scu.errors import AssociationError, Refused, TimedOut, Unreachable, Unresolved, UsageError

USER, PASSWORD = "SCU_PROXY_USER", "SCU_PROXY_PASSWORD"

_LONGEST_ANSWER: Final = 16 * 1024
_LONGEST_REASON: Final = 200
_LONGEST_FIELD: Final = 255
_SOCKS, _AUTHENTICATION, _CONNECT = 5, 1, 1
_NO_USER, _BY_PASSWORD = 0, 2
_IPV4, _NAME, _IPV6 = 1, 3, 4
_REFUSED: Final = 5
_REPLIES: Final = {
    1: "general failure",
    2: "not allowed by its rules",
    3: "network unreachable",
    4: "host unreachable",
    _REFUSED: "connection refused",
    6: "time to live expired",
    7: "command not supported",
    8: "address type not supported",
}

_PLAIN: Final = re.compile(
    r"(?P<scheme>\w+://)?(?P<user>.*@)?(?P<rest>(?:[\w.-]*|\[[\da-f:.]*\])(?::\d*)?/?)",
    re.IGNORECASE | re.DOTALL | re.ASCII,
)


def without_user(url: str) -> str:
    """A URL, or what was meant as one, without the user and the password that may stand in it, however misspelled."""
    if (plain := _PLAIN.fullmatch(url)) is None:
        return "…"
    return f"{plain['scheme'] or ''}{'…@' if plain['user'] else ''}{plain['rest']}"


@dataclass(frozen=True, slots=True)
class _User:
    """Who we are to the proxy, by the environment, where others on this machine cannot read it."""

    name: bytes = b""
    password: bytes = field(default=b"", repr=False)

    @classmethod
    def of_environment(cls) -> _User:
        return cls(os.fsencode(os.environ.get(USER, "")), os.fsencode(os.environ.get(PASSWORD, "")))


def dial_through(
    url: str, host: str, port: int, *, timeout: float, ip_version: int = 0, until: float = math.inf
) -> socket.socket:
    """A connection to a host through the proxy at `url`.

    User and password for the proxy come from the environment, SCU_PROXY_USER and SCU_PROXY_PASSWORD.

    Args:
        timeout: seconds to connect to each of the proxy's addresses, and then for what it does.
        ip_version: of the way to the proxy.
        until: when to give it all up, by the monotonic clock.

    Raises:
        UsageError: the user or password is none for this kind of proxy.
        Unresolved, Refused, TimedOut, Unreachable: the proxy is not there, or says no.
    """
    address, name, user = urlsplit(url), _name_for_proxy(host), _User.of_environment()
    _check(user, address.scheme)
    try:
        sock = dial(address.hostname or "", address.port or 0, timeout=timeout, ip_version=ip_version, until=until)
    except AssociationError as error:
        raise type(error)(
            f"the proxy cannot be reached: {error.message}",
            comment=error.comment,
            cause="a wrong address or port of the proxy, or it does not run",
            remedy="check --proxy or SCU_PROXY; then ask the network's administrator",
        ) from error
    with ExitStack() as cleanup:
        cleanup.callback(sock.close)
        where = f"the proxy {address.hostname} port {address.port}"
        proxy = _Proxy(sock, where, f"{host} port {port}", user, min(until, time.monotonic() + timeout))
        try:
            _WAYS[address.scheme](proxy, name, port)
        except TimeoutError as error:
            raise TimedOut(
                f"{where} did not connect us to {host} port {port} within {timeout:g} s",
                cause="the proxy cannot reach the server, or is no proxy of this kind",
                remedy="check host and port; then ask the network's administrator",
            ) from error
        except OSError as error:
            raise proxy.no("it closed the connection in the middle", cause="it is no proxy of this kind") from error
        cleanup.pop_all()
    return sock


def _name_for_proxy(host: str) -> str:
    """The name as it goes over the wire."""
    try:
        name = host.encode("idna").decode()
    except UnicodeError as error:
        raise Unresolved(f"{host!r} is no host name", comment=str(error), remedy="check the name") from error
    if not name.isprintable() or " " in name or len(name) > _LONGEST_FIELD:
        raise Unresolved(f"{host!r} is no host name", remedy="check the name")
    return name


def _check(user: _User, scheme: str) -> None:
    if scheme == "http" and (b":" in user.name or any(part < 0x20 for part in user.name + user.password)):
        raise UsageError(f"{USER} may hold no colon, and neither it nor {PASSWORD} a control character")
    if scheme == "socks5" and max(len(user.name), len(user.password)) > _LONGEST_FIELD:
        raise UsageError(f"{USER} and {PASSWORD} may each have {_LONGEST_FIELD} bytes with a SOCKS proxy")


@dataclass(frozen=True, slots=True)
class _Proxy:
    """A connection to a proxy that has to be done with at `limit`, by the monotonic clock."""

    sock: socket.socket
    where: str
    target: str
    user: _User
    limit: float

    def send(self, data: bytes) -> None:
        self._set_timeout()
        self.sock.sendall(data)

    def take(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            self._set_timeout()
            if not interrupts.wait(self.sock, select.POLLIN, self.limit - time.monotonic()):
                raise TimeoutError
            piece = self.sock.recv(count - len(data))
            if not piece:
                raise ConnectionResetError
            data += piece
        return data

    def _set_timeout(self) -> None:
        left = self.limit - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self.sock.settimeout(left)

    def no(
        self,
        said: str,
        *,
        cause: str = "it may not, or it cannot reach that address",
        remedy: str = "check host and port; then ask the proxy's administrator",
        kind: type[AssociationError] = Unreachable,
    ) -> AssociationError:
        return kind(f"{self.where} does not connect us to {self.target}", comment=said, cause=cause, remedy=remedy)

    def no_user(self, said: str) -> AssociationError:
        return self.no(
            said,
            cause="it does not know this user, or the password is wrong" if self.user.name else "it wants a user",
            remedy=f"ask the proxy's administrator; user and password go into {USER} and {PASSWORD}",
        )

    def no_proxy(self, said: bytes, kind: str) -> AssociationError:
        return self.no(
            f"it answered {said[:40].decode('ascii', 'backslashreplace')!r}",
            cause=f"it is no {kind} proxy",
            remedy="check the kind, host and port of --proxy or SCU_PROXY",
        )


def _by_http(proxy: _Proxy, name: str, port: int) -> None:
    authority = f"[{name}]:{port}" if ":" in name else f"{name}:{port}"
    request = f"CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\n".encode()
    if proxy.user.name:
        credentials = base64.b64encode(proxy.user.name + b":" + proxy.user.password)
        confided.remember(credentials, proxy.user.password)
        request += b"Proxy-Authorization: Basic " + credentials + b"\r\n"
    proxy.send(request + b"\r\n")
    answer = proxy.take(len(b"HTTP/"))
    if answer != b"HTTP/":
        raise proxy.no_proxy(answer, "HTTP")
    # Byte by byte: what follows the empty line is the server's.
    while not answer.endswith((b"\r\n\r\n", b"\n\n")):
        if len(answer) > _LONGEST_ANSWER:
            raise proxy.no("an answer without end", cause="it is no HTTP proxy")
        answer += proxy.take(1)
    first = answer.splitlines()[0]
    status = first.partition(b" ")[2][:_LONGEST_REASON].decode("ascii", "backslashreplace").strip()
    status = confided.hidden(status)
    code = status.partition(" ")[0]
    if code == "407":
        raise proxy.no_user(status)
    if len(code) != 3 or not (code.isdigit() and code.startswith("2")):
        raise proxy.no(status)


def _by_socks(proxy: _Proxy, name: str, port: int) -> None:
    methods = bytes((_NO_USER, _BY_PASSWORD)) if proxy.user.name else bytes((_NO_USER,))
    proxy.send(bytes((_SOCKS, len(methods))) + methods)
    answer = proxy.take(2)
    if answer[0] != _SOCKS:
        raise proxy.no_proxy(answer, "SOCKS5")
    if answer[1] not in methods:
        raise proxy.no_user("it takes none of the ways to say who we are")
    if answer[1] == _BY_PASSWORD:
        fields = (proxy.user.name, proxy.user.password)
        proxy.send(bytes((_AUTHENTICATION,)) + b"".join(bytes((len(each),)) + each for each in fields))
        if proxy.take(2)[1] != 0:
            raise proxy.no_user("the user or the password is refused")
    proxy.send(bytes((_SOCKS, _CONNECT, 0)) + _socks_address(name) + port.to_bytes(2, "big"))
    answer = proxy.take(4)
    if answer[0] != _SOCKS:
        raise proxy.no_proxy(answer, "SOCKS5")
    if answer[1]:
        kind = Refused if answer[1] == _REFUSED else Unreachable
        raise proxy.no(_REPLIES.get(answer[1], f"reply {answer[1]}"), kind=kind)
    lengths = {_IPV4: 4, _IPV6: 16}
    if answer[3] not in (*lengths, _NAME):
        raise proxy.no_proxy(answer, "SOCKS5")
    proxy.take((lengths.get(answer[3]) or proxy.take(1)[0]) + 2)  # its own address and port, of no use to us


def _socks_address(name: str) -> bytes:
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return bytes((_NAME, len(name))) + name.encode()
    return bytes((_IPV4 if address.version == 4 else _IPV6,)) + address.packed


_WAYS: Final[dict[str, Callable[[_Proxy, str, int], None]]] = {"http": _by_http, "socks5": _by_socks}
SCHEMES: Final = tuple(_WAYS)
