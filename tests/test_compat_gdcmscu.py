"""`scu gdcmscu`: every option of gdcmscu's page, by what it does to the peer or to the disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydicom.filereader import dcmread
from pydicom.uid import CTImageStorage

from scu import __version__
from tests.conftest import OldLine
from tests.conftest import Tool as RunDCMTK
from tests.peers.command import run_scu
from tests.peers.instances import Made, make_instances, same_object
from tests.peers.old_tools import Rows, here, rows
from tests.peers.processes import LOCALHOST, free_port
from tests.peers.recording import Recorder
from tests.peers.scripted import Conversation, scripted_peer
from tests.peers.scripts import succeed

MODEL = "1.2.840.10008.5.1.4.1.2.{}.{}"
WORKLIST = "1.2.840.10008.5.1.4.31"
GROUPS = ("target", "ae", "mode", "store", "query", "move", "general")
ROWS = Rows("gdcmscu", *GROUPS)
option = ROWS.option
Run = Callable[..., tuple[Recorder, str, str]]


@pytest.fixture
def run(old_line: OldLine) -> Run:
    """Run `scu gdcmscu` with these words; what the peer recorded, and standard output and error."""

    def go(*words: object, **others: Any) -> tuple[Recorder, str, str]:
        recorder, done = old_line("gdcmscu", *words, **others)
        return recorder, done.stdout, done.stderr

    return go


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make_instances(tmp_path_factory.mktemp("made"))[0]


@option("(1st positional)")
def test_host(run: Run, name: str) -> None:
    peer, _, _ = run("HOST", "PORT")

    assert peer.echoes == 1
    (request,) = peer.requests
    assert (request.calling_ae_title, request.called_ae_title) == ("GDCMSCU", "ANY-SCP")


@option("(2nd positional)")
def test_the_port_is_104_where_none_is_given(name: str) -> None:
    assert " --port 11112 " in here("gdcmscu", "HOST", "11112", "--translate").stdout
    assert " --port 104 " in here("gdcmscu", "HOST", "--translate").stdout


@option("(3rd and later)")
def test_files(run: Run, made: Made, tmp_path: Path, name: str) -> None:
    others = make_instances(tmp_path, 2)

    peer, _, _ = run("--store", "HOST", "PORT", made.path, *(each.path for each in others))

    assert {stored.uid for stored in peer.stored} == {each.uid for each in (made, *others)}


@option("--hostname")
@pytest.mark.parametrize("port", ["-p", "--port"])
def test_hostname(run: Run, name: str, port: str) -> None:
    assert run(name, "HOST", port, "PORT")[0].echoes == 1


@option("--port")
def test_port(run: Run, name: str) -> None:
    assert run("HOST", name, "PORT")[0].echoes == 1
    assert run(name, "65536", "HOST", status=2)[0].requests == []


@option("--aetitle")
def test_aetitle(run: Run, name: str) -> None:
    assert run("--echo", "HOST", "PORT", name, "MYSCU")[0].requests[0].calling_ae_title == "MYSCU"


@option("--call")
def test_call(run: Run, name: str) -> None:
    assert run("--echo", "HOST", "PORT", f"{name}=SERVSCP")[0].requests[0].called_ae_title == "SERVSCP"


@option("--echo")
def test_echo(run: Run, name: str) -> None:
    assert run(name, "HOST", "PORT")[0].echoes == 1


@option("--store")
def test_store(run: Run, made: Made, name: str) -> None:
    (stored,) = run(name, "HOST", "PORT", made.path)[0].stored

    assert (stored.uid, stored.sop_class, stored.transfer_syntax) == (made.uid, CTImageStorage, made.transfer_syntax)


@option("--find")
def test_find(run: Run, name: str) -> None:
    (asked,) = run(name, "--studyroot", "HOST", "PORT")[0].asked

    assert asked.model == MODEL.format(2, 1)


@option("--move")
def test_move(run: Run, made: Made, tmp_path: Path, name: str) -> None:
    port = free_port()
    answers: dict[str, Any] = {"instances": [made], "destinations": {"ACME1": port}}
    words = ("--patientroot", "--patient", "-k", "10,20=P1", "--port-scp", port, "--aetitle", "ACME1")

    (asked,) = run(name, *words, "HOST", "PORT", **answers)[0].asked

    assert (asked.model, asked.destination) == (MODEL.format(1, 2), "ACME1")
    assert same_object(tmp_path / f"{made.uid}.dcm", made.path)


@option("--get")
def test_get(run: Run, made: Made, tmp_path: Path, name: str) -> None:
    words = ("--patientroot", "--patient", "-k", "10,20=P1")

    (asked,) = run(name, *words, "HOST", "PORT", instances=[made])[0].asked

    assert asked.model == MODEL.format(1, 3)
    assert same_object(tmp_path / f"{made.uid}.dcm", made.path)


@option("--worklist")
@pytest.mark.parametrize("mode", [(), ("--find",)])
def test_worklist(run: Run, name: str, mode: tuple[str, ...]) -> None:
    (asked,) = run(name, *mode, "HOST", "PORT", "-k", "10,10=A*")[0].asked

    assert asked.model == WORKLIST
    assert [element.keyword for element in asked.identifier] == ["SpecificCharacterSet", "PatientName"]


@option("--input")
def test_input(run: Run, made: Made, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "folder"
    inside = make_instances(folder, 2)
    make_instances(folder / "below", 1)

    peer, _, _ = run("--store", "HOST", "PORT", name, folder, name, made.path)

    assert {stored.uid for stored in peer.stored} == {each.uid for each in (made, *inside)}


@option("--recursive")
def test_recursive(run: Run, tmp_path: Path, name: str) -> None:
    inside = [*make_instances(tmp_path / "folder", 1), *make_instances(tmp_path / "folder" / "below", 1)]

    peer, _, _ = run("--store", "HOST", "PORT", name, "-i", tmp_path / "folder")

    assert {stored.uid for stored in peer.stored} == {each.uid for each in inside}


@option("--store-query")
def test_store_query(dcmtk: RunDCMTK, tmp_path: Path, name: str) -> None:
    """It is there even if nobody listens."""
    words = f"--find --patient --patientroot {LOCALHOST} {free_port()} --key 10,20=* --key 10,10 {name} query.dcm"

    done = run_scu("gdcmscu", *words.split(), cwd=tmp_path)

    assert done.returncode == 3
    dumped = [line.split("#")[0].split() for line in dcmtk("dcmdump", tmp_path / "query.dcm").splitlines()]
    assert [line for line in dumped if line and line[0] > "(0002"][-4:] == [
        ["(0008,0005)", "CS", "[ISO_IR", "192]"],
        ["(0008,0052)", "CS", "[PATIENT]"],
        ["(0010,0010)", "PN", "(no", "value", "available)"],
        ["(0010,0020)", "LO", "[*]"],
    ]


@option("--patientroot", "--studyroot")
def test_model(run: Run, name: str) -> None:
    assert run("--find", name, "HOST", "PORT")[0].asked[0].model == MODEL.format(1 + (name == "--studyroot"), 1)


@option("--patient", "--study", "--series", "--image")
def test_level(run: Run, name: str) -> None:
    """Of several one counts: image, else series, else patient, else study; which is also that of none."""
    lower = {"--patient": ("--study",), "--series": ("--patient",), "--image": ("--series", "--patient")}
    for words in [(name, *lower.get(name, ())), *([()] if name == "--study" else [])]:
        (asked,) = run("--find", "--patientroot", "HOST", "PORT", *words)[0].asked
        assert asked.identifier.QueryRetrieveLevel == name.removeprefix("--").upper()


@option("--key")
@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("10,10=A*", "A*"),
        ("10,10,A*", "A*"),
        ("0010,0010", ""),
        ("10,10", ""),
        ("10,10=", ""),
        ("0x10,0x10=P", "P"),
        (" 10, 10=x", "x"),
        ("10,10=a=b", "a=b"),
    ],
)
def test_key(run: Run, name: str, key: str, value: str) -> None:
    (asked,) = run("--find", "--patientroot", "--patient", "HOST", "PORT", name, key)[0].asked

    assert str(asked.identifier.PatientName or "") == value


@option("--output")
def test_output(run: Run, made: Made, tmp_path: Path, name: str) -> None:
    words = ("--get", "--studyroot", "-k", "20,d=1.2", name, tmp_path / "made by it")

    run(*words, "HOST", "PORT", instances=[made])

    assert same_object(tmp_path / "made by it" / f"{made.uid}.dcm", made.path)


@option("--port-scp")
def test_port_scp(run: Run, name: str) -> None:
    """It listens before it asks."""
    made_it: list[int] = []
    port = free_port()

    def look(conversation: Conversation) -> None:
        import socket

        with socket.create_connection((LOCALHOST, port)) as there:
            made_it.append(there.getpeername()[1])
        succeed(conversation)

    with scripted_peer(look) as peer:
        run("--move", "--studyroot", LOCALHOST, peer.port, "-k", "20,d=1.2", name, port)
    assert made_it == [port]


@option("--root-uid")
def test_root_uid(run: Run, made: Made, tmp_path: Path, name: str) -> None:
    root = "1.2.826.0.1.3680043.9.1"

    peer, _, _ = run(name, root, "--echo", "HOST", "PORT")
    run(name, root, "--get", "--studyroot", "-k", "20,d=1.2", "HOST", "PORT", instances=[made])

    assert str(peer.requests[0].implementation_class_uid).startswith(f"{root}.")
    meta = dcmread(tmp_path / f"{made.uid}.dcm").file_meta
    assert meta.ImplementationClassUID.startswith(f"{root}.")
    assert run(name, "1.02", "--echo", "HOST", "PORT", status=2)[0].requests == []


def test_root_uid_by_the_environment(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GDCM_ROOT_UID", "1.2.826.0.1.3680043.9.2")

    assert str(run("HOST", "PORT")[0].requests[0].implementation_class_uid).startswith("1.2.826.0.1.3680043.9.2.")


@option("--help")
def test_help(run: Run, name: str) -> None:
    peer, out, _ = run(name, "HOST", "PORT")

    assert peer.requests == []
    assert all(each in out for row in rows("gdcmscu") for each in row.names)


@option("--version")
def test_version(run: Run, name: str) -> None:
    assert run(name)[1] == f"scu {__version__}\n"


INFO, NOTE = "the association did not end in order", "scu: note: "


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Run `scu gdcmscu` with these words; there is a note to tell, and a peer hangs up in place of a release."""
    monkeypatch.chdir(tmp_path)

    def hang_up(conversation: Conversation) -> None:
        conversation.accept()
        conversation.respond(conversation.receive_message(), 0)

    def go(*words: object) -> str:
        with scripted_peer(hang_up) as peer:
            words = (*words, "--find", "--patientroot", "--patient", "-k", "20,d=1.2")
            return here("gdcmscu", *words, LOCALHOST, peer.port).stderr

    return go


@option("--verbose")
def test_verbose(told: Callable[..., str], name: str) -> None:
    said = told(name, "-W")

    assert INFO in said
    assert NOTE in said
    assert "scu: debug: " not in said


@option("--warning")
def test_warning(told: Callable[..., str], name: str) -> None:
    said = told(name, "-E")

    assert NOTE in said
    assert INFO not in said


@option("--error")
def test_error(told: Callable[..., str], name: str) -> None:
    assert "scu: " not in told(name)


@option("--debug")
def test_debug(told: Callable[..., str], name: str) -> None:
    assert "scu: debug: " in told("-V", name, "-E")


@option("--log-file")
def test_log_file(told: Callable[..., str], tmp_path: Path, name: str) -> None:
    told("-V", name, tmp_path / "log")

    assert INFO in (tmp_path / "log").read_text()


@option("--queryhelp")
@pytest.mark.parametrize(("model", "level"), [("--patientroot", "PATIENT"), ("--studyroot", "STUDY")])
def test_queryhelp(run: Run, name: str, model: str, level: str) -> None:
    peer, out, _ = run(name, model)

    assert peer.requests == []
    assert level in out
    assert ("PATIENT" in out) == (model == "--patientroot")
    assert "PatientName" in out


def test_no_row_is_without_a_test() -> None:
    assert not ROWS.untested()
    assert {row.group for row in rows("gdcmscu")} == set(GROUPS)
