"""The head of an object: found in every file, read as far as needed, and the rest of the object never."""

from __future__ import annotations

import os
import tracemalloc
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from pydicom.dataset import Dataset
from pydicom.filereader import dcmread
from pydicom.uid import DeflatedExplicitVRLittleEndian, ExplicitVRLittleEndian

from scu import charset
from scu.content import head
from scu.content.altered import Altered
from scu.content.attributes import setting
from scu.content.head import PIXELS, open_head
from scu.content.stream import Pieces
from scu.results import Outgoing
from scu.storage.meta import examine
from tests.peers.altering import TRUNCATED, altered_bytes, real_files, refusal
from tests.peers.instances import Attributes, carried_by_pydicom, make_instances

GIGABYTE = 1024**3
FEW = 6 * 1024**2
CHARSET = 0x00080005
UNDEFINED = b"\xff\xff\xff\xff"
SEQUENCE = b"\x08\x00\x40\x11SQ\0\0" + UNDEFINED
ITEM = b"\xfe\xff\x00\xe0" + UNDEFINED


def read_head(outgoing: Outgoing) -> tuple[Dataset, int]:
    """What precedes the pixel data, and where that begins: bytes from the beginning of the (inflated) data set.

    The values are not decoded yet. Raises OSError and ValueError, as `open_head` and `Head.dataset` do.
    """
    with open_head(outgoing) as head:
        return head.dataset(), head.rest - head.start


@pytest.mark.parametrize("path", real_files(), ids=lambda path: path.name)
def test_the_head_of_every_real_file_is_what_pydicom_reads(path: Path) -> None:
    with charset.quietly():
        whole = dcmread(path)
        wanted = {element.tag: element.value for element in whole.values() if CHARSET != element.tag < PIXELS}
        dataset, rest = read_head(examine(str(path)))
        found = {element.tag: element.value for element in dataset.values() if element.tag != CHARSET}

        assert dataset.get("SpecificCharacterSet") == whole.get("SpecificCharacterSet")

    assert found == wanted
    if not whole.file_meta.TransferSyntaxUID.is_deflated:
        behind = path.read_bytes()[examine(str(path)).offset + rest :]
        pixels = b"\xe0\x7f\x10\x00", b"\x7f\xe0\x00\x10"
        assert behind[:4] in pixels if "PixelData" in whole else not behind.strip(b"\0") or behind[:2] == b"\xfc\xff"


@pytest.mark.parametrize("name", TRUNCATED)
def test_a_file_that_was_cut_off_is_refused(name: str) -> None:
    assert refusal(examine(str(carried_by_pydicom(name))), "PatientID=X") == "an element is longer than the file"


def test_an_object_of_a_gigabyte_is_changed_in_a_few_megabytes(tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path)
    last = b"\xe0\x7f\x10\x00OW\0\0" + GIGABYTE.to_bytes(4, "little")
    plain = made.path.read_bytes()
    made.path.write_bytes(plain[: plain.index(b"\xe0\x7f\x10\x00OW\0\0")] + last)
    os.truncate(made.path, made.path.stat().st_size + GIGABYTE)
    outgoing = examine(str(made.path))
    buffer = memoryview(bytearray(1024**2))

    tracemalloc.start()
    with Altered(outgoing, (setting(["PatientID=SOMEBODY ELSE"]),)).open() as (source, size):
        received = source.readinto(buffer) or 0
        beginning = bytes(buffer[:received])
        while count := source.readinto(buffer):
            received += count
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert received == size > GIGABYTE
    assert peak < FEW
    assert b"LO\x0e\0SOMEBODY ELSE " in beginning
    assert size == outgoing.size + len("SOMEBODY ELSE ") - len("P1")


def test_a_large_value_before_the_pixel_data_is_not_held_in_memory_either(tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path)
    plain = made.path.read_bytes()
    end = plain.index(b"\xe0\x7f\x10\x00OW\0\0")
    document = b"\x42\x00\x11\x00OB\0\0" + GIGABYTE.to_bytes(4, "little")
    made.path.write_bytes(plain[:end] + document)
    os.truncate(made.path, end + len(document) + GIGABYTE)
    outgoing = examine(str(made.path))

    tracemalloc.start()
    with open_head(outgoing) as found, Altered(outgoing, (setting(["PatientID=X"]),)).open() as (_, size):
        assert [span.tag for span in found.spans][-1] == 0x00420011
        with pytest.raises(ValueError, match="would have to be read into memory"):
            found.dataset()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert (size, peak < FEW) == (outgoing.size, True)


def test_a_deflated_object_is_changed_in_a_few_megabytes(tmp_path: Path) -> None:
    attributes = Attributes(transfer_syntax=DeflatedExplicitVRLittleEndian)
    (made,) = make_instances(tmp_path, 1, attributes)
    outgoing = examine(str(made.path))
    content = made.path.read_bytes()
    inflated = zlib.decompress(content[outgoing.offset :], wbits=-zlib.MAX_WBITS)
    pixels = inflated.index(b"\xe0\x7f\x10\x00OW\0\0")
    deflater = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    large = [deflater.compress(inflated[:pixels] + b"\xe0\x7f\x10\x00OW\0\0" + (64 * 1024**2).to_bytes(4, "little"))]
    large += [deflater.compress(bytes(1024**2)) for _ in range(64)]
    made.path.write_bytes(content[: outgoing.offset] + b"".join([*large, deflater.flush()]))
    outgoing = examine(str(made.path))

    tracemalloc.start()
    with Altered(outgoing, (setting(["PatientID=X"]),)).open() as (source, size):
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        sent = bytearray(size)
        assert source.readinto(memoryview(sent)) == size

    assert peak < FEW
    after = zlib.decompress(sent, wbits=-zlib.MAX_WBITS)
    assert after[-64 * 1024**2 :] == bytes(64 * 1024**2)
    assert len(after) == pixels + 12 + 64 * 1024**2


def test_a_change_of_what_was_changed_already() -> None:
    """A content is made of another content, seekable or not."""
    first = examine(str(carried_by_pydicom("CT_small.dcm")))
    once = altered_bytes(first, "PatientID=ONE")
    second = Outgoing(*_facts(first), content=Altered(first, (setting(["PatientID=ONE"]),)))
    third = Outgoing(*_facts(first), content=_Forwards(once))

    assert altered_bytes(second, "StudyID=TWO") == altered_bytes(third, "StudyID=TWO")
    assert altered_bytes(first, "PatientID=ONE", "StudyID=TWO") == altered_bytes(second, "StudyID=TWO")


def test_pieces_can_be_read_from_any_place(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"0123456789")
    with open(tmp_path / "file", "rb") as stream:
        pieces = Pieces(stream, [(0, 3), b"ab", (5, 10), b"c"])
        assert (pieces.size, pieces.read(), pieces.read()) == (11, b"012ab56789c", b"")
        for at in range(12):
            assert pieces.seek(at) == at
            assert pieces.read(4) == b"012ab56789c"[at : at + 4]
        assert pieces.seek(-2, os.SEEK_END) == pieces.tell() == 9
        assert pieces.seek(1, os.SEEK_CUR) == 10


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\x10\x00\x20\x00LO\xff\x00P1", "longer than the file"),
        (b"\x08\x00\x60\x00CS\x02\x00CT\x10\x00\x20\x00\x01\x02\x02\0P1", "no Value Representation"),
        (SEQUENCE + b"\x08\x00\x60\x00CS\x02\x00CT", "something else than items"),
        (SEQUENCE, "ends within a"),
        (SEQUENCE + 99 * (ITEM + SEQUENCE), "nested too deeply"),
    ],
)
def test_damage_is_a_reason_and_no_crash(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "file").write_bytes(content)
    outgoing = Outgoing(str(tmp_path / "file"), 0, len(content), "1.2", "1.3", ExplicitVRLittleEndian)

    with pytest.raises(ValueError, match=reason):
        read_head(outgoing)


def test_a_file_that_changed_since_it_was_looked_at_is_not_sent(tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path)
    outgoing = examine(str(made.path))
    os.truncate(made.path, made.path.stat().st_size - 2)

    with pytest.raises(OSError, match="has changed"), open_head(outgoing):
        pass


def test_what_is_not_deflated_as_it_says_is_a_reason(tmp_path: Path) -> None:
    for content, reason in (
        (b"\xff\xff\xff\xff", "cannot be inflated"),
        (zlib.compress(bytes(range(99)))[2:9], "too early"),
    ):
        (tmp_path / "file").write_bytes(content)
        outgoing = Outgoing(str(tmp_path / "file"), 0, len(content), "1.2", "1.3", DeflatedExplicitVRLittleEndian)
        with pytest.raises(ValueError, match=reason):
            read_head(outgoing)


def test_a_head_with_nulls_behind_it_ends_before_them(tmp_path: Path) -> None:
    element = b"\x10\x00\x20\x00\x02\x00\x00\x00P1"
    (tmp_path / "file").write_bytes(element + bytes(32))
    outgoing = Outgoing(str(tmp_path / "file"), 0, len(element) + 32, "1.2", "1.3", "1.2.840.10008.1.2")

    dataset, rest = read_head(outgoing)

    assert (dataset.PatientID, rest) == ("P1", len(element))
    assert altered_bytes(outgoing, "PatientID=P234") == b"\x10\x00\x20\x00\x04\x00\x00\x00P234" + bytes(32)


def test_the_limit_is_what_it_says() -> None:
    assert head.MAX_VALUES == 64 * 1024**2


def _facts(outgoing: Outgoing) -> tuple[str, int, int, str, str, str]:
    uids = outgoing.sop_class_uid, outgoing.sop_instance_uid, outgoing.transfer_syntax_uid
    return outgoing.file, outgoing.offset, outgoing.size, *uids


class _Forwards:
    """A content that can be read once, from its beginning to its end."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def open(self) -> _Forwards:
        return self

    def __enter__(self) -> tuple[_OneWay, int]:
        return _OneWay(self._data), len(self._data)

    def __exit__(self, *_: object) -> None:
        pass


class _OneWay:
    def __init__(self, data: bytes) -> None:
        self._left = BytesIO(data)

    def readinto(self, buffer: memoryview, /) -> int:
        return self._left.readinto(buffer[:1000])
