"""The associations that a program keeps, for C-ECHO and C-FIND."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from scu.dimse import contexts
from scu.dimse.association import Association
from scu.dimse.establish import connect
from scu.dimse.network import Network
from scu.errors import Aborted, NoContext, TimedOut, UsageError
from scu.query import Model
from scu.results import Negotiated, Peer

_USUAL = (Model.STUDY_ROOT.find, Model.PATIENT_ROOT.find, Model.WORKLIST.find)


class Associations:
    """Those that are idle, and those that are in use: a query within the matches of another takes one of its own.

    Attributes:
        negotiated: what the peer said of itself, the last time that it accepted.
    """

    def __init__(self, peer: Peer, network: Network) -> None:
        self._peer = peer
        self._network = network
        self._idle: dict[str, list[Association]] = {}
        self._lent: set[Association] = set()
        self._closed = False
        self.negotiated: Negotiated | None = None

    def open(self) -> None:
        """Associate, so that whatever prevents that is known.

        Raises:
            What `establish.connect` raises.
        """
        self._closed = False
        with self.associated(contexts.VERIFICATION):
            pass

    @contextmanager
    def associated(self, sop_class_uid: str) -> Iterator[Association]:
        """An association that proposes this SOP class. It is kept if it still stands afterwards.

        Raises:
            UsageError: this is closed.
            What `establish.connect` raises.
        """
        if self._closed:
            raise UsageError(
                "the association is closed", remedy="ask within the `with` of scu.connect, or before close()"
            )
        usual = sop_class_uid in (contexts.VERIFICATION, *_USUAL)
        kind = "" if usual else sop_class_uid
        association = self._take(kind) or self._connect(_USUAL if usual else (sop_class_uid,), verifies=usual)
        silence = association.wire.silence
        self._lent.add(association)
        usable = False
        try:
            yield association
            usable = True
        except (NoContext, GeneratorExit):
            usable = True
            raise
        finally:
            if not usable:
                association.abort()
            self._lent.discard(association)
            association.wire.silence = silence
            self._keep(kind, association)

    def close(self, *, in_order: bool) -> None:
        """Release all that are idle, or abort them; those in use are aborted."""
        self._closed = True
        for association in [each for kept in self._idle.values() for each in kept]:
            if in_order and not _has_ended(association):
                association.release()
            else:
                association.abort()
        self._idle.clear()
        for association in [*self._lent]:
            association.abort()

    def _take(self, kind: str) -> Association | None:
        """One that is idle and stands: servers end those that are idle for long."""
        kept = self._idle.get(kind, [])
        while kept:
            association = kept.pop()
            if not _has_ended(association):
                return association
            association.abort()
        return None

    def _keep(self, kind: str, association: Association) -> None:
        if not association.is_open:
            return
        if self._closed:
            association.abort()
        elif self._network.total_timeout is not None:  # which is meant for an operation, and not for what lies between
            association.release()
        else:
            self._idle.setdefault(kind, []).append(association)

    def _connect(self, sop_class_uids: tuple[str, ...], *, verifies: bool) -> Association:
        proposals = contexts.verification() if verifies else []
        proposals += [each for uid in sop_class_uids for each in contexts.query(uid)]
        association = connect(self._peer, proposals, self._network)
        self.negotiated = association.negotiated
        return association


def _has_ended(association: Association) -> bool:
    """Whether the peer has ended it meanwhile: there is nothing that it could have to say else."""
    try:
        return association.wire.ready(0)
    except (Aborted, TimedOut):
        return True
