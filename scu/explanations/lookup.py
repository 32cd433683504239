"""From what a person types or pastes, a code, a name or a line of some log, to the rows of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from scu.explanations import Explanation, associations, connections, statuses, tls

_SERVICES: Final = {
    statuses.ECHO: r"c-?echo|echo",
    statuses.STORE: r"c-?store|stor(e|ing)\b",
    statuses.FIND: r"c-?find|find",
    statuses.MOVE: r"c-?move|move (request|response|scp|scu)|^move\b",
    statuses.GET: r"c-?get|get (request|response|scp|scu)|^get\b",
}

# 0xA801, A801H, status=a801, (0000,0900) US a801, A-codes alone: as DCMTK, dcm4che, pynetdicom, fo-dicom and we write.
_STATUS: Final = (
    re.compile(r"\b0x([0-9a-f]{4})\b", re.I),
    re.compile(r"\b([0-9a-f]{4})h\b", re.I),
    re.compile(r"\bstatus\W{0,4}([0-9a-f]{4})\b", re.I),
    re.compile(r"\b0000,0900\W.*?\b([0-9a-f]{4})\b", re.I),
)
_BARE_STATUS: Final = re.compile(r"(?<![\w.:,])([0-9a-f]{4})(?![\w.:,])", re.I)

# dcm4che: result: 1 - rejected-permanent, source: 1 - service-user, reason: 7 - …; and in our own words.
_LABELLED_REJECTION: Final = re.compile(r"result\W{1,3}(\d)\b[^\d]*source\W{1,3}(\d)\b[^\d]*reason\W{1,3}(\d+)", re.I)
_REJECTION: Final = re.compile(r"\brej\w*\D{1,12}([12])\D{1,3}([123])\D{1,3}(\d)\b", re.I)
_LABELLED_ABORT: Final = re.compile(r"abort.{0,40}?source\W{1,3}(\d)\b[^\d]*reason\W{1,3}(\d+)", re.I)
_ABORT: Final = re.compile(r"\babort\w*\W{1,3}(\d)\W{1,3}(\d)\b", re.I)
_CONTEXT: Final = re.compile(r"\bcontext(?: result)?\W{1,3}([0-4])\s*$", re.I)

# What DCMTK calls statuses.
_DCMTK: Final = {
    "movedestinationunknown": 0xA801,
    "outofresourcessuboperations": 0xA702,
    "outofresourcesnumberofmatches": 0xA701,
    "outofresources": 0xA700,
    "identifierdoesnotmatchsopclass": 0xA900,
    "datasetdoesnotmatchsopclass": 0xA900,
    "suboperationscompleteoneormorefailures": 0xB000,
    "coercionofdataelements": 0xB000,
    "elementsdiscarded": 0xB006,
    "unabletoprocess": 0xC000,
    "cannotunderstand": 0xC000,
    "sopclassnotsupported": 0x0122,
    "notauthorized": 0x0124,
    "notauthorised": 0x0124,
    "unrecognizedoperation": 0x0211,
    "processingfailure": 0x0110,
    "invalidobjectinstance": 0x0117,
    "resourcelimitation": 0x0213,
    "duplicatesopinstance": 0x0111,
    "nosuchobjectinstance": 0x0112,
}

# The kinds of scu's own errors.
_KINDS: Final = {
    "unresolved": (connections.UNRESOLVED,),
    "refused": (connections.REFUSED,),
    "unreachable": (connections.UNREACHABLE,),
    "timeout": (connections.TIMED_OUT, connections.SILENT),
    "listen": (connections.IN_USE, connections.NOT_ALLOWED),
}


def every() -> list[Explanation]:
    """The whole catalogue."""
    return [*connections.every(), *tls.every(), *associations.every(), *statuses.every()]


def find(text: str) -> list[Explanation]:
    """The rows that a text speaks of, each once; none where it speaks of nothing that we know."""
    word = text.strip().lower()
    found = _KINDS.get(word) or _families(word) or [*_codes(text)] or [*_names(text)]
    return list(dict.fromkeys(found))


def _families(word: str) -> list[Explanation]:
    """All of a family, where nothing but its name was typed."""
    families = {
        "rejected": "rejected",
        "rejection": "rejected",
        "abort": "abort",
        "aborted": "abort",
        "context": "context",
        "no_context": "context",
        "tls": "tls",
    }
    start = families.get(word)
    return [row for row in every() if row.code.startswith(f"{start} ")] if start else []


def _codes(text: str) -> Iterator[Explanation]:
    if match := _LABELLED_ABORT.search(text) or _ABORT.search(text):
        yield associations.abort(int(match[1]), int(match[2]))
        return
    if match := _LABELLED_REJECTION.search(text) or _REJECTION.search(text):
        yield associations.rejection(*map(int, match.groups()))
        return
    if match := _CONTEXT.search(text):
        yield associations.context(int(match[1]))
        return
    for pattern in _STATUS:
        if match := pattern.search(text):
            yield from _status(text, int(match[1], 16))
            return
    # Without a mark four digits may be a year or a port, so that they count only where little else stands.
    if len(text.split()) <= 3 and (match := _BARE_STATUS.search(text)):
        yield from _status(text, int(match[1], 16))


def _status(text: str, code: int) -> Iterator[Explanation]:
    """A status in the service that the text names, else in each that has it."""
    named = [service for service, pattern in _SERVICES.items() if re.search(pattern, text, re.I)]
    rows = [row for row in statuses.rows_for(code) if not named or set(named) & set(row.about)]
    yield from rows or (statuses.explain(service, code) for service in named or ["DIMSE"])


def _names(text: str) -> Iterator[Explanation]:
    """What others call it: the longest name in the text that we know is the one that is meant."""
    lower = text.lower()
    squeezed = re.sub("[^a-z0-9]", "", lower)
    named = [(name, code) for name, code in _DCMTK.items() if name in squeezed]
    if named:
        yield from _status(text, max(named, key=lambda item: len(item[0]))[1])
        return
    rows = [(len(name), row) for row in every() for name in (*row.usual, row.code.lower()) if name in lower]
    longest = max((length for length, _ in rows), default=0)
    if longest >= len("tls"):
        yield from (_as_said(lower, row) for length, row in rows if length == longest)


def _as_said(lower: str, row: Explanation) -> Explanation:
    """The same rejection, transient where the line says so."""
    words = row.code.split()
    if words[0] != "rejected" or "transient" not in lower:
        return row
    return associations.rejection(2, int(words[2]), int(words[3]))
