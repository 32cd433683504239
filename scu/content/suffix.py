"""UIDs with a suffix, so that objects can be sent again as others that belong together in the same way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from scu import implementation
from scu.content.head import Head
from scu.errors import UsageError

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

# Of studies, series and SOP Instances, and what refers to them. Frames of reference stay: the space is the same.
_UIDS: Final = {
    0x00080018: "SOPInstanceUID",
    0x00080058: "FailedSOPInstanceUIDList",
    0x00081155: "ReferencedSOPInstanceUID",
    0x00081167: "MultiFrameSourceSOPInstanceUID",
    0x0020000D: "StudyInstanceUID",
    0x0020000E: "SeriesInstanceUID",
    0x00200242: "SOPInstanceUIDOfConcatenationSource",
}
_STANDARD: Final = "1.2.840.10008."  # well-known instances, such as colour palettes, are the same everywhere
_SUFFIX: Final = re.compile(r"\.?((0|[1-9][0-9]*)(\.(0|[1-9][0-9]*))*)")
_LONGEST: Final = 64  # PS3.5 9.1


@dataclass(frozen=True, slots=True)
class Suffix:
    """Study, Series and SOP Instance UIDs with `text` and a dot before it, wherever they are in the head.

    Another UID that is the same as one of those, as in a content item of an SR, changes with it.
    """

    text: str

    @property
    def words(self) -> tuple[str, ...]:
        return ("UIDs suffixed",)

    def suffixed(self, uid: str) -> str:
        """Return the UID to be: what is too long, or was no valid UID, becomes one that both determine (PS3.5 B.2)."""
        if not uid or uid.startswith(_STANDARD):
            return uid
        longer = f"{uid}.{self.text}"
        return longer if implementation.is_uid(longer) else implementation.uid_from_uuid(longer)

    def touches(self, head: Head) -> set[int]:
        return {span.tag for span in head.spans if _may_hold_uids(span.tag, span.vr)}

    def apply(self, dataset: Dataset) -> set[int]:
        known = {uid for *_, tag, uids in _uids(dataset) if tag in _UIDS for uid in uids}
        changed = set()
        for top, within, tag, uids in list(_uids(dataset)):
            new = [self.suffixed(uid) if tag in _UIDS or uid in known else uid for uid in uids]
            if new != uids:
                within[tag].value = new[0] if len(new) == 1 else new
                changed.add(top)
        return changed


def suffix(typed: str) -> Suffix:
    """What this adds. Raises UsageError if it would make no valid UIDs."""
    found = _SUFFIX.fullmatch(typed)
    if not found or len(found[1]) > _LONGEST // 2:
        raise UsageError(
            f"{typed!r} cannot be at the end of a UID",
            cause=f"it is numbers with dots between, none with a leading zero, of {_LONGEST // 2} characters at most",
            remedy="write, for example, --uid-suffix 1",
        )
    return Suffix(found[1])


def _may_hold_uids(tag: int, vr: str) -> bool:
    from pydicom.datadict import dictionary_has_tag, dictionary_VR

    if vr in ("", "UN"):
        # What is unknown may be a sequence of undefined length.
        vr = dictionary_VR(tag) if dictionary_has_tag(tag) else "SQ"
    return vr in ("UI", "SQ")


def _uids(dataset: Dataset, top: int = 0) -> Iterator[tuple[int, Dataset, int, list[str]]]:
    """All UIDs: the tag of the top level that they are in, the data set that they are in, their own tag, and values."""
    for tag in list(dataset.keys()):
        if not _may_hold_uids(tag, dataset.get_item(tag).VR or ""):
            continue
        element = dataset[tag]
        if element.VR == "SQ":
            for item in element.value:
                yield from _uids(item, top or tag)
        elif element.VR == "UI" and not element.is_empty:
            several = [element.value] if element.VM == 1 else element.value
            yield top or tag, dataset, tag, [str(uid) for uid in several]
