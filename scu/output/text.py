"""Plain lines, for pipes and logs: one for each object, and the facts at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scu.errors import ScuError
from scu.output.plain import safe
from scu.output.report import View
from scu.results import Category, Instance

if TYPE_CHECKING:
    from scu.output.report import Report, Result

_LABEL_WIDTH = 16


class TextLines(View):
    """A view for echo, store, move and get.

    Args:
        done: the word for an object that went well, "stored" or "received".
    """

    def __init__(self, done: str) -> None:
        self._done = done

    def show(self, result: Result) -> None:
        if isinstance(result, Instance):
            # With its end, so that an unbuffered stream gets it in one piece.
            print(f"{instance_line(result, self._done)}\n", end="")

    def end(self, report: Report, error: ScuError | None) -> None:
        for label, value in report.facts():
            print(f"{label + ':':<{_LABEL_WIDTH}}{value}")


def outcome(instance: Instance, done: str) -> str:
    """Return how it went in a word or two."""
    if instance.status is None:
        return "not sent"
    if instance.status.category is Category.SUCCESS:
        return "skipped" if instance.skipped else done
    return "warning" if instance.status.ok else "failed"


def reason(instance: Instance) -> str:
    """Return why it did not simply go well; empty when it did."""
    if instance.status is None:
        return safe(instance.reason)
    return "" if instance.status.category is Category.SUCCESS else safe(str(instance.status))


def instance_line(instance: Instance, done: str) -> str:
    """Return one object's line: how it went, its file or UID, and why not."""
    which = safe(instance.file or instance.sop_instance_uid)
    why = reason(instance)
    return f"{outcome(instance, done):<9} {which}" + (f": {why}" if why else "")
