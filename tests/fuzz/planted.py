"""A target with a bug in it, for trying the fuzzer itself: `python -m tests.fuzz --target planted`."""

from __future__ import annotations

from collections.abc import Iterable

from tests.fuzz.target import Target

MAGIC = 0xBE


def _run(data: bytes) -> None:
    if len(data) > 4 and data[:2] == b"\1\0" and data[4] == MAGIC:
        raise RuntimeError("the planted bug")


def _seeds() -> Iterable[bytes]:
    yield bytes((1, 0, 0, 2, 0, 0))


PLANTED = Target("planted", _run, _seeds, (bytes((1, 0, 0, 2, MAGIC)),))
