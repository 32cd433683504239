"""The man pages: what the command tree, the catalogue of explanations and the table of settings say, and the texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from scu import __version__, compat
from scu.errors import ExitStatus
from tools.pages import catalogue, roff, texts, tree
from tools.pages.texts import Block, Sections
from tools.pages.tree import Option, Verb

DATE: Final = "2026-11-20"
"""Of the pages as a whole, to be raised with the version: a date of today would make them differ every day."""
_LAST: Final = ("EXAMPLES", "SEE ALSO")
_DEFAULT: Final = re.compile(r"\s*\[default: \(?(.*?)\)?\]$")
_RANGE: Final = re.compile(r"[\d.]+-[\d.]+")


@dataclass(frozen=True)
class Page:
    """A page: its name, its section of the manual, what it is in a line, and its lines."""

    name: str
    section: int
    summary: str
    body: tuple[str, ...]

    @property
    def file(self) -> str:
        return f"{self.name}.{self.section}"

    def text(self) -> str:
        head = (
            '.\\" Made by `make generate`; what is wrong here is to be mended in tools/pages.',
            *roff.title(self.name, self.section, DATE, f"scu {__version__}"),
            *roff.heading("NAME"),
            rf"{roff.escape(self.name)} \- {roff.escape(self.summary)}",
        )
        return "\n".join((*head, *self.body, ""))


def pages() -> list[Page]:
    """Every page."""
    return [_scu(), *map(_verb, tree.verbs()), _config()]


def _scu() -> Page:
    scu, written = tree.scu(), texts.read("scu")
    body = [
        *roff.heading("SYNOPSIS"),
        rf"{roff.bold('scu')} [{roff.italic('OPTION')}]... {roff.italic('VERB')} [{roff.italic('ARGUMENT')}]...",
        *_section("DESCRIPTION", written),
        *roff.heading("VERBS"),
    ]
    panel = None
    for verb in tree.verbs():
        if verb.panel != panel:
            body += roff.subheading(panel := verb.panel)
        body += roff.item(roff.bold(verb.name), f"{roff.escape(verb.summary)} See {_reference(f'scu-{verb.name}', 1)}.")
    body += roff.subheading("The old tools")
    body += roff.item(", ".join(map(roff.bold, compat.NAMES)), *map(_text, written["THE OLD TOOLS"]))
    body += [*_options(scu), *_exit_status(), *_environment(texts.entries("environment").values())]
    skipped = {"DESCRIPTION", "THE OLD TOOLS", *_LAST}
    body += [line for name in written if name not in skipped for line in _section(name, written)]
    others = [_reference(f"scu-{verb.name}", 1) for verb in tree.verbs()]
    body += [*_section("EXAMPLES", written), *_see_also([*others, _reference("scu-config", 5)], written)]
    return Page("scu", 1, _bare(scu.summary), tuple(body))


def _verb(verb: Verb) -> Page:
    written = texts.read(verb.name)
    body = [
        *roff.heading("SYNOPSIS"),
        rf"{roff.bold(f'scu {verb.name}')} [{roff.italic('OPTION')}]... {_words(verb.words)}".rstrip(),
        *_section("DESCRIPTION", written),
    ]
    if verb.words:
        body += roff.item(_words(verb.words), roff.prose(_sentence(verb.words_help)))
    body += _options(verb)
    if verb.name == "explain":
        body += catalogue.codes()
    body += [line for name in written if name not in ("DESCRIPTION", *_LAST) for line in _section(name, written)]
    said = " ".join([verb.words_help, *(option.help for option in verb.options)])
    variables = texts.entries("environment")
    body += [
        *_exit_status(),
        *_environment(block for name, block in variables.items() if re.search(rf"\b{name}\b", said)),
    ]
    body += [*_section("EXAMPLES", written), *_see_also([_reference("scu", 1)], written)]
    return Page(f"scu-{verb.name}", 1, _bare(verb.summary), tuple(body))


def _config() -> Page:
    written = texts.read("config")
    body = [*_section("DESCRIPTION", written), *catalogue.settings_in_full()]
    body += [line for name in written if name not in ("DESCRIPTION", *_LAST) for line in _section(name, written)]
    body += [*_section("EXAMPLES", written), *_see_also([_reference("scu", 1)], written)]
    return Page("scu-config", 5, "the configuration file of scu", tuple(body))


def _section(name: str, written: Sections) -> Iterator[str]:
    if name in written:
        yield from roff.heading(name)
        body = [line for block in written[name] for line in block.roff()]
        yield from body[body[0] == ".PP" :]  # none right after a heading


def _options(verb: Verb) -> Iterator[str]:
    yield from roff.heading("OPTIONS")
    panels: dict[str, list[Option]] = {}
    for option in verb.options:
        panels.setdefault(option.panel, []).append(option)
    for panel, options in panels.items():
        if len(panels) > 1:
            yield from roff.subheading("Help" if panel == "Options" else panel)
        for option in options:
            yield from _option(option)


def _option(option: Option) -> Iterator[str]:
    names = ", ".join(map(roff.bold, option.names))
    words = [roff.escape(word) if _RANGE.fullmatch(word) else roff.italic(word) for word in option.metavar.split()]
    told = _DEFAULT.sub(r" The default is \1.", option.help)
    yield from roff.item(" ".join([names, *words]), roff.prose(told))


def _words(metavar: str) -> str:
    """The words beside the options: what stands for something in italics, what is typed as it is in bold."""
    return " ".join(
        "".join(
            roff.escape(part) if not part.isalnum() else roff.italic(part) if part.isupper() else roff.bold(part)
            for part in re.split(r"(\W+)", word)
            if part
        )
        for word in metavar.split()
    )


def _exit_status() -> Iterator[str]:
    yield from roff.heading("EXIT STATUS")
    written = texts.entries("exit-status")
    for status in ExitStatus:
        yield from written[str(status.value)].roff()


def _environment(blocks: Iterable[Block]) -> Iterator[str]:
    found = [line for block in blocks for line in block.roff()]
    if found:
        yield from roff.heading("ENVIRONMENT")
        yield from found


def _see_also(references: list[str], written: Sections) -> Iterator[str]:
    yield from roff.heading("SEE ALSO")
    said = [word for block in written.get("SEE ALSO", []) for word in block.text.replace(",", " ").split()]
    named = [_reference(word.partition("(")[0], int(word[-2])) for word in said]
    yield from roff.lines(", ".join([*references, *named]))


def _reference(name: str, section: int) -> str:
    return f"{roff.bold(name)}({section})"


def _text(block: Block) -> str:
    return roff.prose(block.text)


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _bare(summary: str) -> str:
    """A summary as NAME has it: without its full stop, and beginning small."""
    return summary[:1].lower() + summary[1:].removesuffix(".")
