"""Nothing of a patient is in notes, logs, errors, history or evidence: names, numbers, dates, and names of files.

What was asked for is on standard output, which is where results go, and in the files that people name for it.
"""

from __future__ import annotations

import stat
import warnings
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from pydicom.filereader import dcmread
from pydicom.uid import generate_uid

from tests.peers.command import run_here
from tests.peers.instances import Attributes, Made, make_instances
from tests.peers.processes import free_port
from tests.peers.recording import Recorder, failing, recording_scp

# As outside of tests, where odd values are no errors.
pytestmark = pytest.mark.filterwarnings("always")
MARKS = ("Zebra", "19510203", "Okapi42", "Gnu99", "Impala")
PATIENT = Attributes(
    patient_name="Zebra^Zoe",
    patient_id="Okapi42",
    birth_date="19510203",
    accession_number="Gnu99",
    description="Impala",
)
VERBS = ["store", "find", "get", "move", "commit", "doctor"]
KEYS = ["-k", "PatientName=Zebra*", "-k", "PatientID=Okapi42", "-k", "PatientBirthDate=19510203"]
NAME = ["--name", "{PatientName}-{PatientID}/{AccessionNumber}/{Modality}.dcm"]
HOW = {"default": [], "verbose": ["-v"], "kept": ["--log-file", "log"]}


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Made]:
    """Objects of the patient, in files that are named after the patient; of the last there is a copy."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SCU_HISTORY", str(tmp_path / "history"))
    made = make_instances(tmp_path / "objects", 3, PATIENT)
    folder = tmp_path / "in" / "Zebra"
    folder.mkdir(parents=True)
    with warnings.catch_warnings(action="ignore"):
        for number, one in enumerate([*made, made[-1]]):
            dataset = dcmread(one.path)
            dataset.add_new(0x00081150, "UI", "Okapi42 is no UID")
            dataset.save_as(folder / f"Zebra^Zoe-{number}.dcm")
    (folder / "Zebra.txt").write_text("Zebra")
    return made


def words(verb: str, port: int) -> list[object]:
    retrieving: list[object] = [*KEYS, "--image", "--no-check", *NAME, "-o", "out"]
    needed: dict[str, list[object]] = {
        "store": ["in", "-r", "--rename", "--transcode", "auto"],
        "find": [*KEYS, "--image"],
        "get": retrieving,
        "move": [*retrieving, "--port-scp", port],
        "commit": ["in", "-r"],
        "doctor": ["--port-scp", port, "--move-test", "PatientName=Zebra*"],
    }
    return needed[verb]


def leaks(done: CompletedProcess[str], folder: Path) -> list[tuple[str, str]]:
    told = {path.name: path.read_text() for path in folder.iterdir() if path.name in ("log", "history", "evidence")}
    return [(place, mark) for place, text in {"stderr": done.stderr, **told}.items() for mark in MARKS if mark in text]


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("verb", VERBS)
def test_a_run_that_goes_well(verb: str, how: str, made: list[Made], tmp_path: Path) -> None:
    port = free_port()
    matches = [dcmread(one.path) for one in made]
    recorder = Recorder(instances=made, matches=matches, destinations={"SCU": port})
    with recording_scp(recorder) as server:
        done = run_here(verb, server.address, *words(verb, port), *HOW[how], "--evidence", "evidence")

    assert leaks(done, tmp_path) == [], done.stderr
    assert (tmp_path / "evidence").exists()
    if verb == "find":
        assert "Zebra" in done.stdout
    if verb == "store":
        assert len(recorder.stored) == 3
        assert "another file holds the same object" in done.stderr
    if verb in ("get", "move"):
        assert len([*(tmp_path / "out").rglob("*.dcm")]) == 3
        assert done.stderr.count("is in a file of its own") == 2


@pytest.mark.parametrize("verb", VERBS)
def test_a_run_that_fails(verb: str, made: list[Made], tmp_path: Path) -> None:
    with recording_scp(Recorder(status=failing(0xA700, "no room"), instances=made)) as server:
        port = free_port()
        done = run_here(verb, server.address, *words(verb, port), "--log-file", "log", "--evidence", "evidence")

    assert done.returncode in (1, 3)
    assert "scu: error: " in done.stderr or verb == "doctor"
    assert leaks(done, tmp_path) == [], done.stderr


REFUSED = [
    "PatientName[0]=Zebra",
    "PatientNme=Zebra^Zoe",
    "PatientNme,Zebra",
    "10,10:LO=Zebra",
    "28,10=Zebra",
    "40,100=Zebra",
    "(0010,0020=Okapi42",
    "PatientBirthDate=19510203Zebra",
]


@pytest.mark.parametrize("key", REFUSED)
def test_a_key_that_is_refused_is_shown_without_its_value(key: str, tmp_path: Path) -> None:
    done = run_here(
        "find", "nowhere.invalid", "-k", key, "--strict", "--log-file", tmp_path / "log", "--format", "json"
    )

    assert done.returncode == 2
    assert leaks(done, tmp_path) == []
    assert [mark for mark in MARKS if mark in done.stdout] == []


def test_what_tells_of_a_run_is_for_its_owner(made: list[Made], tmp_path: Path) -> None:
    with recording_scp() as server:
        told = ["--log-file", "log", "--log-level", "debug", "--pcap", "capture", "--evidence", "evidence"]
        run_here("store", server.address, "in", "-r", *told, "--report", "report.csv")

    names = ["log", "capture", "evidence", "history", "report.csv"]
    assert {name: stat.S_IMODE((tmp_path / name).stat().st_mode) for name in names} == dict.fromkeys(names, 0o600)


def test_a_found_file_that_cannot_be_sent_is_named_on_the_screen_alone(made: list[Made], tmp_path: Path) -> None:
    damaged = tmp_path / "in" / "Zebra" / "Zebra-9.dcm"
    damaged.write_bytes(bytes(128) + b"DICM" + b"x" * 50)
    with recording_scp() as server:
        done = run_here("store", server.address, "in", "-r", "--log-file", "log", "--evidence", "evidence")

    assert done.returncode == 1
    assert f"likely cause: {damaged.relative_to(tmp_path)}: " in done.stderr
    assert leaks(done, tmp_path) == [("stderr", "Zebra")]
    assert "its meta header does not begin" in (tmp_path / "log").read_text()


def test_an_unknown_uid_in_what_came_is_no_note(made: list[Made], tmp_path: Path) -> None:
    """Libraries put odd values into their warnings."""
    odd = made[0].read()
    with warnings.catch_warnings(action="ignore"):
        odd.StudyInstanceUID, odd.PatientBirthDate = "Okapi42", "Zebra"
    odd.SeriesNumber = None
    odd.SOPInstanceUID = generate_uid()
    with recording_scp(Recorder(matches=[odd])) as server:
        done = run_here("find", server.address, "-v", *KEYS, "--image", "--log-file", "log")

    assert done.returncode == 0
    assert "Okapi42" in done.stdout
    assert leaks(done, tmp_path) == []
