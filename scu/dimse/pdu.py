"""P-DATA framing, release and abort (PS3.8 9.3). Functions over bytes; no socket."""

from __future__ import annotations

from collections.abc import Iterator
from struct import Struct
from typing import Final, TypeAlias

ASSOCIATE_RQ: Final = 0x01
ASSOCIATE_AC: Final = 0x02
ASSOCIATE_RJ: Final = 0x03
P_DATA: Final = 0x04
RELEASE_RQ: Final = 0x05
RELEASE_RP: Final = 0x06
ABORT: Final = 0x07

HEADER_LENGTH: Final = 6
# What a P-DATA-TF PDU of one fragment costs besides the fragment, inside the PDU's length (PS3.8 table 9-23).
PDV_OVERHEAD: Final = 6
# 128 presentation contexts with 30 transfer syntaxes each need some 260 KB.
MAX_ASSOCIATE_LENGTH: Final = 512 * 1024

COMMAND: Final = 0x01
LAST: Final = 0x02

RELEASE_RQ_PDU: Final = bytes((RELEASE_RQ, 0, 0, 0, 0, 4, 0, 0, 0, 0))
RELEASE_RP_PDU: Final = bytes((RELEASE_RP, 0, 0, 0, 0, 4, 0, 0, 0, 0))

_header = Struct(">BxL")
_item = Struct(">LBB")
_frame = Struct(">BBLLBB")

Fragment: TypeAlias = tuple[int, int, memoryview]


class MalformedPDU(ValueError):
    """The peer's bytes are no PDU that fits here; `reason` is the abort reason of PS3.8 table 9-26."""

    def __init__(self, message: str, reason: int = 6) -> None:
        super().__init__(message)
        self.reason = reason


def abort(source: int, reason: int) -> bytes:
    """An A-ABORT PDU (PS3.8 9.3.8)."""
    return bytes((ABORT, 0, 0, 0, 0, 4, 0, 0, source, reason))


def parse_header(header: bytes | memoryview, max_pdu_length: int) -> tuple[int, int]:
    """The type and length of a PDU.

    Args:
        header: its first six bytes.
        max_pdu_length: what we announced; a P-DATA-TF PDU may not be longer (PS3.8 D.1.1).

    Raises:
        MalformedPDU: no such type, or a length that a PDU of this type cannot have.
    """
    kind, length = _header.unpack(header)
    if kind == P_DATA:
        allowed = PDV_OVERHEAD <= length <= max_pdu_length
    elif kind in (ASSOCIATE_RQ, ASSOCIATE_AC):
        allowed = 68 <= length <= MAX_ASSOCIATE_LENGTH
    elif kind in (ASSOCIATE_RJ, RELEASE_RQ, RELEASE_RP, ABORT):
        allowed = length == 4
    else:
        raise MalformedPDU(f"it begins with the bytes {_shown(header)}{_guess(bytes(header))}", reason=1)
    if not allowed:
        raise MalformedPDU(f"a PDU of type {kind:02X} claims a length of {length} bytes")
    return kind, length


def fragments(body: memoryview) -> Iterator[Fragment]:
    """The presentation data values of a P-DATA-TF PDU: context ID, message control header, fragment.

    Raises:
        MalformedPDU: the items do not fill the PDU exactly.
    """
    at, end = 0, len(body)
    while at < end:
        if end - at < PDV_OVERHEAD:
            raise MalformedPDU("a presentation data value is cut off")
        length, context_id, control = _item.unpack_from(body, at)
        if length < 2 or at + 4 + length > end:
            raise MalformedPDU(f"a presentation data value claims a length of {length} bytes")
        yield context_id, control, body[at + PDV_OVERHEAD : at + 4 + length]
        at += 4 + length


def fragment_length(max_pdu_length: int, our_limit: int) -> int:
    """The longest fragment that the peer takes, even as PS3.8 annex E wants it; 0 announces no limit."""
    limit = our_limit if max_pdu_length == 0 else min(max_pdu_length, our_limit)
    return max(2, limit - PDV_OVERHEAD & ~1)


def frame(
    context_id: int, control: int, data: bytes | memoryview, length: int, *, last: bool
) -> list[bytes | memoryview]:
    """P-DATA-TF PDUs that carry `data` in fragments of at most `length` bytes, as buffers for a gathered write.

    The data is not copied: full fragments share one header, and each is a slice of the same memory.
    """
    view = memoryview(data)
    size = len(view)
    full = _frame.pack(P_DATA, 0, length + PDV_OVERHEAD, length + 2, context_id, control)
    buffers: list[bytes | memoryview] = []
    at = 0
    while size - at > length:
        buffers += (full, view[at : at + length])
        at += length
    rest = size - at
    control |= LAST if last else 0
    buffers += (
        _frame.pack(P_DATA, 0, rest + PDV_OVERHEAD, rest + 2, context_id, control),
        view[at:] if at else view,
    )
    return buffers


def _shown(header: bytes | memoryview) -> str:
    return bytes(header).hex(" ").upper()


def _guess(header: bytes) -> str:
    """What else the first bytes may be: the usual things that listen where a DICOM server was expected."""
    if header[:1] in (b"\x15", b"\x16"):
        return ", which look like TLS"
    if header[:4] in (b"HTTP", b"<htm", b"<!DO"):
        return ", which look like a web server"
    if header[:4] == b"SSH-":
        return ", which look like an SSH server"
    if header[:3] == b"220":
        return ", which look like a mail or FTP server"
    return ", which are no DICOM PDU"
