"""Results of operations that never took place, for tests of what is shown of them."""

from __future__ import annotations

from dataclasses import dataclass

from scu.errors import ScuError
from scu.output.report import Report
from scu.results import (
    SUCCESS,
    Category,
    Instance,
    Negotiated,
    Peer,
    Status,
    SubOperations,
    Timing,
)

PEER = Peer("pacs.example.org", 104, "PACS", "SCU")
PENDING = Status(0xFF00, Category.PENDING, "Pending")
CANCELLED = Status(0xFE00, Category.CANCEL, "Cancel")
OUT_OF_RESOURCES = Status(0xA700, Category.FAILURE, "Refused: Out of Resources", "disk full")
COERCED = Status(0xB000, Category.WARNING, "Coercion of Data Elements")
CT, EXPLICIT = "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.1.2.1"


@dataclass
class Associated:
    """As much of an association as a report looks at."""

    negotiated: Negotiated
    timing: Timing
    local_address: str = "192.0.2.7"


def associated(accepted: int = 1) -> Associated:
    negotiated = Negotiated("1.2.276.0.7230010.3.0.3.6.7", "OFFIS_DCMTK_367", 16384, accepted, 1, "192.0.2.1")
    return Associated(negotiated, Timing(0.0012, 0.0034, 0.25))


def instance(name: str, status: Status | None = SUCCESS, size: int = 1000, reason: str = "") -> Instance:
    return Instance(name, CT, f"1.2.{len(name)}", EXPLICIT, status, size if status else 0, reason=reason)


def counts(completed: int, failed: int = 0, remaining: int | None = None, warning: int = 0) -> SubOperations:
    return SubOperations(remaining=remaining, completed=completed, failed=failed, warning=warning)


def without_padding(text: str) -> str:
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def squeezed(text: str) -> list[list[str]]:
    """The words of each line: how wide rich makes a column is rich's to say."""
    return [line.split() for line in text.replace("─", "").splitlines()]


def verdict_of(report: Report) -> ScuError | None:
    return report.verdict()
