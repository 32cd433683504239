"""What the associations of one command have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scu.dimse import command

if TYPE_CHECKING:
    from scu.dimse.identity import UserIdentity
    from scu.dimse.tap import Tapping
    from scu.dimse.tls.settings import TLSSettings


@dataclass(frozen=True, slots=True)
class Network:
    """How to associate. Seconds: for a connection, for an ACSE answer, of silence in a message exchange, in all.

    `max_pdu_length` is what we announce; an object of 525 KB from dcmqrscp took 1.6 ms with 4 KB, 0.54 with 16 KB, 0.35
    with 64 KB and 0.31 with 128 KB, the most that DCMTK sends. `ip_version` is 4, 6, or 0 for either. `abort_at_end`
    ends a successful association with A-ABORT and not A-RELEASE, to see what the peer makes of it. `proxy` is a URL.
    `window` is how many operations are asked for at a time (PS3.7 D.3.3.3). `show_contexts` tells of the presentation
    contexts at the level of what happens, and not of debugging. `preferred` are the transfer syntaxes that an acceptor
    takes, the best first; with none it takes what the requestor likes best. `priority` is that of the requests, in the
    numbers of (0000,0700). `tap` makes what is told all that goes over a connection.
    """

    connect_timeout: float = 10.0
    acse_timeout: float = 30.0
    dimse_timeout: float = 60.0
    total_timeout: float | None = None
    max_pdu_length: int = 131072
    ip_version: int = 0
    abort_at_end: bool = False
    tls: TLSSettings | None = None
    identity: UserIdentity | None = None
    proxy: str | None = None
    window: int = 1
    show_contexts: bool = False
    preferred: tuple[str, ...] = ()
    priority: int = command.MEDIUM
    tap: Tapping | None = None
