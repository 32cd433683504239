"""What an operation yields, and how it ended. Nothing here knows of sockets, files or terminals."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

    from scu.flat import Flat


@dataclass(frozen=True, slots=True)
class Peer:
    """Who we talked to, and as whom."""

    host: str
    port: int
    called_ae_title: str
    calling_ae_title: str


class Category(Enum):
    """The five kinds of DIMSE status (PS3.7 annex C)."""

    SUCCESS = "Success"
    WARNING = "Warning"
    FAILURE = "Failure"
    CANCEL = "Cancel"
    PENDING = "Pending"


@dataclass(frozen=True, slots=True)
class Status:
    """A DIMSE status: (0000,0900), what it means for this service, and the peer's Error Comment."""

    code: int
    category: Category
    meaning: str
    comment: str | None = None

    @property
    def ok(self) -> bool:
        """Whether it counts as done: success, or done with a warning."""
        return self.category in (Category.SUCCESS, Category.WARNING)

    def __str__(self) -> str:
        said = f"{self.code:04X} {self.meaning}"
        return f"{said} ({self.comment})" if self.comment else said


SUCCESS = Status(0x0000, Category.SUCCESS, "Success")


@dataclass(frozen=True, slots=True)
class Negotiated:
    """What the peer said of itself when it accepted (PS3.7 D.3.3.2; PS3.8 D.1).

    `declined` names what it was asked for in extended negotiation and does not do (PS3.7 D.3.3.5), and `window` is how
    many requests of ours may be under way (PS3.7 D.3.3.3).
    """

    implementation_class_uid: str
    implementation_version: str
    max_pdu_length: int
    accepted_contexts: int
    proposed_contexts: int
    address: str
    declined: tuple[str, ...] = ()
    window: int = 1


@dataclass(frozen=True, slots=True)
class Echo:
    """One C-ECHO: its status, and the seconds from request to response."""

    status: Status
    seconds: float


@dataclass(frozen=True, slots=True)
class Match:
    """One C-FIND match; flat where it was read for a script and has no sequences."""

    identifier: Dataset | Flat
    status: Status


class Source(Protocol):
    """A data set to read: bytes in memory, or a file open at it."""

    def readinto(self, buffer: memoryview, /) -> int | None: ...


class Content(Protocol):
    """What goes out in place of the bytes in a file: a data set that was changed on its way."""

    def open(self) -> AbstractContextManager[tuple[Source, int]]:
        """The data set, and its size in bytes. Raises OSError, or ValueError for one that cannot be made."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A SOP Instance to send: its UIDs and transfer syntax as they go out, and where its data set lies in a file.

    `content` takes the place of the file's own bytes; `changes` says in words what makes it differ from them, and
    `original_transfer_syntax_uid` is that of the file where it goes out in another.
    """

    file: str
    offset: int
    size: int
    sop_class_uid: str
    sop_instance_uid: str
    transfer_syntax_uid: str
    content: Content | None = None
    changes: tuple[str, ...] = ()
    original_transfer_syntax_uid: str = ""


@dataclass(frozen=True, slots=True)
class Instance:
    """One SOP Instance that went out or came in.

    `file` is where it was read from or written to, None where nothing was kept. `seconds` is the time it took
    on the wire. `status` is None for an object that was not sent, and `reason` says why; it is `unconfirmed` if the
    association ended before it was answered. `original_transfer_syntax_uid` is that of the file, and `changes` what
    was changed on the way. `association` tells which one of the command it was, from 1, and `attempts` how often
    it was sent, 0 where nobody counts. `skipped` is one that came in and was not kept: `file` was there already.
    `unreadable` is one that was not sent because its file cannot be read, or not to its end.
    """

    file: str | None
    sop_class_uid: str
    sop_instance_uid: str
    transfer_syntax_uid: str
    status: Status | None
    size: int = 0
    seconds: float = 0.0
    reason: str = ""
    unconfirmed: bool = False
    original_transfer_syntax_uid: str = ""
    changes: tuple[str, ...] = ()
    association: int = 0
    attempts: int = 0
    skipped: bool = False
    unreadable: bool = False

    def lasting(self, seconds: float) -> Instance:
        """The same, with the time it took. Once an object, so without `replace`, which takes three times as long."""
        uids = self.sop_class_uid, self.sop_instance_uid, self.transfer_syntax_uid
        return Instance(self.file, *uids, self.status, self.size, seconds, self.reason, skipped=self.skipped)


@dataclass(frozen=True, slots=True)
class Commitment:
    """A SOP Instance whose safekeeping the peer is asked for, and its answer (PS3.4 annex J).

    `committed` is None where the peer has not said. `failure` is its Failure Reason (0008,1197), and `reason` says in
    words why the instance is not committed.
    """

    sop_class_uid: str
    sop_instance_uid: str
    file: str | None = None
    committed: bool | None = None
    failure: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Whether the peer takes objects of a SOP class in a transfer syntax; `accepted` is None where it has not said.

    `reason` says in words why not. `files` is how many there are to send that are of that kind.
    """

    sop_class_uid: str
    transfer_syntax_uid: str
    files: int = 0
    accepted: bool | None = None
    reason: str = ""

    @property
    def kind(self) -> tuple[str, str]:
        return self.sop_class_uid, self.transfer_syntax_uid


@dataclass(frozen=True, slots=True)
class SubOperations:
    """The peer's counts in a C-MOVE or C-GET response (PS3.7 table 9.1-4); None where it did not say."""

    remaining: int | None = None
    completed: int | None = None
    failed: int | None = None
    warning: int | None = None


@dataclass(frozen=True, slots=True)
class Retrieving:
    """A C-MOVE or C-GET response: pending ones tell the progress, the last one how it ended."""

    status: Status
    sub_operations: SubOperations
    failed_instances: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Final:
    """The last word of an operation, C-FIND's too."""

    status: Status


@dataclass(slots=True)
class Timing:
    """Seconds: to connect, to associate, and in all."""

    connect: float = 0.0
    associate: float = 0.0
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class StoreSummary:
    """How a store went. Of `total` objects the rest, `not_sent`, never went out: unreadable, refused, or left."""

    total: int
    stored: int = 0
    warning: int = 0
    failed: int = 0
    bytes: int = 0

    @property
    def not_sent(self) -> int:
        return self.total - self.stored - self.warning - self.failed

    @property
    def ok(self) -> bool:
        return self.failed == self.not_sent == 0

    def plus(self, instance: Instance) -> StoreSummary:
        """Return the summary with one more instance counted. `bytes` counts what the peer has kept."""
        status = instance.status
        if status is None:
            return self
        if not status.ok:
            return replace(self, failed=self.failed + 1)
        warned = status.category is Category.WARNING
        return replace(
            self,
            stored=self.stored + (not warned),
            warning=self.warning + warned,
            bytes=self.bytes + instance.size,
        )


@dataclass(frozen=True, slots=True)
class RetrieveSummary:
    """How a move or get went: the peer's counts, None where it did not say, and what arrived here.

    `received` is None when the objects went to a third party; then what failed or remained is missing. `skipped` of
    them were not kept, since their files were there already.
    """

    completed: int | None = None
    warning: int | None = None
    failed: int | None = None
    remaining: int | None = None
    received: int | None = 0
    refused: int = 0
    bytes: int = 0
    skipped: int = 0

    @property
    def expected(self) -> int:
        """How many objects the peer spoke of."""
        return sum(count or 0 for count in (self.completed, self.warning, self.failed, self.remaining))

    @property
    def missing(self) -> int:
        if self.received is None:
            return (self.failed or 0) + (self.remaining or 0)
        return max(0, self.expected - self.received)

    @property
    def ok(self) -> bool:
        return not (self.failed or self.missing or self.refused)

    def plus(self, result: Instance | Retrieving) -> RetrieveSummary:
        """Return the summary with one more object, or with the counts of one more response.

        A response without counts leaves those of the last one that had any: PS3.7 9.1.4 makes them optional. But after
        a success nothing remains to be sent, of which a third party may lack the last.
        """
        if isinstance(result, Retrieving):
            said = result.sub_operations
            if said == SubOperations():
                done = self.received is None and result.status.category is Category.SUCCESS
                return replace(self, remaining=None) if done else self
            return replace(
                self,
                completed=said.completed,
                warning=said.warning,
                failed=said.failed,
                remaining=said.remaining,
            )
        if result.status is None or not result.status.ok:
            return replace(self, refused=self.refused + 1)
        return replace(
            self,
            received=(self.received or 0) + 1,
            bytes=self.bytes + result.size,
            skipped=self.skipped + result.skipped,
        )

    def and_then(self, later: RetrieveSummary) -> RetrieveSummary:
        """Return the sums of two requests, one after the other."""
        return RetrieveSummary(
            completed=_sum(self.completed, later.completed),
            warning=_sum(self.warning, later.warning),
            failed=_sum(self.failed, later.failed),
            remaining=_sum(self.remaining, later.remaining),
            received=_sum(self.received, later.received),
            refused=self.refused + later.refused,
            bytes=self.bytes + later.bytes,
            skipped=self.skipped + later.skipped,
        )


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None and other is None else (one or 0) + (other or 0)
