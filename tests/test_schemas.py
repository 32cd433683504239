"""What the verbs print with --format json is what docs/schemas say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from pydicom.uid import UID
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from tests.peers.command import answer_here, document, run_here, run_scu
from tests.peers.instances import make_instances
from tests.peers.keeper import Keeper, keeping_scp
from tests.peers.people import NAMES, study
from tests.peers.processes import LOCALHOST, free_port
from tests.peers.recording import Recorder, recording_scp

SCHEMAS = Path(__file__).parent.parent / "docs" / "schemas"
NAMES_OF_SCHEMAS = sorted(path.stem for path in SCHEMAS.glob("*.json"))


def closed(schema: Any) -> Any:
    """The schema with no room for keys that it does not name: they shall be documented too."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {name: closed(each) for name, each in schema.items()}
    if schema.get("type") == "object" and "properties" in schema and "patternProperties" not in schema:
        inner.setdefault("additionalProperties", False)
    return inner


def read(name: str) -> Any:
    return closed(json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8")))


REGISTRY: Registry[Any] = Registry().with_resources(
    [(f"{name}.json", DRAFT202012.create_resource(read(name))) for name in NAMES_OF_SCHEMAS]
)


def check(shown: Any, name: str) -> None:
    Draft202012Validator({"$ref": f"{name}.json"}, registry=REGISTRY).validate(shown)


@pytest.fixture
def recorder(tmp_path: Path) -> Iterator[Recorder]:
    """A server that sends what it has, and finds people."""
    made = make_instances(tmp_path / "held", 2)
    matches = [study(number, name) for number, name in enumerate(NAMES)]
    with recording_scp(Recorder(instances=made, matches=matches)) as recorder:
        yield recorder


def files(folder: Path, count: int = 2) -> list[Path]:
    return [made.path for made in make_instances(folder, count)]


@pytest.mark.parametrize("name", NAMES_OF_SCHEMAS)
def test_it_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(read(name))


def test_echo(recorder: Recorder) -> None:
    check(answer_here("echo", recorder.address, "--repeat", 2), "echo")
    check(answer_here("echo", LOCALHOST, free_port(), status=3), "echo")


def test_store(recorder: Recorder, tmp_path: Path) -> None:
    paths = files(tmp_path / "sent")
    (tmp_path / "notes.txt").write_text("no DICOM file")
    check(answer_here("store", recorder.address, *paths), "store")
    check(answer_here("store", recorder.address, paths[0], "--set", "PatientID=P1"), "store")
    check(answer_here("store", recorder.address, paths[0], tmp_path / "notes.txt", status=1), "store")
    check(answer_here("store", LOCALHOST, free_port(), paths[0], status=3), "store")
    recorder.status = 0xA700
    check(answer_here("store", recorder.address, *paths, status=1), "store")


def test_probe(recorder: Recorder, tmp_path: Path) -> None:
    (path,) = files(tmp_path / "sent", 1)
    shown = answer_here("store", recorder.address, "--probe", path)
    check(shown, "probe")
    shown["acceptance"][0]["accepted"] = False
    (tmp_path / "earlier.json").write_text(json.dumps(shown))
    compared = answer_here("store", recorder.address, "--probe", path, "--compare", tmp_path / "earlier.json")
    check(compared, "probe")
    assert compared["compared"]["added"]


def test_get(recorder: Recorder, tmp_path: Path) -> None:
    asked = ["-k", f"StudyInstanceUID={recorder.instances[0].study}"]
    check(answer_here("get", recorder.address, *asked, "-o", tmp_path / "got", "--no-find"), "get")
    again = ["-o", tmp_path / "got", "--no-find", "--on-exists", "skip"]
    skipped = answer_here("get", recorder.address, *asked, *again)
    check(skipped, "get")
    check(answer_here("get", LOCALHOST, free_port(), *asked, status=3), "get")


def test_move(recorder: Recorder, tmp_path: Path) -> None:
    port = free_port()
    recorder.destinations["SCU"] = port
    asked = ["-k", f"StudyInstanceUID={recorder.instances[0].study}"]
    shown = answer_here("move", recorder.address, *asked, "--port-scp", port, "-o", tmp_path / "got")
    check(shown, "move")
    assert shown["instances"]
    done = run_here("move", recorder.address, *asked, "--move", "NOBODY", "--format", "json")
    check(document(done), "move")


def test_commit(tmp_path: Path) -> None:
    made = make_instances(tmp_path / "sent", 2)
    with keeping_scp(Keeper(failures={UID(made[0].uid): 0x0112})) as keeper:
        address = f"KEEPER@{LOCALHOST}:{keeper.port}"
        paths = [each.path for each in made]
        stored = answer_here("store", address, *paths, "--commit", status=1)
        asked = answer_here("commit", address, *paths, status=1)
    check(stored, "store")
    check(asked, "commit")
    assert {each["failure_reason"] for each in asked["instances"]} == {"0112", None}


def test_find(recorder: Recorder) -> None:
    shown = answer_here("find", recorder.address)
    check(shown, "find")
    assert len(shown) == len(NAMES)
    for line in run_scu("find", recorder.address, "--format", "jsonl").stdout.splitlines():
        check(json.loads(line), "match")
    check(answer_here("find", "--dry-run", "--worklist"), "find")
    check(answer_here("find", LOCALHOST, free_port(), status=3), "find")
    check(json.loads(run_here("find", LOCALHOST, free_port(), "--format", "jsonl").stdout), "error")


def test_explain_and_doctor(recorder: Recorder) -> None:
    check(answer_here("explain", "A801", "A700"), "explain")
    check(answer_here("doctor", recorder.address), "doctor")
    check(answer_here("doctor", LOCALHOST, free_port(), status=3), "doctor")


def test_peers(recorder: Recorder, tmp_path: Path) -> None:
    config = ("--config", tmp_path / "config.toml")
    check(answer_here("peers", "add", "up", recorder.address, "--default", *config), "peers")
    check(answer_here("peers", "show", "up", *config), "peers")
    check(answer_here("peers", "test", *config), "peers")
    answer_here("peers", "add", "down", f"{LOCALHOST}:{free_port()}", *config)
    check(answer_here("peers", "test", *config, status=1), "peers")
    listed = answer_here("peers", *config)
    check(listed, "peers")
    assert [each["name"] for each in listed["peers"]] == ["up", "down"]
    check(answer_here("peers", "remove", "down", *config), "peers")
    check(answer_here("peers", "show", "down", *config, status=2), "peers")


def test_history(recorder: Recorder, tmp_path: Path) -> None:
    env = {"SCU_HISTORY": str(tmp_path / "history.jsonl")}
    recorder.status = 0xA700
    run_scu("store", recorder.address, *files(tmp_path / "sent"), env=env)
    run_scu("get", LOCALHOST, free_port(), "-k", "StudyInstanceUID=1.2.3", "--no-find", env=env)
    shown = document(run_scu("history", "--format", "json", env=env))
    check(shown, "history")
    assert [each["exit_status"] for each in shown] == [1, 3]


@pytest.mark.parametrize("words", [["store"], ["find", "--nonsense"], ["nonsense"], ["echo", "host", "--port", "x"]])
def test_a_usage_error(words: list[str]) -> None:
    check(answer_here(*words, status=2), "error")


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("echo", {"version": 2}),
        ("echo", {"status": "0"}),
        ("echo", {"surprise": 1}),
        ("echo", {"seconds": {"connect": -1, "associate": 0, "total": 0}}),
    ],
)
def test_the_schemas_refuse_what_is_wrong(recorder: Recorder, name: str, change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        check({**answer_here("echo", recorder.address), **change}, name)


@pytest.mark.parametrize(
    "match",
    [
        {"0010001": {"vr": "PN"}},
        {"00100010": {"vr": "PN", "Value": ["Doe"]}},
        {"00100020": {"vr": "LO", "Value": [{"Alphabetic": "P1"}]}},
        {"00100020": {"Value": ["P1"]}},
        {"00400100": {"vr": "SQ", "Value": [{"x": {}}]}},
    ],
)
def test_a_match_is_dicom_json(match: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        check(match, "match")
