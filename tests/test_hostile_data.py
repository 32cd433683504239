"""Identifiers that were made to do harm: an error or a correct result, and memory that is bounded."""

from __future__ import annotations

import logging
import tracemalloc
import zlib
from pathlib import Path
from struct import pack

import pytest
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset

from scu import charset, flat, querystore
from scu.errors import FileProblem
from scu.output import datasets
from scu.querystore import DEFLATED_LITTLE, EXPLICIT_LITTLE, IMPLICIT_LITTLE, MAX_DEPTH, MAX_PARTS, MalformedIdentifier
from scu.storage.meta import meta_header
from tests.fuzz.target import Target
from tests.fuzz.targets import data, files
from tests.fuzz.targets.data import show

SEQUENCE = 0x0008, 0x1140


def in_items(depth: int) -> bytes:
    """Items of known length in each other, which pydicom reads one level at a time and copies at each."""
    parts: list[bytes] = []
    length = 0
    for _ in range(depth):
        parts += [pack("<HHL", 0xFFFE, 0xE000, length), pack("<HHL", *SEQUENCE, length + 8)]
        length += 16
    return b"".join(reversed(parts))


@pytest.mark.parametrize("depth", [MAX_DEPTH, MAX_DEPTH + 1, 10_000])
@pytest.mark.parametrize("known_length", [True, False])
def test_sequences_are_as_deep_as_they_may_be_and_no_deeper(depth: int, known_length: bool) -> None:
    end = pack("<HHLHHL", 0xFFFE, 0xE00D, 0, 0xFFFE, 0xE0DD, 0) * depth
    content = in_items(depth) if known_length else data.nested(depth, IMPLICIT_LITTLE) + end

    if depth <= MAX_DEPTH:
        show(charset.Replies().decode(querystore.decode(content, IMPLICIT_LITTLE)))
        return
    with pytest.raises(MalformedIdentifier, match=r"nested too deeply|recursion"):
        querystore.decode(content, IMPLICIT_LITTLE)


def test_an_error_deep_in_a_data_set_is_told_in_a_line() -> None:
    dataset = Dataset()
    dataset[0x00280010] = DataElement(0x00280010, "US", "no number", already_converted=True)
    for _ in range(MAX_DEPTH):
        dataset, inner = Dataset(), dataset
        dataset.ReferencedImageSequence = [inner]

    with pytest.raises(ValueError, match=r"\(0028,0010\)") as caught:
        querystore.encode(dataset, EXPLICIT_LITTLE)
    assert len(str(caught.value)) < 1000
    assert "Traceback" not in str(caught.value)


MANY = {
    "items": pack("<HHL", *SEQUENCE, 8 * (MAX_PARTS + 1)) + pack("<HHL", 0xFFFE, 0xE000, 0) * (MAX_PARTS + 1),
    "values": pack("<HHL", 0x0010, 0x0010, 2 * (MAX_PARTS + 1)) + b"A\\" * (MAX_PARTS + 1),
    "bytes": bytes(querystore.MAX_SIZE + 2),
}


@pytest.mark.parametrize("of", MANY)
def test_too_much_is_refused_before_memory_is_taken_for_it(of: str) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(MalformedIdentifier, match=r"it has"):
            querystore.decode(MANY[of], IMPLICIT_LITTLE)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 3 * len(MANY[of]) + 1_000_000


def test_a_bomb_is_inflated_no_further_than_an_identifier_can_be() -> None:
    deflater = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    bomb = b"".join(deflater.compress(bytes(1 << 20)) for _ in range(64)) + deflater.flush()
    file = meta_header("1.2", "1.2.3", DEFLATED_LITTLE, "") + bomb
    tracemalloc.start()
    try:
        with pytest.raises(MalformedIdentifier, match="when inflated"):
            querystore.decode(bomb, DEFLATED_LITTLE)
        with pytest.raises(MalformedIdentifier, match="when inflated"):
            querystore._parse(file)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 3 * querystore.MAX_SIZE


def test_an_element_cut_off_within_an_item_is_no_shorter_value() -> None:
    content = pack("<HHL", *SEQUENCE, 20) + pack("<HHL", 0xFFFE, 0xE000, 12) + pack("<HHL", 8, 0x1150, 400) + b"1.2\0"

    with pytest.raises(MalformedIdentifier, match="longer than what is there"):
        querystore.decode(content, IMPLICIT_LITTLE)


def test_a_large_identifier_is_not_remembered_value_by_value() -> None:
    content = pack("<HHL", 0x0010, 0x0020, 40_000) + b"\xff" * 40_000

    assert flat.read(content, IMPLICIT_LITTLE, charset.Replies()) is None
    assert flat.read(pack("<HHL", 0x0010, 0x0020, 4) + b"ab\xff ", IMPLICIT_LITTLE, charset.Replies()) is not None


def test_made_up_character_sets_fill_neither_screen_nor_memory(caplog: pytest.LogCaptureFixture) -> None:
    replies = charset.Replies()
    for number in range(2000):
        replies.encodings(f"klingon {number} {'x' * 5000}".encode())

    assert len(caplog.messages) == 8
    assert max(map(len, caplog.messages)) < 150
    assert len(replies._seen) <= 256


def test_what_pydicom_would_complain_about_stays_unsaid(recwarn: pytest.WarningsRecorder) -> None:
    dataset = Dataset()
    dataset.add_new(0x00090010, "LO", ["a\x1b[2J", "b"])
    dataset.add_new(0x00091001, "LO", "x")

    with charset.quietly():
        lines = list(datasets.dump(dataset))

    assert not any("\x1b" in line for line in lines)
    assert not list(recwarn)


@pytest.mark.parametrize(
    "content",
    [
        meta_header("1.2", "1.2.3", EXPLICIT_LITTLE, "") + data.nested(40),
        b"\0" * 128 + b"DICM" + pack("<HH2sHLHH2sHH", 2, 0, b"UL", 4, 12, 2, 0x10, b"UL", 3, 1) + b"x",
    ],
)
def test_a_query_file_of_a_stranger_is_an_error_in_words(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "query").write_bytes(content)

    with pytest.raises(FileProblem, match="is no DICOM file") as caught:
        querystore.load(tmp_path / "query")
    assert "Traceback" not in str(caught.value)


@pytest.mark.parametrize("target", [*data.TARGETS, *files.TARGETS], ids=lambda target: str(target.name))
def test_every_seed_of_the_fuzzer_is_an_error_or_a_result(target: Target, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)
    for seed in target.seeds():
        target.run(seed)
