"""A C-STORE request that comes in, by C-GET or at the storage SCP, to a file and its answer (PS3.4 B.2)."""

from __future__ import annotations

import time

from scu.dimse import command
from scu.dimse.association import Association
from scu.dimse.command import Command
from scu.results import Category, Instance, Status
from scu.storage.receive import Receiver

_NOT_SUPPORTED = Status(0x0122, Category.FAILURE, "SOP class not supported", "not the SOP class of this context")


def receive_instance(
    association: Association, context_id: int, request: Command, receiver: Receiver, source_ae_title: str
) -> Instance:
    """Take the object that follows a C-STORE request, and answer it.

    Raises:
        Aborted, TimedOut: the association is lost; nothing of the object is left.
    """
    began = time.monotonic()
    context = association.contexts[context_id]
    sop_class_uid = request.text(command.AFFECTED_SOP_CLASS_UID)
    sop_instance_uid = request.text(command.AFFECTED_SOP_INSTANCE_UID)
    association.wire.doing = f"receiving {sop_instance_uid}"
    fragments = association.data_set(context_id)
    if context.accepted and context.as_scp and context.abstract_syntax == sop_class_uid:
        instance = receiver.receive(
            sop_class_uid, sop_instance_uid, context.transfer_syntax, source_ae_title, fragments
        )
    else:
        for _ in fragments:
            pass
        instance = Instance(None, sop_class_uid, sop_instance_uid, context.transfer_syntax, _NOT_SUPPORTED)
    status = instance.status or _NOT_SUPPORTED
    association.send(context_id, command.response(request, status.code, status.comment or ""))
    return instance.lasting(time.monotonic() - began)
