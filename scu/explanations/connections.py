"""Why there is no connection, or no more: names, sockets, time-outs."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from typing import Final

from scu.explanations import Explanation, Who

_ABOUT: Final = ("connection",)
# DCMTK does not tell an abort from a connection that was closed.
_DCMTK: Final = "peer aborted association (or never connected)"

UNRESOLVED: Final = Explanation(
    "unresolved",
    "the host name has no address",
    ("a typing error", "a name that this machine's DNS does not know: it is of another network, or needs its domain"),
    "check the name, or give the address in its place; then ask the network administrator",
    Who.YOU,
    "getaddrinfo(3)",
    _ABOUT,
    (
        "name or service not known",
        "nodename nor servname provided",
        "temporary failure in name resolution",
        "unknownhostexception",
        "could not resolve host",
        "unknown host",
    ),
)
REFUSED: Final = Explanation(
    "ECONNREFUSED",
    "connection refused",
    (
        "the machine is there, but nothing listens on that port: a wrong port, or a stopped server",
        "a firewall that refuses in place of dropping",
    ),
    "check the port with the PACS administrator, who can also see whether the server runs",
    Who.PACS_ADMIN,
    "connect(2)",
    _ABOUT,
    ("connection refused", "connectexception", "econnrefused", "actively refused"),
)
TIMED_OUT: Final = Explanation(
    "ETIMEDOUT",
    "no answer to the connection request",
    ("a firewall that drops the packets", "a wrong address", "a machine that is off"),
    "check the address; then ask the network administrator whether this machine may reach it at that port",
    Who.NETWORK_ADMIN,
    "connect(2)",
    _ABOUT,
    ("connection timed out", "connect timed out", "etimedout", "operation timed out"),
)
UNREACHABLE: Final = Explanation(
    "EHOSTUNREACH",
    "no route to the host",
    ("no route to that network", "a firewall that says no", "a machine of this network that is off"),
    "check the address; then ask the network administrator",
    Who.NETWORK_ADMIN,
    "connect(2)",
    _ABOUT,
    ("no route to host", "network is unreachable", "ehostunreach", "enetunreach", "host is down"),
)
RESET: Final = Explanation(
    "ECONNRESET",
    "the connection was reset or closed without a word",
    (
        "the server's program ended, or it hangs up on those whom it does not let in",
        "it wants TLS and we speak plain, or the other way round",
        "a firewall that ends connections which are silent for a while",
    ),
    "check whether that port wants TLS; then ask the PACS administrator what the server's log says of this moment",
    Who.PACS_ADMIN,
    "recv(2)",
    _ABOUT,
    (
        "connection reset by peer",
        "connection closed by peer",
        "econnreset",
        "broken pipe",
        "epipe",
        "unexpected eof",
        _DCMTK,
    ),
)
SILENT: Final = Explanation(
    "timeout",
    "the server is connected and says nothing",
    (
        "it is busy: a large query, or an archive that fetches from tape",
        "the port is of a program that waits for something else, TLS for example",
        "the server's program hangs",
    ),
    "try a longer time-out (--dimse-timeout, --acse-timeout); then ask the PACS administrator what the server does",
    Who.PACS_ADMIN,
    "PS3.8 9.1.4, the ARTIM timer",
    _ABOUT,
    ("dimse timeout", "acse timeout", "artim", "no data available", "timeout", "timed out", "sockettimeoutexception"),
)
IN_USE: Final = Explanation(
    "EADDRINUSE",
    "the port to listen on is taken",
    ("another program listens there, an earlier run for one",),
    "end that program, or choose another port: the server must know the one that we listen on",
    Who.YOU,
    "bind(2)",
    ("listening",),
    ("address already in use", "eaddrinuse", "bind failed", "port is already allocated"),
)
NOT_ALLOWED: Final = Explanation(
    "EACCES",
    "the port to listen on is not ours to take",
    ("ports below 1024 are the system's",),
    "listen on a port above 1023, and have the server send there",
    Who.YOU,
    "bind(2)",
    ("listening",),
    ("permission denied", "eacces"),
)

_BY_NUMBER: Final = {
    errno.ECONNREFUSED: REFUSED,
    errno.ETIMEDOUT: TIMED_OUT,
    errno.EHOSTUNREACH: UNREACHABLE,
    errno.ENETUNREACH: UNREACHABLE,
    errno.EHOSTDOWN: UNREACHABLE,
    errno.ECONNRESET: RESET,
    errno.EPIPE: RESET,
}


def every() -> Iterator[Explanation]:
    """The catalogue's rows."""
    return iter((UNRESOLVED, REFUSED, TIMED_OUT, UNREACHABLE, RESET, SILENT, IN_USE, NOT_ALLOWED))


def connecting(number: int) -> Explanation:
    """Why an address could not be connected to, by the error number."""
    return _BY_NUMBER.get(number, UNREACHABLE)
