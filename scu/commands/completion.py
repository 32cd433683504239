"""scu completion."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Annotated, ClassVar

from typer import Argument, Option

from scu.commands.parsing import OptionGroup, flat
from scu.errors import UsageError


class Shell(Enum):
    """The shells, and what their files are called."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"

    @property
    def file(self) -> str:
        return "_scu" if self is Shell.ZSH else f"scu.{self.value}"


@dataclass(frozen=True)
class Completing(OptionGroup):
    """What is printed."""

    panel: ClassVar[str] = "Completion"

    shell: Annotated[
        Shell | None,
        Argument(metavar="bash|zsh|fish", help="The shell whose script to print.", show_default=False),
    ] = None
    peers: Annotated[
        bool, Option("--peers", help="Print the names of the configured peers, as the scripts need them.")
    ] = False


@flat
def completion(completing: Completing) -> None:
    """Print what completes the command line in bash, zsh or fish."""
    if completing.peers:
        from scu import config

        sys.stdout.writelines(f"{name}\n" for name in config.names())
    elif completing.shell:
        sys.stdout.write(script(completing.shell))
    else:
        raise UsageError("for which shell?", remedy="say bash, zsh or fish: source <(scu completion bash)")


def script(shell: Shell) -> str:
    """Return the completion script of a shell.

    Raises:
        OSError: it is not where it was installed.
    """
    package = Path(__file__).parent.parent
    installed, in_a_checkout = (folder / "completions" / shell.file for folder in (package, package.parent))
    return (installed if installed.is_file() else in_a_checkout).read_text(encoding="utf-8")
