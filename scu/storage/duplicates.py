"""Of files that hold the same SOP Instance, the first."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from typing import Final

from scu.results import Instance, Outgoing

log = logging.getLogger(__name__)

_COMPARED: Final = 256 * 1024


def once(found: Iterable[Outgoing | Instance]) -> Iterator[Outgoing | Instance]:
    """What was found, but no SOP Instance UID twice; one note at the end tells what was left out."""
    kept: dict[str, Outgoing] = {}
    same: list[tuple[Outgoing, Outgoing]] = []
    other: list[tuple[Outgoing, Outgoing]] = []
    for each in found:
        if isinstance(each, Instance) or each.content is not None:  # what was made is not in a file
            yield each
            continue
        first = kept.setdefault(each.sop_instance_uid, each)
        if first is each:
            yield each
        elif _same(first, each):
            log.debug("%s is left out: it holds the same object as %s", each.file, first.file)
            same.append((each, first))
        else:
            log.debug("%s is left out: it has the SOP Instance UID of %s, but other contents", each.file, first.file)
            other.append((each, first))
    _note(same, "another file holds the same object", "other files hold the same objects")
    _note(
        other,
        "another file, which is sent, has its SOP Instance UID and other contents",
        "other files, which are sent, have their SOP Instance UIDs and other contents",
    )


def _note(pairs: list[tuple[Outgoing, Outgoing]], one: str, many: str) -> None:
    """Names of files may be patients', and are for --debug."""
    if not pairs:
        return
    left, why, which = (f"{len(pairs)} files are", many, "the first") if len(pairs) > 1 else ("1 file is", one, "it")
    uid = pairs[0][0].sop_instance_uid
    log.warning("%s left out: %s; %s is of SOP Instance %s (--debug names the files)", left, why, which, uid)


def _same(one: Outgoing, other: Outgoing) -> bool:
    """Whether two files hold the same data set, byte by byte. One that cannot be read is another."""
    if one.file == other.file:
        return True
    if (one.size, one.transfer_syntax_uid) != (other.size, other.transfer_syntax_uid):
        return False
    try:
        with open(one.file, "rb") as ours, open(other.file, "rb") as theirs:
            ours.seek(one.offset)
            theirs.seek(other.offset)
            while data := ours.read(_COMPARED):
                if data != theirs.read(_COMPARED):
                    return False
    except OSError:
        return False
    return True
