"""How a verb goes: each report takes the results of one command as they come, and says at the end how it went.

A report shows nothing itself. It hands results to a view, and is what a view tells the end from. Those of store,
get and move are in `transfers`, `retrieved` and `moved`.
"""

from __future__ import annotations

import logging
from types import TracebackType
from typing import TYPE_CHECKING, ClassVar, Protocol, Self

from scu.errors import Interrupted, Partial, ScuError
from scu.output.plain import amount, safe, seconds
from scu.output.times import Result, Times
from scu.results import Category, Echo, Negotiated, Peer, Status, Timing

if TYPE_CHECKING:
    from scu.output.standing import Standing

__all__ = ["Associated", "EchoReport", "Facts", "Report", "Result", "View"]

log = logging.getLogger(__name__)

Facts = list[tuple[str, str]]

_SEVERITY = (Category.PENDING, Category.SUCCESS, Category.WARNING, Category.CANCEL, Category.FAILURE)


class Associated(Protocol):
    """What a report wants to know of an association."""

    @property
    def negotiated(self) -> Negotiated: ...
    @property
    def timing(self) -> Timing: ...
    @property
    def local_address(self) -> str: ...


class View:
    """The base of what shows results: as they come, and the report at the end."""

    def begin(self, report: Report) -> None:
        """Take note of the report, before anything happens."""

    def came(self, result: Result) -> None:
        """Take note of a result that may have to wait for its turn to be shown. Any thread may call this."""

    def show(self, result: Result) -> None:
        """Show one result."""

    def end(self, report: Report, error: ScuError | None) -> None:
        """Show how it ended: with an error, or well."""

    def stop(self) -> None:
        """Leave the terminal as it was, whatever happened."""


class Report:
    """What all verbs have in common. A context manager around the associations of one command.

    At the end it raises what a person has to know: `PeerFailure`, or `Partial`.
    """

    command: str
    moves_objects: ClassVar[bool] = False
    """Whether the work is more than what is shown of it: it is not done when nobody looks any more."""

    def __init__(self, peer: Peer, *views: View) -> None:
        self.peer = peer
        self.negotiated: Negotiated | None = None
        self.status: Status | None = None
        self._views = views
        self._timings: list[Timing] = []
        self.times = Times()

    def associated(self, association: Associated) -> None:
        """Note what the peer said of itself; the times are read at the end."""
        if self.negotiated is None:
            self.negotiated = association.negotiated
            if self.negotiated.declined:
                log.warning("the server was asked for %s, and does not do that", " and ".join(self.negotiated.declined))
        self._timings.append(association.timing)
        self.times.associated(association.negotiated)

    def add(self, result: Result) -> None:
        """Take one more result, and show it."""
        self.times.came(result)
        for view in self._views:
            view.show(result)

    def standing(self) -> Standing | None:
        """Return how far it is; None where nobody counts. Any thread may ask."""
        return None

    def verdict(self) -> ScuError | None:
        """Return what went wrong, once all results are in."""
        return None

    def retold(self, error: ScuError) -> ScuError:
        """Return what ended the command, with what is known here beside it."""
        return error

    def note(self) -> None:
        """Tell of a warning, where all is well else (PS3.7 C.1.3: the operation was done, with a reservation)."""
        if self.status and self.status.category is Category.WARNING:
            log.warning("%s ended with a warning: %s", f"C-{self.command.upper()}", self.status)

    def facts(self) -> Facts:
        """Return what people want to know at the end, as names and values."""
        return []

    def about(self, sop_instance_uid: str) -> dict[str, object]:
        """Return what the JSON document says of an instance, beside what is known when it has gone or come."""
        return {}

    @property
    def timing(self) -> Timing | None:
        """The times of all associations together."""
        if not self._timings:
            return None
        return Timing(
            connect=sum(timing.connect for timing in self._timings),
            associate=sum(timing.associate for timing in self._timings),
            total=sum(timing.total for timing in self._timings),
        )

    def document(self) -> dict[str, object]:
        """Return the body of the JSON document: what every verb has."""
        status, timing = self.status, self.timing
        return {
            "peer": {
                "host": self.peer.host,
                "port": self.peer.port,
                "called_ae_title": self.peer.called_ae_title,
                "calling_ae_title": self.peer.calling_ae_title,
            },
            "status": f"{status.code:04X}" if status else None,
            "meaning": status.meaning if status else None,
            "error_comment": status.comment if status else None,
            "seconds": timing
            and {
                "connect": round(timing.connect, 6),
                "associate": round(timing.associate, 6),
                "total": round(timing.total, 6),
            },
        }

    def keep_worst(self, status: Status) -> None:
        """Remember the status that says most about how it went: the first of the worst kind."""
        if self.status is None or _SEVERITY.index(status.category) > _SEVERITY.index(self.status.category):
            self.status = status

    def __enter__(self) -> Self:
        for view in self._views:
            view.begin(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        raised = error
        if isinstance(error, KeyboardInterrupt):
            error = Interrupted("interrupted")
        if isinstance(error, ScuError):
            error = self.retold(error)
        elif error is None:
            error = self.verdict()
        if error is None:
            self.note()
        self.times.tell(self.command, self._timings)
        for view in self._views:
            view.stop()
        if isinstance(error, BrokenPipeError) and self.moves_objects:
            # Whoever read our output has seen enough; but what was to be done is not done.
            error = Partial("standard output was closed before everything was done")
        if error is None or isinstance(error, ScuError):
            self._end(error)
        if error is not None and error is not raised:
            raise error

    def _end(self, error: ScuError | None) -> None:
        try:
            for view in self._views:
                view.end(self, error)
        except (BrokenPipeError, SystemExit):  # rich makes an exit of it
            if error is None:
                raise

    def _where(self) -> str:
        peer = self.peer
        host = f"[{peer.host}]" if ":" in peer.host else peer.host
        return f"{peer.called_ae_title} at {host}:{peer.port}, called as {peer.calling_ae_title}"


class EchoReport(Report):
    command = "echo"

    def __init__(self, peer: Peer, *views: View) -> None:
        super().__init__(peer, *views)
        self._answers: list[float] = []

    def add(self, result: Result) -> None:
        if isinstance(result, Echo):
            self.keep_worst(result.status)
            self._answers.append(result.seconds)
        super().add(result)

    def verdict(self) -> ScuError | None:
        if self.status and not self.status.ok:
            from scu.output import explain  # for a failure alone: an echo imports little

            return explain.failure("C-ECHO", self.status)
        return None

    def facts(self) -> Facts:
        if not (self.status and self.negotiated and self.timing):
            return []
        answers = self._answers
        answered = seconds(answers[0])
        if len(answers) > 1:
            mean = sum(answers) / len(answers)
            answered = f"{seconds(min(answers))} to {seconds(max(answers))}, {seconds(mean)} on average"
            answered += f" ({amount(len(answers), 'echo')})"
        said = self.negotiated
        return [
            ("Server", self._where()),
            ("Status", safe(str(self.status))),
            ("Connected in", f"{seconds(self.timing.connect)}, to {said.address}"),
            ("Associated in", seconds(self.timing.associate)),
            ("Answered in", answered),
            (
                "Implementation",
                safe(f"{said.implementation_version or 'no version'}, {said.implementation_class_uid}"),
            ),
            ("Maximum PDU", f"{said.max_pdu_length:,} bytes" if said.max_pdu_length else "unlimited"),
        ]

    def document(self) -> dict[str, object]:
        said = self.negotiated
        server = said and {
            "address": said.address,
            "implementation_class_uid": said.implementation_class_uid,
            "implementation_version": said.implementation_version,
            "max_pdu_length": said.max_pdu_length,
        }
        return {**super().document(), "server": server, "answers": [round(answer, 6) for answer in self._answers]}
