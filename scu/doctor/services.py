"""Which services, and objects of which kinds, the server accepts from us: found by negotiation alone."""

from __future__ import annotations

from typing import Final

from scu.diagnosis import Finding, Problem, Stage
from scu.dimse.contexts import EXPLICIT_LE, IMPLICIT_LE, VERIFICATION, Proposal
from scu.doctor.case import Case
from scu.doctor.findings import failed, ok, problem, warning
from scu.errors import AssociationError, NoContext
from scu.explanations import Who, associations
from scu.query_model import Model, Verb

_COMMITMENT: Final = "1.2.840.10008.1.20.1"
_MODELS: Final = (Model.STUDY_ROOT, Model.PATIENT_ROOT, Model.PATIENT_STUDY_ONLY)
_VERBS: Final[tuple[Verb, ...]] = ("find", "move", "get")
_STORAGE: Final = {
    "CT": "1.2.840.10008.5.1.4.1.1.2",
    "enhanced CT": "1.2.840.10008.5.1.4.1.1.2.1",
    "MR": "1.2.840.10008.5.1.4.1.1.4",
    "enhanced MR": "1.2.840.10008.5.1.4.1.1.4.1",
    "CR": "1.2.840.10008.5.1.4.1.1.1",
    "DX": "1.2.840.10008.5.1.4.1.1.1.1",
    "MG": "1.2.840.10008.5.1.4.1.1.1.2",
    "US": "1.2.840.10008.5.1.4.1.1.6.1",
    "US multi-frame": "1.2.840.10008.5.1.4.1.1.3.1",
    "XA": "1.2.840.10008.5.1.4.1.1.12.1",
    "NM": "1.2.840.10008.5.1.4.1.1.20",
    "PET": "1.2.840.10008.5.1.4.1.1.128",
    "SC": "1.2.840.10008.5.1.4.1.1.7",
    "SR": "1.2.840.10008.5.1.4.1.1.88.33",
    "PDF": "1.2.840.10008.5.1.4.1.1.104.1",
}
_SYNTAXES: Final = {
    IMPLICIT_LE: "implicit",
    EXPLICIT_LE: "explicit",
    "1.2.840.10008.1.2.4.50": "JPEG baseline",
    "1.2.840.10008.1.2.4.70": "JPEG lossless",
    "1.2.840.10008.1.2.4.80": "JPEG-LS lossless",
    "1.2.840.10008.1.2.4.90": "JPEG 2000 lossless",
    "1.2.840.10008.1.2.5": "RLE",
}


def proposals() -> list[Proposal]:
    """A context for each service, and one for each kind of objects in each transfer syntax: 117 of the 128."""
    services = [VERIFICATION, *(uid for verb in _VERBS for uid in _of(verb)), Model.WORKLIST.find, _COMMITMENT]
    return [
        *(Proposal(uid, (EXPLICIT_LE, IMPLICIT_LE)) for uid in services),
        *(Proposal(uid, (syntax,)) for uid in _STORAGE.values() for syntax in _SYNTAXES),
    ]


def _of(verb: Verb) -> list[str]:
    return [uid for model in _MODELS if (uid := model.sop_class(verb))]


def accepted_model(case: Case, verb: Verb) -> Model | None:
    """The first query model in which the server accepts a verb."""
    return next((model for model in _MODELS if model.sop_class(verb) in case.accepted), None)


def negotiate(case: Case) -> Finding:
    """Propose everything, and tell what is accepted."""
    try:
        with case.associated(proposals()) as association:
            contexts = list(association.contexts.values())
    except AssociationError as error:
        return warning(Stage.SERVICES, "not known: the association that asks for them failed", problem(error))
    case.accepted = {}
    for context in contexts:
        if context.accepted:
            case.accepted.setdefault(context.abstract_syntax, []).append(context.transfer_syntax)
    kinds = {name: case.accepted.get(uid, []) for name, uid in _STORAGE.items()}
    taken = {name: [_SYNTAXES[syntax] for syntax in syntaxes] for name, syntaxes in kinds.items() if syntaxes}
    services = _services(case)
    case.facts.accepted = tuple(services)
    details = {"services": services, "storage": taken, "accepted": sum(context.accepted for context in contexts)}
    if not case.accepted:
        return failed(Stage.SERVICES, _nothing(case, contexts[0].result), **details)
    summary = "; ".join([*services, _storage(taken)])
    if missing := _missing(case):
        return warning(Stage.SERVICES, summary, missing, **details)
    return ok(Stage.SERVICES, summary, **details)


def _services(case: Case) -> list[str]:
    """What is accepted, in words."""
    said = ["C-ECHO"] if VERIFICATION in case.accepted else []
    for verb in _VERBS:
        models = [model.title.lower() for model in _MODELS if model.sop_class(verb) in case.accepted]
        if models:
            said.append(f"C-{verb.upper()} ({', '.join(models)})")
    if Model.WORKLIST.find in case.accepted:
        said.append("modality worklist")
    if _COMMITMENT in case.accepted:
        said.append("storage commitment")
    return said


def _storage(taken: dict[str, list[str]]) -> str:
    if not taken:
        return "no C-STORE"
    everywhere = [name for name in _SYNTAXES.values() if all(name in names for names in taken.values())]
    some = [name for name in _SYNTAXES.values() if any(name in names for names in taken.values())]
    kinds = f"all {len(_STORAGE)} kinds asked for" if len(taken) == len(_STORAGE) else ", ".join(taken)
    partly = f", some in {', '.join(each for each in some if each not in everywhere)}" if some != everywhere else ""
    return f"C-STORE of {kinds} in {', '.join(everywhere) or 'various transfer syntaxes'}{partly}"


def _nothing(case: Case, result: int) -> Problem:
    why = associations.context(result)
    error = NoContext(
        f"{case.peer.called_ae_title} accepts the association and none of the services and objects",
        comment=f"presentation context result {result}: {why.meaning}",
        cause=f"the server lets {case.title!r} in without any right, or is of another kind than meant",
        remedy=f"ask the PACS administrator which services {case.title!r} may use",
    )
    return problem(error, why)


def _missing(case: Case) -> Problem | None:
    """The first of the usual services that is not accepted."""
    wanted = {
        "C-ECHO": [VERIFICATION],
        "C-FIND": _of("find"),
        "C-MOVE or C-GET": [*_of("move"), *_of("get")],
    }
    missing = [name for name, uids in wanted.items() if not any(uid in case.accepted for uid in uids)]
    if not missing:
        return None
    return Problem(
        f"the server does not accept {', '.join(missing)}",
        "it is a server for other purposes, or does not allow this to our AE title",
        f"if it is needed, ask the PACS administrator to enable it for {case.title!r}",
        Who.PACS_ADMIN,
        "no_context",
        kind=NoContext.kind,
    )
