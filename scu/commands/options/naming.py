"""What `scu peers` does, and what it keeps with a peer beside what is about the network."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Annotated, ClassVar

from typer import Argument, Option

from scu.commands.options import Words
from scu.commands.options.display import Display
from scu.commands.options.listening import AcceptFrom, OnlyPeer, port_option
from scu.commands.parsing import OptionGroup
from scu.output import formats
from scu.output.formats import Format

_PORT = 65535


class ModelName(Enum):
    """The query models that a peer may have as its own."""

    PATIENT_ROOT = "patientroot"
    STUDY_ROOT = "studyroot"
    PATIENT_STUDY_ONLY = "psonly"


@dataclass(frozen=True)
class Doing(OptionGroup):
    """What is done with which peers."""

    panel: ClassVar[str] = "Peers"

    words: Annotated[
        Words,
        Argument(
            metavar="[list|show|add|remove|test] [NAME]...",
            help="list (the default): all of them. show NAME: its settings, and where each comes from. "
            "add NAME HOST, NAME AET@host:port: with the options, which are kept. remove NAME. "
            "test: echo them all, or those that are named.",
            show_default=False,
        ),
    ] = None
    replace: Annotated[bool, Option("--replace", help="With add: there may be one of that name.")] = False
    default: Annotated[bool, Option("--default", help="With add: it is meant where no host is given.")] = False
    config: Annotated[
        str | None,
        Option("--config", metavar="FILE", help="Another configuration file (SCU_CONFIG); '' is for none."),
    ] = None


@dataclass(frozen=True)
class Keeping(OptionGroup):
    """What is kept with a peer."""

    panel: ClassVar[str] = "Kept with a peer"

    port: Annotated[int | None, Option("--port", "-p", metavar="N", min=1, max=_PORT, help="Its port.")] = None
    call: Annotated[str | None, Option("--call", "-aec", metavar="AET", help="Its AE title.")] = None
    aetitle: Annotated[str | None, Option("--aetitle", "-aet", metavar="AET", help="Our AE title.")] = None
    port_scp: Annotated[int | None, port_option("The port here to which it sends objects.")] = None
    accept_from: AcceptFrom = None
    only_peer: OnlyPeer = False
    associations: Annotated[
        int | None,
        Option("--associations", metavar="N", min=1, max=64, help="How many associations at a time."),
    ] = None
    model: Annotated[
        ModelName | None,
        Option("--model", metavar="patientroot|studyroot|psonly", help="Its query model.", show_default=False),
    ] = None
    charset: Annotated[
        str | None, Option("--charset", metavar="TERM", help="The character set of queries, such as 'ISO_IR 192'.")
    ] = None
    password_env: Annotated[
        str | None, Option("--password-env", metavar="NAME", help="The user's password is in this variable.")
    ] = None
    password_keyring: Annotated[
        bool, Option("--password-keyring", help="The user's password is in the keyring: `keyring set scu NAME`.")
    ] = False


@dataclass(frozen=True)
class PeersDisplay(Display):
    """What is shown, in CSV too."""

    allowed: ClassVar[frozenset[Format]] = formats.DOCUMENT_FORMATS | {Format.CSV}

    format: Annotated[
        Format | None,
        Option(
            "--format",
            metavar="table|text|json|csv",
            help="How it is written; table at a terminal, text elsewhere.",
            show_default=False,
        ),
    ] = None
