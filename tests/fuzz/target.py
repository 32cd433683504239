"""What is fuzzed: a function over the bytes of a stranger, and bytes to begin with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Final

MODULES: Final = "tests.fuzz.targets"


@dataclass(frozen=True)
class Target:
    """A reader of a peer's bytes.

    Attributes:
        name: unique; the name of its folder in the corpus too.
        run: gives bytes to the reader. It swallows the errors that are promised, lets all others through and
            asserts what must hold in any case: what was decoded and is encoded again decodes to the same, no file is
            outside its folder, and what comes out is no larger than what went in by more than a factor.
        seeds: good bytes, and hostile ones that someone thought of; small ones.
        dictionary: byte strings that mean something to the reader: tags, UIDs, item types.
    """

    name: str
    run: Callable[[bytes], None]
    seeds: Callable[[], Iterable[bytes]]
    dictionary: tuple[bytes, ...] = ()


@cache
def registry() -> dict[str, Target]:
    """All targets by name, of every module in tests/fuzz/targets.

    Raises:
        ValueError: two have the same name.
    """
    package = import_module(MODULES)
    modules = sorted(module.name for module in iter_modules(package.__path__))
    targets: list[Target] = [
        target for name in modules for target in getattr(import_module(f"{MODULES}.{name}"), "TARGETS", ())
    ]
    found = {target.name: target for target in targets}
    if len(found) != len(targets):
        raise ValueError("two targets have the same name")
    return found


def named(name: str) -> Target:
    """A target of the registry, or the one with a planted bug. Raises KeyError."""
    from tests.fuzz.planted import PLANTED

    return PLANTED if name == PLANTED.name else registry()[name]
