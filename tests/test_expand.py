"""scu find --expand: from above to below, a query for each level."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from pydicom.dataset import Dataset
from pydicom.filereader import dcmread

from scu.errors import FileProblem
from scu.search import spool
from tests.peers.catalogue import Catalogue, catalogue, instance
from tests.peers.command import answer_here, run_here
from tests.peers.dcmtk import Server
from tests.peers.hierarchy import TAGS
from tests.peers.instances import Made
from tests.peers.matches import person, value
from tests.peers.orthanc import Orthanc

HELD = [
    instance("P1", "1.1", "1.1.1"),
    instance("P1", "1.1", "1.1.1"),
    instance("P1", "1.1", "1.1.2", Modality="MR"),
    instance("P1", "1.2", "1.2.1", StudyDate="20240202"),
    instance("P2", "2.1", "2.1.1", StudyDescription="Größe 胸部"),
]


def uids(matches: list[dict[str, object]], level: str) -> list[str]:
    return sorted(value(match, TAGS[level]) for match in matches)


@pytest.mark.parametrize("options", [(), ("--patient",), ("-P",)])
def test_dcmqrscp_down_to_the_images(dcmqrscp: Server, archive: list[Made], options: tuple[str, ...]) -> None:
    matches = answer_here("find", dcmqrscp.address, *options, "--expand", "image")

    assert uids(matches, "--image") == sorted(made.uid for made in archive)
    by_uid = {made.uid: made for made in archive}
    for match in matches:
        made = by_uid[value(match, TAGS["--image"])]
        assert value(match, TAGS["--patient"]) == made.patient_id
        assert value(match, TAGS["--study"]) == made.study
        assert value(match, TAGS["--series"]) == made.series
        assert value(match, "00080052") == "IMAGE"
        if "-P" not in options:  # a name is the patient level's there, which is not asked
            assert person(match)["Alphabetic"] == {"P1": "Müller^Jürgen", "P2": "Yamada^Tarou"}[made.patient_id]


def test_orthanc_down_to_the_series(orthanc: Orthanc, archive: list[Made]) -> None:
    matches = answer_here("find", orthanc.address, "--expand", "series", "-k", "PatientID=P1", "-k", "Modality=MR")

    assert uids(matches, "--series") == sorted({made.series for made in archive if made.sop_class.endswith(".4")})
    assert value(matches[0], "00081030") == "Kopf für Jürgen"


def test_each_level_is_asked_for_its_own_keys_under_each_match() -> None:
    with catalogue(Catalogue(HELD)) as server:
        done = run_here(
            *("find", server.address, "--patient", "--expand", "series", "--format", "csv"),
            *("-k", "PatientID=P1", "-k", "Modality=CT", "-k", "StudyDescription", "-k", "PatientName"),
        )

    assert server.levels() == ["PATIENT", "STUDY", "SERIES", "SERIES"]
    assert server.associations == 1
    patient, study, first, second = server.asked
    assert (patient.PatientID, "Modality" in patient, "StudyDescription" in patient) == ("P1", False, False)
    assert (study.PatientID, study.StudyInstanceUID, study.StudyDescription) == ("P1", "", "")
    assert "PatientName" not in study
    assert [(it.PatientID, it.StudyInstanceUID, it.Modality) for it in (first, second)] == [
        ("P1", "1.1", "CT"),
        ("P1", "1.2", "CT"),
    ]
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [(row["PatientName"], row["StudyDescription"], row["SeriesInstanceUID"]) for row in rows] == [
        ("Name^P1", "study 1.1", "1.1.1"),
        ("Name^P1", "study 1.2", "1.2.1"),
    ]


def test_what_is_below_a_failing_query_is_missing_and_nothing_else() -> None:
    with catalogue(Catalogue(HELD, failing=frozenset({"1.1.1"}))) as server:
        done = run_here("find", server.address, "--expand", "image", "--format", "json")

    matches = json.loads(done.stdout)
    assert uids(matches, "--image") == sorted(made.SOPInstanceUID for made in HELD[2:])
    assert done.returncode == 1
    assert "the IMAGE level of SeriesInstanceUID 1.1.1 is not complete: C001" in done.stderr
    assert "scu: error: C-FIND failed: C001" in done.stderr


def test_a_failing_study_level_names_no_patient() -> None:
    with catalogue(Catalogue(HELD, failing=frozenset({"P1"}))) as server:
        done = run_here("find", server.address, "--patient", "--expand", "series", "--format", "json")

    assert [value(match, TAGS["--patient"]) for match in json.loads(done.stdout)] == ["P2"]
    assert done.returncode == 1
    assert "the STUDY level is not complete" in done.stderr
    assert "P1" not in done.stderr


def test_a_match_without_its_unique_key_is_told_of() -> None:
    nameless = instance("P3", "", "")
    with catalogue(Catalogue([nameless, *HELD])) as server:
        done = run_here("find", server.address, "--expand", "series", "--format", "json")

    assert len(json.loads(done.stdout)) == 4
    assert done.returncode == 1
    assert "a match has no StudyInstanceUID" in done.stderr


@pytest.mark.parametrize(("limit", "note"), [(1, True), (2, True), (4, True), (5, False), (9, False)])
def test_limit_counts_what_is_shown_and_asks_for_no_more(limit: int, note: bool) -> None:
    with catalogue(Catalogue(HELD)) as server:
        done = run_here("find", server.address, "--expand", "image", "--limit", limit, "--format", "json")

    assert len(json.loads(done.stdout)) == min(limit, 5)
    assert done.returncode == 0
    assert (f"only the first {limit} match" in done.stderr) == note
    if limit == 1:
        assert server.levels() == ["STUDY", "SERIES", "IMAGE"]


def test_text_in_several_character_sets_goes_together(tmp_path: Path) -> None:
    class Mixed(Catalogue):
        """Each level has a character set of its own."""

        def _answer(self, made: Dataset, query: Dataset) -> Dataset:
            self.charset = {"STUDY": "ISO_IR 192", "SERIES": "ISO_IR 100"}[query.QueryRetrieveLevel]
            return super()._answer(made, query)

    held = [instance("P2", "2.1", "2.1.1", StudyDescription="胸部", SeriesDescription="Größe")]
    with catalogue(Mixed(held)) as server:
        done = run_here(
            *("find", server.address, "--expand", "series", "--format", "json", "--extract", tmp_path),
            *("-k", "StudyDescription", "-k", "SeriesDescription"),
        )

    (match,) = json.loads(done.stdout)
    assert (value(match, "00081030"), value(match, "0008103E")) == ("胸部", "Größe")
    written = dcmread(tmp_path / "rsp0001.dcm")
    assert (written.StudyDescription, written.SeriesDescription) == ("胸部", "Größe")


def test_a_dry_run_shows_the_query_of_each_level() -> None:
    shown = answer_here("find", "--dry-run", "--patient", "--expand", "image", "-k", "SeriesDescription=x")

    assert [value(query, "00080052") for query in shown] == ["PATIENT", "STUDY", "SERIES", "IMAGE"]
    assert ["0008103E" in query for query in shown] == [False, False, True, False]


def test_a_query_file_is_taken_apart(tmp_path: Path) -> None:
    stored = tmp_path / "query.dcm"
    run_here("find", "--dry-run", "--no-check", "-k", "PatientID=P1", "-k", "Modality=MR", "--store-query", stored)

    with catalogue(Catalogue(HELD)) as server:
        matches = answer_here("find", server.address, stored, "--expand", "series")

    assert uids(matches, "--series") == ["1.1.2"]
    assert "Modality" not in server.asked[0]


def test_keys_that_no_model_knows_are_asked_for_at_the_bottom() -> None:
    with catalogue(Catalogue(HELD)) as server:
        run_here("find", server.address, "--expand", "series", "-k", "ManufacturerModelName", "-k", "0009,1001:LO")

    assert "ManufacturerModelName" not in server.asked[0]
    assert all("ManufacturerModelName" in query for query in server.asked[1:])


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--series", "--expand", "series"), "leads nowhere"),
        (("--image", "--expand", "series"), "leads nowhere"),
        (("--psonly", "--expand", "series"), "leads nowhere"),
        (("--worklist", "--expand", "series"), "--expand and --worklist do not go together"),
        (("--expand", "series", "--no-auto-keys"), "--expand and --no-auto-keys do not go together"),
        (("--expand", "study"), "--expand takes one of series, image"),
    ],
)
def test_what_cannot_be_expanded(options: tuple[str, ...], said: str) -> None:
    done = run_here("find", "--dry-run", *options)

    assert done.returncode == 2
    assert said in done.stderr


def test_matches_that_wait_are_kept_on_disk_when_they_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "_IN_MEMORY", 1000)
    matches = [(bytes([number]) * 300, f"1.2.{number}") for number in range(20)]

    def read(data: bytes, transfer_syntax_uid: str) -> Dataset:
        match = Dataset()
        match.PatientComments, match.SOPInstanceUID = data.hex(), transfer_syntax_uid
        return match

    with spool.spooling(read) as kept:
        now = [kept.keep(*match) for match in matches]
        later = list(kept)

    assert len(kept) == 20
    assert now == later == [read(*match) for match in matches]


def test_a_disk_that_is_full_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.BytesIO):
        def write(self, data: object) -> int:
            raise OSError(28, "No space left on device")

    kept = spool.Spool(lambda data, transfer_syntax_uid: Dataset(), Full())

    with pytest.raises(FileProblem, match="No space left"):
        kept.keep(b"", "1.2")
