"""A C-STORE request that comes in, by C-GET or at the storage SCP, to a file and its answer (PS3.4 B.2)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from scu.dimse import command
from scu.dimse.association import Association
from scu.dimse.command import Command
from scu.dimse.contexts import VERIFICATION
from scu.errors import Aborted, ScuError, TimedOut
from scu.results import Category, Instance, Status

if TYPE_CHECKING:
    from scu.dimse.quota import Quota
    from scu.storage.receive import Receiver

_NOT_SUPPORTED = Status(0x0122, Category.FAILURE, "SOP class not supported", "not the SOP class of this context")


def receive_instance(
    association: Association,
    context_id: int,
    request: Command,
    receiver: Receiver,
    source_ae_title: str,
    quota: Quota | None = None,
) -> tuple[Instance, ScuError | None]:
    """Take the object that follows a C-STORE request, and answer it.

    An object that came is here, even where the association is lost before it can be answered: then that comes with it.

    Args:
        quota: what may come at all; an object beyond it is thrown away, and answered A700.

    Raises:
        Aborted, TimedOut: the association is lost before its end; nothing of the object is left.
    """
    began = time.monotonic()
    context = association.contexts[context_id]
    sop_class_uid = request.text(command.AFFECTED_SOP_CLASS_UID)
    sop_instance_uid = request.text(command.AFFECTED_SOP_INSTANCE_UID)
    association.wire.doing = f"receiving {sop_instance_uid}"
    fragments = association.data_set(context_id)
    beyond = ""
    if quota is not None:
        beyond = quota.begin()
        fragments = quota.counted(fragments, kept=not beyond)
    # Who may verify that we are there (PS3.4 annex A) may not store by it.
    is_ours = context.abstract_syntax == sop_class_uid != VERIFICATION
    if is_ours and context.accepted and context.as_scp and not beyond:
        instance = receiver.receive(
            sop_class_uid, sop_instance_uid, context.transfer_syntax, source_ae_title, fragments
        )
    else:
        for _ in fragments:
            pass
        refused = _NOT_SUPPORTED
        if beyond:
            from scu.explanations import returning  # for a refusal alone

            refused = Status(returning.NO_ROOM, Category.FAILURE, "Refused: Out of resources", beyond)
        uids = sop_class_uid, sop_instance_uid, context.transfer_syntax
        instance = Instance(None, *uids, refused, reason=beyond)
    status = instance.status or _NOT_SUPPORTED
    lost = None
    try:
        association.send(context_id, command.response(request, status.code, status.comment or ""))
    except (Aborted, TimedOut) as error:
        lost = error
    return instance.lasting(time.monotonic() - began), lost
