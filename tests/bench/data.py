"""What is sent, fetched and found: made once a run, on disk."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from pydicom.dataset import Dataset
from pydicom.filereader import dcmread
from pydicom.filewriter import dcmwrite
from pydicom.uid import generate_uid

from tests.peers.instances import Attributes, Made, make_instances

_CHUNK = 1024 * 1024
_PIXEL_DATA_HEADER = b"\xe0\x7f\x10\x00OW\x00\x00"


@dataclass(frozen=True)
class Study:
    """A study of our making; `name` is its archive's AE title."""

    name: str
    folder: Path
    instances: tuple[Made, ...]

    @property
    def uid(self) -> str:
        return self.instances[0].study

    @property
    def keys(self) -> tuple[str, str]:
        return "QueryRetrieveLevel=STUDY", f"StudyInstanceUID={self.uid}"

    @cached_property
    def query_files(self) -> list[Path]:
        """One query for each series, as files."""
        queries = []
        for series in sorted({made.series for made in self.instances}):
            query = Dataset()
            query.QueryRetrieveLevel = "SERIES"
            query.StudyInstanceUID = self.uid
            query.SeriesInstanceUID = series
            path = self.folder.with_name(f"{self.folder.name}-{series[-12:]}.query")
            dcmwrite(path, query, implicit_vr=True, little_endian=True)
            queries.append(path)
        return queries


class Data:
    """The studies, by number and size of their objects."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._studies: dict[str, Study] = {}

    def study(self, count: int, size: int, series: int = 1) -> Study:
        """One of `count` objects with so many bytes of pixels each, spread evenly over so many series."""
        name = f"S{count}X{size}X{series}"
        if name not in self._studies:
            attributes = Attributes(size=size)
            folder = self._folder / name
            made = [
                each
                for number in range(1, series + 1)
                for each in make_instances(
                    folder, count // series, replace(attributes, series=generate_uid(), series_number=number)
                )
            ]
            self._studies[name] = Study(name, folder, tuple(made))
        return self._studies[name]

    def huge(self, size: int) -> Study:
        """One object whose pixels are a hole in its file: nothing has to be written.

        It is read once, so that the first to read it does not pay for the memory that the system keeps it in.
        """
        folder = self._folder / "HUGE"
        (made,) = make_instances(folder)
        dataset = dcmread(made.path)
        del dataset.PixelData
        dataset.NumberOfFrames = size // (2 * dataset.Rows * dataset.Columns)
        dataset.save_as(made.path)
        with made.path.open("ab") as file:
            file.write(_PIXEL_DATA_HEADER + size.to_bytes(4, "little"))
            file.truncate(file.tell() + size)
        with made.path.open("rb", buffering=0) as file:
            while file.read(_CHUNK):
                pass
        return Study("HUGE", folder, (made,))
