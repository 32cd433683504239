"""Objects on their way out in another transfer syntax than that of their file: when, and into which."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from scu.dimse import contexts, services
from scu.results import Instance, Outgoing

if TYPE_CHECKING:
    from scu.dimse.association import Association
    from scu.dimse.contexts import Proposal

# Two threads that import pydicom for the first time may see its modules half made.
_importing: Final = threading.Lock()


class Fallback(StrEnum):
    """What is done where the peer does not accept an object's transfer syntax."""

    AUTO = "auto"
    UNCOMPRESSED = "uncompressed"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Transcoder:
    """How objects are put into other transfer syntaxes, and which are proposed for that.

    Attributes:
        fallback: what is done where the peer does not accept an object as it is.
        target: the transfer syntax that all objects go out in, one of `content.transcode.TARGETS`; None for their own.
        allow_lossy: whether what is in a lossy transfer syntax may be decompressed, too.
    """

    fallback: Fallback = Fallback.AUTO
    target: str | None = None
    allow_lossy: bool = False

    @property
    def helps_out(self) -> bool:
        """Whether objects are converted where the peer does not take them as they are."""
        return self.target is None and self.fallback is not Fallback.NEVER

    def applied(self, outgoing: Iterable[Outgoing]) -> tuple[list[Outgoing], list[Instance]]:
        """The objects as the target wants them, and those that cannot be had so, with the reason."""
        if self.target is None:
            return [*outgoing], []
        from scu.content.transcode import into

        ready, unsendable = [], []
        for each in outgoing:
            try:
                ready.append(into(each, self.target, allow_lossy=self.allow_lossy))
            except ValueError as error:
                uids = each.sop_class_uid, each.sop_instance_uid, each.transfer_syntax_uid
                unsendable.append(Instance(each.file, *uids, None, reason=str(error)))
        return ready, unsendable

    def batches(
        self, proposed: Sequence[str], outgoing: Iterable[Outgoing]
    ) -> Iterator[tuple[list[Proposal], list[Outgoing]]]:
        """`contexts.batches`, with what is to fall back to.

        Args:
            proposed: the transfer syntaxes to propose, where not all are.
        """
        if not self.helps_out:
            return contexts.batches(outgoing)
        convertible: tuple[str, ...] = ()
        if self.fallback is Fallback.UNCOMPRESSED:
            from scu.content import codecs

            convertible = codecs.UNCOMPRESSED
        uncompressed = (contexts.EXPLICIT_LE, contexts.IMPLICIT_LE)
        fallbacks = tuple(each for each in uncompressed if not proposed or each in proposed)
        return contexts.batches(outgoing, fallbacks=fallbacks, convertible=convertible, only=proposed)

    def store(self, association: Association, outgoing: Iterable[Outgoing]) -> Iterator[Instance]:
        """`services.store`, with this transcoding."""
        return services.store(association, outgoing, self._into_accepted if self.helps_out else None)

    def _into_accepted(self, outgoing: Outgoing, accepted: Collection[str]) -> Outgoing:
        with _importing:
            from scu.content import codecs, transcode

        if self.fallback is Fallback.UNCOMPRESSED and outgoing.transfer_syntax_uid not in codecs.UNCOMPRESSED:
            raise ValueError("not accepted by the peer, and --transcode uncompressed decompresses nothing")
        return transcode.into_accepted(outgoing, accepted, allow_lossy=self.allow_lossy)
