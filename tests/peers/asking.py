"""pynetdicom as a client: queries, and what comes back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from pydicom.dataset import Dataset
from pynetdicom import AE, DEFAULT_TRANSFER_SYNTAXES
from pynetdicom.association import Association
from pynetdicom.events import EventHandlerType
from pynetdicom.pdu_primitives import SCP_SCU_RoleSelectionNegotiation
from pynetdicom.presentation import build_context

from tests.peers.processes import LOCALHOST

PATIENT_ROOT, STUDY_ROOT, PATIENT_STUDY_ONLY = (f"1.2.840.10008.5.1.4.1.2.{model}" for model in (1, 2, 3))
FIND, MOVE, GET = ".1", ".2", ".3"
SUCCESS, PENDING, CANCELLED = 0x0000, 0xFF00, 0xFE00

Answers = list[tuple[Dataset, Dataset | None]]


@contextmanager
def associated(
    port: int,
    *abstract_syntaxes: str,
    transfer_syntaxes: Sequence[str] = DEFAULT_TRANSFER_SYNTAXES,
    roles: Sequence[SCP_SCU_RoleSelectionNegotiation] = (),
    handlers: Sequence[EventHandlerType] = (),
    host: str = LOCALHOST,
) -> Iterator[Association]:
    """An association with whoever listens on that port, released at the end."""
    association = AE("SCU").associate(
        host,
        port,
        contexts=[build_context(uid, list(transfer_syntaxes)) for uid in abstract_syntaxes],
        ext_neg=list(roles),
        evt_handlers=list(handlers),
    )
    assert association.is_established
    try:
        yield association
    finally:
        association.release()


def identifier(level: str, **keys: object) -> Dataset:
    query = Dataset()
    query.QueryRetrieveLevel = level
    query.SpecificCharacterSet = "ISO_IR 192"
    for keyword, value in keys.items():
        setattr(query, keyword, value)
    return query


def find(port: int, model: str, query: Dataset) -> Answers:
    with associated(port, model + FIND) as association:
        return list(association.send_c_find(query, model + FIND))


def matches(port: int, model: str, level: str, **keys: object) -> list[Dataset]:
    """The matches of a query that succeeds."""
    *pending, (last, _) = find(port, model, identifier(level, **keys))
    assert last.Status == SUCCESS
    assert {status.Status for status, _ in pending} <= {PENDING}
    return [match for _, match in pending if match]
