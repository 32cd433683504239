"""The report of move: where the objects went, and with a port of ours, what came of the way back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING, Final, Protocol

from scu.errors import Aborted, Interrupted, Partial, PeerFailure, ScuError, TimedOut
from scu.output import explain
from scu.output.plain import amount, safe
from scu.output.report import Associated, Facts, Result, View
from scu.output.retrieved import RetrieveReport
from scu.results import Instance, Peer, Status

if TYPE_CHECKING:
    from scu.dimse.quota import Quota
    from scu.dimse.refusals import Refusals
    from scu.explanations import Explanation

# What a move ends with, beside 0xC000 to 0xCFFF, where the server could not send; other failures are of the request.
_UNABLE_TO_SEND = frozenset((0x0110, 0xA702, 0xB000))

_SHOWN: Final = 20  # kinds of who was turned away; the JSON document has more


class Caller(Protocol):
    """Who had an association with us."""

    @property
    def address(self) -> str: ...
    @property
    def ae_title(self) -> str: ...


class Listener(Protocol):
    """What is known of our port."""

    @property
    def port(self) -> int: ...
    @property
    def ae_title(self) -> str: ...
    @property
    def connections(self) -> int: ...
    @property
    def caller(self) -> Caller | None: ...
    @property
    def refusals(self) -> Refusals: ...
    @property
    def quota(self) -> Quota: ...
    @property
    def cut_off(self) -> Collection[str]: ...


class MoveReport(RetrieveReport):
    """`destination` is the AE title that the server sends to."""

    def __init__(self, peer: Peer, *views: View, folder: str | None, destination: str) -> None:
        super().__init__("move", peer, *views, folder=folder)
        self._destination = destination
        self._listener: Listener | None = None
        self._bind = self._own_address = ""
        self._direct = True
        self._told: set[str] = set()

    def listens(self, listener: Listener, *, bind: str | None, direct: bool) -> None:
        """Note where the objects come to.

        Args:
            bind: the one address that we listen on; None for all.
            direct: whether the server sees our own address, and not that of a proxy.
        """
        self._listener, self._bind, self._direct = listener, bind or "", direct

    def rest(self, arrived: Callable[[], Iterable[Instance]]) -> None:
        """Take what came while our port was being closed: a server may go on after its C-MOVE was lost."""
        for instance in arrived():
            if instance.sop_instance_uid not in self._told:
                self.add(instance)

    def add(self, result: Result) -> None:
        # Only what is listed is asked for again, and may then come twice.
        if self._listed is not None and isinstance(result, Instance):
            self._told.add(result.sop_instance_uid)
        super().add(result)

    def associated(self, association: Associated) -> None:
        if self._direct:
            self._own_address = association.local_address
        super().associated(association)

    def failure(self, status: Status) -> ScuError:
        if status.code != explain.UNKNOWN_DESTINATION:
            return super().failure(status)
        return explain.unknown_destination(status, self._destination, self._entry() if self._listener else "")

    def verdict(self) -> ScuError | None:
        error = super().verdict() or self._cut_off()
        return error and self._with_story(error)

    def _cut_off(self) -> ScuError | None:
        """The error for objects of which only a part came; the peer's counts, where it has any, know better."""
        listener = self._listener
        if listener is None or not listener.cut_off or self.summary.expected or self._verification:
            return None
        why = explain.some_failed(self._operation)
        message = f"{amount(len(listener.cut_off), 'object')} did not come to an end"
        return Partial(message, cause=why.cause, remedy=why.remedy)

    def retold(self, error: ScuError) -> ScuError:
        error = super().retold(error)
        asked = self.negotiated is not None and (self.status is None or not self.summary.ok)
        return self._with_story(error) if asked and isinstance(error, Aborted | TimedOut | Interrupted) else error

    def _with_story(self, error: ScuError) -> ScuError:
        """The same error, with what happened at our port before it."""
        listener = self._listener
        if listener is None or self._not_taken:
            return error
        kind = next(kind for kind in _KINDS if isinstance(error, kind))
        if not listener.connections and not self._is_of_sending(error):
            if self.status and self.status.ok:  # there is nothing to send
                return error
            message = f"{error.message}; nothing ever connected to our port {listener.port}"
            return kind(message, comment=error.comment, cause=error.cause, remedy=error.remedy)
        why = self._story(listener, error)
        if why is None:
            return error
        comment = "; ".join(filter(None, (error.comment, self._spelled(listener))))
        return kind(f"{why.meaning}: {error.message}", comment=comment, cause=why.cause, remedy=why.remedy)

    def _is_of_sending(self, error: ScuError) -> bool:
        """Whether it is the sending that failed, or did not begin, and not the request."""
        if self.status is None or isinstance(error, Aborted | TimedOut | Interrupted):
            return True
        code = self.status.code
        if code == 0:
            return bool(self.summary.expected or (self._verification and self._verification.expected))
        return code in _UNABLE_TO_SEND or code & 0xF000 == 0xC000

    def _story(self, listener: Listener, error: ScuError) -> Explanation | None:
        """What happened at our port; None where the error itself says all."""
        from scu.dimse.refusals import NotForUs
        from scu.explanations import returning

        title, port, received = listener.ae_title, listener.port, self.summary.received or 0
        if not listener.connections:
            elsewhere = ""
            if self._bind and self._own_address not in ("", self._bind):
                elsewhere = f"we listen on {self._bind} alone, and the server sees us at {self._own_address}"
            return returning.nothing_connected(title, self._entry(), port, code=self._code(error), elsewhere=elsewhere)
        if (caller := listener.caller) is None:
            kinds = listener.refusals.kinds
            rejections = [it for it in kinds if isinstance(it.error, NotForUs)]
            first = next(iter(rejections or kinds), None)
            if first and isinstance(first.error, NotForUs):
                count = sum(it.count for it in rejections)
                return returning.called_otherwise(title, self._entry(), port, count, first.address, first.error.called)
            host, what, why = (first.address, first.reason, first.error) if first else ("nowhere", error.message, error)
            return returning.no_association(port, listener.connections, host, what, why.cause, why.remedy)
        who = f"{caller.ae_title!r} at {caller.address}"
        broken = next((it.error for it in listener.refusals.kinds if it.associated), None)
        if broken is not None:
            ours = returning.BEYOND in broken.message
            return returning.broken_off(who, broken.message, broken.cause, broken.remedy if ours else "")
        if not received:
            return returning.nothing_sent(who, self._code(error))
        return returning.stalled(who, amount(received, "object")) if isinstance(error, TimedOut) else None

    def _spelled(self, listener: Listener) -> str:
        """What we were called, so that nobody mistakes it."""
        from scu.dimse.refusals import NotForUs
        from scu.dimse.rejection import spelled

        called = next((it.error for it in listener.refusals.kinds if isinstance(it.error, NotForUs)), None)
        return f"{called.calling!r} called {spelled(called.called)}" if called and listener.caller is None else ""

    def _code(self, error: ScuError) -> int | None:
        ended = self.status is not None and not isinstance(error, Aborted | TimedOut | Interrupted)
        return self.status.code if self.status and ended else None

    def _entry(self) -> str:
        from scu.explanations import returning

        assert self._listener is not None  # for a third party nobody knows what the server needs
        return returning.entry(self._listener.ae_title, self._bind or self._own_address, self._listener.port)

    def facts(self) -> Facts:
        return super().facts() + (_facts_of(self._listener) if self._listener else [])

    def document(self) -> dict[str, object]:
        listener = self._listener
        if listener is None:
            return super().document()
        scp = {
            "port": listener.port,
            "connections": listener.connections,
            "refused": listener.refusals.words,
            "received": self.summary.received,
            "turned_away": [
                {"address": it.address, "reason": it.reason, "associated": it.associated, "connections": it.count}
                for it in listener.refusals.kinds
            ],
            "turned_away_besides": listener.refusals.others,
            "objects_beyond": [{"reason": why, "objects": count} for why, count in listener.quota.refused.items()],
        }
        return {**super().document(), "storage_scp": scp}


def _facts_of(listener: Listener) -> Facts:
    """Who was turned away at our port, or did not stay, and which objects."""
    refusals, beyond = listener.refusals, listener.quota.refused
    facts = [
        (
            "Broken off" if it.associated else "Turned away",
            safe(f"{amount(it.count, 'connection')} from {it.address}: {it.reason}"),
        )
        for it in refusals.kinds[:_SHOWN]
    ]
    rest = refusals.total - sum(it.count for it in refusals.kinds[:_SHOWN])
    if rest:
        facts.append(("Turned away", f"{amount(rest, 'connection')} more, from other addresses or for other reasons"))
    return facts + [("Turned away", f"{amount(count, 'object')}: {why}") for why, count in beyond.items()]


_KINDS = (TimedOut, Aborted, Interrupted, PeerFailure, Partial, ScuError)
