"""The configured peers, as people and scripts see them. Passwords are never among it."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from scu.config.peers import Configuration, NamedPeer
from scu.config.resolution import Origin, Settled
from scu.config.settings import PEER, Kind, Setting
from scu.dimse.proxy import without_user
from scu.dimse.roll_call import Answer
from scu.errors import Partial
from scu.output.formats import Format
from scu.output.plain import amount, safe, seconds

_HIDDEN: Final = "********"
_COLUMNS: Final = ("host", "port", "call", "aetitle", "port_scp", "tls", "user")
_HEADINGS: Final = ("Name", "Default", "Host", "Port", "Its AE title", "Our AE title", "Our port", "TLS", "User")
# Of these the environment or an option says one thing for several settings.
_IN_ONE: Final = {"mode": "tls", "password": "password", "key_password": "tls_key_password_env"}


class Shown:
    """What shows them.

    Args:
        quiet: whether what was done is not told.
    """

    def __init__(self, format: Format, *, quiet: bool) -> None:
        self._format = format
        self._quiet = quiet

    def listed(self, known: Configuration) -> None:
        """Show all peers."""
        if self._format is Format.JSON:
            peers = [_listed_object(peer, known) for peer in known.peers.values()]
            _print_json(True, file=str(known.path), default=known.default, peers=peers)
            return
        rows = [
            [name, "yes" if name == known.default else "", *(_value(PEER[it], peer.values.get(it)) for it in _COLUMNS)]
            for name, peer in known.peers.items()
        ]
        if not rows and self._format is not Format.CSV:
            if not self._quiet:
                print(f"There is no peer in {safe(str(known.path))}; `scu peers add main PACS@host:104` adds one.")
            return
        self._rows(_HEADINGS, ("name", "default", *_COLUMNS), rows)

    def settled(self, peer: NamedPeer, settings: Iterable[Settled]) -> None:
        """Show the settings of a peer that have a value, and where each comes from."""
        known = list(settings)
        secured = any(each.setting.name == "tls" and each.value not in (None, False, "false") for each in known)
        telling = [each for each in known if _tells(each) and (secured or not _is_of_tls(each))]
        if self._format is Format.JSON:
            rows = [
                {
                    "setting": each.setting.name,
                    "value": _HIDDEN if each.setting.is_secret else _plain(each),
                    "origin": each.origin.value,
                    "place": each.place,
                }
                for each in telling
            ]
            _print_json(True, name=peer.name, file=str(peer.path), settings=rows)
            return
        headings = ("Setting", "Value", "Where from")
        rows_of_text = [[each.setting.name, _value(each.setting, _plain(each)), each.place] for each in telling]
        self._rows(headings, ("setting", "value", "place"), rows_of_text)

    def tested(self, answers: Iterable[Answer]) -> None:
        """Show how peers answer.

        Raises:
            Partial: not all of them do, as they should.
        """
        known = list(answers)
        failed = [answer for answer in known if not answer.ok]
        error = _failure(failed, len(known)) if failed else None
        if self._format is Format.JSON:
            from scu.output.messages import error_part

            more = {"error": error_part(error)} if error else {}
            _print_json(error is None, peers=[_answer_object(answer) for answer in known], **more)
            if error:
                error.reported = True
        else:
            headings = ("Name", "Address", "Verdict", "Connected", "Associated", "Answered", "Why")
            names = ("name", "address", "verdict", "connect", "associate", "echo", "error")
            scale = str if self._format is Format.CSV else seconds
            rows = [
                [
                    answer.name,
                    f"{answer.peer.called_ae_title}@{answer.peer.host}:{answer.peer.port}",
                    "ok" if answer.ok else "failed",
                    *("" if time is None else scale(time) for time in _times(answer).values()),
                    _why(answer),
                ]
                for answer in known
            ]
            self._rows(headings, names, rows)
        if error:
            raise error

    def changed(self, how: str, names: Sequence[str], path: Path) -> None:
        """Say that peers are "added" or "removed"."""
        if self._format is Format.JSON:
            _print_json(True, file=str(path), **{how: list(names)})
        elif not self._quiet:
            print(f"{', '.join(names)}: {how}, in {safe(str(path))}")

    def _rows(self, headings: Sequence[str], names: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        if self._format is Format.CSV:
            writer = csv.writer(sys.stdout)
            writer.writerow(names)
            writer.writerows(rows)
        elif self._format is Format.TEXT:
            _print_lines(headings, rows)
        else:
            _print_table(headings, rows)


def _print_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    from scu.output.terminal import console

    kept = list(rows)
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    filled = [number for number in range(len(headings)) if any(row[number] for row in kept)]
    for number in filled:
        table.add_column(headings[number], overflow="fold")
    for row in kept:
        table.add_row(*(Text(safe(row[number])) for number in filled))
    console().print(table)


def _print_lines(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Columns as wide as they have to be, without headings: a line each, for grep."""
    kept = [[safe(value) or "-" for value in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*kept, strict=True)] or [0] * len(headings)
    for row in kept:
        print("  ".join(value.ljust(width) for value, width in zip(row, widths, strict=True)).rstrip())


def _print_json(ok: bool, **facts: object) -> None:
    from scu.output.document import to_json
    from scu.output.messages import head

    print(to_json({**head("peers", ok=ok), **facts}, indent=2))


def _listed_object(peer: NamedPeer, known: Configuration) -> dict[str, object]:
    values = {name: _HIDDEN if PEER[name].is_secret else value for name, value in peer.values.items()}
    return {"name": peer.name, "default": peer.name == known.default, **values}


def _is_of_tls(settled: Settled) -> bool:
    return settled.setting.name.startswith("tls_") and settled.origin is Origin.DEFAULT


def _tells(settled: Settled) -> bool:
    """Whether there is something to say of it, that no other setting says."""
    setting = settled.setting
    if settled.origin in (Origin.PEER, Origin.DEFAULT):
        return settled.value is not None
    return _IN_ONE.get(setting.field, setting.name) == setting.name


def _plain(settled: Settled) -> object:
    """A value as it would stand in the file."""
    value = settled.value
    if settled.setting.kind is Kind.URL:
        return without_user(str(value))
    if settled.setting.field in ("password", "key_password") and settled.origin is not Origin.PEER:
        return _HIDDEN
    if settled.setting.field == "mode" and settled.origin is Origin.OPTION:
        return getattr(value, "value", None) != "off"
    if isinstance(value, list | tuple):
        return [str(each) for each in value]
    return value if isinstance(value, str | int | float) else str(getattr(value, "value", value))


def _value(setting: Setting, value: object) -> str:
    if value is None:
        return ""
    if setting.is_secret:
        return _HIDDEN
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def _times(answer: Answer) -> dict[str, float | None]:
    timing, echo = answer.timing, answer.echo
    return {
        "connect": round(timing.connect, 6) if timing else None,
        "associate": round(timing.associate, 6) if timing else None,
        "echo": round(echo.seconds, 6) if echo else None,
    }


def _why(answer: Answer) -> str:
    if answer.error is not None:
        return ": ".join(filter(None, (answer.error.message, answer.error.comment)))
    return "" if answer.ok or answer.echo is None else str(answer.echo.status)


def _answer_object(answer: Answer) -> dict[str, object]:
    from scu.output.messages import error_part

    status = answer.echo.status if answer.echo else None
    return {
        "name": answer.name,
        "host": answer.peer.host,
        "port": answer.peer.port,
        "called_ae_title": answer.peer.called_ae_title,
        "calling_ae_title": answer.peer.calling_ae_title,
        "ok": answer.ok,
        "status": f"{status.code:04X}" if status else None,
        "meaning": status.meaning if status else None,
        "seconds": _times(answer),
        "error": error_part(answer.error) if answer.error else None,
    }


def _failure(failed: Sequence[Answer], of: int) -> Partial:
    first = failed[0]
    return Partial(
        f"{len(failed):,} of {amount(of, 'peer')} did not answer as they should: {', '.join(it.name for it in failed)}",
        cause=f"{first.name}: {_why(first)}",
        remedy=f"`scu doctor {first.name}` finds out why, and who must do what",
    )
