"""scu demo."""

from __future__ import annotations

from scu.commands.parsing import flat
from scu.errors import ExitStatus


@flat
def demo() -> ExitStatus:
    """Show the five verbs against a practice server of its own, on real files."""
    from scu.practice import demo

    return ExitStatus.DONE if demo.run(print) else ExitStatus.FAILED
