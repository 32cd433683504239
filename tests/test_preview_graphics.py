"""From pictures to what a terminal is sent."""

from __future__ import annotations

import io
import re
from base64 import b64decode
from typing import Any

import numpy
import pytest
from numpy import uint8
from PIL import Image
from rich.console import Console

from scu.output import graphics
from scu.output.graphics import Protocol


@pytest.mark.parametrize(
    ("environment", "protocol"),
    [
        ({"TERM": "xterm-256color"}, Protocol.BLOCKS),
        ({}, Protocol.BLOCKS),
        ({"TERM": "xterm-kitty"}, Protocol.KITTY),
        ({"TERM": "xterm-ghostty"}, Protocol.KITTY),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, Protocol.KITTY),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, Protocol.ITERM),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, Protocol.ITERM),
        ({"TERM": "xterm-256color", "LC_TERMINAL": "iTerm2"}, Protocol.ITERM),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, Protocol.BLOCKS),
        ({"TERM": "screen-256color", "KITTY_WINDOW_ID": "1"}, Protocol.BLOCKS),
        ({"TERM": "xterm-kitty", "TMUX": "/tmp/tmux"}, Protocol.BLOCKS),
        ({"TERM": "xterm", "STY": "1.pts", "LC_TERMINAL": "iTerm2"}, Protocol.BLOCKS),
    ],
)
def test_a_terminal_says_what_it_understands(environment: dict[str, str], protocol: Protocol) -> None:
    assert graphics.protocol(environment) is protocol


def drawn(
    pixels: numpy.ndarray,
    how: Protocol,
    *,
    proportion: float = 1.0,
    width: int = 80,
    height: int = 25,
    colours: Any = "truecolor",
) -> str:
    written = io.StringIO()
    console = Console(
        file=written, force_terminal=True, no_color=False, color_system=colours, width=width, height=height
    )
    graphics.draw(pixels, proportion, console, how)
    return written.getvalue()


def cells(shown: str) -> list[list[tuple[tuple[int, ...], tuple[int, ...]]]]:
    """The colours of each cell of half blocks: above, and below."""
    cell = re.compile(r"\x1b\[38;2;(\d+);(\d+);(\d+);48;2;(\d+);(\d+);(\d+)m▀\x1b\[0m")
    lines = shown.splitlines()
    assert cell.sub("", shown).strip("\n") == ""
    found = [[tuple(map(int, numbers)) for numbers in cell.findall(line)] for line in lines]
    return [[(numbers[:3], numbers[3:]) for numbers in line] for line in found]


def test_half_blocks_hold_two_pixels_each() -> None:
    pixels = numpy.zeros((2, 1, 3), uint8)
    pixels[0], pixels[1] = (255, 0, 0), (0, 0, 255)

    shown = cells(drawn(pixels, Protocol.BLOCKS, proportion=0.5, height=4))

    assert shown == [[((255, 0, 0), (0, 0, 255))]]


@pytest.mark.parametrize(
    ("proportion", "width", "height", "size"),
    [
        (1.0, 80, 40, (48, 24)),
        (1.0, 200, 100, (48, 24)),
        (2.0, 80, 40, (64, 16)),
        (0.25, 80, 40, (12, 24)),
        (1.0, 20, 40, (19, 10)),
        (1.0, 80, 10, (14, 7)),
        (100.0, 80, 40, (64, 1)),
        (0.001, 80, 40, (1, 24)),
        (1.0, 1, 1, (1, 1)),
    ],
)
def test_it_fits_and_keeps_its_shape(proportion: float, width: int, height: int, size: tuple[int, int]) -> None:
    shown = cells(
        drawn(numpy.zeros((9, 9, 3), uint8), Protocol.BLOCKS, proportion=proportion, width=width, height=height)
    )

    assert (len(shown[0]), len(shown)) == size
    assert {len(line) for line in shown} == {size[0]}


def test_what_is_made_smaller_is_evened_out() -> None:
    pixels = numpy.zeros((960, 960, 3), uint8)
    pixels[:, ::2] = 200

    shown = cells(drawn(pixels, Protocol.BLOCKS, height=40))

    assert {colour for line in shown for cell in line for colour in cell} <= {(100, 100, 100)}


@pytest.mark.parametrize(
    ("colours", "escape"), [("256", r"\x1b\[38;5;\d+;48;5;\d+m▀"), ("standard", r"\x1b\[\d+;\d+m▀")]
)
def test_fewer_colours(colours: str, escape: str) -> None:
    shown = drawn(numpy.full((4, 4, 3), 90, uint8), Protocol.BLOCKS, colours=colours)

    assert re.match(escape, shown)


def noise(rows: int, columns: int) -> numpy.ndarray:
    return numpy.random.default_rng(1).integers(0, 256, (rows, columns, 3), dtype=uint8)


def opened(png: bytes) -> numpy.ndarray:
    return numpy.asarray(Image.open(io.BytesIO(png)))


@pytest.mark.parametrize("size", [8, 200])
def test_kitty_gets_a_png_in_pieces(size: int) -> None:
    pixels = noise(size, size)

    shown = drawn(pixels, Protocol.KITTY)

    pieces = re.findall(r"\x1b_G([^;]*);([A-Za-z0-9+/=]*)\x1b\\", shown)
    assert re.sub(r"\x1b_G[^\x1b]*\x1b\\", "", shown) == "\n"
    assert pieces[0][0].startswith("a=T,f=100,q=2,c=")
    assert [keys.rpartition("m=")[2] for keys, _ in pieces] == ["1"] * (len(pieces) - 1) + ["0"]
    assert (len(pieces) > 1) == (size == 200)
    assert all(len(data) <= 4096 for _, data in pieces)
    assert (opened(b64decode("".join(data for _, data in pieces))) == pixels).all()


def test_iterm_gets_a_png() -> None:
    pixels = noise(20, 40)

    shown = drawn(pixels, Protocol.ITERM, proportion=2.0, height=40)

    found = re.fullmatch(
        r"\x1b]1337;File=inline=1;size=(\d+);width=64;height=16;preserveAspectRatio=0:([A-Za-z0-9+/=]*)\x07\n", shown
    )
    assert found is not None
    png = b64decode(found[2])
    assert len(png) == int(found[1])
    assert (opened(png) == pixels).all()


def test_an_image_is_sent_no_larger_than_it_is_shown() -> None:
    shown = drawn(noise(1000, 1000), Protocol.ITERM)

    assert opened(b64decode(shown.partition(":")[2].rstrip("\a\n"))).shape == (440, 440, 3)
