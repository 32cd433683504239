"""What a server holds of what is asked for, by C-FIND (PS3.4 C.4.1): level by level, as every server answers it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, islice
from sys import intern
from typing import Final, TypeVar

from scu import flat, querystore
from scu.charset import Replies
from scu.dimse import services
from scu.dimse.association import Association
from scu.errors import Aborted, NoContext, Partial, PeerFailure, TimedOut, UsageError
from scu.flat import Flat
from scu.query import Level, Query
from scu.results import Final as Ended
from scu.results import Match, Status
from scu.retrieval.images import Image
from scu.retrieval.narrowing import is_below, narrowed, question, values
from scu.search import cutoff
from scu.storage.meta import is_uid

log = logging.getLogger(__name__)

Kept = TypeVar("Kept")

Classes = dict[str, tuple[str, ...]]
"""SOP classes, and the transfer syntaxes that the server holds objects of each in, as far as it says."""

_UIDS: Final = {Level.STUDY: 0x0020000D, Level.SERIES: 0x0020000E, Level.IMAGE: 0x00080018}
_SOP_CLASS, _TRANSFER_SYNTAXES, _SOP_CLASSES_IN_STUDY = 0x00080016, 0x00083002, 0x00080062
_PLACE: Final = (Level.STUDY, Level.SERIES)
# SOP classes in a study, or transfer syntaxes of an object.
_MOST_UIDS: Final = 256
# Seconds that a server has to say which classes are coming: it is only asked to do better than without.
_PATIENCE: Final = 10.0


def check_can_list(request: Query) -> None:
    """Check that it can be asked which objects a request means.

    Raises:
        UsageError: its model has no images, or it has no unique key.
    """
    if not _can_list(request):
        raise UsageError(
            f"a server cannot be asked which objects this {request.verb} of the {request.model.title} model means",
            cause="--split, --resume, --verify, --missing and --retry need C-FIND, level by level down to the images",
            remedy="use --studyroot or --patientroot, and the unique key of the level",
        )


def _can_list(request: Query) -> bool:
    levels = request.model.levels
    return (
        bool(request.model.find)
        and request.level in levels
        and Level.IMAGE in levels
        and bool(values(request, request.level))
    )


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the peer of an association holds.

    Its methods raise what `services.find` raises, and PeerFailure where the server fails to answer.

    Attributes:
        left_out: a number for each list that had so many entries without a valid UID, by which nothing can be fetched.
    """

    association: Association
    left_out: list[int] = field(default_factory=list)

    def images(self, request: Query) -> list[Image]:
        """Every object that a request asks for, each once."""
        if request.level is Level.IMAGE:
            found: Iterable[Image] = self._images(request)
        else:
            found = chain.from_iterable(
                self._images(narrowed(request, Level.SERIES, it)) for it in self._places(request)
            )
        return list({image.sop_instance_uid: image for image in found}.values())

    def parts(self, request: Query, level: Level) -> list[Query]:
        """A request for each study or series of it."""
        if request.level is None or is_below(request.level, level):
            return [request]
        if level is Level.STUDY:
            return [narrowed(request, level, {level: study}) for study in self._studies(request)]
        return [narrowed(request, level, place) for place in self._places(request)]

    def classes(self, requests: Iterable[Query]) -> Classes | None:
        """The SOP classes of what is asked for; None where the server does not tell, or nothing matches."""
        self.association.wire.silence = min(self.association.wire.silence or _PATIENCE, _PATIENCE)
        try:
            told = [self._classes(request) for request in requests]
        except (NoContext, PeerFailure, Partial, TimedOut, Aborted) as error:
            log.info("the server does not tell which SOP classes are coming: %s", error.message)
            if isinstance(error, (TimedOut, Partial)):  # it would not answer a release either
                self.association.abort()
            return None
        if not all(told):
            log.info("the server does not tell which SOP classes are coming")
            return None
        return _together(classes for classes in told if classes)

    def _classes(self, request: Query) -> Classes | None:
        """Those of the whole study, in one query, where the server knows SOP Classes in Study.

        Else those of each image, if the first one shows that it tells them: a list is not asked for in vain.
        """
        if request.level is None or not values(request, request.level):
            return None
        if request.level is not Level.IMAGE:
            studies = [self._classes_in(request, study) for study in self._studies(request)]
            if all(studies):
                return _together(studies)
            place = next(self._places(request), None) if _can_list(request) else None
            if place is None or not self._tells_classes(narrowed(request, Level.SERIES, place)):
                return None
        return classes_of(self.images(request))

    def _classes_in(self, request: Query, study: str) -> Classes:
        asked = question(request, Level.STUDY, {Level.STUDY: study}, ["SOPClassesInStudy"])
        told: dict[str, None] = {}

        def note(match: Flat) -> None:
            if len(told) < _MOST_UIDS:  # of one study there should be one match, and not a million
                told.update(dict.fromkeys(_uids(match, _SOP_CLASSES_IN_STUDY)))

        self._find(asked, note)
        return dict.fromkeys(told, ())

    def _tells_classes(self, series: Query) -> bool:
        """Whether the first match has a SOP class; the others are not waited for."""
        wire = self.association.wire
        silence = wire.silence
        asked = question(series, Level.IMAGE, {}, ["SOPClassUID"])
        tells = self._find(asked, lambda match: bool(_uid(match, _SOP_CLASS)), cancel_after=1)
        wire.silence = silence
        return any(tells[:1])

    def _studies(self, request: Query) -> list[str]:
        """The studies that a request asks for, or that what it asks for is in."""
        if request.level is not Level.PATIENT:
            # One that names no study is answered by servers with relational queries alone; then it is their word.
            return values(request, Level.STUDY) or self._uids(request, request.level or Level.STUDY, Level.STUDY, {})
        patients = values(request, Level.PATIENT)
        found = (self._uids(request, Level.STUDY, Level.STUDY, {Level.PATIENT: patient}) for patient in patients)
        return list(chain.from_iterable(found))

    def _places(self, request: Query) -> Iterator[dict[Level, str]]:
        """Study and series of each series that a request asks for."""
        asked = values(request, Level.SERIES) if request.level is Level.SERIES else []
        for study in self._studies(request):
            series = asked or self._uids(request, Level.SERIES, Level.SERIES, {Level.STUDY: study})
            yield from (dict(zip(_PLACE, (study, uid), strict=True)) for uid in series)

    def _images(self, request: Query) -> Iterator[Image]:
        """What a request at series or image level asks for. Where they are is the answer's word, else the request's."""
        study, series = (known[0] if len(known := values(request, level)) == 1 else "" for level in _PLACE)

        alike: dict[tuple[str, ...], tuple[str, ...]] = {}

        def image(match: Flat) -> Image:
            where = _uid(match, _UIDS[Level.STUDY]) or study, _uid(match, _UIDS[Level.SERIES]) or series
            study_uid, series_uid, sop_class = map(intern, (*where, _uid(match, _SOP_CLASS)))  # of all, few
            uid, syntaxes = _uid(match, _UIDS[Level.IMAGE]), _uids(match, _TRANSFER_SYNTAXES)
            if len(alike) < _MOST_UIDS:
                alike.setdefault(syntaxes, syntaxes)
            return Image(study_uid, series_uid, uid, sop_class, alike.get(syntaxes, ()))

        asked = question(request, Level.IMAGE, {}, ["SOPClassUID", "AvailableTransferSyntaxUID"])
        images = self._find(asked, image)
        named = [each for each in images if each.sop_instance_uid]
        yield from named
        if nameless := len(images) - len(named):
            self.left_out.append(nameless)
            log.warning("the server lists %d objects without a valid SOP Instance UID: they are left out", nameless)

    def _uids(self, request: Query, level: Level, wanted: Level, keys: dict[Level, str]) -> list[str]:
        """The UIDs of one level in the matches at another."""
        found = self._find(question(request, level, keys), lambda match: _uid(match, _UIDS[wanted]))
        if nameless := found.count(""):
            self.left_out.append(nameless)
            which = "studies" if wanted is Level.STUDY else "series"
            log.warning("the server lists %d %s without a valid UID: they are left out", nameless, which)
        return list(dict.fromkeys(filter(None, found)))

    def _find(self, query: Query, keep: Callable[[Flat], Kept], cancel_after: int | None = None) -> list[Kept]:
        """What is to be kept of all matches, or of so many: each may be long, and there may be many.

        Raises:
            PeerFailure: the server does not say that these are all.
        """
        found: list[Kept] = []
        for result in services.find(self.association, query, cancel_after=cancel_after, read=_read):
            if isinstance(result, Match) and isinstance(result.identifier, Flat):
                found.append(keep(result.identifier))
            elif isinstance(result, Ended) and cancel_after is None and _is_cut_off(result.status):
                raise PeerFailure(
                    f"the server does not tell what it holds: C-FIND ended with {result.status.code:04X} "
                    f"{result.status.meaning}",
                    comment=result.status.comment or "",
                    cause="it does not answer queries of this model, or not from us",
                    remedy="try scu find with the same keys; without --split, --resume, --verify, --missing and "
                    "--retry the request goes out as it is",
                )
        return found


def _is_cut_off(status: Status) -> bool:
    """Whether a list may not be whole: a failure, or a limit that the server says it has reached."""
    return not status.ok or cutoff.ended_early(status)


def classes_of(images: Iterable[Image]) -> Classes | None:
    """The SOP classes of objects; None where one of them has none."""
    told = [{image.sop_class_uid: image.transfer_syntax_uids} for image in images]
    return None if any("" in each for each in told) else _together(told)


def _together(told: Iterable[Classes]) -> Classes:
    classes: dict[str, dict[str, None]] = {}
    for each in told:
        for uid, syntaxes in each.items():
            classes.setdefault(uid, {}).update(dict.fromkeys(syntaxes))
    return {uid: tuple(syntaxes) for uid, syntaxes in classes.items()}


@cache
def _replies() -> Replies:
    """Made when it is needed, since it imports pydicom."""
    return Replies()


def _read(data: bytes, transfer_syntax_uid: str) -> Flat:
    """A match; one with sequences has its other elements alone, for the UIDs are among them."""
    from pydicom.dataelem import RawDataElement

    if quick := flat.read(data, transfer_syntax_uid, _replies()):
        return quick
    elements = querystore.decode(data, transfer_syntax_uid).values()
    raw = [it for it in elements if isinstance(it, RawDataElement) and isinstance(it.value, bytes)]
    return Flat([(int(it.tag), it.VR or "", it.value) for it in raw if isinstance(it.value, bytes)], ())


def _texts(match: Flat, tag: int) -> list[str]:
    value = next((value for at, _, value in match.elements if at == tag), b"")
    return [text for part in value.decode("ascii", "replace").split("\\") if (text := part.strip("\0 "))]


def _uids(match: Flat, tag: int) -> tuple[str, ...]:
    """The valid UIDs of an element, as far as they make sense."""
    return tuple(islice(filter(is_uid, _texts(match, tag)), _MOST_UIDS))


def _uid(match: Flat, tag: int) -> str:
    """A UID, or nothing where there is no valid one."""
    text = next(iter(_texts(match, tag)), "")
    return text if is_uid(text) else ""
