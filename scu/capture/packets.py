"""IP packets of a TCP connection that was never seen: made of the bytes that its socket sent and received.

Addresses and ports are the true ones; the handshake, the sequence numbers and the segments are made up, so that all of
it adds up (RFC 9293, RFC 791, RFC 8200).
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address
from struct import Struct
from typing import Final

from scu.dimse.tap import Endpoint

FIN, SYN, RST, PSH, ACK = 0x01, 0x02, 0x04, 0x08, 0x10

MOST: Final = 65_480
"""Bytes in a packet beside its headers: an IPv4 packet has 65,535 at the most, an IPv6 packet a few more."""

_TCP: Final = 6
_HOPS: Final = 64
_DONT_FRAGMENT: Final = 0x4000
_WINDOW: Final = 0xFFFF
# The longest segment, and a window so many times 2^14 bytes, so that nothing that is under way is too much.
_OPTIONS: Final = bytes((2, 4, *divmod(MOST, 256), 3, 3, 14, 0))
_ROUND: Final = 1 << 32
_ipv4 = Struct(">BBHHHBBH4s4s")
_ipv6 = Struct(">LHBB16s16s")
_tcp = Struct(">HHLLBBHHH")
_ipv4_pseudo = Struct(">4s4sBBH")
_ipv6_pseudo = Struct(">16s16sLL")


def _sum(data: bytes) -> int:
    """The one's complement sum of its 16-bit words (RFC 1071): the number that it is, modulo 65,535."""
    return int.from_bytes(data if len(data) % 2 == 0 else data + b"\0", "big") % 0xFFFF


def _checksum(total: int) -> int:
    return -total % 0xFFFF


class End:
    """One end of a connection: its address, its port, and how many bytes it has sent."""

    def __init__(self, endpoint: Endpoint, version: int) -> None:
        address, self.port = endpoint
        self.address = _address(address, version).packed
        self.sequence = 0

    def advance(self, count: int) -> None:
        self.sequence = (self.sequence + count) % _ROUND


def _address(text: str, version: int) -> IPv4Address | IPv6Address:
    try:
        return ip_address(text)
    except ValueError:  # it was gone before anybody asked
        return IPv4Address(0) if version == 4 else IPv6Address(0)


class Flow:
    """Makes the packets of a connection."""

    def __init__(self, local: Endpoint, remote: Endpoint) -> None:
        self._version = 6 if ":" in local[0] + remote[0] else 4
        self._local, self._remote = End(local, self._version), End(remote, self._version)
        self._identification = 0

    def packet(self, sent: bool, flags: int, payload: bytes = b"") -> bytes:
        """The next packet of one end; of a payload, `MOST` bytes fit into it."""
        source, target = (self._local, self._remote) if sent else (self._remote, self._local)
        options = _OPTIONS if flags & SYN else b""
        length = _tcp.size + len(options) + len(payload)
        acknowledged = target.sequence if flags & ACK else 0
        ports = source.port, target.port, source.sequence, acknowledged
        rest = (_tcp.size + len(options)) // 4 << 4, flags, _WINDOW
        total = self._pseudo(source, target, length) + _sum(_tcp.pack(*ports, *rest, 0, 0) + options) + _sum(payload)
        source.advance(len(payload) + bool(flags & (SYN | FIN)))
        ip = self._ip(source, target, length)
        return b"".join((ip, _tcp.pack(*ports, *rest, _checksum(total), 0), options, payload))

    def _pseudo(self, source: End, target: End, length: int) -> int:
        if self._version == 4:
            return _sum(_ipv4_pseudo.pack(source.address, target.address, 0, _TCP, length))
        return _sum(_ipv6_pseudo.pack(source.address, target.address, length, _TCP))

    def _ip(self, source: End, target: End, length: int) -> bytes:
        if self._version == 6:
            return _ipv6.pack(6 << 28, length, _TCP, _HOPS, source.address, target.address)
        self._identification = (self._identification + 1) % 0x10000
        begins = 0x45, 0, _ipv4.size + length, self._identification, _DONT_FRAGMENT, _HOPS, _TCP
        header = _ipv4.pack(*begins, 0, source.address, target.address)
        return _ipv4.pack(*begins, _checksum(_sum(header)), source.address, target.address)
