"""The report of a store in a file: what became of each object, for who has to know, and for the next run."""

from __future__ import annotations

import logging
import os
import secrets
import signal
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import cache, partial
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, TextIO

from scu.errors import FileProblem, ScuError
from scu.output.messages import error_part
from scu.output.report import View
from scu.results import Category, Instance, Outgoing, Peer
from scu.storage.reports import BETWEEN_CHANGES, COLUMNS, Earlier, Row, is_stored

if TYPE_CHECKING:
    from scu.output.report import Report, Result

log = logging.getLogger(__name__)

_INTERRUPTS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class ReportFile(View):
    """A view, and a context manager that writes the file at its end, however that comes, whole or not at all.

    Until then it holds one result for each object, the last, so that what is sent a million times takes no more room.

    Args:
        file: its name ends with .json or .csv.
        expected: what is to be sent; all of it stands in the report, sent or not.
        earlier: what a former report said. What this run does not touch, it goes on saying.

    Raises:
        FileProblem: at the beginning, it cannot be written there.
    """

    def __init__(self, file: Path, peer: Peer, expected: Iterable[Outgoing], earlier: Earlier) -> None:
        self._file = os.path.realpath(file)
        folder, name = os.path.split(self._file)
        self._temporary = os.path.join(folder, f".{name}.{os.getpid()}-{secrets.token_hex(4)}.part")
        self._peer = peer
        self._earlier = earlier
        self._results: dict[tuple[str, str], Outgoing | Instance] = {
            (each.file, each.sop_instance_uid): each for each in expected
        }
        self._about: dict[str, dict[str, object]] = {}
        self._error: ScuError | None = None
        self._began = _now()

    def __enter__(self) -> Sequence[View]:
        try:
            if os.path.isdir(self._file):
                raise IsADirectoryError(21, os.strerror(21))
            # It names files, and these may be named after patients.
            ours_alone = partial(os.open, mode=0o600)
            self._stream = open(self._temporary, "x", encoding="utf-8", newline="", opener=ours_alone)
        except OSError as error:
            raise _unwritable(self._file, error) from error
        return [self]

    def show(self, result: Result) -> None:
        if isinstance(result, Instance):
            self._results[result.file or "", result.sop_instance_uid] = result

    def end(self, report: Report, error: ScuError | None) -> None:
        self._error = error
        self._about = {uid: said for _, uid in self._results if (said := report.about(uid))}

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._error is None and isinstance(error, ScuError):
            self._error = error
        # Without it the next run would not know what is left: an interrupt waits until it is there.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _INTERRUPTS)
        try:
            with self._stream:
                self._write(self._stream)
            os.replace(self._temporary, self._file)
        except OSError as problem:
            if error is None:
                unwritable = _unwritable(self._file, problem)
                unwritable.reported = True  # the document of the run is there: it is one
                raise unwritable from problem
            log.warning("the report cannot be written to %s: %s", self._file, problem.strerror or problem)
        finally:
            with suppress(OSError):
                os.unlink(self._temporary)
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def _write(self, stream: TextIOWrapper) -> None:
        rows = [*self._kept(), *self._new()]
        if self._file.lower().endswith(".csv"):
            stream.reconfigure(errors="surrogateescape")
            _write_csv(stream, rows)
        else:
            # What no encoding has, of a file's name, is then spelled as JSON spells it.
            stream.reconfigure(errors="backslashreplace")
            _write_json(stream, {**self._facts(), "summary": _summary(rows)}, rows)

    def _kept(self) -> Iterator[Row]:
        """What the former report says of other objects; what was not stored then, and is not named now, too."""
        now = {(os.path.abspath(file), uid) for file, uid in self._results}
        files = {file for file, _ in now}
        for row in self._earlier.rows:
            if (row["file"], row["sop_instance_uid"]) not in now and (is_stored(row) or row["file"] not in files):
                yield row

    def _new(self) -> Iterator[Row]:
        why = f": {self._error.message}" if self._error else ""
        peer = self._peer
        run = {"server": server_of(peer), "calling_ae_title": peer.calling_ae_title, "begun": self._began}
        for result in self._results.values():
            if isinstance(result, Outgoing):
                result = _left(result, f"the run ended before it was stored{why}")
            yield {**_row(result), **run, **self._about.get(result.sop_instance_uid, {})}

    def _facts(self) -> dict[str, object]:
        peer = self._peer
        return {
            "command": "store",
            "ok": self._error is None,
            "peer": {
                "host": peer.host,
                "port": peer.port,
                "called_ae_title": peer.called_ae_title,
                "calling_ae_title": peer.calling_ae_title,
            },
            "begun": self._began,
            "ended": _now(),
            "resumed": self._earlier.report,
            "error": error_part(self._error) if self._error else None,
        }


def server_of(peer: Peer) -> str:
    """Return who it was, as it can be called again."""
    host = f"[{peer.host}]" if ":" in peer.host else peer.host
    return f"{peer.called_ae_title}@{host}:{peer.port}"


def _left(outgoing: Outgoing, reason: str) -> Instance:
    uids = outgoing.sop_class_uid, outgoing.sop_instance_uid, outgoing.transfer_syntax_uid
    return Instance(
        outgoing.file,
        *uids,
        None,
        outgoing.size,
        reason=reason,
        original_transfer_syntax_uid=outgoing.original_transfer_syntax_uid,
        changes=outgoing.changes,
    )


def _row(instance: Instance) -> dict[str, object]:
    status = instance.status
    original = instance.original_transfer_syntax_uid or instance.transfer_syntax_uid
    went = instance.transfer_syntax_uid if status or instance.unconfirmed else None
    values = (
        os.path.abspath(instance.file) if instance.file else "",
        _outcome(instance),
        instance.sop_class_uid,
        _name(instance.sop_class_uid),
        instance.sop_instance_uid,
        original or None,
        _name(original),
        went,
        _name(went),
        instance.size,
        instance.association,
        instance.attempts,
        f"{status.code:04X}" if status else None,
        status.meaning if status else None,
        status.comment if status else None,
        instance.reason or None,
        list(instance.changes),
        round(instance.seconds, 6),
    )
    return dict(zip(COLUMNS, values, strict=False))


def _outcome(instance: Instance) -> str:
    if instance.status is None:
        return "unconfirmed" if instance.unconfirmed else "not sent"
    if not instance.status.ok:
        return "failed"
    return "warning" if instance.status.category is Category.WARNING else "stored"


@cache
def _name(uid: str | None) -> str | None:
    """The name that PS3.6 has for a UID; None for a private one."""
    from pydicom.uid import UID

    return UID(uid).name if uid and UID(uid).name != uid else None


def _summary(rows: Iterable[Row]) -> dict[str, int]:
    """The counts of the whole report, as those of the document on standard output."""
    names = {"stored": "stored", "warning": "warning", "failed": "failed"}
    counts = {"total": 0, "stored": 0, "warning": 0, "failed": 0, "not_sent": 0, "bytes": 0}
    for row in rows:
        counts["total"] += 1
        counts[names.get(str(row.get("outcome")), "not_sent")] += 1
        size = row.get("size")
        counts["bytes"] += size if is_stored(row) and isinstance(size, int) else 0
    return counts


def _write_json(stream: TextIO, facts: Mapping[str, object], rows: Iterable[Row]) -> None:
    """The facts by the line, and one line for each file."""
    import json

    encode = json.JSONEncoder(ensure_ascii=False).encode
    stream.write(json.dumps(facts, ensure_ascii=False, indent=2).removesuffix("\n}") + ',\n  "instances": [')
    for number, row in enumerate(rows):
        stream.write(f"{',' if number else ''}\n    {encode(row)}")
    stream.write("\n  ]\n}\n")


def _write_csv(stream: TextIO, rows: Iterable[Row]) -> None:
    """A table and nothing else, so that every program reads it; which run it was stands in each line."""
    import csv

    rows = list(rows)
    columns = list(dict.fromkeys([*COLUMNS, *(name for row in rows for name in row)]))
    writer = csv.DictWriter(stream, columns)
    writer.writeheader()
    for row in rows:
        writer.writerow({**row, "changes": BETWEEN_CHANGES.join(_texts(row.get("changes")))})


def _texts(value: object) -> Iterable[str]:
    return map(str, value) if isinstance(value, list) else ()


def _unwritable(file: str, error: OSError) -> FileProblem:
    return FileProblem(
        f"the report cannot be written to {file}: {error.strerror or error}",
        remedy="name another file with --report, or have the permissions of its folder changed",
    )


def _now() -> str:
    """Local time with its distance from UTC, to the second."""
    return datetime.now().astimezone().isoformat(timespec="seconds")
