"""Data sets from one transfer syntax into another, with pydicom, DCMTK and GDCM as judges."""

from __future__ import annotations

from pathlib import Path

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate_extended, generate_frames
from pydicom.filereader import dcmread
from pydicom.sequence import Sequence
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGLSLossless,
    RLELossless,
)

from scu.content.encoding import swapped
from tests.equality import differences
from tests.peers.dcmtk import tool
from tests.peers.instances import carried_by_pydicom
from tests.peers.transcoded import as_file, transcoded, written

UNCOMPRESSED = [
    ImplicitVRLittleEndian,
    ExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    DeflatedExplicitVRLittleEndian,
]
PLAIN = [
    "CT_small.dcm",
    "MR_small_implicit.dcm",
    "MR_small_bigendian.dcm",
    "image_dfl.dcm",
    "rtplan.dcm",
    "test-SR.dcm",
]
LOSSLESS = {
    "MR_small_RLE.dcm": "dcmdrle",
    "SC_rgb_rle_2frame.dcm": "dcmdrle",
    "SC_rgb_rle_16bit.dcm": "dcmdrle",
    "SC_rgb_jpeg_gdcm.dcm": "dcmdjpeg",
    "MR_small_jpeg_ls_lossless.dcm": "dcmdjpls",
}
JPEG_2000 = ["MR_small_jp2klossless.dcm", "J2K_pixelrep_mismatch.dcm", "GDCMJ2K_TextGBR.dcm"]
COMPRESSIBLE = ["CT_small.dcm", "MR_small_bigendian.dcm", "examples_rgb_color.dcm", "SC_rgb_rle_2frame.dcm"]


@pytest.mark.parametrize("wanted", UNCOMPRESSED, ids=lambda uid: uid.keyword)
@pytest.mark.parametrize("name", [*PLAIN, *LOSSLESS, *JPEG_2000])
def test_an_object_in_every_uncompressed_syntax(name: str, wanted: str, tmp_path: Path) -> None:
    file = carried_by_pydicom(name)
    if dcmread(file, stop_before_pixels=True).file_meta.TransferSyntaxUID != wanted:
        assert differences(file, transcoded(file, wanted, tmp_path)) == []


@pytest.mark.parametrize("name", LOSSLESS)
def test_pixels_are_what_dcmtk_decompresses(dcmtk: object, name: str, tmp_path: Path) -> None:
    file = carried_by_pydicom(name)
    ours = transcoded(file, ExplicitVRLittleEndian, tmp_path)

    tool(LOSSLESS[name], file, tmp_path / "theirs.dcm")

    theirs = dcmread(tmp_path / "theirs.dcm")
    # DCMTK keeps the planes of RLE apart, which is the same pixels in another order.
    assert numpy.array_equal(dcmread(ours).pixel_array, theirs.pixel_array)
    assert len(dcmread(ours).PixelData) == len(theirs.PixelData)


@pytest.mark.parametrize("name", JPEG_2000)
def test_pixels_are_what_gdcm_decompresses(gdcm: object, name: str, tmp_path: Path) -> None:
    file = carried_by_pydicom(name)
    ours = transcoded(file, ExplicitVRLittleEndian, tmp_path)

    tool("gdcmconv", "--raw", file, tmp_path / "theirs.dcm")

    assert numpy.array_equal(dcmread(ours).pixel_array, dcmread(tmp_path / "theirs.dcm").pixel_array)


@pytest.mark.parametrize("option", ["+ti", "+te", "+tb"])
@pytest.mark.parametrize(
    "name", ["examples_overlay.dcm", "waveform_ecg.dcm", "liver_1frame.dcm", "examples_palette.dcm"]
)
def test_values_are_what_dcmtk_converts_them_to(dcmtk: object, name: str, option: str, tmp_path: Path) -> None:
    file = carried_by_pydicom(name)
    wanted = dict(zip(("+ti", "+te", "+tb"), UNCOMPRESSED, strict=False))[option]
    source = file if wanted == ImplicitVRLittleEndian else transcoded(file, ImplicitVRLittleEndian, tmp_path)
    ours = transcoded(source, wanted, tmp_path)

    tool("dcmconv", option, source, tmp_path / "theirs.dcm")

    assert_same_values(dcmread(ours), dcmread(tmp_path / "theirs.dcm"), little=wanted != ExplicitVRBigEndian)


def assert_same_values(left: Dataset, right: Dataset, *, little: bool) -> None:
    private = {tag for tag in left.keys() | right.keys() if tag.is_private}  # known to pydicom, or to DCMTK, or to both
    for tag in (left.keys() | right.keys()) - private:
        one, other = left[tag], right[tag]
        if one.VR == "SQ":
            for each, its in zip(one.value, other.value, strict=True):
                assert_same_values(each, its, little=little)
        elif {one.VR, other.VR} == {"OB", "OW"} and not little:  # bytes, or two in a word
            assert swapped(one.value, "OW") == other.value, tag
        else:
            assert one.value == other.value, tag


NUMBERS = {
    "US": ("Rows", st.integers(0, 0xFFFF)),
    "SS": ("TagAngleSecondAxis", st.integers(-0x8000, 0x7FFF)),
    "UL": ("SimpleFrameList", st.integers(0, 0xFFFFFFFF)),
    "SL": ("ReferencePixelX0", st.integers(-0x80000000, 0x7FFFFFFF)),
    "FL": ("RecommendedDisplayFrameRateInFloat", st.floats(width=32, allow_nan=False)),
    "FD": ("EventTimeOffset", st.floats(allow_nan=False)),
    "AT": ("FrameIncrementPointer", st.integers(0, 0xFFFFFFFF)),
    "PN": ("PatientName", st.text("abc^ ", max_size=20).map(str.strip)),
    "OB": ("EncapsulatedDocument", st.binary(min_size=1, max_size=8).map(lambda data: data + b"\0" * (len(data) % 2))),
}
LEVEL = st.fixed_dictionaries({}, optional=dict(NUMBERS.values()))


@settings(max_examples=60, deadline=None)
@given(LEVEL, st.lists(LEVEL, max_size=3), st.sampled_from(UNCOMPRESSED[:3]), st.sampled_from(UNCOMPRESSED))
def test_any_data_set_is_what_pydicom_writes(
    tmp_path_factory: pytest.TempPathFactory,
    top: dict[str, object],
    items: list[dict[str, object]],
    original: str,
    wanted: str,
) -> None:
    dataset = _dataset(top)
    dataset.SOPInstanceUID = "1.2.3"
    dataset.RequestAttributesSequence = Sequence([_dataset({**each, "PatientID": "1"}) for each in items])
    file = written(dataset, original, tmp_path_factory.mktemp("any") / "one.dcm")
    if original == wanted:
        return

    made = dcmread(transcoded(file, wanted, file.parent))

    assert made == dcmread(file) == dataset


def _dataset(values: dict[str, object]) -> Dataset:
    dataset = Dataset()
    for keyword, value in values.items():
        setattr(dataset, keyword, value)
    return dataset


def explicit(*elements: tuple[int, str, bytes]) -> bytes:
    from struct import pack

    from scu.storage.elements import LONG_VRS

    return b"".join(
        pack("<HH2s", tag >> 16, tag & 0xFFFF, vr.encode())
        + (pack("<HL", 0, len(value)) if vr.encode() in LONG_VRS else pack("<H", len(value)))
        + value
        for tag, vr, value in elements
    )


def test_values_that_make_no_sense_stay_as_they_are(tmp_path: Path) -> None:
    odd = explicit(
        (0x00080005, "CS", b"ISO_IR 999"),
        (0x00080018, "UI", b"1.2.3\0"),
        (0x00100010, "PN", b"\xff\xfe\x81"),
        (0x00101010, "AS", b"old!"),
        (0x00200013, "IS", b"1A"),
        (0x00281050, "DS", b"a\\\xb5"),
    )
    file = as_file(odd, ExplicitVRLittleEndian, tmp_path / "odd.dcm")

    there = transcoded(file, ImplicitVRLittleEndian, tmp_path)
    back = transcoded(there, ExplicitVRLittleEndian, tmp_path)

    assert back.read_bytes()[-len(odd) :] == odd


def test_an_element_whose_vr_was_lost_has_it_again(tmp_path: Path) -> None:
    file = carried_by_pydicom("rtdose_rle.dcm")  # where a tool has made UN of nearly everything
    made = dcmread(transcoded(file, ExplicitVRLittleEndian, tmp_path))

    assert made.get_item("SOPInstanceUID").VR == "UI"
    assert made.get_item("ReferencedRTPlanSequence").VR == "SQ"
    assert differences(file, tmp_path / f"{file.name}.{ExplicitVRLittleEndian}") == []


@pytest.mark.parametrize("wanted", [RLELossless, JPEGLSLossless, JPEG2000Lossless], ids=lambda uid: uid.keyword)
@pytest.mark.parametrize("name", COMPRESSIBLE)
def test_an_object_is_compressed_without_loss(name: str, wanted: str, tmp_path: Path) -> None:
    file = carried_by_pydicom(name)
    if dcmread(file, stop_before_pixels=True).file_meta.TransferSyntaxUID == wanted:
        return
    made = transcoded(file, wanted, tmp_path)

    left, right = dcmread(file), dcmread(made)
    assert differences(file, made) == []
    assert right["PixelData"].is_undefined_length
    assert len(list(generate_frames(right.PixelData, number_of_frames=int(left.get("NumberOfFrames", 1))))) == int(
        left.get("NumberOfFrames", 1)
    )
    back = dcmread(transcoded(made, ExplicitVRLittleEndian, tmp_path))
    assert numpy.array_equal(back.pixel_array, left.pixel_array)


@pytest.mark.parametrize(("wanted", "decompress"), [(RLELossless, "dcmdrle"), (JPEGLSLossless, "dcmdjpls")])
def test_dcmtk_decompresses_what_was_compressed(dcmtk: object, wanted: str, decompress: str, tmp_path: Path) -> None:
    file = carried_by_pydicom("CT_small.dcm")
    made = transcoded(file, wanted, tmp_path)

    tool(decompress, made, tmp_path / "back.dcm")

    assert dcmread(tmp_path / "back.dcm").PixelData == dcmread(file).PixelData


def test_lossy_pixels_become_rgb_as_pydicom_has_them(tmp_path: Path) -> None:
    file = carried_by_pydicom("SC_rgb_dcmtk_+eb+cy+np.dcm")
    made = dcmread(transcoded(file, ExplicitVRLittleEndian, tmp_path))

    assert dcmread(file).PhotometricInterpretation == "YBR_FULL_422"
    assert made.PhotometricInterpretation == "RGB"
    assert made.PlanarConfiguration == 0
    assert made["PixelData"].VR == "OB"
    assert numpy.array_equal(made.pixel_array, dcmread(file).pixel_array)
    assert made.SOPInstanceUID == dcmread(file).SOPInstanceUID
    assert made.LossyImageCompression == dcmread(file).LossyImageCompression == "01"


def test_an_extended_offset_table_is_used_and_left_out(tmp_path: Path) -> None:
    file = carried_by_pydicom("SC_rgb_rle_2frame.dcm")
    dataset = dcmread(file)
    frames = list(generate_frames(dataset.PixelData, number_of_frames=2))
    dataset.PixelData, dataset.ExtendedOffsetTable, dataset.ExtendedOffsetTableLengths = encapsulate_extended(frames)
    dataset.save_as(tmp_path / "extended.dcm")

    made = dcmread(transcoded(tmp_path / "extended.dcm", ImplicitVRLittleEndian, tmp_path))

    assert "ExtendedOffsetTable" not in made
    assert "ExtendedOffsetTableLengths" not in made
    assert numpy.array_equal(made.pixel_array, dataset.pixel_array)


def test_a_compressed_icon_is_decompressed_too(tmp_path: Path) -> None:
    dataset = dcmread(carried_by_pydicom("MR_small_RLE.dcm"))
    icon = Dataset()
    for keyword in ("SamplesPerPixel", "PhotometricInterpretation", "Rows", "Columns"):
        setattr(icon, keyword, dataset[keyword].value)
    icon.BitsAllocated, icon.BitsStored, icon.HighBit, icon.PixelRepresentation = 16, 16, 15, 1
    icon.PixelData = dataset.PixelData
    icon["PixelData"].is_undefined_length = True
    icon["PixelData"].VR = "OB"
    dataset.IconImageSequence = [icon]
    dataset.save_as(tmp_path / "icon.dcm")

    made = dcmread(transcoded(tmp_path / "icon.dcm", ExplicitVRLittleEndian, tmp_path))

    plain = dcmread(carried_by_pydicom("MR_small.dcm")).PixelData
    assert made.IconImageSequence[0].PixelData == plain == made.PixelData
