"""Data sets without a whole meta header: what is one is found, and nothing else; pydicom encodes them."""

from __future__ import annotations

import io
import logging
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate
from pydicom.filereader import dcmread
from pydicom.sequence import Sequence
from pydicom.uid import (
    UID,
    CTImageStorage,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEGBaseline8Bit,
)

from scu.results import Instance, Outgoing
from scu.storage.meta import examine
from scu.storage.scan import scan
from tests.peers.headless import UNCOMPRESSED, encoded
from tests.peers.instances import carried_by_pydicom

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

INSTANCE = UID("1.2.826.0.1.3680043.8.498.77")


def small(**elements: object) -> Dataset:
    dataset = Dataset()
    dataset.SOPClassUID = CTImageStorage
    dataset.SOPInstanceUID = INSTANCE
    dataset.PatientName = "Doe^Jane"
    for keyword, value in elements.items():
        setattr(dataset, keyword, value)
    return dataset


def meta_element(element: int, value: str, vr: bytes = b"UI") -> bytes:
    text = value.encode() + b"\0" * (len(value) % 2)
    return bytes((2, 0, element, 0)) + vr + len(text).to_bytes(2, "little") + text


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file to be written over."""
    return tmp_path_factory.mktemp("headless") / "file"


def look(file: Path, content: bytes) -> Outgoing | Instance:
    file.write_bytes(content)
    (found,) = scan([str(file)], recursive=False)
    return found


def refused(file: Path, content: bytes) -> str:
    found = look(file, content)
    assert isinstance(found, Instance)
    assert found.status is None
    return found.reason


LANGUAGE = Dataset()
LANGUAGE.CodeValue = "de"
texts = st.text(st.characters(min_codepoint=32, max_codepoint=126, exclude_characters="\\"), max_size=20)
uids = st.lists(st.integers(0, 10**9), min_size=2, max_size=5).map(lambda parts: UID("1." + ".".join(map(str, parts))))


@st.composite
def data_sets(draw: st.DrawFn) -> Dataset:
    """With and without what may precede the UIDs, sequences of both kinds, private elements, and pixel data."""
    dataset = small(SOPInstanceUID=draw(uids), SOPClassUID=draw(uids), PatientName=draw(texts))
    if draw(st.booleans()):
        dataset.SpecificCharacterSet = "ISO_IR 192"
    if draw(st.booleans()):
        dataset.LanguageCodeSequence = Sequence([LANGUAGE])
        dataset["LanguageCodeSequence"].is_undefined_length = draw(st.booleans())
    if draw(st.booleans()):
        inner = small(StudyDescription=draw(texts))
        inner.is_undefined_length_sequence_item = draw(st.booleans())
        dataset.ReferencedStudySequence = Sequence([inner, Dataset()])
        dataset["ReferencedStudySequence"].is_undefined_length = draw(st.booleans())
    if draw(st.booleans()):
        dataset.private_block(0x0009, "TEST", create=True).add_new(1, "UN", b"\0\1" * draw(st.integers(0, 9)))
    if draw(st.booleans()):
        dataset.BitsAllocated = 16
        dataset.PixelRepresentation = 0
        dataset.add_new(0x7FE00010, "OW", draw(st.binary(max_size=20)) * 2)
    return dataset


@pytest.mark.parametrize("syntax", UNCOMPRESSED, ids=str)
@given(dataset=data_sets())
def test_a_data_set_is_found_in_each_syntax(file: Path, syntax: UID, dataset: Dataset) -> None:
    content = encoded(dataset, syntax)

    assert look(file, content) == Outgoing(
        str(file), 0, len(content), dataset.SOPClassUID, dataset.SOPInstanceUID, syntax
    )


@pytest.mark.parametrize("syntax", UNCOMPRESSED, ids=str)
def test_a_data_set_that_is_cut_off_is_told(file: Path, syntax: UID) -> None:
    whole = encoded(small(StudyInstanceUID="1.2.3"), syntax)
    with_a_name = len(encoded(small(), syntax))
    uids_alone = len(encoded(small(), syntax)) - 16

    for end in range(uids_alone + 1, len(whole)):
        if end != with_a_name:
            assert refused(file, whole[:end]) == "it has no meta header, and its data set is damaged or cut off"
    for end in range(uids_alone):
        assert refused(file, whole[:end]) == "no DICOM file: no DICM prefix after a preamble"
    for end in (uids_alone, with_a_name):
        assert isinstance(look(file, whole[:end]), Outgoing)


@given(st.binary(max_size=400), st.sampled_from([b"", b"\x08\0", b"\0\x08", b"\2\0", b"DICM", b"\x08\0\5\0CS\2\0"]))
def test_random_bytes_are_no_data_set(file: Path, data: bytes, begins: bytes) -> None:
    assert refused(file, begins + data)


@given(st.data())
def test_a_damaged_data_set_is_found_or_refused(file: Path, data: st.DataObject) -> None:
    content = bytearray(encoded(data.draw(data_sets()), data.draw(st.sampled_from(UNCOMPRESSED))))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))

    found = look(file, bytes(content))

    if isinstance(found, Outgoing):
        assert found.size == len(content) - found.offset
        assert set(found.sop_instance_uid + found.sop_class_uid) <= set("0123456789.")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x08",
        b"Dear colleague,\nhere are the images.\n" * 20,
        b"\x89PNG\r\n\x1a\n" + bytes(500),
        b"\x1f\x8b\x08\x08" + bytes(500),
        bytes(2000),
        bytes(128) + b"\2\0\0\0",
        b"\x08\0" * 300,
        encoded(small(SOPInstanceUID="", PatientID="P1"), ExplicitVRLittleEndian),
        encoded(small(), ExplicitVRLittleEndian).replace(CTImageStorage.encode(), b"../../etc/passwd/etc/passwd"[:25]),
        encoded(Dataset(), ExplicitVRLittleEndian),
    ],
)
def test_what_is_something_else_is_not_taken_for_a_data_set(file: Path, content: bytes) -> None:
    assert refused(file, content) == "no DICOM file: no DICM prefix after a preamble"


@pytest.mark.parametrize("syntax", UNCOMPRESSED, ids=str)
def test_an_element_of_another_group_may_not_come_first(file: Path, syntax: UID) -> None:
    dataset = encoded(small(), syntax)

    assert "no DICOM file" in refused(file, encoded(small(), syntax)[8:] + dataset)


def test_compressed_pixel_data_without_a_syntax_is_not_guessed_at(file: Path) -> None:
    dataset = small(BitsAllocated=8)
    dataset.add_new(0x7FE00010, "OB", encapsulate([b"\xff\xd8\xff\xd9"]))
    dataset["PixelData"].is_undefined_length = True

    assert "its pixel data is compressed" in refused(file, encoded(dataset, ExplicitVRLittleEndian))


def test_a_compressed_icon_is_stepped_over(file: Path) -> None:
    icon = Dataset()
    icon.BitsAllocated = 8
    icon.add_new(0x7FE00010, "OB", encapsulate([b"\xff\xd8\xff\xd9"] * 3))
    icon["PixelData"].is_undefined_length = True
    content = encoded(small(IconImageSequence=Sequence([icon])), ExplicitVRLittleEndian)

    assert isinstance(look(file, content), Outgoing)


def test_sequences_too_deep_to_be_true(file: Path) -> None:
    deep = b"\x08\0\x15\x11SQ\0\0\xff\xff\xff\xff\xfe\xff\0\xe0\xff\xff\xff\xff" * 50_000

    assert "damaged" in refused(file, encoded(small(), ExplicitVRLittleEndian) + deep)


FULL = (
    meta_element(2, CTImageStorage),
    meta_element(3, INSTANCE),
    meta_element(0x10, ImplicitVRLittleEndian),
)
LENGTH = b"\2\0\0\0UL\4\0" + sum(map(len, FULL)).to_bytes(4, "little")
PREFIX = bytes(128) + b"DICM"


@pytest.mark.parametrize(
    ("before", "syntax"),
    [
        (LENGTH + b"".join(FULL), ImplicitVRLittleEndian),
        (b"DICM" + LENGTH + b"".join(FULL), ImplicitVRLittleEndian),
        (b"DICM", ExplicitVRBigEndian),
        (PREFIX, ExplicitVRLittleEndian),
        (PREFIX + b"".join(FULL), ImplicitVRLittleEndian),
        (PREFIX + LENGTH[:-4] + b"\x09\0\0\0" + b"".join(FULL), ImplicitVRLittleEndian),
        (PREFIX + LENGTH[:-4] + b"\0\1\0\0" + b"".join(FULL), ImplicitVRLittleEndian),
        (PREFIX + b"".join(FULL[:2]), ImplicitVRLittleEndian),
        (PREFIX + b"".join(FULL[:2]), ExplicitVRLittleEndian),
        (PREFIX + b"".join(FULL[:2]), ExplicitVRBigEndian),
        (PREFIX + FULL[2], ImplicitVRLittleEndian),
        (PREFIX + FULL[0] + FULL[2], ImplicitVRLittleEndian),
        (PREFIX + LENGTH + FULL[0] + meta_element(3, "") + FULL[2], ImplicitVRLittleEndian),
        (PREFIX + meta_element(3, "../../etc") + meta_element(0x10, JPEGBaseline8Bit), JPEGBaseline8Bit),
    ],
)
def test_what_a_meta_header_lacks_is_derived(
    file: Path, before: bytes, syntax: UID, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    dataset = encoded(small(), ExplicitVRLittleEndian if syntax == JPEGBaseline8Bit else syntax)

    found = look(file, before + dataset)

    assert found == Outgoing(str(file), len(before), len(dataset), CTImageStorage, INSTANCE, syntax)
    (note,) = caplog.messages
    assert note.startswith(f"{file} {'lacks something in its' if b'UI' in before else 'has no'} meta header")


def test_a_deflated_data_set_is_looked_into(file: Path) -> None:
    compressor = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    deflated = compressor.compress(encoded(small(PatientComments="x" * 5000), ExplicitVRLittleEndian))
    deflated += compressor.flush()
    before = PREFIX + meta_element(0x10, DeflatedExplicitVRLittleEndian)

    assert look(file, before + deflated) == Outgoing(
        str(file), len(before), len(deflated), CTImageStorage, INSTANCE, DeflatedExplicitVRLittleEndian
    )
    assert refused(file, before + b"\xff" * 100)


def test_a_headless_dicomdir_is_none_to_send(file: Path) -> None:
    content = encoded(small(SOPClassUID="1.2.840.10008.1.3.10"), ExplicitVRLittleEndian)

    assert refused(file, content) == "it is damaged, so that not all of what it lists is known"


@pytest.mark.parametrize("name", ["ExplVR_BigEndNoMeta.dcm", "ExplVR_LitEndNoMeta.dcm", "rtstruct.dcm"])
def test_pydicoms_headless_files_are_read_as_pydicom_reads_them(name: str) -> None:
    path = carried_by_pydicom(name)
    expected = dcmread(path, force=True)

    (found,) = scan([str(path)], recursive=False)

    assert isinstance(found, Outgoing)
    assert (found.sop_class_uid, found.sop_instance_uid) == (expected.SOPClassUID, expected.SOPInstanceUID)
    syntax = UID(found.transfer_syntax_uid)
    assert (syntax.is_implicit_VR, syntax.is_little_endian) == expected.original_encoding


def test_no_more_is_read_than_is_needed(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The long text and the pixel data of a headless object stay on the disk."""
    dataset = small(ImageComments="x" * 9000, BitsAllocated=8)
    dataset.add_new(0x7FE00010, "OB", bytes(5_000_000))
    read: list[int] = []

    class Counting(io.FileIO):
        def readinto(self, buffer: WriteableBuffer) -> int:
            read.append(super().readinto(buffer) or 0)
            return read[-1]

    monkeypatch.setattr(
        "scu.storage.headless.open", lambda name, *_, **__: io.BufferedReader(Counting(name)), raising=False
    )

    assert isinstance(look(file, encoded(dataset, ImplicitVRLittleEndian)), Outgoing)
    assert 0 < sum(read) < 50_000


def test_examine_itself_takes_whole_meta_headers_alone(file: Path) -> None:
    file.write_bytes(encoded(small(), ExplicitVRLittleEndian))

    with pytest.raises(ValueError, match="no DICM prefix"):
        examine(str(file))
