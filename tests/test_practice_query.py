"""The practice server, queried by DCMTK's tools and by pynetdicom."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from pydicom import dcmread
from pydicom.dataset import Dataset

from scu.practice.server import PracticeServer
from tests.conftest import Tool
from tests.peers.asking import (
    CANCELLED,
    FIND,
    PATIENT_ROOT,
    PATIENT_STUDY_ONLY,
    STUDY_ROOT,
    Answers,
    associated,
    find,
    identifier,
    matches,
)
from tests.peers.instances import Made, carried_by_pydicom, make_instances
from tests.peers.processes import LOCALHOST

MODALITY_WORKLIST = "1.2.840.10008.5.1.4.31"


@pytest.fixture(autouse=True)
def nodelay(monkeypatch: pytest.MonkeyPatch) -> None:
    """DCMTK's tools wait 40 ms an object otherwise."""
    monkeypatch.setenv("TCP_NODELAY", "1")


@pytest.fixture(scope="module")
def practice(archive: list[Made], tmp_path_factory: pytest.TempPathFactory) -> Iterator[PracticeServer]:
    """A practice server over `archive`, to be read."""
    folder = tmp_path_factory.mktemp("practice")
    for made in archive:
        shutil.copy(made.path, folder)
    with PracticeServer(folder) as server:
        yield server


@pytest.mark.parametrize("option", ["-P", "-S", "-O"])
def test_findscu_finds_the_studies_of_a_patient(
    dcmtk: Tool, practice: PracticeServer, tmp_path: Path, option: str
) -> None:
    keys = ["QueryRetrieveLevel=STUDY", "PatientName=m?ller*", "AccessionNumber", "ModalitiesInStudy", "StudyDate"]
    arguments = [word for key in keys for word in ("-k", key)]
    charset = ["-k", "SpecificCharacterSet=ISO_IR 192"]
    dcmtk("findscu", option, "-X", "-od", tmp_path, *charset, *arguments, LOCALHOST, str(practice.port))

    replies = sorted((dcmread(path) for path in tmp_path.iterdir()), key=lambda reply: str(reply.AccessionNumber))
    assert [reply.AccessionNumber for reply in replies] == ["A1", "A2"]
    assert [reply.StudyDate for reply in replies] == ["20240229", "20240301"]
    assert replies[0].ModalitiesInStudy == ["CT", "MR"]
    assert replies[1].ModalitiesInStudy == "CT"
    assert {str(reply.PatientName) for reply in replies} == {"Müller^Jürgen"}


@pytest.mark.parametrize(
    ("model", "level", "keys", "keyword", "expected"),
    [
        (PATIENT_ROOT, "PATIENT", {}, "PatientID", ["P1", "P2"]),
        (PATIENT_ROOT, "PATIENT", {"PatientName": "*山田*"}, "PatientID", ["P2"]),
        (PATIENT_ROOT, "PATIENT", {"PatientBirthDate": "19600101-"}, "PatientID", ["P2"]),
        (PATIENT_STUDY_ONLY, "PATIENT", {"PatientSex": "O"}, "PatientID", ["P1", "P2"]),
        (PATIENT_ROOT, "STUDY", {"PatientID": "P1"}, "AccessionNumber", ["A1", "A2"]),
        (STUDY_ROOT, "STUDY", {}, "AccessionNumber", ["A1", "A2", "A3"]),
        (STUDY_ROOT, "STUDY", {"StudyDate": "20240101-20240229"}, "AccessionNumber", ["A1"]),
        (STUDY_ROOT, "STUDY", {"StudyTime": "1122-1123"}, "AccessionNumber", ["A1", "A2", "A3"]),
        (STUDY_ROOT, "STUDY", {"ModalitiesInStudy": "MR"}, "AccessionNumber", ["A1"]),
        (STUDY_ROOT, "STUDY", {"ModalitiesInStudy": ["MR", "CT"]}, "AccessionNumber", ["A1", "A2", "A3"]),
        (STUDY_ROOT, "STUDY", {"NumberOfStudyRelatedSeries": "2"}, "AccessionNumber", ["A1"]),
        (STUDY_ROOT, "STUDY", {"StudyDescription": "?opf*"}, "AccessionNumber", ["A1"]),
        (STUDY_ROOT, "SERIES", {"AccessionNumber": "A1"}, "Modality", ["CT", "MR"]),
        (STUDY_ROOT, "IMAGE", {"Modality": "MR"}, "InstanceNumber", ["1", "2"]),
        (STUDY_ROOT, "IMAGE", {"AccessionNumber": "A1", "InstanceNumber": "3"}, "InstanceNumber", ["3"]),
        (STUDY_ROOT, "STUDY", {"AccessionNumber": "NONE"}, "AccessionNumber", []),
    ],
)
def test_each_level_of_each_model(
    practice: PracticeServer, model: str, level: str, keys: dict[str, object], keyword: str, expected: list[str]
) -> None:
    found = matches(practice.port, model, level, **{keyword: "", **keys})

    assert sorted(str(match[keyword].value) for match in found) == expected


def test_uids_are_matched_as_a_list(practice: PracticeServer, archive: list[Made]) -> None:
    wanted = [archive[0].uid, archive[-1].uid]
    found = matches(practice.port, STUDY_ROOT, "IMAGE", SOPInstanceUID=wanted)

    assert {match.SOPInstanceUID for match in found} == set(wanted)


def test_what_is_counted(practice: PracticeServer, archive: list[Made]) -> None:
    asked = (
        "NumberOfPatientRelatedStudies NumberOfPatientRelatedSeries NumberOfPatientRelatedInstances "
        "NumberOfStudyRelatedSeries NumberOfStudyRelatedInstances NumberOfSeriesRelatedInstances"
    )
    keywords = asked.split(" ")
    (match,) = matches(
        practice.port, STUDY_ROOT, "SERIES", SeriesInstanceUID=archive[0].series, **dict.fromkeys(keywords, "")
    )

    assert [match[keyword].value for keyword in keywords] == [2, 3, 7, 2, 5, 3]


def test_a_reply_holds_what_was_asked_and_where_from(practice: PracticeServer) -> None:
    (reply,) = matches(
        practice.port,
        PATIENT_ROOT,
        "PATIENT",
        PatientID="P2",
        PatientName="",
        PatientComments="",
        InstanceAvailability="",
    )

    assert {element.keyword: element.value or "" for element in reply} == {
        "SpecificCharacterSet": "ISO_IR 192",
        "QueryRetrieveLevel": "PATIENT",
        "RetrieveAETitle": "PRACTICE",
        "InstanceAvailability": "ONLINE",
        "PatientName": "Yamada^Tarou=山田^太郎",
        "PatientID": "P2",
        "PatientComments": "",
    }


@pytest.mark.parametrize(
    ("name", "charset", "patient"),
    [
        ("chrGerm.dcm", "ISO_IR 100", "Äneas^Rüdiger"),
        ("chrRuss.dcm", "ISO_IR 144", "Люкceмбypг"),
        ("chrH31.dcm", ["", "ISO 2022 IR 87"], "Yamada^Tarou=山田^太郎=やまだ^たろう"),
        ("chrX2.dcm", "GB18030", "Wang^XiaoDong=王^小东"),
    ],
)
def test_text_goes_back_in_the_charset_of_its_file(
    tmp_path: Path, name: str, charset: str | Sequence[str], patient: str
) -> None:
    (made,) = make_instances(tmp_path)
    dataset = made.read()
    source = dcmread(carried_by_pydicom("").parent / "charset_files" / name)
    dataset.SpecificCharacterSet, dataset.PatientName = source.SpecificCharacterSet, source.PatientName
    dataset.save_as(made.path)
    with PracticeServer(tmp_path) as server:
        (reply,) = matches(server.port, STUDY_ROOT, "STUDY", PatientName=patient)

    assert reply.SpecificCharacterSet == charset
    assert str(reply.PatientName) == patient


def test_a_key_that_is_not_supported_is_said_to_be(practice: PracticeServer) -> None:
    (status, match), *_ = find(
        practice.port, STUDY_ROOT, identifier("STUDY", AccessionNumber="A1", PatientReligiousPreference="")
    )

    assert status.Status == 0xFF01
    assert match is not None and "PatientReligiousPreference" not in match


@pytest.mark.parametrize(
    ("query", "comment"),
    [
        (identifier("", PatientID="P1"), "No Query/Retrieve Level (0008,0052)"),
        (identifier("PATIENT", PatientID="P1"), "Level PATIENT is none of STUDY, SERIES, IMAGE"),
        (identifier("NONSENSE"), "Level NONSENSE is none of STUDY, SERIES, IMAGE"),
    ],
)
def test_a_query_that_makes_no_sense_is_refused(practice: PracticeServer, query: Dataset, comment: str) -> None:
    ((status, match),) = find(practice.port, STUDY_ROOT, query)

    assert (status.Status, status.ErrorComment) == (0xA900, comment)
    assert match is None


def test_a_find_can_be_cancelled(tmp_path: Path) -> None:
    make_instances(tmp_path, 200)
    with PracticeServer(tmp_path) as server, associated(server.port, STUDY_ROOT + FIND) as association:
        answers: Answers = []
        for answer in association.send_c_find(identifier("IMAGE", SOPInstanceUID=""), STUDY_ROOT + FIND, msg_id=7):
            if not answers:
                association.send_c_cancel(7, query_model=STUDY_ROOT + FIND)
            answers.append(answer)

    assert answers[-1][0].Status == CANCELLED
    assert 1 < len(answers) < 200


def test_worklists_are_not_offered(practice: PracticeServer) -> None:
    with associated(practice.port, STUDY_ROOT + FIND, MODALITY_WORKLIST) as association:
        assert [context.abstract_syntax for context in association.rejected_contexts] == [MODALITY_WORKLIST]
