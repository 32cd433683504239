"""C-ECHO with several peers at a time, each in a thread of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module

from scu.dimse import contexts, services
from scu.dimse.establish import connect
from scu.dimse.network import Network
from scu.errors import Interrupted, ScuError
from scu.results import Echo, Peer, Timing

_AT_A_TIME = 32


@dataclass(frozen=True)
class Candidate:
    """A peer to call, by its name; or why it cannot be called, and then without a network."""

    name: str
    peer: Peer
    network: Network | None
    error: ScuError | None = None


@dataclass(frozen=True)
class Answer:
    """How it went: the times of the association and the echo as far as it came, and what went wrong, if anything."""

    name: str
    peer: Peer
    echo: Echo | None = None
    timing: Timing | None = None
    error: ScuError | None = None

    @property
    def ok(self) -> bool:
        return self.error is None and self.echo is not None and self.echo.status.ok


def call_all(candidates: Sequence[Candidate]) -> Iterator[Answer]:
    """Yield how each answers, in their order.

    Raises:
        Interrupted: after Ctrl-C.
    """
    proposals = contexts.verification()
    if len(candidates) > 1:
        # In several threads at once, modules that need each other would be seen half made.
        import_module("pynetdicom")

    def call(candidate: Candidate) -> Answer:
        name, peer, network = candidate.name, candidate.peer, candidate.network
        if network is None:
            return Answer(name, peer, error=candidate.error)
        timing = None
        try:
            with connect(peer, proposals, network) as association:
                timing = association.timing
                echo = services.echo(association)
        except Interrupted:
            raise
        except ScuError as error:
            return Answer(name, peer, timing=timing, error=error)
        return Answer(name, peer, echo, timing)

    threads = ThreadPoolExecutor(_AT_A_TIME, thread_name_prefix="echo")
    try:
        yield from threads.map(call, candidates)
    finally:
        threads.shutdown(cancel_futures=True)
