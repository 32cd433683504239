"""Bytes made wrong on purpose, with an eye on lengths, which are what parsers believe.

An operation is a few numbers, so that an engine can draw it, repeat it and make it smaller. Where a length stands is
guessed: any number of two or four bytes that does not point beyond the end may be one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from struct import unpack_from
from typing import Final, Literal

LONGEST: Final = 1 << 18
"""What nothing grows beyond."""
_SEARCHED: Final = 1024
"""Where lengths are looked for; searching costs time."""

_HOSTILE: Final = (
    b"",
    b"\0",
    b"../../../evil",
    b"/../evil",
    b"..",
    b"1.2.3\0/../../evil",
    b"1" * 10_000,
    b"%s%n",
    b"\xff\xfe\x1b[2J",
    "Müller^Jörg".encode(),
    b"[bold]\\",
    b"\r\nscu: error: ",
)
_BYTES: Final = (0, 1, 2, 3, 4, 5, 7, 0x10, 0x20, 0x2E, 0x2F, 0x50, 0x7F, 0x80, 0xFE, 0xFF)
# PDUs, presentation data values and elements have their length behind this many bytes of a header, and items too.
_BEFORE: Final = (2, 0, 4, 6, 8)
_SIZES: Final[tuple[tuple[int, Literal["big", "little"]], ...]] = ((4, "big"), (4, "little"), (2, "big"), (2, "little"))


@dataclass(frozen=True)
class Operation:
    """What is done: its kind, modulo how many kinds there are; where; and two numbers more, which each kind reads."""

    kind: int
    at: int
    first: int
    second: int


@dataclass(frozen=True)
class _Length:
    """What may be a length: where it stands, and the bytes that it counts."""

    at: int
    size: int
    order: Literal["big", "little"]
    value: int

    @property
    def begin(self) -> int:
        return self.at + self.size

    @property
    def end(self) -> int:
        return self.begin + self.value

    def written(self, data: bytes, value: int) -> bytes:
        value %= 1 << 8 * self.size
        return data[: self.at] + value.to_bytes(self.size, self.order) + data[self.begin :]


def mutate(data: bytes, operations: Sequence[Operation], others: Sequence[bytes], dictionary: Sequence[bytes]) -> bytes:
    """What the operations make of it.

    Args:
        others: what it is spliced with.
        dictionary: what is put into it.
    """
    for operation in operations:
        data = _KINDS[operation.kind % len(_KINDS)](data, operation, (*others, *dictionary))[:LONGEST]
    return data


def _pick(data: bytes, operation: Operation) -> _Length | None:
    """The first that may be a length from somewhere on."""
    size, order = _SIZES[operation.at // 8 % len(_SIZES)]
    begin = operation.at % (len(data) or 1)
    for at in range(begin, min(begin + _SEARCHED, len(data) - size + 1)):
        value = int.from_bytes(data[at : at + size], order)
        if 0 < value <= len(data) - at - size:
            return _Length(at, size, order, value)
    return None


def _resized(data: bytes, changed: bytes, begin: int, end: int) -> bytes:
    """`changed`, with the lengths put right that stand before `begin` and counted all up to `end`, at least."""
    done: set[int] = set()
    most = len(data)
    for (size, order), code in zip(_SIZES, (">L", "<L", ">H", "<H"), strict=True):
        for first in range(size):
            count = (min(begin, _SEARCHED) - first) // size
            numbers = unpack_from(f"{code[0]}{max(0, count)}{code[1]}", data, min(first, most))
            for number, value in enumerate(numbers):
                at = first + number * size
                if end <= at + size + value <= most and at not in done and value:
                    done.update(range(at, at + size))
                    changed = _Length(at, size, order, value).written(changed, value + len(changed) - most)
    return changed


def _flip(data: bytes, it: Operation, _: Sequence[bytes]) -> bytes:
    at = it.at % (len(data) or 1)
    return data[:at] + bytes((data[at] ^ 1 << it.first % 8,)) + data[at + 1 :] if data else data


def _set(data: bytes, it: Operation, _: Sequence[bytes]) -> bytes:
    at = it.at % (len(data) or 1)
    return data[:at] + bytes((_BYTES[it.first % len(_BYTES)],)) + data[at + 1 :]


def _insert(data: bytes, it: Operation, _: Sequence[bytes]) -> bytes:
    at = it.at % (len(data) + 1)
    return data[:at] + bytes((it.second % 256,)) * (1 + it.first % 16) + data[at:]


def _delete(data: bytes, it: Operation, _: Sequence[bytes]) -> bytes:
    at = it.at % (len(data) or 1)
    return data[:at] + data[at + 1 + it.first % 32 :]


def _truncate(data: bytes, it: Operation, _: Sequence[bytes]) -> bytes:
    return data[: it.at % (len(data) + 1)]


def _repeat(data: bytes, it: Operation, _: Sequence[bytes]) -> bytes:
    at = it.at % (len(data) or 1)
    piece = data[at : at + 1 + it.first % 64]
    return data[:at] + piece * (2 + it.second % 300) + data[at + len(piece) :]


def _splice(data: bytes, it: Operation, others: Sequence[bytes]) -> bytes:
    other = others[it.first % len(others)] if others else b""
    return data[: it.at % (len(data) + 1)] + other[it.second % (len(other) + 1) :]


def _word(data: bytes, it: Operation, words: Sequence[bytes]) -> bytes:
    """Put a word over what is there."""
    word = words[-1 - it.first % len(words)] if words else b""
    at = it.at % (len(data) + 1)
    return data[:at] + word[:256] + data[at + len(word[:256]) :]


def _lie(data: bytes, it: Operation, _: Sequence[bytes]) -> bytes:
    length = _pick(data, it)
    if length is None:
        return data
    lies = (0, 1, length.value - 1, length.value + 1, length.value + 2, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFE, -1)
    return length.written(data, (*lies, it.second)[it.first % (len(lies) + 1)])


def _items(data: bytes, it: Operation, count: Callable[[bytes], bytes]) -> bytes:
    """Make something else of an item, with its header; what is around it is put right."""
    length = _pick(data, it)
    if length is None:
        return data
    begin = max(0, length.at - _BEFORE[it.first % len(_BEFORE)])
    changed = data[:begin] + count(data[begin : length.end]) + data[length.end :]
    return _resized(data, changed, begin, length.end) if it.second % 8 else changed


def _duplicate(data: bytes, it: Operation, _: Sequence[bytes]) -> bytes:
    return _items(data, it, lambda item: item * (2, 3, 2, 130, 2, 300, 2, 17)[it.second // 8 % 8])


def _leave_out(data: bytes, it: Operation, _: Sequence[bytes]) -> bytes:
    return _items(data, it, lambda item: b"")


def _nest(data: bytes, it: Operation, _: Sequence[bytes]) -> bytes:
    """An item within itself, once or often."""
    length = _pick(data, it)
    if length is None:
        return data
    changed, end = data, length.end
    for _time in range(1 + it.second // 8 % 40):
        begin = max(0, length.at - _BEFORE[it.first % len(_BEFORE)])
        item = changed[begin:end]
        changed = length.written(changed[: length.begin] + item + changed[end:], len(item))
        end = length.begin + len(item)
        if len(changed) > LONGEST:
            break
    return changed


def _swap(data: bytes, it: Operation, _: Sequence[bytes]) -> bytes:
    """An item and what follows it, in the other order."""
    length = _pick(data, it)
    if length is None:
        return data
    begin = max(0, length.at - _BEFORE[it.first % len(_BEFORE)])
    after = length.end + 1 + it.second % 128
    return data[:begin] + data[length.end : after] + data[begin : length.end] + data[after:]


def _hostile(data: bytes, it: Operation, _: Sequence[bytes]) -> bytes:
    """Something nasty as the body of an item, with all lengths put right, or just half of them."""
    length = _pick(data, it)
    if length is None:
        return data
    nasty = _HOSTILE[it.first % len(_HOSTILE)]
    nasty += b"\0" * (len(nasty) % 2 if it.second % 2 else 0)
    changed = data[: length.begin] + nasty + data[length.end :]
    if it.second // 2 % 4:
        changed = length.written(_resized(data, changed, length.at, length.end), len(nasty))
    return changed


# The structured ones twice, as they get further.
_KINDS: Final[tuple[Callable[[bytes, Operation, Sequence[bytes]], bytes], ...]] = (
    _flip,
    _set,
    _insert,
    _delete,
    _truncate,
    _repeat,
    _splice,
    _word,
    *(_lie, _duplicate, _leave_out, _nest, _swap, _hostile) * 2,
)
KINDS: Final = len(_KINDS)
