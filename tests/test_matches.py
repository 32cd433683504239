"""What people and scripts see of find, in every format."""

from __future__ import annotations

import csv
import io
import json
import logging

import pytest
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from scu.errors import PeerFailure
from scu.output import datasets, views
from scu.output.formats import Format
from scu.output.found import FindReport
from scu.results import (
    SUCCESS,
    Final,
    Match,
)
from tests.outcomes import (
    CANCELLED,
    OUT_OF_RESOURCES,
    PEER,
    PENDING,
    associated,
    verdict_of,
)


@pytest.fixture(autouse=True)
def _fixed_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")


def match(name: str = "Doe^Jane", uid: str = "1.2.3") -> Match:
    dataset = Dataset()
    dataset.SpecificCharacterSet = "ISO_IR 100"
    dataset.PatientName = name
    dataset.PatientBirthDate = ""
    dataset.ModalitiesInStudy = ["CT", "MR"]
    dataset.StudyInstanceUID = uid
    step = Dataset()
    step.Modality = "CT"
    dataset.ScheduledProcedureStepSequence = Sequence([step])
    return Match(dataset, PENDING)


LABELS = [
    "StudyInstanceUID",
    "PatientName",
    "ModalitiesInStudy",
    "PatientBirthDate",
    "ScheduledProcedureStepSequence[0].Modality",
]


def find_with(format: Format, *matches: Match, limit: int | None = None) -> None:
    with FindReport(PEER, *views.for_matches(format, LABELS), limit=limit) as report:
        report.associated(associated())
        for each in matches:
            report.add(each)
        report.add(Final(SUCCESS))


FIND_TEXT = """\
# match 1
(0008,0005) CS [ISO_IR 100]                                  # SpecificCharacterSet
(0008,0061) CS [CT\\MR]                                       # ModalitiesInStudy
(0010,0010) PN [Doe\\x1b[31m]                                 # PatientName
(0010,0030) DA (no value)                                    # PatientBirthDate
(0020,000d) UI [1.2.3]                                       # StudyInstanceUID
(0040,0100) SQ 1 item                                        # ScheduledProcedureStepSequence
  item 0
    (0008,0060) CS [CT]                                      # Modality

"""


def test_find_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    find_with(Format.TEXT, match("Doe\x1b[31m"))

    assert capsys.readouterr() == (FIND_TEXT, "1 match\n")


def test_find_as_csv(capsys: pytest.CaptureFixture[str]) -> None:
    find_with(Format.CSV, match(), match('Roe, "Ri"', "1.2.4"))

    said = capsys.readouterr()
    assert said.out == (
        "StudyInstanceUID,PatientName,ModalitiesInStudy,PatientBirthDate,ScheduledProcedureStepSequence[0].Modality\n"
        "1.2.3,Doe^Jane,CT\\MR,,CT\n"
        '1.2.4,"Roe, ""Ri""",CT\\MR,,CT\n'
    )
    assert said.err == ""
    assert [row["PatientName"] for row in csv.DictReader(io.StringIO(said.out))] == ["Doe^Jane", 'Roe, "Ri"']


def test_csv_without_a_match_has_its_header(capsys: pytest.CaptureFixture[str]) -> None:
    find_with(Format.CSV)

    assert capsys.readouterr().out == ",".join(LABELS) + "\n"


MATCH_JSON = {
    "00080005": {"vr": "CS", "Value": ["ISO_IR 192"]},
    "00080061": {"vr": "CS", "Value": ["CT", "MR"]},
    "00100010": {"vr": "PN", "Value": [{"Alphabetic": "Doe^Jane"}]},
    "00100030": {"vr": "DA"},
    "0020000D": {"vr": "UI", "Value": ["1.2.3"]},
    "00400100": {"vr": "SQ", "Value": [{"00080060": {"vr": "CS", "Value": ["CT"]}}]},
}


@pytest.mark.parametrize("count", [0, 1, 3])
def test_find_as_json(capsys: pytest.CaptureFixture[str], count: int) -> None:
    find_with(Format.JSON, *[match()] * count)

    assert json.loads(capsys.readouterr().out) == [MATCH_JSON] * count


def test_find_as_json_lines(capsys: pytest.CaptureFixture[str]) -> None:
    find_with(Format.JSONL, match(), match())

    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == [MATCH_JSON] * 2


def test_pydicom_reads_our_json_back() -> None:
    dataset = match().identifier
    assert isinstance(dataset, Dataset)

    again = Dataset.from_json(json.loads(json.dumps(datasets.json_model(dataset))))
    again.SpecificCharacterSet = "ISO_IR 100"
    assert again == dataset


def test_a_limit_shows_the_first_and_says_so(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger("scu"), "propagate", True)
    find_with(Format.JSONL, match(), match(), match(), limit=2)

    assert len(capsys.readouterr().out.splitlines()) == 2
    assert caplog.messages == ["only the first 2 matches shown, and there are more"]


FIND_TABLE = """\
StudyInstanceUID  PatientName  ModalitiesInStudy  Modality
────────────────  ───────────  ─────────────────  ────────
1.2.3             Doe[red]     CT, MR             CT
"""


def test_find_as_table_leaves_out_empty_columns_and_takes_nothing_for_markup(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    find_with(Format.TABLE, match("Doe[red]"))

    assert capsys.readouterr() == (FIND_TABLE, "1 match\n")


FIND_BLOCK = """\
StudyInstanceUID   1.2.3.444444444444444
                   444444444444444
PatientName        Doe, Jane
ModalitiesInStudy  CT, MR
Modality           CT
"""


def test_find_in_a_narrow_terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    long = match(uid="1.2.3." + "4" * 30)
    find_with(Format.TABLE, long, long)

    assert capsys.readouterr().out == f"{FIND_BLOCK}\n{FIND_BLOCK}"


@pytest.mark.parametrize("format", Format)
def test_a_failure_after_a_match_leaves_what_there_is_readable(
    capsys: pytest.CaptureFixture[str], format: Format
) -> None:
    with pytest.raises(PeerFailure) as caught, FindReport(PEER, *views.for_matches(format, LABELS)) as report:
        report.add(match())
        report.add(Final(OUT_OF_RESOURCES))

    out = capsys.readouterr().out
    if format is Format.JSON:
        assert json.loads(out) == [MATCH_JSON]
    if format is Format.JSONL:
        assert json.loads(out.splitlines()[-1])["error"]["kind"] == "peer_failure"
    assert "1.2.3" in out
    assert caught.value.comment == "disk full"


def test_a_failure_before_any_match_is_a_json_document(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(PeerFailure) as caught, FindReport(PEER, *views.for_matches(Format.JSON, LABELS)) as report:
        report.add(Final(OUT_OF_RESOURCES))

    document = json.loads(capsys.readouterr().out)
    assert (document["command"], document["ok"]) == ("find", False)
    assert document["error"]["kind"] == "peer_failure"
    assert caught.value.reported


def test_the_end_of_a_find_that_we_cancelled_is_none_that_failed() -> None:
    ours, theirs = FindReport(PEER, cancelling=True), FindReport(PEER)
    for report in (ours, theirs):
        report.add(Final(CANCELLED))

    assert verdict_of(ours) is None
    assert isinstance(verdict_of(theirs), PeerFailure)


def element(vr: str, value: object) -> Dataset:
    dataset = Dataset()
    dataset.add(DataElement(0x00091001, vr, value, already_converted=True))
    return dataset


@pytest.mark.parametrize(
    ("vr", "value", "expected"),
    [
        ("IS", "abc", ["abc"]),
        ("DS", "1,5", ["1,5"]),
        ("FD", float("nan"), ["NaN"]),
        ("FD", float("inf"), ["inf"]),
        ("FD", float("-inf"), ["-inf"]),
        ("AT", "nonsense", ["nonsense"]),
        ("US", [1, 2], [1, 2]),
    ],
)
def test_a_malformed_value_stays_what_it_is(vr: str, value: object, expected: list[object]) -> None:
    model = datasets.json_model(element(vr, value))

    assert json.loads(json.dumps(model, allow_nan=False)) == {"00091001": {"vr": vr, "Value": expected}}
    assert len(list(datasets.dump(element(vr, value)))) == 1


def test_bytes_are_shown_as_hex_and_cut() -> None:
    (line,) = datasets.dump(element("UN", bytes(range(20))))

    assert "[00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f …]" in line
