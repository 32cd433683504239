"""The command tree as data: verbs, options, words. What Typer has of them, without Typer."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

import typer
from typer._click import Context, Parameter
from typer.core import TyperCommand, TyperGroup

from scu.cli import app
from scu.commands.verbs import VERBS
from tools.pages import values


@dataclass(frozen=True)
class Option:
    """An option: its names, the short ones first, and what its values are called and take."""

    names: tuple[str, ...]
    metavar: str
    help: str
    panel: str
    kinds: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        """What it does in a line of a menu: the first sentence."""
        first = self.help.partition(". ")[0].partition("; ")[0].removesuffix(".")
        return first if len(first) <= _SUMMARY else f"{first[: _SUMMARY - 1].rpartition(' ')[0]} …"


@dataclass(frozen=True)
class Verb:
    """A verb: what the help says of it, its options, and its words with what they take."""

    name: str
    summary: str
    examples: tuple[str, ...] = ()
    panel: str = ""
    words: str = ""
    words_help: str = ""
    takes: tuple[values.Word, ...] = ()
    options: tuple[Option, ...] = field(default=())


_SUMMARY = 90
_COMMANDS = "Commands"


@cache
def verbs() -> tuple[Verb, ...]:
    """The verbs in the order of the help."""
    group = _group()
    return tuple(_verb(command, name) for name in VERBS if isinstance(command := group.commands[name], TyperCommand))


@cache
def scu() -> Verb:
    """`scu` itself, whose word is a verb."""
    group = _group()
    return Verb(group.name or "scu", group.help or "", takes=(values.Word(values.VERB),), options=_options(group))


def all() -> tuple[Verb, ...]:
    return (scu(), *verbs())


def _group() -> TyperGroup:
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    return group


def _verb(command: TyperCommand, name: str) -> Verb:
    verb = VERBS[name]
    argument = next((param for param in command.params if param.param_type_name == "argument"), None)
    words = getattr(argument, "metavar", None) or ""
    return Verb(
        name,
        verb.summary,
        tuple(verb.examples.strip().splitlines()),
        verb.panel or _COMMANDS,
        words,
        _plain(getattr(argument, "help", None) or ""),
        values.of_words(words),
        _options(command),
    )


def _options(command: TyperCommand | TyperGroup) -> tuple[Option, ...]:
    with command.make_context("scu", [], resilient_parsing=True) as context:
        params = command.get_params(context)
        return tuple(_option(param, context) for param in params if _is_shown(param))


def _is_shown(param: Parameter) -> bool:
    return param.param_type_name == "option" and not getattr(param, "hidden", False)


def _option(param: Parameter, context: Context) -> Option:
    record = param.get_help_record(context)
    assert record is not None
    names = sorted((*param.opts, *param.secondary_opts), key=lambda name: name.startswith("--"))
    long = next(name for name in names if name.startswith("--"))
    metavar = "" if getattr(param, "is_flag", False) else getattr(param, "metavar", None) or ""
    panel = getattr(param, "rich_help_panel", None) or "Options"
    return Option(tuple(names), metavar, _plain(record[1]), panel, values.of_option(long, metavar))


def _plain(text: str) -> str:
    """Where Rich would take a bracket for markup, the help has a backslash before it."""
    return text.replace("\\[", "[")
