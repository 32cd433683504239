"""A-ASSOCIATE as bytes, with pynetdicom as the other side."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydicom.uid import UID
from pynetdicom.pdu import A_ASSOCIATE_AC, A_ASSOCIATE_RJ, A_ASSOCIATE_RQ
from pynetdicom.pdu_primitives import (
    A_ASSOCIATE,
    ImplementationClassUIDNotification,
    ImplementationVersionNameNotification,
    MaximumLengthNotification,
    SCP_SCU_RoleSelectionNegotiation,
)
from pynetdicom.presentation import PresentationContext, build_context, build_role, negotiate_as_requestor

from scu import implementation
from scu.dimse import acceptance, associate_pdu, contexts
from scu.dimse import rejection as rejecting
from scu.dimse.contexts import EXPLICIT_BE, EXPLICIT_LE, IMPLICIT_LE, VERIFICATION, Proposal
from scu.dimse.negotiation import Request
from scu.dimse.pdu import MalformedPDU
from scu.results import Peer

PEER = Peer("pacs.example", 104, "ARCHIVE", "SCU")
CT, MR = "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.4"
PRIVATE = "1.2.3.4.5"
AE_TITLES = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-", min_size=1, max_size=16)
UIDS = st.sampled_from([CT, MR, VERIFICATION, PRIVATE])
SYNTAXES = st.lists(st.sampled_from([IMPLICIT_LE, EXPLICIT_LE, "1.2.840.10008.1.2.4.50"]), min_size=1, unique=True)
PROPOSALS = st.lists(st.builds(Proposal, UIDS, SYNTAXES.map(tuple), st.booleans()), min_size=1, max_size=128)


def primitive_of(encoded: bytes) -> A_ASSOCIATE:
    pdu = A_ASSOCIATE_RQ()
    pdu.decode(encoded)
    return pdu.to_primitive()


def answered(context_id: int, result: int, *syntaxes: str) -> PresentationContext:
    context = PresentationContext()
    context.context_id, context.result = context_id, result
    context.transfer_syntax = [UID(syntax) for syntax in syntaxes]
    return context


def answer(answers: list[PresentationContext], *roles: SCP_SCU_RoleSelectionNegotiation, says: bool = True) -> bytes:
    """An A-ASSOCIATE-AC by pynetdicom; `says` whether the peer says what it is."""
    primitive = A_ASSOCIATE()
    primitive.application_context_name = UID(associate_pdu.APPLICATION_CONTEXT_NAME)
    primitive.calling_ae_title, primitive.called_ae_title = "SCU", "ARCHIVE"
    primitive.result, primitive.result_source = 0, 1
    primitive.presentation_context_definition_results_list = answers
    length, uid = MaximumLengthNotification(), ImplementationClassUIDNotification()
    version = ImplementationVersionNameNotification()
    length.maximum_length_received = 28672
    uid.implementation_class_uid = UID("1.2.3.4")
    version.implementation_version_name = "PEER_1"
    primitive.user_information = [length, uid, version, *roles] if says else []
    return A_ASSOCIATE_AC(primitive).encode()


@given(PROPOSALS, AE_TITLES, AE_TITLES, st.integers(0, 2**32 - 1))
def test_pynetdicom_reads_our_request(
    proposals: list[Proposal], called: str, calling: str, max_pdu_length: int
) -> None:
    request = primitive_of(Request(Peer("h", 1, called, calling), proposals, max_pdu_length).encode())

    assert (request.called_ae_title, request.calling_ae_title) == (called, calling)
    assert request.application_context_name == associate_pdu.APPLICATION_CONTEXT_NAME
    assert [
        (context.context_id, context.abstract_syntax, context.transfer_syntax)
        for context in request.presentation_context_definition_list
    ] == [(2 * n + 1, it.abstract_syntax, list(it.transfer_syntaxes)) for n, it in enumerate(proposals)]
    items = request.user_information
    roles = [item for item in items if isinstance(item, SCP_SCU_RoleSelectionNegotiation)]
    assert [role.sop_class_uid for role in roles] == list(
        dict.fromkeys(it.abstract_syntax for it in proposals if it.as_scp)
    )
    assert {(role.scu_role, role.scp_role) for role in roles} <= {(False, True)}
    assert request.maximum_length_received == max_pdu_length
    assert request.implementation_class_uid == implementation.CLASS_UID
    (version,) = [item for item in items if isinstance(item, ImplementationVersionNameNotification)]
    assert version.implementation_version_name == implementation.VERSION_NAME


def test_the_answer_of_a_peer_becomes_contexts() -> None:
    proposals = [
        Proposal(VERIFICATION, (IMPLICIT_LE, EXPLICIT_LE)),
        Proposal(CT, (EXPLICIT_LE,), as_scp=True),
        Proposal(MR, (EXPLICIT_LE,)),
        Proposal(PRIVATE, (IMPLICIT_LE,)),
    ]
    answers = [answered(1, 0, EXPLICIT_LE), answered(3, 0, EXPLICIT_LE), answered(5, 3, IMPLICIT_LE)]

    agreement = Request(PEER, proposals, 16384).agree(answer(answers, build_role(CT, scp_role=True)))

    assert [(it.id, it.abstract_syntax, it.accepted, it.result, it.as_scp) for it in agreement.contexts.values()] == [
        (1, VERIFICATION, True, 0, False),
        (3, CT, True, 0, True),
        (5, MR, False, 3, False),
        (7, PRIVATE, False, 2, False),
    ]
    assert agreement.contexts[1].transfer_syntax == EXPLICIT_LE
    assert (agreement.max_pdu_length, agreement.implementation_version) == (28672, "PEER_1")
    assert (agreement.calling_ae_title, agreement.called_ae_title) == ("SCU", "ARCHIVE")


@given(st.data())
def test_we_understand_an_answer_as_pynetdicom_does(data: st.DataObject) -> None:
    proposals = data.draw(
        st.lists(st.builds(Proposal, UIDS, SYNTAXES.map(tuple), st.booleans()), min_size=1, max_size=9)
    )
    proposals = list({it.abstract_syntax: it for it in proposals}.values())
    ours, answers, roles = [], [], {}
    for index, proposal in enumerate(proposals):
        context = build_context(proposal.abstract_syntax, list(proposal.transfer_syntaxes))
        context.context_id = 2 * index + 1
        if proposal.as_scp:
            context.scu_role, context.scp_role = False, True
            if role := data.draw(st.sampled_from([None, (False, True), (True, True), (True, False)])):
                roles[UID(proposal.abstract_syntax)] = role
        ours.append(context)
        if (result := data.draw(st.sampled_from([None, 0, 0, 1, 2, 3, 4]))) is not None:
            answers.append(answered(2 * index + 1, result, data.draw(st.sampled_from(proposal.transfer_syntaxes))))

    assume(answers)
    items = [build_role(uid, scu_role=scu, scp_role=scp) for uid, (scu, scp) in roles.items()]
    agreement = Request(PEER, proposals, 16384).agree(answer(answers, *items))

    theirs = negotiate_as_requestor(ours, answers, dict(roles))
    assert [(it.id, it.abstract_syntax, it.result) for it in agreement.contexts.values()] == [
        (it.context_id, it.abstract_syntax, it.result) for it in theirs
    ]
    assert [(it.transfer_syntax, it.as_scu, it.as_scp) for it in agreement.contexts.values() if it.accepted] == [
        (it.transfer_syntax[0], it.as_scu, it.as_scp) for it in theirs if it.result == 0
    ]


def test_a_peer_that_gives_no_role_and_says_nothing_of_itself_is_taken_as_it_is() -> None:
    agreement = Request(PEER, [Proposal(CT, (EXPLICIT_LE,), as_scp=True)], 16384).agree(
        answer([answered(1, 0, EXPLICIT_LE)], says=False)
    )

    assert agreement.contexts[1].accepted
    assert not agreement.contexts[1].as_scp
    assert (agreement.max_pdu_length, agreement.implementation_class_uid, agreement.implementation_version) == (
        0,
        "",
        "",
    )


def test_a_transfer_syntax_that_was_not_proposed_is_refused() -> None:
    request = Request(PEER, [Proposal(CT, (EXPLICIT_LE,))], 16384)

    with pytest.raises(MalformedPDU, match="context 1 with a transfer syntax that was not proposed"):
        request.agree(answer([answered(1, 0, EXPLICIT_BE)]))


def test_an_accepted_context_without_a_transfer_syntax_is_refused() -> None:
    good = answer([answered(1, 0, EXPLICIT_LE)])
    syntax = b"\x40\0" + len(EXPLICIT_LE).to_bytes(2, "big") + EXPLICIT_LE.encode()
    item = b"\x21\0" + (4 + len(syntax)).to_bytes(2, "big") + bytes((1, 0, 0, 0)) + syntax
    assert item in good

    bad = good[6:].replace(item, b"\x21\0\0\4\1\0\0\0")

    with pytest.raises(MalformedPDU, match="was not proposed"):
        Request(PEER, [Proposal(CT, (EXPLICIT_LE,))], 16384).agree(good[:2] + len(bad).to_bytes(4, "big") + bad)


def test_uids_against_the_rules_are_taken_as_they_are_without_a_warning() -> None:
    request = Request(PEER, [Proposal("1.2.03.4", (EXPLICIT_LE, "1.2.04"))], 16384)

    decoded = acceptance.decode_request(request.encode())
    encoded, agreement = acceptance.accept(decoded, contexts.is_storage, 16384)

    assert agreement.contexts[1].abstract_syntax == "1.2.03.4"
    assert request.agree(encoded).contexts[1].accepted


def test_answers_to_what_was_never_asked_are_passed_over() -> None:
    agreement = Request(PEER, [Proposal(CT, (EXPLICIT_LE,))], 16384).agree(
        answer([answered(1, 0, EXPLICIT_LE), answered(9, 0, EXPLICIT_LE)], build_role(MR, scp_role=True))
    )

    assert list(agreement.contexts) == [1]


def damaged(data: st.DataObject, encoded: bytes) -> bytes:
    """Some bytes of it changed, left out or put in; the length in the header is made to fit."""
    body = bytearray(encoded[6:])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(body) - 1))
        body[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    return encoded[:2] + len(body).to_bytes(4, "big") + bytes(body)


GOOD_REQUEST = Request(PEER, [Proposal(CT, (EXPLICIT_LE,), as_scp=True), Proposal(MR, (IMPLICIT_LE,))], 16384)


@given(st.data())
def test_a_damaged_answer_is_malformed_or_agreed(data: st.DataObject) -> None:
    good = answer([answered(1, 0, EXPLICIT_LE), answered(3, 3, IMPLICIT_LE)], build_role(CT, scp_role=True))
    with suppress(MalformedPDU):
        agreement = GOOD_REQUEST.agree(damaged(data, good))
        assert list(agreement.contexts) == [1, 3]
        assert agreement.contexts[1].transfer_syntax == EXPLICIT_LE or not agreement.contexts[1].accepted


@given(st.data())
def test_a_damaged_request_is_malformed_or_answered(data: st.DataObject) -> None:
    with suppress(MalformedPDU):
        request = acceptance.decode_request(damaged(data, GOOD_REQUEST.encode()))
        encoded, agreement = acceptance.accept(request, contexts.is_storage, 16384)
        assert encoded[0] == 2
        assert set(agreement.contexts) == {it.context_id for it in request.presentation_context_definition_list}


@given(st.binary(max_size=300))
def test_any_bytes_are_malformed_or_accept_nothing(body: bytes) -> None:
    length = len(body).to_bytes(4, "big")
    with suppress(MalformedPDU):
        acceptance.decode_request(b"\1\0" + length + body)
    with suppress(MalformedPDU):
        assert not any(it.accepted for it in GOOD_REQUEST.agree(b"\2\0" + length + body).contexts.values())


@given(st.lists(st.tuples(UIDS, SYNTAXES), min_size=1, max_size=20), AE_TITLES, AE_TITLES)
def test_what_we_accept_pynetdicom_understands(
    proposed: list[tuple[str, list[str]]], called: str, calling: str
) -> None:
    request = primitive_of(Request(PEER, contexts.verification(), 16384).encode())
    request.called_ae_title, request.calling_ae_title = called, calling
    request.presentation_context_definition_list = [build_context(uid, syntaxes) for uid, syntaxes in proposed]
    for index, context in enumerate(request.presentation_context_definition_list):
        context.context_id = 2 * index + 1

    encoded, agreement = acceptance.accept(
        acceptance.decode_request(A_ASSOCIATE_RQ(request).encode()), lambda uid: uid in (CT, PRIVATE), 65536
    )

    pdu = A_ASSOCIATE_AC()
    pdu.decode(encoded)
    understood = pdu.to_primitive()
    results = understood.presentation_context_definition_results_list
    assert [(it.context_id, it.result) for it in results] == [
        (2 * n + 1, 0 if uid in (CT, PRIVATE) else 3) for n, (uid, _) in enumerate(proposed)
    ]
    # Each object is taken as the peer would rather send it.
    assert [it.transfer_syntax[0] for it in results if it.result == 0] == [
        syntaxes[0] for uid, syntaxes in proposed if uid in (CT, PRIVATE)
    ]
    assert understood.maximum_length_received == 65536
    assert (agreement.called_ae_title, agreement.calling_ae_title) == (called, calling)
    assert all(context.as_scp for context in agreement.contexts.values() if context.accepted)


@pytest.mark.parametrize(("source", "reason"), [(1, 1), (1, 2), (1, 3), (1, 7), (2, 1), (2, 2), (3, 1), (3, 2)])
def test_a_rejection_has_pynetdicoms_words(source: int, reason: int) -> None:
    rejection = A_ASSOCIATE_RJ()
    rejection.decode(rejecting.reject(1, source, reason))

    error = rejecting.rejected(bytes((0, 1, source, reason)), PEER)

    assert error.message.rpartition(": ")[2].lower() == rejection.reason_str.lower().replace("recognised", "recognized")
    assert error.comment.startswith(f"result 1, source {source} (service {'user' if source == 1 else 'provider'}")


@given(st.integers(0, 255), st.integers(0, 255), st.integers(0, 255))
def test_any_rejection_has_words(result: int, source: int, reason: int) -> None:
    error = rejecting.rejected(bytes((0, result, source, reason)), PEER)

    assert error.message.startswith("pacs.example port 104 rejected the association")
    assert "  " not in error.message and " :" not in error.message
    assert f"result {result}, source {source} (" in error.comment
    assert error.remedy
