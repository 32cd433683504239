"""scu explain."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Annotated, ClassVar

from typer import Argument, Option

from scu.commands.options import Words
from scu.commands.options.display import Display
from scu.commands.parsing import OptionGroup, flat
from scu.errors import UsageError

_MOST_READ = 1_000_000


@dataclass(frozen=True)
class Asked(OptionGroup):
    """What is to be explained."""

    panel: ClassVar[str] = "What to explain"

    words: Annotated[
        Words,
        Argument(
            metavar="[CODE]...",
            help="A status (A801, C-MOVE A801), 'rejected 1 1 7', 'abort 2 1', 'context 4', a name such as "
            "ECONNREFUSED, or a line of a log of DCMTK, dcm4che, pynetdicom or scu. - reads lines from standard input.",
            show_default=False,
        ),
    ] = None
    everything: Annotated[bool, Option("--all", help="Explain all that is known.")] = False

    @property
    def texts(self) -> list[str]:
        """What to look up: all words together, or each line of standard input.

        Raises:
            UsageError: there is nothing.
        """
        if self.words == ["-"]:
            # A log may be in any character set; its codes are ASCII in all of them.
            log = sys.stdin.buffer.read(_MOST_READ).decode("utf-8", "replace") if sys.stdin else ""
            return [line for line in log.splitlines() if line.strip()]
        if not self.words:
            raise UsageError(
                "what is to be explained?", remedy="give a code or a line of a log, or --all: scu explain A801"
            )
        return [" ".join(self.words)]


@flat
def explain(asked: Asked, show: Display) -> None:
    """Say what a code or a line of a log means, and who must do what."""
    from scu.explanations import lookup
    from scu.output import explanations

    if asked.everything:
        return explanations.show(lookup.every(), show.chosen)
    texts = asked.texts
    found = list(dict.fromkeys(row for text in texts for row in lookup.find(text)))
    if not found:
        raise UsageError(
            f"{texts[0]!r} is nothing that scu knows" if texts else "standard input is empty",
            remedy="try the code alone: a status of four hexadecimal digits, 'rejected RESULT SOURCE REASON', "
            "'abort SOURCE REASON', 'context RESULT'; --all shows what there is",
        )
    explanations.show(found, show.chosen)
