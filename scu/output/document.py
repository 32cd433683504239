"""The JSON document of echo, store, move and get: printed once, at the end, on failure too."""

from __future__ import annotations

import json
import sys
from functools import cache
from typing import TYPE_CHECKING

from scu.errors import ScuError
from scu.output.messages import error_part, head
from scu.output.report import View
from scu.results import Instance

if TYPE_CHECKING:
    from scu.output.report import Report, Result


def to_json(value: object, indent: int | None = None) -> str:
    """Return JSON in characters that standard output can carry."""
    return _encoder(sys.stdout.encoding, indent).encode(value)


@cache
def _encoder(encoding: str | None, indent: int | None) -> json.JSONEncoder:
    """An encoder to keep: making one costs as much as a match."""
    unicode = (encoding or "").lower().replace("-", "") == "utf8"
    return json.JSONEncoder(ensure_ascii=not unicode, indent=indent)


class Document(View):
    """A view that keeps every instance until the end."""

    def __init__(self) -> None:
        self._instances: list[Instance] = []

    def show(self, result: Result) -> None:
        if isinstance(result, Instance):
            self._instances.append(result)

    def end(self, report: Report, error: ScuError | None) -> None:
        document: dict[str, object] = {**head(report.command, ok=error is None), **report.document()}
        print(to_json(document, indent=2).removesuffix("\n}"), end="")
        if "summary" in document:
            self._tell_instances(report)
        if error:
            error.reported = True
            print(f',\n  "error": {_within(error_part(error), 1)}', end="")
        print("\n}")

    def _tell_instances(self, report: Report) -> None:
        """One by one: the text of a hundred thousand takes ten times the room that they do."""
        print(',\n  "instances": [', end="")
        for number, instance in enumerate(self._instances):
            told = {
                **_instance(instance),
                **({"unconfirmed": instance.unconfirmed} if report.command == "store" else {}),
                **report.about(instance.sop_instance_uid),
            }
            print(f"{',' if number else ''}\n    {_within(told, 2)}", end="")
        print("\n  ]" if self._instances else "]", end="")


def _within(value: object, depth: int) -> str:
    """JSON as it stands so deep in the document."""
    return to_json(value, indent=2).replace("\n", "\n" + depth * "  ")


def _instance(instance: Instance) -> dict[str, object]:
    status = instance.status
    return {
        "file": instance.file,
        "sop_class_uid": instance.sop_class_uid,
        "sop_instance_uid": instance.sop_instance_uid,
        "transfer_syntax_uid": instance.transfer_syntax_uid,
        "status": f"{status.code:04X}" if status else None,
        "meaning": status.meaning if status else instance.reason,
        "error_comment": status.comment if status else None,
        **_on_its_way(instance),
        **({"association": instance.association, "attempts": instance.attempts} if instance.association else {}),
        **({"skipped": True} if instance.skipped else {}),
    }


def _on_its_way(instance: Instance) -> dict[str, object]:
    """What happened to an object that was sent between the file and the network."""
    if not instance.original_transfer_syntax_uid:
        return {}
    return {
        "original_transfer_syntax_uid": instance.original_transfer_syntax_uid,
        "changes": list(instance.changes),
    }
