"""Which presentation contexts are proposed, and which are accepted."""

from __future__ import annotations

from itertools import groupby, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.uid import UID
from pynetdicom import AllStoragePresentationContexts
from pynetdicom.pdu import A_ASSOCIATE_RQ
from pynetdicom.pdu_primitives import SCP_SCU_RoleSelectionNegotiation
from pynetdicom.sop_class import uid_to_service_class

from scu.dimse import contexts
from scu.dimse.contexts import EXPLICIT_LE, IMPLICIT_LE, Proposal
from scu.dimse.negotiation import Request
from scu.dimse.storage_classes import RETRIEVED_STORAGE_CLASSES
from scu.results import Outgoing, Peer

FIND, GET = "1.2.840.10008.5.1.4.1.2.2.1", "1.2.840.10008.5.1.4.1.2.2.3"
# More pairs than one association has room for.
PAIRS = st.tuples(st.integers(1, 40), st.integers(1, 10))


def outgoing(pairs: list[tuple[int, int]]) -> list[Outgoing]:
    return [
        Outgoing(f"{number}.dcm", 100, 10, f"1.2.{sop_class}", f"1.9.{number}", f"1.3.{syntax}")
        for number, (sop_class, syntax) in enumerate(pairs)
    ]


@given(st.lists(PAIRS, max_size=600))
def test_batches_keep_every_instance_in_order_with_a_context_of_its_own(pairs: list[tuple[int, int]]) -> None:
    instances = outgoing(pairs)

    batches = list(contexts.batches(instances))

    assert [one for _, batch in batches for one in batch] == instances
    for proposals, batch in batches:
        assert 0 < len(proposals) <= 128
        assert proposals == list(
            dict.fromkeys(Proposal(one.sop_class_uid, (one.transfer_syntax_uid,)) for one in batch)
        )


@given(st.lists(PAIRS, max_size=600))
def test_a_batch_ends_only_when_there_is_no_room(pairs: list[tuple[int, int]]) -> None:
    batches = list(contexts.batches(outgoing(pairs)))

    for (full, _), (_, following) in pairwise(batches):
        assert len(full) == 128
        first = following[0]
        assert Proposal(first.sop_class_uid, (first.transfer_syntax_uid,)) not in full


@pytest.mark.parametrize(("pairs", "sizes"), [(0, []), (1, [1]), (128, [128]), (129, [128, 1]), (300, [128, 128, 44])])
def test_128_contexts_fit_into_an_association(pairs: int, sizes: list[int]) -> None:
    instances = outgoing([(number, 1) for number in range(pairs) for _ in range(3)])

    batches = list(contexts.batches(instances))

    assert [len(proposals) for proposals, _ in batches] == sizes
    assert [len(batch) for _, batch in batches] == [3 * size for size in sizes]


FALLBACKS = (EXPLICIT_LE, IMPLICIT_LE)


@given(st.lists(PAIRS, max_size=600), st.booleans())
def test_every_class_has_what_to_fall_back_to_in_its_batch(pairs: list[tuple[int, int]], some_only: bool) -> None:
    instances = outgoing(pairs)
    only = ("1.3.1", "1.3.2") if some_only else ()

    batches = list(contexts.batches(instances, fallbacks=FALLBACKS, only=only))

    assert [one for _, batch in batches for one in batch] == instances
    for proposals, batch in batches:
        assert len(proposals) == len(set(proposals)) <= 128
        own = {(one.sop_class_uid, one.transfer_syntax_uid) for one in batch}
        wanted = {pair for pair in own if not only or pair[1] in only}
        wanted |= {(sop_class, syntax) for sop_class, _ in own for syntax in FALLBACKS}
        assert {(it.abstract_syntax, *it.transfer_syntaxes) for it in proposals} == wanted
    for (full, _), (_, following) in pairwise(batches):
        assert len(full) > 128 - 3
        assert following


def test_plain_files_cost_one_context_a_class_more() -> None:
    instances = [Outgoing("f", 1, 1, f"1.2.{number % 3}", "1.9", EXPLICIT_LE) for number in range(9)]

    ((proposals, _),) = contexts.batches(instances, fallbacks=FALLBACKS)

    assert len(proposals) == 3 + 3


def test_batches_read_no_further_than_they_must() -> None:
    instances = iter(outgoing([(number, 1) for number in range(400)]))

    next(contexts.batches(instances))

    assert next(instances).file == "129.dcm"


def test_a_c_get_proposes_every_storage_class_once_and_fits() -> None:
    request, *stored = [*contexts.query(GET), *contexts.returning(None)]

    assert request == contexts.query(GET)[0]
    assert [proposal.abstract_syntax for proposal in stored] == list(RETRIEVED_STORAGE_CLASSES)
    assert all(proposal.as_scp for proposal in stored)
    assert not request.as_scp
    assert 1 + len(set(RETRIEVED_STORAGE_CLASSES)) == 1 + len(stored) <= contexts.MAX_CONTEXTS


def test_uncompressed_is_what_we_would_rather_get() -> None:
    syntaxes = [UID(uid) for uid in contexts.returning(None)[0].transfer_syntaxes]

    assert syntaxes[:2] == [EXPLICIT_LE, IMPLICIT_LE]
    assert len(set(syntaxes)) == len(syntaxes)
    assert all(uid.is_transfer_syntax for uid in syntaxes)
    assert [compressed for compressed, _ in groupby(syntaxes, key=lambda uid: uid.is_compressed)] in (
        [False, True],
        [False, True, False],
    )


def test_queries_let_the_peer_choose() -> None:
    (proposal,) = contexts.query(FIND)

    assert proposal.abstract_syntax == FIND
    assert {EXPLICIT_LE, IMPLICIT_LE} <= set(proposal.transfer_syntaxes)
    assert contexts.verification()[0].transfer_syntaxes[0] == IMPLICIT_LE


@pytest.mark.parametrize(
    "uid",
    [
        *RETRIEVED_STORAGE_CLASSES,
        *(context.abstract_syntax for context in AllStoragePresentationContexts),
        "1.2.840.113619.4.2",
        "1.3.12.2.1107.5.9.1",
        "2.25.1234",
    ],
)
def test_storage_classes_known_retired_and_private_are_stored(uid: str) -> None:
    assert contexts.is_storage(uid)


@pytest.mark.parametrize("uid", [FIND, GET, contexts.VERIFICATION, "1.2.840.10008.1.20.1", "1.2.840.10008.1.3.10"])
def test_other_services_are_no_storage(uid: str) -> None:
    assert uid_to_service_class(uid).__name__ != "StorageServiceClass"
    assert not contexts.is_storage(uid)


def test_a_c_get_asks_for_the_scp_role_of_every_storage_class() -> None:
    pdu = A_ASSOCIATE_RQ()
    pdu.decode(
        Request(
            Peer("pacs.example", 104, "ARCHIVE", "SCU"), [*contexts.query(GET), *contexts.returning(None)], 16384
        ).encode()
    )
    request = pdu.to_primitive()

    roles = [item for item in request.user_information if isinstance(item, SCP_SCU_RoleSelectionNegotiation)]
    proposed = [context.abstract_syntax for context in request.presentation_context_definition_list]
    assert proposed == [GET, *RETRIEVED_STORAGE_CLASSES]
    assert {role.sop_class_uid for role in roles} == set(RETRIEVED_STORAGE_CLASSES)
    assert {(role.scu_role, role.scp_role) for role in roles} == {(False, True)}
