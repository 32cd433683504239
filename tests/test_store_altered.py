"""scu store --set, --delete, --uid-suffix and --invent: what arrives, what stays on disk, what is said."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from pydicom.dataset import Dataset, FileDataset
from pydicom.filereader import dcmread
from pydicom.uid import UID, MRImageStorage

from scu import charset
from scu.storage.meta import examine
from tests.conftest import StartStorescp, Tool
from tests.peers.altering import TRUNCATED, real_files
from tests.peers.command import answer_here, ask, run_here, run_scu
from tests.peers.dcmtk import Server
from tests.peers.instances import Attributes, carried_by_pydicom, data_set_bytes, make_instances
from tests.peers.orthanc import Orthanc
from tests.peers.processes import LOCALHOST
from tests.peers.recording import recording_scp
from tests.peers.storing import counts, summary


def read(path: Path) -> FileDataset:
    with charset.quietly():
        dataset = dcmread(path)
        dataset.decode()
    return dataset


def with_different_uids(files: list[Path]) -> list[list[Path]]:
    """The files in batches; of several that are the same object, a batch has one: no other would be sent."""
    batches: list[dict[str, Path]] = []
    for file in files:
        uid = examine(str(file)).sop_instance_uid
        if not (batch := next((each for each in batches if uid not in each), None)):
            batches.append(batch := {})
        batch[uid] = file
    return [[*batch.values()] for batch in batches]


def digests(paths: list[Path]) -> list[str]:
    return [sha256(path.read_bytes()).hexdigest() for path in paths]


def test_storescp_gets_every_kind_of_object_changed_and_otherwise_as_it_is(
    start_storescp: StartStorescp, tmp_path: Path
) -> None:
    """Implicit and explicit, big endian, deflated, encapsulated with many frames, nested, in other character sets."""
    files = [*real_files(), *real_files("charset_files")]
    server = start_storescp("+xa", "-uf", "+B")
    before = digests(files)

    sent: dict[str, Path] = {}
    for batch in with_different_uids(files):
        answer = answer_here(
            "store", server.address, *batch, "--invent", "instance", "--set", "PatientID=SOMEBODY",
            "--set", "RequestAttributesSequence[1].ScheduledProcedureStepID=STEP",
        )  # fmt: skip
        assert counts(answer) == summary(len(batch), stored=len(batch))
        sent |= {entry["sop_instance_uid"]: Path(entry["file"]) for entry in answer["instances"]}

    arrived = {read(path).SOPInstanceUID: path for path in server.files()}
    assert arrived.keys() == sent.keys()
    assert sorted(sent.values()) == sorted(files)
    for uid, path in sent.items():
        expected, found = read(path), read(arrived[uid])
        for group in (0x0008, 0x0010, 0x0040):
            expected.pop(group << 16, None)  # the length of a group goes with a change in it
        expected.SOPInstanceUID, expected.PatientID = uid, "SOMEBODY"
        second = Dataset()
        second.ScheduledProcedureStepID = "STEP"
        first = expected.get("RequestAttributesSequence", [Dataset()])[0]
        expected.RequestAttributesSequence = [first, second]
        assert found.file_meta.TransferSyntaxUID == expected.file_meta.TransferSyntaxUID
        assert found == expected, path
        assert found.get("PixelData") == expected.get("PixelData")
    assert digests(files) == before


def test_every_byte_that_is_not_changed_arrives_as_it_is_in_the_file(tmp_path: Path) -> None:
    made = make_instances(tmp_path, 20)

    with recording_scp() as recorder:
        answer = answer_here("store", recorder.address, tmp_path, "--set", "PatientID=Q9", "--associations", 3)

    assert counts(answer) == summary(20, stored=20)
    plain = {one.uid: data_set_bytes(one.path) for one in made}
    assert {one.uid: one.data for one in recorder.stored} == {
        uid: data.replace(b"LO\x02\0P1", b"LO\x02\0Q9") for uid, data in plain.items()
    }
    assert answer["summary"]["bytes"] == sum(map(len, plain.values()))


def test_several_associations_change_side_by_side(tmp_path: Path) -> None:
    """In a process of its own, so that pydicom is not there yet; with text that is recoded, and some that cannot be."""
    dataset = dcmread(carried_by_pydicom("CT_small.dcm"))
    for number in range(60):
        dataset.SpecificCharacterSet = "ISO_IR 192" if number % 3 == 0 else "ISO_IR 144"
        dataset.PatientName = "山田" if number % 3 == 0 else "Люкceмбypг"
        dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = UID(f"1.2.3.{number}")
        dataset.save_as(tmp_path / f"{number}.dcm")

    with recording_scp() as recorder:
        words = ["--set", "SpecificCharacterSet=ISO_IR 144", "--set", "StudyDate=x", "--associations", "4"]
        done = run_scu("store", recorder.address, tmp_path, *words, "--format", "json")

    assert done.returncode == 1
    answer = json.loads(done.stdout)
    assert counts(answer) == summary(60, stored=40, not_sent=20)
    reasons = {entry["meaning"] for entry in answer["instances"] if entry["status"] is None}
    assert reasons == {"the Specific Character Set ISO_IR 144 cannot carry its Patient's Name"}
    assert all("Люкceмбypг".encode("iso8859_5") in stored.data for stored in recorder.stored)
    assert [line for line in done.stderr.splitlines() if "arning" in line] == []


def test_the_uids_that_are_set_are_those_of_the_request_too(tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path)

    with recording_scp() as recorder:
        answer = answer_here(
            "store", recorder.address, made.path, "--set", "SOPInstanceUID=1.2.3", "--set",
            f"SOPClassUID={MRImageStorage}", "--uid-suffix", "9",
        )  # fmt: skip

    (stored,) = recorder.stored
    assert (stored.uid, stored.sop_class) == ("1.2.3", MRImageStorage)
    (entry,) = answer["instances"]
    assert (entry["sop_instance_uid"], entry["sop_class_uid"]) == ("1.2.3", MRImageStorage)
    assert f"UI\x1a\0{MRImageStorage}".encode() in stored.data
    assert f"{made.study}.9".encode() in stored.data or len(made.study) > 62


def test_orthanc_takes_a_copy_with_other_uids_beside_the_original(empty_orthanc: Orthanc, tmp_path: Path) -> None:
    make_instances(tmp_path, 3, Attributes(study=UID("1.2.3.4"), series=UID("1.2.3.5")))

    for options in ([], ["--uid-suffix", "1"], ["--uid-suffix", "1"], ["--uid-suffix", ".2", "--delete", "StudyID"]):
        assert counts(answer_here("store", empty_orthanc.address, tmp_path, *options)) == summary(3, stored=3)

    found = ask(
        "find", empty_orthanc.address, "--series", "-k", "SeriesInstanceUID", "-k", "StudyInstanceUID",
        "-k", "NumberOfSeriesRelatedInstances",
    )  # fmt: skip
    assert {
        (each["0020000D"]["Value"][0], each["0020000E"]["Value"][0], int(each["00201209"]["Value"][0]))
        for each in found
    } == {("1.2.3.4", "1.2.3.5", 3), ("1.2.3.4.1", "1.2.3.5.1", 3), ("1.2.3.4.2", "1.2.3.5.2", 3)}


def structure(paths: list[Path]) -> list[list[list[int]]]:
    """How many objects each series has, by study and patient; without names, so that two runs can be compared."""
    tree: dict[str, dict[str, dict[str, set[str]]]] = {}
    for path in paths:
        it = read(path)
        study = tree.setdefault(str(it.PatientName), {}).setdefault(it.StudyInstanceUID, {})
        study.setdefault(it.SeriesInstanceUID, set()).add(it.SOPInstanceUID)
    return sorted(
        sorted(sorted(len(images) for images in series.values()) for series in studies.values())
        for studies in tree.values()
    )


@pytest.mark.parametrize(
    ("total", "images", "series", "studies"),
    [(13, 2, 2, 2), (12, 3, 1, 2), (5, 1, 1, 1), (7, 100, 50, 25), (9, 1, 3, 9)],
)
def test_as_many_series_studies_and_patients_as_storescu_invents(
    start_storescp: StartStorescp, dcmtk: Tool, tmp_path: Path, total: int, images: int, series: int, studies: int
) -> None:
    (made,) = make_instances(tmp_path / "in")
    ours, theirs = start_storescp(), start_storescp()

    dcmtk(
        "storescu", "+II", "+IR", str(images), "+IS", str(series), "+IP", str(studies),
        "--repeat", str(total), LOCALHOST, str(theirs.port), made.path,
    )  # fmt: skip
    counts_given = ["--invent-series-after", images, "--invent-study-after", series, "--invent-patient-after", studies]
    answer = ask("store", ours.address, made.path, "--invent", "patient", *counts_given, "--repeat", total)

    assert counts(answer) == summary(total, stored=total)
    assert len(ours.files()) == len(theirs.files()) == total
    assert structure(ours.files()) == structure(theirs.files())


def test_invented_instances_of_several_files_keep_what_is_above_them(storescp: Server, tmp_path: Path) -> None:
    made = make_instances(tmp_path / "a", 2) + make_instances(tmp_path / "b", 2, Attributes(patient_id="P2"))

    answer = answer_here("store", storescp.address, tmp_path, "-r", "--invent", "instance", "--repeat", 3)

    assert counts(answer) == summary(12, stored=12)
    found = [read(path) for path in storescp.files()]
    assert len({each.SOPInstanceUID for each in found}) == 12
    assert {each.SOPInstanceUID for each in found}.isdisjoint({one.uid for one in made})
    above = [(each.PatientID, each.StudyInstanceUID, each.SeriesInstanceUID) for each in found]
    assert {it: above.count(it) for it in above} == {(one.patient_id, one.study, one.series): 6 for one in made}


def test_one_that_cannot_carry_the_value_is_not_sent_and_the_others_are(storescp: Server, tmp_path: Path) -> None:
    plain, unicode = (
        make_instances(tmp_path / terms, 1, Attributes(charset=terms, patient_name="Doe", description=""))[0]
        for terms in ("ISO_IR 100", "ISO_IR 192")
    )

    answer = answer_here(
        "store", storescp.address, tmp_path, "-r", "--set", "PatientName=山田^太郎", "--set", "PatientID=X", status=1
    )

    assert counts(answer) == summary(2, stored=1, not_sent=1)
    (arrived,) = storescp.files()
    assert (str(read(arrived).PatientName), read(arrived).SOPInstanceUID) == ("山田^太郎", unicode.uid)
    done = run_here("store", storescp.address, plain.path, "--set", "PatientName=山田^太郎")
    assert done.returncode == 1
    assert "ISO_IR 100, cannot carry the value of PatientName" in done.stderr
    assert "山" not in done.stderr + done.stdout


@pytest.mark.parametrize("name", TRUNCATED)
def test_one_that_is_cut_off_is_not_sent_changed(storescp: Server, name: str) -> None:
    done = run_here("store", storescp.address, carried_by_pydicom(name), "--set", "PatientID=X")

    assert done.returncode == 1
    assert "an element is longer than the file" in done.stderr
    assert not storescp.files()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--set", "TransferSyntaxUID=1.2.3"], "group 0002"),
        (["--set", "PixelData="], "--set cannot change PixelData"),
        (["--delete", "SOPInstanceUID"], "SOPInstanceUID cannot be deleted"),
        (["--uid-suffix", "01"], "cannot be at the end of a UID"),
        (["--uid-suffix", "1", "--invent", "series"], "--uid-suffix and --invent do not go together"),
        (["--invent", "frame"], "--invent takes one of instance, series, study, patient"),
        (["--invent-series-after", "2"], "--invent-series-after needs"),
        (["--invent", "series", "--invent-study-after", "2"], "--invent-study-after needs --invent study"),
        (["--invent", "study", "--invent-patient-after", "2"], "--invent-patient-after needs --invent patient"),
        (["--invent", "study", "--invent-series-after", "0"], "--invent-series-after takes a whole number from 1"),
    ],
)
def test_a_wrong_option_is_told_before_a_file_is_looked_at(options: list[str], said: str) -> None:
    done = run_here("store", "localhost:1", "/nonexistent", *options)

    assert done.returncode == 2
    assert done.stderr.startswith("scu: error: ")
    assert said in done.stderr


def test_one_uid_for_several_objects_is_noted(storescp: Server, tmp_path: Path) -> None:
    make_instances(tmp_path, 2)

    done = run_here("store", storescp.address, tmp_path, "--set", "SOPInstanceUID=1.2.3")

    assert "scu: note: --set gives all 2 objects the same SOP Instance UID" in done.stderr
    assert len(storescp.files()) == 1


def test_the_outgoing_object_says_what_was_changed() -> None:
    from scu.commands.options.altering import Altering
    from scu.content.invent import Level

    outgoing = examine(str(carried_by_pydicom("CT_small.dcm")))
    altering = Altering(set=["PatientID=SECRET"], delete=["StudyID"], uid_suffix="4")

    (found,), repeat = altering.applied([outgoing], 3)

    assert (found.changes, repeat) == (("UIDs suffixed", "StudyID deleted", "PatientID set"), 3)
    assert found.sop_instance_uid == f"{outgoing.sop_instance_uid}.4"
    several, repeat = Altering(invent=Level.STUDY).applied([outgoing], 3)
    assert [each.changes for each in several] == [("study invented",)] * 3
    assert (repeat, len({each.sop_instance_uid for each in several})) == (1, 3)
    assert Altering().applied([outgoing], 3) == ([outgoing], 3)
