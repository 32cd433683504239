"""Transfer syntaxes: which to propose for requests, and which are preferred for objects."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, ClassVar, Final, NamedTuple

from scu.commands.choices import Choice, OneOf
from scu.commands.parsing import OptionGroup

_PANEL = "Transfer syntaxes (of several, the rightmost counts)"

IMPLICIT: Final = "1.2.840.10008.1.2"
LITTLE: Final = "1.2.840.10008.1.2.1"
BIG: Final = "1.2.840.10008.1.2.2"
DEFLATED: Final = "1.2.840.10008.1.2.1.99"


class Syntax(NamedTuple):
    """A transfer syntax with what DCMTK calls it: `--prefer-NAME` and `+xLETTER`, `--propose-NAME` and `-xLETTER`."""

    name: str
    letter: str
    uid: str
    meaning: str


SYNTAXES: Final = (
    Syntax("uncompr", "=", LITTLE if sys.byteorder == "little" else BIG, "explicit VR in this machine's byte order"),
    Syntax("little", "e", LITTLE, "explicit VR little endian"),
    Syntax("big", "b", BIG, "explicit VR big endian"),
    Syntax("deflated", "d", DEFLATED, "deflated explicit VR little endian"),
    Syntax("lossless", "s", "1.2.840.10008.1.2.4.70", "JPEG lossless"),
    Syntax("jpeg8", "y", "1.2.840.10008.1.2.4.50", "JPEG baseline, 8 bits"),
    Syntax("jpeg12", "x", "1.2.840.10008.1.2.4.51", "JPEG extended, 12 bits"),
    Syntax("j2k-lossless", "v", "1.2.840.10008.1.2.4.90", "JPEG 2000 lossless"),
    Syntax("j2k-lossy", "w", "1.2.840.10008.1.2.4.91", "JPEG 2000"),
    Syntax("jls-lossless", "t", "1.2.840.10008.1.2.4.80", "JPEG-LS lossless"),
    Syntax("jls-lossy", "u", "1.2.840.10008.1.2.4.81", "JPEG-LS"),
    Syntax("mpeg2", "m", "1.2.840.10008.1.2.4.100", "MPEG2 main profile at main level"),
    Syntax("mpeg2-high", "h", "1.2.840.10008.1.2.4.101", "MPEG2 main profile at high level"),
    Syntax("mpeg4", "n", "1.2.840.10008.1.2.4.102", "MPEG4 high profile, level 4.1"),
    Syntax("mpeg4-bd", "l", "1.2.840.10008.1.2.4.103", "MPEG4 for BD, level 4.1"),
    Syntax("mpeg4-2-2d", "2", "1.2.840.10008.1.2.4.104", "MPEG4 high profile, level 4.2, 2D"),
    Syntax("mpeg4-2-3d", "3", "1.2.840.10008.1.2.4.105", "MPEG4 high profile, level 4.2, 3D"),
    Syntax("mpeg4-2-st", "o", "1.2.840.10008.1.2.4.106", "MPEG4 stereo, level 4.2"),
    Syntax("hevc", "4", "1.2.840.10008.1.2.4.107", "HEVC main profile, level 5.1"),
    Syntax("hevc10", "5", "1.2.840.10008.1.2.4.108", "HEVC main 10 profile, level 5.1"),
    Syntax("rle", "r", "1.2.840.10008.1.2.5", "RLE lossless"),
)


def _proposing(syntaxes: Iterable[Syntax]) -> OneOf:
    return OneOf(
        *(
            Choice(f"--propose-{it.name}", f"-x{it.letter}", value=it.uid, help=f"Propose {it.meaning} first.")
            for it in syntaxes
        ),
        Choice("--propose-implicit", "-xi", value=IMPLICIT, help="Propose implicit VR little endian alone."),
    )


_FOR_REQUESTS: Final = _proposing(SYNTAXES[:4])
_FOR_OBJECTS: Final = _proposing(SYNTAXES)
_PREFERRED: Final = OneOf(
    *(Choice(f"--prefer-{it.name}", f"+x{it.letter}", value=it.uid, help=f"Prefer {it.meaning}.") for it in SYNTAXES),
    Choice("--implicit", "+xi", value=IMPLICIT, help="Take implicit VR little endian alone."),
)


@dataclass(frozen=True)
class Proposing(OptionGroup):
    """What is proposed for requests and their answers."""

    panel: ClassVar[str] = _PANEL

    propose: Annotated[str | None, _FOR_REQUESTS] = None

    @property
    def proposed(self) -> tuple[str, ...]:
        """The transfer syntaxes to propose; none for the usual ones."""
        return _offered(self.propose)


@dataclass(frozen=True)
class Sendable(OptionGroup):
    """What is proposed for objects to send: by default the transfer syntax of each, and with an option no others."""

    panel: ClassVar[str] = _PANEL

    propose: Annotated[str | None, _FOR_OBJECTS] = None

    @property
    def proposed(self) -> tuple[str, ...]:
        """The transfer syntaxes to propose; none for those of the objects."""
        return _offered(self.propose)


@dataclass(frozen=True)
class Preferring(Proposing):
    """The same, and what is preferred for the objects that come."""

    prefer: Annotated[
        str | None,
        _PREFERRED,
    ] = None

    @property
    def preferred(self) -> tuple[str, ...]:
        """The transfer syntaxes to take, the best first; none for the usual ones."""
        return _offered(self.prefer)


def _offered(transfer_syntax: str | None) -> tuple[str, ...]:
    if transfer_syntax is None:
        return ()
    from scu.dimse.contexts import favouring

    return favouring(transfer_syntax)
