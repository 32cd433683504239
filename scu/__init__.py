"""DICOM service class user operations: echo, store, find, move and get.

::

    import scu

    with scu.connect("PACS@pacs.example.org:104") as peer:
        for match in peer.find(level="STUDY", keys={"PatientName": "A*"}):
            print(match.StudyInstanceUID)

Nothing is imported before it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scu import errors as errors
    from scu import results as results
    from scu.api.asking import Keys as Keys
    from scu.api.asking import LevelName as LevelName
    from scu.api.asking import ModelName as ModelName
    from scu.api.connecting import connect as connect
    from scu.api.remote import Remote as Remote
    from scu.api.sending import Sendable as Sendable
    from scu.api.transfer import Transfer as Transfer
    from scu.dimse.admission import Limits as Limits
    from scu.dimse.identity import IdentityType as IdentityType
    from scu.dimse.identity import UserIdentity as UserIdentity
    from scu.dimse.tls.settings import TLSSettings as TLSSettings
    from scu.errors import Aborted as Aborted
    from scu.errors import AssociationError as AssociationError
    from scu.errors import FileProblem as FileProblem
    from scu.errors import ListenProblem as ListenProblem
    from scu.errors import LocalError as LocalError
    from scu.errors import NoContext as NoContext
    from scu.errors import Partial as Partial
    from scu.errors import PeerFailure as PeerFailure
    from scu.errors import Refused as Refused
    from scu.errors import Rejected as Rejected
    from scu.errors import ScuError as ScuError
    from scu.errors import TimedOut as TimedOut
    from scu.errors import TLSFailure as TLSFailure
    from scu.errors import Unreachable as Unreachable
    from scu.errors import Unresolved as Unresolved
    from scu.errors import UsageError as UsageError
    from scu.results import Category as Category
    from scu.results import Echo as Echo
    from scu.results import Instance as Instance
    from scu.results import Negotiated as Negotiated
    from scu.results import Peer as Peer
    from scu.results import RetrieveSummary as RetrieveSummary
    from scu.results import Status as Status
    from scu.results import StoreSummary as StoreSummary

__version__ = "0.1.0"

_HOMES = {
    "scu.api.asking": ("Keys", "LevelName", "ModelName"),
    "scu.api.connecting": ("connect",),
    "scu.api.remote": ("Remote",),
    "scu.api.sending": ("Sendable",),
    "scu.api.transfer": ("Transfer",),
    "scu.dimse.admission": ("Limits",),
    "scu.dimse.identity": ("IdentityType", "UserIdentity"),
    "scu.dimse.tls.settings": ("TLSSettings",),
    "scu.errors": (
        "Aborted",
        "AssociationError",
        "FileProblem",
        "ListenProblem",
        "LocalError",
        "NoContext",
        "Partial",
        "PeerFailure",
        "Refused",
        "Rejected",
        "ScuError",
        "TLSFailure",
        "TimedOut",
        "Unreachable",
        "Unresolved",
        "UsageError",
    ),
    "scu.results": (
        "Category",
        "Echo",
        "Instance",
        "Negotiated",
        "Peer",
        "RetrieveSummary",
        "Status",
        "StoreSummary",
    ),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}
_ROOMS = ("errors", "results")

__all__ = [*_HOME, *_ROOMS, "__version__"]


def __getattr__(name: str) -> object:
    """Import what is asked for (PEP 562)."""
    if name in _ROOMS:
        return import_module(f"scu.{name}")
    if name not in _HOME:
        raise AttributeError(f"module 'scu' has no attribute {name!r}")
    found: object = getattr(import_module(_HOME[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
