"""A server, as a program sees it."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import replace
from functools import partial
from types import TracebackType
from typing import Self

# Here and not where it is needed: two threads that import it at once may see its modules half made.
from pydicom import Dataset

from scu.api import fetching, sending
from scu.api.asking import Keys, LevelName, ModelName
from scu.api.associations import Associations
from scu.api.retriever import Retriever
from scu.api.sending import Sendable
from scu.api.settings import Settings
from scu.api.transfer import Transfer
from scu.charset import Replies
from scu.dimse import contexts, services
from scu.dimse.delivery import deliver
from scu.dimse.establish import connecting
from scu.errors import UsageError
from scu.output import explain
from scu.output.found import FindReport
from scu.output.transfers import StoreReport
from scu.query import Query
from scu.results import Echo, Instance, Match, Negotiated, StoreSummary
from scu.search import cutoff
from scu.search.request import reader


class Remote(Retriever):
    """A server: what `connect` returns. A context manager that associates at its beginning and releases at its end.

    One association is kept for echo and find, and renewed where the server has ended it meanwhile. Each store, get and
    move has associations of its own, with the presentation contexts that it needs. For one thread: others have a
    `Remote` each.

    All methods raise errors of `scu.errors`, and no others but KeyboardInterrupt: `UsageError` at once where a request
    cannot be sent as it stands, and an `AssociationError` where there is no association, or it is lost.
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self._associations = Associations(settings.peer, settings.network)

    @property
    def negotiated(self) -> Negotiated | None:
        """What the server said of itself; None as long as there was no association for echo and find."""
        return self._associations.negotiated

    def __repr__(self) -> str:
        peer = self.peer
        return f"<Remote {peer.called_ae_title}@{peer.host}:{peer.port}, called as {peer.calling_ae_title}>"

    def __enter__(self) -> Self:
        self._associations.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._associations.close(in_order=kind in (None, GeneratorExit))

    def close(self) -> None:
        """Release the association that is kept."""
        self._associations.close(in_order=True)

    def echo(self) -> Echo:
        """C-ECHO.

        Raises:
            PeerFailure: it does not end with success.
        """
        with self._associations.associated(contexts.VERIFICATION) as association:
            echo = services.echo(association)
        if not echo.status.ok:
            raise explain.failure("C-ECHO", echo.status)
        return echo

    def find(
        self,
        level: LevelName | None = None,
        keys: Keys = (),
        *,
        model: ModelName | None = None,
        limit: int | None = None,
        charset: str | None = None,
        assume_charset: str | None = None,
        check: bool = True,
    ) -> Generator[Dataset, None, None]:
        """C-FIND: the matches, as they arrive.

        A match is a pydicom data set whose text is decoded. The unique keys of the level are asked back in any case,
        and what people usually want to see where no key is without a value. Left before its end, the query is
        cancelled.

        Args:
            level: STUDY, unless `keys` say another; a worklist has none.
            keys: see `Keys`.
            model: studyroot; patientroot at patient level.
            limit: after so many matches, cancel the query.
            charset: the Specific Character Set of the query, which servers may answer in; ISO_IR 192 (Unicode), unless
                the configured peer has another.
            assume_charset: that of matches that do not say theirs; by default the query's.
            check: whether what the model does not allow is refused.

        Raises:
            PeerFailure: the server fails the query; after the matches that came before.
            Partial: it ends the query early, with some matches.
            NoContext: it does not take queries of the model.
        """
        if limit is not None and limit < 1:
            raise UsageError(f"limit is a number from 1, not {limit}")
        query = self._query("find", level, keys, model, charset=charset, check=check)
        report = FindReport(self.peer, limit=limit, cancelling=limit is not None)
        return self._found(query, report, Replies(assume_charset, query.charset), limit)

    def _found(
        self, query: Query, report: FindReport, replies: Replies, limit: int | None
    ) -> Generator[Dataset, None, None]:
        with self._associations.associated(query.sop_class_uid) as association:
            ask = cutoff.watched(partial(services.find, association))
            results = ask(query, read=reader(replies, plain=False), cancel_after=limit)
            try:
                for result in results:
                    report.add(result)
                    if (
                        isinstance(result, Match)
                        and isinstance(result.identifier, Dataset)
                        and report.matches == report.shown
                    ):
                        yield result.identifier
            except GeneratorExit:
                services.cut_short(association, results)
                raise
        if error := report.verdict():
            raise error

    def store(
        self,
        what: Sendable,
        *,
        recursive: bool = False,
        patterns: Sequence[str] = (),
        transcode: str = "auto",
        allow_lossy: bool = False,
        retries: int = 0,
        window: int = 16,
    ) -> Transfer[Instance, StoreSummary]:
        """C-STORE: what became of each object, in order; first of those that cannot be sent.

        Args:
            what: paths of files, folders and DICOMDIRs, and pydicom data sets; one, or several of them. Of files that
                hold the same object the first is sent.
            recursive: whether to go down into the folders of a folder.
            patterns: what the names of the files in a folder have to match, any of them, as `*.dcm`.
            transcode: what is done where the server does not accept an object's transfer syntax: `auto` sends it
                uncompressed, `uncompressed` does so from one uncompressed syntax to another alone, `never` leaves it
                unsent. The UID or keyword of a transfer syntax puts all objects into that.
            allow_lossy: transcode also what is in a lossy transfer syntax.
            retries: how often what was not answered, or found no room, is tried again; after 1 s, 2 s, 4 s …
            window: how many objects may be under way at a time, if the server grants it.

        Returns:
            What yields an `Instance` for each object: `status` is the server's, None with a `reason` where it was not
            sent; `file` is None for a data set; `size` is in bytes. Nothing is sent before it is iterated over.

        Raises:
            UsageError: a data set cannot be an object to store.
            FileProblem: there is nothing to send.
        """
        ready = sending.transcoder(transcode, allow_lossy=allow_lossy)
        outgoing, unsendable = sending.gather(what, recursive=recursive, patterns=patterns)
        outgoing, inconvertible = ready.applied(outgoing)
        unsendable += inconvertible
        report = StoreReport(self.peer, total=len(outgoing) + len(unsendable))
        network = replace(self._settings.network, window=window)
        retrying = fetching.retrying(retries)

        def results() -> Generator[Instance, None, None]:
            for instance in unsendable:
                report.add(instance)
                yield instance
            sent = deliver(
                outgoing,
                connecting(self.peer, network, report.associated),
                associations=self._settings.associations,
                retrying=retrying,
                store=ready.store,
                batches=partial(ready.batches, ()),
            )
            for instance in sent:
                named = instance if instance.file else replace(instance, file=None)
                report.add(named)
                yield named

        return Transfer(report, results())
