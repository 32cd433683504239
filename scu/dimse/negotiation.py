"""A-ASSOCIATE PDUs to bytes and back, and what was agreed. pynetdicom does the work; no socket."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from scu import charset
from scu.dimse import user_information
from scu.dimse.contexts import Proposal
from scu.dimse.pdu import MalformedPDU
from scu.errors import Rejected, UsageError
from scu.results import Peer

if TYPE_CHECKING:
    from pynetdicom.pdu_primitives import A_ASSOCIATE
    from pynetdicom.presentation import PresentationContext

    from scu.dimse.identity import UserIdentity

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
    """What both sides know when the association stands: the contexts, and what the other one said of itself.

    `window` is how many operations we may invoke at a time (PS3.7 D.3.3.3).
    """

    contexts: dict[int, Context]
    max_pdu_length: int
    implementation_class_uid: str
    implementation_version: str
    calling_ae_title: str
    called_ae_title: str
    window: int


class Request:
    """An A-ASSOCIATE-RQ of ours, kept until the answer is there."""

    @charset.quietly()
    def __init__(
        self,
        peer: Peer,
        proposals: Sequence[Proposal],
        max_pdu_length: int,
        identity: UserIdentity | None = None,
        window: int = 1,
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
        self._primitive = user_information.primitive(peer.calling_ae_title, peer.called_ae_title, max_pdu_length)
        self._primitive.presentation_context_definition_list = self._contexts
        self._primitive.user_information += roles
        self._confirmed = identity is not None and identity.response_expected
        if identity is not None:
            self._primitive.user_information.append(user_information.identity(identity))
        self._window = window
        if window != 1:
            self._primitive.user_information.append(user_information.window(window))

    @charset.quietly()
    def encode(self) -> bytes:
        """The PDU.

        Raises:
            UsageError: the user identity is too long for it.
        """
        from pynetdicom.pdu import A_ASSOCIATE_RQ

        pdu = A_ASSOCIATE_RQ()
        pdu.from_primitive(self._primitive)
        try:
            return pdu.encode()
        except struct.error as error:  # a length that 16 bits do not hold
            raise UsageError(
                "the user identity does not fit into an association request",
                cause="all that is said of the user and of ourselves may have 65,535 bytes (PS3.8 9.3.2.3)",
                remedy="give a shorter token, ticket or assertion",
            ) from error

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
                self._contexts, answer.presentation_context_definition_results_list, user_information.roles(answer)
            )
            agreement = _agreement(answer, contexts, self._window)
        except _UNDECODABLE as error:
            raise MalformedPDU(f"its A-ASSOCIATE-AC cannot be decoded: {str(error) or 'an item is cut off'}") from error
        for context, proposed in zip(contexts, self._contexts, strict=True):
            if context.result == 0 and not set(context.transfer_syntax[:1]) & set(proposed.transfer_syntax):
                raise MalformedPDU(
                    f"it accepts presentation context {context.context_id} with a transfer syntax that was not proposed"
                )
        if self._confirmed and not user_information.confirms_identity(answer):
            raise Rejected(
                "the server accepted the association, but did not confirm the user",
                cause="it does not look at user identities (PS3.7 D.3.3.7), or does not know this user",
                remedy="ask the PACS administrator; without --pos-response the association goes on unconfirmed",
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
def accept(
    request: A_ASSOCIATE, supported: Callable[[str], bool], max_pdu_length: int, preferred: Sequence[str] = ()
) -> tuple[bytes, Agreement]:
    """The A-ASSOCIATE-AC for a request, and what is agreed by it.

    Each context gets the first transfer syntax that it proposes: that is how the peer would rather send, and a
    storage SCP which writes the bytes as they come needs to understand none of them. With `preferred`, it gets the
    first of those that it proposes, or is refused.
    """
    from pynetdicom.pdu import A_ASSOCIATE_AC
    from pynetdicom.presentation import build_context, negotiate_as_acceptor

    answered: list[PresentationContext] = []
    for context in request.presentation_context_definition_list:
        ours = []
        if context.abstract_syntax is not None and supported(context.abstract_syntax):
            ours.append(build_context(context.abstract_syntax, _ours(context.transfer_syntax, preferred)))
        answered += negotiate_as_acceptor([context], ours)[0]
    answer = user_information.primitive(request.calling_ae_title, request.called_ae_title, max_pdu_length)
    answer.presentation_context_definition_results_list = answered
    answer.result, answer.result_source = 0, 1
    pdu = A_ASSOCIATE_AC()
    pdu.from_primitive(answer)
    return pdu.encode(), _agreement(request, answered)


def _ours(proposed: Sequence[str], preferred: Sequence[str]) -> list[str]:
    """The transfer syntax to accept, or those that would have been."""
    if not preferred:
        return list(map(str, proposed[:1]))
    return [syntax for syntax in preferred if syntax in proposed][:1] or list(preferred)


def _agreement(primitive: A_ASSOCIATE, contexts: Sequence[PresentationContext], asked: int = 1) -> Agreement:
    said = user_information.said(primitive)
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
        agreed,
        said.max_pdu_length,
        said.implementation_class_uid,
        said.implementation_version,
        primitive.calling_ae_title.strip(),
        primitive.called_ae_title.strip(),
        window=1 if said.window is None else min(asked, said.window or asked),  # 0 is no limit
    )
