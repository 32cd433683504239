"""What the doctor found: findings, and what follows from them. Nothing here knows of sockets or terminals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Final

from scu.errors import ExitStatus, ScuError
from scu.explanations import Who
from scu.results import Peer

_TITLES: Final = (Who.PACS_ADMIN, Who.NETWORK_ADMIN)


class Stage(Enum):
    """What is looked at, in this order; PLAIN or TLS, as was asked for."""

    NAME = "name"
    TCP = "TCP"
    PLAIN = "plain"
    TLS = "TLS"
    ASSOCIATION = "association"
    SERVICES = "services"
    ECHO = "C-ECHO"
    FIND = "C-FIND"
    LISTENING = "listening"
    OWN_ADDRESS = "own address"
    MOVE = "C-MOVE"
    RETURN_PATH = "return path"


class Outcome(Enum):
    """How it went."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"
    NOT_TRIED = "not tried"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong.

    Attributes:
        message: what happened, one sentence without a full stop.
        cause, remedy, who: the likely cause, what to do, and who must do it.
        code: how the catalogue writes it: "ECONNREFUSED", "rejected 1 1 7", "A801"; else the kind of error.
        comment: the peer's own words or codes.
        kind, exit_status: those of the error that it would be elsewhere.
    """

    message: str
    cause: str
    remedy: str
    who: Who
    code: str
    comment: str = ""
    kind: str = ""
    exit_status: ExitStatus = ExitStatus.DONE

    @classmethod
    def of(cls, error: ScuError, code: str = "", who: Who | None = None) -> Problem:
        """The same as an error says; `who` is read from what there is to do where it is not given."""
        return cls(
            error.message,
            error.cause,
            error.remedy,
            who or named_in(error.remedy),
            code or error.kind,
            error.comment,
            error.kind,
            error.exit_status,
        )


def named_in(remedy: str) -> Who:
    """Who has to act on a remedy: the one whom it names first, else whoever reads it."""
    places = {who: remedy.find(who.value.removeprefix("the ")) for who in _TITLES}
    named = [who for who in _TITLES if places[who] >= 0]
    otherwise = Who.PACS_ADMIN if "administrator" in remedy else Who.YOU
    return min(named, key=lambda who: places[who], default=otherwise)


@dataclass(frozen=True, slots=True)
class Finding:
    """What came out of one stage.

    Attributes:
        summary: the facts, in a line.
        seconds: what it took; None where nothing was waited for.
        problem: what is wrong, after a warning or a failure.
        details: the facts for a script.
    """

    stage: Stage
    outcome: Outcome
    summary: str
    seconds: float | None = None
    problem: Problem | None = None
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class Facts:
    """Who we are and whom we call, and what is learned of both on the way.

    Attributes:
        tls: whether TLS is asked for.
        port_scp: where we listen; None where the return path is not looked at.
        tests_move: whether an object is to be moved.
        own_address: ours, as seen on the route.
        implementation: what the server says that it is.
        accepted: the services that it accepts from us, in words.
        secrets: what is not to be shown with --redact, and what is shown in its place.
        redacted: whether placeholders stand for them.
    """

    peer: Peer
    tls: bool = False
    port_scp: int | None = None
    tests_move: bool = False
    own_address: str = ""
    implementation: str = ""
    accepted: tuple[str, ...] = ()
    secrets: dict[str, str] = field(default_factory=dict)
    redacted: bool = False

    def __post_init__(self) -> None:
        peer = self.peer
        self.secrets |= {
            peer.calling_ae_title: "CALLING-AE",
            peer.called_ae_title: "CALLED-AE",
            peer.host: "HOST",
        }


@dataclass(frozen=True, slots=True)
class Verdict:
    """What it all comes to. `problem` is None where all is well."""

    outcome: Outcome
    stage: Stage | None
    headline: str
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The findings, in order.

    Attributes:
        began: when, in UTC.
        seconds: what all of it took.
        interrupted: whether it was ended before it was through, and while it looked at what; None if it was not.
    """

    facts: Facts
    findings: Sequence[Finding]
    began: datetime
    seconds: float
    interrupted: Stage | None = None

    def of(self, outcome: Outcome) -> list[Finding]:
        """The findings that came out so."""
        return [finding for finding in self.findings if finding.outcome is outcome]

    def at(self, stage: Stage) -> Finding | None:
        """The finding of a stage, if there is one."""
        return next((finding for finding in self.findings if finding.stage is stage), None)

    @property
    def exit_status(self) -> ExitStatus:
        """That of the first failure."""
        failed = self.of(Outcome.FAILED)
        return failed[0].problem.exit_status if failed and failed[0].problem else ExitStatus.DONE

    @property
    def verdict(self) -> Verdict:
        """The first failure, else that it was interrupted, else the first warning, else that all is well."""
        for finding in self.of(Outcome.FAILED):
            if finding.problem:
                return Verdict(
                    Outcome.FAILED,
                    finding.stage,
                    f"FAILED at {finding.stage.value}: {finding.problem.message}",
                    finding.problem,
                )
        if self.interrupted:
            stage = self.interrupted
            return Verdict(Outcome.NOT_TRIED, stage, f"Interrupted at {stage.value}; nothing was wrong until then")
        warnings = self.of(Outcome.WARNING)
        for finding in warnings:
            if finding.problem:
                count = "a warning" if len(warnings) == 1 else f"{len(warnings)} warnings, the first"
                headline = f"It works, with {count} at {finding.stage.value}: {finding.problem.message}"
                return Verdict(Outcome.WARNING, finding.stage, headline, finding.problem)
        return Verdict(Outcome.OK, None, f"All is well: {self._well()}")

    @property
    def registered(self) -> bool:
        """Whether the server is known to have for us whatever was looked at."""
        way_back = self.at(Stage.RETURN_PATH)
        came_back = way_back is not None and way_back.outcome is Outcome.OK
        return self.verdict.outcome is Outcome.OK and (self.facts.port_scp is None or came_back)

    @property
    def untested(self) -> str:
        """What is not known although all is well, and how to find out."""
        facts = self.facts
        if facts.port_scp is None:
            return "whether the server can send objects to us (--port-scp N, --move-test KEY)"
        if not facts.tests_move:
            return "whether an object really comes back (--move-test KEY)"
        return ""

    def _well(self) -> str:
        facts = self.facts
        peer = facts.peer
        told = [f"{peer.called_ae_title!r} at {peer.host} port {peer.port} answers {peer.calling_ae_title!r}"]
        told += [
            finding.summary.partition(";")[0]
            for stage in (Stage.ECHO, Stage.FIND, Stage.RETURN_PATH)
            if (finding := self.at(stage)) and finding.outcome is Outcome.OK
        ]
        return "; ".join(told)
