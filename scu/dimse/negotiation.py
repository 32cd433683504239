"""What we ask for in an A-ASSOCIATE-RQ, and what the answer makes of it (PS3.8 7.1, PS3.7 D.3). No socket.

The bytes are ours and not pynetdicom's: importing that takes 0.1 s, more than a whole C-ECHO with all else that scu
needs, and a request with 128 contexts 40 ms more. What a peer asks of us is still pynetdicom's to read and to decide
(`acceptance`): there nobody waits, and its care with strangers is worth the time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from scu.dimse import associate_pdu
from scu.dimse.contexts import Proposal
from scu.dimse.pdu import MalformedPDU
from scu.errors import NoContext, Rejected
from scu.results import Peer

if TYPE_CHECKING:
    from scu.dimse.associate_pdu import Answer
    from scu.dimse.identity import UserIdentity

CONTEXT_RESULTS: Final = {
    0: "accepted",
    1: "refused by the user",
    2: "refused without a reason",
    3: "the abstract syntax (the SOP class) is not supported",
    4: "none of the transfer syntaxes is supported",
}
_UNANSWERED: Final = 2


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

    `window` is how many operations we may invoke at a time (PS3.7 D.3.3.3). `extended` is what the peer answered to
    SOP Class Extended Negotiation (PS3.7 D.3.3.5), by SOP class, and `declined` names what it does not do of that.
    """

    contexts: dict[int, Context]
    max_pdu_length: int
    implementation_class_uid: str
    implementation_version: str
    calling_ae_title: str
    called_ae_title: str
    window: int
    extended: Mapping[str, bytes] = field(default_factory=dict)
    declined: tuple[str, ...] = ()


class Request:
    """An A-ASSOCIATE-RQ of ours, kept until the answer is there."""

    def __init__(
        self,
        peer: Peer,
        proposals: Sequence[Proposal],
        max_pdu_length: int,
        identity: UserIdentity | None = None,
        window: int = 1,
    ) -> None:
        self._peer = peer
        self._proposals = {2 * index + 1: proposal for index, proposal in enumerate(proposals)}
        self._max_pdu_length = max_pdu_length
        self._identity = identity
        self._window = window

    def encode(self) -> bytes:
        """The PDU.

        Raises:
            UsageError: the user identity is too long for it.
        """
        return associate_pdu.encode_request(
            self._peer, self._proposals, self._max_pdu_length, self._identity, self._window
        )

    def agree(self, accept: bytes) -> Agreement:
        """What the peer's A-ASSOCIATE-AC makes of the request.

        Raises:
            MalformedPDU: it is none.
            Rejected: it does not confirm the user identity, as was asked.
        """
        answer = associate_pdu.decode_accept(accept)
        contexts = {number: self._context(number, proposal, answer) for number, proposal in self._proposals.items()}
        if self._identity is not None and self._identity.response_expected and not answer.confirms_identity:
            raise Rejected(
                "the server accepted the association, but did not confirm the user",
                cause="it does not look at user identities (PS3.7 D.3.3.7), or does not know this user",
                remedy="ask the PACS administrator; without --pos-response the association goes on unconfirmed",
            )
        return Agreement(
            contexts,
            answer.max_pdu_length,
            answer.implementation_class_uid,
            answer.implementation_version,
            self._peer.calling_ae_title,
            self._peer.called_ae_title,
            window=1 if answer.window is None else min(self._window, answer.window or self._window),  # 0 is no limit
            extended=answer.extended,
            declined=self._declined(answer),
        )

    def _declined(self, answer: Answer) -> tuple[str, ...]:
        """Of SOP classes that are refused altogether there is more to say than this."""
        declined = [
            name
            for number, proposal in self._proposals.items()
            if proposal.extended and answer.contexts.get(number, (_UNANSWERED, ""))[0] == 0
            for name in proposal.extended.declined(answer.extended.get(proposal.abstract_syntax, b""))
        ]
        return tuple(dict.fromkeys(declined))

    def _context(self, number: int, proposal: Proposal, answer: Answer) -> Context:
        """One that was not answered counts as refused. An SCP role is ours if the peer agrees (PS3.7 D.3.3.4)."""
        result, transfer_syntax = answer.contexts.get(number, (_UNANSWERED, proposal.transfer_syntaxes[0]))
        if result == 0 and transfer_syntax not in proposal.transfer_syntaxes:
            raise MalformedPDU(f"it accepts presentation context {number} with a transfer syntax that was not proposed")
        role = answer.roles.get(proposal.abstract_syntax) if proposal.as_scp else None
        as_scu, as_scp = (True, False) if role is None else (False, role[1])
        accepted = result == 0
        return Context(
            number, proposal.abstract_syntax, transfer_syntax, result, as_scu and accepted, as_scp and accepted
        )


def no_context(peer: Peer, abstract_syntax: str, proposed: Sequence[Context]) -> NoContext:
    """The error for a SOP class that has no accepted presentation context; `proposed` are those that were not."""
    from pydicom.uid import UID

    from scu.explanations import associations

    name = UID(abstract_syntax).name
    result = proposed[0].result if proposed else _UNANSWERED
    why = associations.context(result)
    return NoContext(
        f"{peer.called_ae_title} does not accept {name}",
        comment=CONTEXT_RESULTS.get(result, "") if proposed else "it was not proposed",
        cause=why.cause,
        remedy=f"{why.remedy} (we are {peer.calling_ae_title!r})",
    )
