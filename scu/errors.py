"""What can go wrong, and the exit status it ends with.

::

    ScuError
    ├── UsageError             usage         2   the request cannot be sent as it stands
    ├── AssociationError                     3   no association, or it was lost
    │   ├── Unresolved         unresolved        the host has no address
    │   ├── Refused            refused           nobody listens on that port
    │   ├── Unreachable        unreachable       no route, or the network says no
    │   ├── TimedOut           timeout           silence where an answer was due
    │   ├── TLSFailure         tls               one side speaks TLS and the other does not, or it failed
    │   ├── Rejected           rejected          A-ASSOCIATE-RJ
    │   ├── NoContext          no_context        no presentation context that the request needs
    │   └── Aborted            aborted           A-ABORT, a closed connection, or bytes that are no DICOM
    ├── PeerFailure            peer_failure  1   a failing DIMSE status
    ├── Partial                partial       1   some of it, not all
    ├── LocalError                           4
    │   ├── FileProblem        file              a file or folder cannot be read or written
    │   └── ListenProblem      listen            a port cannot be listened on
    └── Interrupted            interrupted   130 Ctrl-C

An error has four parts: what happened, the Error Comment or code if there is one, the likely cause,
and what to do and who must do it. `scu.cli.main` is the one place that shows them.
"""

from enum import IntEnum
from typing import ClassVar


class ExitStatus(IntEnum):
    """What the command leaves behind for a script."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    NO_ASSOCIATION = 3
    LOCAL = 4
    INTERRUPTED = 130


class ScuError(Exception):
    """Something that a person has to know.

    Args:
        message: what happened, one sentence without a full stop.
        comment: the peer's own words or codes, shown as they came.
        cause: the likely cause.
        remedy: what to do, and who must do it.
        file: the file that the cause is about. People see it before the cause, or in the message; what is kept or
            handed on leaves it out, since a name of a file may be a patient's.
    """

    kind: ClassVar[str]
    exit_status: ClassVar[ExitStatus]

    def __init__(self, message: str, *, comment: str = "", cause: str = "", remedy: str = "", file: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.comment = comment
        self.cause = cause
        self.remedy = remedy
        self.file = file
        self.reported = False  # whether a document on standard output tells of it already


class UsageError(ScuError):
    kind = "usage"
    exit_status = ExitStatus.USAGE


class AssociationError(ScuError):
    exit_status = ExitStatus.NO_ASSOCIATION


class Unresolved(AssociationError):
    kind = "unresolved"


class Refused(AssociationError):
    kind = "refused"


class Unreachable(AssociationError):
    kind = "unreachable"


class TimedOut(AssociationError):
    kind = "timeout"


class TLSFailure(AssociationError):
    kind = "tls"


class Rejected(AssociationError):
    kind = "rejected"


class NoContext(AssociationError):
    kind = "no_context"


class Aborted(AssociationError):
    kind = "aborted"


class PeerFailure(ScuError):
    kind = "peer_failure"
    exit_status = ExitStatus.FAILED


class Partial(ScuError):
    kind = "partial"
    exit_status = ExitStatus.FAILED


class LocalError(ScuError):
    exit_status = ExitStatus.LOCAL


class FileProblem(LocalError):
    kind = "file"


class ListenProblem(LocalError):
    kind = "listen"


class Interrupted(ScuError):
    kind = "interrupted"
    exit_status = ExitStatus.INTERRUPTED
