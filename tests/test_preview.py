"""--preview: pictures of what comes, at a terminal and nowhere else; and nothing of it disturbs what is fetched."""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path

import numpy
import pexpect
import pytest
from numpy import uint8
from pydicom.filereader import dcmread

from scu.content import codecs
from scu.practice.server import PracticeServer
from tests.peers.command import ENVIRONMENT, run_here, run_scu
from tests.peers.dcmtk import Server
from tests.peers.hierarchy import wanted
from tests.peers.images import make_image
from tests.peers.instances import Made, carried_by_pydicom
from tests.peers.processes import free_port
from tests.peers.recording import Recorder, recording_scp
from tests.peers.screen import at_terminal, plain, seen

QUERY = ("-k", "StudyInstanceUID=1.2.3")
COLOURS = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}


@pytest.fixture
def images(tmp_path: Path) -> list[Made]:
    """Two series of two images each."""
    folder = tmp_path / "made"
    return [
        make_image(
            folder / f"{series}-{number}.dcm",
            numpy.full((20, 20), 60 * number, uint8),
            SeriesInstanceUID=f"1.2.3.{series}",
            SeriesNumber=series,
            WindowCenter="128",
            WindowWidth="256",
        )
        for number in (1, 2)
        for series in (1, 2)
    ]


@pytest.mark.parametrize("columns", [80, 200])
def test_the_first_image_of_each_series_is_shown(columns: int, images: list[Made], tmp_path: Path) -> None:
    with recording_scp(Recorder(instances=images)) as server:
        shown = seen(
            *("get", server.address, *QUERY, "-o", tmp_path / "out", "--preview"), columns=columns, rows=40, env=COLOURS
        )

    assert shown.count("▀") == 2 * 48 * 24
    # The first of each: 60, and not 120.
    assert shown.count("\x1b[38;2;60;60;60;48;2;60;60;60m▀") == 2 * 48 * 24
    # On a busy machine there is progress before them, which is written over.
    assert re.findall(r"CT, series \d, 20 × 20", plain(shown)) == [
        "CT, series 1, 20 × 20",
        "CT, series 2, 20 × 20",
    ]
    assert "Received   4 objects" in plain(shown)
    assert not any(word in shown for word in ("Doe", "Jane", "P1"))
    assert len(list((tmp_path / "out").iterdir())) == 4


def test_a_move_shows_them_too(images: list[Made], tmp_path: Path) -> None:
    port = free_port()
    with recording_scp(Recorder(instances=images, destinations={"SCU": port})) as server:
        shown = seen(
            *("move", server.address, *QUERY, "--port-scp", port, "-o", tmp_path / "out", "--preview"),
            columns=100,
            env={**COLOURS, "TERM": "xterm-kitty"},
        )

    assert shown.count("\x1b_Ga=T,") == 2
    assert shown.count("CT, series ") == 2


def test_images_of_a_real_archive(dcmqrscp: Server, archive: list[Made], tmp_path: Path) -> None:
    here = wanted(archive, "--patient", archive[0])
    shown = seen(
        *("get", dcmqrscp.address, "--patientroot", "--patient", "-k", f"PatientID={archive[0].patient_id}"),
        *("-o", tmp_path / "out", "--preview"),
        columns=80,
        rows=60,
        env=COLOURS,
    )

    assert plain(shown).count(", 32 × 32") == len({each.series for each in here})


def test_results_are_what_they_are_without(images: list[Made], tmp_path: Path) -> None:
    """Pictures go to standard error; a document on standard output has none of them."""
    out = tmp_path / "out.json"
    with recording_scp(Recorder(instances=images)) as server:
        line = (
            f"{sys.executable} -m scu get {server.address} -k StudyInstanceUID=1.2.3 -o {tmp_path}/out "
            f"--preview --format json > {out}"
        )
        environment = {name: value for name, value in ENVIRONMENT.items() if name != "COLUMNS"}
        child = pexpect.spawn("sh", ["-c", line], env={**environment, **COLOURS}, encoding="utf-8", timeout=20)
        child.expect(pexpect.EOF)
        child.close()

    shown = child.before or ""
    assert child.exitstatus == 0, shown
    assert shown.count("CT, series ") == 2  # NO_COLOR is set, but who asks for a picture wants to see it
    assert json.loads(out.read_text())["summary"]["received"] == 4


@pytest.mark.parametrize(
    ("environment", "why"),
    [({"TERM": "dumb"}, "this terminal has no colours"), ({"LC_ALL": "C", "PYTHONUTF8": "0"}, "does not take UTF-8")],
)
def test_a_terminal_that_cannot_show_it(
    environment: dict[str, str], why: str, images: list[Made], tmp_path: Path
) -> None:
    environment = {**environment, "PYTHONIOENCODING": "ascii" if "LC_ALL" in environment else "utf-8"}
    with recording_scp(Recorder(instances=images)) as server:
        shown = seen(
            *("get", server.address, *QUERY, "-o", tmp_path / "out", "--preview"), columns=120, env=environment
        )

    assert "scu: note: --preview shows no pictures: " in shown
    assert why in shown
    assert "series 1" not in shown


def test_without_a_terminal_there_is_a_note_and_no_picture(images: list[Made], tmp_path: Path) -> None:
    with recording_scp(Recorder(instances=images)) as server:
        done = run_scu("get", server.address, *QUERY, "-o", tmp_path / "out", "--preview")

    assert done.returncode == 0
    assert done.stderr == "scu: note: --preview shows no pictures: standard error is no terminal\n"
    assert "series" not in done.stdout


def test_without_the_packages_it_says_which_and_goes_on(images: list[Made], tmp_path: Path) -> None:
    code = "import sys; sys.modules['numpy'] = None; from scu.cli import main; main()"
    with recording_scp(Recorder(instances=images)) as server:
        child = pexpect.spawn(
            sys.executable,
            ["-c", code, "get", server.address, *QUERY, "-o", str(tmp_path / "out"), "--preview"],
            env={**ENVIRONMENT, **COLOURS},
            dimensions=(40, 300),
            encoding="utf-8",
            timeout=20,
        )
        child.expect(pexpect.EOF)
        child.close()

    assert child.exitstatus == 0
    note = f"scu: note: --preview shows no pictures: numpy is not installed: {codecs.INSTALL}"
    assert note in (child.before or "")
    assert len(list((tmp_path / "out").iterdir())) == 4


def test_an_image_that_cannot_be_shown_costs_its_picture_alone(images: list[Made], tmp_path: Path) -> None:
    broken = make_image(
        tmp_path / "broken.dcm",
        numpy.zeros((4, 4), uint8),
        PixelData=b"\0\0",
        SeriesInstanceUID="1.2.3.99",
    )
    report = make_image(tmp_path / "report.dcm", numpy.zeros((4, 4), uint8), Rows=None, PixelData=None)
    with recording_scp(Recorder(instances=[broken, report, *images])) as server:
        shown = seen(
            *("get", server.address, *QUERY, "-o", tmp_path / "out", "--preview"), columns=120, rows=40, env=COLOURS
        )

    notes = [line for line in shown.splitlines() if "note:" in line]
    assert [line.partition("scu: ")[2] for line in notes] == [
        "note: no picture of series 1.2.3.99: it cannot be decoded"
    ]
    assert shown.count("CT, series ") == 2
    assert "Received   6 objects" in plain(shown)


def test_no_picture_where_nothing_arrives(tmp_path: Path) -> None:
    for arguments, why in (
        (["get", "--ignore"], "--preview and --ignore do not go together"),
        (["move", "--move", "THIRD"], "--preview needs --port-scp"),
        (["move", "--port-scp", "11112", "--ignore"], "--preview and --ignore do not go together"),
    ):
        verb, *options = arguments
        done = run_here(verb, "PACS@127.0.0.1:1", *QUERY, "--preview", *options, cwd=tmp_path)
        assert done.returncode == 2
        assert done.stderr.startswith(f"scu: error: {why}\n")


def test_pictures_and_progress_share_the_terminal(tmp_path: Path) -> None:
    from tests.peers.gated import Gated, gated_scp

    made = [make_image(tmp_path / f"{number}.dcm", numpy.full((9, 9), 99, uint8)) for number in range(3)]
    with gated_scp(Gated(instances=made)) as server:
        server.let(1)
        arguments = ("get", server.address, *QUERY, "-o", tmp_path / "out", "--preview")
        with at_terminal(*arguments, columns=90, rows=40, env=COLOURS) as child:
            child.expect("received [01] of 3")
            server.let(5)
            child.expect_exact("\r\x1b[K\x1b[38;2;")
            child.expect(pexpect.EOF)
            assert "3 completed" in plain(child.before or "")


@pytest.mark.parametrize(
    ("name", "caption"),
    [
        ("MR_small_RLE.dcm", "MR, series 1, 64 × 64"),
        ("SC_rgb_jpeg_dcmtk.dcm", "OT, series 1, 100 × 100"),
        ("examples_jpeg2k.dcm", "US, series 1, 640 × 480"),
        ("examples_palette.dcm", "US, series 1, 800 × 350"),
    ],
)
def test_real_images_as_they_come(name: str, caption: str, tmp_path: Path) -> None:
    folder = tmp_path / "there"
    folder.mkdir()
    shutil.copy(carried_by_pydicom(name), folder)
    study = dcmread(folder / name).StudyInstanceUID
    with PracticeServer(folder) as server:
        shown = seen(
            *("get", f"PRACTICE@127.0.0.1:{server.port}", "-k", f"StudyInstanceUID={study}"),
            *("-o", tmp_path / "out", "--preview"),
            columns=100,
            rows=40,
            env=COLOURS,
        )

    assert caption in shown
    assert "▀" in shown
