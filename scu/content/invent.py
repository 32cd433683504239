"""Invented objects: the same ones over and over, as others, to fill a server with what looks like many patients."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Final

from scu import implementation

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

    from scu.content.head import Head


class Level(Enum):
    """From where on downwards objects are invented."""

    INSTANCE = "instance"
    SERIES = "series"
    STUDY = "study"
    PATIENT = "patient"


_ORDER: Final = tuple(Level)
_TOUCHED: Final = frozenset(
    (0x00080018, 0x00080050, 0x00100010, 0x00100020, 0x0020000D, 0x0020000E, 0x00200010, 0x00200011, 0x00200013)
)


def _new_run() -> str:
    from uuid import uuid4

    return uuid4().hex


@dataclass(frozen=True, slots=True)
class Plan:
    """How many images a series has, series a study, and studies a patient; what is above `level` stays as it is.

    `run` makes the UIDs of one run others than those of the next.
    """

    level: Level
    images: int
    series: int
    studies: int
    run: str = field(default_factory=_new_run)

    def invents(self, level: Level) -> bool:
        return _ORDER.index(level) <= _ORDER.index(self.level)

    def invention(self, number: int) -> Invention:
        return Invention(self, number)

    def uid(self, *names: object) -> str:
        """Return a UID that the run and these names determine."""
        return implementation.make_uid(self.run, *map(str, names))


@dataclass(frozen=True, slots=True)
class Invention:
    """One object, by its number in the run, from 0."""

    plan: Plan
    number: int

    @property
    def words(self) -> tuple[str, ...]:
        return (f"{self.plan.level.value} invented",)

    @property
    def sop_instance_uid(self) -> str:
        return self.plan.uid("instance", self.number)

    def touches(self, head: Head) -> set[int]:
        return set(_TOUCHED)

    def apply(self, dataset: Dataset) -> set[int]:
        """What is invented goes in. A series that keeps its study is another one in each study; so is a study."""
        plan = self.plan
        series, image = divmod(self.number, plan.images)
        study, series_number = divmod(series, plan.series)
        patient = study // plan.studies
        invented: dict[str, str] = {"SOPInstanceUID": self.sop_instance_uid}
        if plan.invents(Level.SERIES):
            parent = "" if plan.invents(Level.STUDY) else dataset.get("StudyInstanceUID", "")
            invented["SeriesInstanceUID"] = plan.uid("series", series, parent)
            invented |= {"SeriesNumber": str(series_number + 1), "InstanceNumber": str(image + 1)}
        if plan.invents(Level.STUDY):
            parent = "" if plan.invents(Level.PATIENT) else dataset.get("PatientID", "")
            invented["StudyInstanceUID"] = plan.uid("study", study, parent)
            # Both may be 16 characters long (SH).
            invented |= {"StudyID": str(study + 1), "AccessionNumber": f"{plan.run[:8]}{study + 1}"}
        if plan.invents(Level.PATIENT):
            invented |= {"PatientID": f"SCU-{plan.run[:8]}-{patient + 1}", "PatientName": f"SCU^TEST {patient + 1}"}
        for keyword, value in invented.items():
            setattr(dataset, keyword, value)
        return {int(dataset[keyword].tag) for keyword in invented}
