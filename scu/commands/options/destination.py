"""Where to, and as whom."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

from typer import Argument, Option

from scu import aetitle
from scu.commands import configured
from scu.commands.options import Words
from scu.commands.parsing import OptionGroup
from scu.errors import FileProblem, ScuError, UsageError

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
            "Or a configured peer, in place of a host (see `scu peers`); or set SCU_HOST and SCU_PORT.",
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

    config: Annotated[
        str | None,
        Option("--config", metavar="FILE", help="Another configuration file (SCU_CONFIG); '' is for none."),
    ] = None

    @classmethod
    def complete(cls, values: dict[str, object]) -> None:
        configured.fill(values, takes_files=cls.takes_files)

    def peer_and_files(self, environment: Mapping[str, str] = os.environ) -> tuple[Peer, list[str]]:
        """Return whom to call, and the words that are files.

        Raises:
            UsageError: see `aetitle.destination`.
        """
        configured.tell()
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
            "(or a configured peer, or set SCU_HOST and SCU_PORT). Then files: to send, or for queries one request "
            "each.",
            show_default=False,
        ),
    ] = None

    def without_files(self) -> ScuError:
        """Return the error for a line that names no file, where there has to be one."""
        word = (self.words or [""])[0]
        variable = os.environ.get("SCU_HOST")
        if variable and word and self.hostname is None and "@" not in word and ":" not in word and not word.isdigit():
            return FileProblem(
                f"there is no file {word!r}",
                cause=f"so it was taken for the host, in place of {variable!r}, which SCU_HOST names",
                remedy="correct the name; or, if it is the host, name files after it",
            )
        host = repr(self.peer_and_files()[0].host)
        return UsageError(
            "no file is given to send",
            cause=f"{host} was taken for the host" if word else "",
            remedy="name files or folders after the host, or set SCU_HOST and name files alone",
        )
