"""The history, for people and for scripts."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from dataclasses import asdict
from typing import Final

from scu.history import Entry
from scu.output.formats import Format
from scu.output.plain import amount, safe, seconds, size

_COUNTS: Final = (
    *("total", "stored", "completed", "received", "warning", "failed"),
    *("not_sent", "remaining", "missing", "skipped", "bytes"),
)
_BEFORE: Final = ("when", "command", "host", "port", "called_ae_title", "calling_ae_title", "destination")
_AFTER: Final = ("seconds", "exit_status", "error")
_HEADINGS: Final = ("When", "Command", "Server", "Objects", "Size", "Took", "Ended")
_NUMBERS: Final = ("Size", "Took")


def show(entries: Iterable[Entry], format: Format) -> None:
    """Write the entries to standard output."""
    if format is Format.JSON:
        from scu.output.document import to_json

        print(to_json([asdict(entry) for entry in entries], indent=2))
    elif format is Format.JSONL:
        from scu.output.document import to_json

        for entry in entries:
            print(to_json(asdict(entry)))
    elif format is Format.CSV:
        _write_csv(entries)
    elif format is Format.TEXT:
        for entry in entries:
            print("  ".join(filter(None, _cells(entry))))
    else:
        _draw_table(entries)


def _write_csv(entries: Iterable[Entry]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow((*_BEFORE, *_COUNTS, *_AFTER))
    for entry in entries:
        said = asdict(entry)
        counts = [entry.summary.get(name) for name in _COUNTS]
        writer.writerow([*(said[name] for name in _BEFORE), *counts, *(said[name] for name in _AFTER)])


def _draw_table(entries: Iterable[Entry]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    from scu.output.terminal import console

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in _HEADINGS:
        table.add_column(heading, justify="right" if heading in _NUMBERS else "left", overflow="fold")
    for entry in entries:
        table.add_row(*map(Text, _cells(entry)))
    console().print(table)


def _cells(entry: Entry) -> tuple[str, ...]:
    """What people read of an entry; local time."""
    return (
        entry.began.astimezone().strftime("%Y-%m-%d %H:%M:%S"),
        safe(entry.command),
        safe(_server(entry)),
        _objects(entry),
        size(entry.summary.get("bytes") or 0),
        seconds(entry.seconds),
        safe(f"{entry.error} ({entry.exit_status})") if entry.error else "done",
    )


def _server(entry: Entry) -> str:
    host = f"[{entry.host}]" if ":" in entry.host else entry.host
    to = f" to {entry.destination}" if entry.destination else ""
    return f"{entry.called_ae_title}@{host}:{entry.port}{to}"


def _objects(entry: Entry) -> str:
    counts = {name: count or 0 for name, count in entry.summary.items()}
    if "stored" in counts:
        done, total = counts["stored"] + counts.get("warning", 0), counts.get("total", 0)
        return amount(done, "object") if done == total else f"{done:,} of {amount(total, 'object')}"
    # Of what went to a third party there are the server's counts alone.
    came = entry.summary.get("received")
    told = amount(counts.get("completed", 0) + counts.get("warning", 0) if came is None else came, "object")
    return f"{told}, {counts['missing']:,} missing" if counts.get("missing") else told
