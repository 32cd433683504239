"""Completion in real bash, zsh and fish."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup, TyperOption

from scu import compat
from scu.cli import app
from scu.commands.verbs import VERBS
from scu.logs.levels import LEVELS
from scu.output.formats import Format
from tests.peers.command import ENVIRONMENT, run_scu
from tests.peers.shells import Fish, Terminal, terminal

CONFIGURATION = """
default = "main"
[peers.main]
host = "127.0.0.1"
[peers.mirror]
host = "127.0.0.1"
[peers."odd"]
host = "127.0.0.1"
"""
FILES = ["a file.dcm", "args.txt", "it's.dcm"]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with files in it, which is the home, too."""
    folder = tmp_path_factory.mktemp("home")
    for name in FILES:
        (folder / name).touch()
    (folder / "my study").mkdir()
    configured = folder / ".config" / "scu"
    configured.mkdir(parents=True)
    (configured / "config.toml").write_text(CONFIGURATION, encoding="utf-8")
    return folder


def environment(place: Path) -> dict[str, str]:
    return {"XDG_CONFIG_HOME": str(place / ".config")}


@pytest.fixture(scope="module")
def bash(place: Path) -> Iterator[Terminal]:
    with terminal("bash", place, environment(place)) as shell:
        yield shell


@pytest.fixture(scope="module")
def zsh(place: Path) -> Iterator[Terminal]:
    with terminal("zsh", place, environment(place)) as shell:
        yield shell


@pytest.fixture(scope="module")
def fish(place: Path) -> Fish:
    return Fish(place, environment(place))


def options(verb: str, sign: str) -> set[str]:
    """The options of a verb that begin so, as Typer has them."""
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    with group.make_context("scu", [verb], resilient_parsing=True) as context:
        params = group.commands[verb].get_params(context)
    return {name for param in params if isinstance(param, TyperOption) for name in param.opts if name.startswith(sign)}


# A line, and all that its last word may become. Of keywords the = after them is left to the shells.
ALL: dict[str, set[str]] = {
    "scu ": {*VERBS, *compat.NAMES},
    "scu mo": {"move", "movescu"},
    "scu --": {"--config", "--help", "--version"},
    "scu --config x ech": {"echo", "echoscu"},
    **{f"scu {verb} -": options(verb, "-") for verb in VERBS},
    "scu get +": options("get", "+"),
    "scu find -x": {"-x=", "-xe", "-xb", "-xd", "-xi"},
    "scu find --format ": {each.value for each in Format},
    "scu get host --on-exists ": {"keep", "overwrite", "skip", "error"},
    "scu get --split ": {"study", "series", "image"},
    "scu find --priority h": {"high"},
    "scu echo --log-level ": set(LEVELS),
    "scu echo -ll d": {"debug"},
    "scu store --transcode ": {"auto", "uncompressed", "never", "always"},
    "scu store --transcode always r": {"rle"},
    "scu store --transcode=always jls-": {"jls-lossless"},
    "scu find --charset ISO_IR\\ 10": {"ISO_IR 100", "ISO_IR 101", "ISO_IR 109"},
    "scu peers ": {"list", "show", "add", "remove", "test"},
    "scu peers show ": {"main", "mirror", "odd"},
    "scu completion ": {"bash", "zsh", "fish"},
    "scu explain ECONN": {"ECONNREFUSED", "ECONNRESET"},
    "scu echo ": {"main", "mirror", "odd"},
    "scu find -aet ME mi": {"mirror"},
    "scu find +tls key.pem cert.pem mi": {"mirror"},
    "scu move -H mi": {"mirror"},
    "scu find -k PatientBirthD": {"PatientBirthDate", "PatientBirthDateInAlternativeCalendar"},
    "scu find main -k StudyDate= -k SeriesInstanceU": {"SeriesInstanceUID"},
    "scu get -k ScheduledProcedureStepSequence[0].ScheduledStationN": {
        "ScheduledProcedureStepSequence[0].ScheduledStationName",
        "ScheduledProcedureStepSequence[0].ScheduledStationNameCodeSequence",
    },
    "scu store --set PatientIden": {"PatientIdentityRemoved"},
    "scu store --delete PatientNam": {"PatientName"},
    "scu find main --columns PatientID,PatientNam": {"PatientID,PatientName"},
    "scu store main a": {"a file.dcm", "args.txt"},
    "scu store main 104 -- a": {"a file.dcm", "args.txt"},
    "scu store ar": {"args.txt"},
    "scu echo --log-file i": {"it's.dcm"},
    "scu echo +tls a": {"a file.dcm", "args.txt"},
    "scu echo +tls key.pem ar": {"args.txt"},
    "scu get -o ": {"my study"},
    "scu serve ": {"my study"},
    "scu findscu -k a": {"a file.dcm", "args.txt"},
    "scu find @a": {"@a file.dcm", "@args.txt"},
    "scu find -k PatientName=": set(),
    "scu echo main ": set(),
    "scu store -- -": set(),
    "scu echo --repeat ": set(),
    "scu nonsense ": set(),
}
shells = pytest.mark.parametrize(("line", "wanted"), ALL.items(), ids=list(ALL))


def bare(words: list[str]) -> set[str]:
    """The words without what shells put after folders and keywords; but an option may end in =."""
    return {word if word[:1] in ("-", "+") else word.removesuffix("=").removesuffix("/") for word in words}


@shells
def test_bash(bash: Terminal, line: str, wanted: set[str]) -> None:
    assert {word for word in bare(bash.candidates(line)) if not word.startswith(".")} == wanted


@shells
def test_zsh(zsh: Terminal, line: str, wanted: set[str]) -> None:
    assert bare(zsh.candidates(line)) == wanted


@shells
def test_fish(fish: Fish, line: str, wanted: set[str]) -> None:
    assert bare(fish.candidates(line)) == wanted


# A line, and what a press of Tab makes of it; in fish the last word has no blank after it.
COMPLETED = {
    "scu store main my": "scu store main my\\ study/",
    "scu store main it": "scu store main it\\'s.dcm ",
    "scu store main 'a f": "scu store main 'a file.dcm' ",
    "scu find @ar": "scu find @args.txt ",
    "scu find --log-file=ar": "scu find --log-file=args.txt ",
    "scu find --format=jsonl": "scu find --format=jsonl ",
    "scu find --for": "scu find --format ",
    "scu find -k PatientNam": "scu find -k PatientName=",
    "scu find --key=PatientNam": "scu find --key=PatientName=",
    "scu store --charset=x --delete PatientNam": "scu store --charset=x --delete PatientName ",
    "scu find --charset GB1": "scu find --charset GB18030 ",
    "scu find --charset ISO_IR\\ 14": "scu find --charset ISO_IR\\ 14",
    "scu find --charset ISO_IR\\ 144": "scu find --charset ISO_IR\\ 144 ",
    "scu echo mai": "scu echo main ",
}
completed = pytest.mark.parametrize(("line", "wanted"), COMPLETED.items(), ids=list(COMPLETED))


@completed
def test_bash_writes_it_so_that_it_is_one_word(bash: Terminal, line: str, wanted: str) -> None:
    assert bash.completed(line) == wanted


@completed
def test_zsh_writes_it_so_that_it_is_one_word(zsh: Terminal, line: str, wanted: str) -> None:
    assert zsh.completed(line) == wanted


def test_a_quoted_keyword(bash: Terminal, zsh: Terminal, fish: Fish) -> None:
    assert bash.completed("scu find -k 'PatientNam") == "scu find -k 'PatientName='"
    assert zsh.completed("scu find -k 'PatientNam") == "scu find -k 'PatientName="
    assert fish.candidates("scu find -k 'PatientNam") == ["PatientName="]


def test_zsh_and_fish_say_what_options_and_verbs_do(zsh: Terminal, fish: Fish) -> None:
    assert "-- A folder" not in zsh.shown("scu find --fu")
    assert "-- Ask for person names that sound alike to match" in zsh.shown("scu find --f")
    assert fish.rows("scu find --fu") == {"--fuzzy": "Ask for person names that sound alike to match"}
    assert fish.rows("scu comm") == {"commit": VERBS["commit"].summary}


def test_the_middle_of_a_line_is_completed_by_what_is_before_the_cursor(bash: Terminal) -> None:
    end_of_expa = "\x01" + "\x06" * len("scu find --expa")  # Ctrl-A, Ctrl-F …
    assert bash.completed(f"scu find --expa image{end_of_expa}") == "scu find --expand image"


def test_nothing_but_peers_needs_a_program(place: Path, bash: Terminal) -> None:
    with terminal("bash", place, environment(place)) as shell:
        shell.run("PATH=/nonexistent")
        assert shell.candidates("scu find --expa") == ["--expand"]
        assert shell.candidates("scu find -k PatientNam") == ["PatientName="]
        assert shell.candidates("scu echo mai") == []


def test_names_of_peers_are_words_and_no_commands(tmp_path: Path, bash: Terminal) -> None:
    (tmp_path / "scu.toml").write_text('[peers."$(touch hit)"]\nhost = "x"\n[peers."*"]\nhost = "x"\n')
    with terminal("bash", tmp_path, {"SCU_CONFIG": str(tmp_path / "scu.toml")}) as shell:
        shell.candidates("scu echo ")
        shell.completed("scu echo $")
        shell.completed("scu echo ")
    assert not (tmp_path / "hit").exists()


def test_names_of_peers_take_no_heavy_import(place: Path) -> None:
    program = (
        "import sys; from scu.__main__ import main; "
        "sys.argv = ['scu', 'completion', '--peers']; main(); print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**ENVIRONMENT, **environment(place)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    *names, modules = done.stdout.splitlines()
    assert names == ["main", "mirror", "odd"]
    assert {"typer", "rich", "pydicom", "pynetdicom", "logging", "inspect"}.isdisjoint(modules.split())


def test_peers_without_a_configuration_and_with_a_wrong_one(tmp_path: Path) -> None:
    (tmp_path / "wrong.toml").write_text("[peers.main\n")
    for environ in ({}, {"SCU_CONFIG": str(tmp_path / "wrong.toml")}, {"SCU_CONFIG": str(tmp_path / "none.toml")}):
        done = run_scu("completion", "--peers", env=environ)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_printed(shell: str) -> None:
    done = run_scu("completion", shell)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"# Completion of scu for {shell}" in done.stdout


@pytest.mark.parametrize("words", [(), ("tcsh",)])
def test_another_shell_is_a_usage_error(words: tuple[str, ...]) -> None:
    done = run_scu("completion", *words)
    assert done.returncode == 2
    assert "bash" in done.stderr and "fish" in done.stderr
