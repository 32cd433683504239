"""Objects as C-FIND lists them: which came and which did not, and the file that says so."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from scu.errors import FileProblem
from scu.storage.meta import is_uid

_HEADING = "# What is missing: StudyInstanceUID SeriesInstanceUID SOPInstanceUID\n"


@dataclass(frozen=True, slots=True)
class Image:
    """An object that a server holds; its class and transfer syntaxes where it tells them."""

    study_instance_uid: str
    series_instance_uid: str
    sop_instance_uid: str
    sop_class_uid: str = ""
    transfer_syntax_uids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verification:
    """What was to come, how much of it is here, what is not, and what came beside it (SOP Instance UIDs).

    `of_list` is whether a list of ours says what was to come, and not the server. `left_out` is how much the server
    lists that has no valid UID: nobody can tell whether it is here.
    """

    expected: int
    received: int
    missing: tuple[str, ...]
    surplus: tuple[str, ...]
    of_list: bool = False
    left_out: int = 0


def verify(
    expected: Sequence[Image],
    here: Collection[str],
    arrived: Iterable[str],
    *,
    of_list: bool = False,
    left_out: int = 0,
) -> Verification:
    """Compare.

    Args:
        here: the SOP Instance UIDs of what is here, from earlier runs too.
        arrived: of those, what this run has fetched.
        of_list: whether a list of ours says what is expected.
        left_out: how much beside it has no valid UID.
    """
    uids = dict.fromkeys(image.sop_instance_uid for image in expected)
    missing = tuple(uid for uid in uids if uid not in here)
    surplus = tuple(sorted(set(arrived).difference(uids)))
    return Verification(len(uids), len(uids) - len(missing), missing, surplus, of_list, left_out)


def write(path: Path, images: Iterable[Image]) -> None:
    """Write a list for `read`, one object a line, whole or not at all.

    Raises:
        FileProblem: it cannot be written.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    lines = (f"{it.study_instance_uid}\t{it.series_instance_uid}\t{it.sop_instance_uid}\n" for it in images)
    try:
        temporary.write_text(_HEADING + "".join(lines), encoding="ascii")
        temporary.replace(path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise FileProblem(
            f"the list of what is missing cannot be written to {str(path)!r}: {error.strerror or error}",
            remedy="name a file in a folder that you may write to",
        ) from error


def read(path: Path) -> list[Image]:
    """Read a list that `write` wrote.

    Raises:
        FileProblem: it cannot be read, or is no such list; names the line.
    """
    try:
        lines = path.read_text(encoding="ascii").splitlines()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text"
        raise FileProblem(
            f"the list {str(path)!r} cannot be read: {reason}", remedy="name a file that --missing wrote"
        ) from error
    images: dict[str, Image] = {}
    for number, line in enumerate(lines, 1):
        uids = line.split()
        if not uids or line.startswith("#"):
            continue
        if len(uids) != 3 or not all(map(is_uid, uids)):
            raise FileProblem(
                f"line {number} of {str(path)!r} is not the UIDs of a study, a series and an object",
                remedy="name a file that --missing wrote",
            )
        study, series, uid = uids
        images.setdefault(uid, Image(study, series, uid))
    return list(images.values())
