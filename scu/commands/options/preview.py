"""Whether what comes is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

from typer import Option

from scu.commands.options import need, refuse_together
from scu.commands.parsing import OptionGroup

if TYPE_CHECKING:
    from scu.output.report import View


@dataclass(frozen=True)
class Previewing(OptionGroup):
    """Pictures of what comes."""

    panel: ClassVar[str] = "Received objects"

    preview: Annotated[
        bool,
        Option(
            "--preview",
            help="Show a small picture of the first image of each series at the terminal; needs scu[codecs].",
        ),
    ] = False

    def views(self, folder: str | None) -> list[View]:
        """Return what shows the pictures.

        Args:
            folder: where the objects go; empty where none are kept, None where they go to a third party.

        Raises:
            UsageError: there is nothing to show a picture of.
        """
        if not self.preview:
            return []
        need({"--preview": True}, {"--port-scp": folder is not None})
        refuse_together({"--preview": True, "--ignore": not folder}, why="what is ignored is not kept to be looked at")
        from scu.output import preview

        return preview.views()
