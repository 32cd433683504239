"""Objects on their way to peers that do not always take them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from scu.dimse.association import Association
from scu.dimse.contexts import Proposal
from scu.dimse.delivery import Retrying, deliver
from scu.dimse.network import Network
from scu.results import Instance, Outgoing
from tests.peers import scripts
from tests.peers.ours import associate
from tests.peers.scripted import Conversation, Message, Script, ScriptedPeer

QUICK = 0.001


def sent(
    port: int,
    outgoing: Sequence[Outgoing],
    retry: int,
    *,
    associations: int = 1,
    window: int = 1,
    halt: bool = False,
    into: list[Instance] | None = None,
) -> list[Instance]:
    """Deliver to that port; `into` keeps what comes before an error."""

    def stand(proposals: Sequence[Proposal]) -> Association:
        return associate(port, Network(window=window), proposals)

    results = [] if into is None else into
    retrying = Retrying(retry, QUICK)
    for result in deliver(outgoing, stand, associations=associations, halt=halt, retrying=retrying):
        results.append(result)
    return results


def in_turn(*actions: Script) -> Script:
    """The first connection does the first of them, and so on; the last is for all that follow."""
    left = list(actions)

    def script(conversation: Conversation) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(conversation)

    return script


def die_after(count: int, window: int | None = None) -> Script:
    """Confirm so many, and abort at the next."""

    def script(conversation: Conversation) -> None:
        conversation.accept(window=window)
        for _ in range(count):
            conversation.respond(conversation.receive_message(), scripts.SUCCESS)
        conversation.receive_message()
        conversation.abort(2, 0)

    return script


def uid_of(message: Message) -> str:
    return str(message.command.AffectedSOPInstanceUID)


def seen(peer: ScriptedPeer) -> Counter[str]:
    """How often each object came."""
    return Counter(uid_of(message) for each in peer.conversations for message in each.received)


def uids(outgoing: Iterable[Outgoing]) -> list[str]:
    return [each.sop_instance_uid for each in outgoing]


def assert_all_stored(results: list[Instance], outgoing: list[Outgoing]) -> None:
    """Each has one result, and that is a good one."""
    assert sorted(each.sop_instance_uid for each in results) == sorted(uids(outgoing))
    assert all(each.status and each.status.ok for each in results)
