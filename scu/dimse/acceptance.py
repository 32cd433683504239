"""A peer's A-ASSOCIATE-RQ, and our answer to it (PS3.8 7.1.1.7). pynetdicom reads and decides; no socket."""

from __future__ import annotations

import struct
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Final

from scu import charset, implementation
from scu.dimse.associate_pdu import APPLICATION_CONTEXT_NAME, CONTEXT_RQ, FIXED, USER_INFORMATION, read_items
from scu.dimse.negotiation import Agreement, Context
from scu.dimse.pdu import HEADER_LENGTH, MalformedPDU
from scu.implementation import is_uid

if TYPE_CHECKING:
    from pydicom.uid import UID
    from pynetdicom.pdu_primitives import A_ASSOCIATE, SCP_SCU_RoleSelectionNegotiation
    from pynetdicom.presentation import PresentationContext

UNDECODABLE: Final = (
    AssertionError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    struct.error,
    NotImplementedError,
)
"""What pynetdicom's decoders raise on bytes that are no A-ASSOCIATE; it has no error of its own for them."""
_LONGEST_REASON: Final = 200  # characters; pynetdicom quotes what it was sent, whole
_MOST_ITEMS: Final = 10_000  # 128 presentation contexts with 70 transfer syntaxes each, and some more


@charset.quietly()
def decode_request(request: bytes) -> A_ASSOCIATE:
    """The peer's A-ASSOCIATE-RQ.

    Raises:
        MalformedPDU: it is none.
    """
    from pynetdicom.pdu import A_ASSOCIATE_RQ

    try:
        _check_items(request)
        pdu = A_ASSOCIATE_RQ()
        pdu.decode(request)
        primitive = pdu.to_primitive()
        contexts = primitive.presentation_context_definition_list
        if not contexts:
            raise ValueError("it proposes no presentation context")
        if not all(it.abstract_syntax and it.transfer_syntax for it in contexts):
            raise ValueError("a presentation context without an abstract or a transfer syntax")
        if len({it.context_id for it in contexts}) != len(contexts):
            raise ValueError("two presentation contexts have the same ID")
        return primitive
    except UNDECODABLE as error:
        why = str(error)[:_LONGEST_REASON] if isinstance(error, ValueError) else "an item is cut off, or none we know"
        raise MalformedPDU(f"its A-ASSOCIATE-RQ cannot be decoded: {why}") from error


def _check_items(request: bytes) -> None:
    """Raises MalformedPDU for more items than make sense: of small ones without end pynetdicom makes seconds' work."""
    count = 0
    for kind, body in read_items(memoryview(request)[HEADER_LENGTH + FIXED.size :]):
        within = body[4:] if kind == CONTEXT_RQ else body if kind == USER_INFORMATION else body[:0]
        count += 1 + sum(1 for _ in read_items(within))
        if count > _MOST_ITEMS:
            raise MalformedPDU("items without end")


@charset.quietly()
def accept(
    request: A_ASSOCIATE,
    supported: Callable[[str], bool],
    max_pdu_length: int,
    preferred: Sequence[str] = (),
    roles: Collection[str] = (),
) -> tuple[bytes, Agreement]:
    """The A-ASSOCIATE-AC for a request, and what is agreed by it.

    Each context gets the first transfer syntax that it proposes: that is how the peer would rather send, and a
    storage SCP which writes the bytes as they come needs to understand none of them. With `preferred`, it gets the
    first of those that it proposes, or is refused. Of the SOP classes in `roles` the peer may be the SCP if it asks to
    (PS3.7 D.3.3.4).
    """
    from pynetdicom.pdu import A_ASSOCIATE_AC
    from pynetdicom.presentation import build_context, negotiate_as_acceptor

    answered: list[PresentationContext] = []
    granted: dict[str, SCP_SCU_RoleSelectionNegotiation] = {}
    asked = {uid: role for uid, role in _roles(request).items() if uid in roles}
    for context in request.presentation_context_definition_list:
        ours = []
        if context.abstract_syntax is not None and supported(context.abstract_syntax):
            ours.append(build_context(context.abstract_syntax, _ours(context.transfer_syntax, preferred)))
        for each in ours if context.abstract_syntax in asked else ():
            each.scu_role = each.scp_role = True
        results, replies = negotiate_as_acceptor([context], ours, asked)
        answered += results
        granted.update((str(reply.sop_class_uid), reply) for reply in replies)
    answer = _primitive(request.calling_ae_title, request.called_ae_title, max_pdu_length)
    answer.presentation_context_definition_results_list = answered
    answer.user_information.extend(granted.values())
    answer.result, answer.result_source = 0, 1
    pdu = A_ASSOCIATE_AC()
    pdu.from_primitive(answer)
    return pdu.encode(), _agreement(request, answered)


def _roles(request: A_ASSOCIATE) -> dict[UID, tuple[bool | None, bool | None]]:
    """The roles that the peer asks for: by SOP class, whether it would be SCU, and SCP."""
    from pynetdicom.pdu_primitives import SCP_SCU_RoleSelectionNegotiation

    asked = [it for it in request.user_information if isinstance(it, SCP_SCU_RoleSelectionNegotiation)]
    return {it.sop_class_uid: (bool(it.scu_role), bool(it.scp_role)) for it in asked if it.sop_class_uid}


def _ours(proposed: Sequence[str], preferred: Sequence[str]) -> list[str]:
    """The transfer syntax to accept, or those that would have been; what is no UID cannot be written into a file."""
    if not preferred:
        return [str(syntax) for syntax in proposed if is_uid(syntax)][:1]
    return [syntax for syntax in preferred if syntax in proposed][:1] or list(preferred)


def _primitive(calling: str, called: str, max_pdu_length: int) -> A_ASSOCIATE:
    from pydicom.uid import UID
    from pynetdicom.pdu_primitives import (
        A_ASSOCIATE,
        ImplementationClassUIDNotification,
        ImplementationVersionNameNotification,
        MaximumLengthNotification,
    )

    primitive = A_ASSOCIATE()
    primitive.application_context_name = UID(APPLICATION_CONTEXT_NAME)
    primitive.calling_ae_title, primitive.called_ae_title = calling, called
    length, uid = MaximumLengthNotification(), ImplementationClassUIDNotification()
    version = ImplementationVersionNameNotification()
    length.maximum_length_received = max_pdu_length
    uid.implementation_class_uid = UID(implementation.CLASS_UID)
    version.implementation_version_name = implementation.VERSION_NAME
    primitive.user_information = [length, uid, version]
    return primitive


def _agreement(request: A_ASSOCIATE, answered: Sequence[PresentationContext]) -> Agreement:
    from pynetdicom.pdu_primitives import (
        ImplementationClassUIDNotification,
        ImplementationVersionNameNotification,
        MaximumLengthNotification,
    )

    length, version, uid = 0, "", ""
    for item in request.user_information:
        if isinstance(item, MaximumLengthNotification):
            length = item.maximum_length_received
        elif isinstance(item, ImplementationVersionNameNotification):
            version = item.implementation_version_name or ""
        elif isinstance(item, ImplementationClassUIDNotification):
            uid = str(item.implementation_class_uid or "")
    contexts = {}
    for context in answered:
        if context.context_id is None or context.result is None:
            raise ValueError("a presentation context without an ID or a result")
        contexts[context.context_id] = Context(
            context.context_id,
            str(context.abstract_syntax),
            str(context.transfer_syntax[0]) if context.transfer_syntax else "",
            context.result,
            bool(context.as_scu),
            bool(context.as_scp),
        )
    titles = request.calling_ae_title.strip(), request.called_ae_title.strip()
    return Agreement(contexts, length, uid, version, *titles, window=1)
