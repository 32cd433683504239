"""The embedded storage SCP behind --port-scp: where a C-MOVE sends to (PS3.4 B.2, C.4.2).

It listens before the request goes out. Each association has a thread of its own that blocks on its own socket; what
arrives is appended to a list, which the mover looks at ten times a second.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from scu.dimse import command, interrupts
from scu.dimse.acceptor import Acceptor
from scu.dimse.admission import Limits
from scu.dimse.association import Association
from scu.dimse.command import Command
from scu.dimse.contexts import VERIFICATION, is_storage
from scu.dimse.incoming import receive_instance
from scu.dimse.network import Network
from scu.dimse.quota import Quota
from scu.dimse.wire import Wire
from scu.results import Instance, Retrieving, SubOperations
from scu.storage.receive import Receiver

# Seconds for what the peer counted and has not sent yet; and for that of a peer that has not even called.
_LINGER: Final = 5.0
_GOODBYE: Final = 1.0
# How often Ctrl-C is looked for meanwhile.
_LOOK: Final = 0.1


@dataclass(frozen=True, slots=True)
class Caller:
    """Who had an association with us: where from, and as whom."""

    address: str
    ae_title: str


class StorageSCP(Acceptor):
    """The acceptor that takes objects.

    Attributes:
        receiver: where they go.
        caller: the last one who had an association.
        quota: how much of it came, and how much more may.
        cut_off: the SOP Instance UIDs of the objects that began to come, and did not come to their end another time.
    """

    role: ClassVar[str] = "storage SCP"

    def __init__(
        self,
        port: int,
        ae_title: str,
        receiver: Receiver,
        *,
        bind: str | None = None,
        network: Network | None = None,
        limits: Limits | None = None,
        peer_host: str = "",
    ) -> None:
        super().__init__(port, ae_title, bind=bind, network=network, limits=limits, peer_host=peer_host)
        self.receiver = receiver
        self.caller: Caller | None = None
        self.quota = Quota(self.limits)
        self.cut_off: set[str] = set()
        self._instances: list[Instance] = []
        self._arriving: dict[int, Wire] = {}
        self._arrived_at = time.monotonic()
        self._stored = 0
        self._earlier = 0, 0  # associations and objects of the requests before

    def supports(self, abstract_syntax: str) -> bool:
        return abstract_syntax == VERIFICATION or is_storage(abstract_syntax)

    def arrived(self) -> list[Instance]:
        """What came since the last call."""
        with self._changed:
            new, self._instances = self._instances, []
        return new

    @property
    def active_at(self) -> float:
        """When something of an object came last, by the monotonic clock.

        A peer that makes a show of sending, and sends nothing, has the DIMSE time-out for it.
        """
        with self._changed:
            came = max([self._arrived_at, *(wire.received_at for wire in self._arriving.values())])
            return min(came, max(self._arrived_at, self.quota.progress_at) + self._network.dimse_timeout)

    def linger(self, last: Retrieving, deadline: float = math.inf) -> None:
        """Wait, after a final response, for the objects that it counts and that are not here yet.

        Some peers answer before they have sent everything. The wait ends when all are here, or a few seconds after
        anything of an object came; there is none where nothing is due, or after a failure without counts. Without
        counts, open associations are waited for. An object that is on its way has the usual time to come on. Ctrl-C
        leaves what is under way a moment.

        Args:
            deadline: when it ends in any case, by the monotonic clock.
        """
        counts = last.sub_operations
        counted = [count for count in (counts.completed, counts.warning) if count is not None]
        began, interrupted = time.monotonic(), 0.0
        associations, stored = self._earlier
        due = stored + sum(counted)

        def complete() -> bool:
            if not counted and not last.status.ok:
                return True
            return self._stored >= due if counted else self._associated > associations and not self._sockets

        with self._changed:
            while not complete():
                now = time.monotonic()
                allowance = _LINGER if counted or self._associated > associations else _GOODBYE
                if self._arriving:
                    allowance = max(allowance, self._network.dimse_timeout)
                until = min(deadline, max(began, self.active_at) + allowance)
                if interrupts.requested():
                    interrupted = interrupted or now
                    until = min(until, interrupted + _GOODBYE)
                if now >= until:
                    break
                self._changed.wait(min(until - now, _LOOK))
            self._earlier = self._associated, self._stored

    def _converse(self, association: Association) -> None:
        self.caller = Caller(association.peer.host, association.peer.calling_ae_title)
        super()._converse(association)

    def take(self, association: Association, context_id: int, request: Command) -> None:
        if request.field != command.C_STORE_RQ:
            raise self.not_taken(association, request)
        source, here = association.peer.calling_ae_title, id(association)
        uid = request.text(command.AFFECTED_SOP_INSTANCE_UID)
        with self._changed:
            self._arriving[here] = association.wire
            self.cut_off.add(uid)
        try:
            instance, lost = receive_instance(association, context_id, request, self.receiver, source, self.quota)
        finally:
            with self._changed:
                del self._arriving[here]
        with self._changed:
            self.cut_off.discard(uid)
            self._instances.append(instance)
            if instance.status is not None and instance.status.ok:
                self._stored += 1
                self._arrived_at = time.monotonic()
            self._changed.notify_all()
        if lost is not None:
            raise lost


class SharedStorageSCP:
    """The storage SCP as one of several moves sees it: what arrives is told elsewhere, and what is due waited for once.

    Attributes:
        receiver: where the objects go.
    """

    def __init__(self, scp: StorageSCP) -> None:
        self.receiver = scp.receiver
        self._scp = scp
        self._ends: list[Retrieving] = []

    @property
    def active_at(self) -> float:
        return self._scp.active_at

    def meet(self, association: Association) -> None:
        """See `Acceptor`."""
        self._scp.meet(association)

    def arrived(self) -> Sequence[Instance]:
        """Nothing: no move knows which objects are its own."""
        return ()

    def linger(self, last: Retrieving, deadline: float = math.inf) -> None:
        """Only remember what is due."""
        self._ends.append(last)

    def rest(self) -> list[Instance]:
        """Wait for what is due to all moves together, and return it."""
        counts = [end.sub_operations for end in self._ends]
        succeeded = [end.status for end in self._ends if end.status.ok]
        known = [count for each in counts for count in (each.completed, each.warning) if count is not None]
        if self._ends:
            together = SubOperations(completed=sum(known) if known else None)
            self._scp.linger(Retrieving((succeeded or [self._ends[0].status])[0], together))
        return self._scp.arrived()
