"""The configuration file, changed: what is not meant stays as it is."""

from __future__ import annotations

import os
import stat
import subprocess
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scu.config import edit, file
from scu.config.peers import wrong_with_name
from scu.config.settings import Value
from scu.errors import FileProblem, UsageError
from tests.peers.command import command_line, run_scu

BEGUN = """# Ours.\r
default = "a"   # for now\r
\r
[peers.a]       # the first\r
host = "x"      # its host\r
# its port
port = 11112

# About the second.
[peers . "b"]
host="y"
tls = true
tls_ca_files = [
  "/ca.pem",  # [not.a.table]
]

# The end.
"""

COMMENTS = st.sampled_from(["", "\n", "# one\n", "\n# [peers.x]\n", "  \n\n", "#\t日本\n"])
OTHERS = st.sampled_from(
    [
        "",
        '[peers.a]\nhost = "a"\n',
        '[peers.a] # a\nhost = "a" # host\n',
        '[peers]\na = { host = "a" }\n',
        '[peers]\na.host = "a"\n',
        '[peers."a"]\nhost = \'a\'\ntls = true\ntls_ca_files = [\n"/x",\n]\n',
    ]
)
NAMES = st.text("aZ9.-_é日", min_size=1, max_size=8).filter(lambda name: not wrong_with_name(name) and name != "a")
VALUES = st.fixed_dictionaries(
    {"host": st.sampled_from(["pacs", "::1", "zürich.example"])},
    optional={
        "port": st.integers(1, 65535),
        "user": st.text(min_size=1).filter(lambda it: "\0" not in it),
        "timeout": st.floats(0.5, 86400),
        "associations": st.integers(1, 64),
    },
)


@given(COMMENTS, OTHERS, COMMENTS, st.booleans(), st.booleans(), NAMES, VALUES)
@settings(deadline=None)
def test_what_is_added_and_removed_leaves_no_trace(
    head: str, others: str, tail: str, ended: bool, crlf: bool, name: str, values: dict[str, Value]
) -> None:
    text = head + others + tail
    text = (text if ended else text.rstrip("\n")).replace("\n", "\r\n" if crlf else "\n")
    tomllib.loads(text)

    added = edit.appended(text, name, values)

    assert file.configuration(added, Path("/config.toml")).peers[name].values == values
    assert added.startswith(text)
    assert edit.removed(added, name) == text


@given(OTHERS.filter(bool), COMMENTS, VALUES, st.booleans())
@settings(deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
def test_what_is_replaced_says_what_is_meant(others: str, tail: str, values: dict[str, Value], crlf: bool) -> None:
    text = (others + tail).replace("\n", "\r\n" if crlf else "\n")

    replaced = edit.replaced(text, "a", values)

    assert file.configuration(replaced, Path("/config.toml")).peers["a"].values == values
    for comment in ("# a", "# host", "# one", "# [peers.x]", "#\t日本"):
        assert comment in replaced or comment not in text


def begun(folder: Path, text: str = BEGUN) -> Path:
    path = folder / "config.toml"
    path.write_bytes(text.encode())
    return path


def test_comments_stay(tmp_path: Path) -> None:
    path = begun(tmp_path)

    edit.add(path, "c", {"host": "z"})
    assert path.read_bytes().decode().startswith(BEGUN)
    edit.remove(path, "c")
    assert path.read_bytes().decode() == BEGUN
    assert edit.remove(path, "b") is False

    left = path.read_bytes().decode()
    assert left == BEGUN[: BEGUN.index("[peers . ")] + "\n# The end.\n"


def test_the_default_goes_with_its_peer(tmp_path: Path) -> None:
    path = begun(tmp_path, '[peers.a]\nhost = "x"\n')
    edit.add(path, "b", {"host": "y"}, default=True)
    assert file.load(path).default == "b"
    assert edit.remove(path, "b") is True
    assert path.read_text() == '[peers.a]\nhost = "x"\n'


def test_a_new_file_is_ours_alone_and_an_old_one_stays_as_it_is(tmp_path: Path) -> None:
    new = tmp_path / "new" / "config.toml"
    edit.add(new, "a", {"host": "x"})
    assert stat.S_IMODE(new.stat().st_mode) == 0o600
    assert stat.S_IMODE(new.parent.stat().st_mode) == 0o700

    new.chmod(0o644)
    link = tmp_path / "link.toml"
    link.symlink_to(new)
    edit.add(link, "b", {"host": "y"})
    assert link.is_symlink()
    assert stat.S_IMODE(new.stat().st_mode) == 0o644
    assert list(file.load(new).peers) == ["a", "b"]
    assert os.listdir(new.parent) == ["config.toml"]


def test_a_name_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    path = begun(tmp_path)
    with pytest.raises(UsageError, match=r"there is a peer a already, in .*config\.toml, line 4") as caught:
        edit.add(path, "a", {"host": "z"})
    assert "--replace" in caught.value.remedy
    assert path.read_bytes().decode() == BEGUN
    assert os.listdir(tmp_path) == ["config.toml"]

    edit.add(path, "a", {"host": "z", "call": "Z"}, replace=True)
    assert file.load(path).peers["a"].values == {"host": "z", "call": "Z"}
    assert "# its host" in path.read_text()
    assert "# About the second." in path.read_text()


def test_a_file_with_a_mistake_is_not_touched(tmp_path: Path) -> None:
    path = begun(tmp_path, "[peers.a]\nhots = 'x'\n")
    with pytest.raises(UsageError, match=r"line 2: peers\.a\.hots is no setting"):
        edit.add(path, "b", {"host": "y"})
    assert os.listdir(tmp_path) == ["config.toml"]


def test_what_cannot_be_changed_here(tmp_path: Path) -> None:
    path = begun(tmp_path, 'peers = { a = { host = "x" } }\n')
    with pytest.raises(UsageError):
        edit.add(path, "b", {"host": "y"})
    assert path.read_text() == 'peers = { a = { host = "x" } }\n'
    with pytest.raises(FileProblem, match="/dev/null is no file that could be changed"):
        edit.add(Path("/dev/null"), "b", {"host": "y"})


def test_many_at_a_time(tmp_path: Path) -> None:
    path = begun(tmp_path)

    def add(number: int) -> int:
        line = command_line("peers", "add", f"p{number}", "host", "--config", path)
        return subprocess.run(line, capture_output=True, check=False).returncode

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(add, range(6))) == [0] * 6
    assert {f"p{number}" for number in range(6)} <= file.load(path).peers.keys()


def test_one_that_was_killed_over_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scu.config.rewriting._PATIENCE", 0.05)
    path = begun(tmp_path)
    (tmp_path / "config.toml.new").touch()
    with pytest.raises(FileProblem, match="another scu is changing the configuration") as caught:
        edit.add(path, "c", {"host": "z"})
    assert "config.toml.new" in caught.value.remedy


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = run_scu("peers", "add", "a", "host", "--config", tmp_path / "file" / "config.toml")
    assert done.returncode == 4
    assert "cannot be written: File exists" in done.stderr
