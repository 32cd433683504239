"""Received objects that no file is written of."""

from __future__ import annotations

import threading
import zlib
from collections import defaultdict, deque
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Final

from scu import charset
from scu.querystore import DEFLATED_LITTLE
from scu.results import SUCCESS, Category, Instance, Status
from scu.storage.head import check_inflatable
from scu.storage.receive import Discarder
from scu.values import PYDICOM_FAILURES

if TYPE_CHECKING:
    from pydicom.dataset import FileDataset

_NO_DATA_SET: Final = Status(0xC000, Category.FAILURE, "Error: Cannot understand", "it cannot be read as a data set")


class MemoryReceiver(Discarder):
    """Takes objects, and holds them until somebody takes them.

    What is no data set is answered C000 (PS3.4 B.2.3).
    """

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._held: defaultdict[str, deque[FileDataset]] = defaultdict(deque)

    def _keep(self, uids: tuple[str, str, str], header: bytes, fragments: Iterator[memoryview]) -> Instance:
        from pydicom import dcmread

        content = b"".join((header, *fragments))
        try:
            if uids[2] == DEFLATED_LITTLE:
                check_inflatable(BytesIO(content[len(header) :]))
            with charset.quietly():
                dataset = dcmread(BytesIO(content))
        except (zlib.error, *PYDICOM_FAILURES) as error:
            return Instance(None, *uids, _NO_DATA_SET, reason=" ".join(str(error).split()))
        with self._lock:
            self._held[uids[1]].append(dataset)
        return Instance(None, *uids, SUCCESS, len(content) - len(header))

    def take(self, instance: Instance) -> FileDataset:
        """Return an object that came, with its file meta information. It is held no longer."""
        uid = instance.sop_instance_uid
        with self._lock:
            dataset = self._held[uid].popleft()
            if not self._held[uid]:
                del self._held[uid]
        return dataset
