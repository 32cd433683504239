"""Runs the console blocks of the README and of docs/ as a new user would, and compares or writes what they show.

A block that is marked `console terminal` runs at one, of 100 columns; all others in a pipe. The picture of --preview
goes to docs/preview.png. `python -m tests.readme [PAGE…]` writes it all; `test_readme` compares, times and ports aside.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pexpect
import pydicom
from PIL import Image

from tests.peers.catalogue import Catalogue, catalogue, instance
from tests.peers.command import ENVIRONMENT, command_line
from tests.peers.dcmtk import storescp
from tests.peers.keeper import keeping_scp
from tests.peers.processes import free_port

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
PICTURE = ROOT / "docs" / "preview.png"
PAGES = (README, *(ROOT / "docs" / f"{name}.md" for name in ("store", "retrieve", "find", "trouble", "json")))
# What is there at the beginning, of the files that pydicom carries.
FOLDERS = {
    "practice": ("CT_small", "MR_small", "examples_jpeg2k", "examples_ybr_color", "rtplan", "rtdose", "reportsi"),
    "study": ("CT_small", "MR_small_RLE", "SC_rgb_jpeg_dcmtk"),
    ".": ("CT_small",),
}
HOME = "/home/me"  # what the pages call the folder
# The ports that the pages say.
PRACTICE, OUR_SCP, NOBODY, PLAIN, CATALOGUE, KEEPER = "11112", "11113", "11119", "11114", "11115", "11116"
_STUDIES, _CAP = 700, 500

_BLOCK = re.compile(r"^```console(?P<terminal> terminal)?\n(?P<lines>.*?)^```$", re.MULTILINE | re.DOTALL)
_TIMES = re.compile(
    r"\b[\d.,]+ (ms|s|bytes/s|KB/s|MB/s)(?!\w)|(?<![\d.])\d+\.\d{3,}(?![\d.])|\b0\.0\b|\b[\d-]{10} \d\d:\d\d:\d\d\b"
)
_PROGRAM = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^()\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
# At a terminal: progress that was written over, styles, and a picture's cell with the colours of its two halves.
_PROGRESS = re.compile(r"^.*\r", re.MULTILINE)
_STYLE = re.compile(r"\x1b\[[\d;]*[mK]")
_CELL = re.compile(r"\x1b\[38;2;(\d+);(\d+);(\d+);48;2;(\d+);(\d+);(\d+)m(▀+)")
_PICTURE_LINE = re.compile(r"^▀+\n", re.MULTILINE)
_COLUMNS, _ROWS = 100, 200
_SCALE = 6  # pixels of docs/preview.png for one of the picture


def without_times(text: str) -> str:
    """The text without times, and without the blanks and line ends that go by how long those are."""
    return _TIMES.sub("#", " ".join(text.split()))


def blocks(text: str) -> list[str]:
    return [found["lines"] for found in _BLOCK.finditer(text)]


def links(page: Path) -> list[tuple[Path, str]]:
    """What a page links to of ours: the file, and the heading in it, which is empty for none."""
    text = _BLOCK.sub("", page.read_text(encoding="utf-8"))
    targets = [target.partition("#") for target in _LINK.findall(text) if "://" not in target]
    return [((page.parent / path).resolve() if path else page, heading) for path, _, heading in targets]


def headings(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub and others make them; the empty one for its beginning."""
    titles = _HEADING.findall(page.read_text(encoding="utf-8")) if page.suffix == ".md" else []
    return {"", *(re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles)}


@dataclass
class _Room:
    """Where a page's commands run: what it calls a thing, and what that is."""

    folder: Path
    real: Mapping[str, str]
    environment: dict[str, str]
    picture: Image.Image | None = None

    def run(self, command: str, *, at_terminal: bool = False) -> str:
        """What a command line shows."""
        for said, real in self.real.items():
            command = command.replace(said, real)
        shown = self._at_terminal(command) if at_terminal else self._in_pipe(command)
        for said, real in self.real.items():
            shown = re.sub(rf"(?<![\d.]){re.escape(real)}(?!\d)", said, shown)  # and not within a UID
        return "".join(f"{line.rstrip()}\n" for line in shown.splitlines())

    def _in_pipe(self, command: str) -> str:
        done = subprocess.run(
            ["sh", "-c", command],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        return done.stdout

    def _at_terminal(self, command: str) -> str:
        child: pexpect.spawn[str] = pexpect.spawn(
            "sh",
            ["-c", command],
            cwd=str(self.folder),
            env={**self.environment, "TERM": "xterm-256color", "COLORTERM": "truecolor"},
            dimensions=(_ROWS, _COLUMNS),
            encoding="utf-8",
            timeout=60,
        )
        with child:
            child.expect(pexpect.EOF)
            told = _PROGRESS.sub("", (child.before or "").replace("\r\n", "\n"))
        self.picture = _picture(told) or self.picture
        return _PICTURE_LINE.sub("", _STYLE.sub("", told))


def _picture(shown: str) -> Image.Image | None:
    """The picture that half blocks make: each has a pixel above, and one below it."""
    rows: list[list[tuple[int, ...]]] = []
    for line in shown.splitlines():
        above, below = [], []
        for cell in _CELL.finditer(line):
            colours = [int(colour) for colour in cell.groups()[:6]]
            above += [tuple(colours[:3])] * len(cell[7])
            below += [tuple(colours[3:])] * len(cell[7])
        rows += [above, below] if above else []
    if not rows:
        return None
    picture = Image.new("RGB", (len(rows[0]), len(rows)))
    picture.putdata([colour for row in rows for colour in row])
    return picture.resize((picture.width * _SCALE, picture.height * _SCALE), Image.Resampling.NEAREST)


def replayed(page: Path) -> tuple[str, Image.Image | None]:
    """The page with what its commands show now, and the last picture among it; its programs say nothing."""
    text = page.read_text(encoding="utf-8")
    with _room(text) as room:

        def replay(found: re.Match[str]) -> str:
            at_terminal = bool(found["terminal"])
            commands = [line[2:] for line in found["lines"].splitlines() if line.startswith("$ ")]
            shown = [f"$ {command}\n{room.run(command, at_terminal=at_terminal)}" for command in commands]
            return f"```console{found['terminal'] or ''}\n{''.join(shown)}```"

        now = _BLOCK.sub(replay, text)
        for program in _PROGRAM.findall(text):
            said = room.run(f"python -c {shlex.quote(program)}")
            assert not said, said
        return now, room.picture


@contextmanager
def _room(text: str) -> Iterator[_Room]:
    """The folders, and the practice server over one; of the other servers those whose ports the page names."""
    samples = Path(pydicom.__path__[0]) / "data" / "test_files"
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        for name, files in FOLDERS.items():
            (folder / name).mkdir(exist_ok=True)
            for file in files:
                shutil.copy(samples / f"{file}.dcm", folder / name)
        real = {said: str(free_port()) for said in (PRACTICE, OUR_SCP, NOBODY)}
        stack.enter_context(_practising(folder, real))
        if PLAIN in text:
            elsewhere = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            real[PLAIN] = str(stack.enter_context(storescp(elsewhere)).port)
        if CATALOGUE in text:
            real[CATALOGUE] = str(stack.enter_context(catalogue(Catalogue(_studies(), _CAP))).port)
        if KEEPER in text:
            real[KEEPER] = str(stack.enter_context(keeping_scp()).port)
        real[HOME] = str(folder)
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        own = {"PATH": path, "HOME": str(folder), "XDG_CONFIG_HOME": str(folder / ".config"), "SCU_HISTORY": "on"}
        if "scu peers add main" not in text:  # the README names its server, and docs/ go by the environment
            own["SCU_HOST"] = f"PRACTICE@localhost:{real[PRACTICE]}"
        yield _Room(folder, real, {**ENVIRONMENT, **own})


@contextmanager
def _practising(folder: Path, ports: Mapping[str, str]) -> Iterator[None]:
    """The practice server over `practice`, as the README starts it."""
    server = subprocess.Popen(
        command_line("serve", "practice", "--port", ports[PRACTICE], "--peer", f"SCU@127.0.0.1:{ports[OUR_SCP]}"),
        cwd=folder,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with server:
        assert server.stdout is not None
        server.stdout.readline()  # it listens when it says so
        try:
            yield
        finally:
            server.terminate()


def _studies() -> list[pydicom.Dataset]:
    """A study a day."""
    first = date(2024, 1, 1)
    return [
        instance(f"P{n:04}", f"1.2.{n + 1}", f"1.2.{n + 1}.1", StudyDate=f"{first + timedelta(n):%Y%m%d}")
        for n in range(_STUDIES)
    ]


if __name__ == "__main__":
    for page in map(Path, sys.argv[1:] or PAGES):
        shown, picture = replayed(page)
        page.write_text(shown, encoding="utf-8")
        if picture is not None:
            picture.save(PICTURE, optimize=True)
