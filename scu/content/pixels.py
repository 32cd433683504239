"""A data set rewritten from one transfer syntax into another, its pixel data frame by frame (PS3.5 8 and annex A)."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from struct import pack
from typing import TYPE_CHECKING, BinaryIO, Final

from scu.content import codecs
from scu.content.codecs import UNCOMPRESSED, Frame, Image
from scu.content.encoding import (
    BITS_ALLOCATED,
    PIXEL_DATA,
    Element,
    Elements,
    Encoding,
    header,
    read,
    swapped,
    vr_of,
    write,
)
from scu.storage import elements as storage
from scu.storage.elements import UNDEFINED

if TYPE_CHECKING:
    from scu.content.stream import Stream

_OVERLAY_BIT_POSITION: Final = 0x0102
_PIXELS: Final = (0x7FE00008, 0x7FE00009, PIXEL_DATA)  # Float and Double Float Pixel Data are never compressed
_EXTENDED_OFFSETS: Final = (0x7FE00001, 0x7FE00002, 0x7FE00003)
_PHOTOMETRIC_INTERPRETATION: Final = 0x00280004
_NUMBER_OF_FRAMES: Final = 0x00280008
_PLANAR_CONFIGURATION: Final = 0x00280006
_CHUNK: Final = 1024 * 1024
_LONGEST: Final = 0xFFFFFFFE


def rewrite(source: Stream, start: int, end: int, original: str, wanted: str, out: BinaryIO) -> None:
    """Write the data set that lies there in `source` into `out`, in the wanted transfer syntax; deflated it is not yet.

    Raises:
        ValueError: it cannot be converted; says why.
        OSError: it cannot be read, or written.
    """
    found = storage.DataSet(source, end).encoded(original)
    head, pixels = read(found, start, _PIXELS)
    encoding = Encoding.of(wanted)
    compress = wanted not in UNCOMPRESSED
    if original not in UNCOMPRESSED:
        _decompress_icons(head, original)
    at = end if pixels is None else found.after(pixels)
    if pixels is None or pixels.tag != PIXEL_DATA or not (compress or original not in UNCOMPRESSED):
        out.write(write(head, encoding))
        if pixels is not None:
            _copy(found, pixels, head, encoding, out)
    else:
        image = _image_of(head)
        _check(found, pixels, image, original)
        source.seek(pixels.at)
        # In the bits that a signed image does not use, an overlay may lie (PS3.3 C.9.2.1.1, retired).
        positions = (it for tag, it in head.items() if tag >> 24 == 0x60 and tag & 0xFFFF == _OVERLAY_BIT_POSITION)
        overlaid = any(it.number for it in positions)
        exactly = overlaid or image.pixel_representation == 0 or codecs.RLE in (original, wanted)
        frames = codecs.frames(source, original, image, exactly=exactly, vr=vr_of(pixels, (head,)))
        first = next(frames)
        _describe(head, first, image)
        out.write(write(head, encoding))
        put = _put_compressed if compress else _put_uncompressed
        put(chain([first], frames), image, wanted, out)
    tail, _ = read(found, at, (), (head,))
    out.write(write(tail, encoding))


def _copy(found: storage.DataSet, pixels: storage.Element, head: Elements, encoding: Encoding, out: BinaryIO) -> None:
    """The value as it is, in the wanted byte order."""
    vr, left = vr_of(pixels, (head,)), pixels.length
    if left == UNDEFINED:
        raise ValueError("its pixel data is compressed, which its transfer syntax denies")
    swaps = encoding.little == found.big_endian
    if swaps and vr == "OW" and BITS_ALLOCATED in head and head[BITS_ALLOCATED].number > 16:
        raise ValueError(
            "its pixels have more than 16 bits, and readers do not agree on the order of their bytes in "
            "Explicit VR Big Endian"
        )
    out.write(header(pixels.tag, vr, left, encoding))
    found.stream.seek(pixels.at)
    while left:
        chunk = found.stream.read(min(left, _CHUNK))
        if not chunk:
            raise OSError("it became shorter")
        left -= len(chunk)
        out.write(swapped(chunk, vr) if swaps else chunk)


def _image_of(head: Elements) -> Image:
    """Raises ValueError for an image that lacks what is needed to decode it."""

    def number(tag: int, missing: int | None = None) -> int:
        if tag not in head and missing is not None:
            return missing
        if tag not in head or not head[tag].value:
            raise ValueError(f"its pixels are not described: ({tag >> 16:04X},{tag & 0xFFFF:04X}) is missing")
        return head[tag].number

    colours = head.get(_PHOTOMETRIC_INTERPRETATION)
    if colours is None:
        raise ValueError("its pixels are not described: (0028,0004) is missing")
    offsets = [value for tag in _EXTENDED_OFFSETS[:2] if tag in head and isinstance(value := head[tag].value, bytes)]
    return Image(
        rows=number(0x00280010),
        columns=number(0x00280011),
        samples_per_pixel=number(0x00280002, 1),
        bits_allocated=number(BITS_ALLOCATED),
        bits_stored=number(0x00280101),
        pixel_representation=number(0x00280103, 0),
        photometric_interpretation=_text(colours),
        planar_configuration=number(_PLANAR_CONFIGURATION, 0),
        number_of_frames=_frames_in(head),
        extended_offsets=(offsets[0], offsets[1]) if len(offsets) == 2 else None,
    )


def _frames_in(head: Elements) -> int:
    said = _text(head[_NUMBER_OF_FRAMES]) if _NUMBER_OF_FRAMES in head else ""
    if said and not said.isdecimal():
        raise ValueError("its Number of Frames (0028,0008) is no number")
    return int(said or 0) or 1


def _text(element: Element) -> str:
    return element.value.decode("latin-1").strip("\0 ") if isinstance(element.value, bytes) else ""


def _check(found: storage.DataSet, pixels: storage.Element, image: Image, original: str) -> None:
    """Refuse what codecs would not notice, or not put in words."""
    if image.bits_allocated % 8:
        raise ValueError(f"pixels of {image.bits_allocated} bit are not compressed")
    # Each frame has a byte, or the header of an item, at the least: of what is claimed beyond no table is made.
    if not image.frame_size or image.number_of_frames > found.end - pixels.at:
        raise ValueError(f"its pixel data does not hold the {image.number_of_frames} frames that it says")
    if original not in UNCOMPRESSED:
        if pixels.length != UNDEFINED:
            raise ValueError("its pixel data is not compressed, which its transfer syntax denies")
        return
    if pixels.length == UNDEFINED:
        raise ValueError("its pixel data is compressed, which its transfer syntax denies")
    expected = image.frame_size * image.number_of_frames
    if image.photometric_interpretation == "YBR_FULL_422":
        expected = expected * 2 // 3
    if pixels.length < expected:
        raise ValueError(f"its pixel data has {pixels.length:,} bytes, and {expected:,} are due")


def _describe(head: Elements, frame: Frame, image: Image) -> None:
    """Say in the Image Pixel module what the pixels are now (PS3.3 C.7.6.3)."""
    colours = frame.photometric_interpretation.encode()
    head[_PHOTOMETRIC_INTERPRETATION] = Element("CS", colours + b" " * (len(colours) % 2))
    if image.samples_per_pixel > 1:
        head[_PLANAR_CONFIGURATION] = Element("US", pack("<H", 0))
    for tag in _EXTENDED_OFFSETS:
        head.pop(tag, None)


def _put_uncompressed(frames: Iterator[Frame], image: Image, wanted: str, out: BinaryIO) -> None:
    encoding = Encoding.of(wanted)
    size = image.frame_size * image.number_of_frames
    if size + size % 2 > _LONGEST:
        raise ValueError(f"decompressed, its pixel data would have {size:,} bytes, and {_LONGEST:,} are the most")
    vr = "OB" if image.bits_allocated <= 8 else "OW"
    if not encoding.little and image.bits_allocated > 16:
        raise ValueError("readers do not agree on pixels of more than 16 bits in Explicit VR Big Endian")
    out.write(header(PIXEL_DATA, vr, size + size % 2, encoding))
    for frame in frames:
        out.write(_checked(frame, image) if encoding.little else swapped(_checked(frame, image), vr))
    out.write(b"\0" * (size % 2))


def _checked(frame: Frame, image: Image) -> bytes:
    data = frame.pixels.tobytes()
    if len(data) != image.frame_size:
        raise ValueError(f"a frame has {len(data):,} bytes, and {image.frame_size:,} are due")
    return data


def _put_compressed(frames: Iterator[Frame], image: Image, wanted: str, out: BinaryIO) -> None:
    """A fragment each, with a Basic Offset Table, which is empty where an offset would not fit (PS3.5 A.4)."""
    out.write(header(PIXEL_DATA, "OB", UNDEFINED, Encoding()))
    out.write(pack("<HHL", 0xFFFE, 0xE000, 4 * image.number_of_frames))
    table = out.tell()
    out.write(bytes(4 * image.number_of_frames))
    begin, offsets = out.tell(), []
    for frame in frames:
        offsets.append(out.tell() - begin)
        if offsets[-1] > _LONGEST:
            raise ValueError("compressed, it would be too long for a table of its frames")
        data = codecs.compressed(frame, wanted, image)
        out.write(pack("<HHL", 0xFFFE, 0xE000, len(data) + len(data) % 2))
        out.write(data + b"\0" * (len(data) % 2))
    out.write(pack("<HHL", 0xFFFE, 0xE0DD, 0))
    after = out.tell()
    out.seek(table)
    out.write(pack(f"<{len(offsets)}L", *offsets))
    out.seek(after)


def _decompress_icons(elements: Elements, original: str) -> None:
    """An icon may be compressed as its image is (PS3.5 A.4); it is nested, and small."""
    for element in elements.values():
        if not isinstance(element.value, list):
            continue
        for item in element.value:
            pixels = item.get(PIXEL_DATA)
            if pixels is not None and pixels.fragments and isinstance(pixels.value, bytes):
                image = _image_of(item)
                frames = [*codecs.frames(BytesIO(pixels.value), original, image, exactly=True)]
                _describe(item, frames[0], image)
                data = b"".join(_checked(frame, image) for frame in frames)
                item[PIXEL_DATA] = Element("OB" if image.bits_allocated <= 8 else "OW", data + b"\0" * (len(data) % 2))
            _decompress_icons(item, original)
