"""Start-up and echo: what a process costs before there is anything to do."""

from __future__ import annotations

from tests.bench import tools
from tests.bench.measure import Contestant, Run
from tests.bench.servers import program, storescp
from tests.bench.stand import Stand
from tests.bench.tools import DCMTK_TUNED, PYNETDICOM, SCU, ended_well
from tests.peers import orthanc

HELP, USAGE_ERROR, COMPLETION, IMPORT_TYPER = "scu --help", "scu usage error", "scu completion", "import typer"
START_UP, ECHO = "start-up", "echo"
NOTHING = "(none)"


def start_up(stand: Stand) -> None:
    """Help, a usage error and completion, beside `python -c "import typer"`."""

    def contestant(called: str, words: tools.Words, expected: str, **env: str) -> Contestant:
        def check(count: int, run: Run) -> str:
            said = run.output.read_text() + run.errors.read_text()
            return "" if expected in said else f"{expected!r} is not in what it says"

        rounds = stand.scale.many_rounds
        made = stand.contestant(SCU, NOTHING, lambda count: words, check, called=called, rounds=rounds)
        return stand.with_environment(made, **env)

    completing = {"_SCU_COMPLETE": "complete_bash", "COMP_WORDS": "scu sto", "COMP_CWORD": "1"}
    stand.play(
        START_UP,
        [
            contestant(HELP, tools.scu("--help"), "store"),
            contestant(USAGE_ERROR, tools.scu("store", "--no-such-option"), "scu: error:"),
            contestant(COMPLETION, tools.scu(), "store\n", **completing),
            contestant(IMPORT_TYPER, tools.python("-c", "import typer"), ""),
            contestant("import pynetdicom", tools.python("-c", "import pynetdicom"), ""),
        ],
    )


def echo(stand: Stand) -> None:
    """One C-ECHO."""
    rounds = stand.scale.many_rounds

    def contestant(who: str, name: str, port: int, title: str = "ANY-SCP") -> Contestant:
        tool = stand.tools[who]
        command = tools.echo(tool, port, title)
        return stand.contestant(who, name, lambda count: command, ended_well(tool), rounds=rounds)

    with (
        storescp(stand.new_folder("storescp"), tuned=False) as installed,
        storescp(stand.new_folder("storescp"), tuned=True) as tuned,
    ):
        stand.play(
            ECHO,
            [contestant(who, installed.name, installed.port) for who in stand.tools if who != DCMTK_TUNED]
            + [contestant(who, tuned.name, tuned.port) for who in (SCU, DCMTK_TUNED)],
        )
    if program("Orthanc"):
        with orthanc.orthanc(stand.new_folder("orthanc"), {}) as server:
            whose = [
                contestant(who, "Orthanc", server.port, orthanc.AE_TITLE) for who in (SCU, DCMTK_TUNED, PYNETDICOM)
            ]
            stand.play(ECHO, whose)
