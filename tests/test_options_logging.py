"""How much is told and where, command files and dictionaries, by the command's own options."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pynetdicom.presentation import build_context

from tests.log_configurations import appender
from tests.peers.command import run_here, run_scu
from tests.peers.dcmtk import Server
from tests.peers.instances import Made
from tests.peers.recording import Recorder, recording_scp

# A key that is odd, so that there is a note; with --verbose-pc there is something to tell beside.
ODD = ["-k", "StudyDate=2024-01-01"]
NOTE = "scu: note: StudyDate goes out as typed"
CONTEXT = "presentation context 1: Study Root Query/Retrieve Information Model - FIND, proposed with "
DEBUGGING = "scu: debug: "
FIND = "1.2.840.10008.5.1.4.1.2.2.1"


@pytest.fixture(scope="module")
def recorder() -> Iterator[Recorder]:
    with recording_scp() as server:
        yield server


def said(recorder: Recorder, *options: object, status: int = 0) -> str:
    done = run_here("find", recorder.address, *ODD, *options)
    assert done.returncode == status, done.stderr
    return done.stderr.removesuffix("no matches\n")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("", [NOTE]),
        ("-q", []),
        ("--quiet", []),
        ("-E", []),
        ("--error", []),
        ("-ll fatal", []),
        ("-ll error", []),
        ("--log-level error", []),
        ("--log-level WARN", [NOTE]),
        ("--warning", [NOTE]),
        ("-ll info", [NOTE]),
        ("-v", [NOTE]),
        ("-ll info +v", [NOTE, CONTEXT]),
        ("-v +v", [NOTE, CONTEXT]),
        ("-V --verbose-pc", [NOTE, CONTEXT]),
        ("--verbose +v", [NOTE, CONTEXT]),
        ("+v", [NOTE]),
        ("-ll debug", [NOTE, CONTEXT, DEBUGGING]),
        ("-d", [NOTE, CONTEXT, DEBUGGING]),
        ("-D", [NOTE, CONTEXT, DEBUGGING]),
        ("--debug", [NOTE, CONTEXT, DEBUGGING]),
        ("-ll trace", [NOTE, CONTEXT, DEBUGGING]),
        ("--error --log-level info", [NOTE]),
    ],
)
def test_as_much_is_told_as_was_asked_for(options: str, told: list[str], recorder: Recorder) -> None:
    text = said(recorder, *options.split())

    for part in (NOTE, CONTEXT, DEBUGGING):
        assert (part in text) is (part in told), text
    assert bool(text) is bool(told)


def test_w_is_the_worklist_of_find_and_elsewhere_the_warnings(recorder: Recorder) -> None:
    assert run_here("find", "-W", "--query-help").stdout.startswith("Modality Worklist")
    done = run_here("echo", recorder.address, "-W", "+v")

    assert (done.returncode, done.stderr) == (0, "")


def test_a_context_that_is_refused_is_told_of_too() -> None:
    with recording_scp(contexts=[build_context(FIND)]) as server:
        done = run_here("echo", server.address, "-v", "+v")

    assert done.returncode == 3
    told = "presentation context 1: Verification SOP Class, proposed with Implicit VR Little Endian"
    assert f"{told}, Explicit VR Little Endian: the abstract syntax (the SOP class) is not supported\n" in done.stderr


@pytest.mark.parametrize("option", ["-L", "--log-file"])
@pytest.mark.parametrize("level", ["-v +v", "-ll debug", "+v"])
def test_a_log_file_grows(option: str, level: str, recorder: Recorder, tmp_path: Path) -> None:
    log = tmp_path / "scu.log"
    for _ in range(2):
        assert NOTE in said(recorder, option, log, *level.split())

    lines = log.read_text().splitlines()
    assert sum("StudyDate goes out as typed" in line for line in lines) == 2
    assert sum(CONTEXT in line for line in lines) == 2
    assert any(" DEBUG " in line for line in lines) is ("debug" in level)


def test_an_error_is_in_the_log_file_too(tmp_path: Path) -> None:
    done = run_here("echo", "-L", tmp_path / "scu.log", "localhost", "1", "--proxy", "nonsense")

    assert done.returncode == 2
    assert "scu: error: --proxy is" in done.stderr
    assert "FATAL" in (tmp_path / "scu.log").read_text()
    assert "--proxy is http://host:port" in (tmp_path / "scu.log").read_text()


@pytest.mark.parametrize("option", ["-lc", "--log-config"])
def test_a_configuration_says_where(option: str, recorder: Recorder, tmp_path: Path) -> None:
    log = tmp_path / "it.log"
    layout = ("layout = log4cplus::PatternLayout", "layout.ConversionPattern = %p|%m%n")
    (tmp_path / "log.cfg").write_text("\n".join(appender("FileAppender", f"File = {log}", *layout)))

    assert said(recorder, option, tmp_path / "log.cfg") == ""

    assert "WARN|StudyDate goes out as typed" in log.read_text()
    assert "DEBUG|presentation context 1: " in log.read_text()


@pytest.mark.parametrize("content", [None, "", "log4cplus.logger.x = INFO"])
def test_a_configuration_that_cannot_be_used_sends_nothing(
    content: str | None, recorder: Recorder, tmp_path: Path
) -> None:
    path = tmp_path / "log.cfg"
    if content is not None:
        path.write_text(content)
    before = len(recorder.requests)

    done = run_here("echo", recorder.address, "-lc", path)

    assert done.returncode in (2, 4)
    assert str(path) in done.stderr
    assert len(recorder.requests) == before


def test_command_files_anywhere_on_the_line(recorder: Recorder, tmp_path: Path) -> None:
    (tmp_path / "verb.txt").write_text("find\n")
    (tmp_path / "keys.txt").write_text("-k PatientName='Doe^John Q' \n -aet 'OUR AET'\n")
    recorder.asked.clear()

    words = [f"@{tmp_path / 'verb.txt'}", recorder.address, f"@{tmp_path / 'keys.txt'}", "--arguments", "-q"]
    done = run_here(*words)

    assert done.returncode == 0
    assert recorder.asked[-1].identifier.PatientName == "Doe^John Q"
    assert recorder.requests[-1].calling_ae_title.strip() == "OUR AET"
    expected = f"scu find {recorder.address} -k 'PatientName=Doe^John Q' -aet 'OUR AET' --arguments -q\n"
    assert done.stderr == expected


def test_a_command_file_that_is_not_there(tmp_path: Path) -> None:
    done = run_here("echo", f"@{tmp_path / 'missing.txt'}", "--format", "json")

    assert done.returncode == 4
    assert "missing.txt" in done.stderr
    assert '"kind": "file"' in done.stdout


DICTIONARY = (
    "(0010,0010)\tPN\tPatientName\t1\tDICOM\n(4321,1234)\tLO\tAcmeName\t1\tACME\n(4322,0010)\tLO\tAcmeKind\t1\tACME\n"
)


def test_dictionaries_are_known_to_keys_and_output(dcmqrscp: Server, archive: list[Made], tmp_path: Path) -> None:
    (tmp_path / "acme.dic").write_text(DICTIONARY)
    words = ["find", dcmqrscp.address, "-k", "PatientID=P2", "-k", "AcmeKind", "--no-check", "--format", "csv"]

    unknown = run_scu(*words)
    known = run_scu(*words, env={"DCMDICTPATH": str(tmp_path / "acme.dic")})

    assert unknown.returncode == 2
    assert "AcmeKind" in unknown.stderr
    assert known.returncode == 0, known.stderr
    assert known.stdout.splitlines()[0].startswith("PatientID,AcmeKind")


def test_a_dictionary_that_is_not_there_sends_nothing(recorder: Recorder) -> None:
    before = len(recorder.requests)
    done = run_scu("find", recorder.address, *ODD, env={"DCMDICTPATH": "/nowhere/acme.dic"})

    assert done.returncode == 4
    assert "/nowhere/acme.dic" in done.stderr
    assert "DCMDICTPATH" in done.stderr
    assert len(recorder.requests) == before
