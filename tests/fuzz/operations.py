"""Our five operations, each done in full to whatever peer; and what must hold of what we sent and wrote."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

from pynetdicom.dsutils import encode

from scu.dimse import services
from scu.dimse.association import Association
from scu.dimse.contexts import IMPLICIT_LE
from scu.dimse.network import Network
from scu.errors import Aborted, Rejected, ScuError, TLSFailure
from scu.query import Model, Query, Verb
from scu.results import Outgoing, Source
from scu.storage.receive import Receiver
from tests import queries
from tests.fuzz.spoken import CT, INSTANCE, STUDY, instance

VERBS: Final = ("echo", "find", "store", "get", "move")
NETWORK: Final = Network(connect_timeout=2, acse_timeout=2, dimse_timeout=2, max_pdu_length=16384)
_ABORT, _RELEASE_RQ, _RELEASE_RP, _REJECTION = 7, 5, 6, 3
_GONE: Final = ("closed the connection", "aborted the association", "connection was", "released the association")


class Folder:
    """A folder that objects are received into, deep within one that is watched."""

    def __init__(self) -> None:
        self._root = Path(tempfile.mkdtemp(prefix="scu-fuzz-"))
        atexit.register(shutil.rmtree, self._root, ignore_errors=True)
        self.path = self._root / "outer" / "inner" / "received"
        self.path.mkdir(parents=True)

    def check(self, received: int) -> None:
        """Nothing is outside it, nothing is unfinished, and it holds no more than came. Then empty it.

        Args:
            received: bytes that were received.
        """
        within = {self.path, *self.path.parents}
        outside = [path for path in self._root.rglob("*") if path not in within and path.parent != self.path]
        assert not outside, f"outside the folder: {outside}"
        size = 0
        for entry in list(os.scandir(self.path)):
            assert entry.is_file(follow_symlinks=False), entry.name
            assert not entry.name.endswith(".part"), f"unfinished: {entry.name}"
            size += entry.stat().st_size
            os.unlink(entry.path)
        assert size <= 1000 + 4 * received, "more was written than came"


@cache
def folder() -> Folder:
    """The one of this process."""
    return Folder()


def perform(verb: str, association: Association) -> None:
    """The whole of an operation, to the association's end.

    Raises:
        ScuError: as it may.
    """
    with association:
        if verb == "echo":
            services.echo(association)
        elif verb == "store":
            for _ in services.store(association, _outgoing()):
                pass
        elif verb == "find":
            for _ in services.find(association, _query("find")):
                pass
        elif verb == "get":
            for _ in services.get(association, _query("get"), Receiver(folder().path)):
                pass
        else:
            for _ in services.move(association, _query("move"), "ELSEWHERE"):
                pass


@cache
def _query(verb: Verb) -> Query:
    return queries.build(verb, f"StudyInstanceUID={STUDY}", model=Model.STUDY_ROOT)


@dataclass(frozen=True)
class _Content:
    data: bytes

    def open(self) -> AbstractContextManager[tuple[Source, int]]:
        return nullcontext((BytesIO(self.data), len(self.data)))


@cache
def _outgoing() -> Sequence[Outgoing]:
    data = encode(instance(), True, True) or b""
    return [
        Outgoing("an object", 0, len(data), CT, f"{INSTANCE}.{number}", IMPLICIT_LE, _Content(data))
        for number in (1, 2)
    ]


def pdus(stream: bytes) -> list[int]:
    """The types of the PDUs that we sent, which are whole ones, whatever happened."""
    kinds, at = [], 0
    while at < len(stream):
        assert len(stream) - at >= 6, "we sent half a PDU"
        kinds.append(stream[at])
        at += 6 + int.from_bytes(stream[at + 2 : at + 6], "big")
    assert at == len(stream), "we sent half a PDU"
    assert all(1 <= kind <= 7 for kind in kinds)
    return kinds


def check_end(sent: bytes, error: ScuError | None) -> None:
    """That we told the peer of the end, unless it was the peer who ended it."""
    kinds = pdus(sent)
    last = kinds[-1] if kinds else 0
    if error is None:
        assert last in (_RELEASE_RQ, _RELEASE_RP, _ABORT), "no end to a good operation"
        return
    if isinstance(error, Rejected | TLSFailure):
        return
    if isinstance(error, Aborted) and "makes no sense" in error.message:
        assert last == _ABORT, "no A-ABORT for nonsense"
    elif not any(words in error.message for words in _GONE):
        assert last in (_RELEASE_RQ, _RELEASE_RP, _ABORT, _REJECTION), "no word at the end"
