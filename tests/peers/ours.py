"""Our own side of an association, below the command line."""

from __future__ import annotations

from collections.abc import Sequence

from scu.dimse import contexts, services
from scu.dimse.association import Association
from scu.dimse.contexts import Proposal
from scu.dimse.establish import connect
from scu.dimse.network import Network
from scu.query import Query
from scu.results import Instance, Outgoing, Peer
from tests.peers.processes import LOCALHOST

# Limits that a test can wait for.
HASTY = Network(acse_timeout=0.3, dimse_timeout=0.3)


def associate(port: int, network: Network | None = None, proposals: Sequence[Proposal] = ()) -> Association:
    """Associate, for C-ECHO unless something else is proposed."""
    peer = Peer(LOCALHOST, port, "ANY", "TESTER")
    return connect(peer, proposals or contexts.verification(), network or Network())


def associate_to_ask(port: int, query: Query, network: Network | None = None) -> Association:
    return associate(port, network, contexts.query(query.sop_class_uid))


def echo(port: int, network: Network | None = None) -> None:
    with associate(port, network) as association:
        assert services.echo(association).status.ok


def store(port: int, outgoing: Sequence[Outgoing], network: Network | None = None) -> list[Instance]:
    """Send what one association has contexts for, which is all of it here."""
    ((proposals, batch),) = contexts.batches(outgoing)
    with associate(port, network, proposals) as association:
        return list(services.store(association, batch))
