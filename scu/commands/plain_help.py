"""Help without boxes: away from a terminal nobody sees them, and loading Rich takes as long as all else together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from shutil import get_terminal_size
from textwrap import wrap
from typing import TYPE_CHECKING

from typer.core import TyperGroup

if TYPE_CHECKING:
    from typer._click import Context, HelpFormatter
    from typer.core import TyperCommand

_NAMES = 30
_INDENT = "  "

Definition = tuple[str, str]


def write(command: TyperCommand | TyperGroup, ctx: Context, formatter: HelpFormatter) -> None:
    """Write what a command is, its options by their panels, and its examples, within the terminal's width."""
    width = get_terminal_size().columns
    lines = [*_wrapped(f"Usage: {ctx.command_path} {' '.join(command.collect_usage_pieces(ctx))}", width), ""]
    lines += _wrapped(command.help or "", width)
    for panel, definitions in _panels(command, ctx).items():
        lines += ["", f"{panel}:", *_listed(definitions, width)]
    lines.append("")
    for line in (command.epilog or "").splitlines():
        lines += _wrapped(line, width) or [""]
    formatter.write("\n".join(lines) + "\n")


def _panels(command: TyperCommand | TyperGroup, ctx: Context) -> dict[str, list[Definition]]:
    panels: dict[str, list[Definition]] = {}
    for param in command.get_params(ctx):
        if record := param.get_help_record(ctx):
            name, text = record
            # Where Rich would take a bracket for markup, the text has a backslash before it.
            panels.setdefault(getattr(param, "rich_help_panel", None) or "Options", []).append(
                (name, text.replace("\\[", "["))
            )
    for verb in command.commands.values() if isinstance(command, TyperGroup) else ():
        panels.setdefault(getattr(verb, "rich_help_panel", None) or "Commands", []).append(
            (verb.name or "", verb.help or "")
        )
    return panels


def _listed(definitions: list[Definition], width: int) -> Iterator[str]:
    """Names on the left, what they mean on the right; a long name, or a narrow terminal, takes a line of its own."""
    column = min(max(len(name) for name, _ in definitions), _NAMES, width // 3) + 2 * len(_INDENT)
    for name, text in definitions:
        head = f"{_INDENT}{name}"
        told = wrap(text, max(width - column, 16), break_on_hyphens=False)
        if len(head) + len(_INDENT) > column:
            yield from _wrapped(head, width)
        elif told:
            yield head.ljust(column) + told.pop(0)
        yield from (" " * column + line for line in told)


def _wrapped(line: str, width: int) -> Iterable[str]:
    return wrap(line, width, subsequent_indent="    ", break_on_hyphens=False)
