"""Which presentation contexts the practice server accepts, and which it proposes to a move destination."""

import logging
from collections.abc import Collection, Iterable, Sequence

from pydicom.uid import UID, ExplicitVRBigEndian, ImplicitVRLittleEndian
from pynetdicom import ALL_TRANSFER_SYNTAXES, DEFAULT_TRANSFER_SYNTAXES, register_uid
from pynetdicom.presentation import PresentationContext, build_context
from pynetdicom.service_class import StorageServiceClass
from pynetdicom.sop_class import uid_to_service_class

from scu.practice.answers import MODELS
from scu.practice.index import Index, Instance

log = logging.getLogger(__name__)

_VERIFICATION = "1.2.840.10008.1.1"
_MOST = 128  # an association holds no more, PS3.8 9.3.2.2


def accepted(
    offered: Iterable[PresentationContext], to_send: Collection[str], index: Index
) -> list[PresentationContext]:
    """What the server supports of what a requestor proposed: one context a SOP class, its best syntax first.

    Args:
        offered: the contexts that the requestor proposed.
        to_send: the SOP classes for which it proposed to be the SCP, so that a C-GET can send to it.
        index: the objects that the server has.
    """
    syntaxes: dict[UID, list[str]] = {}
    for context in offered:
        if context.abstract_syntax:
            syntaxes.setdefault(context.abstract_syntax, []).extend(context.transfer_syntax)
    contexts = []
    for sop_class_uid, wanted in syntaxes.items():
        if sop_class_uid in MODELS or sop_class_uid == _VERIFICATION:
            contexts.append(build_context(sop_class_uid, _known(wanted, DEFAULT_TRANSFER_SYNTAXES)))
        elif _is_storage(sop_class_uid, index):
            # What is here can be sent as it is; what comes, comes as the requestor likes it best.
            held = index.transfer_syntaxes(sop_class_uid) if sop_class_uid in to_send else []
            known = _known([each for each in held if each in wanted] + wanted, ALL_TRANSFER_SYNTAXES + held)
            context = build_context(sop_class_uid, known)
            context.scu_role = context.scp_role = True  # PS3.7 D.3.3.4
            contexts.append(context)
    return contexts


def _known(wanted: Sequence[str], known: Sequence[str]) -> list[str]:
    """The wanted ones that are known, in their order. Where none is, all that are known, which refuses the rest."""
    return list(dict.fromkeys(each for each in wanted if each in known)) or list(known)


def _is_storage(sop_class_uid: UID, index: Index) -> bool:
    """Whether it is a storage class: a current one, a retired one, or a private one that the folder holds."""
    if uid_to_service_class(sop_class_uid) is StorageServiceClass:
        return True
    retired = sop_class_uid.is_retired and "Storage" in sop_class_uid.name
    if not retired and not index.transfer_syntaxes(sop_class_uid):
        return False
    register_uid(sop_class_uid, "Storage_" + sop_class_uid.replace(".", "_"), StorageServiceClass)
    return True


def proposed(instances: Iterable[Instance]) -> list[PresentationContext]:
    """One context for each SOP class and transfer syntax of the instances.

    An object that is not compressed may also go as Implicit VR Little Endian, which every DICOM system takes.
    """
    pairs = dict.fromkeys((each.value("SOPClassUID"), each.transfer_syntax_uid) for each in instances)
    if len(pairs) > _MOST:
        log.warning("%d presentation contexts, and an association holds %d: some objects will fail", len(pairs), _MOST)
    return [build_context(sop_class_uid, _alternatives(syntax)) for sop_class_uid, syntax in list(pairs)[:_MOST]]


def _alternatives(syntax: str) -> list[str]:
    plain = syntax in DEFAULT_TRANSFER_SYNTAXES and syntax != ExplicitVRBigEndian
    return list(dict.fromkeys([syntax, ImplicitVRLittleEndian] if plain else [syntax]))
