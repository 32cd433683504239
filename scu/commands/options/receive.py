"""Where received objects go."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar

from typer import Option

from scu.commands.choices import Choice, OneOf
from scu.commands.options import refuse_together
from scu.commands.parsing import OptionGroup
from scu.storage.names import FileNames

if TYPE_CHECKING:
    from scu.storage.receive import Receiver


@dataclass(frozen=True)
class Receiving(OptionGroup):
    """Where received objects go, and how."""

    panel: ClassVar[str] = "Received objects"

    output: Annotated[
        Path | None,
        Option(
            "--output",
            "--output-directory",
            "-o",
            "-od",
            metavar="DIR",
            help="The folder for received objects, made if absent.",
            show_default="the current folder",
        ),
    ] = None
    file_names: Annotated[
        FileNames,
        Option(
            "--file-names",
            metavar="uid|dcmtk|plain",
            help="Name the files UID.dcm, or as DCMTK does, CT.UID and so on, or the UID alone.",
            show_default="uid",
        ),
    ] = FileNames.UID
    bit_preserving: Annotated[
        bool | None,
        OneOf(
            Choice("--normal", "-B", value=False, help="Hold an object in memory until it is complete."),
            Choice("--bit-preserving", "+B", value=True, help="Write an object as it comes (the default)."),
        ),
    ] = None
    ignore: Annotated[bool, Option("--ignore", help="Receive the objects, and keep none.")] = False

    def take_effect(self) -> None:
        ways = {
            "--normal": self.bit_preserving is False,
            "--bit-preserving": self.bit_preserving is True,
            "--output": self.output is not None,
        }
        for option, given in ways.items():
            refuse_together({"--ignore": self.ignore, option: given}, why="what is ignored is not written")

    @property
    def folder(self) -> str:
        """The folder for received objects; empty where none are kept."""
        return "" if self.ignore else str(self.output or Path())

    def receiver(self) -> Receiver:
        """Return what takes the objects.

        Raises:
            FileProblem: the folder cannot be used.
        """
        from scu.storage.receive import Discarder, Receiver

        if self.ignore:
            return Discarder()
        return Receiver(Path(self.folder), names=self.file_names, in_memory=self.bit_preserving is False)
