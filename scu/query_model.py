"""The query models and their levels, what the options say of them, and which keys each level knows."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Literal

from scu import instance_attributes
from scu import query_attributes as attributes
from scu.errors import UsageError

Verb = Literal["find", "move", "get"]


class Level(Enum):
    """Query/Retrieve Level (0008,0052), from the root down."""

    PATIENT = "PATIENT"
    STUDY = "STUDY"
    SERIES = "SERIES"
    IMAGE = "IMAGE"
    FRAME = "FRAME"


def _uids(root: str, find: int | None = 1, move: int | None = 2, get: int | None = 3) -> Mapping[str, str]:
    last = {"find": find, "move": move, "get": get}
    return MappingProxyType({verb: f"{root}.{number}" for verb, number in last.items() if number})


_QUERY_RETRIEVE = "1.2.840.10008.5.1.4.1.2"
_HANGING_PROTOCOL = "1.2.840.10008.5.1.4.38"
_COLOR_PALETTE = "1.2.840.10008.5.1.4.39"
_UPS = "1.2.840.10008.5.1.4.34.6"


class Model(Enum):
    """An information model.

    Attributes:
        title: its name.
        option: what chooses it.
        levels: from the root down; none where it knows no Query/Retrieve Level.
        storage_classes: of the objects that a retrieve sends; empty where they may be of any class.
    """

    PATIENT_ROOT = ("Patient Root", "--patientroot", _uids(f"{_QUERY_RETRIEVE}.1"), tuple(Level)[:4])
    STUDY_ROOT = ("Study Root", "--studyroot", _uids(f"{_QUERY_RETRIEVE}.2"), tuple(Level)[1:4])
    PATIENT_STUDY_ONLY = (
        "Patient/Study Only",
        "--psonly",
        _uids(f"{_QUERY_RETRIEVE}.3"),
        (Level.PATIENT, Level.STUDY),
    )
    WORKLIST = ("Modality Worklist", "--worklist", {"find": "1.2.840.10008.5.1.4.31"}, ())
    COMPOSITE = (
        "Composite Instance Root",
        "--composite",
        _uids(f"{_QUERY_RETRIEVE}.4", find=None),
        (Level.IMAGE, Level.FRAME),
    )
    WITHOUT_BULK_DATA = (
        "Composite Instance Without Bulk Data",
        "--without-bulk-data",
        _uids(f"{_QUERY_RETRIEVE}.5", find=None, move=None),
        (Level.IMAGE,),
    )
    HANGING_PROTOCOL = (
        "Hanging Protocol",
        "--hanging-protocol",
        _uids(_HANGING_PROTOCOL, 2, 3, 4),
        (),
        (f"{_HANGING_PROTOCOL}.1",),
    )
    COLOR_PALETTE = ("Color Palette", "--color-palette", _uids(_COLOR_PALETTE, 2, 3, 4), (), (f"{_COLOR_PALETTE}.1",))
    UPS = ("Unified Procedure Step (Pull)", "--ups", {"find": f"{_UPS}.3"}, ())
    UPS_WATCH = ("Unified Procedure Step (Watch)", "--ups-watch", {"find": f"{_UPS}.2"}, ())
    UPS_QUERY = ("Unified Procedure Step (Query)", "--ups-query", {"find": f"{_UPS}.5"}, ())

    def __init__(
        self,
        title: str,
        option: str,
        uids: Mapping[str, str],
        levels: tuple[Level, ...],
        storage_classes: tuple[str, ...] = (),
    ) -> None:
        self.title = title
        self.option = option
        self.levels = levels
        self.storage_classes = storage_classes
        self._uids = uids

    def sop_class(self, verb: Verb) -> str | None:
        """The UID of its SOP class for a verb, None where it has none."""
        return self._uids.get(verb)

    @property
    def find(self) -> str:
        """Empty where it has none."""
        return self._uids.get("find", "")

    @property
    def verbs(self) -> list[str]:
        return list(self._uids)


@dataclass(frozen=True, slots=True)
class LevelHelp:
    """The keys of one level, or of the worklist, in keywords."""

    level: str
    unique: tuple[str, ...]
    required: tuple[str, ...]
    optional: tuple[str, ...]


_BY_WEIGHT = (Level.FRAME, Level.IMAGE, Level.SERIES, Level.PATIENT, Level.STUDY)


def choose(**said: bool) -> tuple[Model | None, Level | None]:
    """The model and the level that options say, by their names without hyphens; None where they say none.

    Of several levels frame and image count before series, patient and study. Raises UsageError for two models.
    """
    models = [model for model in Model if said.get(model.option[2:].replace("-", "_"))]
    if len(models) > 1:
        raise UsageError(
            f"{' and '.join(model.option for model in models)} do not go together",
            remedy="choose one query model",
        )
    level = next((level for level in _BY_WEIGHT if said.get(level.value.lower())), None)
    return models[0] if models else None, level


def query_help(model: Model) -> tuple[LevelHelp, ...]:
    """Which keys each level of the model knows (PS3.4 C.6, K.6.1.2, U.6.1, X.6.1, Y.6.1, Z.6.1 and CC.2.5)."""
    if not model.levels:
        entity = "SCHEDULED PROCEDURE STEP" if model is Model.WORKLIST else "INSTANCE"
        return (LevelHelp(entity, tuple(unique_keys(model, None)), *_KEYS[model]),)
    return tuple(
        LevelHelp(level.value, tuple(unique_keys(model, level)[-1:]), *_level_keys(model, level))
        for level in model.levels
    )


_KEYS = {
    Model.WORKLIST: (attributes.WORKLIST_REQUIRED, attributes.WORKLIST_OPTIONAL),
    Model.HANGING_PROTOCOL: instance_attributes.HANGING_PROTOCOL,
    Model.COLOR_PALETTE: instance_attributes.COLOR_PALETTE,
    **dict.fromkeys((Model.UPS, Model.UPS_WATCH, Model.UPS_QUERY), instance_attributes.UPS),
}
_DISPLAY = {
    Model.WORKLIST: attributes.WORKLIST_DISPLAY,
    Model.HANGING_PROTOCOL: instance_attributes.HANGING_PROTOCOL_DISPLAY,
    Model.COLOR_PALETTE: instance_attributes.COLOR_PALETTE_DISPLAY,
    **dict.fromkeys((Model.UPS, Model.UPS_WATCH, Model.UPS_QUERY), instance_attributes.UPS_DISPLAY),
}


def displayed_keys(model: Model, level: Level | None) -> tuple[str, ...]:
    """What people want to see of each match."""
    if level is None:
        return _DISPLAY[model]
    if model is Model.STUDY_ROOT and level is Level.STUDY:
        return attributes.DISPLAY_OF_PATIENT_IN_STUDY_ROOT + attributes.DISPLAY["STUDY"]
    return attributes.DISPLAY[level.value]


def _level_keys(model: Model, level: Level) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Required and optional keys; in study root the study has its patient's too (PS3.4 C.6.2.1.2)."""
    if Level.STUDY not in model.levels:
        return (), attributes.FRAMES if level is Level.FRAME else ()
    required, optional = attributes.REQUIRED[level.value], attributes.OPTIONAL[level.value]
    if model is Model.STUDY_ROOT and level is Level.STUDY:
        return (*required, "PatientName", "PatientID"), (*optional, *attributes.OPTIONAL["PATIENT"])
    return required, optional


def unique_keys(model: Model, level: Level | None) -> list[str]:
    """The unique keys from the root down to a level; the frames of an image have none of their own."""
    if level is None:
        return [] if model is Model.WORKLIST else [attributes.UNIQUE["IMAGE"]]
    levels = model.levels if level in model.levels else (level,)
    return [attributes.UNIQUE[above.value] for above in levels[: levels.index(level) + 1] if above is not Level.FRAME]


def level_of(model: Model, keyword: str) -> Level | None:
    """The level that a key belongs to, None for one that the model does not know."""
    return next((level for level in model.levels if keyword in _all_keys(model, level)), None)


def level_below(model: Model, level: Level, label: str) -> Level | None:
    """The level further down that this key belongs to, if it is of no level down to the asked one."""
    if level not in model.levels:
        return None
    own = level_of(model, label)
    return own if own and model.levels.index(own) > model.levels.index(level) else None


def _all_keys(model: Model, level: Level) -> tuple[str, ...]:
    required, optional = _level_keys(model, level)
    return (*unique_keys(model, level)[-1:], *required, *optional)
