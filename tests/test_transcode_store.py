"""scu store to servers that do not take what files are in."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from struct import pack

import numpy
import pytest
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.filereader import dcmread, read_dataset
from pydicom.uid import (
    UID,
    CTImageStorage,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEGBaseline8Bit,
    JPEGLSLossless,
    MRImageStorage,
    RLELossless,
    SecondaryCaptureImageStorage,
)
from pynetdicom.presentation import PresentationContext, build_context

from tests.conftest import StartStorescp
from tests.equality import differences
from tests.peers.command import ENVIRONMENT, answer_here, ask, command_line, run_here, run_scu
from tests.peers.instances import Attributes, carried_by_pydicom, make_instances, with_own_uid
from tests.peers.recording import Recorder, Stored, recording_scp
from tests.peers.storing import counts, summary

MR_RLE = carried_by_pydicom("MR_small_RLE.dcm")
LOSSY = carried_by_pydicom("SC_rgb_dcmtk_+eb+cy+np.dcm")
CLASSES = (CTImageStorage, MRImageStorage, SecondaryCaptureImageStorage)


def taking(*syntaxes: UID) -> Sequence[PresentationContext]:
    """What a server has that takes these transfer syntaxes and no others."""
    return [build_context(uid, list(syntaxes)) for uid in CLASSES]


def dataset_of(stored: Stored) -> Dataset:
    uid = stored.transfer_syntax
    dataset = read_dataset(BytesIO(stored.data), uid.is_implicit_VR, uid.is_little_endian)
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = uid
    return dataset


def proposed(recorder: Recorder) -> list[tuple[str, str]]:
    (request,) = recorder.requests
    return [
        (str(it.abstract_syntax), str(it.transfer_syntax[0])) for it in request.presentation_context_definition_list
    ]


@pytest.mark.parametrize("taken", [ExplicitVRLittleEndian, ImplicitVRLittleEndian], ids=lambda uid: uid.keyword)
def test_what_is_not_accepted_goes_out_uncompressed(taken: UID) -> None:
    with recording_scp(contexts=taking(taken)) as recorder:
        done = run_scu("store", recorder.address, MR_RLE)

    assert done.returncode == 0, done.stderr
    (stored,) = recorder.stored
    assert stored.transfer_syntax == taken
    assert stored.uid == dcmread(MR_RLE).SOPInstanceUID == dataset_of(stored).SOPInstanceUID
    assert numpy.array_equal(dataset_of(stored).pixel_array, dcmread(MR_RLE).pixel_array)
    assert done.stderr == (
        "scu: note: 1 object went out in another transfer syntax than that of the file, which the server did not "
        f"agree to: RLE Lossless to {taken.name} (1)\n"
    )


def test_the_document_says_what_was_changed() -> None:
    plain = carried_by_pydicom("CT_small.dcm")
    with recording_scp(contexts=taking(ExplicitVRLittleEndian)) as recorder:
        answer = answer_here("store", recorder.address, MR_RLE, plain)

    changed, same = answer["instances"]
    assert changed["original_transfer_syntax_uid"] == RLELossless
    assert changed["transfer_syntax_uid"] == ExplicitVRLittleEndian
    assert changed["changes"] == ["decompressed from RLE Lossless to Explicit VR Little Endian"]
    assert same["original_transfer_syntax_uid"] == same["transfer_syntax_uid"] == ExplicitVRLittleEndian
    assert same["changes"] == []
    assert answer["summary"]["bytes"] == sum(len(it.data) for it in recorder.stored)


def test_what_is_accepted_is_left_alone() -> None:
    with recording_scp() as recorder:
        answer = answer_here("store", recorder.address, MR_RLE, LOSSY)

    assert [it.transfer_syntax for it in recorder.stored] == [RLELossless, JPEGBaseline8Bit]
    assert [it["changes"] for it in answer["instances"]] == [[], []]


def test_never_is_never() -> None:
    with recording_scp(contexts=taking(ExplicitVRLittleEndian)) as recorder:
        answer = answer_here("store", recorder.address, "--transcode", "never", MR_RLE, status=3)

    assert recorder.stored == []
    assert proposed(recorder) == [(MRImageStorage, RLELossless)]
    assert "none of the transfer syntaxes is supported" in answer["instances"][0]["meaning"]


@pytest.mark.parametrize("mode", ["never", "uncompressed"])
def test_what_is_off_is_named_where_nothing_is_accepted(mode: str) -> None:
    with recording_scp(contexts=taking(ImplicitVRLittleEndian)) as recorder:
        off = answer_here("store", recorder.address, "--transcode", mode, MR_RLE, status=3)["error"]
    with recording_scp(contexts=[build_context(CTImageStorage, ImplicitVRLittleEndian)]) as recorder:
        on = answer_here("store", recorder.address, MR_RLE, status=3)["error"]

    assert off["remedy"].startswith(f"leave out --transcode {mode}, ")
    assert "ask the PACS administrator" in off["remedy"]
    assert "--transcode" not in on["remedy"]


def test_uncompressed_converts_and_decompresses_nothing(tmp_path: Path) -> None:
    plain = carried_by_pydicom("CT_small.dcm")
    big = make_instances(tmp_path, 1, Attributes(transfer_syntax=ExplicitVRBigEndian))[0].path
    with recording_scp(contexts=taking(ImplicitVRLittleEndian)) as recorder:
        answer = answer_here(
            "store", recorder.address, "--transcode", "uncompressed", plain, MR_RLE, big, LOSSY, status=1
        )

    assert [it.transfer_syntax for it in recorder.stored] == [ImplicitVRLittleEndian] * 2
    for stored, file in zip(recorder.stored, [plain, big], strict=True):
        assert numpy.array_equal(dataset_of(stored).pixel_array, dcmread(file).pixel_array)
    assert (MRImageStorage, RLELossless) in proposed(recorder)
    assert (MRImageStorage, ImplicitVRLittleEndian) not in proposed(recorder)
    assert counts(answer) == summary(4, stored=2, not_sent=2)
    assert [it["status"] for it in answer["instances"]] == ["0000", None, "0000", None]


def test_uncompressed_says_why_where_others_of_the_class_go(tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path, 1, Attributes(sop_class=MRImageStorage))
    with recording_scp(contexts=taking(ImplicitVRLittleEndian)) as recorder:
        answer = answer_here("store", recorder.address, "--transcode", "uncompressed", made.path, MR_RLE, status=1)

    assert [it.uid for it in recorder.stored] == [made.uid]
    assert answer["instances"][1]["meaning"] == (
        "not accepted by the peer, and --transcode uncompressed decompresses nothing"
    )


@pytest.mark.parametrize(("option", "syntax"), [("--propose-implicit", ImplicitVRLittleEndian), ("-xs", None)])
def test_uncompressed_keeps_to_what_is_proposed(option: str, syntax: UID | None) -> None:
    plain = carried_by_pydicom("CT_small.dcm")
    with recording_scp() as recorder:
        answer = answer_here("store", recorder.address, "--transcode", "uncompressed", option, plain, MR_RLE, status=1)

    assert [it.transfer_syntax for it in recorder.stored] == [syntax or ExplicitVRLittleEndian]
    (why,) = [it["meaning"] for it in answer["instances"] if it["status"] is None]
    assert "is not one of those to propose" in why


SPELLINGS = [
    ["always", "EXPLICIT-BE"],
    ["always=explicit-be"],
    ["big"],
    ["1.2.840.10008.1.2.2"],
    ["always", "ExplicitVRBigEndian"],
]


@pytest.mark.parametrize("words", SPELLINGS, ids=" ".join)
def test_always_converts_everything(words: list[str]) -> None:
    files = [MR_RLE, carried_by_pydicom("CT_small.dcm")]
    with recording_scp() as recorder:
        answer = answer_here("store", "--transcode", *words, recorder.address, *files)

    assert counts(answer) == summary(2, stored=2)
    assert {it.transfer_syntax for it in recorder.stored} == {ExplicitVRBigEndian}
    assert {syntax for _, syntax in proposed(recorder)} == {ExplicitVRBigEndian}
    for stored, file in zip(recorder.stored, files, strict=True):
        assert numpy.array_equal(dataset_of(stored).pixel_array, dcmread(file).pixel_array)


def test_always_compresses_and_reports_what_it_cannot() -> None:
    files = [carried_by_pydicom("CT_small.dcm"), carried_by_pydicom("liver_1frame.dcm"), LOSSY]
    with recording_scp() as recorder:
        answer = answer_here("store", recorder.address, "--transcode", "always", "jls", *files, status=1)

    (stored,) = recorder.stored
    assert stored.transfer_syntax == JPEGLSLossless
    assert numpy.array_equal(dataset_of_encapsulated(stored).pixel_array, dcmread(files[0]).pixel_array)
    reasons = {Path(it["file"]).name: it["meaning"] for it in answer["instances"] if it["status"] is None}
    assert reasons["liver_1frame.dcm"] == "pixels of 1 bit are not compressed"
    assert "--allow-lossy" in reasons[LOSSY.name]
    assert counts(answer) == summary(3, stored=1, not_sent=2)


def dataset_of_encapsulated(stored: Stored) -> Dataset:
    dataset = dataset_of(stored)
    assert dataset["PixelData"].is_undefined_length
    return dataset


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["sometimes"],
            "--transcode takes auto, uncompressed, never, or always with a transfer syntax, and 'sometimes' is none",
        ),
        (
            ["always", "localhost:1"],
            "--transcode takes auto, uncompressed, never, or always with a transfer syntax, and 'local",
        ),
        (["always"], "--transcode always needs a transfer syntax"),
        (["j2k-lossy"], "nothing can be put into 'j2k-lossy' without loss here"),
        (["explicit-le", "--propose-rle"], "--transcode always and --propose-… do not go together"),
    ],
)
def test_what_makes_no_sense_is_said_before_anything_is_sent(words: list[str], said: str) -> None:
    done = run_here("store", "localhost:1", MR_RLE, "--transcode", *words)

    assert done.returncode == 2
    assert said in done.stderr


def test_lossy_objects_are_decompressed_only_if_that_is_allowed() -> None:
    with recording_scp(contexts=taking(ExplicitVRLittleEndian)) as recorder:
        refused = answer_here("store", recorder.address, LOSSY, status=1)
        sent = answer_here("store", recorder.address, LOSSY, "--allow-lossy")

    assert refused["instances"][0]["meaning"] == (
        "not accepted by the peer as it is, and JPEG Baseline (Process 1) may be lossy: what it becomes depends on the "
        "decoder, so that it takes --allow-lossy"
    )
    assert refused["instances"][0]["transfer_syntax_uid"] == JPEGBaseline8Bit
    assert counts(sent) == summary(1, stored=1)
    (stored,) = recorder.stored
    assert dataset_of(stored).PhotometricInterpretation == "RGB"
    assert dataset_of(stored).LossyImageCompression == "01"


def test_a_failing_codec_costs_one_object_and_nothing_else(tmp_path: Path) -> None:
    (broken,) = make_instances(tmp_path / "broken", 1, Attributes(transfer_syntax=RLELossless))
    whole = [with_own_uid(MR_RLE, tmp_path / str(number)) for number in range(3)]
    with recording_scp(contexts=taking(ExplicitVRLittleEndian)) as recorder:
        answer = answer_here("store", recorder.address, whole[0], broken.path, *whole[1:], status=1)

    assert counts(answer) == summary(4, stored=3, not_sent=1)
    assert answer["instances"][1]["meaning"].startswith("it cannot be decompressed: ")
    assert [it.uid for it in recorder.stored] == [dcmread(file).SOPInstanceUID for file in whole]
    assert len(recorder.requests) == recorder.released == 1


def test_several_associations_transcode_side_by_side(tmp_path: Path) -> None:
    files = [with_own_uid(MR_RLE, tmp_path / str(number)) for number in range(24)]
    with recording_scp(contexts=taking(ExplicitVRLittleEndian)) as recorder:
        answer = ask("store", recorder.address, "--associations", 4, *files)

    assert counts(answer) == summary(24, stored=24)
    assert {it.uid for it in recorder.stored} == {dcmread(file).SOPInstanceUID for file in files}
    pixels = dcmread(MR_RLE).pixel_array
    assert all(numpy.array_equal(dataset_of(it).pixel_array, pixels) for it in recorder.stored)


def test_what_is_proposed_is_what_there_is_to_fall_back_to() -> None:
    with recording_scp() as recorder:
        answer = answer_here("store", recorder.address, "--propose-implicit", carried_by_pydicom("CT_small.dcm"))

    assert proposed(recorder) == [(CTImageStorage, ImplicitVRLittleEndian)]
    assert recorder.stored[0].transfer_syntax == ImplicitVRLittleEndian
    assert answer["instances"][0]["changes"] == [
        "converted from Explicit VR Little Endian to Implicit VR Little Endian"
    ]


def test_attributes_are_set_before_it_is_transcoded() -> None:
    with recording_scp(contexts=taking(ImplicitVRLittleEndian)) as recorder:
        answer = answer_here("store", recorder.address, "--set", "PatientID=NEW", MR_RLE)

    dataset = dataset_of(recorder.stored[0])
    assert dataset.PatientID == "NEW"
    assert numpy.array_equal(dataset.pixel_array, dcmread(MR_RLE).pixel_array)
    assert answer["instances"][0]["changes"][-1] == "decompressed from RLE Lossless to Implicit VR Little Endian"


def test_without_codecs_the_reason_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\nfor name in ('numpy', 'PIL', 'pylibjpeg', 'openjpeg', 'libjpeg', 'jpeg_ls'):\n"
        "    sys.modules[name] = None\n"
    )
    path = {"PYTHONPATH": f"{tmp_path}:{Path.cwd()}"}
    deflated = carried_by_pydicom("image_dfl.dcm")
    with recording_scp(contexts=taking(ExplicitVRLittleEndian)) as recorder:
        answer = ask("store", recorder.address, MR_RLE, deflated, env=path, status=1)

    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text())["project"]
    packages = " ".join(re.split("[<>=]", each)[0] for each in project["optional-dependencies"]["codecs"])
    assert answer["instances"][0]["meaning"] == f"it takes a codec to decompress RLE Lossless: pip install {packages}"
    assert answer["instances"][1]["changes"] == [
        "converted from Deflated Explicit VR Little Endian to Explicit VR Little Endian"
    ]
    assert len(recorder.stored) == 1


FRAMES, SIDE = 160, 1024


def test_a_large_multi_frame_object_takes_little_memory(start_storescp: StartStorescp, tmp_path: Path) -> None:
    file = many_frames(tmp_path / "large.dcm")
    small = with_own_uid(MR_RLE, tmp_path)
    server = start_storescp()

    need = peak_memory("store", server.address, small)
    assert peak_memory("store", server.address, file) < need + 60_000_000 < FRAMES * SIDE * SIDE

    (arrived,) = (it for it in server.files() if it.stat().st_size > FRAMES * SIDE * SIDE)
    assert differences_of_frames(file, arrived) == []


def many_frames(path: Path) -> Path:
    """Frames that are all of one grey each, which RLE makes small."""
    dataset = dcmread(MR_RLE)
    dataset.Rows = dataset.Columns = SIDE
    dataset.BitsAllocated = dataset.BitsStored = 8
    dataset.HighBit, dataset.PixelRepresentation = 7, 0
    dataset.NumberOfFrames = FRAMES
    # A segment of replicate runs of 128 zeros, eight of them a row (PS3.5 G.4).
    frame = pack("<16L", 1, 64, *[0] * 14) + b"\x81\0" * (SIDE * SIDE // 128)
    dataset.PixelData = encapsulate([frame[:64] + frame[64:].replace(b"\0", bytes([n])) for n in range(FRAMES)])
    dataset["PixelData"].is_undefined_length = True
    dataset.save_as(path)
    return path


def differences_of_frames(file: Path, arrived: Path) -> list[str]:
    """Without decompressing them all again: a frame is of the grey of its number."""
    dataset = dcmread(arrived)
    pixels = dataset.PixelData
    expected = b"".join(bytes([number]) * SIDE * SIDE for number in range(FRAMES))
    del dataset.PixelData
    dataset.save_as(arrived)
    original = dcmread(file)
    del original.PixelData
    original.save_as(file)
    return differences(file, arrived) + ([] if pixels == expected else ["PixelData"])


def peak_memory(*arguments: object) -> int:
    """Bytes that a run of scu had resident at its peak."""
    measured = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", measured, *command_line(*arguments, "-q")],
        capture_output=True,
        check=True,
        timeout=60,
        env=ENVIRONMENT,
        text=True,
    )
    return int(done.stdout.splitlines()[-1]) * 1024
