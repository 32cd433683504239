"""find as a table: values as people write them, and columns that fit."""

from __future__ import annotations

import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from wcwidth import wcswidth

from scu.output import columns, layout, readable, terminal, widths
from scu.output.columns import Column
from scu.output.match_table import TableMatches
from tests.peers.people import NAMES, study
from tests.queries import dataset

LABELS = [
    "PatientName",
    "PatientID",
    "StudyDate",
    "StudyTime",
    "StudyDescription",
    "ModalitiesInStudy",
    "AccessionNumber",
    "NumberOfStudyRelatedInstances",
    "StudyInstanceUID",
]


def table(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    matches: list[Dataset],
    room: int | None,
    shown: list[Column] | None = None,
) -> str:
    """The matches in a line of so many cells; in a pipe if there is no limit."""
    monkeypatch.setattr(terminal, "width", lambda: room)
    view = TableMatches(shown or columns.of(LABELS, ()))
    for match in matches:
        view.show_dataset(match)
    view.end(None, None)
    return capsys.readouterr().out


@pytest.mark.parametrize(("came", "written"), NAMES.items())
def test_names_are_written_as_people_do(came: str, written: str) -> None:
    assert readable.person(came) == written


@pytest.mark.parametrize(
    ("vr", "came", "written"),
    [
        ("DA", "20240229", "2024-02-29"),
        ("DA", "2024.02.29", "2024-02-29"),
        ("DA", "20240101-20240131", "20240101-20240131"),
        ("DA", "202402", "202402"),
        ("DA", "20241301", "20241301"),
        ("TM", "080012", "08:00:12"),
        ("TM", "08:00:12", "08:00:12"),
        ("TM", "080012.500000", "08:00:12.5"),
        ("TM", "080012.000", "08:00:12"),
        ("TM", "0800", "0800"),
        ("TM", "250000", "250000"),
        ("TM", "080000-120000", "080000-120000"),
        ("DT", "20240229080012.25+0100", "2024-02-29 08:00:12.25 +01:00"),
        ("DT", "20240229080012-0530", "2024-02-29 08:00:12 -05:30"),
        ("DT", "20240229080012", "2024-02-29 08:00:12"),
        ("DT", "20240229", "2024-02-29"),
        ("DT", "202402290800", "202402290800"),
        ("DT", "20240229080012+1", "20240229080012+1"),
        ("LO", "20240229", "20240229"),
    ],
)
def test_dates_and_times(vr: str, came: str, written: str) -> None:
    assert readable.single(vr, came) == written


@settings(deadline=None)
@given(st.sampled_from(["DA", "TM", "DT", "PN", "LO"]), st.text("0123456789.:+-^= Aé山\\", max_size=30))
def test_no_value_is_too_odd_to_be_shown(vr: str, text: str) -> None:
    written = readable.single(vr, text)

    def characters(of: str) -> str:
        return "".join(character for character in of if character.isalnum())

    if vr not in ("TM", "DT", "PN"):  # a fraction may lose its zeros, a prefix stands before the name
        assert characters(written) == characters(text)
    assert set(characters(written)) <= set(characters(text))


def test_several_values_and_sequences_in_a_few_words() -> None:
    match = Dataset()
    match.OtherPatientNames = ["Doe^Jane", "Roe^Jane"]
    match.PixelSpacing = [0.5, 0.25]
    code, step = Dataset(), Dataset()
    code.CodeValue, code.CodingSchemeDesignator, code.CodeMeaning = "T-D1100", "SRT", "Head"
    step.Modality, step.ScheduledProcedureStepStartDate = "CT", "20240229"
    match.AnatomicRegionSequence = Sequence([code, code])
    match.ScheduledProcedureStepSequence = Sequence([step])
    match.ReferencedStudySequence = Sequence([])
    labels = [
        *("OtherPatientNames", "PixelSpacing", "AnatomicRegionSequence", "ScheduledProcedureStepSequence"),
        *("ReferencedStudySequence", "ScheduledProcedureStepSequence[0].Modality", "PatientID"),
    ]

    assert readable.row(match, columns.of(labels)) == [
        *("Doe, Jane; Roe, Jane", "0.5, 0.25", "2 items: Head; Head", "1 item: CT, 2024-02-29", "0 items", "CT", ""),
    ]


def test_as_wide_as_it_wants_in_a_pipe(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    shown = table(capsys, monkeypatch, [study(8, "Doe^Jane"), study(12, "Roe^R")], None)

    assert shown == (
        "PatientName  PatientID  StudyDate   StudyTime  StudyDescription  ModalitiesInStudy  "
        "NumberOfStudyRelatedInstances  StudyInstanceUID\n"
        "───────────  ─────────  ──────────  ─────────  ────────────────  ─────────────────  "
        "─────────────────────────────  ────────────────────────────\n"
        "Doe, Jane    P8         2024-02-09  08:00:12   Thorax            CT, SR             "
        "                            8  1.2.826.0.1.3680043.8.498.9\n"
        "Roe, R       P12        2024-02-13  08:00:12   Thorax            CT, SR             "
        "                           12  1.2.826.0.1.3680043.8.498.13\n"
    )


def test_at_80_columns_the_least_wanted_go(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(logging.getLogger("scu"), "propagate", True)
    matches = [study(8, "Yamada^Tarou=山田^太郎=やまだ^たろう"), study(12, "Roe^R")]

    assert table(capsys, monkeypatch, matches, 80) == (
        "                                                                        NumberOf\n"
        "                      Patient              Study        Modalities  StudyRelated\n"
        "PatientName           ID       StudyDate   Description  InStudy        Instances\n"
        "────────────────────  ───────  ──────────  ───────────  ──────────  ────────────\n"
        "Yamada, Tarou (山田…  P8       2024-02-09  Thorax       CT, SR                 8\n"
        "Roe, R                P12      2024-02-13  Thorax       CT, SR                12\n"
    )
    assert caplog.messages == [
        "StudyTime, StudyInstanceUID left out for want of room: a wider terminal, --columns or --format text shows more"
    ]


def test_a_worklist_keeps_its_patients(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    step = dataset("ScheduledProcedureStepStartDate=20240229", "Modality=CT", "ScheduledProcedureStepLocation=Room 1")
    entry = dataset("PatientName=Grün^Öttö", "PatientID=P1", "RequestedProcedureDescription=Head")
    entry.ScheduledProcedureStepSequence = Sequence([step])
    nested = "ScheduledProcedureStepSequence[0]."
    labels = [
        *(f"{nested}ScheduledProcedureStepStartDate", f"{nested}Modality", f"{nested}ScheduledProcedureStepLocation"),
        *("PatientName", "PatientID", "RequestedProcedureDescription"),
    ]

    assert table(capsys, monkeypatch, [entry], 60, columns.of(labels, ())) == (
        "Scheduled                  Scheduled\n"
        "ProcedureStep              Procedure     Patient     Patient\n"
        "StartDate        Modality  StepLocation  Name        ID\n"
        "───────────────  ────────  ────────────  ──────────  ───────\n"
        "2024-02-29       CT        Room 1        Grün, Öttö  P1\n"
    )


def test_what_was_asked_for_by_name_is_never_left_out(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = columns.of(["StudyInstanceUID", "PatientName", "StudyDescription", "PatientID"], {"StudyInstanceUID"})

    assert table(capsys, monkeypatch, [study(8, "Doe^Jane")], 51, shown) == (
        "StudyInstanceUID             PatientName  PatientID\n"
        "───────────────────────────  ───────────  ─────────\n"
        "1.2.826.0.1.3680043.8.498.9  Doe, Jane    P8\n"
    )
    assert table(capsys, monkeypatch, [study(8, "Doe^Jane")], 30, shown) == (
        "StudyInstanceUID\n  1.2.826.0.1.3680043.8.498.9\n"
        "PatientName\n  Doe, Jane\n"
        "StudyDescription\n  Thorax\n"
        "PatientID\n  P8\n"
    )


def test_headings_of_one_name_are_told_apart() -> None:
    labels = ["Modality", "ScheduledProcedureStepSequence[0].Modality", "RequestAttributesSequence[0].StudyInstanceUID"]

    assert layout.headings(columns.of(labels)) == [
        "Modality",
        "ScheduledProcedureStepSequence[0].Modality",
        "StudyInstanceUID",
    ]


def test_a_column_that_fills_later_begins_another_table(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scu.output.match_table._PAGE", 2)
    matches = [study(number, "Doe^Jane") for number in range(5)]
    matches[3].AccessionNumber = "A1"

    shown = table(capsys, monkeypatch, matches, None, columns.of(["PatientName", "AccessionNumber"])).splitlines()

    assert shown[:4] == ["PatientName", "───────────", "Doe, Jane", "Doe, Jane"]
    assert shown[4:] == [
        "",
        "PatientName  AccessionNumber",
        "───────────  ───────────────",
        "Doe, Jane",
        "Doe, Jane    A1",
        "Doe, Jane",
    ]


def test_numbers_stand_at_the_right_of_their_column() -> None:
    (number, text) = columns.of(["NumberOfStudyRelatedInstances", "PatientID"])
    assert layout.is_number(number)
    assert not layout.is_number(text)


# Characters of several widths, and marks that combine with what stands before them.
TEXT = st.text("Az 9山田やﾔ홍길م Ωé\u0301\u064b…", max_size=20).filter(lambda text: wcswidth(text) >= 0)


@settings(deadline=None)
@given(TEXT, st.integers(1, 24))
def test_widths_are_what_a_terminal_makes_of_them(text: str, width: int) -> None:
    """wcwidth is what terminals go by."""
    short = widths.shorten(text, width)

    assert widths.cells(text) == wcswidth(text)
    assert wcswidth(short) <= width
    assert wcswidth(widths.pad(short, width)) == width
    assert wcswidth(widths.pad(short, width, right=True)) == width
    assert short == text if wcswidth(text) <= width else short.endswith("…")


@settings(deadline=None)
@given(TEXT, st.integers(2, 24))
def test_a_folded_text_has_all_of_it(text: str, width: int) -> None:
    lines = widths.fold(text, width)

    assert all(wcswidth(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@settings(deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=6), st.integers(20, 200))
def test_a_table_is_never_wider_than_the_terminal(names: list[str], room: int) -> None:
    shown = columns.of(LABELS, ())
    natural = [max(1, widths.cells(name)) for name in names] + [9] * (len(LABELS) - len(names))
    planned = layout.plan(shown, natural, room)

    if planned is not None:
        assert sum(planned.widths) + layout.GAP * (len(planned.widths) - 1) <= room
        assert sorted([*planned.shown, *planned.left_out]) == list(range(len(LABELS)))
        for heading, width in zip(planned.headings, planned.widths, strict=True):
            assert all(len(line) <= width for line in heading)


def test_an_encoding_without_the_characters_keeps_its_columns(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal, "_encoding", lambda: "iso-8859-1")
    shown = table(
        capsys, monkeypatch, [study(1, "Grün^山")], None, columns.of(["PatientName", "StudyDate", "PatientID"])
    )

    assert shown == (
        "PatientName   StudyDate   PatientID\n------------  ----------  ---------\nGrün, \\u5c71  2024-02-02  P1\n"
    )
