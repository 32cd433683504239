"""What is asked for beyond presentation contexts, with pynetdicom as the judge of its bytes and as the server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.uid import UID, EnhancedSRStorage
from pynetdicom import evt
from pynetdicom.pdu import A_ASSOCIATE_AC, A_ASSOCIATE_RQ
from pynetdicom.pdu_primitives import (
    A_ASSOCIATE,
    SOPClassCommonExtendedNegotiation,
    SOPClassExtendedNegotiation,
)
from pynetdicom.presentation import PresentationContext
from pynetdicom.sop_class import _STORAGE_CLASSES

from scu.dimse import associate_pdu, extended
from scu.dimse.contexts import EXPLICIT_LE, IMPLICIT_LE, Proposal
from scu.dimse.extended import Common, Extended
from scu.dimse.negotiation import Request
from scu.dimse.pdu import MalformedPDU
from scu.results import Peer
from tests.peers.command import run_here
from tests.peers.instances import Attributes, make_instances
from tests.peers.recording import Recorder, recording_scp

PEER = Peer("pacs.example", 104, "ARCHIVE", "SCU")
PATIENT_ROOT, STUDY_ROOT = (f"1.2.840.10008.5.1.4.1.2.{model}" for model in (1, 2))
WORKLIST = "1.2.840.10008.5.1.4.31"
LAYOUTS = st.sampled_from([extended.OF_FIND, extended.OF_WORKLIST, extended.OF_RETRIEVE])
ASKED = LAYOUTS.flatmap(
    lambda fields: st.builds(Extended, st.just(fields), st.frozensets(st.sampled_from([it for it in fields if it])))
)
UIDS = st.lists(st.integers(0, 2**32), min_size=1, max_size=5).map(lambda parts: ".".join(map(str, (1, 2, *parts))))
COMMON = st.builds(Common, UIDS, st.lists(UIDS, max_size=5).map(tuple))
PROPOSALS = st.lists(
    st.builds(
        Proposal,
        UIDS,
        st.just((IMPLICIT_LE,)),
        extended=st.none() | ASKED,
        common=st.none() | COMMON,
    ),
    min_size=1,
    max_size=20,
    unique_by=lambda it: it.abstract_syntax,
)


def primitive_of(encoded: bytes) -> A_ASSOCIATE:
    pdu = A_ASSOCIATE_RQ()
    pdu.decode(encoded)
    return pdu.to_primitive()


@given(PROPOSALS)
def test_pynetdicom_reads_what_is_asked_for(proposals: list[Proposal]) -> None:
    items = primitive_of(Request(PEER, proposals, 16384).encode()).user_information

    asked = [item for item in items if isinstance(item, SOPClassExtendedNegotiation)]
    assert {it.sop_class_uid: it.service_class_application_information for it in asked} == {
        it.abstract_syntax: it.extended.encode() for it in proposals if it.extended
    }
    told = [item for item in items if isinstance(item, SOPClassCommonExtendedNegotiation)]
    assert {
        it.sop_class_uid: (it.service_class_uid, tuple(it.related_general_sop_class_identification)) for it in told
    } == {it.abstract_syntax: (it.common.service_class_uid, it.common.related_uids) for it in proposals if it.common}


def test_a_sop_class_with_several_contexts_has_one_item() -> None:
    asked = Extended(extended.OF_FIND, frozenset({extended.RELATIONAL}))
    proposals = [Proposal(STUDY_ROOT, (it,), extended=asked, common=Common("1.2")) for it in (IMPLICIT_LE, EXPLICIT_LE)]

    items = primitive_of(Request(PEER, proposals, 16384).encode()).user_information

    kinds = (SOPClassExtendedNegotiation, SOPClassCommonExtendedNegotiation)
    assert [sum(isinstance(item, kind) for item in items) for kind in kinds] == [1, 1]


@pytest.mark.parametrize(
    ("fields", "asked", "encoded"),
    [
        (extended.OF_FIND, {extended.RELATIONAL}, b"\1"),
        (extended.OF_FIND, {extended.DATETIME}, b"\0\1\0"),
        (extended.OF_FIND, {extended.RELATIONAL, extended.FUZZY}, b"\1\0\1"),
        (extended.OF_FIND, {extended.TIMEZONE}, b"\0\0\0\1"),
        (extended.OF_FIND, {extended.RELATIONAL, extended.ENHANCED_MULTIFRAME}, b"\1\0\0\0\1"),
        (extended.OF_WORKLIST, {extended.FUZZY}, b"\0\0\1"),
        (extended.OF_RETRIEVE, {extended.RELATIONAL}, b"\1"),
        (extended.OF_RETRIEVE, {extended.ENHANCED_MULTIFRAME}, b"\0\1"),
    ],
)
def test_the_bytes_of_the_standard(fields: tuple[str, ...], asked: set[str], encoded: bytes) -> None:
    assert Extended(fields, frozenset(asked)).encode() == encoded


def accept(answers: Mapping[str, bytes], contexts: int = 1, result: int = 0) -> bytes:
    """An A-ASSOCIATE-AC by pynetdicom."""
    primitive = A_ASSOCIATE()
    primitive.application_context_name = UID(associate_pdu.APPLICATION_CONTEXT_NAME)
    primitive.calling_ae_title, primitive.called_ae_title = "SCU", "ARCHIVE"
    primitive.result, primitive.result_source = 0, 1
    answered = []
    for number in range(contexts):
        context = PresentationContext()
        context.context_id, context.result = 2 * number + 1, result
        context.transfer_syntax = [UID(IMPLICIT_LE)]
        answered.append(context)
    primitive.presentation_context_definition_results_list = answered
    for uid, information in answers.items():
        item = SOPClassExtendedNegotiation()
        item.sop_class_uid, item.service_class_application_information = UID(uid), information
        primitive.user_information.append(item)
    return A_ASSOCIATE_AC(primitive).encode()


@given(st.dictionaries(UIDS, st.binary(min_size=1, max_size=9), max_size=6))
def test_we_read_the_answer_that_pynetdicom_writes(answers: dict[str, bytes]) -> None:
    agreement = Request(PEER, [Proposal(STUDY_ROOT, (IMPLICIT_LE,))], 16384).agree(accept(answers))

    assert agreement.extended == answers
    assert agreement.declined == ()


@given(ASKED, st.binary(max_size=9))
def test_only_a_byte_of_one_is_a_yes(asked: Extended, answer: bytes) -> None:
    proposal = Proposal(STUDY_ROOT, (IMPLICIT_LE,), extended=asked)

    declined = Request(PEER, [proposal], 16384).agree(accept({STUDY_ROOT: answer} if answer else {})).declined

    wanted = [name for name, byte in zip(asked.fields, asked.encode(), strict=False) if byte]
    assert declined == tuple(name for name in wanted if answer[(at := asked.fields.index(name)) : at + 1] != b"\1")


def test_nothing_is_said_of_a_model_that_is_refused_altogether() -> None:
    asked = Extended(extended.OF_FIND, frozenset({extended.FUZZY}))
    proposal = Proposal(STUDY_ROOT, (IMPLICIT_LE,), extended=asked)

    assert Request(PEER, [proposal], 16384).agree(accept({}, result=3)).declined == ()


def test_an_answer_that_is_cut_off_is_malformed() -> None:
    whole = accept({STUDY_ROOT: b"\1"})
    item = whole.index(b"\x56\0")
    item_length = int.from_bytes(whole[item + 2 : item + 4], "big")
    user_information = whole.index(b"\x50\0")

    for left in range(2):
        cut = bytearray(whole[:item] + b"\x56\0" + left.to_bytes(2, "big") + b"\0" * left)
        rest = whole[item + 4 + item_length :]
        cut += rest
        cut[user_information + 2 : user_information + 4] = (len(cut) - user_information - 4).to_bytes(2, "big")
        with pytest.raises(MalformedPDU):
            associate_pdu.decode_accept(bytes(cut))


def test_related_classes_are_storage_classes_and_none_is_related_to_itself() -> None:
    storage = set(_STORAGE_CLASSES.values())
    related = {uid: extended.storage(uid).related_uids for uid in storage}

    assert sum(bool(uids) for uids in related.values()) == 19
    for uid, uids in related.items():
        assert set(uids) <= storage - {uid}
        for general in uids:
            assert uid not in related[UID(general)]


@dataclass
class Negotiator(Recorder):
    """A server that answers extended negotiation with `grants`, by SOP class, and writes down what it was asked."""

    grants: dict[str, bytes] = field(default_factory=dict)
    extended: dict[UID, bytes] = field(default_factory=dict)
    common: dict[UID, SOPClassCommonExtendedNegotiation] = field(default_factory=dict)

    def handlers(self) -> list[evt.EventHandlerType]:
        return [*super().handlers(), (evt.EVT_SOP_EXTENDED, self._extended), (evt.EVT_SOP_COMMON, self._common)]

    def _extended(self, event: evt.Event) -> dict[UID, bytes]:
        asked = event.assoc.requestor.sop_class_extended
        self.extended.update(asked)
        return {UID(uid): self.grants[uid] for uid in asked if uid in self.grants}

    def _common(self, event: evt.Event) -> dict[UID, SOPClassCommonExtendedNegotiation]:
        told = event.assoc.requestor.sop_class_common_extended
        self.common.update(told)
        return told


ALL = ("--relational", "--datetime", "--fuzzy", "--timezone", "--enhanced-multiframe")


def test_find_asks_and_a_server_that_does_it_all_is_not_spoken_of() -> None:
    uid = f"{STUDY_ROOT}.1"
    with recording_scp(Negotiator(grants={uid: b"\1\1\1\1\1"})) as recorder:
        done = run_here("find", recorder.address, "--format", "json", *ALL)

    assert isinstance(recorder, Negotiator)
    assert recorder.extended == {uid: b"\1\1\1\1\1"}
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("options", "granted", "note"),
    [
        (ALL, b"\1\0\1\0\0", "combined date-time matching and timezone query adjustment and enhanced"),
        (("--fuzzy",), b"\0\0\0", "fuzzy matching of person names"),
        (("--relational",), None, "relational queries"),
        (("--timezone", "--relational"), b"\1", "timezone query adjustment, and does"),
    ],
)
def test_find_notes_what_the_server_does_not_do(options: Sequence[str], granted: bytes | None, note: str) -> None:
    uid = f"{PATIENT_ROOT}.1"
    with recording_scp(Negotiator(grants={} if granted is None else {uid: granted})) as recorder:
        done = run_here("find", recorder.address, "--patientroot", "--repeat", 2, *options)

    assert done.returncode == 0
    (line,) = [line for line in done.stderr.splitlines() if "does not do that" in line]
    assert line.startswith(f"scu: note: the server was asked for {note}")


@pytest.mark.parametrize(("verb", "operation"), [("get", 3), ("move", 2)])
def test_retrieves_ask_too(verb: str, operation: int, tmp_path: Path) -> None:
    uid = f"{STUDY_ROOT}.{operation}"
    where = ("--move", "SOMEBODY") if verb == "move" else ("-o", tmp_path)
    with recording_scp(Negotiator(grants={uid: b"\1\0"}, destinations={"SOMEBODY": 1})) as recorder:
        done = run_here(
            verb, recorder.address, *where, "-k", "StudyInstanceUID=1.2.3", "--relational", "--enhanced-multiframe"
        )

    assert isinstance(recorder, Negotiator)
    assert recorder.extended == {uid: b"\1\1"}
    assert "asked for enhanced multi-frame image conversion, and does not do that" in done.stderr


def test_a_worklist_has_two_things_to_ask_for() -> None:
    with recording_scp(Negotiator(grants={WORKLIST: b"\0\0\1\1"})) as recorder:
        done = run_here("find", recorder.address, "--worklist", "--fuzzy", "--timezone")
        refused = run_here("find", recorder.address, "--worklist", "--relational")

    assert isinstance(recorder, Negotiator)
    assert recorder.extended == {WORKLIST: b"\0\0\1\1"}
    assert done.returncode == 0
    assert refused.returncode == 2
    assert "has no relational queries to ask for" in refused.stderr
    assert len(recorder.requests) == 1


def test_without_an_option_nothing_is_asked_for() -> None:
    with recording_scp(Negotiator()) as recorder:
        run_here("find", recorder.address)

    assert isinstance(recorder, Negotiator)
    assert (recorder.extended, recorder.common) == ({}, {})


def test_relational_queries_may_leave_upper_levels_open_and_have_keys_of_lower_ones() -> None:
    query = ("find", "--dry-run", "-v", "--study", "-k", "Modality=CT", "--patientroot")

    plain, relational = run_here(*query), run_here(*query, "--relational")

    assert "PatientID is open" in plain.stderr
    assert "Modality belongs to the SERIES level" in plain.stderr
    assert relational.stderr == ""
    assert relational.stdout == plain.stdout


def test_a_relational_retrieve_still_says_what_it_wants() -> None:
    done = run_here("get", "--dry-run", "--series", "--relational", "-k", "StudyInstanceUID=1.2")

    assert done.returncode == 2
    assert "needs SeriesInstanceUID" in done.stderr


def test_store_tells_of_its_classes(tmp_path: Path) -> None:
    ct = make_instances(tmp_path / "ct")
    sr = make_instances(tmp_path / "sr", attributes=Attributes(sop_class=EnhancedSRStorage))
    with recording_scp(Negotiator()) as recorder:
        done = run_here("store", recorder.address, ct[0].path, sr[0].path, "--common-extended")

    assert done.returncode == 0
    assert isinstance(recorder, Negotiator)
    told = {
        uid: (it.service_class_uid, it.related_general_sop_class_identification) for uid, it in recorder.common.items()
    }
    comprehensive = [f"1.2.840.10008.5.1.4.1.1.88.{number}" for number in (33, 34, 35)]
    assert told == {
        ct[0].sop_class: ("1.2.840.10008.4.2", []),
        EnhancedSRStorage: ("1.2.840.10008.4.2", comprehensive),
    }
