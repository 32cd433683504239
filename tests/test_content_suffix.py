"""UIDs with a suffix: still valid, still consistent, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.filereader import dcmread
from pydicom.uid import (
    UID,
    CTImageStorage,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    generate_uid,
)

from scu import charset
from scu.content.suffix import suffix
from scu.errors import UsageError
from scu.results import Outgoing
from scu.storage.meta import examine
from tests.peers.altering import altered, altered_bytes, real_files
from tests.peers.instances import carried_by_pydicom

NAMED = ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID", "ReferencedSOPInstanceUID")
uids = st.from_regex(r"[0-2](\.(0|[1-9][0-9]{0,12})){1,8}", fullmatch=True).filter(lambda uid: len(uid) <= 64)
suffixes = st.from_regex(r"\.?(0|[1-9][0-9]{0,9})(\.(0|[1-9][0-9]{0,5})){0,3}", fullmatch=True)


@given(uids, uids, suffixes)
def test_every_uid_stays_valid_and_different_from_others(one: str, other: str, typed: str) -> None:
    found = suffix(typed)
    new = found.suffixed(one)

    assert UID(new).is_valid
    assert new == suffix(typed).suffixed(one)
    assert (found.suffixed(other) == new) == (one == other)
    if len(one) + len(typed.lstrip(".")) + 1 <= 64 and not one.startswith("1.2.840.10008."):
        assert new == f"{one}.{typed.lstrip('.')}"


@pytest.mark.parametrize("typed", ["", ".", "a", "01", "1..2", "1.", "..1", "1.02", "-1", "1" * 33, "١"])
def test_what_makes_no_uid_is_a_usage_error(typed: str) -> None:
    with pytest.raises(UsageError, match="cannot be at the end of a UID"):
        suffix(typed)


def test_a_uid_that_would_be_too_long_becomes_one_of_a_uuid() -> None:
    """Known by its name: RFC 9562 5.5 (a UUID of version 5) and PS3.5 B.2."""
    found = suffix("1").suffixed("1.2." + "3" * 60)

    assert found.startswith("2.25.")
    value = int(found.removeprefix("2.25."))
    assert (value >> 76) & 0xF == 5 and (value >> 62) & 0b11 == 0b10
    assert UID(suffix("1").suffixed("1.02")).is_valid


@pytest.mark.parametrize("path", real_files(), ids=lambda path: path.name)
def test_in_real_files_these_uids_differ_and_nothing_else(path: Path) -> None:
    outgoing = examine(str(path))
    with charset.quietly():
        expected, found = dcmread(path), altered(outgoing, suffix("7"))
        changed = _suffix_by_hand(expected)
        for group in changed:
            expected.pop(group << 16, None)  # the length of a group goes with a change in it
        assert found == expected


def _suffix_by_hand(dataset: Dataset, top: int = 0, same: frozenset[str] = frozenset()) -> set[int]:
    """Add ".7" where pydicom finds such a UID, or the same; return the groups of the top level with a change."""
    changed = set()
    same = same or frozenset(str(each.value) for each in dataset.iterall() if each.keyword in NAMED)
    for element in dataset:
        if element.VR == "SQ":
            for item in element.value:
                changed |= _suffix_by_hand(item, top or element.tag.group, same)
        elif element.VR == "UI" and element.value in same and not element.value.startswith("1.2.840.10008."):
            element.value = suffix("7").suffixed(element.value)
            changed.add(top or element.tag.group)
    return changed


def _object() -> Dataset:
    dataset = Dataset()
    dataset.SOPClassUID, dataset.SOPInstanceUID = CTImageStorage, "1.2.3.1"
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID = "1.2.3.2", "1.2.3.3"
    dataset.FrameOfReferenceUID = "1.2.3.4"
    dataset.InstanceCreatorUID = "1.2.3.5"
    dataset.SOPInstanceUIDOfConcatenationSource = "1.2.3.6"
    series, image, study, palette, tracked = (Dataset() for _ in range(5))
    image.ReferencedSOPClassUID, image.ReferencedSOPInstanceUID = CTImageStorage, "1.2.3.7"
    series.SeriesInstanceUID, series.ReferencedSOPSequence = "1.2.3.3", [image]
    study.StudyInstanceUID, study.ReferencedSeriesSequence = "1.2.3.2", [series]
    palette.ReferencedSOPInstanceUID = "1.2.840.10008.1.5.1"
    tracked.UID = "1.2.3.7"
    other = Dataset()
    other.UID = "1.2.3.8"
    dataset.CurrentRequestedProcedureEvidenceSequence = [study]
    dataset.ReferencedImageSequence = [palette]
    dataset.ContentSequence = [tracked, other]
    dataset.FailedSOPInstanceUIDList = ["1.2.3.7", "1.2.3.9"]
    dataset.PixelData = b"\1\2"
    dataset["PixelData"].VR = "OW"
    return dataset


@pytest.mark.parametrize("syntax", [ImplicitVRLittleEndian, ExplicitVRLittleEndian, ExplicitVRBigEndian])
@pytest.mark.parametrize("undefined", [False, True])
def test_references_go_with_what_they_refer_to(tmp_path: Path, syntax: UID, undefined: bool) -> None:
    outgoing = _write(_object(), tmp_path, syntax, undefined=undefined)

    found = altered(outgoing, suffix(".5.1"))

    assert (found.SOPInstanceUID, found.StudyInstanceUID) == ("1.2.3.1.5.1", "1.2.3.2.5.1")
    (study,) = found.CurrentRequestedProcedureEvidenceSequence
    (series,) = study.ReferencedSeriesSequence
    (image,) = series.ReferencedSOPSequence
    assert (study.StudyInstanceUID, series.SeriesInstanceUID) == (found.StudyInstanceUID, found.SeriesInstanceUID)
    assert (image.ReferencedSOPInstanceUID, image.ReferencedSOPClassUID) == ("1.2.3.7.5.1", CTImageStorage)
    assert [item.UID for item in found.ContentSequence] == ["1.2.3.7.5.1", "1.2.3.8"]
    assert found.FailedSOPInstanceUIDList == ["1.2.3.7.5.1", "1.2.3.9.5.1"]
    assert found.SOPInstanceUIDOfConcatenationSource == "1.2.3.6.5.1"
    assert (found.FrameOfReferenceUID, found.InstanceCreatorUID) == ("1.2.3.4", "1.2.3.5")
    assert found.ReferencedImageSequence[0].ReferencedSOPInstanceUID == "1.2.840.10008.1.5.1"
    assert (found.SOPClassUID, found.PixelData) == (CTImageStorage, b"\1\2")


def test_an_object_without_such_uids_goes_out_as_it_is(tmp_path: Path) -> None:
    dataset = Dataset()
    dataset.SOPClassUID, dataset.SOPInstanceUID = CTImageStorage, "1.2.840.10008.9.9"
    dataset.PatientID = "P1"
    outgoing = _write(dataset, tmp_path, ExplicitVRLittleEndian)

    assert altered_bytes(outgoing, suffix("1")) == Path(outgoing.file).read_bytes()[outgoing.offset :]


def test_the_same_suffix_makes_the_same_uids_in_every_file() -> None:
    first, second = (altered(examine(str(carried_by_pydicom(name))), suffix("1")) for name in ("reportsi.dcm",) * 2)

    assert first == second
    assert suffix("1").words == ("UIDs suffixed",)


def _write(dataset: Dataset, folder: Path, syntax: UID, *, undefined: bool = False) -> Outgoing:
    for element in dataset.iterall():
        if element.VR == "SQ":
            element.is_undefined_length = undefined
            for item in element.value:
                item.is_undefined_length_sequence_item = undefined
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = syntax
    path = folder / f"{generate_uid()[-8:]}.dcm"
    dataset.save_as(path, enforce_file_format=True)
    return examine(str(path))
