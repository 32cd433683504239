"""find --tree: patients, studies, series and images, and how many there are."""

from __future__ import annotations

import pytest
from pydicom.dataset import Dataset

from scu.output import terminal
from scu.output.tree import TreeMatches
from tests.peers.catalogue import Catalogue, catalogue, instance
from tests.peers.command import run_scu
from tests.peers.people import study
from tests.peers.screen import plain, seen
from tests.queries import dataset

CT = "1.2.840.10008.5.1.4.1.1.2"


def held() -> list[Dataset]:
    """A patient with two studies, of three series in all, and one who has just one image."""
    told = {"PatientName": "Yamada^Tarou=山田^太郎", "PatientBirthDate": "19600131", "PatientSex": "M"}
    pixels = {"SOPClassUID": CT, "Rows": 512, "Columns": 256}
    made = []
    for number, (name, series, images) in enumerate([("1.2.1", 2, 2), ("1.2.2", 1, 1)]):
        of_study = {"ModalitiesInStudy": ["CT", "SR"], "AccessionNumber": f"A{number}", "StudyDescription": "Thorax"}
        for at in range(series):
            of_series = {"SeriesNumber": at + 1, "SeriesDescription": "axial"}
            for image in range(images):
                uids = {"SOPInstanceUID": f"{name}.{at + 1}.{image + 1}", "InstanceNumber": image + 1}
                made.append(instance("P1", name, f"{name}.{at + 1}", **told, **of_study, **of_series, **pixels, **uids))
    other = {"PatientName": "Doe^Jane", "SOPInstanceUID": "1.2.3.1.1", "NumberOfFrames": 30}
    return [*made, instance("P2", "1.2.3", "1.2.3.1", StudyDescription="", **other)]


TREE = """\
Yamada, Tarou (山田 太郎)  2 studies, 3 series, 5 images  born 1960-01-31  M  P1
├── 2024-01-01 12:00:00  CT, SR  2 series, 4 images  Thorax  A0  1.2.1
│   ├── #1  CT  2 images  axial  1.2.1.1
│   │   ├── #1  256 × 512  CT Image Storage  1.2.1.1.1
│   │   └── #2  256 × 512  CT Image Storage  1.2.1.1.2
│   └── #2  CT  2 images  axial  1.2.1.2
│       ├── #1  256 × 512  CT Image Storage  1.2.1.2.1
│       └── #2  256 × 512  CT Image Storage  1.2.1.2.2
└── 2024-01-01 12:00:00  CT, SR  1 series, 1 image  Thorax  A1  1.2.2
    └── #1  CT  1 image  axial  1.2.2.1
        └── #1  256 × 512  CT Image Storage  1.2.2.1.1
Doe, Jane  1 study, 1 series, 1 image  P2
└── 2024-01-01 12:00:00  1 series, 1 image  1.2.3
    └── CT  1 image  1.2.3.1
        └── 30 frames  1.2.3.1.1
"""
ASCII = TREE.replace("├──", "|--").replace("└──", "`--").replace("│", "|").replace("×", "x")


def test_all_of_it_in_a_pipe() -> None:
    with catalogue(Catalogue(held())) as served:
        done = run_scu("find", served.address, "--tree", "--expand", "image", env={"COLUMNS": ""})

    assert (done.returncode, done.stdout, done.stderr) == (0, TREE, "6 matches\n")


def test_an_encoding_without_lines() -> None:
    with catalogue(Catalogue(held())) as served:
        done = run_scu(
            *("find", served.address, "--tree", "--expand", "image"), env={"COLUMNS": "", "PYTHONIOENCODING": "ascii"}
        )

    assert done.stdout == ASCII.replace("山田 太郎", r"\u5c71\u7530 \u592a\u90ce")


def test_at_a_terminal_it_fits_and_names_stand_out() -> None:
    with catalogue(Catalogue(held())) as served:
        shown = seen("find", served.address, "--tree", "--expand", "image", columns=60)

    lines = plain(shown).splitlines()
    assert lines[:4] == [
        "Yamada, Tarou (山田 太郎)  2 studies, 3 series, 5 images  b…",
        "│   P1",
        "├── 2024-01-01 12:00:00  CT, SR  2 series, 4 images  Thorax…",
        "│   │   1.2.1",
    ]
    assert "    └── #1  CT  1 image  axial  1.2.2.1" in lines
    assert shown.startswith("\x1b[1mYamada")


def drawn(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *matches: Dataset) -> list[str]:
    monkeypatch.setattr(terminal, "width", lambda: None)
    view = TreeMatches()
    for match in matches:
        view.show_dataset(match)
    view.end(None, None)
    return capsys.readouterr().out.splitlines()


def test_of_what_did_not_come_the_server_tells(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = study(12, "Doe^Jane", NumberOfStudyRelatedSeries=3, NumberOfPatientRelatedStudies=4)

    assert drawn(capsys, monkeypatch, told) == [
        "Doe, Jane  1 of 4 studies, 3 series, 12 images  P12",
        "└── 2024-02-13 08:00:12  CT, SR  3 series, 12 images  Thorax  1.2.826.0.1.3680043.8.498.13",
    ]


def test_what_came_of_what_the_server_tells(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    series = dataset("StudyInstanceUID=1.2", "NumberOfStudyRelatedSeries=2", "SeriesInstanceUID=1.2.3", "Modality=CT")

    assert drawn(capsys, monkeypatch, series, dataset("StudyInstanceUID=1.2", "SeriesInstanceUID=1.2.4")) == [
        "2 series  1.2",
        "├── CT  1.2.3",
        "└── 1.2.4",
    ]
    assert drawn(capsys, monkeypatch, series)[0] == "1 of 2 series  1.2"


def test_counts_that_are_none(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    odd = dataset("StudyInstanceUID=1.2", "NumberOfStudyRelatedInstances=-1", "NumberOfStudyRelatedSeries=1.5")
    evil = dataset("PatientID=\x1b[2J[red]", "StudyInstanceUID=\u202e")

    assert drawn(capsys, monkeypatch, odd) == ["1.2"]
    assert drawn(capsys, monkeypatch, evil) == ["1 study  \\x1b[2J[red]", "└── \\u202e"]


def test_nothing_is_no_tree() -> None:
    with catalogue(Catalogue([])) as served:
        done = run_scu("find", served.address, "--tree")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "no matches\n")


def test_a_patient_without_an_id_is_named_once(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    nameless = study(1, "Doe^Jane")
    del nameless.PatientID

    assert drawn(capsys, monkeypatch, nameless)[0] == "Doe, Jane  1 study, 1 image"
