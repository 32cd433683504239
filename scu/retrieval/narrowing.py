"""From a request to smaller ones, and to the queries that tell what it asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import islice
from typing import TYPE_CHECKING, Final

from scu import keys as keying
from scu.query import Level, Query
from scu.query_attributes import UNIQUE
from scu.query_model import unique_keys
from scu.retrieval.images import Image
from scu.retrieval.split import Split

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

# UIDs in one request: 250 of them fill a quarter of what an element of VR UI holds in Explicit VR (PS3.5 7.1.2).
_TOGETHER: Final = 250


def values(request: Query, level: Level) -> list[str]:
    """What a request says in the unique key of a level."""
    value = request.identifier.get(UNIQUE[level.value])
    several = value if isinstance(value, Iterable) and not isinstance(value, str) else [value or ""]
    return [text for text in map(str, several) if text]


def is_below(level: Level, other: Level) -> bool:
    return list(Level).index(level) > list(Level).index(other)


def narrowed(request: Query, level: Level, keys: Mapping[Level, str]) -> Query:
    """The same request at another level, for these unique keys."""
    identifier = deepcopy(request.identifier)
    _set(identifier, {"QueryRetrieveLevel": level.value, **{UNIQUE[at.value]: value for at, value in keys.items()}})
    return Query(request.verb, request.model, level, request.sop_class_uid, identifier, request.labels)


def question(request: Query, level: Level, keys: Mapping[Level, str], returned: Iterable[str] = ()) -> Query:
    """The C-FIND for what is at a level of what a request asks for.

    Args:
        keys: unique keys in place of those of the request.
        returned: keywords of what is asked back beside the unique keys.
    """
    from pydicom.dataset import Dataset

    identifier = Dataset()
    unique = unique_keys(request.model, level)
    _set(identifier, {"QueryRetrieveLevel": level.value, **dict.fromkeys((*unique, *returned), "")})
    for keyword in ("SpecificCharacterSet", *unique):
        if keyword in request.identifier:
            identifier[keyword] = deepcopy(request.identifier[keyword])
    _set(identifier, {UNIQUE[at.value]: value for at, value in keys.items()})
    return Query("find", request.model, level, request.model.find, identifier, ())


def requests_for(request: Query, images: Sequence[Image], due: Sequence[Image], split: Split | None) -> list[Query]:
    """What to send for the images that are due, of all those that a request asks for.

    A study or a series of which all is due is asked for as a whole; else its images by their UIDs, so that nothing is
    fetched twice.
    """
    if split is Split.IMAGE:
        return [_of_images(request, [image]) for image in due]
    own = request.level is not None and values(request, request.level)
    if split is None and own and len(due) == len(images):
        return [request]
    wholes = {Split.STUDY: _study}.get(split or Split.SERIES, _series)
    at = Level.STUDY if wholes is _study else Level.SERIES
    together = request.level is not None and not is_below(request.level, at)
    due_uids = {image.sop_instance_uid for image in due}
    parts: list[Query] = []
    for place, group in _grouped(images, wholes):
        wanted = [image for image in group if image.sop_instance_uid in due_uids]
        if together and len(wanted) == len(group) and all(place):
            parts.append(narrowed(request, at, dict(zip((Level.STUDY, Level.SERIES), place, strict=False))))
        else:
            parts += _by_uids(request, wanted)
    return parts


def _by_uids(request: Query, images: Sequence[Image]) -> Iterator[Query]:
    for _, group in _grouped(images, _series):
        left = iter(group)
        while some := list(islice(left, _TOGETHER)):
            yield _of_images(request, some)


def _of_images(request: Query, images: Sequence[Image]) -> Query:
    """For images of one series."""
    first = images[0]
    keys = {Level.STUDY: first.study_instance_uid, Level.SERIES: first.series_instance_uid}
    keys = {level: uid for level, uid in keys.items() if uid}
    return narrowed(request, Level.IMAGE, {**keys, Level.IMAGE: "\\".join(it.sop_instance_uid for it in images)})


def _study(image: Image) -> tuple[str, ...]:
    return (image.study_instance_uid,)


def _series(image: Image) -> tuple[str, ...]:
    return (image.study_instance_uid, image.series_instance_uid)


def _grouped(
    images: Iterable[Image], place: Callable[[Image], tuple[str, ...]]
) -> Iterator[tuple[tuple[str, ...], list[Image]]]:
    groups: dict[tuple[str, ...], list[Image]] = {}
    for image in images:
        groups.setdefault(place(image), []).append(image)
    yield from groups.items()


def _set(identifier: Dataset, keys: Mapping[str, str]) -> None:
    """Set elements as they are, like keys that were typed."""
    keying.apply(
        [keying.parse(f"{keyword}={value}" if value else keyword) for keyword, value in keys.items()], identifier
    )
