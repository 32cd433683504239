"""Whether objects go out in another transfer syntax than that of their file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, ClassVar, Final

from typer import Option

from scu.commands.options import refuse_together
from scu.commands.options.syntaxes import DEFLATED, IMPLICIT, SYNTAXES
from scu.commands.parsing import OptionGroup
from scu.errors import UsageError

if TYPE_CHECKING:
    from scu.dimse.transcoding import Transcoder
    from scu.output.report import View

AUTO: Final = "auto"
UNCOMPRESSED: Final = "uncompressed"
NEVER: Final = "never"
ALWAYS: Final = "always"

ALIASES: Final = {
    "implicit": IMPLICIT,
    "implicit-le": IMPLICIT,
    "explicit": "1.2.840.10008.1.2.1",
    "explicit-le": "1.2.840.10008.1.2.1",
    "explicit-be": "1.2.840.10008.1.2.2",
    "deflated-le": DEFLATED,
    "j2k": "1.2.840.10008.1.2.4.90",
    "jls": "1.2.840.10008.1.2.4.80",
}


@dataclass(frozen=True)
class Transcoding(OptionGroup):
    """What is done where the server does not accept an object's transfer syntax."""

    panel: ClassVar[str] = "Transcoding"

    transcode: Annotated[
        str,
        Option(
            "--transcode",
            metavar="auto|uncompressed|never|always SYNTAX",
            help="Send an object uncompressed if the server does not accept its transfer syntax (auto), only from one "
            "uncompressed syntax to another (uncompressed), or leave it unsent then (never); or send every object in "
            "SYNTAX, a UID, a keyword or a name as in --propose-NAME. "
            "Pixels stay as they are, whatever they are compressed with, and so does the SOP Instance UID. "
            "Decompression takes codecs, which the extra of that name installs.",
        ),
    ] = AUTO
    allow_lossy: Annotated[
        bool,
        Option(
            "--allow-lossy",
            help="Transcode also what is in a lossy transfer syntax (JPEG Baseline and Extended, near-lossless "
            "JPEG-LS, JPEG 2000 that may be lossy): no detail is lost once more, but decoders differ in the last bit, "
            "so that the server gets what this one makes of it. Nothing is ever compressed with loss.",
        ),
    ] = False

    def take_effect(self) -> None:
        _ = self._target

    @cached_property
    def _target(self) -> str | None:
        """The transfer syntax of --transcode always; None without. Raises UsageError."""
        if self.transcode in (AUTO, UNCOMPRESSED, NEVER):
            return None
        name = self.transcode.removeprefix(f"{ALWAYS}=")
        if name in ("", ALWAYS):
            raise UsageError("--transcode always needs a transfer syntax", remedy="say --transcode always explicit-le")
        from scu.content.transcode import TARGETS

        uid = _uid_of(name)
        if uid is None:
            raise UsageError(
                f"--transcode takes auto, uncompressed, never, or always with a transfer syntax, and {name!r} is none",
                remedy=f"say one of {', '.join((*ALIASES, *(it.name for it in SYNTAXES if it.uid in TARGETS)))}",
            )
        if uid not in TARGETS:
            raise UsageError(
                f"nothing can be put into {name!r} without loss here",
                remedy="uncompressed syntaxes, RLE, and lossless JPEG-LS and JPEG 2000 are possible",
            )
        return uid

    def proposed(self, proposed: tuple[str, ...]) -> tuple[str, ...]:
        """Those that an object's own transfer syntax has to be among; none where it can be changed."""
        refuse_together({"--transcode always": self._target is not None, "--propose-…": bool(proposed)})
        if self.transcode == UNCOMPRESSED and proposed:
            from scu.content import codecs

            return (*proposed, *codecs.UNCOMPRESSED)
        return proposed if self.transcode == NEVER else ()

    @cached_property
    def transcoder(self) -> Transcoder:
        """What does it. Raises UsageError, as above."""
        from scu.dimse.transcoding import Fallback, Transcoder

        fallback = Fallback(self.transcode) if self._target is None else Fallback.NEVER
        return Transcoder(fallback, self._target, self.allow_lossy)

    @property
    def remedy(self) -> str:
        """What else may help where a server takes nothing; empty where nothing comes to mind."""
        if self.transcode not in (UNCOMPRESSED, NEVER):
            return ""
        return f"leave out --transcode {self.transcode}, in case it is the transfer syntax that the server refuses"

    def views(self) -> list[View]:
        """What tells of it."""
        if not self.transcoder.helps_out:
            return []
        from scu.output.transcoded import Transcoded

        return [Transcoded()]


def _uid_of(name: str) -> str | None:
    """A transfer syntax by its name here, its UID or its keyword."""
    short = name.lower().replace("_", "-")
    for syntax in SYNTAXES:
        if short == syntax.name:
            return syntax.uid
    if short in ALIASES:
        return ALIASES[short]
    from pydicom.uid import AllTransferSyntaxes

    return next((str(uid) for uid in AllTransferSyntaxes if name in (uid, uid.keyword)), None)
