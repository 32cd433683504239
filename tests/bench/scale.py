"""How much is measured: all of it, a quick look, or just enough to see that the harness works."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """Numbers of objects (two sizes, for the slope), of bytes, and of rounds.

    The `slow_` sizes are for what needs 20 ms or more an object: what it would need for more follows from its slope.
    `series` is in how many series the objects are that are fetched from far away.
    """

    name: str
    rounds: int
    many_rounds: int
    few_rounds: int
    small: tuple[int, int]
    large: tuple[int, int]
    slow: tuple[int, int]
    matches: tuple[int, int]
    far_small: tuple[int, int]
    far_large: tuple[int, int]
    series: int
    huge_bytes: int
    small_bytes: int = 2048
    large_bytes: int = 512 * 1024


FULL = Scale(
    name="full",
    rounds=5,
    many_rounds=15,
    few_rounds=3,
    small=(200, 2000),
    large=(40, 400),
    slow=(20, 100),
    matches=(1000, 10000),
    far_small=(160, 2000),
    far_large=(32, 400),
    series=16,
    huge_bytes=2_000_000_000,
)
QUICK = Scale(
    name="quick",
    rounds=1,
    many_rounds=3,
    few_rounds=1,
    small=(200, 2000),
    large=(40, 400),
    slow=(2, 10),
    matches=(1000, 10000),
    far_small=(16, 160),
    far_large=(16, 48),
    series=16,
    huge_bytes=500_000_000,
)
TINY = Scale(
    name="tiny",
    rounds=1,
    many_rounds=1,
    few_rounds=1,
    small=(2, 2),
    large=(2, 2),
    slow=(2, 2),
    matches=(2, 2),
    far_small=(2, 2),
    far_large=(2, 2),
    series=2,
    huge_bytes=1_000_000,
    large_bytes=8192,
)
