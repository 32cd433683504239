"""What the doctor has to say: the verdict in three lines, then a line for each stage; or the JSON document."""

from __future__ import annotations

import sys
import textwrap
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from shutil import get_terminal_size
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from scu.diagnosis import Diagnosis, Facts, Finding, Outcome, Problem, Stage
from scu.errors import ExitStatus, Interrupted, ScuError
from scu.explanations import Who
from scu.output import letter
from scu.output.document import to_json
from scu.output.formats import Format
from scu.output.messages import error_part, head
from scu.output.plain import safe, seconds
from scu.output.redaction import Redaction

if TYPE_CHECKING:
    from rich.text import Text

_USUAL_WIDTH: Final = 80
_WIDEST: Final = 120
_MARKS: Final = {
    Outcome.OK: "ok",
    Outcome.WARNING: "warning",
    Outcome.FAILED: "FAILED",
    Outcome.NOT_TRIED: "not tried",
}
_STYLES: Final = {
    Outcome.OK: "green",
    Outcome.WARNING: "yellow",
    Outcome.FAILED: "bold red",
    Outcome.NOT_TRIED: "dim",
}


class DoctorReport:
    """Takes the findings as they come, and shows at the end what follows from them. A context manager.

    Args:
        format: how it is shown.
        as_letter: whether it is a letter to the PACS administrator in place of a report.
        redaction: what leaves out names and addresses, if they are to be left out.
        quiet: whether nothing is shown where all is well.
    """

    def __init__(
        self,
        facts: Facts,
        format: Format,
        *,
        as_letter: bool = False,
        redaction: Redaction | None = None,
        quiet: bool = False,
    ) -> None:
        self._facts, self._format, self._as_letter = facts, format, as_letter
        self._redaction, self._quiet = redaction, quiet
        self._findings: list[Finding] = []
        self._began, self._clock = datetime.now(UTC), time.monotonic()
        self._stage: Stage | None = None
        self._line = _Line() if sys.stderr.isatty() and not quiet else None
        self.exit_status = ExitStatus.DONE

    def begin(self, stage: Stage) -> None:
        """A stage is looked at now."""
        self._stage = stage
        if self._line:
            self._line.show(f"looking at: {stage.value}")

    def add(self, finding: Finding) -> None:
        """That is what came of it."""
        self._findings.append(finding)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._line:
            self._line.wipe()
        if isinstance(error, KeyboardInterrupt):
            error = Interrupted(f"interrupted while looking at: {self._stage.value if self._stage else 'nothing yet'}")
        if error is not None and not isinstance(error, Interrupted):
            return
        stage = self._stage if error is not None else None
        took = time.monotonic() - self._clock
        diagnosis = Diagnosis(self._facts, tuple(self._findings), self._began, took, stage)
        self.exit_status = diagnosis.exit_status
        self._show(self._redaction.diagnosis(diagnosis) if self._redaction else diagnosis, error)
        if error is not None and kind is not type(error):
            raise error

    def _show(self, diagnosis: Diagnosis, error: ScuError | None) -> None:
        if self._format is Format.JSON:
            shown = document(diagnosis, error)
            if self._as_letter:
                shown["letter"] = letter.write(diagnosis)
            if error is not None:
                error.reported = True
            print(to_json(shown, indent=2))
        elif self._as_letter:
            print(letter.write(diagnosis))
        elif not (self._quiet and diagnosis.verdict.outcome is Outcome.OK):
            self._print(diagnosis)

    def _print(self, diagnosis: Diagnosis) -> None:
        outcome = diagnosis.verdict.outcome
        headline, *rest = verdict_lines(diagnosis)
        at_terminal = sys.stdout.isatty()
        width = max(_USUAL_WIDTH, min(_WIDEST, get_terminal_size().columns)) if at_terminal else _USUAL_WIDTH
        findings = () if self._quiet else diagnosis.findings
        if findings:
            rest.append("")
        if not at_terminal:
            told = (line for finding in findings for line in stage_lines(finding, width))
            print("\n".join([headline, *rest, *told]))
            return
        from rich.console import Console

        console = Console(highlight=False, emoji=False, markup=False, soft_wrap=True)
        console.print(_styled(headline, 0, headline.find(":"), _STYLES[outcome]))
        for line in rest:
            console.print(line, markup=False)
        for finding in findings:
            first, *further = stage_lines(finding, width)
            mark = len(_MARKS[finding.outcome])
            console.print(_styled(first, _MARK_AT, _MARK_AT + mark, _STYLES[finding.outcome]))
            for line in further:
                console.print(line, markup=False)


def _styled(line: str, start: int, end: int, style: str) -> Text:
    from rich.text import Text

    text = Text(line)
    text.stylize(style, start, end)
    return text


_STAGE_WIDTH: Final = max(len(stage.value) for stage in Stage) + 2
_MARK_AT: Final = _STAGE_WIDTH
_MARK_WIDTH: Final = max(map(len, _MARKS.values())) + 2
_TIME_WIDTH: Final = 8


def stage_lines(finding: Finding, width: int) -> list[str]:
    """One finding: stage, mark, time and facts, with the facts wrapped in their column."""
    taken = seconds(finding.seconds) if finding.seconds is not None else ""
    start = f"{finding.stage.value:<{_STAGE_WIDTH}}{_MARKS[finding.outcome]:<{_MARK_WIDTH}}{taken:>{_TIME_WIDTH}}  "
    pieces = textwrap.wrap(safe(finding.summary), width - len(start), break_on_hyphens=False) or [""]
    return [f"{start}{pieces[0]}".rstrip(), *(" " * len(start) + piece for piece in pieces[1:])]


def verdict_lines(diagnosis: Diagnosis) -> list[str]:
    """The verdict, the cause, and the next step with who must do it; each a line, however long."""
    verdict = diagnosis.verdict
    lines = [safe(verdict.headline)]
    if verdict.problem:
        lines += list(_problem_lines(verdict.problem))
    elif verdict.outcome is Outcome.OK and diagnosis.untested:
        lines.append(f"  not tested: {diagnosis.untested}")
    return lines


def _problem_lines(problem: Problem) -> Iterator[str]:
    yield f"  likely cause: {safe(problem.cause) or 'not known'}"
    who = "" if problem.who is Who.NOBODY else f" ({problem.who.value})"
    yield f"  what to do: {safe(problem.remedy) or 'nothing'}{who}"
    if problem.comment:
        yield f"  in detail: {safe(problem.comment)}"


def document(diagnosis: Diagnosis, error: ScuError | None = None) -> dict[str, object]:
    """The JSON document; `error` is an interrupt."""
    verdict, facts = diagnosis.verdict, diagnosis.facts
    problem = verdict.problem
    shown: dict[str, object] = {
        **head("doctor", ok=error is None and verdict.outcome is not Outcome.FAILED),
        "peer": {
            "host": facts.peer.host,
            "port": facts.peer.port,
            "called_ae_title": facts.peer.called_ae_title,
            "calling_ae_title": facts.peer.calling_ae_title,
        },
        "began": diagnosis.began.isoformat(timespec="seconds"),
        "own_address": facts.own_address or None,
        "port_scp": facts.port_scp,
        "verdict": {
            "outcome": verdict.outcome.value,
            "stage": verdict.stage.value if verdict.stage else None,
            "message": verdict.headline,
            "code": problem.code if problem else None,
            "cause": problem.cause if problem else None,
            "remedy": problem.remedy if problem else None,
            "who": problem.who.value if problem else Who.NOBODY.value,
            "untested": diagnosis.untested or None,
        },
        "stages": [_stage(finding) for finding in diagnosis.findings],
        "seconds": round(diagnosis.seconds, 6),
    }
    if error is not None:
        shown["error"] = error_part(error)
    elif problem and verdict.outcome is Outcome.FAILED:
        shown["error"] = {
            "kind": problem.kind,
            "message": problem.message,
            "comment": problem.comment or None,
            "cause": problem.cause,
            "remedy": problem.remedy,
            "exit_status": int(problem.exit_status),
        }
    return shown


def _stage(finding: Finding) -> dict[str, object]:
    problem = finding.problem
    return {
        "name": finding.stage.value,
        "outcome": finding.outcome.value,
        "seconds": round(finding.seconds, 6) if finding.seconds is not None else None,
        "summary": finding.summary,
        "message": problem.message if problem else None,
        "code": problem.code if problem else None,
        "comment": (problem.comment or None) if problem else None,
        "cause": problem.cause if problem else None,
        "remedy": problem.remedy if problem else None,
        "who": problem.who.value if problem else None,
        "details": dict(finding.details),
    }


class _Line:
    """A line on standard error that is written over, and wiped at the end."""

    def __init__(self) -> None:
        self._length = 0

    def show(self, text: str) -> None:
        self._write(f"\r{text:<{self._length}}")
        self._length = len(text)

    def wipe(self) -> None:
        self._write(f"\r{'':<{self._length}}\r")

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()
