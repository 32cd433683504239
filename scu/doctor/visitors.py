"""The port that a move comes back to: the storage SCP, with a book of who called and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from scu.dimse.admission import Limits
from scu.dimse.association import Association
from scu.dimse.network import Network
from scu.dimse.storage_scp import StorageSCP
from scu.storage.receive import Discarder

# Seconds for a caller to be let in, and to go, after the server has said how its move ended.
_AT_THE_DOOR: Final = 0.5
_GOODBYE: Final = 2.0


@dataclass(frozen=True, slots=True)
class Visit:
    """An association that a caller got."""

    address: str
    calling_ae_title: str
    accepted_contexts: int
    proposed_contexts: int


class Visitors(StorageSCP):
    """Objects are thrown away as they come.

    Attributes:
        visits: the associations since the last `forget`; `refusals` has those who got none, or did not end in order.
    """

    def __init__(
        self, port: int, ae_title: str, *, bind: str | None, network: Network, limits: Limits, peer_host: str
    ) -> None:
        super().__init__(port, ae_title, Discarder(), bind=bind, network=network, limits=limits, peer_host=peer_host)
        self.visits: list[Visit] = []
        self._before = 0

    @property
    def callers(self) -> int:
        """How many connections there were since the last `forget`."""
        return self.connections - self._before

    def forget(self) -> None:
        """Begin the book anew."""
        with self._changed:
            self._changed.wait_for(lambda: not self._sockets, _GOODBYE)
            self.visits.clear()
            self.refusals.clear()
            self._before = self.connections
            self._earlier = self._associated, self._stored

    def settle(self) -> None:
        """Wait, for a moment, until those who have called are gone."""
        with self._changed:
            self._changed.wait_for(lambda: self.callers > 0 and not self._sockets, _AT_THE_DOOR)
            self._changed.wait_for(lambda: not self._sockets, _GOODBYE)

    def _converse(self, association: Association) -> None:
        peer, said = association.peer, association.negotiated
        visit = Visit(peer.host, peer.calling_ae_title, said.accepted_contexts, said.proposed_contexts)
        self.visits.append(visit)
        super()._converse(association)
