"""`scu storescu` and `dcmsend`: which files go out, and how, beside the tools themselves."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from pydicom.filereader import dcmread
from pydicom.uid import ExplicitVRLittleEndian, MRImageStorage

from tests.conftest import Both, OldLine, StartStorescp
from tests.peers.dcmtk import Server, file_set
from tests.peers.headless import encoded
from tests.peers.instances import (
    Attributes,
    Made,
    carried_by_pydicom,
    make_instances,
    names_and_bytes,
    same_object,
    with_own_uid,
)
from tests.peers.old_tools import here, real
from tests.peers.processes import LOCALHOST

SENT = [
    "storescu +sd +r",
    "storescu -R +sd +r -xe",
    "storescu -nh +sd",
    "storescu +sd +r +sp *2-*.dcm",
    "storescu +sd +sp *-[12]-*",
    "dcmsend +sd +r",
    "dcmsend +sd +r +sp *3-*.dcm",
]


@pytest.mark.parametrize("line", SENT)
def test_the_same_is_stored(both: Both, tmp_path: Path, line: str) -> None:
    folder = tmp_path / "folder"
    make_instances(folder, 3)
    make_instances(folder / "below", 2, Attributes(sop_class=MRImageStorage, charset="ISO_IR 100"))

    ours, theirs = both(line, folder)

    assert ours.files()
    if line.startswith("dcmsend"):  # it rather sends in implicit VR, and scu sends each file as it is
        assert [dcmread(path) for path in ours.files()] == [dcmread(path) for path in theirs.files()]
    else:
        assert names_and_bytes(ours.files()) == names_and_bytes(theirs.files())


def test_a_folder_is_left_out_without_scan_directories(old_line: OldLine, tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path / "alone")
    make_instances(tmp_path / "folder")

    recorder, done = old_line("storescu", "HOST", "PORT", tmp_path / "folder", made.path)
    assert [stored.uid for stored in recorder.stored] == [made.uid]
    assert "is left out without --scan-directories" in done.stderr

    assert old_line("dcmsend", "HOST", "PORT", tmp_path / "folder", status=4)[0].requests == []


def test_a_pattern_that_matches_nothing_sends_nothing(old_line: OldLine, tmp_path: Path) -> None:
    make_instances(tmp_path / "folder")

    recorder, done = old_line("storescu", "+sd", "+sp", "*.ima", "HOST", "PORT", tmp_path / "folder", status=4)

    assert recorder.requests == []
    assert "*.ima" in done.stderr


@pytest.mark.parametrize("tool", ["storescu", "dcmsend"])
def test_it_halts_unless_told_otherwise(old_line: OldLine, tmp_path: Path, tool: str) -> None:
    first, second = make_instances(tmp_path / "files", 2)
    failing = {first.uid: 0xA700}

    for words, attempts in (((), 1), (("-nh",), 2)):
        line = (tool, *words, "HOST", "PORT", first.path, second.path)
        assert len(old_line(*line, status=1, store_statuses=failing)[0].stored) == attempts


@pytest.mark.parametrize("option", ["-ma", "--single-association", "+ma"])
def test_what_goes_on_one_association_does(old_line: OldLine, tmp_path: Path, option: str) -> None:
    files = [made.path for made in make_instances(tmp_path / "ct", 2)]
    files += [made.path for made in make_instances(tmp_path / "mr", 2, Attributes(sop_class=MRImageStorage))]

    recorder, _ = old_line("dcmsend", option, "HOST", "PORT", *files)

    assert (len(recorder.requests), len(recorder.stored)) == (1, 4)


@pytest.mark.parametrize("line", ["dcmsend -nuc", "dcmsend --no-uid-checks -nh"])
def test_uids_that_are_none_go_out(both: Both, tmp_path: Path, line: str) -> None:
    made = make_instances(tmp_path / "made")[0].path
    uid = dcmread(made).SOPInstanceUID
    wrong = tmp_path / "wrong.dcm"  # a component must not begin with a zero (PS3.5 9.1)
    wrong.write_bytes(made.read_bytes().replace(uid.encode(), f"1.2.0{uid[5:]}".encode()))

    ours, theirs = both(line, wrong)

    assert [path.name for path in ours.files()] == [path.name for path in theirs.files()] == [f"CT.1.2.0{uid[5:]}"]


@pytest.mark.parametrize("line", ["storescu -f", "storescu", "storescu +f", "dcmsend --read-dataset", "dcmsend +f"])
def test_a_data_set_without_meta_header_is_read(both: Both, tmp_path: Path, line: str) -> None:
    made = make_instances(tmp_path / "made")[0]
    bare = tmp_path / "bare.dcm"
    bare.write_bytes(encoded(made.read(), ExplicitVRLittleEndian))

    for server in both(line, bare):
        (file,) = server.files()
        assert same_object(file, made.path)


def test_what_a_dicomdir_lists_is_sent(both: Both, tmp_path: Path) -> None:
    made = make_instances(tmp_path / "made", 2)
    dicomdir = file_set(tmp_path / "medium", made)

    for server in both("dcmsend +rd", dicomdir):
        assert {str(dcmread(path).SOPInstanceUID) for path in server.files()} == {str(each.uid) for each in made}


REFUSED = "SC_rgb_jpeg_dcmtk.dcm"  # by a server that takes explicit VR little endian


@pytest.mark.parametrize("option", ["+rn", "--rename", "-rn", "+rn -rn"])
def test_rename(start_storescp: StartStorescp, tmp_path: Path, option: str) -> None:
    left = {}
    for name in ("here", "real"):
        folder = tmp_path / name
        for number, made in enumerate(make_instances(tmp_path / "made", 2)):
            folder.mkdir(exist_ok=True)
            (folder / f"{number}.dcm").write_bytes(made.path.read_bytes())
        with_own_uid(carried_by_pydicom(REFUSED), folder)
        words = ("-nh", "+sd", *option.split(), LOCALHOST, start_storescp("+xe").port, folder)
        if name == "real":
            real("storescu", *words)
        else:
            here("storescu", *words, status=1)
        left[name] = sorted(path.name for path in folder.iterdir())

    assert left["here"] == left["real"]
    done, bad = ("", "") if option.endswith("-rn") else (".done", ".bad")
    assert left["here"] == [f"0.dcm{done}", f"1.dcm{done}", f"{REFUSED}{bad}"]


def invented(server: Server, made: list[Made]) -> dict[str, list[int]]:
    """How many objects each patient, study and series has; nothing of an object is what it was."""
    found = [dcmread(path) for path in server.files()]
    counts = {}
    for keyword in ("PatientID", "PatientName", "StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID"):
        values = [str(dataset[keyword].value) for dataset in found]
        assert not {str(made[0].read()[keyword].value), *(str(each.uid) for each in made)}.intersection(values)
        counts[keyword] = sorted(values.count(value) for value in set(values))
    return counts


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("+II", [[5], [5], [5]]),
        ("+IR 2", [[5], [5], [1, 2, 2]]),
        ("+IR 2 +IS 1", [[5], [1, 2, 2], [1, 2, 2]]),
        ("+IS 2 +IR 1", [[5], [1, 2, 2], [1] * 5]),
        ("--invent-series 1 --invent-study 1 --invent-patient 1", [[1] * 5] * 3),
        ("+II +IP 2 +IS 1 +IR 1", [[1, 2, 2], [1] * 5, [1] * 5]),
    ],
)
def test_invent(both: Both, tmp_path: Path, options: str, expected: list[list[int]]) -> None:
    """Any of the four invents patients, studies and series."""
    made = make_instances(tmp_path / "made", 5)

    ours, theirs = both(f"storescu {options}", *(each.path for each in made))

    counts = invented(ours, made)
    assert counts == invented(theirs, made)
    assert [counts[it] for it in ("PatientID", "StudyInstanceUID", "SeriesInstanceUID")] == expected


@pytest.mark.parametrize("option", ["+crf", "--create-report-file"])
def test_the_report_tells_of_each_object(old_line: OldLine, tmp_path: Path, option: str) -> None:
    made = make_instances(tmp_path / "made", 2)

    for name in ("report.json", "report.CSV"):
        old_line("dcmsend", option, name, "HOST", "PORT", *(each.path for each in made))

    told = json.loads((tmp_path / "report.json").read_text())["instances"]
    assert [(each["sop_instance_uid"], each["status"]) for each in told] == [(each.uid, "0000") for each in made]
    with open(tmp_path / "report.CSV", encoding="utf-8", newline="") as report:
        assert [row["sop_instance_uid"] for row in csv.DictReader(report)] == [each.uid for each in made]


def test_a_report_as_text_is_not_to_be_had(old_line: OldLine, tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path / "made")

    recorder, done = old_line("dcmsend", "+crf", "report.txt", "HOST", "PORT", made.path, status=2)

    assert recorder.requests == []
    assert "--create-report-file of dcmsend" in done.stderr
    assert "report.csv" in done.stderr
