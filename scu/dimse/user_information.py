"""The user information items of an A-ASSOCIATE (PS3.7 D.3.3), as pynetdicom's primitives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scu import implementation

if TYPE_CHECKING:
    from pydicom.uid import UID
    from pynetdicom.pdu_primitives import (
        A_ASSOCIATE,
        AsynchronousOperationsWindowNegotiation,
        UserIdentityNegotiation,
    )

    from scu.dimse.identity import UserIdentity

APPLICATION_CONTEXT = "1.2.840.10008.3.1.1.1"


@dataclass(frozen=True, slots=True)
class Said:
    """What the other side said of itself. `window` is its Maximum Number Operations Invoked, None if unsaid."""

    max_pdu_length: int = 0
    implementation_class_uid: str = ""
    implementation_version: str = ""
    window: int | None = None


def primitive(calling: str, called: str, max_pdu_length: int) -> A_ASSOCIATE:
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


def roles(primitive: A_ASSOCIATE) -> dict[UID, tuple[bool | None, bool | None]]:
    from pynetdicom.pdu_primitives import SCP_SCU_RoleSelectionNegotiation

    return {
        item.sop_class_uid: (item.scu_role, item.scp_role)
        for item in primitive.user_information
        if isinstance(item, SCP_SCU_RoleSelectionNegotiation) and item.sop_class_uid is not None
    }


def identity(user: UserIdentity) -> UserIdentityNegotiation:
    from pynetdicom.pdu_items import UserIdentitySubItemRQ
    from pynetdicom.pdu_primitives import UserIdentityNegotiation

    class Item(UserIdentityNegotiation):
        def from_primitive(self) -> UserIdentitySubItemRQ:
            # pynetdicom's own refuses an empty password, which the standard does not.
            item = UserIdentitySubItemRQ()
            item.from_primitive(self)
            return item

    item = Item()
    item.user_identity_type = user.kind.value
    item.positive_response_requested = user.response_expected
    item.primary_field = user.primary
    if user.secondary or user.kind == user.kind.USER_NAME_AND_PASSWORD:
        item.secondary_field = user.secondary
    return item


def confirms_identity(answer: A_ASSOCIATE) -> bool:
    from pynetdicom.pdu_primitives import UserIdentityNegotiation

    return any(isinstance(item, UserIdentityNegotiation) for item in answer.user_information)


def window(operations: int) -> AsynchronousOperationsWindowNegotiation:
    """So many operations invoked at a time; as the requestor we perform none but sub-operations, one by one."""
    from pynetdicom.pdu_primitives import AsynchronousOperationsWindowNegotiation

    item = AsynchronousOperationsWindowNegotiation()
    item.maximum_number_operations_invoked = operations
    item.maximum_number_operations_performed = 1
    return item


def said(primitive: A_ASSOCIATE) -> Said:
    """Read it; items may be absent."""
    from pynetdicom.pdu_primitives import (
        AsynchronousOperationsWindowNegotiation,
        ImplementationClassUIDNotification,
        ImplementationVersionNameNotification,
        MaximumLengthNotification,
    )

    length, version, uid, window = 0, "", "", None
    for item in primitive.user_information:
        if isinstance(item, MaximumLengthNotification):
            length = item.maximum_length_received
        elif isinstance(item, ImplementationVersionNameNotification):
            version = item.implementation_version_name or ""
        elif isinstance(item, ImplementationClassUIDNotification):
            uid = str(item.implementation_class_uid or "")
        elif isinstance(item, AsynchronousOperationsWindowNegotiation):
            window = item.maximum_number_operations_invoked
    return Said(length, uid, version, window)
