"""Who may have an association with us, and how much one run takes. Addresses, names and counts; no socket.

Whoever can reach the port of an acceptor can call it, and the AE titles that it would have to know are no secret.
"""

from __future__ import annotations

import ipaddress
import re
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from scu.dimse.dial import resolve
from scu.dimse.refusals import TurnedAway
from scu.errors import TimedOut, Unresolved, UsageError

_Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
_Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network

_UNITS: Final = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}
_SIZE: Final = re.compile(r"(\d{1,15}(?:\.\d{1,3})?)([KMGT]?)B?", re.IGNORECASE | re.ASCII)
_MAPPED: Final = 96  # bits before an IPv4 address in an IPv6 one (RFC 4291 2.5.5.2)

# Connections from one address that may wait to become associations: the least, for those beyond --max-associations are
# to be rejected in words and not hung up on.
_WAITING: Final = 64


@dataclass(frozen=True, slots=True)
class Limits:
    """Who may associate with a listener, and how much comes of it.

    Attributes:
        accept_from: host names, addresses, and networks such as 10.1.0.0/16; with none, and not `only_peer`, anybody.
        only_peer: whether the peer's own addresses are let in; others only if they are in `accept_from`.
        max_associations: how many at a time.
        max_objects, max_bytes: how much one run takes, of all associations together.
        idle_timeout: seconds without a byte between two messages of an association.
    """

    accept_from: tuple[str, ...] = ()
    only_peer: bool = False
    max_associations: int = 64
    max_objects: int = 1_000_000
    max_bytes: int = 10**12
    idle_timeout: float = 600.0

    def check(self) -> None:
        """Look up who is meant. Raises UsageError where that is nobody."""
        for text in self.accept_from:
            networks(text)


def size(text: str) -> int:
    """A number of bytes, as 500M, 20G or 1.5T; in powers of 1000.

    Raises:
        ValueError: it is none, or zero.
    """
    match = _SIZE.fullmatch(text.strip())
    count = round(float(match[1]) * _UNITS[match[2].upper()]) if match else 0
    if count < 1:
        raise ValueError(f"{text!r} is no size")
    return count


def networks(text: str) -> list[_Network]:
    """Who is meant by a network, an address, or a host name, which is looked up here and now.

    Raises:
        UsageError: nobody.
    """
    try:
        return [_unmapped(ipaddress.ip_network(text, strict=False))]
    except ValueError as error:
        if "/" in text or not text.strip():
            raise UsageError(
                f"--accept-from {text!r} is no network",
                cause=str(error),
                remedy="give a host name, an address, or a network such as 10.1.0.0/16 or 2001:db8::/32",
            ) from None
    try:
        return _resolved(text)
    except Unresolved as error:
        raise UsageError(
            f"--accept-from: {error.message}", comment=error.comment, cause=error.cause, remedy=error.remedy
        ) from error


def _resolved(host: str) -> list[_Network]:
    """The addresses of a host. Raises Unresolved."""
    addresses = dict.fromkeys(str(address[0]) for _, address in resolve(host, 0))
    return [_unmapped(ipaddress.ip_network(each)) for each in addresses]


def _unmapped(network: _Network) -> _Network:
    """An IPv4 network where it is one in the clothes of IPv6: so a socket of both versions sees IPv4 addresses."""
    mapped = network.network_address.ipv4_mapped if isinstance(network, ipaddress.IPv6Network) else None
    if mapped is None or network.prefixlen < _MAPPED:
        return network
    return ipaddress.IPv4Network((mapped, network.prefixlen - _MAPPED))


def _address(text: str) -> _Address | None:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:  # no such address comes from the system
        return None
    return (address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None) or address


class Gatekeeper:
    """Keeps who may connect, and how many at a time. Any thread may ask.

    Attributes:
        peer: the host that connections are expected from; empty where nobody in particular is.

    Args:
        direct: whether we reach it ourselves; through a proxy its name may mean nothing here, and the address that we
            are connected to is the proxy's.

    Raises:
        UsageError, Unresolved: nobody is meant by one of the limits.
    """

    def __init__(self, limits: Limits, peer: str = "", *, direct: bool = True) -> None:
        self.limits = limits
        self._lock = threading.Lock()
        self.peer, self._direct = peer, direct
        self._admitted = [network for text in limits.accept_from for network in networks(text)]
        self._of_peer = self._addresses_of_peer() if limits.only_peer else None
        self._met: set[_Address] = set()
        self._standing = 0
        self._waiting: Counter[str] = Counter()
        self._most_waiting = max(_WAITING, limits.max_associations)

    def meet(self, address: str) -> None:
        """Take note of an address that the peer is really at, whatever its name resolves to."""
        if self._direct:
            self.let_in(address)

    def let_in(self, address: str) -> None:
        """Let in whoever is at an address, as the peer is."""
        if (met := _address(address)) is not None:
            with self._lock:
                self._met.add(met)

    def enter(self, address: str) -> Place:
        """A place for a connection that has come from an address; it has to leave it.

        Raises:
            TurnedAway: it is to be closed, before anything of it is read.
        """
        if why := self._stranger(address):
            raise TurnedAway(
                f"{address}: {why}",
                why,
                cause="something else than the peer has called, or the peer sends from another address than it is at",
                remedy=f"if it is to send here, let it in with --accept-from {address}",
            )
        with self._lock:
            # Whoever holds all that one address may have leaves as many to others.
            if self._waiting[address] >= self._most_waiting or self._waiting.total() >= 2 * self._most_waiting:
                why = f"more than {self._most_waiting} connections that are no associations yet"
                raise TurnedAway(f"{address}: {why}", why, cause="a port scanner, or an attack")
            self._waiting[address] += 1
        return Place(self, address)

    def _stranger(self, address: str) -> str:
        """Why an address is not let in; empty if it is."""
        limits = self.limits
        if not (limits.accept_from or limits.only_peer):
            return ""
        if _is_in(address, self._admitted) or (limits.only_peer and self.is_peer(address)):
            return ""
        if not limits.only_peer:
            return "not in --accept-from"
        whose = f"not an address of {self.peer} (--only-peer)"
        return f"{whose}, and not in --accept-from" if limits.accept_from else whose

    def is_peer(self, address: str) -> bool:
        """Whether the peer is at an address, as far as can be known."""
        with self._lock:
            if _address(address) in self._met:
                return True
        if self._of_peer is None:
            try:
                self._of_peer = _resolved(self.peer)
            except (Unresolved, TimedOut):  # of which others have told, or nobody can tell
                self._of_peer = []
        return _is_in(address, self._of_peer)

    def is_expected(self, address: str) -> bool:
        """Whether nobody need be told that something at this address has an association with us."""
        return not self.peer or _is_in(address, self._admitted) or self.is_peer(address)

    def _addresses_of_peer(self) -> list[_Network]:
        try:
            return _resolved(self.peer)
        except Unresolved as error:
            if self._direct:
                raise
            raise UsageError(
                f"--only-peer cannot tell who {self.peer!r} is: {error.message}",
                cause="its name is known to the proxy, and not here",
                remedy="name the addresses that it sends from with --accept-from",
            ) from error

    def seat(self, address: str) -> bool:
        """Whether there is room for one more association of those that wait; it stands from now on."""
        with self._lock:
            if self._standing >= self.limits.max_associations:
                return False
            self._standing += 1
            self._stop_waiting(address)
        return True

    def leave(self, address: str, *, seated: bool) -> None:
        with self._lock:
            if seated:
                self._standing -= 1
            else:
                self._stop_waiting(address)

    def _stop_waiting(self, address: str) -> None:
        self._waiting[address] -= 1
        if not self._waiting[address]:
            del self._waiting[address]  # or those of all who ever called would be kept


class Place:
    """What a connection has from when it is let in until it ends."""

    def __init__(self, gatekeeper: Gatekeeper, address: str) -> None:
        self._gatekeeper = gatekeeper
        self._address = address
        self.seated = False

    def seat(self) -> bool:
        """Whether it may become an association."""
        self.seated = self._gatekeeper.seat(self._address)
        return self.seated

    def leave(self) -> None:
        self._gatekeeper.leave(self._address, seated=self.seated)


def _is_in(address: str, admitted: Sequence[_Network]) -> bool:
    found = _address(address)
    return found is not None and any(found in network for network in admitted)
