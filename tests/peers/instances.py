"""DICOM files to send and to serve: valid, small, different from each other, and known in every detail."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pydicom.data
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.filereader import dcmread, read_file_meta_info
from pydicom.uid import (
    UID,
    CTImageStorage,
    ExplicitVRLittleEndian,
    MRImageStorage,
    generate_uid,
)

MODALITIES = {CTImageStorage: "CT", MRImageStorage: "MR"}


@dataclass(frozen=True)
class Made:
    """A DICOM file, and what is in it."""

    path: Path
    patient_id: str
    study: UID
    series: UID
    uid: UID
    sop_class: UID
    transfer_syntax: UID

    def read(self) -> FileDataset:
        return dcmread(self.path)


@dataclass(frozen=True)
class Attributes:
    """What several instances have in common."""

    patient_id: str = "P1"
    patient_name: str = "Doe^Jane"
    birth_date: str = "19700131"
    charset: str | Sequence[str] = "ISO_IR 192"
    study: UID = field(default_factory=generate_uid)
    study_date: str = "20240229"
    description: str = "Study"
    accession_number: str = "A1"
    series: UID = field(default_factory=generate_uid)
    series_number: int = 1
    sop_class: UID = CTImageStorage
    transfer_syntax: UID = ExplicitVRLittleEndian
    size: int = 32 * 32 * 2


def make_instances(folder: Path, count: int = 1, attributes: Attributes | None = None) -> list[Made]:
    """Write `count` instances of one series into `folder`; `size` is that of the pixel data in bytes."""
    attributes = attributes or Attributes()
    folder.mkdir(parents=True, exist_ok=True)
    return [_make_instance(folder, attributes, number) for number in range(1, count + 1)]


def _make_instance(folder: Path, attributes: Attributes, number: int) -> Made:
    uid = generate_uid()
    dataset = Dataset()
    dataset.SpecificCharacterSet = attributes.charset
    dataset.SOPClassUID = attributes.sop_class
    dataset.SOPInstanceUID = uid
    dataset.StudyDate = attributes.study_date
    dataset.StudyTime = "112233"
    dataset.AccessionNumber = attributes.accession_number
    dataset.Modality = MODALITIES.get(attributes.sop_class, "OT")
    dataset.ReferringPhysicianName = ""
    dataset.StudyDescription = attributes.description
    dataset.PatientName = attributes.patient_name
    dataset.PatientID = attributes.patient_id
    dataset.PatientBirthDate = attributes.birth_date
    dataset.PatientSex = "O"
    dataset.StudyInstanceUID = attributes.study
    dataset.SeriesInstanceUID = attributes.series
    dataset.StudyID = "1"
    dataset.SeriesNumber = attributes.series_number
    dataset.InstanceNumber = number
    _add_pixels(dataset, attributes, uid)
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = attributes.transfer_syntax
    path = folder / f"{attributes.series_number}-{number}-{uid[-8:]}.dcm"
    dataset.save_as(path, enforce_file_format=True)
    return Made(
        path,
        attributes.patient_id,
        attributes.study,
        attributes.series,
        uid,
        attributes.sop_class,
        attributes.transfer_syntax,
    )


def _add_pixels(dataset: Dataset, attributes: Attributes, uid: UID) -> None:
    """Pixels of the asked size, different in every instance, so that a mixed-up object shows."""
    columns = 32 if attributes.size < 2_000_000 else 4096
    rows = max(1, attributes.size // (2 * columns))
    dataset.SamplesPerPixel = 1
    dataset.PhotometricInterpretation = "MONOCHROME2"
    dataset.Rows, dataset.Columns = rows, columns
    dataset.BitsAllocated = dataset.BitsStored = 16
    dataset.HighBit = 15
    dataset.PixelRepresentation = 0
    seed = hashlib.sha512(uid.encode()).digest()
    pixels = (seed * (rows * columns * 2 // len(seed) + 1))[: rows * columns * 2]
    if attributes.transfer_syntax.is_encapsulated:
        dataset.PixelData = encapsulate([pixels])
    else:
        dataset.PixelData = pixels
    dataset["PixelData"].VR = "OB" if attributes.transfer_syntax.is_encapsulated else "OW"


def make_archive(folder: Path) -> list[Made]:
    """What the query/retrieve servers hold: two patients, three studies, four series, nine instances."""
    head = Attributes(
        patient_name="Müller^Jürgen",
        birth_date="19500102",
        description="Kopf für Jürgen",
        accession_number="A1",
    )
    head_mr = replace(head, series=generate_uid(), series_number=2, sop_class=MRImageStorage)
    chest = replace(
        head,
        study=generate_uid(),
        study_date="20240301",
        series=generate_uid(),
        description="Thorax",
        accession_number="A2",
    )
    yamada = Attributes(
        patient_id="P2",
        patient_name="Yamada^Tarou=山田^太郎",
        birth_date="19661231",
        description="胸部",
        accession_number="A3",
        study_date="20231224",
    )
    series = [(head, 3), (head_mr, 2), (chest, 2), (yamada, 2)]
    return [made for attributes, count in series for made in make_instances(folder, count, attributes)]


def carried_by_pydicom(name: str) -> Path:
    """A real file from pydicom's wheel; nothing is downloaded."""
    return Path(pydicom.data.__file__).parent / "test_files" / name


def same_object(left: Path, right: Path) -> bool:
    """Whether two files hold the same data set; their file meta information may differ."""
    return dcmread(left) == dcmread(right)


def with_own_uid(path: Path, folder: Path) -> Path:
    """A copy with a SOP Instance UID of its own: several of pydicom's files are the same object, coded otherwise."""
    dataset = dcmread(path)
    dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = generate_uid()
    folder.mkdir(parents=True, exist_ok=True)
    dataset.save_as(folder / path.name)
    return folder / path.name


def data_set_bytes(path: Path) -> bytes:
    """What follows the file meta information: the bytes that have to go over the wire."""
    meta = read_file_meta_info(path)
    start = 128 + len(b"DICM") + 12 + int(meta.FileMetaInformationGroupLength)
    return path.read_bytes()[start:]


def names_and_bytes(paths: Iterable[Path]) -> dict[str, bytes]:
    """The data sets of files, by the names of these."""
    return {path.name: data_set_bytes(path) for path in paths}
