"""The way back of a C-MOVE with a real object: which of all that can happen on it did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from scu import keys, query, querystore
from scu.diagnosis import Finding, Problem, Stage
from scu.dimse import contexts, services
from scu.doctor.case import Case
from scu.doctor.findings import answered, failed, not_tried, ok, problem, warning
from scu.doctor.return_path import LOG, entry, hide_callers, rejected, unknown
from scu.doctor.services import accepted_model
from scu.doctor.visitors import Visitors
from scu.errors import AssociationError, Partial, TimedOut, UsageError
from scu.explanations import Who, statuses
from scu.query import Level, Query
from scu.query_model import Model, unique_keys
from scu.results import Category, Instance, Match, Retrieving, Status
from scu.results import Final as Ended
from scu.search import expansion

if TYPE_CHECKING:
    from pydicom.dataset import Dataset


@dataclass
class Attempt:
    """A move of one object: what came, and how it ended."""

    instances: list[Instance] = field(default_factory=list)
    status: Status | None = None
    error: AssociationError | None = None

    @property
    def ending(self) -> str:
        """How it ended, in words."""
        if self.error is not None:
            return self.error.message
        return f"C-MOVE ended with {self.status.code:04X} {self.status.meaning}" if self.status else "no end"

    @property
    def code(self) -> str:
        return f"{self.status.code:04X}" if self.status else self.error.kind if self.error else ""


def move_one(case: Case) -> Finding:
    """Look one object up, have it moved here, and throw it away."""
    model = accepted_model(case, "move")
    if model is None or not model.sop_class("find") or model.sop_class("find") not in case.accepted:
        return not_tried(Stage.RETURN_PATH, "it takes C-FIND and C-MOVE of one model, and the server accepts no such")
    if Level.IMAGE not in model.levels:
        return not_tried(Stage.RETURN_PATH, f"the {model.title} model has no images")
    found, status = _look_up(case, model)
    if found is None:
        return failed(Stage.RETURN_PATH, _not_found(status))
    visitors = case.visitors
    assert visitors is not None  # an earlier check has made it
    try:
        asked = _request(model, found)
    except UsageError as error:
        return failed(Stage.RETURN_PATH, _unusable(error))
    visitors.forget()
    attempt = _move(case, asked, visitors)
    visitors.settle()
    attempt.instances += visitors.arrived()
    hide_callers(case, visitors)
    return judge(case, visitors, attempt)


def _look_up(case: Case, model: Model) -> tuple[Dataset | None, Status | None]:
    """The first image that the keys lead to, level by level, and else a status that says why there is none."""
    from pydicom.dataset import Dataset

    plan = expansion.plan(model, None, Level.IMAGE, case.keys, charset=None, check=True, strict=False)
    found, status = None, None
    with case.associated(contexts.query(model.find)) as association:
        ask = partial(services.find, association)
        for result in expansion.Expansion(ask, querystore.decode, limit=1).results(plan):
            match result:
                case Match(identifier=Dataset() as image):
                    found = found or image
                case Ended(status=ended) if not ended.ok and ended.category is not Category.CANCEL:
                    status = ended
    return found, status


def _request(model: Model, image: Dataset) -> Query:
    asked = [f"{keyword}={image.get(keyword, '')}" for keyword in unique_keys(model, Level.IMAGE)]
    return query.build("move", model, Level.IMAGE, keys.parse_all(asked))


def _not_found(status: Status | None) -> Problem:
    if status is not None:
        return answered(statuses.FIND, status)
    error = Partial(
        "nothing at the server matches the keys of --move-test, so that there is nothing to move",
        cause="a value that the server does not have, or another way of writing it",
        remedy="try the keys with `scu find`, and give those of a study that is there",
    )
    return Problem.of(error, "no match", Who.YOU)


def _unusable(error: UsageError) -> Problem:
    """What the server found has no unique key, or one that makes no sense."""
    odd = Partial(
        f"what the server found cannot be asked for: {error.message}",
        cause="its answer to C-FIND lacks a unique key, or has one that makes no sense",
        remedy="show this to the PACS administrator, or try another object",
    )
    return Problem.of(odd, "no unique key", Who.PACS_ADMIN)


def _move(case: Case, asked: Query, visitors: Visitors) -> Attempt:
    attempt = Attempt()
    try:
        with case.associated(contexts.query(asked.sop_class_uid)) as association:
            for result in services.move(association, asked, case.title, visitors):
                if isinstance(result, Instance):
                    attempt.instances.append(result)
                elif isinstance(result, Retrieving):
                    attempt.status = result.status
    except AssociationError as error:
        attempt.error = error
    return attempt


def judge(case: Case, visitors: Visitors, attempt: Attempt) -> Finding:
    """Which of it happened: nothing connected, connected but rejected, stored with errors, stored."""
    stored = [it for it in attempt.instances if it.status is not None and it.status.ok]
    refused = [it for it in attempt.instances if it not in stored]
    details: dict[str, object] = {
        "connections": visitors.callers,
        "associations": len(visitors.visits),
        "from": sorted({visit.address for visit in visitors.visits} | {it.address for it in visitors.refusals.kinds}),
        "stored": len(stored),
        "refused": len(refused),
        "status": f"{attempt.status.code:04X}" if attempt.status else None,
    }
    if stored and not refused:
        return _stored(visitors, attempt, stored[0], details)
    status = attempt.status
    if not visitors.callers and status is not None and status.code == statuses.UNKNOWN_DESTINATION:
        return failed(Stage.RETURN_PATH, unknown(case, status), what="destination unknown", **details)
    if not visitors.callers:
        return failed(Stage.RETURN_PATH, _nothing_connected(case, attempt), what="nothing ever connected", **details)
    if not visitors.visits:
        host, error = (kinds[0].address, kinds[0].error) if (kinds := visitors.refusals.kinds) else ("", None)
        return failed(Stage.RETURN_PATH, rejected(case, host, error), what="connected but rejected", **details)
    what = "stored with errors" if attempt.instances or visitors.refusals.kinds else "associated, nothing sent"
    return failed(Stage.RETURN_PATH, _errors(case, visitors, attempt, refused), what=what, **details)


def _stored(visitors: Visitors, attempt: Attempt, instance: Instance, details: dict[str, object]) -> Finding:
    from pydicom.uid import UID

    visit = visitors.visits[0]
    summary = f"an object came back; {UID(instance.sop_class_uid).name}, {instance.size:,} bytes, from "
    summary += f"{visit.calling_ae_title!r} at {visit.address}"
    if attempt.status is not None and attempt.status.ok and attempt.status.category is Category.SUCCESS:
        return ok(Stage.RETURN_PATH, summary, what="stored", **details)
    odd = Partial(
        f"the object came back, and yet {attempt.ending}",
        cause="the server counts otherwise than it sends",
        remedy="ask the PACS administrator what the server's log says of this move",
    )
    return warning(Stage.RETURN_PATH, summary, Problem.of(odd, attempt.code), what="stored", **details)


def _nothing_connected(case: Case, attempt: Attempt) -> Problem:
    causes = [f"the server's entry for {case.title!r} has another address or port", "a firewall between"]
    if isinstance(attempt.error, TimedOut):
        causes = ["a firewall between drops its packets", causes[0]]
    elif attempt.status is not None and attempt.status.code & 0xF000 == 0xC000:
        causes.insert(0, f"the server has no entry for {case.title!r}: Orthanc has no better status for that")
    who = Who.PACS_ADMIN
    remedy = f"ask the PACS administrator to compare the server's entry with {entry(case)}, and the network "
    remedy += "administrator whether the server may connect there"
    if case.bind and case.facts.own_address not in ("", case.bind):
        causes.insert(0, f"we listen on {case.bind} alone, and the server sees us at {case.facts.own_address}")
        who, remedy = Who.YOU, f"leave --bind out; else {remedy}"
    error = Partial(
        f"nothing ever connected to our port {case.facts.port_scp}: {attempt.ending}",
        comment=(attempt.status.comment or "") if attempt.status else "",
        cause="; or ".join(causes),
        remedy=remedy,
    )
    return Problem.of(error, attempt.code, who)


def _errors(case: Case, visitors: Visitors, attempt: Attempt, refused: Sequence[Instance]) -> Problem:
    visit = visitors.visits[0]
    who = f"{visit.calling_ae_title!r} at {visit.address}"
    if refused and (status := refused[0].status):
        why = statuses.explain(statuses.STORE, status.code)
        error = Partial(
            f"{who} sent an object that could not be taken: {status}",
            cause="the object or its request breaks the rules of DICOM: " + (refused[0].reason or why.cause),
            remedy="ask the PACS administrator to look at the object with the makers of the server",
        )
        return Problem.of(error, f"{status.code:04X}", Who.PACS_ADMIN)
    if broken := [it.error for it in visitors.refusals.kinds if it.associated]:
        lost = broken[0]
        error = Partial(
            f"{who} began to send, and it broke off: {lost.message}",
            comment=attempt.ending,
            cause=lost.cause,
            remedy=f"ask the PACS administrator: {LOG}",
        )
        return problem(error)
    error = Partial(
        f"{who} associated with us and sent nothing: {attempt.ending}",
        comment=f"{visit.accepted_contexts} of its {visit.proposed_contexts} contexts were accepted",
        cause="it did not propose what the object is of, or cannot read the object",
        remedy=f"ask the PACS administrator: {LOG}",
    )
    return Problem.of(error, attempt.code or Partial.kind)
