"""What is not transcoded, and why."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest
from pydicom.filereader import dcmread
from pydicom.uid import (
    JPEG2000,
    MPEG2MPML,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEGBaseline8Bit,
    JPEGLSLossless,
    RLELossless,
)

from scu.content.transcode import into, into_accepted
from scu.results import Outgoing
from scu.storage.meta import examine
from tests.peers.instances import carried_by_pydicom
from tests.peers.transcoded import data_set_of, transcoded

REFUSED = {
    "rtdose_expb.dcm": (ExplicitVRLittleEndian, "its pixels have more than 16 bits, and readers do not agree"),
    "rtdose_rle.dcm": (ExplicitVRBigEndian, "readers do not agree on pixels of more than 16 bits"),
    "MR_truncated.dcm": (ImplicitVRLittleEndian, "an element is longer than the file"),
    "liver_1frame.dcm": (RLELossless, "pixels of 1 bit are not compressed"),
    "JPEG-lossy.dcm": (ExplicitVRLittleEndian, "it cannot be decompressed: "),
    "winter.dcm": (ImplicitVRLittleEndian, "it has (0008,0018) twice"),
    "badVR.dcm": (RLELossless, "its Number of Frames (0028,0008) is no number"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_converted_is_refused_with_the_reason(name: str, tmp_path: Path) -> None:
    wanted, reason = REFUSED[name]
    folder = carried_by_pydicom(name).parent
    file = folder / name if name != "winter.dcm" else folder.parent / "palettes" / name

    with pytest.raises(ValueError, match=r"^[^\n]*$") as refusal:
        transcoded(file, wanted, tmp_path)

    assert str(refusal.value).startswith(reason)


def altered(name: str, to: Path, **values: object) -> Path:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        dataset = dcmread(carried_by_pydicom(name))
        for keyword, value in values.items():
            setattr(dataset, keyword, value)
        dataset.save_as(to)
    return to


@pytest.mark.parametrize(("name", "number"), [("SC_rgb_rle_2frame.dcm", 3), ("rtdose_rle.dcm", 14)])
def test_a_wrong_number_of_frames_is_refused(name: str, number: int, tmp_path: Path) -> None:
    file = altered(name, tmp_path / "frames.dcm", NumberOfFrames=number)

    with pytest.raises(ValueError, match=f"its pixel data does not hold the {number} frames that it says"):
        transcoded(file, ExplicitVRLittleEndian, tmp_path)


@pytest.mark.parametrize(
    ("actual", "claimed", "reason"),
    [
        ("MR_small_RLE.dcm", ExplicitVRLittleEndian, "its pixel data is compressed, which its transfer syntax denies"),
        ("MR_small.dcm", RLELossless, "its pixel data is not compressed, which its transfer syntax denies"),
    ],
)
def test_a_false_transfer_syntax_is_refused(actual: str, claimed: str, reason: str, tmp_path: Path) -> None:
    original = examine(str(carried_by_pydicom(actual)))
    false = Outgoing(original.file, original.offset, original.size, "1.2", "1.2.3", claimed)

    with pytest.raises(ValueError, match=reason):
        data_set_of(into(false, ImplicitVRLittleEndian))


def an_object(transfer_syntax: str) -> Outgoing:
    return Outgoing("file", 0, 0, "1.2", "1.2.3", transfer_syntax)


@pytest.mark.parametrize(
    ("original", "reason"),
    [
        (
            "1.2.840.113619.5.2",
            "nobody but its maker knows how to decode 1.2.840.113619.5.2, a private transfer syntax",
        ),
        ("2.25.1234", "nobody but its maker knows how to decode 2.25.1234, a private transfer syntax"),
        (MPEG2MPML, "there is no codec here for MPEG2 Main Profile / Main Level"),
        (JPEGBaseline8Bit, "JPEG Baseline (Process 1) may be lossy: "),
        (JPEG2000, "JPEG 2000 Image Compression may be lossy: "),
    ],
)
def test_what_may_not_be_converted_is_refused_at_once(original: str, reason: str) -> None:
    with pytest.raises(ValueError) as refusal:
        into_accepted(an_object(original), [ExplicitVRLittleEndian])

    assert f"not accepted by the peer as it is, and {reason}" in str(refusal.value)


def test_the_best_of_what_is_accepted_is_chosen() -> None:
    accepted = [RLELossless, ExplicitVRBigEndian, ImplicitVRLittleEndian, ExplicitVRLittleEndian]

    chosen = [into_accepted(an_object(JPEGLSLossless), accepted[:count]).transfer_syntax_uid for count in (2, 3, 4)]

    assert chosen == accepted[1:]
    with pytest.raises(ValueError, match="the peer takes neither JPEG-LS Lossless"):
        into_accepted(an_object(JPEGLSLossless), [RLELossless])


def test_changes_are_told_one_after_the_other() -> None:
    once = into(an_object(RLELossless), ExplicitVRLittleEndian)
    twice = into(once, JPEGLSLossless)

    assert once.changes == ("decompressed from RLE Lossless to Explicit VR Little Endian",)
    assert twice.changes[1:] == ("compressed from Explicit VR Little Endian to JPEG-LS Lossless Image Compression",)
    assert twice.original_transfer_syntax_uid == RLELossless
    assert into(an_object(RLELossless), RLELossless).content is None
