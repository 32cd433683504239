"""The sending side of C-STORE, PDU by PDU, so that it can stop or go wrong anywhere."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Queue

from pydicom.config import disable_value_validation
from pydicom.dataset import Dataset
from pynetdicom.pdu import A_ASSOCIATE_RQ
from pynetdicom.pdu_primitives import (
    A_ASSOCIATE,
    ImplementationClassUIDNotification,
    MaximumLengthNotification,
)
from pynetdicom.presentation import build_context

from tests.peers.instances import Made, data_set_bytes
from tests.peers.processes import LOCALHOST
from tests.peers.scripted import DATA_SET, IMPLEMENTATION_CLASS_UID, PATIENCE, Conversation, encode_message

APPLICATION_CONTEXT = "1.2.840.10008.3.1.1.1"
C_STORE_RQ = 0x0001


@contextmanager
def associated(port: int, made: Made) -> Iterator[Conversation]:
    """An association with a storage server, with one context, of ID 1; the block's end just closes the connection."""
    request = A_ASSOCIATE()
    request.application_context_name = APPLICATION_CONTEXT
    request.calling_ae_title = "SENDER"
    request.called_ae_title = "SCU"
    context = build_context(made.sop_class, made.transfer_syntax)
    context.context_id = 1
    request.presentation_context_definition_list = [context]
    length = MaximumLengthNotification()
    length.maximum_length_received = 16384
    implementation = ImplementationClassUIDNotification()
    implementation.implementation_class_uid = IMPLEMENTATION_CLASS_UID
    request.user_information = [length, implementation]
    with socket.create_connection((LOCALHOST, port), timeout=PATIENCE) as connection:
        conversation = Conversation(connection, Queue())
        conversation.send(A_ASSOCIATE_RQ(request).encode())
        conversation.receive_pdu()
        yield conversation


def store_request(made: Made, context_id: int, **elements: object) -> Iterator[bytes]:
    """The PDUs of a C-STORE request; `elements` add to the command set or replace what is in it."""
    standard = {
        "AffectedSOPClassUID": made.sop_class,
        "CommandField": C_STORE_RQ,
        "MessageID": 1,
        "Priority": 0,
        "CommandDataSetType": DATA_SET,
        "AffectedSOPInstanceUID": made.uid,
    }
    command = Dataset()
    with disable_value_validation():
        for keyword, value in (standard | elements).items():
            setattr(command, keyword, value)
    return encode_message(context_id, command, data_set_bytes(made.path))
