"""Pixels, frame by frame: out of any transfer syntax that is known here, and into those without loss (PS3.5 8.2).

The work is done by pydicom and the codecs that it finds; the extra `codecs` brings them.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO, Final, NamedTuple

from scu.content import codestream
from scu.storage.elements import DEFLATED_LE, EXPLICIT_BE, EXPLICIT_LE, IMPLICIT_LE

if TYPE_CHECKING:
    from numpy import ndarray
    from pydicom.pixels.decoders.base import Decoder
    from pydicom.pixels.encoders.base import Encoder

RLE: Final = "1.2.840.10008.1.2.5"
JPEG_LS_LOSSLESS: Final = "1.2.840.10008.1.2.4.80"
JPEG_2000_LOSSLESS: Final = "1.2.840.10008.1.2.4.90"

UNCOMPRESSED: Final = (EXPLICIT_LE, IMPLICIT_LE, DEFLATED_LE, EXPLICIT_BE)
"""The best first: Implicit VR loses the VRs of private elements, and of the others not every server likes each."""

COMPRESSED: Final = (RLE, JPEG_LS_LOSSLESS, JPEG_2000_LOSSLESS)
"""Those that pixels can be put into."""

LOSSY: Final = frozenset(
    (
        "1.2.840.10008.1.2.4.50",  # JPEG Baseline
        "1.2.840.10008.1.2.4.51",  # JPEG Extended
        "1.2.840.10008.1.2.4.81",  # JPEG-LS Near-Lossless
        "1.2.840.10008.1.2.4.91",  # JPEG 2000
        "1.2.840.10008.1.2.4.203",  # High-Throughput JPEG 2000
    )
)
"""Those of which two decoders need not make the same pixels, to the last bit."""

INSTALL: Final = "pip install numpy pillow pyjpegls pylibjpeg pylibjpeg-libjpeg pylibjpeg-openjpeg"
"""The packages of the extra: scu itself need not come from where pip looks."""


class Frame(NamedTuple):
    """One frame: rows, columns, and samples where there are several; and how its colours are to be understood."""

    pixels: ndarray
    photometric_interpretation: str


class Image(NamedTuple):
    """What the Image Pixel module says (PS3.3 C.7.6.3), as pydicom's codecs name it."""

    rows: int
    columns: int
    samples_per_pixel: int
    bits_allocated: int
    bits_stored: int
    pixel_representation: int
    photometric_interpretation: str
    planar_configuration: int
    number_of_frames: int
    extended_offsets: tuple[bytes, bytes] | None = None

    @property
    def options(self) -> dict[str, Any]:
        options = self._asdict()
        if self.extended_offsets is None:
            del options["extended_offsets"]
        return options

    @property
    def frame_size(self) -> int:
        """Bytes of a frame, whose pixels all have their three samples."""
        return self.rows * self.columns * self.samples_per_pixel * (self.bits_allocated // 8)


def name_of(transfer_syntax_uid: str) -> str:
    from pydicom.config import IGNORE
    from pydicom.uid import UID

    uid = UID(transfer_syntax_uid, IGNORE)  # a file may say anything
    return uid.name if uid.is_transfer_syntax and not uid.is_private else f"{uid}, a private transfer syntax"


def check_known(transfer_syntax_uid: str) -> None:
    """Raise ValueError where nothing here could decompress it, whatever is installed; says why."""
    _known_decoder(transfer_syntax_uid)


def _known_decoder(uid: str) -> Decoder:
    from pydicom.config import IGNORE
    from pydicom.pixels.decoders.base import get_decoder
    from pydicom.uid import UID

    known = UID(uid, IGNORE)
    if not known.is_transfer_syntax or known.is_private:
        raise ValueError(f"nobody but its maker knows how to decode {name_of(uid)}")
    try:
        return get_decoder(uid)
    except NotImplementedError:
        raise ValueError(f"there is no codec here for {name_of(uid)}") from None


def _decoder(uid: str) -> Decoder:
    decoder = _known_decoder(uid)
    if not (decoder.is_available and _has_numpy()):
        raise ValueError(f"it takes a codec to decompress {name_of(uid)}: {INSTALL}")
    return decoder


def _encoder(uid: str) -> Encoder:
    from pydicom.pixels.encoders.base import get_encoder

    encoder = get_encoder(uid)
    if not (encoder.is_available and _has_numpy()):
        raise ValueError(f"it takes a codec to compress with {name_of(uid)}: {INSTALL}")
    return encoder


def _has_numpy() -> bool:
    try:
        import numpy
    except ImportError:
        return False
    return bool(numpy.__version__)


def frames(
    source: BinaryIO, transfer_syntax_uid: str, image: Image, *, exactly: bool, vr: str = "OB"
) -> Iterator[Frame]:
    """The frames of pixel data, in a file that stands where its value begins.

    Args:
        vr: that of the pixel data, where it is not compressed: big endian bytes are swapped in OW.
        exactly: whether bits beyond Bits Stored are left as they are; otherwise negative numbers are extended into
            them, for readers that do not look at Bits Stored.

    Raises:
        ValueError: it cannot be decoded, or does not hold as many frames as it says.
    """
    decoder = _decoder(transfer_syntax_uid)
    lossy = transfer_syntax_uid in LOSSY
    options = image.options | {"correct_unused_bits": not exactly}
    if transfer_syntax_uid in UNCOMPRESSED:
        options |= {"pixel_keyword": "PixelData", "pixel_vr": vr}
    elif transfer_syntax_uid != RLE:
        _check_sizes(source, image)
    count = 0
    # What is lossy anyway becomes RGB, which everyone reads; from lossless YBR that would be a loss.
    decoded = decoder.iter_array(source, raw=not lossy, as_rgb=lossy, **options)
    try:
        for pixels, properties in decoded:
            count += 1
            if count > image.number_of_frames:
                break
            colours = str(properties["photometric_interpretation"])
            # The samples that a 422 leaves out are there again.
            yield Frame(pixels.astype(_dtype(image), copy=False), colours.removesuffix("_422"))
    except RuntimeError as error:
        raise ValueError(f"it cannot be decompressed: {_said_by_codecs(error)}") from error
    if count != image.number_of_frames:
        raise ValueError(f"its pixel data does not hold the {image.number_of_frames} frames that it says")


def _check_sizes(source: BinaryIO, image: Image) -> None:
    """Raise ValueError if a frame would fill the memory."""
    from pydicom.encaps import generate_frames

    start = source.tell()
    for frame in generate_frames(
        source, number_of_frames=image.number_of_frames, extended_offsets=image.extended_offsets
    ):
        codestream.check(frame, image.rows, image.columns, image.samples_per_pixel)
    source.seek(start)


def _dtype(image: Image) -> str:
    return f"{'ui'[image.pixel_representation]}{image.bits_allocated // 8}"


def _said_by_codecs(error: RuntimeError) -> str:
    """What the codecs say themselves, without what pydicom says of them."""
    return str(error).split("plugins:", 1)[-1].strip()


def compressed(frame: Frame, transfer_syntax_uid: str, image: Image) -> bytes:
    """One frame, compressed, and decompressed again to see that it is the same.

    Raises:
        ValueError: this cannot be compressed so.
    """
    from pydicom.encaps import encapsulate

    options = image._replace(
        photometric_interpretation=frame.photometric_interpretation, planar_configuration=0, number_of_frames=1
    )
    if transfer_syntax_uid == RLE:  # it knows bytes, and not bits
        options = options._replace(bits_stored=image.bits_allocated)
    options = options._replace(extended_offsets=None)
    try:
        data = bytes(_encoder(transfer_syntax_uid).encode(frame.pixels, **options.options))
    except RuntimeError as error:
        raise ValueError(f"{name_of(transfer_syntax_uid)} cannot hold it: {_said_by_codecs(error)}") from error
    again = next(frames(BytesIO(encapsulate([data])), transfer_syntax_uid, options, exactly=True))
    if again.pixels.tobytes() != frame.pixels.tobytes():
        raise ValueError(f"{name_of(transfer_syntax_uid)} would not keep its pixels as they are")
    return data
