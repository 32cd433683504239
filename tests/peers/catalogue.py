"""A pynetdicom server that answers hierarchical queries over a list of instances, and gives no more than it wants."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from pydicom.dataset import Dataset
from pydicom.uid import generate_uid
from pynetdicom import AE, QueryRetrievePresentationContexts, evt

from tests.peers.processes import LOCALHOST

AE_TITLE = "CATALOGUE"
UNIQUE = {
    "PATIENT": "PatientID",
    "STUDY": "StudyInstanceUID",
    "SERIES": "SeriesInstanceUID",
    "IMAGE": "SOPInstanceUID",
}
LEVELS = list(UNIQUE)
PENDING, SUCCESS, CANCELLED, REFUSED = 0xFF00, 0x0000, 0xFE00, 0xA700


def instance(patient: str, study: str, series: str, **more: object) -> Dataset:
    """An instance: what belongs together has the same names."""
    made = Dataset()
    made.PatientID, made.PatientName = patient, f"Name^{patient}"
    made.StudyInstanceUID, made.StudyDescription = study, f"study {study}"
    made.SeriesInstanceUID, made.Modality = series, "CT"
    made.SOPInstanceUID = generate_uid()
    made.StudyDate, made.StudyTime = "20240101", "120000"
    for keyword, value in more.items():
        setattr(made, keyword, value)
    return made


@dataclass
class Catalogue:
    """What the server has, how it behaves, and what it was asked.

    Attributes:
        cap: how many matches it gives to one query at the most.
        at_the_cap: the status that it then ends with; success is a lie that servers tell.
        refuses: as many matches as that are refused with A700 before the first.
        failing: values of unique keys; a query that names one fails.
        charset: the Specific Character Set of each answer.
    """

    held: Sequence[Dataset]
    cap: int | None = None
    at_the_cap: int = SUCCESS
    refuses: int | None = None
    failing: frozenset[str] = frozenset()
    charset: str | None = "ISO_IR 192"
    port: int = 0
    asked: list[Dataset] = field(default_factory=list)
    associations: int = 0

    @property
    def address(self) -> str:
        return f"{AE_TITLE}@{LOCALHOST}:{self.port}"

    def levels(self) -> list[str]:
        return [query.QueryRetrieveLevel for query in self.asked]

    def find(self, event: evt.Event) -> Iterator[tuple[int, Dataset | None]]:
        return self.answers(event.identifier, lambda: event.is_cancelled)

    def answers(self, query: Dataset, is_cancelled: Callable[[], bool]) -> Iterator[tuple[int, Dataset | None]]:
        self.asked.append(query)
        level = query.QueryRetrieveLevel
        named = {str(query.get(keyword) or "") for keyword in UNIQUE.values()}
        if named & self.failing:
            yield 0xC001, None
            return
        found = list({str(made.get(UNIQUE[level])): made for made in self.held if _matches(made, query)}.values())
        if self.refuses is not None and len(found) >= self.refuses:
            yield REFUSED, None
            return
        for number, made in enumerate(found):
            if is_cancelled():
                yield CANCELLED, None
                return
            if number == self.cap:
                yield self.at_the_cap, None
                return
            yield PENDING, self._answer(made, query)
        yield SUCCESS, None

    def _answer(self, made: Dataset, query: Dataset) -> Dataset:
        answer = Dataset()
        if self.charset:
            answer.SpecificCharacterSet = self.charset
        for element in query:
            if element.keyword not in ("SpecificCharacterSet", "QueryRetrieveLevel"):
                answer.add_new(element.tag, element.VR, made.get(element.tag) and made[element.tag].value)
        answer.QueryRetrieveLevel = query.QueryRetrieveLevel
        return answer

    def _associated(self, event: evt.Event) -> None:
        self.associations += 1


def _matches(made: Dataset, query: Dataset) -> bool:
    """Single values and ranges, as PS3.4 C.2.2.2 has them; what a level does not know is not compared."""
    for element in query:
        if element.keyword in ("SpecificCharacterSet", "QueryRetrieveLevel") or element.is_empty:
            continue
        ours, wanted = str(made.get(element.keyword) or ""), str(element.value)
        if element.VR in ("DA", "TM") and "-" in wanted:
            first, last = wanted.split("-")
            if not ours or not (first <= ours and (not last or ours <= last)):
                return False
        elif ours != wanted:
            return False
    return True


@contextmanager
def catalogue(served: Catalogue) -> Iterator[Catalogue]:
    """Run it until the block ends."""
    entity = AE(ae_title=AE_TITLE)
    for context in QueryRetrievePresentationContexts:
        entity.add_supported_context(context.abstract_syntax or "", context.transfer_syntax)
    handlers: list[evt.EventHandlerType] = [
        (evt.EVT_C_FIND, served.find),
        (evt.EVT_ACCEPTED, served._associated),
    ]
    server = entity.start_server((LOCALHOST, 0), block=False, evt_handlers=handlers)
    assert server is not None and server.socket is not None
    served.port = server.socket.getsockname()[1]
    try:
        yield served
    finally:
        server.shutdown()
