"""What well-behaved peers say, in pynetdicom's encoding, and the pieces to say something else with."""

from __future__ import annotations

from collections.abc import Sequence
from struct import pack
from typing import Any, Final, TypeAlias

from pydicom.dataset import Dataset
from pydicom.uid import UID, ImplicitVRLittleEndian
from pynetdicom.pdu import A_ASSOCIATE_AC, A_ASSOCIATE_RQ
from pynetdicom.pdu_primitives import (
    A_ASSOCIATE,
    AsynchronousOperationsWindowNegotiation,
    ImplementationClassUIDNotification,
    ImplementationVersionNameNotification,
    MaximumLengthNotification,
    SCP_SCU_RoleSelectionNegotiation,
    SOPClassCommonExtendedNegotiation,
    SOPClassExtendedNegotiation,
    UserIdentityNegotiation,
)
from pynetdicom.presentation import PresentationContext, build_context

from scu.dimse.contexts import DEFLATED_LE, EXPLICIT_BE, EXPLICIT_LE, IMPLICIT_LE, VERIFICATION, Proposal
from scu.dimse.extended import DATETIME, FUZZY, OF_FIND, RELATIONAL, Extended
from scu.results import Peer
from tests.peers.scripted import DATA_SET, IMPLEMENTATION_CLASS_UID, NO_DATA_SET, encode_message

FIND, MOVE, GET = (f"1.2.840.10008.5.1.4.1.2.2.{number}" for number in (1, 2, 3))
CT: Final = "1.2.840.10008.5.1.4.1.1.2"
STUDY, SERIES, INSTANCE = "1.2.3.4", "1.2.3.4.5", "1.2.3.4.5.6"
PEER: Final = Peer("127.0.0.1", 104, "ANY-SCP", "SCU")
_SYNTAXES: Final = (IMPLICIT_LE, EXPLICIT_LE, EXPLICIT_BE, DEFLATED_LE)
PROPOSALS: Final = (
    Proposal(VERIFICATION, _SYNTAXES),
    Proposal(FIND, _SYNTAXES, extended=Extended(OF_FIND, frozenset((RELATIONAL, DATETIME, FUZZY)))),
    Proposal(MOVE, _SYNTAXES),
    Proposal(GET, _SYNTAXES),
    Proposal(CT, _SYNTAXES, as_scp=True),
)
"""What we ask for, as presentation contexts 1, 3, 5, 7 and 9."""
IDS: Final = {proposal.abstract_syntax: 2 * number + 1 for number, proposal in enumerate(PROPOSALS)}
RELEASE_RQ, RELEASE_RP = bytes((5, 0, 0, 0, 0, 4)) + bytes(4), bytes((6, 0, 0, 0, 0, 4)) + bytes(4)
ABORT: Final = bytes((7, 0, 0, 0, 0, 4, 0, 0, 2, 1))
WORDS: Final = (
    *(syntax.encode() for syntax in _SYNTAXES),
    *(uid.encode() for uid in (VERIFICATION, FIND, MOVE, GET, CT, INSTANCE)),
    *(bytes((kind, 0, 0, 4)) for kind in (0x10, 0x20, 0x21, 0x30, 0x40, 0x50, *range(0x51, 0x5A))),
    *(bytes((kind, 0, 0, 0, 0, 4)) for kind in range(1, 9)),
    *(pack("<HHLH", 0, element, 2, value) for element, value in ((0x100, 1), (0x800, 0x101), (0x900, 0xFF00))),
    *(pack("<HHL", 0, element, 4) for element in (0, 2, 0x600, 0x902, 0x1000, 0x1020)),
)
"""A dictionary of the wire: UIDs, headers of items, PDUs and command elements."""


def pdu(kind: int, body: bytes, length: int | None = None) -> bytes:
    """A PDU; `length` is a lie."""
    return pack(">BxL", kind, len(body) if length is None else length) + body


def item(kind: int, body: bytes, length: int | None = None) -> bytes:
    """An item or sub-item of an A-ASSOCIATE PDU; `length` is a lie."""
    return pack(">BxH", kind, len(body) if length is None else length) + body


def value(context_id: int, control: int, data: bytes, length: int | None = None) -> bytes:
    """A presentation data value; `length` is a lie."""
    return pack(">LBB", len(data) + 2 if length is None else length, context_id, control) + data


def data_pdu(context_id: int, control: int, data: bytes) -> bytes:
    """A P-DATA-TF PDU of one value."""
    return pdu(4, value(context_id, control, data))


def associate(kind: int, *items: bytes) -> bytes:
    """An A-ASSOCIATE-RQ (1) or -AC (2) of any items."""
    fixed = pack(">HH16s16s32s", 1, 0, b"SCU".ljust(16), b"PEER".ljust(16), b"")
    return pdu(kind, fixed + b"".join(items))


def user_information(kind: int, *sub_items: bytes) -> bytes:
    """An A-ASSOCIATE PDU, one context of which is in order, with any user information."""
    context = (
        item(0x20, bytes((1, 0, 0, 0)) + item(0x30, CT.encode()) + item(0x40, IMPLICIT_LE.encode()))
        if kind == 1
        else item(0x21, bytes((1, 0, 0, 0)) + item(0x40, IMPLICIT_LE.encode()))
    )
    return associate(kind, item(0x10, b"1.2.840.10008.3.1.1.1"), context, item(0x50, b"".join(sub_items)))


_Item: TypeAlias = (
    AsynchronousOperationsWindowNegotiation
    | SCP_SCU_RoleSelectionNegotiation
    | SOPClassExtendedNegotiation
    | SOPClassCommonExtendedNegotiation
    | UserIdentityNegotiation
)


def _information(primitive: A_ASSOCIATE, *more: _Item) -> None:
    length, uid = MaximumLengthNotification(), ImplementationClassUIDNotification()
    length.maximum_length_received, uid.implementation_class_uid = 16384, UID(IMPLEMENTATION_CLASS_UID)
    version = ImplementationVersionNameNotification()
    version.implementation_version_name = "PEER_1"
    primitive.user_information = [length, uid, version, *more]


def _role(uid: str, *, scu: bool, scp: bool) -> SCP_SCU_RoleSelectionNegotiation:
    role = SCP_SCU_RoleSelectionNegotiation()
    role.sop_class_uid, role.scu_role, role.scp_role = UID(uid), scu, scp
    return role


def _extended(uid: str, information: bytes) -> SOPClassExtendedNegotiation:
    extended = SOPClassExtendedNegotiation()
    extended.sop_class_uid, extended.service_class_application_information = UID(uid), information
    return extended


def _window(invoked: int) -> AsynchronousOperationsWindowNegotiation:
    window = AsynchronousOperationsWindowNegotiation()
    window.maximum_number_operations_invoked, window.maximum_number_operations_performed = invoked, 1
    return window


def accept(results: Sequence[int] = (0, 0, 0, 0, 0)) -> bytes:
    """The A-ASSOCIATE-AC to `PROPOSALS`, everything else granted."""
    answer = _titled()
    answer.result, answer.result_source = 0, 1
    contexts = []
    for number, result in enumerate(results):
        context = PresentationContext()
        context.context_id, context.result = 2 * number + 1, result
        context.transfer_syntax = [ImplicitVRLittleEndian]
        contexts.append(context)
    answer.presentation_context_definition_results_list = contexts
    _information(answer, _role(CT, scu=False, scp=True), _extended(FIND, b"\1\1\0"), _window(3))
    return A_ASSOCIATE_AC(answer).encode()


def request(*uids: str, called: str = "SCU", identity: bool = False) -> bytes:
    """An A-ASSOCIATE-RQ for these SOP classes, or for storage and verification."""
    primitive = _titled(called)
    contexts = []
    for number, uid in enumerate(uids or (CT, VERIFICATION)):
        context = build_context(uid, [ImplicitVRLittleEndian, EXPLICIT_LE])
        context.context_id = 2 * number + 1
        contexts.append(context)
    primitive.presentation_context_definition_list = contexts
    common = SOPClassCommonExtendedNegotiation()
    common.sop_class_uid, common.service_class_uid = UID(CT), UID("1.2.840.10008.4.2")
    common.related_general_sop_class_identification = [UID("1.2.840.10008.5.1.4.1.1.2.2")]
    more: list[_Item] = [_role(CT, scu=True, scp=True), _extended(FIND, b"\1\1"), _window(0), common]
    if identity:
        user = UserIdentityNegotiation()
        user.user_identity_type, user.primary_field, user.secondary_field = 2, b"user", b"password"
        user.positive_response_requested = True
        more.append(user)
    _information(primitive, *more)
    return A_ASSOCIATE_RQ(primitive).encode()


def _titled(called: str = "SCU") -> A_ASSOCIATE:
    primitive = A_ASSOCIATE()
    primitive.application_context_name = UID("1.2.840.10008.3.1.1.1")
    primitive.calling_ae_title, primitive.called_ae_title = "PEER", called
    return primitive


def message(uid: str, field: int, *, data: Dataset | bytes | None = None, **elements: object) -> bytes:
    """The PDUs of a DIMSE message on the context of a SOP class; message 1, or the answer to that."""
    command = Dataset()
    command.AffectedSOPClassUID = uid
    command.CommandField = field
    if field & 0x8000:
        command.MessageIDBeingRespondedTo, command.Status = 1, 0
    else:
        command.MessageID, command.Priority = 1, 0
    command.CommandDataSetType = NO_DATA_SET if data is None else DATA_SET
    for keyword, it in elements.items():
        setattr(command, keyword, it)
    return b"".join(encode_message(IDS[uid], command, data))


def match(number: int = 1) -> Dataset:
    """An identifier that matches."""
    found = Dataset()
    found.SpecificCharacterSet = "ISO_IR 192"
    found.QueryRetrieveLevel = "STUDY"
    found.PatientName = "Doe^Jäne"
    found.PatientID = f"P{number}"
    found.StudyInstanceUID = f"{STUDY}.{number}"
    return found


def instance() -> Dataset:
    """An object."""
    made = Dataset()
    made.SOPClassUID, made.SOPInstanceUID = UID(CT), UID(INSTANCE)
    made.StudyInstanceUID, made.SeriesInstanceUID = UID(STUDY), UID(SERIES)
    made.PatientName = "Doe^Jane"
    return made


def good_conversation(verb: str) -> bytes:
    """All that a good server says to one of our operations, from A-ASSOCIATE-AC to A-RELEASE-RP."""
    counts: dict[str, Any] = {
        "NumberOfRemainingSuboperations": 1,
        "NumberOfCompletedSuboperations": 1,
        "NumberOfFailedSuboperations": 0,
        "NumberOfWarningSuboperations": 0,
    }
    failed = Dataset()
    failed.FailedSOPInstanceUIDList = [INSTANCE, f"{INSTANCE}.1"]
    sent = message(CT, 0x0001, data=instance(), AffectedSOPInstanceUID=INSTANCE)
    said = {
        "echo": [message(VERIFICATION, 0x8030)],
        "find": [*(message(FIND, 0x8020, Status=0xFF00, data=match(it)) for it in (1, 2)), message(FIND, 0x8020)],
        "store": [
            message(CT, 0x8001, MessageIDBeingRespondedTo=it, AffectedSOPInstanceUID=f"{INSTANCE}.{it}", Status=status)
            for it, status in ((1, 0), (2, 0xB000))
        ],
        "get": [sent, message(GET, 0x8010, Status=0xFF00, **counts), message(GET, 0x8010, Status=0, **counts)],
        "move": [
            message(MOVE, 0x8021, Status=0xFF00, **counts),
            message(MOVE, 0x8021, Status=0xB000, data=failed, ErrorComment="two failed", **counts),
        ],
    }[verb]
    return accept() + b"".join(said) + RELEASE_RP


def good_sender(uid: str = INSTANCE) -> bytes:
    """All that a good requestor says to a storage server: C-ECHO, C-STORE, release."""
    stored = message(CT, 0x0001, data=instance(), AffectedSOPInstanceUID=uid)
    # Its contexts are others than ours: CT is 1, verification 3.
    return request() + on(3, message(VERIFICATION, 0x0030)) + on(1, stored) + RELEASE_RQ


def on(context_id: int, pdus: bytes) -> bytes:
    """The same message on another context: PDUs of one value each."""
    moved, at = bytearray(pdus), 0
    while at < len(moved):
        moved[at + 10] = context_id
        at += 6 + int.from_bytes(moved[at + 2 : at + 6], "big")
    return bytes(moved)
