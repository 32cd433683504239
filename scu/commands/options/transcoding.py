"""Whether objects go out in another transfer syntax than that of their file."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Annotated, ClassVar, Final

from typer import Option

from scu.commands.options import refuse_together
from scu.commands.options.syntaxes import DEFLATED, IMPLICIT, SYNTAXES
from scu.commands.parsing import OptionGroup
from scu.errors import UsageError

if TYPE_CHECKING:
    from scu.dimse.association import Association
    from scu.dimse.contexts import Proposal
    from scu.output.report import View
    from scu.results import Instance, Outgoing

AUTO: Final = "auto"
NEVER: Final = "never"
ALWAYS: Final = "always"

_ALIASES: Final = {
    "implicit": IMPLICIT,
    "implicit-le": IMPLICIT,
    "explicit": "1.2.840.10008.1.2.1",
    "explicit-le": "1.2.840.10008.1.2.1",
    "explicit-be": "1.2.840.10008.1.2.2",
    "deflated-le": DEFLATED,
    "j2k": "1.2.840.10008.1.2.4.90",
    "jls": "1.2.840.10008.1.2.4.80",
}
# Two threads that import pydicom for the first time may see its modules half made.
_importing = threading.Lock()


@dataclass(frozen=True)
class Transcoding(OptionGroup):
    """What is done where the server does not accept an object's transfer syntax."""

    panel: ClassVar[str] = "Transcoding"

    transcode: Annotated[
        str,
        Option(
            "--transcode",
            metavar="auto|never|always SYNTAX",
            help="Send an object uncompressed if the server does not accept its transfer syntax (auto), leave it "
            "unsent then (never), or send every object in SYNTAX, a UID, a keyword or a name as in --propose-NAME. "
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
        if self.transcode in (AUTO, NEVER):
            return None
        name = self.transcode.removeprefix(f"{ALWAYS}=")
        if name in ("", ALWAYS):
            raise UsageError("--transcode always needs a transfer syntax", remedy="say --transcode always explicit-le")
        from scu.content.transcode import TARGETS

        uid = _uid_of(name)
        if uid is None:
            raise UsageError(
                f"--transcode takes auto, never or always with a transfer syntax, and {name!r} is none",
                remedy=f"say one of {', '.join((*_ALIASES, *(it.name for it in SYNTAXES if it.uid in TARGETS)))}",
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
        return proposed if self.transcode == NEVER else ()

    def applied(self, outgoing: Iterable[Outgoing]) -> tuple[list[Outgoing], list[Instance]]:
        """The objects as --transcode always wants them, and those that cannot be had so, with the reason."""
        if self._target is None:
            return [*outgoing], []
        from scu.content.transcode import into
        from scu.results import Instance

        ready, unsendable = [], []
        for each in outgoing:
            try:
                ready.append(into(each, self._target, allow_lossy=self.allow_lossy))
            except ValueError as error:
                uids = each.sop_class_uid, each.sop_instance_uid, each.transfer_syntax_uid
                unsendable.append(Instance(each.file, *uids, None, reason=str(error)))
        return ready, unsendable

    def batches(
        self, proposed: Sequence[str], outgoing: Iterable[Outgoing]
    ) -> Iterator[tuple[list[Proposal], list[Outgoing]]]:
        """`contexts.batches`, with what is to fall back to."""
        from scu.dimse import contexts

        if self.transcode != AUTO:
            return contexts.batches(outgoing)
        uncompressed = (contexts.EXPLICIT_LE, contexts.IMPLICIT_LE)
        fallbacks = tuple(each for each in uncompressed if not proposed or each in proposed)
        return contexts.batches(outgoing, fallbacks=fallbacks, only=proposed)

    def store(self, association: Association, outgoing: Iterable[Outgoing]) -> Iterator[Instance]:
        """`services.store`, with this transcoding."""
        from scu.dimse import services

        transcode = partial(_into_accepted, self.allow_lossy) if self.transcode == AUTO else None
        return services.store(association, outgoing, transcode)

    def views(self) -> list[View]:
        """What tells of it."""
        if self.transcode != AUTO:
            return []
        from scu.output.transcoded import Transcoded

        return [Transcoded()]


def _into_accepted(allow_lossy: bool, outgoing: Outgoing, accepted: Collection[str]) -> Outgoing:
    with _importing:
        from scu.content.transcode import into_accepted

        return into_accepted(outgoing, accepted, allow_lossy=allow_lossy)


def _uid_of(name: str) -> str | None:
    """A transfer syntax by its name here, its UID or its keyword."""
    short = name.lower().replace("_", "-")
    for syntax in SYNTAXES:
        if short == syntax.name:
            return syntax.uid
    if short in _ALIASES:
        return _ALIASES[short]
    from pydicom.uid import AllTransferSyntaxes

    return next((str(uid) for uid in AllTransferSyntaxes if name in (uid, uid.keyword)), None)
