"""Long output at a terminal goes page by page, and nowhere else."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from tests.peers.command import run_scu
from tests.peers.people import study
from tests.peers.recording import Recorder, recording_scp
from tests.peers.screen import at_terminal, plain, seen
from tests.peers.scripted import Conversation, scripted_peer
from tests.peers.scripts import PENDING, a_match

MANY = 60


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    matches = [study(number, f"Doe^{number:03}") for number in range(MANY)]
    with recording_scp(Recorder(matches=matches)) as recorder:
        yield recorder.address


def pager(folder: Path, script: str) -> str:
    """A pager of this name, with a blank in its path."""
    path = folder / "my pager"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return f"'{path}'"


@pytest.mark.parametrize("name", ["SCU_PAGER", "PAGER"])
def test_by_the_pager_that_is_named_without_a_shell(address: str, tmp_path: Path, name: str) -> None:
    said = {name: pager(tmp_path, 'echo "args: $@"; exec cat -n') + " '$HOME;' x"}
    shown = plain(seen("find", address, columns=80, env=said)).splitlines()

    assert shown[0] == "args: $HOME; x"
    assert [line.split()[0] for line in shown[1:-2]] == [str(number) for number in range(1, MANY + 5)]
    assert f"Doe, {MANY - 1:03}" in shown[-3]
    assert shown[-1] == "60 matches"  # after the pager, not in its midst


def test_scus_own_wins(address: str, tmp_path: Path) -> None:
    own = pager(tmp_path, "echo own; exec cat")

    assert seen("find", address, columns=80, env={"SCU_PAGER": own, "PAGER": "false"}).startswith("own\n")


@pytest.mark.parametrize("format", ["table", "text", "tree"])
def test_what_people_read_is_paged(address: str, tmp_path: Path, format: str) -> None:
    wished = ["--tree"] if format == "tree" else ["--format", format]

    assert seen("find", address, *wished, columns=80, env={"PAGER": pager(tmp_path, "cat -n")}).startswith("     1\t")


@pytest.mark.parametrize("format", ["json", "jsonl", "csv"])
def test_what_scripts_read_is_not(address: str, tmp_path: Path, format: str) -> None:
    shown = seen("find", address, "--format", format, columns=80, env={"PAGER": pager(tmp_path, "cat -n")})

    assert not shown.startswith(" ")


def test_less_shows_the_beginning_and_is_left_with_q(address: str) -> None:
    with at_terminal("find", address, columns=80, rows=20) as child:
        child.expect(re.escape("Doe, 010"))
        child.expect(":")
        child.send("G")
        child.expect(re.escape(f"Doe, {MANY - 1:03}"))
        child.expect("END")
        child.send("q")
        child.expect("60 matches")
        child.expect(pexpect.EOF)
        child.close()
    assert child.exitstatus == 0


def test_what_fits_the_screen_and_what_asks_for_no_pager_is_printed(address: str, tmp_path: Path) -> None:
    env = {"PAGER": pager(tmp_path, "cat -n")}

    assert plain(seen("find", address, columns=80, rows=200, env=env)).startswith(" ")
    for said in (["--no-pager"], []):
        shown = plain(seen("find", address, *said, columns=80, env=env if said else {"PAGER": "cat"}))
        assert "\t" not in shown
        assert f"Doe, {MANY - 1:03}" in shown
        assert shown.splitlines()[-1] == "60 matches"


def test_a_pipe_has_no_pages(address: str, tmp_path: Path) -> None:
    done = run_scu("find", address, "--format", "table", env={"PAGER": pager(tmp_path, "cat -n")})

    assert "\t" not in done.stdout
    assert f"Doe, {MANY - 1:03}" in done.stdout


@pytest.mark.parametrize("env", [{"TERM": "dumb"}, {"PAGER": ""}])
def test_no_pages_without_a_screen_or_a_pager(address: str, tmp_path: Path, env: dict[str, str]) -> None:
    shown = plain(seen("find", address, columns=80, env={"PAGER": pager(tmp_path, "cat -n"), **env}))

    assert "\t" not in shown
    assert f"Doe, {MANY - 1:03}" in shown


@pytest.mark.parametrize("command", ["/nowhere/less -R", "'unbalanced"])
def test_a_pager_that_cannot_start_is_a_note(address: str, command: str) -> None:
    shown = plain(seen("find", address, columns=80, env={"PAGER": command})).splitlines()

    assert len([line for line in shown if "Doe, " in line]) == MANY
    assert len([line for line in shown if line.startswith("scu: note: ")]) == 2  # and of what is left out


def test_a_pager_that_is_left_early_is_no_error(address: str, tmp_path: Path) -> None:
    shown = seen("find", address, "--format", "text", columns=80, env={"PAGER": pager(tmp_path, "head -n 1")})

    assert shown.splitlines()[0] == "# match 1"
    assert "rror" not in shown


def respond_for_ever(conversation: Conversation) -> None:
    """Match after match, until the other side hangs up."""
    conversation.accept()
    request = conversation.receive_message()
    for number in range(10**9):
        conversation.respond(request, PENDING, a_match(f"Doe^{number}"))


def test_a_find_ends_when_its_pager_is_left() -> None:
    with (
        scripted_peer(respond_for_ever) as peer,
        at_terminal("find", peer.address, "--format", "text", columns=80) as us,
    ):
        us.expect("# match 1")
        us.expect(":")
        us.send("q")
        us.expect(pexpect.EOF)
        us.close()

    assert us.exitstatus == 0


def test_ctrl_c_leaves_the_pager_to_its_reader(address: str) -> None:
    with at_terminal("find", address, columns=80, rows=20) as child:
        child.expect(re.escape("Doe, 010"))
        child.expect(":")
        child.sendintr()
        child.send("G")
        child.expect(re.escape(f"Doe, {MANY - 1:03}"))
        child.send("q")
        child.expect(pexpect.EOF)
        child.close()

    assert child.exitstatus in (0, 130)  # it may have come before the association was released
