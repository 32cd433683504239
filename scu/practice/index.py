"""What a folder holds: the objects in it, and those of their attributes that a query may ask for."""

import logging
import os
import struct
import threading
import warnings
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from pydicom import config, dcmread
from pydicom.dataset import Dataset
from pydicom.errors import InvalidDicomError

from scu.errors import FileProblem
from scu.practice.attributes import ATTRIBUTES

log = logging.getLogger(__name__)

_NEEDED = ("SOPClassUID", "SOPInstanceUID", "StudyInstanceUID", "SeriesInstanceUID")
_HEADER = ["SpecificCharacterSet", *ATTRIBUTES]

# pydicom raises all of these, here and there, on bytes that are no sound DICOM.
UNREADABLE = (
    InvalidDicomError,
    OSError,
    EOFError,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    NotImplementedError,
    struct.error,
)

# pydicom's validation of values is one switch for the whole process: one thread at a time turns it.
_lenient = threading.Lock()


def settle(dataset: Dataset) -> Dataset:
    """Decode every element now, wrong values as they stand, and drop those that cannot be decoded."""
    with _lenient, config.disable_value_validation():
        for tag in list(dataset.keys()):
            try:
                dataset[tag]
            except UNREADABLE:
                del dataset[tag]
    return dataset


def texts(dataset: Dataset, keyword: str) -> list[str]:
    """The values of an element as text, without padding; none if it is absent or empty."""
    if keyword not in dataset:
        return []
    element = dataset[keyword]
    values = element.value if element.VM > 1 else [element.value]
    return [text for value in values if value is not None and (text := str(value).strip(" \0"))]


@dataclass(frozen=True, slots=True)
class Instance:
    """One SOP Instance of the folder; `header` holds its attributes, decoded, without bulk data."""

    path: Path
    header: Dataset
    transfer_syntax_uid: str

    @classmethod
    def read(cls, path: Path, encoded: bytes | None = None) -> "Instance":
        """The instance in the file at `path`, or in `encoded`, the bytes that are about to go there.

        Raises:
            ValueError: a UID that it needs is missing.
            UNREADABLE: it is no DICOM file, or a broken one.
        """
        source = path if encoded is None else BytesIO(encoded)
        header = settle(dcmread(source, stop_before_pixels=True, specific_tags=_HEADER))
        missing = [keyword for keyword in _NEEDED if len(texts(header, keyword)) != 1]
        if missing:
            raise ValueError(f"No {' and no '.join(missing)}")
        return cls(path, header, str(header.file_meta.TransferSyntaxUID))

    def values(self, keyword: str) -> list[str]:
        return texts(self.header, keyword)

    def value(self, keyword: str) -> str:
        """The first value, or nothing."""
        return next(iter(self.values(keyword)), "")


class Index:
    """The instances of a folder by their SOP Instance UID, read once and then kept up to date by `add`.

    Raises:
        FileProblem: the folder is none, or cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        self._instances: dict[str, Instance] = {}
        for path in _files(folder):
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    self.add(Instance.read(path))
            except UNREADABLE as why:
                log.debug("%s is left out: %s", path, why)
        log.info("%d objects in %s", len(self._instances), folder)

    def __len__(self) -> int:
        return len(self._instances)

    def add(self, instance: Instance) -> None:
        """Add an instance; of two with the same SOP Instance UID the later counts."""
        self._instances[instance.value("SOPInstanceUID")] = instance

    def instances(self) -> list[Instance]:
        """Those that are here now, whatever other threads add meanwhile."""
        return list(self._instances.values())

    def transfer_syntaxes(self, sop_class_uid: str) -> list[str]:
        """The transfer syntaxes in which the folder holds objects of a SOP class."""
        of_class = (each for each in self.instances() if each.value("SOPClassUID") == sop_class_uid)
        return list(dict.fromkeys(each.transfer_syntax_uid for each in of_class))


def grouped(instances: Iterable[Instance], keyword: str) -> dict[str, list[Instance]]:
    """The instances by the value of one of their attributes."""
    groups: defaultdict[str, list[Instance]] = defaultdict(list)
    for instance in instances:
        groups[instance.value(keyword)].append(instance)
    return groups


def _files(folder: Path) -> list[Path]:
    """Every file below the folder, oldest first, save hidden ones (those being received are)."""
    try:
        os.listdir(folder)
        files = [path for path in folder.rglob("[!.]*") if path.is_file()]
        return sorted(files, key=lambda path: path.stat().st_mtime_ns)
    except OSError as error:
        raise FileProblem(
            f"The folder {folder} cannot be read",
            cause=error.strerror or str(error),
            remedy="Name a folder that exists and that you may read",
        ) from error
