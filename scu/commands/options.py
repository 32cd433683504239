"""The option groups that verbs share. Each option is declared here once; see `parsing` for how."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar

from typer import Argument, Option

from scu import aetitle
from scu.commands.parsing import OptionGroup
from scu.errors import UsageError
from scu.output import formats, messages
from scu.output.formats import Format

if TYPE_CHECKING:
    from scu.dimse.association import Network
    from scu.results import Peer

_DAY = 86400.0
_HIGHEST_PORT = 65535

Words = list[str] | None
"""None and not [] where nothing is typed: a default may not be mutable."""


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


@dataclass(frozen=True)
class Wire(OptionGroup):
    """How to associate."""

    panel: ClassVar[str] = "Network"

    timeout: Annotated[
        float,
        Option("--timeout", "-to", metavar="SECONDS", min=0.001, max=_DAY, help="To connect, for each address."),
    ] = 10.0
    acse_timeout: Annotated[
        float,
        Option("--acse-timeout", "-ta", metavar="SECONDS", min=0.001, max=_DAY, help="To associate and to release."),
    ] = 30.0
    dimse_timeout: Annotated[
        float,
        Option("--dimse-timeout", "-td", metavar="SECONDS", min=0.001, max=_DAY, help="Of silence in an operation."),
    ] = 60.0
    total_timeout: Annotated[
        float | None,
        Option("--total-timeout", metavar="SECONDS", min=0.001, max=7 * _DAY, help="For an association in all."),
    ] = None
    max_pdu: Annotated[
        int,
        Option("--max-pdu", "-pdu", metavar="BYTES", min=4096, max=131072, help="The longest PDU that we take."),
    ] = 131072
    ipv4: Annotated[bool, Option("--ipv4", "-i4", help="Use IPv4 only.")] = False
    ipv6: Annotated[bool, Option("--ipv6", "-i6", help="Use IPv6 only.")] = False
    repeat: Annotated[
        int, Option("--repeat", metavar="N", min=1, max=1_000_000, help="Do it N times on the association.")
    ] = 1
    abort: Annotated[bool, Option("--abort", help="End with an A-ABORT in place of a release.")] = False

    def network(self) -> Network:
        """Return the settings of an association.

        Raises:
            UsageError: both IP versions are the only one.
        """
        from scu.dimse.association import Network

        refuse_together({"--ipv4": self.ipv4, "--ipv6": self.ipv6})
        return Network(
            connect_timeout=self.timeout,
            acse_timeout=self.acse_timeout,
            dimse_timeout=self.dimse_timeout,
            total_timeout=self.total_timeout,
            max_pdu_length=self.max_pdu,
            ip_version=4 if self.ipv4 else 6 if self.ipv6 else 0,
            abort_at_end=self.abort,
        )


@dataclass(frozen=True)
class Display(OptionGroup):
    """What is shown."""

    panel: ClassVar[str] = "Output"
    allowed: ClassVar[frozenset[Format]] = formats.DOCUMENT_FORMATS

    format: Annotated[
        Format | None,
        Option(
            "--format",
            metavar="table|text|json",
            help="How results are written; table at a terminal, text elsewhere.",
            show_default=False,
        ),
    ] = None
    quiet: Annotated[bool, Option("--quiet", "-q", help="Show errors only, and what was asked for.")] = False
    verbose: Annotated[bool, Option("--verbose", "-v", help="Tell what happens.")] = False
    debug: Annotated[bool, Option("--debug", "-d", help="Tell everything; this may show patient data.")] = False

    def take_effect(self) -> None:
        refuse_together({"--quiet": self.quiet, "--verbose": self.verbose})
        refuse_together({"--quiet": self.quiet, "--debug": self.debug})
        if self.format and self.format not in self.allowed:
            raise UsageError(
                f"--format {self.format.value} is for find alone",
                remedy="use table, text or json here",
            )
        messages.set_level(quiet=self.quiet, verbose=self.verbose, debug=self.debug)

    @property
    def chosen(self) -> Format:
        """The format asked for, or the default."""
        return self.format or formats.default()


@dataclass(frozen=True)
class MatchDisplay(Display):
    """The same for find, which has two formats more."""

    allowed: ClassVar[frozenset[Format]] = frozenset(Format)

    format: Annotated[
        Format | None,
        Option(
            "--format",
            metavar="table|text|json|jsonl|csv",
            help="How matches are written; table at a terminal, text elsewhere.",
            show_default=False,
        ),
    ] = None


@dataclass(frozen=True)
class Receiving(OptionGroup):
    """Where received objects go."""

    panel: ClassVar[str] = "Received objects"

    output: Annotated[
        Path,
        Option(
            "--output",
            "-o",
            "-od",
            metavar="DIR",
            help="The folder for received objects, made if absent.",
            show_default="the current folder",
        ),
    ] = Path()


def refuse_together(options: dict[str, bool], *, why: str = "") -> None:
    """Refuse options of which only one can be meant.

    Raises:
        UsageError: more than one is given; names them.
    """
    given = [name for name, is_given in options.items() if is_given]
    if len(given) > 1:
        raise UsageError(f"{' and '.join(given)} do not go together", cause=why, remedy="leave one of them out")
