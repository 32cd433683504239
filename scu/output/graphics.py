"""Pictures at a terminal: by its own protocol for images where it has one, or else with half blocks in colours."""

from __future__ import annotations

import io
import os
from base64 import b64encode
from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING, Final

from rich.color import Color
from rich.console import Console
from rich.segment import Segment, Segments
from rich.style import Style

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray
    from PIL.Image import Image

_MOST_COLUMNS: Final = 64
_MOST_LINES: Final = 24
_CELL: Final = 10, 20  # about how many pixels a cell has: it is twice as high as wide
_CHUNK: Final = 4096
_HALF: Final = "▀"


class Protocol(Enum):
    """How a picture gets onto the screen."""

    KITTY = "kitty"
    ITERM = "iterm"
    BLOCKS = "blocks"


def protocol(environment: Mapping[str, str] = os.environ) -> Protocol:
    """Return what the terminal understands, as far as it says so itself: to ask it would be to read what is typed.

    A multiplexer does not pass images on, whatever the terminal around it can do.
    """
    term, program = environment.get("TERM", ""), environment.get("TERM_PROGRAM", "")
    if "TMUX" in environment or "STY" in environment or term.startswith(("screen", "tmux")):
        return Protocol.BLOCKS
    if term in ("xterm-kitty", "xterm-ghostty") or "KITTY_WINDOW_ID" in environment:
        return Protocol.KITTY
    if program in ("iTerm.app", "WezTerm") or environment.get("LC_TERMINAL") == "iTerm2":
        return Protocol.ITERM
    return Protocol.BLOCKS


def draw(pixels: NDArray[uint8], proportion: float, console: Console, how: Protocol) -> None:
    """Draw a picture where the cursor is, and go to the line below.

    Args:
        pixels: rows of columns of red, green and blue.
        proportion: how wide it is for its height.
    """
    from PIL.Image import fromarray

    columns, lines = _cells(proportion, console)
    image = fromarray(pixels)
    if how is Protocol.BLOCKS:
        console.print(_blocks(_resized(image, columns, 2 * lines)), end="")
        return
    # No more than the terminal has room for, and no more than there is.
    width, height = min(columns * _CELL[0], image.width), min(lines * _CELL[1], image.height)
    png = _png(_resized(image, width, height))
    escape = _kitty(png, columns, lines) if how is Protocol.KITTY else _iterm(png, columns, lines)
    console.file.write(f"{escape}\n")
    console.file.flush()


def _cells(proportion: float, console: Console) -> tuple[int, int]:
    """Columns and lines."""
    most_columns = max(1, min(console.size.width - 1, _MOST_COLUMNS))
    most_lines = max(1, min(console.size.height - 3, _MOST_LINES))
    columns = max(1, min(most_columns, round(2 * most_lines * proportion)))
    return columns, max(1, min(most_lines, round(columns / proportion / 2)))


def _resized(image: Image, width: int, height: int) -> Image:
    from PIL.Image import Resampling

    smaller = width < image.width or height < image.height
    return image.resize((max(1, width), max(1, height)), Resampling.BOX if smaller else Resampling.NEAREST)


def _blocks(image: Image) -> Segments:
    """Two pixels a cell, one above the other."""
    data, segments = image.tobytes(), []

    def color(column: int, row: int) -> Color:
        at = 3 * (row * image.width + column)
        return Color.from_rgb(*data[at : at + 3])

    for row in range(0, image.height, 2):
        for column in range(image.width):
            segments.append(Segment(_HALF, Style(color=color(column, row), bgcolor=color(column, row + 1))))
        segments.append(Segment.line())
    return Segments(segments)


def _png(image: Image) -> bytes:
    written = io.BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


def _kitty(png: bytes, columns: int, lines: int) -> str:
    """The protocol of kitty: transmit and show (a=T) a PNG (f=100) in so many cells, and answer nothing (q=2)."""
    text = b64encode(png).decode("ascii")
    chunks = [text[at : at + _CHUNK] for at in range(0, len(text), _CHUNK)]
    keys = f"a=T,f=100,q=2,c={columns},r={lines},"
    escapes = []
    for number, chunk in enumerate(chunks, 1):
        escapes.append(f"\x1b_G{keys}m={int(number < len(chunks))};{chunk}\x1b\\")
        keys = ""
    return "".join(escapes)


def _iterm(png: bytes, columns: int, lines: int) -> str:
    """The protocol of iTerm2."""
    size = f"width={columns};height={lines};preserveAspectRatio=0"
    return f"\x1b]1337;File=inline=1;size={len(png)};{size}:{b64encode(png).decode('ascii')}\a"
