"""From image objects to pictures: every kind of pixel comes out as it should look."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy
import pytest
from numpy import int16, uint8, uint16
from pydicom.dataset import Dataset
from pydicom.uid import DeflatedExplicitVRLittleEndian, ExplicitVRBigEndian, RLELossless

from scu.content import codecs, picture
from tests.peers.images import make_image
from tests.peers.instances import carried_by_pydicom

RAMP = numpy.arange(0, 256, dtype=uint16).reshape(16, 16)


def greys(path: Path, pixels: numpy.ndarray, **others: Any) -> numpy.ndarray:
    """The shades that an image of these pixels comes out in."""
    taken = picture.take(str(make_image(path, pixels, **others).path)).pixels
    assert (taken == taken[..., :1]).all()
    shades: numpy.ndarray = taken[..., 0]
    return shades


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "image.dcm"


def test_the_window_is_applied(path: Path) -> None:
    shades = greys(path, RAMP, WindowCenter="128", WindowWidth="128")

    assert shades[0, 0] == 0
    assert shades[15, 15] == 255
    # PS3.3 C.11.2.1.2: ((x - (c - 0.5)) / (w - 1) + 0.5) * 255
    assert shades[8, 0] == round(((128 - 127.5) / 127 + 0.5) * 255)


@pytest.mark.parametrize(
    ("function", "expected"),
    [("LINEAR_EXACT", round(((160 - 128) / 128 + 0.5) * 255)), ("SIGMOID", round(255 / (1 + numpy.exp(-1))))],
)
def test_other_functions_of_a_window(path: Path, function: str, expected: int) -> None:
    shades = greys(path, RAMP, WindowCenter="128", WindowWidth="128", VOILUTFunction=function)

    assert shades[10, 0] == expected


def test_a_window_is_of_rescaled_values(path: Path) -> None:
    pixels = numpy.array([[-1024, 0], [1000, 3000]], dtype=int16) + 1024
    shades = greys(
        path,
        pixels,
        RescaleIntercept="-1024",
        RescaleSlope="1",
        WindowCenter=["40", "400"],
        WindowWidth=["400", "2000"],
    )

    assert shades.tolist()[0][0] == 0
    assert shades[0, 1] == pytest.approx((0 - 39.5) / 399 * 255 + 127.5, abs=0.6)
    assert shades.tolist()[1] == [255, 255]


@pytest.mark.parametrize(
    "window", [{}, {"WindowCenter": "1", "WindowWidth": "0"}, {"WindowCenter": "", "WindowWidth": ""}]
)
def test_without_a_window_nearly_all_values_are_told_apart(path: Path, window: dict[str, str]) -> None:
    pixels = RAMP.copy()
    pixels[0, 0] = 60000  # one that is far off

    shades = greys(path, pixels, **window)

    assert (shades[0, 1], shades[15, 15]) == (0, 255)
    assert 120 < shades[8, 0] < 136


def test_padding_does_not_count(path: Path) -> None:
    pixels = RAMP.astype(int16) + 1000
    pixels[:4] = -2000

    shades = greys(path, pixels, PixelPaddingValue=-2000)

    assert shades[0, 0] == 0
    assert shades[15, 15] - shades[5, 0] > 200


def test_the_lowest_value_of_monochrome1_is_white(path: Path) -> None:
    window = {"WindowCenter": "128", "WindowWidth": "256"}

    shades = greys(path, RAMP, **window, PhotometricInterpretation="MONOCHROME1")

    assert (shades[0, 0], shades[15, 15]) == (255, 0)


def test_a_table_in_place_of_a_window(path: Path) -> None:
    table = Dataset()
    table.LUTDescriptor = [256, 0, 16]
    table.LUTData = (numpy.arange(255, -1, -1) * 257).astype("<u2").tobytes()
    table["LUTData"].VR = "OW"

    shades = greys(path, RAMP.astype(uint8), VOILUTSequence=[table])

    assert (shades[0, 0], shades[15, 15]) == (255, 0)


@pytest.mark.parametrize("pixels", [numpy.zeros((4, 4), uint16), numpy.full((4, 4), 7, uint8)])
def test_an_even_image_is_even(path: Path, pixels: numpy.ndarray) -> None:
    assert len(set(greys(path, pixels).flat)) == 1


def test_a_mask_is_black_and_white(path: Path) -> None:
    shades = greys(
        path, numpy.zeros((8, 8), uint8), BitsAllocated=1, BitsStored=1, HighBit=0, PixelData=b"\x01" + b"\0" * 7
    )

    assert shades[0, 0] == 255
    assert sorted(set(shades.flat)) == [0, 255]


@pytest.mark.parametrize("planar", [0, 1])
def test_colours_stay(path: Path, planar: int) -> None:
    pixels = numpy.zeros((2, 4, 3), uint8)
    pixels[0, 0], pixels[1, 3] = (255, 0, 0), (0, 128, 255)
    data = numpy.moveaxis(pixels, -1, 0) if planar else pixels

    taken = picture.take(str(make_image(path, pixels, PlanarConfiguration=planar, PixelData=data.tobytes()).path))

    assert (taken.pixels == pixels).all()


def test_deep_colours_lose_their_depth(path: Path) -> None:
    pixels = numpy.zeros((2, 2, 3), uint16)
    pixels[0, 0] = (4095, 2048, 0)

    taken = picture.take(str(make_image(path, pixels, BitsStored=12, HighBit=11).path))

    assert taken.pixels[0, 0].tolist() == [255, 128, 0]


def test_ybr_becomes_rgb(path: Path) -> None:
    pixels = numpy.full((2, 2, 3), 128, uint8)
    pixels[0, 0] = (76, 85, 255)

    taken = picture.take(str(make_image(path, pixels, PhotometricInterpretation="YBR_FULL").path))

    assert taken.pixels[0, 0] == pytest.approx([254, 0, 0], abs=2)
    assert taken.pixels[1, 1].tolist() == [128, 128, 128]


@pytest.mark.parametrize(("bits", "factor"), [(8, 1), (16, 257)])
def test_a_palette_is_looked_up(path: Path, bits: int, factor: int) -> None:
    tables: dict[str, Any] = {}
    dtype = "<u2" if bits == 16 else "u1"
    for number, colour in enumerate(("Red", "Green", "Blue")):
        entries = numpy.array([0, 50 * number, 255, 0], dtype=dtype) * factor
        tables[f"{colour}PaletteColorLookupTableDescriptor"] = [4, 0, bits]
        tables[f"{colour}PaletteColorLookupTableData"] = entries.astype(dtype).tobytes()

    taken = picture.take(
        str(
            make_image(
                path, numpy.array([[0, 1], [2, 3]], uint8), PhotometricInterpretation="PALETTE COLOR", **tables
            ).path
        )
    )

    assert taken.pixels.tolist() == [[[0, 0, 0], [0, 50, 100]], [[255, 255, 255], [0, 0, 0]]]


def test_of_many_frames_the_middle_one(path: Path) -> None:
    pixels = numpy.stack([numpy.full((2, 2), 10 * number, uint8) for number in range(5)])

    taken = picture.take(str(make_image(path, pixels, WindowCenter="128", WindowWidth="256").path))

    assert taken.pixels[0, 0, 0] == 20
    assert taken.caption == "CT, series 3, 2 × 2, frame 3 of 5"


def test_an_enhanced_image_says_it_frame_by_frame(path: Path) -> None:
    def group(keyword: str, **values: Any) -> Dataset:
        item, groups = Dataset(), Dataset()
        for name, value in values.items():
            setattr(item, name, value)
        setattr(groups, keyword, [item])
        return groups

    pixels = numpy.stack([RAMP] * 3).astype(uint16)
    frames = [group("FrameVOILUTSequence", WindowCenter=center, WindowWidth="2") for center in ("1", "128", "255")]
    shared = group("PixelMeasuresSequence", PixelSpacing=["2", "1"])

    taken = picture.take(
        str(
            make_image(
                path, pixels, SharedFunctionalGroupsSequence=[shared], PerFrameFunctionalGroupsSequence=frames
            ).path
        )
    )

    assert (taken.pixels[7, 14, 0], taken.pixels[8, 1, 0]) == (0, 255)
    assert taken.proportion == 0.5


@pytest.mark.parametrize(
    ("said", "proportion"),
    [
        ({}, 2.0),
        ({"PixelSpacing": ["2", "1"]}, 1.0),
        ({"ImagerPixelSpacing": ["0.5", "1"]}, 4.0),
        ({"PixelAspectRatio": ["4", "3"]}, 1.5),
        ({"PixelSpacing": ["0", "0"]}, 2.0),
        ({"PixelSpacing": ["1000", "1"]}, 2.0),
    ],
)
def test_it_is_as_wide_as_it_should_be(path: Path, said: dict[str, Any], proportion: float) -> None:
    made = make_image(path, numpy.zeros((10, 20), uint8), **said)

    assert picture.take(str(made.path)).proportion == pytest.approx(proportion)


def test_a_large_image_is_made_smaller(path: Path) -> None:
    made = make_image(path, numpy.zeros((3000, 1500), uint8))

    taken = picture.take(str(made.path))

    assert taken.pixels.shape == (1000, 500, 3)
    assert (taken.proportion, taken.caption) == (0.5, "CT, series 3, 1500 × 3000")


@pytest.mark.parametrize(
    ("said", "caption"),
    [
        ({"Modality": None, "SeriesNumber": None}, "2 × 2"),
        ({"Modality": "X" * 40, "SeriesNumber": None}, f"{'X' * 16}, 2 × 2"),
        ({"Modality": ""}, "series 3, 2 × 2"),
    ],
)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_caption_says_what_it_is_and_not_whose(path: Path, said: dict[str, Any], caption: str) -> None:
    taken = picture.take(str(make_image(path, numpy.zeros((2, 2), uint8), **said).path))

    assert taken.caption == caption


@pytest.mark.parametrize("transfer_syntax", [DeflatedExplicitVRLittleEndian, ExplicitVRBigEndian])
def test_it_may_be_encoded_otherwise(path: Path, transfer_syntax: Any) -> None:
    pixels = RAMP.astype(">u2" if transfer_syntax == ExplicitVRBigEndian else "<u2")
    made = make_image(path, pixels, transfer_syntax, WindowCenter="128", WindowWidth="256")

    assert picture.take(str(made.path)).pixels[15, 15, 0] == 255


@pytest.mark.parametrize(
    "name",
    [
        "693_J2KI.dcm",
        "JPGExtended.dcm",
        "MR_small_RLE.dcm",
        "MR_small_jpeg_ls_lossless.dcm",
        "SC_rgb_dcmtk_+eb+cy+s4.dcm",
        "SC_rgb_jpeg_gdcm.dcm",
        "examples_ybr_color.dcm",
        "rtdose_rle.dcm",
    ],
)
def test_compressed_images(name: str) -> None:
    taken = picture.take(str(carried_by_pydicom(name)))

    assert taken.pixels.std() > 5


def test_a_compressed_image_looks_like_what_it_was() -> None:
    plain, small = (picture.take(str(carried_by_pydicom(f"MR_small{suffix}.dcm"))) for suffix in ("", "_RLE"))

    assert (plain.pixels == small.pixels).all()


@pytest.mark.parametrize(
    ("others", "why"),
    [
        ({"Rows": None}, "it is no image"),
        ({"PixelData": None}, "it has no pixels"),
        ({"PixelData": b"\0\0"}, "it cannot be decoded"),
        ({"BitsAllocated": 13}, "it cannot be decoded"),
        ({"PhotometricInterpretation": "PALETTE COLOR"}, "it cannot be decoded"),
        ({"Rows": 65535, "Columns": 65535}, "its frames are too large, 65535 × 65535"),
    ],
)
def test_what_cannot_be_shown_says_why(path: Path, others: dict[str, Any], why: str) -> None:
    made = make_image(path, numpy.zeros((4, 4), uint8), **others)

    with pytest.raises(picture.NoPicture) as raised:
        picture.take(str(made.path))

    assert str(raised.value) == why
    assert isinstance(raised.value, picture.NoImage) == (why == "it is no image")


def test_what_only_its_maker_can_decode(path: Path) -> None:
    made = make_image(path, numpy.zeros((4, 4), uint8), RLELossless, PixelData=None)
    content = made.path.read_bytes().replace(b"1.2.840.10008.1.2.5\0", b"1.2.752.99.1.23.456\0")
    path.write_bytes(content)

    with pytest.raises(picture.NoPicture, match=r"nobody but its maker knows how to decode 1\.2\.752"):
        picture.take(str(path))


def test_a_missing_codec_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from pydicom.pixels.decoders.base import get_decoder

    monkeypatch.setattr(get_decoder(RLELossless), "_available", {})

    with pytest.raises(picture.NoPicture) as raised:
        picture.take(str(carried_by_pydicom("MR_small_RLE.dcm")))

    assert str(raised.value) == f"it takes a codec to decompress RLE Lossless: {codecs.INSTALL}"


def test_a_small_file_does_not_fill_the_memory(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = make_image(path, numpy.zeros((512, 512), uint8), DeflatedExplicitVRLittleEndian, Rows=2, Columns=2)
    monkeypatch.setattr(picture, "_MOST", 100_000)

    assert made.path.stat().st_size < 5000
    with pytest.raises(picture.NoPicture, match="it is too large"):
        picture.take(str(made.path))


def test_no_file_of_pydicoms_is_an_accident() -> None:
    """Many of them are broken in one way or another."""
    shown = 0
    for path in sorted(carried_by_pydicom("").rglob("*.dcm")):
        try:
            shown += picture.take(str(path)).pixels.size > 0
        except picture.NoPicture as why:
            assert str(why)

    assert shown > 50
