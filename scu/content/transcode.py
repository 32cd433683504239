"""Objects in another transfer syntax than that of their file: which one, and what becomes of them (PS3.5 10)."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from scu import charset
from scu.content.codecs import COMPRESSED, LOSSY, UNCOMPRESSED, check_known, name_of
from scu.content.pixels import rewrite
from scu.content.stream import opened
from scu.storage.elements import DEFLATED_LE
from scu.values import PYDICOM_FAILURES

if TYPE_CHECKING:
    from scu.results import Outgoing, Source

TARGETS: Final = (*UNCOMPRESSED, *COMPRESSED)
"""The transfer syntaxes that objects can be put into, all without loss."""

_IN_MEMORY: Final = 8 * 1024 * 1024
_CHUNK: Final = 256 * 1024


def into_accepted(outgoing: Outgoing, accepted: Collection[str], *, allow_lossy: bool = False) -> Outgoing:
    """Return the object in the best uncompressed transfer syntax that the peer accepts for its SOP class.

    Raises:
        ValueError: there is none, or it may not or cannot be put into it; says why.
    """
    wanted = next((each for each in UNCOMPRESSED if each in accepted), None)
    if wanted is None:
        raise ValueError(f"the peer takes neither {name_of(outgoing.transfer_syntax_uid)} nor anything uncompressed")
    try:
        return into(outgoing, wanted, allow_lossy=allow_lossy)
    except ValueError as error:
        raise ValueError(f"not accepted by the peer as it is, and {error}") from error


def into(outgoing: Outgoing, wanted: str, *, allow_lossy: bool = False) -> Outgoing:
    """Return the object in this transfer syntax, one of `TARGETS`. It is made when its content is opened.

    Raises:
        ValueError: it cannot be put into it, or may not; says why.
    """
    original = outgoing.transfer_syntax_uid
    if original == wanted:
        return outgoing
    check_known(original)
    if original in LOSSY and not allow_lossy:
        raise ValueError(
            f"{name_of(original)} may be lossy: what it becomes depends on the decoder, so that it takes --allow-lossy"
        )
    deed = {(True, True): "recompressed", (True, False): "decompressed", (False, True): "compressed"}.get(
        (original not in UNCOMPRESSED, wanted not in UNCOMPRESSED), "converted"
    )
    return replace(
        outgoing,
        transfer_syntax_uid=wanted,
        original_transfer_syntax_uid=outgoing.original_transfer_syntax_uid or original,
        content=Transcoded(outgoing, wanted),
        changes=(*outgoing.changes, f"{deed} from {name_of(original)} to {name_of(wanted)}"),
    )


@dataclass(frozen=True, slots=True)
class Transcoded:
    """The data set of an object in another transfer syntax: a `results.Content`."""

    original: Outgoing
    wanted: str

    @contextmanager
    def open(self) -> Iterator[tuple[Source, int]]:
        """The data set and its size, whole before any of it is sent: in a temporary file, if it is large.

        Raises:
            ValueError: it cannot be made; says why.
            OSError: the file cannot be read, or there is no room for what it becomes.
        """
        # Its type says less than it can do.
        with cast(BinaryIO, SpooledTemporaryFile(max_size=_IN_MEMORY)) as made:
            with opened(self.original) as (source, start, end):
                try:
                    with charset.quietly():
                        rewrite(source, start, end, self.original.transfer_syntax_uid, self.wanted, made)
                except OSError:
                    raise
                except (RuntimeError, MemoryError, ArithmeticError, *PYDICOM_FAILURES) as error:
                    raise ValueError(_on_one_line(error)) from error
            if self.wanted == DEFLATED_LE:
                with cast(BinaryIO, SpooledTemporaryFile(max_size=_IN_MEMORY)) as deflated:
                    _deflate(made, deflated)
                    yield _from_the_start(deflated)
            else:
                yield _from_the_start(made)


def _from_the_start(made: BinaryIO) -> tuple[Source, int]:
    size = made.tell()
    made.seek(0)
    return cast("Source", made), size


def _deflate(made: BinaryIO, deflated: BinaryIO) -> None:
    deflater = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    made.seek(0)
    while chunk := made.read(_CHUNK):
        deflated.write(deflater.compress(chunk))
    deflated.write(deflater.flush())


def _on_one_line(error: Exception) -> str:
    """What pydicom says takes a list with indentations."""
    said = " ".join(str(error).split())
    return said or type(error).__name__
