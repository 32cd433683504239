"""The query models and their levels, what the options say of them, and which keys each level knows."""

from dataclasses import dataclass
from enum import Enum

from scu import query_attributes as attributes
from scu.errors import UsageError


class Level(Enum):
    """Query/Retrieve Level (0008,0052), from the root down."""

    PATIENT = "PATIENT"
    STUDY = "STUDY"
    SERIES = "SERIES"
    IMAGE = "IMAGE"


class Model(Enum):
    """An information model: its name, its option, the UIDs of its SOP classes, and its levels."""

    PATIENT_ROOT = ("Patient Root", "--patientroot", "1.2.840.10008.5.1.4.1.2.1.{}", tuple(Level))
    STUDY_ROOT = ("Study Root", "--studyroot", "1.2.840.10008.5.1.4.1.2.2.{}", tuple(Level)[1:])
    PATIENT_STUDY_ONLY = (
        "Patient/Study Only",
        "--psonly",
        "1.2.840.10008.5.1.4.1.2.3.{}",
        (Level.PATIENT, Level.STUDY),
    )
    WORKLIST = ("Modality Worklist", "--worklist", "1.2.840.10008.5.1.4.31", ())

    def __init__(self, title: str, option: str, uid: str, levels: tuple[Level, ...]) -> None:
        self.title = title
        self.option = option
        self.levels = levels
        self._uid = uid

    @property
    def find(self) -> str:
        return self._uid.format(1)

    @property
    def move(self) -> str | None:
        return self._uid.format(2) if self.levels else None

    @property
    def get(self) -> str | None:
        return self._uid.format(3) if self.levels else None


@dataclass(frozen=True, slots=True)
class LevelHelp:
    """The keys of one level, or of the worklist, in keywords."""

    level: str
    unique: tuple[str, ...]
    required: tuple[str, ...]
    optional: tuple[str, ...]


def choose(
    *,
    patientroot: bool = False,
    studyroot: bool = False,
    psonly: bool = False,
    worklist: bool = False,
    patient: bool = False,
    study: bool = False,
    series: bool = False,
    image: bool = False,
) -> tuple[Model | None, Level | None]:
    """The model and the level that the options say; None where they say none.

    Of several levels image counts before series, patient and study. Raises UsageError for two models.
    """
    models = [model for model, said in zip(Model, (patientroot, studyroot, psonly, worklist), strict=True) if said]
    if len(models) > 1:
        raise UsageError(
            f"{' and '.join(model.option for model in models)} do not go together",
            remedy="choose one query model",
        )
    levels = ((image, Level.IMAGE), (series, Level.SERIES), (patient, Level.PATIENT), (study, Level.STUDY))
    return models[0] if models else None, next((level for said, level in levels if said), None)


def query_help(model: Model) -> tuple[LevelHelp, ...]:
    """Which keys each level of the model knows (PS3.4 C.6.1.1, C.6.2.1, K.6.1.2)."""
    if model is Model.WORKLIST:
        required, optional = attributes.WORKLIST_REQUIRED, attributes.WORKLIST_OPTIONAL
        return (LevelHelp("SCHEDULED PROCEDURE STEP", (), required, optional),)
    return tuple(
        LevelHelp(level.value, (attributes.UNIQUE[level.value],), *_level_keys(model, level)) for level in model.levels
    )


def _level_keys(model: Model, level: Level) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Required and optional keys; in study root the study has its patient's too (PS3.4 C.6.2.1.2)."""
    required, optional = attributes.REQUIRED[level.value], attributes.OPTIONAL[level.value]
    if model is Model.STUDY_ROOT and level is Level.STUDY:
        return (*required, "PatientName", "PatientID"), (*optional, *attributes.OPTIONAL["PATIENT"])
    return required, optional


def unique_keys(model: Model, level: Level | None) -> list[str]:
    if level is None:
        return []
    levels = model.levels if level in model.levels else (level,)
    return [attributes.UNIQUE[above.value] for above in levels[: levels.index(level) + 1]]


def level_below(model: Model, level: Level, label: str) -> Level | None:
    """The level further down that this key belongs to, if it is of no level down to the asked one."""
    if level not in model.levels:
        return None
    at = model.levels.index(level)
    return next((below for below in model.levels[at + 1 :] if label in _all_keys(model, below)), None)


def _all_keys(model: Model, level: Level) -> tuple[str, ...]:
    required, optional = _level_keys(model, level)
    return (attributes.UNIQUE[level.value], *required, *optional)
