"""Options of which one can be meant, and the rightmost is, as with DCMTK: so that an alias can be overridden.

In an option group they are one field, `Annotated[type, OneOf(Choice(...), ...)]`. On the command line and in the help
each is a parameter of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from typer._coercion import resolve_type_descriptor
from typer.core import TyperOption
from typer.models import OptionInfo

if TYPE_CHECKING:
    from typer._click import Context
    from typer._click.parser import _OptionParser


class Choice:
    """One of the options: it stands for `value`, or takes as many words as its `metavar` has."""

    def __init__(self, *names: str, help: str, value: object = None, metavar: str = "") -> None:
        self.names = names
        self.help = help
        self.value = value
        self.metavar = metavar


class OneOf:
    """The options of which one can be meant."""

    def __init__(self, *choices: Choice) -> None:
        self.choices = choices


class ChoiceOption(TyperOption):
    """One of them, as a parameter; `field` is what they share."""

    def __init__(self, choice: Choice, field: str, panel: str) -> None:
        self.choice = choice
        self.field = field
        long = next(name for name in choice.names if name.startswith("--"))
        super().__init__(
            param_decls=[long.strip("-").replace("-", "_"), *choice.names],
            type_descriptor=resolve_type_descriptor(annotation=bool, parameter_info=OptionInfo()),
            is_flag=not choice.metavar,
            metavar=choice.metavar,
            default=False,
            help=choice.help,
            rich_help_panel=panel,
        )

    def add_to_parser(self, parser: _OptionParser, ctx: Context) -> None:
        words = len(self.choice.metavar.split())
        action = "store" if words else "store_const"
        parser.add_option(self, self.opts, self.field, action, nargs=words, const=self.choice.value)

    def handle_parse_result(self, ctx: Context, opts: Mapping[str, object], args: list[str]) -> tuple[None, list[str]]:
        if self.field in opts:
            ctx.params[self.field] = opts[self.field]
        return None, args
