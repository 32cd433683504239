"""Model, level and keys to an identifier: what is added, what is refused, and what is only remarked on."""

import logging

import pytest
from pydicom.datadict import tag_for_keyword
from pydicom.dataset import Dataset
from pynetdicom import sop_class

from scu import keys, query
from scu import query_attributes as attributes
from scu.errors import UsageError
from scu.query import Level, Model, Query, Verb

PATIENT_ROOT, STUDY_ROOT, PS_ONLY, WORKLIST = Model
PATIENT, STUDY, SERIES, IMAGE = Level
STEP = "ScheduledProcedureStepSequence[0]"


@pytest.fixture(autouse=True)
def unicode_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("locale.getencoding", lambda: "UTF-8")


def build(verb: Verb, *texts: str, model: Model | None = None, level: Level | None = None) -> Query:
    return query.build(verb, model, level, keys.parse_all(texts))


def plain(dataset: Dataset) -> dict[str, str]:
    """Keyword to value, flat."""
    return {
        element.keyword: ""
        if element.is_empty
        else "\\".join(map(str, element.value))
        if element.VM > 1
        else str(element.value)
        for element in dataset
        if element.VR != "SQ"
    }


def dataset(*texts: str) -> Dataset:
    made = Dataset()
    keys.apply(keys.parse_all(texts), made)
    return made


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
    assert model.move == getattr(sop_class, f"{name}Move")
    assert model.get == getattr(sop_class, f"{name}Get")


def test_the_worklist_is_only_found() -> None:
    assert WORKLIST.find == "1.2.840.10008.5.1.4.31"
    assert (WORKLIST.move, WORKLIST.get) == (None, None)
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
    assert built.sop_class_uid == {"move": asked[0].move, "get": asked[0].get}[verb]


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


@pytest.mark.parametrize("verb", ["move", "get"])
@pytest.mark.parametrize("text", ["20,d=1.2.*", "20,d=1.?", "10,10=A*"])
def test_a_retrieve_refuses_wildcards(verb: Verb, text: str) -> None:
    typed = keys.parse_all([text] if text.startswith("20") else [text, "20,d=1.2"])
    with pytest.raises(UsageError, match=f"a {verb} matches no wildcards"):
        query.build(verb, None, None, typed)
    assert query.build(verb, None, None, typed, check=False).identifier


@pytest.mark.parametrize("verb", ["move", "get"])
@pytest.mark.parametrize(
    ("level", "typed"),
    [
        (STUDY, []),
        (STUDY, ["20,d="]),
        (STUDY, ["10,20=X"]),
        (STUDY, ["20,d=\\"]),
        (SERIES, ["20,d=1.2"]),
        (IMAGE, ["20,d=1.2", "20,e=1.3"]),
        (PATIENT, ["20,d=1.2"]),
    ],
)
def test_a_retrieve_needs_the_unique_key_of_its_level(verb: Verb, level: Level, typed: list[str]) -> None:
    with pytest.raises(UsageError, match=f"needs {attributes.UNIQUE[level.value]}"):
        build(verb, *typed, level=level)
    assert query.build(verb, None, level, keys.parse_all(typed), check=False).level is level


def test_open_keys_above_are_remarked_on_with_v(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    build("find", "20,e", level=SERIES)
    assert [(record.levelno, record.args) for record in caplog.records] == [
        (logging.INFO, ("StudyInstanceUID", "SERIES"))
    ]
    caplog.clear()
    build("find", "10,20=A*", "20,d=1.2", model=PATIENT_ROOT, level=SERIES)
    assert [record.args for record in caplog.records] == [("PatientID", "SERIES")]
    caplog.clear()
    build("find", "20,d=1.2", level=SERIES)
    assert not caplog.records


def test_a_key_of_a_level_further_down_is_remarked_on(caplog: pytest.LogCaptureFixture) -> None:
    build("find", "8,60=CT")
    assert [record.getMessage() for record in caplog.records] == [
        "Modality belongs to the SERIES level, and this asks for STUDY"
    ]
    caplog.clear()
    build("find", "8,61=CT")
    build("find", "8,60=CT", level=SERIES)
    query.build("find", None, None, keys.parse_all(["8,60=CT"]), check=False)
    assert not caplog.records


@pytest.mark.parametrize("said", ["SERIES", "SERIES "])
def test_the_level_may_be_a_key(said: str) -> None:
    built = build("find", f"8,52={said}", "20,11")
    assert built.level is SERIES
    assert "SeriesInstanceUID" in built.identifier


def test_a_level_key_and_a_level_option_that_disagree() -> None:
    with pytest.raises(UsageError, match="the level is STUDY by the options and SERIES by the key"):
        build("find", "8,52=SERIES", level=STUDY)
    assert build("find", "8,52=SERIES", level=SERIES).level is SERIES
    unchecked = query.build("find", None, STUDY, keys.parse_all(["8,52=SERIES"]), check=False)
    assert unchecked.identifier.QueryRetrieveLevel == "SERIES"


def test_a_level_that_there_is_not() -> None:
    with pytest.raises(UsageError, match="'FOO' is no query level"):
        build("find", "8,52=FOO")
    unchecked = query.build("find", None, None, keys.parse_all(["8,52=FOO"]), check=False)
    assert unchecked.identifier.QueryRetrieveLevel == "FOO"


def test_strict_makes_a_wrong_value_an_error(caplog: pytest.LogCaptureFixture) -> None:
    typed = keys.parse_all(["8,20=2024-01-01"])
    assert query.build("find", None, None, typed).identifier.StudyDate == "2024-01-01"
    assert len(caplog.records) == 1
    with pytest.raises(UsageError, match="8,20=2024-01-01"):
        query.build("find", None, None, typed, strict=True)


def test_a_query_file_is_overridden_by_keys_and_not_changed() -> None:
    file = dataset("8,52=SERIES", "8,5=ISO_IR 100", "10,20=OLD", "20,d=1.2", "20,e", "20,11", "40,100.8,60=CT")
    before = dataset("8,52=SERIES", "8,5=ISO_IR 100", "10,20=OLD", "20,d=1.2", "20,e", "20,11", "40,100.8,60=CT")
    built = query.build("find", None, None, keys.parse_all(["10,20=NEW", "40,100.8,60=MR"]), base=file)
    assert file == before
    assert built.level is SERIES
    assert plain(built.identifier) == {
        "SpecificCharacterSet": "ISO_IR 100",
        "QueryRetrieveLevel": "SERIES",
        "PatientID": "NEW",
        "StudyInstanceUID": "1.2",
        "SeriesInstanceUID": "",
        "SeriesNumber": "",
    }
    assert built.identifier.ScheduledProcedureStepSequence[0].Modality == "MR"
    assert built.labels == (
        "PatientID",
        f"{STEP}.Modality",
        "StudyInstanceUID",
        "SeriesInstanceUID",
        "SeriesNumber",
    )


def test_an_option_counts_before_the_level_of_a_query_file() -> None:
    built = query.build("find", None, SERIES, [], base=dataset("8,52=STUDY"))
    assert (built.level, built.identifier.QueryRetrieveLevel) == (SERIES, "SERIES")


def test_a_patient_level_file_is_for_patient_root() -> None:
    assert query.build("find", None, None, [], base=dataset("8,52=PATIENT")).model is PATIENT_ROOT
    with pytest.raises(UsageError, match="Study Root has no PATIENT level"):
        query.build("find", STUDY_ROOT, None, [], base=dataset("8,52=PATIENT"))


def test_a_query_file_without_return_keys_gets_them() -> None:
    built = query.build("find", None, None, [], base=dataset("8,52=STUDY", "10,10=A*", "20,d"))
    assert "StudyDate" in built.identifier
    built = query.build("find", None, None, [], base=dataset("8,52=STUDY", "10,10=A*", "8,1030"))
    assert "StudyDate" not in built.identifier


@pytest.mark.parametrize(
    ("typed", "charset", "file", "expected"),
    [
        (["10,10=A"], None, None, "ISO_IR 192"),
        (["10,10=Люкc"], "ISO_IR 144", None, "ISO_IR 144"),
        (["10,10=Люкc", "8,5=ISO_IR 144"], None, None, "ISO_IR 144"),
        (["10,10=Люкc", "8,5=ISO_IR 144"], "ISO_IR 192", None, "ISO_IR 144"),
        (["10,10=Люкc"], None, "ISO_IR 144", "ISO_IR 144"),
        (["10,10=Люкc"], "ISO_IR 192", "ISO_IR 144", "ISO_IR 192"),
        (["10,10=Müller"], None, "ISO_IR 144", "ISO_IR 192"),
        (["10,10=A"], None, "base64", "ISO_IR 192"),
        (["10,10=山田"], "ISO 2022 IR 87", None, "\\ISO 2022 IR 87"),
    ],
)
def test_which_character_set(typed: list[str], charset: str | None, file: str | None, expected: str) -> None:
    base = dataset(f"8,5={file}") if file else None
    built = query.build("find", None, None, keys.parse_all(typed), base=base, charset=charset)
    assert built.charset == expected


@pytest.mark.parametrize(
    ("typed", "charset"), [("10,10=山田", "ISO_IR 100"), ("10,10=A", "latin1"), ("8,5=base64", None)]
)
@pytest.mark.parametrize("check", [True, False])
def test_text_that_cannot_be_sent_is_refused_in_any_case(typed: str, charset: str | None, check: bool) -> None:
    with pytest.raises(UsageError):
        query.build("find", None, None, keys.parse_all([typed]), charset=charset, check=check)


def test_the_help_names_attributes_that_exist() -> None:
    for model in Model:
        for entry in query.query_help(model):
            for path in (*entry.unique, *entry.required, *entry.optional):
                assert keys.parse(path).label == path
                assert all(tag_for_keyword(part.split("[")[0]) for part in path.split("."))


def test_the_help_of_each_model() -> None:
    levels = {model: [entry.level for entry in query.query_help(model)] for model in Model}
    assert levels == {
        PATIENT_ROOT: ["PATIENT", "STUDY", "SERIES", "IMAGE"],
        STUDY_ROOT: ["STUDY", "SERIES", "IMAGE"],
        PS_ONLY: ["PATIENT", "STUDY"],
        WORKLIST: ["SCHEDULED PROCEDURE STEP"],
    }
    patient, study, series, image = query.query_help(PATIENT_ROOT)
    assert (patient.unique, patient.required) == (("PatientID",), ("PatientName",))
    assert study.required == ("StudyDate", "StudyTime", "AccessionNumber", "StudyID")
    assert (series.required, image.required) == (("Modality", "SeriesNumber"), ("InstanceNumber",))
    study_root = query.query_help(STUDY_ROOT)[0]
    assert {"PatientName", "PatientID"} <= set(study_root.required)
    assert "PatientBirthDate" in study_root.optional
    for entry in (patient, study, series, image, study_root):
        known = [*entry.unique, *entry.required, *entry.optional]
        assert len(set(known)) == len(known)


def test_what_is_shown_is_known_to_the_help() -> None:
    for level, shown in attributes.DISPLAY.items():
        assert set(shown) <= {
            attributes.UNIQUE[level],
            *attributes.REQUIRED[level],
            *attributes.OPTIONAL[level],
        }
    assert set(attributes.WORKLIST_DISPLAY) <= {*attributes.WORKLIST_REQUIRED, *attributes.WORKLIST_OPTIONAL}
