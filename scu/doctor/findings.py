"""Findings as the checks make them, and problems with what the catalogue knows of them."""

from __future__ import annotations

from scu.diagnosis import Finding, Outcome, Problem, Stage
from scu.errors import Aborted, PeerFailure, Rejected, ScuError, Unresolved
from scu.explanations import Explanation, connections, lookup, statuses
from scu.results import Status


def ok(stage: Stage, summary: str, **details: object) -> Finding:
    """All is well."""
    return Finding(stage, Outcome.OK, summary, details=details)


def warning(stage: Stage, summary: str, problem: Problem, **details: object) -> Finding:
    """It goes on, with a problem."""
    return Finding(stage, Outcome.WARNING, summary, problem=problem, details=details)


def failed(stage: Stage, problem: Problem, **details: object) -> Finding:
    """It does not work."""
    return Finding(stage, Outcome.FAILED, problem.message, problem=problem, details=details)


def not_tried(stage: Stage, why: str, **details: object) -> Finding:
    """There was nothing to look at."""
    return Finding(stage, Outcome.NOT_TRIED, why, details=details)


def problem(error: ScuError, why: Explanation | None = None) -> Problem:
    """An error of ours, with the row of the catalogue that it speaks of."""
    why = why or _explained(error)
    return Problem.of(error, why.code, why.who) if why else Problem.of(error)


def answered(service: str, status: Status) -> Problem:
    """A failing status."""
    why = statuses.explain(service, status.code)
    said = f"the server answered {service} with {status.code:04X} {status.meaning}"
    error = PeerFailure(said, comment=status.comment or "", cause=why.cause, remedy=why.remedy)
    return Problem.of(error, f"{status.code:04X}", why.who)


def _explained(error: ScuError) -> Explanation | None:
    """The row for the codes that the comment of a rejection or an abort names, or for a name without an address."""
    if isinstance(error, Unresolved):
        return connections.UNRESOLVED
    spoken = {Rejected: "rejected", Aborted: "abort"}
    name = next((name for kind, name in spoken.items() if isinstance(error, kind)), "")
    rows = lookup.find(f"{name} {error.comment}") if name and "reason" in error.comment else []
    return rows[0] if rows else None
