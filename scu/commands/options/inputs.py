"""What is read: files, folders, DICOMDIRs, lists on standard input; and what becomes of the files."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

from typer import Option

from scu.commands.options import Words, need, refuse_together
from scu.commands.parsing import OptionGroup
from scu.errors import FileProblem, UsageError

if TYPE_CHECKING:
    from scu.output.report import View
    from scu.results import Instance, Outgoing

STANDARD_INPUT = "-"


@dataclass(frozen=True)
class Inputs(OptionGroup):
    """Where the objects are."""

    panel: ClassVar[str] = "What to send"

    input: Annotated[
        Words,
        Option(
            "--input",
            "-i",
            metavar="FILE",
            help="A file or folder to send, beside those named after the host. May be repeated. "
            "Of a DICOMDIR the files that it lists are sent; - reads a list of paths, one a line, on standard input.",
            show_default=False,
        ),
    ] = None
    recursive: Annotated[bool, Option("--recursive", "-r", help="Go down into the folders of a folder.")] = False
    pattern: Annotated[
        Words,
        Option(
            "--pattern",
            metavar="GLOB",
            help="Of the files in a folder take those whose names match, as '*.dcm'. May be repeated.",
            show_default=False,
        ),
    ] = None
    null: Annotated[
        bool, Option("--null", help="A null byte ends each path on standard input, as of find -print0.")
    ] = False
    rename: Annotated[
        bool,
        Option("--rename", help="Append .done to the name of each file that was stored, and .bad where that failed."),
    ] = False

    def paths(self, words: list[str]) -> list[str]:
        """Return the paths that are named, in options and after the host, with those of a list in its place.

        Raises:
            UsageError: standard input is a terminal, or --null is given and no list.
            FileProblem: the list is empty, or cannot be read.
        """
        named = [*(self.input or ()), *words]
        need({"--null": self.null}, {f"{STANDARD_INPUT} for standard input": STANDARD_INPUT in named})
        if STANDARD_INPUT not in named:
            return named
        at = named.index(STANDARD_INPUT)
        return [*named[:at], *_listed(b"\0" if self.null else b"\n"), *named[at + 1 :]]

    def found(self, paths: list[str]) -> Iterator[Outgoing | Instance]:
        """Return what can be sent and what cannot. See `scu.storage.scan.scan`.

        Raises:
            UsageError: files that a DICOMDIR lists are to be renamed.
        """
        from scu.storage.meta import IsDicomdir
        from scu.storage.scan import scan

        try:
            yield from scan(paths, recursive=self.recursive, patterns=self.pattern or (), dicomdirs=not self.rename)
        except IsDicomdir as it:
            raise UsageError(
                f"--rename does not go with {it.dicomdir.file}, a DICOMDIR",
                cause="it would list files that have other names then",
                remedy="name the files or their folder",
            ) from it

    def how_to_find_more(self, paths: list[str]) -> str:
        """Return what may help where nothing was found; empty where nothing comes to mind."""
        names = (os.path.join(path, name) for path in paths for name in ("DICOMDIR", "dicomdir"))
        dicomdir = next(filter(os.path.isfile, names), None)
        if dicomdir and not self.rename:
            return f"name {dicomdir}, to send the files that it lists"
        if self.pattern:
            return f"have --pattern match the names of the files: it is {' or '.join(self.pattern)}"
        return "" if self.recursive else "add --recursive if they are further down"

    def give_up(self, unsendable: list[Instance]) -> None:
        """Rename what cannot be sent, where nothing else is there to be sent."""
        for view in self.renaming(repeat=1):
            for instance in unsendable:
                view.show(instance)

    def renaming(self, *, repeat: int) -> list[View]:
        """Return what renames the files, if that is wanted: to be told of every result.

        Raises:
            UsageError: each file is to be sent more than once.
        """
        refuse_together(
            {"--rename": self.rename, "--repeat": repeat > 1}, why="a file that has been sent has another name then"
        )
        if not self.rename:
            return []
        from scu.output.renaming import Renamed

        return [Renamed()]


def _listed(end: bytes) -> list[str]:
    """The paths on standard input; any bytes but the one that ends them, as on disk."""
    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError(
            "- reads a list of paths on standard input, and that is a terminal",
            remedy="pipe a list to it, for example: find study/ -name '*.dcm' | scu store PACS@pacs.example.org:104 -",
        )
    try:
        lines = sys.stdin.buffer.read().split(end)
    except OSError as error:
        raise FileProblem(f"the list of paths on standard input cannot be read: {error.strerror}") from error
    paths = [os.fsdecode(line.removesuffix(b"\r") if end == b"\n" else line) for line in lines]
    if not any(paths):
        raise FileProblem("the list of paths on standard input is empty")
    return list(filter(None, paths))
