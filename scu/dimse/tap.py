"""Looking on: what goes over each connection, told to whoever wants to know. Above TLS, so in the clear."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

Endpoint: TypeAlias = tuple[str, int]
"""An IP address and a port; "nowhere" and 0 where it was gone before anybody asked."""


@dataclass(frozen=True, slots=True)
class Connection:
    """Who is connected. `accepted` if the peer called us; `tls` is its version and cipher suite, empty without TLS."""

    local: Endpoint
    remote: Endpoint
    accepted: bool
    tls: str = ""


class Tap(Protocol):
    """Is told all that goes over one connection, in one thread. What it is given is valid until it returns."""

    def sent(self, buffers: Sequence[bytes | memoryview], /) -> None:
        """Bytes that the kernel has taken."""

    def received(self, data: memoryview, /) -> None:
        """Bytes that came; none when the peer has ended its side."""

    def closed(self, error: OSError | None, /) -> None:
        """The end, told once: ours, or with an error that of the connection."""


Tapping: TypeAlias = Callable[[Connection], Tap]
"""What makes the tap of a connection. Connections come from several threads."""


def first(buffers: Sequence[bytes | memoryview], count: int) -> list[bytes | memoryview]:
    """The first `count` bytes of them."""
    some: list[bytes | memoryview] = []
    for buffer in buffers:
        if count <= 0:
            break
        some.append(buffer if len(buffer) <= count else memoryview(buffer)[:count])
        count -= len(buffer)
    return some
