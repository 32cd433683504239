"""Model, level and keys to an identifier: what is added, what is refused, and what is only remarked on."""

import pytest
from pynetdicom import sop_class

from scu import keys, query
from scu import query_attributes as attributes
from scu.errors import UsageError
from scu.query import Level, Model, Verb
from tests.queries import build, plain

PATIENT_ROOT, STUDY_ROOT, PS_ONLY, WORKLIST = list(Model)[:4]
PATIENT, STUDY, SERIES, IMAGE = list(Level)[:4]
STEP = "ScheduledProcedureStepSequence[0]"


@pytest.fixture(autouse=True)
def unicode_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("locale.getencoding", lambda: "UTF-8")


@pytest.mark.parametrize(
    ("model", "name"),
    [
        (PATIENT_ROOT, "PatientRootQueryRetrieveInformationModel"),
        (STUDY_ROOT, "StudyRootQueryRetrieveInformationModel"),
        (PS_ONLY, "PatientStudyOnlyQueryRetrieveInformationModel"),
    ],
)
def test_sop_classes_are_the_standards(model: Model, name: str) -> None:
    assert model.find == getattr(sop_class, f"{name}Find")
    assert model.sop_class("move") == getattr(sop_class, f"{name}Move")
    assert model.sop_class("get") == getattr(sop_class, f"{name}Get")


def test_the_worklist_is_only_found() -> None:
    assert WORKLIST.find == "1.2.840.10008.5.1.4.31"
    assert WORKLIST.verbs == ["find"]
    for verb in ("move", "get"):
        with pytest.raises(UsageError, match=f"Modality Worklist model has no {verb}"):
            query.build("move" if verb == "move" else "get", WORKLIST, None, [])


def test_choose() -> None:
    assert query.choose() == (None, None)
    assert query.choose(patientroot=True) == (PATIENT_ROOT, None)
    assert query.choose(studyroot=True, series=True) == (STUDY_ROOT, SERIES)
    assert query.choose(psonly=True, patient=True) == (PS_ONLY, PATIENT)
    assert query.choose(worklist=True) == (WORKLIST, None)
    assert query.choose(patient=True, study=True, series=True, image=True) == (None, IMAGE)
    assert query.choose(patient=True, study=True, series=True) == (None, SERIES)
    assert query.choose(patient=True, study=True) == (None, PATIENT)
    with pytest.raises(UsageError, match="--studyroot and --worklist do not go together"):
        query.choose(studyroot=True, worklist=True)


@pytest.mark.parametrize(
    ("level", "model", "expected"),
    [
        (None, None, (STUDY_ROOT, STUDY)),
        (PATIENT, None, (PATIENT_ROOT, PATIENT)),
        (STUDY, None, (STUDY_ROOT, STUDY)),
        (SERIES, None, (STUDY_ROOT, SERIES)),
        (IMAGE, None, (STUDY_ROOT, IMAGE)),
        (None, PATIENT_ROOT, (PATIENT_ROOT, STUDY)),
        (None, PS_ONLY, (PS_ONLY, STUDY)),
        (SERIES, WORKLIST, (WORKLIST, None)),
    ],
)
def test_what_is_meant_when_it_is_not_said(
    level: Level | None, model: Model | None, expected: tuple[Model, Level | None]
) -> None:
    built = build("find", level=level, model=model)
    assert (built.model, built.level) == expected
    assert built.sop_class_uid == expected[0].find
    assert built.identifier.get("QueryRetrieveLevel") == (expected[1].value if expected[1] else None)


@pytest.mark.parametrize(
    ("model", "level", "better"),
    [
        (STUDY_ROOT, PATIENT, "--patientroot"),
        (PS_ONLY, SERIES, "--studyroot"),
        (PS_ONLY, IMAGE, "--studyroot"),
    ],
)
def test_a_level_that_the_model_lacks(model: Model, level: Level, better: str) -> None:
    with pytest.raises(UsageError, match=f"{model.title} has no {level.value} level") as caught:
        build("find", model=model, level=level)
    assert better in caught.value.remedy
    unchecked = query.build("find", model, level, [], check=False)
    assert unchecked.identifier.QueryRetrieveLevel == level.value
    assert attributes.UNIQUE[level.value] in unchecked.identifier


UNIQUE = {
    (PATIENT_ROOT, PATIENT): ["PatientID"],
    (PATIENT_ROOT, STUDY): ["PatientID", "StudyInstanceUID"],
    (PATIENT_ROOT, SERIES): ["PatientID", "StudyInstanceUID", "SeriesInstanceUID"],
    (PATIENT_ROOT, IMAGE): ["PatientID", "StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID"],
    (STUDY_ROOT, STUDY): ["StudyInstanceUID"],
    (STUDY_ROOT, SERIES): ["StudyInstanceUID", "SeriesInstanceUID"],
    (STUDY_ROOT, IMAGE): ["StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID"],
    (PS_ONLY, PATIENT): ["PatientID"],
    (PS_ONLY, STUDY): ["PatientID", "StudyInstanceUID"],
}


@pytest.mark.parametrize(("asked", "unique"), UNIQUE.items())
@pytest.mark.parametrize("verb", ["move", "get"])
def test_a_retrieve_holds_the_unique_keys_and_nothing_else(
    verb: Verb, asked: tuple[Model, Level], unique: list[str]
) -> None:
    built = build(verb, f"{unique[-1]}=1.2\\1.3", model=asked[0], level=asked[1])
    assert plain(built.identifier) == {
        "SpecificCharacterSet": "ISO_IR 192",
        "QueryRetrieveLevel": asked[1].value,
        **dict.fromkeys(unique, ""),
        unique[-1]: "1.2\\1.3",
    }
    assert built.sop_class_uid == asked[0].sop_class(verb)


@pytest.mark.parametrize(("asked", "unique"), UNIQUE.items())
def test_a_find_with_a_return_key_holds_the_unique_keys_and_what_was_typed(
    asked: tuple[Model, Level], unique: list[str]
) -> None:
    built = build("find", "PatientComments", "10,10=A*", model=asked[0], level=asked[1])
    assert plain(built.identifier) == {
        "SpecificCharacterSet": "ISO_IR 192",
        "QueryRetrieveLevel": asked[1].value,
        "PatientComments": "",
        "PatientName": "A*",
        **dict.fromkeys(unique, ""),
    }
    assert built.labels == tuple(dict.fromkeys(["PatientComments", "PatientName", *unique]))


@pytest.mark.parametrize(
    ("model", "level", "seen"),
    [
        (
            PATIENT_ROOT,
            PATIENT,
            ["PatientName", "PatientID", "PatientBirthDate", "PatientSex", "NumberOfPatientRelatedStudies"],
        ),
        (
            STUDY_ROOT,
            STUDY,
            [
                *("PatientName", "PatientID", "PatientBirthDate", "StudyDate", "StudyTime", "StudyDescription"),
                *("ModalitiesInStudy", "AccessionNumber"),
                *("NumberOfStudyRelatedSeries", "NumberOfStudyRelatedInstances"),
            ],
        ),
        (PATIENT_ROOT, STUDY, ["StudyDate", "ModalitiesInStudy", "StudyInstanceUID", "PatientID"]),
        (STUDY_ROOT, SERIES, ["SeriesNumber", "Modality", "SeriesDescription", "NumberOfSeriesRelatedInstances"]),
        (STUDY_ROOT, IMAGE, ["InstanceNumber", "SOPClassUID", "Rows", "Columns"]),
    ],
)
def test_a_find_without_return_keys_asks_for_what_people_want_to_see(
    model: Model, level: Level, seen: list[str]
) -> None:
    built = build("find", "20,d=1.2" if level is not PATIENT else "10,20=X", model=model, level=level)
    for keyword in seen:
        assert keyword in built.identifier
        assert keyword in built.labels
    assert set(built.labels) == set(plain(built.identifier)) - {"SpecificCharacterSet", "QueryRetrieveLevel"}


@pytest.mark.parametrize(("asked", "unique"), UNIQUE.items())
def test_nothing_of_another_level_is_asked_for_by_itself(asked: tuple[Model, Level], unique: list[str]) -> None:
    model, level = asked
    known = {entry.level: entry for entry in query.query_help(model)}[level.value]
    allowed = {*known.unique, *known.required, *known.optional, *unique, "SpecificCharacterSet", "QueryRetrieveLevel"}
    assert set(plain(build("find", model=model, level=level).identifier)) <= allowed


def test_typed_keys_come_first_in_the_columns_and_once() -> None:
    built = build("find", "ModalitiesInStudy=CT", "10,20=X")
    assert built.labels[:3] == ("ModalitiesInStudy", "PatientID", "PatientName")
    assert len(set(built.labels)) == len(built.labels)


def test_an_empty_level_or_character_set_is_no_return_key() -> None:
    built = build("find", "8,5", "8,52", "10,10=A*")
    assert built.identifier.SpecificCharacterSet == "ISO_IR 192"
    assert built.identifier.QueryRetrieveLevel == "STUDY"
    assert "StudyDate" in built.identifier


def test_the_worklist_asks_for_the_steps() -> None:
    built = build("find", f"{STEP}.Modality=CT", f"{STEP}.ScheduledProcedureStepStartDate=20240101-", model=WORKLIST)
    (step,) = built.identifier.ScheduledProcedureStepSequence
    assert (step.Modality, step.ScheduledProcedureStepStartDate) == ("CT", "20240101-")
    for keyword in ("ScheduledStationAETitle", "ScheduledProcedureStepDescription", "ScheduledProcedureStepID"):
        assert step[keyword].is_empty
        assert f"{STEP}.{keyword}" in built.labels
    for keyword in ("PatientName", "PatientID", "AccessionNumber", "RequestedProcedureID", "StudyInstanceUID"):
        assert built.identifier[keyword].is_empty
    assert "QueryRetrieveLevel" not in built.identifier
    assert built.labels[0] == f"{STEP}.Modality"


def test_a_worklist_with_return_keys_asks_for_those() -> None:
    built = build("find", f"{STEP}.Modality=CT", "PatientName", model=WORKLIST)
    assert set(built.identifier.dir()) == {
        "PatientName",
        "ScheduledProcedureStepSequence",
        "SpecificCharacterSet",
    }
    assert built.labels == (f"{STEP}.Modality", "PatientName")


def test_no_auto_keys_sends_just_what_was_typed() -> None:
    for verb, model, level in (("find", STUDY_ROOT, SERIES), ("find", WORKLIST, None)):
        built = query.build("find", model, level, keys.parse_all(["10,10=A*", "8,60"]), auto_keys=False)
        assert plain(built.identifier) == {"PatientName": "A*", "Modality": ""}, verb
        assert built.labels == ("PatientName", "Modality")


def test_no_auto_keys_does_not_send_text_without_its_character_set() -> None:
    typed = keys.parse_all(["10,10=Müller"])
    with pytest.raises(UsageError, match="ISO_IR 6 cannot carry 'ü' in PatientName"):
        query.build("find", None, None, typed, auto_keys=False)
    built = query.build("find", None, None, typed, auto_keys=False, charset="ISO_IR 100")
    assert plain(built.identifier) == {"SpecificCharacterSet": "ISO_IR 100", "PatientName": "Müller"}
