"""What a store sends."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias, Union

from scu.dimse.transcoding import Fallback, Transcoder
from scu.errors import FileProblem, UsageError
from scu.results import Instance, Outgoing

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

One: TypeAlias = Union[str, "os.PathLike[str]", "Dataset"]
Sendable: TypeAlias = One | Iterable[One]
"""A file, a folder, a DICOMDIR, a pydicom data set, or several of them."""

_SOME = 5  # of many paths, what a message names


def gather(what: Sendable, *, recursive: bool, patterns: Sequence[str]) -> tuple[list[Outgoing], list[Instance]]:
    """Return what can be sent and what cannot, with the reason. Of files only the beginnings are read.

    Args:
        recursive, patterns: see `scu.storage.scan.scan`.

    Raises:
        UsageError: a data set cannot be an object to store.
        FileProblem: there is nothing to send.
    """
    from scu.storage.duplicates import once

    paths: list[str] = []
    found = [*once(_found(what, paths, recursive=recursive, patterns=patterns))]
    if not found:
        where = f"in {', '.join(paths[:_SOME])}{' …' if len(paths) > _SOME else ''}" if paths else "given to send"
        raise FileProblem(
            f"there is no DICOM file {where}",
            remedy="" if recursive or not paths else "say recursive=True if they are further down",
        )
    outgoing = [each for each in found if isinstance(each, Outgoing)]
    return outgoing, [each for each in found if isinstance(each, Instance)]


def _found(
    what: Sendable, paths: list[str], *, recursive: bool, patterns: Sequence[str]
) -> Iterator[Outgoing | Instance]:
    """What there is, in the order given; notes the paths."""
    from pydicom.dataset import Dataset

    from scu.content import memory
    from scu.storage.scan import scan

    # A data set can be iterated over, too, and so can text.
    for each in [what] if isinstance(what, str | os.PathLike | Dataset) else what:
        if isinstance(each, Dataset):
            yield memory.outgoing(each)
        elif isinstance(each, str | os.PathLike):
            paths.append(os.fspath(each))
            yield from scan(paths[-1:], recursive=recursive, patterns=patterns)
        else:
            raise UsageError(f"a store takes paths and data sets, and no {type(each).__name__}")


def transcoder(transcode: str, *, allow_lossy: bool) -> Transcoder:
    """Return what puts objects into other transfer syntaxes.

    Args:
        transcode: a `Fallback`, or the UID or keyword of the transfer syntax that all objects are to go out in.

    Raises:
        UsageError: it is neither.
    """
    if transcode in set(Fallback):
        return Transcoder(Fallback(transcode), allow_lossy=allow_lossy)
    from pydicom.uid import AllTransferSyntaxes

    from scu.content.transcode import TARGETS

    target = next((str(uid) for uid in AllTransferSyntaxes if transcode in (uid, uid.keyword)), None)
    if target is None:
        raise UsageError(
            f"transcode takes {', '.join(Fallback)} or a transfer syntax, and {transcode!r} is none",
            remedy="a transfer syntax is said by its UID or its keyword, such as ExplicitVRLittleEndian",
        )
    if target not in TARGETS:
        raise UsageError(
            f"nothing can be put into {transcode!r} without loss here",
            remedy="uncompressed syntaxes, RLE, and lossless JPEG-LS and JPEG 2000 are possible",
        )
    return Transcoder(Fallback.NEVER, target, allow_lossy)
