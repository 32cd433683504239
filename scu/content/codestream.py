"""What a compressed frame says of its own size: codecs believe it, and take memory for it before they read on.

A file of 600 bytes that says 65535 × 65535 would cost 20 GB.
"""

from __future__ import annotations

from collections.abc import Iterator
from struct import Struct, error
from typing import Final

_START_OF_IMAGE: Final = b"\xff\xd8"
_START_OF_CODESTREAM: Final = b"\xff\x4f\xff\x51"  # and its SIZ (ISO 15444-1 A.5.1)
_START_OF_SCAN: Final = 0xDA
# Start of Frame of any process, of JPEG-LS, and of a hierarchy (ISO 10918-1 B.1.1.3, ISO 14495-1 C.1.1).
_FRAMES: Final = frozenset((*range(0xC0, 0xD0), 0xDE, 0xF7)) - {0xC4, 0xC8, 0xCC}
_ALONE: Final = frozenset((0x01, *range(0xD0, 0xD9)))  # markers without a length

_segment = Struct(">BBH")
_start_of_frame = Struct(">xHHB")
_size = Struct(">2xLLLL")
_components = Struct(">H")
_COMPONENTS_AT: Final = 36  # behind SIZ


def check(frame: bytes, rows: int, columns: int, samples: int) -> None:
    """Check that a frame of JPEG, JPEG-LS or JPEG 2000 is no larger than the object says; of others nothing is known.

    Raises:
        ValueError: it is.
    """
    for height, width, components in _sizes(frame):
        if height * width * components > rows * columns * max(samples, 3):
            raise ValueError(
                f"a compressed frame says that it is {height} × {width}, and the object {rows} × {columns}"
            )


def _sizes(frame: bytes) -> Iterator[tuple[int, int, int]]:
    """Rows, columns and samples, as often as they are told."""
    try:
        if frame.startswith(_START_OF_IMAGE):
            yield from _in_jpeg(frame)
        elif (at := frame.find(_START_OF_CODESTREAM)) >= 0:
            at += len(_START_OF_CODESTREAM)
            width, height, left, above = _size.unpack_from(frame, at + 2)
            yield height - above, width - left, _components.unpack_from(frame, at + _COMPONENTS_AT)[0]
    except error:
        return  # it is cut off, which its codec will see


def _in_jpeg(frame: bytes) -> Iterator[tuple[int, int, int]]:
    at = len(_START_OF_IMAGE)
    while at < len(frame):
        if frame[at] != 0xFF or frame[at + 1 : at + 2] == b"\xff":  # fill bytes may precede a marker
            at += 1
            continue
        if at + 1 < len(frame) and frame[at + 1] in _ALONE:
            at += 2
            continue
        _, marker, length = _segment.unpack_from(frame, at)
        if marker == _START_OF_SCAN:
            return
        if marker in _FRAMES:
            yield _start_of_frame.unpack_from(frame, at + _segment.size)
        at += 2 + length
