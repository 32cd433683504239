"""The command line without what others may not see: values of keys, names of files, passwords.

What is harmless is listed, and whatever is not listed is left out: so an option that comes later cannot leak.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from scu import aetitle
from scu.commands.choices import ChoiceOption
from scu.dimse.proxy import without_user
from scu.errors import UsageError

if TYPE_CHECKING:
    from typer._click import Parameter

    from scu.commands.running import Running

VALUE, PATH, SECRET = "<value>", "<path>", "<secret>"

_SECRETS: Final = ("passw", "secret", "token")
_PASSWORDS: Final = frozenset(("--password", "-pwd", "--use-passwd", "+pw"))
_NO_PASSWORDS: Final = frozenset(
    (
        "--ask-password",
        "--empty-password",
        "--null-passwd",
        "--passwd-file",
        "--password-env",
        "--password-file",
        "--password-keyring",
        "--std-passwd",
    )
)
_KEYS: Final = frozenset(("--key", "--set"))
_HARMLESS: Final = frozenset(
    (
        "--accept-from",
        "--aetitle",
        "--assume-charset",
        "--bind",
        "--call",
        "--charset",
        "--cipher",
        "--delete",
        "--hostname",
        "--log-level",
        "--max-bytes",
        "--move",
        "--peer",
        "--proxy",
        "--request-sni",
        "--root-uid",
        "--transcode",
        "--uid-suffix",
    )
)
_SHORTEST: Final = 3  # what is shorter would be found everywhere


def without_secrets(words: Sequence[str]) -> Iterator[str]:
    """A command line as it was typed, before anybody has read it, without passwords; the old tools' lines too."""
    is_secret, before = False, ""
    for word in words:
        name, equals, _ = word.partition("=")
        if is_secret:
            yield SECRET
        elif equals and _is_password(name):
            yield f"{name}={SECRET}"
        elif before == "--proxy" or ("@" in word and "://" in word):
            yield without_user(word)
        elif name == "--proxy" and equals:
            yield f"{name}={without_user(word.removeprefix('--proxy='))}"
        else:
            yield word
        is_secret = not (is_secret or equals) and _is_password(word) and word not in _NO_PASSWORDS
        before = word


def _is_password(option: str) -> bool:
    """Whether its value is one; mistyped options, too."""
    return option in _PASSWORDS or re.match(r"[-+].*(pas|pwd)", option, re.IGNORECASE) is not None


class Typed:
    """What was typed.

    Args:
        with_values: whether all but secrets may be seen.
    """

    def __init__(self, run: Running, *, with_values: bool = False) -> None:
        self._context = run.context
        self._with_values = with_values
        self._hidden: dict[str, str] = {}
        self.words = ["scu", run.context.command.name or "", *self._shown(run.words)]

    def hide(self, text: str) -> str:
        """A text without what was left out of the words."""
        for hidden, instead in sorted(self._hidden.items(), key=lambda it: -len(it[0])):
            text = text.replace(hidden, instead)
        return text

    def _shown(self, words: Sequence[str]) -> Iterator[str]:
        """Options by their long names, in the order in which they were typed; then the other words."""
        given, _, order = self._context.command.make_parser(self._context).parse_args(list(words))
        left = {name: iter(value) if isinstance(value, list) else value for name, value in given.items()}
        for param in order:
            if param.param_type_name == "option":
                yield from self._option(param, left)
        positional = next((it for it in self._context.command.params if it.param_type_name == "argument"), None)
        if positional is not None:
            yield from self._positional(list(given.get(positional.name or "") or ()))

    def _option(self, param: Parameter, left: Mapping[str, Any]) -> Iterator[str]:
        name = next(option for option in param.opts if option.startswith("--"))
        yield name
        if getattr(param, "is_flag", False):
            return
        value = left[param.field if isinstance(param, ChoiceOption) else param.name or ""]
        value = next(value) if isinstance(value, Iterator) else value
        for word in value if isinstance(value, tuple) else (value,):
            yield self._safe(name, str(word), param)

    def _safe(self, name: str, word: str, param: Parameter) -> str:
        wanted = getattr(getattr(param, "type_descriptor", None), "annotation", None)
        if any(part in name for part in _SECRETS):
            return self._left_out(word, SECRET)
        if self._with_values or name in _HARMLESS or _is_harmless(wanted):
            return word
        if name in _KEYS:
            return self._key(word)
        return self._left_out(word, PATH if wanted is Path else VALUE)

    def _key(self, word: str) -> str:
        """A key without its value."""
        from scu import keys

        try:
            key = keys.parse(word)
        except UsageError:
            return self._left_out(word, VALUE)
        for part in re.split(r"[\s*?^=\\-]+", key.value):  # a peer may repeat it without its wildcards
            self._left_out(part, VALUE)
        return f"{key.label}={self._left_out(key.value, VALUE)}" if key.value else key.label

    def _positional(self, words: list[str]) -> Iterator[str]:
        if not words:
            return
        # A configured peer has been put in the place of its name.
        left, hostname = self._context.params.get("words"), self._context.params.get("hostname")
        _, files = aetitle.destination(left or [], hostname=hostname, takes_files=True)
        yield from words[: len(words) - len(files)]
        yield from (file if self._with_values else self._left_out(file, PATH) for file in files)

    def _left_out(self, word: str, instead: str) -> str:
        if len(word) >= _SHORTEST:
            self._hidden[word] = instead
        return instead


def _is_harmless(wanted: object) -> bool:
    """Whether it is a number, or one of a few words."""
    return wanted in (int, float) or (inspect.isclass(wanted) and issubclass(wanted, Enum))
