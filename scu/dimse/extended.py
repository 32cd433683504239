"""What a query or a storage service is asked for beyond its presentation context. No socket.

SOP Class Extended Negotiation (PS3.7 D.3.3.5): a byte for each thing that is asked for, by the operation. SOP Class
Common Extended Negotiation (PS3.7 D.3.3.6): what service an object belongs to, and what it may be taken for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

RELATIONAL: Final = "relational queries"
DATETIME: Final = "combined date-time matching"
FUZZY: Final = "fuzzy matching of person names"
TIMEZONE: Final = "timezone query adjustment"
ENHANCED_MULTIFRAME: Final = "enhanced multi-frame image conversion"

# Byte by byte: PS3.4 C.5.1.1, C.5.2.1 and C.5.3.1, and K.5.1, where the first two are reserved.
OF_FIND: Final = (RELATIONAL, DATETIME, FUZZY, TIMEZONE, ENHANCED_MULTIFRAME)
OF_WORKLIST: Final = ("", "", FUZZY, TIMEZONE)
OF_RETRIEVE: Final = (RELATIONAL, ENHANCED_MULTIFRAME)

STORAGE_SERVICE_CLASS: Final = "1.2.840.10008.4.2"


@dataclass(frozen=True, slots=True)
class Extended:
    """What is asked for of a SOP class: the names of the bytes, in their order, and those that are set."""

    fields: tuple[str, ...]
    asked: frozenset[str]

    def encode(self) -> bytes:
        """Service-class-application-information. No longer than needed: servers of long ago know the first byte only.

        The third byte came with the second (PS3.4 C.5.1.1), so there are never just two of a query's.
        """
        wanted = [name in self.asked for name in self.fields]
        length = max((number for number, asked in enumerate(wanted, 1) if asked), default=1)
        if length == 2 and FUZZY in self.fields:
            length = 3
        return bytes(wanted[:length])

    def declined(self, answer: bytes) -> tuple[str, ...]:
        """What was asked for and not accepted: only a byte of 1 is a yes, and a missing one a no."""
        granted = dict(zip(self.fields, answer, strict=False))
        return tuple(name for name in self.fields if name in self.asked and granted.get(name) != 1)


@dataclass(frozen=True, slots=True)
class Common:
    """The service class of a SOP class, and the more general SOP classes that its objects conform to."""

    service_class_uid: str
    related_uids: tuple[str, ...] = ()


def storage(sop_class_uid: str) -> Common:
    """What is said of a storage class, so that a server which does not know it may take it for one that it knows."""
    return Common(STORAGE_SERVICE_CLASS, _RELATED.get(sop_class_uid, ()))


_ENHANCED_SR: Final = "1.2.840.10008.5.1.4.1.1.88.22"
_COMPREHENSIVE_SR: Final = "1.2.840.10008.5.1.4.1.1.88.33"
_COMPREHENSIVE_3D_SR: Final = "1.2.840.10008.5.1.4.1.1.88.34"
_EXTENSIBLE_SR: Final = "1.2.840.10008.5.1.4.1.1.88.35"
_MORE_GENERAL_SR: Final = (_ENHANCED_SR, _COMPREHENSIVE_SR, _COMPREHENSIVE_3D_SR, _EXTENSIBLE_SR)

# Standard and Related General SOP Classes, PS3.4 table B.3-3.
_RELATED: Final = {
    "1.2.840.10008.5.1.4.1.1.9.1.1": ("1.2.840.10008.5.1.4.1.1.9.1.2",),  # 12-lead ECG: general ECG
    "1.2.840.10008.5.1.4.1.1.1.2": ("1.2.840.10008.5.1.4.1.1.1.1",),  # mammography, intra-oral: digital X-ray
    "1.2.840.10008.5.1.4.1.1.1.2.1": ("1.2.840.10008.5.1.4.1.1.1.1.1",),
    "1.2.840.10008.5.1.4.1.1.1.3": ("1.2.840.10008.5.1.4.1.1.1.1",),
    "1.2.840.10008.5.1.4.1.1.1.3.1": ("1.2.840.10008.5.1.4.1.1.1.1.1",),
    "1.2.840.10008.5.1.4.1.1.88.11": _MORE_GENERAL_SR,  # basic text
    _ENHANCED_SR: _MORE_GENERAL_SR[1:],
    _COMPREHENSIVE_SR: _MORE_GENERAL_SR[2:],
    _COMPREHENSIVE_3D_SR: _MORE_GENERAL_SR[3:],
    "1.2.840.10008.5.1.4.1.1.88.40": _MORE_GENERAL_SR,  # procedure log
    "1.2.840.10008.5.1.4.1.1.88.67": _MORE_GENERAL_SR,  # X-ray radiation dose
    "1.2.840.10008.5.1.4.1.1.88.68": _MORE_GENERAL_SR,  # radiopharmaceutical radiation dose
    "1.2.840.10008.5.1.4.1.1.88.71": _MORE_GENERAL_SR,  # acquisition context
    "1.2.840.10008.5.1.4.1.1.88.72": _MORE_GENERAL_SR,  # simplified adult echo
    "1.2.840.10008.5.1.4.1.1.78.6": (_ENHANCED_SR,),  # spectacle prescription
    "1.2.840.10008.5.1.4.1.1.79.1": (_ENHANCED_SR,),  # macular grid thickness and volume
    "1.2.840.10008.5.1.4.1.1.2.1": ("1.2.840.10008.5.1.4.1.1.2.2",),  # enhanced: legacy converted enhanced
    "1.2.840.10008.5.1.4.1.1.4.1": ("1.2.840.10008.5.1.4.1.1.4.4",),
    "1.2.840.10008.5.1.4.1.1.130": ("1.2.840.10008.5.1.4.1.1.128.1",),
}
