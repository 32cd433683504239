"""Invented objects: how many series, studies and patients there are, and what keeps them apart."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.dataset import Dataset
from pydicom.filereader import dcmread
from pydicom.uid import UID

from scu import implementation
from scu.content.invent import Level, Plan
from scu.storage.meta import examine
from tests.peers.altering import altered
from tests.peers.instances import carried_by_pydicom

OWN = ("SOPInstanceUID",)
OF_SERIES = ("SeriesInstanceUID", "SeriesNumber", "InstanceNumber")
OF_STUDY = ("StudyInstanceUID", "StudyID", "AccessionNumber")
OF_PATIENT = ("PatientID", "PatientName")
KEPT = ("StudyInstanceUID", "PatientID")
counts = st.integers(1, 5)


@pytest.fixture
def class_uid() -> Iterator[None]:
    """The root of UIDs as it was."""
    before = implementation.CLASS_UID
    yield
    implementation.CLASS_UID = before


def invented(plan: Plan, number: int, *, study: str = "1.2.3", patient: str = "P") -> Dataset:
    dataset = Dataset()
    dataset.StudyInstanceUID, dataset.PatientID = study, patient
    changed = plan.invention(number).apply(dataset)
    assert changed.issuperset(int(element.tag) for element in dataset if element.keyword not in KEPT)
    return dataset


@given(st.integers(1, 60), counts, counts, counts)
def test_the_counts_are_those_asked_for(total: int, images: int, series: int, studies: int) -> None:
    plan = Plan(Level.PATIENT, images, series, studies)
    found = [invented(plan, number) for number in range(total)]

    def distinct(*keywords: str) -> set[tuple[str, ...]]:
        return {tuple(str(each[keyword].value) for keyword in keywords) for each in found}

    assert len(distinct("SOPInstanceUID")) == total
    assert len(distinct("SeriesInstanceUID")) == -(-total // images)
    assert len(distinct("StudyInstanceUID")) == -(-total // (images * series))
    assert len(distinct("PatientID")) == -(-total // (images * series * studies))
    # A series is of one study, a study of one patient; and numbers tell apart what is within one.
    assert len(distinct("SeriesInstanceUID", "StudyInstanceUID", "PatientID", "SeriesNumber")) == len(
        distinct("SeriesInstanceUID")
    )
    assert len(distinct("StudyInstanceUID", "StudyID", "AccessionNumber", "PatientID", "PatientName")) == len(
        distinct("StudyInstanceUID")
    )
    assert len(distinct("StudyInstanceUID", "SeriesNumber", "InstanceNumber")) == total
    assert all(UID(str(each[keyword].value)).is_valid for each in found for keyword in ("SOPInstanceUID", OF_STUDY[0]))


@pytest.mark.parametrize(
    ("level", "new"),
    [
        (Level.INSTANCE, OWN),
        (Level.SERIES, (*OWN, *OF_SERIES)),
        (Level.STUDY, (*OWN, *OF_SERIES, *OF_STUDY)),
        (Level.PATIENT, (*OWN, *OF_SERIES, *OF_STUDY, *OF_PATIENT)),
    ],
)
def test_what_is_above_the_level_stays(level: Level, new: tuple[str, ...]) -> None:
    path = carried_by_pydicom("CT_small.dcm")
    expected = dcmread(path)

    invention = Plan(level, 100, 50, 25).invention(107)

    found = altered(examine(str(path)), invention)

    for keyword in (*OWN, *OF_SERIES, *OF_STUDY, *OF_PATIENT):
        assert (found[keyword].value != expected[keyword].value) == (keyword in new), keyword
        expected[keyword] = found[keyword]
    assert found == expected
    assert found.SOPInstanceUID == invention.sop_instance_uid


def test_a_series_that_keeps_its_study_is_another_one_in_each_study() -> None:
    plan = Plan(Level.SERIES, 100, 50, 25)
    one, again, other = (invented(plan, number, study=study) for number, study in enumerate(("1.1", "1.1", "1.2")))

    assert one.SeriesInstanceUID == again.SeriesInstanceUID != other.SeriesInstanceUID
    plan = Plan(Level.STUDY, 100, 50, 25)
    one, again, other = (invented(plan, number, patient=patient) for number, patient in enumerate("AAB"))
    assert one.StudyInstanceUID == again.StudyInstanceUID != other.StudyInstanceUID


def test_two_runs_have_nothing_in_common() -> None:
    one, other = (invented(Plan(Level.PATIENT, 1, 1, 1), 0) for _ in range(2))

    for keyword in (*OWN, OF_SERIES[0], OF_STUDY[0], OF_STUDY[2], OF_PATIENT[0]):
        assert one[keyword].value != other[keyword].value


def test_values_fit_even_in_the_longest_run() -> None:
    found = invented(Plan(Level.PATIENT, 1, 1, 1), 9_999_999)

    assert len(found.AccessionNumber) <= 16 and len(found.StudyID) <= 16
    assert len(found.PatientID) <= 64


@pytest.mark.usefixtures("class_uid")
@pytest.mark.parametrize("root", ["1.2.826.0.1.3680043.8.498", "1.2", "1.2." + "3" * 45])
def test_uids_are_under_the_root_of_the_user_if_there_is_room(root: str) -> None:
    implementation.use_root(root, "--root-uid")
    made = {implementation.make_uid("run", str(number)) for number in range(100)}

    assert len(made) == 100
    assert all(UID(uid).is_valid for uid in made)
    assert all(uid.startswith(f"{root}." if len(root) < 40 else "2.25.") for uid in made)
    assert implementation.make_uid("run", "7") in made
