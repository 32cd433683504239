"""`scu peers`: what is in the configuration, changed and tried."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from scu.config import edit
from scu.config.settings import Value
from tests.conftest import StartStorescp
from tests.peers.command import run_scu
from tests.peers.dcmtk import Server
from tests.peers.processes import LOCALHOST, free_port
from tests.peers.tls import Hospital

Configure = Callable[..., Path]


@pytest.fixture
def configure(tmp_path: Path) -> Configure:
    """Write a peer into the configuration file; returns that."""
    path = tmp_path / "config.toml"

    def write(name: str = "main", *, default: bool = False, **values: Value) -> Path:
        edit.add(path, name, {"host": LOCALHOST, **values}, default=default)
        return path

    return write


def peers(*words: object, status: int = 0) -> subprocess.CompletedProcess[str]:
    done = run_scu("peers", *words)
    assert done.returncode == status, done.stdout + done.stderr
    return done


def test_add_list_show_and_remove(tmp_path: Path, hospital: Hospital) -> None:
    path = tmp_path / "config.toml"
    config = ("--config", path)

    peers("add", "main", "PACS@pacs.example.org:11112", "--aetitle", "WS1", "--default", *config)
    options = ["--enable-tls", hospital.client.key, hospital.client.certificate, "--timeout", "2.5", "--user", "jane"]
    peers("add", "büro", "::1", "104", *options, "--password-env", "X", "--model", "psonly", *config)
    peers("add", "clear", "h", "--user", "u", "--password", "geheim", *config)

    listed = json.loads(peers("--format", "json", *config).stdout)
    assert listed["default"] == "main"
    main, office, clear = listed["peers"]
    assert main == {
        "name": "main",
        "default": True,
        "host": "pacs.example.org",
        "port": 11112,
        "call": "PACS",
        "aetitle": "WS1",
    }
    assert office["tls_key"] == str(hospital.client.key)
    assert office["timeout"] == 2.5
    assert office["model"] == "psonly"
    assert clear["password"] == "********"
    rows = list(csv.DictReader(io.StringIO(peers("list", "--format", "csv", *config).stdout)))
    assert [row["name"] for row in rows] == ["main", "büro", "clear"]
    for format in ("text", "table"):
        shown = peers("list", "--format", format, *config).stdout
        assert "büro" in shown
        assert "geheim" not in shown + peers("show", "clear", "--format", format, *config).stdout

    peers("remove", "main", "büro", *config)
    assert json.loads(peers("--format", "json", *config).stdout)["default"] is None


def test_where_each_value_comes_from(configure: Configure) -> None:
    path = configure(port=1111, timeout=5.0, user="jane", password="geheim")
    done = run_scu(
        *("peers", "show", "main", "--acse-timeout", "7", "--format", "json", "--config", path),
        env={"SCU_CALL": "ENV", "SCU_PASSWORD": "stronger"},
    )
    told = {
        each["setting"]: (each["value"], each["origin"], each["place"]) for each in json.loads(done.stdout)["settings"]
    }

    assert told["port"] == (1111, "peer", f"{path}, line 3")
    assert told["call"] == ("ENV", "environment", "variable SCU_CALL")
    assert told["aetitle"] == ("SCU", "default", "default")
    assert told["timeout"] == (5.0, "peer", f"{path}, line 4")
    assert told["acse_timeout"] == (7.0, "option", "option --acse-timeout")
    assert told["password"] == ("********", "environment", "variable SCU_PASSWORD")
    assert "stronger" not in done.stdout
    assert "geheim" not in done.stdout


def test_all_are_tested_side_by_side(storescp: Server, start_storescp: StartStorescp, configure: Configure) -> None:
    configure("first", port=storescp.port)
    configure("nobody", port=free_port())
    configure("locked", port=storescp.port, user="u", password_env="NOT_THERE")
    path = configure("second", port=start_storescp().port)

    done = peers("test", "--format", "json", "--config", path, status=1)
    document = json.loads(done.stdout)
    verdicts = {each["name"]: each["ok"] for each in document["peers"]}
    assert verdicts == {"first": True, "nobody": False, "locked": False, "second": True}
    by_name = {each["name"]: each for each in document["peers"]}
    assert by_name["nobody"]["error"]["kind"] == "refused"
    assert by_name["locked"]["error"]["kind"] == "usage"
    assert by_name["first"]["seconds"]["echo"] > 0
    assert document["error"]["message"] == "2 of 4 peers did not answer as they should: nobody, locked"

    text = peers("test", "first", "second", "--config", path).stdout
    assert [line.split()[2] for line in text.splitlines()] == ["ok", "ok"]
    rows = list(csv.DictReader(io.StringIO(peers("test", "--format", "csv", "--config", path, status=1).stdout)))
    assert [row["verdict"] for row in rows] == ["ok", "failed", "failed", "ok"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("ad main host", "there is no `scu peers ad`"),
        ("add", "takes a name and an address"),
        ("add main", "no host is given for main"),
        ("add -- --x host", "'--x' cannot be the name of a peer"),
        ("add 104 host", "'104' cannot be the name of a peer"),
        ("add new host 104 x", "'x' is one word too many"),
        ("add new host --repeat 3", "--repeat does not go with `scu peers add`"),
        ("add new host --call SEVENTEEN_LETTERS", "call of new is wrong"),
        ("add new host --charset utf-8", "charset of new is wrong: 'utf-8' is no Specific Character Set"),
        ("add new host --password x", "password of new needs user"),
        ("add main host", "there is a peer main already"),
        ("list main", "'main' is one word too many"),
        ("list --timeout 3", "--timeout does not go with `scu peers list`"),
        ("show", "takes the name of one peer"),
        ("show man", "no peer is called 'man'"),
        ("remove man", "no peer is called 'man'"),
        ("test man", "no peer is called 'man'"),
        ("test --format jsonl", "--format jsonl is for find alone"),
    ],
)
def test_what_is_wrong_with_the_words(line: str, said: str, configure: Configure) -> None:
    path = configure()
    before = path.read_text()
    done = peers("--config", path, *line.split(), status=2)
    assert said in done.stderr
    assert path.read_text() == before


def test_without_a_file(tmp_path: Path) -> None:
    assert "There is no peer in" in peers().stdout
    off = peers("add", "a", "host", "--config", "", status=2)
    assert "there is no configuration file to change" in off.stderr
    missing = run_scu("echo", "host", "--config", tmp_path / "none.toml")
    assert missing.returncode == 4
    assert "there is no configuration file" in missing.stderr
