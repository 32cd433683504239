"""Peers by name: what is configured for them is what they get."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pynetdicom.pdu_primitives import UserIdentityNegotiation

from scu.config import edit
from scu.config.settings import Value
from tests.peers import secure
from tests.peers.command import ask, run_scu
from tests.peers.dcmtk import Server
from tests.peers.hierarchy import assert_received, wanted
from tests.peers.instances import Made
from tests.peers.processes import LOCALHOST, free_port
from tests.peers.recording import Recorder, recording_scp
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


def test_a_name_in_place_of_a_host(storescp: Server, configure: Configure) -> None:
    path = configure(port=storescp.port, call="NAMED", aetitle="WS1")

    for words in (("echo", "main", "--config", path), ("--config", path, "echo", "main")):
        assert ask(*words)["peer"] == {
            "host": LOCALHOST,
            "port": storescp.port,
            "called_ae_title": "NAMED",
            "calling_ae_title": "WS1",
        }
    assert ask("echo", env={"SCU_HOST": "main", "SCU_CONFIG": str(path)})["ok"]
    told = run_scu("echo", "main", "-v", env={"SCU_CONFIG": str(path)}).stderr
    assert f"scu: main is a peer of the configuration: {LOCALHOST} in {path}, line 1\n" in told


# What is typed, the environment, and what comes of the peer 1111, PEER, US: port, called and calling.
PRECEDENCE = [
    ("main", {}, (1111, "PEER", "US")),
    ("main 2222", {}, (2222, "PEER", "US")),
    ("main:2222", {}, (2222, "PEER", "US")),
    ("TYPED@main", {}, (1111, "TYPED", "US")),
    ("TYPED@main:2222", {}, (2222, "TYPED", "US")),
    ("--hostname main", {}, (1111, "PEER", "US")),
    ("main --port 2222 --call OPTION --aetitle ME", {}, (2222, "OPTION", "ME")),
    ("TYPED@main:2222 --port 3333 --call OPTION", {}, (3333, "OPTION", "US")),
    ("main", {"SCU_PORT": "4444", "SCU_CALL": "ENV", "SCU_AETITLE": "ENVUS"}, (4444, "ENV", "ENVUS")),
    ("main", {"SCU_PORT": "", "SCU_CALL": "", "SCU_AETITLE": ""}, (1111, "PEER", "US")),
    ("TYPED@main:2222", {"SCU_PORT": "4444", "SCU_CALL": "ENV"}, (2222, "TYPED", "US")),
    ("", {}, (1111, "PEER", "US")),
    ("2222", {}, (2222, "PEER", "US")),
    ("", {"SCU_HOST": "127.0.0.1"}, (104, "ANY-SCP", "SCU")),
    ("", {"SCU_HOST": "TYPED@main"}, (1111, "TYPED", "US")),
    ("other", {}, (104, "ANY-SCP", "SCU")),
    ("127.0.0.1", {}, (104, "ANY-SCP", "SCU")),
]


@pytest.mark.parametrize(("words", "environment", "expected"), PRECEDENCE)
def test_who_has_the_say(
    words: str, environment: dict[str, str], expected: tuple[int, str, str], configure: Configure
) -> None:
    configure(port=1111, call="PEER", aetitle="US", default=True)
    path = configure("other")
    # Nobody listens there, and the document tells whom it called.
    peer = ask("echo", *words.split(), "--timeout", "2", env={"SCU_CONFIG": str(path), **environment}, status=3)["peer"]
    assert (peer["port"], peer["called_ae_title"], peer["calling_ae_title"]) == expected
    assert peer["host"] == LOCALHOST


def answered(recorder: Recorder, configure: Configure, *words: object, **values: Value) -> Recorder:
    """Echo a recording peer of that configuration."""
    with recording_scp(recorder) as server:
        path = configure(port=server.port, **values)
        done = run_scu("echo", "main", "--config", path, *words)
        assert done.returncode == 0, done.stderr
    return recorder


def presented(recorder: Recorder) -> tuple[bytes | None, bytes | None]:
    """The user and the password that came."""
    (request,) = recorder.requests
    (identity,) = (it for it in request.user_information if isinstance(it, UserIdentityNegotiation))
    return identity.primary_field, identity.secondary_field


def test_the_longest_pdu_of_the_peer(configure: Configure) -> None:
    (request,) = answered(Recorder(), configure, max_pdu=8192).requests
    assert request.maximum_length_received == 8192


def test_an_option_wins(configure: Configure) -> None:
    (request,) = answered(Recorder(), configure, "--max-pdu", "16384", max_pdu=8192).requests
    assert request.maximum_length_received == 16384


@pytest.mark.parametrize(
    ("values", "environment", "password"),
    [
        ({"password_env": "OUR_PASSWORD"}, {"OUR_PASSWORD": "geheim"}, "geheim"),
        ({"password_env": "OUR_PASSWORD"}, {"OUR_PASSWORD": "geheim", "SCU_PASSWORD": "stronger"}, "stronger"),
        ({"password_file": "secret.txt"}, {}, "von Datei"),
        ({"password": "im Klaren"}, {}, "im Klaren"),
        ({}, {}, None),
    ],
)
def test_a_user_and_where_the_password_is(
    values: dict[str, Value], environment: dict[str, str], password: str | None, configure: Configure, tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text("von Datei\nand more\n")
    with recording_scp() as recorder:
        path = configure(port=recorder.port, user="jané", **values)
        done = run_scu("echo", "main", "-d", "--config", path, env=environment)

    assert done.returncode == 0, done.stderr
    assert presented(recorder) == ("jané".encode(), (password or "").encode())
    assert password is None or password not in done.stderr + done.stdout
    assert ("stands in clear" in done.stderr) == ("password" in values)


def test_the_password_is_for_that_user_alone(configure: Configure) -> None:
    with recording_scp() as recorder:
        path = configure(port=recorder.port, user="jane", password="geheim")
        assert run_scu("echo", "main", "--user", "john", "--config", path).returncode == 0
    assert presented(recorder) == (b"john", b"")


def test_a_password_that_others_can_read(configure: Configure) -> None:
    path = configure(port=free_port(), user="jane", password="geheim")
    assert "others can read" not in run_scu("echo", "main", "--config", path).stderr
    path.chmod(0o640)
    said = run_scu("echo", "main", "--config", path).stderr
    assert f"scu: note: others can read {path}, and the password in it" in said
    assert "geheim" not in said


def test_a_password_that_is_not_there(configure: Configure) -> None:
    path = configure(port=1, user="jane", password_env="OUR_PASSWORD")
    configure("asked", port=1, user="jane", password_ask=True)

    done = run_scu("echo", "main", "--config", path)
    assert done.returncode == 2
    assert "the environment variable OUR_PASSWORD is not set" in done.stderr
    asked = run_scu("echo", "asked", "--config", path)
    assert asked.returncode == 2
    assert "there is no terminal to ask for a password at" in asked.stderr


KEYRING = {
    "keyring/__init__.py": "def get_password(*of):\n    return {('scu', 'main'): 'im Ring'}.get(of)\n",
    "keyring/errors.py": "class KeyringError(Exception): pass\n",
}


def test_a_password_in_the_keyring(configure: Configure, tmp_path: Path) -> None:
    """A keyring of our own, as the tests may not look into that of the person who runs them."""
    for name, content in KEYRING.items():
        (tmp_path / "ring" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "ring" / name).write_text(content)
    environment = {"PYTHONPATH": str(tmp_path / "ring")}
    with recording_scp() as recorder:
        path = configure(port=recorder.port, user="jane", password_keyring=True)
        configure("other", user="jane", password_keyring=True)
        assert run_scu("echo", "main", "--config", path, env=environment).returncode == 0
    assert presented(recorder) == (b"jane", b"im Ring")

    missing = run_scu("echo", "other", "--config", path, env=environment)
    assert missing.returncode == 2
    assert "what to do: put it there: keyring set scu other" in missing.stderr

    (tmp_path / "ring" / "keyring" / "__init__.py").write_text("raise ImportError\n")
    without = run_scu("echo", "main", "--config", path, env=environment)
    assert without.returncode == 2
    assert "pip install 'scu[keyring]'" in without.stderr


def test_tls_of_the_peer(configure: Configure, hospital: Hospital, tmp_path: Path) -> None:
    client, authority = hospital.client, str(hospital.authority.certificate)
    with secure.storescp(tmp_path / "scp", hospital) as server:
        path = configure(
            port=server.port,
            tls=True,
            tls_key=str(client.key),
            tls_certificate=str(client.certificate),
            tls_ca_files=[authority],
        )
        assert ask("echo", "main", "--config", path)["ok"]
        plain = run_scu("echo", "main", "--disable-tls", "--config", path, "--acse-timeout", "3")
        assert plain.returncode == 3
        anonymous = run_scu("echo", "main", "--anonymous-tls", "--config", path)
        assert anonymous.returncode == 3  # the server wants a certificate of ours


@pytest.mark.parametrize(("options", "charset"), [([], "ISO_IR 144"), (["--charset", "ISO_IR 192"], "ISO_IR 192")])
def test_a_query_in_the_character_set_of_the_peer(options: list[str], charset: str, configure: Configure) -> None:
    with recording_scp() as recorder:
        path = configure(port=recorder.port, charset="ISO_IR 144")
        done = run_scu("find", "main", "-k", "PatientName=Иван*", *options, "--config", path)
    assert done.returncode == 0, done.stderr
    (asked,) = recorder.asked
    assert asked.identifier.SpecificCharacterSet == charset
    assert asked.identifier.PatientName == "Иван*"


def test_a_query_file_keeps_its_character_set(configure: Configure, tmp_path: Path) -> None:
    query = tmp_path / "query.dcm"
    key = ("-k", "PatientName=Jané")
    assert run_scu("find", *key, "--charset", "ISO_IR 100", "--dry-run", "--store-query", query).returncode == 0
    with recording_scp() as recorder:
        path = configure(port=recorder.port, charset="ISO_IR 144", default=True)
        for words in ((query,), ("main", query)):
            assert run_scu("find", *words, "--config", path).returncode == 0
    assert [asked.identifier.SpecificCharacterSet for asked in recorder.asked] == ["ISO_IR 100"] * 2


def test_the_model_on_the_wire(configure: Configure) -> None:
    models = {"": "1.1", "-S": "2.1", "--patient": "1.1"}
    for option, model in models.items():
        with recording_scp() as recorder:
            path = configure(f"p{recorder.port}", port=recorder.port, model="patientroot")
            keys = ["-k", "PatientID=1"]
            run_scu("find", f"p{recorder.port}", *option.split(), *keys, "--config", path)
        (context,) = recorder.requests[0].presentation_context_definition_list
        assert context.abstract_syntax == f"1.2.840.10008.5.1.4.1.2.{model}"


def test_a_default_model_gives_way_to_a_level_that_it_has_not(configure: Configure) -> None:
    path = configure(model="psonly")
    ask("find", "main", "--series", "-k", "StudyInstanceUID=1.2", "--dry-run", "--config", path)


def test_move_with_the_port_of_the_peer(
    dcmqrscp: Server, archive: list[Made], move_ports: dict[str, int], configure: Configure, tmp_path: Path
) -> None:
    path = configure(port=dcmqrscp.port, call=dcmqrscp.ae_title, port_scp=move_ports["SCU"], default=True)
    out = tmp_path / "here"
    out.mkdir()

    ask("move", "-k", f"StudyInstanceUID={archive[-1].study}", "--config", path, cwd=out)

    assert_received(out, wanted(archive, "--study", archive[-1]))


def test_store_takes_no_port_without_commitment(storescp: Server, archive: list[Made], configure: Configure) -> None:
    path = configure(port=storescp.port, port_scp=free_port(), associations=2, default=True)
    answer = ask("store", archive[0].path, "--config", path)
    assert answer["summary"]["stored"] == 1


def test_the_evidence_keeps_the_file_to_itself(configure: Configure, archive: list[Made], tmp_path: Path) -> None:
    """Also where the host is not typed, and the file comes first."""
    path = configure(port=free_port(), user="jane", password="geheim", default=True)
    for number, words in enumerate(([], ["main"])):
        evidence = tmp_path / f"{number}.json"
        run_scu("store", *words, archive[0].path, "--config", path, "--evidence", evidence)
        document = json.loads(evidence.read_text())
        assert document["command"][2 : 2 + len(words)] == words or words[0] in document["command"]
        assert "<path>" in document["command"]
        assert str(archive[0].path) not in evidence.read_text()
        assert "geheim" not in evidence.read_text()


def test_a_name_wins_over_a_file(storescp: Server, archive: list[Made], configure: Configure, tmp_path: Path) -> None:
    path = configure(port=storescp.port, default=True)
    (tmp_path / "main").mkdir()
    assert ask("store", "main", archive[0].path, "--config", path, cwd=tmp_path)["summary"]["stored"] == 1
