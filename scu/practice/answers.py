"""Query identifiers to what the folder answers, without the wire: PS3.4 annex C, hierarchical but lenient.

Lenient means that unique keys above the level of a query may be left out, and that keys below it count too.
"""

from collections.abc import Iterator

from pydicom.datadict import dictionary_VR, keyword_for_tag
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.tag import BaseTag

from scu.practice.attributes import ATTRIBUTES, UNIQUE_KEYS
from scu.practice.index import Index, Instance, grouped, settle, texts
from scu.practice.matching import Matcher, matcher

_PATIENT_ROOT = ("PATIENT", "STUDY", "SERIES", "IMAGE")
_STUDY_ROOT = ("STUDY", "SERIES", "IMAGE")
_PATIENT_STUDY_ONLY = ("PATIENT", "STUDY")

# The levels of each information model, by the SOP classes of its C-FIND (1), C-MOVE (2) and C-GET (3).
MODELS = {
    f"1.2.840.10008.5.1.4.1.2.{model}.{operation}": levels
    for model, levels in ((1, _PATIENT_ROOT), (2, _STUDY_ROOT), (3, _PATIENT_STUDY_ONLY))
    for operation in (1, 2, 3)
}

# Attributes that no file holds: for all instances with the same value of the first attribute,
# the different values of the second, or how many they are (PS3.4 C.3.4).
_VALUES = {
    "ModalitiesInStudy": ("StudyInstanceUID", "Modality"),
    "SOPClassesInStudy": ("StudyInstanceUID", "SOPClassUID"),
}
_NUMBERS = {
    "NumberOfPatientRelatedStudies": ("PatientID", "StudyInstanceUID"),
    "NumberOfPatientRelatedSeries": ("PatientID", "SeriesInstanceUID"),
    "NumberOfPatientRelatedInstances": ("PatientID", "SOPInstanceUID"),
    "NumberOfStudyRelatedSeries": ("StudyInstanceUID", "SeriesInstanceUID"),
    "NumberOfStudyRelatedInstances": ("StudyInstanceUID", "SOPInstanceUID"),
    "NumberOfSeriesRelatedInstances": ("SeriesInstanceUID", "SOPInstanceUID"),
}
_RELATED = _VALUES | _NUMBERS
_SUPPORTED = ATTRIBUTES | _RELATED.keys()
# What steers a query and is no key (PS3.4 C.4.1.1.3).
_CONTROLS = {
    "SpecificCharacterSet",
    "QueryRetrieveLevel",
    "QueryRetrieveView",
    "RetrieveAETitle",
    "InstanceAvailability",
    "TimezoneOffsetFromUTC",
}


class Refusal(Exception):
    """A request that is answered with a failure: its DIMSE status, and why, as an Error Comment."""

    def __init__(self, status: int, comment: str) -> None:
        super().__init__(comment)
        self.status = status
        # An LO: one line, no backslash, 64 characters at most.
        self.comment = ascii(comment)[1:-1].replace("\\", "/")[:64]


class Query:
    """A C-FIND: what it asks for, and of which level.

    Args:
        index: what is looked through.
        identifier: the request's identifier.
        sop_class_uid: the information model, of MODELS.
        ae_title: goes into the replies as the one to retrieve from.

    `all_supported` says whether every key of the request is one that can be answered.

    Raises:
        Refusal: the level is missing, or not one of the model.
    """

    def __init__(self, index: Index, identifier: Dataset, sop_class_uid: str, ae_title: str) -> None:
        self._identifier = settle(identifier)
        self._level = _level(self._identifier, sop_class_uid)
        self._ae_title = ae_title
        self._instances = index.instances()
        self._groups: dict[str, dict[str, list[Instance]]] = {}
        self._gathered: dict[tuple[str, str], list[str]] = {}
        asked = [each.tag for each in self._identifier if _is_key(each.tag)]
        self._keys = [tag for tag in asked if keyword_for_tag(tag) in _SUPPORTED]
        self.all_supported = self._keys == asked
        self._criteria: list[tuple[str, Matcher]] = [
            (keyword, matcher(dictionary_VR(keyword), texts(self._identifier, keyword)))
            for keyword in map(keyword_for_tag, self._keys)
            if texts(self._identifier, keyword)
        ]

    def replies(self) -> Iterator[Dataset]:
        """One identifier for each patient, study, series or image that matches."""
        unique = UNIQUE_KEYS[self._level]
        found: set[str] = set()
        for instance in self._instances:
            entity = instance.value(unique)
            if entity not in found and self._matches(instance):
                found.add(entity)
                yield self._reply(instance)

    def _matches(self, instance: Instance) -> bool:
        return all(fits(self._values(instance, keyword)) for keyword, fits in self._criteria)

    def _values(self, instance: Instance, keyword: str) -> list[str]:
        if keyword not in _RELATED:
            return instance.values(keyword)
        scope, collected = _RELATED[keyword]
        entity = instance.value(scope)
        if (keyword, entity) not in self._gathered:
            if scope not in self._groups:
                self._groups[scope] = grouped(self._instances, scope)
            different = sorted({value for each in self._groups[scope][entity] for value in each.values(collected)})
            self._gathered[keyword, entity] = [str(len(different))] if keyword in _NUMBERS else different
        return self._gathered[keyword, entity]

    def _reply(self, instance: Instance) -> Dataset:
        reply = Dataset()
        for tag in self._keys:
            keyword = keyword_for_tag(tag)
            if keyword in _RELATED:
                reply[tag] = DataElement(tag, dictionary_VR(tag), self._values(instance, keyword))
            elif keyword in instance.header:
                reply[tag] = _copy(instance.header[tag])
            else:
                reply[tag] = DataElement(tag, dictionary_VR(tag), None)
        # Text goes back as the file wrote it; where the file declares no charset, UTF-8 carries whatever it is.
        reply.SpecificCharacterSet = instance.header.get("SpecificCharacterSet") or "ISO_IR 192"
        reply.QueryRetrieveLevel = self._level
        reply.RetrieveAETitle = self._ae_title
        if "InstanceAvailability" in self._identifier:
            reply.InstanceAvailability = "ONLINE"
        return reply


def retrieved(index: Index, identifier: Dataset, sop_class_uid: str) -> list[Instance]:
    """The instances that a C-MOVE or C-GET asks for, by its unique keys alone (PS3.4 C.4.2.2.1).

    Raises:
        Refusal: the level is missing or not one of the model, or the unique key of the level is empty.
    """
    level = _level(settle(identifier), sop_class_uid)
    if not texts(identifier, UNIQUE_KEYS[level]):
        raise Refusal(0xA900, f"A retrieve of {level} level needs a value in {UNIQUE_KEYS[level]}")
    wanted = {key: set(texts(identifier, key)) for key in UNIQUE_KEYS.values() if texts(identifier, key)}
    return [
        instance
        for instance in index.instances()
        if all(instance.value(keyword) in values for keyword, values in wanted.items())
    ]


def _level(identifier: Dataset, sop_class_uid: str) -> str:
    levels = MODELS[sop_class_uid]
    level = "".join(texts(identifier, "QueryRetrieveLevel"))
    if not level:
        raise Refusal(0xA900, "No Query/Retrieve Level (0008,0052)")
    if level not in levels:
        raise Refusal(0xA900, f"Level {level[:16]} is none of {', '.join(levels)}")
    return level


def _is_key(tag: BaseTag) -> bool:
    return tag.element != 0 and keyword_for_tag(tag) not in _CONTROLS


def _copy(element: DataElement) -> DataElement:
    """The element; a person name as its characters, so that it is encoded in the charset of the reply."""
    if element.VR != "PN" or element.value is None:
        return element
    names = element.value if element.VM > 1 else [element.value]
    return DataElement(element.tag, "PN", [str(name) for name in names])
