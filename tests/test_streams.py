"""What is imported for what, and what happens to streams and at a terminal."""

from __future__ import annotations

import os
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from pydicom.filereader import dcmread

from tests.peers.command import ENVIRONMENT, command_line, run_scu
from tests.peers.instances import make_instances
from tests.peers.processes import LOCALHOST, free_port
from tests.peers.recording import Recorder, recording_scp


def modules_of(*arguments: str) -> list[str]:
    """The modules that a run of Python imports."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *arguments],
        env=ENVIRONMENT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return [line.rpartition("|")[2].strip() for line in lines]


def imports_of(*arguments: str) -> set[str]:
    """The packages that a run of the command imports."""
    found = {name.partition(".")[0] for name in modules_of("-m", "scu", *arguments)}
    assert "scu" in found
    return found


@pytest.mark.parametrize(
    "line",
    [
        "--help",
        "find --help",
        "--version",
        "",
        "echo",
        "echo host --port x",
        "find --nonsense",
        "move host x y",
        "get +zz",
        "get host --ignore +B",
        "echo host -ll loud",
        "echo host --root-uid x",
        "echo host --profile-aes",
        "echo host --password secret",
        "echo host --proxy nonsense",
        "echo @nowhere/at.all",
    ],
)
def test_help_and_usage_errors_import_nothing_heavy(line: str) -> None:
    heavy = {"pydicom", "pynetdicom", "numpy", "pydantic", "ssl", "python_socks"}

    assert not imports_of(*line.split()) & heavy


def test_a_run_that_shows_no_table_imports_no_rich() -> None:
    with recording_scp() as recorder:
        imported = imports_of("echo", recorder.address, "--format", "text")

    assert recorder.echoes == 1
    assert not imported & {"rich", "pydantic"}


# More than Typer itself needs, which is 141 modules in its version 0.29: each costs about a quarter of a millisecond.
@pytest.mark.parametrize(("line", "budget"), [("--help", 45), ("echo --nonsense", 55), ("find --nonsense", 60)])
def test_a_start_has_a_budget_of_modules(line: str, budget: int) -> None:
    typer = len(modules_of("-c", "import typer"))

    assert len(modules_of("-m", "scu", *line.split())) - typer <= budget


def test_an_echo_and_a_store_need_neither_pydicom_nor_pynetdicom(tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path, 1)
    with recording_scp() as recorder:
        heavy = {"pydicom", "pynetdicom", "numpy", "pydantic", "rich", "ssl"}
        assert not imports_of("echo", recorder.address) & heavy
        assert not imports_of("store", recorder.address, str(made.path)) & heavy
        assert len(modules_of("-m", "scu", "echo", recorder.address)) - len(modules_of("-c", "import typer")) <= 100

    assert (recorder.echoes, len(recorder.stored)) == (2, 1)


@pytest.mark.parametrize("format", ["text", "table", "json", "jsonl", "csv"])
def test_a_reader_who_has_seen_enough_is_no_error(format: str, tmp_path: Path) -> None:
    matches = [dcmread(made.path) for made in make_instances(tmp_path, 3)]
    reading, writing = os.pipe()
    os.close(reading)
    with recording_scp(Recorder(matches=matches)) as recorder, os.fdopen(writing, "wb") as closed:
        done = subprocess.run(
            command_line("find", recorder.address, "--format", format),
            env=ENVIRONMENT,
            stdout=closed,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )

    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert "rror" not in done.stderr


@pytest.mark.parametrize("format", ["text", "json"])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_an_output_that_is_full_is_a_local_error(format: str, unbuffered: str) -> None:
    with recording_scp() as recorder, open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run(
            command_line("echo", recorder.address, "--format", format),
            env={**ENVIRONMENT, "PYTHONUNBUFFERED": unbuffered},
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )

    assert done.returncode == 4
    assert done.stderr.startswith("scu: error: ")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", ">&- 2>&-"])
def test_closed_streams_do_no_harm(closed: str) -> None:
    with recording_scp() as recorder:
        done = subprocess.run(
            ["sh", "-c", f'exec "$@" {closed}', "sh", *command_line("echo", recorder.address)],
            env=ENVIRONMENT,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    assert (done.returncode, done.stderr) == (0, "")
    assert recorder.echoes == 1


@pytest.mark.parametrize("debug", [False, True])
def test_a_bug_says_that_it_is_one(debug: bool) -> None:
    bug = (
        "def bug(arguments):\n    scu.logs.configure(scu.logs.LogSettings(debug=DEBUG))\n"
        "    raise ValueError('Zebra\\x1b[2J')\n"
    )
    program = f"import scu.cli\n{bug.replace('DEBUG', str(debug))}scu.cli._attempt = bug\nscu.cli.main()"
    done = subprocess.run(
        [sys.executable, "-c", program], env=ENVIRONMENT, capture_output=True, encoding="utf-8", check=False
    )

    assert done.returncode == 1
    first, *rest = done.stderr.splitlines()
    assert first == "scu: error: this is a bug in scu: ValueError in <string>, line 4"
    if debug:
        assert rest[0] == "Traceback (most recent call last):"
        assert rest[-1] == "ValueError: Zebra\\x1b[2J"
    else:
        assert rest == [
            "  what to do: run it again with --debug, and report what it shows, without what it may say of patients"
        ]


def test_quiet_shows_errors_alone() -> None:
    with recording_scp() as recorder:
        quiet = run_scu("echo", recorder.address, "-q")
        plain = run_scu("echo", recorder.address)
        noted = run_scu("find", recorder.address, "-k", "StudyDate=2024-01-01")
        silent = run_scu("find", recorder.address, "-k", "StudyDate=2024-01-01", "-q")

    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")
    assert plain.stdout.startswith("Server:")
    assert "scu: note: StudyDate goes out as typed" in noted.stderr
    assert silent.stderr == ""
    assert run_scu("echo", LOCALHOST, free_port(), "-q").stderr.startswith("scu: error: ")


def in_terminal(width: int, *arguments: object) -> tuple[int, str]:
    """Run `scu` at a terminal; the exit status, and what is seen, colours and cursor movements included."""
    environment = {name: value for name, value in ENVIRONMENT.items() if name not in ("COLUMNS", "NO_COLOR")}
    ours, theirs = os.openpty()
    termios.tcsetwinsize(theirs, (30, width))
    with subprocess.Popen(
        command_line(*arguments), env={**environment, "TERM": "xterm"}, stdin=theirs, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        seen = b"".join(iter(lambda: read_terminal(ours), b""))
        os.close(ours)
    return process.returncode, seen.decode()


def read_terminal(terminal: int) -> bytes:
    """What comes next; nothing at the end, which Linux tells as an I/O error."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


@pytest.mark.parametrize("width", [30, 40, 80, 200])
def test_at_a_terminal_it_is_a_table_that_fits(width: int, tmp_path: Path) -> None:
    matches = [dcmread(made.path) for made in make_instances(tmp_path, 3)]
    with recording_scp(Recorder(matches=matches)) as recorder:
        status, seen = in_terminal(width, "find", recorder.address, "-k", "PatientName", "-k", "StudyInstanceUID")

    assert status == 0
    assert "\x1b[1m" in seen
    assert "(0010,0010)" not in seen
    assert "3 matches" in seen
    plain = seen.replace("\x1b[1m", "").replace("\x1b[0m", "")
    assert max(map(len, plain.splitlines())) <= width


def test_what_a_peer_says_does_nothing_to_a_terminal(tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path, 1)
    match = dcmread(made.path)
    match.PatientName = "[bold]Doe[/bold]\x1b]0;owned\x07:smile:"

    with recording_scp(Recorder(matches=[match])) as recorder:
        _, seen = in_terminal(120, "find", recorder.address, "-k", "PatientName")

    assert "[bold]Doe[/bold]\\x1b]0;owned\\x07:smile:" in seen
    assert "\x1b]0;" not in seen


def test_an_error_at_a_terminal() -> None:
    status, seen = in_terminal(80, "echo", LOCALHOST, free_port())

    assert status == 3
    assert "scu: error: " in seen
    assert "  what to do: " in seen
