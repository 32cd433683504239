"""The verbs: what `scu --help` says of them, and the function that each is, loaded when it is called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any


@dataclass(frozen=True)
class Verb:
    """A verb: the function of its name in the module of its name here."""

    name: str
    summary: str
    examples: str
    panel: str | None = None

    def load(self) -> Callable[..., Any]:
        """Import it; four of five are not needed in a run, and importing them all costs as much as Typer."""
        function: Callable[..., Any] = getattr(import_module(f"scu.commands.{self.name}"), self.name)
        return function


_NAMES = "Servers by name"
_PRACTICE = "To practise with"
_TROUBLE = "When it does not work"
_SHELL = "For your shell"

VERBS = {
    verb.name: verb
    for verb in (
        Verb(
            "echo",
            "Ask a server whether it is there, and knows us (C-ECHO).",
            """
scu echo pacs.example.org 104
scu echo PACS@pacs.example.org:104 --aetitle RESEARCH
SCU_HOST=PACS@pacs.example.org:104 scu echo --repeat 10
""",
        ),
        Verb(
            "store",
            "Send DICOM files and folders to a server (C-STORE).",
            """
scu store PACS@pacs.example.org:104 ct.dcm mr.dcm
scu store pacs.example.org 104 --recursive study/
scu store pacs.example.org 104 -i study/ --format json
""",
        ),
        Verb(
            "find",
            "Ask what a server holds, or what is scheduled (C-FIND).",
            """
scu find PACS@pacs.example.org:104 -k PatientName='Doe*'
scu find pacs.example.org 104 -k StudyDate=20240101- -k ModalitiesInStudy=CT --format csv
scu find pacs.example.org 104 --series -k StudyInstanceUID=1.2.3
scu find pacs.example.org 104 --worklist -k ScheduledProcedureStepSequence.Modality=CT
scu find --query-help --patientroot
""",
        ),
        Verb(
            "move",
            "Have a server send objects, here or to a third party (C-MOVE).",
            """
scu move pacs.example.org 104 --port-scp 11112 -k StudyInstanceUID=1.2.3 -o study/
scu move pacs.example.org 104 --move WORKSTATION -k StudyInstanceUID=1.2.3
""",
        ),
        Verb(
            "get",
            "Fetch objects on the same association (C-GET).",
            """
scu get pacs.example.org 104 -k StudyInstanceUID=1.2.3 -o study/
scu get pacs.example.org 104 --series -k StudyInstanceUID=1.2.3 -k SeriesInstanceUID=1.2.3.4
""",
        ),
        Verb(
            "commit",
            "Ask a server whether it keeps objects for good (storage commitment).",
            """
scu commit PACS@pacs.example.org:104 --port-scp 11112 ct.dcm study/
scu commit pacs.example.org 104 --port-scp 11112 sent.json
""",
        ),
        Verb(
            "doctor",
            "Find out why a connection does not work, and who must do what.",
            """
scu doctor PACS@pacs.example.org:104
scu doctor pacs.example.org 104 --aetitle RESEARCH --port-scp 11112 --move-test PatientID=TEST1
scu doctor pacs.example.org 104 --port-scp 11112 --letter > letter.txt
scu doctor pacs.example.org 104 --format json
""",
            _TROUBLE,
        ),
        Verb(
            "explain",
            "Say what a code or a line of a log means, and who must do what.",
            """
scu explain A801
scu explain rejected 1 1 7
scu explain 'Peer aborted Association (or never connected)'
grep -i error storescu.log | scu explain -
""",
            _TROUBLE,
        ),
        Verb(
            "peers",
            "List, show, add, remove or test the servers that are known by name.",
            """
scu peers add main PACS@pacs.example.org:104 --aetitle WS1 --default
scu peers test
scu peers show main
scu find main -k PatientName='Doe*'
""",
            _NAMES,
        ),
        Verb(
            "history",
            "Show what was sent and fetched from here: when, to whom, how many, and how it ended.",
            """
scu history
scu history --since 2024-02-29 --format csv
SCU_HISTORY=off scu store pacs.example.org 104 ct.dcm
""",
            _TROUBLE,
        ),
        Verb(
            "serve",
            "Run a practice server over a folder of DICOM files. It is no PACS.",
            """
scu serve study/
scu serve study/ --port 11112 --aetitle PRACTICE --peer SCU@127.0.0.1:11113
""",
            _PRACTICE,
        ),
        Verb(
            "demo",
            "Show the five verbs against a practice server of its own, on real files.",
            "scu demo",
            _PRACTICE,
        ),
        Verb(
            "completion",
            "Print what completes the command line in bash, zsh or fish.",
            """
source <(scu completion bash)
source <(scu completion zsh)
scu completion fish | source
""",
            _SHELL,
        ),
    )
}
