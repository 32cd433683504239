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
            log.info("%s is left out: it holds the same object as %s", each.file, first.file)
            same.append((each, first))
        else:
            log.info("%s is left out: it has the SOP Instance UID of %s, but other contents", each.file, first.file)
            other.append((each, first))
    _note(
        same, "%s is left out: it holds the same object as %s", "%d files are left out: other files hold their objects"
    )
    _note(
        other,
        "%s is left out: it has the SOP Instance UID of %s, which is sent, but other contents",
        "%d files are left out: they have the SOP Instance UIDs of other files, which are sent, but other contents",
    )


def _note(pairs: list[tuple[Outgoing, Outgoing]], one: str, many: str) -> None:
    if len(pairs) == 1:
        log.warning(one, pairs[0][0].file, pairs[0][1].file)
    elif pairs:
        log.warning(f"{many}; the first is %s, as %s (--verbose names all)", len(pairs), *(it.file for it in pairs[0]))


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
