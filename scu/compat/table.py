"""The options of an old tool and what they are in ours, as rows of a table; and what was typed of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from scu.errors import UsageError

Values = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """A row: an option of an old tool, and what it is in ours.

    Args:
        names: its names with spaces between, the long one last.
        takes: what its values are called, with spaces between.
        ours: our words for it, which its values follow; none where scu does it anyway, and then `note` says so.
        note: what else people should know.
        choice: a name that it shares with other options, of which the rightmost counts; else its own.
        often: whether it may be given several times, and each counts.
        refused: why it cannot be had here.
        stops: whether it shows something and needs no host.
        convert: what becomes of a value.
    """

    names: str
    takes: str = ""
    ours: str = ""
    note: str = ""
    choice: str = ""
    often: bool = False
    refused: str = ""
    stops: bool = False
    convert: Callable[[str], str] = str

    @property
    def long(self) -> str:
        return self.names.split()[-1]

    @property
    def group(self) -> str:
        return self.choice or self.long

    @property
    def count(self) -> int:
        """How many values it takes."""
        return len(self.takes.split())

    def translated(self, values: Values) -> list[str]:
        return [*self.ours.split(), *map(self.convert, values)] if self.ours else []

    def described(self) -> str:
        """What it is in scu, for people."""
        if self.refused:
            return f"not taken: {self.refused}"
        if not self.ours:
            return self.note
        return f"{self.ours} {self.takes}".strip() + (f" ({self.note})" if self.note else "")


def same(
    names: str,
    takes: str = "",
    *,
    note: str = "",
    choice: str = "",
    often: bool = False,
    stops: bool = False,
    convert: Callable[[str], str] = str,
) -> Option:
    """Return the row of an option whose long name is ours too."""
    ours = names.split()[-1]
    return Option(names, takes, ours, note=note, choice=choice, often=often, stops=stops, convert=convert)


ARGUMENTS = "--arguments"
TRANSLATE = "--translate"
OUR_OWN = (
    Option(ARGUMENTS, note="shows the line with the words of its @files on standard error, and goes on"),
    Option(TRANSLATE, note="of scu alone: shows the same request in scu's own words, and stops"),
)


@dataclass(frozen=True, slots=True)
class Tool:
    """An old tool.

    Args:
        name: its name.
        verb: our verb for it; empty where its options say which.
        usage: what follows its name.
        options: its table.
        defaults: by group of options, our words where none of them is typed.
        always: our words that make the verb behave as the tool does.
        together: options that do not go together.
        needs: options, and those that they need.
        words: how many words there must be beside options, at the least and at the most.
    """

    name: str
    verb: str
    usage: str
    options: tuple[Option, ...]
    defaults: Mapping[str, str] = field(default_factory=dict)
    always: str = ""
    together: tuple[tuple[str, str], ...] = ()
    needs: tuple[tuple[str, str], ...] = ()
    words: tuple[int, int | None] = (2, None)

    def option(self, name: str) -> Option | None:
        return next((option for option in self.options if name in option.names.split()), None)

    def unknown(self, word: str) -> UsageError:
        """Return the error for an option that the tool does not have."""
        word = word.partition("=")[0]  # what follows may be a password
        known = [name for option in self.options for name in option.names.split()]
        near = get_close_matches(word, known, n=3)
        remedy = f"`scu {self.name} --help` lists what there is"
        return UsageError(
            f"{self.name} has no option {word}",
            remedy=f"did you mean {' or '.join(near)}? Else {remedy}" if near else remedy,
        )


@dataclass(slots=True)
class Typed:
    """What was typed: options with their values, and the other words, each in order."""

    tool: Tool
    options: list[tuple[Option, Values]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def __contains__(self, long: str) -> bool:
        return any(option.long == long for option, _ in self.options)

    def all(self, long: str) -> list[str]:
        """The values of an option that takes one."""
        return [values[0] for option, values in self.options if option.long == long]

    def last(self, long: str, default: str = "") -> str:
        return [default, *self.all(long)][-1]

    def drop(self, *longs: str) -> None:
        self.options = [each for each in self.options if each[0].long not in longs]

    def check(self) -> None:
        """Refuse what the tool refuses, and what is not taken.

        Raises:
            UsageError: an option is not taken; or two do not go together, or one lacks another: names both.
        """
        name = self.tool.name
        for option, _ in self.options:
            if option.refused:
                raise UsageError(
                    f"scu does not take {option.long} of {name}: {option.refused}",
                    remedy=f"leave it out, or use the {name} of old",
                )
        for one, other in self.tool.together:
            if one in self and other in self:
                raise UsageError(f"{one} and {other} do not go together in {name}", remedy="leave one of them out")
        for one, other in self.tool.needs:
            if one in self and other not in self:
                raise UsageError(f"{one} of {name} needs {other}", remedy=f"add {other}, or leave out {one}")

    def counting(self) -> Iterator[tuple[Option, Values]]:
        """The options that count, in the order of the table: of a group the rightmost."""
        rightmost = {option.group: (option, values) for option, values in self.options}
        for option in self.tool.options:
            if option.often:
                yield from (each for each in self.options if each[0] is option)
            elif option.group in rightmost and rightmost[option.group][0] is option:
                yield rightmost[option.group]

    def chosen(self) -> set[str]:
        """The long names of those."""
        return {option.long for option, _ in self.counting()}

    def translated(self) -> list[str]:
        """Our words for all of them, and for what is not typed and has a default."""
        groups = {option.group for option, _ in self.options}
        words = [word for group, said in self.tool.defaults.items() if group not in groups for word in said.split()]
        for option, values in self.counting():
            words += option.translated(values)
        return words


def as_file(word: str) -> str:
    """Return the name of a file so that nothing takes it for an option or for a port."""
    return f"./{word}" if word[:1] in ("-", "+") or word.isdigit() else word
