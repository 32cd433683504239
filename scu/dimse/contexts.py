"""Which presentation contexts to propose or to accept, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from scu.dimse.storage_classes import RETRIEVED_STORAGE_CLASSES
from scu.results import Outgoing

VERIFICATION: Final = "1.2.840.10008.1.1"
IMPLICIT_LE: Final = "1.2.840.10008.1.2"
EXPLICIT_LE: Final = "1.2.840.10008.1.2.1"
EXPLICIT_BE: Final = "1.2.840.10008.1.2.2"
DEFLATED_LE: Final = "1.2.840.10008.1.2.1.99"

MAX_CONTEXTS: Final = 128  # odd IDs of one byte (PS3.8 9.3.2.2)

# Uncompressed first, so that a peer which can decompress gives what everyone reads; then what a peer that cannot
# would otherwise have to keep back.
_RETRIEVED: Final = (
    EXPLICIT_LE,
    IMPLICIT_LE,
    EXPLICIT_BE,
    DEFLATED_LE,
    "1.2.840.10008.1.2.4.70",
    "1.2.840.10008.1.2.4.90",
    "1.2.840.10008.1.2.4.80",
    "1.2.840.10008.1.2.5",
    "1.2.840.10008.1.2.4.57",
    "1.2.840.10008.1.2.4.50",
    "1.2.840.10008.1.2.4.51",
    "1.2.840.10008.1.2.4.91",
    "1.2.840.10008.1.2.4.81",
    "1.2.840.10008.1.2.4.100",
    "1.2.840.10008.1.2.4.101",
    "1.2.840.10008.1.2.4.102",
    "1.2.840.10008.1.2.4.103",
    "1.2.840.10008.1.2.4.104",
    "1.2.840.10008.1.2.4.105",
    "1.2.840.10008.1.2.4.106",
    "1.2.840.10008.1.2.4.107",
    "1.2.840.10008.1.2.4.108",
    "1.2.840.10008.1.2.4.201",
    "1.2.840.10008.1.2.4.202",
    "1.2.840.10008.1.2.4.203",
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A presentation context to propose. `as_scp` asks for the SCP role too, for C-GET (PS3.7 D.3.3.4)."""

    abstract_syntax: str
    transfer_syntaxes: tuple[str, ...]
    as_scp: bool = False


def favouring(transfer_syntax: str) -> tuple[str, ...]:
    """What is offered to a peer where one is preferred, as in DCMTK: it, then the uncompressed ones.

    With Implicit VR it is that alone, for peers that know no other.
    """
    if transfer_syntax == IMPLICIT_LE:
        return (IMPLICIT_LE,)
    return tuple(dict.fromkeys((transfer_syntax, EXPLICIT_LE, EXPLICIT_BE, IMPLICIT_LE)))


def verification(transfer_syntaxes: tuple[str, ...] = ()) -> list[Proposal]:
    """For C-ECHO. Everywhere, transfer syntaxes are those to propose where the usual ones are not wanted."""
    return [Proposal(VERIFICATION, transfer_syntaxes or (IMPLICIT_LE, EXPLICIT_LE))]


def query(sop_class_uid: str, transfer_syntaxes: tuple[str, ...] = ()) -> list[Proposal]:
    """For C-FIND and C-MOVE. The peer chooses; no response of these needs more than Explicit VR."""
    return [Proposal(sop_class_uid, transfer_syntaxes or (EXPLICIT_LE, IMPLICIT_LE, EXPLICIT_BE))]


def retrieve(
    sop_class_uid: str, transfer_syntaxes: tuple[str, ...] = (), stored: tuple[str, ...] = ()
) -> list[Proposal]:
    """For C-GET: the request, and the storage classes that may come back, `stored`, on the same association."""
    storage = (Proposal(uid, stored or _RETRIEVED, as_scp=True) for uid in RETRIEVED_STORAGE_CLASSES)
    return [*query(sop_class_uid, transfer_syntaxes), *storage]


def batches(outgoing: Iterable[Outgoing]) -> Iterator[tuple[list[Proposal], list[Outgoing]]]:
    """Instances by association: a context for each SOP class and transfer syntax, 128 of them at the most.

    One transfer syntax a context, since of several the peer takes what it likes best, and an object would have to be
    re-encoded (PS3.5 10). The order of the instances within a batch is theirs.
    """
    proposals: dict[tuple[str, str], Proposal] = {}
    batch: list[Outgoing] = []
    for instance in outgoing:
        key = instance.sop_class_uid, instance.transfer_syntax_uid
        if key not in proposals:
            if len(proposals) == MAX_CONTEXTS:
                yield list(proposals.values()), batch
                proposals, batch = {}, []
            proposals[key] = Proposal(key[0], (key[1],))
        batch.append(instance)
    if batch:
        yield list(proposals.values()), batch


def is_storage(abstract_syntax: str) -> bool:
    """Whether the storage SCP takes it: the known storage classes, and every private one."""
    from pynetdicom.sop_class import _STORAGE_CLASSES

    return (
        not abstract_syntax.startswith("1.2.840.10008.")
        or abstract_syntax in RETRIEVED_STORAGE_CLASSES
        or abstract_syntax in _STORAGE_CLASSES.values()
    )
