"""What is asked of a server beyond the plain service, when the association is made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, ClassVar

from typer import Option

from scu.commands.parsing import OptionGroup
from scu.errors import UsageError

if TYPE_CHECKING:
    from scu.dimse.contexts import Proposal

_PANEL = "Extended negotiation (a note tells what the server does not do)"
_RELATIONAL = Option("--relational", help="Ask for relational queries: keys of every level together.")
_ENHANCED_MULTIFRAME = Option("--enhanced-multiframe", help="Ask for images as enhanced multi-frame images.")

# Patient root, study root, patient/study only, and the worklist (PS3.4 C.6 and K.6).
_MODELS = tuple(f"1.2.840.10008.5.1.4.1.2.{model}" for model in (1, 2, 3))
_WORKLIST = "1.2.840.10008.5.1.4.31"


@dataclass(frozen=True)
class ExtendedFinding(OptionGroup):
    """What find may ask for (PS3.4 C.5.1.1, K.5.1)."""

    panel: ClassVar[str] = _PANEL

    relational: Annotated[bool, _RELATIONAL] = False
    datetime: Annotated[
        bool, Option("--datetime", help="Ask for dates and times to be matched together, as one range.")
    ] = False
    fuzzy: Annotated[bool, Option("--fuzzy", help="Ask for person names that sound alike to match.")] = False
    timezone: Annotated[
        bool, Option("--timezone", help="Ask for times to be matched in the time zone of the query.")
    ] = False
    enhanced_multiframe: Annotated[bool, _ENHANCED_MULTIFRAME] = False

    def asked_of(self, proposals: Iterable[Proposal]) -> list[Proposal]:
        """Return the proposals with what is asked for.

        Raises:
            UsageError: a model has no such thing.
        """
        from scu.dimse import extended

        asked = {
            extended.RELATIONAL: self.relational,
            extended.DATETIME: self.datetime,
            extended.FUZZY: self.fuzzy,
            extended.TIMEZONE: self.timezone,
            extended.ENHANCED_MULTIFRAME: self.enhanced_multiframe,
        }
        return _asked_of(proposals, frozenset(name for name, is_asked in asked.items() if is_asked))


@dataclass(frozen=True)
class ExtendedRetrieving(OptionGroup):
    """What move and get may ask for (PS3.4 C.5.2.1, C.5.3.1)."""

    panel: ClassVar[str] = _PANEL

    relational: Annotated[bool, _RELATIONAL] = False
    enhanced_multiframe: Annotated[bool, _ENHANCED_MULTIFRAME] = False

    def asked_of(self, proposals: Iterable[Proposal]) -> list[Proposal]:
        """Return the proposals with what is asked for; those of objects that come back stay as they are."""
        from scu.dimse import extended

        asked = {extended.RELATIONAL: self.relational, extended.ENHANCED_MULTIFRAME: self.enhanced_multiframe}
        return _asked_of(proposals, frozenset(name for name, is_asked in asked.items() if is_asked))


@dataclass(frozen=True)
class ExtendedStoring(OptionGroup):
    """What store may say of the objects (PS3.7 D.3.3.6)."""

    panel: ClassVar[str] = "Network"

    common_extended: Annotated[
        bool,
        Option(
            "--common-extended",
            help="Tell the server of each SOP class that it is for storage, and which more general ones it conforms "
            "to: one that does not know it may take it nevertheless.",
        ),
    ] = False

    def told_of(self, proposals: Sequence[Proposal]) -> Sequence[Proposal]:
        """Return the proposals with what is said of their storage classes."""
        if not self.common_extended:
            return proposals
        from scu.dimse import extended

        return [replace(each, common=extended.storage(each.abstract_syntax)) for each in proposals]


def _asked_of(proposals: Iterable[Proposal], names: frozenset[str]) -> list[Proposal]:
    """Ask of each model what it has a byte for; the contexts of objects that come back are not concerned."""
    if not names:
        return list(proposals)
    from scu.dimse.extended import Extended

    asking = []
    for proposal in proposals:
        if proposal.as_scp:
            asking.append(proposal)
            continue
        fields = _fields(proposal.abstract_syntax)
        if missing := names.difference(fields):
            from pydicom.uid import UID

            raise UsageError(
                f"{UID(proposal.abstract_syntax).name} has no {min(missing)} to ask for",
                remedy="leave that option out, or ask another model",
            )
        asking.append(replace(proposal, extended=Extended(fields, names)))
    return asking


def _fields(sop_class_uid: str) -> tuple[str, ...]:
    from scu.dimse import extended

    if sop_class_uid == _WORKLIST:
        return extended.OF_WORKLIST
    model, _, operation = sop_class_uid.rpartition(".")
    if model not in _MODELS:
        return ()
    return extended.OF_FIND if operation == "1" else extended.OF_RETRIEVE
