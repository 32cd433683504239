"""What a peer would take, found out by negotiation alone (PS3.8 7.1.1.13): no object is sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from scu.dimse.association import Association
from scu.dimse.contexts import EXPLICIT_BE, EXPLICIT_LE, IMPLICIT_LE, MAX_CONTEXTS, TRANSFER_SYNTAXES, Proposal
from scu.dimse.negotiation import CONTEXT_RESULTS, Context
from scu.dimse.storage_classes import RETRIEVED_STORAGE_CLASSES
from scu.errors import Aborted, Rejected
from scu.results import Acceptance, Outgoing

_UNCOMPRESSED = (EXPLICIT_LE, IMPLICIT_LE, EXPLICIT_BE)


def matrix(outgoing: Iterable[Outgoing], *, everything: bool) -> list[Acceptance]:
    """What to ask: every SOP class of these with every transfer syntax of these, and with the uncompressed ones.

    Args:
        everything: whether to ask for all storage classes and transfer syntaxes that are known, too.
    """
    files = Counter((each.sop_class_uid, each.transfer_syntax_uid) for each in outgoing)
    classes = {sop_class for sop_class, _ in files}
    syntaxes = {*_UNCOMPRESSED, *(syntax for _, syntax in files)}
    if everything:
        classes.update(RETRIEVED_STORAGE_CLASSES)
        syntaxes.update(TRANSFER_SYNTAXES)
    known = [syntax for syntax in TRANSFER_SYNTAXES if syntax in syntaxes]
    return [
        Acceptance(sop_class, syntax, files[sop_class, syntax])
        for sop_class in sorted(classes)
        for syntax in (*known, *sorted(syntaxes.difference(known)))
    ]


def probe(asked: Sequence[Acceptance], associate: Callable[[Sequence[Proposal]], Association]) -> Iterator[Acceptance]:
    """Ask, and yield what the peer says; as many associations as that takes, of 128 contexts each.

    One context for each: of several transfer syntaxes in one the peer would name a single one. What it turns away as a
    whole, because it takes nothing of it or for a reason of the moment, has no answer.

    Args:
        associate: makes an association with these proposals.

    Raises:
        Rejected, Aborted: it turned every association away.
        Refused, TimedOut and others: see `establish.connect`.
    """
    stood, problems, waiting = False, list[Rejected | Aborted](), list[Acceptance]()
    for first in range(0, len(asked), MAX_CONTEXTS):
        batch = asked[first : first + MAX_CONTEXTS]
        try:
            with associate(
                [Proposal(each.sop_class_uid, (each.transfer_syntax_uid,)) for each in batch]
            ) as association:
                answers = list(association.contexts.values())
        except (Rejected, Aborted) as error:
            problems.append(error)
            waiting += [replace(each, reason=f"no answer: {error.message}") for each in batch]
            continue
        stood = True
        yield from waiting
        waiting.clear()
        yield from map(_answered, batch, answers)
    if not stood and problems:
        raise problems[0]
    yield from waiting


def _answered(asked: Acceptance, context: Context) -> Acceptance:
    reason = "" if context.accepted else CONTEXT_RESULTS.get(context.result, f"result {context.result}")
    return replace(asked, accepted=context.accepted, reason=reason)
