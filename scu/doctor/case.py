"""What is examined, how, and what is learned of it from stage to stage."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from scu.diagnosis import Facts
from scu.dimse.admission import Limits
from scu.dimse.association import Association
from scu.dimse.contexts import Proposal
from scu.dimse.dial import dial
from scu.dimse.establish import connect
from scu.dimse.network import Network
from scu.errors import AssociationError
from scu.results import Peer

if TYPE_CHECKING:
    from scu.doctor.visitors import Visitors
    from scu.keys import Key

ADDRESS: Final = "ADDRESS"
"""What stands for an address with --redact."""
NAME: Final = "NAME"
"""What stands for any other name."""


@dataclass
class Case:
    """One connection.

    Attributes:
        facts: what the report tells of.
        echoes: how many C-ECHOs are sent.
        bind: the address to listen on, None for all.
        limits: who may connect there.
        keys: those that say which object is moved here; none for no move of an object.
        try_variants: whether other spellings of a rejected AE title may be tried at the server.
        addresses: those of the host, each with its family.
        host: the host to connect to, or its address where another one does not answer.
        opened: what came of the first association.
        connected_in: seconds that a connection to the server itself takes; None where a proxy is between.
        accepted: the SOP classes, each with the transfer syntaxes, that the server takes.
        visitors: who calls at our port.
        resources: closed at the end.
    """

    facts: Facts
    network: Network
    echoes: int = 5
    bind: str | None = None
    limits: Limits = field(default_factory=Limits)
    keys: Sequence[Key] = ()
    try_variants: bool = False
    addresses: list[tuple[int, tuple[str | int | bytes, ...]]] = field(default_factory=list)
    host: str = ""
    opened: Association | AssociationError | None = None
    connected_in: float | None = None
    accepted: dict[str, list[str]] = field(default_factory=dict)
    visitors: Visitors | None = None
    resources: ExitStack = field(default_factory=ExitStack)

    @property
    def peer(self) -> Peer:
        """Whom to call."""
        return replace(self.facts.peer, host=self.host or self.facts.peer.host)

    @property
    def where(self) -> str:
        return f"{self.facts.peer.host} port {self.facts.peer.port}"

    @property
    def title(self) -> str:
        """Our own AE title."""
        return self.facts.peer.calling_ae_title

    def hide(self, secret: str, placeholder: str = ADDRESS) -> None:
        """Remember what is not to be shown with --redact."""
        if secret:
            self.facts.secrets.setdefault(secret, placeholder)

    def dial(self) -> socket.socket:
        """A connection to the server.

        Raises:
            AssociationError: there is none.
        """
        network, peer = self.network, self.peer
        timeout, version = network.connect_timeout, network.ip_version
        if network.proxy:
            from scu.dimse.proxy import dial_through

            return dial_through(network.proxy, peer.host, peer.port, timeout=timeout, ip_version=version)
        return dial(peer.host, peer.port, timeout=timeout, ip_version=version)

    @contextmanager
    def associated(self, proposals: Sequence[Proposal]) -> Iterator[Association]:
        """An association for the time of the block.

        Raises:
            AssociationError: see `establish.connect`.
        """
        with leaving(connect(self.peer, proposals, self.network)) as association:
            yield association


@contextmanager
def leaving(association: Association) -> Iterator[Association]:
    """Release it at the end, and abort it after an error: as it does itself, save that Ctrl-C ends all at once."""
    with ExitStack() as unfinished:
        unfinished.callback(association.abort)
        yield association
        unfinished.pop_all()
    association.release()
