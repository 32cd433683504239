"""Inputs for hypothesis: seeds of a target, made wrong."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from hypothesis import strategies as st

from tests.fuzz.mutate import KINDS, Operation, mutate
from tests.fuzz.target import Target

LARGE: Final = 8192
_NUMBERS = st.integers(0, 0xFFFF)
_OPERATIONS = st.lists(
    st.builds(Operation, st.integers(0, KINDS - 1), _NUMBERS, _NUMBERS, _NUMBERS), min_size=1, max_size=6
)


def small(seeds: Iterable[bytes]) -> list[bytes]:
    """Those to begin with; what is large is run as it is, and nothing but slow to make others of."""
    return [seed for seed in seeds if len(seed) <= LARGE] or [b""]


def inputs(target: Target) -> st.SearchStrategy[bytes]:
    """Mutated seeds, and now and then bytes that are like nothing."""
    seeds = small(target.seeds())

    def made(seed: bytes, operations: list[Operation]) -> bytes:
        return mutate(seed, operations, seeds, target.dictionary)

    mutated = st.builds(made, st.sampled_from(seeds), _OPERATIONS)
    return st.one_of(mutated, mutated, mutated, mutated, mutated, mutated, mutated, st.binary(max_size=64))
