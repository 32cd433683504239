"""What a get and a move bring, into files or into memory."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Literal, TypeAlias, TypeVar

from scu.api.transfer import Item, Transfer
from scu.dimse.delivery import Retrying
from scu.errors import UsageError
from scu.output.moved import MoveReport
from scu.output.retrieved import RetrieveReport
from scu.results import Instance, RetrieveSummary
from scu.retrieval.session import Fetch, Session, Wanted
from scu.retrieval.split import Split
from scu.storage import inventory
from scu.storage.memory import MemoryReceiver
from scu.storage.names import OnExists
from scu.storage.receive import Receiver

if TYPE_CHECKING:
    from pydicom.dataset import FileDataset

    from scu.dimse.storage_scp import StorageSCP

SplitName: TypeAlias = Literal["study", "series", "image"]
OnExistsName: TypeAlias = Literal["keep", "overwrite", "skip", "error"]
_Value = TypeVar("_Value", Split, OnExists)


@dataclass(frozen=True, slots=True)
class Place:
    """Where objects go: a folder, None for memory; how their files are named; and what is done where one is there."""

    folder: Path | None
    name: str | None = None
    on_exists: str = OnExists.KEEP.value

    def receiver(self) -> Receiver:
        """Return what takes them.

        Raises:
            UsageError: the template makes no sense, or there is no folder for it.
            FileProblem: the folder cannot be used.
        """
        on_exists = one_of(OnExists, self.on_exists, "on_exists")
        if self.folder is None:
            if self.name is not None or on_exists is not OnExists.KEEP:
                raise UsageError("name and on_exists need a folder", cause="without one, objects are held in memory")
            return MemoryReceiver()
        if self.name is None:
            return Receiver(self.folder, on_exists=on_exists)
        from scu.storage.folders import FolderReceiver
        from scu.storage.layout import Template

        return FolderReceiver(self.folder, Template(self.name, on_exists).place, on_exists=on_exists)

    @property
    def text(self) -> str:
        """The folder for a report; empty where there is none."""
        return "" if self.folder is None else str(self.folder)


def wanted(place: Place, *, split: str | None, resume: bool, verify: bool, retries: int) -> Wanted:
    """Return how complete it is to be.

    Raises:
        UsageError: a value makes no sense.
    """
    if resume and place.folder is None:
        raise UsageError("resume needs a folder", cause="without one, nothing is there that need not be fetched again")
    here = inventory.complete(place.text) if resume else frozenset[str]()
    parts = None if split is None else one_of(Split, split, "split")
    return Wanted(split=parts, here=here, verify=verify, retrying=retrying(retries))


def retrying(times: int) -> Retrying:
    """Return how often to try again. Raises UsageError."""
    if times < 0:
        raise UsageError(f"retries is a number from 0, not {times}")
    return Retrying(times)


def one_of(kind: type[_Value], name: str, what: str) -> _Value:
    """Return a value by its name. Raises UsageError; `what` is what it is for."""
    names = {each.value: each for each in kind}
    if name not in names:
        raise UsageError(f"{what} is one of {', '.join(names)}, not {name!r}")
    return names[name]


@contextmanager
def listening(
    report: MoveReport,
    scp: Callable[[], StorageSCP],
    fetch: Callable[[StorageSCP], Fetch],
    *,
    bind: str | None,
    direct: bool,
) -> Iterator[Fetch]:
    """A move to a storage SCP of ours, which listens in this block.

    Args:
        bind, direct: see `MoveReport.listens`.
    """
    with ExitStack() as ending:
        listener = scp()
        ending.callback(report.rest, listener.arrived)
        ending.enter_context(listener)
        report.listens(listener, bind=bind, direct=direct)
        yield fetch(listener)


@dataclass(frozen=True, slots=True)
class Errand(Generic[Item]):
    """One get or move.

    Attributes:
        session: what is to be fetched.
        fetching: how, for the time of a block.
        receiver: takes what comes here.
        item: what is yielded of an object that came.
    """

    session: Session
    report: RetrieveReport
    place: Place
    receiver: Receiver
    fetching: Callable[[], AbstractContextManager[Fetch]]
    item: Callable[[Instance], Iterator[Item]]

    def transfer(self) -> Transfer[Item, RetrieveSummary]:
        """Return it, not begun."""
        return Transfer(self.report, self._items())

    def _items(self) -> Generator[Item, None, None]:
        if self.place.folder is not None:
            inventory.tidy(self.place.text)
        with self.receiver, self.fetching() as fetch:
            for result in self.session.results(fetch, self.report):
                self.report.add(result)
                if isinstance(result, Instance):
                    yield from self.item(result)


def as_files(instance: Instance) -> Iterator[Instance]:
    """What is yielded of an object that goes to a file."""
    yield instance


def as_data_sets(receiver: Receiver) -> Callable[[Instance], Iterator[FileDataset]]:
    """Return what yields the data set of an object that is held in memory; of one that was refused there is none."""

    def taken(instance: Instance) -> Iterator[FileDataset]:
        if isinstance(receiver, MemoryReceiver) and instance.status is not None and instance.status.ok:
            yield receiver.take(instance)

    return taken
