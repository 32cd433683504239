"""scu serve."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar

from typer import Argument, Option

from scu import aetitle
from scu.commands.options import Words
from scu.commands.parsing import OptionGroup, flat
from scu.errors import UsageError


@dataclass(frozen=True)
class Serving(OptionGroup):
    """How the practice server runs."""

    panel: ClassVar[str] = "Practice server"

    folder: Annotated[Path, Argument(metavar="FOLDER", help="The folder with its DICOM files.", show_default=False)]
    port: Annotated[
        int, Option("--port", "-p", metavar="N", min=0, max=65535, help="The port; 0 takes a free one.")
    ] = 11112
    aetitle: Annotated[str, Option("--aetitle", "-aet", metavar="AET", help="Its AE title.")] = "PRACTICE"
    bind: Annotated[str, Option("--bind", metavar="ADDRESS", help="The address to listen on.")] = "127.0.0.1"
    peer: Annotated[
        Words,
        Option(
            "--peer",
            metavar="AET@host:port",
            help="A move destination that it knows. May be repeated.",
            show_default=False,
        ),
    ] = None

    def peers(self) -> dict[str, tuple[str, int]]:
        """Return the move destinations.

        Raises:
            UsageError: one is no AET@host:port.
        """
        found = {}
        for text in self.peer or ():
            address = aetitle.parse_address(text)
            if address.ae_title is None or address.port is None:
                raise UsageError(f"--peer takes AET@host:port, not {text!r}", remedy="for example SCU@127.0.0.1:11113")
            found[address.ae_title] = (address.host, address.port)
        return found


@flat
def serve(serving: Serving) -> None:
    """Run a practice server over a folder of DICOM files. It is no PACS."""
    from scu.practice.server import PracticeServer

    title = aetitle.check(serving.aetitle, what="--aetitle")
    with PracticeServer(
        serving.folder, ae_title=title, port=serving.port, bind=serving.bind, peers=serving.peers()
    ) as server:
        print(f"{server.address} answers echo, store, find, move and get over {serving.folder}", flush=True)
        print("It is for practice and no PACS: it knows nobody and checks nothing. Ctrl-C ends it.", file=sys.stderr)
        server.wait()
