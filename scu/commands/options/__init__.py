"""The option groups that verbs share, one noun a module. Each option is declared here once; see `parsing` for how."""

from __future__ import annotations

from scu.errors import UsageError

Words = list[str] | None
"""None and not [] where nothing is typed: a default may not be mutable."""


def refuse_together(options: dict[str, bool], *, why: str = "") -> None:
    """Refuse options of which only one can be meant.

    Raises:
        UsageError: more than one is given; names them.
    """
    given = [name for name, is_given in options.items() if is_given]
    if len(given) > 1:
        raise UsageError(f"{' and '.join(given)} do not go together", cause=why, remedy="leave one of them out")


def need(options: dict[str, bool], partners: dict[str, bool]) -> None:
    """Refuse options whose partner is missing.

    Raises:
        UsageError: an option is given, and no partner; names both.
    """
    given = [name for name, is_given in options.items() if is_given]
    if given and not any(partners.values()):
        raise UsageError(
            f"{given[0]} needs {' or '.join(partners)}", remedy=f"add what is needed, or leave out {given[0]}"
        )
