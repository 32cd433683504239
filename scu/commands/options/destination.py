"""Where to, and as whom."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

from typer import Argument, Option

from scu import aetitle
from scu.commands.options import Words
from scu.commands.parsing import OptionGroup

if TYPE_CHECKING:
    from scu.results import Peer

_HIGHEST_PORT = 65535


@dataclass(frozen=True)
class Destination(OptionGroup):
    """Where to, and as whom."""

    panel: ClassVar[str] = "Where to, and as whom"
    takes_files: ClassVar[bool] = False

    words: Annotated[
        Words,
        Argument(
            metavar="[HOST] [PORT]",
            help="Whom to call: host, host:port, AET@host:port or \\[::1]:port; port 104 when none is given. "
            "Or set SCU_HOST and SCU_PORT.",
            show_default=False,
        ),
    ] = None
    hostname: Annotated[str | None, Option("--hostname", "-H", metavar="HOST", help="The host, as an option.")] = None
    port: Annotated[
        int | None,
        Option("--port", "-p", metavar="N", min=1, max=_HIGHEST_PORT, help="The port; wins over every other."),
    ] = None
    aetitle: Annotated[
        str | None,
        Option("--aetitle", "-aet", metavar="AET", help="Our own AE title (SCU_AETITLE; else SCU)."),
    ] = None
    call: Annotated[
        str | None,
        Option("--call", "-aec", metavar="AET", help="The AE title to call (SCU_CALL; else ANY-SCP)."),
    ] = None

    def peer_and_files(self, environment: Mapping[str, str] = os.environ) -> tuple[Peer, list[str]]:
        """Return whom to call, and the words that are files.

        Raises:
            UsageError: see `aetitle.destination`.
        """
        return aetitle.destination(
            self.words or [],
            hostname=self.hostname,
            port=self.port,
            called=self.call,
            calling=self.aetitle,
            takes_files=self.takes_files,
            environment=environment,
        )

    def peer(self) -> Peer:
        """Return whom to call, for a verb that takes no files."""
        return self.peer_and_files()[0]

    def files(self) -> list[str]:
        """Return the words that are files, for a dry run: there need be no host."""
        return self.peer_and_files({"SCU_HOST": "localhost", **os.environ})[1]


@dataclass(frozen=True)
class DestinationAndFiles(Destination):
    """The same, for verbs that take files after it."""

    takes_files: ClassVar[bool] = True

    words: Annotated[
        Words,
        Argument(
            metavar="[HOST] [PORT] [FILE]...",
            help="Whom to call: host, host:port, AET@host:port or \\[::1]:port; port 104 when none is given "
            "(or set SCU_HOST and SCU_PORT). Then files: to send, or for queries one request each.",
            show_default=False,
        ),
    ] = None
