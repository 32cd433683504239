"""The history: what a run leaves in it, and what it does not."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scu import history
from scu.history import Entry
from tests.peers.command import ENVIRONMENT, ask, command_line, run_here, run_scu
from tests.peers.instances import make_instances
from tests.peers.past import entry, written
from tests.peers.processes import LOCALHOST, free_port
from tests.peers.recording import Recorder, failing, recording_scp

QUERY = ("-k", "StudyInstanceUID=1.2.3")


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the history goes, of runs in this process."""
    path = tmp_path / "state" / "history.jsonl"
    monkeypatch.setenv(history.VARIABLE, str(path))
    return path


def test_a_store_is_written_down_without_a_word_about_the_patient(file: Path, tmp_path: Path) -> None:
    made = make_instances(tmp_path / "Doe^Jane", 2)
    before = datetime.now(UTC).replace(microsecond=0)
    with recording_scp() as server:
        done = run_here("store", server.address, *(each.path for each in made), "--set", "PatientID=SECRET1")
    assert done.returncode == 0, done.stderr

    (line,) = written(file)
    size = line["summary"].pop("bytes")
    assert size > 2 * 32 * 32 * 2
    assert before <= datetime.fromisoformat(line.pop("when")) <= datetime.now(UTC)
    assert 0 < line.pop("seconds") < 60
    assert line == {
        "command": "store",
        "host": LOCALHOST,
        "port": server.port,
        "called_ae_title": server.ae_title,
        "calling_ae_title": "SCU",
        "destination": None,
        "summary": {"total": 2, "stored": 2, "warning": 0, "failed": 0, "not_sent": 0},
        "exit_status": 0,
        "error": None,
    }
    assert not any(word in file.read_text() for word in ("Doe", "SECRET1", "P1", made[0].path.name, made[0].uid))


def test_a_get_and_a_move_are_written_down(file: Path, tmp_path: Path) -> None:
    made = make_instances(tmp_path / "made", 3)
    port = free_port()
    with recording_scp() as third, recording_scp(Recorder(instances=made, destinations={"SCU": port})) as server:
        server.destinations["THIRD"] = third.port
        run_here("get", server.address, *QUERY, "-o", tmp_path / "got", "--quiet")
        run_here("move", server.address, *QUERY, "--port-scp", port, "-o", tmp_path / "moved", "--format", "json")
        run_here("move", server.address, *QUERY, "--move", "THIRD")

    got, moved, sent = written(file)
    assert [line["command"] for line in (got, moved, sent)] == ["get", "move", "move"]
    assert [line["destination"] for line in (got, moved, sent)] == [None, "SCU", "THIRD"]
    assert [line["summary"]["received"] for line in (got, moved, sent)] == [3, 3, None]
    assert [line["summary"]["completed"] for line in (got, moved, sent)] == [3, 3, 3]
    assert min(got["summary"]["bytes"], moved["summary"]["bytes"]) > 3 * 32 * 32 * 2
    assert "1.2.3" not in file.read_text().replace(LOCALHOST, "")


def test_how_a_run_failed_is_written_down(file: Path, tmp_path: Path) -> None:
    made = make_instances(tmp_path / "made", 2)
    paths = [each.path for each in made]
    with recording_scp(Recorder(store_statuses={made[0].uid: failing(0xA700, "full")})) as server:
        statuses = [run_here("store", server.address, *paths).returncode]
    statuses.append(run_here("store", f"{LOCALHOST}:{free_port()}", *paths).returncode)

    assert [(line["exit_status"], line["error"]) for line in written(file)] == [(1, "partial"), (3, "refused")]
    assert statuses == [1, 3]
    assert [line["summary"]["stored"] for line in written(file)] == [1, 0]


def test_a_run_that_cannot_tell_of_itself_is_known_all_the_same(file: Path, tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path / "made")
    environment = {**ENVIRONMENT, history.VARIABLE: str(file), "PYTHONUNBUFFERED": "1"}
    with recording_scp() as server, open("/dev/full", "wb") as full:
        done = subprocess.run(
            command_line("store", server.address, made.path),
            env=environment,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )

    assert done.returncode == 4, done.stderr
    assert [(line["exit_status"], line["error"]) for line in written(file)] == [(4, "file")]
    assert written(file)[0]["summary"]["stored"] == 1


@pytest.mark.parametrize(
    "arguments",
    ["echo PEER", "find PEER -k PatientID=1", "store PEER FILE --probe", "get PEER -k StudyInstanceUID=1 --dry-run"],
)
def test_what_changes_nothing_is_not_written_down(arguments: str, file: Path, tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path / "made")
    with recording_scp() as server:
        words = {"PEER": server.address, "FILE": made.path}
        done = run_here(*(words.get(word, word) for word in arguments.split()))

    assert done.returncode == 0, done.stderr
    assert not file.parent.exists()


def test_nor_is_what_never_began(file: Path, tmp_path: Path) -> None:
    assert run_here("store", "PACS@127.0.0.1:1", tmp_path / "absent.dcm").returncode == 4
    assert run_here("get", "PACS@127.0.0.1:1", "--nonsense").returncode == 2

    assert not file.parent.exists()


def store(tmp_path: Path, *options: str, **environment: str) -> None:
    (made,) = make_instances(tmp_path / "made")
    with recording_scp() as server:
        done = run_scu(*options, "store", server.address, made.path, env=environment)
    assert (done.returncode, done.stderr) == (0, "")


def test_it_lies_in_the_users_state_folder_for_the_users_eyes(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()

    store(tmp_path, HOME=str(home), SCU_HISTORY="on")

    file = home / ".local" / "state" / "scu" / "history.jsonl"
    assert len(written(file)) == 1
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_folder_for_state_may_be_elsewhere(tmp_path: Path) -> None:
    store(tmp_path, XDG_STATE_HOME=str(tmp_path / "state"), SCU_HISTORY="on")

    assert len(written(tmp_path / "state" / "scu" / "history.jsonl")) == 1


def test_it_is_where_platformdirs_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from platformdirs import user_state_path

    for variable in ("", str(tmp_path / "state")):
        monkeypatch.setenv("XDG_STATE_HOME", variable)
        monkeypatch.setenv("HOME", str(tmp_path))
        monkeypatch.delenv(history.VARIABLE)
        assert history.place() == user_state_path("scu", appauthor=False) / "history.jsonl"
        monkeypatch.setenv(history.VARIABLE, "off")


@pytest.mark.parametrize("off", ["off", "OFF", "", "no", "0", "false"])
def test_it_is_off_where_nobody_wants_it(off: str, tmp_path: Path) -> None:
    assert history.place(environment={"HOME": str(tmp_path), history.VARIABLE: off}) is None


@pytest.mark.parametrize(("said", "there"), [(None, False), ("on", True), ("off", False)])
def test_the_configuration_says_so_unless_the_environment_does(said: str | None, there: bool, tmp_path: Path) -> None:
    environment = {"HOME": str(tmp_path)} | ({} if said is None else {history.VARIABLE: said})

    assert (history.place(False, environment) is not None) == there


def test_a_configuration_file_turns_it_off(tmp_path: Path) -> None:
    configuration = tmp_path / "config.toml"
    configuration.write_text("history = false\n")
    state = str(tmp_path / "state")
    # The environment of the tests says "off"; here it says nothing.
    (made,) = make_instances(tmp_path / "made")
    for options, there in (["--config", configuration], False), ([], True):
        with recording_scp() as server, pytest.MonkeyPatch.context() as patch:
            patch.delenv(history.VARIABLE)
            patch.setenv("XDG_STATE_HOME", state)
            patch.setenv("SCU_CONFIG", "")
            assert run_here(*options, "store", server.address, made.path).returncode == 0
            shown = run_here(*options, "history", "--format", "json")
        assert (tmp_path / "state" / "scu" / "history.jsonl").exists() == there
        assert ("history is off" in shown.stderr.replace("there is no history: it", "history")) != there


def test_a_history_setting_that_makes_no_sense(tmp_path: Path) -> None:
    configuration = tmp_path / "config.toml"
    configuration.write_text('history = "never"\n')

    done = run_here("--config", configuration, "history")

    assert done.returncode == 2
    assert f"{configuration}, line 1: history takes true or false" in done.stderr


def test_a_user_without_a_home_has_none(tmp_path: Path) -> None:
    assert history.place(environment={"HOME": str(tmp_path / "nonexistent")}) is None
    assert not (tmp_path / "nonexistent").exists()


def test_a_history_that_cannot_be_written_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    path = tmp_path / "file" / "history.jsonl"

    store(tmp_path, SCU_HISTORY=str(path))

    with recording_scp() as server:
        done = run_scu("store", server.address, tmp_path / "made", "-r", "-d", env={"SCU_HISTORY": str(path)})
    assert done.returncode == 0
    assert f"scu: debug: the history {path} cannot be written: File exists" in done.stderr


def test_a_history_that_cannot_be_read_is_an_error(file: Path) -> None:
    file.mkdir(parents=True)

    done = run_here("history")

    assert done.returncode == 4
    assert f"scu: error: the history {file} cannot be read: Is a directory" in done.stderr


entries = st.builds(
    Entry,
    st.datetimes(datetime(1970, 1, 1), datetime(9999, 12, 31)).map(
        lambda it: history.timestamp(it.replace(tzinfo=UTC))
    ),
    *(st.text() for _ in range(2)),
    st.integers(0, 65535),
    *(st.text() for _ in range(2)),
    st.none() | st.text(),
    st.dictionaries(st.text(), st.none() | st.integers()),
    st.floats(0, 1e9),
    st.integers(0, 255),
    st.none() | st.text(),
)


@given(st.lists(entries, max_size=5))
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, some: list[Entry]) -> None:
    path = tmp_path_factory.mktemp("history") / "history.jsonl"
    for each in some:
        history.append(path, each)

    assert list(history.read(path)) == some


def test_a_line_that_is_none_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    history.append(path, entry())
    broken = [b"{", b"[1]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"when": 1}', path.read_bytes().replace(b"Z", b"")]
    with path.open("ab") as file:
        file.write(b"\n".join(broken) + b"\n")
    history.append(path, entry(command="get"))

    assert [each.command for each in history.read(path)] == ["store", "get"]


def test_it_does_not_grow_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "_MOST", 1000)
    path = tmp_path / "history.jsonl"
    for number in range(20):
        history.append(path, entry(port=number))

    assert sorted(each.name for each in tmp_path.iterdir()) == ["history.jsonl", "history.jsonl.1"]
    assert all(each.stat().st_size <= 1000 for each in tmp_path.iterdir())
    kept = [each.port for each in history.read(path)]
    assert kept == list(range(kept[0], 20))
    assert len(kept) > 3


def test_many_at_a_time_lose_no_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    size = len(json.dumps(entry().__dict__, separators=(",", ":"))) + 1
    monkeypatch.setattr(history, "_MOST", 150 * size)  # so that it is turned over once
    path = tmp_path / "history.jsonl"

    def append() -> None:
        for _ in range(25):
            history.append(path, entry(port=999))

    threads = [threading.Thread(target=append) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(list(history.read(path))) == 200
    assert history.older(path).exists()


def test_the_demo_is_not_part_of_it(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()

    assert run_scu("demo", env={"HOME": str(home), "SCU_HISTORY": "on"}).returncode == 0

    assert not any(name == "history.jsonl" for _, _, names in os.walk(home) for name in names)


def test_json_of_a_run_is_what_the_history_has_of_it(file: Path, tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path / "made")
    with recording_scp() as server:
        answer = ask("store", server.address, made.path, env={"SCU_HISTORY": str(file)})

    assert written(file)[0]["summary"] == answer["summary"]
