"""Which presentation contexts to propose or to accept, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from scu.dimse.extended import Common, Extended
from scu.dimse.storage_classes import RETRIEVED_STORAGE_CLASSES
from scu.results import Outgoing

VERIFICATION: Final = "1.2.840.10008.1.1"
IMPLICIT_LE: Final = "1.2.840.10008.1.2"
EXPLICIT_LE: Final = "1.2.840.10008.1.2.1"
EXPLICIT_BE: Final = "1.2.840.10008.1.2.2"
DEFLATED_LE: Final = "1.2.840.10008.1.2.1.99"

MAX_CONTEXTS: Final = 128  # odd IDs of one byte (PS3.8 9.3.2.2)

_UNCOMPRESSED: Final = (EXPLICIT_LE, IMPLICIT_LE, EXPLICIT_BE, DEFLATED_LE)
# Uncompressed first, so that a peer which can decompress gives what everyone reads; then what a peer that cannot
# would otherwise have to keep back: JPEG 2000 before all, which Orthanc and others built on DCMTK cannot decompress.
TRANSFER_SYNTAXES: Final = (
    *_UNCOMPRESSED,
    "1.2.840.10008.1.2.4.90",
    "1.2.840.10008.1.2.4.91",
    "1.2.840.10008.1.2.4.70",
    "1.2.840.10008.1.2.4.50",
    "1.2.840.10008.1.2.5",
    "1.2.840.10008.1.2.4.80",
    "1.2.840.10008.1.2.4.57",
    "1.2.840.10008.1.2.4.51",
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
    """A presentation context to propose. `as_scp` asks for the SCP role too, for C-GET (PS3.7 D.3.3.4).

    `extended` and `common` are what is negotiated of its SOP class (PS3.7 D.3.3.5 and D.3.3.6).
    """

    abstract_syntax: str
    transfer_syntaxes: tuple[str, ...]
    as_scp: bool = False
    extended: Extended | None = None
    common: Common | None = None


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


def returning(
    classes: Mapping[str, Sequence[str]] | None,
    preferred: tuple[str, ...] = (),
    *,
    room: int = MAX_CONTEXTS - 1,
    failed_before: bool = False,
) -> list[Proposal]:
    """For the objects that come back by C-GET.

    A context for each transfer syntax, as far as there is room: of several in one context the peer chooses one, and
    what it holds in others it has to convert or to keep back. Orthanc and pynetdicom look for the context of each
    object by its transfer syntax. DCMTK takes the first that it accepted for the class: so those come first that it
    can convert to. What finds no room alone shares the last context of its class.

    Args:
        classes: the SOP classes, each with the transfer syntaxes that the peer says it holds it in; None for all
            known ones, which have one context each.
        preferred: these alone, in one context a class: the peer is to choose.
        room: how many contexts there may be; classes beyond it are left out.
        failed_before: whether it is for what a peer with one context a class kept back: it is then given no other
            choice than what it has not chosen.
    """
    syntaxes: tuple[str, ...] = TRANSFER_SYNTAXES
    if failed_before:
        syntaxes = (
            _UNCOMPRESSED if classes is None else tuple(it for it in TRANSFER_SYNTAXES if it not in _UNCOMPRESSED)
        )
    if classes is None:
        classes = dict.fromkeys(RETRIEVED_STORAGE_CLASSES, ())
    share = max(1, room // max(1, len(classes)))
    proposals = []
    for uid, held in list(classes.items())[:room]:
        known = tuple(dict.fromkeys((*(() if failed_before else held), *syntaxes)))
        alone = len(known) if len(known) <= share else share - 1
        groups = [preferred] if preferred else [*((it,) for it in known[:alone]), known[alone:]]
        proposals += [Proposal(uid, group, as_scp=True) for group in groups if group]
    return proposals


def batches(
    outgoing: Iterable[Outgoing],
    *,
    fallbacks: Sequence[str] = (),
    convertible: Collection[str] = (),
    only: Collection[str] = (),
) -> Iterator[tuple[list[Proposal], list[Outgoing]]]:
    """Instances by association: a context for each SOP class and transfer syntax, 128 of them at the most.

    One transfer syntax a context, since of several the peer takes what it likes best, and an object would have to be
    re-encoded (PS3.5 10). The order of the instances within a batch is theirs.

    Args:
        fallbacks: transfer syntaxes to propose for each class beside those of its instances, which can be put into
            them.
        convertible: the transfer syntaxes whose instances can, where not all can.
        only: the transfer syntaxes to propose, where not all are: instances in others have fallbacks alone.
    """
    proposals: dict[tuple[str, str], Proposal] = {}
    seen: set[tuple[str, str]] = set()
    batch: list[Outgoing] = []
    for instance in outgoing:
        key = instance.sop_class_uid, instance.transfer_syntax_uid
        if key not in seen:
            others = fallbacks if not convertible or key[1] in convertible else ()
            wanted = (key[1], *others) if not only or key[1] in only else others
            more = {(key[0], each): Proposal(key[0], (each,)) for each in wanted}
            if len(proposals.keys() | more.keys()) > MAX_CONTEXTS:
                yield list(proposals.values()), batch
                proposals, seen, batch = {}, set(), []
            proposals.update(more)
            seen.add(key)
        batch.append(instance)
    if batch:
        yield list(proposals.values()), batch


def is_storage(abstract_syntax: str) -> bool:
    """Whether the storage SCP takes it: the known storage classes, and every private one."""
    from pynetdicom.sop_class import _STORAGE_CLASSES

    from scu.query_model import Model

    return (
        not abstract_syntax.startswith("1.2.840.10008.")
        or abstract_syntax in RETRIEVED_STORAGE_CLASSES
        or abstract_syntax in _STORAGE_CLASSES.values()
        or any(abstract_syntax in model.storage_classes for model in Model)
    )
