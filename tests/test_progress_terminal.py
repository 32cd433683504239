"""Progress as people see it, at real terminals of several widths, and where there is none."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest
from rich.cells import cell_len

from tests.peers.command import ENVIRONMENT, assert_no_bug
from tests.peers.gated import Gated, gated_scp
from tests.peers.instances import make_instances
from tests.peers.processes import LOCALHOST, free_port
from tests.peers.recording import failing
from tests.peers.screen import at_terminal, plain, seen

QUERY = ("-k", "StudyInstanceUID=1.2.3")
ERASED = "\r\x1b[K"
# The command, with lines that come every few milliseconds.
HASTY = "from scu.output import progress; progress._STAGE = 0.02; from scu.cli import main; main()"


def until(child: pexpect.spawn[str], pattern: str) -> str:
    """What is seen until that is, and with it."""
    child.expect(pattern)
    return f"{child.before or ''}{child.after}"


def rest(child: pexpect.spawn[str]) -> str:
    """What is seen from there on."""
    child.expect(pexpect.EOF)
    return child.before or ""


def lines_of(shown: str) -> list[str]:
    """The pictures of the line, one after the other."""
    return [plain(line) for line in re.findall(r"\r([^\r\n]*)\x1b\[K", shown) if line]


@pytest.mark.parametrize("columns", [80, 200])
def test_a_store_is_watched_and_leaves_no_trace(columns: int, tmp_path: Path) -> None:
    made = make_instances(tmp_path, 5)
    with gated_scp() as server:
        server.store_statuses = {made[1].uid: failing(0xA700, "disk full")}
        server.let(3)
        with at_terminal("store", server.address, *(each.path for each in made), columns=columns) as child:
            watched = until(child, "stored 3 of 5  .*1 failed.*\x1b\\[K")
            server.let(2)
            after = rest(child)
            child.close()

    assert child.exitstatus == 1
    assert all(cell_len(line) < columns for line in lines_of(watched + after))
    last = lines_of(watched)[-1]
    assert "━━━" in last
    assert re.search(r"\d s left", last)
    assert (made[2].path.name in last) == (columns == 200)
    told = after.rpartition(ERASED)[2]
    assert "stored 5 of 5" not in told
    assert "4 stored, 1 failed" in told


def test_a_small_store_shows_none(tmp_path: Path) -> None:
    """On a busy machine it is not small every time: what takes half a second is shown."""
    (made,) = make_instances(tmp_path)
    with gated_scp() as server:
        for _ in range(9):
            server.let(1)
            shown = seen("store", server.address, made.path, columns=80)
            assert "1 stored" in shown
            if (took := re.search(r" in (\d+) ms", shown)) and int(took[1]) < 400:
                break

    assert took
    assert int(took[1]) < 400
    assert ERASED not in shown


def test_a_window_that_gets_smaller(tmp_path: Path) -> None:
    made = make_instances(tmp_path, 3)
    with gated_scp() as server:
        server.let(1)
        with at_terminal("store", server.address, *(each.path for each in made), columns=120) as child:
            child.expect("stored 1 of 3  .*left")
            child.setwinsize(24, 20)
            child.expect("\rstored 1 of 3\x1b\\[K")
            server.let(2)
            child.expect(pexpect.EOF)


@pytest.mark.parametrize("verb", ["get", "move"])
def test_a_retrieval_shows_both_counts_and_no_patient(verb: str, tmp_path: Path) -> None:
    made = make_instances(tmp_path / "made", 4)
    port = free_port()
    destination = ("--port-scp", port) if verb == "move" else ()
    with gated_scp(Gated(instances=made, destinations={"SCU": port})) as server:
        server.let(3)
        arguments = (verb, server.address, *QUERY, *destination, "-o", tmp_path / "out", "--name", "{PatientName}.dcm")
        with at_terminal(*arguments, columns=200) as child:
            watched = until(child, r"received (2|3) of 4  [^\r]*server: (2|3) sent  CT [^\r]*\x1b\[K")
            server.let(10)
            assert "Received   4 objects" in plain(rest(child))

    assert not any("Jane" in line for line in lines_of(watched))


def test_at_a_third_party_the_servers_counts_are_all_there_is(tmp_path: Path) -> None:
    made = make_instances(tmp_path / "made", 4)
    with gated_scp() as third, gated_scp(Gated(instances=made, destinations={"THIRD": third.port})) as server:
        third.let(10)
        server.let(3)
        with at_terminal("move", server.address, *QUERY, "--move", "THIRD", columns=120) as child:
            child.expect("received (2|3) of 4")
            server.let(10)
            assert "server:" not in "".join(lines_of(rest(child)))


def test_several_associations_count_together(tmp_path: Path) -> None:
    made = make_instances(tmp_path, 8)
    with gated_scp() as server:
        server.let(6)
        arguments = ("store", server.address, *(each.path for each in made), "--associations", 2)
        with at_terminal(*arguments, columns=100) as child:
            child.expect("stored [56] of 8")
            server.let(8)
            assert "8 stored" in plain(rest(child))


def test_a_note_comes_out_above_the_line(tmp_path: Path) -> None:
    made = make_instances(tmp_path / "made", 3)
    out = tmp_path / "out"
    out.mkdir()
    (out / f"{made[2].uid}.dcm").write_bytes(made[0].path.read_bytes())
    with gated_scp(Gated(instances=made)) as server:
        server.let(2)
        with at_terminal("get", server.address, *QUERY, "-o", out, columns=80) as child:
            child.expect("received [12] of 3")
            server.let(3)
            child.expect_exact(f"{ERASED}scu: note: a different object was there")
            assert "3 completed" in plain(rest(child))


@pytest.mark.parametrize(
    ("options", "env"),
    [(["--quiet"], {}), (["--format", "text"], {}), ([], {"TERM": "dumb"})],
    ids=["quiet", "lines move anyway", "dumb"],
)
def test_no_line_moves(options: list[str], env: dict[str, str], tmp_path: Path) -> None:
    made = make_instances(tmp_path, 2)
    with gated_scp() as server:
        server.let(1)
        with at_terminal(
            "store", server.address, *(each.path for each in made), *options, columns=80, env=env
        ) as child:
            assert child.expect(["\x1b\\[K", pexpect.TIMEOUT], timeout=1.2) == 1
            server.let(1)
            assert "\x1b[K" not in rest(child)


def test_no_colour_where_none_is_wanted(tmp_path: Path) -> None:
    made = make_instances(tmp_path, 2)
    shown = {}
    for wanted in ("", "1"):
        with gated_scp() as server:
            server.let(1)
            paths = [each.path for each in made]
            with at_terminal("store", server.address, *paths, columns=80, env={"NO_COLOR": wanted}) as child:
                shown[wanted] = until(child, "stored 1 of 2[^\r]*\x1b\\[K")
                server.let(1)
                child.expect(pexpect.EOF)

    assert "\x1b[36m" in shown[""]
    assert "\x1b[36m" not in shown["1"]


@pytest.mark.parametrize("options", [["-v"], []], ids=["verbose", "as it is"])
def test_without_a_terminal_there_is_a_line_a_stage_for_who_wants_it(options: list[str], tmp_path: Path) -> None:
    made = make_instances(tmp_path, 4)
    with gated_scp() as server:
        server.let(2)
        process = subprocess.Popen(
            [sys.executable, "-c", HASTY, "store", server.address, *(each.path for each in made), *options],
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        with process:
            assert process.stdout is not None and process.stderr is not None
            read: list[str] = []
            if options:
                while not (read and "scu: 2 of 4 objects, " in read[-1]):
                    read.append(process.stderr.readline())
                    assert read[-1], read
            server.let(2)
            out, errors = process.communicate(timeout=60)
    assert_no_bug(errors)

    assert out.count("stored    ") == 4
    assert ("of 4 objects" in "".join(read)) == bool(options)
    assert "\x1b" not in out + errors + "".join(read)
    assert options or errors == ""


def test_a_plain_terminal_gets_lines_without_being_asked(tmp_path: Path) -> None:
    made = make_instances(tmp_path, 2)
    with gated_scp() as server:
        server.let(1)
        child = pexpect.spawn(
            sys.executable,
            ["-c", HASTY, "store", server.address, *(str(each.path) for each in made)],
            env={**ENVIRONMENT, "TERM": "dumb"},
            encoding="utf-8",
            timeout=20,
        )
        child.expect("scu: 1 of 2 objects, ")
        server.let(1)
        child.expect(pexpect.EOF)
        child.close()

    assert child.exitstatus == 0


def test_what_comes_on_several_associations_counts_when_it_comes(tmp_path: Path) -> None:
    """The results of the second series wait for the first to end; its objects do not."""
    made = make_instances(tmp_path / "made", 3)
    with gated_scp(Gated(instances=made)) as server:
        server.let(4)
        queries = ("--series", "-k", "StudyInstanceUID=1.2", "-k", "SeriesInstanceUID=1.2.1\\1.2.2", "--no-find")
        arguments = ("get", f"{server.ae_title}@{LOCALHOST}:{server.port}", *queries, "--repeat", 2)
        with at_terminal(*arguments, "--associations", 2, "-o", tmp_path / "out", columns=100) as child:
            child.expect("received 4 (objects|of 6)")
            server.let(20)
            child.expect(pexpect.EOF)
