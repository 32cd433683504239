"""An archive that counts what it sends, and that goes wrong where a test says: the practice server, watched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

from pydicom.dataset import Dataset
from pynetdicom import evt

from scu.practice.server import PracticeServer


class Archive(PracticeServer):
    """Holds the files of a folder.

    Attributes:
        queries: the identifiers of the C-FINDs, and `gets` and `moves` those of the C-GETs and C-MOVEs.
        sent: the SOP Instance UIDs of the objects that were sent, in order; a test may put a new list in its place,
            which requests that are under way do not go on to write to.
        fatal: the objects at which it aborts the association, once each.
        unsendable: the objects that it cannot send.
        unlisted: the objects that C-FIND does not tell of.
        limited: whether C-FIND ends with the word that there is more (B001, PS3.4 C.4.1.1.4).
    """

    def __init__(self, folder: Path, *, peers: dict[str, tuple[str, int]] | None = None) -> None:
        super().__init__(folder, ae_title="ARCHIVE", peers=peers)
        self.queries: list[Dataset] = []
        self.gets: list[Dataset] = []
        self.moves: list[Dataset] = []
        self.sent: list[str] = []
        self.fatal: set[str] = set()
        self.unsendable: set[str] = set()
        self.unlisted: set[str] = set()
        self.limited = False

    def __enter__(self) -> Self:
        super().__enter__()
        return self

    def levels(self) -> list[str]:
        """The levels of the C-FINDs, in order."""
        return [query.QueryRetrieveLevel for query in self.queries]

    def _find(self, event: evt.Event) -> Iterator[Any]:
        self.queries.append(event.identifier)
        for status, match in super()._find(event):
            if match is None or str(match.get("SOPInstanceUID")) not in self.unlisted:
                yield status, match
        if self.limited:
            yield 0xB001, None

    def _get(self, event: evt.Event) -> Iterator[object]:
        self.gets.append(event.identifier)
        yield from self._watched(event, super()._get(event))

    def _move(self, event: evt.Event) -> Iterator[object]:
        self.moves.append(event.identifier)
        yield from self._watched(event, super()._move(event))

    def _watched(self, event: evt.Event, answers: Iterator[object]) -> Iterator[object]:
        sent = self.sent
        for answer in answers:
            match answer:
                case (_, Dataset() as instance):
                    uid = str(instance.SOPInstanceUID)
                    if uid in self.fatal:
                        self.fatal.discard(uid)
                        event.assoc.abort()
                        return
                    if uid in self.unsendable:
                        instance = Dataset()
                        instance.SOPInstanceUID = uid
                        yield answer[0], instance
                        continue
                    sent.append(uid)
            yield answer
