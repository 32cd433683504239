"""The get and the move of a server."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, overload

from scu import aetitle
from scu.api import asking, fetching
from scu.api.asking import Keys, LevelName, ModelName
from scu.api.fetching import Errand, OnExistsName, Place, SplitName
from scu.api.settings import Settings
from scu.api.transfer import Transfer
from scu.charset import UNICODE
from scu.dimse import contexts
from scu.dimse.admission import Limits
from scu.dimse.establish import connect, connecting
from scu.dimse.storage_scp import StorageSCP
from scu.errors import UsageError
from scu.output.moved import MoveReport
from scu.output.retrieved import RetrieveReport
from scu.query import Query, Verb
from scu.results import Instance, Peer, RetrieveSummary
from scu.retrieval.fetching import by_get, by_move, to_ask
from scu.retrieval.session import Session, Wanted

if TYPE_CHECKING:
    from pydicom.dataset import FileDataset

    from scu.dimse.association import Association

Folder = str | os.PathLike[str]


class Retriever:
    """What `Remote` fetches by."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @property
    def peer(self) -> Peer:
        """Who is called, and as whom."""
        return self._settings.peer

    @overload
    def get(
        self,
        level: LevelName | None = None,
        keys: Keys = (),
        *,
        folder: Folder,
        model: ModelName | None = None,
        name: str | None = None,
        on_exists: OnExistsName = "keep",
        transfer_syntaxes: Sequence[str] = (),
        split: SplitName | None = None,
        resume: bool = False,
        verify: bool = False,
        retries: int = 0,
        check: bool = True,
    ) -> Transfer[Instance, RetrieveSummary]: ...

    @overload
    def get(
        self,
        level: LevelName | None = None,
        keys: Keys = (),
        *,
        folder: None = None,
        model: ModelName | None = None,
        transfer_syntaxes: Sequence[str] = (),
        split: SplitName | None = None,
        verify: bool = False,
        retries: int = 0,
        check: bool = True,
    ) -> Transfer[FileDataset, RetrieveSummary]: ...

    def get(
        self,
        level: LevelName | None = None,
        keys: Keys = (),
        *,
        folder: Folder | None = None,
        model: ModelName | None = None,
        name: str | None = None,
        on_exists: OnExistsName = "keep",
        transfer_syntaxes: Sequence[str] = (),
        split: SplitName | None = None,
        resume: bool = False,
        verify: bool = False,
        retries: int = 0,
        check: bool = True,
    ) -> Transfer[Instance, RetrieveSummary] | Transfer[FileDataset, RetrieveSummary]:
        """C-GET: the objects, as they arrive on an association of ours.

        Args:
            level: STUDY, unless `keys` say another.
            keys: see `Keys`; the unique key of the level among them.
            folder: where files are written, made if absent; None to have the objects as pydicom data sets.
            model: studyroot; patientroot at patient level.
            name: a template for the files' names, such as `{PatientID}/{Modality}-{SeriesNumber}/{SOPInstanceUID}.dcm`;
                `{SOPInstanceUID}.dcm` without.
            on_exists: when a file is there already, `keep` gives a different object another name, `overwrite` replaces
                the file, `skip` leaves it as it is, and `error` refuses the object.
            transfer_syntaxes: UIDs of those to be given the objects in; by default in those that the server has.
            split: make a request of each study, series or image, so that what goes wrong with one does not cost others.
            resume: do not fetch again what is complete in the folder, or in those below.
            verify: ask the server afterwards what it holds: what is missing of that then counts.
            retries: how often what did not come is asked for again; after 1 s, 2 s, 4 s …
            check: whether what the model does not allow is refused.

        Returns:
            What yields an `Instance` for each object, `file` being where it was written; or, without a folder, a data
            set with its file meta information. Nothing is asked for before it is iterated over.

        Raises:
            FileProblem: the folder cannot be used.
        """
        query = self._query("get", level, keys, model, check=check)
        place = _place(folder, name, on_exists)
        wanted = fetching.wanted(place, split=split, resume=resume, verify=verify, retries=retries)
        receiver = place.receiver()
        report = RetrieveReport("get", self.peer, folder=place.text)
        preferred = tuple(transfer_syntaxes)
        fetch = by_get(
            connecting(self.peer, self._settings.network, report.associated),
            contexts.query(query.sop_class_uid),
            receiver,
            preferred=preferred,
            associations=self._settings.associations,
        )
        session = self._session(query, wanted, by_classes=True, varies=not preferred)
        errand = partial(Errand, session, report, place, receiver, lambda: nullcontext(fetch))
        if folder is None:
            return errand(fetching.as_data_sets(receiver)).transfer()
        return errand(fetching.as_files).transfer()

    @overload
    def move(
        self,
        level: LevelName | None = None,
        keys: Keys = (),
        *,
        destination: str | None = None,
        port_scp: int | None = None,
        bind: str | None = None,
        limits: Limits | None = None,
        folder: Folder,
        model: ModelName | None = None,
        name: str | None = None,
        on_exists: OnExistsName = "keep",
        transfer_syntaxes: Sequence[str] = (),
        split: SplitName | None = None,
        resume: bool = False,
        verify: bool = False,
        retries: int = 0,
        check: bool = True,
    ) -> Transfer[Instance, RetrieveSummary]: ...

    @overload
    def move(
        self,
        level: LevelName | None = None,
        keys: Keys = (),
        *,
        destination: str | None = None,
        port_scp: int | None = None,
        bind: str | None = None,
        limits: Limits | None = None,
        folder: None = None,
        model: ModelName | None = None,
        transfer_syntaxes: Sequence[str] = (),
        split: SplitName | None = None,
        verify: bool = False,
        retries: int = 0,
        check: bool = True,
    ) -> Transfer[FileDataset, RetrieveSummary]: ...

    def move(
        self,
        level: LevelName | None = None,
        keys: Keys = (),
        *,
        destination: str | None = None,
        port_scp: int | None = None,
        bind: str | None = None,
        limits: Limits | None = None,
        folder: Folder | None = None,
        model: ModelName | None = None,
        name: str | None = None,
        on_exists: OnExistsName = "keep",
        transfer_syntaxes: Sequence[str] = (),
        split: SplitName | None = None,
        resume: bool = False,
        verify: bool = False,
        retries: int = 0,
        check: bool = True,
    ) -> Transfer[Instance, RetrieveSummary] | Transfer[FileDataset, RetrieveSummary]:
        """C-MOVE: have the server send objects, here or to a third party.

        Args:
            destination: the AE title that the server sends to. With `port_scp` it is ours, and by default the calling
                one; without, it is a third party's.
            port_scp: the port to receive the objects on: the server must know it, with this machine's address, by that
                AE title. By default that of the configured peer, unless a destination is given.
            bind: the address to listen on; by default all.
            limits: who may connect there, and how much is taken; by default as it is configured for the peer.
            folder: where files are written; None to have the objects as data sets. A third party's are not seen here.
            level, keys, model, name, on_exists, transfer_syntaxes, split, resume, verify, retries, check: as for `get`.

        Returns:
            What yields what arrives here, as for `get`; of what goes to a third party there are only counts.

        Raises:
            UsageError: it is not said where the objects are to go, or nobody is meant by the limits.
            FileProblem: the folder cannot be used.
            ListenProblem: the port cannot be listened on; when it is iterated over.
        """
        query = self._query("move", level, keys, model, check=check)
        title, port = self._way(destination, port_scp)
        place = _place(folder, name, on_exists)
        if port is None:
            given = {"folder": folder is not None, "resume": resume, "verify": verify, "retries": retries > 0}
            _check_third_party(**given, bind=bind, limits=limits)
        wanted = fetching.wanted(place, split=split, resume=resume, verify=verify, retries=retries)
        receiver = place.receiver()
        report = MoveReport(self.peer, folder=None if port is None else place.text, destination=title)
        network = replace(self._settings.network, preferred=tuple(transfer_syntaxes))
        fetch = partial(
            by_move,
            connecting(self.peer, network, report.associated),
            contexts.query(query.sop_class_uid),
            title,
            associations=self._settings.associations,
        )
        session = self._session(query, wanted)
        if port is None:
            errand = partial(Errand, session, report, place, receiver, lambda: nullcontext(fetch()))
        else:
            usual = self._settings
            limits = limits or Limits(accept_from=usual.accept_from, only_peer=usual.only_peer)
            limits.check()
            scp = partial(
                StorageSCP, port, title, receiver, bind=bind, network=network, limits=limits, peer_host=self.peer.host
            )
            here = partial(fetching.listening, report, scp, fetch, bind=bind, direct=network.proxy is None)
            errand = partial(Errand, session, report, place, receiver, here)
        if folder is None:
            return errand(fetching.as_data_sets(receiver)).transfer()
        return errand(fetching.as_files).transfer()

    def _query(
        self,
        verb: Verb,
        level: LevelName | None,
        keys: Keys,
        model: ModelName | None,
        *,
        charset: str | None = None,
        check: bool,
    ) -> Query:
        usual = self._settings
        said = charset if charset is not None else usual.charset or UNICODE
        return asking.build(verb, level, keys, model, usual_model=usual.model, charset=said, check=check)

    def _session(self, query: Query, wanted: Wanted, *, by_classes: bool = False, varies: bool = False) -> Session:
        def ask(proposals: Sequence[contexts.Proposal]) -> Association:
            return connect(self.peer, proposals, self._settings.network)

        return Session([query], wanted, to_ask(ask, [query]), by_classes=by_classes, varies=varies)

    def _way(self, destination: str | None, port_scp: int | None) -> tuple[str, int | None]:
        """The AE title to send to, and the port to listen on, None where a third party gets the objects."""
        if destination is not None:
            return aetitle.check(destination, what="destination"), port_scp
        port = port_scp if port_scp is not None else self._settings.port_scp
        if port is None:
            raise UsageError(
                "where are the objects to go?",
                cause="in a C-MOVE the server sends them to an AE title, over an association of its own",
                remedy="receive them here with port_scp (the server must know our AE title and that port), or name "
                "another destination; or use get, which needs neither",
            )
        return self.peer.calling_ae_title, port


def _place(folder: Folder | None, name: str | None, on_exists: str) -> Place:
    return Place(None if folder is None else Path(folder), name, on_exists)


def _check_third_party(**given: object) -> None:
    for name, value in given.items():
        if value:
            raise UsageError(
                f"{name} needs port_scp",
                cause="the objects go to a third party, and what arrives there is not seen here",
                remedy="receive them here with port_scp, or leave it out",
            )
