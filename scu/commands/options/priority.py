"""How urgent a request is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Annotated

from typer import Option

from scu.commands.options.wire import Wire

if TYPE_CHECKING:
    from scu.dimse.network import Network


class Priority(Enum):
    """Priority (0000,0700), by the names of PS3.7 9.1.1.1.7; the wire has its numbers."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True)
class PrioritizedWire(Wire):
    """The network, for the verbs whose requests have a priority: all but echo."""

    priority: Annotated[
        Priority,
        Option(
            "--priority",
            metavar="low|medium|high",
            help="How urgent it is; most servers do not care.",
            show_default="medium",
        ),
    ] = Priority.MEDIUM

    def network(self, preferred: tuple[str, ...] = ()) -> Network:
        from scu.dimse import command

        codes = {Priority.LOW: command.LOW, Priority.MEDIUM: command.MEDIUM, Priority.HIGH: command.HIGH}
        return replace(super().network(preferred), priority=codes[self.priority])
