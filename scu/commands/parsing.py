"""From option groups to Typer's parameters, and from words to values.

An option group is a frozen dataclass whose fields are `Annotated[type, typer.Option(...)]`. A command names the
groups it takes in its signature; `flat` shows Typer the fields instead, and builds the groups again at the call.
So an option is declared once, whichever verbs have it.

Values are converted here and not by Typer's pydantic adapters: importing pydantic takes longer than everything
else that a command line needs, and its messages speak to programmers.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import MISSING, dataclass, fields
from enum import Enum
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar, ParamSpec, TypeVar, get_args, get_origin, get_type_hints

from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typer.models import ParameterInfo

from scu.errors import UsageError

if TYPE_CHECKING:
    from typer._click import Context, Parameter

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class OptionGroup:
    """The base of option groups. `panel` is the heading of their options in the help."""

    panel: ClassVar[str]

    def take_effect(self) -> None:
        """Do what has to be done before the command runs."""


def flat(command: Callable[P, R]) -> Callable[P, R]:
    """Return the command with the fields of its option groups for parameters."""
    hints = get_type_hints(command, include_extras=True)
    groups: dict[str, type[OptionGroup]] = {}
    parameters: list[inspect.Parameter] = []
    for name, parameter in inspect.signature(command).parameters.items():
        hint = hints[name]
        if inspect.isclass(hint) and issubclass(hint, OptionGroup):
            groups[name] = hint
            parameters += _parameters(hint)
        else:
            parameters.append(parameter.replace(annotation=hint, kind=inspect.Parameter.KEYWORD_ONLY))

    @wraps(command)
    def call(*args: P.args, **values: P.kwargs) -> R:
        for name, group in groups.items():
            built = group(**{field: values.pop(field) for field in _names(group)})
            built.take_effect()
            values[name] = built
        return command(*args, **values)

    call.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    vars(call)["__signature__"] = inspect.Signature(parameters)
    return call


def _names(group: type[OptionGroup]) -> list[str]:
    return [field.name for field in fields(group)]


def _parameters(group: type[OptionGroup]) -> list[inspect.Parameter]:
    hints = get_type_hints(group, include_extras=True)
    return [
        inspect.Parameter(
            field.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=inspect.Parameter.empty if field.default is MISSING else field.default,
            annotation=_in_panel(hints[field.name], group.panel),
        )
        for field in fields(group)
    ]


def _in_panel(hint: object, panel: str) -> object:
    assert get_origin(hint) is Annotated
    of_type, described = get_args(hint)
    assert isinstance(described, ParameterInfo)
    described = copy(described)
    described.rich_help_panel = panel
    return Annotated[of_type, described]


class Command(TyperCommand):
    """A verb."""

    def get_params(self, ctx: Context) -> list[Parameter]:
        return _with_own_conversion(super().get_params(ctx))

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        names = {name for param in self.params for name in param.opts}
        for word in args:
            if f"-{word}" in names and word not in names and len(word) > 2:
                # Else `-patient` would be `-p atient`.
                raise UsageError(f"there is no option {word}", remedy=f"did you mean -{word}?")
        return super().parse_args(ctx, args)

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        words = [param.metavar or "" for param in self.params if isinstance(param, TyperArgument)]
        return ["[OPTIONS]", *words]


class Group(TyperGroup):
    """`scu` itself."""

    def get_params(self, ctx: Context) -> list[Parameter]:
        return _with_own_conversion(super().get_params(ctx))


def _with_own_conversion(params: list[Parameter]) -> list[Parameter]:
    for param in params:
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
            return [self._converted(word, get_args(wanted)[0], param) for word in words]
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
