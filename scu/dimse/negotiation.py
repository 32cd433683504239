"""A-ASSOCIATE PDUs to bytes and back, and what was agreed. pynetdicom does the work; no socket."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from scu import charset, implementation
from scu.dimse.contexts import Proposal
from scu.dimse.pdu import MalformedPDU
from scu.errors import Rejected
from scu.results import Peer

if TYPE_CHECKING:
    from pydicom.uid import UID
    from pynetdicom.pdu_primitives import A_ASSOCIATE, UserIdentityNegotiation
    from pynetdicom.presentation import PresentationContext

    from scu.dimse.identity import UserIdentity

APPLICATION_CONTEXT: Final = "1.2.840.10008.3.1.1.1"


# What pynetdicom's decoders raise on bytes that are no A-ASSOCIATE; it has no error of its own for them.
_UNDECODABLE: Final = (
    AssertionError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    struct.error,
    NotImplementedError,
)

# PS3.8 table 9-18: result in the header, then (source, reason).
_REASONS: Final = {
    (1, 1): "no reason given",
    (1, 2): "application context name not supported",
    (1, 3): "calling AE title not recognized",
    (1, 7): "called AE title not recognized",
    (2, 1): "no reason given",
    (2, 2): "protocol version not supported",
    (3, 1): "temporary congestion",
    (3, 2): "local limit exceeded",
}
_RESULTS: Final = {1: " permanently", 2: " for now"}
_SOURCES: Final = {1: "service user", 2: "service provider, ACSE", 3: "service provider, presentation"}
CONTEXT_RESULTS: Final = {
    0: "accepted",
    1: "refused by the user",
    2: "refused without a reason",
    3: "the abstract syntax (the SOP class) is not supported",
    4: "none of the transfer syntaxes is supported",
}


@dataclass(frozen=True, slots=True)
class Context:
    """A presentation context as it was answered."""

    id: int
    abstract_syntax: str
    transfer_syntax: str
    result: int
    as_scu: bool
    as_scp: bool

    @property
    def accepted(self) -> bool:
        return self.result == 0


@dataclass(frozen=True, slots=True)
class Agreement:
    """What both sides know when the association stands: the contexts, and what the other one said of itself."""

    contexts: dict[int, Context]
    max_pdu_length: int
    implementation_class_uid: str
    implementation_version: str
    calling_ae_title: str
    called_ae_title: str


class Request:
    """An A-ASSOCIATE-RQ of ours, kept until the answer is there."""

    @charset.quietly()
    def __init__(
        self,
        peer: Peer,
        proposals: Sequence[Proposal],
        max_pdu_length: int,
        identity: UserIdentity | None = None,
    ) -> None:
        from pynetdicom.presentation import build_context, build_role

        self._contexts: list[PresentationContext] = []
        roles = []
        for index, proposal in enumerate(proposals):
            context = build_context(proposal.abstract_syntax, list(proposal.transfer_syntaxes))
            context.context_id = 2 * index + 1
            if proposal.as_scp:
                context.scu_role, context.scp_role = False, True
                roles.append(build_role(proposal.abstract_syntax, scp_role=True))
            self._contexts.append(context)
        self._primitive = _primitive(peer.calling_ae_title, peer.called_ae_title, max_pdu_length)
        self._primitive.presentation_context_definition_list = self._contexts
        self._primitive.user_information += roles
        self._confirmed = identity is not None and identity.response_expected
        if identity is not None:
            self._primitive.user_information.append(_identity(identity))

    @charset.quietly()
    def encode(self) -> bytes:
        from pynetdicom.pdu import A_ASSOCIATE_RQ

        pdu = A_ASSOCIATE_RQ()
        pdu.from_primitive(self._primitive)
        return pdu.encode()

    @charset.quietly()
    def agree(self, accept: bytes) -> Agreement:
        """What the peer's A-ASSOCIATE-AC makes of the request.

        Raises:
            MalformedPDU: it is none.
            Rejected: it does not confirm the user identity, as was asked.
        """
        from pynetdicom.pdu import A_ASSOCIATE_AC
        from pynetdicom.presentation import negotiate_as_requestor

        try:
            pdu = A_ASSOCIATE_AC()
            pdu.decode(accept)
            answer = pdu.to_primitive()
            contexts = negotiate_as_requestor(
                self._contexts, answer.presentation_context_definition_results_list, _roles(answer)
            )
            agreement = _agreement(answer, contexts)
        except _UNDECODABLE as error:
            raise MalformedPDU(f"its A-ASSOCIATE-AC cannot be decoded: {str(error) or 'an item is cut off'}") from error
        for context, proposed in zip(contexts, self._contexts, strict=True):
            if context.result == 0 and not set(context.transfer_syntax[:1]) & set(proposed.transfer_syntax):
                raise MalformedPDU(
                    f"it accepts presentation context {context.context_id} with a transfer syntax that was not proposed"
                )
        if self._confirmed and not _confirms_identity(answer):
            raise Rejected(
                "the server accepted the association, but did not confirm the user",
                cause="it does not look at user identities (PS3.7 D.3.3.7), or does not know this user",
                remedy="ask the PACS administrator; without --identity-response the association goes on unconfirmed",
            )
        return agreement


@charset.quietly()
def decode_request(request: bytes) -> A_ASSOCIATE:
    """The peer's A-ASSOCIATE-RQ.

    Raises:
        MalformedPDU: it is none.
    """
    from pynetdicom.pdu import A_ASSOCIATE_RQ

    try:
        pdu = A_ASSOCIATE_RQ()
        pdu.decode(request)
        primitive = pdu.to_primitive()
        if not all(it.abstract_syntax and it.transfer_syntax for it in primitive.presentation_context_definition_list):
            raise ValueError("a presentation context without an abstract or a transfer syntax")
        return primitive
    except _UNDECODABLE as error:
        raise MalformedPDU(f"its A-ASSOCIATE-RQ cannot be decoded: {str(error) or 'an item is cut off'}") from error


@charset.quietly()
def accept(request: A_ASSOCIATE, supported: Callable[[str], bool], max_pdu_length: int) -> tuple[bytes, Agreement]:
    """The A-ASSOCIATE-AC for a request, and what is agreed by it.

    Each context gets the first transfer syntax that it proposes: that is how the peer would rather send, and a
    storage SCP which writes the bytes as they come needs to understand none of them.
    """
    from pynetdicom.pdu import A_ASSOCIATE_AC
    from pynetdicom.presentation import build_context, negotiate_as_acceptor

    answered: list[PresentationContext] = []
    for context in request.presentation_context_definition_list:
        ours = []
        if context.abstract_syntax is not None and supported(context.abstract_syntax):
            ours.append(build_context(context.abstract_syntax, list(context.transfer_syntax[:1])))
        answered += negotiate_as_acceptor([context], ours)[0]
    answer = _primitive(request.calling_ae_title, request.called_ae_title, max_pdu_length)
    answer.presentation_context_definition_results_list = answered
    answer.result, answer.result_source = 0, 1
    pdu = A_ASSOCIATE_AC()
    pdu.from_primitive(answer)
    return pdu.encode(), _agreement(request, answered)


def reject(result: int, source: int, reason: int) -> bytes:
    """An A-ASSOCIATE-RJ (PS3.8 9.3.4)."""
    return bytes((3, 0, 0, 0, 0, 4, 0, result, source, reason))


def rejected(body: bytes, peer: Peer) -> Rejected:
    """The error for the four bytes of an A-ASSOCIATE-RJ, in words."""
    _, result, source, reason = body
    why = _REASONS.get((source, reason), f"an unknown reason, {reason}")
    called, calling = repr(peer.called_ae_title), repr(peer.calling_ae_title)
    cause, remedy = "", "ask the PACS administrator what the server's log says"
    if (source, reason) == (1, 7):
        cause = f"the server does not go by the AE title {called}; case and spaces count"
        remedy = "ask the PACS administrator for the server's AE title, and give it with --call"
    elif (source, reason) == (1, 3):
        cause = f"the server does not know us as {calling}; case and spaces count"
        remedy = f"ask the PACS administrator to register {calling}, or give a registered one with --aetitle"
    elif source == 3:
        cause = "the server has too many associations open"
        remedy = "try again later; if it stays, the PACS administrator can raise the limit"
    elif (source, reason) == (1, 1):
        cause = f"often an AE title: we called {called} as {calling}"
        remedy = "check both AE titles with the PACS administrator"
    return Rejected(
        f"{peer.host} port {peer.port} rejected the association{_RESULTS.get(result, '')}: {why}",
        comment=f"result {result}, source {source} ({_SOURCES.get(source, 'unknown')}), reason {reason}",
        cause=cause,
        remedy=remedy,
    )


def _primitive(calling: str, called: str, max_pdu_length: int) -> A_ASSOCIATE:
    from pydicom.uid import UID
    from pynetdicom.pdu_primitives import (
        A_ASSOCIATE,
        ImplementationClassUIDNotification,
        ImplementationVersionNameNotification,
        MaximumLengthNotification,
    )

    primitive = A_ASSOCIATE()
    primitive.application_context_name = UID(APPLICATION_CONTEXT)
    primitive.calling_ae_title, primitive.called_ae_title = calling, called
    length, uid = MaximumLengthNotification(), ImplementationClassUIDNotification()
    version = ImplementationVersionNameNotification()
    length.maximum_length_received = max_pdu_length
    uid.implementation_class_uid = UID(implementation.CLASS_UID)
    version.implementation_version_name = implementation.VERSION_NAME
    primitive.user_information = [length, uid, version]
    return primitive


def _roles(primitive: A_ASSOCIATE) -> dict[UID, tuple[bool | None, bool | None]]:
    from pynetdicom.pdu_primitives import SCP_SCU_RoleSelectionNegotiation

    return {
        item.sop_class_uid: (item.scu_role, item.scp_role)
        for item in primitive.user_information
        if isinstance(item, SCP_SCU_RoleSelectionNegotiation) and item.sop_class_uid is not None
    }


def _identity(identity: UserIdentity) -> UserIdentityNegotiation:
    from pynetdicom.pdu_primitives import UserIdentityNegotiation

    item = UserIdentityNegotiation()
    item.user_identity_type = identity.kind.value
    item.positive_response_requested = identity.response_expected
    item.primary_field = identity.primary
    if identity.secondary or identity.kind == identity.kind.USER_NAME_AND_PASSWORD:
        item.secondary_field = identity.secondary
    return item


def _confirms_identity(answer: A_ASSOCIATE) -> bool:
    from pynetdicom.pdu_primitives import UserIdentityNegotiation

    return any(isinstance(item, UserIdentityNegotiation) for item in answer.user_information)


def _agreement(primitive: A_ASSOCIATE, contexts: Sequence[PresentationContext]) -> Agreement:
    from pynetdicom.pdu_primitives import (
        ImplementationClassUIDNotification,
        ImplementationVersionNameNotification,
        MaximumLengthNotification,
    )

    length, version, uid = 0, "", ""
    for item in primitive.user_information:
        if isinstance(item, MaximumLengthNotification):
            length = item.maximum_length_received
        elif isinstance(item, ImplementationVersionNameNotification):
            version = item.implementation_version_name or ""
        elif isinstance(item, ImplementationClassUIDNotification):
            uid = str(item.implementation_class_uid or "")
    agreed = {}
    for context in contexts:
        if context.context_id is None or context.result is None:
            raise ValueError("a presentation context without an ID or a result")
        agreed[context.context_id] = Context(
            context.context_id,
            str(context.abstract_syntax),
            str(context.transfer_syntax[0]) if context.transfer_syntax else "",
            context.result,
            bool(context.as_scu),
            bool(context.as_scp),
        )
    return Agreement(
        agreed, length, uid, version, primitive.calling_ae_title.strip(), primitive.called_ae_title.strip()
    )
