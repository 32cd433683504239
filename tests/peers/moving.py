"""The other side of a C-MOVE: a script that sends what a test says, whole or in part, and counts as it says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pynetdicom import AE
from pynetdicom.presentation import build_context

from tests.peers.instances import Made
from tests.peers.processes import LOCALHOST
from tests.peers.scripted import Conversation, Script
from tests.peers.scripts import SUCCESS

SOME_FAILED = 0xB000


def moving(port: int, send: Iterable[Made], status: int = SUCCESS, **counts: Any) -> Script:
    """Answer a C-MOVE: connect to `port` and send these, then end with this status and these counts."""

    def answer(conversation: Conversation) -> None:
        conversation.accept()
        request = conversation.receive_message()
        made = list(send)
        if made:
            store(port, made)
        conversation.respond(request, status, **counts)
        conversation.end()

    return answer


def store(port: int, instances: list[Made]) -> list[int]:
    """What a server does in a C-MOVE; returns the statuses of the responses."""
    entity = AE("SENDER")
    contexts = {(made.sop_class, made.transfer_syntax) for made in instances}
    entity.requested_contexts = [build_context(*context) for context in sorted(contexts)]
    association = entity.associate(LOCALHOST, port, ae_title="US")
    assert association.is_established
    statuses = [int(association.send_c_store(made.read()).Status) for made in instances]
    association.release()
    return statuses


def completed(count: int, failed: int = 0) -> dict[str, Any]:
    return {
        "NumberOfCompletedSuboperations": count,
        "NumberOfFailedSuboperations": failed,
        "NumberOfWarningSuboperations": 0,
    }
