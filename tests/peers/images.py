"""Images to look at, small and known in every pixel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import UID, CTImageStorage, ExplicitVRLittleEndian, generate_uid

from tests.peers.instances import Made


def make_image(path: Path, pixels: numpy.ndarray, transfer_syntax: UID = ExplicitVRLittleEndian, **others: Any) -> Made:
    """Write an image of these pixels: rows of columns, of samples where there are several, of frames before them all.

    Keywords are attributes, None for one that it shall not have.
    """
    samples = 3 if pixels.shape[-1] == 3 and pixels.ndim > 2 else 1
    frames = pixels.shape[0] if pixels.ndim - (samples == 3) == 3 else 1
    rows, columns = pixels.shape[-2 - (samples == 3) :][:2]
    bits = pixels.dtype.itemsize * 8
    dataset = Dataset()
    values = {
        "SOPClassUID": CTImageStorage,
        "SOPInstanceUID": generate_uid(),
        "PatientName": "Doe^Jane",
        "PatientID": "P1",
        "StudyInstanceUID": "1.2.3",
        "SeriesInstanceUID": generate_uid(),
        "SeriesDescription": "Doe's head",
        "Modality": "CT",
        "SeriesNumber": 3,
        "Rows": rows,
        "Columns": columns,
        "SamplesPerPixel": samples,
        "PhotometricInterpretation": "RGB" if samples == 3 else "MONOCHROME2",
        "PlanarConfiguration": 0 if samples == 3 else None,
        "NumberOfFrames": frames if frames > 1 else None,
        "BitsAllocated": bits,
        "BitsStored": bits,
        "HighBit": bits - 1,
        "PixelRepresentation": int(pixels.dtype.kind == "i"),
        "PixelData": pixels.tobytes() + b"\0" * (pixels.nbytes % 2),
        **others,
    }
    for keyword, value in values.items():
        if value is not None:
            setattr(dataset, keyword, value)
    if "PixelData" in dataset:
        dataset["PixelData"].VR = "OW" if bits > 8 else "OB"
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = transfer_syntax
    path.parent.mkdir(parents=True, exist_ok=True)
    dataset.save_as(path, enforce_file_format=True)
    study, series = UID(dataset.StudyInstanceUID), UID(dataset.SeriesInstanceUID)
    return Made(path, "P1", study, series, UID(dataset.SOPInstanceUID), UID(dataset.SOPClassUID), transfer_syntax)
