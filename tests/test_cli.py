"""The command line itself: help, usage errors, dry runs, and that a wrong line sends nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from pydicom.filereader import dcmread
from typer.core import TyperArgument, TyperGroup, TyperOption

from scu import __version__
from scu.cli import app
from tests.peers.command import run_scu
from tests.peers.processes import LOCALHOST
from tests.peers.recording import recording_scp

VERBS = ["echo", "store", "find", "move", "get"]
COMMANDS = [*VERBS, "commit", "doctor", "explain", "peers", "history", "serve", "demo", "completion"]


def root() -> TyperGroup:
    command = typer.main.get_command(app)
    assert isinstance(command, TyperGroup)
    return command


def options() -> Iterator[tuple[str, TyperOption]]:
    for name, command in root().commands.items():
        for param in command.params:
            if isinstance(param, TyperOption):
                yield name, param


def test_the_commands() -> None:
    assert list(root().commands) == COMMANDS


@pytest.mark.parametrize(("verb", "option"), list(options()), ids=lambda value: getattr(value, "name", value))
def test_every_option_has_help_a_panel_and_a_name_in_full(verb: str, option: TyperOption) -> None:
    assert option.help
    assert option.rich_help_panel
    assert any(name.startswith("--") for name in option.opts), verb


@pytest.mark.parametrize("verb", COMMANDS)
def test_every_command_shows_its_options_and_examples(verb: str) -> None:
    done = run_scu(verb, "--help", env={"COLUMNS": "300"})

    assert (done.returncode, done.stderr) == (0, "")
    assert f"Usage: scu {verb} " in done.stdout
    assert f"scu {verb}" in done.stdout.partition("Examples:")[2]
    told = " ".join(done.stdout.split())
    for param in root().commands[verb].params:
        assert isinstance(param, TyperOption | TyperArgument)
        assert param.help
        assert param.help.replace("\\[", "[") in told
        for name in param.opts if isinstance(param, TyperOption) else [param.metavar or ""]:
            assert name in done.stdout


@pytest.mark.parametrize("width", ["40", "80", "200"])
def test_help_has_no_colour_in_a_pipe_and_keeps_to_the_width(width: str) -> None:
    done = run_scu("--help", env={"COLUMNS": width, "GITHUB_ACTIONS": "true", "NO_COLOR": ""})

    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= int(width)
    for verb in COMMANDS:
        assert verb in done.stdout


def test_h_is_help() -> None:
    assert run_scu("-h").stdout == run_scu("--help").stdout


def test_version() -> None:
    done = run_scu("--version")

    assert (done.returncode, done.stdout, done.stderr) == (0, f"scu {__version__}\n", "")


def test_without_arguments_it_says_what_to_type() -> None:
    done = run_scu()

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("scu: error: ")
    for word in (*VERBS, "scu demo", "scu --help"):
        assert word in done.stderr


USAGE_ERRORS = {
    "nonsense": ("no such command 'nonsense'",),
    "ecko": ("no such command 'ecko'", "did you mean 'echo'"),
    "--nonsense": ("there is no option --nonsense",),
    "echo": ("no host is given", "SCU_HOST", "scu echo pacs.example.org 104"),
    "store": ("no host is given",),
    "find": ("no host is given",),
    "get -k StudyInstanceUID=1": ("no host is given",),
    "echo PEER PORT extra": ("'extra' is one word too many",),
    "echo PEER --prot 1": ("there is no option --prot", "--port"),
    "find PEER -patientroot": ("there is no option -patientroot", "did you mean --patientroot?"),
    "find PEER -x": ("there is no option -x",),
    "echo PEER --port": ("option '--port' requires an argument",),
    "echo PEER --port 0": ("--port takes a whole number from 1 to 65535, not '0'",),
    "echo PEER --port dicom": ("not 'dicom'",),
    "echo PEER --repeat 0": ("--repeat takes a whole number from 1",),
    "echo PEER -pdu 4095": ("--max-pdu takes a whole number from 4096 to 131072",),
    "echo PEER -pdu 131073": ("--max-pdu takes a whole number from 4096 to 131072",),
    "echo PEER -to 0": ("--timeout takes a number from 0.001 to 86400, not '0'",),
    "echo PEER -ta nan": ("--acse-timeout takes a number",),
    "echo PEER -td inf": ("--dimse-timeout takes a number",),
    "echo PEER --total-timeout -1": ("--total-timeout takes a number",),
    "echo PEER --ipv4 --ipv6": ("--ipv4 and --ipv6 do not go together",),
    "echo PEER -q -v": ("--quiet and --verbose do not go together",),
    "echo PEER -q -d": ("--quiet and --debug do not go together",),
    "echo PEER --format xml": ("--format takes one of table, text, json, jsonl, csv, not 'xml'",),
    "echo PEER --format csv": ("--format csv is for find alone",),
    "echo PEER -aet ABCDEFGHIJKLMNOPQ": ("--aetitle", "17 characters"),
    "echo PEER --call=": ("--call '' is empty",),
    "store PEER": ("no file is given to send", "was taken for the host"),
    "find PEER -k": ("requires an argument",),
    "find PEER -k PatientNam=A": ("PatientNam", "PatientName"),
    "find PEER --patientroot --studyroot": ("--patientroot and --studyroot do not go together",),
    "find PEER --series --image": ("--series and --image do not go together",),
    "find PEER --worklist --series": ("--worklist and --series do not go together",),
    "find PEER --worklist --studyroot": ("--studyroot and --worklist do not go together",),
    "find PEER --limit 0": ("--limit takes a whole number, 1 or more",),
    "find PEER --charset KLINGON": ("KLINGON",),
    "find PEER --assume-charset KLINGON": ("KLINGON",),
    "move PEER -k StudyInstanceUID=1": ("--port-scp", "--move", "scu get"),
    "move PEER --move X --bind 127.0.0.1 -k StudyInstanceUID=1": ("--bind needs --port-scp",),
    "move PEER --move X -k PatientName=A*": ("PatientName",),
    "serve . --peer nonsense": ("--peer takes AET@host:port, not 'nonsense'",),
    "serve . --aetitle A\\B": ("--aetitle", "backslash"),
    "serve": ("missing argument",),
}


@pytest.mark.parametrize("line", USAGE_ERRORS)
def test_a_usage_error_says_what_is_wrong_and_sends_nothing(line: str, tmp_path: Path) -> None:
    with recording_scp() as recorder:
        words = line.replace("PEER PORT", f"{LOCALHOST} {recorder.port}").replace("PEER", recorder.address).split()
        done = run_scu(*words, cwd=tmp_path)

    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert done.stderr.startswith("scu: error: ")
    for part in USAGE_ERRORS[line]:
        assert part in done.stderr
    assert recorder.requests == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        (["--format", "json"], None),
        (["echo", "--format", "json"], "echo"),
        (["find", "--format=jsonl", "--nonsense", "host"], "find"),
        (["move", "host", "--port-scp", "x", "--format", "json"], "move"),
        (["nonsense", "--format", "json"], None),
    ],
)
def test_a_usage_error_is_a_document_too(arguments: list[str], command: str | None) -> None:
    done = run_scu(*arguments)

    assert done.returncode == 2
    document = json.loads(done.stdout)
    assert document["command"] == command
    assert document["ok"] is False
    assert document["error"]["kind"] == "usage"
    assert document["error"]["exit_status"] == 2
    assert {"message", "cause", "remedy"} < document["error"].keys()
    assert f"scu: error: {document['error']['message']}" in done.stderr


def test_a_file_that_cannot_be_sent_is_no_reason_to_connect(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no DICOM")

    with recording_scp() as recorder:
        for words in (["notes.txt"], ["missing.dcm"], ["."], ["--halt", "notes.txt", "."]):
            done = run_scu("store", recorder.address, *words, cwd=tmp_path)
            assert done.returncode == 4, done.stderr
            assert "scu: error: " in done.stderr

    assert recorder.requests == []


@pytest.mark.parametrize("verb", ["find", "move", "get"])
def test_a_dry_run_needs_no_host(verb: str, tmp_path: Path) -> None:
    done = run_scu(verb, "--dry-run", "-k", "StudyInstanceUID=1.2.3", "--format", "json", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    (query,) = json.loads(done.stdout)
    assert query["0020000D"] == {"vr": "UI", "Value": ["1.2.3"]}
    assert query["00080052"] == {"vr": "CS", "Value": ["STUDY"]}
    assert list(tmp_path.iterdir()) == []


def test_a_dry_run_shows_every_query_file(tmp_path: Path) -> None:
    for number in (1, 2):
        run_scu("find", "--dry-run", "-k", f"PatientID=P{number}", "--store-query", tmp_path / f"{number}.dcm")

    done = run_scu("find", "--dry-run", tmp_path / "1.dcm", tmp_path / "2.dcm")
    assert done.returncode == 0
    assert "# query 1" in done.stdout
    assert "# query 2" in done.stdout
    assert "[P1]" in done.stdout
    assert dcmread(tmp_path / "2.dcm").PatientID == "P2"

    done = run_scu("find", "--dry-run", tmp_path / "1.dcm", tmp_path / "2.dcm", "--store-query", tmp_path / "3.dcm")
    assert done.returncode == 2
    assert not (tmp_path / "3.dcm").exists()


@pytest.mark.parametrize("model", ["", "--patientroot", "--studyroot", "--psonly", "--worklist"])
def test_query_help_lists_the_keys(model: str) -> None:
    text = run_scu("find", "--query-help", *model.split())
    listed = json.loads(run_scu("find", "--query-help", *model.split(), "--format", "json").stdout)

    assert text.returncode == 0
    assert f"({model or '--studyroot'})" in text.stdout
    assert listed["levels"]
    for level in listed["levels"]:
        assert level["level"] in text.stdout
        for keyword in (*level["unique"], *level["required"], *level["optional"]):
            assert keyword in text.stdout
