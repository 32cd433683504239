"""The command that runs: what was typed, and what is to be done when it has ended, however it does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typer._click import Context


@dataclass(frozen=True, slots=True)
class Running:
    """One run. What is entered into `at_end` is left at the end, and is told of the error if there is one."""

    context: Context
    words: Sequence[str]
    at_end: ExitStack


_current: ContextVar[Running] = ContextVar("running")


def current() -> Running:
    """The run that this is called in, from whatever depth."""
    return _current.get()


@contextmanager
def running(context: Context, words: Sequence[str]) -> Iterator[None]:
    """Run a command in this block; `words` are those after its name."""
    with ExitStack() as at_end:
        token = _current.set(Running(context, words, at_end))
        try:
            yield
        finally:
            _current.reset(token)
