"""The completion scripts: a template in the shell's language, and after it what the command tree says, as functions.

In each the template walks over the words and finds out what is to come; the functions tell of verbs, options and
values. All is in the script, so that nothing but the names of the configured peers needs a process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, TypeVar

from scu import compat
from tools.pages import tree, values

T = TypeVar("T")

_TEMPLATES: Final = Path(__file__).parent / "templates"
_OLD: Final = "Takes the command lines of the old tool of that name."
_WIDTH: Final = 118

Row = tuple[str, str]
"""A word that may be typed, and what it does."""
Taking = tuple[tuple[str, ...], str]
"""What the values of an option are, and a name of it."""


def scripts() -> dict[str, str]:
    """The script of each shell."""
    return {
        "bash": _template("bash") + _functions(lambda rows: _filled(_quoted(name) for name, _ in rows)) + _BASH_END,
        "zsh": _template("zsh") + _functions(lambda rows: (f"    {_described(*row)}" for row in rows)) + _ZSH_END,
        "fish": _template("fish") + _fish(),
    }


_BASH_END: Final = "\ncomplete -o default -F _scu scu\n"
_ZSH_END: Final = """
if [[ $funcstack[1] == _scu ]]; then
  _scu "$@"
else
  compdef _scu scu
fi
"""
_FISH_END: Final = "\ncomplete -c scu -f -a '(__scu_complete)'\n"


def _template(shell: str) -> str:
    return (_TEMPLATES / f"scu.{shell}").read_text(encoding="utf-8")


def _by_verbs(rows: Iterable[tuple[str, T]]) -> dict[tuple[str, ...], list[T]]:
    """What several verbs have alike, once, by the verbs that have it."""
    owners: dict[T, list[str]] = {}
    for verb, row in rows:
        owners.setdefault(row, []).append(verb)
    found: dict[tuple[str, ...], list[T]] = {}
    for row, verbs in owners.items():
        found.setdefault(tuple(verbs), []).append(row)
    return found


def _options() -> dict[tuple[str, ...], list[Row]]:
    return _by_verbs(
        (verb.name, (name, option.summary)) for verb in tree.all() for option in verb.options for name in option.names
    )


def _takes() -> Iterator[tuple[tuple[str, ...], dict[tuple[str, ...], list[str]]]]:
    """By verbs, and by what their values are, the names of the options that take any."""
    taking: dict[tuple[str, ...], list[Taking]] = _by_verbs(
        (verb.name, (option.kinds, name))
        for verb in tree.all()
        for option in verb.options
        for name in option.names
        if option.kinds
    )
    for verbs, rows in taking.items():
        names: dict[tuple[str, ...], list[str]] = {}
        for kinds, name in rows:
            names.setdefault(kinds, []).append(name)
        yield verbs, names


def _words() -> dict[tuple[str, ...], list[str]]:
    """By what the words beside the options are, the verbs; the last kind is that of all words that follow."""
    found: dict[tuple[str, ...], list[str]] = {}
    for verb in tree.all():
        kinds = [word.kind for word in verb.takes]
        often = bool(verb.takes) and verb.takes[-1].often
        found.setdefault(tuple(kinds if often else [*kinds, values.NOTHING]), []).append(verb.name)
    found.setdefault((values.FILE,), []).extend(compat.NAMES)
    return found


def _first_words() -> list[Row]:
    return [*((verb.name, verb.summary) for verb in tree.verbs()), *((name, _OLD) for name in compat.NAMES)]


# bash and zsh: the functions leave what they have in the arrays `list` and `takes`.


def _functions(listed: Callable[[Sequence[Row]], Iterable[str]]) -> str:
    """The functions; `listed` writes words with what they do, as lines of an array."""
    lines = ["", "# What may be the first word.", "_scu_verbs() {", "  list=(", *listed(_first_words()), "  )", "}"]
    lines += ["", "# The options of the verb $1.", "_scu_options() {", "  list=()"]
    for verbs, rows in _options().items():
        lines += [f"  case $1 in {_pattern(verbs)}) list+=(", *listed(rows), "  ) ;; esac"]
    lines += ["}", "", "# What the values of the verb $1 and its option $2 are.", "_scu_takes() {", "  takes=()"]
    for verbs, taking in _takes():
        lines += [f"  case $1 in {_pattern(verbs)}) case $2 in"]
        lines += [f"    {_pattern(names)}) takes=({_array(kinds)}) ;;" for kinds, names in taking.items()]
        lines += ["  esac ;; esac"]
    lines += ["}", "", "# What the words of the verb $1 are; the last stands for all that follow.", "_scu_words() {"]
    lines += ["  case $1 in"]
    lines += [f"    {_pattern(verbs)}) takes=({_array(kinds)}) ;;" for kinds, verbs in _words().items()]
    lines += [f"    *) takes=({values.NOTHING}) ;;", "  esac", "}"]
    lines += ["", "# The words that a value of kind $1 may be.", "_scu_list() {", "  case $1 in"]
    for kind, words in values.lists().items():
        lines += [f"    {kind}) list=(", *_filled(map(_quoted, words)), "    ) ;;"]
    lines += ["    *) list=() ;;", "  esac", "}", "", "_scu_keywords=(", *_filled(values.keywords()), ")", ""]
    return "\n".join(lines)


def _described(name: str, does: str) -> str:
    """For `_describe` of zsh."""
    return _quoted(f"{name.replace(':', chr(92) + ':')}:{does}")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _pattern(words: Iterable[str]) -> str:
    return " | ".join(word if word.isalnum() else _quoted(word) for word in words)


def _array(words: Iterable[str]) -> str:
    return " ".join(map(_quoted, words))


def _filled(words: Iterable[str]) -> Iterator[str]:
    """The words in lines of a width to be read."""
    line = "   "
    for word in words:
        if len(line) + len(word) >= _WIDTH:
            yield line
            line = "   "
        line += f" {word}"
    yield line


# fish: the functions print what they have, a line each.


def _fish() -> str:
    lines = ["", "function __scu_verbs", *_fish_rows(_first_words(), "    "), "end"]
    lines += ["", "# The options of a verb.", "function __scu_options"]
    for verbs, rows in _options().items():
        lines += [f"    if contains -- $argv[1] {' '.join(verbs)}", *_fish_rows(rows, " " * 8), "    end"]
    lines += ["end", "", "# What the values of a verb's option are.", "function __scu_takes"]
    for verbs, taking in _takes():
        lines += [f"    if contains -- $argv[1] {' '.join(verbs)}", "        switch $argv[2]"]
        for kinds, names in taking.items():
            lines += [f"            case {_fish_array(names)}", f"                {_fish_print(kinds)}"]
        lines += ["        end", "    end"]
    lines += ["end", "", "# What the words of a verb are; the last stands for all that follow."]
    lines += ["function __scu_words", "    switch $argv[1]"]
    for kinds, names in _words().items():
        lines += [f"        case {' '.join(names)}", f"            {_fish_print(kinds)}"]
    lines += ["        case '*'", f"            {_fish_print([values.NOTHING])}", "    end", "end"]
    lines += ["", "# The words that a value may be.", "function __scu_list", "    switch $argv[1]"]
    for kind, words in values.lists().items():
        lines += [f"        case {kind}", f"            {_fish_print(words)}"]
    lines += ["    end", "end", "", "function __scu_keywords", "    printf '%s\\n' \\"]
    keywords = [*_filled(values.keywords())]
    lines += [*(f"{line} \\" for line in keywords[:-1]), keywords[-1], "end"]
    return "\n".join(lines) + "\n" + _FISH_END


def _fish_rows(rows: Iterable[Row], indent: str) -> Iterator[str]:
    return (f"{indent}printf '%s\\t%s\\n' {_fish_array(row)}" for row in rows)


def _fish_print(words: Iterable[str]) -> str:
    return f"printf '%s\\n' {_fish_array(words)}"


def _fish_array(words: Iterable[str]) -> str:
    return " ".join(_fish_quoted(word) for word in words)


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
