"""An image object to a picture that a person can look at: one frame, in colours, its values made visible.

Only what it takes to recognise the image: no overlays, no presentation states, no colour profiles.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from scu import charset
from scu.content import codecs, codestream
from scu.content.encoding import PIXEL_DATA
from scu.storage.elements import UNDEFINED, DataSet
from scu.storage.head import UnreadableHead, check_inflatable
from scu.storage.meta import examine
from scu.values import PYDICOM_FAILURES

if TYPE_CHECKING:
    from numpy import bool_, float64, floating, integer, uint8
    from numpy.typing import NDArray
    from pydicom.dataset import Dataset, FileDataset

    Pixels = NDArray[integer | floating]

PACKAGES: Final = ("numpy", "PIL")
"""What a picture takes beside pydicom, as they are imported."""

_MOST: Final = 128 * 1024 * 1024  # bytes of a frame, or of a data set that is deflated; a few copies are made of it
_LONGEST: Final = 1024 * 1024  # bytes of a value that is read before somebody asks for it
_LARGEST: Final = 1024  # rows or columns that are looked at: a terminal shows no more
_PIXEL_MODULE: Final = 0x0028
_DEFLATED: Final = "1.2.840.10008.1.2.1.99"
_FAILURES: Final = (*PYDICOM_FAILURES, RuntimeError, MemoryError, ArithmeticError)
# The functional groups of an enhanced image in which it says what a plain one says itself (PS3.3 C.7.6.16.2).
_GROUPS: Final = ("PixelMeasuresSequence", "FrameVOILUTSequence", "PixelValueTransformationSequence")
_SPACINGS: Final = ("PixelSpacing", "ImagerPixelSpacing", "NominalScannedPixelSpacing", "PixelAspectRatio")


class NoPicture(Exception):
    """There is nothing to show; says why."""


class NoImage(NoPicture):
    """Nor could there be: it is an object of another kind."""


@dataclass(frozen=True)
class Picture:
    """A picture.

    Attributes:
        pixels: rows of columns of red, green and blue, 8 bits each.
        proportion: how wide it is to be shown for its height.
        caption: what it is, without a word about the patient.
    """

    pixels: NDArray[uint8]
    proportion: float
    caption: str


def take(file: str) -> Picture:
    """Return the picture of an object in a file: of several frames the middle one.

    Raises:
        NoPicture: it cannot be decoded.
        NoImage: it is no image.
    """
    from pydicom.errors import InvalidDicomError

    try:
        with charset.quietly():
            return _take(file)
    except UnreadableHead as error:
        raise NoPicture(str(error)) from error
    except (*_FAILURES, InvalidDicomError) as error:
        raise NoPicture("it cannot be decoded") from error


def _take(file: str) -> Picture:
    from pydicom.filereader import dcmread, read_file_meta_info

    meta = read_file_meta_info(file)
    if meta.TransferSyntaxUID == _DEFLATED:
        with Path(file).open("rb") as source:  # so that a small file does not fill the memory
            source.seek(144 + int(meta.FileMetaInformationGroupLength))
            check_inflatable(source, _MOST)
    dataset = dcmread(file, stop_before_pixels=True, defer_size=_LONGEST)
    rows, columns = dataset.get("Rows"), dataset.get("Columns")
    if not rows or not columns:
        raise NoImage("it is no image")
    size = rows * columns * int(dataset.get("SamplesPerPixel") or 1) * (int(dataset.get("BitsAllocated") or 8) + 7) // 8
    if size > _MOST:
        raise NoPicture(f"its frames are too large, {rows} × {columns}")
    count = _count(dataset)
    frame = count // 2
    pixels, image = _decoded(file, dataset, frame), _of_frame(dataset, frame)
    step = max(1, math.ceil(max(pixels.shape[:2]) / _LARGEST))
    seen = _in_colours(pixels[::step, ::step], image)
    number = dataset.get("SeriesNumber")
    words = [
        str(dataset.get("Modality") or "")[:16],
        f"series {number}"[:24] if number is not None else "",
        f"{columns} × {rows}",
        f"frame {frame + 1} of {count}" if count > 1 else "",
    ]
    return Picture(seen, columns / rows / _pixel_height(image), ", ".join(filter(None, words)))


def _count(dataset: Dataset) -> int:
    text = str(dataset.get("NumberOfFrames") or 1).strip()
    return max(1, int(text)) if text.isdecimal() else 1


def _decoded(file: str, dataset: FileDataset, frame: int) -> Pixels:
    from pydicom.filereader import dcmread
    from pydicom.pixels.decoders.base import get_decoder
    from pydicom.pixels.utils import pixel_array

    transfer_syntax_uid = dataset.file_meta.TransferSyntaxUID
    try:
        codecs.check_known(transfer_syntax_uid)
    except ValueError as error:
        raise NoPicture(str(error)) from error
    if not get_decoder(transfer_syntax_uid).is_available:
        name = codecs.name_of(transfer_syntax_uid)
        raise NoPicture(f"it takes a codec to decompress {name}: {codecs.INSTALL}")
    _check_frame(file, dataset, frame)
    try:
        # From the file it reads one frame alone, if that is not deflated. YBR comes out as RGB.
        pixels: Pixels = pixel_array(dcmread(file) if transfer_syntax_uid == _DEFLATED else file, index=frame)
    except AttributeError as error:
        raise NoPicture("it has no pixels") from error
    return pixels


def _check_frame(file: str, dataset: Dataset, number: int) -> None:
    """Raise ValueError if the frame would fill the memory."""
    from pydicom.encaps import get_frame

    found = examine(file)
    with Path(file).open("rb") as stream:
        data = DataSet(stream, found.offset + found.size).encoded(found.transfer_syntax_uid)
        for element in data.elements(found.offset) if found.transfer_syntax_uid not in codecs.UNCOMPRESSED else ():
            if element.tag == PIXEL_DATA and element.length == UNDEFINED:
                stream.seek(element.at)
                frame = get_frame(stream, number, number_of_frames=_count(dataset))
                return codestream.check(frame, dataset.Rows, dataset.Columns, int(dataset.get("SamplesPerPixel") or 1))


def _of_frame(dataset: FileDataset, frame: int) -> Dataset:
    """The data set with what an enhanced image says of all frames, or of this one, as if it had no other."""
    from pydicom.dataset import Dataset

    own = Dataset()
    own.file_meta = dataset.file_meta  # by which pydicom knows the byte order of tables
    own.update({element.tag: element for element in dataset if element.tag.group == _PIXEL_MODULE})
    for keyword in ("Modality", "SeriesNumber", *_SPACINGS):
        if keyword in dataset:
            own[keyword] = dataset[keyword]
    for groups, at in (("SharedFunctionalGroupsSequence", 0), ("PerFrameFunctionalGroupsSequence", frame)):
        items = dataset.get(groups) or []
        for name in _GROUPS if at < len(items) else ():
            for item in (items[at].get(name) or [])[:1]:
                own.update(item)
    return own


def _pixel_height(dataset: Dataset) -> float:
    """How high a pixel is for its width; 1 where that is not said, or makes no sense."""
    for keyword in _SPACINGS:
        spacing = dataset.get(keyword)
        if spacing and len(spacing) == 2:
            height, width = (float(each) for each in spacing)
            if width > 0 and 0.05 <= height / width <= 20:
                return height / width
    return 1.0


def _in_colours(pixels: Pixels, dataset: Dataset) -> NDArray[uint8]:
    import numpy
    from pydicom.pixels.processing import apply_color_lut

    meaning = str(dataset.get("PhotometricInterpretation") or "")
    if meaning == "PALETTE COLOR":
        pixels = apply_color_lut(pixels, dataset)
        return _eight_bits(pixels, pixels.dtype.itemsize * 8)
    if pixels.ndim == 3:
        return _eight_bits(pixels[..., :3], int(dataset.BitsStored))
    grey = _visible(pixels, dataset)
    if meaning == "MONOCHROME1":  # the lowest value is white (PS3.3 C.7.6.3.1.2)
        grey = 1 - grey
    shades: NDArray[uint8] = (grey * 255).round().astype(numpy.uint8)
    return numpy.stack([shades] * 3, axis=-1)


def _eight_bits(pixels: Pixels, bits: int) -> NDArray[uint8]:
    import numpy

    most = (1 << max(bits, 1)) - 1
    return (pixels.astype(numpy.float64) / most * 255).clip(0, 255).round().astype(numpy.uint8)


def _visible(pixels: Pixels, dataset: Dataset) -> NDArray[float64]:
    """From 0, black, to 1: by the image's first window or table, or else so that nearly all values are told apart."""
    import numpy
    from pydicom.pixels.processing import apply_modality_lut, apply_voi

    values: NDArray[float64] = apply_modality_lut(pixels, dataset).astype(numpy.float64)
    center, width = _first(dataset, "WindowCenter"), _first(dataset, "WindowWidth")
    if center is not None and width is not None and width > 0:
        function = str(dataset.get("VOILUTFunction") or "LINEAR").strip()
        return _windowed(values, center, width, function).clip(0, 1)
    if dataset.get("VOILUTSequence"):
        bits = int(dataset.VOILUTSequence[0].LUTDescriptor[2])
        return (apply_voi(values.astype(numpy.int64), dataset) / ((1 << bits) - 1)).clip(0, 1)
    counted = values[_is_image(pixels, dataset)]
    low, high = numpy.percentile(counted, (1, 99)) if counted.size else (0.0, 0.0)
    if low == high and counted.size:
        low, high = counted.min(), counted.max()
    return ((values - low) / ((high - low) or 1.0)).clip(0, 1)


def _is_image(pixels: Pixels, dataset: Dataset) -> NDArray[bool_]:
    """What is no padding around a round image (PS3.3 C.7.5.1.1.2), and is a number."""
    import numpy

    padding = _first(dataset, "PixelPaddingValue")
    return numpy.isfinite(pixels) & (pixels != padding) if padding is not None else numpy.isfinite(pixels)


def _windowed(values: NDArray[float64], center: float, width: float, function: str) -> NDArray[float64]:
    """PS3.3 C.11.2.1.2 and C.11.2.1.3."""
    import numpy

    if function == "SIGMOID":
        exponent = (-4 * (values - center) / width).clip(-60, 60)
        exact: NDArray[float64] = 1 / (1 + numpy.exp(exponent))
        return exact
    if function == "LINEAR_EXACT":
        return (values - center) / width + 0.5
    return (values - (center - 0.5)) / max(width - 1, 1e-6) + 0.5


def _first(dataset: Dataset, keyword: str) -> float | None:
    value = dataset.get(keyword)
    if value is None or isinstance(value, str | bytes):
        return None
    try:
        number = float(value[0])
    except (TypeError, IndexError):
        number = float(value) if isinstance(value, int | float) else math.nan
    return number if math.isfinite(number) else None
