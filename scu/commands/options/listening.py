"""What the verbs that listen have in common."""

from __future__ import annotations

from typing import Annotated

from typer import Option

Bind = Annotated[str | None, Option("--bind", metavar="ADDRESS", help="Listen on this address alone, not on all.")]
"""The option --bind, as the type of a field."""
