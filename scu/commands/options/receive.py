"""Where received objects go."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar

from typer import Option

from scu.commands.choices import Choice, OneOf
from scu.commands.options import need, refuse_together
from scu.commands.parsing import OptionGroup
from scu.storage.names import FileNames, OnExists

if TYPE_CHECKING:
    from scu.storage.layout import Template
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
    name: Annotated[
        str | None,
        Option(
            "--name",
            metavar="TEMPLATE",
            help="Lay the files out by their attributes: {PatientID}/{Modality}-{SeriesNumber}/{SOPInstanceUID}.dcm.",
        ),
    ] = None
    dicomdir: Annotated[
        bool,
        Option(
            "--dicomdir",
            help="Name the files as on a medium, DICOM/XX/XXXXXXXX, and list them in a DICOMDIR, new or there already.",
        ),
    ] = False
    on_exists: Annotated[
        OnExists,
        Option(
            "--on-exists",
            metavar="keep|overwrite|skip|error",
            help="When a file is there already: give a different object another name, replace the file, "
            "leave it as it is, or refuse the object.",
            show_default="keep",
        ),
    ] = OnExists.KEEP
    sync: Annotated[
        bool,
        Option(
            "--sync",
            help="Answer for an object when the disk has confirmed it, so that no loss of power takes it; "
            "that costs milliseconds an object.",
        ),
    ] = False
    ignore: Annotated[bool, Option("--ignore", help="Receive the objects, and keep none.")] = False

    def take_effect(self) -> None:
        ways = {
            "--normal": self.bit_preserving is False,
            "--bit-preserving": self.bit_preserving is True,
            "--output": self.output is not None,
            "--name": self.name is not None,
            "--dicomdir": self.dicomdir,
            "--on-exists": self.on_exists is not OnExists.KEEP,
            "--sync": self.sync,
        }
        for option, given in ways.items():
            refuse_together({"--ignore": self.ignore, option: given}, why="what is ignored is not written")
        refuse_together(
            {
                "--name": self.name is not None,
                "--file-names": self.file_names is not FileNames.UID,
                "--dicomdir": self.dicomdir,
            },
            why="each says how the files are named",
        )
        if self.name is not None:
            self._template(self.name)

    def check(self, *, here: bool) -> None:
        """Check that files are to be written at all: `here` is whether the objects come to this machine.

        Raises:
            UsageError: an option says how, and they go elsewhere.
        """
        given = {
            "--name": self.name is not None,
            "--dicomdir": self.dicomdir,
            "--on-exists": self.on_exists is not OnExists.KEEP,
            "--sync": self.sync,
        }
        need(given, {"--port-scp": here})

    @property
    def folder(self) -> str:
        """The folder for received objects; empty where none are kept."""
        return "" if self.ignore else str(self.output or Path())

    def receiver(self) -> Receiver:
        """Return what takes the objects.

        Raises:
            FileProblem: the folder cannot be used, or its DICOMDIR not be added to.
        """
        from scu.storage.receive import Discarder, Receiver

        if self.ignore:
            return Discarder()
        folder, in_memory = Path(self.folder), self.bit_preserving is False
        if self.dicomdir:
            from scu.storage.fileset import FileSetReceiver

            return FileSetReceiver(folder, on_exists=self.on_exists, in_memory=in_memory, sync=self.sync)
        if self.name is not None:
            from scu.storage.folders import FolderReceiver

            place = self._template(self.name).place
            return FolderReceiver(folder, place, on_exists=self.on_exists, in_memory=in_memory, sync=self.sync)
        return Receiver(folder, names=self.file_names, on_exists=self.on_exists, in_memory=in_memory, sync=self.sync)

    def _template(self, text: str) -> Template:
        from scu.storage.layout import Template

        return Template(text, self.on_exists)
