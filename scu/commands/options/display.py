"""What is shown, and what is logged."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar

from typer import Option

from scu import logs
from scu.commands.choices import Choice, OneOf
from scu.commands.parsing import OptionGroup
from scu.errors import UsageError
from scu.output import formats
from scu.output.formats import Format

_LEVEL = Choice(
    "--log-level", "-ll", metavar="LEVEL", help="How much is told: fatal, error, warn, info, debug or trace."
)
_ERROR = Choice("--error", "-E", value="error", help="Tell of errors only: --log-level error.")
_WARNING_HELP = "Tell of what is odd, as by default: --log-level warn."


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
    verbose: Annotated[bool, Option("--verbose", "-v", "-V", help="Tell what happens.")] = False
    debug: Annotated[bool, Option("--debug", "-d", "-D", help="Tell everything; this may show patient data.")] = False
    log_level: Annotated[
        str | None, OneOf(_LEVEL, Choice("--warning", "-W", value="warn", help=_WARNING_HELP), _ERROR)
    ] = None
    log_file: Annotated[
        Path | None, Option("--log-file", "-L", metavar="FILE", help="Write the log to the end of this file.")
    ] = None
    log_config: Annotated[
        Path | None,
        Option("--log-config", "-lc", metavar="FILE", help="Log as this file of log4cplus properties says."),
    ] = None
    arguments: Annotated[
        bool, Option("--arguments", help="Show the command line with the words of its @files first.")
    ] = False

    def take_effect(self) -> None:
        if self.format and self.format not in self.allowed:
            raise UsageError(
                f"--format {self.format.value} is for find alone",
                remedy="use table, text or json here",
            )
        logs.configure(
            logs.LogSettings(
                quiet=self.quiet,
                verbose=self.verbose,
                debug=self.debug,
                level=self.log_level,
                file=self.log_file,
                config=self.log_config,
            )
        )

    @property
    def chosen(self) -> Format:
        """The format asked for, or the default."""
        return self.format or formats.default()


@dataclass(frozen=True)
class MatchDisplay(Display):
    """The same for find, which has two formats more, and another meaning of -W."""

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
    log_level: Annotated[str | None, OneOf(_LEVEL, Choice("--warning", value="warn", help=_WARNING_HELP), _ERROR)] = (
        None
    )
