"""From option groups to Typer's parameters, and from words to values.

An option group is a frozen dataclass whose fields are `Annotated[type, typer.Option(...)]`, or `OneOf` of several
options, or option groups themselves. A command names the groups it takes in its signature; `flat` has its parameters
made of their fields, and the groups built again at the call. So an option is declared once, whichever verbs have it.

The parameters of a command are made only if it is the one that is called, and values are converted here and not by
Typer's pydantic adapters: five verbs have a hundred options each, and importing pydantic takes longer than
everything else that a command line needs. Its messages speak to programmers, too.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import MISSING, dataclass, fields
from enum import Enum
from functools import cache, cached_property, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeVar, get_args, get_type_hints

from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typer.main import _get_params_name_from_function as typer_parameters
from typer.models import ParameterInfo

from scu.commands import plain_help
from scu.commands.choices import ChoiceOption, OneOf
from scu.commands.parser import Parser
from scu.commands.running import running
from scu.commands.verbs import VERBS, Verb
from scu.errors import UsageError

if TYPE_CHECKING:
    from typer._click import Context, HelpFormatter, Parameter

R = TypeVar("R")
G = TypeVar("G", bound="OptionGroup")


@dataclass(frozen=True)
class OptionGroup:
    """The base of option groups. `panel` is the heading of their options in the help."""

    panel: ClassVar[str]

    @classmethod
    def complete(cls, values: dict[str, object]) -> None:
        """Complete the parameters of the command that takes this group, before any group is made of them."""

    def take_effect(self) -> None:
        """Do what has to be done before the command runs."""


def flat(command: Callable[..., R]) -> Callable[..., R]:
    """Return the command as one that takes the fields of its option groups. Typer is told of no parameters."""

    @cache
    def groups() -> dict[str, type[OptionGroup]]:
        hints = get_type_hints(command, include_extras=True)
        return {name: hint for name, hint in hints.items() if name != "return"}

    def parameters() -> list[Parameter]:
        return [parameter for group in groups().values() for parameter in _parameters(group)]

    @wraps(command)
    def call(**values: object) -> R:
        for group in groups().values():
            group.complete(values)
        return command(**{name: build(group, values) for name, group in groups().items()})

    call.__annotations__ = {}
    vars(call).update(__signature__=inspect.Signature(), parameters=parameters)
    return call


def build(group: type[G], values: Mapping[str, object]) -> G:
    """Return an option group made of those of these parameters that are its own."""
    given: dict[str, object] = {}
    for name, hint in get_type_hints(group, include_extras=True).items():
        if nested := _group_in(hint):
            given[name] = build(nested, values)
        elif name in values:
            given[name] = values[name]
    built = group(**given)
    built.take_effect()
    return built


def _group_in(hint: object) -> type[OptionGroup] | None:
    return hint if inspect.isclass(hint) and issubclass(hint, OptionGroup) else None


def _parameters(group: type[OptionGroup]) -> Iterator[Parameter]:
    hints = get_type_hints(group, include_extras=True)
    for field in fields(group):
        hint = hints[field.name]
        if nested := _group_in(hint):
            yield from _parameters(nested)
            continue
        of_type, described = get_args(hint)
        if isinstance(described, OneOf):
            yield from (ChoiceOption(choice, field.name, group.panel) for choice in described.choices)
        else:
            default = inspect.Parameter.empty if field.default is MISSING else field.default
            yield _parameter(field.name, of_type, described, default, group.panel)


def _parameter(name: str, of_type: object, described: ParameterInfo, default: object, panel: str) -> Parameter:
    """What Typer makes of a function with this parameter."""

    def example() -> None: ...

    described = copy(described)
    described.rich_help_panel = panel
    parameter = inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[of_type, described]
    )
    vars(example)["__signature__"] = inspect.Signature([parameter])
    return typer_parameters(example)[0][0]


class Command(TyperCommand):
    """A verb, whose function `flat` has prepared; it is loaded when someone asks for its parameters."""

    def __init__(self, verb: Verb) -> None:
        self._made: list[Parameter] = []
        self._verb = verb
        super().__init__(
            verb.name,
            help=verb.summary,
            epilog="Examples:\n" + "\n".join(f"  {line}" for line in verb.examples.strip().splitlines()),
            rich_help_panel=verb.panel,
            context_settings={"help_option_names": ["-h", "--help"]},
        )

    @cached_property
    def function(self) -> Callable[..., object]:
        return self._verb.load()

    @property
    def params(self) -> list[Parameter]:
        """The parameters; they are made when someone asks for them."""
        if not self._made:
            make: Callable[[], list[Parameter]] = vars(self.function)["parameters"]
            self._made = make()
        return self._made

    @params.setter
    def params(self, params: list[Parameter]) -> None:
        self._made = params

    def get_params(self, ctx: Context) -> list[Parameter]:
        return _with_own_conversion(super().get_params(ctx))

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        words = list(_joined(args))
        ctx.meta[_WORDS] = tuple(words)
        return super().parse_args(ctx, words)

    def make_parser(self, ctx: Context) -> Parser:
        parser = Parser(ctx)
        for param in self.get_params(ctx):
            param.add_to_parser(parser, ctx)
        return parser

    def invoke(self, ctx: Context) -> object:
        with running(ctx, ctx.meta[_WORDS]):
            return self.function(**ctx.params)

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        if sys.stdout.isatty():
            super().format_help(ctx, formatter)
        else:
            plain_help.write(self, ctx, formatter)

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        words = [param.metavar or "" for param in self.params if isinstance(param, TyperArgument)]
        return ["[OPTIONS]", *words]


_WORDS = "scu.words"  # what was typed, in what Typer keeps for a run
# The one option with a value that may take a second word.
_SECOND_WORD_AFTER = ("--transcode", "always")


def _joined(args: Iterable[str]) -> Iterator[str]:
    """`--transcode always SYNTAX` as `--transcode always=SYNTAX`."""
    before = ""
    words = iter(args)
    for word in words:
        if (before, word) == _SECOND_WORD_AFTER or word == "=".join(_SECOND_WORD_AFTER):
            word = f"{word}={next(words, '')}"
        yield word
        before = word


class Group(TyperGroup):
    """`scu` itself."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        for verb in VERBS.values():
            self.add_command(Command(verb))

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        if sys.stdout.isatty():
            super().format_help(ctx, formatter)
        else:
            plain_help.write(self, ctx, formatter)

    def get_params(self, ctx: Context) -> list[Parameter]:
        return _with_own_conversion(super().get_params(ctx))


def _with_own_conversion(params: list[Parameter]) -> list[Parameter]:
    for param in params:
        if isinstance(param, ChoiceOption):
            continue
        if isinstance(param, TyperOption | TyperArgument) and not isinstance(param._runtime_param, _Conversion):
            vars(param)["_runtime_param"] = _Conversion(param.min, param.max)
            _tidy(param)
    return params


def _tidy(param: TyperOption | TyperArgument) -> None:
    """In the help, show a range as 1-65535, and no Python types."""
    if isinstance(param, TyperArgument):
        vars(param)["display_type"] = lambda ctx: ""
    elif param.is_flag:
        param.metavar = ""
    elif isinstance(param.min, int) and param.max is not None:
        param.metavar = f"{param.metavar} {param.min}-{param.max}"
    param.min = param.max = None


@dataclass(frozen=True)
class _Conversion:
    """What Typer asks for the value of a parameter. `least` and `most` bound a number."""

    least: float | None
    most: float | None

    def coerce(self, value: object, param: TyperOption | TyperArgument, ctx: Context) -> object:
        wanted = param.type_descriptor.annotation
        if param.multiple or param.nargs == -1:
            words = value if isinstance(value, Iterable) else ()
            return [self._converted(word, get_args(wanted)[0], param) for word in words] or None
        return self._converted(value, wanted, param)

    def _converted(self, value: object, wanted: object, param: TyperOption | TyperArgument) -> object:
        if not isinstance(value, str):
            return value  # a default
        if wanted is int or wanted is float:
            return self._number(value, wanted is int, param)
        if inspect.isclass(wanted) and issubclass(wanted, Enum):
            choices = {str(member.value): member for member in wanted}
            if value not in choices:
                raise _not_a_value(value, f"one of {', '.join(choices)}", param)
            return choices[value]
        return Path(value) if wanted is Path else value

    def _number(self, text: str, whole: bool, param: TyperOption | TyperArgument) -> int | float:
        wanted = "a whole number" if whole else "a number"
        if self.most is not None:
            wanted += f" from {self.least:g} to {self.most:.0f}"
        elif self.least is not None:
            wanted += f", {self.least:g} or more"
        try:
            number = int(text) if whole else float(text)
        except ValueError:
            raise _not_a_value(text, wanted, param) from None
        enough = self.least is None or number >= self.least
        if not (enough and (self.most is None or number <= self.most)):  # so that NaN is refused too
            raise _not_a_value(text, wanted, param)
        return number


def _not_a_value(text: str, wanted: str, param: TyperOption | TyperArgument) -> UsageError:
    name = next((option for option in param.opts if option.startswith("--")), param.opts[0])
    return UsageError(f"{name} takes {wanted}, not {text!r}")
