"""What tells options from other words. Values, hosts and files may look like options as they like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typer._click.parser import _OptionParser

from scu.errors import UsageError

if TYPE_CHECKING:
    from typer._click.parser import _ParsingState


class Parser(_OptionParser):
    """Typer's, with names that end with `=`, and a word for those who type one dash too few."""

    def _process_opts(self, arg: str, state: _ParsingState) -> None:
        if arg in self._long_opt:  # `+x=` would be `+x` with an empty value
            self._match_long_opt(arg, None, state)
            return
        name = arg.partition("=")[0]
        if f"-{name}" in self._long_opt and name not in self._long_opt:  # `-patient` would be `-p atient`
            raise UsageError(f"there is no option {name}", remedy=f"did you mean -{name}?")
        super()._process_opts(arg, state)
