"""C-ECHO with its times, and a C-FIND that matches nothing."""

from __future__ import annotations

import time
from dataclasses import replace
from uuid import uuid4

from scu import implementation, keys, latency, query
from scu.diagnosis import Finding, Problem, Stage
from scu.dimse import contexts, services
from scu.dimse.contexts import VERIFICATION
from scu.doctor.case import Case
from scu.doctor.findings import answered, failed, not_tried, ok, warning
from scu.doctor.services import accepted_model
from scu.explanations import Who, statuses
from scu.query import Level, Query, Verb
from scu.query_model import Model
from scu.results import Final, Match, Status

_NOBODY = "SCU-DOCTOR"
_MILLISECONDS = 1000


def echo(case: Case) -> Finding:
    """A handful of C-ECHOs, and what their times say."""
    if VERIFICATION not in case.accepted:
        return not_tried(Stage.ECHO, "the server does not accept C-ECHO")
    times: list[float] = []
    with case.associated(contexts.verification()) as association:
        for _ in range(case.echoes):
            answer = services.echo(association)
            if not answer.status.ok:
                return failed(Stage.ECHO, answered(statuses.ECHO, answer.status), status=_code(answer.status))
            times.append(answer.seconds)
    shown = sorted(round(each, 6) for each in times)
    summary = f"C-ECHO in {_ms(shown[len(shown) // 2])}; {len(shown)} of them in {_ms(shown[0])} to {_ms(shown[-1])}"
    if case.connected_in is None:
        return ok(Stage.ECHO, summary, seconds=shown)
    verdict = latency.judge(case.connected_in, times)
    details: dict[str, object] = {"seconds": shown, "connect": round(case.connected_in, 6), "pace": verdict.pace.value}
    if verdict.is_wrong:
        slow = Problem(verdict.words, verdict.cause, verdict.remedy, verdict.who, verdict.pace.value)
        return warning(Stage.ECHO, summary, slow, **details)
    return ok(Stage.ECHO, f"{summary}; {verdict.words}" if verdict.words else summary, **details)


def _ms(seconds: float) -> str:
    return f"{seconds * _MILLISECONDS:.1f} ms"


def _code(status: Status) -> str:
    return f"{status.code:04X}"


def of_nothing(verb: Verb, model: Model) -> Query:
    """A query for a study that cannot be there, of a UID that was made just now."""
    uid = implementation.make_uid("doctor", str(uuid4()))
    asked = [f"StudyInstanceUID={uid}"]
    if model is not Model.STUDY_ROOT:
        asked.append(f"PatientID={_NOBODY}")
    if verb == "find":
        asked.append("StudyDate")
    return query.build(verb, model, Level.STUDY, keys.parse_all(asked))


def find(case: Case) -> Finding:
    """A C-FIND that matches nothing."""
    model = accepted_model(case, "find")
    if model is None:
        return not_tried(Stage.FIND, "the server does not accept C-FIND")
    asked = of_nothing("find", model)
    matches, status = 0, None
    with case.associated(contexts.query(asked.sop_class_uid)) as association:
        began = time.monotonic()
        for result in services.find(association, asked, cancel_after=1):
            match result:
                case Match():
                    matches += 1
                case Final():
                    status = result.status
        took = time.monotonic() - began
    assert status is not None  # `services.find` ends with it
    details = {"model": model.title, "status": _code(status), "matches": matches}
    summary = f"C-FIND in {_ms(took)}; {model.title}, {_code(status)} {status.meaning}"
    if matches:
        finding = warning(Stage.FIND, summary, _unasked(), **details)
    elif status.ok:
        finding = ok(Stage.FIND, summary, **details)
    else:
        finding = failed(Stage.FIND, answered(statuses.FIND, status), **details)
    return replace(finding, summary=summary, seconds=took)


def _unasked() -> Problem:
    return Problem(
        "the server found something where nothing can be found",
        "it does not look at the Study Instance UID of a query, and would answer with what was not asked for",
        "do not trust its matches; show this to the PACS administrator",
        Who.YOU,
        "matches",
    )
