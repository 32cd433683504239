"""How much one run takes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, ClassVar

from typer import Option

from scu.commands import configured
from scu.commands.options import need
from scu.commands.parsing import OptionGroup
from scu.commands.running import current
from scu.errors import UsageError

if TYPE_CHECKING:
    from scu.dimse.admission import Limits
    from scu.dimse.quota import Quota


@dataclass(frozen=True)
class Quotas(OptionGroup):
    """How many objects are received, and of what size together."""

    panel: ClassVar[str] = "Received objects"

    max_objects: Annotated[
        int,
        Option(
            "--max-objects",
            metavar="N",
            min=1,
            max=10**9,
            help="Take so many objects in one run; what comes beyond is refused.",
        ),
    ] = 1_000_000
    max_bytes: Annotated[
        str,
        Option(
            "--max-bytes", metavar="SIZE", help="Take so much in one run, as 500M, 20G or 1T; end what goes beyond."
        ),
    ] = "1T"

    def check(self, *, here: bool) -> None:
        """Check that objects come to this machine at all, where any of it is typed.

        Raises:
            UsageError: they do not.
        """
        typed = configured.typed(current().context)
        need({"--max-objects": "max_objects" in typed, "--max-bytes": "max_bytes" in typed}, {"--port-scp": here})

    def limited(self, limits: Limits) -> Limits:
        """Return these limits, and how much is taken.

        Raises:
            UsageError: --max-bytes is no size.
        """
        from scu.dimse.admission import size

        try:
            most = size(self.max_bytes)
        except ValueError:
            raise UsageError(f"--max-bytes takes a size such as 500M, 20G or 1T, not {self.max_bytes!r}") from None
        return replace(limits, max_objects=self.max_objects, max_bytes=most)

    def quota(self) -> Quota:
        """Return what counts it, for a run without a listener. Raises as `limited`."""
        from scu.dimse.admission import Limits
        from scu.dimse.quota import Quota

        return Quota(self.limited(Limits()))
