"""What goes wrong between two DICOM systems: what it means, why it happens, what to do, and who must do it.

One catalogue, for every verb's errors, for `scu explain`, and for the pages. It imports nothing that costs time.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Who(Enum):
    """Who can mend it."""

    NOBODY = "nobody"
    YOU = "you"
    PACS_ADMIN = "the PACS administrator"
    NETWORK_ADMIN = "the network administrator"


@dataclass(frozen=True, slots=True)
class Explanation:
    """One row of the catalogue.

    Attributes:
        code: how it is written: "A801", "rejected 1 1 7", "abort 2 2", "context 4", "tls UNKNOWN_CA", "ECONNREFUSED".
        meaning: what the standard, or the system, calls it.
        causes: the likely ones, the likeliest first; none where nothing is wrong.
        remedy: what to do.
        who: who must do it.
        source: where the rule stands.
        about: what it is said of: "C-MOVE", "association", "TLS", …; several where they share the row.
        usual: how DCMTK, dcm4che, pynetdicom and others call it in their logs, in lower case.
    """

    code: str
    meaning: str
    causes: tuple[str, ...]
    remedy: str
    who: Who
    source: str
    about: tuple[str, ...]
    usual: tuple[str, ...] = ()

    @property
    def cause(self) -> str:
        """The causes in one sentence, the likeliest first."""
        return "; or ".join(self.causes)
