"""What is changed in objects on their way; the files stay as they are."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, ClassVar

from typer import Option

from scu.commands.options import Words, need, refuse_together
from scu.commands.parsing import OptionGroup
from scu.content.invent import Level

if TYPE_CHECKING:
    from scu.content.attributes import Deletion, Setting
    from scu.content.invent import Plan
    from scu.content.suffix import Suffix
    from scu.results import Outgoing

log = logging.getLogger(__name__)

_MOST = 1_000_000


@dataclass(frozen=True)
class Altering(OptionGroup):
    """Changes to attributes, in this order: UIDs suffixed or objects invented, then --delete, then --set."""

    panel: ClassVar[str] = "Changes on the way"

    set: Annotated[
        Words,
        Option(
            "--set",
            metavar="KEY=VALUE",
            help="Set an attribute, written as the keys of find are: PatientID=X, 10,20=X, Sequence[0].Keyword=X; "
            "PatientID= empties it. The files stay as they are. May be repeated.",
            show_default=False,
        ),
    ] = None
    delete: Annotated[
        Words,
        Option(
            "--delete",
            metavar="KEY",
            help="Leave out an attribute, or an item of a sequence. May be repeated.",
            show_default=False,
        ),
    ] = None
    uid_suffix: Annotated[
        str | None,
        Option(
            "--uid-suffix",
            metavar="N[.N…]",
            help="Append it, with a dot, to Study, Series and SOP Instance UIDs, and to references to them.",
        ),
    ] = None
    invent: Annotated[
        Level | None,
        Option(
            "--invent",
            metavar="instance|series|study|patient",
            help="Send each object, and each repetition, as a new instance; or also in new series, or also in new "
            "studies, or also of new patients. What is above stays.",
        ),
    ] = None
    invent_series_after: Annotated[
        int | None,
        Option("--invent-series-after", metavar="N", min=1, max=_MOST, help="Objects in an invented series (100)."),
    ] = None
    invent_study_after: Annotated[
        int | None,
        Option("--invent-study-after", metavar="N", min=1, max=_MOST, help="Series in an invented study (50)."),
    ] = None
    invent_patient_after: Annotated[
        int | None,
        Option("--invent-patient-after", metavar="N", min=1, max=_MOST, help="Studies of an invented patient (25)."),
    ] = None

    def take_effect(self) -> None:
        """Refuse what is wrong before a file is looked at."""
        refuse_together({"--uid-suffix": self.uid_suffix is not None, "--invent": self.invent is not None})
        levels = (Level.SERIES, Level.STUDY, Level.PATIENT)
        after = (self.invent_series_after, self.invent_study_after, self.invent_patient_after)
        for lowest, (level, count) in enumerate(zip(levels, after, strict=True)):
            partners = {f"--invent {it.value}": self.invent is it for it in levels[lowest:]}
            need({f"--invent-{level.value}-after": count is not None}, partners)
        _ = self._suffix, self._deletion, self._setting

    def applied(self, outgoing: list[Outgoing], repeat: int) -> tuple[list[Outgoing], int]:
        """Return the objects as they go out, and how often each does: invented ones only once, but as many of them.

        Nothing of an object is read before it is sent.
        """
        if self._plan is not None:
            outgoing, repeat = outgoing * repeat, 1
        if len(outgoing) > 1 and self._setting is not None and self._setting.sop_instance_uid is not None:
            log.warning("--set gives all %d objects the same SOP Instance UID", len(outgoing))
        if (self._suffix, self._plan, self._deletion, self._setting) == (None, None, None, None):
            return outgoing, repeat
        return [self._altered(each, number) for number, each in enumerate(outgoing)], repeat

    def _altered(self, outgoing: Outgoing, number: int) -> Outgoing:
        from scu.content.altered import Altered, Change

        changes: list[Change] = []
        sop_class_uid, sop_instance_uid = outgoing.sop_class_uid, outgoing.sop_instance_uid
        if self._suffix is not None:
            changes.append(self._suffix)
            sop_instance_uid = self._suffix.suffixed(sop_instance_uid)
        if self._plan is not None:
            changes.append(invention := self._plan.invention(number))
            sop_instance_uid = invention.sop_instance_uid
        if self._deletion is not None:
            changes.append(self._deletion)
        if self._setting is not None:
            changes.append(self._setting)
            sop_class_uid = self._setting.sop_class_uid or sop_class_uid
            sop_instance_uid = self._setting.sop_instance_uid or sop_instance_uid
        return replace(
            outgoing,
            sop_class_uid=sop_class_uid,
            sop_instance_uid=sop_instance_uid,
            content=Altered(outgoing, tuple(changes)),
            changes=(*outgoing.changes, *(words for change in changes for words in change.words)),
        )

    @cached_property
    def _suffix(self) -> Suffix | None:
        if self.uid_suffix is None:
            return None
        from scu.content.suffix import suffix

        return suffix(self.uid_suffix)

    @cached_property
    def _plan(self) -> Plan | None:
        if self.invent is None:
            return None
        from scu.content.invent import Plan

        images, series, studies = self.invent_series_after, self.invent_study_after, self.invent_patient_after
        return Plan(self.invent, images or 100, series or 50, studies or 25)

    @cached_property
    def _deletion(self) -> Deletion | None:
        if not self.delete:
            return None
        from scu.content.attributes import deletion

        return deletion(self.delete)

    @cached_property
    def _setting(self) -> Setting | None:
        if not self.set:
            return None
        from scu.content.attributes import setting

        return setting(self.set)
