"""What a query refuses or remarks on, query files, character sets, and the help."""

import logging

import pytest
from pydicom.datadict import tag_for_keyword

from scu import keys, query
from scu import query_attributes as attributes
from scu.errors import UsageError
from scu.query import Level, Model, Verb
from tests.queries import build, dataset, plain

PATIENT_ROOT, STUDY_ROOT, PS_ONLY, WORKLIST = list(Model)[:4]
PATIENT, STUDY, SERIES, IMAGE = list(Level)[:4]
STEP = "ScheduledProcedureStepSequence[0]"


@pytest.fixture(autouse=True)
def unicode_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("locale.getencoding", lambda: "UTF-8")


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


@pytest.mark.parametrize(
    ("model", "typed"),
    [
        (Model.COMPOSITE, ["8,18=1.2.3"]),
        (Model.WITHOUT_BULK_DATA, ["8,18=1.2.3"]),
        (STUDY_ROOT, ["20,d=1.2", "20,e=1.3", "8,18=1.4"]),
    ],
)
def test_the_unique_key_of_an_image_belongs_to_its_level(
    model: Model, typed: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    """The frames below it are told by the same one (PS3.4 Y.6.1.2)."""
    build("get", *typed, model=model, level=IMAGE)
    assert caplog.messages == []


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
    with pytest.raises(UsageError, match="the value of the key StudyDate is not allowed"):
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
    levels = {model: [entry.level for entry in query.query_help(model)] for model in list(Model)[:4]}
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
